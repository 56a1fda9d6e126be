"""An enquiry with what was said in it, calls on record, and the ways in."""

from schoolgate.domain.enquiries.models.attachments import Attachment
from schoolgate.domain.enquiries.models.calls import Incident, KeptCall, OneChannel
from schoolgate.domain.enquiries.models.drafts import Draft
from schoolgate.domain.enquiries.models.register import RegisteredChannel, SignedRule
from schoolgate.domain.enquiries.models.threads import Enquiry, Message, Promise
from schoolgate.domain.enquiries.models.warnings import Digest, Warned
from schoolgate.domain.enquiries.models.words import EnquiryWord

__all__ = [
    "Attachment",
    "Digest",
    "Draft",
    "Enquiry",
    "EnquiryWord",
    "Incident",
    "KeptCall",
    "Message",
    "OneChannel",
    "Promise",
    "RegisteredChannel",
    "SignedRule",
    "Warned",
]
