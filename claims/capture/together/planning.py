"""The order in deciding a story's proposals, and the article that each is entered in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from claims.capture.accepting import Origin, appearance_draft, claim_draft, part_of, split
from claims.capture.together.reading import Together
from claims.capture.together.values import End, Repeat, Sign, SuspectedRelay
from claims.capture.values import Proposal
from claims.entry.drafts import AppearanceDraft, ClaimDraft
from claims.reading.registers.captured import Snapshot
from claims.vocabulary import Attribution, ReprintExtent

MOSTLY = 3
"""How many claims an article has from a report at least, so that one it gives without attribution is from there too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A proposal that waits for a decision, and how it is entered."""

    snapshot: Snapshot
    key: str
    proposal: Proposal
    article: int
    """The article that it is entered in: its own, or the unread original of a reprint."""
    own_names: tuple[str, ...] = ()
    origin: Origin | None = None
    relayed: frozenset[int] = frozenset()
    """The articles that its article has picked up claims from, as a person confirmed."""

    @property
    def end(self) -> End:
        """What names it among the proposals of other articles."""
        return self.snapshot.article, self.key

    @property
    def claim(self) -> ClaimDraft:
        """The claim that it drafts."""
        stories = () if self.snapshot.story is None else (self.snapshot.story,)
        return claim_draft(self.proposal, stories, self.snapshot.published_day)

    def appearance(self, carrying: Collection[int] = ()) -> AppearanceDraft:
        """Return the appearance that it drafts; ``carrying`` are the articles that carry the claim already."""
        origin = self.origin or self.inferred(carrying)
        if origin is not None and origin.article in carrying:
            origin = replace(origin, carries=True)
        return appearance_draft(self.proposal, self.article, origin, self.own_names)

    def inferred(self, carrying: Collection[int]) -> Origin | None:
        """Return the report that a claim without attribution is from: one that its article relays, and that has it."""
        reports = self.relayed & set(carrying)
        if self.origin is not None or self.proposal.attribution is not Attribution.UNATTRIBUTED or not reports:
            return None
        return Origin(article=min(reports), stated=False)

    def parts(self) -> list[Waiting]:
        """Return the parts into which it can be split."""
        return [replace(self, key=key, proposal=part) for key, part in split(self.proposal).items()]

    def part(self, number: int, statement: str) -> Waiting:
        """Return a part with this statement, which a person typed."""
        return replace(self, key=f"{self.key}/{number}", proposal=part_of(self.proposal, statement))


@dataclass(frozen=True, slots=True)
class Plan:
    """The proposals in the order of their decisions, and the suspicions between them."""

    queue: Sequence[Waiting]
    waiting: Mapping[End, Waiting]
    """Every waiting proposal, also if it follows from an original, and every part of a compound."""
    near: Mapping[End, Sequence[Repeat]] = field(default_factory=dict)
    twins: Mapping[End, Sequence[End]] = field(default_factory=dict)
    claims: Mapping[End, int] = field(default_factory=dict)
    """The claims that decided proposals became."""
    snapshots: Mapping[int, Snapshot] = field(default_factory=dict)
    """The newest snapshot of each article."""


def plan(read: Sequence[tuple[Snapshot, Mapping[str, Proposal]]], groups: Sequence[Together]) -> Plan:
    """Return the plan for snapshots with their undecided proposals; ``groups`` are the stories that they are in.

    Articles come in order of time, a report before the articles that picked it up.
    """
    order = {number: place for group in groups for place, number in enumerate(group.snapshots)}
    newest = {snapshot.id: group for group in groups for snapshot in group.snapshots.values()}
    queue: list[Waiting] = []
    every: dict[End, Waiting] = {}
    for snapshot, proposed in sorted(read, key=lambda pair: (order.get(pair[0].article, -1), pair[0].id)):
        group = newest.get(snapshot.id)
        following = group.following.get(snapshot.article, ()) if group is not None else ()
        for each in _waiting(snapshot, proposed, group):
            if each.key not in following:
                queue.append(each)
            every |= {part.end: part for part in [each, *each.parts()]}
    near: dict[End, list[Repeat]] = defaultdict(list)
    for repeat in (repeat for group in groups for repeat in group.repeats):
        near[repeat.first].append(repeat)
        near[repeat.second].append(repeat)
    return Plan(
        queue=queue,
        waiting=every,
        near=near,
        snapshots={number: snapshot for group in groups for number, snapshot in group.snapshots.items()},
        twins={end: ends for group in groups for end, ends in group.twins.items()},
        claims={
            (snapshot.article, key): claim
            for group in groups
            for snapshot in group.snapshots.values()
            for key, claim in snapshot.claims.items()
        },
    )


def _waiting(snapshot: Snapshot, proposed: Mapping[str, Proposal], group: Together | None) -> Iterator[Waiting]:
    origins = _origins(snapshot.article, group)
    confirmed = group.confirmed if group is not None else ()
    relayed = frozenset(
        relay.upstream for relay in confirmed if relay.article == snapshot.article and _sentences(relay) >= MOSTLY
    )
    article, own_names = _itself(snapshot)
    if group is not None:
        article, own_names = _entered_in(snapshot, group)
    for key, proposal in proposed.items():
        yield Waiting(
            snapshot=snapshot,
            key=key,
            proposal=proposal,
            article=article,
            own_names=own_names,
            origin=origins.get(key),
            relayed=relayed,
        )


def _itself(snapshot: Snapshot) -> tuple[int, tuple[str, ...]]:
    return snapshot.article, ()


def _sentences(relay: SuspectedRelay) -> int:
    return len({key.partition("/")[0] for key in relay.keys})


def _entered_in(snapshot: Snapshot, group: Together) -> tuple[int, tuple[str, ...]]:
    """Return the article to enter a snapshot's claims in, with its outlet's names if it is another article."""
    original = snapshot.reprint_of
    if original is None or original in group.snapshots or snapshot.reprint_extent is not ReprintExtent.WHOLE:
        return _itself(snapshot)
    return original, snapshot.original_names


def _origins(article: int, group: Together | None) -> dict[str, Origin]:
    """Return the confirmed reports that an article has its claims from, by key; what it cites goes first."""
    if group is None:
        return {}
    confirmed = [relay for relay in group.confirmed if relay.article == article]
    ordered = sorted(confirmed, key=lambda relay: relay.sign is Sign.CITED)
    return {
        key: Origin(
            article=relay.upstream,
            stated=relay.sign is Sign.CITED,
            names=group.snapshots[relay.upstream].own_names,
        )
        for relay in ordered
        for key in relay.keys
    }
