"""Giving the demo a past: enquiries asked, answered, late and open, by doing them.

Everything here goes through the same actions as in a school, in the order of time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from schoolgate.cli.demo.people import Crowd
from schoolgate.cli.demo.stories import STORIES, Story
from schoolgate.domain.accounts.access.actors import (
    StaffActor,
    family_actor,
    staff_actor,
)
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.disclosure.access import may_be_told
from schoolgate.domain.enquiries.actions.answering import (
    Settling,
    acknowledge_enquiry,
    answer_enquiry,
    close_enquiry,
    extend_enquiry,
)
from schoolgate.domain.enquiries.actions.changing import Reply
from schoolgate.domain.enquiries.actions.opening import Asked, open_enquiry
from schoolgate.domain.enquiries.actions.passing import take_further
from schoolgate.domain.enquiries.enums import Outcome
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.queries.threads import subjects_by_student
from schoolgate.domain.enquiries.rules import title_of
from schoolgate.domain.people.models import Contact, Student, Tie
from schoolgate.domain.schools.queries import calendar_of
from schoolgate.kernel.vocabulary import Channel, Concern
from schoolgate.kernel.working_time import SchoolCalendar

KEPT, LATE, OPEN = "kept", "late", "open"
HOURS = (8, 9, 10, 11, 12, 13, 14, 19, 20)
"""When families write: in the school day, and some in the evening."""
HOW_IT_WENT = (*[KEPT] * 8, LATE, OPEN)


@dataclass
class Past:
    """The events of a school's past, collected in any order, done in order of time."""

    crowd: Crowd
    now: datetime
    calendar: SchoolCalendar = field(init=False)
    _events: list[tuple[datetime, int, Callable[[], None]]] = field(
        default_factory=list
    )

    def __post_init__(self) -> None:
        self.calendar = calendar_of(self.crowd.school)

    def moment(self, working_days_ago: int, hour: int, minute: int) -> datetime:
        """Return a moment on an earlier school day; never later than now."""
        days = [day for day in self.calendar.working_days if day < self.now.date()]
        day = days[-working_days_ago] if len(days) >= working_days_ago else date.min
        found = datetime.combine(day, time(hour, minute), tzinfo=self.calendar.timezone)
        return min(found, self.now - timedelta(minutes=5))

    def at(self, moment: datetime, do: Callable[[], None]) -> None:
        """Note something that happened."""
        self._events.append((moment, len(self._events), do))

    def happen(self) -> None:
        """Do everything that was noted, in order."""
        for _, _, do in sorted(self._events, key=lambda event: event[:2]):
            do()

    def ask(self, contact: Contact, student: Student, story: Story) -> None:
        """Have a contact ask something, and have happen what then happened."""
        draw = self.crowd.names.random
        asked_at = self.moment(story.days_ago, draw.choice(HOURS), draw.randrange(60))
        asked = Asked(
            contact=contact,
            student=student,
            concern=story.concern,
            channel=story.channel,
            title=title_of(story.asks),
            text=story.asks,
            subject=story.subject,
        )
        opened: list[Enquiry] = []
        self.at(
            asked_at,
            lambda: opened.append(
                open_enquiry(asked, by=family_actor(contact), at=asked_at)
            ),
        )
        if story.is_acknowledged:
            seen_at = self.moment(max(story.days_ago - 1, 1), 10, draw.randrange(60))
            words = replace(story, answer=ON_IT, category=None)
            self.at(
                seen_at, lambda: _say(opened[0], words, seen_at, acknowledge_enquiry)
            )
        if story.needs_longer:
            self._extend(opened, story)
        if story.answered_after is not None:
            self._answer(opened, story, asked_at)

    def _answer(self, opened: list[Enquiry], story: Story, asked_at: datetime) -> None:
        """Have it answered as many school days later as the story says, and closed."""
        days_ago = story.days_ago - (story.answered_after or 0)
        said_at = self.moment(days_ago, 12, self.crowd.names.random.randrange(60))
        said_at = max(said_at, asked_at + timedelta(minutes=40))
        self.at(said_at, lambda: _say(opened[0], story, said_at, answer_enquiry))
        if story.is_closed:
            closed_at = said_at + timedelta(hours=1)
            self.at(closed_at, lambda: _close(opened[0], story, closed_at))
        if story.goes_further:
            goes_at = self.moment(1, 19, self.crowd.names.random.randrange(60))
            self.at(goes_at, lambda: _further(opened[0], story, goes_at))

    def _extend(self, opened: list[Enquiry], story: Story) -> None:
        """Have the family told of a later day: three school weeks from now."""
        told_at = self.moment(max(story.days_ago - 1, 1), 15, 5)
        today = self.now.astimezone(self.calendar.timezone).date()
        later = [day for day in self.calendar.working_days if day > today]
        until = later[min(14, len(later) - 1)]
        self.at(told_at, lambda: _extend(opened[0], story, until, told_at))


def give_a_past(crowd: Crowd, *, number: int, now: datetime) -> Past:
    """Have this many families of the crowd ask something in the last weeks."""
    past, draw = Past(crowd, now), crowd.names.random
    ties = list(
        Tie.objects.filter(student__in=draw.sample(crowd.students, number))
        .select_related("contact", "student")
        .order_by("student_id", "pk")
    )
    first = {tie.student_id: tie for tie in reversed(ties)}
    taught = subjects_by_student(tie.student for tie in first.values())
    for turn, tie in enumerate(first.values()):
        story = STORIES[turn % len(STORIES)]
        subjects = taught.get(tie.student_id, [])
        is_academic = story.concern is Concern.ACADEMIC
        went = HOW_IT_WENT[turn % len(HOW_IT_WENT)]
        days_ago = draw.randrange(1, 3) if went == OPEN else draw.randrange(6, 45)
        after = {KEPT: draw.randrange(0, 3), LATE: draw.randrange(4, 6), OPEN: None}
        past.ask(
            tie.contact,
            tie.student,
            replace(
                story,
                days_ago=days_ago,
                answered_after=after[went],
                subject=draw.choice(subjects) if subjects and is_academic else "",
                channel=draw.choice([Channel.PORTAL, Channel.EMAIL, Channel.EMAIL]),
                is_closed=turn % 3 == 0,
            ),
        )
    return past


def _say(
    enquiry: Enquiry,
    story: Story,
    at: datetime,
    write: Callable[..., object],
) -> None:
    enquiry = _fresh(enquiry)
    category = story.category
    if category and enquiry.student:
        told = may_be_told(enquiry.contact, enquiry.student, on=at.date())
        category = category if told[category].allowed else None
    words = story.answer if category == story.category else CANNOT_SAY
    reply = Reply(words, category, enquiry.version)
    write(_answerer(enquiry), enquiry, reply, at=at)


def _extend(enquiry: Enquiry, story: Story, until: date, at: datetime) -> None:
    enquiry = _fresh(enquiry)
    reply = Reply(story.needs_longer, None, enquiry.version)
    extend_enquiry(_answerer(enquiry), enquiry, reply, until=until, at=at)


def _further(enquiry: Enquiry, story: Story, at: datetime) -> None:
    enquiry = _fresh(enquiry)
    take_further(
        *(enquiry, story.goes_further),
        is_about_the_next=False,
        by=family_actor(enquiry.contact),
        at=at,
    )


def _close(enquiry: Enquiry, story: Story, at: datetime) -> None:
    enquiry = _fresh(enquiry)
    settled = Reply(story.settled, None, enquiry.version)
    settling = Settling(Outcome.RESOLVED, settled)
    close_enquiry(_answerer(enquiry), enquiry, settling, at=at)


def _answerer(enquiry: Enquiry) -> StaffActor:
    if enquiry.holder:
        return staff_actor(enquiry.holder)
    post = Post.objects.filter(role=Role.SCHOOL_OFFICE).order_by("pk").first()
    assert post is not None  # noqa: S101 (the demo has an office)
    assert post.holder is not None  # noqa: S101
    return staff_actor(post.holder)


def _fresh(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.select_related("contact", "student", "holder").get(
        pk=enquiry.pk
    )


ON_IT = "I have this, and will look into it."
CANNOT_SAY = (
    "Thank you for writing. I cannot say more about this without agreement. I am glad"
    " to hear anything you would like to tell me."
)
