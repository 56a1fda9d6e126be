"""The desk's and the conversation's forms as somebody fills them in."""

from typing import Any

KEYS = iter(f"{number:032d}" for number in range(1_000_000))


def reply(**changes: Any) -> dict[str, Any]:
    """Return an answer."""
    return {
        "text": "Dr Osei and I moved Amal.",
        "category": "learning",
        "seen_version": 1,
        "key": next(KEYS),
        "answer": "yes",
        **changes,
    }


def holding(until: str, **changes: Any) -> dict[str, Any]:
    """Return a holding reply."""
    filled = {
        "until": until,
        "text": "Dr Osei is away until Monday.",
        "category": "nothing",
        "seen_version": 1,
        "key": next(KEYS),
    }
    return _named("holding", filled | changes)


def closing(**changes: Any) -> dict[str, Any]:
    """Return how something was settled."""
    filled = {
        "outcome": "resolved",
        "text": "You now have the list of books.",
        "category": "nothing",
        "seen_version": 2,
        "key": next(KEYS),
    }
    return _named("close", filled | changes)


def handing(to: str, **changes: Any) -> dict[str, Any]:
    """Return to whom it goes, and why."""
    filled = {
        "to": to,
        "why": "She set the groups.",
        "seen_version": 1,
        "key": next(KEYS),
    }
    return _named("hand_over", filled | changes)


def note(text: str) -> dict[str, Any]:
    """Return a note for colleagues."""
    return _named("note", {"text": text, "key": next(KEYS)})


def further(why: str = "Nothing has changed.", **changes: Any) -> dict[str, Any]:
    """Return why it goes one step further."""
    return _named("further", {"why": why, "key": next(KEYS), **changes})


def dispute(why: str = "The list was for another class.") -> dict[str, Any]:
    """Return why it is not settled."""
    return _named("dispute", {"why": why, "key": next(KEYS)})


def call(reached: str = "spoke", **changes: Any) -> dict[str, Any]:
    """Return the note of a call."""
    filled = {
        "reached": reached,
        "text": "Told her how the sets are made.",
        "seen_version": 1,
        "key": next(KEYS),
    }
    return _named("called", filled | changes)


def one_way(**changes: Any) -> dict[str, Any]:
    """Return which one way a contact is asked to use."""
    filled = {
        "channel": "email",
        "review_on": "2027-01-15",
        "reason": "Our calls have been hard on both of us.",
        "key": next(KEYS),
    }
    return _named("one_way", filled | changes)


def pass_on(why: str = "") -> dict[str, Any]:
    """Return that it is about a child's safety."""
    return _named("safety", {"why": why, "sure": "on", "key": next(KEYS)})


def worry(**changes: Any) -> dict[str, Any]:
    """Return what worries somebody about a child's safety."""
    filled = {
        "child": "A girl in 9B",
        "text": "She is afraid to go home.",
        "key": next(KEYS),
    }
    return filled | changes


def _named(prefix: str, filled: dict[str, Any]) -> dict[str, Any]:
    return {f"{prefix}-{name}": value for name, value in filled.items()}
