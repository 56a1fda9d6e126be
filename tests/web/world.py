"""A small world for page tests: Leila's enquiry, held and stuck mail, an import."""

from dataclasses import dataclass

from schoolgate.domain.accounts.access import family_actor
from schoolgate.domain.deliveries import actions as outbox
from schoolgate.domain.deliveries.models import InboundMail, OutboxMail
from schoolgate.domain.enquiries.actions.opening import Asked, open_enquiry
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.people.actions.imports import keep_file
from schoolgate.domain.people.models import Contact, ImportBatch, Student
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from schoolgate.kernel.vocabulary import Channel, Concern
from tests.cast import Cast
from tests.mails import arrive, mail

CANARY = "Wellensittich"
"""A word that only Leila has written."""


@dataclass(frozen=True)
class World:
    """What stands in it."""

    enquiry: Enquiry
    held: InboundMail
    stuck: OutboxMail
    imported: ImportBatch


def ask(
    contact: Contact,
    student: Student,
    text: str = "Who decided about the maths set?",
    *,
    concern: Concern = Concern.ACADEMIC,
    subject: str = "Maths",
    channel: Channel = Channel.PORTAL,
) -> Enquiry:
    """Have a contact ask something, now."""
    asked = Asked(
        contact=contact,
        student=student,
        concern=concern,
        channel=channel,
        title=text[:100],
        text=text,
        subject=subject,
    )
    with school_in_force(contact.school_id):
        return open_enquiry(asked, by=family_actor(contact), at=clock.now())


def make_world(cast: Cast) -> World:
    """Make it, by the actions that make such things."""
    text = f"About the maths set, {CANARY}"
    enquiry = ask(cast.contact("leila"), cast.student("amal"), text)
    held = arrive(cast.oakfield, mail(sender="nobody@elsewhere.example")).mail
    with school_in_force(cast.oakfield.pk):
        [stuck] = outbox.lease_due_mail(at=clock.now())
        outbox.mark(stuck, address=stuck.contact.email, at=clock.now())
        outbox.record_uncertain(stuck, why="Cut off.", at=clock.now())
        imported = keep_file(
            cast.oakfield, "pupils.csv", b"", kind="", by=SYSTEM, at=clock.now()
        )
    return World(enquiry, held, stuck, imported)
