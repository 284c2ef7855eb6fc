"""How well and how fast a text's claim is found among many, beside the full-text search of SQLite and of PostgreSQL.

The folder has `checked.csv` (key, statement, title of the check) and `statements.csv` (key, text, same_as: keys). Each
text is asked about; measured are mean average precision among the first five, the mean reciprocal rank of the first
right one, and how many have a right one among the first ten. All are asked in the same run, on the same machine, and
time is the processor's and the clock's, as servers work elsewhere.

The peers do what a few lines would: FTS5 with its porter tokenizer and bm25, all words joined by OR; PostgreSQL with
its English configuration, a GIN index and `ts_rank_cd`, all words joined by |.
"""

from __future__ import annotations

import csv
import json
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, insert, text

from benchmarks.similar import varied
from claims.features.similar.proposing import proposals_for
from claims.features.similar.ranked import ranked_claims
from claims.store.database import engine_for
from claims.store.dialect import is_postgres
from claims.store.likeness import index as likeness_index
from claims.store.migrate import upgrade
from claims.store.schema import TABLES
from claims.text.matching import match_key
from claims.text.similarity import Stated
from claims.vocabulary import ClaimKind, EvidenceKind, Status, Weight
from tests.postgres import NoPostgres, postgres

TIMED = 200
"""How many texts are asked about to measure time, where there are many claims."""

SAMPLE = 300
"""How many proposals are written down to be marked."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked, and what people said, with the places of what each is."""

    statements: list[str]
    titles: list[str]
    texts: list[str]
    right: list[frozenset[int]]


Ask = Callable[[str], Sequence[int]]
"""Gives the places of the likeliest claims for a text."""


def main(folder: Path, others: int, sample: Path | None) -> None:
    """Print the tables for both engines."""
    given = _read(folder)
    print(f"{len(given.texts):,} texts, {len(given.statements):,} checked claims among {others:,} others")
    print(f"{'':<34} {'MAP@5':>6} {'MRR':>6} {'in ten':>6} {'ms':>6} {'p95':>6} {'CPU':>6} {'p95':>6}")
    for titled in (False, True):
        print("by statement and title" if titled else "by statement")
        for name, url in _databases():
            with engine_for(url).connect() as connection:
                _fill(connection, given, others, titled=titled)
                _measure(f"  claims similar, {name}", partial(_ours, connection), given)
                peer = _peer_postgres if is_postgres(connection) else _peer_sqlite
                with peer(connection, given, others, titled=titled) as ask:
                    _measure(f"  full-text search, {name}", ask, given)
                if not others and not is_postgres(connection):
                    _propose(connection, given, sample if titled else None)


def _read(folder: Path) -> Checked:
    with (folder / "checked.csv").open(encoding="utf-8") as file:
        checked = list(csv.DictReader(file))
    with (folder / "statements.csv").open(encoding="utf-8") as file:
        said = list(csv.DictReader(file))
    places = {row["key"]: place for place, row in enumerate(checked, start=1)}
    return Checked(
        [row["statement"] for row in checked],
        [row["title"] for row in checked],
        [row["text"] for row in said],
        [frozenset(places[key] for key in re.split(r"\W+", row["same_as"].strip())) for row in said],
    )


def _databases() -> Iterator[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/claims.db"
        upgrade(url)
        yield "SQLite", url
    with ExitStack() as held:
        try:
            server = held.enter_context(postgres())
        except NoPostgres as problem:
            print(f"PostgreSQL: {problem}")
            return
        url = server.create()
        upgrade(url)
        yield "PostgreSQL", url


def _others(many: int) -> Iterator[str]:
    """Yield other statements: those of the AUKUS case, each with other words, names and numbers put in."""
    chance = random.Random(1)
    case = Path(__file__).resolve().parent.parent / "seeds" / "aukus" / "claims.jsonl"
    real = [json.loads(line)["statement"] for line in case.read_text("utf-8").splitlines()]
    for _ in range(many):
        yield varied(chance.choice(real), chance)


def _fill(connection: Connection, given: Checked, others: int, *, titled: bool) -> None:
    """Enter the claims, with the titles of their checks where asked for, past the actions."""
    every = {"salt": "", "entered_at": datetime(2024, 3, 20, tzinfo=UTC), "entered_by": "benchmark"}
    statements = [*given.statements, *_others(others)]
    for start in range(0, len(statements), 1_000):
        claims = [
            {
                **every,
                "id": number,
                "uid": f"claim-{number}",
                "statement": statement,
                "match_key": match_key(statement),
                "kind": ClaimKind.FACT,
                "weight": Weight.KEY,
            }
            for number, statement in enumerate(statements[start : start + 1_000], start=start + 1)
        ]
        connection.execute(insert(TABLES["claim"]), claims)
    if titled:
        numbered = list(enumerate(given.titles, start=1))
        reviews = [
            {
                **every,
                "id": number,
                "uid": f"r-{number}",
                "claim_id": number,
                "status": Status.REFUTED,
                "proposed": False,
            }
            for number, _ in numbered
        ]
        evidence = [
            {
                **every,
                "id": number,
                "uid": f"e-{number}",
                "review_id": number,
                "kind": EvidenceKind.REPORT,
                "title": title,
            }
            for number, title in numbered
        ]
        connection.execute(insert(TABLES["review"]), reviews)
        connection.execute(insert(TABLES["evidence"]), evidence)
    likeness_index.rebuild(connection)
    connection.commit()
    with connection.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as alone:
        alone.execute(text("VACUUM ANALYZE" if is_postgres(connection) else "ANALYZE"))


def _ours(connection: Connection, said: str) -> list[int]:
    return [each.member for each in ranked_claims(connection, said)]


def _documents(given: Checked, others: int, *, titled: bool) -> Iterator[tuple[int, str]]:
    for number, statement in enumerate([*given.statements, *_others(others)], start=1):
        checked = titled and number <= len(given.titles)
        yield number, f"{statement} {given.titles[number - 1]}" if checked else statement


@contextmanager
def _peer_sqlite(connection: Connection, given: Checked, others: int, *, titled: bool) -> Iterator[Ask]:
    connection.exec_driver_sql("CREATE VIRTUAL TABLE peer USING fts5(body, tokenize='porter')")
    rows = list(_documents(given, others, titled=titled))
    connection.exec_driver_sql("INSERT INTO peer (rowid, body) VALUES (?, ?)", rows)
    connection.commit()

    def ask(said: str) -> list[int]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", said))
        query = "SELECT rowid FROM peer WHERE peer MATCH ? ORDER BY rank LIMIT 10"
        return list(connection.exec_driver_sql(query, (words,)).scalars())

    yield ask


@contextmanager
def _peer_postgres(connection: Connection, given: Checked, others: int, *, titled: bool) -> Iterator[Ask]:
    connection.exec_driver_sql("CREATE TABLE peer (id integer PRIMARY KEY, body tsvector)")
    rows = [{"id": number, "body": body} for number, body in _documents(given, others, titled=titled)]
    connection.execute(text("INSERT INTO peer VALUES (:id, to_tsvector('english', :body))"), rows)
    connection.exec_driver_sql("CREATE INDEX peer_body ON peer USING gin (body)")
    connection.commit()
    connection.exec_driver_sql("ANALYZE peer")
    query = text(
        "SELECT id FROM peer, to_tsquery('english', :words) wanted WHERE body @@ wanted "
        "ORDER BY ts_rank_cd(body, wanted) DESC, id LIMIT 10"
    )

    def ask(said: str) -> list[int]:
        words = " | ".join(f"'{word}'" for word in re.findall(r"\w+", said))
        return list(connection.execute(query, {"words": words}).scalars())

    yield ask


def _measure(name: str, ask: Ask, given: Checked) -> None:
    precisions, ranks, hits, clock, cpu = [], [], 0, [], []
    for said in given.texts[:20]:
        ask(said)
    for said, right in zip(given.texts, given.right, strict=True):
        began, spent = time.perf_counter(), time.process_time()
        first = list(ask(said))[:10]
        clock.append(1_000 * (time.perf_counter() - began))
        cpu.append(1_000 * (time.process_time() - spent))
        places = [place for place, number in enumerate(first, start=1) if number in right]
        among = [place for place in places if place <= 5]
        precisions.append(sum(hit / place for hit, place in enumerate(among, start=1)) / min(5, len(right)))
        ranks.append(1 / places[0] if places else 0)
        hits += bool(places)
    print(
        f"{name:<34} {statistics.mean(precisions):6.3f} {statistics.mean(ranks):6.3f} {hits / len(ranks):6.3f} "
        f"{_times(clock)} {_times(cpu)}",
        flush=True,
    )


def _times(milliseconds: list[float]) -> str:
    milliseconds.sort()
    return f"{statistics.median(milliseconds):6.1f} {milliseconds[int(0.95 * len(milliseconds))]:6.1f}"


def _propose(connection: Connection, given: Checked, sample: Path | None) -> None:
    """Print how many of the given pairs are proposed, and write some proposals down for somebody to mark."""
    made, found = [], 0
    for said, right in zip(given.texts, given.right, strict=True):
        proposals = proposals_for(connection, Stated(said), as_claim=False)
        found += any(each.id in right for each in proposals)
        made += [(said, each.statement, each.why, each.id in right) for each in proposals]
    known = sum(right for *_, right in made)
    print(f"  proposed: {found:,} of {len(given.texts):,} pairs; {known:,} of {len(made):,} proposals are given pairs")
    if sample is not None:
        chosen = random.Random(1).sample(made, min(SAMPLE, len(made)))
        with sample.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["said", "checked", "right"])
            writer.writerows([said, checked, ""] for said, checked, _, _ in chosen)
