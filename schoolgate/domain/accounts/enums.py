"""What a post reaches: one student, a form, a subject, or the whole school."""

from schoolgate.kernel.vocabulary import Permission, Role, Word

__all__ = [
    "APPOINTMENT_MOVES",
    "REACH_OF",
    "AppointmentState",
    "InvitationWay",
    "Permission",
    "Reach",
    "Role",
]


class Reach(Word):
    """For whom the holder of a post is the one."""

    STUDENT = "student", "one student"
    FORM = "form", "a form or tutor group"
    YEAR = "year", "a year group"
    CLASS = "class", "a class that is taught together"
    DEPARTMENT = "department", "a subject"
    SCHOOL = "school", "the whole school"


class InvitationWay(Word):
    """How somebody is asked in."""

    MAIL = "mail"
    """A link to the address on record, which that proves."""
    LETTER = "letter"
    """A code on paper; the address they give is proven by a code of its own."""


class AppointmentState(Word):
    """Where it stands that somebody is to give access. `APPOINTMENT_MOVES` has more."""

    WAITING = "waiting"
    """One administrator has asked; another confirms it, or a day goes by."""
    TAKEN_UP = "taken_up", "in force"
    """They hold the post."""
    STOPPED = "stopped"
    """It will not be: somebody stopped it, or who asked gives no access any more."""


APPOINTMENT_MOVES: dict[AppointmentState, frozenset[AppointmentState]] = {
    AppointmentState.WAITING: frozenset(
        {AppointmentState.TAKEN_UP, AppointmentState.STOPPED}
    ),
    AppointmentState.TAKEN_UP: frozenset(),
    AppointmentState.STOPPED: frozenset(),
}


REACH_OF: dict[Role, Reach] = {
    Role.SUBJECT_TEACHER: Reach.CLASS,
    Role.HEAD_OF_DEPARTMENT: Reach.DEPARTMENT,
    Role.FORM_TEACHER: Reach.FORM,
    Role.TUTOR: Reach.FORM,
    Role.CLASS_TEACHER: Reach.FORM,
    Role.HEAD_OF_YEAR: Reach.YEAR,
    Role.TRUSTED_CONTACT: Reach.STUDENT,
    Role.FAMILY_CONTACT: Reach.STUDENT,
    Role.SCHOOL_OFFICE: Reach.SCHOOL,
    Role.STUDENT_SERVICES: Reach.SCHOOL,
    Role.DATA_MANAGER: Reach.SCHOOL,
    Role.SAFEGUARDING_LEAD: Reach.SCHOOL,
    Role.DATA_PROTECTION_LEAD: Reach.SCHOOL,
    Role.ADMINISTRATOR: Reach.SCHOOL,
    Role.SENCO: Reach.SCHOOL,
    Role.PRINCIPAL: Reach.SCHOOL,
    Role.VICE_PRINCIPAL_PASTORAL: Reach.SCHOOL,
    Role.VICE_PRINCIPAL_TEACHING_AND_LEARNING: Reach.SCHOOL,
}
"""How far each post reaches; a role missing here fails a test."""
