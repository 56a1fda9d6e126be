"""The student's pages."""

from django.urls import path

from schoolgate.web.student.calendar import views as calendar
from schoolgate.web.student.home import views as home

app_name = "student"
urlpatterns = [
    path("", home.home, name="home"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("who-sees-what/", home.audience, name="audience"),
]
