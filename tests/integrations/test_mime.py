"""Reading a mail: every word kept in its own script, in little time, whatever comes."""

from time import process_time

import pytest

from schoolgate.integrations.mime import read_mail
from schoolgate.kernel.incoming_mail import IncomingMail

SECONDS = 10.0
"""Far more than reading takes on a slow machine, far less than a runaway pattern."""


def read(body: str, *, kind: str = "plain") -> IncomingMail:
    """Read a mail with this body."""
    raw = (
        "From: Leila <leila@family.example>\r\nTo: office@oakfield.example\r\n"
        f"Subject: Trip\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n{body}\r\n"
    ).encode()
    return read_mail(raw, envelope_from="leila@family.example")


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Dear&nbsp;Mr&nbsp;Byrne</p>", "Dear Mr Byrne"),
        ("<p>می\u200cروم</p>", "می\u200cروم"),
        ("<p>\U0001f469\u200d\U0001f467</p>", "\U0001f469\u200d\U0001f467"),
        ("<p>pay\u202efdp.exe</p>", "payfdp.exe"),
    ],
)
def test_words_keep_their_gaps_and_joins_and_lose_what_turns_them_round(
    html: str, words: str
) -> None:
    assert read(html, kind="html").text == words


def test_only_the_new_words_of_a_reply_are_read() -> None:
    quoted = "On Mon, 23 Nov 2026 at 10:00, Oakfield <o@x.example> wrote:\n> Hello\n"

    assert read(f"Yes please.\n\n{quoted}").text == "Yes please."


def test_a_list_and_a_greeting_are_words_too() -> None:
    words = "Two questions:\n- When is it?\n- What to bring?\n\nBest regards\nLeila"

    assert read(words).text == words


@pytest.mark.parametrize(
    "body",
    ["On " * 33_000, "On Monday we wrote to you. " * 3_700, "x\n" + "\n" * 99_000],
    ids=["one word", "one line", "empty lines"],
)
def test_a_long_mail_is_read_in_little_time(body: str) -> None:
    began = process_time()

    read(body)

    assert process_time() - began < SECONDS


@pytest.mark.parametrize(
    "headers",
    [
        "Message-ID: <a@[\r\n",
        "".join(
            f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n"
            for i in range(2_000)
        ),
    ],
    ids=["a number cut short", "parts within parts"],
)
def test_whatever_the_parser_raises_the_mail_is_kept_and_says_why(headers: str) -> None:
    raw = f"From: leila@family.example\r\n{headers}\r\nWords\r\n".encode()

    mail = read_mail(raw)

    assert mail.fault.startswith("The mail is broken")
    assert mail.raw == raw
