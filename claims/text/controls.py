"""Control characters: typographic marks that were read wrongly, and characters that belong in no text."""

from __future__ import annotations

from claims.patterns import pattern_of


def _of_windows() -> dict[int, str]:
    """Return the marks of Windows-1252 that were taken for Latin-1: an apostrophe stands as U+0092."""
    marks = {}
    for code in range(0x80, 0xA0):
        try:
            marks[code] = bytes([code]).decode("cp1252")
        except UnicodeDecodeError:  # five of them are no marks there either
            continue
    return marks


_MARKS = _of_windows()
_C1 = pattern_of("[\x80-\x9f]")
_CONTROLS = pattern_of("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters (Cc) and lone surrogates (Cs), except line breaks and tabs."""


def with_marks(text: str) -> str:
    """Return a text with the marks of Windows-1252 restored, as HTML reads them."""
    return text if text.isascii() or not _C1.search(text) else text.translate(_MARKS)


def first_control(text: str) -> tuple[str, int] | None:
    """Return the first control character, named as ``U+0007``, and its place, counted from 1; None if there is none."""
    control = _CONTROLS.search(text)
    return None if control is None else (f"U+{ord(control[0]):04X}", control.start() + 1)
