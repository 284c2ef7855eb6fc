"""A copied database writes into a chain of its own, and evidence is found by its address.

A chain of events knows where its database is, by which a copy that goes on elsewhere is told from it.
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
