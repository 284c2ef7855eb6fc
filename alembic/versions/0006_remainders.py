"""The rest of a redacted record gets a digest of its own."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = ("id", "uid", "entered_at", "entered_by", "subject", "row_uid", "without", "digest")


def upgrade() -> None:
    op.create_table(
        "remainder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("row_uid", sa.String(length=36), nullable=False),
        sa.Column("without", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remainder")),
        sa.UniqueConstraint("uid", name=op.f("uq_remainder_uid")),
    )
    op.create_index(op.f("ix_remainder_row_uid"), "remainder", ["row_uid"])
    connection = op.get_bind()
    triggers = sqlite_triggers if connection.dialect.name == "sqlite" else postgresql_triggers
    for statement in triggers():
        connection.exec_driver_sql(statement)


def allowed(differs: str) -> str:
    """Return the condition for allowing an update: the salt may be removed if another digest replaces it."""
    fixed = " AND ".join(f'NOT (NEW."{name}" {differs} OLD."{name}")' for name in COLUMNS)
    stands = "other.row_uid = OLD.row_uid AND other.id <> OLD.id AND other.salt IS NOT NULL"
    return f"{fixed} AND NEW.salt IS NULL AND EXISTS (SELECT 1 FROM remainder other WHERE {stands})"


def sqlite_triggers() -> Iterator[str]:
    """Yield the triggers that protect the table on SQLite."""
    yield (
        f'CREATE TRIGGER "remainder_keep" BEFORE UPDATE ON "remainder" WHEN NOT ({allowed("IS NOT")}) '
        "BEGIN SELECT RAISE(ABORT, 'rows of remainder are never updated'); END"
    )
    yield (
        'CREATE TRIGGER "remainder_delete" BEFORE DELETE ON "remainder" '
        "BEGIN SELECT RAISE(ABORT, 'rows of remainder are never deleted'); END"
    )
    yield (
        'CREATE TRIGGER "remainder_replace" BEFORE INSERT ON "remainder" '
        'WHEN EXISTS (SELECT 1 FROM "remainder" WHERE id = NEW.id OR uid = NEW.uid) '
        "BEGIN SELECT RAISE(ABORT, 'rows of remainder are never replaced'); END"
    )


def postgresql_triggers() -> Iterator[str]:
    """Yield the triggers that protect the table on PostgreSQL, even in a session that replays a replica."""
    yield f"""
        CREATE FUNCTION claims_keep_remainder() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND ({allowed("IS DISTINCT FROM")}) THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'rows of %% are never changed by %%', TG_TABLE_NAME, TG_OP;
        END $$
    """
    yield (
        'CREATE TRIGGER "remainder_keep" BEFORE UPDATE OR DELETE ON "remainder" '
        "FOR EACH ROW EXECUTE FUNCTION claims_keep_remainder()"
    )
    yield (
        'CREATE TRIGGER "remainder_truncate" BEFORE TRUNCATE ON "remainder" '
        "FOR EACH STATEMENT EXECUTE FUNCTION claims_refuse()"
    )
    yield 'ALTER TABLE "remainder" ENABLE ALWAYS TRIGGER "remainder_keep"'
    yield 'ALTER TABLE "remainder" ENABLE ALWAYS TRIGGER "remainder_truncate"'


def downgrade() -> None:
    raise NotImplementedError("records are never taken back; restore the backup made before the upgrade")
