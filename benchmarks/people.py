"""Sixteen people for a minute at a desk on PostgreSQL: what they enter, and whether all of it is there.

    python -m benchmarks.people [SECONDS] [PEOPLE]

The desk is a process of its own, and so is the server: the one that ``TEST_DATABASE_URL`` names, else one that is made
and thrown away. Each person signs in with a password, and logs a claim, takes it, reviews it, reads it and looks at the
queue, again and again.
"""

from __future__ import annotations

import subprocess
import sys
import time

from benchmarks.desk import running_desk
from claims.store.migrate import upgrade
from tests.people import accounts, assert_all_there, for_seconds, work
from tests.postgres import postgres


def main(seconds: float, people: int) -> None:
    """Print what was entered, after checking that it is there."""
    with postgres() as server:
        url = server.create()
        upgrade(url)
        names = accounts(url, people)
        with running_desk(url) as desk:
            began = time.perf_counter()
            done = work(f"http://127.0.0.1:{desk.port}", names, for_seconds(seconds))
            took = time.perf_counter() - began
        assert_all_there(url, done)
        print(f"{people} people, {took:.0f} s: {done.writes:,} entries acknowledged, {done.writes / took:.1f} a second")
        print(f"{len(done.problems)} errors; every entry is there, by whoever made it, and there is one chain")
        subprocess.run((sys.executable, "-m", "claims", "--db", url, "db", "verify"), check=True)
        server.drop(url)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(float(given[0]) if given else 60, int(given[1]) if given[1:] else 16)
