"""Words of the school itself."""

from schoolgate.kernel.vocabulary import Word


class Nation(Word):
    """Whose law and bank holidays apply."""

    ENGLAND = "england", "England"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"
    SCOTLAND = "scotland", "Scotland"
    WALES = "wales", "Wales"


class SchoolKind(Word):
    """What kind of school it is: with the nation, whose rules apply."""

    PRIMARY = "primary", "primary school"
    SECONDARY = "secondary", "secondary school"
    GRAMMAR = "grammar", "grammar school"
    SPECIAL = "special", "special school"
    ACADEMY = "academy", "academy or free school"
    COLLEGE = "college", "further education college"


class DayKind(Word):
    """Why a day is unlike its weekday."""

    BANK_HOLIDAY = "bank_holiday"
    TRAINING = "training", "training day"
    CLOSURE = "closure"
    """Closed for another reason: snow, an election, a local holiday."""
    SHORT_DAY = "short_day", "half day"
    """Open, with other hours than its weekday."""


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
