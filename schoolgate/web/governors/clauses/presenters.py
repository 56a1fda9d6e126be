"""The policy as a numbered document: clauses, marks, figures, and how each is known.

Figures are counts of letters, messages, mails and enquiries, so small ones stand as
they are: "1 of 2 letters" names nobody. What happens to few students is the exception:
under FEWEST of it are not told apart, nor from none, for somebody who knows the school
could guess who it is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from schoolgate.domain.governance.enums import ClauseState
from schoolgate.domain.governance.queries.clauses import KeptPolicy, Standing
from schoolgate.domain.governance.queries.settling import Week
from schoolgate.domain.governance.rules import FEWEST, Clock, Figure
from schoolgate.kernel.vocabulary import Mechanism
from schoolgate.kernel.words import say_count, say_list
from schoolgate.web.shared.shapes import Count, MarkKind

NOT_KEPT = "not-kept"
SHOWN: dict[str, str] = {
    "": "all clauses",
    NOT_KEPT: "only what is broken or at risk",
}
"""What can be asked for, and how it is said."""
WANTING = frozenset({ClauseState.BROKEN, ClauseState.AT_RISK})

MARKS: dict[ClauseState, tuple[MarkKind, str]] = {
    ClauseState.KEPT: ("good", ""),
    ClauseState.AT_RISK: ("care", "triangle-alert"),
    ClauseState.BROKEN: ("late", ""),
    ClauseState.NO_EVIDENCE: ("quiet", "hourglass"),
}
"""Colour and shape of each state that a clause of the document can have."""

HOW_KNOWN: dict[Mechanism, str] = {
    Mechanism.STANDARD: "The time is set from the school’s own calendar when something"
    " comes in. It counts once it is done, or once its time is over.",
    Mechanism.ROUTE: "Each enquiry is put on the policy’s own route when it comes in,"
    " and the step it has reached is on record.",
    Mechanism.GATE: "Before anything about a student is shown or sent, one rule, the"
    " gate, is asked whether this person may be told. Mails are counted.",
    Mechanism.POST: "Who holds each post is on record, with who stands in, and the page"
    " of the school says at once when nobody does.",
    Mechanism.CALENDAR: "Every family reads the school’s days and times on its own"
    " pages, as the school has set them.",
    Mechanism.CHART: "Every family reads on its own pages whom to ask, in order and by"
    " name, as the posts are held today.",
    Mechanism.CALL: "A call for somebody in class becomes a message to them. What came"
    " by phone cannot be closed before a note of the call back is there.",
    Mechanism.REPORT: "Who ends a call because it turned abusive reports it in one tap,"
    " and it stands on the line manager’s desk at once.",
    Mechanism.WAYS: "Families find every way in on one page, and staff note a word at"
    " the gate in one line. What came by each way is counted.",
    Mechanism.REGISTER: "The school’s own channels stand on a register that families"
    " read, and each member of staff signs to use no other.",
    Mechanism.SAFETY: "What is about a child’s safety can be read by the safeguarding"
    " lead alone, who is on record by name. How often is counted nowhere.",
    Mechanism.CONFIDENCE: "Before a parent tells something in confidence they see by"
    " name who may read it, and later who has. How often is counted nowhere.",
    Mechanism.TELLING: "What a family tells is kept with who may read it, goes to who"
    " the policy asks first, and cannot be closed without what was made of it.",
    Mechanism.PROBLEM: "A recorded problem cannot be closed until each parent who may"
    " be told was told, or somebody has put down why not and until when.",
    Mechanism.VIEW: "When a family says that it sees it differently, it is open again"
    " until both have talked, and ends in a solution or the reason for none. Answers"
    " about respect count in fives, and only many of a kind stand alone.",
    Mechanism.CONTACT: "Every contact that a parent begins is counted when it comes in,"
    " and counts as unanswered two weeks later until somebody has answered. How parents"
    " say they were received is not asked yet.",
    Mechanism.ENQUIRY: "Each conversation is on record from its first message to its"
    " close, and none can be closed without a reply.",
}
NOTHING_YET = "Nothing has happened yet that would show it."
FOR_EACH = {
    ClauseState.KEPT: "kept",
    ClauseState.AT_RISK: "at risk",
    ClauseState.BROKEN: "broken",
}


@dataclass(frozen=True)
class Line:
    """One figure of a clause, and its small picture."""

    what: str
    says: str
    share: str
    weeks: tuple[Count, ...]
    aim: float


@dataclass(frozen=True)
class Entry:
    """One clause of the document."""

    number: str
    ask: str
    state: str
    kind: MarkKind
    shape: str
    lines: tuple[Line, ...]
    how_known: str


@dataclass(frozen=True)
class Part:
    """What stands under one number of the policy; with a heading if that says more."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Choice:
    """One way to look at the document."""

    words: str
    href: str
    is_chosen: bool


@dataclass(frozen=True)
class Document:
    """The page."""

    note: str
    sums_up: str
    parts: tuple[Part, ...]
    not_built: tuple[Entry, ...]
    choices: tuple[Choice, ...]

    @property
    def not_built_says(self) -> str:
        """Return what the folded end of the document is called."""
        return f"{say_count(len(self.not_built), 'clause')} not built yet"


def document_of(kept: KeptPolicy, *, shown: str) -> Document:
    """Return the policy as a document, in its own order; `shown` is a key of SHOWN."""
    pack = kept.policy.pack
    entries = [
        (standing.state, _entry(standing, kept.weeks, pack.prefix))
        for standing in kept.standings
    ]
    built = [
        entry
        for state, entry in entries
        if state is not ClauseState.NOT_BUILT and (not shown or state in WANTING)
    ]
    not_built = [entry for state, entry in entries if state is ClauseState.NOT_BUILT]
    return Document(
        note=f"{pack.title} · version {kept.policy.version}",
        sums_up=sum_up([standing.state for standing in kept.standings]),
        parts=_parts(built),
        not_built=() if shown else tuple(not_built),
        choices=_choices(shown),
    )


def sum_up(states: Sequence[ClauseState]) -> str:
    """Say in one sentence how the clauses stand: "Of 53 clauses, 9 are kept …"."""
    count = Counter(states)
    stand = [
        f"{_are(count[state])} {words}"
        for state, words in FOR_EACH.items()
        if count[state]
    ]
    if count[ClauseState.NO_EVIDENCE]:
        stand.append(f"for {count[ClauseState.NO_EVIDENCE]} there is no evidence yet")
    if count[ClauseState.NOT_BUILT]:
        stand.append(
            f"{_are(count[ClauseState.NOT_BUILT])} not built into Schoolgate yet"
        )
    of = f"Of {len(states)} clauses" if len(states) != 1 else "Of one clause"
    return f"{of}, {say_list(stand)}."


def part_of(number: str) -> str:
    """Return the part of the policy that a clause stands in: "5" of "5.2a".

    The whole number before the point; where the policy goes by letters, those.
    """
    found = re.match(r"\d+|[A-Z]+", number)
    return found[0] if found else number


def _parts(entries: Sequence[Entry]) -> tuple[Part, ...]:
    """Group neighbours by what they are numbered under.

    A clause that is its own part needs no heading, and where every clause is alone
    in its part, the numbering groups nothing: one list.
    """
    groups = [
        (name, tuple(some))
        for name, some in groupby(entries, key=lambda entry: part_of(entry.number))
    ]
    if entries and len(groups) == len(entries):
        return (Part("", tuple(entries)),)
    return tuple(
        Part("" if name == some[0].number else f"Part {name}", some)
        for name, some in groups
    )


def _entry(
    standing: Standing, weeks: Mapping[Clock, Sequence[Week]], prefix: str
) -> Entry:
    clause, state = standing.clause, standing.state
    kind, shape = MARKS.get(state, ("quiet", ""))
    how = HOW_KNOWN[clause.mechanism] if clause.mechanism else ""
    if state is ClauseState.NO_EVIDENCE:
        how = f"{NOTHING_YET} {how}"
    return Entry(
        number=clause.id.removeprefix(f"{prefix}-"),
        ask=clause.ask,
        state=state.label,
        kind=kind,
        shape=shape,
        lines=tuple(_line(figure, weeks) for figure in standing.figures),
        how_known=how,
    )


def _line(figure: Figure, weeks: Mapping[Clock, Sequence[Week]]) -> Line:
    found = weeks.get(figure.clock, ()) if figure.clock else ()
    return Line(
        what=f"{figure.what[:1].upper()}{figure.what[1:]}",
        says=_says(figure),
        share=_share(figure) if figure.clock else "",
        weeks=tuple(_counts(found)),
        aim=figure.share,
    )


def _says(figure: Figure) -> str:
    if figure.points_at_students:
        return str(figure.kept) if figure.kept >= FEWEST else f"fewer than {FEWEST}"
    if figure.is_plain_count:
        return str(figure.kept)
    return f"{figure.kept} of {figure.of}"


def _share(figure: Figure) -> str:
    """Say the share and the aim, rounded down: 89.9% is not yet 90%."""
    aim = "always" if figure.share >= 1 else f"{round(figure.share * 100)}%"
    late = f", {figure.extended} by a new date" if figure.extended else ""
    return f"{figure.kept * 100 // figure.of}%, promised {aim}{late}"


def _counts(weeks: Sequence[Week]) -> Iterable[Count]:
    for week in weeks:
        when = f"Week of {week.monday.day} {week.monday:%b}"
        yield Count(when=when, kept=week.kept, of=week.of, extended=week.extended)


def _choices(shown: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(words, f"?show={key}" if key else "?", key == shown)
        for key, words in SHOWN.items()
    )


def _are(number: int) -> str:
    return f"{number} is" if number == 1 else f"{number} are"
