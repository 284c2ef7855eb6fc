"""Tables of text: encoding, separator and quoting are recognised unless stated.

The encoding is recognised by its mark or by decoding, the separator and the quoting by giving every record as many
fields as the heading. (Python's `csv.Sniffer` looks at single characters and takes a letter for a separator.) In a
table of tabs with as many fields on every line, quotation marks are text, unless it is plain that a program wrote them
around fields. An unclosed quotation mark swallows the rows after it; we notice that and refuse the whole file.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from claims.errors import BadValue, FileUnusable
from claims.interchange.tables.sheet import (
    ENCODINGS,
    LINE,
    MIXED,
    PROBLEM,
    QUOTES,
    SEPARATORS,
    Cells,
    Heading,
    Reading,
    Sheet,
    heading_of,
)

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNMARKED = ((re.compile(rb"[^\0]\0[^\0]\0"), "utf-16-le"), (re.compile(rb"\0[^\0]\0[^\0]"), "utf-16-be"))
"""How a heading in Latin letters begins in UTF-16 without a mark."""

_WORKBOOKS = (".xlsx", ".xlsm", ".ods")
"""The endings of workbooks' names; a table of text may have one by mistake, and is read as what it is."""

_TRIED = 200
_LONGEST_FIELD = 1 << 20

_UNQUOTED = ("\t", "|")
"""Separators that hardly occur in text, so that programs that write them often have no quoting."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A file of text, and how it is read."""

    path: Path
    encoding: str
    separator: str
    quoted: bool = True

    def records(self, *, strict: bool = False) -> Iterator[tuple[int, list[str]]]:
        """Yield every record with its first line's number; raises `BadValue` for what cannot be read."""
        before, line = csv.field_size_limit(_LONGEST_FIELD), 1
        try:
            mixed = self.encoding == MIXED
            encoding, errors = ("utf-8", "claims.windows-1252") if mixed else (self.encoding, "strict")
            with self.path.open(newline="", encoding=encoding, errors=errors) as file:
                quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE
                reader = csv.reader(file, delimiter=self.separator, quoting=quoting, strict=strict)
                for cells in reader:
                    yield line, cells
                    line = reader.line_num + 1
        except csv.Error as error:
            raise BadValue(
                f"{self.path.name}, line {line}: {error}; is a quotation mark left open? If quotation marks are text "
                "in this file, read it with --quotes none"
            ) from error
        finally:
            csv.field_size_limit(before)

    def cells(self) -> Iterator[Cells]:
        """Yield every record."""
        return (Cells(line, cells) for line, cells in self.records())


def text_table(path: Path, beginning: bytes, reading: Reading) -> Sheet:
    """Look through a table of text once and return it; raises as `rows.opened` does."""
    encoding = reading.encoding or _encoding(path, beginning)
    if reading.quotes not in (None, *QUOTES):
        raise BadValue(f"quotation marks are read as {' or '.join(QUOTES)}", part="--quotes")
    separator = SEPARATORS.get(reading.separator or "", reading.separator)
    if separator is not None and len(separator) != 1:
        raise BadValue(f"a separator is one character, or one of {', '.join(SEPARATORS)}", part="--separator")
    try:
        return _table(_Text(path, encoding, separator or _separator(path, encoding, reading.quotes)), reading)
    except UnicodeError as error:
        if path.suffix.casefold() in _WORKBOOKS:
            raise FileUnusable(
                f"{path.name} is not a workbook that can be read; save it again", part=str(path)
            ) from error
        shown = ENCODINGS.get(encoding, encoding)
        raise FileUnusable(f"{path.name} is not in {shown}; name its encoding", part="--encoding") from error
    except LookupError as error:
        raise BadValue(
            f'there is no encoding "{encoding}"; name one like utf-8 or cp1252', part="--encoding"
        ) from error


def _table(quoted: _Text, reading: Reading) -> Sheet:
    """Return the table, with its quotation marks read as asked, else as they seem to be meant."""
    unquoted = _Text(quoted.path, quoted.encoding, quoted.separator, quoted=False)
    if reading.quotes == "none" and not _is_rejected(quoted):
        return _looked_through(unquoted, reading)
    if reading.quotes is None and quoted.separator in _UNQUOTED and _marks_are_text(unquoted):
        return _looked_through(unquoted, reading)
    try:
        sheet = _looked_through(quoted, reading)
    except _Swallowed as problem:
        if reading.quotes is None:
            try:
                return _looked_through(unquoted, reading, even=True)
            except _Swallowed:
                pass
        raise BadValue(f"{problem}; nothing was read in") from None
    if reading.quotes is None and not _well_quoted(quoted):
        # Marks that are not around a field would be dropped.
        try:
            return _looked_through(unquoted, reading, even=True)
        except _Swallowed:
            pass
    return sheet


# Encoding and separator


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
    return "utf-8" if all_of_it else MIXED if mixed else "cp1252"


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read stray bytes outside UTF-8 as Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252"), error.end


codecs.register_error("claims.windows-1252", _windows_1252)


def _separator(path: Path, encoding: str, quotes: str | None) -> str:
    """Return the separator: the character that gives most of the first records as many fields as the heading."""

    def score(sign: str, quoted: bool) -> tuple[float, int]:
        text = _Text(path, encoding, sign, quoted)
        try:
            records = [cells for _, cells in islice(text.records(), _TRIED) if any(cells)]
        except (BadValue, UnicodeError, LookupError):
            return 0.0, 0
        if not records or len(records[0]) < 2:
            return 0.0, 0
        width = len(records[0])
        return sum(len(cells) == width for cells in records) / len(records), width

    def tried(sign: str) -> tuple[float, int]:
        readings = [quotes != "none"] if quotes or sign not in _UNQUOTED else [True, False]
        return max(score(sign, quoted) for quoted in readings)

    return max(SEPARATORS.values(), key=tried)


# Quotation marks


def _is_rejected(text: _Text) -> bool:
    """Return whether a file is one of rejected rows, which the program writes with its fields in marks."""
    first = next(text.records(), (1, []))[1]
    return [cell.strip("\ufeff") for cell in first[:2]] == [PROBLEM, LINE]


_COMMAS_TO_TELL = 5
"""How many cells with commas, all in marks, show that a spreadsheet put the marks there."""


def _marks_are_text(unquoted: _Text) -> bool:
    """Return whether quotation marks are text, for a table that was split at every separator.

    They are if every line has as many fields, and some mark is not around its field, or nothing shows that a program
    put them there: it doubles marks inside, puts all texts into marks, or all with a comma (as Excel does).
    """
    width, texts, enclosed, doubled, commas, with_comma = 0, 0, 0, 0, 0, 0
    for _, cells in unquoted.records():
        if not any(map(str.strip, cells)):
            continue
        width = width or len(cells)
        if len(cells) != width or width < 2:
            return False
        for cell in cells:
            if '"' in cell:
                if not _ENCLOSED.fullmatch(cell):  # the mark is not around its field
                    return _is_even(unquoted, width)
                enclosed += 1
                doubled += '""' in cell.strip()[1:-1]
                with_comma += "," in cell
            elif any(map(str.isalpha, cell)):
                texts += 1
                commas += "," in cell
    by_excel = with_comma == enclosed and not commas and enclosed >= _COMMAS_TO_TELL
    return bool(enclosed and texts and not doubled and not by_excel)


def _is_even(unquoted: _Text, width: int) -> bool:
    records = (cells for _, cells in unquoted.records() if any(map(str.strip, cells)))
    return all(len(cells) == width for cells in records)


_ENCLOSED = re.compile(r'\s*"(?:[^"]|"")*"\s*')
"""A field as programs write it: in marks, with marks inside doubled."""

_IN_MARKS = re.compile(r'\s*".*"\s*', re.DOTALL)


class _Swallowed(Exception):
    """A quotation mark was opened and not closed, so that a field holds whole records."""


def _looked_through(text: _Text, reading: Reading, *, even: bool = False) -> Sheet:
    """Return a table of text after reading it through; with ``even`` every record must be as long as the heading."""
    heading = _heading(text, reading)
    suspect: tuple[int, int] | None = None
    count, certain, width = 0, False, len(heading.names) + 2 * heading.rejected
    records = ((line, cells) for line, cells in text.records() if any(map(str.strip, cells)))
    for line, cells in islice(records, heading.above, None):
        count += 1
        if even and (len(cells) != width or any(_IN_MARKS.fullmatch(cell) for cell in cells)):
            raise _Swallowed
        if text.quoted and ("\n" in (joined := "".join(cells)) or "\r" in joined):
            lines, sure = _swallowed(cells, width, text.separator)
            if lines and (sure or suspect is None):
                suspect, certain = (line, lines), sure
            if certain:
                break
    if suspect is not None and (certain or not _well_quoted(text)):
        raise _Swallowed(
            f"{text.path.name}, line {suspect[0]}: a quotation mark opens a field that swallows the {suspect[1]:,} "
            "lines after it; close it, or read the file with --quotes none if quotation marks are text in it"
        )
    return Sheet(
        text.path,
        heading.names,
        count,
        text.cells,
        text.encoding,
        text.separator,
        text.quoted,
        rejected=heading.rejected,
        above=heading.above,
        heading_line=heading.line,
    )


def _heading(text: _Text, reading: Reading) -> Heading:
    first = [Cells(line, cells) for line, cells in islice(text.records(), _TRIED)]
    wide = any(len(record.texts) > 1 for record in first[:1])
    heading = heading_of(first, heading=reading.heading, titles=wide, trimmed=False)
    if heading is None:
        raise BadValue(f"{text.path.name} is empty; its first line names the columns", part=str(text.path))
    return heading


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


def _well_quoted(text: _Text) -> bool:
    """Return whether every quotation mark that closes a field stands at its end."""
    try:
        for _ in text.records(strict=True):
            pass
    except BadValue:
        return False
    return True
