"""How the demo schools are run: settings, deputies, who is away, what waits."""

from datetime import datetime, timedelta

from schoolgate.cli.demo.people import Crowd
from schoolgate.domain.accounts.access.actors import family_actor, staff_actor
from schoolgate.domain.accounts.actions.posts import fill_post
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.people.actions.absences import record_absence
from schoolgate.domain.people.actions.corrections import ask_to_correct
from schoolgate.domain.people.enums import Detail
from schoolgate.domain.people.models import Contact, StaffMember
from schoolgate.domain.policies.actions import adopt_pack
from schoolgate.kernel.actors import SYSTEM

COMPLAINTS = (
    "Ask the school office for the complaints procedure, or read it on the school’s"
    " website. You will hear within 5 school days."
)
SINCE_LAST_YEAR = timedelta(days=120)


def settle_the_policy(crowd: Crowd, head: StaffMember, *, at: datetime) -> None:
    """Have the head say how families go on, and take what asks for a SENCO."""
    adopt_pack(
        crowd.school,
        "grammar-ni",
        settings={"complaints": COMPLAINTS},
        taken=("SE-IC1", "SE-RS", "SE-WC"),
        by=staff_actor(head),
        at=at - SINCE_LAST_YEAR,
        why="Governors’ meeting in June: one path for special needs, by name",
    )


def send_away(staff: StaffMember, deputy: StaffMember, *, at: datetime) -> None:
    """Have somebody away for two weeks, with a deputy in each of their posts."""
    for post in Post.objects.filter(holder=staff):
        fill_post(post, holder=staff, deputy=deputy, by=SYSTEM, at=at)
    on = at.date()
    record_absence(
        staff,
        from_on=on - timedelta(days=3),
        until_on=on + timedelta(days=11),
        by=SYSTEM,
        at=at,
    )


def wish_for_a_correction(contact: Contact, *, at: datetime) -> None:
    """Have a parent ask for a new mobile number to stand on record."""
    details = {Detail.MOBILE: "07700 900416"}
    ask_to_correct(contact, details, by=family_actor(contact), at=at)


def administrator(crowd: Crowd, title: str, given: str, family: str) -> Post:
    """Hire who sets the school up here, and give them the post."""
    return crowd.post(Role.ADMINISTRATOR, crowd.hire(title, given, family))
