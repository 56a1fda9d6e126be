"""The school itself: what is missing, its facts, its posts."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from schoolgate.domain.accounts.access.posts import (
    may_confirm_appointment,
    may_fill_post,
    may_give_access,
    may_stop_appointment,
)
from schoolgate.domain.accounts.actions.appointments import (
    SettledAlreadyError,
    confirm_appointment,
    stop_appointment,
)
from schoolgate.domain.accounts.actions.posts import (
    WrongPostError,
    add_post,
    end_post,
)
from schoolgate.domain.accounts.enums import Reach, Role
from schoolgate.domain.accounts.queries.posts import (
    Seat,
    groups_without_post,
    seat_named,
    seats,
    waiting_for,
)
from schoolgate.domain.accounts.rules import GIVE_ACCESS_ROLES
from schoolgate.domain.deliveries.actions.appointments import fill_post
from schoolgate.domain.people.access import may_keep_people, may_look_up_people
from schoolgate.domain.people.actions.groups import GroupError, add_group, remove_group
from schoolgate.domain.people.queries import everybody_employed, groups_by_kind
from schoolgate.domain.schools.actions.details import (
    MailDomainTakenError,
    set_details,
)
from schoolgate.domain.schools.enums import GroupKind
from schoolgate.kernel.decision import NotAllowedError, permit, refuse
from schoolgate.kernel.vocabulary import Permission
from schoolgate.web.shared.context import RUNS_SCHOOL
from schoolgate.web.shared.forms import initial_of
from schoolgate.web.shared.page import Audience, StaffRequest, page
from schoolgate.web.shared.sending import send_once
from schoolgate.web.staff.school.forms import (
    DetailsForm,
    GroupForm,
    MissingPostsForm,
    NewPostForm,
    PostForm,
    RemoveForm,
)
from schoolgate.web.staff.school.presenters import (
    appointment_of,
    checks_of,
    post_lines,
)

MOST_AT_ONCE = 50
"""So many posts are asked for on one page."""
SHOWN = (
    ("The whole school", Reach.SCHOOL),
    ("Years", Reach.YEAR),
    ("Departments", Reach.DEPARTMENT),
    ("Forms and tutor groups", Reach.FORM),
)


@page(Audience.STAFF)
def school(request: StaffRequest) -> HttpResponse:
    """Show what the school still needs."""
    if not request.actor.permissions & RUNS_SCHOOL:
        refuse("runs_nothing", "This page is for who runs the school here.").require()
    here = request.actor.staff.school
    checks = checks_of(here, at=request.at)
    missing = sum(check.state == "missing" for check in checks)
    context = {
        "checks": checks,
        "missing": missing,
        "school": here,
        "opens": _opens(request),
    }
    return render(request, "staff/school/school.html", context)


def _opens(request: StaffRequest) -> set[str]:
    """Return which of the pages listed there open for this person."""
    actor = request.actor
    asked = {
        "staff:school_details": permit(actor, Permission.SET_UP_SCHOOL),
        "staff:school_policy": permit(actor, Permission.SET_POLICY),
        "staff:school_posts": permit(actor, Permission.FILL_POSTS),
        "staff:school_missing_posts": permit(actor, Permission.FILL_POSTS),
        "staff:school_groups": may_keep_people(actor),
        "staff:people": may_look_up_people(actor),
        "staff:people_imports": permit(actor, Permission.IMPORT_PEOPLE),
        "staff:access": may_give_access(actor),
    }
    return {"staff:year"} | {route for route, may in asked.items() if may.allowed}


@page(Audience.STAFF, methods=("GET", "POST"))
def details(request: StaffRequest) -> HttpResponse:
    """Correct what the school says of itself."""
    permit(request.actor, Permission.SET_UP_SCHOOL).require()
    here = request.actor.staff.school
    here.refresh_from_db()
    known = initial_of(here, *DetailsForm.DETAILS)
    form = DetailsForm(request.POST or None, initial=known)
    if form.is_valid():

        def do() -> str:
            set_details(here, form.chosen, by=request.actor, at=request.at)
            return reverse("staff:school")

        try:
            return send_once(request, form, do)
        except MailDomainTakenError as taken:
            form.add_error("mail_domain", str(taken))
    return render(request, "staff/school/details.html", {"form": form})


@page(Audience.STAFF, methods=("GET", "POST"))
def posts(request: StaffRequest) -> HttpResponse:
    """Show who holds each post today; add one for the whole school."""
    permit(request.actor, Permission.FILL_POSTS).require()
    form = NewPostForm(groups_by_kind(), request.POST or None)
    if form.is_valid():

        def do() -> str:
            made = add_post(
                request.actor.staff.school,
                form.chosen,
                holder=None,
                group=form.chosen_group,
                by=request.actor,
                at=request.at,
            )
            return reverse("staff:school_post", args=[made.public_id])

        try:
            return send_once(request, form, do)
        except NotAllowedError as refused:
            form.add_error("role", str(refused))
        except WrongPostError as wrong:
            form.add_error("group", str(wrong))
    return render(request, "staff/school/posts.html", {"form": form, **_list(request)})


@page(Audience.STAFF, methods=("GET", "POST"))
def missing_posts(request: StaffRequest) -> HttpResponse:
    """Say who has the posts that groups lack, many at once: after an import."""
    permit(request.actor, Permission.FILL_POSTS).require()
    here = request.actor.staff.school
    missing = groups_without_post(here.pk)
    staff = everybody_employed(on=request.actor.day_of(request.at))
    form = MissingPostsForm(missing[:MOST_AT_ONCE], staff, request.POST or None)
    if form.is_valid():

        def do() -> str:
            by, at = request.actor, request.at
            for group, role, holder in form.chosen:
                add_post(here, role, holder=holder, group=group, by=by, at=at)
            return reverse("staff:school_missing_posts")

        return send_once(request, form, do)
    context = {"form": form, "number": len(missing), "shown": MOST_AT_ONCE}
    return render(request, "staff/school/missing_posts.html", context)


@page(Audience.STAFF, methods=("GET", "POST"))
def post(request: StaffRequest, public_id: str) -> HttpResponse:
    """Say who holds a post and who stands in, or take the post away."""
    on = request.actor.day_of(request.at)
    seat = seat_named(request.actor, public_id, on=on)
    people = {"holder": seat.post.holder, "deputy": seat.post.deputy}
    known = {name: one.public_id if one else "" for name, one in people.items()}
    form = PostForm(everybody_employed(on=on), request.POST or None, initial=known)
    if form.is_valid():
        try:
            return send_once(request, form, lambda: _fill(request, seat, form))
        except (WrongPostError, NotAllowedError, SettledAlreadyError) as wrong:
            form.add_error(None, str(wrong))
    may = may_fill_post(request.actor, Role(seat.post.role))
    [line] = post_lines([seat], current=None, on=on)
    context = {"seat": seat, "line": line, "form": form, "may": may}
    context["takes_two"] = seat.post.role in GIVE_ACCESS_ROLES
    context |= _waiting(request, seat)
    return render(request, "staff/school/post.html", context | _list(request, seat))


@page(Audience.STAFF, methods=("GET", "POST"))
def groups(request: StaffRequest) -> HttpResponse:
    """Show the forms, years, classes and departments; add one, or take one away."""
    may_keep_people(request.actor).require()
    removes = "remove" in request.POST
    form = GroupForm(request.POST if request.POST and not removes else None)
    gone = RemoveForm(request.POST if removes else None)
    said = ""
    try:
        if form.is_valid():
            return send_once(request, form, lambda: _add_group(request, form))
        if gone.is_valid():
            return send_once(request, gone, lambda: _remove_group(request))
    except GroupError as wrong:
        said = str(wrong)
        if form.is_bound:
            form.add_error(None, said)
    context = {
        "form": form,
        "gone": RemoveForm(),
        "said": said,
        "kinds": [
            (kind.label, each) for kind, each in groups_by_kind().items() if each
        ],
    }
    return render(request, "staff/school/groups.html", context)


def _add_group(request: StaffRequest, form: GroupForm) -> str:
    data = form.cleaned_data
    add_group(
        request.actor.staff.school,
        GroupKind(data["kind"]),
        data["name"],
        subject=data["subject"],
        by=request.actor,
        at=request.at,
    )
    return reverse("staff:school_groups")


def _remove_group(request: StaffRequest) -> str:
    wanted = request.POST.get("remove", "")
    every = [group for each in groups_by_kind().values() for group in each]
    found = next((group for group in every if group.key == wanted), None)
    if found is None:
        raise Http404
    remove_group(found, by=request.actor, at=request.at)
    return reverse("staff:school_groups")


def _fill(request: StaffRequest, seat: Seat, form: PostForm) -> str:
    by, at = request.actor, request.at
    if "end" in request.POST:
        end_post(seat.post, by=by, at=at)
        return reverse("staff:school_posts")
    if {"confirm", "stop"} & set(request.POST):
        return _settle(request, seat)
    holder, deputy = form.chosen("holder"), form.chosen("deputy")
    fill_post(seat.post, holder=holder, deputy=deputy, by=by, at=at)
    return reverse("staff:school_post", args=[seat.post.public_id])


def _settle(request: StaffRequest, seat: Seat) -> str:
    """Confirm or stop what waits for this post."""
    found = waiting_for(seat.post)
    if found is None:
        raise SettledAlreadyError("Somebody has settled this already.")
    does = confirm_appointment if "confirm" in request.POST else stop_appointment
    does(found, by=request.actor, at=request.at)
    return reverse("staff:school_post", args=[seat.post.public_id])


def _waiting(request: StaffRequest, seat: Seat) -> dict[str, Any]:
    """Return what waits for this post, and what this person may do about it."""
    found = waiting_for(seat.post)
    if found is None:
        return {}
    school = request.actor.staff.school
    return {
        "waiting": appointment_of(found, school, now=request.at),
        "may_confirm": may_confirm_appointment(request.actor, found, at=request.at),
        "may_stop": may_stop_appointment(request.actor),
        "settles": RemoveForm(),
    }


def _list(request: StaffRequest, current: Seat | None = None) -> dict[str, Any]:
    """Return the posts of the school by how far they reach; of classes, the vacant."""
    on = request.actor.day_of(request.at)
    shown = current.post if current else None
    found = [(words, seats(reach, on=on)) for words, reach in SHOWN]
    taught = seats(Reach.CLASS, on=on)
    vacant = [each for each in taught if each.is_vacant or each.post == shown]
    found.append(("Classes nobody is there for", vacant))
    return {
        "sections": [
            (words, post_lines(each, current=shown, on=on))
            for words, each in found
            if each
        ]
    }
