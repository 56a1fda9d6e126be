"""All findings, and how they are written for people and for programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from django.db import DatabaseError

from schoolgate.cli.deploy.database import find_in_database
from schoolgate.cli.deploy.findings import Finding, Verdict
from schoolgate.cli.deploy.identity import find_identity_services
from schoolgate.cli.deploy.machine import find_on_machine
from schoolgate.cli.deploy.settings import find_in_settings
from schoolgate.foundation import clock

MARKS = {Verdict.GOOD: "good", Verdict.LOOK: "look", Verdict.MEND: "MEND"}


def find_all() -> list[Finding]:
    """Return everything that was looked at."""
    found = [*find_in_settings()]
    try:
        found += [*find_in_database(), *find_identity_services()]
        found += [*find_on_machine(clock.now())]
    except DatabaseError as error:
        found.append(
            Finding(
                "database",
                Verdict.MEND,
                f"it does not answer, or has no tables: {str(error).splitlines()[0]}",
                "Check DATABASE_URL; `schoolgate upgrade` makes the tables.",
            )
        )
    return found


def is_fit(findings: Sequence[Finding]) -> bool:
    """Answer whether nothing has to be mended."""
    return all(each.verdict is not Verdict.MEND for each in findings)


def written(findings: Sequence[Finding]) -> str:
    """Return the findings as a table, each with what to do below it."""
    width = max(len(each.what) for each in findings)
    lines = []
    for each in findings:
        lines.append(f"{MARKS[each.verdict]}  {each.what:{width}}  {each.found}")
        if each.do:
            lines.append(f"{'':{width + 8}}-> {each.do}")
    mend = sum(each.verdict is Verdict.MEND for each in findings)
    lines.append(f"\n{len(findings)} looked at, {mend} to mend.")
    return "\n".join(lines) + "\n"


def as_json(findings: Sequence[Finding]) -> str:
    """Return the findings for a program."""
    return json.dumps([asdict(each) for each in findings], indent=1) + "\n"
