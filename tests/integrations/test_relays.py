"""A mail in its own form: what leaves the school, byte for byte."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from schoolgate.integrations.relays import RelayAddressError, as_mime, opened_relay
from schoolgate.kernel.outgoing_mail import OutgoingMail


def outgoing(text: str, **changes: str) -> OutgoingMail:
    fields = {
        "message_id": "<abc@oakfield.example>",
        "from_name": "Oakfield Grammar",
        "from_address": "office@oakfield.example",
        "to_address": "leila@family.example",
        "reply_to": "enquiry+k7m42q@oakfield.example",
        "subject": "An answer to your message (K7M 42Q)",
        **changes,
    }
    at = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    return OutgoingMail(text=text, written_at=at, is_automatic=True, **fields)


@pytest.mark.parametrize(
    "text",
    ["Plain words.\n", "Naïve – “quoted”\n", "سؤالك وصل إلينا\n", "آپ کا پیغام\n"],
)
def test_words_in_any_script_leave_in_seven_bits_and_come_back_whole(text: str) -> None:
    raw = as_mime(outgoing(text)).as_bytes()

    assert raw.isascii()
    assert (
        message_from_bytes(raw, policy=policy.default)
        .get_content()
        .replace("\r\n", "\n")
        == text
    )


def test_it_goes_to_one_person_and_says_that_a_machine_wrote_it() -> None:
    message = as_mime(outgoing("Hello"))

    assert message["To"] == "leila@family.example"
    assert message["Cc"] is None
    assert message["Bcc"] is None
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["Date"] == "Mon, 23 Nov 2026 10:00:00 +0000"


@pytest.mark.parametrize("field", ["from_name", "subject", "reply_to", "to_address"])
def test_a_line_break_in_a_header_cannot_add_another(field: str) -> None:
    bad = outgoing("Hello", **{field: "x\r\nBcc: thief@elsewhere.example"})

    with pytest.raises(ValueError, match=r"linefeed|newline|CR|LF"):
        as_mime(bad).as_bytes()


@pytest.mark.parametrize("address", ["", "http://x", "smtp://", "mail.example"])
def test_a_relay_that_cannot_be_is_named_with_what_is_allowed(address: str) -> None:
    with (
        pytest.raises(RelayAddressError, match="allowed: smtp://host:port"),
        opened_relay(address),
    ):
        pass  # pragma: no cover
