"""The words by which claims are ranked against a text: of each claim, by word, and how many claims have each word."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The program fills the tables after every upgrade.
    op.create_table(
        "gist",
        sa.Column("claim_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_gist")),
    )
    op.create_table(
        "gist_stem",
        sa.Column("stem", sa.String(length=40), nullable=False),
        sa.Column("claim_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("stem", "claim_id", name=op.f("pk_gist_stem")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gist_count",
        sa.Column("stem", sa.String(length=40), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("stem", name=op.f("pk_gist_count")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    raise NotImplementedError("records are never taken back; restore the backup made before the upgrade")
