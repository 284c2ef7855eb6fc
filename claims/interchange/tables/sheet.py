"""A table that can be read: its records as texts, its heading, and how it is read.

The first row names the columns, unless the table has no heading. A title above the heading is skipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from claims.catalogue.imported import FIELDS
from claims.errors import BadValue
from claims.text.matching import match_key
from claims.values import value

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
"""What may stand between fields, by name."""

QUOTES = ("none", "double")
"""How quotation marks are read: as text, or as the marks around a field, doubled inside it."""

PROBLEM, LINE = "problem", "line"
"""The two first columns of a file of rejected rows; they are no data when it is read in again."""

MIXED = "mixed"
"""Our name for UTF-8 with some Windows-1252 in it, as in files pasted together."""

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with its mark (BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 without its mark",
    "utf-16-be": "UTF-16 without its mark",
    "cp1252": "Windows-1252",
    MIXED: "UTF-8, in parts Windows-1252",
}
"""What sentences call encodings."""

_TITLES = 10
"""How many lines of a title may stand above a heading."""


@value
class Cells:
    """A record as its format gives it: texts, and what only some formats know of them, by the place of the column."""

    line: int
    texts: list[str]
    links: Mapping[int, str] = field(default_factory=dict)
    """The addresses that cells link to."""
    uncalculated: Mapping[int, str] = field(default_factory=dict)
    """Formulas whose results the file does not have."""


@value
class Row:
    """A table's record: its first line, its fields, and any fault of its form."""

    line: int
    cells: tuple[str, ...]
    problem: str | None = None
    links: Mapping[int, str] = field(default_factory=dict)
    """The addresses that cells link to, by the place of the column."""
    uncalculated: Mapping[int, str] = field(default_factory=dict)
    """Formulas whose results the file does not have, by the place of the column."""


@value
class Sheet:
    """A table that can be read: its heading, how many records it has, and how it is to be read."""

    path: Path
    header: tuple[str, ...]
    records: int | None
    """How many records it has; none if it is not known before."""
    read: Callable[[], Iterator[Cells]]
    """Yields every record of the file, the heading and blank ones too."""
    encoding: str | None = None
    separator: str | None = None
    quoted: bool = True
    tab: str | None = None
    """The sheet of the workbook, if it is one."""
    rejected: bool = False
    """Whether it is a file of rejected rows, before whose fields stand a reason and a line."""
    above: int = 1
    """How many records that are not blank come before the first row: the heading and a title."""
    heading_line: int = 1
    """The line of the heading."""
    left_out: list[int] = field(default_factory=list, compare=False)
    """The lines left out so far because they hold nothing but formulas without results."""

    def rows(self) -> Iterator[Row]:
        """Yield the records after the heading without blank ones; a record of another length has a problem."""
        width = len(self.header) + 2 * self.rejected
        self.left_out.clear()
        for record in islice(_not_blank(self.read(), self.left_out), self.above, None):
            cells = record.texts
            if len(cells) > width and not any(cells[width:]):
                cells = cells[:width]
            if self.tab is not None and len(cells) < width:
                cells = [*cells, *[""] * (width - len(cells))]
            wrong = None if len(cells) == width else f"it has {len(cells)} fields and the heading has {width}"
            kept = tuple(cells[2:] if self.rejected else cells)
            yield Row(record.line, kept, wrong, record.links, record.uncalculated)

    def said(self) -> str:
        """Return how the file is read, in words."""
        if not self.above:
            heading = ", without a heading"
        else:
            heading = f", headings in line {self.heading_line}" if self.heading_line > 1 else ""
        if self.tab is not None:
            return f'the sheet "{self.tab}" of a workbook{heading}'
        name = next((name for name, sign in SEPARATORS.items() if sign == self.separator), repr(self.separator))
        quoting = "" if self.quoted else ", quotation marks kept as text"
        return f"{ENCODINGS.get(self.encoding or '', self.encoding)}, separated by {name}{quoting}{heading}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a person wants a table read; what is None is recognised."""

    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    quotes: str | None = None
    heading: bool = True
    """Whether the first row names the columns."""


def _not_blank(records: Iterable[Cells], left_out: list[int] | None = None) -> Iterator[Cells]:
    """Yield the records that hold anything; note the lines of those that hold only formulas without results."""
    for record in records:
        if any(map(str.strip, record.texts)):
            yield record
        elif record.uncalculated and left_out is not None:
            left_out.append(record.line)


@dataclass(frozen=True, slots=True)
class Heading:
    """The names of a table's columns, and where they stand."""

    names: tuple[str, ...]
    rejected: bool
    above: int
    line: int


def heading_of(
    records: Iterable[Cells], *, heading: bool = True, titles: bool = True, trimmed: bool = True
) -> Heading | None:
    """Return the heading of a table's first records, or None if there is no record.

    Without a heading the columns are numbered. ``titles`` says whether a title may stand above the heading, a record
    with a single text; ``trimmed`` that cells after the last name are no columns. Raises `BadValue` for two columns of
    the same name.
    """
    first = list(islice(_not_blank(records), _TITLES))
    if not first:
        return None
    texts = first[0].texts
    if not heading and [text.strip("\ufeff") for text in texts[:2]] != [PROBLEM, LINE]:
        width = max(len(_to_last(record.texts)) for record in first) if trimmed else len(texts)
        return Heading(tuple(f"column {at}" for at in range(1, width + 1)), False, 0, 1)
    at = _titles_above(first) if titles else 0
    names, rejected = _names(_to_last(first[at].texts) if trimmed else first[at].texts)
    return Heading(names, rejected, at + 1, first[at].line)


def _titles_above(records: Sequence[Cells]) -> int:
    """Return how many of the first records are a title: one text each that names no field, above a row of several."""
    for at, record in enumerate(records):
        texts = [text for text in record.texts if text.strip()]
        if len(texts) > 1:
            return at
        if texts and match_key(texts[0]) in _NAMED:
            return 0
    return 0


_NAMED = frozenset(match_key(name) for key, column in FIELDS.items() for name in (key, *column.headings))
"""The common names of columns."""


def _to_last(texts: Sequence[str]) -> Sequence[str]:
    """Return texts up to the last that is not blank."""
    last = max((at for at, text in enumerate(texts, 1) if text.strip()), default=0)
    return texts[:last]


def _names(cells: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Return the columns' names, and whether the first two belong to a file of rejected rows."""
    names = [" ".join(cell.replace("\ufeff", "").split()) or f"column {at}" for at, cell in enumerate(cells, 1)]
    rejected = tuple(names[:2]) == (PROBLEM, LINE)
    names = names[2:] if rejected else names
    twice = [name for name, count in Counter(map(str.casefold, names)).items() if count > 1]
    if twice:
        places = ", ".join(str(at) for at, name in enumerate(names, 1) if name.casefold() == twice[0])
        named = next(name for name in names if name.casefold() == twice[0])
        raise BadValue(f'columns {places} share the name "{named}"; keep it for one of them and rename the others')
    return tuple(names), rejected
