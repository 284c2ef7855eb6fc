"""Text made fit for a terminal: harmless, of known width, wrapped."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator

from claims.patterns import pattern_of
from claims.text.harmless import escaped as escaped
from claims.text.harmless import harmless as harmless
from claims.text.harmless import harmless_json as harmless_json
from claims.text.harmless import one_line as one_line
from claims.text.shell import HARMFUL

FALLBACK_COLUMNS = 100
"""The width where there is no terminal to ask."""

_NARROW = pattern_of(
    r"[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u1fff"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff\u2500-\u25fc\u2713-\u2718]*"
)
"""Characters one column wide: Latin, Greek, Cyrillic, punctuation, lines. Most texts need no table of all widths."""


def is_harmful(text: str) -> bool:
    """Return whether something in the text could act on a terminal, line breaks included."""
    return HARMFUL.search(text) is not None


def columns() -> int:
    """Return how many columns the terminal has (or the ``COLUMNS`` of the environment)."""
    return max(20, shutil.get_terminal_size((FALLBACK_COLUMNS, 24)).columns)


def can_print(text: str) -> bool:
    """Return whether the standard output's encoding has these characters."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def cells(text: str) -> int:
    """Return how many columns a text takes up: two for a wide character, none for a mark that joins another."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth

    width = wcswidth(text)
    return width if width >= 0 else sum(map(_cells_of, text))


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Return the text filled up with spaces to ``width`` columns."""
    gap = " " * (width - cells(text))
    return gap + text if right else text + gap


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text at most ``width`` columns wide; a longer word is cut, a line break kept."""
    return [line for part in harmless(text).split("\n") for line in _filled(part, max(1, width))]


def _filled(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if cells(joined) <= width:
            line = joined
            continue
        if line:
            yield line
        *full, line = _cut(word, width)
        yield from full
    yield line


def _cut(word: str, width: int) -> Iterator[str]:
    piece, taken = "", 0
    for character in word:
        if taken + _cells_of(character) > width and piece:
            yield piece
            piece, taken = "", 0
        piece += character
        taken += _cells_of(character)
    yield piece


def _cells_of(character: str) -> int:
    if _NARROW.fullmatch(character):
        return 1
    from wcwidth import wcwidth

    return max(0, wcwidth(character))
