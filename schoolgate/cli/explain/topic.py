"""What one rule needs in order to be asked from the command line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from schoolgate.kernel.shapes import Shape

Json = dict[str, Any]


@dataclass(frozen=True)
class Topic:
    """A rule that can be asked: the shape of its question, and how it answers.

    `answer` takes what `question` read, and returns the object to print. It may
    raise ValueError with a sentence for the person who asked.
    """

    asks: str
    question: Shape[Any]
    answer: Callable[[Any], Json]
    example: str
