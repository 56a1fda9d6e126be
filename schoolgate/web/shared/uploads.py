"""Files that people send: what is too large is not taken in at all."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MOST_BYTES = 64 * 1024 * 1024
"""Of one request; no reader of files takes more (safety rule 14)."""


class AtMost(FileUploadHandler):
    """Stops taking a file in beyond the most, and leaves a mark for the form."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a piece on, unless it is one too many."""
        if start + len(raw_data) > MOST_BYTES:
            if self.request is not None:
                self.request.upload_was_too_large = True  # type: ignore[attr-defined]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> Any:  # noqa: ANN401, ARG002
        """Leave the file to the handlers after this one."""
        return None
