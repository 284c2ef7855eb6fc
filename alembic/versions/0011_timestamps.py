"""Timestamps of snapshots by an authority, and samples of their texts, by which texts like them are looked up."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# The new table of records, with the text that a redaction may take out of it.
GUARDED = {"snapshot_timestamp": ("token",)}


def upgrade() -> None:
    op.create_table(
        "snapshot_timestamp",
        *record_columns(),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("root", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_snapshot_timestamp_snapshot_id_snapshot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot_timestamp")),
        sa.UniqueConstraint("uid", name=op.f("uq_snapshot_timestamp_uid")),
    )
    op.create_index(op.f("ix_snapshot_timestamp_snapshot_id"), "snapshot_timestamp", ["snapshot_id"])
    # The program fills it after every upgrade.
    op.create_table(
        "snapshot_sample",
        sa.Column("sample", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("snapshot_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("sample", "snapshot_id", name=op.f("pk_snapshot_sample")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_snapshot_sample_snapshot_id"), "snapshot_sample", ["snapshot_id"])
    connection = op.get_bind()
    triggers = sqlite_triggers if connection.dialect.name == "sqlite" else postgresql_triggers
    for statement in triggers(sa.inspect(connection)):
        connection.exec_driver_sql(statement)


def record_columns() -> list[sa.Column[object]]:
    """Return new columns that every record has."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
    ]


def sqlite_triggers(inspector: sa.Inspector) -> Iterator[str]:
    """Yield the triggers that protect the tables on SQLite."""
    for table, allowed in guarded_updates(inspector, "IS NOT").items():
        yield (
            f'CREATE TRIGGER "{table}_keep" BEFORE UPDATE ON "{table}" WHEN NOT ({allowed}) '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never updated'); END"
        )
        yield (
            f'CREATE TRIGGER "{table}_delete" BEFORE DELETE ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never deleted'); END"
        )
        yield (
            f'CREATE TRIGGER "{table}_replace" BEFORE INSERT ON "{table}" '
            f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE id = NEW.id OR uid = NEW.uid) '
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never replaced'); END"
        )


def postgresql_triggers(inspector: sa.Inspector) -> Iterator[str]:
    """Yield the triggers that protect the tables on PostgreSQL, even in a session that replays a replica."""
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
