"""Correcting an appearance: the outlet withdrew or changed it, or we entered it wrongly."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from claims.actions.drafts import AppearanceDraft, ArticleDraft, Made, SourceDraft
from claims.actions.log import add_appearance, whole_reprints
from claims.actions.review import EvidenceDraft
from claims.actions.work import Work, clean, number, required
from claims.errors import BadUsage, Refused
from claims.queries.find import find
from claims.tables import TABLES, Appearance, Correction, Evidence
from claims.vocabulary import Attribution, CorrectionKind


@dataclass(frozen=True, slots=True)
class Changes:
    """What a wrong entry should have said: values of an `AppearanceDraft` by name."""

    values: dict[str, Any]


def correct(
    session: Session,
    appearance: str,
    kind: CorrectionKind,
    note: str | None,
    *,
    evidence: tuple[EvidenceDraft, ...] = (),
    changes: Changes | None = None,
) -> Made:
    """Record a correction of an appearance; the appearance itself stays as it is and stays visible.

    With ``changes``, a wrong entry gets a successor that says what it should have said.  Raises `Refused` when the
    appearance was corrected in this way already, `BadUsage`, `NotFound`.
    """
    work = Work(session)
    wanted = find(session.connection(), "appearance", appearance, part="APPEARANCE")
    row = work.get(Appearance, wanted)
    if changes is not None and kind is not CorrectionKind.WRONG:
        raise BadUsage("what it should have said goes with --wrong; log what the outlet now says with `claims appear`")
    _refuse_twice(session, wanted, kind)
    reason = required(note, "the reason", "--note")
    successor = None
    if changes is not None:
        successor = number(add_appearance(work, row.claim_id, _draft(session, row, changes)))
    made = Correction(appearance_id=wanted, kind=kind, note=reason, successor_id=successor)
    work.add(made, f"appearance #{wanted}: {kind}")
    for one in evidence:
        work.add(_evidence(session, one, number(made)))
    if kind is CorrectionKind.WRONG:
        _correct_followers(work, row, reason)
    return work.result(claim=row.claim_id, appearance=successor or wanted, article=row.article_id)


def _refuse_twice(session: Session, wanted: int, kind: CorrectionKind) -> None:
    table = TABLES["correction"]
    found = session.connection().execute(
        select(table.c.kind, table.c.successor_id).where(table.c.appearance_id == wanted)
    )
    for before, successor in found:
        if before is CorrectionKind.WRONG:
            instead = f"; #{successor} stands instead" if successor else ""
            raise Refused(f"appearance #{wanted} was marked as entered wrongly already{instead}", part="APPEARANCE")
        if before is kind is CorrectionKind.RETRACTED:
            raise Refused(f"appearance #{wanted} was marked as retracted already", part="APPEARANCE")


def _draft(session: Session, row: Appearance, changes: Changes) -> AppearanceDraft:
    """Return the draft that logs the appearance again with the changes."""
    hedge = TABLES["hedge"]
    hedges = session.connection().execute(select(hedge.c.kind, hedge.c.words).where(hedge.c.appearance_id == row.id))
    same = {name: getattr(row, name) for name in (one.name for one in fields(AppearanceDraft)) if hasattr(row, name)}
    same.update(
        article=ArticleDraft(article=str(row.article_id)),
        source=SourceDraft(source=f"#{row.source_id}") if row.source_id else None,
        relays=f"article:{row.relays_id}" if row.relays_id else None,
        hedges=tuple((kind, said) for kind, said in hedges),
    )
    if row.relay_basis is None:
        same.pop("relay_basis", None)
    draft = replace(AppearanceDraft(**same), **changes.values)
    if draft.source is not None and "source" not in changes.values and draft.attribution in _WITHOUT_SOURCE:
        draft = replace(draft, source=None)
    return draft


_WITHOUT_SOURCE = (Attribution.OUTLET, Attribution.WITNESSED, Attribution.UNATTRIBUTED)


def _evidence(session: Session, draft: EvidenceDraft, correction: int) -> Evidence:
    article = None
    if draft.article is not None:
        article = find(session.connection(), "article", draft.article, part="--evidence")
    return Evidence(
        correction_id=correction,
        kind=draft.kind,
        url=clean(draft.url, "--evidence"),
        article_id=article,
        file_name=draft.file.name if draft.file else None,
        sha256=draft.file.sha256 if draft.file else None,
    )


def _correct_followers(work: Work, row: Appearance, reason: str) -> None:
    """Mark the wrong entry in whole reprints too, unless the original still gives the claim on another footing."""
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    same = (appearance.c.claim_id == row.claim_id, appearance.c.stance == row.stance, appearance.c.id.not_in(wrong))
    connection = work.session.connection()
    if connection.execute(select(appearance.c.id).where(appearance.c.article_id == row.article_id, *same)).first():
        return
    for copy in whole_reprints(work.session, row.article_id):
        followers = select(appearance.c.id).where(
            appearance.c.article_id == copy, appearance.c.relays_id == row.article_id, *same
        )
        for follower in connection.execute(followers).scalars().all():
            work.add(Correction(appearance_id=follower, kind=CorrectionKind.WRONG, note=reason))
            _correct_followers(work, work.get(Appearance, follower), reason)
