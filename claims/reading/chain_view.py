"""A claim's chain, walked once for drawings, counts and sentences. Values in, values out."""

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
    """The chains of a claim's appearances with one stance, with their records."""

    appearances: Mapping[Key, AppearanceRecord]
    """Appearances, withdrawn ones included, by number, in order."""
    chains: Chains
    hollow: frozenset[Key]
    """The appearances that rest only on withdrawn ones."""
    otherwise: frozenset[int]
    """The articles that carry the claim only with another stance."""

    @cached_property
    def sources(self) -> Mapping[Key, SourceRecord]:
        """The sources behind the appearances, by number."""
        return {
            appearance.source.id: appearance.source for appearance in self.appearances.values() if appearance.source
        }

    @cached_property
    def articles(self) -> Mapping[Key, ArticleRecord]:
        """The articles of the appearances, and the articles they relay, by number."""
        relayed: dict[Key, ArticleRecord] = {
            appearance.relays.id: appearance.relays for appearance in self.appearances.values() if appearance.relays
        }
        return relayed | {appearance.article.id: appearance.article for appearance in self.appearances.values()}


class ChainView:
    """A claim's chain: who took it from whom, where that ends, and how the wording changes.

    It is walked once, on first use.
    """

    def __init__(self, claim: ClaimRecord) -> None:
        """Take a claim with its counted footings."""
        self.claim = claim
        self._views: dict[Stance, StanceView] = {}

    def of(self, stance: Stance) -> StanceView:
        """Return the chains of the appearances with one stance."""
        if stance not in self._views:
            self._views[stance] = self._of(stance)
        return self._views[stance]

    @property
    def asserting(self) -> StanceView:
        """The chains of the appearances that assert the claim."""
        return self.of(Stance.ASSERTS)

    @cached_property
    def drift(self) -> tuple[Finding, ...]:
        """The relays that say more than their upstream, among the appearances that may be shown."""
        return drift([worded(appearance) for appearance in self.claim.appearances])

    def _of(self, stance: Stance) -> StanceView:
        mine: dict[Key, AppearanceRecord] = {
            appearance.id: appearance for appearance in self.claim.appearances if appearance.stance is stance
        }
        known: dict[Key, SourceFacts] = {
            appearance.source.id: facts(appearance.source) for appearance in mine.values() if appearance.source
        }
        counted = self.claim.denials if stance is Stance.DENIES else self.claim.origins
        return StanceView(
            appearances=mine,
            chains=Chains(
                tuple(appearance for appearance in self.claim.footings if appearance.stance is stance), known
            ),
            hollow=frozenset(counted.retracted if counted else ()),
            otherwise=frozenset(appearance.article.id for appearance in self.claim.appearances)
            - {appearance.article.id for appearance in mine.values()},
        )


def facts(record: SourceRecord) -> SourceFacts:
    """Return the facts about a source for the count of origins."""
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


def footing(appearance: AppearanceRecord) -> Footing:
    """Return the facts about an appearance for the count of origins.

    An outlet or a reporter whose name is a word for nothing is left out (rule 4).
    """
    article, source, relays = appearance.article, appearance.source, appearance.relays
    outlet = article.outlet or ""
    signing = [
        (number, name)
        for number, name in zip(article.reporter_ids, article.reporters, strict=True)
        if not is_no_name(name)
    ]
    relayed = relays.id if relays is not None and relays.id != article.id else None
    return Footing(
        appearance.id,
        article.id,
        appearance.attribution,
        source.id if source else None,
        appearance.stance,
        appearance.proximity,
        appearance.occasion,
        None if is_no_name(outlet) else article.outlet_id,
        outlet,
        tuple([number for number, _ in signing]),
        tuple([name for _, name in signing]),
        relayed,
        appearance.relay_basis if relayed is not None else None,
        not appearance.retracted,
    )


def worded(appearance: AppearanceRecord) -> Worded:
    """Return the facts about an appearance for the comparison of wordings."""
    relays = (
        appearance.relays if appearance.relays is not None and appearance.relays.id != appearance.article.id else None
    )
    reprints = relays is not None and appearance.article.reprint_of_id == relays.id
    return Worded(
        key=appearance.id,
        article=appearance.article.id,
        attribution=appearance.attribution,
        source=appearance.source.id if appearance.source else None,
        speaker=(appearance.source.described or appearance.source.name or appearance.source.slug)
        if appearance.source
        else "",
        stated_count=appearance.source.stated_count if appearance.source else None,
        relays=relays.id if relays else None,
        relay_basis=appearance.relay_basis if relays else None,
        stance=appearance.stance,
        treatment=appearance.treatment,
        placement=appearance.placement,
        likelihood=appearance.likelihood,
        hedges=tuple(Hedge(hedge.kind, hedge.words) for hedge in appearance.hedges),
        excerpt=appearance.excerpt or "",
        around=f"{appearance.prefix or ''} {appearance.suffix or ''}".strip(),
        reprint=reprints and appearance.article.reprint_extent is not ReprintExtent.PART,
        stands=not appearance.retracted,
    )
