"""The staff pages."""

from django.urls import path

from schoolgate.web.staff.access import views as access
from schoolgate.web.staff.channels import views as channels
from schoolgate.web.staff.data import views as data
from schoolgate.web.staff.desk import (
    calls,
    drafts,
    few,
    finding,
    matters,
    printing,
    seen,
    views as desk,
)
from schoolgate.web.staff.figures import views as figures
from schoolgate.web.staff.imports import views as imports
from schoolgate.web.staff.log import views as log
from schoolgate.web.staff.mail import views as mail
from schoolgate.web.staff.people import places, ties, views as people
from schoolgate.web.staff.reports import views as reports
from schoolgate.web.staff.safety import views as safety
from schoolgate.web.staff.school import policy, views as school
from schoolgate.web.staff.students import problems, views as students
from schoolgate.web.staff.year import changing, importing, views as year

app_name = "staff"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("log/", log.log, name="log"),
    path("log/kept/", log.kept, name="log_kept"),
    path("log/done/<slug:public_id>/", log.logged, name="log_done"),
    path("log/<slug:public_id>/", log.entry, name="log_entry"),
    path("log/<slug:public_id>/word/", log.word, name="log_word"),
    path("safety/", safety.safety, name="safety"),
    path("safety/<slug:public_id>/", safety.note, name="safety_note"),
    path("safety/<slug:public_id>/taken/", safety.taken, name="safety_taken"),
    path("reports/", reports.reports, name="reports"),
    path(
        "reports/incidents/<slug:public_id>/",
        reports.incident,
        name="report_incident",
    ),
    path("reports/calls/<slug:public_id>/", reports.kept_call, name="report_call"),
    path("channels/", channels.channels, name="channels"),
    path("channels/sign/", channels.sign, name="channels_sign"),
    path("channels/add/", channels.add, name="channels_add"),
    path("channels/<slug:public_id>/end/", channels.end, name="channels_end"),
    path("reports/calls/<slug:public_id>/data/", reports.data, name="report_data"),
    path("data/", data.matters, name="data"),
    path("data/<slug:public_id>/", data.matter, name="data_matter"),
    path("data/<slug:public_id>/step/", data.step, name="data_step"),
    path("students/", students.students, name="students"),
    path("students/told/<slug:public_id>/", students.used, name="students_used"),
    path(
        "students/problems/<slug:public_id>/",
        problems.problem,
        name="students_problem",
    ),
    path(
        "students/problems/<slug:public_id>/close/",
        problems.close,
        name="students_close",
    ),
    path(
        "students/problems/<slug:public_id>/tell/<slug:contact_id>/",
        problems.tell,
        name="students_tell",
    ),
    path(
        "students/problems/<slug:public_id>/ground/<slug:contact_id>/",
        problems.ground,
        name="students_ground",
    ),
    path("students/<slug:public_id>/", students.student, name="student"),
    path("students/<slug:public_id>/problem/", problems.record, name="students_record"),
    path("find/", finding.find, name="desk_find"),
    path("figures/", figures.figures, name="figures"),
    path("mail/", mail.held, name="held"),
    path("mail/held/<slug:public_id>/", mail.held_mail, name="held_mail"),
    path("mail/stuck/<slug:public_id>/", mail.stuck_mail, name="held_stuck"),
    path("access/", access.access, name="access"),
    path("access/letters/<slug:public_id>/", access.letter, name="access_letter"),
    path("access/<slug:kind>/<slug:public_id>/", access.person, name="access_person"),
    path("school/", school.school, name="school"),
    path("school/details/", school.details, name="school_details"),
    path("school/policy/", policy.policy, name="school_policy"),
    path("school/policy/settings/", policy.settings, name="school_settings"),
    path("school/policy/clause/", policy.clause, name="school_clause"),
    path("school/policy/pack/", policy.pack, name="school_pack"),
    path("school/groups/", school.groups, name="school_groups"),
    path("school/posts/", school.posts, name="school_posts"),
    path("school/posts/missing/", school.missing_posts, name="school_missing_posts"),
    path("school/posts/<slug:public_id>/", school.post, name="school_post"),
    path("people/", people.people, name="people"),
    path("people/import/", imports.imports, name="people_imports"),
    path("people/import/<slug:public_id>/", imports.batch, name="people_import"),
    path(
        "people/import/<slug:public_id>/duplicates/",
        imports.duplicates,
        name="people_import_who",
    ),
    path(
        "people/import/<slug:public_id>/<slug:code>.csv",
        imports.whole_list,
        name="people_import_list",
    ),
    path("people/left/", people.former, name="people_former"),
    path("people/corrections/", ties.corrections, name="people_corrections"),
    path("people/students/new/", people.new_student, name="people_new_student"),
    path("people/staff/new/", people.new_member, name="people_new_member"),
    path("people/students/<slug:public_id>/", people.student, name="people_student"),
    path(
        "people/students/<slug:public_id>/groups/",
        places.groups,
        name="people_groups",
    ),
    path(
        "people/students/<slug:public_id>/post/<slug:role>/",
        places.own_post,
        name="people_own_post",
    ),
    path(
        "people/students/<slug:public_id>/new/",
        ties.new_contact,
        name="people_new_contact",
    ),
    path(
        "people/students/<slug:public_id>/<slug:contact_id>/",
        ties.tie,
        name="people_tie",
    ),
    path("people/contacts/<slug:public_id>/", people.contact, name="people_contact"),
    path("people/staff/<slug:public_id>/", people.member, name="people_member"),
    path(
        "people/staff/<slug:public_id>/away/<slug:absence>/",
        people.member_back,
        name="people_member_back",
    ),
    path(
        "people/<slug:kind>/<slug:public_id>/correct/",
        people.change,
        name="people_change",
    ),
    path(
        "people/<slug:kind>/<slug:public_id>/everything/",
        people.everything,
        name="people_everything",
    ),
    path(
        "people/<slug:kind>/<slug:public_id>/leaving/",
        people.leaving,
        name="people_leaving",
    ),
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
    path("<slug:public_id>/files/<slug:file_id>/", desk.file, name="desk_file"),
    path("<slug:public_id>/reply/", desk.reply, name="desk_reply"),
    path("<slug:public_id>/matters/", matters.matters, name="desk_matters"),
    path("<slug:public_id>/print/", printing.printed, name="desk_print"),
    path("<slug:public_id>/draft/", drafts.keep, name="desk_draft"),
    path("<slug:public_id>/extend/", desk.extend, name="desk_extend"),
    path("<slug:public_id>/hand-over/", desk.hand_over, name="desk_hand_over"),
    path("<slug:public_id>/note/", desk.note, name="desk_note"),
    path("<slug:public_id>/called/", calls.called, name="desk_called"),
    path("<slug:public_id>/ended/", calls.ended, name="desk_ended"),
    path("<slug:public_id>/one-way/", calls.one_way, name="desk_one_way"),
    path("<slug:public_id>/any-way/", calls.any_way, name="desk_any_way"),
    path("<slug:public_id>/safety/", few.pass_on, name="desk_safety"),
    path("<slug:public_id>/read/", few.read, name="desk_read"),
    path("<slug:public_id>/data/", seen.data, name="desk_data"),
    path("<slug:public_id>/respect/", seen.respect, name="desk_respect"),
    path("<slug:public_id>/close/", desk.close, name="desk_close"),
    path("<slug:public_id>/sort/", desk.sort, name="desk_sort"),
]
