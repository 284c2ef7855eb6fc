"""What the newsroom keeps about its own records: edits, redactions, seals, copies, rules."""

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
        Field("subject", LINE, required=True, about="the kind of the record"),
        Field("row_uid", LINE, required=True, about="the record"),
        Field("field", LINE, required=True, about="the field that changed"),
        Field("old", TEXT, about="what it was"),
        Field("new", TEXT, about="what it became"),
        Field("reason", TEXT, about="why"),
    ),
    about="One field of a record was edited.",
)

REDACTION = Record(
    "redaction",
    (
        Field("subject", LINE, required=True, about="the kind of the record"),
        Field("row_uid", LINE, required=True, about="the record"),
        Field("field", LINE, required=True, about="the field that was emptied"),
        Field("reason", TEXT, about="why"),
    ),
    about="A text was taken out of a record for good.",
)

SEALED = Record(
    "sealed",
    (
        Field("subject", LINE, required=True, about="the kind of the record"),
        Field("row_uid", LINE, required=True, about="the record"),
        Field("recipients", TEXT, about="for whom it is encrypted"),
        Field("ciphertext", TEXT, about="what is encrypted"),
    ),
    about="A confidential identity or judgement, encrypted for the people whom the reporter named.",
)

COPY = Record(
    "copy",
    (
        Field("kind", LINE, required=True, about="a backup or a report"),
        Field("path", TEXT, about="where it is"),
        Field("complete", FLAG, False, about="whether it holds what is confidential"),
        Field("subject", LINE, about="the kind of the record that it covers, or everything"),
        Field("row_uid", LINE, about="the record that it covers"),
    ),
    about="A backup or a report that was written.",
)

POLICY = Record(
    "policy",
    (
        Field("name", LINE, required=True, about="the rule"),
        Field("value", LINE, required=True, about="how it is set"),
        Field("note", TEXT, about="why"),
    ),
    about="A rule by which the newsroom works; the newest of its name counts.",
)

REMAINDER = Record(
    "remainder",
    (
        Field("subject", LINE, required=True, about="the kind of the record"),
        Field("row_uid", LINE, required=True, about="the record"),
        Field("without", LINE, required=True, about="the fields that went"),
        Field("digest", LINE, required=True, about="the fingerprint of what was left"),
    ),
    about="What proves the rest of a record after a redaction.",
)
