"""What stops a backup or a restore, in words for the person who runs it."""


class BackupError(Exception):
    """A backup could not be made, read or restored; says what to do."""
