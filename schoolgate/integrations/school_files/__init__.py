"""The files a school has, read: bytes in, a `Roll` and its faults out.

No database, no clock, no network. Start at `reading.read_school_file`. A file is
recognised by what is in it and never by its name alone; nothing in it is evaluated.
"""
