"""The voices at the ends of the chains (rule 2): a voice for each person, institution, document and so on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from claims.rules.sourcing.institutions import Body, Institutions, Place, bodies_of
from claims.rules.sourcing.joining import Groups
from claims.rules.sourcing.relays import Trail
from claims.rules.sourcing.rulings import members_looked_at
from claims.rules.sourcing.values import EndKind, Footing, Key, SourceFacts
from claims.text.matching import folded
from claims.values import value
from claims.vocabulary import Attribution, Proximity, SourceKind

Identity = tuple[str, Key, int]
"""What two footings of the same voice share: a word for the sort of key, the key, and the member of a stated count."""

KIND_OF_SOURCE = {
    SourceKind.PERSON: EndKind.PERSON,
    SourceKind.INSTITUTION: EndKind.INSTITUTION,
    SourceKind.DOCUMENT: EndKind.DOCUMENT,
}

KIND_OF_ATTRIBUTION = {
    Attribution.NAMED: EndKind.PERSON,
    Attribution.UNNAMED: EndKind.PERSON,
    Attribution.INSTITUTION: EndKind.INSTITUTION,
    Attribution.DOCUMENT: EndKind.DOCUMENT,
    Attribution.COLLECTIVE: EndKind.COLLECTIVE,
    Attribution.OUTLET: EndKind.NOTHING,
    Attribution.WITNESSED: EndKind.OBSERVATION,
    Attribution.OWN_VOICE: EndKind.OWN_VOICE,
    Attribution.UNATTRIBUTED: EndKind.NOTHING,
}


@value
class Voice:
    """An end, with the facts from its footings; plain data for the rules of sameness and difference."""

    identity: Identity
    kind: EndKind
    source: Key | None
    footings: tuple[Footing, ...]
    facts: SourceFacts | None
    proximity: Proximity
    occasions: frozenset[str]
    """In the form compared; empty for an end at nothing, where no speaker could have been present."""
    institution: Key | None
    """The institution of its source record, if known."""
    places: frozenset[Place]
    """Its topmost institution; several if the data give several."""
    line: frozenset[Body]
    """Its institution and all institutions above it; for an observation, its outlet."""
    reporters: frozenset[Key]
    reporter_names: frozenset[str]

    @property
    def open(self) -> bool:
        """Return whether any number of people may be behind it (rule 2)."""
        return self.kind in (EndKind.COLLECTIVE, EndKind.NOTHING)


class Naming:
    """The voices that each footing of a claim speaks for."""

    def __init__(self, ending: Iterable[Footing], sources: Mapping[Key, SourceFacts]) -> None:
        """Take the footings that end with their own attribution; observations by the same reporter are joined."""
        self._sources = sources
        self._teams: Groups[tuple[Attribution, Key]] = Groups()
        for footing in ending:
            if footing.attribution in (Attribution.WITNESSED, Attribution.OWN_VOICE):
                self._teams.join_all((footing.attribution, reporter) for reporter in footing.reporters)

    def identities(self, footing: Footing) -> list[Identity]:
        """Return the voices of a footing that ends with its own attribution (rules 2 and 3)."""
        kind = KIND_OF_ATTRIBUTION[footing.attribution]
        if kind is EndKind.NOTHING:
            return [lost_at(footing.article)]
        if kind is EndKind.OBSERVATION:
            return [self._of_team(footing) or ("observation in", footing.article, 0)]
        if footing.source is None:
            return [self._own_voice(footing) if kind is EndKind.OWN_VOICE else ("footing", footing.key, 0)]
        if kind is EndKind.COLLECTIVE:
            return [("collective", footing.source, 0)]
        members = members_looked_at(self._sources.get(footing.source))
        return [("source", footing.source, member) for member in range(members)]

    def _of_team(self, footing: Footing) -> Identity | None:
        """Return the shared identity of a footing's reporters and everybody they report together with."""
        if not footing.reporters:
            return None
        attribution, reporter = self._teams.root((footing.attribution, footing.reporters[0]))
        return (f"{attribution} by", reporter, 0)

    def _own_voice(self, footing: Footing) -> Identity:
        """Return the identity of an own voice without a source: the author's, the outlet's, or the article's."""
        of_outlet = ("voice of outlet", footing.outlet, 0) if footing.outlet is not None else None
        return self._of_team(footing) or of_outlet or ("voice in", footing.article, 0)


def lost_at(article: Key) -> Identity:
    """Return the identity of the end at nothing, for a trail lost in `article`."""
    return ("nothing", article, 0)


def speaking(trail: Trail, naming: Naming) -> dict[Identity, list[Footing]]:
    """Return the footings that speak for each voice at the end of a trail."""
    speakers: dict[Identity, list[Footing]] = {}
    for footing in trail.own:
        for identity in naming.identities(footing):
            speakers.setdefault(identity, []).append(footing)
    for footing in trail.unread:
        if footing.relays is not None:
            speakers.setdefault(lost_at(footing.relays), []).append(footing)
    return speakers


def voices_of(
    speakers: Mapping[Identity, Sequence[Footing]],
    sources: Mapping[Key, SourceFacts],
    institutions: Institutions,
) -> list[Voice]:
    """Return the voices with all facts from their footings and records, in the order of `speakers`."""
    return [_voice(identity, tuple(footings), sources, institutions) for identity, footings in speakers.items()]


def _voice(
    identity: Identity,
    footings: tuple[Footing, ...],
    sources: Mapping[Key, SourceFacts],
    institutions: Institutions,
) -> Voice:
    """Return the voice of an identity."""
    sort, key, _member = identity
    signing = [footing for footing in footings if footing.reporters or footing.reporter_names]
    reporters = frozenset([each for footing in signing for each in footing.reporters]) if signing else _NONE
    reporter_names = frozenset([each for f in signing for each in f.reporter_names if each]) if signing else _NONE
    if sort == "nothing":
        proximity = _proximity(EndKind.NOTHING, footings)
        nothing = (_NONE, None, _NONE, _NONE, reporters, reporter_names)
        return Voice(identity, EndKind.NOTHING, None, footings, None, proximity, *nothing)
    source = key if sort in ("source", "collective") else None
    facts = sources.get(source) if source is not None else None
    kind = _kind(sort, footings, facts)
    institution = institutions.of_source(source)
    places = _places(kind, footings, institution, institutions)
    return Voice(
        identity=identity,
        kind=kind,
        source=source,
        footings=footings,
        facts=facts,
        proximity=_proximity(kind, footings),
        occasions=_NONE if kind is EndKind.NOTHING else frozenset(filter(None, map(_occasion, footings))),
        institution=institution,
        places=places,
        line=bodies_of(places) | (_NONE if institution is None else institutions.with_parents(institution)),
        reporters=reporters,
        reporter_names=reporter_names,
    )


_NONE: frozenset[Any] = frozenset()


def _kind(sort: str, footings: Sequence[Footing], facts: SourceFacts | None) -> EndKind:
    """Return the kind of end of a voice that is not lost; a source is an own voice if it never speaks otherwise."""
    kinds = [KIND_OF_ATTRIBUTION[footing.attribution] for footing in footings]
    if sort != "source" or all(kind is EndKind.OWN_VOICE for kind in kinds):
        return kinds[0]
    if facts is not None:
        return KIND_OF_SOURCE[facts.kind]
    return next(kind for kind in kinds if kind is not EndKind.OWN_VOICE)


def _proximity(kind: EndKind, footings: Sequence[Footing]) -> Proximity:
    """Return a voice's proximity: second hand if any footing says so, else first hand if any does (rule 4)."""
    if kind is EndKind.OBSERVATION:
        return Proximity.FIRST_HAND
    given = {footing.proximity for footing in footings} if len(footings) > 1 else (footings[0].proximity,)
    for proximity in (Proximity.SECOND_HAND, Proximity.FIRST_HAND):
        if proximity in given:
            return proximity
    return Proximity.NOT_STATED


def _occasion(footing: Footing) -> str:
    """Return the occasion in the form compared: without case, accents and punctuation."""
    return folded(footing.occasion or "")


def _places(
    kind: EndKind, footings: Sequence[Footing], institution: Key | None, institutions: Institutions
) -> frozenset[Place]:
    """Return the topmost institution of a voice, for an observation its outlet (rule 3); empty if unknown."""
    if kind is EndKind.OBSERVATION:
        return frozenset(("outlet", footing.outlet) for footing in footings if footing.outlet is not None)
    return institutions.tops(institution) if institution is not None else frozenset()
