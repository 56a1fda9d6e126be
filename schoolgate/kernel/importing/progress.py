"""How far an import has come: told on the way, to whoever wants to know."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from schoolgate.kernel.vocabulary import Word

Item = TypeVar("Item")
BETWEEN_TELLINGS = 200
"""Rows; a telling costs as much as ten of them."""


class Doing(Word):
    """What an import is at."""

    READING = "reading", "Reading the file"
    """Every row is read before any is compared."""
    COMPARING = "comparing", "Comparing with the record"
    """Each student of the file, with their adults."""
    WRITING = "writing", "Putting on record"
    """Each row that changes; until the last of them nothing has."""
    PUTTING_BACK = "putting_back", "Putting everything back"
    """Each row that an import had changed."""


Tell = Callable[[Doing, int, int], None]
"""Takes what is done, how many rows are behind it, and of how many."""


def tell_nobody(doing: Doing, done: int, of: int) -> None:
    """Keep it to itself."""


def told(items: Sequence[Item], doing: Doing, tell: Tell) -> Iterator[Item]:
    """Yield items, and tell every now and then how many there have been."""
    for number, item in enumerate(items):
        if number % BETWEEN_TELLINGS == 0:
            tell(doing, number, len(items))
        yield item
