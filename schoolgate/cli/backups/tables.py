"""Which tables a database has, and what kind of value stands in each column.

Read from the migrations that were applied and not from the code of today, so that a
backup of an older version can be made and restored by a newer one.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from schoolgate.cli.backups.faults import BackupError

Migration = tuple[str, str]

KINDS = {
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField"), "int"),
    **dict.fromkeys(("IntegerField", "BigIntegerField", "SmallIntegerField"), "int"),
    **dict.fromkeys(
        (
            "PositiveIntegerField",
            "PositiveBigIntegerField",
            "PositiveSmallIntegerField",
        ),
        "int",
    ),
    **dict.fromkeys(("CharField", "TextField", "SlugField", "FileField"), "text"),
    "BooleanField": "bool",
    "DateField": "date",
    "TimeField": "time",
    "DateTimeField": "datetime",
    "JSONField": "json",
    "BinaryField": "binary",
    "FloatField": "float",
    "UUIDField": "uuid",
    "GenericIPAddressField": "inet",
}
"""How the values of each kind of field travel. A field that is not here stops a backup
(and the build: tests/cli/backups) until somebody has decided."""

LEFT_EMPTY = frozenset(
    {"django_session", "usersessions_usersession", "schoolgate_cache"}
)
"""Sessions, their list, and what was tried how often: whoever was signed in signs in
again after a restore."""


@dataclass(frozen=True)
class Column:
    """One column and the kind of its values."""

    name: str
    kind: str


@dataclass(frozen=True)
class Table:
    """One table that travels, in the order of its key."""

    name: str
    key: str
    columns: tuple[Column, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as it stands in a backup."""
        return asdict(self)


def applied_migrations() -> list[Migration]:
    """Return what has been applied to the database in use, in order of name."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def unknown_migrations(applied: Iterable[Migration]) -> list[Migration]:
    """Return those that this version does not know: a newer one made them."""
    known = MigrationLoader(None).disk_migrations
    return sorted(set(applied) - set(known))


def tables_after(applied: Iterable[Migration]) -> list[Table]:
    """Return the tables that exist once these migrations are applied."""
    return [
        _table(model)
        for model in _models_after(applied)
        if model._meta.db_table not in LEFT_EMPTY  # noqa: SLF001 (Django's own way)
    ]


def migrate_to(applied: Iterable[Migration]) -> None:
    """Bring an empty database to the state that these migrations make."""
    executor = MigrationExecutor(connection)
    nodes, wanted = executor.loader.graph.leaf_nodes(), set(applied)
    whole = executor.migration_plan(nodes, clean_start=True)
    plan = [step for step in whole if (step[0].app_label, step[0].name) in wanted]
    executor.migrate(nodes, plan=plan)
    _empty(_models_after(applied))


def _empty(tables: Iterable[type[models.Model]]) -> None:
    """Take out the rows that a migration has filled in: the backup brings its own."""
    with connection.cursor() as cursor:
        for model in tables:
            name = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
            cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608 (from migrations)
            if cursor.fetchone()[0]:
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608


def sequence_resets(applied: Iterable[Migration]) -> list[str]:
    """Return the SQL after which new rows get fresh numbers."""
    from django.core.management.color import no_style  # noqa: PLC0415

    return connection.ops.sequence_reset_sql(no_style(), _models_after(applied))


def _models_after(applied: Iterable[Migration]) -> list[type[models.Model]]:
    loader = MigrationLoader(None)
    wanted = [node for node in applied if node in loader.graph.nodes]
    apps: Apps = loader.project_state(wanted).apps
    found = apps.get_models(include_auto_created=True)
    mine = [each for each in found if each._meta.managed and not each._meta.proxy]  # noqa: SLF001
    return sorted(mine, key=lambda model: model._meta.db_table)  # noqa: SLF001


def _table(model: type[models.Model]) -> Table:
    meta = model._meta  # noqa: SLF001
    columns = tuple(_column(field) for field in meta.local_concrete_fields)
    return Table(meta.db_table, str(meta.pk.column), columns)


def _column(field: Any) -> Column:  # noqa: ANN401 (any kind of field)
    pointed_at = field
    while pointed_at.remote_field:
        pointed_at = pointed_at.target_field
    kind = KINDS.get(pointed_at.get_internal_type())
    if kind is None:
        raise BackupError(
            f"{field.model._meta.label}.{field.name}: a backup does not know how to"  # noqa: SLF001
            f" carry a {pointed_at.get_internal_type()}. Nothing was backed up."
        )
    return Column(str(field.column), kind)
