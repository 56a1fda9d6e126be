"""`schoolgate migrate`: bring the database up to date, as its owner."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from schoolgate.cli.starting import NoRecordsError, data_dir, start_django

HELP = "Bring the database up to date."


def configure(parser: ArgumentParser) -> None:
    """Declare no options: there is one right way."""
    del parser


def run(args: Namespace) -> int:
    """Migrate."""
    del args
    start_django()
    bring_up_to_date()
    return 0


def bring_up_to_date() -> None:
    """Migrate; on PostgreSQL as the owner, who then lets the application in.

    All of it or nothing, there. On SQLite `schoolgate upgrade` keeps a copy instead.

    The application's role may read and write rows and nothing else: row-level security
    binds it, and it cannot change that.
    """
    from django.core.management import call_command  # noqa: PLC0415

    from schoolgate.foundation.row_security import let_in  # noqa: PLC0415

    with as_owner() as role, _all_or_nothing():
        call_command("migrate", interactive=False, verbosity=0)
        if role:
            let_in(role)


def waiting_migrations() -> list[str]:
    """Return the names of the migrations that the database has not had yet."""
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _ in plan]


def start_on_records() -> None:
    """Set Django up for a command that is nothing without a database.

    Raises NoRecordsError, with what to do, for one that is new or of an older version.
    """
    start_django()
    if waiting_migrations():
        raise NoRecordsError(
            f"{data_dir()} (DATA_DIR) holds no database of this version. If the data is"
            " elsewhere, name its folder: DATA_DIR=/its/folder. For a new installation"
            " call `schoolgate setup` first, after a new version `schoolgate upgrade`."
        )


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Put every migration into one transaction, where the database can do that."""
    from django.db import connection, transaction  # noqa: PLC0415

    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            # A table cannot be altered while checks of its rows are still put off.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield


@contextmanager
def as_owner() -> Iterator[str | None]:
    """Be the owner of the tables; yield the role that the application has otherwise.

    None where there is only one: on SQLite, and without DATABASE_OWNER_URL.
    """
    import environ  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    if not settings.DATABASE_OWNER_URL:
        yield None
        return
    role, own = connection.settings_dict["USER"], dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(
        environ.Env.db_url_config(settings.DATABASE_OWNER_URL)
    )
    try:
        yield role
    finally:
        connection.close()
        connection.settings_dict.update(own)
