"""The policy in force: its versions, its settings, and single clauses of others."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.people.queries import names_behind
from schoolgate.domain.policies.actions import VersionTakenError, adopt_pack
from schoolgate.domain.policies.models import Adoption
from schoolgate.domain.policies.queries import adoptions_of, policy_as_adopted
from schoolgate.kernel.decision import permit
from schoolgate.kernel.pack_settings import ClauseNotTakenError, UnknownSettingError
from schoolgate.kernel.packs import load_pack
from schoolgate.kernel.vocabulary import Permission
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import SendingForm, send_once
from schoolgate.web.staff.school.forms import ClauseForm, PackForm, PolicyForm
from schoolgate.web.staff.school.presenters import versions_of


@page(Audience.STAFF)
def policy(request: StaffRequest) -> HttpResponse:
    """Show the policy in force, and every version: who, when and why (GN-6)."""
    permit(request.actor, Permission.SET_POLICY).require()
    here, adoptions = request.actor.staff.school, _adoptions(request)
    names = names_behind(each.adopted_by for each in adoptions)
    now = policy_as_adopted(adoptions[0])
    context = {
        "pack": now.pack,
        "complaints": now.chosen.complaints,
        "versions": versions_of(adoptions, names, here, request.at),
    }
    return render(request, "staff/school/policy.html", context)


@page(Audience.STAFF, methods=("GET", "POST"))
def settings(request: StaffRequest) -> HttpResponse:
    """Change how the school runs its policy, as a new version."""
    permit(request.actor, Permission.SET_POLICY).require()
    adoption = _adoptions(request)[0]
    now = policy_as_adopted(adoption)
    form = PolicyForm(now, load_pack(adoption.pack), request.POST or None)
    title = "How the school runs its policy"
    return _new_version(
        request,
        form,
        title,
        lambda: _kept(adoption) | {"settings": form.settings},
        template="settings",
    )


@page(Audience.STAFF, methods=("GET", "POST"))
def clause(request: StaffRequest) -> HttpResponse:
    """Take a single clause of another pack, as a new version."""
    permit(request.actor, Permission.SET_POLICY).require()
    adoption = _adoptions(request)[0]
    now = policy_as_adopted(adoption)
    seen = {"version": adoption.version}
    form = ClauseForm(now.pack, request.POST or None, initial=seen)

    def chosen() -> dict[str, Any]:
        taken = (*adoption.taken, form.cleaned_data["clause"])
        return _kept(adoption) | {"taken": taken}

    return _new_version(request, form, "Take a clause of another policy", chosen)


@page(Audience.STAFF, methods=("GET", "POST"))
def pack(request: StaffRequest) -> HttpResponse:
    """Put another pack in force, as a new version."""
    permit(request.actor, Permission.SET_POLICY).require()
    adoption = _adoptions(request)[0]
    seen = {"version": adoption.version, "pack": adoption.pack}
    form = PackForm(request.POST or None, initial=seen)
    return _new_version(
        request,
        form,
        "Adopt another policy",
        lambda: {"pack_id": form.cleaned_data["pack"]},
    )


def _new_version(
    request: StaffRequest,
    form: SendingForm,
    title: str,
    chosen: Callable[[], dict[str, Any]],
    *,
    template: str = "policy_form",
) -> HttpResponse:
    """Adopt what the form says as the next version; else show it with what is wrong."""

    def do() -> str:
        adopt_pack(
            request.actor.staff.school,
            **chosen(),
            why=form.cleaned_data["why"],
            over=form.cleaned_data["version"],
            by=request.actor,
            at=request.at,
        )
        return reverse("staff:school_policy")

    if form.is_valid():
        try:
            return send_once(request, form, do)
        except (UnknownSettingError, ClauseNotTakenError, VersionTakenError) as wrong:
            form.add_error(None, str(wrong))
    context = {"form": form, "title": title}
    return render(request, f"staff/school/{template}.html", context)


def _kept(adoption: Adoption) -> dict[str, Any]:
    """Return what stays as it is unless the form says otherwise."""
    return {
        "pack_id": adoption.pack,
        "settings": adoption.settings,
        "taken": tuple(adoption.taken),
    }


def _adoptions(request: StaffRequest) -> list[Adoption]:
    """Return every version, the one in force first; raises if there is none."""
    found = list(adoptions_of(request.actor.staff.school_id))
    if not found:
        raise Adoption.DoesNotExist
    return found
