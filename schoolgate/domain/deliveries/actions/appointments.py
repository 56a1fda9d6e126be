"""Filling posts from a page: what gives access waits, and who can stop it hears."""

from datetime import datetime

from django.db import transaction

from schoolgate.domain.accounts.access.posts import who_give_access
from schoolgate.domain.accounts.actions import appointments, posts
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.accounts.models import Account, Appointment, Post
from schoolgate.domain.accounts.queries.sign_ins import accounts_of
from schoolgate.domain.deliveries.actions.security import queue_security_notice
from schoolgate.domain.deliveries.enums import NoticeKind
from schoolgate.domain.people.models import StaffMember
from schoolgate.domain.people.queries import names_behind
from schoolgate.kernel.actors import Actor


@transaction.atomic
def fill_post(
    post: Post,
    *,
    holder: StaffMember | None,
    deputy: StaffMember | None,
    by: Actor,
    at: datetime,
) -> Appointment | None:
    """Say who holds a post; return what waits, if that takes a second person.

    Everybody who gives access, and the head, is told at once of what waits. Refuses
    who may not fill the post; raises WrongPostError.
    """
    if not posts.waits_for_two(post, holder=holder, deputy=deputy, at=at):
        posts.fill_post(post, holder=holder, deputy=deputy, by=by, at=at)
        return None
    made = appointments.ask_to_appoint(post, holder=holder, deputy=deputy, by=by, at=at)
    for account in _who_can_stop_it(at=at):
        queue_security_notice(
            account,
            NoticeKind.ADMINISTRATOR_NAMED,
            made.school,
            facts=_facts(made, by),
            about=f"post:{post.public_id}",
            at=at,
        )
    return made


def _who_can_stop_it(*, at: datetime) -> list[Account]:
    heads = Post.objects.filter(role=Role.PRINCIPAL, holder__isnull=False)
    staff = {one.pk for one in who_give_access(at=at)}
    staff |= set(heads.values_list("holder_id", flat=True))
    return accounts_of(staff, at=at)


def _facts(made: Appointment, by: Actor) -> dict[str, str | None]:
    named = [one.full_name for one in (made.holder, made.deputy) if one]
    when = made.takes_effect_at
    return {
        "named": " and ".join(named),
        "asked_by": names_behind([by.signature]).get(by.signature, "Somebody"),
        "post": Role(made.post.role).label,
        "path": f"/desk/school/posts/{made.post.public_id}/",
        "takes_effect_at": when.isoformat() if when else None,
    }
