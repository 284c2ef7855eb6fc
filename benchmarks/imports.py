"""What entering much costs: our bulk writing against `sqlite-utils insert --csv` and against plain `executemany`.

Ours writes records with their digests and events, the words of statements and the index of search.  `sqlite-utils`
puts a table with the same appearances, a row each, into one table, indexes what we index of it, and runs
`enable-fts` on what we make searchable.  `executemany` copies the very rows that ours wrote (events and index
included) from the one database into another that was migrated the same way, with the same settings.
Each runs in a process of its own, whose peak memory is told beside its time.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.data import fill, write_csv
from claims.dialect import CACHE_KIBIBYTES
from claims.migrate import upgrade
from claims.schema import CLAIM_WORD, EVENT, SEARCH, TABLES

INDEXED = ("claim_id", "article_id", "url", "outlet", "published", "source", "story")
SEARCHED = ("statement", "title", "excerpt", "source", "note")
AT_ONCE = 5_000


def main(sizes: list[int]) -> None:
    """Print a line for each way and size: seconds, our seconds over theirs, and the peak of memory."""
    print(f"{'appearances':>12} {'what':<30} {'seconds':>8} {'ours is':>8} {'MB':>6}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            write_csv(place / "table.csv", size)
            taken = {name: _run(commands) for name, commands in _ways(place, size).items()}
        own = next(iter(taken.values()))[0]
        for name, (seconds, peak) in taken.items():
            print(f"{size:12,} {name:<30} {seconds:8.1f} {own / seconds:8.2f} {peak:6.0f}")


def _ways(place: Path, size: int) -> dict[str, list[list[str]]]:
    """Return the commands of each way, in the order in which they run."""
    own, table, copied = (str(place / name) for name in ("own.db", "table.db", "copied.db"))
    here = [sys.executable, "-m", "benchmarks.imports"]
    tool = [sys.executable, "-m", "sqlite_utils"]
    return {
        "claims (rows made too)": [[*here, "fill", own, str(size)]],
        "sqlite-utils insert --csv": [
            [*tool, "insert", table, "appearance", str(place / "table.csv"), "--csv", "--silent"],
            *([*tool, "create-index", table, "appearance", column] for column in INDEXED),
            [*tool, "enable-fts", table, "appearance", *SEARCHED],
        ],
        "sqlite3 executemany": [[*here, "copy", own, copied]],
        "making the rows alone": [[*here, "make", str(size)]],
    }


def _run(commands: list[list[str]]) -> tuple[float, float]:
    """Return the seconds that commands take together, and the greatest of their peaks in megabytes."""
    seconds = peak = 0.0
    for command in commands:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)
        seconds += time.perf_counter() - began
        peak = max(peak, used.ru_maxrss / 1024)
    return seconds, peak


def _copy(source: str, target: str) -> None:
    upgrade(f"sqlite:///{target}")
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target, isolation_level=None)) as new:
        for setting in ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON"):
            new.execute(f"PRAGMA {setting}")
        new.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        for table in (*TABLES, EVENT.name, CLAIM_WORD.name, SEARCH.name):
            _copy_table(old, new, table)


def _copy_table(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> None:
    rows = old.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
    marks = ", ".join("?" * len(rows.description))
    columns = [column[0] for column in rows.description]
    new.execute("BEGIN IMMEDIATE")
    while some := rows.fetchmany(AT_ONCE):
        new.executemany(f'INSERT INTO "{table}" VALUES ({marks})', some)
        if table == SEARCH.name:
            number, tokens = columns.index("id"), columns.index("tokens")
            indexed = ((row[number], row[tokens]) for row in some)
            new.executemany("INSERT INTO search_fts (rowid, tokens) VALUES (?, ?)", indexed)
    new.execute("COMMIT")


def _make(size: int) -> None:
    from benchmarks.data import Newsroom

    for _ in Newsroom(size).claims():
        pass


def _step(name: str, *given: str) -> None:
    """Do one of the steps that run in a process of their own."""
    if name == "fill":
        upgrade(f"sqlite:///{given[0]}")
        fill(f"sqlite:///{given[0]}", int(given[1]))
    elif name == "copy":
        _copy(*given)
    else:
        _make(int(given[0]))


if __name__ == "__main__":
    if sys.argv[1:] and not sys.argv[1].isdigit():
        _step(*sys.argv[1:])
    else:
        main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
