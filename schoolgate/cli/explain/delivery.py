"""`schoolgate explain delivery`: how a notice reaches one person, and what follows."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from schoolgate.cli.explain.shapes import PACK, RESTRICTIONS, ZONE
from schoolgate.cli.explain.topic import Json, Topic
from schoolgate.domain.deliveries.enums import DeliveryChannel, TextAlphabet, Urgency
from schoolgate.domain.deliveries.rules import Notice, Passport, Recipient, deliver
from schoolgate.kernel.packs import Pack
from schoolgate.kernel.plain_shapes import boolean, clock, moment, one_of, text
from schoolgate.kernel.quiet_hours import QuietHours
from schoolgate.kernel.shapes import Field, list_of, nullable, pair_of, record


@dataclass(frozen=True, slots=True)
class Question:
    """A question how a notice reaches one person."""

    pack: Pack
    at: datetime
    timezone: ZoneInfo
    notice: Notice
    contact: Recipient
    passport: Passport | None
    provider: TextAlphabet | None


def _provider(text: TextAlphabet | None) -> TextAlphabet | None:
    return text


_LANGUAGE = text(
    'a language tag such as "en" or "pa-Guru"',
    r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*",
)

_NOTICE = record(
    "a notice",
    Notice,
    Field("kind", text("a word")),
    Field("urgency", one_of(Urgency)),
    Field("sensitive", boolean()),
    Field("languages", list_of(_LANGUAGE, at_least=1)),
)

_CONTACT = record(
    "a contact",
    Recipient,
    Field("mobile", nullable(text("a number"))),
    Field("email", nullable(text("an address"))),
    Field("address", boolean()),
    Field("push", boolean()),
    Field("restrictions", RESTRICTIONS),
)

_QUIET = pair_of(clock(), QuietHours, 'two times such as ["20:00", "07:30"]')

_PASSPORT = record(
    "a passport",
    Passport,
    Field("language", _LANGUAGE),
    Field("channels", list_of(one_of(DeliveryChannel))),
    Field("literacy_concern", boolean()),
    Field("quiet", nullable(_QUIET)),
)

_PROVIDER = record(
    "an object with text", _provider, Field("text", nullable(one_of(TextAlphabet)))
)


def _answer(question: Question) -> Json:
    plan = deliver(
        question.pack.delivery,
        question.notice,
        question.contact,
        question.passport,
        text_alphabet=question.provider,
        at=question.at,
        zone=question.timezone,
    )
    return {
        "deliveries": [
            {
                "channel": each.channel,
                "language": each.language,
                "not_before": each.not_before.isoformat(),
                "envelope": each.envelope,
            }
            for each in plan.deliveries
        ],
        "follow_ups": [
            {"kind": each.kind, "clause": each.clause} for each in plan.follow_ups
        ],
        "unreachable": plan.unreachable,
        "because": list(plan.because),
    }


TOPIC = Topic(
    asks="how does a notice reach one person, and what follows?",
    question=record(
        "a question about a delivery",
        Question,
        Field("pack", PACK),
        Field("at", moment()),
        Field("timezone", ZONE),
        Field("notice", _NOTICE),
        Field("contact", _CONTACT),
        Field("passport", nullable(_PASSPORT)),
        Field("provider", _PROVIDER),
    ),
    answer=_answer,
    example="""{"pack": "special-school", "at": "2026-11-23T18:40:00+00:00",
 "timezone": "Europe/London",
 "notice": {"kind": "letter_home", "urgency": "routine", "sensitive": false,
            "languages": ["en", "ur"]},
 "contact": {"mobile": "+447700900123", "email": "a@example.org",
             "address": true, "push": false, "restrictions": []},
 "passport": {"language": "ur", "channels": ["text", "email"],
              "literacy_concern": true, "quiet": ["20:00", "07:30"]},
 "provider": {"text": "gsm7"}}""",
)
