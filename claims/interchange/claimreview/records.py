"""Claims with a verdict, as the public may see them: the basis of a published fact-check.

Off-the-record, unpublished, withdrawn and wrongly entered appearances are left out, and so are sources on background. A
claim known only from off-the-record conversations is left out and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from claims.reading.disclosed import Disclosed
from claims.reading.identity import Identities
from claims.reading.records import AppearanceRecord, ArticleRecord, ClaimRecord, EvidenceRecord, ReviewRecord
from claims.reading.stories import story_scope
from claims.reading.view import PRESENT, View
from claims.store.ledger import chunks
from claims.store.past import entered_by
from claims.store.schema import TABLES
from claims.vocabulary import VERDICTS, ArticleKind, Attribution, EvidenceKind, Stance, Terms

AT_ONCE = 500
"""How many claims are read at once, in a fixed number of statements."""

TELLABLE = frozenset({Terms.ON_RECORD, Terms.NOT_STATED})
"""The terms that let everybody know who spoke, when and where (AP)."""

_SPEAKERS = frozenset({Attribution.NAMED, Attribution.INSTITUTION, Attribution.DOCUMENT})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim with the review that gives its verdict."""

    claim: ClaimRecord
    review: ReviewRecord
    rating: str | None
    """Another fact-checker's rating, word for word, if the verdict comes from one."""
    report: EvidenceRecord | None
    """The published fact-check with that rating."""
    appearances: tuple[AppearanceRecord, ...]
    """Where it was published as true, the oldest first."""
    speakers: tuple[AppearanceRecord, ...]
    """Appearances with a speaker we may name, oldest first."""


def verdicts(
    connection: Connection, left_out: Counter[str], *, story: int | None = None, view: View = PRESENT
) -> Iterator[Verdict]:
    """Yield the claims with a verdict, by uid; only a story's claims if its number is passed.

    Counts omissions in ``left_out``. Reads a fixed number of statements for each `AT_ONCE` claims.
    """
    disclosed = Disclosed(connection, story, view)
    confided = disclosed.hidden["claim"]
    for numbers in chunks(_settled_once(connection, disclosed.joined, story, view), AT_ONCE):
        records = {claim.id: claim for claim in disclosed.claims_by_id(numbers) if claim.settled}
        ratings = disclosed.ratings(review for record in records.values() for review in record.reviews)
        for number in numbers:
            if number in confided:
                left_out["off_record"] += 1
            if number not in records:
                continue
            verdict = _verdict(records[number], ratings)
            if verdict.claim.statement is None:
                left_out["redacted"] += 1
            elif verdict.claim.withheld and not verdict.claim.appearances:
                left_out["off_record"] += 1
            else:
                yield verdict


def _settled_once(connection: Connection, joined: Identities, story: int | None, view: View) -> list[int]:
    """Return the canonical numbers of the claims that ever had a verdict, in order of their uids."""
    claim, review = TABLES["claim"], TABLES["review"]
    reviewed = select(review.c.claim_id).where(review.c.status.in_(VERDICTS), ~review.c.proposed)
    entered = entered_by(review, view.as_of)
    if entered is not None:
        reviewed = reviewed.where(entered)
    if story is not None:
        reviewed = reviewed.where(review.c.claim_id.in_(story_scope(connection, story, joined, view.as_of)))
    numbers = {joined.canonical("claim", number) for number in connection.execute(reviewed.distinct()).scalars()}
    uids = {
        number: uid
        for part in chunks(sorted(numbers), 5_000)
        for number, uid in connection.execute(select(claim.c.id, claim.c.uid).where(claim.c.id.in_(part)))
    }
    return sorted(uids, key=lambda number: uids[number])


def _verdict(record: ClaimRecord, ratings: dict[int, str]) -> Verdict:
    newest = record.latest_review
    assert newest is not None, record.id
    together = record.together(newest)
    rating = next((ratings[each.id] for each in together if each.id in ratings), None)
    reports = [each for each in record.evidence_of(newest) if rating is not None and _is_published(each)]
    published = [each for each in record.appearances if _is_told(each)]
    return Verdict(
        claim=record,
        review=newest,
        rating=rating,
        report=reports[0] if reports else None,
        appearances=tuple(published),
        speakers=tuple(
            each for each in published if each.attribution in _SPEAKERS and each.source and each.terms in TELLABLE
        ),
    )


def _is_published(evidence: EvidenceRecord) -> bool:
    if evidence.kind is not EvidenceKind.REPORT:
        return False
    return (
        evidence.url is not None
        if evidence.article is None
        else _is_public(evidence.article) and evidence.article.url is not None
    )


def _is_told(appearance: AppearanceRecord) -> bool:
    return (
        appearance.stance is Stance.ASSERTS
        and not appearance.retracted
        and appearance.terms is not Terms.OFF_RECORD
        and _is_public(appearance.article)
    )


def _is_public(article: ArticleRecord) -> bool:
    return article.kind is not ArticleKind.UNPUBLISHED
