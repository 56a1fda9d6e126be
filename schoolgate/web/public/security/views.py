"""One's own sessions, second step and password; and at which school one works."""

from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.reauthentication import (
    raise_if_reauthentication_required,
    reauthenticate_by_password,
)
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import views as passkey
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from schoolgate.domain.accounts.access.actors import staff_actors_of
from schoolgate.domain.accounts.actions.leavers import end_session
from schoolgate.domain.accounts.actions.second_factors import remove_passkey
from schoolgate.domain.accounts.queries.sign_ins import second_factors_of, sessions_of
from schoolgate.web.public.first_pages import first_page_of
from schoolgate.web.public.security.presenters import session_lines
from schoolgate.web.public.signing_in import forms
from schoolgate.web.shared.page import Audience, PersonRequest, page
from schoolgate.web.shared.second_factor import (
    is_second_factor_given,
    mark_second_factor,
)

FORM = ("GET", "POST")
PLACE = "public/security"


@page(Audience.PERSON)
def security(request: PersonRequest) -> HttpResponse:
    """Show where one is signed in, and what protects the account."""
    key = request.session.session_key or ""
    sessions = sessions_of(request.user, key=key, at=request.at)
    context = {
        "sessions": session_lines(sessions, request.actor, now=request.at),
        "factors": second_factors_of(request.user),
        "has_password": request.user.has_usable_password(),
        "is_staff": bool(staff_actors_of(request.user, at=request.at)),
        "first_page": reverse(first_page_of(request.user, at=request.at)),
    }
    return render(request, f"{PLACE}/security.html", context)


@page(Audience.PERSON, methods=("POST",))
def end(request: PersonRequest) -> HttpResponse:
    """End one session by its name, or all but this one."""
    key = request.session.session_key or ""
    named = request.POST.get("session", "")
    for each in sessions_of(request.user, key=key, at=request.at):
        if not each.is_this_one and named in {each.name, "others"}:
            end_session(each)
    return redirect("security")


@page(Audience.PERSON)
def second_step(request: PersonRequest) -> HttpResponse:
    """Say to staff that a second step is needed, and how to have one."""
    goes_on = _next(request) or reverse(first_page_of(request.user, at=request.at))
    if is_second_factor_given(request):
        return HttpResponseRedirect(goes_on)
    if second_factors_of(request.user).is_on:
        return HttpResponseRedirect(
            f"{reverse('mfa_reauthenticate')}?{urlencode({'next': goes_on})}"
        )
    context = {
        "next": urlencode({"next": goes_on}),
        "has_password": request.user.has_usable_password(),
    }
    return render(request, f"{PLACE}/second_step.html", context)


@page(Audience.PERSON)
def app_picture(request: PersonRequest) -> HttpResponse:
    """Draw the code that an app reads, while one is being added."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    drawn = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(drawn, content_type="image/svg+xml")


@page(Audience.PERSON, methods=("POST",))
def passkey_away(request: PersonRequest) -> HttpResponse:
    """Take one passkey away, by its name; the last step of staff stays."""
    raise_if_reauthentication_required(request, app="allauth.mfa")
    remove_passkey(request.user, request.POST.get("passkey", ""), at=request.at)
    return redirect("security")


@page(Audience.PERSON, methods=FORM)
def school(request: PersonRequest) -> HttpResponse:
    """Choose at which school one works now, with posts at several."""
    here = staff_actors_of(request.user, at=request.at)
    if len(here) < 2:
        raise Http404
    chosen = [one for one in here if one.staff.public_id == request.POST.get("school")]
    if chosen:
        request.session["works_at"] = chosen[0].staff.school_id
        return redirect("staff:desk")
    return render(request, f"{PLACE}/school.html", {"choices": here})


class AddApp(totp.ActivateTOTPView):  # type: ignore[misc]
    """Set up an app that shows codes."""

    template_name = f"{PLACE}/app.html"
    form_class = forms.AppForm

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401
        """Count the code that was typed just now; then show the recovery codes."""
        super().form_valid(form)
        mark_second_factor(self.request, self.request.user, how="totp", is_fresh=True)
        return _after_setting_up(
            self.request, new_codes=self.did_generate_recovery_codes
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the secret in groups, for who types it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
        return context | {"secret": " ".join(groups), "next": _next(self.request)}


class AddPasskey(passkey.AddWebAuthnView):  # type: ignore[misc]
    """Set up a passkey."""

    template_name = f"{PLACE}/passkey.html"
    form_class = forms.PasskeyForm

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401
        """Count the passkey that was shown just now; then show the recovery codes."""
        super().form_valid(form)
        mark_second_factor(
            self.request, self.request.user, how="webauthn", is_fresh=True
        )
        return _after_setting_up(
            self.request, new_codes=self.did_generate_recovery_codes
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where to go on."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"next": _next(self.request), **_form_of(self)}


class SeeCodes(recovery.ViewRecoveryCodesView):  # type: ignore[misc]
    """The recovery codes, once."""

    template_name = f"{PLACE}/codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where to go on."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"next": _next(self.request) or reverse("security")}


class NewCodes(recovery.GenerateRecoveryCodesView):  # type: ignore[misc]
    """New recovery codes in place of the old."""

    template_name = f"{PLACE}/new_codes.html"


class RemoveApp(totp.DeactivateTOTPView):  # type: ignore[misc]
    """Take the app away; staff set up another step before the desk opens again."""

    template_name = f"{PLACE}/remove_app.html"


class SetPassword(account.PasswordSetView):  # type: ignore[misc]
    """A first password."""

    template_name = f"{PLACE}/password.html"
    form_class = forms.SetPasswordForm

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Ask for the second step once more, where there is one."""
        if not request.user.has_usable_password():
            raise_if_reauthentication_required(request, app="allauth.mfa")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401
        """Count it as shown: whoever typed it twice need not type it again now."""
        answer: HttpResponse = super().form_valid(form)
        reauthenticate_by_password(self.request)
        return answer


class ChangePassword(account.PasswordChangeView):  # type: ignore[misc]
    """Another password."""

    template_name = f"{PLACE}/password.html"
    form_class = forms.ChangePasswordForm


class Again(account.ReauthenticateView):  # type: ignore[misc]
    """The password once more."""

    template_name = f"{PLACE}/again.html"
    form_class = forms.AgainForm


class SecondStepAgain(second.ReauthenticateView):  # type: ignore[misc]
    """The second step once more."""

    template_name = f"{PLACE}/again.html"
    form_class = forms.SecondStepAgainForm


class PasskeyAgain(passkey.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """The passkey once more."""

    template_name = f"{PLACE}/again_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form, which allauth leaves out."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | _form_of(self)


def _form_of(view: Any) -> dict[str, Any]:  # noqa: ANN401 (allauth's views)
    return {"form": view.get_form()}


def _next(request: Any) -> str:  # noqa: ANN401 (any request)
    """Return where to go on, if that is a page here."""
    said = str(request.POST.get("next") or request.GET.get("next") or "")
    is_here = url_has_allowed_host_and_scheme(said, allowed_hosts=None)
    return said if said.startswith("/") and is_here else ""


def _after_setting_up(request: Any, *, new_codes: bool) -> HttpResponse:  # noqa: ANN401
    goes_on = _next(request) or reverse("security")
    if new_codes:
        query = urlencode({"next": goes_on})
        return HttpResponseRedirect(f"{reverse('mfa_view_recovery_codes')}?{query}")
    return HttpResponseRedirect(goes_on)


app = page(Audience.PERSON, methods=FORM)(AddApp.as_view())
remove_app = page(Audience.PERSON, methods=FORM)(RemoveApp.as_view())
add_passkey = page(Audience.PERSON, methods=FORM)(AddPasskey.as_view())
codes = page(Audience.PERSON)(SeeCodes.as_view())
new_codes = page(Audience.PERSON, methods=FORM)(NewCodes.as_view())
set_password = page(Audience.PERSON, methods=FORM)(SetPassword.as_view())
change_password = page(Audience.PERSON, methods=FORM)(ChangePassword.as_view())
again = page(Audience.PERSON, methods=FORM)(Again.as_view())
again_code = page(Audience.PERSON, methods=FORM)(SecondStepAgain.as_view())
again_passkey = page(Audience.PERSON, methods=FORM)(PasskeyAgain.as_view())
