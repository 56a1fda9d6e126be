"""What one header says is in its column."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rapidfuzz import fuzz, process

from schoolgate.integrations.school_files.header_words import (
    FIELDS,
    NOT_TAKEN,
    SUBJECTS,
    Words,
)

JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")
"""Where words meet without a space: GivenName, Contact1Email."""
NO_WORD = re.compile(r"[\W_]+")
NUMBER = re.compile(r"\d{1,2}", re.ASCII)
LONGEST_HEADER_READ = 80
NEAR_ENOUGH = 88
"""Of 100: one wrong letter in a word of eight, two in a longer one."""
SHORTEST_GUESSED = 5


class Sureness(StrEnum):
    """How sure it is what a column is for."""

    KNOWN = "known"
    LIKELY = "likely"
    CHECK = "check this"
    CHOSEN = "chosen"
    """By a person, who said so."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header says: of whom, which field, and how sure that is.

    `of` is the subject that the header names, or empty; an adult's has a number where
    the header has one: "parent 1".
    """

    of: str
    subject: str
    field: str
    sureness: Sureness


def plain(header: str) -> str:
    """Return a header in small letters with single spaces between its words."""
    words = JOINED.sub(" ", header.strip()[:LONGEST_HEADER_READ]).casefold()
    return NO_WORD.sub(" ", words.replace("'s", "").replace("’s", "")).strip()


def why_not_taken(header: str) -> str:
    """Return why a known column is not taken, or nothing."""
    words = plain(header)
    reasons = _not_taken()
    for subject in ("", *SUBJECTS):
        rest = _without(words, subject)
        if rest is not None and _without_number(rest)[0] in reasons:
            return reasons[_without_number(rest)[0]]
    return ""


def meanings_of(header: str, subjects: tuple[str, ...]) -> list[Meaning]:
    """Return what a header may mean in a table that speaks of these subjects.

    The first is the best. A header that names its subject means that; one that does
    not means the first subject that has such a field.
    """
    words = plain(header)
    if not words or why_not_taken(header):
        return []
    exact = [meaning for subject in subjects for meaning in _exact(words, subject)]
    if exact:
        return sorted(exact, key=_order)
    return [meaning for subject in subjects for meaning in _near(words, subject)][:1]


def _order(meaning: Meaning) -> tuple[bool, bool]:
    return (meaning.sureness is not Sureness.KNOWN, not meaning.of)


def _exact(words: str, subject: str) -> list[Meaning]:
    known = _phrases(subject)
    found = []
    if words in known:
        found.append(Meaning("", subject, *known[words]))
    for of, of_subject in SUBJECTS.items():
        rest = _without(words, of) if _may_name(of_subject, subject) else None
        if rest is None:
            continue
        rest, number = _without_number(rest)
        field = known.get(rest or ("name" if of_subject == subject else ""))
        if field:
            found.append(Meaning(f"{of} {number}".strip(), subject, *field))
    return found


def _may_name(of_subject: str, subject: str) -> bool:
    """Answer whether a header may name one for the other: a child's school, too."""
    return of_subject == subject or (of_subject, subject) == ("student", "school")


def _near(words: str, subject: str) -> list[Meaning]:
    candidates = [("", words, "")]
    for of, of_subject in SUBJECTS.items():
        rest = _without(words, of) if of_subject == subject else None
        if rest:
            candidates.insert(0, (of, *_without_number(rest)))
    for of, rest, number in candidates:
        if len(rest) < SHORTEST_GUESSED:
            continue
        near = process.extractOne(
            rest, list(_phrases(subject)), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH
        )
        if near:
            field = _phrases(subject)[near[0]][0]
            of_whom = f"{of} {number}".strip()
            return [Meaning(of_whom, subject, field, Sureness.CHECK)]
    return []


def _without(words: str, subject: str) -> str | None:
    """Return the words before or after a subject, or None if it is not named."""
    if not subject:
        return words
    if words == subject:
        return ""
    if words.startswith(f"{subject} "):
        return words[len(subject) + 1 :]
    if words.endswith(f" {subject}"):
        return words[: -len(subject) - 1]
    trailing = re.fullmatch(rf"(.+) {subject} (\d{{1,2}})", words)
    return f"{trailing[2]} {trailing[1]}" if trailing else None


def _without_number(words: str) -> tuple[str, str]:
    first, _, rest = words.partition(" ")
    return (rest, str(int(first))) if NUMBER.fullmatch(first) else (words, "")


@cache
def _phrases(subject: str) -> dict[str, tuple[str, Sureness]]:
    table: Words = FIELDS[subject]
    found: dict[str, tuple[str, Sureness]] = {}
    for field, words in table.items():
        sure, _, usual = words.partition("|")
        for each in filter(None, map(str.strip, sure.split(","))):
            found[each] = (field, Sureness.KNOWN)
        for each in filter(None, map(str.strip, usual.split(","))):
            found.setdefault(each, (field, Sureness.LIKELY))
    return found


@cache
def _not_taken() -> dict[str, str]:
    return {
        each.strip(): why
        for words, why in NOT_TAKEN.items()
        for each in words.split(",")
        if each.strip()
    }
