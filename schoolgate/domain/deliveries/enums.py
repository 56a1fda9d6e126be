"""The words of deliveries: ways to reach a family, and what follows."""

from schoolgate.kernel.vocabulary import Word


class DeliveryChannel(Word):
    """A way in which a notice reaches one person."""

    TEXT = "text", "text message"
    """A text message to a mobile; some providers carry Latin script only."""
    EMAIL = "email", "e-mail"
    """A mail in any language."""
    PUSH = "push", "notification"
    """A notification on a phone or computer that asked for it."""
    LETTER = "letter"
    """On paper, to the home address."""
    PHONE = "phone", "phone call"
    """Somebody from the school calls."""
    FACE_TO_FACE = "face_to_face", "word in person"
    """Somebody from the school says it, if the family asked for that."""


class Urgency(Word):
    """How long a notice can wait."""

    ROUTINE = "routine"
    """Waits until quiet hours end."""
    URGENT = "urgent"
    """Wanted today; still waits until quiet hours end."""
    EMERGENCY = "emergency"
    """Goes at once, in quiet hours too."""


class TextAlphabet(Word):
    """What the school's text provider can carry."""

    UNICODE = "unicode"
    """Every script."""
    GSM7 = "gsm7"
    """Latin script; marks may be lost, and anything else becomes question marks."""


class FollowUpKind(Word):
    """What somebody still has to do after a delivery."""

    OFFER_INTERPRETER = "offer_interpreter", "offer an interpreter"
    """The notice went out in English to a family with another language."""
    PHONE_CALL = "phone_call"
    """The notice has to be read, and reading is a difficulty at home."""
