"""An enquiry with what was said in it, calls on record, and the ways in."""

from schoolgate.domain.enquiries.models.attachments import Attachment
from schoolgate.domain.enquiries.models.calls import Incident, KeptCall, OneChannel
from schoolgate.domain.enquiries.models.confidence import Reader, Reading
from schoolgate.domain.enquiries.models.register import RegisteredChannel, SignedRule
from schoolgate.domain.enquiries.models.safety import SafetyNote
from schoolgate.domain.enquiries.models.threads import Enquiry, Message, Promise

__all__ = [
    "Attachment",
    "Enquiry",
    "Incident",
    "KeptCall",
    "Message",
    "OneChannel",
    "Promise",
    "Reader",
    "Reading",
    "RegisteredChannel",
    "SafetyNote",
    "SignedRule",
]
