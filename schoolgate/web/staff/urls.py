"""The staff pages."""

from django.urls import path

from schoolgate.web.staff.desk import views as desk
from schoolgate.web.staff.mail import views as mail

app_name = "staff"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("mail/", mail.held, name="held"),
    path("mail/held/<slug:public_id>/", mail.held_mail, name="held_mail"),
    path("mail/stuck/<slug:public_id>/", mail.stuck_mail, name="held_stuck"),
    path("<slug:public_id>/", desk.enquiry, name="desk_enquiry"),
    path("<slug:public_id>/reply/", desk.reply, name="desk_reply"),
    path("<slug:public_id>/close/", desk.close, name="desk_close"),
    path("<slug:public_id>/sort/", desk.sort, name="desk_sort"),
]
