"""Parts of a report on a terminal: wrapped, in columns, bold or dim where the terminal can show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from claims.cli.terminal.marks import at_a_glance
from claims.cli.terminal.plain import cells, columns
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
    return at_a_glance(_styled(text, line.look), styled=can_style())


def _table(table: Table) -> str:
    from claims.cli.terminal.tables import text_table

    rows = [[" ".join(cell.split()) for cell in row] for row in table.rows]
    right = range(table.words, len(table.headers))
    return text_table(table.headers, rows, right=right, width=columns(), ruled=False)


def _styled(text: str, look: Look) -> str:
    """Return text bold or dim, unless the terminal cannot show it or somebody asked for plain text."""
    from claims.render.text import Look

    if look is Look.PLAIN or not can_style():
        return text
    quiet = look is Look.QUIET
    return click.style(text, bold=not quiet or None, dim=quiet or None, underline=look is Look.TITLE or None)
