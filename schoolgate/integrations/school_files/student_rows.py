"""Rows of students made into lines: a child in several rows becomes one."""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from schoolgate.integrations.school_files.findings import Findings, quoted
from schoolgate.integrations.school_files.reaching import lost_its_zero
from schoolgate.integrations.school_files.rows import Values
from schoolgate.kernel.roll import AdultLine, Place, StudentLine
from schoolgate.kernel.vocabulary import Relationship

RELATIONSHIPS_OF_COLUMNS = {
    "mother": Relationship.MOTHER,
    "mum": Relationship.MOTHER,
    "father": Relationship.FATHER,
    "dad": Relationship.FATHER,
    "parent": Relationship.PARENT,
    "guardian": Relationship.GUARDIAN,
    "carer": Relationship.CARER,
}
"""What a column that is called so says, when no cell says more."""
SAID_ONCE = (
    "given_name",
    "family_name",
    "born_on",
    "preferred_name",
    "form",
    "year",
    "programme_starts_on",
    "programme_ends_on",
)
HEADERS_IN_WORDS = {"born_on": "birthday"}
ADULT_FIELDS = tuple(each.name for each in fields(AdultLine) if each.name != "place")
REACHING = ("email", "mobile")


@dataclass(slots=True)
class Draft:
    """A student as far as the rows so far have them."""

    place: Place
    values: Values
    classes: list[str] = field(default_factory=list)
    adults: list[AdultLine] = field(default_factory=list)
    rows: int = 1
    is_faulty: bool = False


def name_divided(values: Values) -> Values:
    """Return the values with a whole name divided into its parts."""
    whole = values.pop("name", None)
    if whole:
        parts = zip(("title", "given_name", "family_name"), whole, strict=True)
        for part, value in parts:
            if value:
                values.setdefault(part, value)
    return values


def adult_line(who: str, values: Values, place: Place) -> AdultLine | None:
    """Return the adult that some columns of a row speak of, or None for nobody.

    A relationship alone is nobody: forms are often filled in so far ahead.
    """
    values = name_divided(values)
    kind = who.rstrip("0123456789 ").partition(" ")[0]
    if not any(values.get(each) for each in ("given_name", "family_name", *REACHING)):
        return None
    return AdultLine(
        ref=values.get("ref", ""),
        title=values.get("title", ""),
        given_name=values.get("given_name", ""),
        family_name=values.get("family_name", ""),
        email=values.get("email", ""),
        mobile=values.get("mobile", ""),
        relationship=values.get("relationship", RELATIONSHIPS_OF_COLUMNS.get(kind)),
        responsibility=values.get("responsibility"),
        is_prime_carer=values.get("is_prime_carer"),
        is_named_for_access=values.get("is_named_for_access"),
        place=place,
    )


def merged_adult(one: AdultLine, other: AdultLine) -> AdultLine | None:
    """Return two lines as one adult if nothing in them differs, else None.

    What one of them does not say, the other may.
    """
    if (one.given_name, one.family_name) != (other.given_name, other.family_name):
        return None
    values: dict[str, Any] = {}
    for name in ADULT_FIELDS:
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine in ("", None):
            values[name] = theirs
        elif theirs in ("", None) or mine == theirs:
            values[name] = mine
        else:
            return None
    if not one.given_name and not one.family_name and one.email != other.email:
        return None
    return AdultLine(**values, place=one.place)


class StudentRows:
    """Collects the rows of a table of students."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.drafts: dict[tuple[Any, ...], Draft] = {}
        self._lost_zeros: list[int] = []
        self._unsure: set[tuple[Any, ...]] = set()

    def add(
        self,
        student: Values,
        adults: list[AdultLine],
        place: Place,
        *,
        is_faulty: bool,
    ) -> None:
        """Add what one row says of a student; a later row of theirs must agree."""
        classes = student.pop("classes", ())
        key = _key(student)
        draft = self.drafts.get(key)
        if draft is None:
            draft = self.drafts[key] = Draft(place, student)
        else:
            draft.rows += 1
            is_faulty = not self._agrees(draft, student, place.row) or is_faulty
        draft.is_faulty = draft.is_faulty or is_faulty
        if is_faulty:
            self._unsure |= set(_partial_keys(student))
        draft.classes += [each for each in classes if each not in draft.classes]
        for adult in adults:
            self._add_adult(draft, self._with_zero(adult))

    def lines(self) -> tuple[StudentLine, ...]:
        """Return every student none of whose rows is at fault."""
        self._say_zeros()
        return tuple(
            _line(draft)
            for draft in self.drafts.values()
            if not draft.is_faulty and self._unsure.isdisjoint(_keys_of(draft.values))
        )

    def _agrees(self, draft: Draft, values: Values, row: int) -> bool:
        does_agree = True
        for name in SAID_ONCE:
            now, before = values.get(name), draft.values.get(name)
            if now and before and now != before:
                self.findings.fault(
                    row,
                    HEADERS_IN_WORDS.get(name, name.replace("_", " ")),
                    quoted(now),
                    f"{quoted(before)}, as in row {draft.place.row} for this student",
                    "Make the rows of this student say the same.",
                )
                does_agree = False
            elif now:
                draft.values[name] = now
        return does_agree

    def _with_zero(self, adult: AdultLine) -> AdultLine:
        if not lost_its_zero(adult.mobile):
            return adult
        self._lost_zeros.append(adult.place.row)
        values = {name: getattr(adult, name) for name in ADULT_FIELDS}
        return AdultLine(**values | {"mobile": f"0{adult.mobile}"}, place=adult.place)

    def _add_adult(self, draft: Draft, adult: AdultLine) -> None:
        for position, known in enumerate(draft.adults):
            if both := merged_adult(known, adult):
                draft.adults[position] = both
                return
        draft.adults.append(adult)

    def _say_zeros(self) -> None:
        if self._lost_zeros:
            self.findings.doubt(
                f"Mobile numbers had lost their first 0: {len(self._lost_zeros)}.",
                "A spreadsheet took them for numbers; the 0 was put back.",
            )


def _key(values: Values) -> tuple[Any, ...]:
    """Return what makes rows speak of one student: the ref, or name and birthday."""
    if values.get("ref"):
        return (values["ref"],)
    return (
        values.get("given_name", "").casefold(),
        values.get("family_name", "").casefold(),
        values.get("born_on"),
    )


def _partial_keys(values: Values) -> list[tuple[Any, ...]]:
    """Return by what a row at fault may be another row's student, if it is unsure.

    Its birthday or a name of it may be what is at fault.
    """
    full = _keys_of(values)
    if values.get("ref") or (values.get("given_name") and values.get("born_on")):
        return []
    return [key for key in full if all(key)]


def _keys_of(values: Values) -> list[tuple[Any, ...]]:
    given, family = values.get("given_name", ""), values.get("family_name", "")
    born_on = values.get("born_on")
    return [
        ("name", given.casefold(), family.casefold()),
        ("family", family.casefold(), born_on),
    ]


def _line(draft: Draft) -> StudentLine:
    values = draft.values
    born_on = values["born_on"]
    assert isinstance(born_on, date)  # noqa: S101 (one without it is at fault)
    return StudentLine(
        ref=values.get("ref", ""),
        given_name=values.get("given_name", ""),
        family_name=values.get("family_name", ""),
        preferred_name=values.get("preferred_name", ""),
        born_on=born_on,
        form=values.get("form", ""),
        year=values.get("year", ""),
        classes=tuple(draft.classes),
        programme_starts_on=values.get("programme_starts_on"),
        programme_ends_on=values.get("programme_ends_on"),
        adults=tuple(draft.adults),
        place=draft.place,
    )
