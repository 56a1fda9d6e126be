"""Words of the school itself."""

from schoolgate.kernel.vocabulary import Word


class Nation(Word):
    """Whose law and bank holidays apply."""

    ENGLAND = "england", "England"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"
    SCOTLAND = "scotland", "Scotland"
    WALES = "wales", "Wales"


class GroupKind(Word):
    """A kind of group of students."""

    FORM = "form"
    """The form, class or tutor group a student belongs to all day."""
    YEAR = "year", "year group"
    """A whole year."""
    CLASS = "class"
    """Those who are taught a subject together."""
    DEPARTMENT = "department"
    """A subject in the school; has no students of its own."""


class Weekday(Word):
    """A day of the week, as calendars write it."""

    MON = "mon", "Monday"
    TUE = "tue", "Tuesday"
    WED = "wed", "Wednesday"
    THU = "thu", "Thursday"
    FRI = "fri", "Friday"
    SAT = "sat", "Saturday"
    SUN = "sun", "Sunday"
