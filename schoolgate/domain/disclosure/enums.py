"""The words of the gate: what is asked for, by whom, and every reason it can give."""

from typing import Final, Literal

from schoolgate.kernel.vocabulary import (
    AdultSharing,
    Category,
    ConsentForm,
    Responsibility,
    RestrictionKind,
    Word,
)

__all__ = [
    "ANY",
    "AdultSharing",
    "AnyOne",
    "Category",
    "ConsentForm",
    "Reason",
    "Responsibility",
    "RestrictionKind",
]

AnyOne = Literal["any"]
ANY: Final[AnyOne] = "any"
"""In an objection or a consent: every contact, or every category."""


class Reason(Word):
    """Why the gate allowed or refused, in the order in which it asks."""

    RESTRICTED = "restricted"
    """A court order or a hold on this contact is in force."""
    HELD = "held"
    """The information itself is held back, as in a child-protection matter."""
    NO_RESPONSIBILITY = "no_responsibility"
    """The policy gives someone in this relation no information."""
    NOT_NAMED_FOR_ACCESS = "not_named_for_access"
    """The policy wants a name at enrolment, and this contact was not named."""
    STUDENT_OBJECTS = "student_objects"
    """The student said no, for this contact and this category."""
    ALLOWED_UNDER_18 = "allowed_under_18"
    """The student is under 18 and has not said no."""
    PROGRAMME_ENDED = "programme_ended"
    """The student is an adult and the programme is over."""
    ALLOWED_ADULT_WITH_CONSENT = "allowed_adult_with_consent"
    """Turned 18 on the programme, and said yes."""
    ALLOWED_ADULT_STARTED_BEFORE_18 = "allowed_adult_started_before_18"
    """Turned 18 on the programme, in a college that asks no consent then."""
    ADULT_HAS_NOT_CONSENTED = "adult_has_not_consented"
    """Turned 18 on the programme, and has not said yes."""
    ALLOWED_ADULT_WITH_WRITTEN_CONSENT = "allowed_adult_with_written_consent"
    """Was 18 at the start, and said yes in writing."""
    ADULT_HAS_NOT_CONSENTED_IN_WRITING = "adult_has_not_consented_in_writing"
    """Was 18 at the start, and has not said yes in writing."""
    ALLOWED_BY_RESPONSIBILITY = "allowed_by_responsibility"
    """The contact answers for the student, and nothing stands against it."""
