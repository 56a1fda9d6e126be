"""Pure decisions about enquiries: how a clock stands, what may follow a state."""

from datetime import datetime

from schoolgate.domain.enquiries.enums import MOVES, Clock, EnquiryState


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
