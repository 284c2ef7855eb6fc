"""Short ways to make the values that reports are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from claims.catalogue import APPEARANCE, ARTICLE, CLAIM, SOURCE, Record
from claims.reading.chain_view import ChainView, facts, footing
from claims.reading.records import (
    AppearanceRecord,
    ArticleRecord,
    ClaimRecord,
    CorrectionRecord,
    RelationRecord,
    ReviewRecord,
    SourceRecord,
)
from claims.reading.stories import StoryRecord
from claims.rules.sourcing import Key, SourceFacts, Sourcing
from claims.vocabulary import (
    Attribution,
    CorrectionKind,
    RelationKind,
    RelayBasis,
    SourceKind,
    Status,
)

AT = datetime(2024, 3, 20, 12, tzinfo=UTC)
STORY = StoryRecord(id=1, uid="story-1", slug="pillar-2", title="Pillar 2", note=None)


def plain(record: Record, *but: str, **values: Any) -> dict[str, Any]:
    """The values of a record's own fields, as they are where nothing else is given."""
    fields = (field for field in record.plain if not field.private and field.name not in but)
    return {field.name: values.get(field.name, field.default) for field in fields}


def article(number: int, outlet: str | None = None, **values: Any) -> ArticleRecord:
    """An article of 20 March 2024, in an outlet of its own unless one is named."""
    made = ArticleRecord(
        id=number,
        uid=f"article-{number}",
        outlet_id=number,
        outlet=outlet or f"Outlet {number}",
        published_earliest=date(2024, 3, 20),
        published_latest=date(2024, 3, 20),
        reprint_of_id=None,
        reporter_ids=(),
        reporters=(),
        **plain(ARTICLE, "slug", "url_basis", published="2024-03-20"),
    )
    return replace(made, **values)


def source(number: int, name: str | None = None, *, described: str | None = None, **values: Any) -> SourceRecord:
    """A source by its name, or by the words that describe it."""
    made = SourceRecord(
        id=number,
        uid=f"source-{number}",
        institution_id=None,
        part_of_id=None,
        issuer_id=None,
        belongs_to=None,
        **plain(
            SOURCE,
            slug=f"source-{number}",
            kind=SourceKind.PERSON,
            named=name is not None,
            name=name,
            described=described,
        ),
    )
    return replace(made, **values)


def says(
    number: int,
    there: ArticleRecord,
    attribution: Attribution,
    by: SourceRecord | None = None,
    relays: ArticleRecord | None = None,
    *,
    retracted: bool = False,
    **values: Any,
) -> AppearanceRecord:
    """An appearance: an article gives the claim on somebody's word."""
    withdrawn = CorrectionRecord(number, CorrectionKind.RETRACTED, "Withdrawn", "mori", AT, None)
    made = AppearanceRecord(
        id=number,
        uid=f"appearance-{number}",
        claim_id=1,
        article=there,
        source=by,
        hedges=(),
        relays=relays,
        **plain(APPEARANCE, attribution=attribution, relay_basis=None if relays is None else RelayBasis.STATED),
        corrections=(withdrawn,) if retracted else (),
        who="mori",
        at=AT,
    )
    return replace(made, **values)


def relay(number: int, there: ArticleRecord, upstream: ArticleRecord, **values: Any) -> AppearanceRecord:
    """An appearance: an article gives the claim as another's report."""
    return says(number, there, Attribution.OUTLET, None, upstream, **values)


def claim(appearances: Sequence[AppearanceRecord], number: int = 1, **values: Any) -> ClaimRecord:
    """A claim with these appearances, its origins counted (institutions by number need no record of their own)."""
    footings = [footing(one) for one in appearances]
    sources: dict[Key, SourceFacts] = {one.source.id: facts(one.source) for one in appearances if one.source}
    for one in [one.source for one in appearances if one.source and one.source.topmost_id]:
        house = SourceFacts(one.topmost_id or 0, SourceKind.INSTITUTION, True, one.topmost or "")
        sources.setdefault(house.key, house)
    made = ClaimRecord(
        id=number,
        uid=f"claim-{number}",
        condition_claim_id=None,
        **plain(CLAIM, statement=f"Claim {number}"),
        who="mori",
        at=AT,
        stories=(STORY.slug,),
        windows=(),
        appearances=tuple(appearances),
        wrong_entries=(),
        withheld=0,
        reviews=(),
        relations=(),
        sourcing=Sourcing(lambda: footings, sources),
        overdue=False,
        duplicates=(),
    )
    return replace(made, **values)


def view(appearances: Sequence[AppearanceRecord]) -> ChainView:
    """The chain of a claim with these appearances."""
    return ChainView(claim(appearances))


def contradicts(number: int, other: int, *, incoming: bool = False) -> RelationRecord:
    """A relation: the two claims cannot be true together."""
    return RelationRecord(
        id=number,
        incoming=incoming,
        claim_id=other,
        statement=f"Claim {other}",
        kind=RelationKind.CONTRADICTS,
        note=None,
    )


def review(number: int, status: Status, **values: Any) -> ReviewRecord:
    """A review of the day after the one before."""
    made = ReviewRecord(
        id=number,
        uid=f"review-{number}",
        status=status,
        outcome=None,
        note="So it is",
        proposed=False,
        replaces_id=number - 1 or None,
        made_apart=False,
        evidence=(),
        who="okafor",
        at=AT.replace(day=20 + number),
    )
    return replace(made, **values)
