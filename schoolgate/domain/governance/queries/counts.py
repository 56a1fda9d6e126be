"""What is on record at some schools, each kind of record counted once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from schoolgate.domain.accounts.enums import REACH_OF, Reach
from schoolgate.domain.accounts.queries.posts import roles_held_at, students_without
from schoolgate.domain.deliveries.enums import SendState
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.enums import (
    SOLUTIONS,
    Begun,
    EnquiryState,
    MessageKind,
    Outcome,
    Reached,
    Side,
)
from schoolgate.domain.enquiries.models import (
    Enquiry,
    Incident,
    Message,
    Problem,
    Promise,
    Respect,
    Use,
)
from schoolgate.domain.enquiries.queries.channels import signed_at
from schoolgate.domain.governance.enums import Due
from schoolgate.domain.governance.queries.settling import (
    is_extended,
    is_kept,
    is_settled,
)
from schoolgate.domain.governance.rules import safe_counts
from schoolgate.domain.people.queries import on_roll
from schoolgate.domain.schools.models import School
from schoolgate.kernel.vocabulary import Channel, Role

STAYS_AFTER = timedelta(days=14)
"""Where no time is promised: how long a parent may wait before nobody has answered."""


@dataclass(frozen=True)
class Counts:
    """What is on record at these schools; each kind counted once, when asked for.

    Counts of enquiries, promises, contacts, mails and reports include what was told in
    confidence and what became the safeguarding lead's, as any other: a promise made to
    a family is kept or not, and a number that fell by one the moment something was
    passed on would give it away. Notes about a child's safety, and readings, are
    counted nowhere.
    """

    schools: list[School]
    at: datetime

    @cached_property
    def promises(self) -> dict[str, Mapping[str, Any]]:
        """By channel: kept and settled for each time, and those counted later."""
        counted = {"later": Count("pk", filter=Q(is_counted_later=True))}
        for due in Due:
            counted[f"kept_{due}"] = Count("pk", filter=is_kept(due))
            counted[f"extended_{due}"] = Count("pk", filter=is_extended(due, self.at))
            counted[f"of_{due}"] = Count("pk", filter=is_settled(due, self.at))
        rows = Promise.objects.filter(school__in=self.schools).order_by("channel")
        return {
            row["channel"]: row for row in rows.values("channel").annotate(**counted)
        }

    @cached_property
    def routed(self) -> dict[str, Mapping[str, Any]]:
        """By concern: enquiries about a student, and those on a step of a route."""
        rows = self._from_families.filter(student__isnull=False)
        counted = (
            rows.order_by("concern")
            .values("concern")
            .annotate(of=Count("pk"), kept=Count("pk", filter=Q(step__gte=1)))
        )
        return {row["concern"]: row for row in counted}

    def posts_held(self, role: Role) -> tuple[int, int]:
        """How often somebody holds this post, and how often it is asked for.

        Of a post for one student, for each student on roll; else once a school.
        """
        held = of = 0
        for school in self.schools:
            on = school.day_of(self.at)
            if REACH_OF[role] is Reach.STUDENT:
                students = on_roll(on).filter(school=school).count()
                of += students
                held += students - students_without(role, school, on=on)
            else:
                of += 1
                held += role in self.roles_held[school.pk]
        return held, of

    @cached_property
    def roles_held(self) -> dict[int, set[Role]]:
        """By school: the posts that somebody who works there holds, there or away."""
        return {
            school.pk: roles_held_at(school, on=school.day_of(self.at))
            for school in self.schools
        }

    @cached_property
    def asked_of_the_gate(self) -> Mapping[str, Any]:
        """Mails about a student: sent, and withheld."""
        return OutboxMail.objects.filter(
            school__in=self.schools, student__isnull=False
        ).aggregate(
            sent=Count("pk", filter=Q(state=SendState.SENT)),
            withheld=Count("pk", filter=Q(state=SendState.WITHHELD)),
        )

    @property
    def _from_families(self) -> QuerySet[Enquiry]:
        """What families began; what the school told first is no contact of theirs."""
        rows = Enquiry.objects.filter(school__in=self.schools)
        return rows.exclude(begun=Begun.BY_SCHOOL)

    @cached_property
    def enquiries(self) -> Mapping[str, Any]:
        """Conversations: begun, closed, and closed with a reply on record.

        Without those that nobody may reply to: an order keeps the contact away.
        """
        said = Message.objects.filter(enquiry=OuterRef("pk"))
        calls = said.filter(kind=MessageKind.CALLED)
        made_of_it = Q(kind=MessageKind.OUTCOME, enquiry__begun=Begun.TOLD)
        is_answer = Q(kind=MessageKind.ANSWER) | Q(reached=Reached.SPOKE) | made_of_it
        replies = said.filter(is_answer)
        is_closed = Q(state=EnquiryState.CLOSED) & ~Q(outcome=Outcome.MAY_NOT_REPLY)
        is_call = Q(channel=Channel.PHONE)
        return self._from_families.aggregate(
            begun=Count("pk"),
            closed=Count("pk", filter=is_closed),
            replied=Count("pk", filter=is_closed & Q(Exists(replies))),
            rung=Count("pk", filter=is_call),
            rung_closed=Count("pk", filter=is_call & is_closed),
            rung_noted=Count("pk", filter=is_call & is_closed & Q(Exists(calls))),
        )

    @cached_property
    def came_by(self) -> dict[str, int]:
        """How many enquiries came by each channel."""
        rows = self._from_families.order_by("channel")
        counted = rows.values("channel").annotate(number=Count("pk"))
        return {row["channel"]: row["number"] for row in counted}

    @cached_property
    def reported(self) -> int:
        """How often a call was ended and reported."""
        return Incident.objects.filter(school__in=self.schools).count()

    @cached_property
    def tellings(self) -> Mapping[str, Any]:
        """What families told: all, shared, used; closed, and with what was made."""
        said = Message.objects.filter(enquiry=OuterRef("pk"), kind=MessageKind.OUTCOME)
        shared = Q(telling__shared_at__isnull=False, telling__withdrawn_at=None)
        closed = Q(state=EnquiryState.CLOSED) & ~Q(outcome=Outcome.MAY_NOT_REPLY)
        used = Use.objects.filter(telling__enquiry=OuterRef("pk"))
        rows = Enquiry.objects.filter(school__in=self.schools, begun=Begun.TOLD)
        return rows.aggregate(
            told=Count("pk"),
            shared=Count("pk", filter=shared),
            used=Count("pk", filter=Q(Exists(used))),
            closed=Count("pk", filter=closed),
            made=Count("pk", filter=closed & Q(Exists(said))),
        )

    @cached_property
    def problems(self) -> Mapping[str, Any]:
        """Problems of students: recorded and closed, parents told, grounds held."""
        told, over = Q(words__enquiry__isnull=False), Q(closed_at__isnull=False)
        held = Q(words__review_on__isnull=False)
        return Problem.objects.filter(school__in=self.schools).aggregate(
            of=Count("pk", distinct=True),
            closed=Count("pk", filter=over, distinct=True),
            told=Count("words", filter=told, distinct=True),
            grounds=Count("words", filter=held, distinct=True),
        )

    @cached_property
    def differing_views(self) -> Mapping[str, Any]:
        """Enquiries that a family saw differently, and how those that ended did."""
        said = Message.objects.filter(enquiry=OuterRef("pk"))
        seen = said.filter(kind=MessageKind.DISPUTED)
        agreed = said.filter(
            kind=MessageKind.AGREED, sent_at__gte=OuterRef("closed_at")
        )
        rows = Enquiry.objects.filter(Exists(seen), school__in=self.schools)
        is_solved = Q(outcome__in=sorted(SOLUTIONS))
        return rows.aggregate(
            of=Count("pk"),
            closed=Count(
                "pk",
                filter=Q(state=EnquiryState.CLOSED) & ~Q(outcome=Outcome.MAY_NOT_REPLY),
            ),
            solved=Count("pk", filter=is_solved),
            agreed=Count("pk", filter=is_solved & Q(Exists(agreed))),
            stays=Count("pk", filter=Q(outcome=Outcome.STAYS)),
        )

    @cached_property
    def respect(self) -> dict[Side, dict[str, int]]:
        """How each side said it was treated, in numbers that tell no single answer.

        Counted in whole fives in the order they came: one more answer changes nothing
        that somebody who watches could read. What is said by few stands together.
        """
        rows = Respect.objects.filter(school__in=self.schools).order_by("pk")
        answers = list(rows.values_list("side", "answer"))
        return {
            side: safe_counts([said for whose, said in answers if whose == side])
            for side in Side
        }

    @cached_property
    def signed(self) -> Mapping[str, Any]:
        """Staff who work here, and those of them who have signed the rule."""
        return signed_at(self.schools, at=self.at)

    @cached_property
    def contacts(self) -> Mapping[str, Any]:
        """Contacts begun by parents: all, those of long ago, and those nobody answers.

        Whom the law lets nobody reach is not counted as one who waits.
        """
        since = self.at - STAYS_AFTER
        old = Q(opened_at__lte=since)
        waits = Q(state=EnquiryState.OPEN, asked_at__lte=since)
        return (
            self._from_families.exclude(outcome=Outcome.MAY_NOT_REPLY)
            .annotate(asked_at=Coalesce(F("promise__received_at"), F("opened_at")))
            .aggregate(
                begun=Count("pk"),
                old=Count("pk", filter=old),
                waiting=Count("pk", filter=old & waits),
            )
        )
