"""Loading and checking policy packs, one TOML file each.

Every fault of a file is found at once, each with its key, what was found, what is
allowed and what to do. See docs/decisions/0003-packs-are-data.md.
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from schoolgate.kernel.pack_model import (
    AgeRules,
    Clause,
    Deadline,
    DeliveryRules,
    DisclosureRules,
    Entitlement,
    Interval,
    Pack,
    Review,
    Route,
    Standard,
    Wording,
)
from schoolgate.kernel.pack_shape import PACK
from schoolgate.kernel.shapes import Fault, ShapeError

__all__ = [
    "PACKS_FOLDER",
    "PACK_IDS",
    "AgeRules",
    "Clause",
    "Deadline",
    "DeliveryRules",
    "DisclosureRules",
    "Entitlement",
    "Interval",
    "Pack",
    "PackError",
    "PackFault",
    "Review",
    "Route",
    "Standard",
    "UnknownPackError",
    "Wording",
    "check_pack",
    "load_pack",
    "read_pack",
]

PACK_IDS = (
    "fe-college",
    "grammar-ni",
    "special-school",
    "academy",
    "sen-guidance",
    "objectives",
    "secondary",
    "primary",
    "passport",
)
"""The packs that ship with the product, in the order of their sources."""

PACKS_FOLDER = Path(__file__).resolve().parent.parent / "packs"
"""Where the packs lie: a folder of data beside the code."""

MAX_PACK_BYTES = 1_000_000
"""The largest pack file read: forty times the largest that ships."""


@dataclass(frozen=True, slots=True)
class PackFault:
    """One fault in a pack: file and key, what was found and allowed, what to do."""

    file: str
    key: str
    found: str
    allowed: str
    do: str

    def __str__(self) -> str:
        return (
            f"{self.file}: {self.key}: found {self.found};"
            f" allowed: {self.allowed}. {self.do}"
        )


class PackError(ValueError):
    """A pack file with faults; `faults` lists every one of them."""

    def __init__(self, faults: tuple[PackFault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class UnknownPackError(ValueError):
    """A pack id that does not exist; says which do."""

    def __init__(self, pack_id: str) -> None:
        super().__init__(f"pack: found {pack_id!a}; allowed: {', '.join(PACK_IDS)}")


@cache
def load_pack(pack_id: str) -> Pack:
    """Return a pack that ships with the product.

    Raises UnknownPackError for any other id, and PackError if its file is at fault.
    """
    if pack_id not in PACK_IDS:
        raise UnknownPackError(pack_id)
    return read_pack(PACKS_FOLDER / f"{pack_id}.toml")


def read_pack(path: Path) -> Pack:
    """Read a pack from its file; raises PackError listing every fault."""
    try:
        pack = PACK.read(_parse(path), "")
    except ShapeError as error:
        raise _pack_error(path, error.faults, "Correct the value.") from None
    faults = tuple(_cross_check(pack, path))
    if faults:
        raise _pack_error(path, faults, "Correct one of the two places.")
    return pack


def check_pack(path: Path) -> list[PackFault]:
    """Return every fault of a pack's file; an empty list is a good pack."""
    try:
        read_pack(path)
    except PackError as error:
        return list(error.faults)
    return []


def _pack_error(path: Path, faults: tuple[Fault, ...], do: str) -> PackError:
    return PackError(
        tuple(
            PackFault(str(path), each.where or "the file", each.found, each.allowed, do)
            for each in faults
        )
    )


def _parse(path: Path) -> object:
    allowed = f"a TOML file in UTF-8 of at most {MAX_PACK_BYTES} bytes"
    try:
        with path.open("rb") as file:
            content = file.read(MAX_PACK_BYTES + 1)
        if len(content) > MAX_PACK_BYTES:
            raise ShapeError(Fault("", "a larger file", allowed))
        return tomllib.loads(content.decode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ShapeError(Fault("", str(error), allowed)) from None
    except RecursionError:
        raise ShapeError(Fault("", "values nested too deeply", allowed)) from None


def _cross_check(pack: Pack, path: Path) -> Iterator[Fault]:
    """Find what each key alone cannot show: clauses that do not exist, doubles."""
    if path.stem != pack.id:
        yield Fault("id", f'"{pack.id}"', f'the name of the file, "{path.stem}"')
    known = {clause.id for clause in pack.clauses}
    for clause_id in known:
        if not clause_id.startswith(f"{pack.prefix}-"):
            yield Fault("clause", clause_id, f"an id that begins with {pack.prefix}-")
    for key, named in _clauses_named(pack):
        if named is not None and named not in known:
            yield Fault(key, named, "the id of a [[clause]] of this pack")
    yield from _doubles("clause", [clause.id for clause in pack.clauses])
    yield from _doubles("standard", [str(each.channel) for each in pack.standards])
    yield from _doubles("route", [str(each.concern) for each in pack.routes])
    yield from _doubles("post", [str(each.role) for each in pack.posts])


def _doubles(key: str, names: list[str]) -> Iterator[Fault]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Fault(key, f"{name} {times} times", "each only once")


def _clauses_named(pack: Pack) -> Iterator[tuple[str, str | None]]:
    """Yield every clause the pack refers to, with the place that does."""
    for standard in pack.standards:
        place = f"standard.{standard.channel}"
        yield f"{place}.counting_clause", standard.counting_clause
        yield from ((place, clause) for clause in standard.clauses)
    for route in pack.routes:
        yield f"route.{route.concern}.clause", route.clause
    for post in pack.posts:
        yield f"post.{post.role}.clause", post.clause
    for entitlement in pack.entitlements:
        yield "entitlement.clause", entitlement.clause
    for interval in pack.intervals:
        yield "interval.clause", interval.clause
    if pack.review:
        yield "review.clause", pack.review.clause
    yield from _clauses_of_disclosure(pack)
    yield "delivery.interpreter_clause", pack.delivery.interpreter_clause
    yield "delivery.literacy_clause", pack.delivery.literacy_clause


def _clauses_of_disclosure(pack: Pack) -> Iterator[tuple[str, str | None]]:
    rules = pack.disclosure
    yield "disclosure.no_responsibility_clause", rules.no_responsibility_clause
    yield "disclosure.held_clause", rules.held_clause
    yield "disclosure.naming_clause", rules.naming_clause
    yield "disclosure.allowed_clause", rules.allowed_clause
    if rules.ages:
        yield "disclosure.ages.under_18", rules.ages.under_18
        yield "disclosure.ages.objection_under_18", rules.ages.objection_under_18
        yield "disclosure.ages.started_before_18", rules.ages.started_before_18
        yield "disclosure.ages.started_at_18", rules.ages.started_at_18
