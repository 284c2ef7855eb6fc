"""The count of a claim's origins: people, institutions, independent origins, and the two-source rule."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from claims.rules.sourcing.counting import Tallies, Tally
from claims.rules.sourcing.described import attribution_read
from claims.rules.sourcing.differences import mask_of
from claims.rules.sourcing.institutions import Institutions
from claims.rules.sourcing.relays import Trail, follow
from claims.rules.sourcing.rulings import Judged, concerned, judge, stated_members
from claims.rules.sourcing.values import Count, End, EndKind, Footing, Key, Origins, Ruling, SourceFacts
from claims.rules.sourcing.voices import KIND_OF_ATTRIBUTION, Identity, Naming, Voice, speaking, voices_of
from claims.text.names.namesakes import is_no_name
from claims.vocabulary import Attribution, RelayBasis, Rule, SourceKind, Stance

__all__ = ["Count", "End", "EndKind", "Origins", "Sourcing", "count_origins", "rule_of"]


def count_origins(
    footings: Sequence[Footing],
    sources: Mapping[Key, SourceFacts],
    rulings: Sequence[Ruling] = (),
    *,
    stance: Stance = Stance.ASSERTS,
    trust_labels: bool = False,
) -> Origins:
    """Return the origins of a claim, counted by the eight rules of the design's third section.

    Takes all footings of the claim, the records of their sources and of the institutions above them (a missing record
    counts as unknown), and all judgements (a judgement about other sources matters only if it connects these).
    Denials are counted by ``stance=Stance.DENIES``.  `trust_labels` lets unnamed people described with different
    organisations count as different people and institutions; it never makes anybody independent.
    Raises ConflictingJudgements if two sources of the claim were judged both the same and different.
    """
    outlets_apart = {frozenset((ruling.a, ruling.b)) for ruling in rulings if ruling.subject == "outlet"}
    rulings = [ruling for ruling in rulings if ruling.subject == "source"]
    judged = judge(rulings, sources, concerned(footings, sources) if rulings else ())
    stated = [_with_a_name(_as_read(footing, sources), sources) for footing in footings if footing.stance is stance]
    plain = wary = follow(stated, suspected=False)
    if any(footing.relay_basis is RelayBasis.SUSPECTED for footing in stated):
        wary = follow(stated, suspected=True)
    naming = Naming(plain.own, sources)
    speakers = surely = speaking(plain, naming)
    if wary is not plain:
        surely = speaking(wary, naming)
    institutions = Institutions(sources, judged.same)
    voices = voices_of(speakers, sources, institutions)
    # A trail that ends at nothing leaves the upper bounds open, and is never surely anybody's, so it is not compared.
    somebody = [voice for voice in voices if voice.kind is not EndKind.NOTHING]
    alive = mask_of(index for index, voice in enumerate(somebody) if voice.identity in surely)
    tallies = Tallies(somebody, alive, judged, institutions, outlets_apart)
    is_open = any(voice.open for voice in voices)

    def count(tally: Tally) -> Count:
        lower = max(tally.lower, 1 if surely else 0)
        return Count(lower, None if is_open else tally.upper, is_open, bool(plain.circular), tally.estimated)

    independent = count(tallies.independent())
    return Origins(
        people=count(tallies.people(trust_labels)),
        institutions=count(tallies.institutions(trust_labels)),
        independent=independent,
        rule=rule_of(independent, nobody=bool(voices) and all(voice.kind is EndKind.NOTHING for voice in voices)),
        ends=_ends(voices, surely, judged, {footing.relays for footing in plain.unread}),
        nothing_from=_lost(plain),
        circular=plain.circular,
        retracted=plain.retracted,
    )


@dataclass(frozen=True)
class Sourcing:
    """The origins of a claim and of its denials, each counted on first use."""

    gather: Callable[[], Sequence[Footing]]
    """A function that returns all footings of the claim, of every stance."""
    sources: Mapping[Key, SourceFacts]
    rulings: Sequence[Ruling] = ()
    trust_labels: bool = False

    @cached_property
    def footings(self) -> Sequence[Footing]:
        """All footings of the claim, of every stance."""
        return self.gather()

    @cached_property
    def origins(self) -> Origins:
        """The origins of the appearances that assert the claim; raises as `count_origins` does."""
        return self._counted(Stance.ASSERTS)

    @cached_property
    def denials(self) -> Origins | None:
        """The origins of the appearances that deny it, or None without any."""
        denied = any(footing.stance is Stance.DENIES for footing in self.footings)
        return self._counted(Stance.DENIES) if denied else None

    def _counted(self, stance: Stance) -> Origins:
        return count_origins(self.footings, self.sources, self.rulings, stance=stance, trust_labels=self.trust_labels)


def _as_read(footing: Footing, sources: Mapping[Key, SourceFacts]) -> Footing:
    """Return a footing with rule 8 applied to its attribution."""
    facts = sources.get(footing.source) if footing.source is not None else None
    if facts is None or facts.named:
        return footing
    attribution = attribution_read(footing.attribution, facts.name, facts.stated_count)
    return footing if attribution is footing.attribution else replace(footing, attribution=attribution)


def _with_a_name(footing: Footing, sources: Mapping[Key, SourceFacts]) -> Footing:
    """Return a footing without its source if the source's name is a word for nothing (rule 4)."""
    facts = sources.get(footing.source) if footing.source is not None else None
    if facts is None or not is_no_name(facts.name) or (facts.kind is SourceKind.PERSON and not facts.named):
        return footing
    if footing.attribution is Attribution.OWN_VOICE:
        return replace(footing, source=None)
    return replace(footing, source=None, attribution=Attribution.UNATTRIBUTED)


def rule_of(independent: Count, *, nobody: bool = False) -> Rule:
    """Return whether the two-source rule is met (rule 7); ``nobody`` says that no chain leads to any source.

    A source, beside a report that names no source, may make two; without any source there is no sign of two.
    """
    if independent.lower >= 2:
        return Rule.MET
    if nobody:
        return Rule.UNKNOWN
    if independent.open or (independent.upper or 0) >= 2:
        return Rule.POSSIBLE
    return Rule.NOT_MET


def _lost(trail: Trail) -> tuple[Key, ...]:
    """Return the footings where the trail is lost."""
    without_source = [f for f in trail.own if KIND_OF_ATTRIBUTION[f.attribution] is EndKind.NOTHING]
    return tuple(footing.key for footing in (*without_source, *trail.unread))


def _ends(
    voices: Sequence[Voice], surely: Mapping[Identity, object], judged: Judged, unread: Collection[Key | None]
) -> tuple[End, ...]:
    """Return the ends as shown to people: an end for each record, with the records judged the same."""
    of_group: dict[tuple[Key, int], list[Key]] = {}
    for voice in voices:
        if voice.source is not None:
            of_group.setdefault(judged.same.root((voice.source, voice.identity[2])), []).append(voice.source)
    return tuple(_end(voice, surely, judged, of_group, unread) for voice in voices if voice.identity[2] == 0)


def _end(
    voice: Voice,
    surely: Mapping[Identity, object],
    judged: Judged,
    of_group: Mapping[tuple[Key, int], Sequence[Key]],
    unread: Collection[Key | None],
) -> End:
    """Return the end of a voice."""
    same = of_group[judged.same.root((voice.source, 0))] if voice.source is not None else []
    lost = voice.kind is EndKind.NOTHING
    return End(
        kind=voice.kind,
        source=voice.source,
        footings=tuple(footing.key for footing in voice.footings),
        articles=(voice.identity[1],) if lost else tuple(dict.fromkeys(f.article for f in voice.footings)),
        count=stated_members(voice.facts) if voice.identity[0] == "source" else 1,
        proximity=voice.proximity,
        joined=tuple(key for key in dict.fromkeys(same) if key != voice.source),
        suspected=voice.identity not in surely,
        unread=lost and voice.identity[1] in unread,
    )
