"""The school's own page, its policy and its posts, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from schoolgate.domain.accounts.enums import REACH_OF, Reach, Role
from schoolgate.domain.accounts.models import Appointment, Post
from schoolgate.domain.accounts.queries.posts import (
    Seat,
    groups_without_post,
    seats,
    students_without,
)
from schoolgate.domain.deliveries.queries import count_with_access
from schoolgate.domain.people.models import StaffMember
from schoolgate.domain.people.queries import Roll, names_behind, roll_of
from schoolgate.domain.policies.models import Adoption
from schoolgate.domain.policies.queries import NoPolicyAdoptedError, policy_of
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.queries import calendar_known_until
from schoolgate.kernel.pack_model import Pack
from schoolgate.kernel.packs import load_pack
from schoolgate.kernel.words import say_count, say_day_and_year, say_list
from schoolgate.web.shared.addresses import address_of
from schoolgate.web.shared.moments import day_in_words, moment_in_words
from schoolgate.web.shared.shapes import MarkKind

AHEAD = timedelta(days=120)
"""How far ahead the year should be known."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing a school needs, and whether it is there."""

    what: str
    says: str
    mark: MarkKind
    state: str
    route: str
    href: str


@dataclass(frozen=True, kw_only=True)
class PostLine:
    """One post in the list."""

    href: str
    due: str
    what: str
    about: str
    late: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """One version of the policy, as the record has it."""

    title: str
    when: str
    who: str
    why: str
    taken: str
    is_in_force: bool


def checks_of(school: School, *, at: datetime) -> list[Check]:
    """Go through what a school needs before families and staff can rely on it."""
    on, roll = school.day_of(at), roll_of(school.day_of(at))
    return [
        _policy(school),
        _year(on),
        _people(roll),
        *_posts(school, on),
        _access(at),
    ]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits for a post, in words."""

    title: str
    says: str


def appointment_of(found: Appointment, school: School, *, now: datetime) -> Waiting:
    """Say who is to have a post, who asked, and what it waits for."""
    named = [one.full_name for one in (found.holder, found.deputy) if one]
    by = names_behind([found.asked_by]).get(found.asked_by, "Somebody")
    asked = f"{by} asked {day_in_words(found.asked_at, school, now=now)}."
    if found.takes_effect_at is None:
        says = f"{asked} It waits for a second administrator to confirm it."
    else:
        until = moment_in_words(found.takes_effect_at, school, now=now)
        says = (
            f"{asked} Nobody else gives access yet, so it takes effect by itself:"
            f" {until}. Everybody who can stop it has a mail."
        )
    return Waiting(title=f"To come: {say_list(named)}", says=says)


def post_lines(
    found: Sequence[Seat], *, current: Post | None, on: date
) -> list[PostLine]:
    """Put posts into lines: the post, who does it today, and what is wrong."""
    return [
        PostLine(
            href=address_of("staff:school_post", seat.post.public_id),
            due="",
            what=f"{_name(seat.post)}: {_who(seat)}",
            about=_about(seat, on),
            late=_lacks(seat, on),
            is_current=current is not None and current.pk == seat.post.pk,
        )
        for seat in found
    ]


def versions_of(
    adoptions: Sequence[Adoption], names: dict[str, str], school: School, at: datetime
) -> list[VersionLine]:
    """Put every version of the policy into words, the one in force first."""
    return [
        VersionLine(
            title=f"Version {each.version}: {load_pack(each.pack).title}",
            when=moment_in_words(each.adopted_at, school, now=at),
            who=names.get(each.adopted_by, "Schoolgate"),
            why=each.why,
            taken=say_list(each.taken) if each.taken else "",
            is_in_force=number == 0,
        )
        for number, each in enumerate(adoptions)
    ]


def _access(at: datetime) -> Check:
    """Say how many of those on record can come in; nobody is missed while some can."""
    families, staff = (
        count_with_access("contact", at=at),
        count_with_access("staff", at=at),
    )
    says = f"{say_count(families, 'contact')} and {_staff(staff)} can sign in."
    if not families or not staff:
        return _missing("Access", says, "staff:access")
    return _there("Access", says, "staff:access")


def _staff(number: int) -> str:
    return f"{number} staff" if number != 1 else "1 member of staff"


def _policy(school: School) -> Check:
    try:
        policy = policy_of(school.pk)
    except NoPolicyAdoptedError:
        return _missing("Policy", "No policy is adopted.", "staff:school_policy")
    says = f"{policy.pack.title}, version {policy.version}."
    return _there("Policy", says, "staff:school_policy")


def _year(on: date) -> Check:
    until = calendar_known_until()
    if until is None:
        says = "No term is entered: no promise can be given."
        return _missing("Year", says, "staff:year")
    says = f"Known until {say_day_and_year(until)}."
    if until < on:
        return _missing("Year", says, "staff:year")
    if until - on < AHEAD:
        says = f"{says} Enter what follows."
        return _soon("Year", says, "staff:year")
    return _there("Year", says, "staff:year")


def _people(roll: Roll) -> Check:
    says = (
        f"{say_count(roll.students, 'student')}, {say_count(roll.contacts, 'contact')}"
        f" and {_staff(roll.staff)}."
    )
    if not roll.students or not roll.contacts:
        return _missing("People", says, "staff:people_imports")
    return _there("People", says, "staff:people")


def _posts(school: School, on: date) -> list[Check]:
    try:
        pack = policy_of(school.pk).pack
    except NoPolicyAdoptedError:
        return []
    whole = seats(Reach.SCHOOL, on=on)
    there = {Role(seat.post.role) for seat in whole if not seat.is_vacant}
    missing = [role.label for role in Role if role in _asked_of(pack) - there]
    route = "staff:school_posts"
    checks = [
        _missing("Posts", f"Nobody is there for: {say_list(missing)}.", route)
        if missing
        else _there("Posts", "Every post the policy asks for is held.", route)
    ]
    if lacking := len(groups_without_post(school.pk)):
        says = f"{say_count(lacking, 'group')} that nobody has the post for."
        checks.append(_missing("Groups", says, "staff:school_missing_posts"))
    if any(post.role is Role.TRUSTED_CONTACT for post in pack.posts):
        number = students_without(Role.TRUSTED_CONTACT, school, on=on)
        says = f"{say_count(number, 'student')} without a trusted contact."
        checks.append(
            _missing("Trusted contacts", says, "staff:people")
            if number
            else _there("Trusted contacts", "Every family has one.", "staff:people")
        )
    return checks


def _asked_of(pack: Pack) -> set[Role]:
    """Return the posts for the whole school that a policy needs somebody in."""
    asked = {role for route in pack.routes for role in route.ladder}
    asked |= {post.role for post in pack.posts} | {Role.SCHOOL_OFFICE}
    return {role for role in asked if REACH_OF[role] is Reach.SCHOOL}


def _name(post: Post) -> str:
    words = Role(post.role).label
    of = post.group.name if post.group else ""
    return f"{words[:1].upper()}{words[1:]}{f', {of}' if of else ''}"


def _who(seat: Seat) -> str:
    return seat.there.polite_name if seat.there else "vacant"


def _lacks(seat: Seat, on: date) -> str:
    """Return the word of a post's mark: nobody has it, or nobody is there today."""
    if not seat.is_vacant:
        return ""
    holder = seat.post.holder
    return "away" if holder and not _has_left(holder, on) else "vacant"


def _has_left(holder: StaffMember, on: date) -> bool:
    return not holder.is_employed(on)


def _about(seat: Seat, on: date) -> str:
    holder, deputy = seat.post.holder, seat.post.deputy
    if seat.there and seat.there != holder:
        return f"stands in for {holder.polite_name if holder else 'a vacant post'}"
    if holder and seat.there is None:
        why = "has left" if _has_left(holder, on) else "is away"
        return f"{holder.polite_name} {why}, and nobody stands in"
    return f"deputy: {deputy.polite_name}" if deputy else "no deputy"


def _there(what: str, says: str, route: str) -> Check:
    return _check(what, says, "good", "done", route)


def _soon(what: str, says: str, route: str) -> Check:
    return _check(what, says, "care", "soon", route)


def _missing(what: str, says: str, route: str) -> Check:
    return _check(what, says, "late", "missing", route)


def _check(what: str, says: str, mark: MarkKind, state: str, route: str) -> Check:
    href = reverse(route)
    return Check(what=what, says=says, mark=mark, state=state, route=route, href=href)
