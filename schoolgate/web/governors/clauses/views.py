"""How we keep our word."""

from django.http import HttpResponse
from django.shortcuts import render

from schoolgate.domain.governance.queries.clauses import kept_policy_of
from schoolgate.domain.policies.queries import NoPolicyAdoptedError
from schoolgate.web.governors.clauses.presenters import SHOWN, document_of
from schoolgate.web.shared.moments import moment_in_words
from schoolgate.web.shared.page import Audience, GovernorRequest, page


@page(Audience.GOVERNOR)
def clauses(request: GovernorRequest) -> HttpResponse:
    """Show each clause of the adopted policy, or what will stand here."""
    school = request.actor.governor.school
    shown = request.GET.get("show", "")
    try:
        kept = kept_policy_of(school, at=request.at)
    except NoPolicyAdoptedError:
        return render(request, "governors/clauses/no_policy.html")
    document = document_of(kept, shown=shown if shown in SHOWN else "")
    counted = moment_in_words(request.at, school, now=request.at)
    return render(
        request,
        "governors/clauses/clauses.html",
        {"document": document, "counted": counted},
    )
