"""Identifiers that sort by the time they were made: UUIDv7 (RFC 9562, section 5.7)."""

from __future__ import annotations

import os
import time

_last = 0


def new_uid() -> str:
    """Return a fresh UUIDv7 in text form; later uids sort after earlier uids.

    The twelve bits after the millisecond hold the fraction of a millisecond (RFC 9562, section 6.2, method 3), so that
    a burst of uids does not run ahead of the clock.
    """
    global _last
    _last = ticks = max((time.time_ns() << 12) // 1_000_000, _last + 1)
    moment = f"{ticks >> 12:012x}"
    chance = f"{int.from_bytes(os.urandom(8)) & (1 << 62) - 1 | 1 << 63:016x}"
    return f"{moment[:8]}-{moment[8:]}-7{ticks & 0xFFF:03x}-{chance[:4]}-{chance[4:]}"
