"""The file of a backup: named members in a tar, compressed, encrypted, summed.

Written and read as a stream, one member in memory at a time. The last member holds the
SHA-256 of all others; a file without it is not a whole one. The encryption refuses a
changed byte and a missing end by itself; the sums catch our own mistakes.
"""

import hashlib
import io
import json
import os
import tarfile
import threading
import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pyrage

from schoolgate.cli.backups.faults import BackupError
from schoolgate.cli.backups.keys import Identity, Recipient

END = "end.json"
LEVEL = 1
"""Of zlib: text shrinks to a sixth at the speed of a disk; more costs seconds."""
AT_ONCE_BYTES = 2**18
"""Compressed at a time, so that a large mail is not in memory twice."""
GZIP = 31
"""zlib's window for a gzip header and trailer."""
MOST_MEMBER_BYTES = 128 * 2**20
"""One member is held in memory whole. Parts have a few MiB, a mail is the largest."""


@dataclass(frozen=True)
class Member:
    """One named piece of a backup."""

    name: str
    content: bytes


def write_archive(
    path: Path, members: Iterable[Member], recipients: Sequence[Recipient]
) -> None:
    """Write a new file for these recipients; it is on the disk when this returns.

    Raises BackupError when it cannot be written, and whatever making a member raises.
    """
    pulled = _Pulled(_compressed(_as_tar(_with_sums(members))))
    try:
        with os.fdopen(_made(path), "wb") as file:
            pyrage.encrypt_io(io.BufferedReader(pulled, 2**16), file, list(recipients))
            file.flush()
            os.fsync(file.fileno())
    except (pyrage.EncryptError, OSError) as error:
        if pulled.fault is not None:
            raise pulled.fault from None
        raise BackupError(f"{path.parent}: could not write there: {error}.") from None


def read_archive(
    path: Path, identities: Sequence[Identity]
) -> Generator[Member, None, None]:
    """Yield each member; raise BackupError at the first that is not as it was written.

    Whoever stops half way has not checked the file.
    """
    sums: dict[str, str] = {}
    with closing(_Decrypted(path, identities)) as plain:
        try:
            for member in _members(plain):
                if member.name == END:
                    _compare(json.loads(member.content), sums, path)
                    plain.finish()
                    return
                sums[member.name] = hashlib.sha256(member.content).hexdigest()
                yield member
        except (tarfile.TarError, zlib.error, EOFError, ValueError):
            plain.finish()
            raise BackupError(f"{path}: this is not a whole backup.") from None
    raise BackupError(f"{path}: this is not a whole backup: its end is missing.")


def _made(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def _with_sums(members: Iterable[Member]) -> Iterator[Member]:
    sums: dict[str, str] = {}
    for member in members:
        if len(member.content) > MOST_MEMBER_BYTES or member.name in sums:
            raise BackupError(f"{member.name}: too large, or there twice.")
        sums[member.name] = hashlib.sha256(member.content).hexdigest()
        yield member
    yield Member(END, json.dumps(sums, indent=0).encode())


def _as_tar(members: Iterable[Member]) -> Iterator[bytes]:
    for member in members:
        head = tarfile.TarInfo(member.name)
        head.size, head.mode = len(member.content), 0o600
        yield head.tobuf(tarfile.PAX_FORMAT)
        yield member.content
        yield b"\0" * (-len(member.content) % tarfile.BLOCKSIZE)
    yield b"\0" * (2 * tarfile.BLOCKSIZE)


def _compressed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    press = zlib.compressobj(LEVEL, wbits=GZIP)
    for piece in pieces:
        for start in range(0, len(piece), AT_ONCE_BYTES):
            yield press.compress(piece[start : start + AT_ONCE_BYTES])
    yield press.flush()


class _Pulled(io.RawIOBase):
    """Lets the encryption read what is being made; keeps the fault of the making."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.rest = memoryview(b"")
        self.fault: BaseException | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer; 0 is the end."""
        try:
            while not self.rest:
                self.rest = memoryview(next(self.pieces))
        except StopIteration:
            return 0
        except BaseException as fault:
            self.fault = fault
            raise
        size = min(len(buffer), len(self.rest))
        buffer[:size] = self.rest[:size]
        self.rest = self.rest[size:]
        return size


class _Decrypted:
    """The plain bytes of a file, decrypted in a thread of its own."""

    def __init__(self, path: Path, identities: Sequence[Identity]) -> None:
        self.path = path
        self.fault: str | None = None
        reader, writer = os.pipe()
        self.reader = os.fdopen(reader, "rb")
        self.thread = threading.Thread(
            target=self._decrypt, args=(os.fdopen(writer, "wb"), list(identities))
        )
        self.thread.start()

    def finish(self) -> None:
        """Read to the end; raise BackupError if the decryption found a fault."""
        while self.reader.read(2**20):
            pass
        self.thread.join()
        if self.fault is not None:
            raise BackupError(f"{self.path}: {self.fault}")

    def close(self) -> None:
        """Stop reading; the thread then ends."""
        self.reader.close()
        self.thread.join()

    def _decrypt(self, writer: io.BufferedWriter, identities: list[Identity]) -> None:
        try:
            with self.path.open("rb") as file:
                pyrage.decrypt_io(file, writer, identities)
        except pyrage.DecryptError as error:
            self.fault = _why(str(error))
        except OSError as error:
            self.fault = _why(error.strerror or str(error))
        finally:
            with suppress(OSError):
                writer.close()


def _why(error: str) -> str:
    if "No matching keys" in error:
        return (
            "this key does not open it. Use the key that was in force when it was made."
        )
    if "decryption error" in error:
        return "it is damaged or cut off: not every byte is as it was written."
    return f"it cannot be read as a backup: {error}."


def _members(plain: _Decrypted) -> Iterator[Member]:
    with tarfile.open(fileobj=plain.reader, mode="r|gz") as tar:
        for head in tar:
            if head.size > MOST_MEMBER_BYTES:
                raise ValueError(f"{head.name} is too large")
            content = tar.extractfile(head)
            if content is None:
                raise ValueError(f"{head.name} is not a file")
            yield Member(head.name, content.read())


def _compare(written: dict[str, str], found: dict[str, str], path: Path) -> None:
    if written == found:
        return
    wrong = sorted(name for name in written if written.get(name) != found.get(name))
    raise BackupError(
        f"{path}: its sums do not agree with what is in it: {', '.join(wrong[:5])}."
    )
