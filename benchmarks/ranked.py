"""How well and how fast a text's claim is found among many, beside the full-text search of SQLite and of PostgreSQL.

The folder has `checked.csv` (key, statement, title of the check) and `statements.csv` (key, text, same_as: keys). Each
text is asked about; measured are mean average precision among the first five, the mean reciprocal rank of the first
right one, and how many have a right one among the first ten. Many checks stand there twice with other quotation marks,
and one of the two keys is given: so the same is measured again with checks in the same words as one. All are asked in
the same run, on the same machine, and time is the processor's and the clock's, as servers work elsewhere.

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
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from pathlib import Path

from sqlalchemy import Connection, text

from benchmarks.filling import databases, enter_claims, opened
from benchmarks.similar import varied
from claims.features.similar.proposing import proposals_for
from claims.features.similar.ranked import ranked_claims
from claims.store.dialect import is_postgres
from claims.text.matching import match_key
from claims.text.similarity import Proposed, Stated

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
    given = read_checked(folder)
    print(f"{len(given.texts):,} texts, {len(given.statements):,} checked claims among {others:,} others")
    print(f"{'':<34} {'MAP@5':>6} {'MRR':>6} {'in ten':>6} {'ms':>6} {'p95':>6} {'CPU':>6} {'p95':>6}")
    statements = [*given.statements, *_others(others)]
    for titled in (False, True):
        print("by statement and title" if titled else "by statement")
        titles = given.titles if titled else []
        for name, url in databases():
            with opened(url) as connection:
                enter_claims(connection, statements, titles)
                _measure(f"  claims similar, {name}", partial(_ours, connection), given)
                with peer_of(connection, statements, titles) as ask:
                    _measure(f"  full-text search, {name}", ask, given)
                if not others and not is_postgres(connection):
                    _propose(connection, given, sample if titled else None)


def read_checked(folder: Path) -> Checked:
    """Return the claims that were checked and the texts of a folder."""
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


def _others(many: int) -> Iterator[str]:
    """Yield other statements: those of the AUKUS case, each with other words, names and numbers put in."""
    chance = random.Random(1)
    case = Path(__file__).resolve().parent.parent / "seeds" / "aukus" / "claims.jsonl"
    real = [json.loads(line)["statement"] for line in case.read_text("utf-8").splitlines()]
    for _ in range(many):
        yield varied(chance.choice(real), chance)


def _ours(connection: Connection, said: str) -> list[int]:
    return [each.member for each in ranked_claims(connection, said)]


def peer_of(connection: Connection, statements: Sequence[str], titles: Sequence[str]) -> AbstractContextManager[Ask]:
    """Return the bare full-text search of the same engine over claims, the first of which have a title each."""
    documents = [" ".join(pair) for pair in zip_longest(statements, titles, fillvalue="")]
    peer = _peer_postgres if is_postgres(connection) else _peer_sqlite
    return peer(connection, list(enumerate(documents, start=1)))


@contextmanager
def _peer_sqlite(connection: Connection, documents: Sequence[tuple[int, str]]) -> Iterator[Ask]:
    connection.exec_driver_sql("CREATE VIRTUAL TABLE peer USING fts5(body, tokenize='porter')")
    connection.exec_driver_sql("INSERT INTO peer (rowid, body) VALUES (?, ?)", list(documents))
    connection.commit()

    def ask(said: str) -> list[int]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", said))
        query = "SELECT rowid FROM peer WHERE peer MATCH ? ORDER BY rank LIMIT 10"
        return list(connection.exec_driver_sql(query, (words,)).scalars())

    yield ask


@contextmanager
def _peer_postgres(connection: Connection, documents: Sequence[tuple[int, str]]) -> Iterator[Ask]:
    connection.exec_driver_sql("CREATE TABLE peer (id integer PRIMARY KEY, body tsvector)")
    rows = [{"id": number, "body": body} for number, body in documents]
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
    answers, clock, cpu = [], [], []
    for said in given.texts[:20]:
        ask(said)
    for said in given.texts:
        began, spent = time.perf_counter(), time.process_time()
        first = list(ask(said))[:10]
        clock.append(1_000 * (time.perf_counter() - began))
        cpu.append(1_000 * (time.process_time() - spent))
        answers.append(first)
    print(f"{name:<34} {_quality(answers, given.right)} {_times(clock)} {_times(cpu)}", flush=True)
    same: dict[str, int] = {}
    head = {number: same.setdefault(match_key(held), number) for number, held in enumerate(given.statements, start=1)}
    once = [list(dict.fromkeys(head.get(number, number) for number in first)) for first in answers]
    right = [frozenset(head[number] for number in each) for each in given.right]
    print(f"    {'the same words as one check':<30} {_quality(once, right)}", flush=True)


def _quality(answers: Sequence[Sequence[int]], right: Sequence[frozenset[int]]) -> str:
    """Return the mean average precision at five, the mean reciprocal rank, and the share with a right one in ten."""
    precisions, ranks, hits = [], [], 0
    for first, wanted in zip(answers, right, strict=True):
        places = [place for place, number in enumerate(first, start=1) if number in wanted]
        among = [place for place in places if place <= 5]
        precisions.append(sum(hit / place for hit, place in enumerate(among, start=1)) / min(5, len(wanted)))
        ranks.append(1 / places[0] if places else 0)
        hits += bool(places)
    return f"{statistics.mean(precisions):6.3f} {statistics.mean(ranks):6.3f} {hits / len(ranks):6.3f}"


def _times(milliseconds: list[float]) -> str:
    milliseconds.sort()
    return f"{statistics.median(milliseconds):6.1f} {milliseconds[int(0.95 * len(milliseconds))]:6.1f}"


def _propose(connection: Connection, given: Checked, sample: Path | None) -> None:
    """Print how many of the given pairs are proposed, and write proposals down for somebody to mark."""
    made, found = [], 0
    for said, right in zip(given.texts, given.right, strict=True):
        likely = proposals_for(connection, Stated(said), as_claim=False)
        same = [each for each in likely if each.proposed is Proposed.DUPLICATE]
        found += any(each.id in right for each in same)
        made += [(said, each.statement, each.id in right) for each in same]
    known = sum(right for *_, right in made)
    print(f"  proposed as the same: {found:,} of {len(given.texts):,} pairs; {known:,} of {len(made):,} are given")
    if sample is not None:
        pairs = sorted({(said, held) for said, held, _ in made if said != held})
        chosen = random.Random(1).sample(pairs, min(SAMPLE, len(pairs)))
        with sample.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["said", "checked", "right"])
            writer.writerows([said, held, ""] for said, held in chosen)
