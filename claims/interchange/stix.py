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
review                `opinion` about the claim, and about the reports that carry it as true, by the nearest of
                      the five words that STIX has
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
from claims.interchange.outgoing import uri
from claims.privacy.redaction import REDACTED, redacted_name
from claims.reading.disclosed import AT_ONCE, Disclosed, Entry
from claims.reading.records import AppearanceRecord, ArticleRecord, ClaimRecord, ReviewRecord, SourceRecord
from claims.reading.view import View
from claims.render.phrases import quoted, review_phrase
from claims.store.ledger import chunks
from claims.vocabulary import RelationKind, ReprintExtent, SourceKind, Stance, Status, Treatment, words

if TYPE_CHECKING:
    from collections import Counter
    from typing import Protocol

    from sqlalchemy import Connection

    class Request(Protocol):
        """The export that was requested."""

        connection: Connection
        story: int | None
        left_out: Counter[str]
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
    request.left_out.update(disclosed.left_out())
    scope = "everything" if request.story is None else disclosed.entries("story", [request.story])[request.story].uid
    before = f'{{"type": "bundle", "id": "{stix_id("bundle", scope)}", "objects": [\n'
    for member in _Bundle(disclosed).objects():
        present = {name: value for name, value in member.items() if value not in (None, [])}
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
            others = (relation.claim_id for each in claims for relation in each.relations)
            self.claims = self.disclosed.entries("claim", others)
            self.touched = self.disclosed.touched(claims)
            for claim in claims:
                yield from self._claim(claim)
        yield from self._identities()

    # Articles

    def _articles(self, articles: list[ArticleRecord]) -> Iterator[Json]:
        entries = self.disclosed.entries("article", (article.id for article in articles))
        originals = self.disclosed.articles_by_id(
            article.reprint_of_id for article in articles if article.reprint_of_id
        )
        outlets = self.disclosed.entries(
            "outlet", (article.outlet_id for article in articles if article.outlet_id is not None)
        )
        reporters = self.disclosed.entries(
            "reporter", (number for article in articles for number in article.reporter_ids)
        )
        self.outlets |= outlets.keys()
        self.reporters |= reporters.keys()
        for article in articles:
            by = [_identity_id(outlets[article.outlet_id].uid)] if article.outlet_id is not None else []
            by += [_identity_id(reporters[number].uid) for number in article.reporter_ids]
            yield _article(article, entries[article.id], by or [PRODUCER["id"]])
            original = originals.get(article.reprint_of_id) if article.reprint_of_id else None
            if original is not None:
                whole = article.reprint_extent is ReprintExtent.WHOLE
                kind = "duplicate-of" if whole else "derived-from"
                extent = article.reprint_extent.value if article.reprint_extent else None
                yield _relationship(
                    kind,
                    (_article_id(article), _article_id(original)),
                    f"reprint:{article.uid}",
                    entries[article.id].at,
                ) | _extended("reprint", article.uid, extent=extent)

    # Claims

    def _claim(self, claim: ClaimRecord) -> Iterator[Json]:
        about = list(dict.fromkeys(_article_id(appearance.article) for appearance in claim.appearances)) or [
            PRODUCER["id"]
        ]
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
        for appearance in claim.appearances:
            yield from self._appearance(claim, appearance)
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

    def _appearance(self, claim: ClaimRecord, appearance: AppearanceRecord) -> Iterator[Json]:
        """Yield the ties of an article to its claim's origin, and to the article it relays."""
        article, said = _article_id(appearance.article), {"claim_ref": stix_id("note", claim.uid)}
        said |= {
            "attribution": appearance.attribution.value,
            "stance": appearance.stance.value,
            "terms": appearance.terms.value,
        }
        if appearance.wording:
            said["wording"] = appearance.wording.value
        source = named_agent(appearance)
        if source is not None and source.kind is not SourceKind.DOCUMENT:
            self.sources.add(source.id)
            ends = article, _identity_id(source.uid)
            yield _relationship("related-to", ends, f"source:{appearance.uid}", appearance.at) | {
                "description": f"gives {source.label} as the origin",
                **_extended("source", appearance.uid, **said),
            }
        if (
            appearance.relays is not None
            and appearance.relay_basis is not None
            and appearance.relays.id != appearance.article.id
        ):
            ends = article, _article_id(appearance.relays)
            yield _relationship("derived-from", ends, f"relay:{appearance.uid}", appearance.at) | {
                "description": f"relays, as {words(appearance.relay_basis)}",
                **_extended("relay", appearance.uid, basis=appearance.relay_basis.value, **said),
            }

    def _review(self, claim: ClaimRecord, review: ReviewRecord) -> Json:
        evidence = [
            {
                name: value
                for name, value in {
                    "kind": basis.kind.value,
                    "title": basis.label,
                    "url": uri(basis.url) if basis.url else None,
                    "article_ref": _article_id(basis.article) if basis.article else None,
                }.items()
                if value is not None
            }
            for basis in review.evidence
        ]
        return _object("opinion", review.uid, review.at, self.touched[claim.id]) | {
            "explanation": _explanation(claim, review),
            "authors": [review.who],
            "opinion": OPINIONS.get(review.status, "neutral"),
            "object_refs": [stix_id("note", claim.uid), *_carriers(claim)],
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
            entries = self.disclosed.entries("source", (record.id for record in sources))
            yield from (_source(record, entries[record.id]) for record in sources)
        for outlets in chunks(self.disclosed.outlets(self.outlets), AT_ONCE):
            entries = self.disclosed.entries("outlet", (record.id for record in outlets))
            for outlet in outlets:
                name = outlet.name or redacted_name("outlet", outlet.id)
                yield _identity(entries[outlet.id], name, "organization")
        for reporters in chunks(self.disclosed.reporters(self.reporters), AT_ONCE):
            entries = self.disclosed.entries("reporter", (record.id for record in reporters))
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


def _carriers(claim: ClaimRecord) -> list[str]:
    """Return the reports that carry a claim as true: MISP keeps an opinion on a report, and drops it on a note."""
    carriers = (
        appearance.article
        for appearance in claim.appearances
        if appearance.stance is Stance.ASSERTS
        and appearance.treatment not in (Treatment.DOUBTS, Treatment.REJECTS)
        and not appearance.retracted
    )
    return list(dict.fromkeys(_article_id(article) for article in carriers if article.published_earliest))


def _explanation(claim: ClaimRecord, review: ReviewRecord) -> str:
    """Return a review with the claim it judges, for readers who see it beside an article."""
    statement = quoted(review.other_words or claim.statement or REDACTED)
    return " ".join(filter(None, (f"Claim #{claim.id} {statement}: {review_phrase(review)}.", review.note)))


def _article_id(article: ArticleRecord) -> str:
    return stix_id("report" if article.published_earliest else "note", article.uid)


def _article(article: ArticleRecord, entry: Entry, about: Iterable[str]) -> Json:
    more = _extended("article", article.uid, kind=article.kind.value, published=article.published, seen=article.seen)
    more["object_refs"] = list(about)
    if article.url:
        more["external_references"] = [{"source_name": article.outlet or "unknown", "url": uri(article.url)}]
    if article.language:
        more["lang"] = article.language
    if article.published_earliest is None:
        return (
            _object("note", article.uid, entry.at, entry.changed) | {"content": article.title or article.label} | more
        )
    first = datetime.combine(article.published_earliest, time(), UTC)
    return (
        _object("report", article.uid, entry.at, entry.changed)
        | {"name": article.title or article.label, "published": _moment(first)}
        | more
    )


def _source(source: SourceRecord, entry: Entry) -> Json:
    if source.kind is SourceKind.INSTITUTION:
        return _identity(entry, source.label, "organization")
    several = source.stated_count is not None and source.stated_count > 1
    return _identity(entry, source.label, "group" if several else "individual")


def _identity(entry: Entry, name: str, kind: str) -> Json:
    identity = _object("identity", entry.uid, entry.at, entry.changed)
    return identity | {"name": name, "identity_class": kind}


def _identity_id(uid: str) -> str:
    return stix_id("identity", uid)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
