"""Judgements about pairs of sources, made transitive, and refused if they contradict each other (rules 3, 5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from claims.errors import ConflictingJudgements
from claims.rules.sourcing.joining import Groups
from claims.rules.sourcing.values import Footing, Key, Ruling, SourceFacts
from claims.values import value
from claims.vocabulary import JudgementKind, SourceKind

Slot = tuple[Key, int]
"""A member of a source record: member 0 of an ordinary record, member i of "three officials"."""

MOST_MEMBERS = 3_000
"""The most members of a stated count that are examined one by one; the rest widen the upper bound."""

DIFFERENT = frozenset({JudgementKind.DISTINCT, JudgementKind.INDEPENDENT})


@value
class Judged:
    """The judgements: who is the same, and the pairs of records judged different, with all their members."""

    same: Groups[Slot]
    distinct: tuple[tuple[tuple[Slot, ...], tuple[Slot, ...]], ...]
    independent: tuple[tuple[tuple[Slot, ...], tuple[Slot, ...]], ...]


def stated_members(facts: SourceFacts | None) -> int:
    """Return how many people a record stands for: the stated count of unnamed people, else 1 (rule 2)."""
    if facts is None or facts.kind is not SourceKind.PERSON or facts.named or facts.stated_count is None:
        return 1
    return max(1, facts.stated_count)


def members_looked_at(facts: SourceFacts | None) -> int:
    """Return how many members of a record are examined one by one."""
    return min(stated_members(facts), MOST_MEMBERS)


def judge(rulings: Sequence[Ruling], sources: Mapping[Key, SourceFacts], of_claim: Collection[Key]) -> Judged:
    """Return the judgements made transitive: `same` joins, also through sources that this claim does not have.

    Two stated counts judged the same are joined member by member, a single person with member 0 of a count.
    Raises ConflictingJudgements if two sources of the claim are judged both the same and different (rule 5).
    """
    same: Groups[Slot] = Groups()
    for ruling in rulings:
        if ruling.kind is JudgementKind.SAME:
            shared = min(members_looked_at(sources.get(ruling.a)), members_looked_at(sources.get(ruling.b)))
            for member in range(shared):
                same.join((ruling.a, member), (ruling.b, member))
    _refuse_contradictions(rulings, sources, same, of_claim)
    return Judged(
        same,
        _pairs(rulings, JudgementKind.DISTINCT, sources),
        _pairs(rulings, JudgementKind.INDEPENDENT, sources),
    )


def concerned(footings: Iterable[Footing], sources: Mapping[Key, SourceFacts]) -> set[Key]:
    """Return the sources of the footings and every institution above them."""
    queue = [footing.source for footing in footings if footing.source is not None]
    reached = set(queue)
    while queue:
        facts = sources.get(queue.pop())
        for above in (facts.institution, facts.part_of, facts.issuer) if facts else ():
            if above is not None and above not in reached:
                reached.add(above)
                queue.append(above)
    return reached


def _slots(key: Key, sources: Mapping[Key, SourceFacts]) -> tuple[Slot, ...]:
    """Return all members of a source."""
    return tuple((key, member) for member in range(members_looked_at(sources.get(key))))


def _pairs(
    rulings: Iterable[Ruling], kind: JudgementKind, sources: Mapping[Key, SourceFacts]
) -> tuple[tuple[tuple[Slot, ...], tuple[Slot, ...]], ...]:
    """Return the members of both records, for each judgement of a kind."""
    return tuple(
        (_slots(ruling.a, sources), _slots(ruling.b, sources))
        for ruling in rulings
        if ruling.kind is kind and ruling.a != ruling.b
    )


def _refuse_contradictions(
    rulings: Sequence[Ruling], sources: Mapping[Key, SourceFacts], same: Groups[Slot], of_claim: Collection[Key]
) -> None:
    """Raise ConflictingJudgements for a pair judged different inside a group that holds two of the claim's sources."""
    if not rulings:
        return
    in_group: dict[Slot, set[Key]] = {}
    for key in of_claim:
        for slot in _slots(key, sources):
            in_group.setdefault(same.root(slot), set()).add(key)
    for ruling in rulings:
        if ruling.kind not in DIFFERENT or ruling.a == ruling.b:
            continue
        roots = {same.root(slot) for slot in _slots(ruling.a, sources)}
        for slot in _slots(ruling.b, sources):
            root = same.root(slot)
            if root in roots and len(in_group.get(root, ())) > 1:
                raise ConflictingJudgements(_shown(ruling.a, sources), _shown(ruling.b, sources))


def _shown(key: Key, sources: Mapping[Key, SourceFacts]) -> str:
    """Return a source's label."""
    facts = sources.get(key)
    return (facts.label or facts.name) if facts and (facts.label or facts.name) else str(key)
