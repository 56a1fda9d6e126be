"""Staff write down a call, a letter, a word at the gate; who may see it then."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.models import Enquiry, KeptCall
from schoolgate.foundation.tenancy import school_in_force
from tests.cast import Cast
from tests.web.family.test_asking import words_of
from tests.web.filled import KEYS, pass_on

SignIn = Callable[[str], Client]


def entry(cast: Cast, child: str = "amal") -> str:
    return reverse("staff:log_entry", args=[cast.student(child).public_id])


def logged(cast: Cast, who: str = "leila", **changes: Any) -> dict[str, Any]:
    """Return the form as reception fills it in for a call."""
    person = cast.people.get(who)
    return {
        "who": person.public_id if person else "else",
        "caller": "",
        "way": "phone",
        "about": "academic",
        "subject": "Maths",
        "text": "Please ring about the maths set.",
        "to": "",
        "fetch_why": "",
        "key": next(KEYS),
        "send": "yes",
        **changes,
    }


def the_enquiry(cast: Cast) -> Enquiry:
    with school_in_force(cast.oakfield.pk):
        return Enquiry.objects.select_related("holder", "promise").get()


def nothing_was_told(cast: Cast) -> bool:
    with school_in_force(cast.oakfield.pk):
        return not (Enquiry.objects.exists() or OutboxMail.objects.exists())


def test_any_member_of_staff_finds_a_child_of_their_school_by_name(
    cast: Cast, sign_in: SignIn
) -> None:
    found = words_of(
        sign_in("hughes").get(reverse("staff:log"), {"said": "had"}).content
    )
    elsewhere = sign_in("patel").get(reverse("staff:log"), {"said": "had"})

    assert "Amal Haddad" in found
    assert "Yusuf Haddad" in found
    assert "Amal" not in words_of(elsewhere.content)


def test_it_goes_to_whom_the_caller_asks_for(cast: Cast, sign_in: SignIn) -> None:
    quinn = cast.staff("quinn")
    to = f"form_teacher.{quinn.public_id}."

    sign_in("hughes").post(entry(cast), logged(cast, to=to))

    assert the_enquiry(cast).holder == quinn


def test_it_goes_to_nobody_without_a_post_for_this_child(
    cast: Cast, sign_in: SignIn
) -> None:
    to = f"form_teacher.{cast.staff('hughes').public_id}."

    page = sign_in("hughes").post(entry(cast), logged(cast, to=to))

    assert "They hold no post for this student." in words_of(page.content)
    assert nothing_was_told(cast)


def test_the_parent_reads_what_was_noted_and_by_whom_and_the_other_parent_nothing(
    cast: Cast, sign_in: SignIn
) -> None:
    sign_in("hughes").post(entry(cast), logged(cast))
    thread = reverse("family:ask_thread", args=[the_enquiry(cast).public_id])

    own = words_of(sign_in("leila").get(thread).content)
    other = sign_in("karim").get(thread)

    assert "phone call noted by Mr Hughes" in own
    assert other.status_code == 404


def test_who_wrote_it_down_sees_where_it_is_and_not_what_is_said_in_it(
    cast: Cast, sign_in: SignIn
) -> None:
    hughes = sign_in("hughes")
    hughes.post(entry(cast), logged(cast))
    enquiry = the_enquiry(cast)
    done = reverse("staff:log_done", args=[enquiry.public_id])
    whole = reverse("staff:desk_enquiry", args=[enquiry.public_id])

    assert enquiry.spoken_reference in words_of(hughes.get(done).content)
    assert hughes.get(whole).status_code == 404
    assert sign_in("kerr").get(done).status_code == 404


@pytest.mark.parametrize(
    ("child", "who", "caller"),
    [("conor", "gary", ""), ("sara", "noreen", ""), ("conor", "nobody", "Aunt May")],
    ids=["under an order", "without responsibility", "not on record"],
)
def test_who_may_not_ask_is_kept_for_office_and_leadership_and_told_nothing(
    cast: Cast, sign_in: SignIn, child: str, who: str, caller: str
) -> None:
    form = logged(cast, who, caller=caller, about="pastoral", text="Is he at school?")

    page = sign_in("hughes").post(entry(cast, child), form, follow=True)

    assert "Tell the caller nothing about the child" in words_of(page.content)
    assert nothing_was_told(cast)
    reports = reverse("staff:reports")
    assert "Is he at school?" in words_of(sign_in("flynn").get(reports).content)
    assert "Is he at school?" in words_of(sign_in("adair").get(reports).content)
    for name in ("hughes", "quinn", "byrne"):
        assert "Is he at school?" not in words_of(sign_in(name).get(reports).content)
    assert "1 to look at" in words_of(
        sign_in("flynn").get(reverse("staff:desk")).content
    )


def test_a_kept_call_is_looked_at_by_the_office_and_by_nobody_else(
    cast: Cast, sign_in: SignIn
) -> None:
    form = logged(cast, "gary", about="pastoral")
    sign_in("hughes").post(entry(cast, "conor"), form)
    with school_in_force(cast.oakfield.pk):
        kept = KeptCall.objects.get()
    url = reverse("staff:report_call", args=[kept.public_id])
    said = {f"{kept.public_id}-next_step": "The police know.", "key": ""}
    said[f"{kept.public_id}-key"] = next(KEYS)

    refused = sign_in("hughes").post(url, said)
    sign_in("flynn").post(url, said)

    assert refused.status_code == 404
    with school_in_force(cast.oakfield.pk):
        kept.refresh_from_db()
        assert (kept.seen_by, kept.next_step) == (
            cast.staff("flynn"),
            "The police know.",
        )


def test_the_list_of_adults_says_of_nobody_that_there_is_an_order(
    cast: Cast, sign_in: SignIn
) -> None:
    page = words_of(sign_in("hughes").get(entry(cast, "conor")).content)

    assert "Gary Doyle, father" in page
    assert "Sinead Doyle, mother" in page
    assert "order" not in page.lower().replace("in order", "")


def test_a_letter_cannot_have_come_tomorrow(cast: Cast, sign_in: SignIn) -> None:
    form = logged(cast, way="letter", came_on="2026-11-24")

    page = sign_in("hughes").post(entry(cast), form)

    assert "Choose a day from" in words_of(page.content)
    assert nothing_was_told(cast)


def test_what_is_the_safeguarding_leads_now_is_not_shown_to_who_wrote_it_down(
    cast: Cast, sign_in: SignIn
) -> None:
    client = sign_in("hughes")
    client.post(entry(cast), logged(cast))
    enquiry = the_enquiry(cast)
    done = reverse("staff:log_done", args=[enquiry.public_id])
    before = client.get(done).status_code

    to_the_lead = reverse("staff:desk_safety", args=[enquiry.public_id])
    sign_in("byrne").post(to_the_lead, pass_on())

    assert (before, client.get(done).status_code) == (200, 404)
