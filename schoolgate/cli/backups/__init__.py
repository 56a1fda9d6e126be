"""Backups: one encrypted file, the same for both databases, proven by restoring it."""
