"""Find an enquiry again: by words, by its reference, by filters said as words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.enquiries.enums import Standing, Whose
from schoolgate.domain.enquiries.queries.finding import (
    MOST_PAGES,
    Wanted,
    enquiry_called,
    find_enquiries,
    year_groups,
)
from schoolgate.domain.enquiries.queries.lists import Listed
from schoolgate.kernel.vocabulary import Concern, Word
from schoolgate.web.shared.addresses import address_of, page_number
from schoolgate.web.shared.moments import due_in_words
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.staff.desk.presenters import Row, child_in_words

LONGEST_SEARCH = 100


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One word of a filter."""

    words: str
    href: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One filter, as a sentence to choose from."""

    asks: str
    choices: list[Choice]


@page(Audience.STAFF)
def find(request: StaffRequest) -> HttpResponse:
    """Show what was found, newest first; a reference opens what it names at once."""
    asked = request.GET.dict()
    said = asked.get("said", "")[:LONGEST_SEARCH].replace("\x00", " ").strip()
    named = enquiry_called(request.actor, said, at=request.at)
    if named is not None:
        to = reverse("staff:desk_enquiry", args=[named.public_id])
        return HttpResponseRedirect(f"{to}#main")
    years = year_groups()
    wanted = _wanted(asked, said, years)
    found = find_enquiries(request.actor, wanted, at=request.at)
    return render(
        request,
        "staff/desk/find.html",
        {
            "said": said,
            "chosen": _narrowed(wanted),
            "filters": _filters(wanted, years),
            "rows": [_row(each, request.at) for each in found.rows],
            "more": _href(wanted, page=wanted.page + 1) if found.has_more else "",
            "back": _href(wanted, page=wanted.page - 1) if wanted.page > 1 else "",
        },
    )


def _wanted(asked: dict[str, str], said: str, years: Sequence[str]) -> Wanted:
    """Read an address; what is not known in it narrows nothing."""
    year = asked.get("year", "")
    whose, standing, concern = (
        asked.get(name, "") for name in ("whose", "standing", "concern")
    )
    return Wanted(
        words=said,
        whose=Whose(whose) if whose in set(Whose) else Whose.ANYBODYS,
        standing=Standing(standing) if standing in set(Standing) else None,
        concern=Concern(concern) if concern in set(Concern) else None,
        year=year if year in set(years) else "",
        page=min(page_number(asked.get("page", "")), MOST_PAGES),
    )


def _narrowed(wanted: Wanted) -> dict[str, str]:
    """Return what narrows, as an address says it."""
    whose = "" if wanted.whose is Whose.ANYBODYS else wanted.whose.value
    said = {
        "whose": whose,
        "standing": wanted.standing.value if wanted.standing else "",
        "concern": wanted.concern.value if wanted.concern else "",
        "year": wanted.year,
    }
    return {name: value for name, value in said.items() if value}


def _href(wanted: Wanted, **changes: str | int) -> str:
    said = {"said": wanted.words} | _narrowed(wanted) | changes
    return f"?{urlencode({name: value for name, value in said.items() if value})}"


def _filters(wanted: Wanted, years: Sequence[str]) -> list[Filter]:
    named = [(each, each) for each in years]
    whose = [("", Whose.ANYBODYS.label), *_words((Whose.MINE, Whose.IN_MY_POSTS))]
    filters = [
        _filter(wanted, "whose", "Whose", whose),
        _filter(wanted, "standing", "That is", [("", "any"), *_words(Standing)]),
        _filter(wanted, "concern", "About", [("", "anything"), *_words(Concern)]),
    ]
    if named:
        filters.append(_filter(wanted, "year", "In", [("", "any year"), *named]))
    return filters


def _words(kind: Iterable[Word]) -> list[tuple[str, str]]:
    return [(each.value, each.label) for each in kind]


def _filter(
    wanted: Wanted, name: str, asks: str, choices: list[tuple[str, str]]
) -> Filter:
    chosen = _narrowed(wanted).get(name, "")
    return Filter(
        asks=asks,
        choices=[
            Choice(
                words=words,
                href=_href(wanted, **{name: value}),
                is_chosen=value == chosen,
            )
            for value, words in choices
        ],
    )


def _row(enquiry: Listed, now: datetime) -> Row:
    """Show one that was found: when it is due, or how it stands, and with whom."""
    due_at, who = enquiry.due_at, enquiry.who.name or "School office"
    due = due_in_words(due_at, enquiry.school, now=now) if due_at else ""
    return Row(
        href=address_of("staff:desk_enquiry", enquiry.public_id),
        due=due or enquiry.state.label,
        what=enquiry.title,
        about=f"{child_in_words(enquiry)} · {enquiry.contact} · with {who}",
        late="late" if enquiry.is_overdue(now) else "",
        is_current=False,
    )
