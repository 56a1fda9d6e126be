"""An enquiry of which nobody has said yet which child it is about."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from schoolgate.domain.accounts.access.actors import staff_actor
from schoolgate.domain.deliveries.actions import why_withheld
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.domain.enquiries.actions.answering import answer_enquiry
from schoolgate.domain.enquiries.actions.changing import Reply
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.kernel.decision import NotAllowedError
from tests.cast import Cast
from tests.mails import arrive, mail

pytestmark = pytest.mark.usefixtures("frozen")


def restrict(cast: Cast) -> None:
    """Put Leila under an order for Amal, and not for Yusuf."""
    leila = cast.contact("leila")
    Restriction.objects.create(
        school=cast.oakfield,
        tie=leila.ties.get(student=cast.student("amal")),
        kind=RestrictionKind.NO_CONTACT,
        from_on=date(2026, 11, 23),
    )


def answer(cast: Cast, enquiry: Enquiry, at: datetime) -> None:
    """Let the office answer, with words that tell nothing about a student."""
    flynn = staff_actor(cast.staff("flynn"))
    answer_enquiry(flynn, enquiry, Reply("Yes.", None, enquiry.version), at=at)


def test_an_order_for_one_child_closes_it_for_it_may_be_that_one(
    cast: Cast, now: datetime, sign_in: Callable[[str], Client]
) -> None:
    enquiry = arrive(cast.oakfield, mail(sender="leila@family.example")).enquiry
    assert enquiry is not None
    assert enquiry.student is None
    address, leila = f"/enquiries/{enquiry.public_id}/", sign_in("leila")
    assert leila.get(address).status_code == 200

    with school_in_force(cast.oakfield.pk):
        answer(cast, enquiry, now)
        enquiry.refresh_from_db()
        queued = OutboxMail.objects.order_by("pk").last()
        assert queued is not None
        assert why_withheld(queued, at=now) is None
        restrict(cast)
        assert why_withheld(queued, at=now) == "restricted"
        with pytest.raises(NotAllowedError):
            answer(cast, enquiry, now)

    assert leila.get(address).status_code == 404
    assert leila.post(f"{address}write/").status_code == 404
    assert enquiry.public_id not in leila.get("/home/").content.decode()
