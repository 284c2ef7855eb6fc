"""Places of a text in another version of it: where a sentence that is unchanged stands now.

carried_places("A ferry sank. It was old.", "Update. It was old.", [(14, 25)])    {(14, 25): (8, 19)}
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable

from claims.text.sentences import Sentence, sentences_of

Place = tuple[int, int]


def carried_places(old: str, new: str, places: Iterable[Place]) -> dict[Place, Place]:
    """Return where places of the old text stand in the new one, those alone whose sentences are unchanged.

    Of a sentence that stands in a text several times, the first is taken for the first, the second for the second. A
    place over several sentences is carried if they still follow each other.
    """
    before, after = _sentences(old), _sentences(new)
    starts = [sentence.start for sentence in before]
    now: dict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(after):
        now[sentence.text].append(number)
    times: dict[str, int] = defaultdict(int)
    twin: list[int | None] = []
    for sentence in before:
        there, nth = now[sentence.text], times[sentence.text]
        twin.append(there[nth] if nth < len(there) else None)
        times[sentence.text] += 1
    carried: dict[Place, Place] = {}
    for start, end in places:
        first, last = bisect_right(starts, start) - 1, bisect_left(starts, end) - 1
        if first < 0 or end > before[last].end:
            continue
        twins = twin[first : last + 1]
        head = twins[0]
        if head is not None and twins == list(range(head, head + len(twins))):
            begin = after[head].start + start - before[first].start
            ending = after[head + len(twins) - 1].start + end - before[last].start
            carried[start, end] = begin, ending
    return carried


def _sentences(text: str) -> list[Sentence]:
    return list(sentences_of(text))
