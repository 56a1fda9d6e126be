"""Keys of backups: an identity that reads them, a recipient that writes them.

They are those of age (age-encryption.org), so that a backup can be opened without
Schoolgate too: `age -d -i backup.key FILE | tar -xz`.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import pyrage

from schoolgate.cli.backups.faults import BackupError

KEY_NAME = "backup.key"
FROM_STDIN = "-"


class Recipient(Protocol):
    """The public half: for whom a backup is written."""


class Identity(Protocol):
    """The secret half: it reads what was written for its recipient."""

    def to_public(self) -> Recipient:
        """Return the public half."""


def new_identity() -> Identity:
    """Return a fresh key."""
    identity: Identity = pyrage.x25519.Identity.generate()
    return identity


def made_once(path: Path) -> bool:
    """Make a key, readable by its owner only, unless there is one; say if it is new.

    Two backups that start together agree: whoever links the file first wins.
    """
    if path.exists():
        return False
    identity = new_identity()
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    return True


def identities_in(name: str) -> list[Identity]:
    """Return the identities in a key file; `-` is standard input."""
    found: list[Identity] = []
    for number, line in enumerate(_lines(name), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            found.append(pyrage.x25519.Identity.from_str(line.strip()))
        except pyrage.IdentityError:
            raise BackupError(
                f"{name}, line {number}: this is not a key. Allowed: a line that begins"
                " with AGE-SECRET-KEY-1, and comments with #."
            ) from None
    if not found:
        raise BackupError(f"{name}: there is no key in it.")
    return found


def recipient_of(text: str) -> Recipient:
    """Return the recipient that `--recipient` names."""
    try:
        recipient: Recipient = pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise BackupError(
            f"--recipient: found {text!r}; allowed: a public key that begins with"
            " age1, as it stands in the first line of a key file."
        ) from None
    return recipient


def _lines(name: str) -> list[str]:
    if name == FROM_STDIN:
        return sys.stdin.read().splitlines()
    try:
        return Path(name).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BackupError(
            f"{name}: the key cannot be read: {error.strerror}."
        ) from None
    except UnicodeDecodeError:
        raise BackupError(f"{name}: this is not a key file.") from None
