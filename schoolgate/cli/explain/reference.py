"""The reference page of `schoolgate explain`, made from the code that answers.

python -m schoolgate.cli.explain.reference > docs/reference/explain.md
"""

import ast
import inspect
import io
import json
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import pairwise

from schoolgate.cli.explain import TOPICS
from schoolgate.cli.explain.reading import answer_all
from schoolgate.cli.explain.topic import Topic
from schoolgate.domain.deliveries.enums import (
    DeliveryChannel,
    FollowUpKind,
    TextAlphabet,
    Urgency,
)
from schoolgate.domain.disclosure.enums import (
    AdultSharing,
    Category,
    ConsentForm,
    Reason,
    Responsibility,
    RestrictionKind,
)
from schoolgate.domain.policies.enums import Channel, Concern, Role
from schoolgate.kernel.packs import PACK_IDS, Deadline, Pack, load_pack
from schoolgate.kernel.shapes import Shape

INTRODUCTION = """\
# `schoolgate explain`

Every rule that decides something for a family can be asked from the command line,
with nothing but facts: no database, no server.

    schoolgate explain TOPIC < facts.json

**In**: one JSON object, or JSON Lines. The whole input is tried as one object first;
blank lines are skipped, and no input has no output. Text is UTF-8. A key may stand
in an object only once.

**Out**: one JSON line per object, in order. `because` are sentences for people,
never empty; their wording may change, everything else is kept.

**Errors**: `{"error": "..."}` on the object's line names everything wrong with it:
where, what was found, what is allowed. Unknown keys and values are errors, and so are
missing keys, unless marked as optional below. The exit status is 2 if any object
failed, else 0.

**Periods** are half-open days: in force from the first, no longer on the second; null
is open on that side. A period that ends before it starts is never in force.

*This page is made from the code; a test fails when it is out of date.*
"""

NOTES = {
    "due": """\
A working day is a day in a term, with hours, that is not closed; `hours_on` replaces
the hours of one day. Up to and including the minute of closing, and before opening
too, something counts from that day (day 0), otherwise from the next working day.
"Within n working days" ends at the close of the n-th working day after day 0. Moments
are compared in real time, so an hour that comes twice changes nothing. If the calendar
ends before any promise does, the line is an error that names the day after the last
term. `clauses` are those of the promise, with the counting clause when day 0 moved.""",
    "route": """\
Past the last step the last role keeps the concern, and `next` is null. Where a policy
has no route, `role`, `next` and `clause` are null, `step` and `of` are 0, and the
school adds its own.""",
    "disclosure": """\
The first condition that refuses decides: a restriction in force; held information; no
responsibility; not named for access, where the policy asks for a name; an objection in
force that is not overridden; then age, the programme and consent where the policy goes
by age, and otherwise responsibility alone. An objection binds at every age until it is
withdrawn, also against a later consent. 18 begins with the birthday; 29 February
becomes 1 March. The programme runs through its last day; its days may be left out
only where the policy does not go by age. This full answer is for authorised staff.""",
    "delivery": """\
One delivery: by the first of the family's channels that has an address and can carry
the language it goes out in, else by the first of email, push, letter, phone. A
language the notice lacks goes out in `en`. Only texts can fail to carry a language:
`gsm7` carries languages that are surely written in Latin script. `quiet` is half-open
by the clock on the wall and may be null; two equal times are no quiet hours; a text,
push, email or phone call waits for the first moment outside them, on the nights the
clocks change too. `not_before` is expressed in `timezone`. Restrictions are judged on
the day of `at` there. Follow-ups come in the order interpreter, phone call, and only
with a delivery.""",
}

WORDS: dict[str, tuple[type[StrEnum], ...]] = {
    "due": (Channel,),
    "route": (Concern, Role),
    "disclosure": (
        Responsibility,
        Category,
        RestrictionKind,
        ConsentForm,
        AdultSharing,
        Reason,
    ),
    "delivery": (DeliveryChannel, Urgency, TextAlphabet, FollowUpKind),
}


def reference() -> str:
    """Return the whole page as Markdown."""
    parts = [INTRODUCTION]
    for name, topic in TOPICS.items():
        parts += [f"## explain {name}\n", f"{topic.asks.capitalize()}\n"]
        parts += [f"{NOTES[name]}\n", _example(topic)]
        parts += ["\n".join(_keys(topic.question)) + "\n"]
        parts += [_words(word) for word in WORDS[name]]
    parts += ["## What the packs say\n", *_packs()]
    return "\n".join(parts)


def _example(topic: Topic) -> str:
    answer = io.StringIO()
    answer_all(topic, io.BytesIO(topic.example.encode()), answer)
    pretty = json.dumps(json.loads(answer.getvalue()), indent=1)
    return f"```json\n{topic.example}\n```\n```json\n{pretty}\n```\n"


def _keys(question: Shape[object]) -> Iterator[str]:
    yield "| key | may be absent | allowed |"
    yield "|---|---|---|"
    for path, is_required, shape in _fields(question, ""):
        absent = "" if is_required else "yes"
        yield f"| `{path}` | {absent} | {shape.allowed} |"


def _fields(
    shape: Shape[object], where: str
) -> Iterator[tuple[str, bool, Shape[object]]]:
    for field in shape.fields:
        path = f"{where}{field.key}"
        yield path, field.is_required, field.shape
        yield from _fields(field.shape, f"{path}.")
        if field.shape.item:
            yield from _fields(field.shape.item, f"{path}[].")


def _words(words: type[StrEnum]) -> str:
    title = (words.__doc__ or "").splitlines()[0]
    return _table(
        f"**{title}**\n",
        ("word", "meaning"),
        ((f"`{word}`", meaning) for word, meaning in meanings(words)),
    )


def meanings(words: type[StrEnum]) -> Iterator[tuple[str, str]]:
    """Yield each word with the sentence that stands below it in the code."""
    module = ast.parse(inspect.getsource(words))
    [definition] = [each for each in module.body if isinstance(each, ast.ClassDef)]
    sentences = {
        name.targets[0].id: sentence.value.value
        for name, sentence in pairwise(definition.body)
        if isinstance(name, ast.Assign)
        and isinstance(name.targets[0], ast.Name)
        and isinstance(sentence, ast.Expr)
        and isinstance(sentence.value, ast.Constant)
    }
    for word in words:
        yield word.value, str(sentences[word.name])


def _packs() -> Iterator[str]:
    packs = [load_pack(pack_id) for pack_id in PACK_IDS]
    yield _table(
        "**Promises**, in working days; a pack or channel not listed makes none.\n",
        ("pack", "channel", "acknowledge", "answer", "when day 0 moved"),
        (row for pack in packs for row in _promises(pack)),
    )
    yield _table(
        "**Routes**; a concern not listed has none in its source.\n",
        ("pack", "concern", "ladder", "clause"),
        (
            (pack.id, route.concern, ", ".join(route.ladder), route.clause or "")
            for pack in packs
            for route in pack.routes
        ),
    )
    yield _table(
        "**Disclosure**: the clause behind each answer.\n",
        ("pack", "entitled", "held", "not entitled", "naming", "by age", "allowed"),
        map(_disclosure, packs),
    )
    yield _table(
        "**Follow-ups**: the clause behind each.\n",
        ("pack", "offer_interpreter", "phone_call"),
        (
            (
                pack.id,
                _or_null(pack.delivery.interpreter_clause),
                _or_null(pack.delivery.literacy_clause),
            )
            for pack in packs
        ),
    )


def _promises(pack: Pack) -> Iterator[tuple[str, ...]]:
    for each in pack.standards:
        yield (
            pack.id,
            each.channel,
            _deadline(each.acknowledge),
            _deadline(each.answer),
            each.counting_clause or "",
        )


def _deadline(deadline: Deadline | None) -> str:
    return f"{deadline.within} ({deadline.clause})" if deadline else ""


def _disclosure(pack: Pack) -> tuple[str, ...]:
    rules = pack.disclosure
    entitled = [each for each in Responsibility if each in rules.responsibilities]
    ages = rules.ages
    return (
        pack.id,
        ", ".join(entitled),
        _or_null(rules.held_clause),
        _or_null(rules.no_responsibility_clause),
        rules.naming_clause or "not asked",
        f"{ages.under_18}, {ages.objection_under_18}, {ages.started_before_18},"
        f" {ages.started_at_18}"
        if ages
        else "no",
        "by age" if ages else _or_null(rules.allowed_clause),
    )


def _or_null(clause: str | None) -> str:
    return clause or "null"


def _table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [title, _row(heads), _row("---" for _ in heads), *map(_row, rows)]
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(reference())
