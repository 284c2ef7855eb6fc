"""What is remembered of records that are there or are about to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from claims.rules.sourcing.values import Footing
from claims.vocabulary import ArticleKind, ClaimKind, Outcome, SourceKind, Status


@dataclass(slots=True)
class KnownClaim:
    """A claim, as far as rows are held against it."""

    id: int
    uid: str
    statement: str
    kind: ClaimKind
    weight: Any
    reviews: list[KnownReview] = field(default_factory=list)
    stories: set[int] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)
    """The articles that carry it or are relayed for it, as far as they were looked up."""
    told: list[Footing] = field(default_factory=list)
    """On what footings this batch says it."""
    carriers: list[int] = field(default_factory=list)
    """The articles in which this batch asserts it or from which it is had, without what is off the record."""


@dataclass(frozen=True, slots=True)
class KnownReview:
    """A review as the ladder sees it."""

    id: int
    uid: str
    at: datetime
    who: str
    status: Status
    outcome: Outcome | None
    proposed: bool
    rating: str | None
    agrees_with_id: int | None = None
    replaces_id: int | None = None
    proved_by: str | None = None
    other_words: str | None = None
    reworded_at: datetime | None = None


@dataclass(slots=True)
class KnownArticle:
    """An article, as far as rows are held against it."""

    id: int
    uid: str
    outlet_id: int | None
    title: str | None
    url: str | None
    url_key: str | None
    published: str | None
    published_earliest: date | None
    published_latest: date | None
    seen: bool
    kind: ArticleKind = ArticleKind.ARTICLE
    new: bool = False
    described: dict[str, KnownSource] = field(default_factory=dict)
    """The unnamed sources that it describes, by key."""
    signed: dict[int, int] = field(default_factory=dict)
    """Who signed it, each with the position."""


@dataclass(slots=True)
class KnownSource:
    """A source, as far as rows are held against it."""

    id: int
    key: str
    kind: SourceKind
    named: bool
    role: str | None
    institution_id: int | None
    issuer_id: int | None
    stated_count: int | None
    described: str | None = None
    new: bool = False


@dataclass(slots=True)
class Known:
    """What is remembered from batch to batch, as long as nobody else writes."""

    all_of: set[str] = field(default_factory=set)
    """The kinds of records of which all were looked up."""
    outlets: dict[str, set[int]] = field(default_factory=dict)
    """Outlets by match key of a name or alias."""
    slugs: dict[str, dict[int, str | None]] = field(default_factory=dict)
    """Outlets by slug, each with its name."""
    stories: dict[str, set[int]] = field(default_factory=dict)
    """Stories by match key of the title."""
    story_slugs: dict[str, dict[int, str | None]] = field(default_factory=dict)
    """Stories by slug, each with its title."""
    keys: dict[int, str] = field(default_factory=dict)
    """The match key of each outlet's name."""
    labels: dict[int, str] = field(default_factory=dict)
    """What each outlet is called."""
    uids: dict[str, int] = field(default_factory=dict)
    """Outlets by uid."""
    uid_of: dict[tuple[str, int], str] = field(default_factory=dict)
    """The uids of outlets and stories, by table and number."""
    hosts: dict[str, set[int]] = field(default_factory=dict)
    """Outlets by the hosts that are their own."""
    names: dict[tuple[str, Any], Any] = field(default_factory=dict)
    """Reporters, stories, sources, slugs and outlets as typed, by kind and key."""


def known_review(row: Mapping[Any, Any]) -> KnownReview:
    """Return a stored review."""
    return KnownReview(
        row["id"],
        row["uid"],
        row["entered_at"],
        row["entered_by"],
        row["status"],
        row["outcome"],
        row["proposed"],
        row["rating"],
        row["agrees_with_id"],
        row["replaces_id"],
    )


def known_source(row: Mapping[Any, Any], key: str) -> KnownSource:
    """Return a stored source that is found by a key."""
    names = ("kind", "named", "role", "institution_id", "issuer_id", "stated_count", "described")
    return KnownSource(row["id"], key, *(row[name] for name in names))
