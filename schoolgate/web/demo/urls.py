"""The demo's own pages."""

from django.urls import path

from schoolgate.web.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.personas, name="personas"),
    path("mail/", views.mailbox, name="mailbox"),
    path("mail/<slug:name>/", views.mail, name="mail"),
]
