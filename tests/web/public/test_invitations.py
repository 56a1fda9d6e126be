"""Coming in by invitation: by the link of a mail, and by the code of a letter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.accounts.actions.invitations import (
    InvitationClosedError,
    accept_invitation,
    end_invitation,
    invite,
    secret_of,
)
from schoolgate.domain.accounts.enums import InvitationWay
from schoolgate.domain.accounts.models import Account, Invitation, Membership
from schoolgate.domain.deliveries.actions import send_invitation
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.disclosure.access import may_join
from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.domain.people.models import Contact, Person
from schoolgate.foundation import audit, clock
from schoolgate.foundation.models import AuditEntry
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.actors import SYSTEM
from schoolgate.kernel.decision import NotAllowedError
from tests.cast import Cast
from tests.web.public.letters import Post, ask_for_code, is_in, type_code

NOREEN = "noreen@family.example"
NEW = "noreen.boyd@elsewhere.example"
CLOSED = b"This invitation is closed"


@pytest.fixture
def noreen(cast: Cast, browser: Client) -> Person:
    """Return Noreen, who is on record and has no account."""
    with school_in_force(cast.oakfield.pk):
        Account.objects.filter(email=NOREEN).delete()
    return cast.contact("noreen")


@pytest.fixture
def link(noreen: Person, post: Post) -> str:
    """Return the link in the mail to Noreen."""
    with school_in_force(noreen.school_id):
        send_invitation(noreen, by=SYSTEM, at=clock.now())
    return post.link(NOREEN)


@pytest.fixture
def letter(noreen: Person) -> Invitation:
    """Return a letter to Noreen."""
    return letter_to(noreen)


def letter_to(person: Person) -> Invitation:
    with school_in_force(person.school_id):
        gate = may_join(person, on=person.school.day_of(clock.now()))
        return invite(
            person, InvitationWay.LETTER, gate=gate, by=SYSTEM, at=clock.now()
        )


def test_a_link_shows_whom_it_is_for_and_the_button_lets_them_in(
    browser: Client, link: str, noreen: Person
) -> None:
    page = browser.get(link).content.decode()

    answer = browser.post(link)

    assert "Noreen Boyd" in page
    assert "Oakfield Grammar" in page
    assert answer["Location"] == reverse("family:home")
    assert is_in(browser)


def test_opening_a_link_uses_nothing_up(browser: Client, link: str) -> None:
    for _ in range(3):
        Client().get(link)
        Client().head(link)

    browser.post(link)

    assert is_in(browser)


@pytest.mark.parametrize(
    "what", ["used", "ended", "old", "restricted", "left", "readdressed"]
)
def test_a_link_that_lets_nobody_in_looks_like_one_that_never_was(
    browser: Client, link: str, cast: Cast, frozen: Any, what: str
) -> None:
    with school_in_force(cast.oakfield.pk):
        invitation = Invitation.objects.get()
        tie = cast.contact("noreen").ties.get()
        match what:
            case "used":
                Client().post(link)
            case "ended":
                end_invitation(invitation, by=SYSTEM, at=clock.now())
            case "old":
                frozen.shift(timedelta(days=7))
            case "restricted":
                restrict(cast)
            case "readdressed":
                Contact.objects.filter(email=NOREEN).update(
                    email="leila@family.example"
                )
            case _:
                tie.ends_on = cast.oakfield.day_of(clock.now())
                tie.save()

    never = browser.get(reverse("join_link", args=["A" * 43]))
    gone = browser.get(link)

    assert gone.content == never.content
    assert CLOSED in gone.content
    assert sorted(gone.headers.items()) == sorted(never.headers.items())
    assert browser.post(link).content == never.content
    assert not is_in(browser)


def test_the_control_a_link_that_holds_looks_different(
    browser: Client, link: str
) -> None:
    assert CLOSED not in browser.get(link).content


def test_an_account_that_is_there_gets_the_membership_too(
    browser: Client, link: str, cast: Cast
) -> None:
    there = Account.objects.create(email=NOREEN)

    browser.post(link)

    with school_in_force(cast.oakfield.pk):
        assert Membership.objects.get(contact=cast.contact("noreen")).account == there
    assert Account.objects.filter(email=NOREEN).count() == 1


def test_the_token_stands_nowhere_in_the_database(
    link: str, cast: Cast, post: Post
) -> None:
    token = link.split("/")[2]

    with school_in_force(cast.oakfield.pk):
        rows = [
            str(row)
            for model in (Invitation, OutboxMail, AuditEntry)
            for row in model.objects.values()
        ]

    assert len(token) == 43  # 256 bits
    assert not any(token in row for row in rows)


def test_the_secret_is_nothing_without_the_key_of_the_installation(
    link: str, cast: Cast, settings: Any
) -> None:
    with school_in_force(cast.oakfield.pk):
        invitation = Invitation.objects.select_related("contact").get()
    mine = secret_of(invitation)

    settings.SECRET_KEY = "another " * 8

    assert mine in link
    assert secret_of(invitation) != mine


def test_a_second_invitation_ends_the_first(
    browser: Client, link: str, noreen: Person, post: Post
) -> None:
    with school_in_force(noreen.school_id):
        send_invitation(noreen, by=SYSTEM, at=clock.now())

    assert CLOSED in browser.get(link).content
    assert CLOSED not in browser.get(post.link(NOREEN)).content


def test_a_mail_does_not_go_once_its_invitation_has_ended(
    noreen: Person, post: Post
) -> None:
    with school_in_force(noreen.school_id):
        made = send_invitation(noreen, by=SYSTEM, at=clock.now())
        end_invitation(made, by=SYSTEM, at=clock.now())

    assert post.to(NOREEN) == []


def test_staff_go_on_to_their_second_step(
    browser: Client, post: Post, cast: Cast
) -> None:
    hughes = cast.staff("hughes")
    with school_in_force(cast.oakfield.pk):
        Account.objects.filter(email=hughes.email).delete()
        send_invitation(hughes, by=SYSTEM, at=clock.now())

    led_to = browser.post(post.link(hughes.email))["Location"]

    assert led_to == reverse("staff:desk")
    assert browser.get(led_to)["Location"].startswith(reverse("second_step"))


def test_a_letter_an_address_and_a_code_let_somebody_in(
    browser: Client, post: Post, letter: Invitation
) -> None:
    typed = secret_of(letter).lower().replace("-", " ")

    browser.post(reverse("join"), {"letter": typed})
    page = browser.get(reverse("join_address")).content.decode()
    browser.post(reverse("join_address"), {"email": NEW})
    answer = browser.post(reverse("join_code"), {"code": post.code(NEW)})

    assert "Noreen Boyd" in page
    assert answer["Location"] == reverse("family:home")
    assert is_in(browser)
    with school_in_force(letter.school_id):
        assert Membership.objects.get(account__email=NEW).contact == letter.contact


def test_the_office_sees_who_came_by_letter_and_undoes_it(
    browser: Client, post: Post, letter: Invitation, sign_in: Callable[[str], Client]
) -> None:
    come_by_letter(browser, post, letter)
    flynn, url = sign_in("flynn"), reverse("staff:access")
    person = reverse("staff:access_person", args=["contact", letter.person.public_id])

    page = flynn.get(url).content.decode()
    flynn.post(person, {"key": "k" * 32, "do": "end"})

    assert f"joined by letter today as {NEW}" in page
    assert "joined by letter" not in flynn.get(url).content.decode()
    assert not is_in(browser)


def test_a_letter_works_once(browser: Client, post: Post, letter: Invitation) -> None:
    come_by_letter(browser, post, letter)

    answer = Client().post(reverse("join"), {"letter": secret_of(letter)})

    assert b"This code cannot be used" in answer.content


def test_wrong_codes_of_letters_say_one_thing_and_are_limited(
    browser: Client, letter: Invitation
) -> None:
    url = reverse("join")

    says = [browser.post(url, {"letter": "BCDF" * 5}).content for _ in range(11)]
    right = browser.post(url, {"letter": secret_of(letter)})

    assert all(b"This code cannot be used" in each for each in says[:10])
    assert b"Too many codes were tried" in says[10]
    assert b"Too many codes were tried" in right.content


@pytest.mark.parametrize("late", [False, True])
def test_the_address_of_a_letter_is_proven_or_nobody_comes_in(
    browser: Client, post: Post, letter: Invitation, frozen: Any, *, late: bool
) -> None:
    browser.post(reverse("join"), {"letter": secret_of(letter)})
    browser.post(reverse("join_address"), {"email": NEW})
    code = post.code(NEW)
    wrong = f"{(int(code) + 1) % 10**6:06}"

    if late:
        frozen.shift(timedelta(minutes=11))
    else:
        for _ in range(3):
            browser.post(reverse("join_code"), {"code": wrong})
    browser.post(reverse("join_code"), {"code": code})

    assert not is_in(browser)
    assert not Account.objects.filter(email=NEW).exists()


def test_a_link_is_no_letter_and_a_letter_no_link(
    browser: Client, link: str, cast: Cast
) -> None:
    token = link.split("/")[2]

    typed = browser.post(reverse("join"), {"letter": token})
    made = letter_to(cast.contact("leila"))
    opened = browser.get(reverse("join_link", args=[secret_of(made)]))

    assert b"This code cannot be used" in typed.content
    assert CLOSED in opened.content


def test_who_is_restricted_on_every_tie_is_not_asked_in_and_staff_see_why(
    cast: Cast, browser: Client, sign_in: Callable[[str], Client]
) -> None:
    gary = cast.contact("gary")
    url = reverse("staff:access_person", args=["contact", gary.public_id])
    with school_in_force(cast.oakfield.pk):
        Membership.objects.filter(contact=gary).delete()
        with pytest.raises(NotAllowedError):
            send_invitation(gary, by=SYSTEM, at=clock.now())

    page = sign_in("flynn").get(url).content.decode()

    assert "is under a restriction" in page
    assert "Ask in by mail" not in page


def test_what_was_done_is_in_the_audit(browser: Client, link: str, cast: Cast) -> None:
    browser.post(link)

    with school_in_force(cast.oakfield.pk):
        done = list(
            AuditEntry.objects.filter(action__startswith="access.").values_list(
                "action", "by"
            )
        )
        assert list(audit.breaks()) == []
    noreen = cast.contact("noreen").public_id
    assert [action for action, _ in done] == ["access.invited", "access.joined"]
    assert done[1][1] == f"family:{noreen}"


def test_who_came_signs_in_with_a_code_from_then_on(
    browser: Client, link: str, post: Post
) -> None:
    browser.post(link)
    other = Client()

    ask_for_code(other, NOREEN)
    type_code(other, post.code(NOREEN))

    assert is_in(other)


def come_by_letter(browser: Client, post: Post, letter: Invitation) -> None:
    """Come in with a letter, up to the family's pages."""
    browser.post(reverse("join"), {"letter": secret_of(letter)})
    browser.post(reverse("join_address"), {"email": NEW})
    browser.post(reverse("join_code"), {"code": post.code(NEW)})
    assert is_in(browser)


def restrict(cast: Cast) -> None:
    """Put a court order on Noreen's tie."""
    Restriction.objects.create(
        school=cast.oakfield,
        tie=cast.contact("noreen").ties.get(),
        kind=RestrictionKind.NO_CONTACT,
        from_on=cast.oakfield.day_of(clock.now()),
    )


def test_whoever_is_kept_from_a_student_does_not_come_in_by_the_other_parent(
    cast: Cast, frozen: Any
) -> None:
    sinead, gary = cast.contact("sinead"), cast.contact("gary")
    on = cast.oakfield.day_of(clock.now())

    with school_in_force(cast.oakfield.pk):
        own = may_join(sinead, on=on)
        with_his_address = may_join(sinead, on=on, address=gary.email)
        Contact.objects.filter(pk=sinead.pk).update(email=gary.email)
        sinead.refresh_from_db()
        his_on_her_record = may_join(sinead, on=on)

    assert own.allowed
    assert not with_his_address.allowed
    assert not his_on_her_record.allowed


def test_a_students_account_never_becomes_a_parents(
    cast: Cast, noreen: Person, letter: Invitation
) -> None:
    with school_in_force(cast.oakfield.pk):
        on = cast.oakfield.day_of(clock.now())
        amal, gate = cast.email_of("amal"), may_join(noreen, on=on)

        with pytest.raises(InvitationClosedError):
            accept_invitation(letter, email=amal, gate=gate, at=clock.now())
