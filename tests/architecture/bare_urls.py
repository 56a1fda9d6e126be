"""Addresses whose view says nothing about whom it is for: what the check must find."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from schoolgate.web.public import health


def bare(request: HttpRequest) -> HttpResponse:
    """Answer anybody, which no view of the product may."""
    return HttpResponse()


urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("deep/", include([path("bare", bare, name="bare")])),
]
