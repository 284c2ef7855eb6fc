"""The newsroom's own bookkeeping: assignments, edits, redactions, seals, copies, rules."""

from __future__ import annotations

from claims.catalogue.field import FLAG, LINE, TEXT, Field, Record, Reference

ASSIGNMENT = Record(
    "assignment",
    (
        Field("claim", Reference("claim"), required=True, about="the claim"),
        Field("reviewer", LINE, required=True, about="who took it or dropped it"),
        Field("taken", FLAG, True, about="whether it was taken"),
    ),
    about="Who is checking a claim.",
)

REVISION = Record(
    "revision",
    (
        Field("subject", LINE, required=True, about="the kind of record"),
        Field("row_uid", LINE, required=True, about="the record"),
        Field("field", LINE, required=True, about="the field that changed"),
        Field("old", TEXT, about="the old value"),
        Field("new", TEXT, about="the new value"),
        Field("reason", TEXT, about="why"),
    ),
    about="An edit of one field of a record.",
)

REDACTION = Record(
    "redaction",
    (
        Field("subject", LINE, required=True, about="the kind of record"),
        Field("row_uid", LINE, required=True, about="the record"),
        Field("field", LINE, required=True, about="the field that was emptied"),
        Field("reason", TEXT, about="why"),
    ),
    about="The permanent removal of a text from a record.",
)

SEALED = Record(
    "sealed",
    (
        Field("subject", LINE, required=True, about="the kind of record"),
        Field("row_uid", LINE, required=True, about="the record"),
        Field("recipients", TEXT, about="the people it is encrypted for"),
        Field("ciphertext", TEXT, about="the encrypted text"),
    ),
    about="A confidential identity or judgement, encrypted for the people the reporter named.",
)

COPY = Record(
    "copy",
    (
        Field("kind", LINE, required=True, about="a backup or a report"),
        Field("path", TEXT, about="where it is"),
        Field("complete", FLAG, False, about="whether it contains confidential material"),
        Field("subject", LINE, about="the kind of record it covers, or everything"),
        Field("row_uid", LINE, about="the record it covers"),
    ),
    about="A backup or a report that was written.",
)

POLICY = Record(
    "policy",
    (
        Field("name", LINE, required=True, about="the rule"),
        Field("value", LINE, required=True, about="its setting"),
        Field("note", TEXT, about="why"),
    ),
    about="A newsroom rule; the newest of each name counts.",
)

REMAINDER = Record(
    "remainder",
    (
        Field("subject", LINE, required=True, about="the kind of record"),
        Field("row_uid", LINE, required=True, about="the record"),
        Field("without", LINE, required=True, about="the redacted fields"),
        Field("digest", LINE, required=True, about="the fingerprint of the rest"),
    ),
    about="Proof of the rest of a record after a redaction.",
)
