"""Signing in with six digits from a mail."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.models import Account
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.foundation.tenancy import every_school
from tests.web.public.letters import Post, ask_for_code, is_in, type_code

LEILA = "leila@family.example"
NOBODY = "stranger@family.example"


def test_the_code_of_the_mail_lets_a_parent_in(browser: Client, post: Post) -> None:
    ask_for_code(browser, LEILA)

    led_to = type_code(browser, post.code(LEILA))

    assert led_to == reverse("family:home")
    assert is_in(browser)


def test_the_mail_comes_from_the_school_and_says_nothing_of_a_child(
    browser: Client, post: Post
) -> None:
    ask_for_code(browser, LEILA)

    [mail] = post.mails()

    assert mail["Subject"] == "Your code"
    assert "office@oakfield.example" in mail["From"]
    assert "Amal" not in mail.get_content()


def test_one_is_led_back_to_the_page_one_came_for(browser: Client, post: Post) -> None:
    ask_for_code(browser, LEILA, next="/ask/")

    assert type_code(browser, post.code(LEILA), next="/ask/") == "/ask/"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"],
)
def test_one_is_never_led_off_the_site(
    browser: Client, post: Post, elsewhere: str
) -> None:
    ask_for_code(browser, LEILA, next=elsewhere)

    led_to = type_code(browser, post.code(LEILA), next=elsewhere)

    assert led_to == reverse("family:home")


def test_a_wrong_code_says_so_and_the_right_one_still_works(
    browser: Client, post: Post
) -> None:
    ask_for_code(browser, LEILA)
    right = post.code(LEILA)
    wrong = f"{(int(right) + 1) % 10**6:06}"

    answer = browser.post(reverse("account_confirm_login_code"), {"code": wrong})

    assert b"This code is not right" in answer.content
    assert type_code(browser, right)


def test_after_three_wrong_codes_the_right_one_is_dead(
    browser: Client, post: Post
) -> None:
    ask_for_code(browser, LEILA)
    right = post.code(LEILA)
    wrong = f"{(int(right) + 1) % 10**6:06}"

    led_to = [type_code(browser, wrong) for _ in range(3)]
    type_code(browser, right)

    assert led_to == ["", "", f"{reverse('sign_in')}?why=again"]
    assert b"three tries" in browser.get(led_to[-1]).content
    assert not is_in(browser)


@pytest.mark.parametrize(("minutes", "lets_in"), [(9, True), (11, False)])
def test_a_code_is_good_for_ten_minutes(
    browser: Client, post: Post, frozen: Any, *, minutes: int, lets_in: bool
) -> None:
    ask_for_code(browser, LEILA)
    code = post.code(LEILA)

    frozen.shift(timedelta(minutes=minutes))
    type_code(browser, code)

    assert is_in(browser) == lets_in


def test_a_code_works_once(browser: Client, post: Post) -> None:
    ask_for_code(browser, LEILA)
    code = post.code(LEILA)
    type_code(browser, code)
    browser.post(reverse("leave"))

    type_code(browser, code)

    assert not is_in(browser)


def test_a_code_works_only_in_the_browser_that_asked(
    browser: Client, post: Post
) -> None:
    ask_for_code(browser, LEILA)
    other = Client()

    led_to = type_code(other, post.code(LEILA))

    assert led_to == f"{reverse('sign_in')}?why=again"
    assert not is_in(other)


def test_a_newer_code_puts_the_older_one_out(browser: Client, post: Post) -> None:
    ask_for_code(browser, LEILA)
    older = post.code(LEILA)
    browser.cookies.clear()
    ask_for_code(browser, LEILA)
    newer = post.code(LEILA)

    type_code(browser, older)

    assert older == newer or not is_in(browser)


def test_a_stranger_meets_the_same_pages_and_gets_no_mail(
    browser: Client, post: Post
) -> None:
    other = Client()
    known = browser.post(reverse("sign_in"), {"email": LEILA})
    unknown = other.post(reverse("sign_in"), {"email": NOBODY})

    pages = [
        _plain(client.get(reverse("account_confirm_login_code")).content, address)
        for client, address in ((browser, LEILA), (other, NOBODY))
    ]

    assert (known.status_code, known["Location"]) == (
        unknown.status_code,
        unknown["Location"],
    )
    assert pages[0] == pages[1]
    assert post.to(NOBODY) == []
    assert len(post.to(LEILA)) == 1  # the control: mail does go


def test_a_stranger_types_wrong_codes_like_anybody_else(
    browser: Client, post: Post
) -> None:
    other = Client()
    ask_for_code(browser, LEILA)
    ask_for_code(other, NOBODY)
    wrong = f"{(int(post.code(LEILA)) + 1) % 10**6:06}"

    url, form = reverse("account_confirm_login_code"), {"code": wrong}
    pages = [
        [_plain(client.post(url, form).content, address) for _ in range(3)]
        for client, address in ((browser, LEILA), (other, NOBODY))
    ]

    assert pages[0] == pages[1]


def test_asking_never_answers_before_its_time(
    browser: Client, post: Post, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SIGN_IN_TAKES_SECONDS = 30.0
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)

    for address in (LEILA, NOBODY):
        ask_for_code(Client(), address)

    assert len(slept) == 2
    assert all(25 < each <= 30 for each in slept)


def test_codes_are_limited_for_one_address_and_not_for_another(
    browser: Client, post: Post
) -> None:
    for _ in range(3):
        ask_for_code(Client(), LEILA)

    fourth = Client().post(reverse("sign_in"), {"email": LEILA.upper()})

    assert b"You have tried this often" in fourth.content
    assert len(post.to(LEILA)) == 3
    ask_for_code(Client(), "karim@family.example")  # the control: another may


def test_the_limit_is_the_same_for_a_stranger(browser: Client, post: Post) -> None:
    for _ in range(3):
        ask_for_code(Client(), NOBODY)

    fourth = Client().post(reverse("sign_in"), {"email": NOBODY})

    assert b"You have tried this often" in fourth.content


def test_a_code_waits_behind_nothing(browser: Client, post: Post, cast: Any) -> None:
    from tests.faults.outbox import queue_mails  # noqa: PLC0415

    queue_mails(25, contact=cast.contact("leila"), student=cast.student("amal"))
    ask_for_code(browser, "karim@family.example")

    from schoolgate.worker.sender import Sender  # noqa: PLC0415

    Sender().send_due_mail()

    with every_school(reason="the test counts"):
        [code] = OutboxMail.objects.filter(kind="sign_in_code")
        assert code.state == "sent"
        assert OutboxMail.objects.filter(state="queued").count() > 0


def test_a_code_that_could_not_go_in_time_is_held_back(
    browser: Client, post: Post, frozen: Any
) -> None:
    ask_for_code(browser, LEILA)

    frozen.shift(timedelta(minutes=11))

    assert post.to(LEILA) == []


def test_signing_in_takes_a_new_session(browser: Client, post: Post) -> None:
    ask_for_code(browser, LEILA)
    before = browser.session.session_key

    type_code(browser, post.code(LEILA))

    assert browser.session.session_key not in {None, before}


def test_signing_out_ends_it_and_clears_the_browser(
    browser: Client, post: Post
) -> None:
    ask_for_code(browser, LEILA)
    type_code(browser, post.code(LEILA))

    answer = browser.post(reverse("leave"))

    assert "cookies" in answer["Clear-Site-Data"]
    assert not is_in(browser)


def test_nobody_joins_without_an_invitation(browser: Client, post: Post) -> None:
    before = Account.objects.count()

    ask_for_code(browser, NOBODY)
    type_code(browser, "000000")

    assert Account.objects.count() == before


def test_who_is_nobody_here_any_more_gets_no_code(browser: Client, post: Post) -> None:
    with every_school(reason="the test ends a membership"):
        Account.objects.get(email=LEILA).memberships.all().delete()

    ask_for_code(browser, LEILA)

    assert post.to(LEILA) == []


def test_looking_at_the_page_writes_nothing(browser: Client, post: Post) -> None:
    answer = browser.get(reverse("sign_in"))

    assert answer.status_code == 200
    assert "session" not in answer.cookies


def _plain(page: bytes, address: str) -> bytes:
    """Return a page without what is different by nature: token and address."""
    lines = [line for line in page.split(b"\n") if b"csrfmiddlewaretoken" not in line]
    return b"\n".join(lines).replace(address.encode(), b"ADDRESS")
