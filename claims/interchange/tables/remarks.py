"""What a person should know about a table that was read, in sentences without a full stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claims.text.harmless import one_line

SHOWN = 20
"""How many words, problems and changes are named; files have the others."""


def plural_lines(plurals: Mapping[str, int]) -> list[str]:
    """Return a line saying which unnamed plurals without a number count as collectives, if any."""
    given = {described: count for described, count in plurals.items() if count > 0}
    if not given:
        return []
    listed = ", ".join(f"“{one_line(described)}” ({count:,})" for described, count in list(given.items())[:SHOWN])
    more = f" and {len(given) - SHOWN:,} more" if len(given) > SHOWN else ""
    return [f"plurals without a number count as collectives of unknown size: {listed}{more}"]


def ratings_listed(unknown: Mapping[str, int]) -> str:
    """Return all ratings that are in no table, each with its count."""
    return ", ".join(f"“{one_line(rating)}” ({count:,})" for rating, count in unknown.items())


def nothing_lines(nothing: Mapping[str, int]) -> list[str]:
    """Return a line saying which words for nothing were read as empty cells, if any, and how to change that."""
    if not nothing:
        return []
    listed = ", ".join(f"“{one_line(word)}” ({count:,})" for word, count in list(nothing.items())[:SHOWN])
    return [f"words for nothing, read as empty cells: {listed}; to keep one of them, name it under values in a mapping"]


def meaningless_lines(characters: Mapping[str, int]) -> list[str]:
    """Return a line saying which control characters were left out, if any."""
    if not characters:
        return []
    listed = ", ".join(f"{name} ({count:,})" for name, count in characters.items())
    return [f"control characters that stand for nothing, left out: {listed}"]


def formula_lines(lines: Sequence[int]) -> list[str]:
    """Return a line saying which rows hold only formulas without results, if any, and what to do."""
    if not lines:
        return []
    listed = ", ".join(map(str, lines[:SHOWN])) + (f" and {len(lines) - SHOWN:,} more" if len(lines) > SHOWN else "")
    said = f"left out, as they hold only formulas whose results are not in the file: line {listed}"
    return [f"{said}; if rows are missing, open and save the workbook in a spreadsheet program"]
