"""The remembered details of stored and new records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from claims.rules.sourcing.values import Footing
from claims.values import value
from claims.vocabulary import ArticleKind, ClaimKind, Outcome, SourceKind, Status


@dataclass(slots=True)
class KnownClaim:
    """The details of a claim that rows are checked against."""

    id: int
    uid: str
    statement: str
    kind: ClaimKind
    weight: Any
    reviews: list[KnownReview] = field(default_factory=list)
    stories: set[int] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)
    """The articles that carry it or are relayed for it, as far as looked up."""
    footings: list[Footing] = field(default_factory=list)
    """Its footings in this batch."""
    carriers: list[int] = field(default_factory=list)
    """The articles asserting it in this batch, and the articles they relay; nothing off the record."""


@value
class KnownReview:
    """The details of a review that the ladder of verdicts needs."""

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
    entered_as: str | None = None
    other_words: str | None = None
    reworded_at: datetime | None = None


@dataclass(slots=True)
class KnownArticle:
    """The details of an article that rows are checked against."""

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
    note: str | None = None
    new: bool = False
    described: dict[str, KnownSource] = field(default_factory=dict)
    """The unnamed sources it describes, by key."""
    signed: dict[int, int] = field(default_factory=dict)
    """The reporters in its byline, each with the position."""


@dataclass(slots=True)
class KnownSource:
    """The details of a source that rows are checked against."""

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
    """The records remembered from batch to batch, until somebody else writes."""

    all_of: set[str] = field(default_factory=set)
    """The kinds of records that were looked up completely."""
    outlets: dict[str, set[int]] = field(default_factory=dict)
    """Outlets by the match key of a name or alias."""
    slugs: dict[str, dict[int, str | None]] = field(default_factory=dict)
    """Outlets by slug, each with its name."""
    stories: dict[str, set[int]] = field(default_factory=dict)
    """Stories by the match key of the title."""
    story_slugs: dict[str, dict[int, str | None]] = field(default_factory=dict)
    """Stories by slug, each with its title."""
    keys: dict[int, str] = field(default_factory=dict)
    """The match key of each outlet's name."""
    labels: dict[int, str] = field(default_factory=dict)
    """Each outlet's name for sentences."""
    uids: dict[str, int] = field(default_factory=dict)
    """Outlets by uid."""
    uid_of: dict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    """The uids of outlets and stories, by table and number."""
    hosts: dict[str, set[int]] = field(default_factory=dict)
    """Outlets by their own hosts."""
    names: dict[tuple[str, Any], Any] = field(default_factory=dict)
    """Reporters, stories, sources, slugs and outlets as typed, by kind and key."""


def known_review(row: Mapping[Any, Any]) -> KnownReview:
    """Return the details of a stored review."""
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
    """Return the details of a stored source, found by a key."""
    names = ("kind", "named", "role", "institution_id", "issuer_id", "stated_count", "described")
    return KnownSource(row["id"], key, *(row[name] for name in names))
