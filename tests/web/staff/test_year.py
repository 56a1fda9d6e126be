"""The pages of the year: seen by staff, changed by who sets the school up."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.schools.actions.year import save_year
from schoolgate.domain.schools.enums import DayKind, Weekday
from schoolgate.domain.schools.models import School
from schoolgate.domain.schools.queries import year_of
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from schoolgate.kernel.school_year import OtherDay, WeekdayHours, Year
from schoolgate.kernel.vocabulary import Channel
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.world import ask

SignIn = Callable[[str], Client]
TUESDAY = {
    "kind": "closure",
    "first": "2026-11-24",
    "why": "Closed for snow",
    "key": "k" * 32,
}


def year_at(school: School) -> Year:
    with school_in_force(school.pk):
        return year_of(school)


def empty(school: School) -> None:
    with school_in_force(school.pk):
        year = year_of(school)
        save_year(school, Year(), seen=year, by=SYSTEM, at=clock.now())


def hidden(page: Any, name: str) -> str:
    """Return what a hidden field of a page carries."""
    [value] = re.findall(rf'name="{name}" value="([^"]+)"', page.content.decode())
    return str(value)


def test_the_picture_says_which_days_are_closed_and_why(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in("adair")
    client.post(reverse("staff:year_day_add"), TUESDAY)

    page = client.get(reverse("staff:year")).content.decode()

    assert 'href="#from-2026-11-24" title="closed: Closed for snow"' in page
    assert 'id="from-2026-11-24"' in page
    assert "Saturday 24 October to Sunday 1 November 2026" in words_of(page.encode())


def test_other_staff_see_the_year_and_no_way_to_change_it(
    cast: Cast, sign_in: SignIn
) -> None:
    page = sign_in("byrne").get(reverse("staff:year")).content.decode()

    assert "Term 1" in page
    assert reverse("staff:year_hours") not in page


def test_a_closed_day_is_saved_at_once_where_no_promise_moves(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in("adair")

    answer = client.post(reverse("staff:year_day_add"), TUESDAY)

    assert answer["Location"] == reverse("staff:year")
    assert year_at(cast.oakfield).days == (
        OtherDay(date(2026, 11, 24), DayKind.CLOSURE, "Closed for snow"),
    )


def test_several_days_in_a_row_are_changed_and_taken_out_together(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in("adair")
    flood = TUESDAY | {"first": "2026-11-26", "last": "2026-12-01", "why": "Flood"}
    client.post(reverse("staff:year_day_add"), flood)
    numbers = [day.on.day for day in year_at(cast.oakfield).days]
    url = reverse("staff:year_day", args=["2026-11-26"])

    shown = client.get(url).content.decode()
    client.post(url, {"remove": "yes", "key": "r" * 32})

    assert numbers == [26, 27, 30, 1]
    assert 'value="2026-12-01"' in shown
    assert year_at(cast.oakfield).days == ()


def test_the_promises_a_change_moves_are_shown_before_it_is_saved(
    cast: Cast, sign_in: SignIn
) -> None:
    leila, amal = cast.contact("leila"), cast.student("amal")
    client = sign_in("adair")
    enquiry = ask(leila, amal, channel=Channel.EMAIL)

    page = client.post(reverse("staff:year_day_add"), TUESDAY)

    words = words_of(page.content)
    assert "In 1 conversation, what was promised would come later." in words
    assert enquiry.spoken_reference in words
    assert (
        "First word by Thursday 26 November, 3:15pm, instead of Wednesday"
        " 25 November, 3:15pm" in words
    )
    assert "Haddad" not in words.partition("Before it is saved")[2]
    assert year_at(cast.oakfield).days == ()


@pytest.mark.parametrize(("choice", "day", "mails"), [("tell", 26, 1), ("keep", 25, 0)])
def test_whoever_saves_chooses_what_becomes_of_the_dates(
    cast: Cast, sign_in: SignIn, choice: str, day: int, mails: int
) -> None:
    leila, amal = cast.contact("leila"), cast.student("amal")
    client = sign_in("adair")
    ask(leila, amal, channel=Channel.EMAIL)
    page = client.post(reverse("staff:year_day_add"), TUESDAY)
    form = {
        "change": hidden(page, "change"),
        "key": hidden(page, "key"),
        "promises": choice,
    }

    saved = client.post(reverse("staff:year_check"), form)
    client.post(reverse("staff:year_check"), form)  # sent twice, it has one effect

    assert saved["Location"] == reverse("staff:year")
    with school_in_force(cast.oakfield.pk):
        due_at = Enquiry.objects.get().due_at
        told = OutboxMail.objects.filter(kind="enquiry_date_moved").count()
    assert due_at is not None
    assert (due_at.day, told) == (day, mails)
    assert len(year_at(cast.oakfield).days) == 1


def test_without_a_choice_nothing_is_saved(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("adair")
    ask(cast.contact("leila"), cast.student("amal"), channel=Channel.EMAIL)
    page = client.post(reverse("staff:year_day_add"), TUESDAY)

    again = client.post(
        reverse("staff:year_check"),
        {"change": hidden(page, "change"), "key": "c" * 32},
    )

    assert "Say what shall happen to the dates" in words_of(again.content)
    assert year_at(cast.oakfield).days == ()


def test_a_change_somebody_made_up_is_not_taken(cast: Cast, sign_in: SignIn) -> None:
    url = reverse("staff:year_check")

    made_up = sign_in("adair").post(url, {"change": "made:up", "key": "c" * 32})
    nothing = sign_in("adair").post(url)

    assert (made_up.status_code, nothing.status_code) == (400, 400)


def test_a_change_from_before_another_is_shown_and_not_saved(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in("adair")
    ask(cast.contact("leila"), cast.student("amal"), channel=Channel.EMAIL)
    page = client.post(reverse("staff:year_day_add"), TUESDAY)
    far = TUESDAY | {"first": "2027-03-01", "key": "f" * 32}
    client.post(reverse("staff:year_day_add"), far)

    late = client.post(
        reverse("staff:year_check"),
        {"change": hidden(page, "change"), "key": "c" * 32, "promises": "tell"},
    )

    assert "Somebody else changed the year meanwhile" in words_of(late.content)
    assert [day.on.month for day in year_at(cast.oakfield).days] == [3]


@pytest.mark.parametrize(
    ("route", "args", "form", "words"),
    [
        (
            "staff:year_term_add",
            [],
            {"name": "Summer", "first": "2027-03-20", "last": "2027-06-30"},
            'found Saturday 20 March 2027, within "Term 3"',
        ),
        (
            "staff:year_term_add",
            [],
            {"name": "", "first": "x"},
            "Give the term a name.",
        ),
        ("staff:year_day_add", [], TUESDAY | {"kind": "short_day"}, "half day ends"),
        (
            "staff:year_day_add",
            [],
            TUESDAY | {"last": "2026-11-01"},
            "Choose the first day or",
        ),
        ("staff:year_hours", [], {"mon_opens": "09:00"}, "both times for Monday"),
        (
            "staff:year_visits",
            [],
            {"weekday_0": "wed", "opens_0": "16:00", "closes_0": "15:00"},
            "visiting on Wednesday: found 4pm to 3pm",
        ),
        ("staff:year_visits", [], {"what_0": "Tutors"}, "Choose the day of the week."),
    ],
)
def test_a_mistake_is_named_and_nothing_is_saved(
    cast: Cast,
    sign_in: SignIn,
    route: str,
    args: list[str],
    form: dict[str, str],
    words: str,
) -> None:
    before = year_at(cast.oakfield)

    page = sign_in("adair").post(reverse(route, args=args), {"key": "m" * 32, **form})

    assert page.status_code == 200
    assert words in words_of(page.content).replace("&quot;", '"')
    assert year_at(cast.oakfield) == before


def test_a_term_is_added_changed_and_taken_out(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("adair")
    summer = {"name": "Summer", "first": "2027-04-12", "last": "2027-06-30"}
    client.post(reverse("staff:year_term_add"), summer | {"key": "a" * 32})
    url = reverse("staff:year_term", args=["2027-04-12"])

    client.post(url, summer | {"name": "Summer term", "key": "b" * 32})
    names = [term.name for term in year_at(cast.oakfield).terms]
    client.post(url, {"remove": "yes", "key": "c" * 32})

    assert names == ["Term 1", "Term 2", "Term 3", "Summer term"]
    assert len(year_at(cast.oakfield).terms) == 3
    assert client.get(url).status_code == 404


def test_hours_and_visiting_times_are_set(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in("adair")
    hours = {"sat_opens": "09:00", "sat_closes": "12:00", "key": "h" * 32}
    visits = {
        "weekday_0": "sat",
        "opens_0": "12:00",
        "closes_0": "12:30",
        "what_0": "coaches",
        "key": "v" * 32,
    }

    client.post(reverse("staff:year_hours"), hours)
    client.post(reverse("staff:year_visits"), visits)

    year = year_at(cast.oakfield)
    assert year.hours == (WeekdayHours(Weekday.SAT, time(9), time(12)),)
    assert year.visits == (
        WeekdayHours(Weekday.SAT, time(12), time(12, 30), "coaches"),
    )


def test_bank_holidays_of_the_nation_are_filled_in(cast: Cast, sign_in: SignIn) -> None:
    client, url = sign_in("adair"), reverse("staff:year_days_off")

    offered = words_of(client.get(url).content)
    client.post(url, {"days": ["2027-03-17"], "key": "b" * 32})

    assert "Wednesday 17 March 2027: Saint Patrick’s Day" in offered
    assert "Christmas" not in offered  # it falls into no term
    assert [day.on for day in year_at(cast.oakfield).days] == [date(2027, 3, 17)]


def test_a_new_school_begins_with_the_usual_terms(cast: Cast, sign_in: SignIn) -> None:
    empty(cast.oakfield)
    client = sign_in("adair")

    welcome = words_of(client.get(reverse("staff:year")).content)
    page = client.get(reverse("staff:year_start"))
    form = {
        field.html_name: field.value()
        for field in page.context["form"]
        if field.value() is not None
    }
    client.post(reverse("staff:year_start"), form | {"name_0": ""})

    assert "Give the school its year" in welcome
    year = year_at(cast.oakfield)
    assert [term.name for term in year.terms] == ["Spring term", "Summer term"]
    assert len(year.hours) == 5


def test_a_file_is_shown_line_by_line_before_it_makes_a_year(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in("adair")
    table = (
        b"What,From,To\nSummer term,12/04/2027,30/06/2027\n"
        b"Staff day,Friday 28 May 2027,\nSports,1/6/2027,\n"
        b"Last day,Monday 30 June 2027,\n"
    )
    upload = SimpleUploadedFile("dates.csv", table, "text/csv")

    page = client.post(reverse("staff:year_import"), {"file": upload, "key": "u" * 32})
    before = year_at(cast.oakfield)
    form = {
        "lines": hidden(page, "lines"),
        "key": hidden(page, "key"),
        "kind_0": "term",
        "kind_1": "training",
        "kind_2": "short_day",
        "closes_2": "12:00",
    }
    client.post(reverse("staff:year_lines"), form)

    words = words_of(page.content).replace("&quot;", '"')
    assert 'dates.csv, row 5, From: found "Monday 30 June 2027", a Monday' in words
    assert len(before.terms) == 3
    after = year_at(cast.oakfield)
    assert after.terms[-1].name == "Summer term"
    assert [(day.kind, day.why) for day in after.days] == [
        (DayKind.TRAINING, "Staff day"),
        (DayKind.SHORT_DAY, "Sports"),
    ]


def test_a_year_that_ends_soon_is_said_on_the_desk_of_who_must_know(
    cast: Cast, sign_in: SignIn, frozen: object
) -> None:
    words = "The school year ends on Thursday 25 March 2027"
    desk = reverse("staff:desk")
    in_time = words_of(sign_in("flynn").get(desk).content)
    with school_in_force(cast.oakfield.pk):
        year = year_of(cast.oakfield)
        earlier = year.without_term(date(2027, 1, 4))
        save_year(cast.oakfield, earlier, seen=year, by=SYSTEM, at=clock.now())

    office, head, teacher = (
        words_of(sign_in(who).get(desk).content) for who in ("flynn", "adair", "byrne")
    )

    soon = "The school year ends on Friday 18 December 2026 and the next one is not"
    assert words not in in_time
    assert soon in office
    assert soon in head
    assert "Enter the next year" in head
    assert "Enter the next year" not in office
    assert soon not in teacher
