"""Bringing the folder of evidence files and the records that name them into step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlmodel import Session

from claims.entry.drafts import EvidenceDraft
from claims.entry.typed import TypedEvidence, evidence_draft, is_file
from claims.parsing import whole_path
from claims.settings import Settings
from claims.store import dialect
from claims.store.files.evidence import Copies, adopt, copied, discard, settle, strays, unsettled
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


@contextmanager
def drafted(
    settings: Settings, pieces: tuple[TypedEvidence, ...], tried: Callable[[Callable[[Session], int]], int]
) -> Iterator[tuple[tuple[EvidenceDraft, ...], Copies | None]]:
    """Give evidence ready to be recorded, and the copies of its files, which are kept with the record only.

    ``tried`` runs a use case and keeps nothing of it in the database. Raises `claims.errors.FileUnusable`.
    """
    files = [whole_path(piece.typed) for piece in pieces if is_file(piece.typed)]
    if not files:
        yield tuple(evidence_draft(piece) for piece in pieces), None
        return
    put_in_order(settings, tried)
    with copied(files, settings.files) as copies:
        digests = iter([piece.sha256 for piece in copies.copies])
        evidence = (evidence_draft(piece, next(digests) if is_file(piece.typed) else None) for piece in pieces)
        yield tuple(evidence), copies


def put_in_order(settings: Settings, tried: Callable[[Callable[[Session], int]], int]) -> int:
    """Do `settle_files` if a command was killed at work in the folder; return how many copies were finished."""
    beside = settings.files_beside_link
    if not unsettled(settings.files) and (beside is None or not beside.is_dir()):
        return 0
    return tried(lambda session: settle_files(session, settings))
