"""A change of the year and the promises it touches: nothing moves silently."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from schoolgate.domain.accounts.access.actors import StaffActor, staff_actor
from schoolgate.domain.deliveries.actions import why_withheld
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.domain.enquiries.actions.answering import acknowledge_enquiry
from schoolgate.domain.enquiries.actions.changing import Reply
from schoolgate.domain.enquiries.actions.moving import (
    Moved,
    promises_moved_by,
    save_year_and_tell,
)
from schoolgate.domain.enquiries.actions.safety import pass_to_the_lead
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.schools.enums import DayKind
from schoolgate.domain.schools.queries import year_of
from schoolgate.foundation import clock
from schoolgate.foundation.models import AuditEntry
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.decision import NotAllowedError
from schoolgate.kernel.school_year import OtherDay, TermDates, Year
from schoolgate.kernel.vocabulary import Channel
from schoolgate.notices.mail import render_mail
from tests.cast import Cast
from tests.conftest import NOW
from tests.web.world import ask

SNOW = OtherDay(date(2026, 11, 24), DayKind.CLOSURE, "Closed for snow")
WEDNESDAY = datetime(2026, 11, 25, 15, 15, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 15, 15, tzinfo=UTC)
IN_TEN_DAYS = (
    datetime(2026, 12, 7, 15, 15, tzinfo=UTC),
    datetime(2026, 12, 8, 15, 15, tzinfo=UTC),
)
"""When an answer is due after ten working days, and after one more."""


@pytest.fixture
def oakfield(cast: Cast, frozen: Any) -> Iterator[Cast]:
    """Return the cast with Oakfield in force, on Monday 23 November."""
    with school_in_force(cast.oakfield.pk):
        yield cast


def ask_by_mail(cast: Cast) -> Enquiry:
    """Have Amal's mother ask by e-mail: a first word within two working days."""
    leila, amal = cast.contact("leila"), cast.student("amal")
    return ask(leila, amal, channel=Channel.EMAIL)


def adair(cast: Cast) -> StaffActor:
    return staff_actor(cast.staff("adair"))


def save(cast: Cast, year: Year, *, keep: bool = False) -> list[Moved]:
    return save_year_and_tell(
        cast.oakfield,
        year,
        seen=year_of(cast.oakfield),
        keep_promises=keep,
        by=adair(cast),
        at=clock.now(),
    )


def closed_on_tuesday(cast: Cast) -> Year:
    return year_of(cast.oakfield).with_days([SNOW])


def reload(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.select_related("promise").get(pk=enquiry.pk)


def told() -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind="enquiry_date_moved"))


def test_what_a_change_would_move_is_said_and_nothing_is_written(
    oakfield: Cast,
) -> None:
    enquiry = ask_by_mail(oakfield)

    year = closed_on_tuesday(oakfield)
    moved, answer = promises_moved_by(oakfield.oakfield, year, at=NOW)

    assert (moved.enquiry.pk, moved.what) == (enquiry.pk, "first word")
    assert (moved.was, moved.will) == (WEDNESDAY, THURSDAY)
    assert (answer.what, answer.was, answer.will) == ("answer", *IN_TEN_DAYS)
    assert moved.why == (
        "That is because the school is closed on Tuesday 24 November 2026"
        " (Closed for snow)."
    )
    assert reload(enquiry).due_at == WEDNESDAY
    assert told() == []


def test_what_few_may_read_moves_as_any_other_and_nobody_else_sees_that_it_does(
    oakfield: Cast,
) -> None:
    enquiry = ask_by_mail(oakfield)
    pass_to_the_lead(adair(oakfield), enquiry, "", at=NOW)

    shown = promises_moved_by(oakfield.oakfield, closed_on_tuesday(oakfield), at=NOW)
    said = save(oakfield, closed_on_tuesday(oakfield))

    assert shown == said == []
    assert reload(enquiry).due_at == THURSDAY
    assert len(told()) == 1


def test_a_closed_day_moves_the_promise_and_tells_the_family_why(
    oakfield: Cast,
) -> None:
    enquiry = ask_by_mail(oakfield)

    save(oakfield, closed_on_tuesday(oakfield))

    after = reload(enquiry)
    assert after.promise is not None
    assert (after.due_at, after.promise.acknowledge_by) == (THURSDAY, THURSDAY)
    assert after.promise.because[-2] == (
        "First promised by Wednesday 25 November 2026, 3:15pm, now by Thursday"
        " 26 November 2026, 3:15pm. That is because the school is closed on Tuesday"
        " 24 November 2026 (Closed for snow)."
    )
    [mail] = told()
    sent = render_mail(mail)
    assert sent.subject == f"When you will hear from us ({enquiry.spoken_reference})"
    assert sent.text == (
        "Dear Mrs Haddad,\n\n"
        "This is about your message about Amal.\n\n"
        "You will now hear by Thursday 26 November 2026, 3:15pm, not by Wednesday"
        " 25 November 2026, 3:15pm.\n"
        "You will now have an answer by Tuesday 8 December 2026, 3:15pm, not by Monday"
        " 7 December 2026, 3:15pm.\n"
        "That is because the school is closed on Tuesday 24 November 2026"
        " (Closed for snow).\n\n"
        "Mr Byrne has your message: Amal’s maths teacher.\n"
        "Is that too late for you? Answer this mail, or write here:\n"
        f"http://localhost:8000/enquiries/{enquiry.public_id}/\n\n"
        f"Your reference is {enquiry.spoken_reference}.\n\n"
        "Oakfield Grammar\n\n"
    )
    assert AuditEntry.objects.filter(action="enquiry.date_moved").count() == 1


def test_the_dates_already_promised_can_be_kept(oakfield: Cast) -> None:
    enquiry = ask_by_mail(oakfield)
    before = reload(enquiry)

    moved = save(oakfield, closed_on_tuesday(oakfield), keep=True)

    after = reload(enquiry)
    assert moved == []
    assert after.due_at == WEDNESDAY
    assert after.promise is not None
    assert before.promise is not None
    assert after.promise.because == before.promise.because
    assert told() == []
    assert SNOW in year_of(oakfield.oakfield).days


def test_a_date_that_was_kept_does_not_move_with_the_next_change(
    oakfield: Cast,
) -> None:
    enquiry = ask_by_mail(oakfield)
    save(oakfield, closed_on_tuesday(oakfield), keep=True)
    far = OtherDay(date(2026, 12, 10), DayKind.TRAINING, "Training day")

    moved = save(oakfield, year_of(oakfield.oakfield).with_days([far]))

    assert moved == []
    assert reload(enquiry).due_at == WEDNESDAY


def test_a_day_that_opens_again_makes_nothing_earlier(oakfield: Cast) -> None:
    year = year_of(oakfield.oakfield)
    save(oakfield, year.with_days([SNOW]))
    enquiry = ask_by_mail(oakfield)

    moved = save(oakfield, year)

    assert moved == []
    assert reload(enquiry).due_at == THURSDAY
    assert told() == []


def test_what_was_due_already_stays_late(oakfield: Cast, frozen: Any) -> None:
    enquiry = ask_by_mail(oakfield)
    frozen.move_to(datetime(2026, 11, 25, 15, 16, tzinfo=UTC))

    moved = save(oakfield, closed_on_tuesday(oakfield))

    assert [each.what for each in moved] == ["answer"]
    assert reload(enquiry).due_at == WEDNESDAY


def test_an_acknowledged_promise_keeps_what_is_done(oakfield: Cast) -> None:
    enquiry = ask_by_mail(oakfield)
    reply = Reply("On it.", None, enquiry.version)
    acknowledge_enquiry(staff_actor(oakfield.staff("byrne")), enquiry, reply, at=NOW)

    moved = save(oakfield, closed_on_tuesday(oakfield))

    assert [each.what for each in moved] == ["answer"]
    after = reload(enquiry)
    assert after.promise is not None
    assert after.promise.acknowledge_by == WEDNESDAY


def test_who_has_no_address_keeps_the_date_they_have(oakfield: Cast) -> None:
    leila = oakfield.contact("leila")
    leila.email = ""
    leila.save()
    enquiry = ask_by_mail(oakfield)
    year = closed_on_tuesday(oakfield)

    foreseen = promises_moved_by(oakfield.oakfield, year, at=NOW)
    moved = save(oakfield, year)

    assert [each.can_be_told for each in foreseen] == [False, False]
    assert moved == []
    assert reload(enquiry).due_at == WEDNESDAY


def test_who_may_not_be_reached_keeps_the_date_and_hears_nothing(
    oakfield: Cast,
) -> None:
    enquiry = ask_by_mail(oakfield)
    restrict(oakfield, "leila")

    moved = save(oakfield, closed_on_tuesday(oakfield))

    assert moved == []
    assert reload(enquiry).due_at == WEDNESDAY
    assert told() == []


def test_the_mail_asks_the_gate_once_more_when_it_goes(oakfield: Cast) -> None:
    ask_by_mail(oakfield)
    save(oakfield, closed_on_tuesday(oakfield))
    [mail] = told()
    before = why_withheld(mail, at=NOW)
    restrict(oakfield, "leila")

    after = why_withheld(mail, at=NOW)

    assert (before, after) == (None, "restricted")


def restrict(cast: Cast, name: str) -> None:
    for tie in cast.contact(name).ties.all():
        Restriction.objects.create(
            school=cast.oakfield,
            tie=tie,
            kind=RestrictionKind.NO_CONTACT,
            from_on=date(2026, 11, 23),
        )


def test_a_promise_without_a_date_gets_one_when_the_year_is_entered(
    oakfield: Cast, frozen: Any
) -> None:
    frozen.move_to(datetime(2027, 3, 25, 10, 0, tzinfo=UTC))
    enquiry = ask_by_mail(oakfield)
    summer = TermDates(date(2027, 4, 12), date(2027, 6, 30), "Summer")
    year = year_of(oakfield.oakfield).with_term(summer, instead_of=None)

    save(oakfield, year, keep=True)

    assert enquiry.due_at is None
    after = reload(enquiry)
    assert after.due_at == datetime(2027, 4, 13, 14, 15, tzinfo=UTC)
    [mail] = told()
    text = render_mail(mail).text
    assert "You will now hear by Tuesday 13 April 2027, 3:15pm.\n" in text
    assert "The school has now entered its year." in text


def test_a_year_that_cannot_count_a_promise_leaves_it_as_it_is(
    oakfield: Cast,
) -> None:
    enquiry = ask_by_mail(oakfield)
    ends_now = replace(
        year_of(oakfield.oakfield),
        terms=(TermDates(date(2026, 11, 2), date(2026, 11, 24), "Short"),),
    )

    moved = save(oakfield, ends_now)

    assert moved == []
    assert reload(enquiry).due_at == WEDNESDAY


def test_later_hours_move_it_too_and_say_so(oakfield: Cast) -> None:
    ask_by_mail(oakfield)
    year = year_of(oakfield.oakfield)
    later = tuple(replace(each, closes=time(16)) for each in year.hours)

    moved, _ = save(oakfield, replace(year, hours=later))

    assert moved.will == datetime(2026, 11, 25, 16, 0, tzinfo=UTC)
    assert moved.why == "That is because the school’s hours have changed."


def test_without_the_permission_nothing_moves(oakfield: Cast) -> None:
    enquiry = ask_by_mail(oakfield)
    year = year_of(oakfield.oakfield)

    with pytest.raises(NotAllowedError):
        save_year_and_tell(
            oakfield.oakfield,
            year.with_days([SNOW]),
            seen=year,
            keep_promises=False,
            by=staff_actor(oakfield.staff("byrne")),
            at=NOW,
        )

    assert reload(enquiry).due_at == WEDNESDAY
    assert year_of(oakfield.oakfield) == year
