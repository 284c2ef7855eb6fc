"""What a file that leaves the newsroom leaves out, in words."""

from __future__ import annotations

from claims.privacy.redaction import PRIVATE

_WHY = {
    "off_record": "off the record",
    "sealed": "sealed",
    "redacted": "redacted",
    "copy": "about copies on this machine",
}


def left_out_phrase(why: str, count: int) -> str:
    """Return in words how much was left out, and why."""
    if why == "people":
        return f"{count:,} {'list' if count == 1 else 'lists'} of those who may see a closed story"
    if why in PRIVATE:
        return f"{count:,} {why.replace('_', ' ')}{'' if count == 1 else 's'}"
    if why == "no_reference":
        return f"{count:,} {'article' if count == 1 else 'articles'} without author, title, outlet or address"
    if why == "snapshot":
        return f"{count:,} confidential {'snapshot' if count == 1 else 'snapshots'}"
    return f"{count:,} {'row' if count == 1 else 'rows'}, {_WHY.get(why, why)}"
