"""Correcting an appearance: the outlet retracted or changed it, or we entered it wrongly."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from claims.entry.drafts import AppearanceDraft, ArticleDraft, EvidenceDraft, Made, SourceDraft
from claims.entry.log import add_appearance, correct_followers
from claims.entry.retracted import notice_other_claims
from claims.entry.reviewing.evidence import add_evidence, piece_of
from claims.entry.rules.texts import required
from claims.entry.work import Work, number
from claims.errors import BadUsage, Refused
from claims.reading.find import find
from claims.render.corrections import RETRACTED
from claims.store.schema import TABLES
from claims.store.tables import Appearance, Correction
from claims.vocabulary import UNNAMED_ATTRIBUTIONS, Attribution, CorrectionKind, LikelihoodBasis


@dataclass(frozen=True, slots=True)
class Changes:
    """The right values for a wrong entry: values of an `AppearanceDraft` by name."""

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
    """Record a correction of an appearance; the appearance itself stays unchanged and visible.

    With ``changes``, a wrong entry gets a successor with the right values. Raises `Refused` when the appearance already
    has this correction, `BadUsage`, `NotFound`.
    """
    work = Work(session)
    wanted = find(session.connection(), "appearance", appearance, part="APPEARANCE")
    row = work.get(Appearance, wanted)
    if changes is not None and kind is not CorrectionKind.WRONG:
        raise BadUsage("new values need --wrong; log the outlet's new version with `claims appear`")
    _refuse_twice(session, wanted, kind)
    reason = required(note, "the reason", "--note")
    successor, article = None, row.article_id
    if changes is not None:
        draft = _draft(session, row, changes)
        stands = add_appearance(work, row.claim_id, draft, instead_of=wanted)
        successor, article = stands.id, stands.article.id
    record_correction(work, wanted, kind, reason, evidence, successor=successor)
    if kind is CorrectionKind.WRONG:
        correct_followers(work, row, reason)
    notice_other_claims(work, row, kind, reason, evidence)
    return work.result(claim=row.claim_id, appearance=successor or wanted, article=article)


def record_correction(
    work: Work,
    appearance: int,
    kind: CorrectionKind,
    reason: str,
    evidence: tuple[EvidenceDraft, ...] = (),
    *,
    successor: int | None = None,
) -> None:
    """Add a correction of an appearance, with its evidence; ``successor`` is the appearance that replaces it."""
    made = Correction(appearance_id=appearance, kind=kind, note=reason, successor_id=successor)
    work.add(made, f"appearance #{appearance}: {kind}")
    for draft in evidence:
        add_evidence(work, piece_of(work.connection, draft), correction_id=number(made))


def _refuse_twice(session: Session, wanted: int, kind: CorrectionKind) -> None:
    table = TABLES["correction"]
    corrections = session.connection().execute(
        select(table.c.kind, table.c.successor_id).where(table.c.appearance_id == wanted)
    )
    for before, successor in corrections:
        if before is CorrectionKind.WRONG:
            instead = f"; #{successor} replaces it" if successor else ""
            raise Refused(f"appearance #{wanted} is already marked as entered wrongly{instead}", part="APPEARANCE")
        if before is kind is CorrectionKind.RETRACTED:
            raise Refused(f"appearance #{wanted} is already marked as {RETRACTED}", part="APPEARANCE")


def _draft(session: Session, row: Appearance, changes: Changes) -> AppearanceDraft:
    """Return a draft that logs the appearance again with the changes."""
    hedge = TABLES["hedge"]
    hedges = session.connection().execute(select(hedge.c.kind, hedge.c.words).where(hedge.c.appearance_id == row.id))
    same = {
        name: getattr(row, name) for name in (field.name for field in fields(AppearanceDraft)) if hasattr(row, name)
    }
    same.update(
        article=ArticleDraft(article=str(row.article_id), read=False),
        source=SourceDraft(source=f"#{row.source_id}") if row.source_id else None,
        relays=f"article:{row.relays_id}" if row.relays_id else None,
        hedges=tuple((kind, said) for kind, said in hedges if said is not None),
    )
    if row.relay_basis is None:
        same.pop("relay_basis", None)
    same.update(_no_longer(row, changes.values))
    return replace(AppearanceDraft(**same), **changes.values)


def _no_longer(row: Appearance, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values that a change makes void, unless new ones are entered."""
    gone: dict[str, Any] = {}
    if values.get("attribution") in _WITHOUT_SOURCE:
        gone["source"] = None
    if "attribution" in values and values["attribution"] not in UNNAMED_ATTRIBUTIONS:
        gone["anonymity_reason"] = None
    if values.get("via"):
        gone["relays"] = None
    if not values.get("excerpt", row.excerpt):
        gone |= {"wording": None, "prefix": None, "suffix": None}
    if "hedges" in values and row.likelihood_basis is LikelihoodBasis.MAPPED:
        gone |= {"likelihood": None, "likelihood_basis": None}
    return gone


_WITHOUT_SOURCE = (Attribution.OUTLET, Attribution.WITNESSED, Attribution.UNATTRIBUTED)
