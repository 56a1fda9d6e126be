"""Appointments that nobody has stopped for a day: they take effect by themselves."""

from schoolgate.domain.accounts.actions.appointments import take_up_due
from schoolgate.domain.schools.queries import every_school_here
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force


def take_up_appointments() -> int:
    """Let what is due take effect, one school after the other; return how many."""
    number = 0
    for school in every_school_here():
        with school_in_force(school.pk):
            number += take_up_due(at=clock.now())
    return number
