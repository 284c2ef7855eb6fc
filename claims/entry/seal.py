"""Sealing who somebody unnamed is, or that they are somebody named: neither is ever stored in the clear.

No error, label or statement in here holds what was typed.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from claims.entry.drafts import Made
from claims.entry.rules.texts import clean, required
from claims.entry.work import Work
from claims.errors import NotFound, Refused
from claims.privacy.sealed import NamedSource, named_sources
from claims.privacy.sealing import Identity, sealed
from claims.reading.find import described, find
from claims.reading.identity import identities
from claims.store.tables import Sealed, Source
from claims.text.matching import match_key


def seal(
    session: Session,
    source: str,
    who: str,
    recipients: Sequence[str],
    *,
    note: str | None = None,
    same_as: bool = False,
) -> Made:
    """Seal who an unnamed source is to some public keys; with ``same_as``, ``who`` names a source that is here.

    Raises `Refused` for a source that has a name, `NotFound` or `Refused` for what ``who`` names, `BadValue`.
    """
    work = Work(session)
    connection = session.connection()
    number = identities(connection).canonical("source", find(connection, "source", source, part="SOURCE"))
    row = work.get(Source, number)
    if row.named:
        raise Refused(f"source #{number} has a name: only who somebody unnamed is can be sealed", part="SOURCE")
    name, more = required(who, "who it is", "SOURCE"), clean(note, "SOURCE")
    same = _one_named(session, name) if same_as else None
    identity = Identity(same.name if same else name, more, same.uid if same else None)
    label = described(connection, "source", [number])[0]
    work.add(
        Sealed(
            subject="source",
            row_uid=row.uid,
            recipients="\n".join(recipients),
            ciphertext=sealed(identity, recipients),
        ),
        label,
    )
    return work.result()


def _one_named(session: Session, typed: str) -> NamedSource:
    """Return the named source that is meant, the one that stands for it, found without asking the database for it."""
    connection = session.connection()
    known = {one.id: one for one in named_sources(connection)}
    joined = identities(connection)
    meant = {joined.canonical("source", one.id) for one in known.values() if _is_meant(one, typed.casefold())}
    if not meant:
        raise NotFound("what was typed names no source that is here and has a name; nothing was sealed")
    if len(meant) > 1:
        raise Refused("what was typed names several sources; type the number of one; nothing was sealed")
    return known[meant.pop()]


def _is_meant(one: NamedSource, typed: str) -> bool:
    if typed.removeprefix("#").isdecimal():
        return one.id == int(typed.removeprefix("#"))
    is_uid = len(typed) >= 8 and one.uid.startswith(typed)
    return is_uid or typed == one.slug or (one.match_key is not None and match_key(typed) == one.match_key)
