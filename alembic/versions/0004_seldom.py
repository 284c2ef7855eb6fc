"""Indexes for rare and new rows: off the record, denied, proposed, later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SELDOM = (
    ("off_record", "appearance", "terms = 'off_record'", "terms = 'off_record'"),
    ("denied", "appearance", "stance = 'denies'", "stance = 'denies'"),
    ("proposed", "review", "proposed = 1", "proposed"),
)


def upgrade() -> None:
    for name, table, on_sqlite, on_postgresql in SELDOM:
        op.create_index(
            op.f(f"ix_{table}_{name}"),
            table,
            ["claim_id"],
            sqlite_where=sa.text(on_sqlite),
            postgresql_where=sa.text(on_postgresql),
        )
    op.drop_index(op.f("ix_appearance_claim_id"), "appearance")
    op.create_index(op.f("ix_appearance_claim_id"), "appearance", ["claim_id", "entered_at"])


def downgrade() -> None:
    raise NotImplementedError("records are never taken back; restore the backup made before the upgrade")
