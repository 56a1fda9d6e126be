"""The staff pages."""

from django.urls import path

from schoolgate.web.staff.desk import views as desk
from schoolgate.web.staff.mail import views as mail
from schoolgate.web.staff.year import changing, importing, views as year

app_name = "staff"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("mail/", mail.held, name="held"),
    path("mail/held/<slug:public_id>/", mail.held_mail, name="held_mail"),
    path("mail/stuck/<slug:public_id>/", mail.stuck_mail, name="held_stuck"),
    path("school/year/", year.year, name="year"),
    path("school/year/term/", year.term, name="year_term_add"),
    path("school/year/term/<slug:first>/", year.term, name="year_term"),
    path("school/year/day/", year.day, name="year_day_add"),
    path("school/year/day/<slug:on>/", year.day, name="year_day"),
    path("school/year/hours/", year.hours, name="year_hours"),
    path("school/year/visits/", year.visits, name="year_visits"),
    path("school/year/bank-holidays/", year.days_off, name="year_days_off"),
    path("school/year/next/", year.start, name="year_start"),
    path("school/year/file/", importing.file, name="year_import"),
    path("school/year/file/lines/", importing.lines, name="year_lines"),
    path("school/year/check/", changing.check, name="year_check"),
    path("<slug:public_id>/", desk.enquiry, name="desk_enquiry"),
    path("<slug:public_id>/reply/", desk.reply, name="desk_reply"),
    path("<slug:public_id>/close/", desk.close, name="desk_close"),
    path("<slug:public_id>/sort/", desk.sort, name="desk_sort"),
]
