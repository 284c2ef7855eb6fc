"""Tables for spreadsheets, as CSV and as workbooks (XLSX): how a row gets into them, whatever it is a row of.

Nothing in them is taken for a formula.  In CSV, which has no types, an apostrophe stands before such a text; in a
workbook every text is a cell of text.  Days are days, moments are in the newsroom's zone.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import Enum
from operator import attrgetter
from typing import IO, Any

from claims.catalogue import Record
from claims.errors import FileUnusable
from claims.text.formula import is_formula, no_formula

Cell = str | int | float | bool | date | datetime | None
"""What stands in a cell."""

LONGEST = 32_767
"""Characters that a cell of a workbook holds (ECMA-376, as Excel has it)."""

MOST_ROWS = 1_048_576
"""Rows that a sheet of a workbook holds."""

CUT = " … (cut here: a cell holds no more)"

PIECE = 1 << 16
"""How many bytes of a file are handed on at a time."""

ZIPPED_AT = (1980, 1, 1, 0, 0, 0)
"""The first day that a .zip can name, which stands in every one: equal records give equal files."""

_MADE = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")  # when a workbook was made (ECMA-376, part 2)
_EARLIEST = date(1900, 3, 1)  # workbooks count days from 1900 and take that year for a leap year
# What XML cannot hold, and what could act on a terminal in which a file is looked at.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, what stands under it, and how wide it is in a workbook."""

    header: str
    of: Callable[[Any], object]
    width: int = 14


def named(*names: str, width: int = 14) -> tuple[Column, ...]:
    """Return columns that are called as what a row has in them."""
    return tuple(Column(name, attrgetter(name), width) for name in names)


def within(part: str, *columns: Column) -> tuple[Column, ...]:
    """Return columns of one part of a row."""
    whole = attrgetter(part)

    def inside(of: Callable[[Any], object]) -> Callable[[Any], object]:
        return lambda row: of(whole(row))

    return tuple(Column(column.header, inside(column.of), column.width) for column in columns)


def columns_of(
    record: Record, own: Mapping[str, tuple[Column, ...]], *, order: str = "", reported: bool = False
) -> tuple[Column, ...]:
    """Return the columns of a record's fields, in their order; ``own`` are those of fields that are more than a value.

    With ``reported``, they are those of a story's report.
    """
    found: list[Column] = []
    for each in record.in_order(order):
        width = each.reported if reported and each.reported is not None else each.width
        found += own.get(each.name, named(each.name, width=width) if width else ())
    return tuple(found)


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
    return plain(str(value)) or None


def plain(text: str) -> str:
    """Return text that XML can hold and that acts on nobody; what it had besides shows as �."""
    return _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


# CSV


def csv_heading(columns: Sequence[Column]) -> bytes:
    """Return the first line of a table: UTF-8 with its mark, by which spreadsheets know it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(column.header for column in columns)
    return out.getvalue().encode("utf-8-sig")


def csv_cells(columns: Sequence[Column], row: object, zone: tzinfo) -> list[object]:
    """Return a row as a `csv.writer` takes it."""
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


@dataclass(slots=True)
class Workbook:
    """A workbook that is written row by row; what a sheet cannot hold goes on in another."""

    tables: Mapping[str, Sequence[Column]]
    """The columns of each sheet, by its name."""
    zone: tzinfo
    instead: str
    """What to do where workbooks cannot be written."""
    book: Any = None
    sheets: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin all sheets; raises `FileUnusable` when openpyxl is not installed."""
        try:
            from openpyxl import Workbook as Book
        except ImportError as error:
            raise FileUnusable(
                'workbooks are written with openpyxl, which is not installed: pip install "newsroom-claims[tables]", '
                f"or {self.instead}",
                part="--format",
            ) from error
        self.book = Book(write_only=True)
        for name in self.tables:
            self._begin(name)

    def add(self, table: str, row: object) -> None:
        """Add a row to a table."""
        if self.counts[table] == MOST_ROWS:
            self._begin(table)
        sheet = self.sheets[table]
        self.counts[table] += 1
        sheet.append([_cell(sheet, cell(column.of(row), self.zone)) for column in self.tables[table]])

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes of the file."""
        with tempfile.TemporaryFile() as whole:
            with tempfile.TemporaryFile() as dated:
                self.book.save(dated)
                _without_the_time(dated, whole)
            yield from pieces(whole)

    def _begin(self, table: str) -> None:
        """Begin a sheet for a table, its heading fixed above what scrolls."""
        part = self.parts[table] = self.parts.get(table, 0) + 1
        sheet = self.book.create_sheet(table if part == 1 else f"{table} {part}")
        sheet.freeze_panes = "A2"
        for index, column in enumerate(self.tables[table]):
            sheet.column_dimensions[_letters(index)].width = column.width
        self.sheets[table], self.counts[table] = sheet, 1
        sheet.append([_cell(sheet, column.header, bold=True) for column in self.tables[table]])


def _without_the_time(dated: IO[bytes], whole: IO[bytes]) -> None:
    """Write a workbook again without the time at which it was made: equal tables give equal files."""
    with zipfile.ZipFile(dated) as made, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for was in made.infolist():
            entry = zipfile.ZipInfo(was.filename, ZIPPED_AT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.file_size = was.file_size  # so that ZIP64, of which Excel warns, is for what is too long without
            with made.open(was) as part, archive.open(entry, "w") as member:
                if was.filename == "docProps/core.xml":
                    member.write(_MADE.sub(rb"\g<1>1980-01-01T00:00:00Z", part.read()))
                else:
                    shutil.copyfileobj(part, member, PIECE)


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file from its beginning, a piece at a time."""
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


def _cell(sheet: Any, value: Cell, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if isinstance(value, datetime):
        found = WriteOnlyCell(sheet, value.replace(tzinfo=None, microsecond=0))
        found.number_format = "yyyy-mm-dd hh:mm:ss"
        return found
    if isinstance(value, date):
        if value < _EARLIEST:
            return _text(sheet, value.isoformat())
        found = WriteOnlyCell(sheet, value)
        found.number_format = "yyyy-mm-dd"
        return found
    if not isinstance(value, str):
        return value
    found = _text(sheet, value)
    if bold:
        found.font = Font(bold=True)
    return found


def _text(sheet: Any, value: str) -> Any:
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
