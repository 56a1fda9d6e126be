"""Finding people by the address a mail says it is from."""

from datetime import date

import pytest

from schoolgate.domain.people.queries import contacts_with_address, staff_with_address
from schoolgate.foundation.tenancy import school_in_force
from tests.cast import Cast

DAY = date(2026, 11, 23)


def test_an_address_is_found_however_it_is_typed(cast: Cast) -> None:
    with school_in_force(cast.oakfield.pk):
        leila = contacts_with_address("Leila@FAMILY.example").get()
        byrne = staff_with_address("BYRNE@oakfield.example", on=DAY).get()

    assert (leila, byrne) == (cast.contact("leila"), cast.staff("byrne"))


@pytest.mark.only_on("sqlite")
def test_an_address_is_looked_up_in_the_index(cast: Cast) -> None:
    with school_in_force(cast.oakfield.pk):
        contacts = contacts_with_address("leila@family.example").order_by()
        staff = staff_with_address("byrne@oakfield.example", on=DAY).order_by()

        assert "contact_email_lower" in contacts.explain()
        assert "staff_email_lower" in staff.explain()
