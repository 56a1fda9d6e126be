"""Reading and writing a school's year: CSV tables and iCalendar files, strictly."""
