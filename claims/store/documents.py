"""The documents of the search index, one for each passage of text, and how each engine stores and finds them.

SQLite has the tokens in a table and an FTS5 index of it, PostgreSQL has them as a `tsvector`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    FromClause,
    Text,
    and_,
    bindparam,
    cast,
    column,
    delete,
    func,
    literal,
    select,
    table,
    text,
    true,
)

from claims.store.dialect import is_postgres, last_number
from claims.store.inserting import insert_rows
from claims.store.remembered import remembered
from claims.store.schema import SEARCH
from claims.text.searching import FILLER, density, fts5, tsquery
from claims.text.searching.forms import Groups
from claims.values import value


@value
class Document:
    """The tokens of one passage, and whether it is hidden because it was said off the record."""

    claim: int
    subject: str
    row: int
    hidden: bool
    tokens: tuple[str, ...]


def last_document(connection: Connection, known: int | None = None) -> int:
    """Return the highest number of a search document, asked once until documents are added.

    ``known`` is that number where another statement has asked for it already.
    """
    depends = frozenset({SEARCH.name})
    return remembered(
        connection, "last document", depends, lambda: last_number(connection, SEARCH.name) if known is None else known
    )


def replace_documents(
    connection: Connection, replaced: Mapping[str, Sequence[int]], documents: Sequence[Document]
) -> None:
    """Replace the search documents of rows, listed by table and number, with these documents."""
    for subject, rows in replaced.items():
        if not rows:
            continue
        there = select(SEARCH.c.id, SEARCH.c.tokens).where(SEARCH.c.subject == subject, SEARCH.c.row_id.in_(rows))
        old = [(number, tokens) for number, tokens in connection.execute(there)]
        if old and not is_postgres(connection):
            gone = "INSERT INTO search_fts (search_fts, rowid, tokens) VALUES ('delete', ?, ?)"
            connection.exec_driver_sql(gone, old)
        if old:
            connection.execute(delete(SEARCH).where(SEARCH.c.id.in_([number for number, _ in old])))
    if not documents:
        return
    first = last_document(connection) + 1
    made = [
        {
            "id": number,
            "claim_id": document.claim,
            "subject": document.subject,
            "row_id": document.row,
            "hidden": document.hidden,
            "tokens": stored_tokens(connection, document.tokens),
        }
        for number, document in enumerate(documents, first)
    ]
    insert_rows(connection, SEARCH, made)
    if not is_postgres(connection):
        connection.exec_driver_sql(
            "INSERT INTO search_fts (rowid, tokens) VALUES (?, ?)", [(row["id"], row["tokens"]) for row in made]
        )


def matching_documents(connection: Connection, groups: Groups) -> tuple[FromClause, ColumnElement[bool], Any]:
    """Return the table to search, the condition for a match, and the rank, in which the best match is lowest.

    ``groups`` are groups of terms: a match contains at least one term of each group. There is at least one group.
    """
    if is_postgres(connection):
        from sqlalchemy.dialects.postgresql import TSQUERY  # not loaded for a file

        # Literal in the statement: after a few searches a connection would use a generic plan, and a word that
        # is in half of the documents would then take half as long again.
        wanted = cast(literal(tsquery(groups), literal_execute=True), TSQUERY)
        return SEARCH, SEARCH.c.tokens.op("@@")(wanted), -func.ts_rank_cd(SEARCH.c.tokens, wanted, type_=Float)
    index = table("search_fts", column("rowid"), column("rank"))
    condition: Any = text("search_fts MATCH :wanted").bindparams(bindparam("wanted", fts5(groups), unique=True))
    return SEARCH.join(index, index.c.rowid == SEARCH.c.id), condition, index.c.rank


def best_documents(
    connection: Connection, groups: Groups, shown: Sequence[ColumnElement[bool]], most: int
) -> FromClause:
    """Return the best matching documents, at most ``most``: claim, rank, and whether it is shown.

    No omitted document is better than a returned one; ties are broken by the claim's number. Hidden documents may be
    omitted. The rank comes from the index alone, and only the returned documents are looked up, which halves the time
    for a common word among a million (`benchmarks/README.md`).
    """
    _, matches, rank = matching_documents(connection, groups)
    if is_postgres(connection):
        ranked = select(SEARCH.c.claim_id, rank.label("rank"), true().label("shown")).where(matches, *shown)
        return ranked.order_by("rank", SEARCH.c.claim_id).limit(most).subquery("best")
    # Including ties, as the index knows nothing about claims.
    index = rank.table
    matching = select(index.c.rowid.label("id"), rank.label("rank")).where(matches).cte("found")
    worst = select(matching.c.rank).order_by(matching.c.rank).limit(1).offset(most - 1).scalar_subquery()
    ranked = select(SEARCH.c.claim_id, matching.c.rank, and_(true(), *shown).label("shown"))
    return (
        ranked.join_from(matching, SEARCH, SEARCH.c.id == matching.c.id)
        .where(matching.c.rank <= func.coalesce(worst, sys.float_info.max))
        .subquery("best")
    )


def documents_of(
    connection: Connection, groups: Groups, claims: Sequence[int], shown: Sequence[ColumnElement[bool]]
) -> list[tuple[str, int]]:
    """Return these claims' matching, shown documents as subject and row, the best first.

    Ranking by the index would visit all claims' documents for the sake of a few, so on SQLite their tokens are read
    instead.
    """
    columns = SEARCH.c.subject, SEARCH.c.row_id
    of_claims = [SEARCH.c.claim_id.in_(claims), *shown]
    if is_postgres(connection):
        documents, matches, rank = matching_documents(connection, groups)
        chosen = select(*columns).select_from(documents).where(matches, *of_claims).order_by(rank, SEARCH.c.id)
        return [(row[0], row[1]) for row in connection.execute(chosen)]
    chosen = select(*columns, SEARCH.c.tokens).where(*of_claims).order_by(SEARCH.c.id)
    read: Sequence[Any] = connection.execute(chosen).all()
    matches_by_density = [(density(tokens, groups), subject, row) for subject, row, tokens in read]
    return [(subject, row) for dense, subject, row in sorted(matches_by_density, key=lambda match: -match[0]) if dense]


def empty_documents(connection: Connection) -> None:
    """Empty the search index."""
    if not is_postgres(connection):
        connection.exec_driver_sql("INSERT INTO search_fts (search_fts) VALUES ('delete-all')")
    connection.exec_driver_sql("DELETE FROM search_fts_document")


def documents_kept(connection: Connection, subject: str, rows: Sequence[int]) -> dict[int, str]:
    """Return the stored tokens of the documents of ``rows``."""
    there = select(SEARCH.c.row_id, cast(SEARCH.c.tokens, Text))
    return dict(connection.execute(there.where(SEARCH.c.subject == subject, SEARCH.c.row_id.in_(rows))).all())


def stored_tokens(connection: Connection, tokens: Sequence[str]) -> str:
    """Return a document's tokens as the engine stores them: in order, or each with its positions (`tsvector`)."""
    if not is_postgres(connection):
        return " ".join(tokens)
    places: dict[str, list[str]] = {}
    for place, token in enumerate(tokens, 1):
        if token != FILLER:
            places.setdefault(token, []).append(str(place))
    return " ".join(
        f"'{token}':{','.join(at)}" for token, at in sorted(places.items(), key=lambda entry: entry[0].encode())
    )
