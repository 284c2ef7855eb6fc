"""The keys by which records are found, which names and addresses are made into: comparing and making them again.

They are stored, so that both engines find the same records. A newer program may make other keys of the same names;
`db check` says so, and `db reindex` and an upgrade make them again. The keys are part of a record's digest: of a named
record a key is edited, with a revision, and an alias, which is never edited, is withdrawn and entered again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select
from sqlmodel import Session

from claims.store.batches import waiting_batch
from claims.store.claim_words import replace_words
from claims.store.ledger import CHUNK
from claims.store.recording import flush
from claims.store.schema import TABLES
from claims.text.matching import host_of, match_key, url_key
from claims.vocabulary import AliasKind

KEYS: Mapping[str, tuple[str, str, Callable[[str], str]]] = {
    "outlet": ("match_key", "name", match_key),
    "reporter": ("match_key", "name", match_key),
    "source": ("match_key", "name", match_key),
    "claim": ("match_key", "statement", match_key),
    "article": ("url_key", "url", url_key),
}
"""By named record, the key's column, the column that it is made of, and how."""

REASON = "The program compares names and addresses in another way than before."


def key_of(table: str, row: Mapping[Any, Any]) -> str | None:
    """Return the key that a named record should have."""
    _, label, made = KEYS[table]
    return made(row[label]) if row[label] else None


def alias_key(row: Mapping[Any, Any]) -> str | None:
    """Return the key that an outlet's alias or host should have."""
    made = host_of if row["kind"] is AliasKind.HOST else match_key
    return None if row["value"] is None else made(row["value"])


def standing_aliases(connection: Connection) -> Iterator[Mapping[Any, Any]]:
    """Yield the aliases and hosts that outlets have now."""
    alias = TABLES["outlet_alias"]
    rows = connection.execute(select(alias).order_by(alias.c.entered_at, alias.c.uid)).mappings()
    newest = {(row["outlet_id"], row["kind"], row["match_key"]): row for row in rows}
    yield from (row for row in newest.values() if not row["withdrawn"])


def renewed(session: Session) -> int:
    """Make every key that differs from its name or address again, in the current transaction; return their number."""
    return sum(_renewed(session, TABLES[name]) for name in KEYS) + _aliases_renewed(session)


def _renewed(session: Session, table: Table) -> int:
    column, label, _ = KEYS[table.name]
    connection, number, last = session.connection(), 0, 0
    chosen = select(*(table.c[name] for name in ("id", "uid", column, label))).order_by(table.c.id).limit(CHUNK)
    while rows := connection.execute(chosen.where(table.c.id > last)).mappings().all():
        last = rows[-1]["id"]
        keys = {row["id"]: key_of(table.name, row) for row in rows}
        stale = [row for row in rows if keys[row["id"]] != row[column]]
        if not stale:
            continue
        for row in stale:
            _revise(session, table, row, column, keys[row["id"]])
        flush(session)  # a server's guards let no edit through before its revision
        changed = table.update().where(table.c.id == bindparam("wanted")).values({column: bindparam("made")})
        connection.execute(changed, [{"wanted": row["id"], "made": keys[row["id"]]} for row in stale])
        if table.name == "claim":
            replace_words(connection, {row["id"]: keys[row["id"]] for row in stale})
        number += len(stale)
    flush(session)
    return number


def _revise(session: Session, table: Table, row: Mapping[Any, Any], column: str, key: str | None) -> None:
    """Queue the revision of a key."""
    versions = {"old": row[column], "new": key}
    as_json = {name: None if text is None else json.dumps(text, ensure_ascii=False) for name, text in versions.items()}
    edit = {"subject": table.name, "row_uid": row["uid"], "field": column, "reason": REASON, **as_json}
    waiting_batch(session).add("revision", edit)


def _aliases_renewed(session: Session) -> int:
    batch, number = waiting_batch(session), 0
    for row in list(standing_aliases(session.connection())):
        key = alias_key(row)
        if key == row["match_key"]:
            continue
        number += 1
        values = {"outlet_id": row["outlet_id"], "kind": row["kind"], "value": row["value"]}
        batch.add("outlet_alias", {**values, "match_key": row["match_key"], "withdrawn": True})
        batch.add("outlet_alias", {**values, "match_key": key, "withdrawn": False})
    flush(session)
    return number
