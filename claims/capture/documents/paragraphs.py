"""The paragraphs of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claims.patterns import pattern_of

_BREAKS = pattern_of(r"\s+")
_UNSEEN = pattern_of("[\u00ad\u200b\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, an entry of a list, or a cell of a table, on one line."""

    text: str
    heading: bool = False
    """Whether it is a heading, such as the headline."""


def tidied(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs that have words, without line breaks, double blanks and signs that nobody sees."""
    for paragraph in paragraphs:
        text = _BREAKS.sub(" ", _UNSEEN.sub("", paragraph.text)).strip()
        if any(character.isalnum() for character in text):
            yield Paragraph(text, paragraph.heading)
