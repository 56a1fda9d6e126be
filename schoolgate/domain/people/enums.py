"""Words for people and the ties between them."""

from schoolgate.kernel.vocabulary import Relationship, Responsibility, Word

__all__ = ["Relationship", "Responsibility"]


class Detail(Word):
    """What a contact may ask to have put right about themselves."""

    TITLE = "title", "title"
    GIVEN_NAME = "given_name", "first name"
    FAMILY_NAME = "family_name", "last name"
    EMAIL = "email", "e-mail"
    MOBILE = "mobile", "mobile"


class CorrectionState(Word):
    """Where a contact's wish to be put right stands."""

    ASKED = "asked", "waiting for the office"
    """Nothing has changed yet: that it says it is from a parent proves little."""
    CONFIRMED = "confirmed"
    """The office has made sure, and the record has changed."""
    DECLINED = "declined", "not changed"
    """The office has not changed the record."""
