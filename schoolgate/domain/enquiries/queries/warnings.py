"""Whom to tell of a promise that ends or was not kept, and what such a mail says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from schoolgate.domain.accounts.access.actors import StaffActor, staff_actor
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.access.readers import visible_enquiries
from schoolgate.domain.enquiries.enums import EnquiryState, Prompt, Readership
from schoolgate.domain.enquiries.models import Digest, Enquiry, Warned
from schoolgate.domain.enquiries.queries.channels import mail_domains
from schoolgate.domain.enquiries.queries.lists import A_MINUTE
from schoolgate.domain.people.models import StaffMember
from schoolgate.domain.people.queries import absences_in_force
from schoolgate.domain.schools.models import School
from schoolgate.kernel.working_time import CalendarEndsError, SchoolCalendar


def may_be_prompted_about() -> QuerySet[Enquiry]:
    """Return the enquiries of which a mail to staff may speak: those that wait.

    What is kept from readers beyond its holder is left out here, and so everywhere.
    """
    return Enquiry.objects.filter(
        state=EnquiryState.OPEN, due_at__isnull=False, readership=Readership.STAFF
    )


Key = tuple[int, str, datetime, int]


@dataclass(frozen=True)
class Owed:
    """One promise that somebody is to be told of."""

    enquiry: Enquiry
    prompt: Prompt
    due_at: datetime
    to: StaffMember

    @property
    def key(self) -> Key:
        """Return what makes it one and the same warning."""
        return self.enquiry.pk, self.prompt.value, self.due_at, self.to.pk


def owed_to_staff(
    school: School, calendar: SchoolCalendar, *, at: datetime
) -> dict[StaffMember, list[Owed]]:
    """Return what each member of staff is still to be told today, soonest first.

    On the last school day of a promise, its holder; once it was not kept, their line
    manager; who has none is on the leadership's list. While the holder is away, their
    line manager hears in their place. Nobody hears twice, or has a second mail today.
    """
    people = _People(school, at)
    rows = may_be_prompted_about().select_related("holder__line_manager", "school")
    ending = rows.filter(due_at__gt=at - A_MINUTE, due_at__lt=_next_day(calendar, at))
    broken = rows.filter(due_at__lte=at - A_MINUTE)
    found = [
        *(_owed(Prompt.ENDS, ending.order_by("due_at", "pk"), people)),
        *(_owed(Prompt.BROKEN, broken.order_by("due_at", "pk"), people)),
    ]
    told = _told({each.enquiry.pk for each in found})
    had_one = set(
        Digest.objects.filter(on=school.day_of(at)).values_list("staff_id", flat=True)
    )
    by_person: dict[StaffMember, list[Owed]] = {}
    for each in found:
        if each.key not in told and each.to.pk not in had_one:
            by_person.setdefault(each.to, []).append(each)
    return by_person


def _next_day(calendar: SchoolCalendar, at: datetime) -> datetime:
    """Return when the next school day begins: what ends before, ends on this one."""
    try:
        return calendar.opens_after(at)
    except CalendarEndsError:
        return calendar.close_of(at.astimezone(calendar.timezone).date()) + A_MINUTE


class _People:
    """Who answers for an enquiry today, and who of them may be written to."""

    def __init__(self, school: School, at: datetime) -> None:
        self.on = school.day_of(at)
        self.domains = {domain.lower() for domain in mail_domains(school)}
        away = absences_in_force(self.on).values_list("staff_id", flat=True)
        self.away = set(away)
        posts = Post.objects.filter(role=Role.SCHOOL_OFFICE).order_by("pk")
        seated = posts.select_related("holder__line_manager", "deputy__line_manager")
        self.office = [one for each in seated if (one := each.holder or each.deputy)]

    def answer(self, enquiry: Enquiry) -> Iterable[StaffMember]:
        """Return who has it: its holder, or the office where nobody else does."""
        holder = enquiry.holder
        return [holder] if holder and holder.is_employed(self.on) else self.office

    def manager_of(self, staff: StaffMember) -> StaffMember | None:
        """Return the line manager, if they are there to be told."""
        manager = staff.line_manager
        return manager if manager and self.is_there(manager) else None

    def is_there(self, staff: StaffMember) -> bool:
        """Answer whether they work here, are not away and have a school address."""
        domain = staff.email.rpartition("@")[2].lower()
        is_here = staff.is_employed(self.on) and staff.pk not in self.away
        return is_here and domain in self.domains


def _owed(prompt: Prompt, rows: Iterable[Enquiry], people: _People) -> list[Owed]:
    found: dict[Key, Owed] = {}
    for enquiry in rows:
        assert enquiry.due_at is not None  # noqa: S101 (for the type: asked for)
        for who in people.answer(enquiry):
            is_for_them = prompt is Prompt.ENDS and people.is_there(who)
            to = who if is_for_them else people.manager_of(who)
            if to is not None:
                owed = Owed(enquiry, prompt, enquiry.due_at, to)
                found.setdefault(owed.key, owed)
    return list(found.values())


def _told(enquiries: set[int]) -> set[Key]:
    rows = Warned.objects.filter(enquiry__in=enquiries)
    return set(rows.values_list("enquiry_id", "prompt", "due_at", "staff_id"))


@dataclass(frozen=True)
class Line:
    """One promise as the mail says it: reference, who has it, by when, where."""

    reference: str
    who: str
    due_at: datetime
    path: str
    """Empty where the reader may not open it: they are told that it is late alone."""


def lines_of(mail: OutboxMail) -> Mapping[Prompt, list[Line]]:
    """Return what is still so of what this mail was to say, when it goes."""
    rows = list(Warned.objects.filter(digest__mail=mail).order_by("due_at", "pk"))
    lines: dict[Prompt, list[Line]] = {prompt: [] for prompt in Prompt}
    if mail.staff is None or not rows:
        return lines
    reader, wanted = staff_actor(mail.staff), [row.enquiry_id for row in rows]
    waiting = may_be_prompted_about().filter(pk__in=wanted).select_related("holder")
    still = {each.pk: each for each in waiting}
    on = mail.school.day_of(mail.queued_at)
    seen = visible_enquiries(reader, on=on).filter(pk__in=list(still))
    visible = set(seen.values_list("pk", flat=True))
    for row in rows:
        enquiry = still.get(row.enquiry_id)
        if enquiry and enquiry.due_at == row.due_at and _concerns(reader, enquiry):
            path = f"/desk/{enquiry.public_id}/" if enquiry.pk in visible else ""
            who = _who(reader, enquiry)
            line = Line(enquiry.spoken_reference, who, row.due_at, path)
            lines[Prompt(row.prompt)].append(line)
    return lines


def _concerns(reader: StaffActor, enquiry: Enquiry) -> bool:
    """Answer whether the reader, or somebody they manage, still has it."""
    holder = enquiry.holder
    if holder is None:
        return True  # with the office, as it was
    return reader.staff.pk in {holder.pk, holder.line_manager_id}


def _who(reader: StaffActor, enquiry: Enquiry) -> str:
    """Return who has it, where that is not the reader."""
    if enquiry.holder is None:
        is_office = Role.SCHOOL_OFFICE in reader.roles
        return "" if is_office else "the school office"
    is_theirs = enquiry.holder == reader.staff
    return "" if is_theirs else enquiry.holder.polite_name
