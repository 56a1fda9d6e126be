"""What a page costs: queries, and processor time from the request to the last byte.

The processor time is of the whole WSGI application, middleware and signing in
included, in one thread; no server and no network.
"""

import time
from collections.abc import Callable
from typing import Any

from benchmarks.databases import rows_on_each_database
from benchmarks.progress import say
from benchmarks.rows import Row
from tests.databases import OwnDatabase

WARM_UP, REQUESTS = 30, 300
FEW, MANY = 5, 25
MOST_MILLISECONDS = 6.0
MOST_QUERIES = 8


def measure() -> list[Row]:
    """Measure every page on every database."""
    return rows_on_each_database("pages")


def measure_on(name: str, database: OwnDatabase) -> list[Row]:
    """Measure the pages with few rows, then with many."""
    del database
    import time_machine  # noqa: PLC0415

    from tests.cast import load_cast  # noqa: PLC0415
    from tests.conftest import NOW  # noqa: PLC0415
    from tests.web.budgets import PAGES, fill  # noqa: PLC0415

    with time_machine.travel(NOW):
        cast = load_cast()
        enquiries = fill(cast, FEW)
        few = {
            page: _queries(cast.email_of(PAGES[page].who), PAGES[page].path(enquiry))
            for page, enquiry in enquiries.items()
        }
        enquiries = fill(cast, MANY - FEW)
        rows = []
        for page, enquiry in enquiries.items():
            say(f"pages: {page} on {name}")
            email, path = cast.email_of(PAGES[page].who), PAGES[page].path(enquiry)
            many = _queries(email, path)
            rows += _query_rows(page, name, few[page], many)
            rows.append(_time_row(page, name, email, path))
        return rows


def _queries(email: str, path: str) -> Any:
    from tests.web.budgets import count_queries  # noqa: PLC0415

    return count_queries(_signed_in(email), path)


def _query_rows(page: str, name: str, few: Any, many: Any) -> list[Row]:
    of_the_page = len(many.of_the_page)
    signing_in = f"and {many.signing_in} for signing in"
    telling = f", {many.telling} to set the scope" if many.telling else ""
    more = of_the_page - len(few.of_the_page)
    return [
        Row(page, of_the_page, "queries", name, MOST_QUERIES, signing_in + telling),
        Row(page, more, f"more for {MANY} rows than {FEW}", name, 0),
    ]


def _time_row(page: str, name: str, email: str, path: str) -> Row:
    ask = _asking(path, _signed_in(email).cookies.output(header="", sep=";").strip())
    for _ in range(WARM_UP):
        ask()
    began, wall = time.process_time(), time.perf_counter()
    for _ in range(REQUESTS):
        ask()
    spent = (time.process_time() - began) / REQUESTS * 1000
    rate = REQUESTS / (time.perf_counter() - wall)
    note = f"{rate:,.0f} a second in one thread"
    return Row(page, spent, "cpu-ms a request", name, MOST_MILLISECONDS, note)


def _signed_in(email: str) -> Any:
    from django.http import HttpRequest  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from schoolgate.domain.accounts.models import Account  # noqa: PLC0415
    from schoolgate.web.shared.second_factor import mark_second_factor  # noqa: PLC0415

    account, client = Account.objects.get(email=email), Client(SERVER_NAME="localhost")
    client.force_login(account)
    request = HttpRequest()
    request.session, request.user = client.session, account
    mark_second_factor(request, account, how="benchmarks")
    request.session.save()
    return client


def _asking(path: str, cookies: str) -> Callable[[], None]:
    """Return a way to ask the application for a page, as a server does."""
    from django.test import RequestFactory  # noqa: PLC0415

    from schoolgate.config.wsgi import application  # noqa: PLC0415

    cookie = cookies.partition(";")[0]
    factory = RequestFactory(SERVER_NAME="localhost", HTTP_COOKIE=cookie)
    seen: list[str] = []

    def start(status: str, headers: object, error: object = None, /) -> Any:
        del headers, error
        seen.append(status)

    def ask() -> None:
        seen.clear()
        environ = factory.get(path).environ
        answer = application(environ, start)
        size = sum(len(part) for part in answer)
        if hasattr(answer, "close"):
            answer.close()
        if seen != ["200 OK"] or not size:
            raise RuntimeError(f"{path} answered {seen} with {size} bytes.")

    return ask
