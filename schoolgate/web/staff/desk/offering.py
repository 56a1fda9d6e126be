"""What is begun, and what can be done about calls and how a family writes, now."""

from datetime import datetime
from typing import Any

from schoolgate.domain.accounts.access.actors import StaffActor
from schoolgate.domain.enquiries.access.moves import may_answer_enquiry
from schoolgate.domain.enquiries.actions.reporting import may_ask_one_channel
from schoolgate.domain.enquiries.enums import Readership
from schoolgate.domain.enquiries.models import Enquiry, OneChannel
from schoolgate.domain.enquiries.queries.callers import one_channel_of
from schoolgate.domain.enquiries.queries.threads import draft_of
from schoolgate.domain.enquiries.rules import conversation_mailbox
from schoolgate.kernel.vocabulary import Channel
from schoolgate.kernel.words import say_day_and_year
from schoolgate.web.shared.moments import moment_in_words
from schoolgate.web.shared.sending import SendingForm
from schoolgate.web.staff.desk.calling import CalledForm, OneWayForm
from schoolgate.web.staff.desk.forms import PassToLeadForm


def calls_offered(actor: StaffActor, found: Enquiry, *, at: datetime) -> dict[str, Any]:
    """Return the forms about calls that this person may use on this enquiry."""
    on = found.school.day_of(at)
    asked = one_channel_of(found.contact, on=on)
    answers = may_answer_enquiry(actor, found, on=on).allowed
    leads = may_ask_one_channel(actor).allowed
    called = CalledForm(initial={"seen_version": found.version}) if answers else None
    return {
        "called_form": called,
        "ended_form": SendingForm() if found.readership == Readership.STAFF else None,
        "one_way": _in_words(asked) if asked else None,
        "may_ask_one_way": leads,
        "any_way_form": SendingForm(),
        "one_way_form": OneWayForm() if leads else None,
    }


def safety_offered(found: Enquiry) -> dict[str, Any]:
    """Return the form that passes it to the safeguarding lead, for whoever sees it.

    The action asks again whether they do.
    """
    is_there = found.readership == Readership.SAFEGUARDING
    return {"safety_form": None if is_there else PassToLeadForm()}


def _in_words(asked: OneChannel) -> dict[str, str]:
    """Say what the contact was asked, by whom, and that nothing is refused."""
    until = say_day_and_year(asked.review_on)
    way = Channel(asked.channel).label
    return {
        "title": f"Asked to use one way until {until}: {way}",
        "says": f"{asked.asked_by.polite_name}: {asked.reason} Whatever comes in any"
        " other way is still taken in and answered.",
    }


def draft_offered(actor: StaffActor, found: Enquiry, *, at: datetime) -> dict[str, Any]:
    """Return what the form of an answer begins with, and what is said of it."""
    draft = draft_of(actor, found)
    mailbox = conversation_mailbox(found.reference)
    return {
        "draft": draft
        and {name: value for name, value in draft.filled.items() if value},
        "draft_words": draft
        and f"Kept {moment_in_words(draft.kept_at, found.school, now=at)}"
        f"{', from your mailbox' if draft.mail_id else ''}. Nobody else sees it, and it"
        " has not been sent.",
        "mailbox": f"{mailbox}@{found.school.mail_domain}",
    }
