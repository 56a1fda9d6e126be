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


class NoticeKind(Word):
    """What a notice is; its words stand in `notices`."""

    ENQUIRY_RECEIVED = "enquiry_received"
    """We have it, this person has it, you will hear by then."""
    ENQUIRY_PASSED_ON = "enquiry_passed_on"
    """Somebody else has it now."""
    ENQUIRY_ACKNOWLEDGED = "enquiry_acknowledged"
    """A person says that they are on it."""
    ENQUIRY_ANSWERED = "enquiry_answered"
    """A person has answered."""
    ENQUIRY_EXTENDED = "enquiry_extended"
    """A person says that the answer comes later, when, and why."""
    ENQUIRY_CLOSED = "enquiry_closed"
    """A person says how it was settled."""
    ENQUIRY_DATE_MOVED = "enquiry_date_moved"
    """The school's year changed, so the answer comes later, and why."""
    ONE_CHANNEL = "one_channel"
    """The school asks them to use one way of reaching it, why, and until when."""
    SCHOOL_WROTE = "school_wrote"
    """The school tells a family something first."""
    DATA_RIGHTS = "data_rights"
    """What became of a request for data, or a complaint about it."""
    SIGN_IN_CODE = "sign_in_code"
    """The six digits that somebody signing in, or setting a password, asked for."""
    INVITATION = "invitation"
    """The school asks somebody in."""
    ADDRESS_CHANGED = "address_changed"
    """To the old address: the school has another on record now."""
    ADMINISTRATOR_NAMED = "administrator_named"
    """Somebody is to give access at the school; it can still be stopped."""
    SECOND_STEP_REMOVED = "second_step_removed"
    """Who runs the installation has taken somebody's second step away."""
    PROMISES_DUE = "promises_due"
    """To a member of staff, once a day: what ends now, and what was not kept."""


FOR_STAFF = frozenset({NoticeKind.PROMISES_DUE})
"""What goes to staff about their work: in school hours and at no other time."""


class SendState(Word):
    """Where one outgoing mail stands. `SEND_MOVES` says what may follow."""

    QUEUED = "queued", "waiting to go"
    """Will be tried at `next_try_at`."""
    HANDING_OVER = "handing_over", "being handed over"
    """Marked: the last byte may be on its way."""
    SENT = "sent"
    """The mail server has taken it."""
    FAILED = "failed", "could not be sent"
    """Refused for good, or tried for too long."""
    UNCERTAIN = "uncertain", "may have been sent"
    """Cut off between mark and receipt: a person looks."""
    WITHHELD = "withheld", "held back"
    """The gate said no at the moment of sending; sent again, it is asked again."""
    HELD = "held", "on hold"
    """Was waiting when a backup was made that has been restored: a person looks."""
    DROPPED = "dropped"
    """A person decided that it does not go."""


SEND_MOVES: dict[SendState, frozenset[SendState]] = {
    SendState.QUEUED: frozenset(
        {
            SendState.QUEUED,
            SendState.HANDING_OVER,
            SendState.FAILED,
            SendState.WITHHELD,
            SendState.HELD,
        }
    ),
    SendState.HANDING_OVER: frozenset(
        {SendState.SENT, SendState.QUEUED, SendState.FAILED, SendState.UNCERTAIN}
    ),
    SendState.SENT: frozenset(),
    SendState.FAILED: frozenset({SendState.QUEUED}),
    SendState.UNCERTAIN: frozenset({SendState.QUEUED, SendState.SENT}),
    SendState.WITHHELD: frozenset({SendState.QUEUED}),
    SendState.HELD: frozenset({SendState.QUEUED, SendState.DROPPED}),
    SendState.DROPPED: frozenset(),
}


class InboundOutcome(Word):
    """What was made of a mail that came in."""

    ENQUIRY = "enquiry"
    """A new enquiry."""
    REPLY = "reply"
    """Joined the conversation it answers."""
    DRAFT = "draft", "kept as a draft"
    """From a member of staff's school address: waits on their desk to be sent."""
    BOUNCE = "bounce"
    """A mail server's word that a mail could not be delivered."""
    AUTO_REPLY = "auto_reply", "automatic reply"
    """Written by a machine; never answered."""
    DUPLICATE = "duplicate"
    """The same mail again."""
    QUARANTINED = "quarantined", "held for the office"
    """A person decides what it is."""
