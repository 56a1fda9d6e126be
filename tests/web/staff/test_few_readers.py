"""What is for few readers stays so wherever it goes on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.models import Post
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.vocabulary import Role
from schoolgate.worker.warning import warn_of_promises
from tests.cast import Cast
from tests.clauses.test_in_confidence import CONFIDED, tell as confide
from tests.clauses.test_what_families_tell import FLUTE, page_of
from tests.web.family.test_asking import words_of
from tests.web.filled import KEYS, pass_on
from tests.web.staff.test_data_rights import matters, own_page, page, see
from tests.web.staff.test_matters import divide, join, url
from tests.web.world import ask, tell

SignIn = Callable[[str], Client]
ASKED = "Which maths set is hers?"


@pytest.fixture
def enquiry(cast: Cast, frozen: Any) -> Enquiry:
    return ask(cast.contact("leila"), cast.student("amal"), ASKED)


@pytest.fixture
def data_lead(cast: Cast, sign_in: SignIn) -> Client:
    with school_in_force(cast.oakfield.pk):
        Post.objects.create(
            school=cast.oakfield,
            role=Role.DATA_PROTECTION_LEAD,
            holder=cast.staff("kerr"),
        )
    return sign_in("kerr")


def found(client: Client, words: str) -> str:
    said = {"said": words}
    return words_of(client.get(reverse("staff:desk_find"), said).content)


def test_what_was_shared_is_on_no_teachers_page_once_the_lead_has_it(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    told = tell(cast.contact("leila"), cast.student("amal"), FLUTE)
    teacher = sign_in("byrne")
    before = words_of(page_of(teacher, cast).content)

    sign_in("quinn").post(url("desk_safety", told), pass_on())

    after = words_of(page_of(teacher, cast).content)
    assert (FLUTE in before, FLUTE in after) == (True, False)


def test_a_right_to_data_goes_on_without_the_words_it_was_seen_in(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn, data_lead: Client
) -> None:
    see(sign_in("byrne"), enquiry)
    [matter] = matters(cast)
    before = page(data_lead, matter)

    sign_in("byrne").post(url("desk_safety", enquiry), pass_on())

    after = page(data_lead, matter)
    gives_away = (ASKED, enquiry.spoken_reference, "Mr Byrne")
    assert [word in before for word in gives_away] == [True, True, True]
    assert [word in after for word in gives_away] == [False, False, False]
    assert "answer by" in after
    assert ASKED in own_page(sign_in("leila"), matter)


def test_what_was_joined_goes_to_the_lead_with_it(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn, frozen: Any
) -> None:
    frozen.shift(timedelta(hours=1))
    later = ask(cast.contact("leila"), cast.student("amal"), "And who decided it?")
    join(sign_in("byrne"), enquiry, later)
    both = [url("desk_enquiry", each) for each in (enquiry, later)]
    head, lead = sign_in("adair"), sign_in("devlin")
    before = [head.get(each, follow=True).status_code for each in both]

    sign_in("byrne").post(url("desk_safety", enquiry), pass_on())

    after = [head.get(each, follow=True).status_code for each in both]
    assert (before, after) == ([200, 200], [404, 404])
    assert lead.get(both[0]).status_code == 200


def test_nobody_is_warned_by_mail_of_what_the_lead_has(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn, frozen: Any
) -> None:
    with school_in_force(cast.oakfield.pk):
        due = Enquiry.objects.get(pk=enquiry.pk).due_at
    assert due is not None
    sign_in("byrne").post(url("desk_safety", enquiry), pass_on())

    frozen.move_to(due - timedelta(hours=2))

    assert warn_of_promises() == 0


def test_the_control_what_is_for_staff_is_warned_of(
    cast: Cast, enquiry: Enquiry, frozen: Any
) -> None:
    with school_in_force(cast.oakfield.pk):
        due = Enquiry.objects.get(pk=enquiry.pk).due_at
    assert due is not None

    frozen.move_to(due - timedelta(hours=2))

    assert warn_of_promises() == 1


def test_the_lead_finds_it_by_its_words_and_nobody_else_does(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    sign_in("byrne").post(url("desk_safety", enquiry), pass_on())

    seen = {name: ASKED in found(sign_in(name), "maths set") for name in FINDERS}

    assert {name for name, is_there in seen.items() if is_there} == {"devlin"}


FINDERS = ("devlin", "byrne", "osei", "flynn", "adair")


def test_a_confidence_is_neither_joined_nor_divided_nor_printed_unread(
    cast: Cast, sign_in: SignIn, frozen: Any
) -> None:
    other = ask(cast.contact("leila"), cast.student("amal"), ASKED)
    confided = confide(cast, sign_in("leila"))
    byrne = sign_in("byrne")
    [said] = _said_in(confided)

    join(byrne, other, confided)
    divide(byrne, confided, said)
    printed = [byrne.get(url("desk_print", confided), asked) for asked in PRINTS]

    with school_in_force(cast.oakfield.pk):
        rows = Enquiry.objects.filter(contact=cast.contact("leila"))
        assert rows.count() == 2
        assert not rows.exclude(joined_into=None).exists()
    assert [each.status_code for each in printed] == [302, 302]
    byrne.post(url("desk_read", confided), {"key": next(KEYS)})
    again = byrne.get(url("desk_print", confided), PRINTS[0])
    assert CONFIDED in words_of(again.content)


PRINTS: tuple[dict[str, str], ...] = ({}, {"notes": "yes"})


def _said_in(enquiry: Enquiry) -> list[str]:
    with school_in_force(enquiry.school_id):
        return list(enquiry.messages.values_list("public_id", flat=True))
