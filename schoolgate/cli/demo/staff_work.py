"""What the demo's staff have in hand: line managers, a warning, a begun answer."""

from datetime import datetime

from django.conf import settings

from schoolgate.cli.demo.grammar import Grammar
from schoolgate.cli.demo.histories import Past
from schoolgate.domain.accounts.access.actors import staff_actor
from schoolgate.domain.accounts.enums import Role
from schoolgate.domain.deliveries import actions as outbox
from schoolgate.domain.deliveries.enums import NoticeKind
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.enquiries.actions.drafting import keep_draft
from schoolgate.domain.enquiries.actions.warning import warn_staff
from schoolgate.domain.enquiries.enums import EnquiryState
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.people.models import StaffMember
from schoolgate.integrations.relays import Relay, opened_relay
from schoolgate.notices.mail import NothingLeftError, render_mail

BEGUN = (
    "Thank you for asking. The sets were made by Dr Osei and me after the autumn test."
    " What Amal should catch up on is"
)


def name_line_managers(made: Grammar) -> None:
    """Let each department answer to its head, and the heads to the leadership."""
    [lynch] = [
        post.holder
        for post in made.posts
        if post.role == Role.VICE_PRINCIPAL_TEACHING_AND_LEARNING
    ]
    changed: dict[int, StaffMember] = {}
    for name, (head, *others) in made.teachers.items():
        if name[:1].isupper():
            head.line_manager = lynch
            changed[head.pk] = head
        for member in others:
            member.line_manager = head
            changed[member.pk] = member
    StaffMember.objects.bulk_update(changed.values(), ["line_manager"])


def warn_in_the_morning(made: Grammar, past: Past) -> None:
    """Warn of what ended on the last school day, in the morning of it, by mail."""
    morning = past.moment(1, 9, 0)
    past.at(morning, lambda: _warn(made, morning))


def _warn(made: Grammar, at: datetime) -> None:
    warn_staff(made.crowd.school, at=at)
    mails = OutboxMail.objects.filter(kind=NoticeKind.PROMISES_DUE)
    with opened_relay(settings.MAIL_RELAY) as relay:
        for mail in mails.select_related("staff", "school"):
            _send(mail, relay, at)


def _send(mail: OutboxMail, relay: Relay, at: datetime) -> None:
    """Hand it over as it went that morning; the worker would wait for the next one."""
    try:
        ready = render_mail(mail)
    except NothingLeftError:
        return
    receipt = relay.send(
        ready, lambda: outbox.mark(mail, address=ready.to_address, at=at)
    )
    outbox.record_sent(mail, receipt=receipt.words, at=at)


def begin_an_answer(made: Grammar, now: datetime) -> None:
    """Let the maths teacher have begun an answer to Amal's mother."""
    leila, amal = made.cast["Leila"], made.children["Amal"]
    asked = Enquiry.objects.filter(
        contact=leila, student=amal, state=EnquiryState.OPEN, holder__isnull=False
    )
    enquiry = asked.select_related("holder", "school").earliest("opened_at")
    if enquiry.holder is not None:
        keep_draft(staff_actor(enquiry.holder), enquiry, {"text": BEGUN}, at=now)
