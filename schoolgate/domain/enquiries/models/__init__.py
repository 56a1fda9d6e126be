"""An enquiry with what was said in it, and what staff record of calls."""

from schoolgate.domain.enquiries.models.calls import Incident, KeptCall, OneChannel
from schoolgate.domain.enquiries.models.threads import Enquiry, Message, Promise

__all__ = ["Enquiry", "Incident", "KeptCall", "Message", "OneChannel", "Promise"]
