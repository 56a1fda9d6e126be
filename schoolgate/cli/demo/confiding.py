"""What the demo's families told in confidence, and to the safeguarding lead."""

from datetime import datetime, timedelta

from schoolgate.cli.demo.grammar import Grammar
from schoolgate.domain.accounts.access.actors import family_actor, staff_actor
from schoolgate.domain.enquiries.actions.confiding import read_in_confidence
from schoolgate.domain.enquiries.actions.opening import Asked, open_enquiry
from schoolgate.domain.enquiries.actions.safety import Worry, tell_as_family
from schoolgate.domain.enquiries.enums import SafetySource
from schoolgate.kernel.vocabulary import Channel, Concern

HERS = (
    "Niamh’s mother has written to her, for the first time in two years. Niamh has not"
    " told me. Please keep an eye on her this week, and say nothing in class."
)
HIS = (
    "Amal told me that a friend in her form does not dare to go home at the weekend."
    " She would not say more."
)


def give_confidences(made: Grammar, now: datetime) -> None:
    """Have one thing told in confidence and read once, and one note to the lead."""
    bridget, karim = made.cast["Bridget"], made.cast["Karim"]
    at = now - timedelta(hours=3)
    asked = Asked(
        contact=bridget,
        student=made.children["Niamh"],
        concern=Concern.PASTORAL,
        channel=Channel.PORTAL,
        title="",
        text=HERS,
        is_in_confidence=True,
    )
    enquiry = open_enquiry(asked, by=family_actor(bridget), at=at)
    if enquiry.holder:
        reader = staff_actor(enquiry.holder)
        read_in_confidence(reader, enquiry, at=at + timedelta(minutes=50))
    worry = Worry(HIS, "Lucy, a friend of Amal’s in 9B", SafetySource.FAMILY)
    tell_as_family(karim, worry, by=family_actor(karim), at=now - timedelta(hours=1))
