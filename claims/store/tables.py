"""The tables: everything a newsroom records about claims.

There are two families. *Named records* (`NAMED`) are edited in place, and every edit leaves a `Revision`. What somebody
said, did or decided (`RECORDED`) is only ever inserted; a correction is a new row. `claims.catalogue` lists the fields;
`python -m claims.catalogue` adds new fields here. Content columns are nullable even where a value is required, so that
a redaction can remove the content and keep the row. Columns added later must be nullable: a row's digest omits nulls,
so old digests stay valid.
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
    AccessKind,
    AliasKind,
    ArticleKind,
    Attribution,
    Basis,
    Capacity,
    Channel,
    ClaimKind,
    CorrectionKind,
    Credibility,
    Decision,
    EvidenceKind,
    HedgeKind,
    InquiryHow,
    JudgementKind,
    Likelihood,
    LikelihoodBasis,
    Media,
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
    Role,
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
    """Return 128 random bits in hexadecimal, which make a digest impossible to guess."""
    return secrets.token_hex(16)


def choice(values: type[StrEnum], name: str, **options: Any) -> Any:
    """Return a column with a vocabulary's values, stored by value and checked by the database."""
    return Field(sa_type=cast(Any, word(values, name, checked=True)), **options)


def text(**options: Any) -> Any:
    """Return a column of free text, empty by default."""
    return Field(default=None, sa_type=Text, **options)


def link(table: str, *, required: bool = False, index: bool = True) -> Any:
    """Return a column that refers to a row of another table."""
    options: dict[str, Any] = {"foreign_key": f"{table}.id", "index": index}
    return Field(**options) if required else Field(default=None, **options)


def day(**options: Any) -> Any:
    """Return a column with a calendar day, empty by default."""
    return Field(default=None, sa_type=Date, **options)


def seldom(name: str, on_sqlite: str, on_postgresql: str | None = None) -> Index:
    """Return an index of the claims of a table's rows that meet a rare condition."""
    return Index(name, "claim_id", sqlite_where=sql(on_sqlite), postgresql_where=sql(on_postgresql or on_sqlite))


class Row(SQLModel):
    """The columns of every record: a number for people, a uid for exchange, author and entry time."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, max_length=36, unique=True)
    salt: str | None = Field(default_factory=new_salt, max_length=32)
    entered_at: datetime | None = Field(default=None, sa_type=UtcDateTime, nullable=False)
    entered_by: str | None = Field(default=None, nullable=False)


# Named records


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
    """A running story that claims belong to."""

    slug: str = Field(index=True)
    title: str | None = text()
    publishing_on: date | None = day(index=True)
    note: str | None = text()


class Source(Row, table=True):
    """A person, institution or document behind a claim; unnamed people too."""

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
    """A publication of any kind; unread if it is known only because another article cites it."""

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
    """A checkable statement in the newsroom's words."""

    statement: str | None = text()
    match_key: str | None = Field(default=None, sa_type=Text, index=True)
    kind: ClaimKind = choice(ClaimKind, "kind", default=ClaimKind.FACT)
    weight: Weight = choice(Weight, "weight", default=Weight.KEY)
    condition: str | None = text()
    condition_claim_id: int | None = link("claim")
    note: str | None = text()


# Insert-only records


class OutletAlias(Row, table=True):
    """Another name for an outlet, or a host it publishes on."""

    __tablename__ = "outlet_alias"

    outlet_id: int = link("outlet", required=True)
    kind: AliasKind = choice(AliasKind, "kind")
    value: str | None = text()
    match_key: str | None = Field(default=None, index=True)
    withdrawn: bool = False


class Byline(Row, table=True):
    """A reporter's name on an article."""

    article_id: int = link("article", required=True)
    reporter_id: int = link("reporter", required=True)
    position: int = 1
    withdrawn: bool = False


class ClaimStory(Row, table=True):
    """A claim's place in a story."""

    __tablename__ = "claim_story"

    claim_id: int = link("claim", required=True)
    story_id: int = link("story", required=True)
    withdrawn: bool = False


class Appearance(Row, table=True):
    """One article's report of one claim, on one footing."""

    __table_args__ = (
        # With the entry time: the queue asks of every claim with a verdict what was entered since.
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
    """An appearance's hedging words."""

    appearance_id: int = link("appearance", required=True)
    kind: HedgeKind = choice(HedgeKind, "kind")
    words: str | None = text()


class Window(Row, table=True):
    """A claim's window in time; the newest for its role counts."""

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
    """A correction of an appearance; `successor` replaces a wrong entry."""

    __table_args__ = (Index("ix_correction_entered_at", "entered_at"),)

    appearance_id: int = link("appearance", required=True)
    kind: CorrectionKind = choice(CorrectionKind, "kind")
    note: str | None = text()
    successor_id: int | None = link("appearance")


class Relation(Row, table=True):
    """How one claim relates to another."""

    __table_args__ = (CheckConstraint("claim_id <> other_id", name="relates_two_claims"),)

    claim_id: int = link("claim", required=True)
    kind: RelationKind = choice(RelationKind, "kind")
    other_id: int = link("claim", required=True)
    note: str | None = text()
    withdrawn: bool = False


class Review(Row, table=True):
    """One step in a claim's verification history; `replaces` is the newest review its writer had seen.

    `rating` is another fact-checker's rating, word for word, if the status was read from it.
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
    """Evidence for a review or a correction: a link, a stored file or an article."""

    # By hash, as an address may be longer than a server's B-tree allows.
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
    """A person's judgement on two records, named by uid; `replaces` is the judgement it withdraws."""

    subject: str
    kind: JudgementKind = choice(JudgementKind, "kind")
    a_uid: str = Field(max_length=36, index=True)
    b_uid: str = Field(max_length=36, index=True)
    reason: str | None = text()
    replaces_id: int | None = link("judgement")
    withdrawn: bool = False


class Inquiry(Row, table=True):
    """An inquiry about a claim: whom we asked, how, and the deadline for a reply."""

    claim_id: int = link("claim", required=True)
    source_id: int | None = link("source")
    whom: str | None = text()
    how: InquiryHow = choice(InquiryHow, "how", default=InquiryHow.OTHER)
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reply_by: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    question: str | None = text()


class InquiryReply(Row, table=True):
    """The reply to an inquiry; `appearance` is the report in our own outlet that uses it."""

    __tablename__ = "inquiry_reply"

    inquiry_id: int = link("inquiry", required=True)
    reply: Reply = choice(Reply, "reply")
    replied_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    note: str | None = text()
    appearance_id: int | None = link("appearance")


class Assignment(Row, table=True):
    """Somebody took a claim, or dropped it."""

    claim_id: int = link("claim", required=True)
    reviewer: str
    taken: bool = True


class Revision(Row, table=True):
    """An edit of one field of a named record: old and new value as JSON, references as uids."""

    __table_args__ = (Index("ix_revision_subject_row_uid", "subject", "row_uid"),)

    subject: str
    row_uid: str = Field(max_length=36)
    field: str
    old: str | None = text()
    new: str | None = text()
    reason: str | None = text()


class Redaction(Row, table=True):
    """The removal of a field's content from every version of a row."""

    subject: str
    row_uid: str = Field(max_length=36, index=True)
    field: str
    reason: str | None = text()


class Sealed(Row, table=True):
    """A confidential identity or judgement, encrypted for the people the reporter named."""

    subject: str
    row_uid: str = Field(max_length=36, index=True)
    recipients: str | None = text()
    ciphertext: str | None = text()


class Copy(Row, table=True):
    """A backup or report that was written: its path, and the record it covers, if not all."""

    kind: str
    path: str | None = text()
    complete: bool = False
    subject: str | None = None
    row_uid: str | None = Field(default=None, max_length=36, index=True)


class Policy(Row, table=True):
    """A newsroom rule; the newest for its name counts."""

    name: str
    value: str
    note: str | None = text()


class Remainder(Row, table=True):
    """The digest of a redacted record's rest: its first version without the redacted fields.

    The row's own salt is also the digest's, and is removed when a later redaction leaves less of the record.
    """

    subject: str
    row_uid: str = Field(max_length=36, index=True)
    without: str
    """The redacted fields, sorted and separated by spaces."""
    digest: str = Field(max_length=64)


class Snapshot(Row, table=True):
    """A copy of an article as it came, and the text that was read from it.

    The kept file holds random bytes besides, so that nobody can tell from its name whether a page is held.
    """

    article_id: int = link("article", required=True)
    story_id: int | None = link("story")
    media: Media = choice(Media, "media")
    sha256: str | None = Field(default=None, max_length=64, index=True)
    kept_as: str | None = Field(default=None, max_length=64)
    reader: str
    language: str | None = None
    stated: str | None = text()
    text: str | None = text()
    confidential: bool = False


class ProposalDecision(Row, table=True):
    """A person's decision about a claim that was proposed from a snapshot."""

    __tablename__ = "proposal_decision"

    snapshot_id: int = link("snapshot", required=True)
    proposal: str = Field(max_length=64)
    decision: Decision = choice(Decision, "decision")
    appearance_id: int | None = link("appearance")


class SnapshotTimestamp(Row, table=True):
    """An authority's signed statement that a snapshot existed at a moment (RFC 3161)."""

    __tablename__ = "snapshot_timestamp"

    snapshot_id: int = link("snapshot", required=True)
    authority: str
    stamped_at: datetime = Field(sa_type=UtcDateTime)
    token: str | None = text()
    root: str = Field(sa_type=Text)


class StoryClosing(Row, table=True):
    """The closing of a story to all but the people named, or its opening; the newest of each story counts."""

    __tablename__ = "story_closing"

    story_id: int = link("story", required=True)
    closed: bool = True
    people: str | None = text()
    note: str | None = text()


# Insert-only records of this database alone: covered by its chain, and never exported


class LocalRow(Row):
    """A record that stays in this database: who is who is decided here, not by a file that is imported."""


class Account(LocalRow, table=True):
    """A person who may use the database, by the name that records bear; ``key`` compares names."""

    __table_args__ = (UniqueConstraint("key"),)

    name: str
    key: str


class AccountRole(LocalRow, table=True):
    """What a person may do, and the login that proves them; the newest of each account counts."""

    __tablename__ = "account_role"

    account_id: int = link("account", required=True)
    role: Role = choice(Role, "role")
    login: str | None = None
    active: bool = True
    note: str | None = text()


class AccountPassword(LocalRow, table=True):
    """The argon2 hash of a password for the desk, or none; the newest of each account counts."""

    __tablename__ = "account_password"

    account_id: int = link("account", required=True)
    hash: str | None = None


class Access(LocalRow, table=True):
    """A session of the desk or a token: the SHA-256 of its secret, in hexadecimal."""

    __table_args__ = (UniqueConstraint("secret"),)

    account_id: int = link("account", required=True)
    kind: AccessKind = choice(AccessKind, "access_kind")
    secret: str = Field(max_length=64)
    label: str | None = None
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AccessEnd(LocalRow, table=True):
    """The end of a session or a token: signed out, or revoked."""

    __tablename__ = "access_end"

    access_id: int = link("access", required=True)


class ConfidentialRead(SQLModel, table=True):
    """Who read something confidential, when and what; specific to this database, and in no event."""

    __tablename__ = "confidential_read"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, max_length=36, unique=True)
    at: datetime = Field(sa_type=UtcDateTime)
    who: str
    proved: str | None = None
    what: str
    subject: str | None = None
    row_uid: str | None = Field(default=None, max_length=36, index=True)


class Arrival(SQLModel, table=True):
    """When a row from another database arrived; specific to this database and never exported."""

    uid: str = Field(primary_key=True, max_length=36)
    at: datetime = Field(sa_type=UtcDateTime)


class Departure(SQLModel, table=True):
    """When an export was written, and where; specific to this database, so that joined databases stay equal."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    who: str
    path: str = Field(sa_type=Text)
    complete: bool = False


class ClaimWord(SQLModel, table=True):
    """A search word of a claim's statement, for finding similar claims; derived, and rebuilt when in doubt."""

    __tablename__ = "claim_word"

    word: str = Field(primary_key=True, max_length=40)
    claim_id: int = Field(primary_key=True, foreign_key="claim.id", index=True)


class Gist(SQLModel, table=True):
    """The words of a claim and of the titles over it, to rank it against a text; derived."""

    __tablename__ = "gist"

    claim_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    words: str = Field(sa_type=Text)


class GistStem(SQLModel, table=True):
    """A stem among a claim's words; derived."""

    __tablename__ = "gist_stem"
    __table_args__ = {"sqlite_with_rowid": False}

    stem: str = Field(primary_key=True, max_length=40)
    claim_id: int = Field(primary_key=True)


class GistCount(SQLModel, table=True):
    """How many claims have a stem, and under the empty stem, how many have words at all; derived."""

    __tablename__ = "gist_count"
    __table_args__ = {"sqlite_with_rowid": False}

    stem: str = Field(primary_key=True, max_length=40)
    claims: int


class SnapshotSample(SQLModel, table=True):
    """A sample of a snapshot's text, to look up texts like it; derived."""

    __tablename__ = "snapshot_sample"
    __table_args__ = {"sqlite_with_rowid": False}

    sample: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    snapshot_id: int = Field(primary_key=True, index=True, sa_column_kwargs={"autoincrement": False})


def waiting(column: str) -> Index:
    """Return an index of the claims that wait for a reason, by the day they began to wait."""
    there = sql(f"{column} IS NOT NULL")
    return Index(f"ix_claim_now_{column}", column, sqlite_where=there, postgresql_where=there)


def moment(**options: Any) -> Any:
    """Return a column with a moment, empty by default."""
    return Field(default=None, sa_type=UtcDateTime, **options)


class ClaimNow(SQLModel, table=True):
    """The present state of a claim, as the rules compute it from the records; derived, and never read for the past.

    ``stands_for_id`` is the claim that represents several judged the same, and ``told_as_id`` the claim shown to the
    public, if any. ``confided`` says that it is known only off the record, and ``background`` that it has an appearance
    whose source the public is not told. An upper count is empty if it is open. ``first_published`` is its first day as
    far as known, ``outlets`` the number of outlets that have not retracted it. ``reviewed_at`` is its last decision,
    ``reply_by`` the earliest deadline of a missing reply. The last seven columns say since when it waits for each
    reason that does not depend on the clock.
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
    """One transaction: who, when, what, the digests of its rows, and the hash of the previous event.

    ``proved`` is who acted as the system, the server or the desk proves it; ``who`` is the name that was given. Events
    of older programs prove nobody apart.
    """

    __table_args__ = (UniqueConstraint("replica", "seq"),)

    id: int | None = Field(default=None, primary_key=True)
    replica: str = Field(max_length=36)
    seq: int
    at: datetime = Field(sa_type=UtcDateTime)
    who: str
    proved: str | None = None
    what: str
    rows: str = Field(sa_type=Text)
    previous: str = Field(max_length=64)
    hash: str = Field(max_length=64)


class Chain(SQLModel, table=True):
    """The head of an event chain; exactly one chain is ours. Pure bookkeeping.

    ``place`` identifies where our chain was last written (`claims.store.ledger.place_of`).
    """

    id: int | None = Field(default=None, primary_key=True)
    replica: str = Field(max_length=36, unique=True)
    ours: bool = False
    seq: int = 0
    at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hash: str = Field(default="0" * 64, max_length=64)
    place: str | None = Field(default=None, max_length=64)


NAMED: tuple[type[Row], ...] = (Outlet, Reporter, Story, Source, Article, Claim)
"""The named records: edited in place, and every edit leaves a revision."""

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
    Snapshot,
    ProposalDecision,
    SnapshotTimestamp,
    StoryClosing,
)
"""What somebody said, did or decided: only ever inserted."""


LOCAL: tuple[type[LocalRow], ...] = (Account, AccountRole, AccountPassword, Access, AccessEnd)
"""Who may use this database: only ever inserted, covered by its chain, and never exported."""


def table_of(model: type[SQLModel]) -> Table:
    """Return a model's table, for statements in SQLAlchemy Core."""
    return cast(Table, model.__table__)  # type: ignore[attr-defined]  # SQLModel does not declare it
