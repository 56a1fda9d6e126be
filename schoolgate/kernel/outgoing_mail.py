"""A mail ready to go: words for one recipient, and nothing else."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class OutgoingMail:
    """One mail to one person."""

    message_id: str
    from_name: str
    from_address: str
    to_address: str
    reply_to: str
    subject: str
    text: str
    written_at: datetime
    is_automatic: bool
    """No person wrote it: other machines must not answer it."""
