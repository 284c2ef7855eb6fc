"""What a record holds after a redaction."""

from __future__ import annotations

from collections.abc import Mapping

FILE = "file"
"""The field name for redacting a kept file: of evidence, or of a snapshot."""

KEPT: Mapping[str, str] = {"evidence": "sha256", "snapshot": "kept_as"}
"""The column with the name of a record's kept file, which is the SHA-256 of its bytes, by table."""


def placeholder(subject: str, field: str, uid: str) -> str | None:
    """Return the new value of a redacted field: None, or a slug for records that must have a slug.

    The slug is made from the uid, so it is the same in every database that redacts the record.
    """
    return f"redacted-{uid.rpartition('-')[2]}" if field == "slug" and subject != "article" else None
