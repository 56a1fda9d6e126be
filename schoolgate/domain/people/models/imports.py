"""Imports: the file, what it would change, and what is needed to take it back."""

from django.db import models

from schoolgate.domain.people.enums import ImportContentKind, ImportState
from schoolgate.foundation.ids import new_public_id
from schoolgate.foundation.tenancy import SchoolOwned
from schoolgate.foundation.words import only, word_field

TAKEN = tuple(
    each.value
    for each in (ImportState.APPLIED, ImportState.UNDOING, ImportState.UNDONE)
)
UNDONE = ImportState.UNDONE.value


class ImportBatch(SchoolOwned):
    """One file brought in, from upload to undo.

    Personal data: who did it; in `summary` the first lines of what changes, with
    names; never the file itself, which is an ImportContent. Why: to show before and
    after what an import does. Kept: as long as the audit. Erased: with it; the names
    in the summary when it can no longer be undone.
    """

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=60, blank=True)
    mapping = models.JSONField(null=True, blank=True)
    """What a person said the columns mean; none for files without columns."""
    options = models.JSONField(default=dict)
    state = word_field(ImportState, default=ImportState.UPLOADED)
    digest = models.CharField(max_length=64, blank=True)
    """Of the plan that was shown: another one is shown again before it is done."""
    summary = models.JSONField(default=dict)
    trouble = models.CharField(max_length=1000, blank=True)
    """Why the last step was not done, for whoever asked for it."""
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)
    asked_by = models.CharField(max_length=80, blank=True)
    """Who asked for the step that waits."""
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.CharField(max_length=80, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=80, blank=True)

    class Meta(SchoolOwned.Meta):
        ordering = ("-made_at", "-pk")
        constraints = (
            only("state", ImportState, name="import_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=TAKEN, applied_at__isnull=False)
                | (~models.Q(state__in=TAKEN) & models.Q(applied_at=None)),
                name="import_applied_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state=UNDONE, undone_at__isnull=False)
                | (~models.Q(state=UNDONE) & models.Q(undone_at=None)),
                name="import_undone_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return self.public_id


class ImportContent(SchoolOwned):
    """What belongs to an import and is large: the file, the lists, the way back.

    Personal data: everything in the file. Why: to do the import after somebody has
    looked, and to take it back. Kept: the file and the lists until it is applied or
    dropped, and at most 7 days; the way back for 90 days. Erased: then, by the worker.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="contents")
    kind = word_field(ImportContentKind)
    data = models.BinaryField()

    class Meta(SchoolOwned.Meta):
        constraints = (
            only("kind", ImportContentKind, name="import_content_kind_is_known"),
            models.UniqueConstraint(
                fields=("batch", "kind"), name="import_content_once_a_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of import {self.batch_id}"


class ColumnMapping(SchoolOwned):
    """What a person has said that the columns of a file mean, for the next such file.

    Personal data: none (headers and meanings). Kept: until said otherwise.
    """

    headers = models.CharField(max_length=64)
    """SHA-256 of the set of headers, in hex."""
    mapping = models.JSONField()
    said_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("school", "headers"), name="column_mapping_once_a_header_set"
            ),
        )

    def __str__(self) -> str:
        return self.headers
