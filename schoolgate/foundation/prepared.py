"""Statements that stand behind every page, put together once and asked many times.

Django builds and compiles a statement anew each time. For the few that every page
asks, that costs more than the database and the page together.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.query import Query

from schoolgate.foundation.tenancy import scope_in_force

MOST_KEPT = 512
"""Statements kept for each use: schools in force, by how many values are given."""
Row = TypeVar("Row")


class Given(Expression):
    """A place in a statement for a value that is known only when it is asked."""

    def __init__(self, kind: "Field[Any, Any]", name: str, number: int | None) -> None:
        super().__init__(output_field=kind)
        self._kind, self._name, self._number = kind, name, number

    def as_sql(
        self, compiler: object, connection: object
    ) -> tuple[str, tuple[Any, ...]]:
        """Stand among the parameters as itself, until it is filled."""
        del compiler, connection
        return "%s", (self,)

    def filled(
        self, values: Mapping[str, Any], connection: BaseDatabaseWrapper
    ) -> object:
        """Return what is given for this place, as the database takes it."""
        value = values[self._name]
        one = value if self._number is None else value[self._number]
        return self._kind.get_db_prep_value(one, connection)


class Prepared(Generic[Row]):
    """One statement, with places for what is given when it is asked.

    `build` returns the rows wanted. For each of `kinds`, by name, it gets a place that
    it may compare with, or a tuple of places where a tuple is given; whatever else it
    is asked with has to be hashable and reaches it as it is. The schools in force are
    part of a statement: what was put together for one never answers for another.
    """

    def __init__(
        self, build: Callable[..., QuerySet[Any, Row]], **kinds: "Field[Any, Any]"
    ) -> None:
        self._build, self._kinds = build, kinds
        self._made = lru_cache(maxsize=MOST_KEPT)(self._make)

    def __call__(self, **asked: Any) -> list[Row]:
        """Return the rows for what is given, with the schools in force."""
        values = {name: asked.pop(name) for name in self._kinds}
        counts = tuple(
            len(value) if isinstance(value, tuple) else None
            for value in values.values()
        )
        made = self._made(scope_in_force(), counts, frozenset(asked.items()))
        rows = made.all()
        vars(rows.query)["values"] = values
        return list(rows)

    def _make(
        self, scope: str, counts: tuple[int | None, ...], asked: frozenset[Any]
    ) -> QuerySet[Any, Row]:
        del scope  # by it statements are told apart; the manager puts it into this one
        places = {
            name: _places(kind, name, count)
            for (name, kind), count in zip(self._kinds.items(), counts, strict=True)
        }
        rows = self._build(**places, **dict(asked))
        query = rows.query.chain(_Query)
        vars(query)["compiled"] = {}
        # The public setter would make dictionaries of rows that are wanted as tuples.
        vars(rows)["_query"] = query
        return rows


def _places(
    kind: "Field[Any, Any]", name: str, count: int | None
) -> Given | tuple[Given, ...]:
    if count is None:
        return Given(kind, name, None)
    return tuple(Given(kind, name, number) for number in range(count))


class _Query(Query):
    """A statement that remembers what was compiled of it, for all of its copies."""

    compiled: dict[str, Any]
    """By database: the text, the parameters, and what the compiler found out."""
    values: Mapping[str, Any]

    def get_compiler(
        self, using: str | None = None, *args: object, **kwargs: object
    ) -> SQLCompiler:
        del args, kwargs
        alias = using or DEFAULT_DB_ALIAS
        return _Compiler(self, connections[alias], alias)


_FOUND_OUT = (
    *("select", "klass_info", "annotation_col_map", "col_count"),
    "has_extra_select",
)
"""What the reading of rows needs of a compiler that has compiled."""


class _Compiler(SQLCompiler):
    """Compiles when asked for the first time, and from then on only fills in."""

    query: _Query

    def as_sql(
        self,
        with_limits: bool = True,  # noqa: FBT001, FBT002
        with_col_aliases: bool = False,  # noqa: FBT001, FBT002
    ) -> tuple[str, tuple[Any, ...]]:
        compiled, alias = self.query.compiled, self.connection.alias
        if alias not in compiled:
            parts = super().as_sql(with_limits, with_col_aliases)
            found = {name: vars(self)[name] for name in _FOUND_OUT}
            compiled[alias] = *parts, found
        text, places, found = compiled[alias]
        vars(self).update(found)
        filled = (
            place.filled(self.query.values, self.connection)
            if isinstance(place, Given)
            else place
            for place in places
        )
        return text, tuple(filled)
