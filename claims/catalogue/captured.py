"""What capture keeps: snapshots of articles, and what a person decided about the claims proposed from them."""

from __future__ import annotations

from claims.catalogue.field import FLAG, LINE, MOMENT, TEXT, Field, Record, Reference
from claims.vocabulary import Decision, Media

SNAPSHOT = Record(
    "snapshot",
    (
        Field("article", Reference("article"), required=True, about="the article"),
        Field("story", Reference("story"), about="the story that its claims go into"),
        Field("media", Media, required=True, about="the kind of file"),
        Field("sha256", LINE, made_of="text", about="the SHA-256 of the bytes as they came"),
        Field("kept_as", LINE, about="the name of the kept file"),
        Field("reader", LINE, required=True, about="the program that read the text, with its version"),
        Field("language", LINE, about="the language of the text"),
        Field("stated", TEXT, private=True, about="what the document states about itself, as JSON"),
        Field("text", TEXT, private=True, about="the text that was read"),
        Field("confidential", FLAG, False, about="whether it is confidential"),
    ),
    about="A copy of an article as it came, with the text that was read from it.",
    identifying=True,
)

PROPOSAL_DECISION = Record(
    "proposal_decision",
    (
        Field("snapshot", Reference("snapshot"), required=True, about="the snapshot"),
        Field("proposal", LINE, required=True, about="the proposal: where its passage begins and ends, and its words"),
        Field("decision", Decision, required=True, about="what was decided"),
        Field("appearance", Reference("appearance"), about="the appearance that it became"),
    ),
    about="A person's decision about a claim that was proposed from a snapshot.",
)

SNAPSHOT_TIMESTAMP = Record(
    "snapshot_timestamp",
    (
        Field("snapshot", Reference("snapshot"), required=True, about="the snapshot"),
        Field("authority", LINE, required=True, about="the address of the authority"),
        Field("stamped_at", MOMENT, required=True, about="when, by the authority's clock"),
        Field("token", TEXT, private=True, about="its answer (RFC 3161), in Base64"),
        Field(
            "root",
            TEXT,
            required=True,
            redactable=False,
            about="the certificate that it is trusted by, in Base64",
        ),
    ),
    about="An authority's signed statement that a snapshot existed at a moment.",
)
