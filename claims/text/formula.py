"""Texts that a spreadsheet takes for a formula, which may send a reader's data away or start a program."""

from __future__ import annotations

_STARTS = tuple("=+-@＝＋－＠")


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet may take a text for a formula (OWASP, "CSV Injection")."""
    return text.startswith(("\t", "\r")) or text.lstrip().startswith(_STARTS)


def no_formula(text: str) -> str:
    """Return a text safe for a CSV cell: an apostrophe before a would-be formula makes it plain text."""
    return f"'{text}" if is_formula(text) else text
