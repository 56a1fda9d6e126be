"""Addresses of the gallery."""

from django.urls import path

from schoolgate.web.public.gallery import views

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("<slug:name>/", views.gallery_page, name="gallery-page"),
]
