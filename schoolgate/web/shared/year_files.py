"""A school's public days as a file to put into a calendar."""

from collections.abc import Iterable
from datetime import datetime

from django.http import Http404, HttpResponse

from schoolgate.domain.schools.models import School
from schoolgate.integrations.year_files.calendars import write_calendar
from schoolgate.kernel.school_year import Year


def the_school(schools: Iterable[School], public_id: str) -> School:
    """Return the one of these schools; any other is not there."""
    for school in schools:
        if school.public_id == public_id:
            return school
    raise Http404


def as_download(school: School, year: Year, *, at: datetime) -> HttpResponse:
    """Return a school's terms and special days, from today on, as a file."""
    data = write_calendar(
        year,
        school=school.name,
        school_id=school.public_id,
        at=at,
        since=school.day_of(at),
    )
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="school-year.ics"'
    return response
