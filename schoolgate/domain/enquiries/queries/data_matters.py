"""Requests for data and complaints about it: who answers them, and their clocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigAutoField, QuerySet

from schoolgate.domain.accounts.access.actors import AnyActor, FamilyActor, StaffActor
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.queries.posts import holders
from schoolgate.domain.disclosure.access import may_be_reached
from schoolgate.domain.enquiries.enums import (
    DATA_FOR_STAFF_ALONE,
    FAMILY_SAYS,
    DataKind,
    DataStep,
    MessageKind,
    Readership,
)
from schoolgate.domain.enquiries.models import (
    DataEntry,
    DataMatter,
    Enquiry,
    Message,
)
from schoolgate.domain.enquiries.rules import LawClock, law_clock
from schoolgate.domain.people.models import StaffMember
from schoolgate.foundation.prepared import Prepared
from schoolgate.kernel.decision import Decision, allow, refuse

LEAD = (Role.DATA_PROTECTION_LEAD, Role.PRINCIPAL)
"""Who answers: the post, and the head while nobody is there."""


@dataclass(frozen=True)
class Matter:
    """One matter with what happened in it, and how the law's clock stands."""

    row: DataMatter
    entries: tuple[DataEntry, ...]
    clock: LawClock


def who_answers_data(*, on: date) -> tuple[Role, StaffMember] | None:
    """Return who answers for data today; None where not even a head is there."""
    held = holders(LEAD, student=None, on=on)
    for role in LEAD:
        if role in held and held[role].staff:
            staff = held[role].staff
            assert staff is not None  # noqa: S101 (for the type)
            return role, staff
    return None


def may_answer_data(actor: AnyActor, *, on: date) -> Decision:
    """Decide whether this person answers for data: by the post, or standing in."""
    if not isinstance(actor, StaffActor):
        return refuse("not_staff", "Only staff answer for data.")
    if Role.DATA_PROTECTION_LEAD in actor.roles:
        return allow("holds_the_post", "You answer for data.")
    found = who_answers_data(on=on)
    if found and found[1] == actor.staff:
        return allow("stands_in", "Nobody else is there to answer for data.")
    return refuse("not_the_post", "Somebody else answers for data.")


def visible_data_matters(actor: AnyActor, *, on: date) -> QuerySet[DataMatter]:
    """Return the matters this person may see.

    Who answers for data sees all. A contact sees their own; one about a child only
    while they may be reached about that child.
    """
    rows = DataMatter.objects.select_related(
        *("contact", "student", "school", "enquiry", "kept_call", "recognised_by")
    )
    if isinstance(actor, FamilyActor):
        theirs = rows.filter(contact__in=[each.pk for each in actor.contacts])
        open_ = [row.pk for row in theirs if _is_open(row, on)]
        return theirs.filter(pk__in=open_)
    return rows if may_answer_data(actor, on=on).allowed else rows.none()


def matters_of(rows: Sequence[DataMatter], *, at: datetime) -> list[Matter]:
    """Return matters with their clocks; what is due first comes first."""
    entries: dict[int, list[DataEntry]] = {row.pk: [] for row in rows}
    if not entries:
        return []
    said = DataEntry.objects.filter(matter__in=list(entries))
    for entry in said.select_related("staff"):
        entries[entry.matter_id].append(entry)
    found = [_matter(row, entries[row.pk], at) for row in rows]
    far = date.max
    return sorted(found, key=lambda each: (is_closed(each), each.clock.due_on or far))


def is_closed(matter: Matter) -> bool:
    """Answer whether it was answered."""
    return matter.row.closed_at is not None


def entries_for_family(matter: Matter) -> list[DataEntry]:
    """Return what the contact may read of it, in order."""
    return [each for each in matter.entries if each.step not in DATA_FOR_STAFF_ALONE]


def is_seen_in_the_open(matter: Matter) -> bool:
    """Answer whether all that stands in it is for who answers for data.

    Not while the enquiry it was seen in is for few readers: then the right is answered,
    and where and by whom it was seen stays with those few.
    """
    seen_in = matter.row.enquiry
    return seen_in is None or seen_in.readership == Readership.STAFF


def entries_for_staff(matter: Matter) -> list[DataEntry]:
    """Return what who answers for data may read of it, in order.

    Without the words it was seen in, where those are for few readers.
    """
    if is_seen_in_the_open(matter):
        return list(matter.entries)
    came_at = matter.row.received_at
    return [each for each in matter.entries if each.staff or each.at != came_at]


ANSWERS = frozenset({MessageKind.ANSWER, MessageKind.OUTCOME, MessageKind.FIRST_WORD})


def came_with(enquiry: Enquiry) -> Message:
    """Return the family's message that asks: the first since they had an answer.

    The earliest that it can be: an acknowledgement answers nothing, and a family that
    asks again loses no day.
    """
    found: list[Message] = []
    messages = Message.objects.filter(enquiry=enquiry).order_by("sent_at", "pk")
    is_answered = True
    for message in messages:
        if message.kind in FAMILY_SAYS and is_answered:
            found.append(message)
            is_answered = False
        is_answered = is_answered or message.kind in ANSWERS
    if not found:
        raise Message.DoesNotExist
    return found[-1]


def data_matters_of(enquiry: Enquiry) -> list[DataMatter]:
    """Return the matters that somebody saw in an enquiry."""
    return _OF_AN_ENQUIRY(enquiry=enquiry.pk)


_OF_AN_ENQUIRY = Prepared(
    lambda enquiry: DataMatter.objects.filter(enquiry=enquiry).select_related("school"),
    enquiry=BigAutoField(),
)


def _is_open(row: DataMatter, on: date) -> bool:
    if row.student is None:
        return True
    return may_be_reached(row.contact, row.student, on=on).allowed


def _matter(row: DataMatter, entries: list[DataEntry], at: datetime) -> Matter:
    day_of = row.school.day_of
    steps = [(DataStep(each.step), day_of(each.at)) for each in entries]
    clock = law_clock(DataKind(row.kind), day_of(row.received_at), steps, on=day_of(at))
    return Matter(row, tuple(entries), clock)
