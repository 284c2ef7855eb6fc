"""A report for a terminal: lines with indents and styles, to be wrapped and coloured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from claims.render.parts import ClaimPart, Facts, Heading, Paragraph, Part, SettledList, SettledPart, Table, Timeline
from claims.render.tree import Branch


class Look(Enum):
    """How a line stands out, if the output can show it."""

    PLAIN = auto()
    TITLE = auto()
    HEADING = auto()
    CLAIM = auto()
    QUIET = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A text to wrap, with ``first`` before it and as many spaces before the following lines."""

    text: str
    first: str = ""
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Chains:
    """Trees, drawn after an indent."""

    branches: tuple[Branch, ...]
    indent: str


Drawn = Line | Chains | Table

BLANK = Line("")


def part_lines(parts: Sequence[Part]) -> list[Drawn]:
    """Return parts as lines for the screen."""
    width = max((len(f"#{part.number}") for part in parts if isinstance(part, ClaimPart)), default=0)
    lines: list[Drawn] = []
    before: Part | None = None
    for part in parts:
        if before is not None and not _joined(before, part):
            lines.append(BLANK)
        lines.extend(_lines(part, width))
        before = part
    return lines


def _joined(before: Part, part: Part) -> bool:
    """Return whether there is no blank line between two parts."""
    in_list = isinstance(before, ClaimPart) and isinstance(part, ClaimPart) and before.compact and part.compact
    return in_list or (isinstance(before, Heading) and not isinstance(part, Heading))


def _lines(part: Part, width: int) -> Iterator[Drawn]:
    if isinstance(part, Heading):
        yield Line(part.text.upper() if part.level == 2 else part.text, look=_LOOKS[min(part.level, 3)])
    elif isinstance(part, Paragraph):
        yield Line(part.text)
    elif isinstance(part, Facts):
        yield from _facts(part)
    elif isinstance(part, Table):
        yield part
    elif isinstance(part, ClaimPart):
        yield from _claim(part, width)
    elif isinstance(part, Timeline):
        yield from _timeline(part)
    else:
        yield from _settled(part, width)


_LOOKS = {1: Look.TITLE, 2: Look.HEADING, 3: Look.CLAIM}


def _facts(part: Facts) -> Iterator[Line]:
    longest = max(len(label) for label, _ in part.pairs)
    for label, text in part.pairs:
        yield Line(text, first=f"{label.ljust(longest)}  ")


def _timeline(part: Timeline) -> Iterator[Line]:
    longest = max((len(moment.when) for moment in part.moments), default=0)
    for moment in part.moments:
        yield Line(moment.text, first=f"{moment.when.ljust(longest)}  ")


def _claim(part: ClaimPart, width: int) -> Iterator[Drawn]:
    yield Line(part.statement, first=_number(part.number, width), look=Look.PLAIN if part.compact else Look.CLAIM)
    indent = " " * (width + 2)
    look, lines = Look.QUIET if part.compact else Look.PLAIN, part.lines
    if part.standing:
        standing = f"{part.standing.marked}{part.standing.rest}"
        if part.compact and lines:  # where it stands begins the first line
            standing, lines = f"{standing} · {lines[0]}", lines[1:]
        yield Line(standing, first=indent, look=look)
    for line in lines:
        yield Line(line, first=indent, look=look)
    if part.chains:
        yield Chains(part.chains, indent)


def _settled(part: SettledList, width: int) -> Iterator[Line]:
    for index, row in enumerate(part.rows):
        if index:
            yield BLANK
        yield Line(row.statement, first=_number(row.number, width), look=Look.CLAIM)
        indent = " " * (width + 2)
        yield Line(f"{row.standing.marked}{row.standing.rest} ({row.by})", first=indent)
        for line in _settlement(row):
            yield Line(line, first=indent)


def _settlement(row: SettledPart) -> Sequence[str]:
    before = [f"Before that: {row.earlier}."] if row.earlier else []
    why = [row.why] if row.why else []
    return [*why, *row.evidence, *before]


def _number(number: int, width: int) -> str:
    return f"#{number}".ljust(width + 2)
