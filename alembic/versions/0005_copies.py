"""A copied database writes its own chain, and evidence is found by its address.

An event chain stores where its database is, which tells a copy that is used separately from the original.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chain", sa.Column("place", sa.String(64), nullable=True))
    op.create_index(op.f("ix_evidence_url"), "evidence", ["url"], postgresql_using="hash")


def downgrade() -> None:
    raise NotImplementedError("records are never taken back; restore the backup made before the upgrade")
