"""Statuses at a glance on a terminal: their marks and words in colour, with marks that every encoding has."""

from __future__ import annotations

import re
from functools import cache

import click

from claims.cli.terminal.plain import can_print
from claims.render.marks import MARKS, Mark
from claims.vocabulary import words


def at_a_glance(text: str, *, styled: bool) -> str:
    """Return text with its marked statuses in their colours, if ``styled``, and with marks that can be printed."""
    signs = can_print("".join(mark.sign for mark in MARKS.values()))
    if signs and not styled:
        return text

    def shown(match: re.Match[str]) -> str:
        mark = _known()[match[2].casefold()]
        drawn = f"{match[1] if signs else mark.plain} {match[2]}"
        return click.style(drawn, fg=mark.colour) if styled else drawn

    return _pattern().sub(shown, text)


@cache
def _known() -> dict[str, Mark]:
    return {words(status): mark for status, mark in MARKS.items()}


@cache
def _pattern() -> re.Pattern[str]:
    """Return a pattern for any of these marks with the word after it."""
    pairs = "|".join(f"{re.escape(mark.sign)} {re.escape(words(status))}" for status, mark in MARKS.items())
    return re.compile(rf"(?<!\S)(?=(?:{pairs})\b)(\S) ({'|'.join(map(re.escape, map(words, MARKS)))})\b", re.IGNORECASE)
