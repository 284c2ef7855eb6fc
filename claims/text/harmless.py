"""Text in which nothing acts on a terminal: every character that could is spelt out."""

from __future__ import annotations

from claims.patterns import pattern_of
from claims.text.shell import HARMFUL

_BREAKS = pattern_of(r"\s*[\n\r\t\x0b\x0c\u2028\u2029]\s*")


def harmless(text: str) -> str:
    """Return text that keeps its line breaks; every other character that could act on a terminal is spelt out."""
    if text.isprintable():  # like most texts; a printable text cannot act on a terminal
        return text
    return HARMFUL.sub(lambda match: "\n" if match[0] == "\n" else escaped(match[0]), text)


def one_line(text: str) -> str:
    """Return harmless text without line breaks and tabs."""
    text = text.strip()
    return text if text.isprintable() else harmless(_BREAKS.sub(" ", text))


def harmless_json(text: str) -> str:
    """Return JSON with every character escaped that could act on a terminal; it means the same."""
    return HARMFUL.sub(lambda match: "\n" if match[0] == "\n" else f"\\u{ord(match[0]):04x}", text)


def escaped(character: str) -> str:
    """Return a character spelt out by its number."""
    number = ord(character)
    if 0xDC80 <= number <= 0xDCFF:  # a byte of the command line that is no UTF-8
        return f"\\x{number - 0xDC00:02x}"
    return f"\\x{number:02x}" if number < 0x80 else f"\\u{number:04x}"
