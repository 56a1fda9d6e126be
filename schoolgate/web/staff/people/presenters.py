"""People as staff see them, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schoolgate.domain.accounts.models import Post
from schoolgate.domain.accounts.rules import in_words
from schoolgate.domain.people.models import Absence, Contact, StaffMember, Student, Tie
from schoolgate.domain.people.queries import Found, Left
from schoolgate.domain.schools.models import Group
from schoolgate.kernel.vocabulary import Role
from schoolgate.kernel.words import say_day_and_year, say_list
from schoolgate.web.shared.addresses import address_of
from schoolgate.web.shared.shapes import Answer

PAGE_OF = {
    "student": "staff:people_student",
    "contact": "staff:people_contact",
    "staff": "staff:people_member",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """Somebody in a list."""

    child: str
    title: str
    note: str
    detail: str
    href: str


def lines_of(found: Sequence[Found]) -> list[Line]:
    """Put what a search found into lines."""
    return [
        Line(
            child="",
            title=each.name,
            note=each.detail,
            detail="",
            href=address_of(PAGE_OF[each.kind], each.public_id),
        )
        for each in found
    ]


@dataclass(frozen=True, kw_only=True)
class FormerLine:
    """Somebody who left, and since when."""

    public_id: str
    name: str
    note: str


def former_lines(lately: Sequence[Left]) -> list[FormerLine]:
    """Put who left into lines."""
    return [
        FormerLine(
            public_id=each.public_id,
            name=each.name,
            note=f"{each.what}, not here since {say_day_and_year(each.on)}",
        )
        for each in lately
    ]


def student_facts(student: Student, groups: Sequence[Group]) -> list[Answer]:
    """Put what is on record of a student into questions and answers."""
    facts = [Answer(asks="Born", says=say_day_and_year(student.born_on))]
    if groups:
        names = say_list([group.name for group in groups])
        facts.append(Answer(asks="Groups", says=names))
    if student.programme_starts_on and student.programme_ends_on:
        starts = say_day_and_year(student.programme_starts_on)
        ends = say_day_and_year(student.programme_ends_on)
        facts.append(Answer(asks="Programme", says=f"{starts} to {ends}"))
    if student.ref:
        facts.append(Answer(asks="Number elsewhere", says=student.ref))
    return facts


def contact_facts(contact: Contact) -> list[Answer]:
    """Put what is on record of a contact into questions and answers."""
    return [
        Answer(asks="E-mail", says=contact.email or "none on record"),
        Answer(asks="Mobile", says=contact.mobile or "none on record"),
    ]


def staff_facts(
    member: StaffMember, posts: Sequence[Post], *, fills_posts: bool
) -> list[Answer]:
    """Put what is on record of a member of staff into questions and answers.

    Who fills posts gets the way to each: the list of posts leaves out the classes.
    """
    manager = member.line_manager
    return [
        Answer(asks="E-mail", says=member.email or "none on record"),
        *(_post(post, member, fills_posts=fills_posts) for post in posts),
        *([] if posts else [Answer(asks="Posts", says="none")]),
        Answer(
            asks="Qualified teacher",
            says="yes" if member.is_qualified_teacher else "not on record as one",
        ),
        Answer(asks="Line manager", says=manager.full_name if manager else "nobody"),
    ]


def adults_of(ties: Sequence[Tie], restricted: set[int]) -> list[Line]:
    """Put the adults tied to a student into lines; a court order is said first."""
    return [
        Line(
            child="",
            title=tie.contact.full_name,
            note=tie.get_relationship_display(),
            detail=_means(tie, is_restricted=tie.pk in restricted),
            href=address_of("staff:people_student", tie.student.public_id)
            + f"{tie.contact.public_id}/",
        )
        for tie in ties
    ]


def children_of(ties: Sequence[Tie], restricted: set[int]) -> list[Line]:
    """Put the students a contact is tied to into lines."""
    return [
        Line(
            child="",
            title=tie.student.full_name,
            note=tie.get_relationship_display(),
            detail=_means(tie, is_restricted=tie.pk in restricted),
            href=address_of("staff:people_student", tie.student.public_id),
        )
        for tie in ties
    ]


def away_of(absence: Absence, *, on: date) -> str:
    """Say from when until when somebody is away."""
    first = say_day_and_year(absence.from_on)
    since = f"Away since {first}" if absence.from_on <= on else f"Away from {first}"
    if absence.until_on is None:
        return f"{since}, and nobody knows yet until when."
    return f"{since}, back on {say_day_and_year(absence.until_on)}."


def _means(tie: Tie, *, is_restricted: bool) -> str:
    if is_restricted:
        return "A court order or hold is in force: nothing may be told."
    words = [tie.effective_responsibility.label]
    if tie.is_prime_carer:
        words.append("looks after them day by day")
    if tie.is_named_for_access:
        words.append("named for access")
    return ", ".join(words)


def _post(post: Post, member: StaffMember, *, fills_posts: bool) -> Answer:
    """Say a post with what it is for, and whether it is held or stood in for."""
    of = post.group.name if post.group else ""
    if post.student:
        of = post.student.full_name
    words = in_words(Role(post.role)).removeprefix("the ")
    there = fills_posts and post.student is None
    return Answer(
        asks=f"{words[:1].upper()}{words[1:]}{f', {of}' if of else ''}",
        says="holds this post" if post.holder_id == member.pk else "stands in",
        href=address_of("staff:school_post", post.public_id) if there else "",
    )
