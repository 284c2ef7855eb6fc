"""The captured articles of a story, the suspicions between them, and a person's decisions about these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from claims.capture.accepting import key_of, split
from claims.capture.proposing import proposals_of
from claims.capture.together.deciding import pair_mark, relay_mark, reprint_mark
from claims.capture.together.relays import keys_in, suspected_relays
from claims.capture.together.repeats import repeats
from claims.capture.together.reprints import suspected_reprints
from claims.capture.together.values import End, Member, Repeat, SuspectedRelay, SuspectedReprint
from claims.capture.values import Proposal
from claims.capture.versions.reprints import Printed, time_of
from claims.reading.registers.captured import Snapshot, register_names, snapshots
from claims.reading.registers.lookups import Lookups
from claims.reading.view import PRESENT
from claims.vocabulary import Decision, ReprintExtent

SAME_WORDS = 75
"""How alike the statements of a reprint and its original are at least, in per cent, to be one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Captured articles of one story, in order of time, and what waits for a decision between them."""

    snapshots: Mapping[int, Snapshot]
    """The newest snapshot of each article, by the article's number."""
    labels: Mapping[int, str]
    proposed: Mapping[int, Sequence[Proposal]]
    """The proposals of each article."""
    reprints: Sequence[SuspectedReprint] = ()
    relays: Sequence[SuspectedRelay] = ()
    repeats: Sequence[Repeat] = ()
    confirmed: Sequence[SuspectedRelay] = ()
    """The relays that a person confirmed."""
    following: Mapping[int, Collection[str]]
    """The keys of proposals that a recorded reprint has from its original, by article: they follow from there."""
    twins: Mapping[End, Sequence[End]]
    """The same proposals in recorded partial reprints, by the original's article and key."""


def together(
    connection: Connection, story: int | str | None, numbers: Collection[int] = (), *, least: int = 2
) -> Together | None:
    """Return the captured articles of a story (``#7``), or with these snapshots, and the suspicions between them.

    Confidential snapshots, articles known only off the record, and snapshots without a text are left out. None with
    fewer articles than ``least``.
    """
    lookups = Lookups(connection, PRESENT)
    hidden = lookups.hidden.get("article", ())
    newest: dict[int, Snapshot] = {}
    for snapshot in snapshots(connection, story=story, numbers=None if story is not None else sorted(numbers)):
        if snapshot.text and not snapshot.confidential and snapshot.article not in hidden:
            newest[snapshot.article] = snapshot
    if len(newest) < least:
        return None
    register = register_names(connection)
    proposed = {number: proposals_of(snapshot, register) for number, snapshot in newest.items()}
    order = sorted(newest, key=lambda number: _time(newest[number]))
    members = [_member(newest[number], proposed[number]) for number in order]
    suspected = _Suspected(members, newest, register)
    return Together(
        snapshots={number: newest[number] for number in suspected.order},
        labels=lookups.labels("article", newest),
        proposed=proposed,
        reprints=suspected.reprints,
        relays=suspected.open_relays,
        repeats=suspected.open_repeats,
        confirmed=suspected.confirmed,
        following=suspected.following,
        twins=suspected.twins,
    )


def _time(snapshot: Snapshot) -> tuple[date, str, int]:
    return time_of(snapshot.published, snapshot.published_day, snapshot.article)


def _sorted(newest: Mapping[int, Snapshot], pairs: Collection[tuple[int, int]]) -> list[int]:
    """Return articles in order of time, within a day after the articles that they take from."""
    upstream: dict[int, set[int]] = defaultdict(set)
    for article, other in pairs:
        upstream[article].add(other)

    def depth(article: int, above: frozenset[int] = frozenset()) -> int:
        further = upstream.get(article, set()) - above
        return max((1 + depth(other, above | {article}) for other in further), default=0)

    def place(article: int) -> tuple[date, int, str, int]:
        day, time, number = _time(newest[article])
        return day, depth(article), time, number

    return sorted(newest, key=place)


def _member(snapshot: Snapshot, proposed: Sequence[Proposal]) -> Member:
    by_key = {key_of(proposal): proposal for proposal in proposed}
    for proposal in proposed:
        by_key |= split(proposal)
    return Member(
        snapshot=snapshot.id,
        article=snapshot.article,
        own_names=snapshot.own_names,
        day=snapshot.published_day,
        printed=Printed(snapshot.text or ""),
        proposals=by_key,
    )


class _Suspected:
    """The suspicions between articles, apart from decided ones."""

    def __init__(self, members: Sequence[Member], newest: Mapping[int, Snapshot], register: Sequence[str]) -> None:
        self.members = {member.article: member for member in members}
        self.newest = newest
        every_reprint = suspected_reprints(members, register)
        recorded = {
            number: snapshot.reprint_of for number, snapshot in newest.items() if snapshot.reprint_of is not None
        }
        self.reprints = [each for each in every_reprint if each.copy not in recorded and not self._is_denied(each)]
        self.following = self._following(recorded)
        pairs = {(each.copy, each.original) for each in self.reprints if each.original is not None}
        pairs |= {(copy, original) for copy, original in recorded.items() if original in newest}
        own = [self._without(member, pairs) for member in members]
        denied = {(each.copy, each.original) for each in every_reprint if each.original and self._is_denied(each)}
        relays = suspected_relays(own, repeats(own), pairs, denied)
        every = repeats(own, [*pairs, *((each.article, each.upstream) for each in relays)])
        self.confirmed = [each for each in relays if self._decision(each) is Decision.ACCEPTED]
        self.open_relays = [each for each in relays if self._decision(each) is None]
        self.order = _sorted(newest, {(each.article, each.upstream) for each in relays} | pairs)
        self.open_repeats = [each for each in every if not self._is_apart(each)]

    def _decided(self, article: int) -> Mapping[str, Decision]:
        return self.newest[article].decided

    def _is_denied(self, each: SuspectedReprint) -> bool:
        original = each.outlet if each.original is None else self.newest[each.original].article_uid
        return reprint_mark(original or "") in self._decided(each.copy)

    def _decision(self, each: SuspectedRelay) -> Decision | None:
        return self._decided(each.article).get(relay_mark(self.newest[each.upstream].article_uid))

    def _is_apart(self, each: Repeat) -> bool:
        mark = pair_mark(self.newest[each.first[0]].article_uid, each.first[1], each.second[1])
        return mark in self._decided(each.second[0])

    def _following(self, recorded: Mapping[int, int]) -> dict[int, Collection[str]]:
        following: dict[int, Collection[str]] = defaultdict(tuple)
        for copy, original in recorded.items():
            if original in self.members:
                member = self.members[copy]
                common = member.printed.common_with(self.members[original].printed)
                following[copy] = frozenset(keys_in(member.proposals, common))
        return following

    @property
    def twins(self) -> dict[End, list[End]]:
        """The proposals of partial reprints that stand in the original too, by the original's article and key."""
        twins: dict[End, list[End]] = defaultdict(list)
        for copy, keys in self.following.items():
            original = self.newest[copy].reprint_of
            if original is not None and self.newest[copy].reprint_extent is ReprintExtent.PART:
                originals = self.members[original].proposals
                for key in keys:
                    twin = _twin(self.members[copy].proposals[key], originals)
                    if twin is not None:
                        twins[original, twin].append((copy, key))
        return twins

    def _without(self, member: Member, pairs: Collection[tuple[int, int]]) -> Member:
        """Return a copy without the proposals of sentences that its original has: they follow from there."""
        originals = [original for copy, original in pairs if copy == member.article]
        common = [
            sentence
            for original in originals
            for sentence in member.printed.common_with(self.members[original].printed)
        ]
        left_out = set(keys_in(member.proposals, common))
        kept = {key: proposal for key, proposal in member.proposals.items() if key not in left_out}
        return replace(member, proposals=kept)


def _twin(proposal: Proposal, others: Mapping[str, Proposal]) -> str | None:
    """Return the key of the proposal that says the same in nearly the same words, None without any."""
    from rapidfuzz import fuzz

    likest = max(others, key=lambda key: fuzz.ratio(proposal.statement, others[key].statement), default=None)
    if likest is None or fuzz.ratio(proposal.statement, others[likest].statement) < SAME_WORDS:
        return None
    return likest


def groups_of(connection: Connection, kept: Sequence[Snapshot], *, least: int = 2) -> list[Together]:
    """Return the stories of snapshots that have at least so many captured articles, each with all of them.

    Snapshots in no story count as one group, of themselves alone.
    """
    stories = dict.fromkeys(snapshot.story for snapshot in kept if snapshot.story is not None)
    groups = [together(connection, story, least=least) for story in stories]
    alone = [snapshot.id for snapshot in kept if snapshot.story is None]
    if len(alone) >= least:
        groups.append(together(connection, None, alone, least=least))
    return [group for group in groups if group is not None]
