"""The order of the certificates in a timestamp's answer.

DER (X.690, 11.6) wants the members of a set in the order of their bytes. OpenSSL writes the certificates of a chain in
the order of the chain, and with it the authorities that run it; rfc3161-client 1.0 refuses that order. No signature
covers the order.
"""

from __future__ import annotations

from collections.abc import Iterator

_TAGGED = 0xA0
"""The tag of the certificates (RFC 5652, 5.1)."""


def in_order(answer: bytes) -> bytes:
    """Return an answer (RFC 3161, 2.4.2) with its certificates in order, or as it is if it is built otherwise."""
    try:
        _, token = _parts(answer, *_inside(answer, 0))
        _, content = _parts(answer, *token)
        ((start, end),) = _parts(answer, *content)
        for place, part_end in _parts(answer, start, end, inside=False):
            if answer[place] == _TAGGED:
                start, end = _inside(answer, place)
                members = sorted(answer[first:last] for first, last in _parts(answer, start, end, inside=False))
                return answer[:start] + b"".join(members) + answer[part_end:]
    except (IndexError, ValueError):
        return answer
    return answer


def _parts(der: bytes, start: int, end: int, *, inside: bool = True) -> Iterator[tuple[int, int]]:
    """Yield where each value between two places begins and ends, or with ``inside`` its content."""
    while start < end:
        first, last = _inside(der, start)
        if last > end:
            raise ValueError("a value is longer than its surroundings")
        yield (first, last) if inside else (start, last)
        start = last


def _inside(der: bytes, place: int) -> tuple[int, int]:
    """Return where the content of the value at a place begins and ends; raises `ValueError` for no definite length."""
    length, begin = der[place + 1], place + 2
    if length >= 0x80:
        count = length & 0x7F
        if not 1 <= count <= 4:
            raise ValueError("a value without a length")
        begin += count
        length = int.from_bytes(der[place + 2 : begin], "big")
    return begin, begin + length
