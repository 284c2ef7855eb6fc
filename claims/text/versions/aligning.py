"""Two versions of a text, sentence by sentence: what stayed, was reworded, moved, went and came."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.text.versions.folding import folded

REWORDED = 60.0
"""The least likeness, in per cent, for taking a sentence as another reworded."""
MOST_ALIGNED = 100_000_000
"""Texts with more pairs of sentences than this are compared without their order."""
MOST_PAIRED = 250_000
"""In a stretch with more pairs of sentences than this, none is taken as reworded."""

Pair = tuple[int, int]


class Change(StrEnum):
    """The fate of a sentence between two versions."""

    KEPT = "kept"
    REWORDED = "reworded"
    MOVED = "moved"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence by its place in the older and the newer version; None where it does not stand."""

    change: Change
    old: int | None
    new: int | None


def aligned(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """Return the fate of every sentence, in the order of the newer version.

    Each sentence of either version is in exactly one step. What went stands where it stood.
    """
    before, after = [folded(each) for each in old], [folded(each) for each in new]
    kept = _kept(before, after)
    left, right = set(range(len(before))) - {i for i, _ in kept}, set(range(len(after))) - {j for _, j in kept}
    moved = _moved(before, after, left, right)
    left -= {i for i, _ in moved}
    right -= {j for _, j in moved}
    reworded = [
        pair for gap in _gaps(kept, len(before), len(after)) for pair in _reworded(before, after, left, right, *gap)
    ]
    left -= {i for i, _ in reworded}
    right -= {j for _, j in reworded}
    steps = [Step(Change.KEPT, i, j) for i, j in kept]
    steps += [Step(Change.MOVED, i, j) for i, j in moved]
    steps += [Step(Change.REWORDED, i, j) for i, j in reworded]
    steps += [Step(Change.ADDED, None, j) for j in right]
    return _in_order(steps, [Step(Change.REMOVED, i, None) for i in sorted(left)])


def _in_order(there: list[Step], gone: list[Step]) -> list[Step]:
    """Return the steps in the order of the newer version, each removed sentence after the one that it followed."""
    after: dict[int, list[Step]] = defaultdict(list)
    stays = {step.old for step in there if step.change in (Change.KEPT, Change.REWORDED)}
    for step in gone:
        place = step.old or 0
        while place >= 0 and place not in stays:
            place -= 1
        after[place].append(step)
    ordered = after.get(-1, [])
    for step in sorted(there, key=lambda step: step.new or 0):
        ordered.append(step)
        if step.old is not None and step.old in stays:
            ordered += after.get(step.old, [])
    return ordered


def _kept(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Return the longest run of sentences that stand in both in the same order."""
    from rapidfuzz.distance import LCSseq

    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    pairs = [(i, i) for i in range(first)]
    middle_before, middle_after = before[first : len(before) - last], after[first : len(after) - last]
    if len(middle_before) * len(middle_after) <= MOST_ALIGNED:
        for block in LCSseq.opcodes(middle_before, middle_after):
            if block.tag == "equal":
                length = block.src_end - block.src_start
                pairs += [(first + block.src_start + k, first + block.dest_start + k) for k in range(length)]
    return pairs + [(len(before) - k, len(after) - k) for k in range(last, 0, -1)]


def _moved(before: Sequence[str], after: Sequence[str], left: set[int], right: set[int]) -> list[Pair]:
    """Return the sentences that stand in both, elsewhere."""
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for i in sorted(left):
        waiting[before[i]].append(i)
    return [(waiting[after[j]].popleft(), j) for j in sorted(right) if waiting.get(after[j])]


def _gaps(kept: Sequence[Pair], old: int, new: int) -> Iterator[tuple[range, range]]:
    """Yield the stretches between kept sentences."""
    i, j = 0, 0
    for next_i, next_j in [*kept, (old, new)]:
        if next_i > i and next_j > j:
            yield range(i, next_i), range(j, next_j)
        i, j = next_i + 1, next_j + 1


def _reworded(
    before: Sequence[str], after: Sequence[str], left: set[int], right: set[int], olds: range, news: range
) -> list[Pair]:
    """Return the likest pairs of sentences of a stretch, each sentence once."""
    from rapidfuzz import fuzz

    mine, theirs = [i for i in olds if i in left], [j for j in news if j in right]
    if len(mine) * len(theirs) > MOST_PAIRED:
        return []
    alike = [(fuzz.ratio(before[i], after[j], score_cutoff=REWORDED), i, j) for i in mine for j in theirs]
    pairs, used_old, used_new = [], set[int](), set[int]()
    for score, i, j in sorted(alike, key=lambda each: (-each[0], each[1], each[2])):
        if score >= REWORDED and i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            pairs.append((i, j))
    return pairs
