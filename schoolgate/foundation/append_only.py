"""Triggers that make a table append-only, on both databases, by migration."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = """CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON "{table}"
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""

_POSTGRESQL = """
CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}"
FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only();
"""


class AppendOnly(migrations.RunPython):
    """Let the database refuse to change or delete rows of this model."""

    def __init__(self, app_label: str, model_name: str) -> None:
        def seal(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
            table = apps.get_model(app_label, model_name)._meta.db_table  # noqa: SLF001 (Django's own way)
            if editor.connection.vendor == "postgresql":
                editor.execute(_POSTGRESQL.format(table=table))
                return
            for verb in ("UPDATE", "DELETE"):
                editor.execute(_SQLITE.format(table=table, verb=verb))

        super().__init__(seal, migrations.RunPython.noop)
