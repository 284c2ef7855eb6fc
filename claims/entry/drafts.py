"""What a person gives to log, before it is checked and put into rows.

The lines under ``# From the catalogue`` are written by `python -m claims.catalogue`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from claims.vocabulary import (
    ArticleKind,
    Attribution,
    Basis,
    Capacity,
    Channel,
    ClaimKind,
    Credibility,
    HedgeKind,
    Likelihood,
    LikelihoodBasis,
    Placement,
    Proximity,
    RelayBasis,
    Stance,
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
    # From the catalogue: appearance, but for source
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
