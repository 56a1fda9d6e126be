"""Clauses about who is there for a family, by name: on the page a family reads."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Post
from schoolgate.domain.people.actions.records import add_student
from schoolgate.domain.policies.actions import adopt_pack
from schoolgate.foundation import clock
from schoolgate.foundation.models import AuditEntry
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from tests.cast import Cast
from tests.web.family.test_asking import filled, words_of

SignIn = Callable[[str], Client]
KEY = "k" * 32


def whom_to_ask(client: Client) -> str:
    """Return what a family reads about whom to ask."""
    return words_of(client.get(reverse("family:whom")).content)


def adopt(cast: Cast, pack: str, **more: Any) -> None:
    """Put another pack in force at Oakfield."""
    with school_in_force(cast.oakfield.pk):
        adopt_pack(
            cast.oakfield, pack, by=SYSTEM, at=clock.now(), why="Decided", **more
        )


def post_of(cast: Cast, role: Role) -> Post:
    """Return the one post of this role at Oakfield."""
    with school_in_force(cast.oakfield.pk):
        return Post.objects.get(role=role)


@pytest.mark.clause("GN-5.1b")
def test_a_parent_reads_the_steps_in_order_and_who_holds_each_post_today(
    cast: Cast, sign_in: SignIn
) -> None:
    words = whom_to_ask(sign_in("leila"))

    about_amal = words.partition("Yusuf")[0]
    learning = about_amal.partition("A worry about learning")[2]
    pastoral = about_amal.partition("A worry about wellbeing")[2]
    assert "Maths Mr Byrne, then Dr Osei" in learning
    for part, order in (
        (learning, ["subject teacher", "head of department", "Mrs Lynch", "Mr Adair"]),
        (pastoral, ["Mrs Quinn", "Mr Gallagher", "Ms Walsh", "Mr Adair"]),
    ):
        places = [part.index(name) for name in order]
        assert places == sorted(places)


@pytest.mark.clause("GN-5.1b", part="how to go on")
def test_a_parent_reads_how_to_go_on_when_nothing_is_resolved(
    cast: Cast, sign_in: SignIn
) -> None:
    before = whom_to_ask(sign_in("leila"))
    adopt(cast, "grammar-ni", settings={"complaints": "Ask Mrs Flynn for form C."})

    after = whom_to_ask(sign_in("leila"))

    assert "ask for the complaints procedure" in before
    assert "Ask Mrs Flynn for form C." in after


@pytest.mark.clause("GN-5.1b", part="today")
def test_who_is_away_is_not_named_and_their_deputy_is(
    cast: Cast, sign_in: SignIn
) -> None:
    office, away = sign_in("flynn"), cast.staff("quinn")
    post = post_of(cast, Role.FORM_TEACHER)
    filled_in = {"key": KEY, "holder": away.public_id}
    filled_in["deputy"] = cast.staff("hughes").public_id
    office.post(reverse("staff:school_post", args=[post.public_id]), filled_in)

    note = {"key": "a" * 32, "from_on": "2026-11-20"}
    office.post(reverse("staff:people_member", args=[away.public_id]), note)

    pastoral = whom_to_ask(sign_in("leila")).partition("wellbeing")[2]
    assert "Mr Hughes, Amal’s form teacher" in pastoral
    assert "Mrs Quinn" not in pastoral


@pytest.mark.clause("SE-WC")
@pytest.mark.parametrize("pack", ["sen-guidance", "primary", "grammar-ni"])
def test_every_parent_reads_by_name_whom_to_ask_about_progress(
    cast: Cast, sign_in: SignIn, pack: str
) -> None:
    adopt(cast, pack)

    words = whom_to_ask(sign_in("leila"))

    about_progress = words.partition("A worry about learning or progress")[2]
    first = about_progress.partition("A worry")[0]
    assert any(name in first for name in ("Mr Byrne", "Mrs Quinn", "Mr Adair"))


@pytest.mark.clause("SE-RH5")
def test_the_head_is_named_for_special_needs_and_gets_what_nobody_owns(
    cast: Cast, sign_in: SignIn
) -> None:
    adopt(cast, "sen-guidance")
    senco = post_of(cast, Role.SENCO)
    owned = _foretold(cast, sign_in("leila"))

    with school_in_force(cast.oakfield.pk):
        senco.delete()
    unowned = _foretold(cast, sign_in("leila"))

    named = "Mr Adair, the principal, answers for special educational needs"
    assert named in whom_to_ask(sign_in("leila"))
    assert "Mrs Kerr, the SENCO, will get this." in owned  # the control
    assert "Mr Adair, the principal, will get this." in unowned


@pytest.mark.clause("SE-RS")
def test_the_senco_is_a_qualified_teacher_or_is_not_designated(
    cast: Cast, sign_in: SignIn
) -> None:
    office, post = sign_in("flynn"), post_of(cast, Role.SENCO)
    url = reverse("staff:school_post", args=[post.public_id])
    hughes, quinn = cast.staff("hughes"), cast.staff("quinn")

    refused = office.post(url, {"key": KEY, "holder": hughes.public_id})
    taken = office.post(url, {"key": "b" * 32, "holder": quinn.public_id})

    assert "not on record as a qualified teacher" in words_of(refused.content)
    assert taken.status_code == 302
    adopt(cast, "sen-guidance")
    assert "Mrs Quinn, the SENCO" in whom_to_ask(sign_in("leila"))


@pytest.mark.clause("FE-2.3")
def test_every_family_has_one_named_contact_and_a_missing_one_shows(
    cast: Cast, sign_in: SignIn
) -> None:
    head = sign_in("shaw")
    whole = words_of(head.get(reverse("staff:school")).content)
    with school_in_force(cast.riverside.pk):
        details = {"given_name": "Nora", "born_on": cast.student("chloe").born_on}
        add_student(cast.riverside, details, by=SYSTEM, at=clock.now())

    missing = words_of(head.get(reverse("staff:school")).content)

    assert "Ms Patel, Zainab’s trusted contact" in whom_to_ask(sign_in("farida"))
    assert "Every family has one." in whole
    assert "1 student without a trusted contact." in missing


@pytest.mark.clause("FE-2.6b")
def test_access_follows_who_is_named_and_every_change_is_on_record(
    cast: Cast, sign_in: SignIn
) -> None:
    marcus, errol = cast.student("marcus"), cast.contact("errol")
    url = reverse("staff:people_tie", args=[marcus.public_id, errol.public_id])
    told = _told_about_marcus(sign_in)

    sign_in("grant").post(url, {"key": KEY, "unname": "yes"})
    untold = _told_about_marcus(sign_in)
    sign_in("grant").post(url, {"key": "c" * 32, "name": "yes"})

    assert "is told nothing" not in told
    assert "is told nothing" in untold
    assert "is told nothing" not in _told_about_marcus(sign_in)
    with school_in_force(cast.riverside.pk):
        entries = AuditEntry.objects.filter(action="tie.named_for_access")
        assert [entry.facts["is_named"] for entry in entries] == [False, True]
        assert {entry.by for entry in entries} == {
            f"staff:{cast.staff('grant').public_id}"
        }


@pytest.mark.clause("FE-2.6b", part="student services alone")
def test_the_office_of_a_school_without_student_services_cannot_name_anybody(
    cast: Cast, sign_in: SignIn
) -> None:
    amal, leila = cast.student("amal"), cast.contact("leila")
    url = reverse("staff:people_tie", args=[amal.public_id, leila.public_id])

    answer = sign_in("flynn").post(url, {"key": KEY, "unname": "yes"})

    assert answer.status_code == 403


@pytest.mark.clause("GN-6", part="versions on record")
def test_a_version_says_who_when_and_why_and_earlier_promises_stay(
    cast: Cast, sign_in: SignIn
) -> None:
    head = sign_in("adair")
    before = _promise(cast, sign_in("leila"))
    form = head.get(reverse("staff:school_settings")).context["form"]
    changed = {name: form[name].value() for name in form.fields}
    changed |= {"days.portal.answer": 5, "why": "Governors, 20 November"}
    changed = {name: value for name, value in changed.items() if value}

    taken = head.post(reverse("staff:school_settings"), changed)

    words = words_of(head.get(reverse("staff:school_policy")).content)
    assert taken.status_code == 302
    assert "Version 2" in words
    assert "Governors, 20 November" in words
    assert "Mr Adair" in words
    assert words.index("Version 2") < words.index("Version 1")
    assert "Monday 7 December" in before
    assert "Monday 7 December" in _thread(sign_in("leila"))
    now = _promise(cast, sign_in("leila"), key="d" * 32)
    assert "Monday 30 November" in now


def _promise(cast: Cast, client: Client, key: str = KEY) -> str:
    form = filled(cast, send="yes", key=key)
    sent = client.post(reverse("family:ask_check"), form)
    return words_of(client.get(sent["Location"]).content)


def _thread(client: Client) -> str:
    """Return the first conversation of the page, the oldest."""
    home = client.get(reverse("family:home"))
    oldest = home.context["home"].under_way[-1]
    return words_of(client.get(oldest.href).content)


def _foretold(cast: Cast, client: Client) -> str:
    form = filled(cast, about="sen")
    return words_of(client.post(reverse("family:ask_check"), form).content)


def _told_about_marcus(sign_in: SignIn) -> str:
    return words_of(sign_in("marcus").get(reverse("student:audience")).content)
