"""An SMTP server that takes mail, remembers what it took, and misbehaves when told.

    with running_sink(folder / "taken.txt") as sink:
        sink.misbehave(Verb.RCPT, Say("451 Greylisted"), times=1)
        ...
        assert sink.taken() == Counter({"<one@school.example>": 1})

A mail counts as taken from the moment its line is in the ledger file, which is before
the sender hears of it: whoever is killed in between does not know.
"""

import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from enum import StrEnum
from pathlib import Path

LONGEST_SILENCE_SECONDS = 20.0
LONGEST_LINE = 100_000


class Verb(StrEnum):
    """Where in the conversation a fault happens."""

    CONNECT = "connect"
    EHLO = "EHLO"
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    WORDS = "words"
    """In the middle of the mail itself, before the last dot."""
    DOT = "dot"
    RSET = "RSET"
    QUIT = "QUIT"


@dataclass(frozen=True)
class Say:
    """Answer this; a mail is taken only when the answer to the dot is a 250."""

    words: str


@dataclass(frozen=True)
class HangUp:
    """Drop the connection without a word; at the dot, perhaps having taken the mail."""

    has_taken: bool = False


@dataclass(frozen=True)
class KeepSilent:
    """Say nothing until the other side gives up; perhaps having taken the mail."""

    has_taken: bool = False


Answer = Say | HangUp | KeepSilent
USUAL = {
    Verb.CONNECT: Say("220 sink"),
    Verb.EHLO: Say("250 sink"),
    Verb.MAIL: Say("250 OK"),
    Verb.RCPT: Say("250 OK"),
    Verb.DATA: Say("354 Go ahead"),
    Verb.WORDS: Say(""),
    Verb.DOT: Say("250 Taken"),
    Verb.RSET: Say("250 OK"),
    Verb.QUIT: Say("221 Bye"),
}


@dataclass
class _Fault:
    answer: Answer
    times: int


@dataclass
class Sink:
    """The server as a test sees it."""

    ledger: Path
    delay: float = 0.0
    """Seconds between taking a mail and saying so."""
    port: int = 0
    number_taken: int = 0
    heard: list[str] = field(default_factory=list)
    """Every command, in order; `.` for a mail's end."""
    is_closing: threading.Event = field(default_factory=threading.Event)
    _faults: dict[Verb, _Fault] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def address(self) -> str:
        """What MAIL_RELAY says to reach it."""
        return f"smtp://127.0.0.1:{self.port}"

    def misbehave(self, verb: Verb, answer: Answer, *, times: int = 10_000) -> None:
        """Give this answer there, so many times; then behave again."""
        self._faults[verb] = _Fault(answer, times)

    def behave(self) -> None:
        """Forget every fault."""
        self._faults.clear()

    def taken(self) -> Counter[str]:
        """How often each Message-ID was taken, as the ledger says."""
        if not self.ledger.exists():
            return Counter()
        return Counter(self.ledger.read_text().split())

    def answer_to(self, verb: Verb) -> Answer:
        """Return what to answer now, and count the fault down."""
        with self._lock:
            fault = self._faults.get(verb)
            if fault is None or fault.times == 0:
                return USUAL[verb]
            fault.times -= 1
            return fault.answer

    def take(self, content: bytes) -> None:
        """Write a mail's Message-ID down before anybody hears of it."""
        message_id = message_from_bytes(content)["Message-ID"]
        with self._lock, self.ledger.open("a") as ledger:
            ledger.write(f"{message_id}\n")
            self.number_taken += 1


class _GoneError(Exception):
    """The conversation is over."""


class _Conversation(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True
    sink: Sink

    def handle(self) -> None:
        try:
            self._answer(Verb.CONNECT)
            while line := self.rfile.readline(LONGEST_LINE):
                self._obey(line.decode("ascii", "replace").strip())
        except (_GoneError, OSError):
            return

    def _obey(self, line: str) -> None:
        self.sink.heard.append(line)
        word = line[:4].upper()
        if word not in set(Verb):
            self._say("500 Unknown command")
        elif word == Verb.MAIL and self._has_mail:
            self._say("503 Nested MAIL command")
        else:
            self._follow(Verb(word))

    _has_mail = False

    def _follow(self, verb: Verb) -> None:
        answer = self._answer(verb)
        is_ok = isinstance(answer, Say) and answer.words[:1] in "23"
        if verb is Verb.MAIL:
            self._has_mail = is_ok
        elif verb is Verb.RSET:
            self._has_mail = False
        elif verb is Verb.DATA and is_ok:
            self._read_mail()
        elif verb is Verb.QUIT:
            raise _GoneError

    def _read_mail(self) -> None:
        if self.sink.answer_to(Verb.WORDS) != USUAL[Verb.WORDS]:
            self.rfile.readline(LONGEST_LINE)
            raise _GoneError
        lines = []
        while (line := self.rfile.readline(LONGEST_LINE)) != b".\r\n":
            if not line:
                raise _GoneError
            lines.append(line)
        self.sink.heard.append(".")
        self._has_mail = False
        self._answer(Verb.DOT, b"".join(lines))

    def _answer(self, verb: Verb, content: bytes = b"") -> Answer:
        answer = self.sink.answer_to(verb)
        has_taken = (
            answer.words.startswith("250")
            if isinstance(answer, Say)
            else answer.has_taken
        )
        if verb is Verb.DOT and has_taken:
            self.sink.take(content)
            time.sleep(self.sink.delay)
        if isinstance(answer, KeepSilent):
            self.sink.is_closing.wait(LONGEST_SILENCE_SECONDS)
        if not isinstance(answer, Say):
            raise _GoneError
        self._say(answer.words)
        if answer.words.startswith("421"):
            raise _GoneError
        return answer

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 50


@contextmanager
def running_sink(ledger: Path, *, delay: float = 0.0) -> Iterator[Sink]:
    """Serve on a free loopback port until the end of the block."""
    sink = Sink(ledger, delay)
    handler = type("Conversation", (_Conversation,), {"sink": sink})
    with _Server(("127.0.0.1", 0), handler) as server:
        sink.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield sink
        finally:
            sink.is_closing.set()
            server.shutdown()
            thread.join()
