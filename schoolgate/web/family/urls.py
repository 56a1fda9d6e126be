"""The family's pages."""

from django.urls import path

from schoolgate.web.family.calendar import views as calendar
from schoolgate.web.family.data import views as data
from schoolgate.web.family.enquiries import (
    printing,
    settling,
    telling,
    views as enquiries,
)
from schoolgate.web.family.home import views as home
from schoolgate.web.family.safety import views as safety
from schoolgate.web.family.whom import views as whom

app_name = "family"
urlpatterns = [
    path("home/", home.home, name="home"),
    path("me/", home.me, name="me"),
    path("me/correct/<slug:public_id>/", home.correct, name="me_correct"),
    path("whom/", whom.whom, name="whom"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<slug:public_id>.ics", calendar.calendar_file, name="calendar_file"),
    path("ask/", enquiries.ask, name="ask"),
    path("ask/check/", enquiries.check, name="ask_check"),
    path("safety/", safety.safety, name="safety"),
    path("safety/told/", safety.told, name="safety_told"),
    path("data/", data.data, name="data"),
    path("data/<slug:public_id>/", data.matter, name="data_matter"),
    path("data/<slug:public_id>/add/", data.add, name="data_add"),
    path("tell/", telling.tell, name="tell"),
    path("tell/check/", telling.check, name="tell_check"),
    path("enquiries/<slug:public_id>/share/", telling.share, name="tell_share"),
    path("enquiries/<slug:public_id>/", enquiries.thread, name="ask_thread"),
    path("enquiries/<slug:public_id>/print/", printing.printed, name="ask_print"),
    path(
        "enquiries/<slug:public_id>/files/<slug:file_id>/",
        enquiries.file,
        name="ask_file",
    ),
    path("enquiries/<slug:public_id>/write/", enquiries.write, name="ask_write"),
    path("enquiries/<slug:public_id>/further/", enquiries.further, name="ask_further"),
    path("enquiries/<slug:public_id>/agree/", settling.agree, name="ask_agree"),
    path("enquiries/<slug:public_id>/respect/", settling.respect, name="ask_respect"),
    path("enquiries/<slug:public_id>/dispute/", enquiries.dispute, name="ask_dispute"),
]
