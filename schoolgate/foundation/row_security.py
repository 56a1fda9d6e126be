"""PostgreSQL's copy of the first lock: forced row-level security, by migration.

The same expression guards reading and writing. It is forced, so that it binds the
owner of the table too. SQLite has no such thing, and these operations do nothing there.
"""

from django.apps.registry import Apps
from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from schoolgate.foundation.tenancy import EVERY_SCHOOL, SETTING

_ALLOWED = f"""CASE current_setting('{SETTING}', true)
    WHEN '{EVERY_SCHOOL}' THEN true
    ELSE {{column}} = ANY (string_to_array(
        current_setting('{SETTING}', true), ',')::bigint[]) END"""


class GuardRows(migrations.RunPython):
    """Force row-level security on the tables of these models."""

    def __init__(self, app_label: str, *model_names: str) -> None:
        def guard(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
            if editor.connection.vendor != "postgresql":
                return
            for name in model_names:
                table = apps.get_model(app_label, name)._meta.db_table  # noqa: SLF001 (Django's own way)
                for statement in guard_statements(table):
                    editor.execute(statement)

        super().__init__(guard, migrations.RunPython.noop)


def guard_statements(table: str, column: str = "school_id") -> list[str]:
    """Return the SQL that binds a table to the schools in force."""
    allowed = _ALLOWED.format(column=column)
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        (
            f'CREATE POLICY school_in_force ON "{table}"'
            f" USING ({allowed}) WITH CHECK ({allowed})"
        ),
    ]


def let_in(role: str) -> None:
    """Let the application's role read and write rows, and no more. Asked as the owner.

    Of the audit it may read and append.
    """
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(role)
        for statement in (
            f"GRANT USAGE ON SCHEMA public TO {name}",
            (
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public"
                f" TO {name}"
            ),
            f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}",
            f"REVOKE UPDATE, DELETE ON foundation_auditentry FROM {name}",
        ):
            cursor.execute(statement)
