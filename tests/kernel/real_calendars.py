"""Published term dates and bank holidays, as calendars of the command line."""

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SHARED_DIR", PROJECT.parent / "shared"))
CALENDARS = SHARED / "cases" / "calendar"
SCHOOL_DAY = ["08:45", "15:15"]
WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), SCHOOL_DAY)


def _between(first, last):
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        yield day.isoformat()
        day += timedelta(days=1)


def _school(published):
    closed = [
        day
        for first, last, *_ in published.get("closed", [])
        for day in _between(first, last)
    ]
    terms = published.get("terms")
    if not terms:
        summer = date.fromisoformat(published["summer_begins"])
        terms = [[published["start"], (summer - timedelta(days=1)).isoformat()]]
    return {
        "timezone": "Europe/London",
        "hours": WEEK,
        "terms": [[first, last] for first, last, *_ in terms],
        "closed": closed + published.get("training_days", []),
    }


def _nation(holidays):
    days = sorted(event["date"] for event in holidays["events"])
    return {
        "timezone": "Europe/London",
        "hours": {**WEEK, "sat": ["09:00", "12:00"]},
        "terms": [["2024-01-01", "2026-12-31"]],
        "closed": days,
    }


def real_calendars():
    """Return published calendars by name; skips the test where they are not."""
    if not CALENDARS.is_dir():
        pytest.skip(f"NOT RUN: no published calendars in {CALENDARS}; set SHARED_DIR")
    terms = json.loads((CALENDARS / "term_dates.json").read_text())
    feed = CALENDARS / "govuk_bank_holidays" / "govuk_bank_holidays"
    holidays = json.loads((feed / "bank-holidays.json").read_text())
    schools = {each["id"]: _school(each) for each in terms["calendars"]}
    nations = {name: _nation(each) for name, each in holidays.items()}
    return {**schools, **nations}
