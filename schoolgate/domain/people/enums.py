"""Words for people and the ties between them."""

from schoolgate.kernel.vocabulary import Relationship, Responsibility, Word

__all__ = ["Relationship", "Responsibility"]


class Detail(Word):
    """What a contact may ask to have put right about themselves."""

    TITLE = "title", "title"
    GIVEN_NAME = "given_name", "first name"
    FAMILY_NAME = "family_name", "last name"
    EMAIL = "email", "e-mail"
    MOBILE = "mobile", "mobile"


class CorrectionState(Word):
    """Where a contact's wish to be put right stands."""

    ASKED = "asked", "waiting for the office"
    """Nothing has changed yet: that it says it is from a parent proves little."""
    CONFIRMED = "confirmed"
    """The office has made sure, and the record has changed."""
    DECLINED = "declined", "not changed"
    """The office has not changed the record."""


class ImportState(Word):
    """Where an import stands. `IMPORT_MOVES` says what may follow."""

    UPLOADED = "uploaded", "columns to be checked"
    """The file is here; a person says what its columns mean."""
    READING = "reading", "being read"
    """The worker reads it and works out what it would change."""
    DRY = "dry", "to be looked at"
    """Everything it would change can be seen; nothing has been done."""
    APPLYING = "applying", "being taken in"
    """The worker takes it in, all or nothing."""
    APPLIED = "applied", "taken in"
    """What it says stands on record."""
    UNDOING = "undoing", "being taken back"
    """The worker takes it back, all or nothing."""
    UNDONE = "undone", "taken back"
    """Everything stands as it did before it."""
    DROPPED = "dropped"
    """Nobody wanted it, or nobody looked for a week; the file is deleted."""


IMPORT_MOVES: dict[ImportState, frozenset[ImportState]] = {
    ImportState.UPLOADED: frozenset({ImportState.READING, ImportState.DROPPED}),
    ImportState.READING: frozenset({ImportState.DRY, ImportState.UPLOADED}),
    ImportState.DRY: frozenset(
        {ImportState.READING, ImportState.APPLYING, ImportState.DROPPED}
    ),
    ImportState.APPLYING: frozenset({ImportState.APPLIED, ImportState.DRY}),
    ImportState.APPLIED: frozenset({ImportState.UNDOING}),
    ImportState.UNDOING: frozenset({ImportState.UNDONE, ImportState.APPLIED}),
    ImportState.UNDONE: frozenset(),
    ImportState.DROPPED: frozenset(),
}
"""What may follow each state of an import."""


class ImportContentKind(Word):
    """What an import keeps beside itself."""

    FILE = "file"
    """The file as it was sent."""
    LISTS = "lists"
    """Every line of what it would change."""
    UNDO = "undo", "way back"
    """Each row it touched, before and after."""
