"""The installation's own secret: made once, kept in a file that only it can read."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

LENGTH = 50


def kept_secret(path: Path) -> str:
    """Return the secret in this file; make it, readable by its owner only, if absent.

    Two processes that start together agree: whoever links the file first wins.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(LENGTH))
        with suppress(FileExistsError):  # somebody else was first; theirs it is
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()
