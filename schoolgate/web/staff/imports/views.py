"""Bringing people in from a file, step by step; the worker does what takes long."""

import csv
import hashlib
import io
import zlib
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.people.access import may_import_people
from schoolgate.domain.people.actions.imports import (
    ImportMovedOnError,
    NotTickedError,
    ask_to_apply,
    ask_to_undo,
    drop_import,
    keep_file,
    options_of,
    say_columns,
    say_options,
)
from schoolgate.domain.people.enums import ImportContentKind, ImportState
from schoolgate.domain.people.models import ImportBatch
from schoolgate.domain.people.queries import (
    content_of,
    names_behind,
    remembered_mapping,
    visible_imports,
)
from schoolgate.foundation.spreadsheets import csv_of
from schoolgate.integrations.school_files.findings import RefusedFileError
from schoolgate.integrations.school_files.mapping import ColumnMapping
from schoolgate.integrations.school_files.reading import opened_table
from schoolgate.kernel.importing.wording import LISTS
from schoolgate.web.shared.addresses import address_of
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import SendingForm, send_once
from schoolgate.web.staff.imports.forms import (
    MOST,
    ColumnsForm,
    FileForm,
    OptionsForm,
    TickForm,
    WhoForm,
)
from schoolgate.web.staff.imports.presenters import (
    history_of,
    how_far,
    lists_of,
    people_in,
    samples_of,
    sentence_of,
)

SHOWN_IN_HISTORY = 50
FAULTS = ("faults", "Take the rest, without the rows that cannot be taken.", "")
HEADINGS = ("who", "about", "stands there", "becomes", "where")


@page(Audience.STAFF, methods=("GET", "POST"))
def imports(request: StaffRequest) -> HttpResponse:
    """Take a file in, and show what was brought in before."""
    may_import_people(request.actor).require()
    school = request.actor.staff.school
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and getattr(request, "upload_was_too_large", False):
        form.errors.pop("file", None)
        form.add_error("file", f"The file has more than {MOST} MB. Export less of it.")
    if form.is_valid():
        sent = form.cleaned_data["file"]
        data = sent.read()
        try:
            table = opened_table(sent.name, data)
        except RefusedFileError as refused:
            form.add_error("file", refused.fault.in_words)
        else:

            def do() -> str:
                kind = "table" if table else "without columns"
                made = keep_file(
                    school, sent.name, data, kind=kind, by=request.actor, at=request.at
                )
                if table is None:
                    nothing: dict[str, Any] = {"mapping": None, "headers": ""}
                    say_columns(made, **nothing, by=request.actor, at=request.at)
                return address_of("staff:people_import", made.public_id)

            return send_once(request, form, do)
    batches = list(visible_imports(request.actor)[:SHOWN_IN_HISTORY])
    names = names_behind(each.made_by for each in batches)
    history = history_of(batches, names, school, request.at)
    context = {"form": form, "history": history}
    return render(request, "staff/imports/imports.html", context)


@page(Audience.STAFF, methods=("GET", "POST"))
def batch(request: StaffRequest, public_id: str) -> HttpResponse:
    """Show an import where it stands, and take its next step."""
    found = visible_imports(request.actor).get(public_id=public_id)
    state = ImportState(found.state)
    if state is ImportState.UPLOADED:
        return _columns(request, found)
    if state is ImportState.DRY:
        return _dry(request, found)
    if state in {ImportState.READING, ImportState.APPLYING, ImportState.UNDOING}:
        waits = {"batch": found, "come": how_far(found.public_id)}
        return render(request, "staff/imports/waiting.html", waits)
    form = SendingForm(request.POST or None)
    said = found.trouble
    if form.is_valid() and "undo" in request.POST:
        try:
            return send_once(request, form, lambda: _undo(request, found))
        except ImportMovedOnError as moved:
            said = str(moved)
    context = {
        "batch": found,
        "form": SendingForm(),
        "said": said,
        "sentence": sentence_of(found),
        "lists": lists_of(found),
        "is_in": state is ImportState.APPLIED,
    }
    return render(request, "staff/imports/done.html", context)


@page(Audience.STAFF, methods=("GET", "POST"))
def duplicates(request: StaffRequest, public_id: str) -> HttpResponse:
    """Let a person say who the adults are that may be somebody on record."""
    found = visible_imports(request.actor).get(
        public_id=public_id, state=ImportState.DRY
    )
    options = options_of(found)
    questions = found.summary.get("questions", [])
    form = WhoForm(questions, options.choices, request.POST or None)
    said = ""
    if form.is_valid():
        chosen = replace(options, choices=form.choices(options.choices))

        def do() -> str:
            say_options(found, chosen, by=request.actor, at=request.at)
            return address_of("staff:people_import", public_id)

        try:
            return send_once(request, form, do)
        except ImportMovedOnError as moved:
            said = str(moved)
    context = {"batch": found, "form": form, "said": said, "questions": questions}
    return render(request, "staff/imports/duplicates.html", context)


@page(Audience.STAFF)
def whole_list(request: StaffRequest, public_id: str, code: str) -> HttpResponse:
    """Give one list as a file; no cell of it is a formula."""
    found = visible_imports(request.actor).get(public_id=public_id)
    data = content_of(found, ImportContentKind.LISTS)
    if data is None or code not in LISTS:
        raise Http404
    lines = csv.reader(io.StringIO(zlib.decompress(data).decode(), newline=""))
    name = f"{code}-{public_id}.csv"
    return HttpResponse(
        csv_of(HEADINGS, (line[1:] for line in lines if line[0] == code)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _columns(request: StaffRequest, found: ImportBatch) -> HttpResponse:
    """Ask what the columns mean; what was said of the same headers before stands."""
    data = zlib.decompress(content_of(found, ImportContentKind.FILE) or b"")
    table = opened_table(found.file_name, data)
    if table is None:  # nothing to ask: it was not read for another reason
        form: SendingForm = SendingForm(request.POST or None)
        mapping, headers = None, ""
    else:
        proposed, headers = table.proposed(), _hash(table.headers)
        before = remembered_mapping(headers)
        known = _as_before(proposed, before) if before else proposed
        samples = samples_of(table.samples, len(table.headers))
        form = ColumnsForm(known, samples, request.POST or None)
        mapping = proposed
    said = found.trouble
    if "drop" in request.POST:
        return _drop(request, found)
    if form.is_valid():

        def do() -> str:
            chosen = form.chosen.as_data() if isinstance(form, ColumnsForm) else None
            say_columns(
                found, mapping=chosen, headers=headers, by=request.actor, at=request.at
            )
            return address_of("staff:people_import", found.public_id)

        try:
            return send_once(request, form, do)
        except ImportMovedOnError as moved:
            said = str(moved)
    context = {"batch": found, "form": form, "said": said, "has_columns": mapping}
    return render(request, "staff/imports/columns.html", context)


def _dry(request: StaffRequest, found: ImportBatch) -> HttpResponse:
    """Show what would happen; take it in, change what was said, or drop it."""
    summary = found.summary
    to_tick = [*summary["cautions"]]
    if summary["counts"].get("faults"):
        to_tick.insert(0, FAULTS)
    seen = {"digest": found.digest}
    options = options_of(found)
    given = request.POST
    ticks = TickForm(to_tick, given if "apply" in given else None, initial=seen)
    asks = OptionsForm(
        given if "options" in given else None,
        initial={
            name: getattr(options, name)
            for name in ("is_whole_roll", "ends_ties", "parents_answer")
        },
    )
    said = found.trouble
    try:
        if "drop" in given:
            return _drop(request, found)
        if "options" in given and asks.is_valid():
            chosen = asks.options(options.choices)
            return send_once(request, asks, lambda: _say(request, found, chosen))
        if "apply" in given and ticks.is_valid():
            return send_once(request, ticks, lambda: _apply(request, found, ticks))
    except (ImportMovedOnError, NotTickedError) as moved:
        said = str(moved)
    context = {
        "batch": found,
        "said": said,
        "ticks": ticks,
        "asks": asks,
        "sentence": sentence_of(found),
        "people": people_in(found),
        "lists": lists_of(found),
        "questions": len(summary.get("questions", ())),
        "nothing": not summary["changes"],
        "notes": summary["notes"][:SHOWN_IN_HISTORY],
    }
    return render(request, "staff/imports/dry.html", context)


def _say(request: StaffRequest, found: ImportBatch, chosen: Any) -> str:  # noqa: ANN401
    say_options(found, chosen, by=request.actor, at=request.at)
    return address_of("staff:people_import", found.public_id)


def _apply(request: StaffRequest, found: ImportBatch, form: TickForm) -> str:
    ask_to_apply(
        found,
        ticked=form.ticked,
        digest=form.cleaned_data["digest"],
        by=request.actor,
        at=request.at,
    )
    return address_of("staff:people_import", found.public_id)


def _undo(request: StaffRequest, found: ImportBatch) -> str:
    ask_to_undo(found, by=request.actor, at=request.at)
    return address_of("staff:people_import", found.public_id)


def _drop(request: StaffRequest, found: ImportBatch) -> HttpResponse:
    form = SendingForm(request.POST)
    form.full_clean()

    def do() -> str:
        drop_import(found, by=request.actor, at=request.at)
        return reverse("staff:people_imports")

    return send_once(request, form, do)


def _as_before(proposed: ColumnMapping, before: dict[str, Any]) -> ColumnMapping:
    said = ColumnMapping.from_data(before)
    for column in said.columns:
        proposed = proposed.changed(column.header, column.meaning)
    return ColumnMapping(said.kind, proposed.columns)


def _hash(headers: tuple[str, ...]) -> str:
    words = sorted(each.strip().casefold() for each in headers)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
