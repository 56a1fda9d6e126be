"""Words are found whatever the case, the marks and the apostrophes."""

import pytest

from schoolgate.kernel.searched_words import words_found_by, words_searched


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("oneill", "Niamh O’Neill"),
        ("O'Neill", "Niamh O’Neill"),
        ("neill", "Niamh O’Neill"),
        ("ni dhuibhir", "Ní Dhuibhir"),
        ("PETROVA", "Jolanta Petrova"),
        ("haddad", "Amal Haddad-Jones"),
        ("jones", "Amal Haddad-Jones"),
        ("مدرسة", "أين المدرسة؟ مدرسة"),
    ],
)
def test_each_word_said_is_among_those_that_find_it(said: str, text: str) -> None:
    assert set(words_searched(said)) <= set(words_found_by(text))


def test_what_is_no_word_finds_nothing() -> None:
    assert words_searched("½²³ %_'\" ?") == ["1", "223"]
    assert words_searched(" … - ") == []
