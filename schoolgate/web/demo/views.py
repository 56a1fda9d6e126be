"""Being somebody else, and looking into their mailbox. In the demo only."""

from allauth.usersessions.signals import on_user_logged_in as list_session
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from schoolgate.domain.accounts.models import Account
from schoolgate.domain.accounts.queries.sign_ins import account_with_email
from schoolgate.web.demo.mailbox import mail_named, mails_to
from schoolgate.web.demo.personas import known_personas
from schoolgate.web.public.first_pages import first_page_of
from schoolgate.web.shared.page import Audience, PublicRequest, page
from schoolgate.web.shared.second_factor import mark_second_factor


def _demo_only() -> None:
    """Refuse to exist anywhere else, even if somebody wires these addresses up."""
    if not settings.IS_DEMO:
        raise Http404


@page(Audience.DEMO, methods=("GET", "POST"))
def personas(request: PublicRequest) -> HttpResponse:
    """Show the people one can be; posting signs in as one of them."""
    _demo_only()
    if request.method == "POST":
        email = request.POST.get("email", "")
        account = account_with_email(email)
        if account is None or email not in {each.email for each in known_personas()}:
            raise Http404
        return as_somebody(request, account)
    schools: dict[str, list[object]] = {}
    for persona in known_personas():
        schools.setdefault(persona.school, []).append(persona)
    return render(request, "demo/personas.html", {"schools": schools})


def as_somebody(request: PublicRequest, account: Account) -> HttpResponse:
    """Sign in as somebody, as if every step had been taken."""
    logout(request)
    login(request, account)
    mark_second_factor(request, account, how="demo")
    list_session(sender=Account, request=request)
    return redirect(first_page_of(account, at=request.at))


@page(Audience.DEMO)
def mailbox(request: PublicRequest) -> HttpResponse:
    """Show the mail that left the school, newest first, or one person's."""
    _demo_only()
    address = request.GET.get("to", "")
    return render(
        request,
        "demo/mailbox.html",
        {"mails": mails_to(address), "address": address},
    )


@page(Audience.DEMO)
def mail(request: PublicRequest, name: str) -> HttpResponse:
    """Show one mail as its recipient reads it."""
    _demo_only()
    found = mail_named(name)
    if found is None:
        raise Http404
    return render(request, "demo/mail.html", {"mail": found})
