"""Sealing who an unnamed source is, by description or as a named source: neither is ever stored in plain text.

No error, label or statement in this module contains what the user typed.
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
from claims.reading.find import described
from claims.reading.identity import identities
from claims.store.tables import Sealed, Source
from claims.text.matching import match_key
from claims.text.references import number_in


def seal(
    session: Session,
    source: str,
    who: str,
    recipients: Sequence[str],
    *,
    note: str | None = None,
    same_as: bool = False,
) -> Made:
    """Seal an unnamed source's identity for some public keys; with ``same_as``, ``who`` names a stored source.

    Raises `Refused` for a source that is named, `NotFound` or `Refused` if ``who`` does not name one source,
    `BadValue`.
    """
    work = Work(session)
    connection = session.connection()
    number = work.canonical("source", source, "SOURCE")
    row = work.get(Source, number)
    if row.named:
        raise Refused(f"source #{number} is named; only the identity of an unnamed source can be sealed", part="SOURCE")
    name, more = required(who, "the identity", "SOURCE"), clean(note, "SOURCE")
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
    """Return the named source, or the source that represents it, without sending the name to the database."""
    connection = session.connection()
    known = {named.id: named for named in named_sources(connection)}
    joined = identities(connection)
    meant = {joined.canonical("source", named.id) for named in known.values() if _is_meant(named, typed.casefold())}
    if not meant:
        raise NotFound("the text typed matches no named source; nothing was sealed")
    if len(meant) > 1:
        raise Refused("the text typed matches several sources; type one source's number; nothing was sealed")
    return known[meant.pop()]


def _is_meant(source: NamedSource, typed: str) -> bool:
    number = number_in(typed)
    if number is not None:
        return source.id == number
    is_uid = len(typed) >= 8 and source.uid.startswith(typed)
    return is_uid or typed == source.slug or (source.match_key is not None and match_key(typed) == source.match_key)
