"""Tables for spreadsheets: CSV and workbooks (XLSX), a table of claims and one for each kind of record behind them."""

from __future__ import annotations

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import partial
from typing import IO, TYPE_CHECKING

from claims.catalogue import APPEARANCE, ARTICLE, CLAIM, EVIDENCE, OUTLET, RELATION, REVIEW, SOURCE
from claims.privacy.redaction import REDACTED
from claims.reading.disclosed import AT_ONCE, Disclosed, OutletRecord
from claims.reading.records import (
    AppearanceRecord,
    ClaimRecord,
    EvidenceRecord,
    RelationRecord,
    ReviewRecord,
    SourceRecord,
)
from claims.reading.view import View
from claims.render.sheets import (
    EVIDENCE_ADDRESS,
    HEDGES_AND_RELAYS,
    PIECE,
    ZIPPED_AT,
    Column,
    Workbook,
    columns_of,
    csv_cells,
    csv_heading,
    named,
    pieces,
    within,
)
from claims.rules.sourcing import Count
from claims.store.ledger import chunks

if TYPE_CHECKING:
    from collections import Counter
    from typing import Protocol

    from sqlalchemy import Connection

    class Request(Protocol):
        """The export that was requested."""

        connection: Connection
        story: int | None
        left_out: Counter[str]
        zone: tzinfo
        table: str | None


# The tables


def _count(name: str) -> tuple[Column, ...]:
    """Return the two columns of a count of origins; the upper bound is empty where unknowable."""

    def count(claim: ClaimRecord) -> Count:
        counted: Count = getattr(claim.origins, name)
        return counted

    return (
        Column(f"{name}_at_least", lambda claim: count(claim).lower, 10),
        Column(f"{name}_at_most", lambda claim: None if count(claim).open else count(claim).upper, 10),
    )


def _window(role: str) -> tuple[Column, ...]:
    def day(claim: ClaimRecord, end: str) -> object:
        return next((getattr(window, end) for window in claim.windows if window.role.value == role), None)

    return tuple(Column(f"{role}_{end}", partial(day, end=end), 12) for end in ("earliest", "latest"))


@dataclass(frozen=True, slots=True)
class _Reviewed:
    claim: ClaimRecord
    review: ReviewRecord
    rating: str | None
    evidence: EvidenceRecord | None


@dataclass(frozen=True, slots=True)
class _Related:
    claim: ClaimRecord
    relation: RelationRecord


@dataclass(frozen=True, slots=True)
class _Told:
    claim: ClaimRecord
    appearance: AppearanceRecord


@dataclass(frozen=True, slots=True)
class _Counted:
    """A source or an outlet, and how many exported appearances rest on it."""

    record: SourceRecord | OutletRecord
    claims: int
    appearances: int


def _of_evidence(*columns: Column) -> tuple[Column, ...]:
    """Return a row's evidence columns, headed by their field; empty for a row without evidence."""

    def inside(of: Callable[[EvidenceRecord], object]) -> Callable[[_Reviewed], object]:
        return lambda row: None if row.evidence is None else of(row.evidence)

    return tuple(
        Column("_".join(filter(None, ("evidence", column.header))), inside(column.of), column.width)
        for column in columns
    )


def _name(source: SourceRecord) -> str | None:
    return source.name if source.named else None


_CLAIM = Column("claim", lambda row: row.claim.id, 8)
_STATEMENT = Column("statement", lambda row: row.claim.statement or REDACTED, 60)

TABLES: dict[str, tuple[Column, ...]] = {
    "claims": (
        *named("id", width=8),
        *columns_of(
            CLAIM,
            {
                "statement": (Column("statement", lambda record: record.statement or REDACTED, 60),),
                "weight": (
                    *named("weight", "status", "outcome"),
                    *_count("people"),
                    *_count("institutions"),
                    *_count("independent"),
                    Column("two_source_rule", lambda record: record.origins.rule),
                    Column("circular", lambda record: bool(record.origins.circular), 9),
                    Column("denied", lambda record: record.denials is not None, 9),
                    Column("appearances", lambda record: len(record.appearances), 9),
                    *named("outlets", width=30),
                    Column("first_published", lambda record: _first_day(record), 12),
                    *_window("due"),
                    *_window("happened"),
                    *_window("holds"),
                    *named("overdue", width=9),
                    Column("reviewed", lambda record: record.latest_review.at if record.latest_review else None, 17),
                    Column("reviewed_by", lambda record: _reviewers(record)),
                ),
                "stories": named("stories", width=20),
                "condition_claim": (*named("condition_claim_id", width=8), *named("duplicates")),
            },
        ),
        Column("entered_by", lambda record: record.who),
        Column("entered_at", lambda record: record.at, 17),
        *named("uid", width=38),
    ),
    "appearances": (
        *within("appearance", *named("id", width=8)),
        _CLAIM,
        _STATEMENT,
        *within(
            "appearance",
            Column("article", lambda record: record.article.id, 8),
            *within("article", *columns_of(ARTICLE, {}, order=ARTICLE.sheet)),
            *columns_of(
                APPEARANCE,
                {
                    "source": (
                        Column("source", lambda record: record.source.id if record.source else None, 8),
                        Column("source_called", lambda record: record.source.label if record.source else None, 30),
                        Column("belongs_to", lambda record: record.source.belongs_to if record.source else None, 20),
                    ),
                    **HEDGES_AND_RELAYS,
                },
            ),
            Column("entered_by", lambda record: record.who),
            Column("entered_at", lambda record: record.at, 17),
            *named("uid", width=38),
        ),
    ),
    "reviews": (
        *within("review", *named("id", width=8)),
        _CLAIM,
        _STATEMENT,
        *within("review", *named("status", "outcome")),
        *named("rating", width=20),
        *within(
            "review",
            *columns_of(
                REVIEW,
                {
                    "status": (),
                    "outcome": (),
                    "agrees_with": named("replaces_id", "agrees_with_id", width=10),
                },
            ),
        ),
        *within(
            "review", Column("reviewer", lambda record: record.who), Column("reviewed", lambda record: record.at, 17)
        ),
        *_of_evidence(
            *columns_of(
                EVIDENCE,
                {
                    "title": (Column("", lambda record: record.label, 40),),
                    "url": (EVIDENCE_ADDRESS,),
                    "article": (Column("article", lambda record: record.article.id if record.article else None, 8),),
                },
                order=EVIDENCE.sheet,
            )
        ),
        *within("review", *named("uid", width=38)),
    ),
    "relations": (
        *within("relation", *named("id", width=8)),
        _CLAIM,
        _STATEMENT,
        *within(
            "relation",
            *columns_of(
                RELATION,
                {
                    "other": (
                        Column("other_claim", lambda record: record.claim_id, 8),
                        Column("other_statement", lambda record: record.statement or REDACTED, 60),
                    )
                },
            ),
        ),
    ),
    "sources": (
        *within(
            "record",
            *named("id", width=8),
            *columns_of(
                SOURCE,
                {
                    "name": (Column("name", _name, 30),),
                    "institution": named("belongs_to", "topmost", width=30),
                    "note": (),
                },
            ),
        ),
        *named("claims", "appearances", width=10),
        *within("record", *named("note", width=30), *named("uid", width=38)),
    ),
    "outlets": (
        *within("record", *named("id", width=8), *columns_of(OUTLET, {"note": ()}, order=OUTLET.sheet)),
        *named("claims", "appearances", width=10),
        *within("record", *named("note", width=30), *named("uid", width=38)),
    ),
}
"""The tables, each with its columns."""


def _reviewers(claim: ClaimRecord) -> str | None:
    return ", ".join(claim.behind(claim.latest_review)) if claim.latest_review else None


def _first_day(claim: ClaimRecord) -> date | None:
    days = (each.article.published_earliest for each in claim.appearances if not each.retracted)
    return min((day for day in days if day is not None), default=None)


# Their rows


@dataclass(slots=True)
class _Uses:
    """How many exported appearances rest on each source, or on each outlet."""

    claims: dict[int, int] = field(default_factory=dict)
    appearances: dict[int, int] = field(default_factory=dict)

    def add(self, numbers: Iterable[int | None]) -> None:
        """Count the records behind one claim's appearances."""
        known = [number for number in numbers if number is not None]
        for number in known:
            self.appearances[number] = self.appearances.get(number, 0) + 1
        for number in set(known):
            self.claims[number] = self.claims.get(number, 0) + 1

    def of(self, record: SourceRecord | OutletRecord) -> _Counted:
        """Return a record with its counts."""
        return _Counted(record, self.claims.get(record.id, 0), self.appearances.get(record.id, 0))


def table_rows(disclosed: Disclosed) -> Iterator[tuple[str, object]]:
    """Yield all rows with the names of their tables, a part of the claims in memory at a time."""
    sources, outlets = _Uses(), _Uses()
    for part in chunks(disclosed.claims(), AT_ONCE):
        ratings = disclosed.ratings(review for claim in part for review in claim.reviews)
        for claim in part:
            sources.add(record.source.id if record.source else None for record in claim.appearances)
            outlets.add(record.article.outlet_id for record in claim.appearances)
            yield "claims", claim
            yield from (("appearances", _Told(claim, record)) for record in claim.appearances)
            for review in claim.reviews:
                for evidence in review.evidence or (None,):
                    yield "reviews", _Reviewed(claim, review, ratings.get(review.id), evidence)
            yield from (("relations", _Related(claim, record)) for record in claim.relations if not record.incoming)
    for source in disclosed.sources([*sources.claims, *disclosed.register("source")]):
        yield "sources", sources.of(source)
    for outlet in disclosed.outlets([*outlets.claims, *disclosed.register("outlet")]):
        yield "outlets", outlets.of(outlet)


def _disclosed(request: Request) -> Disclosed:
    disclosed = Disclosed(request.connection, request.story, View(zone=request.zone))
    request.left_out.update(disclosed.left_out())
    return disclosed


# CSV


def csv_pieces(request: Request) -> Generator[bytes]:
    """Yield the bytes of a single table as CSV if the request names one, else a .zip with all tables.

    The text is UTF-8 with its mark, for spreadsheets; lines end as in RFC 4180. Counts omissions in
    ``request.left_out``.
    """
    rows = table_rows(_disclosed(request))
    yield from _one_table(request.table, rows, request.zone) if request.table else _zipped(rows, request.zone)


def _one_table(table: str, rows: Iterable[tuple[str, object]], zone: tzinfo) -> Iterator[bytes]:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    yield csv_heading(TABLES[table])
    for name, row in rows:
        if name == table:
            writer.writerow(csv_cells(TABLES[table], row, zone))
            if out.tell() >= PIECE:
                yield _taken(out)
    yield _taken(out)


def _zipped(rows: Iterable[tuple[str, object]], zone: tzinfo) -> Iterator[bytes]:
    """Yield a .zip; the tables grow side by side, so each waits in a file without a name."""
    files = {name: tempfile.TemporaryFile("w+", encoding="utf-8", newline="") for name in TABLES}  # noqa: SIM115
    try:
        writers = {name: csv.writer(file) for name, file in files.items()}
        for name, row in rows:
            writers[name].writerow(csv_cells(TABLES[name], row, zone))
        with tempfile.TemporaryFile() as whole:
            with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, file in files.items():
                    _add(archive, name, file)
            yield from pieces(whole)
    finally:
        for file in files.values():
            file.close()


def _add(archive: zipfile.ZipFile, table: str, file: IO[str]) -> None:
    entry = zipfile.ZipInfo(f"{table}.csv", ZIPPED_AT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    file.seek(0)
    with archive.open(entry, "w", force_zip64=True) as member:
        member.write(csv_heading(TABLES[table]))
        while piece := file.read(PIECE):
            member.write(piece.encode())


def _taken(out: io.StringIO) -> bytes:
    taken = out.getvalue().encode()
    out.seek(0)
    out.truncate()
    return taken


# Workbooks


def xlsx_pieces(request: Request) -> Generator[bytes]:
    """Yield the bytes of a workbook with a sheet for each table, or for the single table the request names.

    Counts omissions in ``request.left_out``. Raises `FileUnusable` when XlsxWriter is missing.
    """
    names = (request.table,) if request.table else tuple(TABLES)
    columns = {name: TABLES[name] for name in names}
    with Workbook(columns, request.zone, instead="export to the form csv") as book:
        for name, row in table_rows(_disclosed(request)):
            if name in names:
                book.add(name, row)
        yield from book.pieces()
