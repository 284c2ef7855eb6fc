"""The tables as SQLAlchemy Core sees them: names and types of columns, and what refers to what.

Reading needs no more, and is spared the import of SQLModel and pydantic and the mapping of every class, which would
be most of a reading command's time.  The tables themselves, with their rules, are `claims.store.tables`; a test holds
the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine

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


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored and read in UTC on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment and turn an aware one into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without an offset cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored moment as an aware one in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word(values: type[StrEnum], name: str) -> Enum:
    """Return the type of a column that holds one word of a vocabulary, stored by value and checked by the database."""
    return Enum(
        values,
        values_callable=lambda enum: [member.value for member in enum],
        native_enum=False,
        create_constraint=True,
        name=name,
        length=24,
    )


Kind = type[TypeEngine[Any]] | type[StrEnum] | str
"""What a column holds: a type, one word of a vocabulary, or the number of a row of the table that is named."""

_EVERY_ROW: Mapping[str, Kind] = {
    "id": Integer,
    "uid": String,
    "salt": String,
    "entered_at": UtcDateTime,
    "entered_by": String,
}

_NAMED: Mapping[str, Mapping[str, Kind]] = {
    "outlet": {
        "slug": String,
        "name": Text,
        "match_key": String,
        "country": String,
        "language": String,
        "ours": Boolean,
        "reliability": Reliability,
        "note": Text,
    },
    "reporter": {
        "slug": String,
        "name": Text,
        "match_key": String,
        "outlet_id": "outlet",
        "note": Text,
    },
    "story": {
        "slug": String,
        "title": Text,
        "publishing_on": Date,
        "note": Text,
    },
    "source": {
        "slug": String,
        "kind": SourceKind,
        "named": Boolean,
        "name": Text,
        "described": Text,
        "match_key": String,
        "role": Text,
        "institution_id": "source",
        "part_of_id": "source",
        "issuer_id": "source",
        "stated_count": Integer,
        "note": Text,
    },
    "article": {
        "slug": String,
        "outlet_id": "outlet",
        "outlet_basis": Basis,
        "kind": ArticleKind,
        "title": Text,
        "url": Text,
        "url_key": Text,
        "url_basis": Basis,
        "published": String,
        "published_earliest": Date,
        "published_latest": Date,
        "published_basis": Basis,
        "language": String,
        "seen": Boolean,
        "reprint_of_id": "article",
        "reprint_extent": ReprintExtent,
        "note": Text,
    },
    "claim": {
        "statement": Text,
        "match_key": Text,
        "kind": ClaimKind,
        "weight": Weight,
        "condition": Text,
        "condition_claim_id": "claim",
        "note": Text,
    },
}

_RECORDED: Mapping[str, Mapping[str, Kind]] = {
    "outlet_alias": {
        "outlet_id": "outlet",
        "kind": AliasKind,
        "value": Text,
        "match_key": String,
        "withdrawn": Boolean,
    },
    "byline": {
        "article_id": "article",
        "reporter_id": "reporter",
        "position": Integer,
        "withdrawn": Boolean,
    },
    "claim_story": {
        "claim_id": "claim",
        "story_id": "story",
        "withdrawn": Boolean,
    },
    "appearance": {
        "claim_id": "claim",
        "article_id": "article",
        "attribution": Attribution,
        "source_id": "source",
        "terms": Terms,
        "channel": Channel,
        "occasion": Text,
        "capacity": Capacity,
        "proximity": Proximity,
        "stance": Stance,
        "treatment": Treatment,
        "placement": Placement,
        "likelihood": Likelihood,
        "likelihood_basis": LikelihoodBasis,
        "said": Date,
        "excerpt": Text,
        "prefix": Text,
        "suffix": Text,
        "wording": Wording,
        "anonymity_reason": Text,
        "relays_id": "article",
        "relay_basis": RelayBasis,
        "credibility": Credibility,
        "note": Text,
        "private_note": Text,
    },
    "hedge": {
        "appearance_id": "appearance",
        "kind": HedgeKind,
        "words": Text,
    },
    "window": {
        "claim_id": "claim",
        "role": WindowRole,
        "words": Text,
        "said": Date,
        "earliest": Date,
        "latest": Date,
        "edtf": String,
        "precision": Precision,
        "basis": WindowBasis,
        "review_on": Date,
        "understood": Text,
    },
    "correction": {
        "appearance_id": "appearance",
        "kind": CorrectionKind,
        "note": Text,
        "successor_id": "appearance",
    },
    "relation": {
        "claim_id": "claim",
        "kind": RelationKind,
        "other_id": "claim",
        "note": Text,
        "withdrawn": Boolean,
    },
    "review": {
        "claim_id": "claim",
        "status": Status,
        "outcome": Outcome,
        "note": Text,
        "proposed": Boolean,
        "agrees_with_id": "review",
        "replaces_id": "review",
        "rating": Text,
    },
    "evidence": {
        "review_id": "review",
        "correction_id": "correction",
        "kind": EvidenceKind,
        "title": Text,
        "url": Text,
        "article_id": "article",
        "file_name": Text,
        "sha256": String,
        "published": String,
        "note": Text,
    },
    "judgement": {
        "subject": String,
        "kind": JudgementKind,
        "a_uid": String,
        "b_uid": String,
        "reason": Text,
        "replaces_id": "judgement",
        "withdrawn": Boolean,
    },
    "inquiry": {
        "claim_id": "claim",
        "source_id": "source",
        "whom": Text,
        "how": InquiryHow,
        "asked_at": UtcDateTime,
        "reply_by": UtcDateTime,
        "question": Text,
    },
    "inquiry_reply": {
        "inquiry_id": "inquiry",
        "reply": Reply,
        "replied_at": UtcDateTime,
        "note": Text,
        "appearance_id": "appearance",
    },
    "assignment": {
        "claim_id": "claim",
        "reviewer": String,
        "taken": Boolean,
    },
    "revision": {
        "subject": String,
        "row_uid": String,
        "field": String,
        "old": Text,
        "new": Text,
        "reason": Text,
    },
    "redaction": {
        "subject": String,
        "row_uid": String,
        "field": String,
        "reason": Text,
    },
    "sealed": {
        "subject": String,
        "row_uid": String,
        "recipients": Text,
        "ciphertext": Text,
    },
    "copy": {
        "kind": String,
        "path": Text,
        "complete": Boolean,
        "subject": String,
        "row_uid": String,
    },
    "policy": {
        "name": String,
        "value": String,
        "note": Text,
    },
    "remainder": {
        "subject": String,
        "row_uid": String,
        "without": String,
        "digest": String,
    },
}

_CHAINS: Mapping[str, Mapping[str, Kind]] = {
    "event": {
        "id": Integer,
        "replica": String,
        "seq": Integer,
        "at": UtcDateTime,
        "who": String,
        "what": String,
        "rows": Text,
        "previous": String,
        "hash": String,
    },
    "chain": {
        "id": Integer,
        "replica": String,
        "ours": Boolean,
        "seq": Integer,
        "at": UtcDateTime,
        "hash": String,
        "place": String,
    },
}


def _table(metadata: MetaData, name: str, columns: Mapping[str, Kind]) -> Table:
    return Table(name, metadata, *(_column(column, kind) for column, kind in columns.items()))


def _column(name: str, kind: Kind) -> Column[Any]:
    if isinstance(kind, str):
        return Column(name, Integer, ForeignKey(f"{kind}.id"))
    if issubclass(kind, StrEnum):
        return Column(name, word(kind, name))
    return Column(name, kind, primary_key=name == "id")


_METADATA = MetaData()

TABLES: dict[str, Table] = {
    name: _table(_METADATA, name, {**_EVERY_ROW, **columns}) for name, columns in {**_NAMED, **_RECORDED}.items()
}
"""Every table whose rows are in the chain of events, by name."""

NAMED_TABLES = frozenset(_NAMED)
"""The tables of named things, which are edited in place; every other one of `TABLES` is only ever added to."""

EVENT, CHAIN = (_table(_METADATA, name, columns) for name, columns in _CHAINS.items())
"""The events, and the heads of their chains."""

CLAIM_WORD = _table(_METADATA, "claim_word", {"word": String, "claim_id": "claim"})
"""The words of claims' statements; derived, and in no event."""

CLAIM_NOW = _table(
    _METADATA,
    "claim_now",
    {
        "claim_id": Integer,
        "stands_for_id": Integer,
        "told_as_id": Integer,
        "confided": Boolean,
        "background": Boolean,
        "status": Status,
        "outcome": Outcome,
        "people_at_least": Integer,
        "people_at_most": Integer,
        "institutions_at_least": Integer,
        "institutions_at_most": Integer,
        "independent_at_least": Integer,
        "independent_at_most": Integer,
        "two_sources": Rule,
        "rests_on": RestsOn,
        "due_from": Date,
        "due_by": Date,
        "look_again_on": Date,
        "reviewed_at": UtcDateTime,
        "reply_by": UtcDateTime,
        "first_published_on": Date,
        "corrected_at": UtcDateTime,
        "contested_at": UtcDateTime,
        "reworded_at": UtcDateTime,
        "made_apart_at": UtcDateTime,
        "stale_at": UtcDateTime,
        "proposed_at": UtcDateTime,
        "unreviewed_at": UtcDateTime,
    },
)
"""Where every claim stands at present; derived, in no event, and never exported."""

ARRIVAL = _table(_METADATA, "arrival", {"uid": String, "at": UtcDateTime})
"""When rows that were entered elsewhere came here; of this database alone."""

DEPARTURE = _table(
    _METADATA, "departure", {"id": Integer, "at": UtcDateTime, "who": String, "path": Text, "complete": Boolean}
)
"""The exports that were written; of this database alone."""

SEARCH = _table(
    _METADATA,
    "search_fts_document",
    {"id": Integer, "claim_id": "claim", "subject": String, "row_id": Integer, "hidden": Boolean, "tokens": Text},
)
"""What is searched: the tokens of one place at which words stand; derived, and in no event."""
