"""The only place that reads the clock.

Everything below a view, job or command is told the moment as `at`.
"""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(tz=UTC)
