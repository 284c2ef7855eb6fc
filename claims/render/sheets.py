"""Tables for spreadsheets, as CSV and as workbooks (XLSX): how values are written to cells.

No cell is ever read as a formula: in CSV, which has no types, an apostrophe precedes a text that looks like a formula;
in a workbook every text is a text cell. Days are dates, moments are in the newsroom's zone.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from enum import Enum
from operator import attrgetter
from typing import IO, Any, Self

from claims.catalogue import Record
from claims.errors import FileUnusable
from claims.patterns import pattern_of
from claims.text.formula import is_formula, no_formula

Cell = str | int | float | bool | date | datetime | None
"""The content of a cell."""

LONGEST = 32_767
"""How many characters a cell of a workbook can have (ECMA-376; Excel)."""

MOST_ROWS = 1_048_576
"""How many rows a sheet of a workbook can have."""

CUT = " … (cut here: a cell has no more room)"

PIECE = 1 << 16
"""How many bytes of a file are passed on at a time."""

ZIPPED_AT = (1980, 1, 1, 0, 0, 0)
"""The first date that a .zip can record, used for every entry so that equal records give equal files."""

MADE_AT = datetime(*ZIPPED_AT, tzinfo=UTC)
"""The creation time a workbook states by default."""

_EARLIEST = date(1900, 3, 1)  # workbooks count days from 1900 and take that year for a leap year
# What XML cannot hold, and what could act on a terminal in which a file is looked at.
_HARMFUL = pattern_of("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its values, and its width in a workbook."""

    header: str
    of: Callable[[Any], object]
    width: int = 14


def named(*names: str, width: int = 14) -> tuple[Column, ...]:
    """Return columns named after attributes of the row."""
    return tuple(Column(name, attrgetter(name), width) for name in names)


HEDGES_AND_RELAYS: dict[str, tuple[Column, ...]] = {
    "hedges": (
        Column("hedges", lambda appearance: tuple(each.words or each.kind.value for each in appearance.hedges), 20),
    ),
    "relays": (
        Column("relays_article", lambda appearance: appearance.relays.id if appearance.relays else None, 8),
        Column("relays", lambda appearance: appearance.relays.label if appearance.relays else None, 30),
    ),
    "relay_basis": named("relay_basis", "retracted"),
}
"""The columns for hedges and relays in every sheet of appearances, by the field that they replace."""


EVIDENCE_ADDRESS = Column(
    "url", lambda evidence: evidence.url or (evidence.article.url if evidence.article else None), 40
)
"""The address of evidence: its own, else its article's."""


def within(part: str, *columns: Column) -> tuple[Column, ...]:
    """Return columns of one part of a row."""
    whole = attrgetter(part)

    def inside(of: Callable[[Any], object]) -> Callable[[Any], object]:
        return lambda row: of(whole(row))

    return tuple(Column(column.header, inside(column.of), column.width) for column in columns)


def columns_of(
    record: Record, own: Mapping[str, tuple[Column, ...]], *, order: str = "", reported: bool = False
) -> tuple[Column, ...]:
    """Return the columns of a record's fields, in order; ``own`` holds the columns of computed fields.

    With ``reported``, return the columns of a story's report.
    """
    results: list[Column] = []
    for each in record.in_order(order):
        width = each.reported if reported and each.reported is not None else each.width
        results += own.get(each.name, named(each.name, width=width) if width else ())
    return tuple(results)


def cell(value: object, zone: tzinfo) -> Cell:
    """Return a value for a cell, with texts made harmless for whoever opens the file."""
    if isinstance(value, datetime):
        return value.astimezone(zone)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (list, tuple)):
        return "; ".join(str(cell(item, zone)) for item in value) or None
    if value is None or isinstance(value, (bool, int, float, date)):
        return value
    return plain(str(value)) or None


def plain(text: str) -> str:
    """Return harmless text that XML allows; other characters become �."""
    return _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


# CSV


def csv_heading(columns: Sequence[Column]) -> bytes:
    """Return a table's first line, with the UTF-8 mark that spreadsheets look for."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(column.header for column in columns)
    return out.getvalue().encode("utf-8-sig")


def csv_cells(columns: Sequence[Column], row: object, zone: tzinfo) -> list[object]:
    """Return a row for a `csv.writer`."""
    return [_csv_cell(cell(column.of(row), zone)) for column in columns]


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


# Workbooks


class Workbook:
    """A workbook that is written row by row; what does not fit in a sheet continues in another.

    Equal rows give equal bytes, whenever they are written. Use it in a ``with`` statement.
    """

    def __init__(
        self,
        tables: Mapping[str, Sequence[Column]],
        zone: tzinfo,
        *,
        instead: str,
        title: str = "",
        made: datetime = MADE_AT,
    ) -> None:
        """Begin a sheet for each table, with its columns by table name.

        ``made`` is the workbook's creation time, ``instead`` what to do if none can be written. Raises `FileUnusable`
        when XlsxWriter is not installed.
        """
        try:
            from xlsxwriter import Workbook as Book
        except ImportError as error:
            raise FileUnusable(
                "workbooks are written with XlsxWriter, which is not installed: "
                f'pip install "newsroom-claims[tables]", or {instead}',
                part="--format",
            ) from error
        self._tables, self._zone = tables, zone
        self._waiting = tempfile.TemporaryDirectory()  # the rows, until they are packed
        self._whole = tempfile.TemporaryFile()  # noqa: SIM115, read after the workbook is closed
        self._book = Book(self._whole, {"constant_memory": True, "tmpdir": self._waiting.name})
        self._book.set_properties({"title": plain(title), "created": made.astimezone(UTC)})
        self._looks = {name: self._book.add_format(look) for name, look in _LOOKS.items()}
        self._sheets: dict[str, Any] = {}
        self._counts: dict[str, int] = {}
        self._parts: dict[str, int] = {}
        for name in tables:
            self._begin(name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._book.fileclosed:  # something broke off; it closes its own files
            self._book.close()
        self._whole.close()
        self._waiting.cleanup()

    def add(self, table: str, row: object) -> None:
        """Add a row to a table."""
        if self._counts[table] == MOST_ROWS:
            self._begin(table)
        for index, column in enumerate(self._tables[table]):
            self._write(self._sheets[table], self._counts[table], index, cell(column.of(row), self._zone))
        self._counts[table] += 1

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes of the file."""
        self._book.close()
        yield from pieces(self._whole)

    def _begin(self, table: str) -> None:
        """Begin a sheet for a table, with a fixed heading."""
        part = self._parts[table] = self._parts.get(table, 0) + 1
        sheet = self._book.add_worksheet(table if part == 1 else f"{table} {part}")
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(self._tables[table]):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, column.header, self._looks["heading"])
        self._sheets[table], self._counts[table] = sheet, 1

    def _write(self, sheet: Any, row: int, index: int, value: Cell) -> None:
        """Write a cell; a text becomes a text cell, whatever it looks like, and stays so when edited."""
        if isinstance(value, date) and (value.date() if isinstance(value, datetime) else value) < _EARLIEST:
            value = value.isoformat()
        if isinstance(value, datetime):
            sheet.write_datetime(row, index, value.replace(tzinfo=None, microsecond=0), self._looks["moment"])
        elif isinstance(value, date):
            sheet.write_datetime(row, index, value, self._looks["day"])
        elif isinstance(value, bool):
            sheet.write_boolean(row, index, value)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, index, value)
        elif value:
            text = value if len(value) <= LONGEST else value[: LONGEST - len(CUT)] + CUT
            sheet.write_string(row, index, text, self._looks["quoted"] if is_formula(text) else None)


_LOOKS: Mapping[str, dict[str, object]] = {
    "heading": {"bold": True},
    "moment": {"num_format": "yyyy-mm-dd hh:mm:ss"},
    "day": {"num_format": "yyyy-mm-dd"},
    "quoted": {"quote_prefix": True},
}


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file from its beginning, a piece at a time."""
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece
