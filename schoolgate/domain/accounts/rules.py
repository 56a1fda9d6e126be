"""What a post permits, and how it is spoken of to a family."""

from collections.abc import Iterable

from schoolgate.domain.accounts.enums import REACH_OF, Permission, Reach, Role

LEADERSHIP = frozenset(
    {
        Role.PRINCIPAL,
        Role.VICE_PRINCIPAL_PASTORAL,
        Role.VICE_PRINCIPAL_TEACHING_AND_LEARNING,
    }
)
"""Those who answer for the whole school and see what is overdue in it."""

PERMISSIONS_OF: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission) - {Permission.NAME_NEXT_OF_KIN},
    Role.PRINCIPAL: frozenset(
        {Permission.SET_POLICY, Permission.SET_UP_SCHOOL, Permission.FILL_POSTS}
    ),
    Role.DATA_MANAGER: frozenset({Permission.KEEP_PEOPLE, Permission.IMPORT_PEOPLE}),
    Role.SCHOOL_OFFICE: frozenset({Permission.KEEP_PEOPLE, Permission.FILL_POSTS}),
    Role.STUDENT_SERVICES: frozenset(
        {Permission.KEEP_PEOPLE, Permission.NAME_NEXT_OF_KIN}
    ),
}
"""What a post lets its holder do; one that is missing here permits nothing more."""


OPENS_MUCH = LEADERSHIP | {
    *(*PERMISSIONS_OF, Role.SAFEGUARDING_LEAD, Role.DATA_PROTECTION_LEAD)
}
"""Posts that bring permissions, see the whole school, or what nobody else may see:
given by hand, and whoever has one keeps the address they sign in with, whatever a file
says."""

TEACHERS = frozenset(
    {Role.SUBJECT_TEACHER, Role.FORM_TEACHER, Role.CLASS_TEACHER, Role.TUTOR}
)
"""Who teaches a student, or has their form."""

CLOSE_TO_A_STUDENT = TEACHERS | {
    *(Role.HEAD_OF_YEAR, Role.SENCO, Role.FAMILY_CONTACT, Role.TRUSTED_CONTACT),
}
"""Who answers for how a student is, day by day."""

GIVEN_FROM_FILES = TEACHERS
"""The posts an import may give: who teaches a class, and who has a form."""

USUALLY_TEACHES = {
    Reach.CLASS: Role.SUBJECT_TEACHER,
    Reach.FORM: Role.FORM_TEACHER,
}
"""Who has a class or a form, where the policy does not say."""


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Return what these posts permit together."""
    none: frozenset[Permission] = frozenset()
    return none.union(*(PERMISSIONS_OF.get(role, none) for role in roles))


GIVE_ACCESS_ROLES = frozenset(
    role for role, may in PERMISSIONS_OF.items() if Permission.GIVE_ACCESS in may
)
"""The posts whose holders say who comes in: nobody gives one of these alone."""


def in_words(role: Role, *, student: str = "", subject: str = "") -> str:
    """Return a post as a family would say it: "Amal's maths teacher".

    Without a student's first name: "maths teacher"; a whole-school post is "the".
    """
    words = role.label
    if role is Role.SUBJECT_TEACHER:
        words = f"{subject} teacher" if subject else "subject teacher"
    elif role is Role.HEAD_OF_DEPARTMENT:
        return f"the head of {subject}" if subject else "the head of department"
    if REACH_OF[role] in {Reach.SCHOOL, Reach.YEAR}:
        return f"the {words}"
    return f"{student}’s {words}" if student else words
