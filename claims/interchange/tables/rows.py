"""Tables as rows of text: CSV, TSV and XLSX, streamed, from any program.

Encoding, separator and quoting are recognised unless stated: the encoding by its mark or by decoding, the separator and
the quoting by giving every record as many fields as the heading. (Python's `csv.Sniffer` looks at single characters and
takes a letter for a separator.) An unclosed quotation mark swallows the rows after it; we notice that and refuse the
whole file.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from textwrap import shorten
from typing import Any, Literal

from claims.errors import BadValue, ClaimsError, FileUnusable
from claims.patterns import pattern_of

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
"""What may stand between fields, by name."""

PROBLEM, LINE = "problem", "line"
"""The two first columns of a file of rejected rows; they are no data when it is read in again."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNMARKED = ((re.compile(rb"[^\0]\0[^\0]\0"), "utf-16-le"), (re.compile(rb"\0[^\0]\0[^\0]"), "utf-16-be"))
"""How a heading in Latin letters begins in UTF-16 without a mark."""

_WORKBOOKS = (".xlsx", ".xlsm")
"""The endings of workbooks' names; a table of text may have one by mistake, and is read as what it is."""

_MIXED = "mixed"
"""Our name for UTF-8 with some Windows-1252 in it, as in files pasted together."""

_AT_ONCE = 1 << 20
_TRIED = 200
_LONGEST_FIELD = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """A table's record: its first line, its fields, and any fault of its form."""

    line: int
    cells: tuple[str, ...]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that can be read: its heading, how many records it has, and how it is to be read."""

    path: Path
    header: tuple[str, ...]
    records: int | None
    """How many records follow the heading; none if it is not known before."""
    encoding: str | None = None
    separator: str | None = None
    quoted: bool = True
    tab: str | None = None
    """The sheet of the workbook, if it is one."""
    rejected: bool = False
    """Whether it is a file of rejected rows, before whose fields stand a reason and a line."""

    def rows(self) -> Iterator[Row]:
        """Yield the records after the heading without blank ones; a record of another length has a problem."""
        raw = _of_workbook(self.path, self.tab) if self.tab is not None else _of_text(self)
        records = ((line, cells) for line, cells in raw if any(map(str.strip, cells)))
        width = len(self.header) + 2 * self.rejected
        for line, cells in islice(records, 1, None):
            if len(cells) > width and not any(cells[width:]):
                cells = cells[:width]
            if self.tab is not None and len(cells) < width:
                cells = [*cells, *[""] * (width - len(cells))]
            wrong = None if len(cells) == width else f"it has {len(cells)} fields and the heading has {width}"
            yield Row(line, tuple(cells[2:] if self.rejected else cells), wrong)

    def said(self) -> str:
        """Return how the file is read, in words."""
        if self.tab is not None:
            return f'the sheet "{self.tab}" of a workbook'
        name = next((name for name, sign in SEPARATORS.items() if sign == self.separator), repr(self.separator))
        quoting = "" if self.quoted else ", quotation marks kept as text"
        return f"{_ENCODINGS.get(self.encoding or '', self.encoding)}, separated by {name}{quoting}"


_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with its mark (BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 without its mark",
    "utf-16-be": "UTF-16 without its mark",
    "cp1252": "Windows-1252",
    _MIXED: "UTF-8, in parts Windows-1252",
}


def opened(path: Path, *, encoding: str | None = None, separator: str | None = None, sheet: str | None = None) -> Sheet:
    """Look through a table once and return it, ready to read; settings passed in are not guessed.

    Raises `FileUnusable` for an unreadable file and `BadValue` for a missing heading, two columns of the same name, or
    a quotation mark that swallows rows.
    """
    try:
        with path.open("rb") as file:
            beginning = file.read(4)
    except OSError as error:
        raise FileUnusable(f"{path} cannot be read ({error.strerror})", part=str(path)) from error
    if beginning == b"PK\x03\x04":
        return _workbook(path, sheet)
    if sheet is not None:
        raise BadValue(f"--sheet names a sheet of a workbook; {path.name} is not a workbook", part="--sheet")
    return _text(path, encoding or _encoding(path, beginning), separator)


# Text


def _encoding(path: Path, beginning: bytes) -> str:
    """Return how a file is encoded: as its mark says, else UTF-8 if all or some of it is, else Windows-1252."""
    marked = next((name for mark, name in _MARKS if beginning.startswith(mark)), None)
    unmarked = next((name for form, name in _UNMARKED if form.fullmatch(beginning)), None)
    if marked is not None or unmarked is not None:
        return str(marked or unmarked)
    mixed, all_of_it = False, True
    with path.open("rb") as file:
        for line in file:
            try:
                mixed |= len(line.decode("utf-8")) < len(line)
            except UnicodeDecodeError:
                all_of_it = False
    return "utf-8" if all_of_it else _MIXED if mixed else "cp1252"


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read stray bytes outside UTF-8 as Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252"), error.end


codecs.register_error("claims.windows-1252", _windows_1252)


def _text(path: Path, encoding: str, separator: str | None) -> Sheet:
    separator = SEPARATORS.get(separator or "", separator)
    if separator is not None and len(separator) != 1:
        raise BadValue(f"a separator is one character, or one of {', '.join(SEPARATORS)}", part="--separator")
    if separator is None:
        separator = _separator(path, encoding)
    try:
        try:
            return _looked_through(path, encoding, separator, quoted=True)
        except _Swallowed as problem:
            try:
                unquoted = _looked_through(path, encoding, separator, quoted=False, even=True)
            except _Swallowed:
                raise BadValue(str(problem)) from None
            return unquoted
    except UnicodeError as error:
        if path.suffix.casefold() in _WORKBOOKS:
            raise FileUnusable(
                f"{path.name} is not a workbook that can be read; save it again", part=str(path)
            ) from error
        shown = _ENCODINGS.get(encoding, encoding)
        raise FileUnusable(f"{path.name} is not in {shown}; name its encoding", part="--encoding") from error
    except LookupError as error:
        raise BadValue(
            f'there is no encoding "{encoding}"; name one like utf-8 or cp1252', part="--encoding"
        ) from error


_ENCLOSED = re.compile(r'\s*".*"\s*', re.DOTALL)


class _Swallowed(Exception):
    """A quotation mark was opened and not closed, so that a field holds whole records."""


def _looked_through(path: Path, encoding: str, separator: str, *, quoted: bool, even: bool = False) -> Sheet:
    """Return a table of text after reading it through; with ``even`` every record must be as long as the heading."""
    sheet = Sheet(path, (), None, encoding, separator, quoted)
    header: tuple[str, ...] | None = None
    suspect: tuple[int, int] | None = None
    count, certain = 0, False
    for line, cells in _of_text(sheet):
        if not any(map(str.strip, cells)):
            continue
        if header is None:
            header = tuple(cells)
            continue
        count += 1
        if even and (len(cells) != len(header) or any(_ENCLOSED.fullmatch(cell) for cell in cells)):
            raise _Swallowed
        if quoted and ("\n" in (joined := "".join(cells)) or "\r" in joined):
            lines, sure = _swallowed(cells, len(header), separator)
            if lines and (sure or suspect is None):
                suspect, certain = (line, lines), sure
            if certain:
                break
    if suspect is not None and (certain or not _well_quoted(sheet)):
        raise _Swallowed(
            f"{path.name}, line {suspect[0]}: a quotation mark opens a field that swallows the {suspect[1]:,} lines "
            "after it; close it, or double it if it is part of the text; nothing was read in"
        )
    if header is None:
        raise BadValue(f"{path.name} is empty; its first line names the columns", part=str(path))
    names, rejected = _heading(header)
    return Sheet(path, names, count, encoding, separator, quoted, rejected=rejected)


def _swallowed(cells: Sequence[str], width: int, separator: str) -> tuple[int, bool]:
    """Return how many lines of a field may be records, and whether every sign says so.

    A line of text may have as many separators by chance; several lines in a row hardly can.
    """
    for cell in cells:
        lines = cell.splitlines()[1:]
        # The last piece ends where a quotation mark stood: it may be cut off.
        inner = [len(next(csv.reader([line], delimiter=separator), ())) for line in lines[:-1] or lines]
        if any(count >= width for count in inner):
            return len(lines), width > 2 and len(inner) > 1 and all(count == width for count in inner)
    return 0, False


def _well_quoted(sheet: Sheet) -> bool:
    """Return whether every quotation mark that closes a field stands at its end."""
    try:
        for _ in _of_text(sheet, strict=True):
            pass
    except BadValue:
        return False
    return True


def _of_text(sheet: Sheet, *, strict: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Yield every record of a text with its first line's number."""
    before, line = csv.field_size_limit(_LONGEST_FIELD), 1
    try:
        mixed = sheet.encoding == _MIXED
        options = {"encoding": "utf-8", "errors": "claims.windows-1252"} if mixed else {"encoding": sheet.encoding}
        with sheet.path.open(newline="", **options) as file:
            quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if sheet.quoted else csv.QUOTE_NONE
            reader = csv.reader(file, delimiter=sheet.separator or ",", quoting=quoting, strict=strict)
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1
    except csv.Error as error:
        raise BadValue(f"{sheet.path.name}, line {line}: {error}; is a quotation mark left open?") from error
    finally:
        csv.field_size_limit(before)


def _separator(path: Path, encoding: str) -> str:
    """Return the separator: the character that gives most of the first records as many fields as the heading."""

    def score(sign: str) -> tuple[float, int]:
        records = [cells for _, cells in islice(_of_text(Sheet(path, (), None, encoding, sign)), _TRIED)]
        records = [cells for cells in records if any(cells)]
        if not records or len(records[0]) < 2:
            return 0.0, 0
        width = len(records[0])
        return sum(len(cells) == width for cells in records) / len(records), width

    def tried(sign: str) -> tuple[float, int]:
        try:
            return score(sign)
        except (BadValue, UnicodeError, LookupError):
            return 0.0, 0

    return max(SEPARATORS.values(), key=tried)


def _heading(cells: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Return the columns' names, and whether the first two belong to a file of rejected rows."""
    names = [" ".join(cell.replace("\ufeff", "").split()) or f"column {at}" for at, cell in enumerate(cells, 1)]
    rejected = tuple(names[:2]) == (PROBLEM, LINE)
    names = names[2:] if rejected else names
    twice = [name for name, count in Counter(map(str.casefold, names)).items() if count > 1]
    if twice:
        places = ", ".join(str(at) for at, name in enumerate(names, 1) if name.casefold() == twice[0])
        raise BadValue(
            f'columns {places} share the name "{names[_first(names, twice[0])]}"; '
            "keep it for one of them and rename the others"
        )
    return tuple(names), rejected


def _first(names: Iterable[str], wanted: str) -> int:
    return next(at for at, name in enumerate(names) if name.casefold() == wanted)


# Workbooks


def _workbook(path: Path, wanted: str | None) -> Sheet:
    book = _book(path)
    try:
        with _readable(path):
            names = list(book.sheetnames)
        if wanted is not None and wanted not in names:
            near = get_close_matches(wanted, names, n=1)
            hint = f'; did you mean "{near[0]}"?' if near else f"; it has {', '.join(names)}"
            raise BadValue(f'{path.name} has no sheet "{wanted}"{hint}', part="--sheet")
        tab = wanted or names[0]
        with _readable(path):
            rows = getattr(book[tab], "max_row", None)
    finally:
        book.close()
    records = ((line, cells) for line, cells in _of_workbook(path, tab) if any(map(str.strip, cells)))
    first = next(records, None)
    if first is None:
        raise BadValue(f'the sheet "{tab}" of {path.name} is empty; its first row names the columns', part=str(path))
    header = first[1]
    while header and not header[-1].strip():
        header = header[:-1]
    columns, rejected = _heading(header)
    return Sheet(path, columns, rows - 1 if rows else None, tab=tab, rejected=rejected)


def _of_workbook(path: Path, tab: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row of a sheet with its number; of a formula, what it gave when the workbook was saved."""
    book = _book(path)
    try:
        with _readable(path):
            rows = iter(book[tab].iter_rows(values_only=True))
        number = 0
        while True:
            with _readable(path):
                row = next(rows, None)
            if row is None:
                return
            number += 1
            yield number, [_cell(value) for value in row]
    finally:
        book.close()


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Say of what openpyxl cannot read that it is no workbook: it raises what its many parsers raise."""
    try:
        yield
    except ClaimsError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise FileUnusable(
            f"{path.name} is not a workbook that can be read ({_short(error)})", part=str(path)
        ) from error


def _short(error: Exception) -> str:
    said = " ".join(str(error).split())
    return shorten(said, 120, placeholder=" …") if said else type(error).__name__


def _book(path: Path) -> Any:
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
        return reader.wb


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


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        whole_day = value.time() == time(0)
        return value.date().isoformat() if whole_day else value.isoformat(timespec="seconds")
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
