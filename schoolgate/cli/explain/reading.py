"""Standard input to answers, one line for one object, whatever the bytes are.

The whole input is tried as one JSON object first, and otherwise read as JSON Lines,
without blank lines. A line that cannot be answered becomes `{"error": ...}` and the
others go on. No input, no output.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn, TextIO

from schoolgate.cli.explain.topic import Json, Topic

FAILED = 2
"""The exit status if any object could not be answered."""

MAX_OBJECT_BYTES = 4_000_000
"""The largest single object read: a calendar of a century fits a hundred times."""

_NOT_JSON = "allowed: one JSON object, or one on each line"


class QuestionError(ValueError):
    """Input that is no question; its words go to the person who asked."""


def answer_all(topic: Topic, source: BinaryIO, target: TextIO) -> int:
    """Answer every object of `source` on a line of `target`; 0, or 2 if any failed."""
    status = 0
    for raw in _objects(source.read()):
        answer = _answer(topic, raw)
        if "error" in answer:
            status = FAILED
        target.write(json.dumps(answer) + "\n")
    return status


def _objects(content: bytes) -> Iterator[bytes]:
    """Split the input into single objects: all of it if it is one, else its lines."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    lines = [line for line in content.split(b"\n") if line.strip()]
    if len(lines) > 1 and _is_one_value(content):
        yield content
    else:
        yield from lines


def _is_one_value(content: bytes) -> bool:
    if len(content) > MAX_OBJECT_BYTES:
        return False
    try:
        json.loads(content.decode())
    except (ValueError, RecursionError):
        return False
    return True


def _answer(topic: Topic, raw: bytes) -> Json:
    try:
        return topic.answer(topic.question.read(_parse(raw), ""))
    except ValueError as error:
        return {"error": str(error)}
    except (RecursionError, OverflowError):
        return {"error": "found values too deep or too large; allowed: plain facts"}


def _parse(raw: bytes) -> object:
    if len(raw) > MAX_OBJECT_BYTES:
        raise QuestionError(
            f"found an object of {len(raw)} bytes; allowed: {MAX_OBJECT_BYTES}"
        )
    try:
        return json.loads(
            raw.decode(),
            object_pairs_hook=_without_doubles,
            parse_constant=_refuse_constant,
        )
    except UnicodeDecodeError:
        raise QuestionError("found bytes that are not UTF-8; allowed: UTF-8") from None
    except json.JSONDecodeError as error:
        found = f"found no JSON ({error.msg} at character {error.pos + 1})"
        raise QuestionError(f"{found}; {_NOT_JSON}") from None
    except QuestionError:
        raise
    except ValueError:
        raise QuestionError("found a number with too many digits") from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> Json:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise QuestionError(f"found the key {double!a} twice; allowed: each key once")
    return result


def _refuse_constant(name: str) -> NoReturn:
    raise QuestionError(f"found {name}; allowed: numbers that JSON knows")
