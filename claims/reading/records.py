"""The frozen values that reads return, named as in the design.

The lines under ``# From the catalogue`` are written by `python -m claims.catalogue`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from claims.catalogue import Record
from claims.privacy.redaction import REDACTED, redacted_name
from claims.rules.ladder import agreement, made_alone, newest_decision, newest_outcome, newest_status, people, waiting
from claims.values import value
from claims.vocabulary import (
    VERDICTS,
    ArticleKind,
    Attribution,
    Basis,
    Capacity,
    Channel,
    ClaimKind,
    CorrectionKind,
    Credibility,
    EvidenceKind,
    HedgeKind,
    InquiryHow,
    Likelihood,
    LikelihoodBasis,
    Outcome,
    Placement,
    Precision,
    Proximity,
    RelationKind,
    RelayBasis,
    Reply,
    ReprintExtent,
    SourceKind,
    Stance,
    Status,
    Terms,
    Treatment,
    Weight,
    WindowBasis,
    WindowRole,
    Wording,
)

if TYPE_CHECKING:
    from claims.rules.sourcing import Footing, Origins, Sourcing


def values_of(record: Record, row: Mapping[str, Any], *but: str) -> dict[str, Any]:
    """Return a row's values for its record, by field, without the excluded ones."""
    return {field.name: row[field.name] for field in record.readable if field.name not in but}


@value
class SourceRecord:
    """A source, with what it belongs to by number and by name."""

    id: int
    uid: str
    institution_id: int | None
    part_of_id: int | None
    issuer_id: int | None
    belongs_to: str | None
    """The name of its institution, parent or issuer."""
    # From the catalogue: source
    slug: str
    kind: SourceKind
    named: bool
    name: str | None
    described: str | None
    role: str | None
    stated_count: int | None
    note: str | None

    topmost_id: int | None = None
    topmost: str | None = None
    """The topmost institution, by number and by name; an institution that is part of no other is its own."""

    @property
    def label(self) -> str:
        """The source's name for a sentence; an unnamed source is in quotation marks, as printed."""
        if self.named:
            return self.name or self.described or redacted_name("source", self.id)
        return f"“{self.described}”" if self.described else redacted_name("source", self.id)


@value
class ArticleRecord:
    """An article, with its outlet and the reporters who signed it."""

    id: int
    uid: str
    outlet_id: int | None
    outlet: str | None
    reprint_of_id: int | None
    reporter_ids: tuple[int, ...]
    reporters: tuple[str, ...]
    # From the catalogue: article, except slug, url_basis
    outlet_basis: Basis
    kind: ArticleKind
    title: str | None
    url: str | None
    published: str | None
    published_earliest: date | None
    published_latest: date | None
    published_basis: Basis
    language: str | None
    seen: bool
    reprint_extent: ReprintExtent | None
    note: str | None

    @property
    def label(self) -> str:
        """The article's name for a sentence: its outlet and day."""
        outlet = self.outlet or "an unknown outlet"
        day = f", {self.published.split('T')[0]}" if self.published else ""
        return outlet + day


@value
class HedgeRecord:
    """An appearance's hedging words."""

    # From the catalogue: hedge
    kind: HedgeKind
    words: str | None


@value
class CorrectionRecord:
    """A correction of an appearance."""

    id: int
    # From the catalogue: correction
    kind: CorrectionKind
    note: str | None

    who: str
    at: datetime
    successor_id: int | None


@value
class AppearanceRecord:
    """An article reports a claim on one footing."""

    id: int
    uid: str
    claim_id: int
    article: ArticleRecord
    source: SourceRecord | None
    hedges: tuple[HedgeRecord, ...]
    relays: ArticleRecord | None
    corrections: tuple[CorrectionRecord, ...]
    who: str
    at: datetime
    # From the catalogue: appearance
    attribution: Attribution
    terms: Terms
    channel: Channel
    occasion: str | None
    capacity: Capacity
    proximity: Proximity
    stance: Stance
    treatment: Treatment
    placement: Placement | None
    likelihood: Likelihood | None
    likelihood_basis: LikelihoodBasis | None
    said: date | None
    excerpt: str | None
    prefix: str | None
    suffix: str | None
    wording: Wording | None
    anonymity_reason: str | None
    relay_basis: RelayBasis | None
    credibility: Credibility | None
    note: str | None

    @property
    def retracted(self) -> bool:
        """Whether the outlet withdrew it."""
        corrections = self.corrections
        return bool(corrections) and any(correction.kind is CorrectionKind.RETRACTED for correction in corrections)

    @property
    def is_quotation(self) -> bool:
        """Whether the excerpt holds the speaker's own words and may be printed as a quotation (AP)."""
        return self.excerpt is not None and self.wording in (Wording.DIRECT, Wording.PARTIAL)


@value
class WindowRecord:
    """A claim's window in time."""

    id: int
    # From the catalogue: window
    role: WindowRole
    words: str | None
    said: date | None
    earliest: date | None
    latest: date | None
    edtf: str | None
    precision: Precision
    basis: WindowBasis
    review_on: date | None
    understood: str | None


@value
class EvidenceRecord:
    """What a review rests on."""

    id: int
    article: ArticleRecord | None
    # From the catalogue: evidence
    kind: EvidenceKind
    title: str | None
    url: str | None
    file_name: str | None
    sha256: str | None
    published: str | None
    note: str | None

    @property
    def label(self) -> str:
        """The evidence's name for a sentence."""
        return self.title or self.url or self.file_name or (self.article.label if self.article else REDACTED)


@value
class ReviewRecord:
    """A step in a claim's verification history."""

    id: int
    uid: str
    # From the catalogue: review, except rating
    status: Status
    outcome: Outcome | None
    note: str | None
    proposed: bool

    replaces_id: int | None
    made_apart: bool
    """Whether another review replaced the same one: two people worked at the same time."""
    evidence: tuple[EvidenceRecord, ...]
    who: str
    at: datetime
    agrees_with_id: int | None = None
    """The other person's review that it agrees with."""
    proved_by: str | None = None
    """Who provably entered it, if that may differ from the name on it; empty for nobody."""
    entered_as: str | None = None
    """The name under which it was entered, if that may differ from the name on it."""
    other_words: str | None = None
    """The wording that was judged, if it is no longer the claim's."""
    reworded_at: datetime | None = None
    """When that wording was first edited."""
    rating: str | None = None
    """Another fact-checker's rating that it keeps, word for word."""


@value
class ReplyRecord:
    """A reply to an inquiry."""

    id: int
    uid: str
    # From the catalogue: inquiry_reply
    reply: Reply
    replied_at: datetime | None
    note: str | None

    appearance_id: int | None
    """The appearance of our own outlet that used it; None for an off-the-record one, unless asked for."""
    who: str
    at: datetime
    off_record: bool = False
    """Whether that appearance is off the record."""
    withheld: bool = False
    """Whether its note is left out because the reply is off the record."""


@value
class InquiryRecord:
    """An inquiry: whom we asked about a claim, how, and the replies."""

    id: int
    uid: str
    # From the catalogue: inquiry
    whom: str | None
    how: InquiryHow
    asked_at: datetime | None
    reply_by: datetime | None
    question: str | None

    source: SourceRecord | None
    replies: tuple[ReplyRecord, ...]
    """In the order of their entry."""
    who: str
    at: datetime
    is_overdue: bool = False
    """Whether a reply was overdue at the moment of the view."""

    @property
    def label(self) -> str:
        """Whom we asked, in a sentence."""
        return self.whom or (self.source.label if self.source else REDACTED)

    @property
    def reply(self) -> Reply | None:
        """The newest reply; None before the first."""
        return self.replies[-1].reply if self.replies else None

    def overdue(self, now: datetime) -> bool:
        """Return whether the reply was wanted by then and none came."""
        return not self.replies and self.reply_by is not None and self.reply_by < now


@value
class AssignmentRecord:
    """Who is on a claim, since when."""

    reviewer: str
    at: datetime


@value
class RelationRecord:
    """How this claim bears on another, or another on it (`incoming`)."""

    id: int
    incoming: bool
    claim_id: int
    statement: str | None
    # From the catalogue: relation, except withdrawn
    kind: RelationKind
    note: str | None


@value
class ClaimRecord:
    """A claim in full, and what follows from its records."""

    id: int
    uid: str
    condition_claim_id: int | None
    # From the catalogue: claim
    statement: str | None
    kind: ClaimKind
    weight: Weight
    condition: str | None
    note: str | None

    who: str
    at: datetime
    stories: tuple[str, ...]
    windows: tuple[WindowRecord, ...]
    appearances: tuple[AppearanceRecord, ...]
    wrong_entries: tuple[AppearanceRecord, ...]
    """Appearances that we entered wrongly: kept, shown in the history, counted nowhere."""
    withheld: int
    """How many off-the-record appearances were left out."""
    reviews: tuple[ReviewRecord, ...]
    relations: tuple[RelationRecord, ...]
    sourcing: Sourcing = field(repr=False, compare=False)
    """The facts for the counts of its origins."""
    overdue: bool
    duplicates: tuple[int, ...]
    """The numbers of the claims that people judged to be the same as this one."""
    inquiries: tuple[InquiryRecord, ...] = ()
    """Whom we asked about it, in the order of asking."""
    assigned: AssignmentRecord | None = None
    """Who has taken it."""
    background: int = 0
    """How many appearances on background were left out for the public."""

    @property
    def footings(self) -> tuple[Footing, ...]:
        """The facts about each appearance for the count of origins, in order."""
        footings = {footing.key: footing for footing in self.sourcing.footings}
        return tuple(footings[appearance.id] for appearance in self.appearances)

    @property
    def origins(self) -> Origins:
        """The origins of the appearances that assert it, counted on first use."""
        return self.sourcing.origins

    @property
    def denials(self) -> Origins | None:
        """The origins of the appearances that deny it, where there are any."""
        return self.sourcing.denials

    @property
    def latest_review(self) -> ReviewRecord | None:
        """The newest review other than a proposal, by time of entry and uid."""
        return newest_decision(self.reviews)

    @property
    def waiting(self) -> tuple[ReviewRecord, ...]:
        """The proposals that wait for a second person, the oldest first."""
        return tuple(waiting(self.reviews))

    @property
    def made_alone(self) -> bool:
        """Whether one person alone made the current verdict or outcome."""
        return made_alone(self.reviews)

    def together(self, review: ReviewRecord) -> tuple[ReviewRecord, ...]:
        """Return the reviews that form one decision with this one because people agreed, oldest first."""
        return tuple(agreement(review, self.reviews))

    def behind(self, review: ReviewRecord) -> tuple[str, ...]:
        """Return who made a review: its writer and everyone who agreed."""
        return tuple(people(self.together(review)))

    def evidence_of(self, review: ReviewRecord) -> tuple[EvidenceRecord, ...]:
        """Return the evidence for a review, including the evidence of reviews that agree with it."""
        return tuple(evidence for each in self.together(review) for evidence in each.evidence)

    @property
    def status(self) -> Status:
        """Where the claim stands, from its newest review."""
        return newest_status(self.reviews)

    @property
    def outcome(self) -> Outcome | None:
        """The outcome of an announced or predicted event; None for a claim without one."""
        return newest_outcome(self.kind, self.reviews)

    @property
    def settled(self) -> bool:
        """Whether it has a verdict."""
        return self.status in VERDICTS

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that carry it and have not withdrawn it, in order of appearance, each once."""
        names = (
            appearance.article.outlet or "an unknown outlet"
            for appearance in self.appearances
            if not appearance.retracted
        )
        return tuple(dict.fromkeys(names))

    @property
    def outlet_count(self) -> int:
        """How many outlets carry it and have not withdrawn it; all unknown outlets count as one."""
        return len({appearance.article.outlet_id for appearance in self.appearances if not appearance.retracted})

    @property
    def first_published(self) -> str | None:
        """The earliest known date of its articles: a day, a month or a year."""
        articles = [appearance.article for appearance in self.appearances]
        dated = [
            (article.published_earliest, article.published)
            for article in articles
            if article.published_earliest and article.published
        ]
        return min(((day, text.split("T")[0]) for day, text in dated), default=(None, None))[1]

    @property
    def due(self) -> WindowRecord | None:
        """Its window of role ``due``, if it has one."""
        return next((window for window in self.windows if window.role is WindowRole.DUE), None)

    @property
    def contradicted_by(self) -> tuple[RelationRecord, ...]:
        """The relations to claims that contradict it."""
        return tuple(relation for relation in self.relations if relation.kind is RelationKind.CONTRADICTS)
