"""Who may read the clock, touch the web, open every school: each in its own place."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import (
    breaches,
    clock_reads,
    importing,
    name_of,
    python_files,
    uses_of,
)

PRODUCT_FILES = python_files("schoolgate")
CLOCK = "schoolgate/foundation/clock.py"
TENANCY = "schoolgate/foundation/tenancy.py"
BELOW_THE_WEB = ("domain", "foundation", "kernel", "integrations", "notices")
OPENS_EVERY_SCHOOL = {
    TENANCY: "defines it",
    "schoolgate/domain/accounts/access/actors.py": "signing in: which schools?",
    "schoolgate/worker/sender.py": "the outbox is one for the whole installation",
    "schoolgate/worker/importing.py": "finds at which school an import waits",
    "schoolgate/cli/check.py": "every school's chain is walked",
    "schoolgate/cli/backups/snapshot.py": "a backup holds every school",
    "schoolgate/cli/restore.py": "so does what is restored",
    "schoolgate/cli/deploy/machine.py": "the newest entry of any tells the time",
    "schoolgate/cli/policy.py": "a pack may be in force at several schools",
    "schoolgate/cli/demo/making.py": "the demo makes two schools",
}
"""A new line here is a decision: can the work be done one school at a time?"""

signals = importing(
    "django.dispatch",
    "django.db.models.signals",
    "django.db.backends.signals",
    "django.core.signals",
    "django.contrib.auth.signals",
)
web = importing("django.http", "django.shortcuts", "django.views", "django.urls")
django = importing("django")
safe_marks = uses_of("mark_safe", "SafeText")
managers = uses_of("objects", "_default_manager", "_base_manager")


def files(*parts: str) -> tuple[Path, ...]:
    """Return the modules of some floors of the product."""
    return tuple(path for part in parts for path in python_files(f"schoolgate/{part}"))


def test_only_the_clock_reads_the_clock():
    others = tuple(path for path in PRODUCT_FILES if name_of(path) != CLOCK)

    assert breaches(clock_reads, others) == []


def test_the_kernel_and_the_rules_know_no_django():
    rules = tuple(path for path in files("domain") if path.stem == "rules")
    assert rules

    assert breaches(django, files("kernel")) == []
    assert breaches(django, rules) == []


def test_nothing_below_the_pages_knows_the_web():
    assert breaches(web, files(*BELOW_THE_WEB)) == []


def test_no_business_hangs_on_a_signal():
    others = tuple(path for path in PRODUCT_FILES if name_of(path) != TENANCY)

    assert breaches(signals, others) == []


def test_nothing_is_marked_safe():
    assert breaches(safe_marks, PRODUCT_FILES) == []


def test_pages_ask_queries_and_never_a_manager():
    assert breaches(managers, files("web")) == []


def test_every_school_is_opened_only_where_somebody_decided_so():
    found = {
        name_of(path)
        for path in PRODUCT_FILES
        if breaches(uses_of("every_school"), (path,)) or name_of(path) == TENANCY
    }

    assert found == set(OPENS_EVERY_SCHOOL)


@pytest.mark.parametrize(
    ("find", "bad"),
    [
        (clock_reads, "from datetime import datetime\nat = datetime.now()"),
        (clock_reads, "import datetime as dt\non = dt.date.today()"),
        (clock_reads, "from time import time\nat = time()"),
        (clock_reads, "import time\nat = time.time()"),
        (clock_reads, "from django.utils import timezone\nat = timezone.now()"),
        (clock_reads, "from django.utils.timezone import now\ndefault = now"),
        (clock_reads, "at = models.DateTimeField(auto_now_add=True)"),
        (django, "from django.conf import settings"),
        (web, "from django.http import Http404"),
        (web, "from django import http\nimport django.http"),
        (signals, "from django.db.models.signals import post_save"),
        (safe_marks, "from django.utils import safestring\nsafestring.mark_safe(x)"),
        (managers, "rows = Enquiry.objects.all()"),
        (uses_of("every_school"), "with every_school(reason='quick'): pass"),
    ],
)
def test_each_finder_finds_what_it_looks_for(find, bad):
    assert list(find(ast.parse(bad)))
