"""Shapes that several questions share."""

from datetime import date
from zoneinfo import ZoneInfo

from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.rules import Restriction
from schoolgate.kernel.ages import Period
from schoolgate.kernel.packs import PACK_IDS, Pack, load_pack
from schoolgate.kernel.plain_shapes import day, one_of
from schoolgate.kernel.shapes import Field, Shape, list_of, nullable, record, wrong
from schoolgate.kernel.working_time import CalendarError, zone_named

ALLOWED_PACKS = ", ".join(PACK_IDS)


def _read_pack(value: object, where: str) -> Pack:
    if not isinstance(value, str) or value not in PACK_IDS:
        raise wrong(where, value, ALLOWED_PACKS)
    return load_pack(value)


PACK: Shape[Pack] = Shape(ALLOWED_PACKS, _read_pack)

ALLOWED_ZONES = "a name from the time zone database, such as Europe/London"


def _read_zone(value: object, where: str) -> ZoneInfo:
    if not isinstance(value, str):
        raise wrong(where, value, ALLOWED_ZONES)
    try:
        return zone_named(value)
    except CalendarError:
        raise wrong(where, value, ALLOWED_ZONES) from None


ZONE: Shape[ZoneInfo] = Shape(ALLOWED_ZONES, _read_zone)

OPEN_DAY = nullable(day())
"""An end of a period; null leaves it open."""

PERIOD = record(
    "an object with from and until",
    Period,
    Field("from", OPEN_DAY, name="first"),
    Field("until", OPEN_DAY),
)


def _restriction(
    kind: RestrictionKind, first: date | None, until: date | None
) -> Restriction:
    return Restriction(kind, Period(first, until))


RESTRICTIONS = list_of(
    record(
        "an object with kind, from and until",
        _restriction,
        Field("kind", one_of(RestrictionKind)),
        Field("from", OPEN_DAY, name="first"),
        Field("until", OPEN_DAY),
    )
)
