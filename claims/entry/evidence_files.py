"""The folder of evidence and the records that name its files, brought into step."""

from __future__ import annotations

from sqlmodel import Session

from claims.settings import Settings
from claims.store import dialect
from claims.store.files.evidence import adopt, discard, settle, strays
from claims.store.files.kept import kept_files


def settle_files(session: Session, settings: Settings) -> int:
    """Finish or remove what killed commands left, and bring in what was kept beside a link to the database.

    Nothing else may be writing: it runs in a transaction that holds the lock of the chain.  Returns how many copies
    got the name that they should have; raises `claims.errors.FileUnusable`.
    """
    connection = session.connection()
    named = kept_files(connection)
    found = settle(settings.files, dialect.evidence_owner(connection), named)
    if settings.files_beside_link is not None:
        found += adopt(settings.files_beside_link, settings.files, named)
    return found


def discard_strays(session: Session, settings: Settings) -> int:
    """Remove the files that no record names, and return how many there were; raises as `settle_files` does.

    The folder of a server's databases is left alone: another one's records may name them.
    """
    if not settings.embedded:
        return 0
    unnamed = strays(settings.files, kept_files(session.connection()))
    return sum(discard(name, settings.files) for name in unnamed)
