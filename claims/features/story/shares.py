"""The sources that a story rests on, and the outlets that carried it, with their shares.

An article counts once for each claim that it carries, however often it repeats it. If it took the claim from another
article, it leads to the source at the end of that chain, as far as it is known (`claims.rules.sourcing.leads`). An
article that leads to two sources counts for both, so the shares of sources may add up to more than 100 per cent.
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
    """A source (or an end of chains without a source), and how much of the story leads to it."""

    kind: EndKind
    source: SourceRecord | None
    """The named source, among sources judged the same; None if there is no record of a source."""
    claims: int
    itself: int
    """How often an article takes a claim directly from it."""
    leading: int
    """How often an article carries a claim that leads to it, directly or through others."""

    @property
    def named(self) -> bool:
        """Whether it has a name."""
        if self.kind in (EndKind.OBSERVATION, EndKind.OWN_VOICE):
            return True
        return self.source is not None and self.source.named


@dataclass(frozen=True, slots=True)
class OutletShare:
    """An outlet, and how much of the story it carried."""

    outlet: str
    articles: int
    claims: int
    first: int
    """How many of these it was surely the first on record to carry."""
    own: int
    """Its appearances from its own reporting."""
    relays: int
    """Its appearances that relay another outlet."""
    own_unnamed: int
    """Its own reporting on unnamed people."""


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
    """Return how often an article carries a claim: the total for the sources' shares."""
    return sum(len(spread.articles) for spread in spreads)


# Sources

_SOURCE_HEADERS = ("Source", "Kind", "Named", "Claims", "Directly", "Leading to it", "Share")


def _reading_sources(times: int) -> str:
    few = f" With fewer than {FEWEST}, no share is shown." if times < FEWEST else ""
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
    EndKind.NOTHING: "No source given, or report unread",
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
        known.update({appearance.source.id: appearance.source for appearance in standing if appearance.source})
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
    """Return for each end of a claim's chains how many articles quote it directly, and how many lead to it."""
    carrying = {appearance.article.id for appearance in standing}
    joined = _joined(chain.claim, known)
    itself: dict[EndMark, set[Key]] = defaultdict(set)
    leading: dict[EndMark, set[Key]] = defaultdict(set)
    of_source: dict[Key, list[AppearanceRecord]] = defaultdict(list)
    for appearance in standing:
        if appearance.source:
            of_source[appearance.source.id].append(appearance)
    for lead in chain.asserting.chains.leads:
        for end in lead.ends:
            mark = _mark(end, joined)
            if end.source is None:
                itself[mark] |= {lead.article} & carrying
            else:
                itself[mark] |= {
                    appearance.article.id for appearance in of_source[end.source] if _begins(appearance, lead)
                }
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

_OUTLET_HEADERS = ("Outlet", "Articles", "Claims", "Of all", "First", "Own reporting", "Relays", "Unnamed", "Share")


def _reading_outlets(claims: int) -> str:
    return (
        f"“Of all” is the share of this story's {counted(claims, 'claim')} that an outlet carried; “first” is how "
        "many it was surely the first on record to carry. “Own reporting” counts what it reports itself, “relays” what "
        "it passes on from another outlet. “Unnamed” counts its own reporting on unnamed people, with their share of "
        f"it; with fewer than {FEWEST}, no share is shown."
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
        for appearance in _standing(spread.claim):
            of_outlet[outlet_of(appearance.article)].append(appearance)
            claims[outlet_of(appearance.article)].add(spread.claim.id)
    first = list(first_carriers(spread.chain for spread in spreads).values())
    made = [_outlet(name, group, len(claims[name]), first.count(name)) for name, group in of_outlet.items()]
    return tuple(sorted(made, key=lambda share: (-share.claims, -share.articles, share.outlet)))


def _outlet(name: str, wrong_entries: Sequence[AppearanceRecord], claims: int, first: int) -> OutletShare:
    own = [
        appearance
        for appearance in wrong_entries
        if appearance.attribution is not Attribution.OUTLET and _relays(appearance) is None
    ]
    return OutletShare(
        outlet=name,
        articles=len({appearance.article.id for appearance in wrong_entries}),
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
