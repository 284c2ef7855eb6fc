"""Entering fact-checks: their claims, who made them and where, and each rating as a review with its evidence.

A claim is the statement as one fact-check page has it; people join the claims of two pages that say the same. Its
review rests on the page (evidence of the kind `report`) and keeps the rating word for word. The importer enters it, and
its note names who gave the rating. The uids are UUIDv5 of the page's address and the statement, so a second import
recognises its own records. A changed rating becomes a new review, or is refused if a person here has reviewed the claim
since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from claims.entry.adding import new_appearance, new_claim
from claims.entry.bulk.entered import Entered
from claims.entry.bulk.entering import finish
from claims.entry.bulk.writing import Writing
from claims.entry.drafts import AppearanceDraft, ClaimDraft, EvidenceDraft, ReviewDraft
from claims.entry.resolve.context import include, put
from claims.entry.resolve.known import Known, KnownArticle
from claims.entry.resolve.registers import Registers
from claims.entry.reviewing.entering import UNCOUNTED, ClaimUnderReview, refuse_own_chain, step_of, write_review
from claims.entry.reviewing.evidence import Piece
from claims.entry.reviewing.own_chain import Given, OwnChain
from claims.entry.reviewing.reviewed import under_review
from claims.entry.rules.texts import LONGEST
from claims.entry.work import Work
from claims.errors import ClaimsError, Refused
from claims.interchange.claimreview.read import FactCheck, Number, Remark, Speaker, page_key
from claims.interchange.claimreview.registers import Named
from claims.interchange.claimreview.there import There
from claims.interchange.claimreview.uids import claim_uid, review_uid, uid_of
from claims.interchange.ratings import UNKNOWN
from claims.reading.dossier import claim_record
from claims.reading.identity import identities
from claims.reading.policies import policy
from claims.reading.view import View
from claims.rules.reported import said_too_late
from claims.rules.sourcing.values import Footing
from claims.store.batches import waiting_batch
from claims.store.schema import TABLES
from claims.text.dates import partial_date
from claims.text.matching import match_key
from claims.vocabulary import (
    Attribution,
    ClaimKind,
    EvidenceKind,
    PolicyName,
    Status,
)

AT_ONCE = 500
"""How many fact-checks are entered in one transaction."""

StatusOf = Callable[[str, str | None], Status | None]
"""Gives the status that a publisher's rating means; None for a rating missing from the table."""


@dataclass(frozen=True, slots=True)
class Unfit:
    """A fact-check that was not entered, and why."""

    check: FactCheck
    reason: str


@dataclass(slots=True)
class TakenIn:
    """The result of entering fact-checks."""

    made: dict[str, int] = field(default_factory=dict)
    skipped: int = 0
    """How many were there already."""
    unmapped: dict[str, int] = field(default_factory=dict)
    """Ratings missing from the table, and how often each occurred: a person has to review their claims."""
    refused: list[Unfit] = field(default_factory=list)
    remarks: list[tuple[str, Remark]] = field(default_factory=list)


def enter_fact_checks(
    session: Session, checks: Sequence[FactCheck], status_of: StatusOf, stories: Sequence[str] = ()
) -> TakenIn:
    """Enter fact-checks in one batch, as a use case of `claims.store.recording.write`; the answer lists refusals.

    New claims join ``stories``; missing stories are made.
    """
    return _Entry(session, checks, status_of, stories).entered()


def status_for(check: FactCheck, status_of: StatusOf) -> tuple[Status | None, bool]:
    """Return the status that a rating means, and whether only its number says so.

    A number counts at either end of a scale with both ends stated (Google: the worst rating is false, the best is
    true); between them scales differ.
    """
    status = status_of(check.rating, check.outlet)
    return (status, False) if status is not None else (_by_number(check.number), True)


def _by_number(number: Number | None) -> Status | None:
    if number is None or number.worst is None or number.best is None:
        return None
    try:
        value, worst, best = (float(printed.replace(",", ".")) for printed in (number.value, number.worst, number.best))
    except ValueError:
        return None
    if not worst < best:
        return None
    return {worst: Status.REFUTED, best: Status.CONFIRMED}.get(value)


@dataclass(slots=True)
class _Writing(Writing):
    """A batch of fact-checks in progress; their records have uids made of what identifies them."""

    claim: str = ""
    """The uid of the claim being entered."""
    made: Counter[str] = field(default_factory=Counter)

    def insert(self, table: str, values: Mapping[str, Any], *, uid: str | None = None, label: str | None = None) -> int:
        """Add a row, count it, and return its number."""
        self.made[table] += 1
        self.on_undo(lambda: self.made.subtract([table]))
        return self.batch.add(table, values, uid=uid)

    def uid_of(self, subject: str, *parts: str) -> str | None:
        """Return the uid of the record that these parts identify; an unnamed source belongs to the claim alone."""
        return uid_of("source", self.claim, *parts) if subject == "somebody" else uid_of(subject, *parts)


class _Entry:
    """A batch of fact-checks in progress, with known and new records."""

    def __init__(
        self, session: Session, checks: Sequence[FactCheck], status_of: StatusOf, stories: Sequence[str]
    ) -> None:
        self.session, self.checks, self.status_of = session, checks, status_of
        self.connection = session.connection()
        work = Work(session)
        self.stories = [work.registers.people.story(story) for story in dict.fromkeys(stories)] if checks else []
        self.batch, self.taken = waiting_batch(session), TakenIn()
        self.writing = _Writing(
            connection=self.connection,
            batch=self.batch,
            dataset="",
            file="",
            by=session.info["by"],
            at=session.info["at"],
            zone=session.info["zone"],
            joined=identities(self.connection),
            two_people=policy(self.connection, PolicyName.TWO_PERSON_VERDICTS).on,
            entered=Entered(),
        )
        self.fresh: set[int] = set()
        self.there = There(self.connection, checks)
        self.registers = Registers(self.writing, Known())
        self.named = Named(self.registers, checks)

    def entered(self) -> TakenIn:
        for check in self.checks:
            if self.there.claims.get(claim_uid(check)) in self.fresh:
                self.batch.flush()  # its chain is read
            problem = self.writing.tried(partial(self._enter, check))
            if problem is not None:
                self.taken.refused.append(Unfit(check, str(problem)))
        self.batch.flush()
        finish(self.session, self.writing)
        self.taken.made = {table: count for table, count in self.writing.made.items() if count}
        return self.taken

    def _enter(self, check: FactCheck) -> None:
        review = review_uid(check)
        if review in self.there.reviews:
            self.taken.skipped += 1
            return
        status, guessed = status_for(check, self.status_of)
        uid = claim_uid(check)
        remarks = len(self.taken.remarks)
        self.writing.on_undo(lambda: self.taken.remarks.__delitem__(slice(remarks, None)))
        if uid in self.there.claims:
            self._rated_again(check, self.there.claims[uid], status)
        else:
            self._new_claim(check, uid, status or UNKNOWN)
        self.there.reviews.add(review)
        if status is None:
            self.taken.unmapped[check.rating] = self.taken.unmapped.get(check.rating, 0) + 1
        elif guessed:
            self._remark(
                check, "reviewRating", f"is in no table of ratings; its number makes it {status}", check.rating
            )
        self.taken.remarks += ((check.place, remark) for remark in check.remarks)

    def _new_claim(self, check: FactCheck, uid: str, status: Status) -> None:
        draft = ClaimDraft(statement=check.statement)
        claim = new_claim(self.writing, draft, check.statement, match_key(check.statement), uid=uid)
        self.writing.claim = uid
        put(self.writing, self.there.claims, uid, claim)
        include(self.writing, self.fresh, claim)
        for story in self.stories:
            self.writing.insert("claim_story", {"claim_id": claim, "story_id": story, "withdrawn": False})
        sources: dict[Speaker, int] = {}
        footings: list[Footing] = []
        for url in check.carried or (None,):
            article = self.named.unseen(check, uid) if url is None else self.named.carrier(check, url)
            for speaker in check.speakers:
                sources[speaker] = sources.get(speaker) or self.named.source(speaker, article)
            given: list[tuple[Speaker | None, int | None]] = [*sources.items()] or [(None, None)]
            footings += (self._appearance(check, claim, uid, article, url, *found_in) for found_in in given)
        self._review(check, self._new_under_review(claim, footings), status)

    def _new_under_review(self, claim: int, footings: Sequence[Footing]) -> ClaimUnderReview:
        """Return a new claim as the fact-check's rating is checked against it."""
        chain = OwnChain(self.connection, self.registers.archive, ClaimKind.FACT, None, footings)
        return ClaimUnderReview(claim, ClaimKind.FACT, (), lambda: UNCOUNTED, lambda: chain, tuple)

    def _appearance(
        self,
        check: FactCheck,
        claim: int,
        uid: str,
        article: KnownArticle,
        url: str | None,
        speaker: Speaker | None,
        source: int | None,
    ) -> Footing:
        who = "" if speaker is None else f"{speaker.attribution} {match_key(speaker.name)}"
        draft = AppearanceDraft(
            attribution=speaker.attribution if speaker else Attribution.UNATTRIBUTED,
            occasion=check.occasion,
            said=self._said(check, article),
        )
        made = new_appearance(
            self.writing,
            self.registers,
            draft,
            claim,
            article,
            tuple,
            source=source,
            uid=uid_of("appearance", uid, "" if url is None else page_key(url), who),
        )
        self.writing.followed += [(made.id, copy) for copy in self.registers.archive.copies(article)]
        return Footing(made.id, article.id, draft.attribution)

    def _said(self, check: FactCheck, article: KnownArticle) -> date | None:
        """Return the day a claim was made, unless the article is older."""
        day = _whole_day(check.said)
        if day is not None and said_too_late(day, article.published_latest):
            self._remark(
                check, "itemReviewed.datePublished", f"is later than article #{article.id}; left out", check.said
            )
            return None
        return day

    def _rated_again(self, check: FactCheck, claim: int, status: Status | None) -> None:
        """Enter a changed rating; raises `Refused` if somebody here has reviewed the claim."""
        now = claim_record(self.connection, claim, View(confidential=True))
        assert now is not None, claim
        review = TABLES["review"]
        members = self.there.joined.members("claim", claim)
        ours = select(review.c.id).where(review.c.claim_id.in_(members), review.c.rating.is_(None))
        if self.connection.execute(ours).first() is not None:
            raise Refused(
                f"reviewRating is now “{check.rating}”, and claim #{now.id} has been reviewed here since; "
                f"`claims review {now.id}` takes it over if it is right"
            )
        self._review(check, under_review(self.connection, self.registers.archive, now), status or UNKNOWN)

    def _review(self, check: FactCheck, claim: ClaimUnderReview, status: Status) -> None:
        """Enter a rating as a review that rests on the fact-check."""
        evidence = EvidenceDraft(kind=EvidenceKind.REPORT, note=check.explanation)
        note = f"rated “{check.rating}” by {check.rater}"[:LONGEST]
        draft = ReviewDraft(status=status, note=note, evidence=(evidence,), rating=check.rating, rated_by=check.rater)
        try:
            step = step_of(claim, draft, note)
        except ClaimsError as problem:
            raise Refused(
                f"reviewRating “{check.rating}” stands for {status}, which is refused: {problem}"
            ) from problem
        uid = review_uid(check)
        article = self.named.fact_check(check)
        piece = Piece(evidence, Given(evidence.kind, article.id, check.url), uid_of("evidence", uid))
        refuse_own_chain(claim, [piece])
        write_review(self.writing, claim, draft, step, [piece], uid=uid)

    def _remark(self, check: FactCheck, name: str, what: str, value: str | None) -> None:
        self.taken.remarks.append((check.place, Remark(name, what, value or "")))


def _whole_day(text: str | None) -> date | None:
    """Return the day of a date that names one."""
    if text is None:
        return None
    day = partial_date(text)
    return day.earliest if day.earliest == day.latest else None
