"""A pack as one school runs it: its own numbers and routes, single clauses of others.

Pure: what the school has chosen is plain data (stored as JSON); the result is a pack.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from schoolgate.kernel.pack_model import Deadline, Pack, Route, Standard
from schoolgate.kernel.vocabulary import AdultSharing, Channel, Concern, Role

MOST_DAYS = 60
"""The most working days a school may promise for anything."""
LONGEST_LADDER = 6
LONGEST_WORDS = 600


class UnknownSettingError(ValueError):
    """A setting, or its value, that this pack does not have; says what is allowed."""


class ClauseNotTakenError(ValueError):
    """A clause of another pack that cannot be taken into this one; says why."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a school has chosen over its pack. Nothing chosen: the pack as it ships."""

    receipt_acknowledges: bool = False
    """Whether an automatic receipt counts as the acknowledgement."""
    adult_sharing: AdultSharing | None = None
    days: Mapping[tuple[Channel, str], int] | None = None
    """Working days, by channel and "acknowledge" or "answer"."""
    shares: Mapping[tuple[Channel, str], int] | None = None
    """What "usually" and "most" mean, in percent, by the same."""
    routes: Mapping[Concern, tuple[Role, ...]] | None = None
    complaints: str = ""
    """How a family goes on when nothing is resolved, in the school's own words."""


VERBS = ("acknowledge", "answer")
KEYS = (
    *("receipt_acknowledges", "adult_sharing", "complaints"),
    *("days.CHANNEL.VERB", "share.CHANNEL.VERB", "route.CONCERN"),
)
"""Every setting there is; capitals stand for the pack's own words."""


def chosen_from(pack: Pack, settings: Mapping[str, object]) -> Chosen:
    """Read what is stored; raises UnknownSettingError naming key, value and allowed."""
    days: dict[tuple[Channel, str], int] = {}
    shares: dict[tuple[Channel, str], int] = {}
    routes: dict[Concern, tuple[Role, ...]] = {}
    plain: dict[str, object] = {}
    for key, value in settings.items():
        kind, *names = key.split(".")
        if kind in {"days", "share"} and len(names) == 2:
            into, most = (days, MOST_DAYS) if kind == "days" else (shares, 100)
            into[_deadline_named(pack, key, *names)] = _number(key, value, most)
        elif kind == "route" and len(names) == 1:
            routes[_concern(key, names[0])] = _ladder(key, value)
        else:
            plain[key] = value
    chosen = Chosen(
        receipt_acknowledges=_receipt(plain.pop("receipt_acknowledges", False)),
        adult_sharing=_sharing(pack, plain.pop("adult_sharing", None)),
        days=days,
        shares=shares,
        routes=routes,
        complaints=_words("complaints", plain.pop("complaints", "")),
    )
    for key, value in plain.items():
        raise _unknown(key, value, ", ".join(KEYS))
    return chosen


def as_run(pack: Pack, chosen: Chosen) -> Pack:
    """Return the pack with what the school has chosen."""
    ages = pack.disclosure.ages
    if ages and chosen.adult_sharing:
        ages = replace(ages, adult_sharing=chosen.adult_sharing)
    return replace(
        pack,
        standards=tuple(_standard(each, chosen) for each in pack.standards),
        routes=_routes(pack, chosen),
        disclosure=replace(pack.disclosure, ages=ages),
    )


def with_clauses(pack: Pack, others: Iterable[Pack], taken: Iterable[str]) -> Pack:
    """Return the pack with single clauses of others, and what follows from them.

    A promise, a route or a post comes with its clause, a promise or a route only where
    the pack has none for that channel or concern. Raises ClauseNotTakenError for a
    clause that is not there, that the pack has already, or whose promise or route
    would contradict the pack's own.
    """
    packs = list(others)
    for clause_id in dict.fromkeys(taken):
        pack = _with_clause(pack, packs, clause_id)
    return pack


def _with_clause(pack: Pack, others: list[Pack], clause_id: str) -> Pack:
    if any(each.id == clause_id for each in pack.clauses):
        raise ClauseNotTakenError(f"{clause_id}: the school’s policy has it already.")
    source = next(
        (each for each in others if any(c.id == clause_id for c in each.clauses)), None
    )
    if source is None:
        raise ClauseNotTakenError(f"{clause_id}: no pack has a clause of that name.")
    return replace(
        pack,
        clauses=(*pack.clauses, source.clause(clause_id)),
        standards=_with_standards(pack, source, clause_id),
        routes=_with_routes(pack, source, clause_id),
        posts=(*pack.posts, *(p for p in source.posts if p.clause == clause_id)),
    )


def _with_standards(pack: Pack, source: Pack, clause_id: str) -> tuple[Standard, ...]:
    standards = {each.channel: each for each in pack.standards}
    for each in source.standards:
        taken = _only(each, clause_id)
        if taken is None:
            continue
        here = standards.get(each.channel, Standard(each.channel, None, None, None))
        for verb in VERBS:
            if getattr(here, verb) and getattr(taken, verb):
                raise ClauseNotTakenError(
                    f"{clause_id}: the school’s policy already promises to {verb}"
                    f" what comes in as {each.channel.label}. Change its days instead."
                )
        standards[each.channel] = Standard(
            channel=each.channel,
            acknowledge=here.acknowledge or taken.acknowledge,
            answer=here.answer or taken.answer,
            counting_clause=here.counting_clause or taken.counting_clause,
        )
    return tuple(standards.values())


def _only(standard: Standard, clause_id: str) -> Standard | None:
    """Return what of a standard this one clause promises, if anything."""
    first, answer = standard.acknowledge, standard.answer
    part = Standard(
        channel=standard.channel,
        acknowledge=first if first and first.clause == clause_id else None,
        answer=answer if answer and answer.clause == clause_id else None,
        counting_clause=clause_id if standard.counting_clause == clause_id else None,
    )
    return part if part.acknowledge or part.answer or part.counting_clause else None


def _with_routes(pack: Pack, source: Pack, clause_id: str) -> tuple[Route, ...]:
    routes = list(pack.routes)
    for each in source.routes:
        if each.clause != clause_id:
            continue
        if pack.route_for(each.concern):
            raise ClauseNotTakenError(
                f"{clause_id}: the school’s policy already says whom to ask first"
                f" ({each.concern.label}). This clause names others, and both cannot"
                " hold."
            )
        routes.append(each)
    return tuple(routes)


def _standard(standard: Standard, chosen: Chosen) -> Standard:
    return replace(
        standard,
        acknowledge=_deadline_of(standard, "acknowledge", chosen),
        answer=_deadline_of(standard, "answer", chosen),
    )


def _deadline_of(standard: Standard, verb: str, chosen: Chosen) -> Deadline | None:
    deadline: Deadline | None = getattr(standard, verb)
    if deadline is None:
        return None
    key = (standard.channel, verb)
    share = (chosen.shares or {}).get(key)
    return replace(
        deadline,
        within=(chosen.days or {}).get(key, deadline.within),
        share=deadline.share if share is None else share / 100,
    )


def _routes(pack: Pack, chosen: Chosen) -> tuple[Route, ...]:
    own = dict(chosen.routes or {})
    routes = [
        replace(each, ladder=own.pop(each.concern, each.ladder)) for each in pack.routes
    ]
    added = [Route(concern, ladder, None) for concern, ladder in own.items()]
    return (*routes, *added)


def _deadline_named(
    pack: Pack, key: str, channel: str, verb: str
) -> tuple[Channel, str]:
    allowed = [
        f"{each.channel}.{one}"
        for each in pack.standards
        for one in VERBS
        if getattr(each, one) is not None
    ]
    if f"{channel}.{verb}" not in allowed:
        raise _unknown(key, f"{channel}.{verb}", ", ".join(allowed) or "none")
    return Channel(channel), verb


def _number(key: str, value: object, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise _unknown(key, value, f"a whole number from 1 to {most}")
    return value


def _concern(key: str, name: str) -> Concern:
    if name not in {each.value for each in Concern}:
        raise _unknown(key, name, ", ".join(each.value for each in Concern))
    return Concern(name)


def _ladder(key: str, value: object) -> tuple[Role, ...]:
    known = {each.value for each in Role}
    names = value if isinstance(value, list) else []
    is_good = 0 < len(names) <= LONGEST_LADDER and len(set(names)) == len(names)
    if not is_good or not all(name in known for name in names):
        posts = ", ".join(sorted(known))
        raise _unknown(key, value, f"1 to {LONGEST_LADDER} different posts of: {posts}")
    return tuple(Role(name) for name in names)


def _receipt(value: object) -> bool:
    if not isinstance(value, bool):
        raise _unknown("receipt_acknowledges", value, "true, false")
    return value


def _sharing(pack: Pack, value: object) -> AdultSharing | None:
    if value is None:
        return None
    if pack.disclosure.ages is None:
        raise _unknown("adult_sharing", value, "nothing: this policy asks no age")
    if value not in {each.value for each in AdultSharing}:
        raise _unknown("adult_sharing", value, ", ".join(AdultSharing))
    return AdultSharing(str(value))


def _words(key: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_WORDS:
        raise _unknown(key, value, f"words, at most {LONGEST_WORDS} characters")
    return value


def _unknown(key: str, found: object, allowed: str) -> UnknownSettingError:
    return UnknownSettingError(f"{key}: found {found!r}; allowed: {allowed}")
