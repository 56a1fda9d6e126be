"""The sender killed 200 times in the middle of 10,000 mails, and one that forgets."""

import os

from benchmarks.databases import rows_on_each_database
from benchmarks.progress import say
from benchmarks.rows import Row
from tests.databases import OwnDatabase

MAILS, KILLS = 10_000, 200
SEED = int(os.environ.get("KILL_SEED", "20261123"))


def measure() -> list[Row]:
    """Run it on every database."""
    return rows_on_each_database("kills")


def measure_on(name: str, database: OwnDatabase) -> list[Row]:
    """Kill, let the last sender finish, and count."""
    from schoolgate.domain.deliveries.enums import SendState  # noqa: PLC0415
    from tests.faults.kills import Plan, kill_again_and_again  # noqa: PLC0415

    say(f"kills: {KILLS} kills in {MAILS} mails on {name}, seed {SEED}; minutes")
    plan = Plan(MAILS, KILLS, SEED, longest_life=0.8, reply_after=0.002)
    tally = kill_again_and_again(database, plan)
    say(str(tally))
    what = f"{KILLS} kills, {MAILS} mails"
    early = (
        f"seed {SEED}; {tally.kills_before_the_last_mail} kills with mail on its way"
    )
    arrived = f"listed for the office; {tally.uncertain_but_taken} had arrived"
    uncertain = tally.count(SendState.UNCERTAIN)
    return [
        Row(what, len(tally.lost), "lost", name, 0, early),
        Row(what, len(tally.twice), "sent twice", name, 0),
        Row(what, uncertain, "uncertain", name, KILLS, arrived),
    ]
