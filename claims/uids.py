"""Identifiers that sort by the time they were made: UUIDv7 (RFC 9562, section 5.7)."""

from __future__ import annotations

import os
import struct
import time

_last = 0

_chances: list[int] = []
"""Random numbers of 64 bits drawn ahead, some hundreds at once, as each request to the system is slow."""

_DRAWN = struct.Struct(">256Q")

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_chances.clear)  # or parent and child would use the same numbers


def new_uid() -> str:
    """Return a fresh UUIDv7 in text form; later uids sort after earlier uids.

    The twelve bits after the millisecond hold the fraction of a millisecond (RFC 9562, section 6.2, method 3), so that
    a burst of uids does not run ahead of the clock.
    """
    global _last
    _last = ticks = max((time.time_ns() << 12) // 1_000_000, _last + 1)
    moment = f"{ticks >> 12:012x}"
    try:
        drawn = _chances.pop()
    except IndexError:
        _chances.extend(_DRAWN.unpack(os.urandom(_DRAWN.size)))
        drawn = _chances.pop()
    chance = f"{drawn & (1 << 62) - 1 | 1 << 63:016x}"
    return f"{moment[:8]}-{moment[8:]}-7{ticks & 0xFFF:03x}-{chance[:4]}-{chance[4:]}"
