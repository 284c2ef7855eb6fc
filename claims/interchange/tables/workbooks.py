"""Workbooks (XLSX), read with openpyxl: of a formula what it gave when the workbook was saved, of a day what it shows.

A formula whose result was not kept is passed on as such, never as an empty cell or 0. A cell that links somewhere, by
a HYPERLINK formula or a link of its own, has its address beside its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from pathlib import Path
from textwrap import shorten
from typing import Any

from claims.errors import BadValue, ClaimsError, FileUnusable
from claims.interchange.tables.sheet import Cells, Reading, Sheet, heading_of
from claims.patterns import pattern_of

_TRIED = 50
"""How many rows are looked at to find the heading."""


def workbook_table(path: Path, reading: Reading) -> Sheet:
    """Return a sheet of a workbook; raises as `rows.opened` does."""
    reader = _book(path)
    try:
        with _readable(path):
            names = [sheet.title for sheet in reader.wb.worksheets]
        tab = chosen_tab(path, names, reading.sheet)
        with _readable(path):
            rows = getattr(reader.wb[tab], "max_row", None)
    finally:
        reader.archive.close()

    def read() -> Iterator[Cells]:
        return _records(path, tab)

    heading = heading_of(islice(read(), _TRIED), heading=reading.heading)
    if heading is None:
        raise BadValue(f'the sheet "{tab}" of {path.name} is empty; its first row names the columns', part=str(path))
    count = rows - heading.above if rows else None
    return Sheet(path, heading.names, count, read, None, None, True, tab, heading.rejected, heading.above, heading.line)


def chosen_tab(path: Path, names: list[str], wanted: str | None) -> str:
    """Return the wanted sheet, or the first if none is wanted; raises `BadValue` for an unknown name."""
    if not names:
        raise BadValue(f"{path.name} has no sheet with cells", part=str(path))
    if wanted is not None and wanted not in names:
        near = get_close_matches(wanted, names, n=1)
        hint = f'; did you mean "{near[0]}"?' if near else f"; it has {', '.join(names)}"
        raise BadValue(f'{path.name} has no sheet "{wanted}"{hint}', part="--sheet")
    return wanted or names[0]


def _records(path: Path, tab: str) -> Iterator[Cells]:
    """Yield every row of a sheet that is stored, with its number."""
    from openpyxl.worksheet._reader import WorkSheetParser

    reader = _book(path)
    try:
        with _readable(path):
            sheet = reader.wb[tab]
            links = _links(reader.archive, sheet._worksheet_path)
            cells = _Cells(reader.wb)
            source = reader.archive.open(sheet._worksheet_path)
        with source:
            parser = WorkSheetParser(
                source,
                reader.shared_strings,
                data_only=True,
                epoch=reader.wb.epoch,
                date_formats=reader.wb._date_formats,
                timedelta_formats=reader.wb._timedelta_formats,
            )
            parse = parser.parse_cell
            parser.parse_cell = lambda element: {**parse(element), "formula": _formula(element)}
            rows = parser.parse()
            while True:
                with _readable(path):
                    row = next(rows, None)
                if row is None:
                    return
                line, in_row = row
                with _readable(path):
                    record = cells.record(line, in_row, links)
                yield record
    finally:
        reader.archive.close()


def _formula(element: Any) -> str | None:
    """Return a cell's formula without its equals sign; "" for one that is written elsewhere, None without one."""
    formula = element.find("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f")
    return None if formula is None else formula.text or ""


class _Cells:
    """Turns a workbook's cells into texts."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._unsaved = bool(book.calculation.fullCalcOnLoad)
        """Whether the results of formulas were left to the program that opens the workbook."""

    def record(self, line: int, row: list[dict[str, Any]], links: Mapping[tuple[int, int], str]) -> Cells:
        """Return a row as texts."""
        texts: list[str] = []
        addresses: dict[int, str] = {}
        uncalculated: dict[int, str] = {}
        for cell in row:
            at = cell["column"] - 1
            texts += [""] * (at + 1 - len(texts))
            formula, value = cell["formula"], cell["value"]
            texts[at] = self._text(cell)
            if (line, at) in links:
                addresses[at] = links[line, at]
            if formula is not None:
                linked = linked_by(formula)
                failed = cell["data_type"] == "e" and value != "#N/A"
                without = value is None or failed or (value == 0 and self._unsaved)
                if linked is not None:
                    addresses[at] = linked[0]
                    texts[at] = linked[1] if without else texts[at]
                elif without:
                    texts[at] = ""
                    uncalculated[at] = shown_formula(formula)
        return Cells(line, texts, addresses, uncalculated)

    def _text(self, cell: Mapping[str, Any]) -> str:
        value = cell["value"]
        if isinstance(value, datetime) and value.time() == time(0):
            shown = _shown(self._format(cell["style_id"]))
            return value.date().isoformat()[: {"year": 4, "month": 7}.get(shown, 10)]
        return _as_text(value)

    def _format(self, style: int) -> str:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        number = self._book._cell_styles[style].numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, "General"))
        return str(self._book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])


_HYPERLINK = re.compile(r'\s*HYPERLINK\(\s*("(?:[^"]|"")*")\s*(?:[,;]\s*("(?:[^"]|"")*")\s*)?\)\s*', re.IGNORECASE)
"""A formula that links to an address written in it, and its label."""


def linked_by(formula: str) -> tuple[str, str] | None:
    """Return the address and the label of a formula that is a link written out, else None."""
    link = _HYPERLINK.fullmatch(formula)
    if link is None:
        return None
    address, label = (text[1:-1].replace('""', '"') for text in (link[1], link[2] or link[1]))
    return address, label


def shown_formula(formula: str) -> str:
    """Return a formula as an error names it."""
    return shorten(f"={formula}", 60, placeholder=" …")


@lru_cache(maxsize=256)
def _shown(number_format: str) -> str:
    """Return how fine a number format shows a day: "day", "month" or "year"."""
    codes = _LITERALS.sub("", number_format.partition(";")[0]).casefold()
    if "d" in codes or "h" in codes or "s" in codes:
        return "day"
    if "m" in codes:
        return "month"
    return "year" if "y" in codes else "day"


_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a number format shows as it stands (ECMA-376, 18.8.31)."""


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = _ESCAPED.sub(lambda mark: chr(int(mark[1] or "5F", 16)), str(value))
    return text.replace("\r\n", "\n").replace("\r", "\n")


_ESCAPED = pattern_of("_x005[Ff]_(?=x[0-9A-Fa-f]{4}_)|_x(00[01][0-9A-Fa-f])_")
"""How a workbook writes control characters, and the first mark of text that only looks like one (ECMA-376, ST_Xstring).

Other marks are left: some writers (openpyxl, pandas) mark nothing, and "_x0020_" is common in addresses.
"""


# Links of cells


def _links(archive: Any, sheet: str) -> dict[tuple[int, int], str]:
    """Return the web addresses that a sheet's cells link to, by row and place of the column.

    openpyxl has them only for workbooks that are read into memory as a whole.
    """
    from openpyxl.utils.cell import coordinate_to_tuple
    from openpyxl.xml.functions import fromstring

    folder, _, name = sheet.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    targets = {
        node.get("Id"): node.get("Target", "")
        for node in fromstring(archive.read(relations))
        if node.get("Type", "").endswith("/hyperlink")
    }
    if not targets:
        return {}
    links: dict[tuple[int, int], str] = {}
    for element in _LINK.findall(_end_of(archive, sheet)):
        named = dict(_ATTRIBUTE.findall(element.decode("utf-8", "replace")))
        target = targets.get(named.get("id", ""))
        if target and "ref" in named:
            row, column = coordinate_to_tuple(named["ref"].partition(":")[0])
            links[row, column - 1] = target
    return links


_LINK = re.compile(rb"<(?:\w+:)?hyperlink\s[^>]*>")
_ATTRIBUTE = re.compile(r'(?:\w+:)?(\w+)="([^"]*)"')


def _end_of(archive: Any, sheet: str) -> bytes:
    """Return what follows a sheet's cells."""
    kept, mark = b"", b"hyperlinks"
    with archive.open(sheet) as source:
        while piece := source.read(1 << 20):
            kept += piece
            at = kept.find(mark)
            kept = kept[at:] if at >= 0 else kept[-len(mark) :]
    return kept


# Opening


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Say of what openpyxl cannot read that it is no workbook: it raises what its many parsers raise."""
    try:
        yield
    except (ClaimsError, GeneratorExit):
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise FileUnusable(
            f"{path.name} is not a workbook that can be read ({_short(error)})", part=str(path)
        ) from error


def _short(error: Exception) -> str:
    said = " ".join(str(error).split())
    return shorten(said, 120, placeholder=" …") if said else type(error).__name__


def _book(path: Path) -> Any:
    """Return openpyxl's reader of a workbook, with its sheets known and not read."""
    try:
        from openpyxl.reader.excel import ExcelReader
    except ImportError as error:
        raise FileUnusable(
            'workbooks are read with openpyxl, which is not installed: pip install "newsroom-claims[tables]", or save '
            "the sheet as CSV",
            part=str(path),
        ) from error
    from warnings import catch_warnings, simplefilter

    with _readable(path), catch_warnings():
        simplefilter("ignore")  # of styles and extensions that are not read
        reader = ExcelReader(path, read_only=True, data_only=True)
        reader.read_strings = lambda: _read_texts(reader)
        reader.read()
        return reader


def _read_texts(reader: Any) -> None:
    """Read the texts that cells share as they are written: openpyxl (3.1) takes every "x005F_" out of them."""
    from openpyxl.cell.text import Text
    from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
    from openpyxl.xml.functions import iterparse

    part = reader.package.find(SHARED_STRINGS)
    if part is None:
        return
    with reader.archive.open(part.PartName[1:]) as source:
        for _, node in iterparse(source):
            if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                reader.shared_strings.append(Text.from_tree(node).content)
                node.clear()
