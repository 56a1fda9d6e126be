"""Staff hear of a promise before it ends, their line manager when it was not kept."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from schoolgate.domain.accounts.access.actors import staff_actor
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.actions.answering import answer_enquiry, extend_enquiry
from schoolgate.domain.enquiries.actions.changing import Reply
from schoolgate.domain.enquiries.models import Enquiry, Warned
from schoolgate.domain.people.actions.absences import record_absence
from schoolgate.domain.schools.enums import DayKind
from schoolgate.domain.schools.models import SpecialDay
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from schoolgate.kernel.vocabulary import Concern
from schoolgate.notices.mail import NothingLeftError, render_mail
from schoolgate.worker.warning import warn_of_promises
from tests.cast import Cast
from tests.web.world import CANARY, ask

LAST_DAY = datetime.fromisoformat("2026-11-25T08:45:00+00:00")
"""Wednesday, at opening: a first word is owed by 3:15pm today."""
DAY_AFTER = datetime.fromisoformat("2026-11-26T09:00:00+00:00")


@pytest.fixture
def enquiry(cast: Cast, frozen: Any) -> Enquiry:
    with school_in_force(cast.oakfield.pk):
        byrne = cast.staff("byrne")
        byrne.line_manager = cast.staff("osei")
        byrne.save()
    return ask(cast.contact("leila"), cast.student("amal"), f"{CANARY} and Amal")


def mails(cast: Cast) -> list[tuple[str, str, str]]:
    """Return what staff were sent: to whom, the subject, the words."""
    with school_in_force(cast.oakfield.pk):
        rows = OutboxMail.objects.filter(kind="promises_due").order_by("pk")
        rendered = [render_mail(each) for each in rows]
    return [(each.to_address, each.subject, each.text) for each in rendered]


def look(frozen: Any, moment: datetime) -> int:
    frozen.move_to(moment)
    return warn_of_promises()


def test_who_has_it_hears_at_the_opening_of_its_last_day_and_not_before(
    cast: Cast, enquiry: Enquiry, frozen: Any
) -> None:
    before = [
        look(frozen, LAST_DAY - timedelta(days=1)),
        look(frozen, LAST_DAY - timedelta(minutes=1)),
    ]

    assert (before, look(frozen, LAST_DAY)) == ([0, 0], 1)
    [(to, subject, text)] = mails(cast)
    assert to == cast.staff("byrne").email
    assert enquiry.spoken_reference in text
    assert "by Wednesday 25 November 2026, 3:15pm" in text
    assert f"/desk/{enquiry.public_id}/" in text
    assert all(word not in f"{subject} {text}" for word in (CANARY, "Amal", "Haddad"))


def test_nobody_hears_twice_of_one_promise_nor_has_two_mails_a_day(
    cast: Cast, enquiry: Enquiry, frozen: Any
) -> None:
    look(frozen, LAST_DAY)

    again = [look(frozen, LAST_DAY + timedelta(minutes=each)) for each in (1, 60, 300)]

    assert again == [0, 0, 0]
    assert len(mails(cast)) == 1


def test_a_line_manager_hears_next_morning_of_what_was_not_kept_without_a_link(
    cast: Cast, enquiry: Enquiry, frozen: Any
) -> None:
    look(frozen, LAST_DAY)

    at_close = look(frozen, LAST_DAY.replace(hour=15, minute=30))
    next_day = look(frozen, DAY_AFTER)

    assert (at_close, next_day) == (0, 1)
    to, _, text = mails(cast)[-1]
    assert to == cast.staff("osei").email
    assert f"{enquiry.spoken_reference}, with Mr Byrne: was due by" in text
    assert "/desk/" not in text, "she has nothing to do with this student"
    assert look(frozen, DAY_AFTER + timedelta(days=1)) == 0


def test_a_line_manager_who_leads_the_school_gets_the_link(
    cast: Cast, enquiry: Enquiry, frozen: Any
) -> None:
    with school_in_force(cast.oakfield.pk):
        byrne = cast.staff("byrne")
        byrne.line_manager = cast.staff("lynch")
        byrne.save()

    look(frozen, DAY_AFTER)

    assert f"/desk/{enquiry.public_id}/" in mails(cast)[-1][2]


def test_without_a_line_manager_it_is_on_the_leaderships_list_and_no_mail_goes(
    cast: Cast, frozen: Any
) -> None:
    ask(cast.contact("leila"), cast.student("amal"))

    assert look(frozen, DAY_AFTER) == 0


@pytest.mark.parametrize(
    "moment",
    [
        "2026-11-25T08:44:00+00:00",
        "2026-11-25T15:15:00+00:00",
        "2026-11-25T23:00:00+00:00",
        "2026-11-28T10:00:00+00:00",
        "2026-12-25T10:00:00+00:00",
        "2040-01-03T10:00:00+00:00",
    ],
)
def test_nothing_goes_out_of_school_hours(
    cast: Cast, enquiry: Enquiry, frozen: Any, moment: str
) -> None:
    assert look(frozen, datetime.fromisoformat(moment)) == 0


def test_nothing_goes_on_a_day_the_school_is_closed_and_its_last_open_day_counts(
    cast: Cast, enquiry: Enquiry, frozen: Any
) -> None:
    with school_in_force(cast.oakfield.pk):
        SpecialDay.objects.create(
            school=cast.oakfield,
            on=date(2026, 11, 25),
            kind=DayKind.CLOSURE,
            why="Snow",
        )

    assert look(frozen, LAST_DAY - timedelta(days=1)) == 1
    assert look(frozen, LAST_DAY) == 0


def test_what_was_answered_is_in_no_mail_and_of_a_later_date_they_hear_anew(
    cast: Cast, enquiry: Enquiry, frozen: Any
) -> None:
    other = ask(cast.contact("leila"), cast.student("amal"), "Another")
    until = date(2026, 12, 10)
    with school_in_force(cast.oakfield.pk):
        byrne = staff_actor(cast.staff("byrne"))
        reply = Reply("It is done.", None, 1)
        answer_enquiry(byrne, enquiry, reply, at=clock.now())
        extend_enquiry(byrne, other, reply, until=until, at=clock.now())

    soon = look(frozen, LAST_DAY)
    later = look(frozen, datetime.fromisoformat("2026-12-10T09:00:00+00:00"))

    assert (soon, later) == (0, 1)
    [(_, _, text)] = mails(cast)
    assert other.spoken_reference in text
    assert enquiry.spoken_reference not in text


def test_what_is_answered_before_the_mail_goes_stands_in_it_no_more(
    cast: Cast, enquiry: Enquiry, frozen: Any
) -> None:
    look(frozen, LAST_DAY)
    with school_in_force(cast.oakfield.pk):
        reply = Reply("It is done.", None, 1)
        byrne = staff_actor(cast.staff("byrne"))
        answer_enquiry(byrne, enquiry, reply, at=clock.now())

    with pytest.raises(NothingLeftError):
        mails(cast)


def test_while_who_has_it_is_away_their_line_manager_hears_instead(
    cast: Cast, enquiry: Enquiry, frozen: Any
) -> None:
    with school_in_force(cast.oakfield.pk):
        record_absence(
            cast.staff("byrne"),
            from_on=date(2026, 11, 24),
            until_on=None,
            by=SYSTEM,
            at=clock.now(),
        )

    look(frozen, LAST_DAY)

    [(to, _, text)] = mails(cast)
    assert to == cast.staff("osei").email
    assert f"{enquiry.spoken_reference}, with Mr Byrne (away): by" in text


def test_what_waits_for_the_office_is_told_to_each_who_shares_it(
    cast: Cast, frozen: Any
) -> None:
    leila, amal = cast.contact("leila"), cast.student("amal")
    enquiry = ask(leila, amal, concern=Concern.GENERAL)
    with school_in_force(cast.oakfield.pk):
        Post.objects.create(
            school=cast.oakfield,
            role=Role.SCHOOL_OFFICE,
            holder=cast.staff("hughes"),
        )

    number = look(frozen, LAST_DAY)

    assert number == 2
    found = {to for to, _, text in mails(cast) if enquiry.spoken_reference in text}
    assert found == {cast.staff("flynn").email, cast.staff("hughes").email}


@pytest.mark.parametrize("address", ["byrne@home.example", ""])
def test_no_mail_goes_to_an_address_that_is_not_the_schools(
    cast: Cast, enquiry: Enquiry, frozen: Any, address: str
) -> None:
    with school_in_force(cast.oakfield.pk):
        byrne = cast.staff("byrne")
        byrne.email, byrne.line_manager = address, None
        byrne.save()

    assert look(frozen, LAST_DAY) == 0


def test_each_warning_is_on_record(cast: Cast, enquiry: Enquiry, frozen: Any) -> None:
    look(frozen, LAST_DAY)
    look(frozen, DAY_AFTER)

    with school_in_force(cast.oakfield.pk):
        rows = Warned.objects.values_list("enquiry", "prompt", "staff__family_name")
        assert list(rows) == [
            (enquiry.pk, "ends", "Byrne"),
            (enquiry.pk, "broken", "Osei"),
        ]
