"""Saying what goes on while a long part runs."""

import sys


def say(words: str) -> None:
    """Print one line at once, beside the table and not in it."""
    sys.stderr.write(f"  {words}\n")
    sys.stderr.flush()
