"""Setting a school up in the browser."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from schoolgate.domain.accounts.actions.founding import (
    FoundingCodeError,
    found_school_with_code,
    founds_a_school,
)
from schoolgate.domain.accounts.queries.sign_ins import account_with_email
from schoolgate.domain.schools.actions.details import MailDomainTakenError
from schoolgate.web.public.founding.forms import FoundingForm
from schoolgate.web.public.joining.views import begin_session
from schoolgate.web.shared.page import Audience, PublicRequest, page


@page(Audience.ANYONE, methods=("GET", "POST"))
def begin(request: PublicRequest, code: str) -> HttpResponse:
    """Ask what a school needs, show it to check, then make it and sign in.

    Who signs in sets up a second step before the school's own page opens.
    A code that is unknown, used or too old leads to the one 404.
    """
    if not founds_a_school(code, at=request.at):
        raise Http404
    if request.method != "POST":
        return _ask(request, FoundingForm())
    form = FoundingForm(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    if "change" in request.POST:
        return _ask(request, FoundingForm(initial=request.POST.dict()))
    if "create" not in request.POST:
        return render(request, "public/founding/check.html", {"form": form})
    return _create(request, code, form)


def _create(request: PublicRequest, code: str, form: FoundingForm) -> HttpResponse:
    is_known = account_with_email(form.founding.administrator.email.lower())
    try:
        account = found_school_with_code(code, form.founding, at=request.at)
    except MailDomainTakenError as taken:
        form.add_error("mail_domain", str(taken))
        return _ask(request, form)
    except FoundingCodeError as used:
        raise Http404 from used
    if is_known:  # whose address that is, nobody has proven here
        return redirect("sign_in")
    return begin_session(request, account, goes_to=reverse("staff:school"))


def _ask(request: PublicRequest, form: FoundingForm) -> HttpResponse:
    return render(request, "public/founding/begin.html", {"form": form})
