"""What finding near-duplicates costs among a hundred thousand claims, against comparing with every one of them.

The peer is what a script of a few lines would do: load every statement and let `rapidfuzz.process.extract` compare
them all.  Statements are those of the AUKUS case with other words of that case, other names and other numbers put
in, so that they share many words; every question is one of them, changed a little.

How many are found is told too: of the first ten that the rules put forward when every statement whose key is alike by
half is compared, for questions that differ from a statement in a word or two.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, insert, select, text

from claims.features.similar.read import similar_claims
from claims.store.database import engine_for
from claims.store.dialect import is_postgres
from claims.store.migrate import upgrade
from claims.store.schema import CLAIM_WORD, TABLES
from claims.text.matching import index_words, match_key
from claims.text.similarity import Stated, likeness
from claims.vocabulary import ClaimKind, Weight
from tests.postgres import NoPostgres, postgres

CLAIMS = 100_000
QUESTIONS = 21
"""How many statements are asked about; odd, so that the median is one of them."""

CASE = Path(__file__).resolve().parent.parent / "seeds" / "aukus"
WORDS = sorted(set(re.findall(r"[A-Za-z]{4,}", " ".join(path.read_text("utf-8") for path in CASE.glob("*.jsonl")))))
SYLLABLES = [
    first + last for first in "b d f g k l m n p r s t v z sh ch".split() for last in "a e i o u ai en or".split()
]


ALIKE = 50.0
"""From which likeness of the keys, in per cent, statements are compared to know what there is to find."""

FIRST = 10
"""How many of what is put forward count."""


def main() -> None:
    """With a folder of checked claims, measure ranking; else, what finding near-duplicates costs."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="checked.csv and statements.csv")
    parser.add_argument("--others", type=int, default=0, help="how many other claims there are (0)")
    parser.add_argument("--sample", type=Path, help="a file for 300 proposals, to be marked by somebody")
    chosen = parser.parse_args()
    if chosen.folder is None:
        near_duplicates()
        return
    from benchmarks.ranked import main as ranked

    ranked(chosen.folder, chosen.others, chosen.sample)


def near_duplicates() -> None:
    """Print a line for each database: the median and the slowest in milliseconds, the peer's, and the ratio."""
    heading = f"like one of {CLAIMS:,} statements"
    print(f"{heading:<32} {'ms':>6} {'worst':>6}  {'peer':<26} {'ms':>6} {'ratio':>6}")
    for name, url in _databases():
        with engine_for(url).connect() as connection:
            statements = _fill(connection)
            questions = [varied(one, random.Random(place)) for place, one in enumerate(statements[:QUESTIONS])]
            own = [_seconds(partial(similar_claims, connection, Stated(one))) for one in questions]
            peer = [_seconds(partial(_compare_all, connection, one)) for one in questions[:3]]
            found = _found(connection, statements)
        milliseconds, other = statistics.median(own) * 1000, statistics.median(peer) * 1000
        print(
            f"{name:<32} {milliseconds:6.0f} {max(own) * 1000:6.0f}  {'rapidfuzz.process.extract':<26} {other:6.0f} "
            f"{milliseconds / other:6.2f}"
        )
        print(f"{'':<32} found {found[0]} of {found[1]}")


def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
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


def _fill(connection: Connection) -> list[str]:
    """Enter the claims with the words by which they are found, past the actions; return their statements."""
    chance = random.Random(1)
    real = [json.loads(line)["statement"] for line in (CASE / "claims.jsonl").read_text("utf-8").splitlines()]
    statements = real + [varied(chance.choice(real), chance) for _ in range(CLAIMS - len(real))]
    at = datetime(2024, 3, 20, tzinfo=UTC)
    for start in range(0, CLAIMS, 1_000):
        keys = {number: match_key(statements[number - 1]) for number in range(start + 1, start + 1_001)}
        claims = [
            {
                "id": number,
                "uid": str(UUID(int=number)),
                "salt": "",
                "entered_at": at,
                "entered_by": "benchmark",
                "statement": statements[number - 1],
                "match_key": key,
                "kind": ClaimKind.FACT,
                "weight": Weight.KEY,
            }
            for number, key in keys.items()
        ]
        words = [{"word": word, "claim_id": number} for number, key in keys.items() for word in index_words(key)]
        connection.execute(insert(TABLES["claim"]), claims)
        connection.execute(insert(CLAIM_WORD), words)
    connection.commit()
    _keep_house(connection)
    return statements


def _keep_house(connection: Connection) -> None:
    """Do at once what a server does by itself in the minutes after much was entered."""
    with connection.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as alone:
        alone.execute(text("VACUUM ANALYZE" if is_postgres(connection) else "ANALYZE"))


def varied(statement: str, chance: random.Random) -> str:
    """Return a statement with about a third of its longer words and all of its numbers replaced."""

    def other(word: str) -> str:
        if word.isdigit():
            return str(chance.randint(2, 2_100))
        if len(word) < 4 or chance.random() > 0.35:
            return word
        return chance.choice(WORDS) if chance.random() < 0.5 else _name(chance)

    return " ".join(map(other, statement.rstrip(".").split())) + "."


def _name(chance: random.Random) -> str:
    """Return an invented name; a few are common and most are rare, as names are."""
    rank = int(chance.paretovariate(0.5)) % 50_000
    syllables = [SYLLABLES[rank // len(SYLLABLES) ** place % len(SYLLABLES)] for place in range(3)]
    return "".join(syllables).capitalize()


def _found(connection: Connection, statements: list[str]) -> tuple[int, int]:
    """Return how many of the first that comparing with every statement gives are found, and how many these are."""
    keys = [match_key(one) for one in statements]
    found = wanted = 0
    for place in range(QUESTIONS):
        question = _reworded(statements[place * len(statements) // QUESTIONS], random.Random(place))
        near = process.extract(match_key(question), keys, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=None)
        alike = {
            number + 1: one.alike
            for *_, number in near
            if (one := likeness(Stated(question), Stated(statements[number])))
        }
        first = sorted(alike.values(), reverse=True)[:FIRST]
        given = [one.alike for one in similar_claims(connection, Stated(question), limit=FIRST) if one.id in alike]
        wanted += len(first)
        # Of those as alike as the last of the first, any will do.
        found += sum(1 for one in given if one >= first[-1]) if first else 0
    return found, wanted


def _reworded(statement: str, chance: random.Random) -> str:
    """Return a statement with one or two of its words replaced."""
    words = statement.rstrip(".").split()
    for place in chance.sample(range(len(words)), k=chance.randint(1, 2)):
        words[place] = str(chance.randint(2, 99)) if words[place].isdigit() else chance.choice(WORDS)
    return " ".join(words) + "."


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _compare_all(connection: Connection, statement: str) -> object:
    """Do what `similar_claims` does in the plainest way: load every key and compare them all."""
    claim = TABLES["claim"]
    keys = dict(connection.execute(select(claim.c.id, claim.c.match_key)).all())
    return process.extract(match_key(statement), keys, scorer=fuzz.token_set_ratio, limit=10)


if __name__ == "__main__":
    main()
