"""Archives, opened with care: counted while they unpack, and never one in another."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from schoolgate.integrations.school_files.findings import RefusedFileError, refusal
from schoolgate.integrations.school_files.limits import (
    MEBIBYTE,
    MOST_ENTRIES,
    MOST_UNPACKED_BYTES,
)

ZIP_START = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
ARCHIVE_STARTS = (ZIP_START, EMPTY_ZIP, b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh")
ENCRYPTED = 0x1
LEFT_ASIDE = ("__MACOSX/",)
"""What one kind of computer adds to an archive of its own accord."""
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError)
PIECE = 1 << 16


class Archive:
    """The files of an archive, as far as they may be read."""

    def __init__(self, file: str, data: bytes) -> None:
        """Open it; raises RefusedFileError, saying what is wrong with it."""
        self.file = file
        self._unpacked = 0
        if not data.startswith((ZIP_START, EMPTY_ZIP)):
            raise self._broken("something before its beginning")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*BROKEN, NotImplementedError):
            raise self._broken("an archive that is broken or cut off") from None
        self._entries = {
            entry.filename: entry
            for entry in self._zip.infolist()
            if not entry.filename.endswith("/") and not _is_aside(entry.filename)
        }
        self._check_entries()

    @property
    def names(self) -> tuple[str, ...]:
        """The files in it, without folders and what a computer adds by itself."""
        return tuple(self._entries)

    def start_of(self, name: str) -> bytes:
        """Return the first bytes of a file in it, enough to say what it is."""
        return next(self.pieces(name), b"")

    def read(self, name: str) -> bytes:
        """Unpack one file, counting; raises RefusedFileError beyond the limit."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Unpack one file piece by piece, counting; raises as `read` does."""
        try:
            with self._zip.open(self._entries[name]) as unpacking:
                while piece := unpacking.read(PIECE):
                    self._unpacked += len(piece)
                    self._check_size(self._unpacked)
                    yield piece
        except RefusedFileError:
            raise
        except (*BROKEN, NotImplementedError, RuntimeError):
            raise self._broken(f"{name} in it is broken or cut off") from None

    def _check_entries(self) -> None:
        entries = self._entries.values()
        if len(entries) > MOST_ENTRIES:
            raise refusal(
                self.file,
                f"{len(entries):,} files in an archive",
                f"at most {MOST_ENTRIES}",
                "Leave out what is not needed.",
            )
        for entry in entries:
            if entry.flag_bits & ENCRYPTED:
                raise refusal(
                    self.file,
                    f"{entry.filename}, locked with a password",
                    "an archive without a password",
                    "Unpack it with the password and choose the file inside.",
                )
        self._check_size(sum(entry.file_size for entry in entries))

    def _check_size(self, size: int) -> None:
        if size > MOST_UNPACKED_BYTES:
            raise refusal(
                self.file,
                "an archive that unpacks to more than"
                f" {MOST_UNPACKED_BYTES // MEBIBYTE} MB",
                "at most that",
                "Export fewer columns, or one part of the school at a time.",
            )

    def refuse_archives_inside(self) -> None:
        """Raise RefusedFileError if one of the files is itself an archive."""
        for name in self.names:
            if self.start_of(name).startswith(ARCHIVE_STARTS):
                raise refusal(
                    self.file,
                    f"{name}, an archive or workbook inside the archive",
                    "text or XML files inside an archive",
                    "Unpack it and choose the file inside.",
                )

    def _broken(self, found: str) -> Exception:
        return refusal(
            self.file, found, "a whole archive", "Export or download it again."
        )


def _is_aside(name: str) -> bool:
    return name.startswith(LEFT_ASIDE) or name.rpartition("/")[2].startswith(".")
