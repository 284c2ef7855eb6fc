"""What a redaction leaves in a record."""

from __future__ import annotations

FILE = "file"
"""The field of evidence under which its kept copy is taken away."""


def placeholder(subject: str, field: str, uid: str) -> str | None:
    """Return what stands in the place of a redacted field: nothing, or a slug where one is demanded.

    The slug is made of the uid, so that it is the same in every database that redacts the record.
    """
    return f"redacted-{uid.rpartition('-')[2]}" if field == "slug" and subject != "article" else None
