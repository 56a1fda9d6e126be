"""What taking a roll would change: planned from plain values, before anything is done.

`planning.plan` compares a `kernel.roll.Roll` with what a school has on record. It
reads no database and no clock, and the order of rows in the file does not matter.
"""
