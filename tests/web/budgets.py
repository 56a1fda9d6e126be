"""What a page costs: filling it with rows, and counting its queries."""

from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from schoolgate.domain.accounts.access.actors import family_actor, staff_actor
from schoolgate.domain.enquiries.actions.answering import answer_enquiry
from schoolgate.domain.enquiries.actions.changing import Reply
from schoolgate.domain.enquiries.actions.opening import Asked, open_enquiry, write_back
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.vocabulary import Category, Channel, Concern
from tests.cast import Cast

MOST_QUERIES = 8
"""Beyond signing in, for any number of rows."""
OF_THE_GATE = 6
"""More where a page asks the gate: policy, ties, restrictions, consents, objections,
holds. They are asked anew each time, so that a restriction holds at once."""
OF_FEW_READERS = 1
"""More where a list has what few may read beside what all staff may: keys alone."""
BESIDE = 2
"""More beside an open enquiry: what parents shared, and rights to data."""
OF_ONES_OWN = 1
"""More where somebody may have a draft."""
SIGNING_IN = (
    '"django_session"',
    '"accounts_account"',
    'FROM "accounts_membership"',
    'FROM "accounts_post" WHERE',
)
"""Who this is: session, account, where they belong, what they hold there."""
TELLING = "set_config("
"""PostgreSQL only: telling the database which schools are in force."""


@dataclass(frozen=True)
class Page:
    """One page as somebody opens it, and how many queries it may make."""

    who: str
    route: str
    shows_one: bool = False
    most: int = MOST_QUERIES

    def path(self, enquiry: Enquiry) -> str:
        """Return where it is; where it shows one enquiry, this one."""
        return reverse(self.route, args=[enquiry.public_id] if self.shows_one else [])


PAGES = {
    "family calendar": Page("leila", "family:calendar"),
    "student calendar": Page("amal", "student:calendar"),
    "staff year": Page("adair", "staff:year"),
    "staff find": Page("adair", "staff:desk_find"),
    "staff figures": Page("adair", "staff:figures", most=MOST_QUERIES + 2),
    "family home": Page("leila", "family:home"),
    "family thread": Page("leila", "family:ask_thread", shows_one=True),
    "family thread, answered": Page(
        "leila", "family:ask_thread", shows_one=True, most=MOST_QUERIES + OF_THE_GATE
    ),
    "staff desk": Page("byrne", "staff:desk"),
    "staff desk, one open": Page(
        *("byrne", "staff:desk_enquiry"),
        shows_one=True,
        most=MOST_QUERIES + OF_THE_GATE + OF_FEW_READERS + BESIDE + OF_ONES_OWN,
    ),
    "governors' clauses": Page("healy", "governors:clauses", most=14),
}


@dataclass(frozen=True)
class Queries:
    """The queries of one request."""

    signing_in: int
    telling: int
    of_the_page: tuple[str, ...]


def count_queries(client: Client, path: str) -> Queries:
    """Ask for a page once and return its queries; it must be there."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200
    asked = [each["sql"] for each in captured.captured_queries]
    work = [sql for sql in asked if TELLING not in sql]
    page = [sql for sql in work if not any(table in sql for table in SIGNING_IN)]
    return Queries(len(work) - len(page), len(asked) - len(work), tuple(page))


def ask_about_maths(cast: Cast, number: int) -> list[Enquiry]:
    """Have Amal's mother ask so many things, each due on Mr Byrne's desk."""
    leila = cast.contact("leila")
    with school_in_force(cast.oakfield.pk):
        return [
            open_enquiry(
                Asked(
                    contact=leila,
                    student=cast.student("amal"),
                    concern=Concern.ACADEMIC,
                    channel=Channel.PORTAL,
                    title=f"Question {each}",
                    text=f"Which page do they read for lesson {each}?",
                    subject="Maths",
                ),
                by=family_actor(leila),
                at=clock.now(),
            )
            for each in range(number)
        ]


def write_more(enquiry: Enquiry, number: int) -> None:
    """Have the family add so many messages to one conversation."""
    with school_in_force(enquiry.school_id):
        for each in range(number):
            write_back(
                enquiry,
                f"And then this: {each}",
                by=family_actor(enquiry.contact),
                at=clock.now(),
            )


def fill(cast: Cast, rows: int) -> dict[str, Enquiry]:
    """Make so many rows for everybody, and return the enquiry each page opens."""
    *_, asked, answered = ask_about_maths(cast, rows)
    write_more(asked, rows)
    write_more(answered, rows)
    _answer(cast, answered)
    return {name: answered if name.endswith("answered") else asked for name in PAGES}


def _answer(cast: Cast, enquiry: Enquiry) -> None:
    with school_in_force(cast.oakfield.pk):
        answer_enquiry(
            staff_actor(cast.staff("byrne")),
            enquiry,
            Reply("Page 12.", Category.LEARNING, _version(enquiry)),
            at=clock.now(),
        )


def _version(enquiry: Enquiry) -> int:
    return Enquiry.objects.get(pk=enquiry.pk).version
