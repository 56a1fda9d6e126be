"""Which files of the data folder travel with a backup: all but those named here."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from schoolgate.cli.backups.archive import Member
from schoolgate.cli.backups.faults import BackupError
from schoolgate.cli.backups.keys import KEY_NAME
from schoolgate.cli.running import BEFORE_UPGRADE
from schoolgate.foundation import last_backup

PREFIX = "files"
PART_BYTES = 4 * 2**20
STAY = frozenset(
    {
        "static",  # gathered anew from the code
        "sent-mail",  # where a first try sends to
        "backups",
        "scratch",
        KEY_NAME,  # a key inside what it opens opens nothing
        last_backup.NAME,
        "running.lock",
        "backup.lock",
        BEFORE_UPGRADE,
    }
)
"""What stands at the top of the data folder and is no part of a backup."""


def data_files(data_dir: Path, *, database: Path | None) -> Iterator[Member]:
    """Yield the files of a data folder, in parts; the database travels as rows."""
    for path in sorted(data_dir.rglob("*")):
        name = path.relative_to(data_dir)
        if path.is_symlink() or not path.is_file() or _stays(name, path, database):
            continue
        yield from _parts(path, name.as_posix())


def put_file(data_dir: Path, member: Member) -> Path:
    """Write a part of a file where it belongs, readable by its owner only."""
    _, number, *rest = PurePosixPath(member.name).parts
    if not rest or ".." in rest or PurePosixPath(*rest).is_absolute():
        raise BackupError(f"{member.name}: no backup holds a file of this name.")
    path = data_dir.joinpath(*rest)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    is_first = int(number) == 1
    mode = os.O_TRUNC if is_first else os.O_APPEND
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | mode, 0o600), "wb") as file:
        file.write(member.content)
    return path


def _stays(name: Path, path: Path, database: Path | None) -> bool:
    if name.parts[0] in STAY or name.name.startswith(".") or name.suffix == ".sgb":
        return True
    return (
        database is not None
        and path.name.startswith(database.name)
        and (path.parent == database.parent)
    )


def _parts(path: Path, name: str) -> Iterator[Member]:
    number = 0
    with path.open("rb") as file:
        while (content := file.read(PART_BYTES)) or not number:
            number += 1
            yield Member(f"{PREFIX}/{number:05}/{name}", content)
