"""Reviewing: one step in a claim's verification history, with its reasons and its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from claims.actions.drafts import Made
from claims.actions.own_chain import Given, OwnChain
from claims.actions.registers import web_address
from claims.actions.work import Work, clean, number
from claims.dates import partial_date
from claims.errors import Ambiguous, BadUsage, NotFound, Refused
from claims.ladder import (
    Step,
    agreeable,
    agreement,
    cannot_agree,
    nothing_to_agree_with,
    people,
    refusal,
    same_person,
    settles,
    waiting,
)
from claims.queries.dossier import claim_record
from claims.queries.find import find
from claims.queries.identity import identities
from claims.queries.policies import policy
from claims.queries.records import ClaimRecord, EvidenceRecord, ReviewRecord
from claims.queries.view import View
from claims.tables import Evidence, Review
from claims.vocabulary import EvidenceKind, Outcome, PolicyName, Status, words


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
    """A review to be recorded; without a status the claim keeps the one that it has.

    With ``agree`` it is a second person's agreement instead, which takes over status and outcome: with the review
    that ``agrees_with`` names (by number or uid), else with the one proposal that waits, else with what stands.
    """

    status: Status | None = None
    outcome: Outcome | None = None
    note: str | None = None
    evidence: tuple[EvidenceDraft, ...] = ()
    agree: bool = False
    agrees_with: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(Made):
    """What a review did: where the claim stood and where it stands now, or what it only proposed."""

    old_status: Status
    status: Status
    old_outcome: Outcome | None
    outcome: Outcome | None
    proposed: bool = False
    """Whether it waits for a second person; the claim stands where it stood."""
    proposed_status: Status | None = None
    proposed_outcome: Outcome | None = None
    agrees_with: int | None = None
    """The number of the review with which it agrees."""
    people: tuple[str, ...] = ()
    """Who stands behind what the review gave: its writer, and all who agree with each other about it."""


def review(session: Session, claim: str, draft: ReviewDraft) -> Reviewed:
    """Record a review of a claim, named by number or uid, along the ladder.

    While the newsroom asks for two people, a step that settles something is recorded as a proposal.
    Raises `Refused` with the rule that does not allow it, `BadUsage`, `BadValue`, `NotFound`, or `Ambiguous` when
    several proposals wait with which this person could agree.
    """
    work = Work(session)
    now = _claim(session, claim)
    if draft.agree or draft.agrees_with is not None:
        return _agreed(work, now, draft)
    note = clean(draft.note, "--note")
    step = _step(now, draft.status or now.status, draft.outcome, note, [one.kind for one in draft.evidence])
    _refuse(step)
    rows = _evidence(work, now, draft.evidence)
    waits = settles(step) and policy(session.connection(), PolicyName.TWO_PERSON_VERDICTS).on
    before = [*filter(None, [now.latest_review]), *(waiting(now.reviews) if waits else ())]
    row = Review(
        claim_id=now.id,
        status=step.status,
        outcome=draft.outcome,
        note=note,
        proposed=waits,
        replaces_id=before[-1].id if before else None,
    )
    _add(work, row, rows)
    if waits:
        _say_who_proposed_the_same(work, now, row)
    return _reviewed(work, now, row, [_who(session)])


def _claim(session: Session, named: str) -> ClaimRecord:
    wanted = find(session.connection(), "claim", named, part="CLAIM")
    now = claim_record(session.connection(), wanted, View(confidential=True))
    if now is None:
        raise NotFound(f"there is no claim #{wanted}", part="CLAIM")
    return now


def _who(session: Session) -> str:
    who: str = session.info["by"]
    return who


def _refuse(step: Step) -> None:
    problem = refusal(step)
    if problem is not None:
        raise problem


def _add(work: Work, row: Review, evidence: Sequence[Evidence]) -> None:
    work.add(row, f"{row.status}" + (f", {row.outcome}" if row.outcome else ""))
    for one in evidence:
        one.review_id = number(row)
        work.add(one)


def _reviewed(work: Work, now: ClaimRecord, row: Review, behind: Sequence[str]) -> Reviewed:
    made = work.result(claim=now.id)
    return Reviewed(
        claim=made.claim,
        made=made.made,
        notices=made.notices,
        old_status=now.status,
        status=now.status if row.proposed else row.status,
        old_outcome=now.outcome,
        outcome=now.outcome if row.proposed else row.outcome or now.outcome,
        proposed=row.proposed,
        proposed_status=row.status if row.proposed else None,
        proposed_outcome=row.outcome if row.proposed else None,
        agrees_with=row.agrees_with_id,
        people=tuple(behind),
    )


def _say_who_proposed_the_same(work: Work, now: ClaimRecord, row: Review) -> None:
    """Tell a person who proposes what somebody else proposed that agreeing with it would settle the claim."""
    for one in waiting(now.reviews):
        same = (one.status, one.outcome) == (row.status, row.outcome)
        if same and not same_person(one.who, _who(work.session)):
            work.notice(
                f"{one.who} has proposed the same (review #{one.id}): `claims review {now.id} --agree` settles it"
            )


# Agreeing


def _agreed(work: Work, now: ClaimRecord, draft: ReviewDraft) -> Reviewed:
    """Record that a second person agrees with a proposal, or with what stands.

    The ladder is asked again, of the claim as it is by now, with the evidence that the agreed review rests on.
    """
    if draft.status is not None or draft.outcome is not None:
        raise BadUsage("--agree takes over status and outcome from the review; leave STATUS and --outcome out")
    who = _who(work.session)
    other = _agreed_with(now, draft.agrees_with, who)
    together = agreement(other, now.reviews)
    rests_on = [one for review in together for one in review.evidence]
    note = clean(draft.note, "--note")
    kinds = [*(one.kind for one in rests_on), *(one.kind for one in draft.evidence)]
    status = other.status if other.proposed else now.status
    outcome = other.outcome if other.proposed or other.outcome == now.outcome else None
    _refuse(_step(now, status, outcome, note or other.note or "agreed", kinds))
    rows = _evidence(work, now, draft.evidence)
    _refuse_what_joined_the_chain(work, now, other, rests_on)
    newest = now.latest_review
    row = Review(
        claim_id=now.id,
        status=status,
        outcome=outcome,
        note=note,
        agrees_with_id=other.id,
        replaces_id=newest.id if newest else None,
    )
    _add(work, row, rows)
    return _reviewed(work, now, row, [*people(together), who.strip()])


def _agreed_with(now: ClaimRecord, named: str | None, who: str) -> ReviewRecord:
    """Return the review with which a person agrees."""
    if named is not None:
        found = _named(now, named)
        problem = cannot_agree(found, now.reviews, who)
        if problem is not None:
            raise problem
        return found
    fitting = agreeable(now.reviews, who)
    if not fitting:
        raise nothing_to_agree_with(now.reviews, who)
    if len(fitting) > 1:
        raise Ambiguous("proposal", "--agree", [f"{_told(one)} (--with {one.id})" for one in fitting], part="--agree")
    return fitting[0]


def _named(now: ClaimRecord, named: str) -> ReviewRecord:
    typed = named.strip().casefold().removeprefix("#")
    found = [one for one in now.reviews if typed == str(one.id) or (len(typed) >= _UID and one.uid.startswith(typed))]
    if not found:
        raise NotFound(
            f'claim #{now.id} has no review "{named.strip()}"; `claims history {now.id}` shows its reviews',
            part="--with",
        )
    if len(found) > 1:
        raise Ambiguous("review", named.strip(), [_told(one) for one in found], part="--with")
    return found[0]


_UID = 8
"""The fewest characters by which a uid is known."""


def _told(one: ReviewRecord) -> str:
    outcome = f", {words(one.outcome)}" if one.outcome else ""
    return f"#{one.id} {words(one.status)}{outcome}, by {one.who}"


def _refuse_what_joined_the_chain(
    work: Work, now: ClaimRecord, other: ReviewRecord, rests_on: Sequence[EvidenceRecord]
) -> None:
    """Refuse an agreement with what rests on evidence that has turned out since to be of the claim's own chain."""
    chain = OwnChain(work.session.connection(), now)
    for one in rests_on:
        try:
            chain.refuse(Given(one.kind, one.article.id if one.article else None, one.url))
        except Refused as problem:
            raise Refused(
                f"review #{other.id} rests on evidence that proves nothing: {problem}", part="--agree"
            ) from None


# Evidence


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


def _step(
    now: ClaimRecord, status: Status, outcome: Outcome | None, note: str | None, evidence: Sequence[EvidenceKind]
) -> Step:
    return Step(
        kind=now.kind,
        old_status=now.status,
        old_outcome=now.outcome,
        status=status,
        outcome=outcome,
        note=note,
        evidence=evidence,
        independent_lower=now.origins.independent.lower,
        independent_upper=now.origins.independent.upper,
    )


def _evidence(work: Work, now: ClaimRecord, drafts: Sequence[EvidenceDraft]) -> list[Evidence]:
    """Return the rows for pieces of evidence; raises `Refused` when one stands in the claim's own chain."""
    if not drafts:
        return []
    chain, rows = OwnChain(work.session.connection(), now), []
    for draft in drafts:
        row = evidence_row(work, draft)
        chain.refuse(Given(draft.kind, _as_named(work, draft), row.url))
        rows.append(row)
    return rows


def _as_named(work: Work, draft: EvidenceDraft) -> int | None:
    """Return the number of the article that was named, be it judged one with another."""
    if draft.article is None:
        return None
    return find(work.session.connection(), "article", draft.article, part="--evidence")
