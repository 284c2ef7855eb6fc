"""The users of the database, and who read confidential material."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from claims.rules.ladder import same_person
from claims.store.ledger import chunks
from claims.store.past import MANY
from claims.store.people.actors import accounts
from claims.store.schema import LOCAL, READS, TABLES


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


def has_users(connection: Connection) -> bool:
    """Return whether anybody is registered."""
    return connection.execute(select(LOCAL["account"].c.id).limit(1)).first() is not None


def story_closings(connection: Connection, as_of: datetime | None = None) -> list[dict[str, Any]]:
    """Return every closing and opening of a story until a moment or now, oldest first."""
    closing, story = TABLES["story_closing"], TABLES["story"]
    rows = select(closing, story.c.slug).join(story, story.c.id == closing.c.story_id)
    if as_of is not None:
        rows = rows.where(closing.c.entered_at <= as_of)
    return [
        {
            "story": row.slug,
            "closed": row.closed,
            "people": (row.people or "").splitlines(),
            "at": row.entered_at,
            "by": row.entered_by,
            "note": row.note,
        }
        for row in connection.execute(rows.order_by(closing.c.entered_at, closing.c.uid))
    ]


def password_hash(connection: Connection, name: str) -> tuple[str, str] | None:
    """Return the name of an active user as registered, and the newest hash of their password; None without one."""
    account = next((user for user in accounts(connection) if user.active and same_person(user.name, name)), None)
    if account is None:
        return None
    password = LOCAL["account_password"]
    newest = (
        select(password.c.hash)
        .where(password.c.account_id == account.id)
        .order_by(password.c.entered_at.desc(), password.c.uid.desc())
        .limit(1)
    )
    kept = connection.execute(newest).scalar()
    return None if kept is None else (account.name, kept)


def confidential_reads(
    connection: Connection, who: str | None = None, as_of: datetime | None = None
) -> list[dict[str, Any]]:
    """Return the recorded reads of confidential material, oldest first; of one user if ``who`` names one."""
    rows = select(READS) if as_of is None else select(READS).where(READS.c.at <= as_of)
    reads = [
        row
        for row in connection.execute(rows.order_by(READS.c.at, READS.c.id)).mappings()
        if who is None or any(same_person(who, name) for name in (row["who"], row["proved"]) if name is not None)
    ]
    numbers = _numbers(connection, reads)
    return [
        {
            "at": row["at"],
            "who": row["who"],
            "proved": row["proved"],
            "what": row["what"],
            "record": numbers.get((row["subject"], row["row_uid"])),
        }
        for row in reads
    ]


def _numbers(connection: Connection, reads: Sequence[Mapping[Any, Any]]) -> dict[tuple[str, str], str]:
    """Return the records that were read, as people type them: ``claim #5``."""
    uids: dict[str, set[str]] = defaultdict(set)
    for row in reads:
        if row["subject"] is not None and row["row_uid"] is not None:  # what was asked for may not be there
            uids[row["subject"]].add(row["row_uid"])
    named = {}
    for subject, wanted in uids.items():
        table = TABLES[subject]
        for part in chunks(sorted(wanted), MANY):
            for uid, number in connection.execute(select(table.c.uid, table.c.id).where(table.c.uid.in_(part))):
                named[subject, uid] = f"{subject} #{number}"
    return named
