"""How much of a file is read: more than any school's year, less than any harm."""

from datetime import timedelta

MOST_BYTES = 1_000_000
MOST_ROWS = 1_000
MOST_COLUMNS = 40
MOST_EVENTS = 2_000
MOST_OCCURRENCES = 400
"""Lines that one file's repeating events may become."""
BACK, AHEAD = timedelta(days=400), timedelta(days=1_100)
"""The days around today that an import is about: last year, this and the next two."""
LONGEST_TEXT = 60
"""Characters of a name, as many as the name of a term may have."""
LONGEST_LINE = 400
"""Days from first to last; longer is a slip in a date."""
