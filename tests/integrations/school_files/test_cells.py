"""Single cells: names, addresses, numbers and words, as people write them."""

from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from schoolgate.integrations.school_files.cells import (
    read_groups,
    read_name,
    read_responsibility,
    read_year,
)
from schoolgate.integrations.school_files.days import read_day
from schoolgate.integrations.school_files.findings import CellError
from schoolgate.integrations.school_files.names import read_title, read_whole_name
from schoolgate.integrations.school_files.reaching import read_email, read_phone
from schoolgate.integrations.school_files.relationships import read_relationship
from schoolgate.kernel.vocabulary import Relationship, Responsibility


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("John Smith", ("", "John", "Smith")),
        ("Mr Conor Jones", ("Mr", "Conor", "Jones")),
        ("MRS. Leila Haddad", ("Mrs", "Leila", "Haddad")),
        ("Smith, John", ("", "John", "Smith")),
        ("Smith, Dr John", ("Dr", "John", "Smith")),
        ("Mrs Haddad", ("Mrs", "", "Haddad")),
        ("Sukarno", ("", "Sukarno", "")),
        ("Mary Jane O'Neill", ("", "Mary Jane", "O'Neill")),
        ("Siobhán O’Brien-Walsh", ("", "Siobhán", "O’Brien-Walsh")),
        ("Ludwig van der Berg", ("", "Ludwig", "van der Berg")),
        ("Róisín Ní Dhuibhir", ("", "Róisín", "Ní Dhuibhir")),
        ("  Ana   Silva ", ("", "Ana", "Silva")),
        ("王小明", ("", "王小明", "")),
        ("محمد علي", ("", "محمد", "علي")),
    ],
)
def test_a_whole_name_is_divided_as_people_would(cell, parts):
    assert read_whole_name(cell) == parts


@pytest.mark.parametrize("cell", ["Mr & Mrs Jones", "Anna and Karl Daly", "A/B"])
def test_two_people_in_one_cell_are_a_fault(cell):
    with pytest.raises(CellError, match="one person"):
        read_whole_name(cell)


def test_a_name_is_composed_and_keeps_what_joins_its_letters():
    decomposed, persian = "Jose\u0301", "می\u200cروم"

    assert read_name(decomposed) == "Jos\u00e9"
    assert read_name(persian) == persian


@pytest.mark.parametrize("cell", ["J£mmy", "Sm©th", "a|b", "12", "x@y.example"])
def test_what_stands_in_no_name_is_a_fault(cell):
    with pytest.raises(CellError):
        read_name(cell)


def test_a_title_has_its_usual_form_and_an_unusual_one_stays():
    assert read_title("mrs.") == "Mrs"
    assert read_title("Sheikh") == "Sheikh"


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("Leila@FAMILY.Example", "Leila@family.example"),
        ("mailto:a.b+c@d-e.example", "a.b+c@d-e.example"),
        ("o'neill@family.example", "o'neill@family.example"),
    ],
)
def test_an_address_is_kept_with_its_domain_in_small_letters(cell, address):
    assert read_email(cell) == address


@pytest.mark.parametrize(
    "cell",
    ["@c.example", ".a@c.example", "a@-b.example", "a@b.example\u202e"],
)
def test_what_only_looks_like_an_address_is_a_fault(cell):
    with pytest.raises(CellError):
        read_email(cell)


@pytest.mark.parametrize(
    "cell",
    ["invalid", "a@b", "a b@c.example", "a@b.example; c@d.example", "a..b@c.example"],
)
def test_what_is_no_address_is_a_fault(cell):
    with pytest.raises(CellError):
        read_email(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("07700 900123", "07700900123"),
        ("+44 (0)7700-900123", "+447700900123"),
        ("0044 7700 900123", "+447700900123"),
        ("028 9012 3456", "02890123456"),
    ],
)
def test_a_phone_number_is_its_digits_and_its_plus(cell, number):
    assert read_phone(cell) == number


@pytest.mark.parametrize("cell", ["invalid", "123456", "07700 9O0123", "14/05/2013"])
def test_what_is_no_phone_number_is_a_fault(cell):
    with pytest.raises(CellError):
        read_phone(cell)


@pytest.mark.parametrize(
    ("cell", "relationship"),
    [
        ("Mum", Relationship.MOTHER),
        ("STEP-FATHER", Relationship.STEP_PARENT),
        ("Granny", Relationship.GRANDPARENT),
        ("Foster parent", Relationship.FOSTER_CARER),
        ("Social Worker", Relationship.SOCIAL_WORKER),
        ("Auntie", Relationship.OTHER),
        ("!?", Relationship.OTHER),
    ],
)
def test_a_relationship_is_understood_generously(cell, relationship):
    assert read_relationship(cell) is relationship


@pytest.mark.parametrize(
    ("cell", "responsibility"),
    [
        ("Yes", Responsibility.PARENTAL),
        ("N", Responsibility.NONE),
        ("Daily care", Responsibility.CARE),
    ],
)
def test_responsibility_is_taken_from_words_that_leave_no_doubt(cell, responsibility):
    assert read_responsibility(cell) is responsibility


@pytest.mark.parametrize("cell", ["shared", "Mother", "?", "Yes (pending)"])
def test_responsibility_is_never_guessed(cell):
    with pytest.raises(CellError):
        read_responsibility(cell)


@pytest.mark.parametrize(
    ("cell", "year"), [("Year 9", "9"), ("09", "9"), ("Y7", "7"), ("Reception",) * 2]
)
def test_a_year_group_is_its_number_where_it_has_one(cell, year):
    assert read_year(cell) == year


def test_groups_are_divided_and_each_named_once():
    assert read_groups("9B/Ma; 9B/En|9B/Ma\n9B/Fr") == ("9B/Ma", "9B/En", "9B/Fr")


@given(st.dates())
def test_every_day_is_read_as_it_was_written(day):
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day.day}/{day.month}/{day.year:04d}") == day


READERS = [read_name, read_day, read_email, read_phone, read_responsibility]


@given(st.text(max_size=30).filter(str.strip), st.sampled_from(READERS))
def test_a_cell_is_read_or_refused_and_nothing_else_happens(cell, reader):
    with suppress(CellError):
        assert reader(cell)
