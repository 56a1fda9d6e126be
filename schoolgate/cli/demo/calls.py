"""What the demo's reception wrote down, what was kept, and the school's channels."""

from datetime import datetime, timedelta

from schoolgate.cli.demo.grammar import Grammar
from schoolgate.domain.accounts.access.actors import StaffActor, staff_actor
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.enquiries.actions.channels import (
    Channel as Registered,
    register_channel,
    sign_rule,
)
from schoolgate.domain.enquiries.actions.noting import (
    Beside,
    Said,
    keep_call,
    log_enquiry,
)
from schoolgate.domain.enquiries.actions.opening import Asked
from schoolgate.domain.enquiries.enums import RegisterKind
from schoolgate.domain.enquiries.rules import title_of
from schoolgate.kernel.vocabulary import Channel, Concern

HAVE_SIGNED = 40
HERS = "She asks Mr Byrne to ring about the maths set, after school if he can."
MEETING = "She would like to meet about how Yusuf settles in."
RUDE = "He wants to know at once why the bus did not wait."


def give_calls(made: Grammar, now: datetime) -> None:
    """Log a call, a wish to meet and a call that was ended; keep one; sign the rule."""
    reception = _holder(made, Role.SCHOOL_OFFICE)
    at = now - timedelta(hours=1)
    for contact, child, channel, text, beside in (
        ("Leila", "Amal", Channel.PHONE, HERS, Beside()),
        ("Leila", "Yusuf", Channel.MEETING_REQUEST, MEETING, Beside()),
        ("Karim", "Amal", Channel.PHONE, RUDE, Beside(was_ended=True)),
    ):
        is_maths = text is HERS
        asked = Asked(
            contact=made.cast[contact],
            student=made.children[child],
            concern=Concern.ACADEMIC if is_maths else Concern.PASTORAL,
            channel=channel,
            title=title_of(text),
            text=text,
            subject="Maths" if is_maths else "",
            noted_by=reception.staff,
        )
        log_enquiry(reception, asked, beside, at=at)
    gary, conor = made.cast["Gary"], made.children["Conor"]
    keep_call(reception, Said(conor, gary, "", Channel.PHONE, "Is he in today?"), at=at)
    _register(made, at)


def _register(made: Grammar, at: datetime) -> None:
    head, office = _holder(made, Role.PRINCIPAL), _holder(made, Role.SCHOOL_OFFICE)
    for kind, address, purpose in (
        (RegisterKind.PHONE, "028 9018 0142", "the office, absences"),
        (RegisterKind.PAGE, "https://www.oakfield.example/fixtures", "fixtures"),
        (RegisterKind.PAGE, "https://www.oakfield.example/events", "events"),
    ):
        channel = Registered(kind, address, purpose, office.staff)
        register_channel(head, channel, at=at)
    staff = {post.holder for post in made.posts if post.holder}
    for member in sorted(staff, key=lambda each: each.pk)[:HAVE_SIGNED]:
        sign_rule(staff_actor(member), at=at)


def _holder(made: Grammar, role: Role) -> StaffActor:
    holders = [post.holder for post in made.posts if post.role == role]
    assert holders[-1] is not None  # noqa: S101 (the demo has an office and a head)
    return staff_actor(holders[-1])
