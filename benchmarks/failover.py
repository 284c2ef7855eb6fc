"""A primary server that is lost under sixteen writers: whether anything acknowledged is lost, and how long it took.

``python -m benchmarks.failover 20`` does so twenty times. Commits wait for the standby, the primary is killed with -9,
and the standby is promoted at once, as a cluster manager would after it had noticed.
"""

from __future__ import annotations

import sys
from random import Random
from statistics import median

from sqlalchemy import select

from claims.settings import settings
from claims.store.database import reading
from claims.store.schema import TABLES
from claims.store.verification import verify
from tests.servers.losing import WRITERS, Loss, lose_primary
from tests.servers.pair import Pair, pair

ROUNDS = 20
LATEST = 200
"""The primary is killed at the latest after so many entries."""


def main(rounds: int) -> None:
    """Lose so many primaries, each of a new pair of servers, and print a line for each."""
    moments, lost = Random(18), []
    print(f"{WRITERS} writers; the primary is killed with -9 and the standby promoted; times in seconds")
    print(f"{'round':>5} {'entered':>8} {'then':>6} {'refused':>8} {'first again':>12} {'all again':>10}  afterwards")
    for number in range(1, rounds + 1):
        with pair() as servers:
            loss = lose_primary(servers, moments.randint(5, LATEST))
            problems = _problems(servers, loss)
        lost.append(loss)
        counts = f"{loss.before:>8} {len(loss.acknowledged) - loss.before:>6} {loss.refused:>8}"
        print(f"{number:>5} {counts} {loss.first:>12.2f} {loss.last:>10.2f}  {problems or 'all there'}", flush=True)
    entered = sum(len(loss.acknowledged) for loss in lost)
    longest = max(loss.last for loss in lost)
    print(
        f"{rounds} rounds, {entered:,} entries acknowledged; without a server until the first entry "
        f"{median(loss.first for loss in lost):.2f} s at the median, until everybody's {longest:.2f} s at most"
    )


def _problems(servers: Pair, loss: Loss) -> str:
    """Return what is wrong on the server that took over; empty if all is there, once, in one chain that verifies."""
    with reading(settings(servers.url(loss.database, loss.left)), sees_all=True) as connection:
        there = list(connection.execute(select(TABLES["claim"].c.statement)).scalars())
        verified = verify(connection)
    missing = len(loss.acknowledged - set(there))
    wrong = {
        "lost": missing,
        "doubled": len(there) - len(set(there)),
        "more chains": len(verified.elsewhere),
    }
    return ", ".join(f"{count} {what}" for what, count in wrong.items() if count)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else ROUNDS)
