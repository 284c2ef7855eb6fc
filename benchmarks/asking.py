"""How long it takes to ask whether something was said or checked before, beside the bare full-text search.

    python -m benchmarks.asking FOLDER 10000 100000

FOLDER has the claims and texts of `benchmarks.ranked`. The claims are those, and others until there are as many as
asked for: each is one of them in which half of the words are those of another, so that words are as frequent as in
life. The texts are asked about one after another: by `claims similar` as a whole, by its ranking alone, by what
`claims log` shows of the first words of each, and by the bare search of the same words, joined by OR, the ten best.
Times are in milliseconds: of the clock, of this process's processor, and, where a server works beside it, of its
processor at the mean, which tells more on a busy machine. Memory is what this process has grown by.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, text

from benchmarks.filling import databases, enter_claims, opened
from benchmarks.ranked import Checked, peer_of, read_checked
from claims.features.similar.answers import answers, likeliest
from claims.features.similar.ranked import ranked_claims
from claims.store.dialect import is_postgres

WARMING = 20
"""How many are asked about before, so that pages and plans are in memory."""

LOGGED = 12
"""How many words a statement has that is logged."""


def main() -> None:
    """Print a table for each engine and size."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000])
    parser.add_argument("--engine", choices=["SQLite", "PostgreSQL"], help="only this one")
    parser.add_argument("--texts", type=int, default=200, help="how many texts are asked about (200)")
    chosen = parser.parse_args()
    given = read_checked(chosen.folder)
    heading = f"{'median':>7} {'p95':>7} {'worst':>7} {'CPU':>6} {'p95':>6} {'server':>7} {'grew MB':>8}"
    print(f"{'':<34} {heading}")
    for size in chosen.sizes:
        for name, url in databases():
            if chosen.engine in (None, name):
                with opened(url) as connection:
                    print(f"{name}, {size:,}")
                    _measure_all(connection, given, size, chosen.texts)


def _measure_all(connection: Connection, given: Checked, size: int, many: int) -> None:
    statements = list(_statements(given, size))
    enter_claims(connection, statements, given.titles[:size])
    texts = given.texts[: many + WARMING]
    short = [" ".join(said.split()[:LOGGED]) for said in texts]
    server = _server(connection)
    _measure("  claims similar", partial(answers, connection), texts, server)
    _measure("  its ranking alone", partial(ranked_claims, connection), texts, server)
    _measure("  claims log", partial(likeliest, connection), short, server)
    with peer_of(connection, statements, given.titles[:size]) as ask:
        _measure("  full-text search", ask, texts, server)
        _measure("  full-text search, as log", ask, short, server)


def _server(connection: Connection) -> Callable[[], float]:
    """Return what tells the milliseconds that the server's process for a connection has used; none for SQLite."""
    if not is_postgres(connection):
        return lambda: 0.0
    number = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    stat, ticks = Path(f"/proc/{number}/stat"), os.sysconf("SC_CLK_TCK")

    def used() -> float:
        fields = stat.read_text().rpartition(")")[2].split()
        return 1_000 * (int(fields[11]) + int(fields[12])) / ticks

    return used


def _statements(given: Checked, size: int) -> Iterator[str]:
    """Yield the claims that were checked, then others made of two of them."""
    yield from given.statements[:size]
    chance = random.Random(1)
    for _ in range(size - len(given.statements)):
        first, second = (chance.choice(given.statements).split() for _ in range(2))
        yield " ".join(chance.choice((word, chance.choice(second))) for word in first)


def _measure(name: str, ask: Callable[[str], object], texts: list[str], server: Callable[[], float]) -> None:
    for said in texts[:WARMING]:
        ask(said)
    before, served = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, server()
    clock, cpu = [], []
    for said in texts[WARMING:]:
        began, spent = time.perf_counter(), time.process_time()
        ask(said)
        clock.append(1_000 * (time.perf_counter() - began))
        cpu.append(1_000 * (time.process_time() - spent))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1_024
    served = (server() - served) / len(clock)
    clock.sort()
    cpu.sort()
    middle, late = len(clock) // 2, int(0.95 * len(clock))
    print(
        f"{name:<34} {clock[middle]:7.1f} {clock[late]:7.1f} {clock[-1]:7.1f} {cpu[middle]:6.1f} {cpu[late]:6.1f} "
        f"{served:7.1f} {grown:8.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
