"""What reading costs as a newsroom grows: milliseconds and statements of each read, and search against the bare index.

A read is quick if its time follows from its answer and not from the table, so each is made at several sizes, and the
last column is the time at the greatest size over that at the least.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any

from sqlalchemy import Connection, event, text

from benchmarks.data import database, fill, word
from claims.features.queue.read import QueueFilters, claim_queue
from claims.features.similar.read import similar_claims
from claims.privacy.offrecord import off_record_count
from claims.reading.dossier import claim_record
from claims.reading.lines import Filters
from claims.reading.listing import first_lines
from claims.reading.searching.search import DOCUMENTS_OF_EACH, PAGE, _among_best, search
from claims.reading.stories import story_claims
from claims.reading.view import PRESENT
from claims.store import dialect
from claims.store.database import engine_for
from claims.store.migrate import upgrade
from claims.text.searching import fts5, parsed, tsquery
from claims.vocabulary import Status, Urgency
from tests.postgres import NoPostgres, postgres

RUNS = 7

Read = Callable[[Connection], object]

_REFUTED = (Status.REFUTED,)
_OVERDUE, _STALE = QueueFilters(kinds=(Urgency.OVERDUE,)), QueueFilters(kinds=(Urgency.STALE,))
_WORDS = {"frequent": word(0), "usual": word(150), "rare": word(20_000)}

READS: Mapping[str, Read] = {
    "list --limit 100": lambda connection: first_lines(connection, Filters(), 100),
    "list --story": lambda connection: first_lines(connection, Filters(story=3), 1_000),
    "list --story --status": lambda connection: first_lines(connection, Filters(story=3, statuses=_REFUTED), 1_000),
    "list: how many off the record": lambda connection: off_record_count(connection, "claim", None),
    "show": lambda connection: claim_record(connection, 500),
    "queue": lambda connection: claim_queue(connection, QueueFilters(), limit=20),
    "queue --reason overdue": lambda connection: claim_queue(connection, _OVERDUE, limit=20),
    "queue --reason stale": lambda connection: claim_queue(connection, _STALE, limit=20),
    "report story": lambda connection: story_claims(connection, "story-3"),
    "similar": lambda connection: similar_claims(connection, 500),
    "search, a rare word": lambda connection: search(connection, parsed(_WORDS["rare"])),
    "search, a usual word": lambda connection: search(connection, parsed(_WORDS["usual"])),
    "search, two words": lambda connection: search(connection, parsed(f"{_WORDS['frequent']} {_WORDS['usual']}")),
    "search, a frequent word": lambda connection: search(connection, parsed(_WORDS["frequent"])),
}

BARE = {
    "sqlite": "SELECT rowid, rank FROM search_fts WHERE search_fts MATCH :wanted ORDER BY rank LIMIT 25",
    "postgresql": "SELECT id, -ts_rank_cd(tokens, CAST(:wanted AS tsquery)) AS rank FROM search_fts_document "
    "WHERE tokens @@ CAST(:wanted AS tsquery) ORDER BY rank LIMIT 25",
}
"""What somebody would write who wants the best documents and nothing else."""


def main(sizes: list[int]) -> None:
    """Print the reads at each size, then the statement that searches against the bare one."""
    for name, urls in _databases(sizes):
        taken: dict[str, list[float]] = {}
        said: dict[str, list[int]] = {}
        searched: list[str] = []
        for size, url in urls:
            engine = engine_for(url, read_only=True)
            with engine.connect() as connection:
                counted = _counted(connection)
                for read, make in READS.items():
                    taken.setdefault(read, []).append(_median(make, connection) * 1000)
                    counted[0] = 0
                    make(connection)
                    said.setdefault(read, []).append(counted[0])
                searched += _searched(connection, size)
            engine.dispose()
        columns = "".join(f"{size:>12,}" for size in sizes)
        print(f"{name + ', ms (statements)':<32}{columns}   ratio")
        for read, times in taken.items():
            cells = "".join(f"{one:7.1f} ({count:2})" for one, count in zip(times, said[read], strict=True))
            print(f"{read:<32}{cells}  {times[-1] / times[0]:6.2f}")
        print(f"{name + ', the statement that searches':<42} {'ms':>8} {'bare':>8} {'ratio':>6}", *searched, sep="\n")


def _databases(sizes: list[int]) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    yield "SQLite", [(size, database(size)) for size in sizes]
    with ExitStack() as held:
        try:
            server = held.enter_context(postgres())
        except NoPostgres as problem:
            print(f"PostgreSQL: {problem}")
            return
        made = []
        for size in sizes:
            url = server.create()
            upgrade(url)
            fill(url, size)
            with engine_for(url).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM ANALYZE"))
            made.append((size, url))
        yield "PostgreSQL", made


def _searched(connection: Connection, size: int) -> Iterator[str]:
    """Yield a line for each kind of word: our statement's time, the bare one's, and the ratio."""
    for kind, one in _WORDS.items():
        query = parsed(one)
        own = _among_best(connection, query, PRESENT, DOCUMENTS_OF_EACH * PAGE)
        postgres_ = dialect.is_postgres(connection)
        wanted = (tsquery if postgres_ else fts5)(query.groups)
        bare = text(BARE["postgresql" if postgres_ else "sqlite"]).bindparams(wanted=wanted)
        ours, theirs = [], []
        for _ in range(RUNS):
            ours.append(_seconds(lambda c, s=own: c.execute(s).all(), connection))  # type: ignore[misc]
            theirs.append(_seconds(lambda c, s=bare: c.execute(s).all(), connection))  # type: ignore[misc]
        mine, peer = statistics.median(ours) * 1000, statistics.median(theirs) * 1000
        yield f"{f'a {kind} word, {size:,}':<42} {mine:8.2f} {peer:8.2f} {mine / peer:6.2f}"


def _counted(connection: Connection) -> list[int]:
    """Return a count, of which each statement makes one more."""
    count = [0]

    def one_more(*_: Any) -> None:
        count[0] += 1

    event.listen(connection, "before_cursor_execute", one_more)
    return count


def _median(read: Read, connection: Connection) -> float:
    read(connection)
    return statistics.median(_seconds(read, connection) for _ in range(RUNS))


def _seconds(read: Read, connection: Connection) -> float:
    began = time.perf_counter()
    read(connection)
    return time.perf_counter() - began


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
