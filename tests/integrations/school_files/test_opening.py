"""What a file is, how large it may be, and what is refused with which reason."""

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given, strategies as st

from schoolgate.integrations.school_files import archives, limits
from schoolgate.integrations.school_files.reading import (
    opened_table,
    read_school_file,
)
from tests.integrations.school_files.bundles import bundle_1_1
from tests.integrations.school_files.files import (
    AMAL,
    HEADERS,
    TODAY,
    archive,
    read,
    table,
)

CSV = table(HEADERS, AMAL)


class EndlessFile(io.RawIOBase):
    """A file of zeros that never ends; counts what was asked of it."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "somebody wanted all of it"
        self.given += size
        return bytes(size)


def test_a_file_that_is_too_large_is_refused_and_not_read_to_its_end():
    endless = EndlessFile()

    roll = read_school_file("all.csv", endless, today=TODAY)  # type: ignore[arg-type]

    assert roll.faults[0].found == "more than 64 MB"
    assert endless.given == limits.MOST_BYTES + 1


@pytest.mark.parametrize(
    ("start", "found"),
    [
        (b"", "an empty file"),
        (b" \r\n", "an empty file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls)"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"<html><table>", "a web page"),
        (b"<!DOCTYPE html><HTML>", "a web page"),
        (b"<?xml version='1.0'?><CTfile/>", "a Common Transfer File"),
        (b"<?xml version='1.0'?><Nothing/>", "XML with the outermost element"),
        (b"a\0b,c", "bytes that are no text"),
        (b"Dear parents,\n", "text that is no table"),
    ],
)
def test_another_kind_of_file_is_named_with_what_to_do(start, found):
    [fault] = read(start).faults

    assert fault.found.startswith(found)
    assert fault.do


def test_one_table_in_an_archive_is_read():
    roll = read(archive({"class list.csv": CSV, "__MACOSX/._class list.csv": b"x"}))

    assert roll.students[0].place.file == "list.csv, class list.csv"
    assert opened_table("a.zip", archive({"list.csv": CSV})) is not None


def test_an_archive_in_an_archive_is_refused_by_name():
    inside = archive({"list.csv": CSV})

    roll = read(archive({"inside.zip": inside}))

    assert roll.faults[0].found.startswith("inside.zip, an archive")


def test_a_bomb_is_refused_before_it_unpacks(monkeypatch):
    bomb = archive({"list.csv": bytes(limits.MOST_UNPACKED_BYTES + 1)})
    unpacked: list[int] = []
    monkeypatch.setattr(zipfile.ZipExtFile, "read", lambda *_: unpacked.append(1))

    roll = read(bomb)

    assert "unpacks to more than 256 MB" in roll.faults[0].found
    assert len(bomb) < limits.MEBIBYTE
    assert unpacked == []


def test_a_bomb_that_lies_about_its_size_is_refused_too():
    real = archive({"list.csv": b"a" * 100_000})
    size = (100_000).to_bytes(4, "little")
    lying = real.replace(size, (10).to_bytes(4, "little"))
    assert lying != real

    roll = read(lying)

    assert roll.students == ()
    assert roll.faults[0].found == "list.csv in it is broken or cut off"


def test_what_unpacks_is_counted_as_it_unpacks(monkeypatch):
    monkeypatch.setattr(archives, "MOST_UNPACKED_BYTES", 1_000)

    assert read(archive({"list.csv": b"a" * 999})).faults[0].found != ""
    assert (
        "unpacks to more" in read(archive({"list.csv": b"a" * 1_001})).faults[0].found
    )


def test_too_many_files_in_an_archive_are_refused():
    many = {f"{number}.csv": b"a" for number in range(limits.MOST_ENTRIES + 1)}

    assert read(archive(many)).faults[0].found == "201 files in an archive"


def test_too_many_rows_are_refused_from_there_on(monkeypatch):
    monkeypatch.setattr("schoolgate.integrations.school_files.delimited.MOST_ROWS", 2)

    roll = read(table(HEADERS, AMAL, AMAL))

    assert (roll.faults[0].row, roll.faults[0].found) == (3, "more rows")


def test_the_name_of_a_file_is_shown_without_its_folders_and_tricks():
    roll = read(b"", "C:\\Users\\office\\list\u202e.csv")

    assert roll.faults[0].file == "list?.csv"


def test_a_header_with_nobody_below_it_is_a_fault():
    assert read(table(HEADERS)).faults[0].found == "a header with no rows below it"


@pytest.mark.parametrize(
    "endless", [b"," * 2_000_000, b'"a\n",' * 400_000, b'"' + b"a\n" * 1_000_000]
)
def test_a_row_without_end_is_a_fault_and_takes_little_memory(endless):
    tracemalloc.start()

    roll = read(table(HEADERS, AMAL) + endless)

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert roll.faults[0].row == 3
    assert len(roll.students) == 1
    assert most < 60 * limits.MEBIBYTE


@given(
    st.binary(max_size=400), st.sampled_from(["", "PK\x03\x04", "<Message>", "\ufeff"])
)
def test_whatever_is_in_a_file_a_roll_comes_back(junk, start):
    roll = read(start.encode() + junk)

    assert roll.faults or roll.students


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_an_archive_with_a_wrong_byte_is_read_or_refused(place, byte):
    data = bytearray(bundle_1_1())
    data[place % len(data)] = byte

    roll = read(bytes(data), "oneroster.zip")

    assert roll.faults or len(roll.students) == 2
