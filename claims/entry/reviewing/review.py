"""Reviewing: one step in a claim's verification history, with its reasons and its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection
from sqlmodel import Session

from claims.catalogue import EVIDENCE, REVIEW
from claims.entry.drafts import EvidenceDraft, Made, ReviewDraft
from claims.entry.resolve.keys import web_address
from claims.entry.reviewing.doubts import carriers, doubt
from claims.entry.reviewing.own_chain import Given, OwnChain
from claims.entry.rules.fields import as_typed, stored
from claims.entry.rules.texts import clean
from claims.entry.work import Work, number
from claims.errors import Ambiguous, BadUsage, NotFound, Refused
from claims.reading.dossier import claim_record
from claims.reading.find import find
from claims.reading.identity import identities
from claims.reading.policies import policy
from claims.reading.records import ClaimRecord, EvidenceRecord, ReviewRecord
from claims.reading.review_facts import prove
from claims.reading.view import View
from claims.rules.ladder import (
    Step,
    agreeable,
    agreement,
    cannot_agree,
    name_key,
    names_of,
    nothing_to_agree_with,
    people,
    refusal,
    rests_on_other_words,
    same_person,
    settles,
    waiting,
)
from claims.store.tables import Evidence, Review
from claims.text.dates import partial_date
from claims.vocabulary import VERDICTS, EvidenceKind, Outcome, PolicyName, Status, words


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
    doubts: tuple[str, ...] = ()
    """Why a person should look again at the evidence; among the notices too."""
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
    doubts = () if draft.sure or not _settling(draft) else _doubts(work, now, draft.evidence)
    waits = settles(step) and policy(session.connection(), PolicyName.TWO_PERSON_VERDICTS).on
    before = [*filter(None, [now.latest_review]), *(waiting(now.reviews) if waits else ())]
    row = Review(
        claim_id=now.id,
        replaces_id=before[-1].id if before else None,
        **stored(REVIEW, draft, as_typed) | {"status": step.status, "note": note, "proposed": waits},
    )
    _add(work, row, rows)
    if waits:
        _say_who_proposed_the_same(work, now, row)
    return replace(_reviewed(work, now, row, [_who(session)]), doubts=doubts)


def doubts_about(connection: Connection, claim: str, draft: ReviewDraft) -> list[str]:
    """Return what to ask a person about the evidence of a review before it is entered.

    Raises `NotFound`, `Ambiguous` and `BadValue`, and `Refused` for evidence of the claim's own chain.
    """
    if not (_settling(draft) or draft.agree) or not draft.evidence:
        return []
    wanted = find(connection, "claim", claim, part="CLAIM")
    now = claim_record(connection, wanted, View(confidential=True))
    if now is None:
        raise NotFound(f"there is no claim #{wanted}", part="CLAIM")
    chain, given = OwnChain(connection, now), [_given(connection, one) for one in draft.evidence]
    for one in given:
        chain.refuse(one)  # what is refused anyway is not asked about
    found = (doubt(connection, carriers(now), one) for one in given)
    return list(dict.fromkeys(filter(None, found)))


def _settling(draft: ReviewDraft) -> bool:
    return draft.status in VERDICTS or draft.outcome not in (None, Outcome.PENDING)


def _doubts(work: Work, now: ClaimRecord, drafts: Sequence[EvidenceDraft]) -> tuple[str, ...]:
    """Tell the person why the evidence may prove nothing, and return it."""
    connection = work.session.connection()
    doubts = (doubt(connection, carriers(now), _given(connection, one)) for one in drafts)
    found = tuple(dict.fromkeys(filter(None, doubts)))
    for sentence in found:
        work.notice(sentence)
    return found


def _given(connection: Connection, draft: EvidenceDraft) -> Given:
    """Return a piece of evidence as the rules about chains need it; the article as it was named."""
    article = None if draft.article is None else find(connection, "article", draft.article, part="--evidence")
    return Given(draft.kind, article, web_address(draft.url, "--evidence"))


def _claim(session: Session, named: str) -> ClaimRecord:
    wanted = find(session.connection(), "claim", named, part="CLAIM")
    now = claim_record(session.connection(), wanted, View(confidential=True))
    if now is None:
        raise NotFound(f"there is no claim #{wanted}", part="CLAIM")
    proofs = prove(session.connection(), {one.uid: one.at for one in now.reviews})
    # No event holds yet what this transaction has entered; whoever runs it will be in that event.
    return replace(
        now, reviews=tuple(replace(one, proved_by=proofs[one.uid] or _actor(session)) for one in now.reviews)
    )


def _who(session: Session) -> str:
    """Return whose name what is entered bears: in a file that is taken in, the one that stands there."""
    who: str = session.info["by"]
    return who


def _actor(session: Session) -> str:
    """Return who runs the command: the person whom the event proves."""
    who: str = session.info["actor"]
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
    # What a file says of who agreed is entered as it says it; whether it counts is decided below.
    named = now if same_person(who, _actor(work.session)) else _as_named_in_files(now)
    other = _agreed_with(named, draft.agrees_with, who)
    other = next(one for one in now.reviews if one.id == other.id)
    together = agreement(other, now.reviews)
    rests_on = [one for review in together for one in review.evidence]
    note = clean(draft.note, "--note")
    kinds = [*(one.kind for one in rests_on), *(one.kind for one in draft.evidence)]
    status = other.status if other.proposed else now.status
    outcome = other.outcome if other.proposed or other.outcome == now.outcome else None
    _refuse(_step(now, status, outcome, note or other.note or "agreed", kinds))
    rows = _evidence(work, now, draft.evidence)
    doubts = () if draft.sure else _doubts(work, now, draft.evidence)
    _refuse_what_joined_the_chain(work, now, other, rests_on)
    newest = now.latest_review
    counts = _is_by_another(work.session, together)
    row = Review(
        claim_id=now.id,
        status=status,
        outcome=outcome,
        note=note,
        proposed=other.proposed and not counts and policy(work.session.connection(), PolicyName.TWO_PERSON_VERDICTS).on,
        agrees_with_id=other.id,
        replaces_id=newest.id if newest else None,
    )
    _add(work, row, rows)
    return replace(_reviewed(work, now, row, [*people(together), who.strip()]), doubts=doubts)


def _is_by_another(session: Session, together: Sequence[ReviewRecord]) -> bool:
    """Return whether whoever enters an agreement is surely another person than one of those who agree already.

    At the keyboard they are, or were refused; a name in a file that is taken in proves nobody.
    """
    names = {name_key(_who(session)), name_key(_actor(session))}
    return any(not names & names_of(one) for one in together)


def _as_named_in_files(now: ClaimRecord) -> ClaimRecord:
    return replace(now, reviews=tuple(replace(one, proved_by=None) for one in now.reviews))


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
    url = web_address(draft.url, "--evidence")
    published = partial_date(draft.published).text if draft.published else None
    return Evidence(
        article_id=article,
        file_name=draft.file.name if draft.file else None,
        sha256=draft.file.sha256 if draft.file else None,
        **stored(EVIDENCE, draft, as_typed) | {"url": url, "published": published},
    )


def _step(
    now: ClaimRecord, status: Status, outcome: Outcome | None, note: str | None, evidence: Sequence[EvidenceKind]
) -> Step:
    # What was given on other words settles nothing of today's: the same once more is a verdict of its own.
    anew = rests_on_other_words(now.reviews) is not None
    return Step(
        kind=now.kind,
        old_status=Status.UNVERIFIED if anew else now.status,
        old_outcome=None if anew else now.outcome,
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
        chain.refuse(_given(work.session.connection(), draft))
        rows.append(row)
    return rows
