"""Which voices are surely different (rule 4), as graphs over voices: an integer for each, whose bits are neighbours.

Each rule is a function that returns, for every voice, the voices that this rule alone makes surely different.  The sets
are built from groups (by name, institution or occasion), never by trying all pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from claims.rules.sourcing.institutions import Institutions, Place, bodies_of
from claims.rules.sourcing.lookalikes import Lookalikes
from claims.rules.sourcing.values import EndKind
from claims.rules.sourcing.voices import Voice
from claims.text.names.namesakes import name_tokens, possible_namesakes
from claims.vocabulary import Proximity

Rows = list[int]


def mask_of(indexes: Iterable[int]) -> int:
    """Return a set of small numbers as an integer, a bit for each."""
    wanted = list(indexes)
    if len(wanted) < 32:
        mask = 0
        for index in wanted:
            mask |= 1 << index
        return mask
    packed = bytearray(max(wanted) // 8 + 1)
    for index in wanted:
        packed[index >> 3] |= 1 << (index & 7)
    return int.from_bytes(packed, "little")


def masks_by(voices: Sequence[Voice], keys_of: Callable[[Voice], Iterable[Hashable]]) -> dict[Hashable, int]:
    """Return the set of voices that have each key."""
    return _masks_of([keys_of(voice) for voice in voices])


def _masks_of(keys_of: Sequence[Iterable[Hashable]]) -> dict[Hashable, int]:
    """Return the set of voices that have each key, from each voice's keys."""
    members: dict[Hashable, list[int]] = {}
    for index, keys in enumerate(keys_of):
        for key in keys:
            members.setdefault(key, []).append(index)
    return {key: mask_of(indexes) for key, indexes in members.items()}


def where(voices: Sequence[Voice], holds: Callable[[Voice], bool]) -> int:
    """Return the set of voices that meet a condition."""
    return mask_of(index for index, voice in enumerate(voices) if holds(voice))


def presumable(voice: Voice) -> bool:
    """Return whether a voice can be surely different at all (rule 4): not open, not an own voice, not second hand."""
    return not voice.open and voice.kind is not EndKind.OWN_VOICE and voice.proximity is not Proximity.SECOND_HAND


def is_named_person(voice: Voice) -> bool:
    """Return whether a voice is a named person with a name to compare (rule 4)."""
    return _is_named(voice) and voice.facts is not None and bool(name_tokens(voice.facts.name))


def has_its_own_place(voice: Voice) -> bool:
    """Return whether a voice's institution can make it surely different (rule 4): not an unnamed person's label."""
    return _is_named(voice) or voice.kind in (EndKind.INSTITUTION, EndKind.DOCUMENT, EndKind.OBSERVATION)


def _is_named(voice: Voice) -> bool:
    return voice.kind is EndKind.PERSON and voice.facts is not None and voice.facts.named


def has_trusted_label(voice: Voice) -> bool:
    """Return whether a voice is an unnamed person described with an organisation (`--trust-labels`)."""
    return voice.kind is EndKind.PERSON and not _is_named(voice) and voice.institution is not None


def has_edges(voice: Voice) -> bool:
    """Return whether the presumptions can make this voice surely different from any other."""
    of_count = voice.facts is not None and (voice.facts.stated_count or 1) > 1
    return presumable(voice) and (has_its_own_place(voice) or of_count)


def different_people(
    voices: Sequence[Voice], institutions: Institutions, lookalikes: Lookalikes, trust_labels: bool
) -> Rows:
    """Return which voices are presumed to be surely different people (rule 4); judgements are added later."""
    rules = [
        _by_name(voices),
        _observations_and_named(voices),
        _documents_by_issuer(voices, institutions, lookalikes),
        _institutions_and_their_outsiders(voices, institutions, lookalikes),
        _members_of_one_count(voices),
    ]
    if trust_labels:
        rules.append(_unnamed_by_label(voices, institutions, lookalikes))
    presumed = where(voices, presumable)
    rows = [0] * len(voices)
    for rule in rules:
        for index, others in rule.items():
            if presumed >> index & 1:
                rows[index] |= others & presumed & ~(1 << index)
    return rows


def _by_name(voices: Sequence[Voice]) -> dict[int, int]:
    """Rule 4: two named people whose names cannot be the same name."""
    spelled = {i: v.facts.name for i, v in enumerate(voices) if is_named_person(v) and v.facts is not None}
    named = mask_of(spelled)
    bearing = _masks_of([[spelled[index]] if index in spelled else [] for index in range(len(voices))])
    namesakes = possible_namesakes(spelled.values())
    different = {name: named & ~_union(bearing, others) for name, others in namesakes.items()}
    return {index: different[name] for index, name in spelled.items()}


def _observations_and_named(voices: Sequence[Voice]) -> dict[int, int]:
    """Rule 4: observations by two reporters, or an observation and a named person, unless they may share a name."""
    observed = [i for i, v in enumerate(voices) if v.kind is EndKind.OBSERVATION]
    if not observed:
        return {}
    names_of = [_names_of_person(voice) for voice in voices]
    bearing = _masks_of(names_of)
    namesakes = possible_namesakes(name for names in names_of for name in names)
    alike = [_union(bearing, {each for name in names for each in namesakes[name]}) for names in names_of]
    all_observed = mask_of(observed)
    by_reporter = mask_of(i for i in observed if voices[i].reporters)
    named = where(voices, is_named_person)
    rows = {i: (named | (by_reporter if voices[i].reporters else 0)) & ~alike[i] for i in observed}
    return rows | {i: all_observed & ~alike[i] for i, v in enumerate(voices) if is_named_person(v)}


def _names_of_person(voice: Voice) -> frozenset[str]:
    """Return the name of a named person, or the names of the reporters of an observation."""
    if voice.kind is EndKind.OBSERVATION:
        return frozenset(filter(name_tokens, voice.reporter_names))
    return frozenset([voice.facts.name]) if is_named_person(voice) and voice.facts is not None else frozenset()


def _documents_by_issuer(voices: Sequence[Voice], institutions: Institutions, lookalikes: Lookalikes) -> dict[int, int]:
    """Rule 4: two documents of different known issuers, neither part of the other."""
    documents = where(voices, lambda voice: voice.kind is EndKind.DOCUMENT and voice.institution is not None)
    return _unrelated(voices, documents, documents, institutions, lookalikes)


def _institutions_and_their_outsiders(
    voices: Sequence[Voice], institutions: Institutions, lookalikes: Lookalikes
) -> dict[int, int]:
    """Rule 4: two institutions, or an institution and a named person of a known other, neither part of the other."""
    bodies = where(voices, lambda voice: voice.kind is EndKind.INSTITUTION and voice.institution is not None)
    people = where(voices, lambda voice: _is_named(voice) and voice.institution is not None)
    rows = _unrelated(voices, people, bodies, institutions, lookalikes)
    return rows | _unrelated(voices, bodies, bodies | people, institutions, lookalikes)


def _members_of_one_count(voices: Sequence[Voice]) -> dict[int, int]:
    """Rule 4: the members of a stated count."""
    members: dict[Hashable, list[int]] = {}
    for index, voice in enumerate(voices):
        if voice.identity[0] == "source":
            members.setdefault(voice.source, []).append(index)
    counts = ((indexes, mask_of(indexes)) for indexes in members.values() if len(indexes) > 1)
    return {index: mask for indexes, mask in counts for index in indexes}


def _unnamed_by_label(voices: Sequence[Voice], institutions: Institutions, lookalikes: Lookalikes) -> dict[int, int]:
    """`--trust-labels`: unnamed people described with different organisations, neither part of the other."""
    labelled = where(voices, has_trusted_label)
    return _unrelated(voices, labelled, labelled, institutions, lookalikes)


def _unrelated(
    voices: Sequence[Voice], whose: int, others: int, institutions: Institutions, lookalikes: Lookalikes
) -> dict[int, int]:
    """Return, for each of `whose`, the `others` whose institution is neither part of its own nor above it.

    The names must also rule out that the other's institution is the same as the voice's own or any above that.
    """
    if not whose or not others:
        return {}
    at = masks_by(voices, lambda voice: [] if voice.institution is None else [voice.institution])
    below = masks_by(voices, lambda voice: voice.line)
    related = institutions.relations(v.institution for v in voices if v.institution is not None)
    apart = {}
    for place, places in related.items():
        perhaps = lookalikes.of_all(institutions.with_parents(place))
        apart[place] = others & ~_union(at, {*places, *perhaps}) & ~_union(below, lookalikes.of(place))
    return {i: apart[v.institution] for i, v in enumerate(voices) if whose >> i & 1 and v.institution is not None}


def different_institutions(
    voices: Sequence[Voice], places_of: Sequence[frozenset[Place]], lookalikes: Lookalikes, trust_labels: bool
) -> Rows:
    """Return which voices surely have different topmost institutions (rule 4).

    `places_of` gives each voice's topmost institutions, with the institutions of voices judged the same.  Two voices do
    not surely differ if they share a topmost institution, or if the topmost institution of either may, by its name, be
    an institution that the other belongs to.
    """
    eligible = where(
        voices,
        lambda voice: (
            presumable(voice)
            and bool(voice.places)
            and (has_its_own_place(voice) or (trust_labels and has_trusted_label(voice)))
        ),
    )
    at = _masks_of(places_of)
    tops = [bodies_of(places) for places in places_of]
    lines = [voice.line | tops[index] for index, voice in enumerate(voices)]
    at_top, in_line = _masks_of(tops), _masks_of(lines)
    rows = []
    for index in range(len(voices)):
        perhaps = _union(at_top, lookalikes.of_all(lines[index])) | _union(in_line, lookalikes.of_all(tops[index]))
        rows.append(eligible & ~_union(at, places_of[index]) & ~perhaps if eligible >> index & 1 else 0)
    return rows


def different_origins(voices: Sequence[Voice], people: Rows, institutions: Rows) -> Rows:
    """Return which voices are presumed surely independent (rule 4), leaving occasions aside.

    They are surely different people of surely different institutions, both at first hand.  A shared occasion joins
    voices (rule 3), and joined voices no longer differ (rule 5), so occasions need no check here.
    """
    near = where(voices, lambda voice: voice.proximity is Proximity.FIRST_HAND)
    return [people[index] & institutions[index] & near if near >> index & 1 else 0 for index in range(len(voices))]


def _union(masks: Mapping[Hashable, int], keys: Iterable[Hashable]) -> int:
    """Return the union of the sets of these keys."""
    union = 0
    for key in keys:
        union |= masks.get(key, 0)
    return union
