"""Claims as threat intelligence shares them: a bundle of STIX 2.1 (OASIS Standard, 10 June 2021).

====================  ===========================================================================================
here                  there
====================  ===========================================================================================
outlet, reporter,     `identity`
source (no document)
article               `report`; a `note` where its day is not known, for a report needs one
claim                 `note` with the statement, about the articles that carry it
appearance that       `relationship` of an article to the one it relays: `derived-from`
relays an article
reprint               `relationship`: `duplicate-of` if whole, else `derived-from`
review                `opinion` about the claim, by the nearest of the five words that STIX has
relation of claims    `relationship`: `derived-from` for what supersedes, else `related-to`
====================  ===========================================================================================

A property extension, defined in the bundle, holds the rest in our own words.  Identifiers are made of the records'
uids, moments are the times of entry and of the last edit: equal records give equal bundles.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, tzinfo
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from claims.interchange.naming import named_agent
from claims.privacy.redaction import REDACTED, redacted_name
from claims.reading.disclosed import AT_ONCE, Disclosed, Entry
from claims.reading.records import AppearanceRecord, ArticleRecord, ClaimRecord, ReviewRecord, SourceRecord
from claims.reading.view import View
from claims.store.ledger import chunks
from claims.vocabulary import RelationKind, ReprintExtent, SourceKind, Status, words

if TYPE_CHECKING:
    from typing import Protocol

    from sqlalchemy import Connection

    class Request(Protocol):
        """The export that was requested."""

        connection: Connection
        story: int | None
        left_out: dict[str, int]
        zone: tzinfo


Json = dict[str, Any]

NAMESPACE = UUID("6f0d6f3c-3c0b-5c56-9a3e-5d2b6c1f7a44")
"""Of the identifiers that are made here (RFC 9562, version 5)."""

OPINIONS = {
    Status.CONFIRMED: "strongly-agree",
    Status.PARTLY_CONFIRMED: "agree",
    Status.CORROBORATED: "agree",
    Status.MISLEADING: "disagree",
    Status.REFUTED: "strongly-disagree",
}
"""The word of STIX that is nearest to a status; others are `neutral`."""

_BEGUN = "2024-01-01T00:00:00.000Z"  # of what belongs to this form and to no record


def stix_id(kind: str, of: str) -> str:
    """Return the identifier of an object made of a record's uid (or of something else that names it)."""
    return f"{kind}--{uuid5(NAMESPACE, f'{kind}:{of}')}"


PRODUCER: Json = {
    "type": "identity",
    "spec_version": "2.1",
    "id": stix_id("identity", "producer"),
    "created": _BEGUN,
    "modified": _BEGUN,
    "name": "claims",
    "description": "A claim and source-tracking database of a newsroom.",
    "identity_class": "system",
}

EXTENSION: Json = {
    "type": "extension-definition",
    "spec_version": "2.1",
    "id": stix_id("extension-definition", "1"),
    "created_by_ref": PRODUCER["id"],
    "created": _BEGUN,
    "modified": _BEGUN,
    "name": "claims",
    "description": "What a newsroom records of a claim, an article, a relay and a review.",
    "schema": (
        "A property extension. record: what the object is (claim, article, relay, reprint, review, relation, source). "
        "uid: the record's identifier. kind, status, outcome, rating, basis, attribution, terms, wording, extent: "
        "words of the vocabulary of claims. independent_at_least: the least number of independent origins. published: "
        "the day of publication as far as it is known (EDTF level 0). seen: whether anybody has read the article. "
        "claim_ref: the claim in which an article relays another. proposed: whether a review waits for a second "
        "person. evidence: what a review rests on (kind, title, url, article_ref)."
    ),
    "version": "1.0.0",
    "extension_types": ["property-extension"],
}


def stix_lines(request: Request) -> Generator[bytes]:
    """Yield the lines of a bundle, an object each; count omissions in ``request.left_out``."""
    disclosed = Disclosed(request.connection, request.story, View(zone=request.zone))
    for why, count in disclosed.left_out().items():
        request.left_out[why] = request.left_out.get(why, 0) + count
    scope = "everything" if request.story is None else disclosed.entries("story", [request.story])[request.story].uid
    before = f'{{"type": "bundle", "id": "{stix_id("bundle", scope)}", "objects": [\n'
    for one in _Bundle(disclosed).objects():
        present = {name: value for name, value in one.items() if value not in (None, [])}
        yield f"{before}{json.dumps(present, ensure_ascii=True)}".encode()
        before = ",\n"
    yield b"\n]}\n"


@dataclass(slots=True)
class _Bundle:
    disclosed: Disclosed
    sources: set[int] = field(default_factory=set)
    outlets: set[int] = field(default_factory=set)
    reporters: set[int] = field(default_factory=set)
    ratings: dict[int, str] = field(default_factory=dict)
    claims: dict[int, Entry] = field(default_factory=dict)
    touched: dict[int, datetime] = field(default_factory=dict)

    def objects(self) -> Iterator[Json]:
        """Yield the objects of the bundle, a part of the records in memory at a time."""
        yield PRODUCER
        yield EXTENSION
        for articles in chunks(self.disclosed.articles(), AT_ONCE):
            yield from self._articles(articles)
        for claims in chunks(self.disclosed.claims(), AT_ONCE):
            self.ratings = self.disclosed.ratings(review for claim in claims for review in claim.reviews)
            others = (one.claim_id for each in claims for one in each.relations)
            self.claims = self.disclosed.entries("claim", others)
            self.touched = self.disclosed.touched(claims)
            for claim in claims:
                yield from self._claim(claim)
        yield from self._identities()

    # Articles

    def _articles(self, articles: list[ArticleRecord]) -> Iterator[Json]:
        entries = self.disclosed.entries("article", (one.id for one in articles))
        originals = self.disclosed.articles_by_id(one.reprint_of_id for one in articles if one.reprint_of_id)
        outlets = self.disclosed.entries("outlet", (one.outlet_id for one in articles if one.outlet_id is not None))
        reporters = self.disclosed.entries("reporter", (number for one in articles for number in one.reporter_ids))
        self.outlets |= outlets.keys()
        self.reporters |= reporters.keys()
        for one in articles:
            by = [_identity_id(outlets[one.outlet_id].uid)] if one.outlet_id is not None else []
            by += [_identity_id(reporters[number].uid) for number in one.reporter_ids]
            yield _article(one, entries[one.id], by or [PRODUCER["id"]])
            original = originals.get(one.reprint_of_id) if one.reprint_of_id else None
            if original is not None:
                whole = one.reprint_extent is ReprintExtent.WHOLE
                kind = "duplicate-of" if whole else "derived-from"
                extent = one.reprint_extent.value if one.reprint_extent else None
                yield _relationship(
                    kind, (_article_id(one), _article_id(original)), f"reprint:{one.uid}", entries[one.id].at
                ) | _extended("reprint", one.uid, extent=extent)

    # Claims

    def _claim(self, claim: ClaimRecord) -> Iterator[Json]:
        about = list(dict.fromkeys(_article_id(one.article) for one in claim.appearances)) or [PRODUCER["id"]]
        yield _object("note", claim.uid, claim.at, self.touched[claim.id]) | {
            "abstract": f"Claim #{claim.id}",
            "content": claim.statement or REDACTED,
            "object_refs": about,
            **_extended(
                "claim",
                claim.uid,
                kind=claim.kind.value,
                status=claim.status.value,
                outcome=claim.outcome.value if claim.outcome else None,
                independent_at_least=claim.origins.independent.lower,
            ),
        }
        for one in claim.appearances:
            yield from self._appearance(claim, one)
        for review in claim.reviews:
            yield self._review(claim, review)
        for relation in claim.relations:
            if not relation.incoming:
                kind = "derived-from" if relation.kind is RelationKind.SUPERSEDES else "related-to"
                other = self.claims[relation.claim_id].uid
                name = f"{claim.uid}:{relation.kind.value}:{other}"
                yield _relationship(kind, (stix_id("note", claim.uid), stix_id("note", other)), name, claim.at) | {
                    "description": words(relation.kind),
                    **_extended("relation", name, kind=relation.kind.value),
                }

    def _appearance(self, claim: ClaimRecord, one: AppearanceRecord) -> Iterator[Json]:
        """Yield the ties of an article to its claim's origin, and to the article it relays."""
        article, said = _article_id(one.article), {"claim_ref": stix_id("note", claim.uid)}
        said |= {"attribution": one.attribution.value, "stance": one.stance.value, "terms": one.terms.value}
        if one.wording:
            said["wording"] = one.wording.value
        source = named_agent(one)
        if source is not None and source.kind is not SourceKind.DOCUMENT:
            self.sources.add(source.id)
            ends = article, _identity_id(source.uid)
            yield _relationship("related-to", ends, f"source:{one.uid}", one.at) | {
                "description": f"gives {source.label} as the origin",
                **_extended("source", one.uid, **said),
            }
        if one.relays is not None and one.relay_basis is not None and one.relays.id != one.article.id:
            ends = article, _article_id(one.relays)
            yield _relationship("derived-from", ends, f"relay:{one.uid}", one.at) | {
                "description": f"relays, as {words(one.relay_basis)}",
                **_extended("relay", one.uid, basis=one.relay_basis.value, **said),
            }

    def _review(self, claim: ClaimRecord, review: ReviewRecord) -> Json:
        evidence = [
            {
                name: value
                for name, value in {
                    "kind": one.kind.value,
                    "title": one.label,
                    "url": one.url,
                    "article_ref": _article_id(one.article) if one.article else None,
                }.items()
                if value is not None
            }
            for one in review.evidence
        ]
        return _object("opinion", review.uid, review.at) | {
            "explanation": review.note,
            "authors": [review.who],
            "opinion": OPINIONS.get(review.status, "neutral"),
            "object_refs": [stix_id("note", claim.uid)],
            **_extended(
                "review",
                review.uid,
                status=review.status.value,
                outcome=review.outcome.value if review.outcome else None,
                rating=self.ratings.get(review.id),
                proposed=review.proposed,
                evidence=evidence or None,
            ),
        }

    # Identities

    def _identities(self) -> Iterator[Json]:
        for sources in chunks(self.disclosed.sources(self.sources), AT_ONCE):
            entries = self.disclosed.entries("source", (one.id for one in sources))
            yield from (_source(one, entries[one.id]) for one in sources)
        for outlets in chunks(self.disclosed.outlets(self.outlets), AT_ONCE):
            entries = self.disclosed.entries("outlet", (one.id for one in outlets))
            for outlet in outlets:
                name = outlet.name or redacted_name("outlet", outlet.id)
                yield _identity(entries[outlet.id], name, "organization")
        for reporters in chunks(self.disclosed.reporters(self.reporters), AT_ONCE):
            entries = self.disclosed.entries("reporter", (one.id for one in reporters))
            for reporter in reporters:
                name = reporter.name or redacted_name("reporter", reporter.id)
                yield _identity(entries[reporter.id], name, "individual")


def _object(kind: str, uid: str, at: datetime, changed: datetime | None = None) -> Json:
    """Return what every object has."""
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": stix_id(kind, uid),
        "created_by_ref": PRODUCER["id"],
        "created": _moment(at),
        "modified": _moment(changed or at),
    }


def _relationship(kind: str, ends: tuple[str, str], uid: str, at: datetime) -> Json:
    return _object("relationship", uid, at) | {
        "relationship_type": kind,
        "source_ref": ends[0],
        "target_ref": ends[1],
    }


def _extended(record: str, uid: str, **values: Any) -> Json:
    """Return the extension of an object: what STIX has no place for."""
    present = {name: value for name, value in values.items() if value is not None}
    return {
        "extensions": {
            EXTENSION["id"]: {"extension_type": "property-extension", "record": record, "uid": uid, **present}
        }
    }


def _article_id(one: ArticleRecord) -> str:
    return stix_id("report" if one.published_earliest else "note", one.uid)


def _article(one: ArticleRecord, entry: Entry, about: Iterable[str]) -> Json:
    more = _extended("article", one.uid, kind=one.kind.value, published=one.published, seen=one.seen)
    more["object_refs"] = list(about)
    if one.url:
        more["external_references"] = [{"source_name": one.outlet or "unknown", "url": one.url}]
    if one.language:
        more["lang"] = one.language
    if one.published_earliest is None:
        return _object("note", one.uid, entry.at, entry.changed) | {"content": one.title or one.label} | more
    first = datetime.combine(one.published_earliest, time(), UTC)
    return (
        _object("report", one.uid, entry.at, entry.changed)
        | {"name": one.title or one.label, "published": _moment(first)}
        | more
    )


def _source(one: SourceRecord, entry: Entry) -> Json:
    if one.kind is SourceKind.INSTITUTION:
        return _identity(entry, one.label, "organization")
    several = one.stated_count is not None and one.stated_count > 1
    return _identity(entry, one.label, "group" if several else "individual")


def _identity(entry: Entry, name: str, kind: str) -> Json:
    found = _object("identity", entry.uid, entry.at, entry.changed)
    return found | {"name": name, "identity_class": kind}


def _identity_id(uid: str) -> str:
    return stix_id("identity", uid)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
