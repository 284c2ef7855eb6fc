"""Which words of a sentence an attribution gives: the content without its cue, source, listener and occasion."""

from __future__ import annotations

from collections.abc import Sequence

from claims.capture.attribution.finding import Attributed
from claims.capture.attribution.phrases import Span, after_listener, phrase_after
from claims.capture.wordlists.nouns import OCCASIONS
from claims.capture.wordlists.verbs import Frame
from claims.capture.words import Sort, Word, may_be_finite, may_be_verb

_FARTHEST = 22
"""How many words after a cue its content may begin: listener, place, day and occasion come before it."""

WHOLE_CLAUSE = frozenset({Frame.PLAN, Frame.JUDGE, Frame.URGE, Frame.SEEM, Frame.CALL})
"""Frames whose claim is the clause as it stands, with its subject: `the ministry plans to close it`."""


def gives_claim(words: Sequence[Word], attributed: Attributed) -> bool:
    """Return whether an attribution is one in the newsroom's sense, with somebody behind it."""
    frame = attributed.verb.frame if attributed.verb is not None else None
    if attributed.source is None or attributed.shape == "adverb" or frame is Frame.SEEM:
        return False
    if attributed.shape == "infinitive" and not attributed.sure:
        return False
    relative = words[attributed.source[0]].sort in (Sort.RELATIVE, Sort.LINK)
    if relative and words[attributed.source[0]].low != "who":
        return False
    if attributed.source[0] and words[attributed.source[0] - 1].low == "who":
        return False  # "two aides who both declined to be named"
    return not attributed.passing and not (frame in WHOLE_CLAUSE and (relative or attributed.shape == "participle"))


def content_of(words: Sequence[Word], attributed: Attributed, others: Sequence[Attributed]) -> list[Span]:
    """Return the places of the words that an attribution gives, in the sentence's order.

    ``others`` are the sentence's outermost attributions, this one included.
    """
    first, end = _clause_bounds(words, attributed, others)
    low = min(attributed.cue[0], attributed.source[0] if attributed.source else attributed.cue[0])
    high = max(attributed.cue[1], attributed.source[1] if attributed.source else attributed.cue[1])
    if attributed.source is not None and not first <= attributed.source[0] < end:
        low, high = attributed.cue
    low, high = max(low, first), min(high, end)
    if _takes_whole(words, attributed):
        return _trimmed(words, [(low if attributed.source else first, end)])
    if attributed.shape == "adverb":
        return _trimmed(words, [(first, end)])
    if low and low - first <= 2 and words[low - 1].low == "as" and attributed.shape == "finite":
        return _trimmed(words, [(_after_aside(words, high, end), end)])
    if low > first and words[low - 1].sort is Sort.RELATIVE and attributed.shape == "finite":
        # "the plan, which he said would fail": his is the clause, and what it is about stands before it.
        return _trimmed(words, [(first, low), (high, end)])
    if attributed.shape == "preposition":
        high = _after_relative(words, _after_occasion(words, high, end), end)
        if low > first and words[low - 1].text in {"--", "—", "–", ";"} and high < end:
            return _trimmed(words, [(high, end)])  # "The shop is full -- according to X, it will close"
        return _trimmed(words, [(first, low), (high, end)])
    before: Span = (first, _before_occasion(words, first, low))
    begins = _content_start(words, attributed, high, end)
    if (
        begins < end
        and not attributed.inverted
        and attributed.shape == "finite"
        and _is_object(words[begins], attributed)
    ):
        return _trimmed(words, [(low, end)])
    after: Span = (begins, end)
    if _stands_before(words, before, attributed):
        rest = _resumed(words, high, end)
        return _trimmed(words, [before, *rest])
    return _trimmed(words, [after])


def _is_object(word: Word, attributed: Attributed) -> bool:
    """Return whether what follows a verb is its object and no statement: `bragged about it`, `reported hearing it`."""
    lemma = attributed.verb.lemma if attributed.verb is not None else ""
    gerund = word.low.endswith("ing") and len(word.low) > 5 and lemma in {"report", "recall", "admit", "remember"}
    return gerund or (word.low in {"about", "of", "against"} and not word.quoted)


def _takes_whole(words: Sequence[Word], attributed: Attributed) -> bool:
    if attributed.verb is None or attributed.shape == "noun":
        return False
    follows = words[attributed.cue[1]] if attributed.cue[1] < len(words) else None
    if (
        follows is not None
        and (follows.text == ":" or follows.sort is Sort.QUOTE)
        and attributed.verb.frame is Frame.JUDGE
    ):
        return False
    ruled_out = attributed.verb.lemma == "rule" and attributed.cue[1] > attributed.head + 1
    return ruled_out or attributed.verb.frame in WHOLE_CLAUSE


def _after_relative(words: Sequence[Word], high: int, end: int) -> int:
    """Return the place after what more is said of a source: `, who asked not to be named,`, also without a comma."""
    if high < end and words[high].low in {"who", "whose"} and not words[high].quoted:
        return next((place + 1 for place in range(high + 1, end) if words[place].text == ","), end)
    if high + 1 >= end or words[high].text != ",":
        return high
    if words[high + 1].sort is not Sort.RELATIVE and words[high + 1].low not in {"citing", "quoting"}:
        return high
    close = next((place + 1 for place in range(high + 2, end) if words[place].text == ","), end)
    return end if close < end and words[close].low in {"citing", "quoting"} else close


def _after_aside(words: Sequence[Word], start: int, end: int) -> int:
    """Return where the content after `As Rossi said, citing officials,` begins."""
    commas = [place for place in range(start, end) if words[place].text == ","]
    if len(commas) > 1 and words[commas[0] + 1].low in {"citing", "quoting"}:
        return commas[1] + 1
    return commas[0] + 1 if commas else start


def _clause_bounds(words: Sequence[Word], attributed: Attributed, others: Sequence[Attributed]) -> Span:
    """Return the stretch of the sentence that belongs to an attribution among others."""
    first, end = 0, len(words)
    for other in others:
        if other is attributed:
            continue
        edge = other.cue[0]
        if other.source is not None and other.source[0] < edge and other.source != attributed.source:
            edge = min(edge, other.source[0])
        if edge > attributed.cue[0]:
            if not (attributed.inverted and attributed.source and attributed.source[0] < edge <= attributed.source[1]):
                end = min(end, edge)
        elif other.cue[1] <= attributed.cue[0] and other.source != attributed.source:
            first = max(first, other.cue[1])
        elif other.cue[1] <= attributed.cue[0]:
            first = max(first, attributed.cue[0])
    return first, max(end, attributed.cue[1])


def _stands_before(words: Sequence[Word], before: Span, attributed: Attributed) -> bool:
    """Return whether the content comes before the cue: `…, Rossi said`, `“…” said Rossi`."""
    first, end = before
    if attributed.shape in {"participle", "infinitive", "noun", "colon"} or end - first < 2:
        return False
    last = words[end - 1]
    if attributed.inverted:
        return attributed.shape == "finite" or any(may_be_finite(word) for word in words[first : end - 1])
    closed = last.sort is Sort.QUOTE or last.quoted or last.text in {",", "—", "–"}
    if not closed:
        return False
    stretch = words[first:end]
    if any(word.quoted for word in stretch[-4:]):
        return last.sort is Sort.QUOTE or last.quoted or words[end - 2].quoted or words[end - 2].sort is Sort.QUOTE
    tells = attributed.verb is not None and attributed.verb.frame is Frame.TELL
    stop = after_listener(words, attributed.cue[1], tells=tells)
    follows = words[stop] if stop < len(words) else None
    finished = (
        follows is None
        or follows.text in {".", ",", ";"}
        or follows.low in {"on", "in", "at", "via", "per", "citing", "to"}
        or follows.is_day
    )
    return (
        finished
        and any(may_be_verb(word, attributed=True) for word in stretch)
        and (stretch[0].sort is not Sort.LINK or any(word.text == "," for word in stretch[:-1]))
    )


def _resumed(words: Sequence[Word], high: int, end: int) -> list[Span]:
    """Return the rest of a quotation after the words that give it: `“…,” she said, “…”`."""
    for place in range(high, end):
        if words[place].sort is Sort.QUOTE and place + 1 < end and words[place + 1].quoted:
            return [(place, end)]
    return []


def _content_start(words: Sequence[Word], attributed: Attributed, start: int, end: int) -> int:
    """Return where the content after a cue begins, past listener, day and occasion."""
    limit = min(end, start + _FARTHEST)
    tells = attributed.verb is not None and attributed.verb.frame is Frame.TELL
    noun = start < limit and words[start].sort in (Sort.ARTICLE, Sort.NAME, Sort.WORD, Sort.NUMBER)
    of_noun = noun and not tells and attributed.shape != "noun" and not words[start].is_day
    related = False
    for place in range(start, limit):
        word = words[place]
        related |= tells and word.sort is Sort.RELATIVE
        if word.quoted or word.sort is Sort.QUOTE or word.text == ":":
            if word.text == ":":
                return place + 1
            return place if _only_occasion(words, start, place) else _past_listener(words, attributed, start, end)
        if word.low == "that" and place > start and of_noun:
            break  # "said a storm that hit the town"
        if word.low == "that" and (place == start or words[place - 1].text != "of"):
            return place + 1
        if may_be_finite(word) and place > start and not related:
            break
    return _past_listener(words, attributed, start, end)


def _only_occasion(words: Sequence[Word], start: int, place: int) -> bool:
    """Return whether nothing of the content stands between a cue and a quotation."""
    stretch = words[start:place]
    if not stretch:
        return True
    if stretch[-1].text in {",", ":"}:
        return True
    return any(word.low in OCCASIONS for word in stretch) and not any(may_be_finite(word) for word in stretch)


def _past_listener(words: Sequence[Word], attributed: Attributed, start: int, end: int) -> int:
    place = start
    if attributed.verb is not None and attributed.verb.frame is Frame.TELL:
        place = phrase_after(words, place) or place
    while True:
        further = _after_occasion(words, place, end)
        if further == place:
            break
        place = further
    if place < end and words[place].text == "," and place > start:
        place += 1
    return place


def _after_occasion(words: Sequence[Word], place: int, end: int) -> int:
    """Return the place after a day, an adverb or an occasion: `on Thursday`, `in a statement`, `earlier`."""
    if place >= end:
        return place
    word = words[place]
    if word.is_day or word.low in {"yesterday", "today", "earlier", "later"}:
        return place + 1
    if word.sort is Sort.PREPOSITION and word.low in {
        "on",
        "in",
        "at",
        "during",
        "after",
        "to",
        "by",
        "via",
        "from",
        "last",
    }:
        stop = place + 1
        while stop < end and stop - place < 9 and words[stop].sort in (
            Sort.ARTICLE, Sort.NAME, Sort.WORD, Sort.NUMBER, Sort.PREPOSITION, Sort.ADVERB,
        ) and not may_be_finite(words[stop]):  # fmt: skip
            stop += 1
        inner = words[place + 1 : stop]
        if inner and inner[0].is_day:
            return place + 2
        for offset, inside in enumerate(inner):
            if inside.low in OCCASIONS and offset < 5:
                finish = place + 2 + offset
                while finish < stop and (
                    words[finish].is_day
                    or words[finish].low in {"on", "conference", "with", "to"}
                    or (words[finish - 1].low in {"with", "to", "on"})
                ):
                    finish += 1
                return finish
        return place
    if word.low in {"last", "this"} and place + 1 < end and words[place + 1].low in {"week", "month", "year"}:
        return place + 2
    return place


def _before_occasion(words: Sequence[Word], first: int, low: int) -> int:
    """Return where the content before an attribution ends, without `In a statement on Monday,`."""
    stretch = words[first:low]
    if (
        stretch
        and stretch[-1].text == ","
        and not any(may_be_verb(word, attributed=True) or word.quoted for word in stretch)
    ):
        return first
    return low


def _trimmed(words: Sequence[Word], spans: Sequence[Span]) -> list[Span]:
    """Return spans without marks and joining words at their edges; empty ones are left out."""
    kept: list[Span] = []
    for first, end in spans:
        while first < end and (
            words[first].text in {",", ";", ":", "—", "–", "-", "."} or words[first].low in {"and", "but"}
        ):
            first += 1
        while end > first and (
            words[end - 1].text in {",", ";", ":", "—", "–", "-", "(", "."}
            or words[end - 1].low in {"and", "but", "as", "while", "though", "although"}
            or (words[end - 1].low == "it" and words[end - 2].sort is Sort.MARK)
        ):
            end -= 1
        if end > first:
            kept.append((first, end))
    return kept
