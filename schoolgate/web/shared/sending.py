"""Forms that create or send: a key in each, and one effect however often it is sent."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect

from schoolgate.foundation.once import KeyOfAnotherError, new_key, once
from schoolgate.web.shared.forms import Form
from schoolgate.web.shared.page import FamilyRequest, StaffRequest

NO_ID = {"id": False}
"""A page may hold several such forms, and an id only once."""


class SendingForm(Form):
    """A form with a key, fresh each time it is shown empty."""

    key = forms.CharField(
        widget=forms.HiddenInput(attrs=NO_ID),
        max_length=64,
        min_length=16,
        initial=new_key,
    )


def send_once(
    request: FamilyRequest | StaffRequest, form: SendingForm, do: Callable[[], str]
) -> HttpResponse:
    """Do it unless this very form did it before; go where it led.

    `do` returns an address inside the site.
    """
    key, by = form.cleaned_data["key"], request.actor.signature
    try:
        led_to = once(key, by=by, at=request.at, do=do)
    except KeyOfAnotherError as refused:
        raise PermissionDenied from refused
    return HttpResponseRedirect(led_to)
