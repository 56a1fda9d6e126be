"""How one notice reaches one person: by what, in which language, from when on.

Pure: the notice, the person, the family's passport and a moment in, a plan out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from schoolgate.domain.deliveries.enums import (
    DeliveryChannel,
    FollowUpKind,
    TextAlphabet,
    Urgency,
)
from schoolgate.domain.disclosure.rules import Restriction, is_restricted
from schoolgate.kernel.packs import DeliveryRules
from schoolgate.kernel.quiet_hours import QuietHours
from schoolgate.kernel.scripts import is_written_in_latin
from schoolgate.kernel.vocabulary import Category
from schoolgate.kernel.words import say_moment_and_year

FALLBACK_LANGUAGE = "en"
"""What goes out when a notice does not exist in the family's language."""

FALLBACK_CHANNELS = (
    DeliveryChannel.EMAIL,
    DeliveryChannel.PUSH,
    DeliveryChannel.LETTER,
    DeliveryChannel.PHONE,
)
"""Tried in this order when none of the family's own channels can be used."""

READ_CHANNELS = frozenset(
    {
        DeliveryChannel.TEXT,
        DeliveryChannel.EMAIL,
        DeliveryChannel.PUSH,
        DeliveryChannel.LETTER,
    }
)
"""What arrives as writing."""

RINGING_CHANNELS = frozenset(
    {
        DeliveryChannel.TEXT,
        DeliveryChannel.EMAIL,
        DeliveryChannel.PUSH,
        DeliveryChannel.PHONE,
    }
)
"""What can wake somebody up, and so keeps quiet hours."""

ENVELOPE_CHANNELS = frozenset(
    {DeliveryChannel.TEXT, DeliveryChannel.EMAIL, DeliveryChannel.PUSH}
)
"""What somebody else may see on a screen: sensitive words stay behind a link."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be delivered; `languages` are those in which its words exist."""

    kind: str
    urgency: Urgency
    sensitive: bool
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where one person can be reached, and what stands against reaching them."""

    mobile: str | None
    email: str | None
    address: bool
    push: bool
    restrictions: tuple[Restriction, ...] = ()


@dataclass(frozen=True, slots=True)
class Passport:
    """How a family wishes to be reached; `channels` in its own order of preference."""

    language: str = FALLBACK_LANGUAGE
    channels: tuple[DeliveryChannel, ...] = ()
    literacy_concern: bool = False
    quiet: QuietHours | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One notice to one person; an `envelope` carries neutral words and a link."""

    channel: DeliveryChannel
    language: str
    not_before: datetime
    envelope: bool


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What somebody still has to do, with the clause that asks for it."""

    kind: FollowUpKind
    clause: str | None


@dataclass(frozen=True, slots=True)
class DeliveryPlan:
    """What happens to a notice for one person.

    `unreachable` puts a line on the paper list. A restricted person has neither a
    delivery nor that line.
    """

    deliveries: tuple[Delivery, ...]
    follow_ups: tuple[FollowUp, ...]
    unreachable: bool
    because: tuple[str, ...]


def deliver(
    rules: DeliveryRules,
    notice: Notice,
    recipient: Recipient,
    passport: Passport | None,
    *,
    text_alphabet: TextAlphabet | None,
    at: datetime,
    zone: ZoneInfo,
) -> DeliveryPlan:
    """Plan the delivery of a notice to one person.

    `text_alphabet` is what the text provider carries, None without a provider. `at`
    is the moment it would go out; moments come back in `zone`.
    """
    local = at.astimezone(zone)
    if is_restricted(recipient.restrictions, local.date()):
        return DeliveryPlan((), (), unreachable=False, because=(_RESTRICTED,))
    passport = passport or Passport()
    language = _language(notice, passport)
    channel = _channel(recipient, passport, language, text_alphabet)
    if channel is None:
        return DeliveryPlan((), (), unreachable=True, because=(_UNREACHABLE,))
    delivery = Delivery(
        channel=channel,
        language=language,
        not_before=_not_before(channel, notice, passport, local),
        envelope=notice.sensitive and channel in ENVELOPE_CHANNELS,
    )
    return DeliveryPlan(
        deliveries=(delivery,),
        follow_ups=tuple(_follow_ups(rules, notice, passport, channel)),
        unreachable=False,
        because=tuple(_because(delivery, notice, passport, local)),
    )


def _language(notice: Notice, passport: Passport) -> str:
    has_it = passport.language in notice.languages
    return passport.language if has_it else FALLBACK_LANGUAGE


def _channel(
    recipient: Recipient,
    passport: Passport,
    language: str,
    text_alphabet: TextAlphabet | None,
) -> DeliveryChannel | None:
    for channel in (*passport.channels, *FALLBACK_CHANNELS):
        has_address = _has_address(recipient, channel)
        if has_address and _carries(channel, language, text_alphabet):
            return channel
    return None


def _has_address(recipient: Recipient, channel: DeliveryChannel) -> bool:
    match channel:
        case DeliveryChannel.TEXT | DeliveryChannel.PHONE:
            return recipient.mobile is not None
        case DeliveryChannel.EMAIL:
            return recipient.email is not None
        case DeliveryChannel.PUSH:
            return recipient.push
        case DeliveryChannel.LETTER:
            return recipient.address
        case DeliveryChannel.FACE_TO_FACE:
            return True


def _carries(
    channel: DeliveryChannel, language: str, text_alphabet: TextAlphabet | None
) -> bool:
    if channel is not DeliveryChannel.TEXT:
        return True
    if text_alphabet is TextAlphabet.GSM7:
        return is_written_in_latin(language)
    return text_alphabet is TextAlphabet.UNICODE


def _not_before(
    channel: DeliveryChannel, notice: Notice, passport: Passport, local: datetime
) -> datetime:
    if notice.urgency is Urgency.EMERGENCY or channel not in RINGING_CHANNELS:
        return local
    return passport.quiet.first_moment_outside(local) if passport.quiet else local


def _follow_ups(
    rules: DeliveryRules, notice: Notice, passport: Passport, channel: DeliveryChannel
) -> Iterator[FollowUp]:
    if passport.language not in notice.languages:
        yield FollowUp(FollowUpKind.OFFER_INTERPRETER, rules.interpreter_clause)
    if passport.literacy_concern and channel in READ_CHANNELS:
        yield FollowUp(FollowUpKind.PHONE_CALL, rules.literacy_clause)


_RESTRICTED = "A restriction on this person is in force, so nothing is sent."
_UNREACHABLE = (
    "There is no way to reach this person that is on record, so they go on the"
    " paper list."
)


def _because(
    delivery: Delivery, notice: Notice, passport: Passport, local: datetime
) -> Iterator[str]:
    way = delivery.channel.label
    if delivery.channel in passport.channels:
        yield f"The family asked to be reached by {way}, and it can carry the notice."
    else:
        yield f"No way the family named can be used, so it goes by {way}."
    if passport.language not in notice.languages:
        yield (
            f"The notice does not exist in the family's language"
            f" ({passport.language}), so it goes out in English, with an interpreter."
        )
    if passport.literacy_concern and delivery.channel in READ_CHANNELS:
        yield "Reading is a difficulty in this family, so a phone call follows."
    if delivery.not_before != local:
        yield (
            f"It waits for the end of the family's quiet hours:"
            f" {say_moment_and_year(delivery.not_before)}."
        )
    if delivery.envelope:
        yield "The notice is sensitive, so only neutral words and a link go out."


SENSITIVE = frozenset({Category.BEHAVIOUR, Category.SEN, Category.HEALTH})
"""What never stands in a mail itself: the mail is an envelope with a link."""


def is_sensitive(category: Category | None) -> bool:
    """Answer whether words of this category go behind a link."""
    return category in SENSITIVE


FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(hours=72)


def next_try_after(
    queued_at: datetime, *, attempts: int, at: datetime
) -> datetime | None:
    """Return when to try again after this many attempts; None when it is time to stop.

    Waits double from a minute to four hours; 72 hours after queueing it has failed.
    """
    if at - queued_at >= GIVE_UP_AFTER:
        return None
    return at + min(FIRST_WAIT * (1 << min(attempts - 1, 20)), LONGEST_WAIT)
