"""Conversations, calls and problems on record, rights to data, and the ways in."""

from schoolgate.domain.enquiries.models.attachments import Attachment
from schoolgate.domain.enquiries.models.calls import Incident, KeptCall, OneChannel
from schoolgate.domain.enquiries.models.confidence import Reader, Reading
from schoolgate.domain.enquiries.models.data_matters import DataEntry, DataMatter
from schoolgate.domain.enquiries.models.drafts import Draft
from schoolgate.domain.enquiries.models.problems import Problem, WordToParent
from schoolgate.domain.enquiries.models.register import RegisteredChannel, SignedRule
from schoolgate.domain.enquiries.models.safety import SafetyNote
from schoolgate.domain.enquiries.models.tellings import Respect, Telling, Use
from schoolgate.domain.enquiries.models.threads import Enquiry, Message, Promise
from schoolgate.domain.enquiries.models.warnings import Digest, Warned
from schoolgate.domain.enquiries.models.words import EnquiryWord

__all__ = [
    "Attachment",
    "DataEntry",
    "DataMatter",
    "Digest",
    "Draft",
    "Enquiry",
    "EnquiryWord",
    "Incident",
    "KeptCall",
    "Message",
    "OneChannel",
    "Problem",
    "Promise",
    "Reader",
    "Reading",
    "RegisteredChannel",
    "Respect",
    "SafetyNote",
    "SignedRule",
    "Telling",
    "Use",
    "Warned",
    "WordToParent",
]
