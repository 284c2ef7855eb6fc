"""Frozen values that the reads of the registers return; their fields are the keys of the JSON answers.

The lines under ``# From the catalogue`` are written by `python -m claims.catalogue`.

Every record has ``id``, ``uid``, ``slug``, ``also`` (the numbers of records that people judged the same), a ``note``,
``entered_by`` and ``entered_at``. Counts leave out wrong entries and off-the-record appearances.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from claims.values import value
from claims.vocabulary import (
    ArticleKind,
    Attribution,
    Basis,
    JudgementKind,
    Outcome,
    RelayBasis,
    Reliability,
    ReprintExtent,
    SourceKind,
    Stance,
    Status,
    Treatment,
)


@value
class Reference:
    """Another record: ``id`` and ``label``, what it is called."""

    id: int
    label: str


@value
class ArticleReference:
    """Another article: ``id``, ``label`` (its outlet and day) and whether anybody here has ``seen`` it."""

    id: int
    label: str
    seen: bool


@value
class JudgementLine:
    """A person's judgement of two records: this one, or one judged the same, and another (``between``).

    ``stands`` is false after a withdrawal or replacement; ``withdrawn`` marks the entry that withdrew a judgement.
    """

    id: int
    kind: JudgementKind
    between: tuple[Reference, Reference]
    reason: str | None
    stands: bool
    withdrawn: bool
    entered_by: str
    entered_at: datetime


@value
class RevisionLine:
    """One changed field: the number of the ``record`` (this one, or one judged the same), ``old`` and ``new``.

    A reference to another record reads ``#12 and its name``. A ``redacted`` change has lost a value.
    """

    id: int
    record: int
    field: str
    old: str | int | bool | None
    new: str | int | bool | None
    reason: str | None
    entered_by: str
    entered_at: datetime
    redacted: bool = False


@value
class RedactionLine:
    """A redaction: which ``field`` of the ``record`` (this one, or one judged the same) was removed, and why."""

    id: int
    record: int
    # From the catalogue: redaction, except subject, row_uid
    field: str
    reason: str | None

    entered_by: str
    entered_at: datetime


@value
class SealedLine:
    """A sealed identity of the source: by whom, when and for how many ``recipients``, without its contents."""

    id: int
    recipients: int
    entered_by: str
    entered_at: datetime


@value(kw_only=True)
class _Line:
    id: int
    uid: str
    slug: str | None
    also: tuple[int, ...]
    note: str | None
    entered_by: str
    entered_at: datetime


@value(kw_only=True)
class OutletLine(_Line):
    """An outlet in a list: its ``articles``, how many are ``unseen``, and the ``claims`` in them, each counted once."""

    # From the catalogue: outlet, except slug, note
    name: str | None
    country: str | None
    language: str | None
    ours: bool
    reliability: Reliability | None

    aliases: tuple[str, ...]
    hosts: tuple[str, ...]
    articles: int
    unseen: int
    claims: int


@value(kw_only=True)
class OutletDetail(OutletLine):
    """An outlet, with what people judged of it and how it was edited."""

    judgements: tuple[JudgementLine, ...]
    revisions: tuple[RevisionLine, ...]
    redactions: tuple[RedactionLine, ...] = ()


@value(kw_only=True)
class ReporterLine(_Line):
    """A reporter in a list: the ``outlet``, how many ``articles`` they signed and the ``claims`` in them."""

    # From the catalogue: reporter, except slug, note
    name: str | None

    outlet: Reference | None
    articles: int
    claims: int


@value(kw_only=True)
class ReporterDetail(ReporterLine):
    """A reporter, with the articles that they ``signed``, what people judged of them and how they were edited."""

    signed: tuple[ArticleReference, ...]
    judgements: tuple[JudgementLine, ...]
    revisions: tuple[RevisionLine, ...]
    redactions: tuple[RedactionLine, ...] = ()


@value(kw_only=True)
class SourceLine(_Line):
    """A source in a list.

    An unnamed one (``named`` false) has no ``name`` and is ``described``, perhaps with a ``stated_count``. A person has
    an ``institution``, an institution is ``part_of`` another, a document has an ``issuer``. ``claims`` counts the
    claims it stands behind, whatever its stance.
    """

    # From the catalogue: source, except slug, note
    kind: SourceKind
    named: bool
    name: str | None
    described: str | None
    role: str | None
    stated_count: int | None

    institution: Reference | None
    part_of: Reference | None
    issuer: Reference | None
    claims: int


@value
class SourceAppearance:
    """An appearance of the source: ``id``, the ``claim``, its ``stance``, and where it was published."""

    id: int
    claim: Reference
    stance: Stance
    attribution: Attribution
    outlet: str | None
    article: int
    published: str | None
    retracted: bool


@value(kw_only=True)
class SourceDetail(SourceLine):
    """A source: the institutions ``above`` it up to the topmost, the sources ``below`` it, and its appearances.

    ``withheld`` counts off-the-record appearances; ``sealed`` says that an encrypted identity exists.
    """

    above: tuple[Reference, ...]
    below: tuple[Reference, ...]
    appearances: tuple[SourceAppearance, ...]
    withheld: int
    judgements: tuple[JudgementLine, ...]
    revisions: tuple[RevisionLine, ...]
    redactions: tuple[RedactionLine, ...] = ()
    sealed: tuple[SealedLine, ...] = ()


@value(kw_only=True)
class ArticleLine(_Line):
    """An article in a list; ``published`` is a day, a month or a year, and each ``…_basis`` is stated or inferred."""

    outlet: Reference | None
    # From the catalogue: article, except slug, reprint_extent, note
    outlet_basis: Basis
    kind: ArticleKind
    title: str | None
    url: str | None
    url_basis: Basis
    published: str | None
    published_earliest: date | None
    published_latest: date | None
    published_basis: Basis
    language: str | None
    seen: bool

    reporters: tuple[str, ...]
    claims: int
    perhaps: tuple[int, ...]
    """Other articles of the outlet that are perhaps the same report, one of the two unread."""


@value
class ArticleAppearance:
    """An appearance in the article: ``id``, the ``claim``, its attribution, and the article it was taken from."""

    id: int
    claim: Reference
    attribution: Attribution
    source: Reference | None
    stance: Stance
    treatment: Treatment
    relays: ArticleReference | None
    relay_basis: RelayBasis | None
    retracted: bool


@value
class RelayLine:
    """Another ``article`` that this one took ``claims`` from, or that took them from this one; and who says so."""

    article: ArticleReference
    basis: RelayBasis
    claims: tuple[int, ...]


@value(kw_only=True)
class ArticleDetail(ArticleLine):
    """An article: its claims (``appearances``), what it ``relays``, what relays it (``relayed_by``), its ``reprints``.

    ``withheld`` counts the appearances that are off the record.
    """

    reprint_of: ArticleReference | None
    reprint_extent: ReprintExtent | None
    reprints: tuple[ArticleReference, ...]
    appearances: tuple[ArticleAppearance, ...]
    withheld: int
    relays: tuple[RelayLine, ...]
    relayed_by: tuple[RelayLine, ...]
    judgements: tuple[JudgementLine, ...]
    revisions: tuple[RevisionLine, ...]
    redactions: tuple[RedactionLine, ...] = ()


@value(kw_only=True)
class StoryLine(_Line):
    """A story in a list, with how many ``claims`` belong to it and when we mean to publish."""

    # From the catalogue: story, except slug, note
    title: str | None
    publishing_on: date | None

    claims: int


@value(kw_only=True)
class StoryDetail(StoryLine):
    """A story: its claims counted by status and by outcome, and how many are ``overdue``."""

    statuses: Mapping[Status, int]
    outcomes: Mapping[Outcome, int]
    overdue: int
    judgements: tuple[JudgementLine, ...]
    revisions: tuple[RevisionLine, ...]
    redactions: tuple[RedactionLine, ...] = ()
