"""The users of the database, and who read confidential material."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from claims.store.schema import LOCAL


def registered(connection: Connection, as_of: datetime | None = None) -> list[dict[str, Any]]:
    """Return the users with their roles at a moment or now, in the order of registration."""
    account, role = LOCAL["account"], LOCAL["account_role"]
    columns = (role.c.role, role.c.login, role.c.active, role.c.entered_at, role.c.entered_by, role.c.note)
    changes = select(account.c.name, *columns).join(role, role.c.account_id == account.c.id)
    if as_of is not None:
        changes = changes.where(role.c.entered_at <= as_of)
    newest: dict[str, dict[str, Any]] = {}
    for row in connection.execute(changes.order_by(account.c.id, role.c.entered_at, role.c.uid)):
        newest[row.name] = {
            "name": row.name,
            "role": row.role,
            "login": row.login,
            "active": row.active,
            "since": row.entered_at,
            "by": row.entered_by,
            "note": row.note,
        }
    return list(newest.values())
