"""Noting that a copy of records was written: a backup, an export, a report.

So it can be said where a name still stands after a redaction, and what was printed before a correction.
"""

from __future__ import annotations

from sqlmodel import Session

from claims.entry.work import Work
from claims.store.tables import Copy, Departure


def note_copy(
    session: Session,
    kind: str,
    path: str,
    *,
    complete: bool = False,
    subject: str | None = None,
    uid: str | None = None,
) -> None:
    """Enter that a copy was written to ``path``.

    ``complete`` says that it holds what is confidential too; ``subject`` and ``uid`` name the record that it is
    about, if not about all.
    """
    Work(session).add(Copy(kind=kind, path=path, complete=complete, subject=subject, row_uid=uid))


def note_departure(session: Session, path: str, *, complete: bool) -> None:
    """Note that an export was written to ``path``, in no event: two databases that were joined stay equal."""
    session.add(Departure(at=session.info["at"], who=session.info["by"], path=path, complete=complete))
