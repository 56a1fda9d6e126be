"""What the school sends while somebody signs in, read where it leaves the building."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.test import Client
from django.urls import reverse

from schoolgate.worker.sender import Sender

CODE = re.compile(r"Your code is (\d{6})")
LINK = re.compile(r"http://localhost:8000(/join/\S+)")


class Post:
    """The mails that left, in the folder the relay puts them into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def mails(self) -> list[EmailMessage]:
        """Send what is due, and return all that has left."""
        while Sender().send_due_mail():
            pass
        found = [
            message_from_bytes(path.read_bytes(), policy=policy.default)
            for path in sorted(
                self.folder.glob("*.eml"), key=lambda p: p.stat().st_mtime_ns
            )
        ]
        assert all(isinstance(each, EmailMessage) for each in found)
        return found

    def to(self, address: str) -> list[str]:
        """Return the texts that went to an address, the oldest first."""
        return [each.get_content() for each in self.mails() if each["To"] == address]

    def code(self, address: str) -> str:
        """Return the code of the newest mail to an address."""
        found = CODE.search(self.to(address)[-1])
        assert found
        return found[1]

    def link(self, address: str) -> str:
        """Return where the newest invitation to an address leads."""
        found = LINK.search(self.to(address)[-1])
        assert found
        return found[1]


def ask_for_code(client: Client, address: str, **more: str) -> None:
    """Ask for a code, and be led to the page that takes it."""
    answer = client.post(reverse("sign_in"), {"email": address, **more})
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_confirm_login_code"))


def type_code(client: Client, code: str, **more: str) -> str:
    """Type a code; return where it leads, or nothing."""
    answer = client.post(reverse("account_confirm_login_code"), {"code": code, **more})
    return answer["Location"] if answer.status_code == 302 else ""


def is_in(client: Client, route: str = "family:home") -> bool:
    """Answer whether a page opens."""
    return client.get(reverse(route)).status_code == 200
