"""Promises that end: who has them is told in time, once a day, in school hours."""

from schoolgate.domain.enquiries.actions.warning import warn_staff
from schoolgate.domain.schools.queries import every_school_here
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force


def warn_of_promises() -> int:
    """Look at one school after the other; return how many mails were queued."""
    number = 0
    for school in every_school_here():
        with school_in_force(school.pk):
            number += warn_staff(school, at=clock.now())
    return number
