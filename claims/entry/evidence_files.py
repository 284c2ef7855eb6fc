"""Bringing the folder of evidence files and the records that name them into step."""

from __future__ import annotations

from sqlmodel import Session

from claims.settings import Settings
from claims.store import dialect
from claims.store.files.evidence import adopt, discard, settle, strays
from claims.store.files.kept import kept_files


def settle_files(session: Session, settings: Settings) -> int:
    """Finish or undo the work of killed commands, and bring in files stored beside a link to the database.

    The transaction must hold the lock of the chain, so that no other writer is at work. Returns how many copies were
    renamed correctly; raises `claims.errors.FileUnusable`.
    """
    connection = session.connection()
    named = kept_files(connection)
    settled = settle(settings.files, dialect.evidence_owner(connection), named)
    if settings.files_beside_link is not None:
        settled += adopt(settings.files_beside_link, settings.files, named)
    return settled


def discard_strays(session: Session, settings: Settings) -> int:
    """Remove the files that no record names, and return their number; raises as `settle_files` does.

    On a server, the folder is left alone: another database's records may name the files.
    """
    if not settings.embedded:
        return 0
    unnamed = strays(settings.files, kept_files(session.connection()))
    return sum(discard(name, settings.files) for name in unnamed)
