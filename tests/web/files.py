"""Small files of each kind, and some that are not what they are called."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(16)
JPEG = b"\xff\xd8\xff\xe0" + bytes(16)
WEBP = b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(8)
TEXT = "Liebe Schule,\nzwölf Bücher fehlen.\n".encode()
ODT_TYPE = "application/vnd.oasis.opendocument.text"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
HTML = b"<!doctype html><script>1</script>"
PROGRAM = b"MZ\x90\x00\x03" + bytes(60)


def zipped(parts: dict[str, str]) -> bytes:
    """Return a zip file with these parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return data.getvalue()


DOCX = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
ODT = zipped({"mimetype": ODT_TYPE, "content.xml": "<o/>"})
WITH_MACRO = zipped(
    {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": "<w/>",
        "word/vbaProject.bin": "x",
    }
)
PLAIN_ZIP = zipped({"letter.txt": "Hello"})


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, data)
