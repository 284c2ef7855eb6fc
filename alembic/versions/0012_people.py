"""Who acts: accounts with their roles, what proves them, who may see a closed story, and who read in confidence."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

# The tables whose rows are exchanged, each with the text that a redaction may take out of it.
REDACTABLE = {"story_closing": ("people", "note")}
# The tables of this database alone, of which no row ever changes.
FIXED = ("account", "account_role", "account_password", "access", "access_end", "confidential_read")


def upgrade() -> None:
    # The login that the system or the server proves, where it is known; ``who`` is the name it went by.
    op.add_column("event", sa.Column("proved", sa.String(), nullable=True))
    make_accounts()
    make_keys()
    make_closings()
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    leave_closed_stories_out(connection, sqlite=sqlite)
    for statement in (sqlite_triggers if sqlite else postgresql_triggers)(sa.inspect(connection)):
        connection.exec_driver_sql(statement)


def make_accounts() -> None:
    op.create_table(
        "account",
        *record_columns(),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("uid", name=op.f("uq_account_uid")),
        sa.UniqueConstraint("key", name=op.f("uq_account_key")),
    )
    op.create_table(
        "account_role",
        *record_columns(),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", word("role", "reader", "journalist", "checker", "editor", "owner"), nullable=False),
        sa.Column("login", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_role_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_role")),
        sa.UniqueConstraint("uid", name=op.f("uq_account_role_uid")),
    )
    op.create_index(op.f("ix_account_role_account_id"), "account_role", ["account_id"])


def make_keys() -> None:
    op.create_table(
        "account_password",
        *record_columns(),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_account_password_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_password")),
        sa.UniqueConstraint("uid", name=op.f("uq_account_password_uid")),
    )
    op.create_index(op.f("ix_account_password_account_id"), "account_password", ["account_id"])
    op.create_table(
        "access",
        *record_columns(),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", word("access_kind", "session", "token"), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_access_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access")),
        sa.UniqueConstraint("uid", name=op.f("uq_access_uid")),
        sa.UniqueConstraint("secret", name=op.f("uq_access_secret")),
    )
    op.create_index(op.f("ix_access_account_id"), "access", ["account_id"])
    op.create_table(
        "access_end",
        *record_columns(),
        sa.Column("access_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["access_id"], ["access.id"], name=op.f("fk_access_end_access_id_access")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_end")),
        sa.UniqueConstraint("uid", name=op.f("uq_access_end_uid")),
    )
    op.create_index(op.f("ix_access_end_access_id"), "access_end", ["access_id"])


def make_closings() -> None:
    op.create_table(
        "confidential_read",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("proved", sa.String(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("row_uid", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confidential_read")),
        sa.UniqueConstraint("uid", name=op.f("uq_confidential_read_uid")),
    )
    op.create_index(op.f("ix_confidential_read_row_uid"), "confidential_read", ["row_uid"])
    op.create_table(
        "story_closing",
        *record_columns(),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("people", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_story_closing_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_closing")),
        sa.UniqueConstraint("uid", name=op.f("uq_story_closing_uid")),
    )
    op.create_index(op.f("ix_story_closing_story_id"), "story_closing", ["story_id"])


def leave_closed_stories_out(connection: sa.Connection, *, sqlite: bool) -> None:
    """Leave out of the views the appearances of claims that are told to nobody; all other views rest on this one."""
    told = "AND now.told_as_id IS NOT NULL"
    if sqlite:
        view = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'v_appearances'").scalar_one()
        connection.exec_driver_sql("DROP VIEW v_appearances")
        connection.exec_driver_sql(f"{view.rstrip()} {told}")
        return
    view = connection.exec_driver_sql("SELECT pg_get_viewdef('v_appearances'::regclass)").scalar_one()
    connection.exec_driver_sql(
        f"CREATE OR REPLACE VIEW v_appearances AS {view.rstrip().rstrip(';')} {told}".replace("%", "%%")
    )


def record_columns() -> list[sa.Column[object]]:
    """Return new columns that every record has."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
    ]


def word(name: str, *values: str) -> sa.Enum:
    """Return the type of a column with a vocabulary's values."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def sqlite_triggers(inspector: sa.Inspector) -> Iterator[str]:
    """Yield the triggers that protect the tables on SQLite."""
    for table, allowed in allowed_updates(inspector, "IS NOT").items():
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
    for table, allowed in allowed_updates(inspector, "IS DISTINCT FROM").items():
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


def allowed_updates(inspector: sa.Inspector, differs: str) -> dict[str, str]:
    """Return the condition for allowing an update, for each table: only a redaction, or nothing at all."""
    allowed = dict.fromkeys(FIXED, "1 = 0")
    for table, content in REDACTABLE.items():
        columns = [column["name"] for column in inspector.get_columns(table)]
        fixed = " AND ".join(
            f'NOT (NEW."{name}" {differs} OLD."{name}")' for name in columns if name not in (*content, "salt")
        )
        emptied = "".join(
            f' AND (NEW."{name}" IS NULL OR NOT (NEW."{name}" {differs} OLD."{name}"))' for name in content
        )
        redacted = "NEW.salt IS NULL AND EXISTS (SELECT 1 FROM redaction WHERE row_uid = OLD.uid)"
        allowed[table] = f"{fixed}{emptied} AND {redacted}"
    return allowed


def downgrade() -> None:
    raise NotImplementedError("records are never taken back; restore the backup made before the upgrade")
