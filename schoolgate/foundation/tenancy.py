"""The first lock: no row of a school is read or written unless that school is in force.

A manager that raises is the application's own guard. On PostgreSQL every scope is also
told to the database, whose forced row-level security repeats the guard below ours. It
holds against a forgotten filter, not against someone who can run SQL of their own.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Self, TypeVar

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.utils.connection import ConnectionProxy

EVERY_SCHOOL = "*"
SETTING = "schoolgate.schools"
_in_force: ContextVar[str] = ContextVar("schools_in_force", default="")


class NoSchoolInForceError(RuntimeError):
    """A row of a school was asked for while no school was in force."""

    def __init__(self, model: str) -> None:
        super().__init__(
            f"{model} was used while no school is in force. Wrap the work in"
            " school_in_force(school_id, …)."
        )


class WrongSchoolError(RuntimeError):
    """A row was about to be written into a school that is not in force."""


@contextmanager
def school_in_force(*school_ids: int) -> Iterator[None]:
    """Put one school in force; for a family, the schools of its children.

    Raises ValueError when no school is named.
    """
    if not school_ids:
        raise ValueError("Name at least one school to put in force.")
    with _scope(",".join(str(school_id) for school_id in sorted(set(school_ids)))):
        yield


@contextmanager
def every_school(*, reason: str) -> Iterator[None]:
    """Lift the lock, for work that belongs to the installation and not to a school.

    The reason is for the reader; tests/architecture lists the files that may do this.
    """
    if not reason:
        raise ValueError("Say why every school has to be open.")
    with _scope(EVERY_SCHOOL):
        yield


def is_in_force(school_id: int) -> bool:
    """Answer whether rows of this school may be read and written now."""
    scope = _in_force.get()
    return scope == EVERY_SCHOOL or str(school_id) in scope.split(",")


def scope_in_force() -> str:
    """Return which schools are in force, as one text; empty where none is."""
    return _in_force.get()


@contextmanager
def _scope(value: str) -> Iterator[None]:
    token = _in_force.set(value)
    _tell(connection, value)
    try:
        yield
    finally:
        _in_force.reset(token)
        # In a broken transaction nothing can be said, and its rollback undoes what was.
        if not connection.needs_rollback:
            _tell(connection, _in_force.get())


def _tell(database: "BaseDatabaseWrapper | ConnectionProxy[Any]", value: str) -> None:
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, value])


def _tell_new_connection(
    sender: object, connection: BaseDatabaseWrapper, **kwargs: object
) -> None:
    del sender, kwargs
    if _in_force.get():
        _tell(connection, _in_force.get())


connection_created.connect(_tell_new_connection, dispatch_uid="tenancy")

Row_co = TypeVar("Row_co", bound="SchoolOwned", covariant=True)


class SchoolQuerySet(models.QuerySet[Row_co]):
    """Rows of the schools in force."""

    def bulk_create(
        self, objs: Iterable[Row_co], *args: Any, **kwargs: Any
    ) -> list[Row_co]:
        """Create many rows, each in a school that is in force."""
        rows = list(objs)
        for row in rows:
            row.require_school_in_force()
        return super().bulk_create(rows, *args, **kwargs)


class SchoolManager(models.Manager[Row_co]):
    """Raises when no school is in force; otherwise sees only those that are."""

    def get_queryset(self) -> SchoolQuerySet[Row_co]:
        """Return the rows of the schools in force."""
        scope = _in_force.get()
        if not scope:
            raise NoSchoolInForceError(self.model.__name__)
        rows: SchoolQuerySet[Row_co] = SchoolQuerySet(self.model, using=self._db)
        if scope == EVERY_SCHOOL:
            return rows
        return rows.filter(school_id__in=[int(one) for one in scope.split(",")])


class SchoolOwned(models.Model):
    """A row that belongs to one school, and is reached only while that is in force."""

    school = models.ForeignKey("schools.School", models.PROTECT, related_name="+")

    objects: ClassVar["SchoolManager[Self]"] = SchoolManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, if this row's school is in force."""
        self.require_school_in_force()
        super().save(*args, **kwargs)

    def require_school_in_force(self) -> None:
        """Raise WrongSchoolError unless this row's school is in force."""
        if not is_in_force(self.school_id):
            raise WrongSchoolError(
                f"{type(self).__name__} belongs to school {self.school_id}, which is"
                f" not in force (in force: {_in_force.get() or 'none'})."
            )
