"""A chain of events knows where its database is, so that a copy that goes on elsewhere begins a chain of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chain", sa.Column("place", sa.String(64), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("records are never taken back; restore the backup made before the upgrade")
