"""Parts of a report on a terminal: wrapped, in columns, bold or dim where that can be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from claims.cli.terminal.plain import cells, columns, padded, wrapped
from claims.cli.terminal.render import can_style, tree, wrap

if TYPE_CHECKING:
    from claims.render.parts import Table
    from claims.render.text import Drawn, Line, Look


def drawn_part(drawn: Drawn) -> str:
    """Return one part of the text, wrapped to the terminal."""
    from claims.render.text import Chains, Line

    if isinstance(drawn, Line):
        return _line(drawn)
    if isinstance(drawn, Chains):
        lines = tree(drawn.branches, width=max(20, columns() - len(drawn.indent))).split("\n")
        return "\n".join(f"{drawn.indent}{line}" for line in lines)
    return _table(drawn)


def _line(line: Line) -> str:
    text = wrap(" ".join(line.text.split()), first=line.first, rest=" " * cells(line.first))
    return _styled(text, line.look)


def _table(table: Table) -> str:
    """Return a table in which the first column takes what room the numbers leave, if it needs that."""
    numbers = [[row[index] for row in (table.headers, *table.rows)] for index in range(1, len(table.headers))]
    widths = [max(map(cells, column)) for column in numbers]
    room = max(12, columns() - sum(widths) - 2 * len(widths))
    first = min(room, max(cells(row[0]) for row in (table.headers, *table.rows)))
    return "\n".join(_row(row, first, widths) for row in (table.headers, *table.rows))


def _row(row: Sequence[str], first: int, widths: Sequence[int]) -> str:
    head, *more = wrapped(row[0], first)
    numbers = [padded(cell, width, right=True) for cell, width in zip(row[1:], widths, strict=True)]
    return "\n".join(["  ".join([padded(head, first), *numbers]), *(f"  {line}" for line in more)])


def _styled(text: str, look: Look) -> str:
    """Return text bold or dim, as it stands out, if a terminal can show it and nobody asked for plain text."""
    from claims.render.text import Look

    if look is Look.PLAIN or not can_style():
        return text
    quiet = look is Look.QUIET
    return click.style(text, bold=not quiet or None, dim=quiet or None, underline=look is Look.TITLE or None)
