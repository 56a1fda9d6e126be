"""The school's year, as students read it: closed days and terms."""
