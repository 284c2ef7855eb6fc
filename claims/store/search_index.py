"""The search index: each record's searched text, kept in step inside the transaction that writes.

A document is one passage: a claim, an appearance (with the claim's statement, the source's description and the
article's title) or a review (with the statement and its evidence). As each contains the statement, a search for several
words can match across them. The index is derived: it can be rebuilt from the records, is in no event, and is never
exported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select, select

from claims.catalogue import APPEARANCE, ARTICLE, CLAIM, EVIDENCE, QUOTE, REVIEW, SOURCE, Record
from claims.store.derived import Written, in_memory
from claims.store.documents import Document, documents_kept, empty_documents, replace_documents, stored_tokens
from claims.store.ledger import chunks
from claims.store.schema import TABLES
from claims.text.searching import document
from claims.vocabulary import CorrectionKind, Terms

MANY = 500
"""How many records' documents are made at once."""

SUBJECTS = ("claim", "appearance", "review")
"""The kinds of records that have documents."""

_REVISED = {record.name: frozenset(record.searched) for record in (CLAIM, SOURCE, ARTICLE)}
"""The columns of named records whose edits change documents."""


def keep(connection: Connection, written: Written, reached: Mapping[str, Collection[int]] | None = None) -> None:
    """Update the index after a transaction's rows, which affect the records that `reached_by` returns."""
    affected = reached_by(connection, written) if reached is None else reached
    of_subject = {subject: set(affected.get(subject, ())) for subject in SUBJECTS}
    replaced: dict[str, list[int]] = {}
    made: list[Document] = []
    for entered in chain(_claims_entered(written), _appearances_entered(connection, written)):
        made.append(entered)
        of_subject[entered.subject].discard(entered.row)
        if len(made) >= MANY:
            replace_documents(connection, {}, made)
            made = []
    for subject in SUBJECTS:
        new = {row["id"] for row in written.get(subject, ())}
        for part in chunks(sorted(of_subject[subject]), MANY):
            replaced.setdefault(subject, []).extend(number for number in part if number not in new)
            made += _documents(connection, subject, part)
            if len(made) >= MANY:
                replace_documents(connection, replaced, made)
                replaced, made = {}, []
    replace_documents(connection, replaced, made)


def _claims_entered(written: Written) -> Iterator[Document]:
    """Yield the documents of claims in memory: entered in this transaction and not edited since."""
    for number, row in in_memory(written, "claim").items():
        texts = [row.get(name) for name in CLAIM.searched]
        yield Document(number, "claim", number, False, tuple(document(texts)))


def _appearances_entered(connection: Connection, written: Written) -> Iterator[Document]:
    """Yield the documents of appearances entered in this transaction, with what they name from memory or looked up."""
    corrected = {row["appearance_id"] for row in written.get("correction", ())}
    rows = [row for number, row in in_memory(written, "appearance").items() if number not in corrected]
    claims, sources, articles = (
        _texts(connection, written, record, {row.get(f"{record.name}_id") for row in rows})
        for record in (CLAIM, SOURCE, ARTICLE)
    )
    statement_at = CLAIM.searched.index("statement")
    no_source = (None,) * len(SOURCE.searched)
    for row in rows:
        of_claim = row["claim_id"]
        texts = (
            claims[of_claim][statement_at],
            " ".join(part for part in map(row.get, QUOTE) if part),
            *map(row.get, _BESIDE_QUOTE),
            *sources.get(row.get("source_id"), no_source),
            *articles[row["article_id"]],
        )
        hidden = row["terms"] == Terms.OFF_RECORD
        yield Document(of_claim, "appearance", row["id"], hidden, tuple(document(texts)))


_BESIDE_QUOTE = tuple(name for name in APPEARANCE.searched if name not in QUOTE)


def _texts(
    connection: Connection, written: Written, record: Record, numbers: set[int | None]
) -> dict[int | None, tuple[str | None, ...]]:
    """Return the searched texts of records by number, looked up unless they are in memory."""
    entered, names = in_memory(written, record.name), record.searched
    texts: dict[int | None, tuple[str | None, ...]] = {
        number: tuple(map(entered[number].get, names)) for number in entered.keys() & numbers
    }
    table = TABLES[record.name]
    for part in chunks(sorted(number for number in numbers if number is not None and number not in texts), MANY):
        columns = select(table.c.id, *(table.c[name] for name in names))
        for number, *of_record in connection.execute(columns.where(table.c.id.in_(part))):
            texts[number] = tuple(of_record)
    return texts


def rebuild(connection: Connection) -> int:
    """Rebuild the whole index from the records and return the number of documents."""
    empty_documents(connection)
    made = 0
    for subject in SUBJECTS:
        table = TABLES[subject]
        last = 0
        while (
            numbers := connection.execute(select(table.c.id).where(table.c.id > last).order_by(table.c.id).limit(MANY))
            .scalars()
            .all()
        ):
            documents = list(_documents(connection, subject, numbers))
            replace_documents(connection, {}, documents)
            made, last = made + len(documents), numbers[-1]
    return made


def differences(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each record whose index entry does not match it."""
    for subject in SUBJECTS:
        table = TABLES[subject]
        numbers = connection.execute(select(table.c.id).order_by(table.c.id)).scalars().all()
        for part in chunks(numbers, MANY):
            kept = documents_kept(connection, subject, part)
            made = {
                document.row: stored_tokens(connection, document.tokens)
                for document in _documents(connection, subject, part)
            }
            for number in part:
                if kept.get(number) != made.get(number):
                    yield f"{subject} #{number} does not match its index entry; `claims db reindex` repairs it"


# The records that written rows affect


def reached_by(connection: Connection, written: Written) -> dict[str, set[int]]:
    """Return the numbers of the claims, appearances and reviews whose texts written rows affect, by table."""
    reached: dict[str, set[int]] = defaultdict(set)
    for subject in SUBJECTS:
        rows = written.get(subject, ())
        reached[subject].update(row["id"] for row in rows if row["id"] is not None)
        unnumbered = [str(row["uid"]) for row in rows if row["id"] is None]
        for part in chunks(unnumbered, MANY):
            _of_own(subject)(connection, part, reached)
    reached["review"].update(row["review_id"] for row in written.get("evidence", ()) if row.get("review_id"))
    reached["appearance"].update(
        row["appearance_id"] for row in written.get("correction", ()) if row["kind"] == CorrectionKind.WRONG
    )
    uids: dict[str, set[str]] = defaultdict(set)
    for row in written.get("revision", ()):
        if row["field"] in _REVISED.get(row["subject"], ()):
            uids[row["subject"]].add(row["row_uid"])
    for row in written.get("redaction", ()):
        uids[row["subject"]].add(row["row_uid"])
    for subject, uids_of_subject in uids.items():
        if subject in _REACH:
            for part in chunks(sorted(uids_of_subject), MANY):
                _REACH[subject](connection, part, reached)
    return reached


def _of_claims(connection: Connection, uids: Sequence[str], reached: dict[str, set[int]]) -> None:
    claim = TABLES["claim"]
    numbers = _numbers(connection, select(claim.c.id).where(claim.c.uid.in_(uids)))
    reached["claim"].update(numbers)
    for subject in ("appearance", "review"):
        table = TABLES[subject]
        reached[subject].update(_numbers(connection, select(table.c.id).where(table.c.claim_id.in_(numbers))))


def _of_named(column: str, subject: str) -> Callable[[Connection, Sequence[str], dict[str, set[int]]], None]:
    def reach(connection: Connection, uids: Sequence[str], reached: dict[str, set[int]]) -> None:
        named, appearance = TABLES[subject], TABLES["appearance"]
        numbers = select(named.c.id).where(named.c.uid.in_(uids))
        reached["appearance"].update(
            _numbers(connection, select(appearance.c.id).where(appearance.c[column].in_(numbers)))
        )

    return reach


def _of_own(subject: str) -> Callable[[Connection, Sequence[str], dict[str, set[int]]], None]:
    def reach(connection: Connection, uids: Sequence[str], reached: dict[str, set[int]]) -> None:
        table = TABLES[subject]
        reached[subject].update(_numbers(connection, select(table.c.id).where(table.c.uid.in_(uids))))

    return reach


def _of_evidence(connection: Connection, uids: Sequence[str], reached: dict[str, set[int]]) -> None:
    evidence = TABLES["evidence"]
    reviews = select(evidence.c.review_id).where(evidence.c.uid.in_(uids), evidence.c.review_id.is_not(None))
    reached["review"].update(_numbers(connection, reviews))


_REACH = {
    "claim": _of_claims,
    "source": _of_named("source_id", "source"),
    "article": _of_named("article_id", "article"),
    "appearance": _of_own("appearance"),
    "review": _of_own("review"),
    "evidence": _of_evidence,
}


def _numbers(connection: Connection, statement: Select[Any]) -> list[int]:
    return list(connection.execute(statement).scalars())


# Documents


def _documents(connection: Connection, subject: str, numbers: Sequence[int]) -> Iterator[Document]:
    return _MAKE[subject](connection, numbers)


def _claims(connection: Connection, numbers: Sequence[int]) -> Iterator[Document]:
    claim = TABLES["claim"]
    statement = select(claim.c.id, *(claim.c[name] for name in CLAIM.searched))
    for number, *texts in connection.execute(statement.where(claim.c.id.in_(numbers))):
        yield Document(number, "claim", number, False, tuple(document(texts)))


def _appearances(connection: Connection, numbers: Sequence[int]) -> Iterator[Document]:
    """Yield a document for each appearance that was not entered wrongly."""
    appearance, claim, source, article = (TABLES[name] for name in ("appearance", "claim", "source", "article"))
    correction = TABLES["correction"]
    wrong = select(correction.c.appearance_id).where(
        correction.c.kind == CorrectionKind.WRONG, correction.c.appearance_id.in_(numbers)
    )
    columns = appearance.c
    others = (columns[name] for name in APPEARANCE.searched if name not in QUOTE)
    statement = (
        select(columns.id, columns.claim_id, columns.terms, *(columns[name] for name in QUOTE))
        .add_columns(claim.c.statement, *others)
        .add_columns(*(source.c[name] for name in SOURCE.searched), *(article.c[name] for name in ARTICLE.searched))
        .join(claim, claim.c.id == columns.claim_id)
        .join(article, article.c.id == columns.article_id)
        .outerjoin(source, source.c.id == columns.source_id)
        .where(columns.id.in_(numbers), columns.id.not_in(wrong))
    )
    rows = connection.execute(statement).all()
    for number, of_claim, terms, prefix, excerpt, suffix, claim_statement, *texts in rows:
        quote = " ".join(part for part in (prefix, excerpt, suffix) if part)
        hidden = terms is Terms.OFF_RECORD
        yield Document(of_claim, "appearance", number, hidden, tuple(document((claim_statement, quote, *texts))))


def _reviews(connection: Connection, numbers: Sequence[int]) -> Iterator[Document]:
    review, claim, evidence = TABLES["review"], TABLES["claim"], TABLES["evidence"]
    basis: dict[int, list[str | None]] = defaultdict(list)
    given = select(evidence.c.review_id, *(evidence.c[name] for name in EVIDENCE.searched)).where(
        evidence.c.review_id.in_(numbers)
    )
    for number, *texts in connection.execute(given.order_by(evidence.c.id)):
        basis[number] += texts
    statement = (
        select(review.c.id, review.c.claim_id, claim.c.statement, *(review.c[name] for name in REVIEW.searched))
        .join(claim, claim.c.id == review.c.claim_id)
        .where(review.c.id.in_(numbers))
    )
    for number, of_claim, *texts in connection.execute(statement):
        yield Document(of_claim, "review", number, False, tuple(document((*texts, *basis.get(number, ())))))


_MAKE: dict[str, Callable[[Connection, Sequence[int]], Iterator[Document]]] = {
    "claim": _claims,
    "appearance": _appearances,
    "review": _reviews,
}
