"""What a record holds after a redaction."""

from __future__ import annotations

FILE = "file"
"""The field name for redacting the kept copy of an evidence file."""


def placeholder(subject: str, field: str, uid: str) -> str | None:
    """Return the new value of a redacted field: None, or a slug for records that must have a slug.

    The slug is made from the uid, so it is the same in every database that redacts the record.
    """
    return f"redacted-{uid.rpartition('-')[2]}" if field == "slug" and subject != "article" else None
