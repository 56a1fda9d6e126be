"""Told in confidence: to some people by name, and each reading on record (GN-4.3b)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.deliveries.models import InboundMail, OutboxMail
from schoolgate.domain.enquiries.models import Enquiry, Reading
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.notices.mail import render_mail
from tests.cast import Cast
from tests.mails import arrive, mail
from tests.web.family.test_asking import filled, words_of
from tests.web.filled import KEYS, further, handing, pass_on, reply
from tests.web.test_access_matrix import read_only

SignIn = Callable[[str], Client]
CONFIDED = "Their father has come back"
STAFF = (
    *("byrne", "osei", "quinn", "gallagher", "lynch", "walsh", "adair", "kerr"),
    *("devlin", "flynn", "hughes", "murphy"),
)


def telling(cast: Cast, **changes: str) -> dict[str, str]:
    told = {"text": CONFIDED, "in_confidence": "on", "key": next(KEYS)}
    return filled(cast, **(told | changes))


def readers_shown(page: bytes) -> str:
    """Return whom a check page carries, as its form sends it again."""
    [line] = [each for each in page.split(b"\n") if b'name="readers"' in each]
    return line.split(b'name="readers" value="')[1].split(b'"')[0].decode()


def tell(cast: Cast, client: Client) -> Enquiry:
    """Have Leila look at who may read it, and send it."""
    told = telling(cast)
    page = client.post(reverse("family:ask_check"), told)
    sent = told | {"readers": readers_shown(page.content), "send": "yes"}
    client.post(reverse("family:ask_check"), sent)
    with school_in_force(cast.oakfield.pk):
        return Enquiry.objects.select_related("school").latest("pk")


@pytest.fixture
def enquiry(cast: Cast, frozen: Any, sign_in: SignIn) -> Enquiry:
    _deputy(cast, "quinn")
    return tell(cast, sign_in("leila"))


def _deputy(cast: Cast, name: str) -> None:
    with school_in_force(cast.oakfield.pk):
        Post.objects.filter(role=Role.SUBJECT_TEACHER, group__subject="Maths").update(
            deputy=cast.staff(name)
        )


def url(name: str, enquiry: Enquiry) -> str:
    return reverse(f"staff:{name}", args=[enquiry.public_id])


def desk(client: Client, enquiry: Enquiry) -> str:
    return words_of(client.get(url("desk_enquiry", enquiry)).content)


def read(client: Client, enquiry: Enquiry) -> str:
    client.post(url("desk_read", enquiry), {"key": next(KEYS)})
    return desk(client, enquiry)


def family_page(client: Client, enquiry: Enquiry) -> str:
    thread = reverse("family:ask_thread", args=[enquiry.public_id])
    return words_of(client.get(thread).content)


def version(enquiry: Enquiry) -> int:
    with school_in_force(enquiry.school_id):
        return Enquiry.objects.get(pk=enquiry.pk).version


@pytest.mark.clause("GN-4.3b", part="who may read it is said before it is sent")
def test_before_sending_the_parent_sees_by_name_who_may_read_it(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    _deputy(cast, "quinn")

    page = sign_in("leila").post(reverse("family:ask_check"), telling(cast))

    assert "Only Mr Byrne and Mrs Quinn may read this." in words_of(page.content)


def test_whoever_came_to_it_since_is_shown_before_it_goes(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    client, told = sign_in("leila"), telling(cast)
    page = client.post(reverse("family:ask_check"), told)
    _deputy(cast, "gallagher")

    sent = told | {"readers": readers_shown(page.content), "send": "yes"}
    again = words_of(client.post(reverse("family:ask_check"), sent).content)

    assert "Only Mr Byrne and Mr Gallagher may read this." in again
    assert "Who may read it has changed since you looked." in again
    with school_in_force(cast.oakfield.pk):
        assert not Enquiry.objects.exists()


@pytest.mark.clause("GN-4.3b", part="nobody else may read it")
def test_those_named_find_it_and_nobody_else_not_even_who_leads_the_school(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    found = {
        name: read_only(sign_in(name), url("desk_enquiry", enquiry)).status_code
        for name in STAFF
    }

    assert {name for name in STAFF if found[name] == 200} == {"byrne", "quinn"}
    assert {found[name] for name in STAFF} == {200, 404}


@pytest.mark.parametrize("page", ["staff:desk", "staff:desk_find", "staff:held"])
def test_no_list_of_the_office_or_the_head_has_it(
    enquiry: Enquiry, sign_in: SignIn, page: str
) -> None:
    seen = [words_of(sign_in(n).get(reverse(page)).content) for n in ("flynn", "adair")]

    assert not any("confidence" in each or "Haddad" in each for each in seen)


@pytest.mark.clause("GN-4.3b", part="each reading is logged, and the parent sees it")
def test_a_reading_is_on_record_before_a_word_is_shown_and_the_parent_sees_it(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    client, home = sign_in("byrne"), sign_in("leila")

    closed, before = desk(client, enquiry), family_page(home, enquiry)
    opened, after = read(client, enquiry), family_page(home, enquiry)

    assert "Told in confidence" in closed
    assert CONFIDED not in closed
    assert "Nobody has read it yet." in before
    assert CONFIDED in opened
    assert "Who has read it: Mr Byrne, Monday 23 November, 10am" in after


def test_after_a_while_it_closes_and_looking_again_is_another_reading(
    enquiry: Enquiry, sign_in: SignIn, frozen: Any
) -> None:
    client = sign_in("byrne")
    read(client, enquiry)

    frozen.shift(timedelta(minutes=14))
    still_open = desk(client, enquiry)
    frozen.shift(timedelta(minutes=1))
    closed = desk(client, enquiry)

    assert CONFIDED in still_open
    assert CONFIDED not in closed
    assert CONFIDED in read(client, enquiry)
    with school_in_force(enquiry.school_id):
        assert Reading.objects.count() == 2


def test_only_those_named_can_write_down_that_they_read_it(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    found = {
        name: sign_in(name).post(url("desk_read", enquiry), {"key": next(KEYS)})
        for name in STAFF
    }

    assert {n for n in STAFF if found[n].status_code == 302} == {"byrne", "quinn"}
    assert {found[name].status_code for name in STAFF} == {302, 404}
    with school_in_force(enquiry.school_id):
        assert Reading.objects.count() == 2


def test_a_reading_of_one_opens_it_for_nobody_else(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    read(sign_in("byrne"), enquiry)

    assert CONFIDED not in desk(sign_in("quinn"), enquiry)


def test_what_comes_after_a_reading_is_read_by_another(
    enquiry: Enquiry, sign_in: SignIn, frozen: Any
) -> None:
    client = sign_in("byrne")
    read(client, enquiry)
    frozen.shift(timedelta(minutes=2))

    write = reverse("family:ask_write", args=[enquiry.public_id])
    sign_in("leila").post(write, {"text": "He was at the gate.", "key": next(KEYS)})

    assert "He was at the gate." not in desk(client, enquiry)
    assert "He was at the gate." in read(client, enquiry)


def test_the_database_lets_nobody_change_or_take_away_a_reading(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    read(sign_in("byrne"), enquiry)

    with school_in_force(enquiry.school_id):
        for change in (
            lambda: Reading.objects.update(staff=None),
            lambda: Reading.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
        assert Reading.objects.count() == 1


def test_lists_mails_and_the_audit_have_none_of_its_words(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    client = sign_in("byrne")
    read(client, enquiry)

    said = reply(text="I shall keep an eye on her.", category="nothing")
    client.post(url("desk_reply", enquiry), said)

    with school_in_force(enquiry.school_id):
        mails = [render_mail(each).text for each in OutboxMail.objects.all()]
    listed = words_of(client.get(reverse("staff:desk")).content)
    assert "Mrs Haddad" in listed
    assert CONFIDED not in listed
    assert len(mails) == 2
    assert not any("keep an eye" in each or CONFIDED in each for each in mails)
    assert "I shall keep an eye on her." in family_page(sign_in("leila"), enquiry)


@pytest.mark.clause("GN-4.3b", part="handing over is told to the family")
def test_handed_over_it_is_for_those_there_and_the_family_is_told(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn
) -> None:
    walsh = cast.staff("walsh").public_id
    to = handing(f"vice_principal_pastoral.{walsh}", seen_version=version(enquiry))

    sign_in("byrne").post(url("desk_hand_over", enquiry), to)

    found = {
        name
        for name in STAFF
        if sign_in(name).get(url("desk_enquiry", enquiry)).status_code == 200
    }
    with school_in_force(enquiry.school_id):
        told = render_mail(OutboxMail.objects.latest("pk")).text
    assert found == {"walsh"}
    assert "Only Ms Walsh may read this." in family_page(sign_in("leila"), enquiry)
    assert "Ms Walsh has it" in told
    assert "Who may read it now stands on your page." in told


def test_it_cannot_be_handed_to_a_whole_office(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    client = sign_in("byrne")

    refused = client.post(
        url("desk_hand_over", enquiry), handing("school_office", seen_version=1)
    )

    assert refused.status_code == 200
    assert "Only Mr Byrne and Mrs Quinn" in family_page(sign_in("leila"), enquiry)


def test_taken_further_by_the_family_it_is_for_those_it_went_to(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    client, home = sign_in("byrne"), sign_in("leila")
    read(client, enquiry)
    client.post(url("desk_reply", enquiry), reply(category="nothing"))

    home.post(reverse("family:ask_further", args=[enquiry.public_id]), further())

    assert "Only Dr Osei may read this." in family_page(home, enquiry)
    assert client.get(url("desk_enquiry", enquiry)).status_code == 404
    assert sign_in("osei").get(url("desk_enquiry", enquiry)).status_code == 200


def test_where_nobody_named_works_here_any_more_the_head_reads_it_and_is_named(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn
) -> None:
    with school_in_force(cast.oakfield.pk):
        for name in ("byrne", "quinn"):
            member = cast.staff(name)
            member.left_on = cast.oakfield.day_of(enquiry.opened_at)
            member.save()

    found = sign_in("adair").get(url("desk_enquiry", enquiry)).status_code

    assert found == 200
    assert "Only Mr Adair may read this." in family_page(sign_in("leila"), enquiry)
    assert sign_in("flynn").get(url("desk_enquiry", enquiry)).status_code == 404


def test_passed_to_the_safeguarding_lead_the_family_page_says_what_it_said(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    client, home = sign_in("byrne"), sign_in("leila")
    read(client, enquiry)
    before = family_page(home, enquiry)

    client.post(url("desk_safety", enquiry), pass_on())

    assert family_page(home, enquiry) == before
    assert CONFIDED in desk(sign_in("devlin"), enquiry)
    assert client.get(url("desk_enquiry", enquiry)).status_code == 404


def test_a_mail_of_theirs_to_it_joins_it_and_one_that_is_held_the_office_never_sees(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn
) -> None:
    box = f"enquiry+{enquiry.reference.lower()}@oakfield.example"
    hers = mail(sender="leila@family.example", text="He rang again.")
    other = mail(sender="other@elsewhere.example", text="You wrote: He rang again.")

    arrive(cast.oakfield, hers, to=box)
    arrive(cast.oakfield, other, to=box.upper())

    with school_in_force(cast.oakfield.pk):
        [held] = InboundMail.objects.filter(outcome="quarantined")
    office = sign_in("flynn")
    one = reverse("staff:held_mail", args=[held.public_id])
    assert "He rang again." not in words_of(office.get(reverse("staff:held")).content)
    assert office.get(one).status_code == 404
    page = read(sign_in("byrne"), enquiry)
    assert "You wrote: He rang again." in page
    assert "other@elsewhere.example" in page


def test_it_is_in_no_export_but_a_message_of_the_same_parent_is(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn
) -> None:
    plain = filled(cast, text="When is the concert?", key=next(KEYS), send="yes")
    sign_in("leila").post(reverse("family:ask_check"), plain)

    taken_out = {
        name: sign_in("murphy")
        .post(everything(cast, name), {"key": next(KEYS)})
        .content
        for name in ("leila", "byrne", "amal")
    }

    assert not any(CONFIDED.encode() in each for each in taken_out.values())
    assert b"enquiry.read" not in taken_out["byrne"]
    assert b"When is the concert?" in taken_out["leila"]


def everything(cast: Cast, name: str) -> str:
    kind = {"leila": "contact", "byrne": "staff", "amal": "student"}[name]
    return reverse("staff:people_everything", args=[kind, cast.people[name].public_id])
