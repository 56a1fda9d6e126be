"""The gallery's pages, in any theme, direction and sample language."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from schoolgate.web.public.gallery import samples
from schoolgate.web.shared.page import Audience, page

PAGES = {
    "home": "A family’s first page",
    "ask": "A question, and the promise made before it is sent",
    "wrong": "The same form with mistakes in it",
    "check": "Answers to check before sending",
    "thread": "An enquiry, its ladder and its words",
    "desk": "A teacher’s desk with one thing open",
    "empty-desk": "A desk with nothing due",
    "call": "A call, logged in one screen",
    "document": "A document for governors",
}
THEMES = ("light", "dark")
DIRECTIONS = ("ltr", "rtl")


def mode(request: HttpRequest) -> dict[str, Any]:
    """Read how the page is to be shown; what is not on a list is passed over."""
    chosen: dict[str, Any] = {}
    if request.GET.get("theme") in THEMES:
        chosen["theme"] = request.GET["theme"]
    if request.GET.get("dir") in DIRECTIONS:
        chosen["dir"] = request.GET["dir"]
    if request.GET.get("lang") in samples.LANGUAGES:
        chosen["lang"] = request.GET["lang"]
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    return {**chosen, "mode": f"?{query}" if query else ""}


@page(Audience.ANYONE)
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    shown = mode(request)
    context = {
        "pages": PAGES,
        "parts": samples.parts(),
        "form": samples.AskForm(),
        "wrong_form": samples.wrong_form(),
        "school_name": samples.SCHOOL,
    }
    return render(request, "public/gallery/index.html", {**context, **shown})


@page(Audience.ANYONE)
def gallery_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one sample page, made of the real layouts and components."""
    if name not in PAGES:
        raise Http404
    shown = mode(request)
    context = {
        "school_name": samples.SCHOOL,
        "sample": samples.page(shown.get("lang", "en")),
        "parts": samples.parts(),
        "form": samples.wrong_form() if name == "wrong" else samples.filled_form(),
        "here": samples.HERE.get(name, ""),
        "actor_name": samples.STAFF.get(name, ""),
    }
    template = f"public/gallery/{name.replace('-', '_')}.html"
    return render(request, template, {**context, **shown})
