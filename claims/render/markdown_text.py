"""Markdown for texts and trees; stored text can never act as markup."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from claims.patterns import pattern_of

if TYPE_CHECKING:
    from claims.render.tree import Branch

DEEPEST = 20
"""The deepest indent of a nested list."""

# The usual marks; then what GitHub and markdown-it's linkify make a link of: a mail address, a host, a scheme.
_MARKUP = pattern_of(r"([\\`*_\[\]#|~@]|(?<=\w)\.(?=[^\W\d_]{2})|(?<=www)\.|:(?=//)|/(?=/))", re.IGNORECASE)
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ADDRESS = pattern_of(r"https?://[^\s<>|`]*[^\s<>|`.,;:!?)'\"”’]")
_LIST_OR_RULE = pattern_of(r"^([-+=]|\d{1,9}[.)])(?=\s|$|[-=])")


def escaped(text: str) -> str:
    """Return text on one line, with all markup and addresses escaped."""
    return _no_list(_escaped(" ".join(text.split())))


def linked(text: str) -> str:
    """Return the same as `escaped`, with web addresses as links.

    Use it for evidence alone, never for statements and quotes.
    """
    flat, phrases, end = " ".join(text.split()), [], 0
    for match in _ADDRESS.finditer(flat):
        phrases += [_escaped(flat[end : match.start()]), f"<{match[0]}>"]
        end = match.end()
    return _no_list("".join([*phrases, _escaped(flat[end:])]))


def escaped_lines(text: str) -> str:
    """Return the same as `escaped`, with line breaks kept, for a cell of a table."""
    return "<br>".join(map(escaped, text.strip().split("\n")))


def markdown_table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[int] = ()) -> str:
    """Return a table of escaped cells, with the columns in ``right`` right-aligned.

    Cells are not padded: otherwise every row would be as wide as the longest statement.
    """
    from tabulate import DataRow, TableFormat, tabulate

    row = DataRow("| ", " | ", " |")
    marks = " | ".join("---:" if index in right else "---" for index in range(len(headers)))
    form = TableFormat(None, lambda widths, aligns: f"| {marks} |", None, None, row, row, 0, None)
    return tabulate(rows, headers, tablefmt=form, stralign=None, disable_numparse=True)  # else "1e5" reads 100000


def _no_list(text: str) -> str:
    return _LIST_OR_RULE.sub(lambda match: f"{match[1][:-1]}\\{match[1][-1]}", text)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", "".join(_HTML.get(character, character) for character in text))


def bullets(roots: Sequence[Branch]) -> str:
    """Return trees as nested lists."""
    lines = []
    waiting = [(root, 0) for root in reversed(roots)]
    while waiting:  # no recursion: a chain of relays may be thousands long
        branch, depth = waiting.pop()
        lines.append(f"{'  ' * min(depth, DEEPEST)}- {escaped(branch.text)}")
        waiting.extend((below, depth + 1) for below in reversed(branch.below))
    return "\n".join(lines)
