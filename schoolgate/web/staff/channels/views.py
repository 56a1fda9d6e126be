"""The register of channels: for all staff to read and sign, for some to keep."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.enquiries.actions.channels import (
    end_channel,
    register_channel,
    sign_rule,
)
from schoolgate.domain.enquiries.queries.channels import (
    has_signed,
    not_signed,
    registered_channels,
)
from schoolgate.domain.people.queries import everybody_employed
from schoolgate.kernel.decision import permit
from schoolgate.kernel.vocabulary import Permission
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import SendingForm, send_once
from schoolgate.web.staff.channels.forms import ChannelForm


@page(Audience.STAFF)
def channels(request: StaffRequest) -> HttpResponse:
    """Show the school's channels, the rule, and to leaders who has not signed."""
    return _channels(request)


@page(Audience.STAFF, methods=("POST",))
def sign(request: StaffRequest) -> HttpResponse:
    """Sign the rule."""
    form = SendingForm(request.POST)
    if not form.is_valid():
        return _channels(request)

    def do() -> str:
        sign_rule(request.actor, at=request.at)
        return reverse("staff:channels")

    return send_once(request, form, do)


@page(Audience.STAFF, methods=("POST",))
def add(request: StaffRequest) -> HttpResponse:
    """Put a channel of the school's own on the register."""
    permit(request.actor, Permission.SET_UP_SCHOOL).require()
    form = _form(request, request.POST)
    if not form.is_valid():
        return _channels(request, form)

    def do() -> str:
        register_channel(request.actor, form.channel, at=request.at)
        return reverse("staff:channels")

    return send_once(request, form, do)


@page(Audience.STAFF, methods=("POST",))
def end(request: StaffRequest, public_id: str) -> HttpResponse:
    """Take a channel off the register."""
    permit(request.actor, Permission.SET_UP_SCHOOL).require()
    found = registered_channels([request.actor.staff.school]).get(public_id=public_id)
    form = SendingForm(request.POST)
    if not form.is_valid():
        return _channels(request)

    def do() -> str:
        end_channel(request.actor, found, at=request.at)
        return reverse("staff:channels")

    return send_once(request, form, do)


def _channels(request: StaffRequest, form: ChannelForm | None = None) -> HttpResponse:
    actor, on = request.actor, request.actor.day_of(request.at)
    context: dict[str, Any] = {
        "channels": list(registered_channels([actor.staff.school])),
        "school": actor.staff.school,
        "signed": has_signed(actor.staff),
        "sign_form": SendingForm(),
        "not_signed": not_signed(actor, on=on),
    }
    if permit(actor, Permission.SET_UP_SCHOOL).allowed:
        context |= {"form": form or _form(request), "end_form": SendingForm()}
    return render(request, "staff/channels/channels.html", context)


def _form(request: StaffRequest, data: Any = None) -> ChannelForm:  # noqa: ANN401
    staff = everybody_employed(on=request.actor.day_of(request.at))
    return ChannelForm(staff, data)
