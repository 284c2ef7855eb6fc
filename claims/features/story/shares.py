"""Whose word a story rests on, and who carried it: its sources and its outlets with their shares.

Counted is each time that an article carries a claim, however often it says so.  What an article has from another leads
to whoever stands at the end of that chain, as far as it is known (`claims.rules.sourcing.leads`); one that leads to two
counts for each of them, so that shares of sources add up to more than all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.features.anonymous.words import FEWEST, percent
from claims.features.claim.spread import Spread, outlet_of
from claims.features.story.report import StoryReport
from claims.features.story.timeline import first_carriers
from claims.reading.chain_view import ChainView
from claims.reading.records import AppearanceRecord, ClaimRecord, SourceRecord
from claims.render.parts import Heading, Paragraph, Part, Table
from claims.render.phrases import NOBODY_NAMES, counted, source_phrase
from claims.rules.sourcing import EndKind, EndMark, Key, Lead
from claims.vocabulary import UNNAMED_ATTRIBUTIONS, Attribution, RelayBasis, Stance, words

SOURCES, OUTLETS = "Sources", "Outlets"
"""The titles of the two parts."""


@dataclass(frozen=True, slots=True)
class SourceShare:
    """A source, or where chains end without one, and what of the story leads to it."""

    kind: EndKind
    source: SourceRecord | None
    """The named one, of sources judged the same; none where no record of a source stands at the end."""
    claims: int
    itself: int
    """How often an article has a claim from it without another between."""
    leading: int
    """How often an article carries a claim that leads to it, itself or through others."""

    @property
    def named(self) -> bool:
        """Whether there is a name to hold to its word."""
        if self.kind in (EndKind.OBSERVATION, EndKind.OWN_VOICE):
            return True
        return self.source is not None and self.source.named


@dataclass(frozen=True, slots=True)
class OutletShare:
    """An outlet, and what of the story it carried."""

    outlet: str
    articles: int
    claims: int
    first: int
    """How many of these it surely was the first on record to carry."""
    own: int
    """Its appearances in its own words."""
    relays: int
    """Its appearances that relay another outlet."""
    own_unnamed: int
    """Its own words on unnamed people."""


def shares(report: StoryReport) -> list[Part]:
    """Return the tables of sources and outlets, the largest first, each with a sentence on how to read it."""
    times = carried(report.spreads)
    sources, outlets = source_shares(report.spreads), outlet_shares(report.spreads)
    if not times:
        return []
    return [
        Heading(SOURCES),
        Paragraph(_reading_sources(times)),
        Table(_SOURCE_HEADERS, tuple(_source_row(source, times) for source in sources), words=3),
        Heading(OUTLETS),
        Paragraph(_reading_outlets(len(report.spreads))),
        Table(_OUTLET_HEADERS, tuple(_outlet_row(outlet, len(report.spreads)) for outlet in outlets)),
    ]


def carried(spreads: Iterable[Spread]) -> int:
    """Return how many times an article carries a claim: the whole for the sources' shares."""
    return sum(len(spread.articles) for spread in spreads)


# Sources

_SOURCE_HEADERS = ("Source", "Kind", "Named", "Claims", "Directly", "Leading to it", "Share")


def _reading_sources(times: int) -> str:
    few = f" With fewer than {FEWEST} no share is given." if times < FEWEST else ""
    return (
        f"Articles carry a claim of this story {counted(times, 'time')}. A source's share is how many of these lead "
        f"back to it, directly or through other outlets; a claim that leads to two sources counts for both.{few}"
    )


def _source_row(share: SourceShare, times: int) -> tuple[str, ...]:
    return (
        _source_name(share),
        words(share.kind) if share.source is not None else "",
        ("yes" if share.named else "no") if share.kind is not EndKind.NOTHING else "",
        f"{share.claims:,}",
        f"{share.itself:,}",
        f"{share.leading:,}",
        _percent(share.leading, times),
    )


def _source_name(share: SourceShare) -> str:
    if share.source is not None:
        return source_phrase(share.source)
    return _WITHOUT_SOURCE[share.kind]


_WITHOUT_SOURCE = {
    EndKind.NOTHING: "No source is given, or the report was not read here",
    EndKind.COLLECTIVE: f"People {NOBODY_NAMES}",
    EndKind.OBSERVATION: "Reporters who were there",
    EndKind.OWN_VOICE: "Outlets in their own voice",
    EndKind.PERSON: "People with no record here",
    EndKind.INSTITUTION: "Institutions with no record here",
    EndKind.DOCUMENT: "Documents with no record here",
}


def source_shares(spreads: Iterable[Spread]) -> tuple[SourceShare, ...]:
    """Return the sources at the ends of chains, the largest first and sources without a record last."""
    known: dict[Key, SourceRecord] = {}
    grouped: dict[EndMark, list[tuple[int, int]]] = defaultdict(list)
    for spread in spreads:
        standing = _standing(spread.claim)
        known.update({one.source.id: one.source for one in standing if one.source})
        for mark, (itself, leading) in _leading(spread.chain, standing, known).items():
            grouped[mark].append((itself, leading))
    made = [
        SourceShare(
            mark.kind,
            known[mark.source] if mark.source is not None else None,
            claims=len(counts),
            itself=sum(itself for itself, _ in counts),
            leading=sum(leading for _, leading in counts),
        )
        for mark, counts in grouped.items()
    ]
    return tuple(sorted(made, key=_most_first))


def _most_first(share: SourceShare) -> tuple[bool, int, int, str, int]:
    return share.source is None, -share.leading, -share.claims, str(share.kind), share.source.id if share.source else 0


def _leading(
    chain: ChainView, standing: Sequence[AppearanceRecord], known: Mapping[Key, SourceRecord]
) -> dict[EndMark, tuple[int, int]]:
    """Return for each end of a claim's chains how many articles quote it directly, and how many in all."""
    carrying = {one.article.id for one in standing}
    joined = _joined(chain.claim, known)
    itself: dict[EndMark, set[Key]] = defaultdict(set)
    leading: dict[EndMark, set[Key]] = defaultdict(set)
    of_source: dict[Key, list[AppearanceRecord]] = defaultdict(list)
    for one in standing:
        if one.source:
            of_source[one.source.id].append(one)
    for lead in chain.asserting.chains.leads:
        for end in lead.ends:
            mark = _mark(end, joined)
            if end.source is None:
                itself[mark] |= {lead.article} & carrying
            else:
                itself[mark] |= {one.article.id for one in of_source[end.source] if _begins(one, lead)}
            leading[mark] |= {lead.article, *lead.carriers} & carrying
    return {mark: (len(itself[mark]), len(leading[mark])) for mark in leading}


def _mark(end: EndMark, joined: Mapping[Key, Key]) -> EndMark:
    """Return an end under the canonical record of its group."""
    if end.source is None:
        return end
    return EndMark(end.kind, joined.get(end.source, end.source))


def _begins(appearance: AppearanceRecord, lead: Lead) -> bool:
    """Return whether a chain begins with an appearance, in its own article or in an unread upstream."""
    return lead.article in (appearance.article.id, _relays(appearance))


def _relays(appearance: AppearanceRecord) -> int | None:
    return appearance.relays.id if appearance.relays and appearance.relay_basis is not RelayBasis.SUSPECTED else None


def _joined(claim: ClaimRecord, known: Mapping[Key, SourceRecord]) -> dict[Key, Key]:
    """Return the canonical source for each source judged the same as others."""
    grouped: dict[Key, Key] = {}
    for end in claim.origins.ends:
        same = [key for key in (end.source, *end.joined) if key is not None and key in known]
        if len(same) > 1:
            first = min(same, key=lambda key: (not known[key].named, int(key)))
            grouped.update(dict.fromkeys(same, first))
    return grouped


def _standing(claim: ClaimRecord) -> list[AppearanceRecord]:
    return [
        appearance
        for appearance in claim.appearances
        if appearance.stance is Stance.ASSERTS and not appearance.retracted
    ]


# Outlets

_OUTLET_HEADERS = ("Outlet", "Articles", "Claims", "Of all", "First", "Own words", "Relays", "Unnamed", "Share")


def _reading_outlets(claims: int) -> str:
    return (
        f"“Of all” is the share of this story's {counted(claims, 'claim')} that an outlet carried; “first” is how "
        "many it surely was the first on record to carry. “Own words” counts what it reports itself, “relays” what it "
        "passes on from another outlet. “Unnamed” counts its own words on unnamed people, with their share of its own "
        f"words; with fewer than {FEWEST} no share is given."
    )


def _outlet_row(share: OutletShare, claims: int) -> tuple[str, ...]:
    counts = (share.first, share.own, share.relays, share.own_unnamed)
    return (
        share.outlet,
        f"{share.articles:,}",
        f"{share.claims:,}",
        _percent(share.claims, claims),
        *(f"{count:,}" for count in counts),
        _percent(share.own_unnamed, share.own),
    )


def outlet_shares(spreads: Sequence[Spread]) -> tuple[OutletShare, ...]:
    """Return the outlets that carry claims, the busiest first."""
    of_outlet: dict[str, list[AppearanceRecord]] = defaultdict(list)
    claims: dict[str, set[int]] = defaultdict(set)
    for spread in spreads:
        for one in _standing(spread.claim):
            of_outlet[outlet_of(one.article)].append(one)
            claims[outlet_of(one.article)].add(spread.claim.id)
    first = list(first_carriers(spread.chain for spread in spreads).values())
    made = [_outlet(name, group, len(claims[name]), first.count(name)) for name, group in of_outlet.items()]
    return tuple(sorted(made, key=lambda one: (-one.claims, -one.articles, one.outlet)))


def _outlet(name: str, wrong_entries: Sequence[AppearanceRecord], claims: int, first: int) -> OutletShare:
    own = [one for one in wrong_entries if one.attribution is not Attribution.OUTLET and _relays(one) is None]
    return OutletShare(
        outlet=name,
        articles=len({one.article.id for one in wrong_entries}),
        claims=claims,
        first=first,
        own=len(own),
        relays=len(wrong_entries) - len(own),
        own_unnamed=sum(reached.attribution in UNNAMED_ATTRIBUTIONS for reached in own),
    )


def _percent(part: int, whole: int) -> str:
    """Return a share in words; a share under half a per cent reads ``under 1%``."""
    text = percent(part, whole)
    return "under 1%" if text == "0%" and part else text
