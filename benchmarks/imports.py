"""What entering much costs: `claims import` against `sqlite-utils insert --csv` and against plain `executemany`.

All begin without a database.  Ours imports a table with a row an appearance, which makes records with their digests,
events, the words of statements and the index of search.  `sqlite-utils` puts the same table as it stands into one
table, indexes what we index of it, and runs `enable-fts` on what we make searchable; all in one process, as it is not
slow for having to be started nine times.  `executemany` copies the very rows that ours wrote (events and index
included) from the one database into another that was migrated the same way, with the same settings, in transactions
that stay in memory.  With ``--against REVISION`` the program as it was at that commit imports the same file too: its
tree is checked out below ``.bench``, and runs on the same interpreter and libraries.

Each runs in a process of its own.  What counts is its processor time (user and system), which others who use the
machine disturb least; the clock, the peak of memory and the rows that are there in the end are told beside it.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.data import write_csv
from claims.store.dialect import CACHE_KIBIBYTES
from claims.store.migrate import upgrade
from claims.store.schema import CLAIM_WORD, EVENT, SEARCH, TABLES

INDEXED = ("claim_id", "article_id", "url", "outlet", "published", "source", "story")
SEARCHED = ("statement", "title", "excerpt", "source", "note")
WRITTEN = (*TABLES, EVENT.name, CLAIM_WORD.name, SEARCH.name)
"""The tables that an import writes, without the index itself."""

AT_ONCE = 5_000
"""Rows that `executemany` takes and commits at once."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a way of entering took."""

    processor: float
    clock: float
    megabytes: float
    rows: int


BENCH = Path(".bench")
"""Where other revisions are checked out."""


def main(sizes: list[int], revision: str | None = None) -> None:
    """Print a line for each way and size: seconds, our seconds over theirs, memory, and how many rows it wrote.

    ``revision`` names a commit of the program that is measured beside it.
    """
    heads = ("appearances", "what", "CPU s", "clock s", "ours is", "MB", "rows", "rows/CPU s")
    print("{:>11} {:<26} {:>7} {:>8} {:>8} {:>5} {:>9} {:>11}".format(*heads))
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            taken = _taken(Path(folder), size, revision)
        own = next(iter(taken.values())).processor
        for name, way in taken.items():
            print(
                f"{size:11,} {name:<26} {way.processor:7.1f} {way.clock:8.1f} {own / way.processor:8.2f}"
                f" {way.megabytes:5.0f} {way.rows:9,} {way.rows / way.processor:11,.0f}"
            )


def _taken(place: Path, size: int, revision: str | None) -> dict[str, Taken]:
    """Return what each way took, by its name, in the order in which they ran."""
    names = ("own.db", "single.db", "copied.db", "earlier.db", "table.csv")
    own, single, copied, earlier, table = (str(place / name) for name in names)
    write_csv(Path(table), size)
    here = [sys.executable, "-m", "benchmarks.imports"]
    ways = {
        "claims import": ([sys.executable, "-m", "claims", "--db", own, "import", table], own, WRITTEN),
        "sqlite-utils insert --csv": ([*here, "single", single, table], single, ("appearance",)),
        "sqlite3 executemany": ([*here, "copy", own, copied], copied, WRITTEN),
    }
    taken = {name: _run(*way) for name, way in ways.items()}
    if revision is not None:
        command = [sys.executable, "-m", "claims", "--db", earlier, "import", table]
        taken[f"claims import at {revision}"] = _run(command, earlier, WRITTEN, checked_out(revision))
    return taken


def checked_out(revision: str) -> Path:
    """Return the tree of a commit of the program, checked out below `BENCH` if it is not there yet."""
    git = ["git", "-C", str(Path(__file__).resolve().parent.parent)]
    named = [*git, "rev-parse", "--verify", f"{revision}^{{commit}}"]
    commit = subprocess.run(named, check=True, capture_output=True, text=True).stdout.strip()
    tree = BENCH.resolve() / f"claims-{commit[:12]}"
    if not tree.is_dir():
        tree.mkdir(parents=True)
        with subprocess.Popen(
            [*git, "archive", commit, "claims", "alembic", "seeds"], stdout=subprocess.PIPE
        ) as packed:
            subprocess.run(["tar", "-x", "-C", str(tree)], check=True, stdin=packed.stdout)
    return tree


def _run(command: list[str], database: str, tables: tuple[str, ...], tree: Path | None = None) -> Taken:
    """Return what a command took, with the rows that are then in some tables of a database.

    ``tree`` has the program's modules, if they are not those of this checkout.
    """
    modules = [str(tree or Path(__file__).resolve().parent.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(modules)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else every run compiles the modules anew
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment, cwd=tree)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    clock = time.perf_counter() - began
    with closing(sqlite3.connect(database)) as made:
        there = {name for (name,) in made.execute("SELECT name FROM sqlite_master")}
        rows = sum(made.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables if table in there)
    return Taken(used.ru_utime + used.ru_stime, clock, used.ru_maxrss / 1024, rows)


def _single(database: str, table: str) -> None:
    """Do with sqlite-utils what its nine commands do."""
    from sqlite_utils.cli import cli

    commands = [
        ["insert", database, "appearance", table, "--csv", "--silent"],
        *(["create-index", database, "appearance", column] for column in INDEXED),
        ["enable-fts", database, "appearance", *SEARCHED],
    ]
    for command in commands:
        cli.main(command, standalone_mode=False)


def _copy(source: str, target: str) -> None:
    upgrade(f"sqlite:///{target}")
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target, isolation_level=None)) as new:
        for setting in ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY"):
            new.execute(f"PRAGMA {setting}")
        new.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        for table in WRITTEN:
            _copy_table(old, new, table)


def _copy_table(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> None:
    rows = old.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
    marks = ", ".join("?" * len(rows.description))
    columns = [column[0] for column in rows.description]
    while read := rows.fetchmany(AT_ONCE):
        new.execute("BEGIN IMMEDIATE")
        new.executemany(f'INSERT INTO "{table}" VALUES ({marks})', read)
        if table == SEARCH.name:
            number, tokens = columns.index("id"), columns.index("tokens")
            indexed = ((row[number], row[tokens]) for row in read)
            new.executemany("INSERT INTO search_fts (rowid, tokens) VALUES (?, ?)", indexed)
        new.execute("COMMIT")


def _step(name: str, *given: str) -> None:
    """Do one of the steps that run in a process of their own."""
    {"single": _single, "copy": _copy}[name](*given)


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] in ("single", "copy"):
        _step(*sys.argv[1:])
    else:
        given = sys.argv[1:]
        at = given.index("--against") if "--against" in given else len(given)
        main([int(size) for size in given[:at]] or [10_000, 100_000], *given[at + 1 :])
