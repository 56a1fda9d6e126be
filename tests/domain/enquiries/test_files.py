"""What a file is by its content, and what it is called when it is given out."""

import pytest

from schoolgate.domain.enquiries.enums import FileKind
from schoolgate.domain.enquiries.rules import file_name, kind_of_file
from tests.web import files


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (files.PDF, FileKind.PDF),
        (files.PNG, FileKind.PNG),
        (files.JPEG, FileKind.JPEG),
        (files.WEBP, FileKind.WEBP),
        (files.TEXT, FileKind.TEXT),
        (files.DOCX, FileKind.DOCX),
        (files.ODT, FileKind.ODT),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, kind: FileKind) -> None:
    assert kind_of_file(data) is kind


@pytest.mark.parametrize(
    "data",
    [
        *(files.SVG, files.HTML, files.PROGRAM, files.WITH_MACRO, files.PLAIN_ZIP),
        *(b"\xef\xbb\xbf " + files.HTML, b"PK\x03\x04broken", b"text\x00with nothing"),
    ],
)
def test_what_could_run_or_hide_something_is_not_taken_in(data: bytes) -> None:
    assert kind_of_file(data) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("letter.pdf", "letter.pdf"),
        ("letter.html", "letter.pdf"),
        ("C:\\Users\\me\\letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("", "file.pdf"),
        (".pdf", "pdf.pdf"),
    ],
)
def test_a_name_is_a_plain_name_that_ends_as_its_content_is(
    said: str, name: str
) -> None:
    assert file_name(said, FileKind.PDF) == name
