"""Files with a message: the field that takes them in, and how they are given out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from schoolgate.domain.enquiries.actions.attaching import Upload
from schoolgate.domain.enquiries.enums import FileKind
from schoolgate.domain.enquiries.models import Attachment
from schoolgate.domain.enquiries.models.attachments import MOST_BYTES, MOST_FILES
from schoolgate.domain.enquiries.rules import kind_of_file

A_MEGABYTE = 1024 * 1024
KINDS = "PDF, PNG, JPEG, WebP, plain text, Word (DOCX) and OpenDocument (ODT)"
TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WEBP: "image/webp",
    FileKind.TEXT: "text/plain; charset=utf-8",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument"
    ".wordprocessingml.document",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
}


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Up to five files, each judged by its content."""

    def __init__(self, label: str = "Files", **kwargs: Any) -> None:
        super().__init__(
            label=label,
            help_text=f"At most {MOST_FILES}, each up to"
            f" {MOST_BYTES // A_MEGABYTE} MB: {KINDS}.",
            widget=_SeveralFiles(
                attrs={"accept": ".pdf,.png,.jpg,.jpeg,.webp,.txt,.docx,.odt"}
            ),
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:  # noqa: ANN401, ARG002
        """Return the files, each within the limits; say of which one what is wrong."""
        found = data if isinstance(data, list | tuple) else [data] if data else []
        if not found and self.required:
            raise ValidationError("Choose a file.")
        if len(found) > MOST_FILES:
            raise ValidationError(
                f"You chose {len(found)} files. Choose at most {MOST_FILES}."
            )
        return [self._upload(super(FilesField, self).clean(each)) for each in found]

    @staticmethod
    def _upload(file: Any) -> Upload:  # noqa: ANN401
        name, size = str(file.name), file.size or 0
        if size > MOST_BYTES:
            raise ValidationError(
                f"{name} is {size / A_MEGABYTE:.1f} MB. A file may be at most"
                f" {MOST_BYTES // A_MEGABYTE} MB."
            )
        content = file.read()
        if kind_of_file(content) is None:
            raise ValidationError(f"{name} is of another kind. We take in {KINDS}.")
        return Upload(name, content)


@dataclass(frozen=True, kw_only=True)
class FileLink:
    """One file of a message, and where it is given out."""

    href: str
    words: str


def file_links(
    found: Mapping[int, Sequence[Attachment]], route: str, enquiry_id: str
) -> dict[int, list[FileLink]]:
    """Return the links to the files of each message, by its key."""
    return {
        key: [
            FileLink(
                href=reverse(route, args=[enquiry_id, each.public_id]),
                words=f"{each.name}, {_size(each.size)}",
            )
            for each in files
        ]
        for key, files in found.items()
    }


def as_file(found: Attachment) -> HttpResponse:
    """Give a file out to be kept, and never to be shown in the page."""
    response = HttpResponse(bytes(found.data), content_type=TYPES[FileKind(found.kind)])
    response.headers["Content-Disposition"] = _attachment(found.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _attachment(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


def _size(size: int) -> str:
    if size >= A_MEGABYTE:
        return f"{size / A_MEGABYTE:.1f} MB"
    return f"{max(1, size // 1024)} KB"
