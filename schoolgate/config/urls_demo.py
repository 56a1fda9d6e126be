"""The demo's addresses: those of every installation, and the persona picker."""

from django.urls import include, path

from schoolgate.config.urls import (
    handler400,
    handler403,
    handler404,
    handler429,
    handler500,
    urlpatterns as every_installation,
)

__all__ = [
    "handler400",
    "handler403",
    "handler404",
    "handler429",
    "handler500",
    "urlpatterns",
]

urlpatterns = [
    path("demo/", include("schoolgate.web.demo.urls")),
    *every_installation,
]
