"""Tables on a terminal: tabulate lays them out; this module decides how wide a column may be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import tabulate as layout

from claims.cli.terminal.plain import cells, wrapped

layout.MIN_PADDING = 0  # else every heading is two columns wider than it needs to be
layout.PRESERVE_WHITESPACE = True  # what goes on below the first line of a row is set in

_GAP = 2
_SET_IN = "  "
_ROOMY = 60
"""On a terminal at least this wide, a column of a table can have half of it."""
_LEAST = 4
"""How many columns of the terminal a column gets if there is no room for its words."""


def text_table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    right: Collection[int] = (),
    width: int | None = None,
    ruled: bool = True,
    widest: int | None = None,
    look: Callable[[str], str] = str,
) -> str:
    """Return a table of harmless texts, each on one line; the columns in ``right`` are aligned right.

    With ``width`` texts are wrapped so that the table takes no more columns of the terminal, and the column ``widest``
    gets at least half of them if it needs them; without it every row is one line. ``ruled`` draws a line under the
    headings, and ``look`` styles each line of the headings. Texts are wrapped before tabulate (0.10) gets them, because
    its own wrapping does not always end.
    """
    lines = [headers, *rows]
    if width is not None:
        room = width - _GAP * (len(headers) - 1)
        widths = column_widths(lines, room, whole=right)
        if widest is not None and width >= _ROOMY and widths[widest] < -(-width // 2):
            widths = _with_half(lines, room, right, widest, -(-width // 2))
        lines = [[_wrapped(line[index], widths[index], index) for index in range(len(headers))] for line in lines]
    # The width of each sign is looked up only where one may be wide: of a long list that takes half of the time.
    layout.WIDE_CHARS_MODE = not all(text.isascii() for line in lines for text in line)
    return layout.tabulate(
        lines[1:],
        ["\n".join(map(look, heading.split("\n"))) for heading in lines[0]],
        tablefmt="simple" if ruled else "plain",
        colalign=["right" if index in right else "left" for index in range(len(headers))],
        disable_numparse=True,  # else "1e5" reads 100000
    )


def column_widths(lines: Sequence[Sequence[str]], room: int, *, whole: Collection[int] = ()) -> list[int]:
    """Return how wide each column is, all together no more than ``room`` columns of the terminal if possible.

    If they do not fit, each gets its longest word, and columns in ``whole`` their longest text; the remaining room
    goes, one by one, to the column whose text takes most lines. So numbers and days stay whole, and statements get the
    rest.
    """
    columns = list(zip(*lines, strict=True))
    wanted = [max(map(cells, column)) for column in columns]
    if sum(wanted) <= room:
        return wanted
    words = [max(map(cells, " ".join(column).split()), default=0) for column in columns]
    widths = _level([wanted[index] if index in whole else word for index, word in enumerate(words)], room)
    for _ in range(room - sum(widths)):
        widths[max(range(len(widths)), key=lambda index: wanted[index] / max(1, widths[index]))] += 1
    return widths


def _with_half(lines: Sequence[Sequence[str]], room: int, whole: Collection[int], widest: int, half: int) -> list[int]:
    """Return how wide each column is if the ``widest`` gets ``half``, or all it needs; the others get the rest."""
    wanted = max(cells(line[widest]) for line in lines)
    others = [[text for index, text in enumerate(line) if index != widest] for line in lines]
    kept = [index - (index > widest) for index in whole if index != widest]
    widths = column_widths(others, room - min(wanted, half), whole=kept)
    widths.insert(widest, room - sum(widths))
    return widths


def _level(words: Sequence[int], room: int) -> list[int]:
    """Return how many columns of the terminal each column's words take, within the room there is."""
    level = max(words)
    while level > _LEAST and sum(min(word, level) for word in words) > room:
        level -= 1
    return [min(word, level) for word in words]


def _wrapped(text: str, width: int, index: int) -> str:
    lines = wrapped(text, width)
    if index == 0 and len(lines) > 1 and width > len(_SET_IN):
        first, *more = wrapped(text, width - len(_SET_IN))
        lines = [first, *(f"{_SET_IN}{line}" for line in more)]
    return "\n".join(lines)
