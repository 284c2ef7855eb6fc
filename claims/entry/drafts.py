"""Drafts: what somebody enters, before it is checked and stored; the same for every way of entering it.

The lines under ``# From the catalogue`` are written by `python -m claims.catalogue`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from claims.values import value
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


@value(kw_only=True)
class WindowDraft:
    """The words of a window; ``earliest`` and ``latest`` override the days read from the words."""

    role: WindowRole
    words: str
    said: date | None = None
    earliest: date | None = None
    latest: date | None = None


@value(kw_only=True)
class ClaimDraft:
    """A claim to log; its condition is a text, another claim (by number), or both."""

    windows: tuple[WindowDraft, ...] = ()
    # From the catalogue: claim
    statement: str
    kind: ClaimKind = ClaimKind.FACT
    weight: Weight = Weight.KEY
    stories: tuple[str, ...] = ()
    condition: str | None = None
    condition_claim: str | None = None
    note: str | None = None


@value(kw_only=True)
class ArticleDraft:
    """The article of an appearance: ``article`` names a stored article; otherwise the other fields describe one.

    ``read`` says whether somebody here has read it. Without it a new article counts as read, as does one that was known
    only because others cite it; an article that was logged as unread stays so.
    """

    article: str | None = None
    new: bool = False
    """Whether somebody says that it is another article than any recorded."""
    read: bool | None = None
    bylines: tuple[str, ...] = ()
    """Bylines as printed that say more than the names of their ``reporters``."""
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


@value(kw_only=True)
class SourceDraft:
    """The source of an appearance, as printed or by number or slug, and its details."""

    source: str
    # From the catalogue: source, beside
    role: str | None = None
    institution: str | None = None
    issuer: str | None = None
    stated_count: int | None = None


@value(kw_only=True)
class AppearanceDraft:
    """One footing on which an article gives a claim.

    ``relays`` is ``article:7``, ``#3`` (that appearance's article) or an outlet; ``via`` is the outlet the source spoke
    to.
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


@value(kw_only=True)
class KeptFile:
    """A copy of an evidence file in the store: its name and the SHA-256 of its bytes."""

    name: str
    sha256: str


@value(kw_only=True)
class EvidenceDraft:
    """Evidence for a review: a link, a stored file or an article (`article:7`).

    With none of them, the evidence is another fact-checker's rating itself.
    """

    url: str | None = None
    file: KeptFile | None = None
    article: str | None = None
    # From the catalogue: evidence, beside
    kind: EvidenceKind
    title: str | None = None
    published: str | None = None
    note: str | None = None


@value(kw_only=True)
class ReviewDraft:
    """A review to record; without a status the claim keeps its status.

    ``rating`` is another fact-checker's rating, word for word, and ``rated_by`` its author.

    With ``agree`` the review agrees with another person's and takes over its status and outcome. That review is
    ``agrees_with`` (a number or uid), or else the only waiting proposal, or else the present verdict.
    """

    status: Status | None = None
    evidence: tuple[EvidenceDraft, ...] = ()
    agree: bool = False
    sure: bool = False
    """Whether a person was warned that the evidence may prove nothing, and insisted."""
    rated_by: str | None = None
    known: bool = True
    """Whether the table of ratings contains the rating."""
    # From the catalogue: review, except status
    outcome: Outcome | None = None
    note: str | None = None
    agrees_with: str | None = None
    rating: str | None = None


@value(kw_only=True)
class InquiryDraft:
    """An inquiry to record: ``whom`` is a name or a known source (number or slug); ``source`` links a source.

    Without ``asked_at`` it was made just now.
    """

    whom: str
    # From the catalogue: inquiry
    source: str | None = None
    how: InquiryHow = InquiryHow.OTHER
    asked_at: datetime | None = None
    reply_by: datetime | None = None
    question: str | None = None


@value(kw_only=True)
class ReplyUse:
    """How we use a reply: as an appearance with these ``values`` of an `AppearanceDraft`, in an article of ours.

    ``outlet`` is our outlet, needed if we have several; ``article`` names an existing article of ours. Missing values
    follow from the inquiry: its source, the day of the reply.
    """

    values: dict[str, Any] = field(default_factory=dict)
    outlet: str | None = None
    article: str | None = None


@value(kw_only=True)
class ReplyDraft:
    """A reply: its words in ``note``, in an existing ``appearance``, or in a new appearance (``use``).

    Without ``replied_at`` it came just now, or, if an earlier reply is used now, when that reply came.
    """

    reply: Reply
    use: ReplyUse | None = None
    # From the catalogue: inquiry_reply
    replied_at: datetime | None = None
    note: str | None = None
    appearance: str | None = None


@value(kw_only=True)
class RowDraft:
    """The drafts that one row of a table fills.

    ``content`` stands for the whole row, ``of_article`` for what identifies its article, and ``of_appearance`` for what
    the article says, each without notes and without what the row says of the claim or of its review.
    """

    line: int
    claim: ClaimDraft | None
    content: str
    of_article: str = ""
    of_appearance: str = ""
    given: frozenset[str] = frozenset()
    """The fields that are not empty."""
    claim_key: str | None = None
    article_key: str | None = None
    appearance_key: str | None = None
    appearance: AppearanceDraft | None = None
    review: ReviewDraft | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """A record that an action added or used: its table, number, uid and label."""

    subject: str
    id: int
    uid: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An action's result: the records it added or used, claim and appearance first, and notices for the person."""

    claim: int | None = None
    appearance: int | None = None
    article: int | None = None
    made: tuple[Thing, ...] = ()
    notices: tuple[str, ...] = ()
