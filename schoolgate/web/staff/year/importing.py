"""Reading a year from a file: the file, what stands in it, and only then a change."""

from django.http import HttpResponse
from django.shortcuts import render

from schoolgate.domain.schools.queries import year_of
from schoolgate.domain.schools.rules import with_lines
from schoolgate.integrations.year_files.reading import read_year_file
from schoolgate.kernel.decision import permit
from schoolgate.kernel.vocabulary import Permission
from schoolgate.kernel.words import say_count, say_day_and_year
from schoolgate.kernel.working_time import zone_named
from schoolgate.kernel.year_lines import LineKind, ReadLines, YearLine
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.staff.year.carrying import packed_lines, unpacked_lines
from schoolgate.web.staff.year.changing import propose
from schoolgate.web.staff.year.forms_start import FileForm, LinesForm

MOST_LINES = 300
"""Lines of a file that one page asks about."""


@page(Audience.STAFF, methods=("GET", "POST"))
def file(request: StaffRequest) -> HttpResponse:
    """Take a file, and show what it says; nothing is saved here."""
    permit(request.actor, Permission.SET_UP_SCHOOL).require()
    form = FileForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return render(request, "staff/year/file.html", {"form": form})
    school, upload = request.actor.staff.school, form.cleaned_data["file"]
    read = read_year_file(
        upload.read(),
        name=upload.name,
        zone=zone_named(school.timezone),
        on=school.day_of(request.at),
    )
    shown = _most_telling(read)
    lines = LinesForm(found=shown, initial={"lines": packed_lines(shown)})
    return _preview(request, lines, read, hidden=len(read.lines) - len(shown))


@page(Audience.STAFF, methods=("POST",))
def lines(request: StaffRequest) -> HttpResponse:
    """Take the lines as the person corrected them, and propose the year they make."""
    permit(request.actor, Permission.SET_UP_SCHOOL).require()
    found = unpacked_lines(request.POST.get("lines", ""))
    form = LinesForm(request.POST, found=found)
    if form.is_valid():
        seen = year_of(request.actor.staff.school)
        response = propose(request, form, seen, with_lines(seen, form.chosen()))
        if response is not None:
            return response
    return _preview(request, form, ReadLines(found), hidden=0)


def _most_telling(read: ReadLines) -> tuple[YearLine, ...]:
    """Return what changes the year first, and of the rest as much as a page holds."""
    telling = [each for each in read.lines if each.kind is not LineKind.LEFT_OUT]
    rest = [each for each in read.lines if each.kind is LineKind.LEFT_OUT]
    return (*telling, *rest)[:MOST_LINES]


def _preview(
    request: StaffRequest, form: LinesForm, read: ReadLines, *, hidden: int
) -> HttpResponse:
    rows = [
        {
            "line": line,
            "when": _when(line),
            "fields": fields,
            "doubts": line.doubts,
        }
        for line, fields in form.rows()
    ]
    notes = list(read.notes)
    if hidden:
        notes.append(f"{say_count(hidden, 'more line')} changed no day: not shown.")
    context = {
        "form": form,
        "rows": rows,
        "faults": [f"{fault}." for fault in read.faults],
        "notes": notes,
    }
    return render(request, "staff/year/lines.html", context)


def _when(line: YearLine) -> str:
    if line.first == line.last:
        return say_day_and_year(line.first)
    return f"{say_day_and_year(line.first)} to {say_day_and_year(line.last)}"
