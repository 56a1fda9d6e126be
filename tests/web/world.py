"""A small world for page tests: Leila's enquiry, held and stuck mail, an import."""

from dataclasses import dataclass
from datetime import timedelta

from schoolgate.domain.accounts.access.actors import family_actor, staff_actor
from schoolgate.domain.accounts.actions.invitations import invite
from schoolgate.domain.accounts.enums import InvitationWay
from schoolgate.domain.accounts.models import Invitation, Post
from schoolgate.domain.accounts.queries.posts import posts_of
from schoolgate.domain.deliveries import actions as outbox
from schoolgate.domain.deliveries.models import InboundMail, OutboxMail
from schoolgate.domain.disclosure.access import may_join
from schoolgate.domain.enquiries.actions.data_rights import Asks, ask_for_data
from schoolgate.domain.enquiries.actions.hearing import Tells, tell_school
from schoolgate.domain.enquiries.actions.noting import Said, keep_call
from schoolgate.domain.enquiries.actions.opening import Asked, open_enquiry
from schoolgate.domain.enquiries.actions.problems import record_problem
from schoolgate.domain.enquiries.actions.reporting import report_enquiry
from schoolgate.domain.enquiries.actions.safety import Worry, tell_as_family
from schoolgate.domain.enquiries.enums import DataKind, ProblemKind, Told
from schoolgate.domain.enquiries.models import (
    DataMatter,
    Enquiry,
    Incident,
    KeptCall,
    Problem,
    SafetyNote,
    Telling,
)
from schoolgate.domain.people.actions.absences import record_absence
from schoolgate.domain.people.actions.imports import keep_file
from schoolgate.domain.people.models import Absence, Contact, ImportBatch, Student
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from schoolgate.kernel.vocabulary import Channel, Concern
from tests.cast import Cast
from tests.mails import arrive, mail

PUPILS = b"First name,Last name,Date of birth\nNora,Bell,2014-02-03\n"
CANARY = "Wellensittich"
"""A word that only Leila has written."""
WORRY_CANARY = "Nachtigall"
"""A word that only Gary has written, to the safeguarding lead."""


@dataclass(frozen=True)
class World:
    """What stands in it."""

    enquiry: Enquiry
    held: InboundMail
    stuck: OutboxMail
    away: Absence
    """Mr Byrne's, in a month."""
    post: Post
    """His as maths teacher of 9B."""
    letter: Invitation
    """To Noreen, not used yet."""
    imported: ImportBatch
    kept_call: KeptCall
    """Gary's, about Conor."""
    incident: Incident
    """Reported by Mr Byrne, who has no line manager here."""
    note: SafetyNote
    """Gary's, to the safeguarding lead, about Conor."""
    telling: Telling
    """Leila's about Amal, shared with all who teach her; it went to Mrs Quinn."""
    problem: Problem
    """Of Amal, recorded by Mrs Quinn."""
    matter: DataMatter
    """Leila asks for what is held about her."""


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
        outbox.mark(stuck, address=stuck.addressed_to, at=clock.now())
        outbox.record_uncertain(stuck, why="Cut off.", at=clock.now())
        byrne, on = cast.staff("byrne"), cast.oakfield.day_of(clock.now())
        away = record_absence(
            byrne,
            from_on=on + timedelta(days=30),
            until_on=None,
            by=SYSTEM,
            at=clock.now(),
        )
        [post] = posts_of(byrne)
        letter = invite(
            cast.contact("noreen"),
            InvitationWay.LETTER,
            gate=may_join(cast.contact("noreen"), on=on),
            by=SYSTEM,
            at=clock.now(),
        )
        imported = keep_file(
            cast.oakfield, "pupils.csv", PUPILS, kind="table", by=SYSTEM, at=clock.now()
        )
        kept, incident = _calls(cast, enquiry)
        note = _worry(cast)
        told = tell(cast.contact("leila"), cast.student("amal")).telling
        quinn, amal = staff_actor(cast.staff("quinn")), cast.student("amal")
        problem = record_problem(
            quinn, amal, ProblemKind.WORK, "Three sheets are missing.", at=clock.now()
        )
        matter = ask_data(cast.contact("leila"))
        for sent in outbox.lease_due_mail(at=clock.now()):
            outbox.mark(sent, address=sent.addressed_to, at=clock.now())
            outbox.record_sent(sent, receipt="Taken.", at=clock.now())
    return World(
        *(enquiry, held, stuck, away, post, letter, imported, kept, incident),
        *(note, told, problem, matter),
    )


def _worry(cast: Cast) -> SafetyNote:
    gary = cast.contact("gary")
    worry = Worry(f"He said he sleeps outside. {WORRY_CANARY}", "Conor Doyle")
    return tell_as_family(gary, worry, by=family_actor(gary), at=clock.now())


def tell(
    contact: Contact,
    student: Student,
    text: str = "She plays the flute every day.",
    *,
    kind: Told = Told.STRENGTH,
    is_shared: bool = True,
) -> Enquiry:
    """Have a contact tell something, now."""
    asked = Asked(
        contact=contact,
        student=student,
        concern=Concern.PASTORAL,
        channel=Channel.PORTAL,
        title=text[:100],
        text=text,
    )
    tells = Tells(asked, kind, is_shared=is_shared)
    with school_in_force(contact.school_id):
        return tell_school(tells, by=family_actor(contact), at=clock.now())


def ask_data(
    contact: Contact,
    student: Student | None = None,
    kind: DataKind = DataKind.REQUEST,
) -> DataMatter:
    """Have a contact ask for data, or complain about it, now."""
    asks = Asks(contact, student, kind, "Please send me what you hold.")
    with school_in_force(contact.school_id):
        return ask_for_data(asks, by=family_actor(contact), at=clock.now())


def _calls(cast: Cast, enquiry: Enquiry) -> tuple[KeptCall, Incident]:
    gary, conor = cast.contact("gary"), cast.student("conor")
    said = Said(conor, gary, "", Channel.PHONE, "Is he at school?")
    kept = keep_call(staff_actor(cast.staff("hughes")), said, at=clock.now())
    byrne = staff_actor(cast.staff("byrne"))
    return kept, report_enquiry(byrne, enquiry, at=clock.now())
