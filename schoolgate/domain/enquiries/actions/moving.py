"""What a change of the school's year does to promises that were given.

The rule. A promise is counted anew, by the policy under which it was given, in the year
as it was and as it would be.

1. If the change makes it due later than the family was told, it may move, and then the
   family is told by mail, with the reason; the reason is added to the promise.
2. If the change makes it due earlier, or the same, it stays: what was said holds, and
   the school may be quicker.
3. What was due already does not move: a date in the past was kept or missed.
4. Whoever cannot be told by mail keeps the date they have: nothing moves silently.
5. A promise that had no date, because the year was missing, gets one, and the family is
   told it.
6. If the new year cannot count it, it stays.

Whoever saves may instead keep every date that was promised: then 1 does not happen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from schoolgate.domain.disclosure.access import may_be_reached
from schoolgate.domain.enquiries.actions.telling import tell_moved
from schoolgate.domain.enquiries.enums import EnquiryState, Readership
from schoolgate.domain.enquiries.models import Enquiry, Promise
from schoolgate.domain.policies.queries import Policy, policy_of
from schoolgate.domain.policies.rules import Promise as Counted, promise
from schoolgate.domain.schools.actions.year import lock_year, save_year
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.queries import year_of
from schoolgate.domain.schools.rules import day_in
from schoolgate.foundation import audit
from schoolgate.kernel.actors import Actor
from schoolgate.kernel.decision import permit
from schoolgate.kernel.school_year import Year
from schoolgate.kernel.vocabulary import Channel, Permission
from schoolgate.kernel.words import say_day_and_year, say_list, say_moment_and_year
from schoolgate.kernel.working_time import CalendarError, SchoolCalendar, zone_named

MOST_DAYS_NAMED = 3
"""Days named in a reason; of more it says how many."""


@dataclass(frozen=True)
class Moved:
    """One open promise that a change makes later, or gives its first date."""

    enquiry: Enquiry
    what: str
    """What is due then: "first word" or "answer"."""
    field: str
    was: datetime | None
    will: datetime
    counts_from: date
    why: str
    can_be_told: bool
    """Whether a mail may go to this family; if not, the date stays."""

    @property
    def is_first_date(self) -> bool:
        """Answer whether there was no date before."""
        return self.was is None


def promises_moved_by(school: School, year: Year, *, at: datetime) -> list[Moved]:
    """Return the open promises that a new year makes later, soonest first.

    Writes nothing. Those whose family cannot be told are in it, and marked. Those of
    what only few may read are not: they move as the others do, when it is saved, and
    nobody else learns that they are there.
    """
    return _seen(_moved_by(school, year, at=at))


def _moved_by(school: School, year: Year, *, at: datetime) -> list[Moved]:
    """Return them all, also those that only few may read."""
    zone, before = zone_named(school.timezone), year_of(school)
    try:
        new = year.calendar(zone)
    except CalendarError:
        return []  # nothing can be counted, so what was promised stays
    try:
        old = before.calendar(zone)
    except CalendarError:
        old = None
    moved = _Moving(school, before, year, old, new, at)
    return sorted(
        (each for enquiry in _open(school) for each in moved.of(enquiry)),
        key=lambda each: each.was or each.will,
    )


@transaction.atomic
def save_year_and_tell(
    school: School,
    year: Year,
    *,
    seen: Year,
    keep_promises: bool,
    by: Actor,
    at: datetime,
) -> list[Moved]:
    """Save a school's year; move the promises it makes later, and tell the families.

    With `keep_promises` no date that was given moves; a promise that had none still
    gets one. Returns what moved, as far as staff may see it. Raises what `save_year`
    raises. Locks the school and each enquiry, so that an answer given at the same
    moment comes before or after. The version of an enquiry stays: nobody's half-written
    answer is refused for this.
    """
    permit(by, Permission.SET_UP_SCHOOL).require()
    lock_year(school, seen=seen)
    moved = _moved_by(school, year, at=at)
    save_year(school, year, seen=seen, by=by, at=at)
    to_move = [
        each
        for each in moved
        if each.can_be_told and (each.is_first_date or not keep_promises)
    ]
    by_enquiry: dict[int, list[Moved]] = {}
    for each in to_move:
        by_enquiry.setdefault(each.enquiry.pk, []).append(each)
    told = [_move(pk, rows, by=by, at=at) for pk, rows in by_enquiry.items()]
    return _seen([each for rows in told for each in rows])


def _seen(moved: list[Moved]) -> list[Moved]:
    """Leave out what only few may read."""
    return [each for each in moved if each.enquiry.readership == Readership.STAFF]


def _open(school: School) -> Iterator[Enquiry]:
    """Return the open enquiries of a school whose promise still runs."""
    return (
        Enquiry.objects.filter(
            school=school,
            state=EnquiryState.OPEN,
            promise__isnull=False,
            promise__answered_at=None,
        )
        .select_related("promise", "contact", "student", "school")
        .order_by("pk")
        .iterator()
    )


class _Moving:
    """Counts promises in two years; each policy is loaded once."""

    def __init__(
        self,
        school: School,
        before: Year,
        after: Year,
        old: SchoolCalendar | None,
        new: SchoolCalendar,
        at: datetime,
    ) -> None:
        self.school, self.before, self.after = school, before, after
        self.old, self.new, self.at = old, new, at
        self.policies: dict[int, Policy] = {}

    def of(self, enquiry: Enquiry) -> Iterator[Moved]:
        """Yield what moves of one enquiry: its first word, its answer, or both."""
        given = enquiry.promise
        if given is None:
            return
        new, old = self._count(given, self.new), self._count(given, self.old)
        if new is None:
            return
        for field, what, is_done in (
            ("acknowledge_by", "first word", given.acknowledged_at is not None),
            ("answer_by", "answer", False),
        ):
            was, will = getattr(given, field), getattr(new, field)
            by_old = getattr(old, field) if old else None
            if is_done or will is None or not self._is_later(was, by_old, will):
                continue
            yield Moved(
                enquiry=enquiry,
                what=what,
                field=field,
                was=was,
                will=will,
                counts_from=new.counts_from,
                why=self._why(given, was, will),
                can_be_told=self._can_be_told(enquiry),
            )

    def _is_later(
        self, was: datetime | None, by_old: datetime | None, will: datetime
    ) -> bool:
        """Answer whether the change itself makes it later than was said."""
        if was is None:
            return by_old is None
        if was <= self.at:
            return False
        return will > was and (by_old is None or will > by_old)

    def _count(self, given: Promise, calendar: SchoolCalendar | None) -> Counted | None:
        if calendar is None:
            return None
        version = given.adoption_version
        if version not in self.policies:
            self.policies[version] = policy_of(self.school.pk, version=version)
        pack = self.policies[version].pack
        try:
            return promise(pack, calendar, Channel(given.channel), given.received_at)
        except CalendarError:
            return None

    def _why(self, given: Promise, was: datetime | None, will: datetime) -> str:
        """Say which days, open before, are closed now; or that the hours changed."""
        if was is None:
            return "The school has now entered its year."
        first = self.school.day_of(given.received_at)
        closed = [
            day_in(self.after, day)
            for number in range((self.school.day_of(will) - first).days + 1)
            for day in (first + timedelta(days=number),)
            if self.old is not None
            and self.old.hours_of(day) is not None
            and self.new.hours_of(day) is None
        ]
        named = [
            f"{say_day_and_year(each.on)} ({each.why or 'no school'})"
            for each in closed[:MOST_DAYS_NAMED]
        ]
        if not named:
            return "That is because the school’s hours have changed."
        if len(closed) > len(named):
            named.append(f"{len(closed) - len(named)} more days")
        return f"That is because the school is closed on {say_list(named)}."

    def _can_be_told(self, enquiry: Enquiry) -> bool:
        on = self.school.day_of(self.at)
        reached = may_be_reached(enquiry.contact, enquiry.student, on=on)
        return bool(enquiry.contact.email) and reached.allowed


def _move(pk: int, rows: list[Moved], *, by: Actor, at: datetime) -> list[Moved]:
    """Move one enquiry's promise, unless it was answered meanwhile, and tell."""
    enquiry = Enquiry.objects.select_for_update().get(pk=pk)
    given = enquiry.promise
    if given is None or enquiry.state != EnquiryState.OPEN or given.answered_at:
        return []
    for each in rows:
        setattr(given, each.field, each.will)
        given.because = [*given.because, _reason(each, enquiry.school)]
    given.counts_from = rows[0].counts_from
    received_on = enquiry.school.day_of(given.received_at)
    given.is_counted_later = given.counts_from > received_on
    given.save()
    enquiry.due_at = given.next_due_at
    enquiry.save(update_fields=["due_at"])
    audit.record(
        "enquiry.date_moved",
        school_id=enquiry.school_id,
        by=by,
        at=at,
        about=enquiry.signature,
        facts={each.field: each.will.isoformat() for each in rows},
    )
    tell_moved(enquiry, _facts(rows), at=at)
    return rows


def _facts(rows: list[Moved]) -> dict[str, str | None]:
    """Return what the mail says: each date that moved, as it was and will be."""
    facts: dict[str, str | None] = {"why": rows[0].why}
    for each in rows:
        name = "answer" if each.field == "answer_by" else "word"
        facts[f"{name}_at"] = each.will.isoformat()
        facts[f"{name}_was_at"] = each.was.isoformat() if each.was else None
    return facts


def _reason(moved: Moved, school: School) -> str:
    zone = zone_named(school.timezone)
    will = say_moment_and_year(moved.will.astimezone(zone))
    if moved.was is None:
        return f"Due by {will}. {moved.why}"
    was = say_moment_and_year(moved.was.astimezone(zone))
    return f"First promised by {was}, now by {will}. {moved.why}"
