"""The school's year: its picture, what stands in it, and every way to change it."""
