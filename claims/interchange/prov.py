"""Chains as provenance: W3C PROV in its JSON form (PROV-JSON, W3C Member Submission of 24 April 2013).

Claims, articles, appearances, documents and evidence are entities; an appearance is a specialization of its article. A
relay is a derivation of the appearance from the article it relays, or a quotation where it repeats the words; an
inferred or merely suspected relay says so. A reprint is a quotation of its original, a claim that supersedes another a
revision of it. Outlets, reporters and sources are agents; a review is an activity that used a claim and its evidence.

Where PROV lacks a term we use our own vocabulary, with the words of `claims.vocabulary`.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import IO, TYPE_CHECKING, Any

from claims.interchange.naming import named_agent
from claims.privacy.redaction import REDACTED, redacted_name
from claims.reading.disclosed import AT_ONCE, Disclosed, Entry
from claims.reading.records import (
    AppearanceRecord,
    ArticleRecord,
    ClaimRecord,
    EvidenceRecord,
    ReviewRecord,
    SourceRecord,
)
from claims.reading.view import View
from claims.store.ledger import chunks
from claims.vocabulary import RelationKind, SourceKind, words

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


PREFIXES = {"claims": "urn:newsroom-claims:vocabulary:", "id": "urn:uuid:", "desk": "urn:newsroom-claims:desk:"}
"""The names that identifiers begin with: our vocabulary, records by their uids, and people of the newsroom."""

SECTIONS = (
    "entity",
    "agent",
    "activity",
    "specializationOf",
    "wasDerivedFrom",
    "wasAttributedTo",
    "actedOnBehalfOf",
    "used",
    "wasAssociatedWith",
)

Attributes = dict[str, Any]

_AGENTS = {SourceKind.PERSON: "prov:Person", SourceKind.INSTITUTION: "prov:Organization"}
_PIECE = 1 << 16


def prov_pieces(request: Request) -> Generator[bytes]:
    """Yield the bytes of a PROV-JSON document, records in lines; count omissions in ``request.left_out``.

    PROV-JSON groups records by kind and all kinds grow side by side, so each waits in a temporary file.
    """
    disclosed = Disclosed(request.connection, request.story, View(zone=request.zone))
    request.left_out.update(disclosed.left_out())
    with ExitStack() as held:
        files: dict[str, IO[bytes]] = {name: held.enter_context(tempfile.TemporaryFile()) for name in SECTIONS}
        _Document(disclosed, files).write()
        yield b'{\n"prefix": ' + json.dumps(PREFIXES).encode()
        for name, file in files.items():
            if file.tell():
                yield f',\n"{name}": {{\n'.encode()
                file.seek(0)
                while piece := file.read(_PIECE):
                    yield piece
                yield b"\n}"
        yield b"\n}\n"


@dataclass(slots=True)
class _Document:
    disclosed: Disclosed
    files: dict[str, IO[bytes]]
    sources: set[int] = field(default_factory=set)
    outlets: set[int] = field(default_factory=set)
    reporters: set[int] = field(default_factory=set)
    reviewers: set[str] = field(default_factory=set)
    ratings: dict[int, str] = field(default_factory=dict)
    evidence: dict[int, Entry] = field(default_factory=dict)
    older: dict[int, Entry] = field(default_factory=dict)

    def write(self) -> None:
        """Write every record to the file of its kind."""
        for articles in chunks(self.disclosed.articles(), AT_ONCE):
            self._articles(articles)
        for claims in chunks(self.disclosed.claims(), AT_ONCE):
            reviews = [review for claim in claims for review in claim.reviews]
            self.ratings = self.disclosed.ratings(reviews)
            self.evidence = self.disclosed.entries(
                "evidence", (evidence.id for each in reviews for evidence in each.evidence)
            )
            self.older = self.disclosed.entries("claim", (number for claim in claims for number in _superseded(claim)))
            for claim in claims:
                self._claim(claim)
        self._sources()
        for outlet in self.disclosed.outlets(self.outlets):
            name = outlet.name or redacted_name("outlet", outlet.id)
            self._add("agent", _id(outlet.uid), {"prov:type": _type("prov:Organization"), "prov:label": name})
        for reporter in self.disclosed.reporters(self.reporters):
            name = reporter.name or redacted_name("reporter", reporter.id)
            self._add("agent", _id(reporter.uid), {"prov:type": _type("prov:Person"), "prov:label": name})
        for reviewer in sorted(self.reviewers):
            self._add("agent", _desk(reviewer), {"prov:type": _type("prov:Person"), "prov:label": reviewer})

    def _add(self, section: str, name: str, attributes: Attributes) -> None:
        file = self.files[section]
        present = {key: value for key, value in attributes.items() if value is not None}
        before = ",\n" if file.tell() else ""
        file.write(f"{before}{json.dumps(name)}: {json.dumps(present, ensure_ascii=True)}".encode())

    def _relate(self, section: str, roles: tuple[str, str], ends: tuple[str, str], **more: Any) -> None:
        """Write a relation, which has no name of its own."""
        relation = {f"prov:{role}": end for role, end in zip(roles, ends, strict=True)}
        attributes = {name.replace("_", ":", 1): value for name, value in more.items()}
        self._add(section, f"_:{section}{self.files[section].tell()}", {**relation, **attributes})

    def _derived(self, made: str, of: str, **more: Any) -> None:
        self._relate("wasDerivedFrom", ("generatedEntity", "usedEntity"), (made, of), **more)

    def _attributed(self, made: str, to: str, **more: Any) -> None:
        self._relate("wasAttributedTo", ("entity", "agent"), (made, to), **more)

    # Articles

    def _articles(self, articles: list[ArticleRecord]) -> None:
        outlets = self.disclosed.entries(
            "outlet", (article.outlet_id for article in articles if article.outlet_id is not None)
        )
        reporters = self.disclosed.entries(
            "reporter", (number for article in articles for number in article.reporter_ids)
        )
        originals = self.disclosed.entries(
            "article", (article.reprint_of_id for article in articles if article.reprint_of_id)
        )
        self.outlets |= outlets.keys()
        self.reporters |= reporters.keys()
        for article in articles:
            self._add("entity", _id(article.uid), _article(article))
            if article.outlet_id is not None:
                self._attributed(
                    _id(article.uid), _id(outlets[article.outlet_id].uid), claims_basis=article.outlet_basis.value
                )
            for number in article.reporter_ids:
                self._attributed(_id(article.uid), _id(reporters[number].uid))
            if article.reprint_of_id in originals:
                self._derived(
                    _id(article.uid),
                    _id(originals[article.reprint_of_id].uid),
                    prov_type=_type("prov:Quotation"),
                    claims_reprint=article.reprint_extent.value if article.reprint_extent else None,
                )

    # Claims

    def _claim(self, claim: ClaimRecord) -> None:
        self._add("entity", _id(claim.uid), _claim_attributes(claim))
        for appearance in claim.appearances:
            self._appearance(claim, appearance)
        for review in claim.reviews:
            self._review(claim, review)
        for number in _superseded(claim):
            self._derived(_id(claim.uid), _id(self.older[number].uid), prov_type=_type("prov:Revision"))

    def _appearance(self, claim: ClaimRecord, appearance: AppearanceRecord) -> None:
        made = _id(appearance.uid)
        self._add("entity", made, _appearance_attributes(claim, appearance))
        self._relate("specializationOf", ("specificEntity", "generalEntity"), (made, _id(appearance.article.uid)))
        self._derived(_id(claim.uid), made, prov_type=_type("claims:Statement"), claims_stance=appearance.stance.value)
        if (
            appearance.relays is not None
            and appearance.relay_basis is not None
            and appearance.relays.id != appearance.article.id
        ):
            self._derived(
                made,
                _id(appearance.relays.uid),
                prov_type=_type("prov:Quotation" if appearance.is_quotation else "claims:Relay"),
                claims_basis=appearance.relay_basis.value,
            )
        source = named_agent(appearance)
        if source is None:
            return
        self.sources.add(source.id)
        if source.kind is SourceKind.DOCUMENT:
            self._derived(made, _id(source.uid), prov_type=_type("prov:PrimarySource"))
        else:
            self._attributed(made, _id(source.uid), claims_attribution=appearance.attribution.value)

    def _review(self, claim: ClaimRecord, review: ReviewRecord) -> None:
        self.reviewers.add(review.who)
        at = review.at.isoformat()
        self._add(
            "activity",
            _id(review.uid),
            {
                "prov:startTime": at,
                "prov:endTime": at,
                "prov:type": _type("claims:Review"),
                "prov:label": f"{words(review.status)}: {claim.statement or REDACTED}",
                "claims:status": review.status.value,
                "claims:outcome": review.outcome.value if review.outcome else None,
                "claims:proposed": True if review.proposed else None,
                "claims:rating": self.ratings.get(review.id),
            },
        )
        self._relate("used", ("activity", "entity"), (_id(review.uid), _id(claim.uid)))
        self._relate("wasAssociatedWith", ("activity", "agent"), (_id(review.uid), _desk(review.who)))
        for evidence in review.evidence:
            self._evidence(review, evidence)

    def _evidence(self, review: ReviewRecord, evidence: EvidenceRecord) -> None:
        if evidence.article is not None:
            used = _id(evidence.article.uid)
        else:
            used = _id(self.evidence[evidence.id].uid)
            self._add(
                "entity",
                used,
                {
                    "prov:type": _type("claims:Evidence"),
                    "prov:label": evidence.label,
                    "prov:location": _location(evidence.url),
                    "claims:published": evidence.published,
                    "claims:sha256": evidence.sha256,
                },
            )
        self._relate("used", ("activity", "entity"), (_id(review.uid), used), claims_evidence=evidence.kind.value)

    # Agents

    def _sources(self) -> None:
        """Write the sources that spoke, and every institution above the named ones."""
        written: set[int] = set()
        while waiting := self.sources - written:
            for sources in chunks(self.disclosed.sources(waiting), AT_ONCE):
                above = {source.id: over for source in sources if (over := self.disclosed.above(source)) is not None}
                uids = self.disclosed.entries("source", above.values())
                for source in sources:
                    self._source(source, uids[above[source.id]].uid if source.id in above else None)
                self.sources |= set(above.values())
            written |= waiting

    def _source(self, source: SourceRecord, above: str | None) -> None:
        document = source.kind is SourceKind.DOCUMENT
        kind = "claims:Document" if document else _AGENTS[source.kind]
        about = {"prov:type": _type(kind), "prov:label": source.label, "claims:named": source.named}
        self._add("entity" if document else "agent", _id(source.uid), about)
        if above is None or not source.named:
            return
        if document:
            self._attributed(_id(source.uid), _id(above))
        else:
            self._relate("actedOnBehalfOf", ("delegate", "responsible"), (_id(source.uid), _id(above)))


def _claim_attributes(claim: ClaimRecord) -> Attributes:
    return {
        "prov:type": _type("claims:Claim"),
        "prov:label": claim.statement or REDACTED,
        "claims:kind": claim.kind.value,
        "claims:status": claim.status.value,
        "claims:outcome": claim.outcome.value if claim.outcome else None,
        "claims:independentAtLeast": claim.origins.independent.lower,
    }


def _appearance_attributes(claim: ClaimRecord, appearance: AppearanceRecord) -> Attributes:
    return {
        "prov:type": _type("claims:Appearance"),
        "prov:label": f"{appearance.article.label}: {claim.statement or REDACTED}",
        "prov:value": appearance.excerpt,
        "claims:attribution": appearance.attribution.value,
        "claims:stance": appearance.stance.value,
        "claims:treatment": appearance.treatment.value,
        "claims:wording": appearance.wording.value if appearance.wording else None,
        "claims:said": appearance.said.isoformat() if appearance.said else None,
        "claims:retracted": True if appearance.retracted else None,
    }


def _article(article: ArticleRecord) -> Attributes:
    return {
        "prov:type": _type("claims:Article"),
        "prov:label": article.title or article.label,
        "prov:location": _location(article.url),
        "claims:kind": article.kind.value,
        "claims:published": article.published,
        "claims:publishedBasis": article.published_basis.value if article.published else None,
        "claims:seen": article.seen,
    }


def _superseded(claim: ClaimRecord) -> list[int]:
    newer = (
        relation for relation in claim.relations if relation.kind is RelationKind.SUPERSEDES and not relation.incoming
    )
    return [relation.claim_id for relation in newer]


def _id(uid: str) -> str:
    return f"id:{uid}"


def _desk(who: str) -> str:
    """Return the identifier of a person of the newsroom: the name's letters and digits, others as their numbers."""
    return "desk:" + "".join(
        letter if letter.isascii() and letter.isalnum() else f"_{ord(letter):x}_" for letter in who
    )


def _type(name: str) -> Attributes:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _location(url: str | None) -> Attributes | None:
    return None if url is None else {"$": url, "type": "xsd:anyURI"}
