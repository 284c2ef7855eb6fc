"""Claims entered in bulk, past the actions, with all that they are searched and ranked by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import islice
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Table, insert, text

from claims.entry.present import keeper
from claims.store.claim_words import add_words
from claims.store.database import engine_for
from claims.store.dialect import is_postgres
from claims.store.likeness import index as likeness_index
from claims.store.migrate import upgrade
from claims.store.schema import TABLES
from claims.text.matching import match_key
from claims.vocabulary import ClaimKind, EvidenceKind, Status, Weight
from tests.postgres import NoPostgres, postgres

BATCH = 1_000

EVERY = {"salt": "", "entered_at": datetime(2024, 3, 20, tzinfo=UTC), "entered_by": "benchmark"}
"""What every row has."""


def databases() -> Iterator[tuple[str, str]]:
    """Yield an empty database of each engine, with its name."""
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


def enter_claims(connection: Connection, statements: Iterable[str], titles: Sequence[str] = ()) -> None:
    """Enter claims; the first have a title each, of the check that refuted them."""
    numbered = enumerate(statements, start=1)
    while batch := list(islice(numbered, BATCH)):
        rows = [_claim(number, statement) for number, statement in batch]
        connection.execute(insert(TABLES["claim"]), rows)
        add_words(connection, {number: match_key(statement) for number, statement in batch})
    checked = list(enumerate(titles, start=1))
    verdict = {"status": Status.REFUTED, "proposed": False}
    _enter(connection, TABLES["review"], ({"claim_id": number, **verdict} for number, _ in checked))
    report = {"kind": EvidenceKind.REPORT}
    _enter(
        connection, TABLES["evidence"], ({"review_id": number, "title": title, **report} for number, title in checked)
    )
    likeness_index.rebuild(connection)
    keeper.rebuild(connection)
    connection.commit()
    keep_house(connection)


def _claim(number: int, statement: str) -> dict[str, object]:
    return {
        **EVERY,
        "id": number,
        "uid": f"claim-{number}",
        "statement": statement,
        "match_key": match_key(statement),
        "kind": ClaimKind.FACT,
        "weight": Weight.KEY,
    }


def _enter(connection: Connection, table: Table, rows: Iterable[dict[str, object]]) -> None:
    made = [{**EVERY, "id": number, "uid": f"{table.name}-{number}", **row} for number, row in enumerate(rows, start=1)]
    if made:
        connection.execute(insert(table), made)


def keep_house(connection: Connection) -> None:
    """Do at once what a server does by itself in the minutes after much was entered."""
    with connection.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as alone:
        alone.execute(text("VACUUM ANALYZE" if is_postgres(connection) else "ANALYZE"))


def opened(url: str) -> Connection:
    """Return a connection to a database."""
    return engine_for(url).connect()
