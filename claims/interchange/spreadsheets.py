"""Tables for spreadsheets: CSV and workbooks (XLSX), one table each of claims and of what stands behind them.

Nothing in them is taken for a formula.  In CSV, which has no types, an apostrophe stands before such a text; in a
workbook every text is a cell of text.  Days are days, moments are in the newsroom's zone.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import Enum
from operator import attrgetter
from typing import IO, TYPE_CHECKING, Any

from claims.errors import FileUnusable
from claims.interchange.formula import is_formula, no_formula
from claims.ledger import chunks
from claims.queries.disclosed import AT_ONCE, Disclosed, OutletRecord
from claims.queries.dossier import View
from claims.queries.records import (
    AppearanceRecord,
    ClaimRecord,
    EvidenceRecord,
    RelationRecord,
    ReviewRecord,
    SourceRecord,
)
from claims.redaction import REDACTED
from claims.sourcing import Count

if TYPE_CHECKING:
    from typing import Protocol

    from sqlalchemy import Connection

    class Request(Protocol):
        """What is to be exported."""

        connection: Connection
        story: int | None
        left_out: dict[str, int]
        zone: tzinfo
        table: str | None


Cell = str | int | float | bool | date | datetime | None
"""What stands in a cell."""

LONGEST = 32_767
"""Characters that a cell of a workbook holds (ECMA-376, as Excel has it)."""

MOST_ROWS = 1_048_576
"""Rows that a sheet of a workbook holds."""

CUT = " … (cut here: a cell holds no more)"

_EARLIEST = date(1900, 3, 1)  # workbooks count days from 1900 and take that year for a leap year
_ZIPPED_AT = (1980, 1, 1, 0, 0, 0)  # the first day that a .zip can name: equal records give equal files
_PIECE = 1 << 16
# What XML cannot hold, and what could act on a terminal in which a file is looked at.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what stands under it, and how wide it is in a workbook."""

    header: str
    of: Callable[[Any], object]
    width: int = 14


# The tables


def _of(*names: str, width: int = 14) -> tuple[Column, ...]:
    return tuple(Column(name, attrgetter(name), width) for name in names)


def _in(part: str, *columns: Column) -> tuple[Column, ...]:
    """Return columns of one part of a row."""
    whole = attrgetter(part)

    def inside(of: Callable[[Any], object]) -> Callable[[Any], object]:
        return lambda row: of(whole(row))

    return tuple(Column(column.header, inside(column.of), column.width) for column in columns)


def _count(name: str) -> tuple[Column, ...]:
    """Return the two columns of a count of origins; the upper bound is empty where nobody can know it."""

    def count(one: ClaimRecord) -> Count:
        found: Count = getattr(one.origins, name)
        return found

    return (
        Column(f"{name}_at_least", lambda one: count(one).lower, 10),
        Column(f"{name}_at_most", lambda one: None if count(one).open else count(one).upper, 10),
    )


def _window(role: str) -> tuple[Column, ...]:
    def day(one: ClaimRecord, end: str) -> object:
        return next((getattr(window, end) for window in one.windows if window.role.value == role), None)

    return tuple(
        Column(f"{role}_{end}", lambda one, end=end: day(one, end), 12)  # type: ignore[misc]
        for end in ("earliest", "latest")
    )


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
    """A source or an outlet, and how often it stands behind what is exported."""

    record: SourceRecord | OutletRecord
    claims: int
    appearances: int


def _name(one: SourceRecord) -> str | None:
    return one.name if one.named else None


_CLAIM = Column("claim", lambda row: row.claim.id, 8)
_STATEMENT = Column("statement", lambda row: row.claim.statement or REDACTED, 60)

TABLES: dict[str, tuple[Column, ...]] = {
    "claims": (
        *_of("id", width=8),
        Column("statement", lambda one: one.statement or REDACTED, 60),
        *_of("kind", "weight", "status", "outcome"),
        *_count("people"),
        *_count("institutions"),
        *_count("independent"),
        Column("two_source_rule", lambda one: one.origins.rule),
        Column("circular", lambda one: bool(one.origins.circular), 9),
        Column("denied", lambda one: one.denials is not None, 9),
        Column("appearances", lambda one: len(one.appearances), 9),
        *_of("outlets", width=30),
        Column("first_published", lambda one: _first_day(one), 12),
        *_window("due"),
        *_window("happened"),
        *_window("holds"),
        *_of("overdue", width=9),
        Column("reviewed", lambda one: one.latest_review.at if one.latest_review else None, 17),
        Column("reviewed_by", lambda one: ", ".join(one.behind(one.latest_review)) if one.latest_review else None),
        *_of("stories", width=20),
        *_of("condition", width=30),
        *_of("condition_claim_id", width=8),
        *_of("duplicates"),
        *_of("note", width=30),
        Column("entered_by", lambda one: one.who),
        Column("entered_at", lambda one: one.at, 17),
        *_of("uid", width=38),
    ),
    "appearances": (
        *_in("appearance", *_of("id", width=8)),
        _CLAIM,
        _STATEMENT,
        *_in(
            "appearance",
            Column("article", lambda one: one.article.id, 8),
            Column("outlet", lambda one: one.article.outlet, 20),
            Column("reporters", lambda one: one.article.reporters, 20),
            Column("title", lambda one: one.article.title, 40),
            Column("url", lambda one: one.article.url, 40),
            Column("published", lambda one: one.article.published, 12),
            Column("published_earliest", lambda one: one.article.published_earliest, 12),
            Column("published_latest", lambda one: one.article.published_latest, 12),
            Column("seen", lambda one: one.article.seen, 9),
            *_of("attribution"),
            Column("source", lambda one: one.source.id if one.source else None, 8),
            Column("source_called", lambda one: one.source.label if one.source else None, 30),
            Column("belongs_to", lambda one: one.source.belongs_to if one.source else None, 20),
            *_of("terms", "channel", "occasion", "capacity", "proximity", "stance", "treatment", "placement"),
            *_of("likelihood"),
            Column("hedges", lambda one: tuple(hedge.words or hedge.kind.value for hedge in one.hedges), 20),
            *_of("said", width=12),
            *_of("excerpt", width=60),
            *_of("wording"),
            *_of("anonymity_reason", width=20),
            Column("relays_article", lambda one: one.relays.id if one.relays else None, 8),
            Column("relays", lambda one: one.relays.label if one.relays else None, 30),
            *_of("relay_basis", "retracted", "credibility"),
            *_of("note", width=30),
            Column("entered_by", lambda one: one.who),
            Column("entered_at", lambda one: one.at, 17),
            *_of("uid", width=38),
        ),
    ),
    "reviews": (
        *_in("review", *_of("id", width=8)),
        _CLAIM,
        _STATEMENT,
        *_in("review", *_of("status", "outcome")),
        *_of("rating", width=20),
        *_in("review", *_of("note", width=40), *_of("proposed", "replaces_id", "agrees_with_id", width=10)),
        *_in("review", Column("reviewer", lambda one: one.who), Column("reviewed", lambda one: one.at, 17)),
        Column("evidence_kind", lambda row: row.evidence and row.evidence.kind),
        Column("evidence", lambda row: row.evidence and row.evidence.label, 40),
        Column("evidence_url", lambda row: row.evidence and _address(row.evidence), 40),
        Column("evidence_article", lambda row: row.evidence and row.evidence.article and row.evidence.article.id, 8),
        Column("evidence_published", lambda row: row.evidence and row.evidence.published, 12),
        Column("evidence_sha256", lambda row: row.evidence and row.evidence.sha256, 20),
        Column("evidence_note", lambda row: row.evidence and row.evidence.note, 30),
        *_in("review", *_of("uid", width=38)),
    ),
    "relations": (
        *_in("relation", *_of("id", width=8)),
        _CLAIM,
        _STATEMENT,
        *_in("relation", *_of("kind"), Column("other_claim", lambda one: one.claim_id, 8)),
        *_in("relation", Column("other_statement", lambda one: one.statement or REDACTED, 60), *_of("note", width=30)),
    ),
    "sources": (
        *_in("record", *_of("id", width=8), *_of("kind", "named")),
        *_in("record", Column("name", _name, 30), *_of("described", width=40), *_of("role", "belongs_to", width=30)),
        *_in("record", *_of("topmost", width=30), *_of("stated_count", width=8)),
        *_of("claims", "appearances", width=10),
        *_in("record", *_of("note", width=30), *_of("uid", width=38)),
    ),
    "outlets": (
        *_in("record", *_of("id", width=8), *_of("name", width=30), *_of("slug", "country", "language", "ours")),
        *_in("record", *_of("reliability", width=10)),
        *_of("claims", "appearances", width=10),
        *_in("record", *_of("note", width=30), *_of("uid", width=38)),
    ),
}
"""The tables, each with its columns."""


def _first_day(one: ClaimRecord) -> date | None:
    days = (each.article.published_earliest for each in one.appearances if not each.retracted)
    return min((day for day in days if day is not None), default=None)


def _address(one: EvidenceRecord) -> str | None:
    return one.url or (one.article.url if one.article else None)


# Their rows


@dataclass(slots=True)
class _Uses:
    """How often each source, or each outlet, stands behind what is exported."""

    claims: dict[int, int] = field(default_factory=dict)
    appearances: dict[int, int] = field(default_factory=dict)

    def add(self, numbers: Iterable[int | None]) -> None:
        """Count the records behind one claim's appearances."""
        found = [number for number in numbers if number is not None]
        for number in found:
            self.appearances[number] = self.appearances.get(number, 0) + 1
        for number in set(found):
            self.claims[number] = self.claims.get(number, 0) + 1

    def of(self, record: SourceRecord | OutletRecord) -> _Counted:
        """Return a record with its counts."""
        return _Counted(record, self.claims.get(record.id, 0), self.appearances.get(record.id, 0))


def table_rows(disclosed: Disclosed) -> Iterator[tuple[str, object]]:
    """Yield all rows with the names of their tables, a part of the claims in memory at a time."""
    sources, outlets = _Uses(), _Uses()
    for some in chunks(disclosed.claims(), AT_ONCE):
        ratings = disclosed.ratings(review for claim in some for review in claim.reviews)
        for claim in some:
            sources.add(one.source.id if one.source else None for one in claim.appearances)
            outlets.add(one.article.outlet_id for one in claim.appearances)
            yield "claims", claim
            yield from (("appearances", _Told(claim, one)) for one in claim.appearances)
            for review in claim.reviews:
                for evidence in review.evidence or (None,):
                    yield "reviews", _Reviewed(claim, review, ratings.get(review.id), evidence)
            yield from (("relations", _Related(claim, one)) for one in claim.relations if not one.incoming)
    for source in disclosed.sources([*sources.claims, *disclosed.register("source")]):
        yield "sources", sources.of(source)
    for outlet in disclosed.outlets([*outlets.claims, *disclosed.register("outlet")]):
        yield "outlets", outlets.of(outlet)


def _disclosed(request: Request) -> Disclosed:
    found = Disclosed(request.connection, request.story, View(zone=request.zone))
    for why, count in found.left_out().items():
        request.left_out[why] = request.left_out.get(why, 0) + count
    return found


def cell(value: object, zone: tzinfo) -> Cell:
    """Return a value as it stands in a cell, texts without what could act on whoever opens the file."""
    if isinstance(value, datetime):
        return value.astimezone(zone)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (list, tuple)):
        return "; ".join(str(cell(one, zone)) for one in value) or None
    if value is None or isinstance(value, (bool, int, float, date)):
        return value
    return _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", str(value).replace("\r\n", "\n").replace("\r", "\n")) or None


# CSV


def csv_pieces(request: Request) -> Iterator[bytes]:
    """Yield the bytes of one table as CSV if the request names one, else those of a .zip with all of them.

    UTF-8 with its mark, by which spreadsheets know it; lines end as RFC 4180 has it.  What is left out is counted in
    ``request.left_out``.
    """
    rows = table_rows(_disclosed(request))
    yield from _one_table(request.table, rows, request.zone) if request.table else _zipped(rows, request.zone)


def _one_table(table: str, rows: Iterable[tuple[str, object]], zone: tzinfo) -> Iterator[bytes]:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    yield _heading(table)
    for name, row in rows:
        if name == table:
            writer.writerow(_csv_cells(table, row, zone))
            if out.tell() >= _PIECE:
                yield _taken(out)
    yield _taken(out)


def _zipped(rows: Iterable[tuple[str, object]], zone: tzinfo) -> Iterator[bytes]:
    """Yield a .zip; the tables grow side by side, so each waits in a file without a name."""
    files = {name: tempfile.TemporaryFile("w+", encoding="utf-8", newline="") for name in TABLES}  # noqa: SIM115
    try:
        writers = {name: csv.writer(file) for name, file in files.items()}
        for name, row in rows:
            writers[name].writerow(_csv_cells(name, row, zone))
        with tempfile.TemporaryFile() as whole:
            with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, file in files.items():
                    _add(archive, name, file)
            yield from _pieces(whole)
    finally:
        for file in files.values():
            file.close()


def _add(archive: zipfile.ZipFile, table: str, file: IO[str]) -> None:
    entry = zipfile.ZipInfo(f"{table}.csv", _ZIPPED_AT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    file.seek(0)
    with archive.open(entry, "w", force_zip64=True) as member:
        member.write(_heading(table))
        while piece := file.read(_PIECE):
            member.write(piece.encode())


def _heading(table: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(column.header for column in TABLES[table])
    return out.getvalue().encode("utf-8-sig")


def _csv_cells(table: str, row: object, zone: tzinfo) -> list[object]:
    return [_csv_cell(cell(column.of(row), zone)) for column in TABLES[table]]


def _csv_cell(value: Cell) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return no_formula(value) if isinstance(value, str) else value


def _taken(out: io.StringIO) -> bytes:
    taken = out.getvalue().encode()
    out.seek(0)
    out.truncate()
    return taken


# Workbooks


def xlsx_pieces(request: Request) -> Iterator[bytes]:
    """Yield the bytes of a workbook with a sheet for each table, or for the one that the request names.

    What is left out is counted in ``request.left_out``.  Raises `FileUnusable` when openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise FileUnusable(
            'workbooks are written with openpyxl, which is not installed: pip install "newsroom-claims[tables]", or '
            "export to the form csv",
            part="--format",
        ) from error
    book = _Book(Workbook(write_only=True), request.zone)
    tables = (request.table,) if request.table else tuple(TABLES)
    for name in tables:
        book.begin(name)
    for name, row in table_rows(_disclosed(request)):
        if name in tables:
            book.add(name, row)
    with tempfile.TemporaryFile() as whole:
        book.book.save(whole)
        yield from _pieces(whole)


@dataclass(slots=True)
class _Book:
    """A workbook that is written row by row; what a sheet cannot hold goes on in another."""

    book: Any
    zone: tzinfo
    sheets: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)

    def begin(self, table: str) -> None:
        """Begin a sheet for a table, its heading fixed above what scrolls."""
        part = self.parts[table] = self.parts.get(table, 0) + 1
        sheet = self.book.create_sheet(table if part == 1 else f"{table} {part}")
        sheet.freeze_panes = "A2"
        for index, column in enumerate(TABLES[table]):
            sheet.column_dimensions[_letters(index)].width = column.width
        self.sheets[table], self.counts[table] = sheet, 1
        sheet.append([self._cell(sheet, column.header, bold=True) for column in TABLES[table]])

    def add(self, table: str, row: object) -> None:
        """Add a row to a table."""
        if self.counts[table] == MOST_ROWS:
            self.begin(table)
        sheet = self.sheets[table]
        self.counts[table] += 1
        sheet.append([self._cell(sheet, cell(column.of(row), self.zone)) for column in TABLES[table]])

    def _cell(self, sheet: Any, value: Cell, *, bold: bool = False) -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font

        if isinstance(value, datetime):
            found = WriteOnlyCell(sheet, value.replace(tzinfo=None, microsecond=0))
            found.number_format = "yyyy-mm-dd hh:mm:ss"
            return found
        if isinstance(value, date):
            if value < _EARLIEST:
                return self._text(sheet, value.isoformat())
            found = WriteOnlyCell(sheet, value)
            found.number_format = "yyyy-mm-dd"
            return found
        if not isinstance(value, str):
            return value
        found = self._text(sheet, value)
        if bold:
            found.font = Font(bold=True)
        return found

    def _text(self, sheet: Any, value: str) -> Any:
        """Return a cell of text, whatever it looks like; such a one stays text when it is edited."""
        from openpyxl.cell import WriteOnlyCell

        found = WriteOnlyCell(sheet, None)
        found._value = value if len(value) <= LONGEST else value[: LONGEST - len(CUT)] + CUT
        found.data_type = "s"
        if is_formula(value):
            found.quotePrefix = True
        return found


def _letters(index: int) -> str:
    """Return the name of a column of a workbook: A, B … Z, AA."""
    first, last = divmod(index, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece
