"""What verifying costs: `claims db verify` against the same walk at an earlier commit, on the same records.

The earlier program imports a table with a row an appearance; ours upgrades a copy of that database, which adds tables
and changes no record, so both walk the same events and rows.  They take turns, each in a process of its own; the
processor's time of that process counts (a server works elsewhere), and the clock and the peak of memory are told
beside it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.data import write_csv
from benchmarks.imports import checked_out
from claims.store.migrate import upgrade
from tests.postgres import NoPostgres, postgres

TURNS = 3
HERE = Path(__file__).resolve().parent.parent

WALK = """
import json, re, sys, time
try:
    from claims.store.database import engine_for
    from claims.store.verification import verify
except ImportError:
    from claims.database import engine_for
    from claims.ledger import verify
with engine_for(sys.argv[1], read_only=True).connect() as connection:
    processor, clock = time.process_time(), time.perf_counter()
    rows = verify(connection).rows
    taken = rows, time.process_time() - processor, time.perf_counter() - clock
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())  # ru_maxrss begins with the parent's
print(json.dumps([*taken, int(peak[1]) / 1024 if peak else 0]))
"""
"""Runs in both programs, without the start of a command."""


def main(sizes: list[int], revision: str) -> None:
    """Print what both walks take at each size on each engine, at the median, and the ratio of rows a second."""
    tree = checked_out(revision)
    heads = ("rows", "what", "CPU s", "clock s", "rows/CPU s", "ratio", "MB")
    print("{:>9} {:<34} {:>6} {:>8} {:>11} {:>6} {:>5}".format(*heads))
    for size in sizes:
        for engine, old, new in _copies(tree, size):
            ways = {"db verify": (new, HERE), f"db verify at {revision}": (old, tree)}
            turns: dict[str, list[tuple[float, ...]]] = {name: [] for name in ways}
            for _ in range(TURNS):
                for name, (url, program) in ways.items():
                    turns[name].append(tuple(json.loads(_python(program, "-c", WALK, url))))
            _tell(engine, turns)


def _tell(engine: str, turns: dict[str, list[tuple[float, ...]]]) -> None:
    taken = {name: [statistics.median(part) for part in zip(*each, strict=True)] for name, each in turns.items()}
    own = next(iter(taken.values()))[1]
    for name, (rows, processor, clock, megabytes) in taken.items():
        told = f"{processor:6.2f} {clock:8.2f} {rows / processor:11,.0f} {processor / own:6.2f} {megabytes:5.0f}"
        print(f"{int(rows):9,} {f'{engine}, {name}':<34} {told}")


def _copies(tree: Path, size: int) -> Iterator[tuple[str, str, str]]:
    """Yield each engine, with the database of the earlier program and its upgraded copy."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "table.csv"
        write_csv(table, size)
        old, new = Path(folder) / "old.db", Path(folder) / "new.db"
        _python(tree, "-m", "claims", "--db", str(old), "import", str(table))
        new.write_bytes(old.read_bytes())
        upgrade(f"sqlite:///{new}")
        yield "SQLite", f"sqlite:///{old}", f"sqlite:///{new}"
        with _server_copies(tree, table) as urls:
            if urls:
                yield "PostgreSQL", *urls


@contextmanager
def _server_copies(tree: Path, table: Path) -> Iterator[tuple[str, str] | None]:
    with ExitStack() as held:
        try:
            server = held.enter_context(postgres())
        except NoPostgres as problem:
            print(f"PostgreSQL: {problem}")
            yield None
            return
        old = server.create()
        _python(tree, "-m", "claims", "--db", old, "db", "upgrade")
        _python(tree, "-m", "claims", "--db", old, "import", str(table))
        new = server.create(template=old)
        upgrade(new)
        yield old, new


def _python(program: Path, *given: str) -> str:
    """Return what an interpreter prints that has a tree's modules."""
    modules = os.pathsep.join([str(program), *filter(None, [os.environ.get("PYTHONPATH")])])
    environment = {**os.environ, "PYTHONPATH": modules}
    done = subprocess.run(
        [sys.executable, *given], check=True, stdout=subprocess.PIPE, text=True, cwd=program, env=environment
    )
    return done.stdout


if __name__ == "__main__":
    revision, *sizes = sys.argv[1:]
    main([int(size) for size in sizes] or [20_000], revision)
