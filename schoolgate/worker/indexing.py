"""Words by which enquiries are found: brought up to date where a name has changed."""

from schoolgate.domain.enquiries.actions.indexing import refresh_words
from schoolgate.domain.schools.queries import every_school_here
from schoolgate.foundation.tenancy import school_in_force


def keep_words_up_to_date() -> int:
    """Do some at each school; return how many, so that the rest follows at once."""
    number = 0
    for school in every_school_here():
        with school_in_force(school.pk):
            number += refresh_words()
    return number
