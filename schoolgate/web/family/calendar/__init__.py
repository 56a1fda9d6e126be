"""The school's year, as families read it: closed days, terms, when to come in."""
