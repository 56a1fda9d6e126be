"""The governors' pages."""

from django.urls import path

from schoolgate.web.governors.clauses import views as clauses

app_name = "governors"
urlpatterns = [
    path("", clauses.clauses, name="clauses"),
]
