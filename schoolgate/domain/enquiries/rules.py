"""Pure decisions about enquiries: how a clock stands, what may follow a state."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from schoolgate.domain.enquiries.enums import (
    MOVES,
    Clock,
    DataKind,
    DataStep,
    EnquiryState,
    FileKind,
)
from schoolgate.kernel.data_clock import (
    Pause,
    acknowledge_complaint_by,
    answer_request_by,
    may_take_longer,
)


def clock(
    *,
    due_at: datetime | None,
    done_at: datetime | None,
    at: datetime,
    extended_to: datetime | None = None,
) -> Clock:
    """Return how one promise stands at a moment.

    Kept up to and including the minute it ends, as the school day does. `extended_to`
    is a later date that the family was given while the first still ran: what keeps
    only that is extended, not kept.
    """
    if due_at is None:
        return Clock.NONE
    when = done_at or at
    if not _is_after(when, due_at):
        return Clock.KEPT if done_at else Clock.RUNNING
    if extended_to is not None and not _is_after(when, extended_to):
        return Clock.EXTENDED
    return Clock.LATE if done_at else Clock.OVERDUE


def may_move(start: EnquiryState, end: EnquiryState) -> bool:
    """Answer whether an enquiry may go from one state to the other."""
    return end in MOVES[start]


def _is_after(moment: datetime, due_at: datetime) -> bool:
    return moment.replace(second=0, microsecond=0) > due_at


CONFIDENTIAL_TITLE = "Told in confidence"
"""What stands in lists instead of the first words, which would give it away."""
READING_LASTS = timedelta(minutes=15)
"""How long what was told in confidence stays open after it was opened: long enough to
answer, short enough that coming back to it is another reading."""


def is_reading_open(read_at: datetime, *, at: datetime) -> bool:
    """Answer whether what was opened then is still open."""
    return read_at <= at < read_at + READING_LASTS


ONE_MONTH = "The law gives one calendar month from the day it came (UK GDPR)."
THREE_MONTHS = (
    "The law gives two months more where the reason is told within the first (UK GDPR)."
)
STANDS_STILL = (
    "While the school waits to know who asks, or what is meant, the clock stands still."
)
THIRTY_DAYS = (
    "A complaint about data is acknowledged within 30 days; the day it came is the"
    " first (Data Protection Act 2018, section 164A)."
)
NO_DELAY = "After that the law sets no day: the outcome comes without undue delay."


@dataclass(frozen=True)
class LawClock:
    """How the clock of the law stands: until when, how, and why then."""

    due_on: date | None
    """None while it stands still, and where the law sets no day."""
    state: Clock
    because: tuple[str, ...]
    is_waiting: bool = False
    """Whether it stands still."""
    may_take_longer: bool = False
    """Whether the longer time can still be told today."""


def law_clock(
    kind: DataKind,
    received_on: date,
    steps: Sequence[tuple[DataStep, date]],
    *,
    on: date,
) -> LawClock:
    """Return how the law's clock stands on a day; no policy of a school changes it.

    `steps` are what happened, in order, each with its day.
    """
    if kind is DataKind.COMPLAINT:
        return _of_a_complaint(received_on, steps, on)
    pauses = _pauses(steps)
    told = _first(DataStep.EXTENDED, steps)
    due = answer_request_by(received_on, pauses=pauses, extended_on=told)
    plain = answer_request_by(received_on, pauses=pauses)
    is_longer = due is not None and due != plain
    because = [THREE_MONTHS if is_longer else ONE_MONTH]
    because += [STANDS_STILL] if pauses else []
    done = _first(DataStep.ANSWERED, steps)
    if due is None:
        return LawClock(None, Clock.RUNNING, tuple(because), is_waiting=done is None)
    state = _of_days(due, done, on)
    if is_longer and state is Clock.RUNNING:
        state = Clock.EXTENDED
    may = done is None and told is None
    may = may and may_take_longer(received_on, on=on, pauses=pauses)
    return LawClock(due, state, tuple(because), may_take_longer=may)


def _of_a_complaint(
    received_on: date, steps: Sequence[tuple[DataStep, date]], on: date
) -> LawClock:
    due = acknowledge_complaint_by(received_on)
    words = (DataStep.ACKNOWLEDGED, DataStep.ANSWERED)
    done = min((day for step, day in steps if step in words), default=None)
    state = _of_days(due, done, on)
    because = (THIRTY_DAYS, NO_DELAY)
    return LawClock(due if done is None else None, state, because)


def _of_days(due: date, done: date | None, on: date) -> Clock:
    if (done or on) <= due:
        return Clock.KEPT if done else Clock.RUNNING
    return Clock.LATE if done else Clock.OVERDUE


def _first(wanted: DataStep, steps: Sequence[tuple[DataStep, date]]) -> date | None:
    return next((day for step, day in steps if step is wanted), None)


def _pauses(steps: Sequence[tuple[DataStep, date]]) -> list[Pause]:
    """Return the stretches of waiting; answered ends one that nothing came for."""
    found: list[Pause] = []
    since: date | None = None
    for step, day in steps:
        if step is DataStep.ASKED_BACK and since is None:
            since = day
        elif step in {DataStep.CAME_BACK, DataStep.ANSWERED} and since is not None:
            found.append(Pause(since, day))
            since = None
    return [*found, Pause(since, None)] if since else found


CONVERSATION = "enquiry+"


def conversation_mailbox(reference: str) -> str:
    """Return the mailbox of one conversation: `enquiry+k7m42q`."""
    return f"{CONVERSATION}{reference.lower()}"


def reference_in(mailbox: str) -> str | None:
    """Return the reference a mailbox names, if it is that of a conversation."""
    if not mailbox.lower().startswith(CONVERSATION):
        return None
    return mailbox[len(CONVERSATION) :].upper()


def title_of(text: str, *, limit: int = 70) -> str:
    """Return a title for what a family wrote: its first line, cut at a word."""
    line = next((part.strip() for part in text.splitlines() if part.strip()), "")
    if len(line) <= limit:
        return line
    return f"{line[:limit].rsplit(' ', 1)[0].rstrip(',;:.')} …"


MOST_PARTS = 2_000
"""Of a document that is a zip file."""
SIGNATURES = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
)
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
LONGEST_NAME = 100


def kind_of_file(data: bytes) -> FileKind | None:
    """Return what a file is by its content; None for whatever is not taken in."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileKind.WEBP
    if data.startswith(b"PK\x03\x04"):
        return _kind_of_document(data)
    return FileKind.TEXT if _is_plain_text(data) else None


def file_name(said: str, kind: FileKind) -> str:
    """Return a safe name that ends as its content is: "letter.pdf"."""
    last = said.replace("\\", "/").rpartition("/")[2]
    words = "".join(each for each in last if each.isprintable()).strip(" .")
    stem = words.rpartition(".")[0] or words or "file"
    return f"{stem[:LONGEST_NAME]}.{kind}"


def _kind_of_document(data: bytes) -> FileKind | None:
    """Look at the list of parts, and unpack none but the few bytes of a type."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = {part.filename for part in parts.infolist()[:MOST_PARTS]}
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                has_macro = any(name.endswith("vbaProject.bin") for name in names)
                return None if has_macro else FileKind.DOCX
            if "mimetype" in names:
                with parts.open("mimetype") as part:
                    found = part.read(len(ODT_TYPE) + 1)
                return FileKind.ODT if found == ODT_TYPE else None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError):
        return None
    return None


def _is_plain_text(data: bytes) -> bool:
    """Answer whether it is text to read, and no page or drawing that runs."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if text.lstrip().startswith("<"):
        return False
    return all(each.isprintable() or each in "\t\r\n\f" for each in text)
