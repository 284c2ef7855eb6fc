"""What lists show of every claim's present state: its appearances and outlets, and its first day as known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The program fills the table again after every upgrade.
    op.add_column("claim_now", sa.Column("first_published", sa.String(length=10)))
    for name in ("appearances", "outlets"):
        op.add_column("claim_now", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    raise NotImplementedError("records are never taken back; restore the backup made before the upgrade")
