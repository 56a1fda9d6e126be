"""What the machine shows: folder, disk, clock, backup, start at boot."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from schoolgate.cli.deploy.findings import Finding, Verdict, judged, to_look_at
from schoolgate.foundation.audit import newest_entry_at
from schoolgate.foundation.last_backup import LastBackup, read_last_backup
from schoolgate.foundation.tenancy import every_school

LEAST_FREE_BYTES = 2**30
FREE_TIMES_THE_DATA = 3
"""A backup, its proof and an upgrade's copy each need about the size of the data."""
OLDEST_BACKUP = timedelta(hours=26)
"""A night's backup, and two hours in case it was late."""
CLOCKS_MAY_DIFFER = timedelta(minutes=5)
SYSTEMD = Path("/run/systemd/system")
SYNCHRONISED = Path("/run/systemd/timesync/synchronized")
UNITS = Path("/etc/systemd/system")
WANTED_UNITS = (
    "schoolgate-web.service",
    "schoolgate-worker.service",
    "schoolgate-backup.timer",
)


def find_on_machine(at: datetime) -> Iterator[Finding]:
    """Yield what the machine shows at this moment."""
    yield _folder()
    yield _disk()
    yield _clock(at)
    yield _static()
    yield from _backup(read_last_backup(settings.DATA_DIR), at)
    yield _units()


def _folder() -> Finding:
    mode = settings.DATA_DIR.stat().st_mode & 0o777
    return judged(
        "DATA_DIR",
        f"{settings.DATA_DIR}, mode {mode:o}",
        is_good=not mode & 0o077,
        do=f"chmod 700 {settings.DATA_DIR}",
    )


def _disk() -> Finding:
    files = [path for path in settings.DATA_DIR.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    free = shutil.disk_usage(settings.DATA_DIR).free
    wanted = max(LEAST_FREE_BYTES, FREE_TIMES_THE_DATA * size)
    return judged(
        "disk",
        f"{free / 2**30:.1f} GiB free",
        is_good=free >= wanted,
        do=f"Make room: {wanted / 2**30:.1f} GiB are wanted for data of this size.",
    )


def _clock(at: datetime) -> Finding:
    with every_school(reason="the newest entry of any school tells the time"):
        newest = newest_entry_at()
    if newest and newest > at + CLOCKS_MAY_DIFFER:
        return Finding(
            "clock",
            Verdict.MEND,
            f"it is {at:%d %B %Y, %H:%M} UTC here, and the audit has {newest:%d %B %Y}",
            "Set the clock: promises are counted by it.",
        )
    is_followed = SYNCHRONISED.exists() or not SYSTEMD.exists()
    return to_look_at(
        "clock",
        f"{at:%d %B %Y, %H:%M} UTC",
        is_good=is_followed,
        do="Nothing keeps it right: timedatectl set-ntp true.",
    )


def _static() -> Finding:
    gathered = (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    return judged(
        "style sheets",
        "gathered" if gathered else "not gathered",
        is_good=gathered,
        do="schoolgate upgrade",
    )


def _backup(last: LastBackup | None, at: datetime) -> Iterator[Finding]:
    nightly = "Turn on schoolgate-backup.timer, or call `schoolgate backup` each night."
    if last is None:
        yield Finding("backup", Verdict.MEND, "none on record", nightly)
        return
    hours = (at - last.taken_at) / timedelta(hours=1)
    yield judged(
        "backup",
        f"{last.taken_at:%d %B %Y, %H:%M} UTC, {hours:.0f} hours ago",
        is_good=at - last.taken_at <= OLDEST_BACKUP,
        do=nightly,
    )
    yield judged(
        "backup proven",
        "restored and compared" if last.proven_at else "not proven",
        is_good=last.proven_at is not None,
        do="Leave out --quick.",
    )
    yield _whereabouts(Path(last.file))


def _whereabouts(file: Path) -> Finding:
    if not file.exists():
        return to_look_at(
            "backup file", f"{file} is gone", is_good=False, do="Was it moved away?"
        )
    is_apart = file.stat().st_dev != settings.DATA_DIR.stat().st_dev
    return to_look_at(
        "backup file",
        f"{file}",
        is_good=is_apart,
        do="It is on the disk that it is to save: copy it to another machine.",
    )


def _units() -> Finding:
    missing = [each for each in WANTED_UNITS if not (UNITS / each).exists()]
    return to_look_at(
        "start at boot",
        "no systemd here" if not SYSTEMD.exists() else ", ".join(missing) or "units",
        is_good=SYSTEMD.exists() and not missing,
        do="See docs/how-to/run-it-for-a-school.md; the units are in deploy/.",
    )
