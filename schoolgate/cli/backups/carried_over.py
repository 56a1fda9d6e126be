"""Carrying over what protects somebody, from a newer database that can still be read.

One way only: a restriction, hold or objection is added where the backup has none that
reaches as far, and a consent withdrawn since is withdrawn. Nothing is ever lifted,
ended or shortened: what the newer database no longer has stays as the backup has it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import environ
from django.db import DatabaseError, connections
from django.db.models import Q, QuerySet

from schoolgate.cli.backups.faults import BackupError
from schoolgate.domain.disclosure.models import Consent, Hold, Objection, Restriction
from schoolgate.domain.people.models import Contact, Student, Tie

ALIAS = "current"
Restricted = tuple[str, str, str, date, date | None]
Held = tuple[str, str, date, date | None]
Objected = tuple[str, str | None, str, date, date | None]
Withdrawn = tuple[str, str | None, str, str, date, date | None]


@dataclass(frozen=True)
class Protections:
    """What protects whom, by public ids and days; no rows, no names."""

    restrictions: list[Restricted]
    holds: list[Held]
    objections: list[Objected]
    withdrawn: list[Withdrawn]


def read_protections(address: str) -> Protections:
    """Read the database of a data folder, or the one at a URL; change nothing in it.

    Raises BackupError when it cannot be read, so that nothing is restored without what
    was asked for.
    """
    try:
        with _opened(address):
            return _all_of_them()
    except (DatabaseError, OSError, ValueError) as error:
        raise BackupError(
            f"--current {_without_password(address)}: it cannot be read:"
            f" {str(error).splitlines()[0]}. Leave --current out, and enter again what"
            " was decided since the backup."
        ) from None


def carry_over(found: Protections) -> Counter[int]:
    """Add what is missing or weaker here; return how many, by school."""
    added: Counter[int] = Counter()
    for school_id in (
        *_add_restrictions(found.restrictions),
        *_add_holds(found.holds),
        *_add_objections(found.objections),
        *_withdraw(found.withdrawn),
    ):
        added[school_id] += 1
    return added


def _all_of_them() -> Protections:
    return Protections(
        list(
            Restriction.objects.using(ALIAS).values_list(
                "tie__student__public_id",
                "tie__contact__public_id",
                "kind",
                "from_on",
                "until_on",
            )
        ),
        list(
            Hold.objects.using(ALIAS).values_list(
                "student__public_id", "category", "from_on", "until_on"
            )
        ),
        list(
            Objection.objects.using(ALIAS).values_list(
                "student__public_id",
                "contact__public_id",
                "category",
                "made_on",
                "withdrawn_on",
            )
        ),
        list(
            Consent.objects.using(ALIAS)
            .exclude(withdrawn_on=None)
            .values_list(
                "student__public_id",
                "contact__public_id",
                "category",
                "form",
                "given_on",
                "withdrawn_on",
            )
        ),
    )


def _add_restrictions(found: Iterable[Restricted]) -> Iterator[int]:
    for student, contact, kind, from_on, until_on in found:
        for tie in Tie.objects.filter(
            student__public_id=student, contact__public_id=contact
        ):
            there = tie.restrictions.filter(kind=kind)
            if not _is_covered(
                there.values_list("from_on", "until_on"), from_on, until_on
            ):
                yield Restriction.objects.create(
                    school_id=tie.school_id,
                    tie=tie,
                    kind=kind,
                    from_on=from_on,
                    until_on=until_on,
                ).school_id


def _add_holds(found: Iterable[Held]) -> Iterator[int]:
    for public_id, category, from_on, until_on in found:
        for student in Student.objects.filter(public_id=public_id):
            there = student.holds.filter(category=category)
            if not _is_covered(
                there.values_list("from_on", "until_on"), from_on, until_on
            ):
                yield Hold.objects.create(
                    school_id=student.school_id,
                    student=student,
                    category=category,
                    from_on=from_on,
                    until_on=until_on,
                ).school_id


def _add_objections(found: Iterable[Objected]) -> Iterator[int]:
    for public_id, whom, category, made_on, withdrawn_on in found:
        contact = Contact.objects.filter(public_id=whom).first() if whom else None
        if whom and contact is None:
            continue  # nobody here that it could be about
        for student in Student.objects.filter(public_id=public_id):
            there = student.objections.filter(category=category, contact=contact)
            days = there.values_list("made_on", "withdrawn_on")
            if not _is_covered(days, made_on, withdrawn_on):
                yield Objection.objects.create(
                    school_id=student.school_id,
                    student=student,
                    contact=contact,
                    category=category,
                    made_on=made_on,
                    withdrawn_on=withdrawn_on,
                ).school_id


def _withdraw(found: Iterable[Withdrawn]) -> Iterator[int]:
    for student, contact, category, form, given_on, withdrawn_on in found:
        stronger: QuerySet[Consent] = Consent.objects.filter(
            Q(withdrawn_on=None) | Q(withdrawn_on__gt=withdrawn_on),
            student__public_id=student,
            contact__public_id=contact,
            category=category,
            form=form,
            given_on=given_on,
        )
        for consent in stronger:
            consent.withdrawn_on = withdrawn_on
            consent.save(update_fields=["withdrawn_on"])
            yield consent.school_id


def _is_covered(
    there: Iterable[tuple[date, date | None]], start: date, end: date | None
) -> bool:
    """Answer whether one of these stretches reaches at least from start to end."""
    return any(
        first <= start and (last is None or (end is not None and end <= last))
        for first, last in there
    )


@contextmanager
def _opened(address: str) -> Iterator[None]:
    own = connections.databases["default"]
    connections.databases[ALIAS] = {**own, "OPTIONS": {}, **_where(address)}
    try:
        yield
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def _where(address: str) -> dict[str, object]:
    folder_of_its_own = "://" not in address
    url = f"sqlite:///{address}/schoolgate.db" if folder_of_its_own else address
    where: dict[str, object] = dict(environ.Env.db_url_config(url))
    if str(where["ENGINE"]).endswith("sqlite3"):
        path = Path(str(where["NAME"])).resolve(strict=True)
        where["NAME"] = f"{path.as_uri()}?mode=ro"
    return where


def _without_password(address: str) -> str:
    return f"…@{address.rpartition('@')[2]}" if "@" in address else address
