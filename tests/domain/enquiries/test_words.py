"""An enquiry is found by a corrected name, and by the words of its title."""

from typing import Any

import pytest

from schoolgate.domain.accounts.access.actors import staff_actor
from schoolgate.domain.enquiries.actions.indexing import refresh_words
from schoolgate.domain.enquiries.models import Enquiry
from schoolgate.domain.enquiries.queries.finding import Wanted, find_enquiries
from schoolgate.foundation import clock
from schoolgate.foundation.tenancy import school_in_force
from schoolgate.worker.indexing import keep_words_up_to_date
from tests.cast import Cast
from tests.web.world import ask


@pytest.fixture
def enquiry(cast: Cast, frozen: Any) -> Enquiry:
    return ask(cast.contact("leila"), cast.student("amal"), "Which maths set?")


def found(cast: Cast, who: str, words: str) -> list[str]:
    with school_in_force(cast.oakfield.pk):
        actor = staff_actor(cast.staff(who))
        rows = find_enquiries(actor, Wanted(words=words), at=clock.now()).rows
    return [row.public_id for row in rows]


@pytest.mark.parametrize("who", ["byrne", "adair"])
@pytest.mark.parametrize("words", ["mat", "Leila set", "hadd"])
def test_it_is_found_by_the_beginnings_of_its_words(
    cast: Cast, enquiry: Enquiry, who: str, words: str
) -> None:
    assert found(cast, who, words) == [enquiry.public_id]
    assert found(cast, who, f"{words} nonsense") == []
    assert found(cast, "kerr", words) == []


def test_after_a_name_is_corrected_the_new_one_finds_it_and_the_old_no_more(
    cast: Cast, enquiry: Enquiry
) -> None:
    amal = cast.student("amal")
    with school_in_force(cast.oakfield.pk):
        amal.given_name = "Amália"
        amal.save()

    first, again = keep_words_up_to_date(), keep_words_up_to_date()

    assert (first, again) == (1, 0)
    assert found(cast, "adair", "amalia") == [enquiry.public_id]
    assert found(cast, "adair", "amal set") == [enquiry.public_id]
    with school_in_force(cast.oakfield.pk):
        amal.given_name = "Zora"
        amal.save()
        refresh_words()
    assert found(cast, "adair", "amal") == []


def test_what_was_there_before_the_words_were_kept_is_found_after_the_first_look(
    cast: Cast, enquiry: Enquiry
) -> None:
    with school_in_force(cast.oakfield.pk):
        enquiry.found_by_words.all().delete()
        Enquiry.objects.update(found_by="")
    before = found(cast, "adair", "maths")

    keep_words_up_to_date()

    assert (before, found(cast, "adair", "maths")) == ([], [enquiry.public_id])
