"""The desk: a newsroom's policies, the use of a reply, the subject of a copy, and the search words of statements."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# The tables that are new or have new columns, each with the text that a redaction may take out of it.
GUARDED = {"policy": ("note",), "inquiry_reply": ("note",), "copy": ("path",)}


def upgrade() -> None:
    op.create_table(
        "policy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
        sa.UniqueConstraint("uid", name=op.f("uq_policy_uid")),
    )
    # No rebuilding by batch: SQLite would lose the triggers, and adds a nullable reference in place.
    connection = op.get_bind()
    used = "CONSTRAINT fk_inquiry_reply_appearance_id_appearance REFERENCES appearance (id)"
    connection.exec_driver_sql(f"ALTER TABLE inquiry_reply ADD COLUMN appearance_id INTEGER {used}")
    connection.exec_driver_sql("ALTER TABLE copy ADD COLUMN subject VARCHAR")
    connection.exec_driver_sql("ALTER TABLE copy ADD COLUMN row_uid VARCHAR(36)")
    op.create_index(op.f("ix_inquiry_reply_appearance_id"), "inquiry_reply", ["appearance_id"])
    op.create_index(op.f("ix_copy_row_uid"), "copy", ["row_uid"])
    op.create_index(op.f("ix_inquiry_reply_by"), "inquiry", ["reply_by"])
    op.create_index(op.f("ix_window_review_on"), "window", ["review_on"])
    op.create_index(op.f("ix_story_publishing_on"), "story", ["publishing_on"])
    op.create_index(op.f("ix_correction_entered_at"), "correction", ["entered_at"])
    op.create_table(
        "claim_word",
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_word_claim_id_claim")),
        sa.PrimaryKeyConstraint("word", "claim_id", name=op.f("pk_claim_word")),
    )
    op.create_index(op.f("ix_claim_word_claim_id"), "claim_word", ["claim_id"])
    index_statements(connection)
    triggers = sqlite_triggers if connection.dialect.name == "sqlite" else postgresql_triggers
    for statement in triggers(sa.inspect(connection)):
        connection.exec_driver_sql(statement)


def index_statements(connection: sa.Connection) -> None:
    """Enter the search words of existing statements."""
    claim = sa.table("claim", sa.column("id"), sa.column("match_key"))
    word = sa.table("claim_word", sa.column("word"), sa.column("claim_id"))
    for part in connection.execute(sa.select(claim.c.id, claim.c.match_key)).partitions(1_000):
        rows = [{"word": word, "claim_id": number} for number, key in part for word in sorted(index_words(key or ""))]
        if rows:
            connection.execute(word.insert(), rows)


def index_words(key: str) -> set[str]:
    """Return the search words of a statement's key, as the program computed them at this version."""
    words: set[str] = set()
    for word in key.split():
        for run in re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]+|[^\u3040-\uffff]+", word):
            if run[0] < "\u3040":
                words.add(run[:40])
            else:
                words.update(run[at : at + 2] for at in range(max(1, len(run) - 1)))
    return words


def sqlite_triggers(inspector: sa.Inspector) -> Iterator[str]:
    """Yield the triggers that protect the new tables and columns on SQLite."""
    for table, allowed in guarded_updates(inspector, "IS NOT").items():
        yield f'DROP TRIGGER IF EXISTS "{table}_keep"'
        yield (
            f'CREATE TRIGGER "{table}_keep" BEFORE UPDATE ON "{table}" WHEN NOT ({allowed}) '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never updated'); END"
        )
    yield (
        'CREATE TRIGGER "policy_delete" BEFORE DELETE ON "policy" '
        "BEGIN SELECT RAISE(ABORT, 'rows of policy are never deleted'); END"
    )
    yield (
        'CREATE TRIGGER "policy_replace" BEFORE INSERT ON "policy" '
        'WHEN EXISTS (SELECT 1 FROM "policy" WHERE id = NEW.id OR uid = NEW.uid) '
        "BEGIN SELECT RAISE(ABORT, 'rows of policy are never replaced'); END"
    )


def postgresql_triggers(inspector: sa.Inspector) -> Iterator[str]:
    """Yield the triggers that protect the new tables and columns on PostgreSQL."""
    for table, allowed in guarded_updates(inspector, "IS DISTINCT FROM").items():
        yield f"""
            CREATE OR REPLACE FUNCTION claims_keep_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' AND ({allowed}) THEN RETURN NEW; END IF;
                RAISE EXCEPTION 'rows of %% are never changed by %%', TG_TABLE_NAME, TG_OP;
            END $$
        """
    yield (
        'CREATE TRIGGER "policy_keep" BEFORE UPDATE OR DELETE ON "policy" '
        "FOR EACH ROW EXECUTE FUNCTION claims_keep_policy()"
    )
    yield (
        'CREATE TRIGGER "policy_truncate" BEFORE TRUNCATE ON "policy" '
        "FOR EACH STATEMENT EXECUTE FUNCTION claims_refuse()"
    )
    yield 'ALTER TABLE "policy" ENABLE ALWAYS TRIGGER "policy_keep"'
    yield 'ALTER TABLE "policy" ENABLE ALWAYS TRIGGER "policy_truncate"'


def guarded_updates(inspector: sa.Inspector, differs: str) -> dict[str, str]:
    """Return the condition for allowing an update, for each table: only a redaction."""
    guarded = {}
    for table, content in GUARDED.items():
        columns = [column["name"] for column in inspector.get_columns(table)]
        fixed = " AND ".join(
            f'NOT (NEW."{name}" {differs} OLD."{name}")' for name in columns if name not in (*content, "salt")
        )
        emptied = "".join(
            f' AND (NEW."{name}" IS NULL OR NOT (NEW."{name}" {differs} OLD."{name}"))' for name in content
        )
        redacted = "NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)"
        guarded[table] = f"{fixed}{emptied} AND {redacted}"
    return guarded


def downgrade() -> None:
    raise NotImplementedError("records are never taken back; restore the backup made before the upgrade")
