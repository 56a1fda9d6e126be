"""Whom to ask."""

from django.http import HttpResponse
from django.shortcuts import render

from schoolgate.domain.accounts.queries.posts import contact_chart, taught_by
from schoolgate.domain.disclosure.access import may_be_told, visible_ties
from schoolgate.domain.people.models import Contact, Student
from schoolgate.domain.policies.queries import NoPolicyAdoptedError
from schoolgate.kernel.vocabulary import Category
from schoolgate.web.family.whom.presenters import Chart, chart_of
from schoolgate.web.shared.page import Audience, FamilyRequest, page


@page(Audience.FAMILY)
def whom(request: FamilyRequest) -> HttpResponse:
    """Show whom to ask about each child, by name and in order (GN-5.1b, SE-WC)."""
    charts = []
    for contact in request.actor.contacts:
        on = contact.school.day_of(request.at)
        for tie in visible_ties(contact, on=on).select_related("student__school"):
            charts += _chart(request, contact, tie.student)
    return render(request, "family/whom/whom.html", {"charts": charts})


def _chart(request: FamilyRequest, contact: Contact, student: Student) -> list[Chart]:
    """Return the chart of one child, if their school has a policy.

    Which subjects a student learns, and from whom, is told as far as the gate lets
    this contact be told about learning.
    """
    on = student.school.day_of(request.at)
    try:
        learns = may_be_told(contact, student, on=on)[Category.LEARNING]
        taught = taught_by(student, on=on) if learns.allowed else {}
        return [chart_of(student, contact_chart(student, on=on), taught)]
    except NoPolicyAdoptedError:
        return []
