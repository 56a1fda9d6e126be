"""Signing in: a code, a password, an identity service, and the second step."""

import time
from typing import Any

from allauth.account import views as account
from allauth.account.views import ConfirmPasswordResetCodeView as ResetCodeView
from allauth.core import ratelimit
from allauth.mfa.base import views as second
from allauth.socialaccount.adapter import get_adapter as identity_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import (
    OAuth2CallbackView,
    OAuth2LoginView,
)
from django.conf import settings
from django.contrib.auth import logout
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.urls import reverse

from schoolgate.domain.accounts.access.actors import actors_of
from schoolgate.domain.accounts.models import Account
from schoolgate.domain.schools.queries import every_school_here
from schoolgate.foundation import clock
from schoolgate.web.public.signing_in import forms
from schoolgate.web.public.signing_in.adapters import note_identity_service
from schoolgate.web.public.signing_in.identity import IdentityService
from schoolgate.web.shared.page import Audience, PublicRequest, page

FORM = ("GET", "POST")
PLACE = "public/signing_in"
WHY = {
    "again": "That code can no longer be used here. A code is good for ten minutes, for"
    " three tries, and in the browser that asked for it. Ask for a new one.",
    "nobody": "That service does not name a member of staff who has been invited here."
    " Use the address the school knows, or ask your school office.",
    "elsewhere": "That service named an address it does not speak for here, or has not"
    " verified it. Sign in over there with your school address, or have a code sent to"
    " you.",
    "service": "Signing in over there did not work, or was called off. Try once more,"
    " or have a code sent to you.",
    "password": "Your new password is set. Sign in with it.",
}
"""Why somebody is led back to the first page."""


class AskForCode(account.RequestLoginCodeView):  # type: ignore[misc]
    """The first page: it asks where a code is to go."""

    template_name = f"{PLACE}/sign_in.html"
    form_class = forms.AddressForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Let whoever is nobody here any more sign in as somebody else."""
        if isinstance(request.user, Account) and not actors_of(
            request.user, at=clock.now()
        ):
            logout(request)
        return super().dispatch(request, *args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a code, or not, in the same time."""
        began = time.monotonic()
        response: HttpResponse = super().post(*args, **kwargs)
        rest = settings.SIGN_IN_TAKES_SECONDS - (time.monotonic() - began)
        if rest > 0:
            time.sleep(rest)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add why they are here again, and by what else one signs in."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "why": WHY.get(self.request.GET.get("why", "")),
            "services": identity_adapter().list_providers(self.request),
            "schools": every_school_here(),
        }


class _CountsTries:
    """Counts each try of a code before it is looked at, where all requests meet.

    The session's own count is lost when many come at once: each has read the same
    number.
    """

    _process: Any

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at a code three times, and at no more."""
        asked = self._process.state
        name = f"{asked.get('email')} {asked['at']}"
        if not ratelimit.consume(request, action="enter_code", key=name):
            self._process.abort()
            return HttpResponseRedirect(f"{reverse('sign_in')}?why=again")
        answer: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        return answer


class EnterCode(_CountsTries, account.ConfirmLoginCodeView):  # type: ignore[misc]
    """The second page: it takes the code."""

    template_name = f"{PLACE}/code.html"
    form_class = forms.CodeForm

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401
        """After the last try, ask for a new code and say why."""
        return _and_why(super().form_invalid(form))


class EnterPassword(account.LoginView):  # type: ignore[misc]
    """For staff: an address and a password."""

    template_name = f"{PLACE}/password.html"
    form_class = forms.PasswordForm


class ForgotPassword(account.PasswordResetView):  # type: ignore[misc]
    """Asks where a code is to go that sets a new password."""

    template_name = f"{PLACE}/forgot.html"
    form_class = forms.ResetForm

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a code, or not, in the same time."""
        began = time.monotonic()
        response: HttpResponse = super().post(*args, **kwargs)
        rest = settings.SIGN_IN_TAKES_SECONDS - (time.monotonic() - began)
        if rest > 0:
            time.sleep(rest)
        return response


class EnterResetCode(_CountsTries, ResetCodeView):  # type: ignore[misc]
    """Takes the code that sets a new password."""

    template_name = f"{PLACE}/forgot_code.html"
    form_class = forms.ResetCodeForm

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401
        """After the last try, ask for a new code and say why."""
        return _and_why(super().form_invalid(form))


class ResetPassword(account.CompletePasswordResetView):  # type: ignore[misc]
    """The new password."""

    template_name = f"{PLACE}/new_password.html"
    form_class = forms.ResetPasswordForm

    def get_success_url(self) -> str:
        """Lead to signing in with it."""
        return f"{reverse('sign_in')}?why=password"


class SecondStep(second.AuthenticateView):  # type: ignore[misc]
    """The second step of signing in."""

    template_name = f"{PLACE}/second_step.html"
    form_class = forms.SecondStepForm


def _and_why(response: HttpResponse) -> HttpResponse:
    if isinstance(response, HttpResponseRedirect):
        return HttpResponseRedirect(f"{reverse('sign_in')}?why=again")
    return response


sign_in = page(Audience.ANYONE, methods=FORM)(AskForCode.as_view())
_enter_code = EnterCode.as_view()
password = page(Audience.ANYONE, methods=FORM)(EnterPassword.as_view())
forgot = page(Audience.ANYONE, methods=FORM)(ForgotPassword.as_view())
forgot_code = page(Audience.ANYONE, methods=FORM)(EnterResetCode.as_view())
new_password = page(Audience.ANYONE, methods=FORM)(ResetPassword.as_view())
second_step = page(Audience.ANYONE, methods=FORM)(SecondStep.as_view())


@page(Audience.ANYONE, methods=FORM)
def code(request: PublicRequest) -> HttpResponseBase:
    """Take the code; without one asked for in this browser, lead back and say why."""
    answer: HttpResponseBase = _enter_code(request)
    back = reverse("sign_in")
    if isinstance(answer, HttpResponseRedirect) and answer.url == back:
        return HttpResponseRedirect(f"{back}?why=again")
    return answer


@page(Audience.ANYONE, methods=("POST",))
def with_service(request: PublicRequest, provider_id: str) -> HttpResponseBase:
    """Go to an identity service."""
    return _over_there(OAuth2LoginView, request, provider_id)


@page(Audience.ANYONE)
def back_from_service(request: PublicRequest, provider_id: str) -> HttpResponseBase:
    """Come back from an identity service, which has put its word in the address."""
    answer = _over_there(OAuth2CallbackView, request, provider_id)
    note_identity_service(request)
    return answer


def _over_there(view: Any, request: HttpRequest, provider_id: str) -> HttpResponseBase:  # noqa: ANN401
    try:
        answer: HttpResponseBase = view.adapter_view(
            IdentityService(request, provider_id)
        )(request)
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    return answer
