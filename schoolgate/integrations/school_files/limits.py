"""How much of a file is read: every limit with its name and its reason.

A county's largest college has some 20,000 students; a file of theirs with all
contacts is 10 MB as text. The limits are several times that, so that whatever meets
one is not a school's file.
"""

MEBIBYTE = 1024 * 1024

MOST_BYTES = 64 * MEBIBYTE
"""Of the file itself; a larger one is refused before anything in it is looked at."""
MOST_UNPACKED_BYTES = 256 * MEBIBYTE
"""Of all files in an archive or workbook together, counted while unpacking."""
MOST_ENTRIES = 200
"""Files in an archive or parts of a workbook."""
MOST_ROWS = 200_000
"""Rows of one table, its header included."""
MOST_COLUMNS = 300
"""Columns of one table."""
LONGEST_ROW = 1_000_000
"""Characters of one row of a text table, lines within its cells included."""
MOST_CELLS = 5_000_000
"""Cells of a workbook, empty ones in its rectangles included: some 160 MB."""
LONGEST_CELL = 32_767
"""Characters in one cell, whether it is used or not: what a spreadsheet can hold."""
DEEPEST_XML = 30
"""Elements within elements; an ILR file has five."""
MOST_FAULTS = 500
"""Faults listed one by one; further ones are counted."""
MOST_HEADER_ROWS = 15
"""Rows at the top in which the header is looked for, below a title or a date."""
MOST_SAMPLES = 50
"""Rows whose cells are looked at when columns are recognised."""

LONGEST_NAME = 80
LONGEST_TITLE = 20
LONGEST_EMAIL = 254
"""Longer ones cannot be delivered to (RFC 5321)."""
LONGEST_REF = 64
LONGEST_GROUP = 60
