"""What whoever enters something gives, before it is checked and put into rows: one family of drafts for every door.

The lines under ``# From the catalogue`` are written by `python -m claims.catalogue`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from claims.vocabulary import (
    ArticleKind,
    Attribution,
    Basis,
    Capacity,
    Channel,
    ClaimKind,
    Credibility,
    EvidenceKind,
    HedgeKind,
    InquiryHow,
    Likelihood,
    LikelihoodBasis,
    Outcome,
    Placement,
    Proximity,
    RelayBasis,
    Reply,
    Stance,
    Status,
    Terms,
    Treatment,
    Weight,
    WindowRole,
    Wording,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowDraft:
    """Words for a window in time; ``earliest`` and ``latest`` overrule what the words are understood to mean."""

    role: WindowRole
    words: str
    said: date | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDraft:
    """A claim to be logged; its condition is text, another claim (by number), or both."""

    windows: tuple[WindowDraft, ...] = ()
    # From the catalogue: claim
    statement: str
    kind: ClaimKind = ClaimKind.FACT
    weight: Weight = Weight.KEY
    stories: tuple[str, ...] = ()
    condition: str | None = None
    condition_claim: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDraft:
    """The article of an appearance: ``article`` names one that is already there; else the rest describes it.

    Without ``read`` an unseen article stays unseen: what it says is known only through others.
    """

    article: str | None = None
    read: bool = True
    # From the catalogue: article
    outlet: str | None = None
    outlet_basis: Basis = Basis.STATED
    kind: ArticleKind = ArticleKind.ARTICLE
    title: str | None = None
    url: str | None = None
    url_basis: Basis = Basis.STATED
    published: str | None = None
    published_basis: Basis = Basis.STATED
    reporters: tuple[str, ...] = ()
    language: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDraft:
    """Who stands behind an appearance, as printed or by number or slug, and what is said about them."""

    source: str
    # From the catalogue: source, beside
    role: str | None = None
    institution: str | None = None
    issuer: str | None = None
    stated_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearanceDraft:
    """One footing on which an article gives a claim.

    ``relays`` is ``article:7``, ``#3`` (that appearance's article) or an outlet; ``via`` is the outlet to which the
    source spoke.
    """

    article: ArticleDraft = field(default_factory=ArticleDraft)
    source: SourceDraft | None = None
    # From the catalogue: appearance, except source
    attribution: Attribution
    terms: Terms = Terms.NOT_STATED
    channel: Channel = Channel.NOT_STATED
    occasion: str | None = None
    capacity: Capacity = Capacity.NOT_STATED
    proximity: Proximity = Proximity.NOT_STATED
    stance: Stance = Stance.ASSERTS
    treatment: Treatment = Treatment.REPORTS
    placement: Placement | None = None
    likelihood: Likelihood | None = None
    likelihood_basis: LikelihoodBasis | None = None
    hedges: tuple[tuple[HedgeKind, str], ...] = ()
    said: date | None = None
    excerpt: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    wording: Wording | None = None
    anonymity_reason: str | None = None
    relays: str | None = None
    relay_basis: RelayBasis = RelayBasis.STATED
    via: str | None = None
    credibility: Credibility | None = None
    note: str | None = None
    private_note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A copy of an evidence file that has been put into the store: its name and the SHA-256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceDraft:
    """What a review rests on: one of a link, a kept file and an article (`article:7`).

    What somebody else rated without giving any of them rests on the rating itself.
    """

    url: str | None = None
    file: KeptFile | None = None
    article: str | None = None
    # From the catalogue: evidence, beside
    kind: EvidenceKind
    title: str | None = None
    published: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDraft:
    """A review to be recorded; without a status the claim keeps the one that it has.

    ``rating`` is what somebody else called the claim, word for word, and ``rated_by`` is who.

    With ``agree`` it is a second person's agreement instead, which takes over status and outcome: with the review
    that ``agrees_with`` names (by number or uid), else with the one proposal that waits, else with what stands.
    """

    status: Status | None = None
    evidence: tuple[EvidenceDraft, ...] = ()
    agree: bool = False
    sure: bool = False
    """Whether a person was asked about evidence that may prove nothing, and stays with it."""
    rated_by: str | None = None
    known: bool = True
    """Whether the rating stands in the table of ratings."""
    # From the catalogue: review, except status
    outcome: Outcome | None = None
    note: str | None = None
    agrees_with: str | None = None
    rating: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryDraft:
    """An inquiry to be recorded: ``whom`` as printed, or a known source by number or slug; ``source`` ties it to one.

    Without ``asked_at`` it was made just now.
    """

    whom: str
    # From the catalogue: inquiry
    source: str | None = None
    how: InquiryHow = InquiryHow.OTHER
    asked_at: datetime | None = None
    reply_by: datetime | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyUse:
    """How a reply is used: as an appearance with these ``values`` of an `AppearanceDraft`, in an article of ours.

    ``outlet`` says which of our outlets, where there are several; ``article`` names an article of ours that is there
    already.  What is not given follows from the inquiry: its source, the day of the reply.
    """

    values: dict[str, Any] = field(default_factory=dict)
    outlet: str | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyDraft:
    """What came back: words in ``note``, in an ``appearance`` that is there already, or in one to be made (``use``).

    Without ``replied_at`` it came just now, or when the words that are used now came.
    """

    reply: Reply
    use: ReplyUse | None = None
    # From the catalogue: inquiry_reply
    replied_at: datetime | None = None
    note: str | None = None
    appearance: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDraft:
    """What one row of a table enters: the drafts that it fills; ``content`` is the whole of it, in a fixed form."""

    line: int
    claim: ClaimDraft | None
    content: str
    given: frozenset[str] = frozenset()
    """The fields in which something stands."""
    claim_key: str | None = None
    article_key: str | None = None
    appearance_key: str | None = None
    appearance: AppearanceDraft | None = None
    review: ReviewDraft | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """A record that an action made or used: its table, number, uid and what it is called."""

    subject: str
    id: int
    uid: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What an action made: the records, with the claim and the appearance first, and what a person should know."""

    claim: int | None = None
    appearance: int | None = None
    article: int | None = None
    made: tuple[Thing, ...] = ()
    notices: tuple[str, ...] = ()
