"""What the demo's families tell, a problem, a differing view, and rights to data."""

from datetime import datetime, timedelta

from schoolgate.cli.demo.grammar import Grammar
from schoolgate.domain.accounts.access.actors import (
    StaffActor,
    family_actor,
    staff_actor,
)
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.enquiries.actions.agreeing import agree_outcome
from schoolgate.domain.enquiries.actions.answering import (
    Settling,
    answer_enquiry,
    close_enquiry,
)
from schoolgate.domain.enquiries.actions.changing import Reply
from schoolgate.domain.enquiries.actions.data_rights import (
    Asks,
    Doing,
    ask_for_data,
    do_with_data,
    recognise_data,
)
from schoolgate.domain.enquiries.actions.hearing import (
    Tells,
    say_how_used,
    tell_school,
)
from schoolgate.domain.enquiries.actions.opening import Asked, open_enquiry
from schoolgate.domain.enquiries.actions.passing import dispute_outcome
from schoolgate.domain.enquiries.actions.problems import (
    Ground,
    hold_ground,
    record_problem,
    tell_parent,
)
from schoolgate.domain.enquiries.enums import (
    DataKind,
    DataStep,
    Outcome,
    ProblemKind,
    Told,
)
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.rules import title_of
from schoolgate.kernel.vocabulary import Category, Channel, Concern

TEACHES = "Amal teaches her brother maths with bread and fruit. She is patient."
ENGINEER = (
    "I am a bus engineer. I would gladly show a class how a gearbox works, and I read"
    " Urdu and Persian."
)
TOLD = (
    (
        *("Leila", "Amal", Told.STRENGTH, True),
        TEACHES,
    ),
    (
        *("Bridget", "Niamh", Told.KNOWS, False),
        "Niamh hears badly on the left since the spring. She does not like to say so.",
    ),
    (
        *("Imran", "Sara", Told.BRINGS, True),
        ENGINEER,
    ),
)
USED = "I let Amal explain fractions to two others on Tuesday. All three had it."
MADE = "Niamh now sits on the left of the room, so that she hears with the right ear."
DIFFERS = "Amal says the new set moves too fast. The test does not show that."
ANSWERED = "We can look at it together. I have time on Wednesday after school."
AGREED = "Amal stays, with an hour of help each week until Easter; then we look again."
PROBLEM = "Three homework sheets are missing since the half-term."
WRITES = (
    "Three of Amal’s homework sheets are missing since the half-term. I think she"
    " needs a quiet place to do them. Could we find one together?"
)
GROUND = "He is away until next month and asked us to tell him on his return."
ASKS_ALL = "Where do you keep what the educational psychologist wrote?\nPlease send me"
ASKS_ALL += " a copy of everything you hold about Yusuf."
UNHAPPY = "A letter about Conor went to an address that we left two years ago."
SORRY = "I am sorry. I am finding out how that happened, and will write to you again."
FOR_ME = "Please send me all that the school holds about me."
WHO = "Gladly. Please bring something with your name and photo to the office first."


def give_telling(made: Grammar, now: datetime) -> None:
    """Have families tell things, two views meet, a problem recorded, and data asked."""
    at = now - timedelta(hours=3)
    _tell(made, at)
    _differ(made, at)
    _record(made, at)
    _ask_for_data(made, at - timedelta(days=3))


def _tell(made: Grammar, at: datetime) -> None:
    quinn, byrne = _named(made, "Quinn"), _named(made, "Byrne")
    heard: list[Enquiry] = []
    for contact, child, kind, is_shared, text in TOLD:
        tells = Tells(_asked(made, contact, child, text), kind, is_shared=is_shared)
        by = family_actor(made.cast[contact])
        heard.append(tell_school(tells, by=by, at=at))
    amal, niamh, _ = heard
    say_how_used(byrne, amal.telling, USED, at=at + timedelta(minutes=50))
    settling = Settling(Outcome.USED, Reply(MADE, Category.HEALTH, niamh.version))
    close_enquiry(quinn, niamh, settling, at=at + timedelta(minutes=70))


def _differ(made: Grammar, at: datetime) -> None:
    """Have Leila and Mr Byrne see it differently, talk, and agree."""
    leila, byrne = family_actor(made.cast["Leila"]), _named(made, "Byrne")
    asked = _asked(made, "Leila", "Amal", DIFFERS, Concern.ACADEMIC, "Maths")
    start = (at - timedelta(days=8)).replace(hour=10, minute=5)
    enquiry = open_enquiry(asked, by=leila, at=start)
    for day, words, outcome in (
        (1, "The set is right for her: her test says so.", Outcome.STAYS),
        (5, AGREED, Outcome.AGREED),
    ):
        moment = start + timedelta(days=day)
        reply = Reply(ANSWERED, None, _version(enquiry))
        answer_enquiry(byrne, enquiry, reply, at=moment)
        settled = Reply(words, Category.PROGRESS, _version(enquiry))
        after = moment + timedelta(hours=2)
        close_enquiry(byrne, enquiry, Settling(outcome, settled), at=after)
        if outcome is Outcome.STAYS:
            dispute_outcome(enquiry, DIFFERS, by=leila, at=moment + timedelta(days=1))
    agree_outcome(enquiry, by=leila, at=start + timedelta(days=6))


def _record(made: Grammar, at: datetime) -> None:
    quinn, amal = _named(made, "Quinn"), made.children["Amal"]
    problem = record_problem(quinn, amal, ProblemKind.WORK, PROBLEM, at=at)
    after = at + timedelta(minutes=20)
    tell_parent(quinn, problem, made.cast["Leila"], WRITES, at=after)
    ground = Ground(GROUND, at.date() + timedelta(days=21))
    hold_ground(quinn, problem, made.cast["Karim"], ground, at=after)
    sara = made.children["Sara"]
    talks = "Talks through the first ten minutes of most lessons."
    record_problem(quinn, sara, ProblemKind.DISCIPLINE, talks, at=after)


def _ask_for_data(made: Grammar, at: datetime) -> None:
    leila, sinead, karim = (made.cast[name] for name in ("Leila", "Sinead", "Karim"))
    head = _holder(made, Role.DATA_PROTECTION_LEAD)
    asked = _asked(made, "Leila", "Yusuf", ASKS_ALL)
    enquiry = open_enquiry(asked, by=family_actor(leila), at=at)
    seen_at = at + timedelta(hours=2)
    holder = enquiry.holder
    recognise_data(
        staff_actor(holder) if holder else head, enquiry, DataKind.REQUEST, at=seen_at
    )
    conor = made.children["Conor"]
    unhappy = Asks(sinead, conor, DataKind.COMPLAINT, UNHAPPY)
    complaint = ask_for_data(unhappy, by=family_actor(sinead), at=at)
    do_with_data(head, complaint, Doing(DataStep.ACKNOWLEDGED, SORRY), at=seen_at)
    mine = Asks(karim, None, DataKind.REQUEST, FOR_ME)
    waits = ask_for_data(mine, by=family_actor(karim), at=at)
    do_with_data(head, waits, Doing(DataStep.ASKED_BACK, WHO), at=seen_at)


def _asked(
    made: Grammar,
    contact: str,
    child: str,
    text: str,
    concern: Concern = Concern.PASTORAL,
    subject: str = "",
) -> Asked:
    return Asked(
        contact=made.cast[contact],
        student=made.children[child],
        concern=concern,
        channel=Channel.PORTAL,
        title=title_of(text),
        text=text,
        subject=subject,
    )


def _version(enquiry: Enquiry) -> int:
    return Enquiry.objects.get(pk=enquiry.pk).version


def _named(made: Grammar, family_name: str) -> StaffActor:
    found = [post.holder for post in made.posts if post.holder]
    [member, *_] = [each for each in found if each.family_name == family_name]
    return staff_actor(member)


def _holder(made: Grammar, role: Role) -> StaffActor:
    [holder] = [post.holder for post in made.posts if post.role == role]
    assert holder is not None  # noqa: S101 (the demo has one)
    return staff_actor(holder)
