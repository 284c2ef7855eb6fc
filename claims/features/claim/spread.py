"""How far a claim spread, and the sources that it leads back to. Values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from claims.reading.chain_view import ChainView
from claims.reading.records import AppearanceRecord, ArticleRecord, ClaimRecord, SourceRecord
from claims.rules.sourcing import Count, End, EndKind, Key, Lead
from claims.vocabulary import RelayBasis, Rule

UNNAMED = frozenset({EndKind.PERSON, EndKind.COLLECTIVE})


class Voice(NamedTuple):
    """The end of chains: a source (sources judged the same are one), or an outlet itself."""

    kind: EndKind
    source: SourceRecord | None
    members: int
    """How many people it is ("two officials": 2)."""
    articles: tuple[ArticleRecord, ...]
    """The articles that quote it directly."""
    occasions: frozenset[str]
    first_hand: bool

    @property
    def unnamed(self) -> bool:
        """Whether it is unnamed people."""
        return self.kind in UNNAMED and not (self.source and self.source.named)


class Root(NamedTuple):
    """The first article of a chain."""

    article: ArticleRecord
    read: bool
    """Whether we have read it, or know it only from other reports."""
    gives_nobody: bool
    """Whether it states the claim without a source, even if only once among several times."""
    carriers: int
    """How many other articles lead back to it."""


class Inference(NamedTuple):
    """An outlet that took the claim from another without saying so."""

    outlet: str
    upstream: str


class Spread(NamedTuple):
    """How far a claim spread, where it leads back to, and how much of it is independent."""

    chain: ChainView
    outlets: tuple[str, ...]
    """Outlets that carry it and have not withdrawn it; those where a chain begins come first."""
    unread: tuple[str, ...]
    """Outlets known only from other reports."""
    articles: tuple[ArticleRecord, ...]
    roots: tuple[Root, ...]
    voices: tuple[Voice, ...]
    inferences: tuple[Inference, ...]
    suspected: int
    """How many relays are only suspected and not counted."""
    circular: int
    """How many appearances only cite each other."""
    withdrawn: tuple[str, ...]
    """The outlets that withdrew it."""
    hollow: int
    """How many appearances rest only on withdrawn reports."""
    denials: tuple[Voice, ...]
    """Who denies it."""

    @property
    def claim(self) -> ClaimRecord:
        """The claim."""
        return self.chain.claim

    @property
    def independent(self) -> Count:
        """How many independent origins there are."""
        return self.claim.origins.independent

    @property
    def rule(self) -> Rule:
        """What the two-source rule says."""
        return self.claim.origins.rule

    @property
    def giving_nobody(self) -> tuple[Root, ...]:
        """The roots where the trail is lost: without a source, or unread."""
        return tuple(root for root in self.roots if root.gives_nobody)

    @property
    def known(self) -> int:
        """How many origins are known: the voices, counting each person of a stated number."""
        return sum(voice.members for voice in self.voices)

    @property
    def only_unnamed(self) -> bool:
        """Whether the claim rests only on unnamed people."""
        return bool(self.voices) and not self.giving_nobody and all(voice.unnamed for voice in self.voices)

    @property
    def on_nobody(self) -> bool:
        """Whether articles state the claim but every chain is lost."""
        return not self.voices and bool(self.roots)

    @property
    def on_one(self) -> bool:
        """Whether the claim has exactly one known origin, and no chain is lost."""
        return self.known == 1 and not self.giving_nobody


def spread_of(chain: ChainView) -> Spread:
    """Return how far a claim spread, by its asserting appearances."""
    claim, view = chain.claim, chain.asserting
    stated = view.appearances.values()
    standing = [appearance for appearance in stated if not appearance.retracted]
    begin = {lead.article for lead in view.chains.leads}
    ordered = sorted(standing, key=lambda appearance: appearance.article.id not in begin)
    articles = {appearance.article.id: appearance.article for appearance in ordered}
    return Spread(
        chain=chain,
        outlets=_outlets(articles.values()),
        unread=_only_through_others(articles.values()),
        articles=tuple(articles.values()),
        roots=tuple(_root(lead, view.articles) for lead in view.chains.leads),
        voices=_voices(claim.origins.ends, view.appearances),
        inferences=_inferences(standing),
        suspected=sum(appearance.relay_basis is RelayBasis.SUSPECTED for appearance in standing),
        circular=len(claim.origins.circular),
        withdrawn=_outlets(appearance.article for appearance in stated if appearance.retracted),
        hollow=len(claim.origins.retracted),
        denials=_voices(claim.denials.ends, {appearance.id: appearance for appearance in claim.appearances})
        if claim.denials
        else (),
    )


def _outlets(articles: Iterable[ArticleRecord]) -> tuple[str, ...]:
    """Return the names of the outlets, each once."""
    return tuple(dict.fromkeys(outlet_of(article) for article in articles))


def outlet_of(article: ArticleRecord) -> str:
    """Return the name of an article's outlet."""
    return article.outlet or "an unknown outlet"


def _only_through_others(articles: Iterable[ArticleRecord]) -> tuple[str, ...]:
    """Return the outlets whose articles are all unread."""
    read: dict[str, bool] = {}
    for article in articles:
        read[outlet_of(article)] = read.get(outlet_of(article), False) or article.seen
    return tuple(outlet for outlet, seen in read.items() if not seen)


def _root(lead: Lead, articles: Mapping[Key, ArticleRecord]) -> Root:
    """Return the root of a chain."""
    article = articles[lead.article]
    nobody = any(mark.kind is EndKind.NOTHING for mark in lead.ends)
    return Root(article, lead.read and article.seen, nobody, len(lead.carriers))


def _voices(ends: Sequence[End], appearances: Mapping[Key, AppearanceRecord]) -> tuple[Voice, ...]:
    """Return the voices at the ends of chains; those judged the same count as one."""
    groups: list[list[End]] = []
    group_of: dict[Key, list[End]] = {}
    for end in ends:
        if end.kind is EndKind.NOTHING:
            continue
        group = group_of.get(end.source) if end.source is not None else None
        if group is None:
            group = []
            groups.append(group)
        group.append(end)
        group_of.update(dict.fromkeys(end.joined, group))
    return tuple(_voice(group, appearances) for group in groups)


def _voice(group: Sequence[End], appearances: Mapping[Key, AppearanceRecord]) -> Voice:
    """Return a voice; sources judged the same take the name of the named one."""
    speaking = [appearances[key] for end in group for key in end.footings]
    sources = [appearance.source for appearance in speaking if appearance.source]
    articles = {appearance.article.id: appearance.article for appearance in speaking}
    return Voice(
        kind=group[0].kind,
        source=next((source for source in sources if source.named), sources[0] if sources else None),
        members=max(end.count for end in group),
        articles=tuple(articles.values()),
        occasions=frozenset(appearance.occasion for appearance in speaking if appearance.occasion),
        first_hand=any(end.proximity == "first_hand" for end in group),
    )


def _inferences(standing: Sequence[AppearanceRecord]) -> tuple[Inference, ...]:
    """Return the outlets whose relay we inferred."""
    otherwise = {
        outlet_of(appearance.article) for appearance in standing if appearance.relay_basis is not RelayBasis.INFERRED
    }
    result = {
        outlet_of(appearance.article): Inference(outlet_of(appearance.article), outlet_of(appearance.relays))
        for appearance in standing
        if appearance.relays
        and appearance.relay_basis is RelayBasis.INFERRED
        and outlet_of(appearance.article) not in otherwise
    }
    return tuple(result.values())
