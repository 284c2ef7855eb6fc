"""Independent origins for every claim of a newsroom in one pass: seconds, and whether they grow with the number.

Values are read by a fixed number of statements, the appearances in the order of their claims, and the pure module
counts claim by claim; no more than one claim's appearances are held at once, beside the sources.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, islice

from sqlalchemy import Connection, select

from benchmarks.data import database
from claims.reading.dossier import claim_record
from claims.reading.identity import identities
from claims.rules.sourcing import Footing, Key, Origins, Ruling, SourceFacts, count_origins
from claims.store.database import engine_for
from claims.store.schema import TABLES
from claims.vocabulary import CorrectionKind, Rule, SourceKind, Terms


def main(sizes: list[int]) -> None:
    """Print a line for each size: claims, seconds, and microseconds an appearance."""
    print(f"{'appearances':>12} {'claims':>9} {'rule met':>9} {'seconds':>8} {'µs each':>8}")
    for size in sizes:
        with engine_for(database(size), read_only=True).connect() as connection:
            began = time.perf_counter()
            claims = counted = met = 0
            for _, carried, origins in all_origins(connection):
                claims, counted, met = claims + 1, counted + carried, met + (origins.rule is Rule.MET)
            seconds = time.perf_counter() - began
            _compare(connection)
        print(f"{counted:12,} {claims:9,} {met:9,} {seconds:8.1f} {seconds / counted * 1e6:8.0f}")


def all_origins(connection: Connection) -> Iterator[tuple[int, int, Origins]]:
    """Yield every claim's number with how many appearances it has and their origins, in five statements."""
    joined = identities(connection)
    rulings = [Ruling(one.kind, one.a, one.b) for one in joined.standing if one.subject == "source"]
    facts = _facts(connection)
    for claim, carried in groupby(_carried(connection), key=lambda one: one[0]):
        footings = [footing for _, footing in carried]
        yield claim, len(footings), count_origins(footings, facts, rulings)


def _facts(connection: Connection) -> dict[Key, SourceFacts]:
    source = TABLES["source"]
    names = ("id", "kind", "named", "name", "described", "institution_id", "part_of_id", "issuer_id", "stated_count")
    rows = connection.execute(select(*(source.c[name] for name in names)))
    return {
        number: SourceFacts(
            key=number,
            kind=kind,
            named=named and kind is SourceKind.PERSON,
            name=name or "",
            institution=institution,
            part_of=part_of,
            issuer=issuer,
            stated_count=count,
            label=described or "",
        )
        for number, kind, named, name, described, institution, part_of, issuer, count in rows
    }


def _carried(connection: Connection) -> Iterator[tuple[int, Footing]]:
    """Yield each appearance that counts with its claim, claim by claim."""
    appearance, article, byline, correction = (
        TABLES[name] for name in ("appearance", "article", "byline", "correction")
    )
    signed: dict[int, list[int]] = defaultdict(list)
    for number, reporter in connection.execute(select(byline.c.article_id, byline.c.reporter_id)):
        signed[number].append(reporter)
    marked = dict(connection.execute(select(correction.c.appearance_id, correction.c.kind)).all())
    names = ("id", "claim_id", "article_id", "attribution", "source_id", "stance", "proximity", "occasion")
    statement = (
        select(*(appearance.c[name] for name in (*names, "relays_id", "relay_basis")), article.c.outlet_id)
        .join(article, article.c.id == appearance.c.article_id)
        .where(appearance.c.terms != Terms.OFF_RECORD)
        .order_by(appearance.c.claim_id)
        .execution_options(yield_per=5_000)
    )
    for row in connection.execute(statement):
        number, claim, here, attribution, source, stance, proximity, occasion, relays, basis, outlet = row
        if marked.get(number) is CorrectionKind.WRONG:
            continue
        yield (
            claim,
            Footing(
                key=number,
                article=here,
                attribution=attribution,
                source=source,
                stance=stance,
                proximity=proximity,
                occasion=occasion,
                outlet=outlet,
                reporters=tuple(signed.get(here, ())),
                relays=relays,
                relay_basis=basis,
                stands=number not in marked,
            ),
        )


def _compare(connection: Connection) -> None:
    """Hold some claims against what `claims show` counts."""
    for number, _, origins in islice(all_origins(connection), 25):
        record = claim_record(connection, number)
        if record is None or record.origins.independent != origins.independent:
            raise AssertionError(f"claim #{number} is counted otherwise by `claims show`")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
