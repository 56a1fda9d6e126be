"""Staff get no prompt about a mail before its clock has begun."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from schoolgate.domain.deliveries.models import OutboxMail
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.worker.warning import warn_of_promises
from tests.cast import Cast
from tests.mails import arrive, mail

FRIDAY_EVENING = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
MONDAY_OPENING = datetime(2026, 11, 23, 8, 45, tzinfo=UTC)
ITS_LAST_DAY = datetime(2026, 11, 25, 8, 45, tzinfo=UTC)


@pytest.mark.clause("GN-5.3b", part="no prompt before the clock begins")
def test_a_mail_of_the_weekend_prompts_nobody_before_the_next_school_day(
    cast: Cast, frozen: Any
) -> None:
    frozen.move_to(FRIDAY_EVENING)
    arrive(cast.oakfield, mail(sender="karim@family.example"))
    moment = FRIDAY_EVENING
    while moment < MONDAY_OPENING:
        frozen.move_to(moment)
        warn_of_promises()
        moment += timedelta(minutes=15)
    over_the_weekend = to_staff(cast)

    frozen.move_to(ITS_LAST_DAY)
    warn_of_promises()

    assert (over_the_weekend, to_staff(cast)) == (0, 1)


def to_staff(cast: Cast) -> int:
    with school_in_force(cast.oakfield.pk):
        return OutboxMail.objects.exclude(staff=None).count()
