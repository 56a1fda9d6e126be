"""What becomes of a mail: an enquiry, a reply, or held for the office."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from schoolgate.domain.deliveries.enums import InboundOutcome
from schoolgate.domain.deliveries.models import InboundMail, OutboxMail
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.vocabulary import Concern, Role
from tests.cast import Cast
from tests.mails import arrive, mail

pytestmark = pytest.mark.usefixtures("frozen")


def test_a_mail_from_a_known_parent_becomes_an_enquiry_with_the_office(
    cast: Cast,
) -> None:
    taken = arrive(cast.oakfield, mail(sender="karim@family.example"))

    enquiry = taken.enquiry
    assert enquiry is not None
    assert taken.mail.outcome == InboundOutcome.ENQUIRY
    assert (enquiry.role, enquiry.holder) == (Role.SCHOOL_OFFICE, None)
    assert enquiry.student == cast.student("amal")


def test_a_mail_about_one_of_two_children_waits_for_the_office_to_say_which(
    cast: Cast,
) -> None:
    enquiry = arrive(cast.oakfield, mail(sender="leila@family.example")).enquiry

    assert enquiry is not None
    assert enquiry.student is None


def test_a_mail_to_the_childs_maths_teacher_goes_to_that_teacher(cast: Cast) -> None:
    raw = mail(sender="karim@family.example", to="byrne@oakfield.example")

    enquiry = arrive(cast.oakfield, raw, to="byrne@oakfield.example").enquiry

    assert enquiry is not None
    assert enquiry.holder == cast.staff("byrne")
    assert (enquiry.concern, enquiry.subject) == (Concern.ACADEMIC, "Maths")


def test_a_mail_to_a_teacher_who_stands_first_for_no_child_of_theirs_goes_to_the_office(
    cast: Cast,
) -> None:
    raw = mail(sender="karim@family.example", to="osei@oakfield.example")

    enquiry = arrive(cast.oakfield, raw, to="osei@oakfield.example").enquiry

    assert enquiry is not None
    assert enquiry.role == Role.SCHOOL_OFFICE


@pytest.mark.parametrize(
    ("sender", "why"),
    [
        ("nobody@elsewhere.example", "Nobody on record"),
        ("gary@family.example", "no tie"),
        ("noreen@family.example", "no tie"),
        ("farida@family.example", "Nobody on record"),
    ],
)
def test_who_is_unknown_or_may_not_ask_is_held_and_told_nothing(
    cast: Cast, sender: str, why: str
) -> None:
    taken = arrive(cast.oakfield, mail(sender=sender))

    assert taken.mail.outcome == InboundOutcome.QUARANTINED
    assert why in taken.mail.reason
    with school_in_force(cast.oakfield.pk):
        assert not OutboxMail.objects.exists()


def test_the_same_mail_twice_is_one_enquiry(cast: Cast) -> None:
    raw = mail(sender="karim@family.example")

    arrive(cast.oakfield, raw)
    again = arrive(cast.oakfield, raw)

    with school_in_force(cast.oakfield.pk):
        assert again.mail.outcome == InboundOutcome.DUPLICATE
        assert Enquiry.objects.count() == 1
        assert InboundMail.objects.count() == 2


def test_the_same_words_under_another_message_id_within_a_day_are_one_enquiry(
    cast: Cast,
) -> None:
    arrive(cast.oakfield, mail(sender="karim@family.example"))
    again = mail(sender="karim@family.example", message_id="<two@family.example>")

    assert arrive(cast.oakfield, again).mail.outcome == InboundOutcome.DUPLICATE


def test_the_same_words_more_than_a_day_later_are_news(cast: Cast, frozen: Any) -> None:
    ill = "Amal is ill today."
    arrive(cast.oakfield, mail(sender="karim@family.example", text=ill))
    frozen.shift(timedelta(hours=25))
    again = mail(sender="karim@family.example", text=ill, message_id="<2@x.example>")

    assert arrive(cast.oakfield, again).mail.outcome == InboundOutcome.ENQUIRY


def test_the_same_word_twice_in_a_conversation_is_said_twice(cast: Cast) -> None:
    enquiry = arrive(cast.oakfield, mail(sender="karim@family.example")).enquiry
    assert enquiry is not None
    to = f"enquiry+{enquiry.reference.lower()}@oakfield.example"

    for message_id in ("<two@family.example>", "<three@family.example>"):
        yes = mail(
            sender="karim@family.example", to=to, text="Yes.", message_id=message_id
        )
        arrive(cast.oakfield, yes, to=to)

    with school_in_force(cast.oakfield.pk):
        assert enquiry.messages.filter(text="Yes.").count() == 2


def test_two_mails_without_words_are_two_mails(cast: Cast) -> None:
    for number in ("1", "2"):
        raw = mail(
            sender="karim@family.example",
            text="",
            message_id=f"<{number}@x.example>",
            headers=f"X-Picture: {number}\r\n",
        )
        taken = arrive(cast.oakfield, raw)

        assert taken.mail.outcome == InboundOutcome.QUARANTINED


def test_another_parents_mail_with_a_known_message_id_is_not_a_duplicate(
    cast: Cast,
) -> None:
    arrive(cast.oakfield, mail(sender="karim@family.example"))

    other = arrive(cast.oakfield, mail(sender="imran@family.example"))

    assert other.mail.outcome == InboundOutcome.ENQUIRY


@pytest.mark.parametrize(
    "headers",
    ["Auto-Submitted: auto-replied\r\n", "Precedence: bulk\r\n", "List-Id: <x.y>\r\n"],
)
def test_a_machines_mail_opens_nothing_and_gets_no_answer(
    cast: Cast, headers: str
) -> None:
    raw = mail(sender="karim@family.example", headers=headers)

    taken = arrive(cast.oakfield, raw)

    assert taken.mail.outcome == InboundOutcome.AUTO_REPLY
    with school_in_force(cast.oakfield.pk):
        assert not Enquiry.objects.exists()
        assert not OutboxMail.objects.exists()


def test_a_machines_mail_does_not_swallow_a_persons_with_the_same_words(
    cast: Cast,
) -> None:
    machine = mail(sender="leila@family.example", headers="Precedence: bulk\r\n")
    arrive(cast.oakfield, machine)

    person = mail(sender="leila@family.example", message_id="<two@family.example>")

    assert arrive(cast.oakfield, person).mail.outcome == InboundOutcome.ENQUIRY


def test_other_words_under_a_known_message_id_are_held_and_not_lost(
    cast: Cast,
) -> None:
    arrive(cast.oakfield, mail(sender="leila@family.example", text="Forged"))

    taken = arrive(cast.oakfield, mail(sender="leila@family.example"))

    assert taken.mail.outcome == InboundOutcome.QUARANTINED
    assert taken.mail.text == "Who decided about the maths set?"


def test_a_reply_to_a_conversation_joins_it(cast: Cast) -> None:
    enquiry = arrive(cast.oakfield, mail(sender="karim@family.example")).enquiry
    assert enquiry is not None
    to = f"enquiry+{enquiry.reference.lower()}@oakfield.example"

    raw = mail(
        sender="karim@family.example",
        to=to,
        text="One more thing.",
        message_id="<two@family.example>",
    )
    taken = arrive(cast.oakfield, raw, to=to)

    assert taken.mail.outcome == InboundOutcome.REPLY
    with school_in_force(cast.oakfield.pk):
        assert Enquiry.objects.get().messages.count() == 2


def test_a_mail_to_somebody_elses_conversation_is_held(cast: Cast) -> None:
    enquiry = arrive(cast.oakfield, mail(sender="leila@family.example")).enquiry
    assert enquiry is not None
    to = f"enquiry+{enquiry.reference.lower()}@oakfield.example"

    taken = arrive(cast.oakfield, mail(sender="karim@family.example", to=to), to=to)

    assert taken.mail.outcome == InboundOutcome.QUARANTINED
    with school_in_force(cast.oakfield.pk):
        assert enquiry.messages.count() == 1


def test_the_raw_mail_is_kept_whole(cast: Cast) -> None:
    raw = mail(sender="nobody@elsewhere.example", headers="X-Odd: \x01\r\n")

    arrive(cast.oakfield, raw)

    with school_in_force(cast.oakfield.pk):
        assert bytes(InboundMail.objects.get().raw) == raw


def test_a_restriction_begins_at_midnight_where_the_school_is(
    cast: Cast, frozen: Any
) -> None:
    with school_in_force(cast.oakfield.pk):
        Restriction.objects.update(from_on=date(2026, 10, 10))
    frozen.move_to(datetime(2026, 10, 9, 22, 30, tzinfo=UTC))  # 11:30pm, summer time
    before = arrive(cast.oakfield, mail(sender="gary@family.example"))
    frozen.move_to(datetime(2026, 10, 9, 23, 30, tzinfo=UTC))  # half past midnight
    after = arrive(
        cast.oakfield,
        mail(sender="gary@family.example", message_id="<2@x.example>", text="Again"),
    )

    assert before.mail.outcome == InboundOutcome.ENQUIRY
    assert after.mail.outcome == InboundOutcome.QUARANTINED
