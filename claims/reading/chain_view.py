"""One claim's chain, walked once and handed to whoever draws, counts or tells it.  Values in, values out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from claims.reading.records import AppearanceRecord, ArticleRecord, ClaimRecord, SourceRecord
from claims.rules.sourcing import Chains, Footing, Key, SourceFacts
from claims.rules.sourcing.drift import Finding, Hedge, Worded, drift
from claims.text.names.namesakes import is_no_name
from claims.vocabulary import ReprintExtent, SourceKind, Stance


@dataclass(frozen=True)
class StanceView:
    """The chains of a claim's appearances of one stance, with the records that stand behind them."""

    appearances: Mapping[Key, AppearanceRecord]
    """Standing and withdrawn, by number, in their order."""
    chains: Chains
    hollow: frozenset[Key]
    """The appearances that rest on withdrawn ones alone."""
    otherwise: frozenset[int]
    """The articles that have the claim with another stance only."""

    @cached_property
    def sources(self) -> Mapping[Key, SourceRecord]:
        """The sources behind the appearances, by number."""
        return {one.source.id: one.source for one in self.appearances.values() if one.source}

    @cached_property
    def articles(self) -> Mapping[Key, ArticleRecord]:
        """The articles of the appearances, and the articles they relay, by number."""
        relayed: dict[Key, ArticleRecord] = {
            one.relays.id: one.relays for one in self.appearances.values() if one.relays
        }
        return relayed | {one.article.id: one.article for one in self.appearances.values()}


class ChainView:
    """One claim's chain: who took it from whom, where that ends, and how the words change on the way.

    It is walked on first use, and only once.
    """

    def __init__(self, claim: ClaimRecord) -> None:
        """Take a claim with its footings, as they were counted."""
        self.claim = claim
        self._views: dict[Stance, StanceView] = {}

    def of(self, stance: Stance) -> StanceView:
        """Return the chains of the appearances of one stance."""
        if stance not in self._views:
            self._views[stance] = self._of(stance)
        return self._views[stance]

    @property
    def asserting(self) -> StanceView:
        """The chains of the appearances that assert the claim."""
        return self.of(Stance.ASSERTS)

    @cached_property
    def drift(self) -> tuple[Finding, ...]:
        """Where relays say more than their upstream did, by the appearances that may be shown."""
        return drift([worded(one) for one in self.claim.appearances])

    def _of(self, stance: Stance) -> StanceView:
        mine: dict[Key, AppearanceRecord] = {one.id: one for one in self.claim.appearances if one.stance is stance}
        known: dict[Key, SourceFacts] = {one.source.id: facts(one.source) for one in mine.values() if one.source}
        counted = self.claim.denials if stance is Stance.DENIES else self.claim.origins
        return StanceView(
            appearances=mine,
            chains=Chains(tuple(one for one in self.claim.footings if one.stance is stance), known),
            hollow=frozenset(counted.retracted if counted else ()),
            otherwise=frozenset(one.article.id for one in self.claim.appearances)
            - {one.article.id for one in mine.values()},
        )


def facts(record: SourceRecord) -> SourceFacts:
    """Return what the count of origins needs to know of a source."""
    return SourceFacts(
        key=record.id,
        kind=record.kind,
        named=record.named and record.kind is SourceKind.PERSON,
        name=record.name or record.described or "",
        institution=record.institution_id,
        part_of=record.part_of_id,
        issuer=record.issuer_id,
        stated_count=record.stated_count,
        label=record.label,
    )


def footing(one: AppearanceRecord) -> Footing:
    """Return what the count of origins needs to know of an appearance; words for nothing name nobody."""
    outlet = one.article.outlet or ""
    signing = [
        (number, name)
        for number, name in zip(one.article.reporter_ids, one.article.reporters, strict=True)
        if not is_no_name(name)
    ]
    return Footing(
        key=one.id,
        article=one.article.id,
        attribution=one.attribution,
        source=one.source.id if one.source else None,
        stance=one.stance,
        proximity=one.proximity,
        occasion=one.occasion,
        outlet=None if is_no_name(outlet) else one.article.outlet_id,
        outlet_name=outlet,
        reporters=tuple(number for number, _ in signing),
        reporter_names=tuple(name for _, name in signing),
        relays=one.relays.id if one.relays and one.relays.id != one.article.id else None,
        relay_basis=one.relay_basis if one.relays and one.relays.id != one.article.id else None,
        stands=not one.retracted,
    )


def worded(one: AppearanceRecord) -> Worded:
    """Return what the comparison of wordings needs to know of an appearance."""
    relays = one.relays if one.relays is not None and one.relays.id != one.article.id else None
    reprints = relays is not None and one.article.reprint_of_id == relays.id
    return Worded(
        key=one.id,
        article=one.article.id,
        attribution=one.attribution,
        source=one.source.id if one.source else None,
        speaker=(one.source.described or one.source.name or one.source.slug) if one.source else "",
        stated_count=one.source.stated_count if one.source else None,
        relays=relays.id if relays else None,
        relay_basis=one.relay_basis if relays else None,
        stance=one.stance,
        treatment=one.treatment,
        placement=one.placement,
        likelihood=one.likelihood,
        hedges=tuple(Hedge(hedge.kind, hedge.words) for hedge in one.hedges),
        excerpt=one.excerpt or "",
        around=f"{one.prefix or ''} {one.suffix or ''}".strip(),
        reprint=reprints and one.article.reprint_extent is not ReprintExtent.PART,
        stands=not one.retracted,
    )
