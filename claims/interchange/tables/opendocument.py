"""Sheets of OpenDocument (ODS), as LibreOffice and Google Sheets write them.

Read with the standard library: a sheet is rows of cells in one XML file (OpenDocument 1.3, part 3, section 9), and the
libraries that read it give neither the format of a day nor the address of a link.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse
from zipfile import BadZipFile, ZipFile

from claims.errors import BadValue, FileUnusable
from claims.interchange.tables.sheet import Cells, Reading, Sheet, heading_of
from claims.interchange.tables.workbooks import chosen_tab, linked_by, shown_formula

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_URN = "urn:oasis:names:tc:opendocument:xmlns"
_TABLE, _OFFICE, _TEXT, _STYLE, _NUMBER = (
    f"{{{_URN}:{name}:1.0}}" for name in ("table", "office", "text", "style", "datastyle")
)
_HREF = "{http://www.w3.org/1999/xlink}href"

_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_TRIED = 50
_MOST = 1 << 14
"""How many columns a sheet can have; a spreadsheet repeats its last empty cell to the edge."""


def is_opendocument(path: Path) -> bool:
    """Return whether a file is a packed OpenDocument sheet."""
    try:
        with ZipFile(path) as archive:
            return archive.read("mimetype").decode("ascii", "replace").strip().startswith(_TYPE)
    except (BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError):
        return False


def opendocument_table(path: Path, reading: Reading) -> Sheet:
    """Return a sheet of an OpenDocument file; raises as `rows.opened` does."""
    tab = chosen_tab(path, list(_tabs(path)), reading.sheet)

    def read() -> Iterator[Cells]:
        return _records(path, tab)

    heading = heading_of(islice(read(), _TRIED), heading=reading.heading)
    if heading is None:
        raise BadValue(f'the sheet "{tab}" of {path.name} is empty; its first row names the columns', part=str(path))
    return Sheet(path, heading.names, None, read, None, None, True, tab, heading.rejected, heading.above, heading.line)


@contextmanager
def _content(path: Path, part: str = "content.xml") -> Iterator[IO[bytes]]:
    """Open a part of the file; raises `FileUnusable` for what is no sheet, or is closed by a password."""
    try:
        with ZipFile(path) as archive, archive.open(part) as source:
            yield source
    except (BadZipFile, KeyError, OSError, ParseError, ValueError, NotImplementedError, RuntimeError) as error:
        raise FileUnusable(
            f"{path.name} is not a sheet that can be read; save it again, without a password", part=str(path)
        ) from error


def _tabs(path: Path) -> Iterator[str]:
    """Yield the names of the sheets."""
    with _content(path) as source:
        for event, node in iterparse(source, ("start", "end")):
            if event == "start" and node.tag == f"{_TABLE}table":
                yield node.get(f"{_TABLE}name", "")
            elif event == "end":
                node.clear()


def _records(path: Path, tab: str) -> Iterator[Cells]:
    """Yield every row of a sheet with its number; of repeated rows that are empty, only the first."""
    styles = _Styles()
    with _content(path, "styles.xml") as source:
        for _, node in iterparse(source):
            styles.learn(node)
    inside, line = False, 1
    with _content(path) as source:
        for event, node in iterparse(source, ("start", "end")):
            if node.tag == f"{_TABLE}table":
                if event == "end" and inside:
                    return
                inside = event == "start" and node.get(f"{_TABLE}name", "") == tab
                styles.columns.clear()
            elif event == "end" and inside and node.tag == f"{_TABLE}table-column":
                count = min(int(node.get(f"{_TABLE}number-columns-repeated", 1)), _MOST)
                styles.columns += [node.get(f"{_TABLE}default-cell-style-name")] * count
            elif event == "end" and inside and node.tag == f"{_TABLE}table-row":
                record = _record(line, node, styles)
                times = int(node.get(f"{_TABLE}number-rows-repeated", 1))
                blank = not any(map(str.strip, record.texts))
                for at in range(1 if blank else times):
                    yield Cells(line + at, record.texts, record.links, record.uncalculated)
                line += times
                node.clear()
            elif event == "end" and not inside:
                styles.learn(node)


def _record(line: int, row: Element, styles: _Styles) -> Cells:
    texts: list[str] = []
    links: dict[int, str] = {}
    uncalculated: dict[int, str] = {}
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        text = _text(cell, styles, len(texts))
        formula, link = cell.get(f"{_TABLE}formula"), next((a.get(_HREF) for a in cell.iter(f"{_TEXT}a")), None)
        times = min(int(cell.get(f"{_TABLE}number-columns-repeated", 1)), _MOST - len(texts))
        for at in range(len(texts), len(texts) + times):
            if link:
                links[at] = link
            if formula is not None:
                text = _of_formula(formula, cell, at, text, links, uncalculated)
            texts.append(text)
    return Cells(line, texts, links, uncalculated)


def _of_formula(
    formula: str, cell: Element, at: int, text: str, links: dict[int, str], uncalculated: dict[int, str]
) -> str:
    """Return the text of a cell with a formula; remember the address that it links to, or that it has no result."""
    written = formula.partition("=")[2]
    linked = linked_by(written)
    failed = text.startswith(("#", "Err:")) and text != "#N/A" and cell.get(f"{_OFFICE}value-type") != "float"
    if linked is not None:
        links[at] = linked[0]
        return text or linked[1]
    if failed or (cell.get(f"{_OFFICE}value-type") is None and not text):
        uncalculated[at] = shown_formula(written)
        return ""
    return text


def _text(cell: Element, styles: _Styles, at: int) -> str:
    """Return what a cell holds, a day as finely as it is shown."""
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "date":
        day = cell.get(f"{_OFFICE}date-value", "")
        if "T" in day and not day.endswith("T00:00:00"):
            return day.partition(".")[0]
        return day[: {"year": 4, "month": 7}.get(styles.shown(cell.get(f"{_TABLE}style-name"), at), 10)]
    if kind in ("float", "currency", "percentage"):
        number = float(cell.get(f"{_OFFICE}value", "0"))
        return str(int(number)) if number.is_integer() else str(number)
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value", "").capitalize()
    written = cell.get(f"{_OFFICE}string-value")
    if written is not None:
        return written
    return "\n".join(_paragraph(node) for node in cell if node.tag == f"{_TEXT}p")


def _paragraph(node: Element) -> str:
    """Return the text of a paragraph, with its blanks, tabs and breaks, without notes beside it."""
    parts = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(int(child.get(f"{_TEXT}c", 1)), 1_000))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag != f"{_OFFICE}annotation":
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)


class _Styles:
    """How finely the styles of cells show a day."""

    def __init__(self) -> None:
        self.columns: list[str | None] = []
        """The style of each column of the sheet."""
        self._formats: dict[str, str] = {}
        self._of_style: dict[str, tuple[str | None, str | None]] = {}

    def learn(self, node: Element) -> None:
        """Learn a style, or a format of days."""
        name = node.get(f"{_STYLE}name", "")
        if node.tag == f"{_NUMBER}date-style":
            parts = {child.tag.removeprefix(_NUMBER) for child in node}
            fine = bool(parts & {"day", "day-of-week", "hours", "minutes", "seconds", "week-of-year"})
            self._formats[name] = "day" if fine else "month" if "month" in parts else "year"
        elif node.tag == f"{_STYLE}style":
            self._of_style[name] = node.get(f"{_STYLE}data-style-name"), node.get(f"{_STYLE}parent-style-name")

    def shown(self, style: str | None, at: int) -> str:
        """Return how finely a cell of this style, in this column, shows a day: "day", "month" or "year"."""
        wanted = style or (self.columns[at] if at < len(self.columns) else None)
        for _ in range(10):
            if wanted is None or wanted not in self._of_style:
                break
            named, parent = self._of_style[wanted]
            if named is not None:
                return self._formats.get(named, "day")
            wanted = parent
        return "day"
