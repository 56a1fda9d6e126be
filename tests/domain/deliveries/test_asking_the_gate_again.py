"""When a mail goes the gate is asked again, also of one about no child yet."""

from datetime import date

import pytest

from schoolgate.domain.deliveries.actions import why_withheld
from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.domain.disclosure.enums import RestrictionKind
from schoolgate.domain.disclosure.models import Restriction
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from tests.cast import Cast
from tests.mails import arrive, mail


@pytest.mark.usefixtures("frozen")
def test_a_restriction_made_meanwhile_stops_a_mail_about_no_child_yet(
    cast: Cast,
) -> None:
    taken = arrive(cast.oakfield, mail(sender="leila@family.example"))
    with school_in_force(cast.oakfield.pk):
        [receipt] = OutboxMail.objects.all()
        before = why_withheld(receipt, at=clock.now())
        for tie in cast.contact("leila").ties.all():
            Restriction.objects.create(
                school=cast.oakfield,
                tie=tie,
                kind=RestrictionKind.NO_CONTACT,
                from_on=date(2026, 11, 23),
            )

        after = why_withheld(receipt, at=clock.now())

    assert taken.enquiry is not None
    assert taken.enquiry.student is None
    assert (before, after) == (None, "restricted")
