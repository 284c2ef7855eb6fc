"""The whole model: named records, insert-only records, the event chain, and the triggers that protect them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

GENESIS = "0" * 64

# Rows that are only ever inserted, each with the text that a redaction may take out of it.
RECORDED = {
    "outlet_alias": ("value", "match_key"),
    "byline": (),
    "claim_story": (),
    "appearance": ("occasion", "excerpt", "prefix", "suffix", "anonymity_reason", "note", "private_note"),
    "hedge": ("words",),
    "window": ("words", "understood"),
    "correction": ("note",),
    "relation": ("note",),
    "review": ("note",),
    "evidence": ("title", "url", "file_name", "note"),
    "judgement": ("reason",),
    "inquiry": ("whom", "question"),
    "inquiry_reply": ("note",),
    "assignment": (),
    "revision": ("old", "new", "reason"),
    "redaction": ("reason",),
    "sealed": ("recipients", "ciphertext"),
    "copy": ("path",),
    "event": (),
}

# Rows that are edited in place and whose identity stays.
NAMED = ("outlet", "reporter", "story", "source", "article", "claim")
IDENTITY = ("id", "uid", "entered_at", "entered_by")


def upgrade() -> None:
    op.create_table(
        "chain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("replica", sa.String(length=36), nullable=False),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chain")),
        sa.UniqueConstraint("replica", name=op.f("uq_chain_replica")),
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("match_key", sa.Text(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "fact",
                "prediction",
                "intention",
                "conditional",
                "position",
                "opinion",
                name="ck_claim_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "weight",
            sa.Enum(
                "key",
                "supporting",
                "background",
                name="ck_claim_weight",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("condition_claim_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["condition_claim_id"], ["claim.id"], name=op.f("fk_claim_condition_claim_id_claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("uid", name=op.f("uq_claim_uid")),
    )
    op.create_index(op.f("ix_claim_condition_claim_id"), "claim", ["condition_claim_id"], unique=False)
    op.create_index(op.f("ix_claim_match_key"), "claim", ["match_key"], unique=False)
    op.create_table(
        "copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy")),
        sa.UniqueConstraint("uid", name=op.f("uq_copy_uid")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("replica", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("replica", "seq", name=op.f("uq_event_replica_seq")),
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "same",
                "distinct",
                "independent",
                "duplicate",
                "not_duplicate",
                name="ck_judgement_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("a_uid", sa.String(length=36), nullable=False),
        sa.Column("b_uid", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["replaces_id"], ["judgement.id"], name=op.f("fk_judgement_replaces_id_judgement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint("uid", name=op.f("uq_judgement_uid")),
    )
    op.create_index(op.f("ix_judgement_a_uid"), "judgement", ["a_uid"], unique=False)
    op.create_index(op.f("ix_judgement_b_uid"), "judgement", ["b_uid"], unique=False)
    op.create_index(op.f("ix_judgement_replaces_id"), "judgement", ["replaces_id"], unique=False)
    op.create_table(
        "outlet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("match_key", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.Column(
            "reliability",
            sa.Enum(
                "A",
                "B",
                "C",
                "D",
                "E",
                "F",
                name="ck_outlet_reliability",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlet")),
        sa.UniqueConstraint("uid", name=op.f("uq_outlet_uid")),
    )
    op.create_index(op.f("ix_outlet_match_key"), "outlet", ["match_key"], unique=False)
    op.create_index(op.f("ix_outlet_slug"), "outlet", ["slug"], unique=False)
    op.create_table(
        "redaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("row_uid", sa.String(length=36), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
        sa.UniqueConstraint("uid", name=op.f("uq_redaction_uid")),
    )
    op.create_index(op.f("ix_redaction_row_uid"), "redaction", ["row_uid"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("row_uid", sa.String(length=36), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("uid", name=op.f("uq_revision_uid")),
    )
    op.create_index("ix_revision_subject_row_uid", "revision", ["subject", "row_uid"], unique=False)
    op.create_table(
        "sealed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("row_uid", sa.String(length=36), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=True),
        sa.Column("ciphertext", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed")),
        sa.UniqueConstraint("uid", name=op.f("uq_sealed_uid")),
    )
    op.create_index(op.f("ix_sealed_row_uid"), "sealed", ["row_uid"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "person",
                "institution",
                "document",
                name="ck_source_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("described", sa.Text(), nullable=True),
        sa.Column("match_key", sa.String(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("part_of_id", sa.Integer(), nullable=True),
        sa.Column("issuer_id", sa.Integer(), nullable=True),
        sa.Column("stated_count", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["institution_id"], ["source.id"], name=op.f("fk_source_institution_id_source")),
        sa.ForeignKeyConstraint(["issuer_id"], ["source.id"], name=op.f("fk_source_issuer_id_source")),
        sa.ForeignKeyConstraint(["part_of_id"], ["source.id"], name=op.f("fk_source_part_of_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("uid", name=op.f("uq_source_uid")),
    )
    op.create_index(op.f("ix_source_institution_id"), "source", ["institution_id"], unique=False)
    op.create_index(op.f("ix_source_issuer_id"), "source", ["issuer_id"], unique=False)
    op.create_index(op.f("ix_source_match_key"), "source", ["match_key"], unique=False)
    op.create_index(op.f("ix_source_part_of_id"), "source", ["part_of_id"], unique=False)
    op.create_index(op.f("ix_source_slug"), "source", ["slug"], unique=False)
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publishing_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
        sa.UniqueConstraint("uid", name=op.f("uq_story_uid")),
    )
    op.create_index(op.f("ix_story_slug"), "story", ["slug"], unique=False)
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=True),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column(
            "outlet_basis",
            sa.Enum(
                "stated",
                "inferred",
                name="ck_article_outlet_basis",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "article",
                "editorial",
                "opinion",
                "newsletter",
                "broadcast",
                "transcript",
                "statement",
                "post",
                "unpublished",
                name="ck_article_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("url_key", sa.Text(), nullable=True),
        sa.Column(
            "url_basis",
            sa.Enum(
                "stated", "inferred", name="ck_article_url_basis", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("published_earliest", sa.Date(), nullable=True),
        sa.Column("published_latest", sa.Date(), nullable=True),
        sa.Column(
            "published_basis",
            sa.Enum(
                "stated",
                "inferred",
                name="ck_article_published_basis",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.Column("reprint_of_id", sa.Integer(), nullable=True),
        sa.Column(
            "reprint_extent",
            sa.Enum(
                "whole", "part", name="ck_article_reprint_extent", native_enum=False, create_constraint=True, length=24
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_article_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["reprint_of_id"], ["article.id"], name=op.f("fk_article_reprint_of_id_article")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("uid", name=op.f("uq_article_uid")),
    )
    op.create_index(op.f("ix_article_outlet_id"), "article", ["outlet_id"], unique=False)
    op.create_index(op.f("ix_article_published_earliest"), "article", ["published_earliest"], unique=False)
    op.create_index(op.f("ix_article_reprint_of_id"), "article", ["reprint_of_id"], unique=False)
    op.create_index(op.f("ix_article_slug"), "article", ["slug"], unique=False)
    op.create_index(op.f("ix_article_url_key"), "article", ["url_key"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_assignment_claim_id_claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("uid", name=op.f("uq_assignment_uid")),
    )
    op.create_index(op.f("ix_assignment_claim_id"), "assignment", ["claim_id"], unique=False)
    op.create_table(
        "claim_story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_story_claim_id_claim")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_claim_story_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_story")),
        sa.UniqueConstraint("uid", name=op.f("uq_claim_story_uid")),
    )
    op.create_index(op.f("ix_claim_story_claim_id"), "claim_story", ["claim_id"], unique=False)
    op.create_index(op.f("ix_claim_story_story_id"), "claim_story", ["story_id"], unique=False)
    op.create_table(
        "inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("whom", sa.Text(), nullable=True),
        sa.Column(
            "how",
            sa.Enum(
                "email",
                "phone",
                "message",
                "in_person",
                "letter",
                "form",
                "other",
                name="ck_inquiry_how",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_inquiry_claim_id_claim")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_inquiry_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
        sa.UniqueConstraint("uid", name=op.f("uq_inquiry_uid")),
    )
    op.create_index(op.f("ix_inquiry_claim_id"), "inquiry", ["claim_id"], unique=False)
    op.create_index(op.f("ix_inquiry_source_id"), "inquiry", ["source_id"], unique=False)
    op.create_table(
        "outlet_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("alias", "host", name="ck_outlet_alias_kind", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("match_key", sa.String(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_outlet_alias_outlet_id_outlet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlet_alias")),
        sa.UniqueConstraint("uid", name=op.f("uq_outlet_alias_uid")),
    )
    op.create_index(op.f("ix_outlet_alias_match_key"), "outlet_alias", ["match_key"], unique=False)
    op.create_index(op.f("ix_outlet_alias_outlet_id"), "outlet_alias", ["outlet_id"], unique=False)
    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "contradicts",
                "supports",
                "refines",
                "part_of",
                "supersedes",
                name="ck_relation_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint("claim_id <> other_id", name=op.f("ck_relation_relates_two_claims")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_relation_claim_id_claim")),
        sa.ForeignKeyConstraint(["other_id"], ["claim.id"], name=op.f("fk_relation_other_id_claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
        sa.UniqueConstraint("uid", name=op.f("uq_relation_uid")),
    )
    op.create_index(op.f("ix_relation_claim_id"), "relation", ["claim_id"], unique=False)
    op.create_index(op.f("ix_relation_other_id"), "relation", ["other_id"], unique=False)
    op.create_table(
        "reporter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("match_key", sa.String(), nullable=True),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_reporter_outlet_id_outlet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporter")),
        sa.UniqueConstraint("uid", name=op.f("uq_reporter_uid")),
    )
    op.create_index(op.f("ix_reporter_match_key"), "reporter", ["match_key"], unique=False)
    op.create_index(op.f("ix_reporter_outlet_id"), "reporter", ["outlet_id"], unique=False)
    op.create_index(op.f("ix_reporter_slug"), "reporter", ["slug"], unique=False)
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "unverified",
                "in_review",
                "corroborated",
                "disputed",
                "unproven",
                "not_checkable",
                "confirmed",
                "partly_confirmed",
                "misleading",
                "refuted",
                "outdated",
                name="ck_review_status",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "pending",
                "occurred",
                "occurred_early",
                "occurred_late",
                "partly_occurred",
                "did_not_occur",
                "void",
                name="ck_review_outcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("proposed", sa.Boolean(), nullable=False),
        sa.Column("agrees_with_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agrees_with_id"], ["review.id"], name=op.f("fk_review_agrees_with_id_review")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_review_claim_id_claim")),
        sa.ForeignKeyConstraint(["replaces_id"], ["review.id"], name=op.f("fk_review_replaces_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("uid", name=op.f("uq_review_uid")),
    )
    op.create_index(op.f("ix_review_agrees_with_id"), "review", ["agrees_with_id"], unique=False)
    op.create_index(op.f("ix_review_claim_id"), "review", ["claim_id"], unique=False)
    op.create_index(op.f("ix_review_replaces_id"), "review", ["replaces_id"], unique=False)
    op.create_table(
        "window",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "due", "happened", "holds", name="ck_window_role", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("said", sa.Date(), nullable=True),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("edtf", sa.String(), nullable=True),
        sa.Column(
            "precision",
            sa.Enum(
                "day",
                "week",
                "month",
                "quarter",
                "season",
                "year",
                "vague",
                name="ck_window_precision",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "basis",
            sa.Enum(
                "stated",
                "convention",
                "editor",
                name="ck_window_basis",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("understood", sa.Text(), nullable=True),
        sa.CheckConstraint("earliest <= latest", name=op.f("ck_window_begins_before_it_ends")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_window_claim_id_claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_window")),
        sa.UniqueConstraint("uid", name=op.f("uq_window_uid")),
    )
    op.create_index(op.f("ix_window_claim_id"), "window", ["claim_id"], unique=False)
    op.create_index(op.f("ix_window_latest"), "window", ["latest"], unique=False)
    op.create_table(
        "appearance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column(
            "attribution",
            sa.Enum(
                "named",
                "institution",
                "unnamed",
                "collective",
                "document",
                "outlet",
                "witnessed",
                "own_voice",
                "unattributed",
                name="ck_appearance_attribution",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column(
            "terms",
            sa.Enum(
                "on_record",
                "background",
                "deep_background",
                "off_record",
                "not_stated",
                name="ck_appearance_terms",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "interview",
                "press_conference",
                "briefing",
                "statement",
                "speech",
                "social_post",
                "broadcast",
                "not_stated",
                name="ck_appearance_channel",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("occasion", sa.Text(), nullable=True),
        sa.Column(
            "capacity",
            sa.Enum(
                "official",
                "spokesperson",
                "witness",
                "expert",
                "media",
                "private",
                "not_stated",
                name="ck_appearance_capacity",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "proximity",
            sa.Enum(
                "first_hand",
                "second_hand",
                "not_stated",
                name="ck_appearance_proximity",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "stance",
            sa.Enum(
                "asserts",
                "denies",
                "questions",
                "declines",
                name="ck_appearance_stance",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "treatment",
            sa.Enum(
                "endorses",
                "reports",
                "doubts",
                "rejects",
                name="ck_appearance_treatment",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "placement",
            sa.Enum(
                "headline",
                "lead",
                "body",
                name="ck_appearance_placement",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "likelihood",
            sa.Enum(
                "almost_no_chance",
                "very_unlikely",
                "unlikely",
                "roughly_even",
                "likely",
                "very_likely",
                "almost_certain",
                "possible",
                name="ck_appearance_likelihood",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "likelihood_basis",
            sa.Enum(
                "stated",
                "mapped",
                "editor",
                name="ck_appearance_likelihood_basis",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("said", sa.Date(), nullable=True),
        sa.Column("excerpt", sa.Text(), nullable=True),
        sa.Column("prefix", sa.Text(), nullable=True),
        sa.Column("suffix", sa.Text(), nullable=True),
        sa.Column(
            "wording",
            sa.Enum(
                "direct",
                "partial",
                "paraphrase",
                "translated",
                name="ck_appearance_wording",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("anonymity_reason", sa.Text(), nullable=True),
        sa.Column("relays_id", sa.Integer(), nullable=True),
        sa.Column(
            "relay_basis",
            sa.Enum(
                "stated",
                "inferred",
                "suspected",
                name="ck_appearance_relay_basis",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "credibility",
            sa.Enum(
                "1",
                "2",
                "3",
                "4",
                "5",
                "6",
                name="ck_appearance_credibility",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("private_note", sa.Text(), nullable=True),
        sa.CheckConstraint("(relays_id IS NULL) = (relay_basis IS NULL)", name=op.f("ck_appearance_relay_has_basis")),
        sa.CheckConstraint("relays_id <> article_id", name=op.f("ck_appearance_relays_another_article")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_appearance_article_id_article")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_appearance_claim_id_claim")),
        sa.ForeignKeyConstraint(["relays_id"], ["article.id"], name=op.f("fk_appearance_relays_id_article")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_appearance_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appearance")),
        sa.UniqueConstraint("uid", name=op.f("uq_appearance_uid")),
    )
    op.create_index(op.f("ix_appearance_article_id"), "appearance", ["article_id"], unique=False)
    op.create_index(op.f("ix_appearance_claim_id"), "appearance", ["claim_id"], unique=False)
    op.create_index(op.f("ix_appearance_relays_id"), "appearance", ["relays_id"], unique=False)
    op.create_index(op.f("ix_appearance_source_id"), "appearance", ["source_id"], unique=False)
    op.create_table(
        "byline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_byline_article_id_article")),
        sa.ForeignKeyConstraint(["reporter_id"], ["reporter.id"], name=op.f("fk_byline_reporter_id_reporter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_byline")),
        sa.UniqueConstraint("uid", name=op.f("uq_byline_uid")),
    )
    op.create_index(op.f("ix_byline_article_id"), "byline", ["article_id"], unique=False)
    op.create_index(op.f("ix_byline_reporter_id"), "byline", ["reporter_id"], unique=False)
    op.create_table(
        "inquiry_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column(
            "reply",
            sa.Enum(
                "answered",
                "declined",
                "no_answer",
                name="ck_inquiry_reply_reply",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_inquiry_reply_inquiry_id_inquiry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_reply")),
        sa.UniqueConstraint("uid", name=op.f("uq_inquiry_reply_uid")),
    )
    op.create_index(op.f("ix_inquiry_reply_inquiry_id"), "inquiry_reply", ["inquiry_id"], unique=False)
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("appearance_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "retracted",
                "edited",
                "wrong",
                name="ck_correction_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["appearance_id"], ["appearance.id"], name=op.f("fk_correction_appearance_id_appearance")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["appearance.id"], name=op.f("fk_correction_successor_id_appearance")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("uid", name=op.f("uq_correction_uid")),
    )
    op.create_index(op.f("ix_correction_appearance_id"), "correction", ["appearance_id"], unique=False)
    op.create_index(op.f("ix_correction_successor_id"), "correction", ["successor_id"], unique=False)
    op.create_table(
        "hedge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("appearance_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "evidential",
                "likelihood",
                "intention",
                "conditional",
                name="ck_hedge_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["appearance_id"], ["appearance.id"], name=op.f("fk_hedge_appearance_id_appearance")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hedge")),
        sa.UniqueConstraint("uid", name=op.f("uq_hedge_uid")),
    )
    op.create_index(op.f("ix_hedge_appearance_id"), "hedge", ["appearance_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("correction_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "primary_record",
                "data",
                "observation",
                "party_statement",
                "report",
                name="ck_evidence_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_evidence_article_id_article")),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["correction.id"], name=op.f("fk_evidence_correction_id_correction")
        ),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_evidence_review_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("uid", name=op.f("uq_evidence_uid")),
    )
    op.create_index(op.f("ix_evidence_article_id"), "evidence", ["article_id"], unique=False)
    op.create_index(op.f("ix_evidence_correction_id"), "evidence", ["correction_id"], unique=False)
    op.create_index(op.f("ix_evidence_review_id"), "evidence", ["review_id"], unique=False)
    op.create_index(op.f("ix_evidence_sha256"), "evidence", ["sha256"], unique=False)

    chain = sa.table("chain", *(sa.column(name) for name in ("replica", "ours", "seq", "hash")))
    op.execute(chain.insert().values(replica=str(uuid.uuid4()), ours=True, seq=0, hash=GENESIS))
    connection = op.get_bind()
    triggers = sqlite_triggers if connection.dialect.name == "sqlite" else postgresql_triggers
    for statement in triggers(sa.inspect(connection)):
        connection.exec_driver_sql(statement)


def sqlite_triggers(inspector: sa.Inspector) -> Iterator[str]:
    """Yield the triggers for SQLite; `INSERT OR REPLACE` deletes silently, so it is caught as an insert."""
    for table, allowed in guarded_updates(inspector, "IS NOT").items():
        says = f"rows of {table} are never " + ("updated" if table in RECORDED else "given another identity")
        yield (
            f'CREATE TRIGGER "{table}_keep" BEFORE UPDATE ON "{table}" WHEN NOT ({allowed}) '
            f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
        )
        yield (
            f'CREATE TRIGGER "{table}_delete" BEFORE DELETE ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never deleted'); END"
        )
        same = "id = NEW.id OR " + ("hash = NEW.hash" if table == "event" else "uid = NEW.uid")
        yield (
            f'CREATE TRIGGER "{table}_replace" BEFORE INSERT ON "{table}" '
            f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {same}) '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never replaced'); END"
        )


def postgresql_triggers(inspector: sa.Inspector) -> Iterator[str]:
    """Yield the triggers for PostgreSQL, which also fire in a session that replays a replica."""
    yield """
        CREATE FUNCTION claims_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'rows of %% are never changed by %%', TG_TABLE_NAME, TG_OP; END $$
    """
    for table, allowed in guarded_updates(inspector, "IS DISTINCT FROM").items():
        yield f"""
            CREATE FUNCTION claims_keep_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' AND ({allowed}) THEN RETURN NEW; END IF;
                RAISE EXCEPTION 'rows of %% are never changed by %%', TG_TABLE_NAME, TG_OP;
            END $$
        """
        yield (
            f'CREATE TRIGGER "{table}_keep" BEFORE UPDATE OR DELETE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION claims_keep_{table}()"
        )
        yield (
            f'CREATE TRIGGER "{table}_truncate" BEFORE TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION claims_refuse()"
        )
        yield f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{table}_keep"'
        yield f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{table}_truncate"'


def guarded_updates(inspector: sa.Inspector, differs: str) -> dict[str, str]:
    """Return the condition for allowing an update, for each table."""
    redacted = "NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)"
    guarded = {
        table: kept(IDENTITY, differs) + f" AND (NOT (NEW.salt {differs} OLD.salt) OR ({redacted}))" for table in NAMED
    }
    for table, content in RECORDED.items():
        if table == "event":
            guarded[table] = "1 = 0"
            continue
        columns = [column["name"] for column in inspector.get_columns(table)]
        fixed = kept([name for name in columns if name not in (*content, "salt")], differs)
        emptied = "".join(
            f' AND (NEW."{name}" IS NULL OR NOT (NEW."{name}" {differs} OLD."{name}"))' for name in content
        )
        guarded[table] = f"{fixed}{emptied} AND {redacted}"
    return guarded


def kept(columns: list[str] | tuple[str, ...], differs: str) -> str:
    """Return the condition that none of these columns changes."""
    return " AND ".join(f'NOT (NEW."{name}" {differs} OLD."{name}")' for name in columns)


def downgrade() -> None:
    raise NotImplementedError("records are never taken back; restore the backup made before the upgrade")
