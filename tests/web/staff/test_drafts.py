"""An answer begun is kept for who began it, and sent by nobody but them."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.actions.mail import Received, receive_mail
from schoolgate.domain.enquiries.models import Draft, Enquiry, Message
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.integrations.mime import read_mail
from tests.cast import Cast
from tests.mails import mail
from tests.web.family.test_asking import words_of
from tests.web.filled import reply
from tests.web.world import ask

SignIn = Callable[[str], Client]
BEGUN = "Dr Osei and I have looked at it, and"
BYRNE = "byrne@oakfield.example"


@pytest.fixture
def enquiry(cast: Cast, frozen: Any) -> Enquiry:
    return ask(cast.contact("leila"), cast.student("amal"))


def url(name: str, enquiry: Enquiry) -> str:
    return reverse(f"staff:{name}", args=[enquiry.public_id])


def keep(client: Client, enquiry: Enquiry, **changes: Any) -> Any:
    return client.post(url("desk_draft", enquiry), reply(text=BEGUN, **changes))


def page(client: Client, enquiry: Enquiry) -> str:
    return unescape(words_of(client.get(url("desk_enquiry", enquiry)).content))


def counted(enquiry: Enquiry) -> tuple[int, int, int]:
    """Return how many drafts, messages and mails there are."""
    with school_in_force(enquiry.school_id):
        drafts, mails = Draft.objects.count(), OutboxMail.objects.count()
        return drafts, Message.objects.filter(enquiry=enquiry).count(), mails


def write(enquiry: Enquiry, *, sender: str = BYRNE, envelope: str = "") -> Received:
    to = f"enquiry+{enquiry.reference.lower()}@oakfield.example"
    raw = mail(sender=sender, to=to, text="I moved her up.\n\n-- \nD. Byrne")
    read = read_mail(raw, envelope_from=envelope or sender, recipients=(to,))
    with school_in_force(enquiry.school_id):
        return receive_mail(enquiry.school, read, recipient=to, at=clock.now())


def test_what_is_begun_is_kept_is_sent_to_nobody_and_is_there_again(
    cast: Cast, enquiry: Enquiry, sign_in: SignIn
) -> None:
    other = ask(cast.contact("leila"), cast.student("amal"), "Another")
    byrne = sign_in("byrne")
    before = counted(enquiry)

    kept = keep(byrne, enquiry)
    byrne.get(url("desk_enquiry", other))

    assert kept.status_code == 302
    assert BEGUN in page(byrne, enquiry)
    assert "it has not been sent" in page(byrne, enquiry)
    assert counted(enquiry) == (1, *before[1:])
    family = sign_in("leila").get(f"/enquiries/{enquiry.public_id}/").content.decode()
    assert BEGUN not in family


def test_nobody_else_sees_it_not_even_who_leads(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    keep(sign_in("byrne"), enquiry)

    words = page(sign_in("adair"), enquiry)

    assert BEGUN not in words
    assert "Your draft" not in words


def test_sending_deletes_it_and_so_does_clearing(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    byrne = sign_in("byrne")
    keep(byrne, enquiry)
    byrne.post(url("desk_draft", enquiry), reply(text=" "))
    cleared = counted(enquiry)[0]
    keep(byrne, enquiry)

    byrne.post(url("desk_reply", enquiry), reply(text=f"{BEGUN} moved her up."))

    assert (cleared, counted(enquiry)[0]) == (0, 0)
    assert "Your draft" not in page(byrne, enquiry)


def test_who_may_not_answer_keeps_none(enquiry: Enquiry, sign_in: SignIn) -> None:
    refused = keep(sign_in("quinn"), enquiry)

    assert refused.status_code == 404
    assert counted(enquiry)[0] == 0


def test_a_mail_from_their_own_mailbox_waits_on_their_desk_to_be_sent_with_one_tap(
    enquiry: Enquiry, sign_in: SignIn
) -> None:
    before = counted(enquiry)

    received = write(enquiry)

    byrne = sign_in("byrne")
    assert (received.mail.outcome, counted(enquiry)) == ("draft", (1, *before[1:]))
    assert "I moved her up." in page(byrne, enquiry)
    assert "from your mailbox" in page(byrne, enquiry)
    byrne.post(url("desk_reply", enquiry), reply(text="I moved her up."))
    assert counted(enquiry) == (0, before[1] + 1, before[2] + 1)


def test_a_mail_goes_under_what_was_begun(enquiry: Enquiry, sign_in: SignIn) -> None:
    byrne = sign_in("byrne")
    keep(byrne, enquiry)

    write(enquiry)

    words = page(byrne, enquiry)
    assert BEGUN in words
    assert words.index(BEGUN) < words.index("I moved her up.")


@pytest.mark.parametrize(
    ("sender", "envelope"),
    [
        (BYRNE, "somebody@elsewhere.example"),
        (BYRNE, "<>"),
        ("byrne@elsewhere.example", ""),
        ("nobody@oakfield.example", ""),
        ("quinn@oakfield.example", ""),
    ],
    ids=["spoofed", "no envelope", "foreign", "unknown", "not theirs to answer"],
)
def test_a_spoofed_or_foreign_sender_makes_no_draft_and_no_message(
    enquiry: Enquiry, sender: str, envelope: str
) -> None:
    before = counted(enquiry)

    received = write(enquiry, sender=sender, envelope=envelope)

    assert received.mail.outcome == "quarantined"
    assert counted(enquiry) == before


def test_the_familys_own_reply_by_mail_is_no_draft(enquiry: Enquiry) -> None:
    received = write(enquiry, sender="leila@family.example")

    assert received.mail.outcome == "reply"
    assert counted(enquiry)[0] == 0
