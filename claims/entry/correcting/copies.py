"""Recording that a copy of records was written: a backup, an export, a report.

A redaction can then name the copies that still contain a text, and a correction the reports already printed.
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
    subject: str | None = None,
    uid: str | None = None,
) -> None:
    """Record that a copy was written to ``path``; ``subject`` and ``uid`` name the record it covers, if not all."""
    Work(session).add(Copy(kind=kind, path=path, subject=subject, row_uid=uid))


def note_departure(session: Session, path: str, *, complete: bool) -> None:
    """Record that an export was written to ``path``, outside the events, so that joined databases stay equal."""
    session.add(Departure(at=session.info["at"], who=session.info["by"], path=path, complete=complete))
