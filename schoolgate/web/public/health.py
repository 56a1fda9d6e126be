"""For whoever watches the machine: whether it is alive, and whether it can work."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse

from schoolgate.web.shared.page import Audience, PublicRequest, page


@page(Audience.ANYONE)
def healthz(_request: PublicRequest) -> HttpResponse:
    """Answer as long as the process runs."""
    return HttpResponse("ok\n", content_type="text/plain")


@page(Audience.ANYONE)
def readyz(_request: PublicRequest) -> HttpResponse:
    """Answer 200 when the database is there and up to date, else 503 and why."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return _not_ready("the database does not answer")
    if waiting:
        return _not_ready("the database has to be brought up to date")
    return HttpResponse("ready\n", content_type="text/plain")


def _not_ready(why: str) -> HttpResponse:
    return HttpResponse(f"{why}\n", status=503, content_type="text/plain")
