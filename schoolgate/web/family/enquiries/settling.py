"""After an outcome: the family agrees, and says how it was treated."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.urls import reverse

from schoolgate.domain.accounts.access.actors import FamilyActor
from schoolgate.domain.enquiries.actions.agreeing import agree_outcome, say_respect
from schoolgate.domain.enquiries.enums import Treated
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.queries.threads import enquiry_seen_by
from schoolgate.domain.enquiries.queries.views import (
    may_agree_outcome,
    may_say_respect,
)
from schoolgate.web.shared.page import Audience, FamilyRequest, page
from schoolgate.web.shared.sending import SendingForm, send_once
from schoolgate.web.shared.treated import TreatedForm


@page(Audience.FAMILY, methods=("POST",))
def agree(request: FamilyRequest, public_id: str) -> HttpResponse:
    """Say that the family sees it as settled as well."""
    enquiry = enquiry_seen_by(request.actor, public_id, at=request.at)
    form = SendingForm(request.POST)

    def do() -> str:
        agree_outcome(enquiry, by=request.actor, at=request.at)
        return reverse("family:ask_thread", args=[public_id])

    return _once(request, form, do)


@page(Audience.FAMILY, methods=("POST",))
def respect(request: FamilyRequest, public_id: str) -> HttpResponse:
    """Say whether one was treated with respect."""
    enquiry = enquiry_seen_by(request.actor, public_id, at=request.at)
    form = TreatedForm(request.POST)

    def do() -> str:
        answer = Treated(form.cleaned_data["answer"])
        say_respect(enquiry, answer, by=request.actor, at=request.at)
        return reverse("family:ask_thread", args=[public_id])

    return _once(request, form, do)


def settling_forms(
    actor: FamilyActor, enquiry: Enquiry, *, on: date
) -> dict[str, forms.Form]:
    """Return what this family is asked about an outcome, as far as it is now."""
    found: dict[str, forms.Form] = {}
    if may_agree_outcome(actor, enquiry, on=on).allowed:
        found["agree_form"] = SendingForm()
    if may_say_respect(actor, enquiry, on=on).allowed:
        found["treated_form"] = TreatedForm()
    return found


def _once(
    request: FamilyRequest, form: SendingForm, do: Callable[[], str]
) -> HttpResponse:
    if not form.is_valid():
        raise BadRequest("A form without its key is not one of ours.")
    return send_once(request, form, do)
