"""Reviewing: one step in a claim's verification history, with its reasons and its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from claims.actions.drafts import Made
from claims.actions.registers import web_address
from claims.actions.work import Work, clean, number
from claims.dates import partial_date
from claims.errors import NotFound, Refused
from claims.ladder import Step, refusal
from claims.matching import url_key
from claims.queries.dossier import View, claim_record
from claims.queries.find import find
from claims.queries.identity import identities
from claims.queries.records import ClaimRecord
from claims.tables import Evidence, Review
from claims.vocabulary import EvidenceKind, Outcome, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A copy of an evidence file that has been put into the store: its name and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDraft:
    """What a review rests on: exactly one of a link, a kept file and an article (`article:7`)."""

    kind: EvidenceKind
    url: str | None = None
    file: KeptFile | None = None
    article: str | None = None
    title: str | None = None
    published: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDraft:
    """A review to be recorded; without a status the claim keeps the one that it has."""

    status: Status | None = None
    outcome: Outcome | None = None
    note: str | None = None
    evidence: tuple[EvidenceDraft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(Made):
    """What a review did: where the claim stood and where it stands."""

    old_status: Status
    status: Status
    old_outcome: Outcome | None
    outcome: Outcome | None


def review(session: Session, claim: str, draft: ReviewDraft) -> Reviewed:
    """Record a review of a claim, named by number or uid, along the ladder.

    Raises `Refused` with the rule that does not allow it, `BadUsage`, `BadValue` or `NotFound`.
    """
    work = Work(session)
    wanted = find(session.connection(), "claim", claim, part="CLAIM")
    now = claim_record(session.connection(), wanted, View(confidential=True))
    if now is None:
        raise NotFound(f"there is no claim #{wanted}", part="CLAIM")
    note = clean(draft.note, "--note")
    step = _step(now, draft, note)
    problem = refusal(step)
    if problem is not None:
        raise problem
    newest = now.latest_review
    row = Review(
        claim_id=now.id,
        status=step.status,
        outcome=draft.outcome,
        note=note,
        replaces_id=newest.id if newest else None,
    )
    rows = [_evidence(work, now, one) for one in draft.evidence]
    work.add(row, f"{step.status}" + (f", {draft.outcome}" if draft.outcome else ""))
    for one in rows:
        one.review_id = number(row)
        work.add(one)
    made = work.result(claim=now.id)
    return Reviewed(
        claim=made.claim,
        made=made.made,
        notices=made.notices,
        old_status=now.status,
        status=step.status,
        old_outcome=now.outcome,
        outcome=draft.outcome or now.outcome,
    )


def evidence_row(work: Work, draft: EvidenceDraft) -> Evidence:
    """Return the row for a piece of evidence, not yet added; raises `BadValue` or `NotFound`."""
    article = None
    if draft.article is not None:
        found = find(work.session.connection(), "article", draft.article, part="--evidence")
        article = identities(work.session.connection()).canonical("article", found)
    return Evidence(
        kind=draft.kind,
        title=clean(draft.title, "--evidence-title"),
        url=web_address(draft.url, "--evidence"),
        article_id=article,
        file_name=draft.file.name if draft.file else None,
        sha256=draft.file.sha256 if draft.file else None,
        published=partial_date(draft.published).text if draft.published else None,
        note=clean(draft.note, "--evidence-note"),
    )


def _step(now: ClaimRecord, draft: ReviewDraft, note: str | None) -> Step:
    return Step(
        kind=now.kind,
        old_status=now.status,
        old_outcome=now.outcome,
        status=draft.status or now.status,
        outcome=draft.outcome,
        note=note,
        evidence=[one.kind for one in draft.evidence],
        independent_lower=now.origins.independent.lower,
        independent_upper=now.origins.independent.upper,
    )


def _evidence(work: Work, now: ClaimRecord, draft: EvidenceDraft) -> Evidence:
    """Return the row for a piece of evidence; raises `Refused` when it stands in the claim's own chain."""
    row = evidence_row(work, draft)
    _refuse_own_chain(now, row.article_id, row.url)
    return row


def _refuse_own_chain(now: ClaimRecord, article: int | None, url: str | None) -> None:
    """Refuse evidence that is one of the reports on which the claim itself rests: it would prove itself."""
    key = url_key(url) if url else None
    for one in now.appearances:
        for carrier in (one.article, one.relays):
            if carrier is None:
                continue
            if carrier.id == article or (key is not None and carrier.url and url_key(carrier.url) == key):
                path = f"article #{carrier.id} ({carrier.label})"
                via = f", which article #{one.article.id} ({one.article.label}) relays" if carrier is one.relays else ""
                raise Refused(
                    f"{path}{via} is in claim #{now.id}'s own chain and settles nothing; "
                    "give evidence from outside the chain",
                    part="--evidence",
                )
