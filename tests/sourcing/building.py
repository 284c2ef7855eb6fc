"""Short ways to write claims down in tests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from claims.rules.sourcing import Footing, Key, Origins, Ruling, SourceFacts, count_origins
from claims.vocabulary import Attribution, JudgementKind, Proximity, RelayBasis, SourceKind, Stance

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "cases" / "origins.json").read_text("utf-8"))

FIRST = Proximity.FIRST_HAND
SECOND = Proximity.SECOND_HAND


def case_footing(record: Mapping[str, Any]) -> Footing:
    """Return an appearance of `origins.json`."""
    article = record.get("article", record["id"])
    basis = record.get("relay_basis", "stated") if record.get("relays") else None
    return Footing(
        key=record["id"],
        article=article,
        attribution=Attribution(record["attribution"]),
        source=record.get("source"),
        stance=Stance(record.get("stance", "asserts")),
        proximity=Proximity(record.get("proximity", "not_stated")),
        occasion=record.get("occasion"),
        outlet=record.get("outlet", article),
        reporters=(record["reporter"],) if "reporter" in record else (),
        relays=record.get("relays"),
        relay_basis=RelayBasis(basis) if basis else None,
        stands=not record.get("retracted", False),
    )


def case_source(key: str, record: Mapping[str, Any]) -> SourceFacts:
    """Return a source of `origins.json`."""
    return SourceFacts(
        key=key,
        kind=SourceKind(record["kind"]),
        named=record.get("named", False),
        name=record.get("name", ""),
        institution=record.get("institution"),
        part_of=record.get("part_of"),
        issuer=record.get("issuer"),
        stated_count=record.get("stated_count"),
        label=f"the source {key}",
    )


def count_case(case: Mapping[str, Any]) -> Origins:
    """Count a case of `origins.json`."""
    return count_origins(
        [case_footing(record) for record in case["appearances"]],
        {key: case_source(key, record) for key, record in case["sources"].items()},
        [Ruling(JudgementKind(each["kind"]), each["a"], each["b"]) for each in case["judgements"]],
    )


def as_expected(origins: Origins) -> dict[str, Any]:
    """Return counts and rule in the shape of `origins.json`."""
    names = ("people", "institutions", "independent")
    counts = {name: asdict(getattr(origins, name)) for name in names}
    for count in counts.values():
        del count["estimated"]
    return {**counts, "rule": str(origins.rule)}


def bounds(origins: Origins) -> tuple[tuple[int, int | None], ...]:
    """Return the bounds of people, institutions and independent."""
    return tuple((c.lower, c.upper) for c in (origins.people, origins.institutions, origins.independent))


def table(*facts: SourceFacts) -> dict[int | str, SourceFacts]:
    """Return sources by key."""
    return {each.key: each for each in facts}


def person(key: str, name: str = "", at: str | None = None, count: int | None = None) -> SourceFacts:
    """Return a person, named if a name is given."""
    return SourceFacts(
        key, SourceKind.PERSON, named=bool(name), name=name, institution=at, stated_count=count, label=name or key
    )


def body(key: str, part_of: str | None = None, name: str = "") -> SourceFacts:
    """Return an institution."""
    return SourceFacts(key, SourceKind.INSTITUTION, name=name, part_of=part_of)


def paper(key: str, issuer: str | None = None) -> SourceFacts:
    """Return a document."""
    return SourceFacts(key, SourceKind.DOCUMENT, issuer=issuer)


def says(key: str, source: SourceFacts | None, **more: Any) -> Footing:
    """Return a footing on which an article of the same name gives the word of a source."""
    if source is None or source.kind is SourceKind.PERSON:
        attribution = Attribution.NAMED if source and source.named else Attribution.UNNAMED
    else:
        attribution = Attribution(str(source.kind))
    values: dict[str, Any] = {
        "article": key,
        "attribution": attribution,
        "source": source.key if source else None,
        "outlet": key,
    }
    return Footing(key, **{**values, **more})


def gives(key: str, attribution: Attribution, **more: Any) -> Footing:
    """Return a footing without a source record."""
    return Footing(key, **{"article": key, "attribution": attribution, "outlet": key, **more})


def relay(key: str, upstream: Key, basis: RelayBasis | None = RelayBasis.STATED, **more: Any) -> Footing:
    """Return a footing that repeats another article."""
    return Footing(
        key,
        **{
            "article": key,
            "attribution": Attribution.OUTLET,
            "outlet": key,
            "relays": upstream,
            "relay_basis": basis,
            **more,
        },
    )


def same(a: str, b: str) -> Ruling:
    """Judge two sources the same."""
    return Ruling(JudgementKind.SAME, a, b)


def distinct(a: str, b: str) -> Ruling:
    """Judge two sources distinct."""
    return Ruling(JudgementKind.DISTINCT, a, b)


def independent(a: str, b: str) -> Ruling:
    """Judge two sources independent."""
    return Ruling(JudgementKind.INDEPENDENT, a, b)


def count(footings: Iterable[Footing], *facts: SourceFacts, rulings: Iterable[Ruling] = (), **more: Any) -> Origins:
    """Count a claim."""
    return count_origins(list(footings), table(*facts), list(rulings), **more)
