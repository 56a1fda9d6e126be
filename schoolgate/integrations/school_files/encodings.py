"""Which encoding a text file is in: known, plausible and said, or refused.

Text is never read with letters replaced. What is not Unicode is taken as Windows-1252
(which holds ISO-8859-1's letters) only if every word outside ASCII then looks written
by a person, and a person is shown some of those words.
"""

import codecs
import re
from dataclasses import dataclass

from schoolgate.integrations.school_files.findings import refusal

UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
CHUNK = 1 << 20
WORD_OUTSIDE_ASCII = re.compile(rb"[^\s,;\"]{0,20}[\x80-\xff][^\s,;\"]{0,20}")
MOST_WORDS_SHOWN = 3
MOST_WORDS_KEPT = 100_000
"""Words that are looked at once and not again."""
INSIDE_WORDS = "’\u2018–"
"""Punctuation of Windows-1252 that stands within names: O’Brien."""
NO_LETTERS = "ƒˆ"
"""Signs of Windows-1252 that count as letters and stand in no name."""
OPENING = "“«"
AROUND_WORDS = "”»—…•·°£€§½¼¾²³©®™\xb4¿¡\xa0"
SAVE_AS_UTF_8 = "Save it again as “CSV UTF-8” and read that file."


@dataclass(frozen=True, slots=True)
class Encoding:
    """The name of an encoding; `words` to be shown to a person if it is a guess."""

    name: str
    words: tuple[str, ...] = ()


def encoding_of(file: str, data: bytes) -> Encoding:
    """Return the encoding of a text file; raises RefusedFileError if there is none."""
    if data.startswith(UTF_16_MARKS):
        return _checked(file, data, "utf-16")
    if b"\0" in data:
        raise refusal(
            file,
            "bytes that are no text",
            "CSV text in UTF-8, or UTF-16 with its mark",
            "If it is a table, open it in a spreadsheet and save it as XLSX or CSV.",
        )
    if _decodes(data, "utf-8-sig"):
        return Encoding("utf-8-sig")
    return _single_byte(file, data)


def _checked(file: str, data: bytes, name: str) -> Encoding:
    if _decodes(data, name):
        return Encoding(name)
    raise refusal(
        file,
        "UTF-16 text that is broken or cut off",
        "a whole file",
        f"Export it again. {SAVE_AS_UTF_8}",
    )


def _single_byte(file: str, data: bytes) -> Encoding:
    words: dict[bytes, str] = {}
    for found in WORD_OUTSIDE_ASCII.finditer(data):
        if found[0] in words:
            continue
        word = found[0].decode("cp1252", errors="replace")
        if len(words) < MOST_WORDS_KEPT:
            words[found[0]] = word
        if _is_plausible(word):
            continue
        raise refusal(
            file,
            "letters in an encoding that is neither UTF-8 nor Windows-1252,"
            " or text that is cut off within a letter",
            "CSV text in UTF-8",
            SAVE_AS_UTF_8,
        )
    return Encoding("cp1252", tuple(list(words.values())[:MOST_WORDS_SHOWN]))


def _is_plausible(word: str) -> bool:
    """Answer whether somebody may have written this word, read as Windows-1252.

    A sign within a word, or a capital among small letters, says that the bytes mean
    other letters.
    """
    for before, each, after in zip(f" {word}", word, f"{word[1:]} ", strict=False):
        if each.isascii():
            continue
        if each.isalpha():
            is_inside = before.islower() or (before.isalpha() and after.islower())
            if each in NO_LETTERS or (each.isupper() and is_inside):
                return False
        elif each in OPENING or each in INSIDE_WORDS:
            continue
        elif each not in AROUND_WORDS or after.isalpha():
            return False
    return True


def _decodes(data: bytes, name: str) -> bool:
    """Answer whether all of the data is in an encoding, a piece at a time."""
    decoder = codecs.getincrementaldecoder(name)()
    view = memoryview(data)
    try:
        for start in range(0, len(view), CHUNK):
            decoder.decode(bytes(view[start : start + CHUNK]))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
