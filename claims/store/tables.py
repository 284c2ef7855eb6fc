"""The tables: what a newsroom records about claims, as designed.

Two families.  *Named things* (`NAMED`) are edited in place, every edit leaving a `Revision`.  Everything that
somebody said, did or decided (`RECORDED`) is only ever inserted; a correction is a new row.

Which fields there are is said in `claims.catalogue`; `python -m claims.catalogue` adds a new one here.
Content columns are nullable even where a value is demanded, so that a redaction can take the content and leave
the row.  Columns added later must be nullable: a row's digest leaves nulls out, so old digests stay valid.
"""

import secrets
from datetime import date, datetime
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import (
    CheckConstraint,
    Date,
    Index,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlmodel import Field, SQLModel

from claims.store.schema import UtcDateTime, word
from claims.uids import new_uid
from claims.vocabulary import (
    AliasKind,
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
    JudgementKind,
    Likelihood,
    LikelihoodBasis,
    Outcome,
    Placement,
    Precision,
    Proximity,
    RelationKind,
    RelayBasis,
    Reliability,
    Reply,
    ReprintExtent,
    RestsOn,
    Rule,
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

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_salt() -> str:
    """Return 128 random bits in hexadecimal, which keep a digest from being guessed."""
    return secrets.token_hex(16)


def choice(values: type[StrEnum], name: str, **options: Any) -> Any:
    """Return a field that holds one word of a vocabulary, stored by value and checked by the database."""
    return Field(sa_type=cast(Any, word(values, name)), **options)


def text(**options: Any) -> Any:
    """Return a field of free text, absent by default."""
    return Field(default=None, sa_type=Text, **options)


def link(table: str, *, required: bool = False, index: bool = True) -> Any:
    """Return a field that refers to another table's row."""
    options: dict[str, Any] = {"foreign_key": f"{table}.id", "index": index}
    return Field(**options) if required else Field(default=None, **options)


def day(**options: Any) -> Any:
    """Return a field that holds a calendar day, absent by default."""
    return Field(default=None, sa_type=Date, **options)


def seldom(name: str, on_sqlite: str, on_postgresql: str | None = None) -> Index:
    """Return an index of the claims of those rows of a table of which something seldom holds."""
    return Index(name, "claim_id", sqlite_where=sql(on_sqlite), postgresql_where=sql(on_postgresql or on_sqlite))


class Row(SQLModel):
    """What every record has: a number for people, a uid for exchange, and who entered it when."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, max_length=36, unique=True)
    salt: str | None = Field(default_factory=new_salt, max_length=32)
    entered_at: datetime | None = Field(default=None, sa_type=UtcDateTime, nullable=False)
    entered_by: str | None = Field(default=None, nullable=False)


# Named things


class Outlet(Row, table=True):
    """A publisher of articles; our own newsroom is one, marked `ours`."""

    slug: str = Field(index=True)
    name: str | None = text()
    match_key: str | None = Field(default=None, index=True)
    country: str | None = None
    language: str | None = None
    ours: bool = False
    reliability: Reliability | None = choice(Reliability, "reliability", default=None)
    note: str | None = text()


class Reporter(Row, table=True):
    """A person who signs articles."""

    slug: str = Field(index=True)
    name: str | None = text()
    match_key: str | None = Field(default=None, index=True)
    outlet_id: int | None = link("outlet")
    note: str | None = text()


class Story(Row, table=True):
    """A running story, to which claims belong."""

    slug: str = Field(index=True)
    title: str | None = text()
    publishing_on: date | None = day(index=True)
    note: str | None = text()


class Source(Row, table=True):
    """A person, an institution or a document that stands behind claims; unnamed people are records too."""

    slug: str = Field(index=True)
    kind: SourceKind = choice(SourceKind, "kind")
    named: bool = True
    name: str | None = text()
    described: str | None = text()
    match_key: str | None = Field(default=None, index=True)
    role: str | None = text()
    institution_id: int | None = link("source")
    part_of_id: int | None = link("source")
    issuer_id: int | None = link("source")
    stated_count: int | None = None
    note: str | None = text()


class Article(Row, table=True):
    """A publication of any kind; unseen when it is known only because another cites it."""

    slug: str | None = Field(default=None, index=True)
    outlet_id: int | None = link("outlet")
    outlet_basis: Basis = choice(Basis, "outlet_basis", default=Basis.STATED)
    kind: ArticleKind = choice(ArticleKind, "kind", default=ArticleKind.ARTICLE)
    title: str | None = text()
    url: str | None = text()
    url_key: str | None = Field(default=None, sa_type=Text, index=True)
    url_basis: Basis = choice(Basis, "url_basis", default=Basis.STATED)
    published: str | None = None
    published_earliest: date | None = day(index=True)
    published_latest: date | None = day()
    published_basis: Basis = choice(Basis, "published_basis", default=Basis.STATED)
    language: str | None = None
    seen: bool = True
    reprint_of_id: int | None = link("article")
    reprint_extent: ReprintExtent | None = choice(ReprintExtent, "reprint_extent", default=None)
    note: str | None = text()


class Claim(Row, table=True):
    """One checkable statement in the newsroom's words."""

    statement: str | None = text()
    match_key: str | None = Field(default=None, sa_type=Text, index=True)
    kind: ClaimKind = choice(ClaimKind, "kind", default=ClaimKind.FACT)
    weight: Weight = choice(Weight, "weight", default=Weight.KEY)
    condition: str | None = text()
    condition_claim_id: int | None = link("claim")
    note: str | None = text()


# What was said, done and decided


class OutletAlias(Row, table=True):
    """Another name of an outlet, or a host that it publishes on."""

    __tablename__ = "outlet_alias"

    outlet_id: int = link("outlet", required=True)
    kind: AliasKind = choice(AliasKind, "kind")
    value: str | None = text()
    match_key: str | None = Field(default=None, index=True)
    withdrawn: bool = False


class Byline(Row, table=True):
    """A reporter's name over an article."""

    article_id: int = link("article", required=True)
    reporter_id: int = link("reporter", required=True)
    position: int = 1
    withdrawn: bool = False


class ClaimStory(Row, table=True):
    """That a claim belongs to a story, or no longer does."""

    __tablename__ = "claim_story"

    claim_id: int = link("claim", required=True)
    story_id: int = link("story", required=True)
    withdrawn: bool = False


class Appearance(Row, table=True):
    """One article reports one claim on one footing."""

    __table_args__ = (
        # With the time of entry: what was entered since a verdict is asked about every claim that has one.
        Index("ix_appearance_claim_id", "claim_id", "entered_at"),
        seldom("ix_appearance_off_record", "terms = 'off_record'"),
        seldom("ix_appearance_denied", "stance = 'denies'"),
        CheckConstraint("(relays_id IS NULL) = (relay_basis IS NULL)", name="relay_has_basis"),
        CheckConstraint("relays_id <> article_id", name="relays_another_article"),
    )

    claim_id: int = link("claim", required=True, index=False)
    article_id: int = link("article", required=True)
    attribution: Attribution = choice(Attribution, "attribution")
    source_id: int | None = link("source")
    terms: Terms = choice(Terms, "terms", default=Terms.NOT_STATED)
    channel: Channel = choice(Channel, "channel", default=Channel.NOT_STATED)
    occasion: str | None = text()
    capacity: Capacity = choice(Capacity, "capacity", default=Capacity.NOT_STATED)
    proximity: Proximity = choice(Proximity, "proximity", default=Proximity.NOT_STATED)
    stance: Stance = choice(Stance, "stance", default=Stance.ASSERTS)
    treatment: Treatment = choice(Treatment, "treatment", default=Treatment.REPORTS)
    placement: Placement | None = choice(Placement, "placement", default=None)
    likelihood: Likelihood | None = choice(Likelihood, "likelihood", default=None)
    likelihood_basis: LikelihoodBasis | None = choice(LikelihoodBasis, "likelihood_basis", default=None)
    said: date | None = day()
    excerpt: str | None = text()
    prefix: str | None = text()
    suffix: str | None = text()
    wording: Wording | None = choice(Wording, "wording", default=None)
    anonymity_reason: str | None = text()
    relays_id: int | None = link("article")
    relay_basis: RelayBasis | None = choice(RelayBasis, "relay_basis", default=None)
    credibility: Credibility | None = choice(Credibility, "credibility", default=None)
    note: str | None = text()
    private_note: str | None = text()


class Hedge(Row, table=True):
    """Words with which an appearance holds back."""

    appearance_id: int = link("appearance", required=True)
    kind: HedgeKind = choice(HedgeKind, "kind")
    words: str | None = text()


class Window(Row, table=True):
    """A claim's window in time; the newest for its role stands."""

    __table_args__ = (CheckConstraint("earliest <= latest", name="begins_before_it_ends"),)

    claim_id: int = link("claim", required=True)
    role: WindowRole = choice(WindowRole, "role")
    words: str | None = text()
    said: date | None = day()
    earliest: date | None = day()
    latest: date | None = day(index=True)
    edtf: str | None = None
    precision: Precision = choice(Precision, "precision")
    basis: WindowBasis = choice(WindowBasis, "basis")
    review_on: date | None = day(index=True)
    understood: str | None = text()


class Correction(Row, table=True):
    """What became of an appearance; `successor` is the one that stands instead of a wrong entry."""

    __table_args__ = (Index("ix_correction_entered_at", "entered_at"),)

    appearance_id: int = link("appearance", required=True)
    kind: CorrectionKind = choice(CorrectionKind, "kind")
    note: str | None = text()
    successor_id: int | None = link("appearance")


class Relation(Row, table=True):
    """How one claim bears on another."""

    __table_args__ = (CheckConstraint("claim_id <> other_id", name="relates_two_claims"),)

    claim_id: int = link("claim", required=True)
    kind: RelationKind = choice(RelationKind, "kind")
    other_id: int = link("claim", required=True)
    note: str | None = text()
    withdrawn: bool = False


class Review(Row, table=True):
    """One step in a claim's verification history; `replaces` is the review that its writer saw before.

    `rating` is what somebody else called it, word for word, where the status was read from that.
    """

    __table_args__ = (seldom("ix_review_proposed", "proposed = 1", "proposed"),)

    claim_id: int = link("claim", required=True)
    status: Status = choice(Status, "status")
    outcome: Outcome | None = choice(Outcome, "outcome", default=None)
    note: str | None = text()
    proposed: bool = False
    agrees_with_id: int | None = link("review")
    replaces_id: int | None = link("review")
    rating: str | None = text()


class Evidence(Row, table=True):
    """What a review or a correction rests on: a link, a kept file or an article."""

    # By hash, as an address may be longer than what a tree of the server takes.
    __table_args__ = (Index("ix_evidence_url", "url", postgresql_using="hash"),)

    review_id: int | None = link("review")
    correction_id: int | None = link("correction")
    kind: EvidenceKind = choice(EvidenceKind, "kind")
    title: str | None = text()
    url: str | None = text()
    article_id: int | None = link("article")
    file_name: str | None = text()
    sha256: str | None = Field(default=None, max_length=64, index=True)
    published: str | None = None
    note: str | None = text()


class Judgement(Row, table=True):
    """What a person decided about two records, named by uid; `replaces` is the judgement taken back by it."""

    subject: str
    kind: JudgementKind = choice(JudgementKind, "kind")
    a_uid: str = Field(max_length=36, index=True)
    b_uid: str = Field(max_length=36, index=True)
    reason: str | None = text()
    replaces_id: int | None = link("judgement")
    withdrawn: bool = False


class Inquiry(Row, table=True):
    """Whom we asked about a claim, how, and by when a reply was wanted."""

    claim_id: int = link("claim", required=True)
    source_id: int | None = link("source")
    whom: str | None = text()
    how: InquiryHow = choice(InquiryHow, "how", default=InquiryHow.OTHER)
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reply_by: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    question: str | None = text()


class InquiryReply(Row, table=True):
    """What came back from an inquiry; `appearance` is the one of our own outlet in which it was used."""

    __tablename__ = "inquiry_reply"

    inquiry_id: int = link("inquiry", required=True)
    reply: Reply = choice(Reply, "reply")
    replied_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    note: str | None = text()
    appearance_id: int | None = link("appearance")


class Assignment(Row, table=True):
    """Who took a claim, or dropped it."""

    claim_id: int = link("claim", required=True)
    reviewer: str
    taken: bool = True


class Revision(Row, table=True):
    """One field of a named thing changed: old and new as JSON, references as uids."""

    __table_args__ = (Index("ix_revision_subject_row_uid", "subject", "row_uid"),)

    subject: str
    row_uid: str = Field(max_length=36)
    field: str
    old: str | None = text()
    new: str | None = text()
    reason: str | None = text()


class Redaction(Row, table=True):
    """That a field's content was taken out of every version of a row."""

    subject: str
    row_uid: str = Field(max_length=36, index=True)
    field: str
    reason: str | None = text()


class Sealed(Row, table=True):
    """A confidential identity or judgement, encrypted to the recipients whom the reporter named."""

    subject: str
    row_uid: str = Field(max_length=36, index=True)
    recipients: str | None = text()
    ciphertext: str | None = text()


class Copy(Row, table=True):
    """A backup or a report that was written: where it is, and which record it covers; none for all."""

    kind: str
    path: str | None = text()
    complete: bool = False
    subject: str | None = None
    row_uid: str | None = Field(default=None, max_length=36, index=True)


class Policy(Row, table=True):
    """A rule that the newsroom works by; the newest for its name holds."""

    name: str
    value: str
    note: str | None = text()


class Remainder(Row, table=True):
    """What was left of a record after a redaction: the digest of its first version without the fields that went.

    The row's own salt is the digest's too, and goes when a later redaction of the record leaves less of it.
    """

    subject: str
    row_uid: str = Field(max_length=36, index=True)
    without: str
    """The fields that went, sorted, with a space between."""
    digest: str = Field(max_length=64)


class Arrival(SQLModel, table=True):
    """When a row that was entered elsewhere came here; of this database alone, and never exported."""

    uid: str = Field(primary_key=True, max_length=36)
    at: datetime = Field(sa_type=UtcDateTime)


class Departure(SQLModel, table=True):
    """When an export left, and for where; of this database alone, so that databases that were joined are equal."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    who: str
    path: str = Field(sa_type=Text)
    complete: bool = False


class ClaimWord(SQLModel, table=True):
    """A word of a claim's statement, by which claims like it are found; derived, and made again when in doubt."""

    __tablename__ = "claim_word"

    word: str = Field(primary_key=True, max_length=40)
    claim_id: int = Field(primary_key=True, foreign_key="claim.id", index=True)


def waiting(column: str) -> Index:
    """Return an index of the claims that wait for a reason, by since when."""
    there = sql(f"{column} IS NOT NULL")
    return Index(f"ix_claim_now_{column}", column, sqlite_where=there, postgresql_where=there)


def moment(**options: Any) -> Any:
    """Return a field that holds a point in time, absent by default."""
    return Field(default=None, sa_type=UtcDateTime, **options)


class ClaimNow(SQLModel, table=True):
    """Where a claim stands at present, as the rules make it of the records; derived, and never read for the past.

    ``stands_for_id`` is the claim under which it is told where people judged several one, ``told_as_id`` the one
    under which the public is told it, if any.  ``confided`` says that it is known only off the record, and
    ``background`` that something counts which the public is not told.  The counts are empty above where they are open.
    ``first_published`` is its first day as far as that is known, ``outlets`` is how many have not withdrawn it.
    ``reviewed_at`` is when it was last decided on, ``reply_by`` the earliest of the replies that are missing.  The
    last seven say since when it waits for the reasons that do not depend on the clock.
    """

    __tablename__ = "claim_now"
    __table_args__ = tuple(
        waiting(column)
        for column in (
            "due_by",
            "look_again_on",
            "reply_by",
            "corrected_at",
            "contested_at",
            "reworded_at",
            "made_apart_at",
            "stale_at",
            "proposed_at",
        )
    )

    claim_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    stands_for_id: int = Field(index=True)
    told_as_id: int | None = Field(default=None, index=True)
    confided: bool
    background: bool
    status: Status = choice(Status, "status")
    outcome: Outcome | None = choice(Outcome, "outcome", default=None)
    people_at_least: int
    people_at_most: int | None = None
    institutions_at_least: int
    institutions_at_most: int | None = None
    independent_at_least: int
    independent_at_most: int | None = None
    two_sources: Rule = choice(Rule, "rule")
    rests_on: RestsOn | None = choice(RestsOn, "rests_on", default=None)
    due_from: date | None = day()
    due_by: date | None = day()
    look_again_on: date | None = day()
    reviewed_at: datetime | None = moment()
    reply_by: datetime | None = moment()
    first_published_on: date | None = day()
    first_published: str | None = Field(default=None, max_length=10)
    appearances: int = Field(sa_column_kwargs={"server_default": "0"})
    outlets: int = Field(sa_column_kwargs={"server_default": "0"})
    corrected_at: datetime | None = moment()
    contested_at: datetime | None = moment()
    reworded_at: datetime | None = moment()
    made_apart_at: datetime | None = moment()
    stale_at: datetime | None = moment()
    proposed_at: datetime | None = moment()
    unreviewed_at: datetime | None = moment()


class Event(SQLModel, table=True):
    """One transaction: who, when, what, the digests of the rows it wrote, and the hash of the event before."""

    __table_args__ = (UniqueConstraint("replica", "seq"),)

    id: int | None = Field(default=None, primary_key=True)
    replica: str = Field(max_length=36)
    seq: int
    at: datetime = Field(sa_type=UtcDateTime)
    who: str
    what: str
    rows: str = Field(sa_type=Text)
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64)


class Chain(SQLModel, table=True):
    """The head of a chain of events; exactly one chain is ours. The one table that is bookkeeping only.

    ``place`` stands for where the database was that wrote our chain last (`claims.store.ledger.place_of`).
    """

    id: int | None = Field(default=None, primary_key=True)
    replica: str = Field(max_length=36, unique=True)
    ours: bool = False
    seq: int = 0
    at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hash: str = Field(default="0" * 64, max_length=64)
    place: str | None = Field(default=None, max_length=64)


NAMED: tuple[type[Row], ...] = (Outlet, Reporter, Story, Source, Article, Claim)
"""The named things: edited in place, every edit leaving a revision."""

RECORDED: tuple[type[Row], ...] = (
    OutletAlias,
    Byline,
    ClaimStory,
    Appearance,
    Hedge,
    Window,
    Correction,
    Relation,
    Review,
    Evidence,
    Judgement,
    Inquiry,
    InquiryReply,
    Assignment,
    Revision,
    Redaction,
    Sealed,
    Copy,
    Policy,
    Remainder,
)
"""What somebody said, did or decided: only ever inserted."""


def table_of(model: type[SQLModel]) -> Table:
    """Return the table behind a model, for statements in SQLAlchemy Core."""
    return cast(Table, model.__table__)  # type: ignore[attr-defined]  # SQLModel does not declare it
