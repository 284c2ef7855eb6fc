"""Outlets with their aliases and hosts, which identify them in articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from claims.entry.drafts import Made
from claims.entry.edit import NOTHING, added, edited
from claims.entry.rules.texts import required
from claims.entry.work import Work
from claims.errors import BadUsage, BadValue, Refused
from claims.reading.find import described, named
from claims.reading.identity import identities
from claims.store.schema import TABLES
from claims.store.tables import OutletAlias
from claims.text.matching import host_of, is_web_address, match_key
from claims.text.shell import command
from claims.vocabulary import AliasKind


def add_outlet(
    session: Session, values: Mapping[str, Any], called: str, *, aliases: tuple[str, ...], hosts: tuple[str, ...]
) -> Made:
    """Add an outlet with its aliases and hosts. Raises as `add` and `name_outlet` do."""
    work = Work(session)
    _name(work, added(work, "outlet", values, called), aliases, hosts, ())
    return work.result()


def edit_outlet(
    session: Session,
    typed: str,
    values: Mapping[str, Any],
    *,
    aliases: tuple[str, ...] = (),
    hosts: tuple[str, ...] = (),
    dropped: tuple[str, ...] = (),
    reason: str | None = None,
) -> Made:
    """Edit an outlet, its aliases and its hosts. Raises as `edit` and `name_outlet` do."""
    work = Work(session)
    wanted = work.canonical("outlet", typed, typed)
    if not (values or aliases or hosts or dropped):
        raise BadUsage(NOTHING)
    edited(work, "outlet", wanted, values, reason)
    if reason and not values:
        work.notice("the reason was not stored: aliases and hosts have no reasons")
    _name(work, wanted, aliases, hosts, dropped)
    return work.result()


def name_outlet(
    session: Session,
    typed: str,
    *,
    aliases: tuple[str, ...] = (),
    hosts: tuple[str, ...] = (),
) -> Made:
    """Add aliases and hosts to an outlet. Raises `Refused` for another outlet's host, `BadValue` for invalid ones."""
    work = Work(session)
    _name(work, work.canonical("outlet", typed, typed), aliases, hosts, ())
    return work.result()


def _name(work: Work, outlet: int, aliases: tuple[str, ...], hosts: tuple[str, ...], dropped: tuple[str, ...]) -> None:
    for value in dropped:
        _drop_alias(work, outlet, value)
    for kind, values, part in ((AliasKind.ALIAS, aliases, "--alias"), (AliasKind.HOST, hosts, "--host")):
        for value in values:
            _add_alias(work, outlet, kind, required(value, f"the {kind}", part), part)


def _add_alias(work: Work, outlet: int, kind: AliasKind, value: str, part: str) -> None:
    key = host_of(value) if kind is AliasKind.HOST else match_key(value)
    if not key or (kind is AliasKind.HOST and not is_web_address(key)):
        raise BadValue(
            f'"{value}" is not a valid {kind}; type it like {"nikkei.com" if kind is AliasKind.HOST else "Nikkei"}',
            part=part,
        )
    connection = work.session.connection()
    joined = identities(connection)
    holders = {joined.canonical("outlet", holder) for holder in _holders(work, kind, key)}
    if outlet in holders:
        return
    if holders and kind is AliasKind.HOST:
        holder = min(holders)
        drop = command("outlet", "edit", holder, drop=key)
        raise Refused(
            f"{key} is a host of outlet {described(connection, 'outlet', [holder])[0]}; if that is the same outlet, "
            f"rename it: claims outlet edit {holder} --name …; if not: {drop}",
            part=part,
        )
    others = {joined.canonical("outlet", number) for number in named(connection, "outlet", value)} - {outlet}
    if others and kind is AliasKind.ALIAS:
        other = described(connection, "outlet", [min(others)])[0]
        work.notice(
            f'"{value}" is also a name of outlet {other}, so the program will ask which is meant; '
            f"if they are the same: claims outlet merge {min(others)} {outlet} --note …"
        )
    work.add(OutletAlias(outlet_id=outlet, kind=kind, value=value, match_key=key), value)


def _drop_alias(work: Work, outlet: int, value: str) -> None:
    """Withdraw an alias or a host from an outlet and all outlets judged the same."""
    members = identities(work.session.connection()).members("outlet", outlet)
    held = [
        (kind, key, holder, typed)
        for kind, key in ((AliasKind.ALIAS, match_key(value)), (AliasKind.HOST, host_of(value)))
        for holder, typed in _holders(work, kind, key).items()
        if holder in members
    ]
    if not held:
        raise Refused(f'outlet #{outlet} has no alias or host "{value}"', part="--drop")
    for kind, key, holder, typed in held:
        work.add(
            OutletAlias(outlet_id=holder, kind=kind, value=typed, match_key=key, withdrawn=True), f"no longer {typed}"
        )


def _holders(work: Work, kind: AliasKind, key: str) -> dict[int, str]:
    """Return the outlets that have this alias or host now, by number, each with the text as typed."""
    table = TABLES["outlet_alias"]
    statement = (
        select(table.c.outlet_id, table.c.value, table.c.withdrawn)
        .where(table.c.kind == kind, table.c.match_key == key)
        .order_by(table.c.entered_at, table.c.uid)
    )
    rows = work.session.connection().execute(statement)
    newest = {outlet: (value or key, withdrawn) for outlet, value, withdrawn in rows}
    return {outlet: typed for outlet, (typed, withdrawn) in newest.items() if not withdrawn}
