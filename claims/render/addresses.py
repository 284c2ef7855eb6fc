"""Web addresses and claim numbers in a text, for formats that turn them into links."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from claims.patterns import pattern_of

_LINKS = pattern_of(r"(?P<address>https?://[^\s<>|`]*[^\s<>|`.,;:!?)'\"”’])|(?<![\w&#])#(?P<number>\d{1,9})\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and where it links to."""

    text: str
    address: str | None = None
    """A web address; only ever http or https."""
    claim: int | None = None
    """The number of a claim that has its own place in the document."""


def pieces(text: str, claims: Collection[int] = ()) -> Iterator[Piece]:
    """Yield a text in parts, in order; only numbers of ``claims`` become links."""
    end = 0
    for match in _LINKS.finditer(text):
        number = int(match["number"]) if match["number"] else None
        if number is not None and number not in claims:
            continue
        if match.start() > end:
            yield Piece(text[end : match.start()])
        yield Piece(match[0], address=match["address"], claim=number)
        end = match.end()
    if end < len(text):
        yield Piece(text[end:])
