"""Strict reading of plain data (a pack, a question from the command line).

A shape says what is allowed in words and reads a value or raises ShapeError with
every fault found: where, what was found, what is allowed. Nothing is guessed: an
unknown key is a fault, 1 is not true, and a missing key is missing.
The shapes of single values are in `plain_shapes`.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

T = TypeVar("T")
S = TypeVar("S")

LONGEST_QUOTE = 80
"""Characters of a wrong value that an error quotes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in some data: where it is, what was found, what is allowed."""

    where: str
    found: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.where}: found {self.found}; allowed: {self.allowed}"


class ShapeError(ValueError):
    """Data that does not have its shape; `faults` lists everything wrong with it."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(". ".join(str(fault) for fault in faults))


@dataclass(frozen=True)
class Shape(Generic[T]):
    """What a value may be, in words, and how to read it.

    `read(value, where)` returns the value as the program wants it, or raises
    ShapeError. `fields` and `item` are for those who describe the shape.
    """

    allowed: str
    read: Callable[[object, str], T]
    fields: "tuple[Field, ...]" = ()
    item: "Shape[Any] | None" = None


@dataclass(frozen=True)
class Field:
    """One key of a record; without `is_required` an absent key means `default`."""

    key: str
    shape: Shape[Any]
    is_required: bool = True
    default: object = None
    name: str = ""

    @property
    def argument(self) -> str:
        """The argument of the builder that this key fills."""
        return self.name or self.key


def optional(
    key: str, shape: Shape[Any], default: object = None, name: str = ""
) -> Field:
    """Describe a key that may be absent."""
    return Field(key, shape, is_required=False, default=default, name=name)


def record(what: str, build: Callable[..., T], *fields: Field) -> Shape[T]:
    """Describe an object with exactly these keys, built by keyword arguments.

    A ValueError of the builder becomes a fault of the whole object.
    """

    def read(value: object, where: str) -> T:
        if not isinstance(value, dict):
            raise wrong(where, value, what)
        faults = _unknown_keys(value, fields, where)
        arguments: dict[str, Any] = {}
        for field in fields:
            try:
                arguments[field.argument] = _read_field(value, field, where)
            except ShapeError as error:
                faults.extend(error.faults)
        if faults:
            raise ShapeError(*faults)
        return _build(build, arguments, where)

    return Shape(what, read, fields=fields)


def list_of(
    item: Shape[T], *, at_least: int = 0, at_most: int = 10_000
) -> Shape[tuple[T, ...]]:
    """Describe a list with every item of one shape."""
    some = "" if not at_least else f" ({at_least} or more)"
    allowed = f"a list{some}, each {item.allowed}"

    def read(value: object, where: str) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise wrong(where, value, allowed)
        if not at_least <= len(value) <= at_most:
            limits = f"{at_least} to {at_most} items"
            raise ShapeError(Fault(where, f"{len(value)} items", limits))
        faults: list[Fault] = []
        items: list[T] = []
        for position, each in enumerate(value):
            try:
                items.append(item.read(each, f"{where}[{position}]"))
            except ShapeError as error:
                faults.extend(error.faults)
        if faults:
            raise ShapeError(*faults)
        return tuple(items)

    return Shape(allowed, read, item=item)


def mapping_of(key: Shape[Any], item: Shape[T]) -> Shape[Mapping[Any, T]]:
    """Describe an object whose keys all have one shape and whose values another."""
    allowed = f"an object from {key.allowed} to {item.allowed}"

    def read(value: object, where: str) -> Mapping[Any, T]:
        if not isinstance(value, dict):
            raise wrong(where, value, allowed)
        faults: list[Fault] = []
        result: dict[Any, T] = {}
        for name, each in value.items():
            try:
                inside = key.read(name, f"a key of {where}")
                result[inside] = item.read(each, _join(where, name))
            except ShapeError as error:
                faults.extend(error.faults)
        if faults:
            raise ShapeError(*faults)
        return result

    return Shape(allowed, read, item=item)


def pair_of(item: Shape[T], build: Callable[[T, T], Any], allowed: str) -> Shape[Any]:
    """Describe a list of exactly two items, built into one thing."""

    def read(value: object, where: str) -> object:
        if not isinstance(value, list) or len(value) != 2:
            raise wrong(where, value, allowed)
        first, second = list_of(item).read(value, where)
        try:
            return build(first, second)
        except ValueError as error:
            raise ShapeError(_built_fault(error, where)) from None

    return Shape(allowed, read, item=item)


def nullable(shape: Shape[T]) -> Shape[T | None]:
    """Describe a value that may be null."""
    return one_more(shape, None, "or null")


def one_more(shape: Shape[T], value: S, say: str) -> Shape[T | S]:
    """Describe a value of a shape, or one more value that stands for itself."""
    allowed = f"{shape.allowed}, {say}"

    def read(found: object, where: str) -> T | S:
        if found == value and type(found) is type(value):
            return value
        try:
            return shape.read(found, where)
        except ShapeError as error:
            raise ShapeError(*map(_also_allowed, error.faults)) from None

    def _also_allowed(fault: Fault) -> Fault:
        is_whole = fault.allowed == shape.allowed
        return replace(fault, allowed=allowed) if is_whole else fault

    return Shape(allowed, read, shape.fields, shape.item)


def wrong(where: str, value: object, allowed: str) -> ShapeError:
    """Make the error for a value that is not allowed."""
    return ShapeError(Fault(where, quote(value), allowed))


def quote(value: object) -> str:
    """Quote a wrong value for an error: short, on one line, in plain ASCII."""
    if isinstance(value, dict):
        return f"an object with {len(value)} keys"
    if isinstance(value, list):
        return f"a list of {len(value)} items"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**20:
        return "a number of more than 20 digits"
    quoted = json.dumps(value, default=str)
    return quoted if len(quoted) <= LONGEST_QUOTE else f"{quoted[:LONGEST_QUOTE]}..."


def _read_field(value: Mapping[Any, object], field: Field, where: str) -> object:
    if field.key in value:
        return field.shape.read(value[field.key], _join(where, field.key))
    if field.is_required:
        raise ShapeError(Fault(_join(where, field.key), "nothing", field.shape.allowed))
    return field.default


def _unknown_keys(
    value: Mapping[Any, object], fields: tuple[Field, ...], where: str
) -> list[Fault]:
    known = ", ".join(field.key for field in fields)
    return [
        Fault(where or "the object", f"the unknown key {quote(key)}", f"only {known}")
        for key in value
        if all(key != field.key for field in fields)
    ]


def _build(build: Callable[..., T], arguments: dict[str, Any], where: str) -> T:
    try:
        return build(**arguments)
    except ShapeError:
        raise
    except ValueError as error:
        raise ShapeError(_built_fault(error, where)) from None


def _built_fault(error: ValueError, where: str) -> Fault:
    """Make a fault of a sentence such as "hours: found 16:00; allowed: earlier"."""
    before, _, allowed = str(error).partition("; allowed: ")
    key, _, found = before.rpartition("found ")
    key = key.strip(": ")
    place = where if not key or key in where else _join(where, key)
    return Fault(place or "the object", found, allowed or "what fits together")


def _join(where: str, key: object) -> str:
    name = str(key) if len(str(key)) <= LONGEST_QUOTE else f"{str(key)[:80]}..."
    return f"{where}.{name}" if where else name
