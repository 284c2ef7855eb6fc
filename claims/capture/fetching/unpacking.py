"""Unpacking what a site sends packed (gzip, deflate), piece by piece, up to a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

_EITHER = 47
"""The window of zlib for the format of gzip or that of zlib, whichever it is."""
_PIECE = 1 << 16


class BrokenOff(Exception):
    """Packed bytes that end before their content does, or are damaged."""


def unpacked(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Yield the content of packed bytes, a little over ``most`` bytes of it at the most.

    Several parts after one another are one content (RFC 1952). Raises `BrokenOff`.
    """
    part, size, begun = zlib.decompressobj(_EITHER), 0, False
    try:
        for piece in pieces:
            waiting = piece
            while waiting and size <= most:
                content = part.decompress(waiting, _PIECE)
                begun, size = True, size + len(content)
                yield content
                waiting = part.unconsumed_tail
                if part.eof:
                    waiting, part, begun = part.unused_data, zlib.decompressobj(_EITHER), False
            if size > most:
                return
    except zlib.error as error:
        raise BrokenOff from error
    if begun:
        raise BrokenOff
