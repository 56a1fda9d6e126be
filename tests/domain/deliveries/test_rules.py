"""How a notice reaches one person: the laws, over everything a family can wish."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings, strategies as st

from schoolgate.domain.deliveries.enums import (
    DeliveryChannel,
    FollowUpKind,
    TextAlphabet,
    Urgency,
)
from schoolgate.domain.deliveries.rules import (
    RINGING_CHANNELS,
    Notice,
    Passport,
    Recipient,
    deliver,
)
from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.rules import Restriction
from schoolgate.kernel.ages import Period
from schoolgate.kernel.packs import PACK_IDS, load_pack
from schoolgate.kernel.quiet_hours import QuietHours

LONDON = ZoneInfo("Europe/London")
LANGUAGES = st.sampled_from(["en", "ur", "pl", "pa-Guru", "ar"])
CLOCKS = st.times().map(lambda each: each.replace(second=0, microsecond=0))
ADDRESS = st.none() | st.just("somewhere")

NOTICES = st.builds(
    Notice,
    kind=st.just("letter_home"),
    urgency=st.sampled_from(Urgency),
    sensitive=st.booleans(),
    languages=st.lists(LANGUAGES, min_size=1).map(tuple),
)
RECIPIENTS = st.builds(
    Recipient, mobile=ADDRESS, email=ADDRESS, address=st.booleans(), push=st.booleans()
)
PASSPORTS = st.none() | st.builds(
    Passport,
    language=LANGUAGES,
    channels=st.lists(st.sampled_from(DeliveryChannel)).map(tuple),
    literacy_concern=st.booleans(),
    quiet=st.none() | st.builds(QuietHours, CLOCKS, CLOCKS),
)
MOMENTS = st.datetimes(
    datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)
)
ASKED = st.fixed_dictionaries(
    {
        "rules": st.sampled_from(PACK_IDS).map(lambda each: load_pack(each).delivery),
        "notice": NOTICES,
        "recipient": RECIPIENTS,
        "passport": PASSPORTS,
        "text_alphabet": st.none() | st.sampled_from(TextAlphabet),
        "at": MOMENTS,
        "zone": st.just(LONDON),
    }
)


def plan(asked):
    positional = [asked[key] for key in ("rules", "notice", "recipient", "passport")]
    named = {key: asked[key] for key in ("text_alphabet", "at", "zone")}
    return deliver(*positional, **named)


@settings(deadline=None)
@given(ASKED)
def test_a_person_gets_one_delivery_or_stands_on_the_paper_list(asked):
    answer = plan(asked)
    assert len(answer.deliveries) == (0 if answer.unreachable else 1)
    assert answer.because


@settings(deadline=None)
@given(ASKED)
def test_nothing_goes_to_an_address_that_is_not_there(asked):
    recipient = asked["recipient"]
    for delivery in plan(asked).deliveries:
        there = {
            DeliveryChannel.TEXT: recipient.mobile,
            DeliveryChannel.PHONE: recipient.mobile,
            DeliveryChannel.EMAIL: recipient.email,
            DeliveryChannel.PUSH: recipient.push,
            DeliveryChannel.LETTER: recipient.address,
        }
        if delivery.channel is DeliveryChannel.FACE_TO_FACE:
            assert delivery.channel in asked["passport"].channels
        else:
            assert there[delivery.channel]


@settings(deadline=None)
@given(ASKED)
def test_no_text_turns_a_language_into_question_marks(asked):
    for delivery in plan(asked).deliveries:
        if delivery.channel is DeliveryChannel.TEXT:
            assert asked["text_alphabet"] is not None
            if asked["text_alphabet"] is TextAlphabet.GSM7:
                assert delivery.language in {"en", "pl"}


@settings(deadline=None)
@given(ASKED)
def test_a_family_gets_its_language_or_english_with_an_interpreter(asked):
    wished = asked["passport"].language if asked["passport"] else "en"
    answer = plan(asked)
    kinds = [each.kind for each in answer.follow_ups]
    for delivery in answer.deliveries:
        has_it = wished in asked["notice"].languages
        assert delivery.language == (wished if has_it else "en")
        assert (FollowUpKind.OFFER_INTERPRETER in kinds) is not has_it


@settings(deadline=None)
@given(ASKED)
def test_nothing_rings_in_quiet_hours_but_an_emergency(asked):
    for delivery in plan(asked).deliveries:
        quiet = asked["passport"].quiet if asked["passport"] else None
        assert delivery.not_before >= asked["at"]
        if asked["notice"].urgency is Urgency.EMERGENCY or quiet is None:
            assert delivery.not_before == asked["at"]
        elif delivery.channel in RINGING_CHANNELS:
            assert not quiet.covers(delivery.not_before.time())


@settings(deadline=None)
@given(ASKED, st.sampled_from(RestrictionKind))
def test_a_restriction_silences_everything(asked, kind):
    forever = (Restriction(kind, Period(None, None)),)
    reached = asked["recipient"]
    restricted = Recipient(
        reached.mobile, reached.email, reached.address, reached.push, forever
    )
    answer = plan({**asked, "recipient": restricted})
    assert (answer.deliveries, answer.follow_ups) == ((), ())
    assert not answer.unreachable


def first_minute_outside(quiet, local):
    """Step minute by minute through real time: slow, and without cleverness."""
    moment = local.astimezone(UTC)
    if not quiet.covers(local.time()):
        return moment
    moment = moment.replace(second=0, microsecond=0)
    while quiet.covers(moment.astimezone(local.tzinfo).time()):
        moment += timedelta(minutes=1)
    return moment


AROUND_CLOCK_CHANGES = st.sampled_from(
    [datetime(2026, 3, 28, 20), datetime(2026, 10, 24, 20), datetime(2026, 6, 1)]
).flatmap(lambda start: st.datetimes(start, start + timedelta(hours=9)))


@settings(max_examples=600, deadline=None)
@given(AROUND_CLOCK_CHANGES, CLOCKS, CLOCKS)
def test_quiet_hours_end_as_a_minute_stepper_finds_also_when_clocks_change(
    at, starts, ends
):
    local = at.replace(tzinfo=UTC).astimezone(LONDON)
    quiet = QuietHours(starts, ends)

    found = quiet.first_moment_outside(local)

    assert found.astimezone(UTC) == first_minute_outside(quiet, local)


def test_quiet_hours_pause_where_the_clocks_go_back_behind_their_start():
    quiet = QuietHours(time(1, 1), time(0))
    found = quiet.first_moment_outside(datetime(2026, 10, 25, 1, 30, tzinfo=LONDON))
    assert found.isoformat() == "2026-10-25T01:00:00+00:00"


def test_quiet_hours_that_end_in_the_hour_that_is_skipped_end_after_it():
    quiet = QuietHours(time(22), time(1, 30))
    found = quiet.first_moment_outside(datetime(2026, 3, 29, 0, 30, tzinfo=LONDON))
    assert found.isoformat() == "2026-03-29T02:00:00+01:00"
