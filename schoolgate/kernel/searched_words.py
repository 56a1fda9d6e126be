"""The words by which something is found again, whatever the case and the marks."""

import unicodedata

LONGEST_WORD = 40
APOSTROPHES = str.maketrans("", "", "'\u2018\u2019\u02bc`")


def words_searched(said: str) -> list[str]:
    """Return the words that somebody looks for: "O’Neill, Ní" is oneill and ni."""
    return _words(said.translate(APOSTROPHES))


def words_found_by(text: str) -> list[str]:
    """Return the words by which a text is found, once each, in order of the alphabet.

    A name with an apostrophe is found by the whole and by what stands after it.
    """
    return sorted({*_words(text.translate(APOSTROPHES)), *_words(text)})


def _words(text: str) -> list[str]:
    plain = "".join(
        each
        for each in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(each)
    )
    parts = "".join(each if each.isalnum() else " " for each in plain).split()
    return [part[:LONGEST_WORD] for part in parts]
