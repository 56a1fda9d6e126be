"""Bringing people in from a file: columns, dry run, taking in, taking back."""
