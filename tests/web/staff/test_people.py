"""Looking people up and keeping the record, as the office does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.people.models import Contact, StaffMember, Student, Tie
from schoolgate.foundation.models import AuditEntry
from schoolgate.foundation.tenancy import school_in_force
from tests.cast import Cast
from tests.web.family.test_asking import words_of

SignIn = Callable[[str], Client]
KEY = "k" * 32


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    return sign_in("flynn")


def found(client: Client, said: str) -> str:
    """Return the words of the list after a search."""
    page = client.get(reverse("staff:people"), {"said": said})
    return words_of(page.content).partition("Find")[2]


def person(kind: str, row: Any) -> str:
    return reverse(f"staff:people_{kind}", args=[row.public_id])


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("haddad", ["Amal Haddad", "Leila Haddad", "Karim Haddad"]),
        ("amal had", ["Amal Haddad"]),
        ("LEILA@family.example", ["Leila Haddad"]),
        ("Byrne", ["Declan Byrne"]),
    ],
)
def test_somebody_is_found_by_name_or_address(
    cast: Cast, office: Client, said: str, names: list[str]
) -> None:
    words = found(office, said)

    assert all(name in words for name in names)


def test_nobody_of_another_school_is_found(cast: Cast, office: Client) -> None:
    assert "Nobody on record matches" in found(office, "Farida")
    assert "Nobody on record matches" in found(office, "zzz")


def test_a_student_is_added_with_an_adult_who_is_tied_to_them(
    cast: Cast, office: Client
) -> None:
    student = {"given_name": "Sorcha", "family_name": "Daly", "born_on": "2014-02-03"}
    adult = {
        "given_name": "Una",
        "family_name": "Daly",
        "email": "una@family.example",
        "relationship": "mother",
        "responsibility": "parental",
    }

    made = office.post(reverse("staff:people_new_student"), {"key": KEY, **student})
    with school_in_force(cast.oakfield.pk):
        sorcha = Student.objects.get(given_name="Sorcha")
    url = reverse("staff:people_new_contact", args=[sorcha.public_id])
    office.post(url, {"key": "a" * 32, **adult})

    words = words_of(office.get(made["Location"]).content)
    assert "Born Monday 3 February 2014" in words
    assert "mother Una Daly parental responsibility" in words


def test_the_same_form_sent_twice_adds_one(cast: Cast, office: Client) -> None:
    student = {"given_name": "Sorcha", "born_on": "2014-02-03", "key": KEY}

    for _ in range(2):
        office.post(reverse("staff:people_new_student"), student)

    with school_in_force(cast.oakfield.pk):
        assert Student.objects.filter(given_name="Sorcha").count() == 1


def test_a_court_order_is_said_first_and_no_change_of_the_tie_lifts_it(
    cast: Cast, office: Client
) -> None:
    conor, gary = cast.student("conor"), cast.contact("gary")
    url = reverse("staff:people_tie", args=[conor.public_id, gary.public_id])
    change = {"relationship": "father", "responsibility": "parental", "change": "yes"}

    office.post(url, {"key": KEY, "is_prime_carer": "on", **change})

    words = words_of(office.get(person("student", conor)).content)
    assert "Gary Doyle A court order or hold is in force: nothing may be told" in words
    assert "Nothing on this page lifts it" in words_of(office.get(url).content)


def test_a_tie_that_ends_today_shows_nothing_from_today(
    cast: Cast, office: Client, sign_in: SignIn
) -> None:
    amal, karim = cast.student("amal"), cast.contact("karim")
    url = reverse("staff:people_tie", args=[amal.public_id, karim.public_id])
    before = words_of(sign_in("karim").get(reverse("family:whom")).content)

    office.post(url, {"key": KEY, "end": "yes"})

    after = words_of(sign_in("karim").get(reverse("family:whom")).content)
    assert "Amal" in before
    assert "Amal" not in after
    with school_in_force(cast.oakfield.pk):
        assert Tie.objects.filter(contact=karim).exists()  # ended, never deleted


def test_a_correction_is_on_record_by_field_and_never_by_word(
    cast: Cast, office: Client
) -> None:
    leila = cast.contact("leila")
    url = reverse("staff:people_change", args=["contact", leila.public_id])
    details = {"given_name": "Leila", "family_name": "Haddad-Ross", "key": KEY}

    office.post(url, {"title": "Mrs", "email": leila.email, **details})

    with school_in_force(cast.oakfield.pk):
        assert Contact.objects.get(pk=leila.pk).family_name == "Haddad-Ross"
        entry = AuditEntry.objects.get(action="person.corrected")
    assert entry.facts == {"fields": "family_name"}
    assert "Haddad" not in str(entry.facts)


def test_whoever_has_not_left_is_put_back_and_opens_nothing_by_that(
    cast: Cast, sign_in: SignIn
) -> None:
    office, byrne = sign_in("flynn"), cast.staff("byrne")
    leave = reverse("staff:people_leaving", args=["staff", byrne.public_id])
    former = reverse("staff:people_former")
    office.post(leave, {"on": "2026-11-23", "key": "l" * 32})

    listed = words_of(office.get(former).content)
    back = {"who": byrne.public_id, "key": "b" * 32}
    led_to = office.post(former, back, follow=True)

    assert "staff, not here since Monday 23 November 2026" in listed
    assert byrne.full_name in words_of(led_to.content)
    assert "Nobody has left in the last year" in words_of(office.get(former).content)
    assert sign_in("byrne").get(reverse("staff:desk")).status_code == 404


def test_who_leaves_is_dead_at_once(
    cast: Cast, office: Client, sign_in: SignIn
) -> None:
    byrne = sign_in("byrne")
    here = byrne.get(reverse("staff:desk")).status_code
    member = cast.staff("byrne")
    url = reverse("staff:people_leaving", args=["staff", member.public_id])

    office.post(url, {"key": KEY, "on": "2026-11-23"})

    assert here == 200
    assert byrne.get(reverse("staff:desk")).status_code == 302  # to sign in
    assert sign_in("byrne").get(reverse("staff:desk")).status_code == 404


def test_a_student_who_has_left_sees_nothing_from_that_day(
    cast: Cast, office: Client, sign_in: SignIn
) -> None:
    amal, page = sign_in("amal"), reverse("student:home")
    here = amal.get(page).status_code
    public_id = cast.student("amal").public_id
    url = reverse("staff:people_leaving", args=["student", public_id])

    office.post(url, {"key": KEY, "on": "2026-11-23"})

    assert (here, amal.get(page).status_code) == (200, 302)  # to sign in
    assert sign_in("amal").get(page).status_code == 404


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"from_on": "2026-11-30", "until_on": "2026-11-30"}, "Choose a day after"),
        ({"from_on": "tomorrow"}, "Write a day as year, month and day"),
    ],
)
def test_an_absence_that_makes_no_sense_is_refused_with_how_to_put_it_right(
    cast: Cast, office: Client, form: dict[str, str], says: str
) -> None:
    url = person("member", cast.staff("byrne"))

    page = office.post(url, {"key": KEY, **form})

    assert says in words_of(page.content)


def test_a_line_manager_is_a_colleague_and_never_oneself(
    cast: Cast, office: Client
) -> None:
    byrne, osei = cast.staff("byrne"), cast.staff("osei")
    url = reverse("staff:people_change", args=["staff", byrne.public_id])
    known = {"given_name": "Declan", "family_name": "Byrne", "title": "Mr"}

    own = office.post(url, {**known, "key": KEY, "line_manager": byrne.public_id})
    office.post(url, {**known, "key": "b" * 32, "line_manager": osei.public_id})

    assert own.status_code == 200  # shown again, with what is wrong
    with school_in_force(cast.oakfield.pk):
        assert StaffMember.objects.get(pk=byrne.pk).line_manager_id == osei.pk


OPEN_MUCH = ("murphy", "adair", "lynch", "flynn")
"""Their posts bring permissions, or lead the school."""


@pytest.mark.parametrize("who", OPEN_MUCH)
def test_the_office_neither_corrects_nor_lets_go_whose_posts_open_much(
    cast: Cast, office: Client, who: str
) -> None:
    member = cast.staff(who)
    correct, leave = (
        reverse(f"staff:people_{what}", args=["staff", member.public_id])
        for what in ("change", "leaving")
    )
    details = {"title": "Ms", "given_name": "Another", "email": "a@oakfield.example"}

    shown = office.get(correct).status_code
    changed = office.post(correct, {"key": KEY, **details}).status_code
    left = office.post(leave, {"key": "l" * 32, "on": "2026-11-23"}).status_code

    assert (shown, changed, left) == (403, 403, 403)
    with school_in_force(cast.oakfield.pk):
        now = StaffMember.objects.get(pk=member.pk)
    assert (now.given_name, now.email) == (member.given_name, member.email)
    assert now.left_on is None


def test_the_office_corrects_any_other_colleague_and_the_administrator_these(
    cast: Cast, office: Client, sign_in: SignIn
) -> None:
    byrne, adair = cast.staff("byrne"), cast.staff("adair")
    details = {"title": "Mr", "given_name": "Another"}
    changes = [(office, byrne, KEY), (sign_in("murphy"), adair, "m" * 32)]

    for client, member, key in changes:
        url = reverse("staff:people_change", args=["staff", member.public_id])
        client.post(url, details | {"email": member.email, "key": key})

    with school_in_force(cast.oakfield.pk):
        named = StaffMember.objects.filter(pk__in=[byrne.pk, adair.pk])
        assert {each.given_name for each in named} == {"Another"}
