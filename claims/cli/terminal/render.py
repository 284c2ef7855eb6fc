"""The renderer: a command passes its rows and columns, and the renderer prints them in the format asked for.

JSON shows rows whole; the other formats show the columns. No stored text can act on a terminal.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import click

from claims.cli.terminal.plain import can_print, cells, columns, harmless, harmless_json, one_line, padded, wrapped
from claims.render.json_text import json_text
from claims.render.json_text import plain_value as plain_value
from claims.render.markdown_text import escaped_lines, markdown_table
from claims.render.tree import Branch as Branch
from claims.render.tree import Tone
from claims.text.formula import no_formula
from claims.values import value

_DEEPEST = 48


class Format(StrEnum):
    """The format of a command's output."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"


@value
class Column:
    """A heading, and the value of a row under it: an attribute, a key or a function of the row."""

    header: str
    of: str | Callable[[Any], object]
    right: bool = False
    """Whether it is aligned right, like numbers."""
    wide: bool = False
    """Whether it gets at least half of a terminal's line if it needs that."""

    def cell(self, row: Any) -> object:
        """Return a row's value in this column."""
        if callable(self.of):
            return self.of(row)
        return row[self.of] if isinstance(row, Mapping) else getattr(row, self.of)


def emit(
    rows: Iterable[Any],
    shown: Sequence[Column],
    form: Format,
    *,
    empty: str = "Nothing found.",
    caption: str | None = None,
) -> None:
    """Print rows (dataclasses or mappings); ``empty`` and ``caption`` are for people only."""
    if form is Format.JSONL:
        for row in rows:
            click.echo(compact_json(row))
        return
    rows = list(rows)
    if form is Format.JSON:
        click.echo(as_json(rows))
    elif form is Format.CSV:
        click.echo(_csv(rows, shown), nl=False)
    elif form is Format.MARKDOWN:
        click.echo(_markdown(rows, shown))
    else:
        _table(rows, shown) if rows else click.echo(empty)
    if caption and form in (Format.TABLE, Format.MARKDOWN):
        click.echo(f"\n{caption if form is Format.TABLE else escaped_lines(harmless(caption))}")


def emit_record(record: Any, shown: Sequence[Column], form: Format, *, text: Callable[[], str] | None = None) -> None:
    """Print one record; ``text`` makes what people read instead of a line for each column."""
    if form is Format.JSON:
        click.echo(as_json(record))
    elif form is Format.JSONL:
        click.echo(compact_json(record))
    elif form is Format.CSV:
        click.echo(_csv([record], shown), nl=False)
    elif form is Format.MARKDOWN:
        facts = [(column.header, column.cell(record)) for column in shown]
        click.echo(_markdown(facts, [Column("", lambda fact: fact[0]), Column("", lambda fact: fact[1])]))
    else:
        echo_text(text() if text else _facts(record, shown))


def echo_text(text: str) -> None:
    """Print a text for people, with statuses marked and coloured."""
    from claims.cli.terminal.marks import at_a_glance

    click.echo(at_a_glance(text, styled=can_style()))


def warn(sentence: str) -> None:
    """Print a warning on the standard error."""
    click.echo(f"claims: {one_line(sentence)}", err=True)


def in_terminal() -> bool:
    """Return whether the standard output is a terminal."""
    return sys.stdout.isatty()


def can_style() -> bool:
    """Return whether the output is a terminal that shows colours, and nobody asked for plain text.

    Any text in NO_COLOR asks for it (https://no-color.org), and so does a TERM of "dumb".
    """
    return in_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def styled(text: str, **looks: Any) -> str:
    """Return text styled with the arguments of `click.style`, if the terminal can show it."""
    return click.style(text, **looks) if text and looks and can_style() else text


def wrap(text: str, *, first: str = "", rest: str | None = None, width: int | None = None) -> str:
    """Return a text wrapped to the terminal, its first line after ``first`` and the others after ``rest``."""
    rest = " " * cells(first) if rest is None else rest
    lines = wrapped(text, (width or columns()) - max(cells(first), cells(rest)))
    return "\n".join(f"{rest if index else first}{line}".rstrip() for index, line in enumerate(lines))


def tree(roots: Sequence[Branch], *, width: int | None = None) -> str:
    """Return a tree drawn with lines, wrapped to the terminal; a deep branch loses the left end of its lines."""
    across, tee, corner, pipe = ("─ ", "├", "└", "│  ") if can_print("├└│─") else ("- ", "+", "`", "|  ")
    width = width or columns()
    kept = min(_DEEPEST, width // 2)
    lines: list[str] = []
    waiting = [(root, "", "", "") for root in reversed(roots)]
    while waiting:  # no recursion: a chain of relays may be thousands long
        branch, stem, sign, below = waiting.pop()
        left = (stem + below)[-kept:]
        under = left + (pipe if branch.below else "")
        first = (stem + sign)[-kept:]
        drawn = wrap(branch.text, first=first, rest=under, width=width)
        lines.append(_toned(drawn, branch.tone, len(first), len(under)))
        last = len(branch.below) - 1
        for index in range(last, -1, -1):
            sign, below = (corner + across, "   ") if index == last else (tee + across, pipe)
            waiting.append((branch.below[index], left, sign, below))
    return "\n".join(lines)


def _toned(drawn: str, tone: Tone, first: int, rest: int) -> str:
    """Return the lines of a branch with its text in colour, except the first characters, which draw the tree."""
    looks = _TONES.get(tone)
    if looks is None or not can_style():
        return drawn
    starts = (rest if index else first for index in range(drawn.count("\n") + 1))
    lines = zip(drawn.split("\n"), starts, strict=True)
    return "\n".join(line[:start] + styled(line[start:], **looks) for line, start in lines)


_TONES: Mapping[Tone, Mapping[str, Any]] = {
    Tone.NAMED: {"fg": "green"},
    Tone.UNNAMED: {"fg": "yellow"},
    Tone.NOBODY: {"fg": "magenta"},
    Tone.RETRACTED: {"fg": "red", "strikethrough": True},
}
"""The colours that repeat, on a terminal, the words of a line."""


def as_json(value: Any) -> str:
    """Return a value as JSON for people and programs alike."""
    return json_text(value, ascii_only=not can_print_all())


def can_print_all() -> bool:
    """Return whether the standard output's encoding has all characters."""
    return can_print("é–Ж漢😀")


def compact_json(value: Any) -> str:
    """Return a value as one line of JSON."""
    return harmless_json(json.dumps(plain_value(value), ensure_ascii=not can_print_all()))


def cell_text(value: object) -> str:
    """Return a value as text for a table."""
    if value is None:
        return ""
    if value.__class__ is str:
        return str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, (list, tuple)):
        return ", ".join(map(cell_text, value))
    return str(plain_value(value))


def _table(rows: Sequence[Any], shown: Sequence[Column]) -> None:
    from claims.cli.terminal.tables import text_table

    texts = [[one_line(cell_text(column.cell(row))) for column in shown] for row in rows]
    width = columns() if in_terminal() and os.environ.get("TERM") != "dumb" else None
    headers, right = [column.header for column in shown], [index for index, column in enumerate(shown) if column.right]
    widest = next((index for index, column in enumerate(shown) if column.wide), None)
    table = text_table(
        headers, texts, right=right, width=width, widest=widest, look=lambda heading: styled(heading, bold=True)
    )
    echo_text(table)


def _facts(record: Any, shown: Sequence[Column]) -> str:
    """Return a line for each column that is not empty in this record, with several values one below the other."""
    facts = [(column.header, cell_text(column.cell(record))) for column in shown]
    longest = max(cells(header) for header, _ in facts)
    return "\n".join(wrap(value, first=f"{padded(header, longest)}  ") for header, value in facts if value)


def _csv(rows: Iterable[Any], shown: Sequence[Column]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.header for column in shown)
    for row in rows:
        writer.writerow(_csv_cell(column.cell(row)) for column in shown)
    return out.getvalue()


def _csv_cell(value: object) -> object:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    return harmless(no_formula(cell_text(value)))


def _markdown(rows: Iterable[Any], shown: Sequence[Column]) -> str:
    texts = [[_markdown_cell(column.cell(row)) for column in shown] for row in rows]
    right = [index for index, column in enumerate(shown) if column.right]
    return markdown_table([column.header for column in shown], texts, right=right)


def _markdown_cell(value: object) -> str:
    return escaped_lines(harmless(cell_text(value).strip().replace("\r\n", "\n")))
