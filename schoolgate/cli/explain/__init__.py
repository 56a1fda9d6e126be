"""`schoolgate explain`: every rule that decides for a family can be asked.

Facts in as JSON, one JSON line out per object, with the reason. Needs no database.
The contract is docs/reference/explain.md.
"""

import sys
from argparse import ArgumentParser, Namespace

from schoolgate.cli.explain import delivery, disclosure, due, route
from schoolgate.cli.explain.reading import answer_all
from schoolgate.cli.explain.topic import Topic

HELP = "Ask a rule: JSON or JSON Lines in, one JSON line with the reason out."

TOPICS: dict[str, Topic] = {
    "due": due.TOPIC,
    "route": route.TOPIC,
    "disclosure": disclosure.TOPIC,
    "delivery": delivery.TOPIC,
}
"""Every rule that can be asked."""


def configure(parser: ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument(
        "topic",
        choices=list(TOPICS),
        help="; ".join(f"{name}: {topic.asks}" for name, topic in TOPICS.items()),
    )


def run(args: Namespace) -> int:
    """Answer standard input; 2 if any of it could not be answered, else 0."""
    return answer_all(TOPICS[args.topic], sys.stdin.buffer, sys.stdout)
