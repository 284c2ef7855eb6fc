"""What the newsroom keeps about its own records: edits, redactions, seals, copies, rules."""

from __future__ import annotations

from claims.catalogue.field import FLAG, LINE, TEXT, Field, Record, Reference

ASSIGNMENT = Record(
    "assignment",
    (
        Field("claim", Reference("claim"), required=True),
        Field("reviewer", LINE, required=True),
        Field("taken", FLAG, True),
    ),
)
"""Who took a claim, or dropped it."""

REVISION = Record(
    "revision",
    (
        Field("subject", LINE, required=True),
        Field("row_uid", LINE, required=True),
        Field("field", LINE, required=True),
        Field("old", TEXT),
        Field("new", TEXT),
        Field("reason", TEXT),
    ),
)
"""One field of a named thing changed: old and new as JSON, references as uids."""

REDACTION = Record(
    "redaction",
    (
        Field("subject", LINE, required=True),
        Field("row_uid", LINE, required=True),
        Field("field", LINE, required=True),
        Field("reason", TEXT),
    ),
)
"""That a field's content was taken out of every version of a row."""

SEALED = Record(
    "sealed",
    (
        Field("subject", LINE, required=True),
        Field("row_uid", LINE, required=True),
        Field("recipients", TEXT),
        Field("ciphertext", TEXT),
    ),
)
"""A confidential identity or judgement, encrypted to the recipients whom the reporter named."""

COPY = Record(
    "copy",
    (
        Field("kind", LINE, required=True),
        Field("path", TEXT),
        Field("complete", FLAG, False),
        Field("subject", LINE),
        Field("row_uid", LINE),
    ),
)
"""A backup or a report that was written: where it is, and which record it covers; none for all."""

POLICY = Record(
    "policy",
    (
        Field("name", LINE, required=True),
        Field("value", LINE, required=True),
        Field("note", TEXT),
    ),
)
"""A rule that the newsroom works by; the newest for its name holds."""

REMAINDER = Record(
    "remainder",
    (
        Field("subject", LINE, required=True),
        Field("row_uid", LINE, required=True),
        Field("without", LINE, required=True),
        Field("digest", LINE, required=True),
    ),
)
"""What was left of a record after a redaction: the digest of its first version without the fields that went."""
