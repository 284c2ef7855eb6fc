"""Search and exchange: a search index, other fact-checkers' ratings, arrivals and exports."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

REDACTABLE = ("note", "rating")


def upgrade() -> None:
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("ALTER TABLE review ADD COLUMN rating TEXT")
    op.create_table(
        "arrival",
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_arrival")),
    )
    op.create_table(
        "departure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departure")),
    )
    op.create_table(
        "search_fts_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=24), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("tokens", sa.Text() if sqlite else sa.dialects.postgresql.TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_search_fts_document_claim_id_claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_fts_document")),
        sa.UniqueConstraint("subject", "row_id", name=op.f("uq_search_fts_document_subject_row_id")),
    )
    op.create_index(op.f("ix_search_fts_document_claim_id"), "search_fts_document", ["claim_id"])
    if sqlite:
        # The tokens are made by the program, in plain ASCII, so the simplest tokenizer leaves them as they are.
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE search_fts USING fts5"
            "(tokens, content='search_fts_document', content_rowid='id', tokenize='ascii')"
        )
    else:
        op.create_index(
            op.f("ix_search_fts_document_tokens"), "search_fts_document", ["tokens"], postgresql_using="gin"
        )
    for statement in guards(sa.inspect(connection), sqlite=sqlite):
        connection.exec_driver_sql(statement)


def guards(inspector: sa.Inspector, *, sqlite: bool) -> Iterator[str]:
    """Yield the triggers that protect reviews with their new column: only a redaction may change it."""
    differs = "IS NOT" if sqlite else "IS DISTINCT FROM"
    columns = [column["name"] for column in inspector.get_columns("review")]
    fixed = " AND ".join(
        f'NOT (NEW."{name}" {differs} OLD."{name}")' for name in columns if name not in (*REDACTABLE, "salt")
    )
    emptied = "".join(
        f' AND (NEW."{name}" IS NULL OR NOT (NEW."{name}" {differs} OLD."{name}"))' for name in REDACTABLE
    )
    redacted = "NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)"
    allowed = f"{fixed}{emptied} AND {redacted}"
    if sqlite:
        yield 'DROP TRIGGER "review_keep"'
        yield (
            f'CREATE TRIGGER "review_keep" BEFORE UPDATE ON "review" WHEN NOT ({allowed}) '
            "BEGIN SELECT RAISE(ABORT, 'rows of review are never updated'); END"
        )
        return
    yield f"""
        CREATE OR REPLACE FUNCTION claims_keep_review() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND ({allowed}) THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'rows of %% are never changed by %%', TG_TABLE_NAME, TG_OP;
        END $$
    """


def downgrade() -> None:
    raise NotImplementedError("records are never taken back; restore the backup made before the upgrade")
