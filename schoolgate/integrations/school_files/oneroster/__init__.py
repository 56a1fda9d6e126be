"""OneRoster 1.1 and 1.2 CSV bundles, read whole: a roll of students, adults, classes.

Only bulk files are taken. A delta speaks of changes since an earlier one, so that what
is missing from it means nothing; a roll is a whole.
"""
