"""Verbs that say that something ended, or was not done: *ended talks*, *called off the strike*, *failed to pay*.

They turn a statement round as a negation does. Nouns do not: *the end of the talks*, *a bus stop*. Verbs of preventing
(*bans*, *blocks*) may say the same as one of these, so they do not either.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from claims.text.similarity.reading import Part, Word
from claims.text.similarity.wordlists import (
    ENDING,
    ENDING_IF_VERB,
    ENDING_OF_TALKS,
    ENDING_PHRASES,
    ENDING_PHRASES_OF_TALKS,
    HINTS_OF_AN_END,
    STOPPED_PLANS,
    TALKS,
)

_BEFORE_A_VERB = frozenset("will would could can may might must should shall did does do not never cannot".split())
_BEFORE_TO = ENDING | frozenset(
    "agree agrees agreed decide decides decided vote votes voted plan plans planned intend intends intended "
    "pledge pledges pledged vow vows vowed promise promises promised order orders ordered is are was were going "
    "set due about ready".split()
)
"""After these words, “to stop” says that somebody stops; elsewhere it says why: “left early to stop him”."""
_SUBJECT = 2
"""How many words a headline has at most before what somebody is to do: “Iran to end talks”."""

_BE = frozenset("is are was were be been being am".split())
_PARTED = 3
"""Within how many words what a verb is about counts: “dropped its plans”."""

_NEAR = 3
"""How many words after it, or else before it, a verb is about."""

Ending = tuple[Word, ...]
"""The words of a verb that says that something ended."""


@lru_cache(maxsize=2_048)
def endings(words: tuple[Word, ...]) -> tuple[Ending, ...]:
    """Return the verbs in a text (`words_of`) which say that something ended or was not done."""
    made = []
    for at, word in enumerate(words):
        if word.part is Part.WORD or (word.part is Part.NAME and not at):  # every first word has a capital
            run = _ending(words, at)
            if run:
                made.append(run)
    return tuple(made)


def about(words: Sequence[Word], ending: Ending) -> list[Word]:
    """Return the words that a verb is about: the next, or the words before it if nothing follows."""
    places = [at for at, word in enumerate(words) if word in ending]
    plain = [at for at, word in enumerate(words) if word.part in (Part.WORD, Part.NAME) and at not in places]
    after = [at for at in plain if at > places[0]][:_NEAR]
    return [words[at] for at in after or [at for at in plain if at < places[0]][-_NEAR:]]


def hint_at_an_end(words: Sequence[Word]) -> bool:
    """Return whether other words may say that something ended: *bans*, *the end of*, *without*; no deadline does."""
    return any(
        word.part is Part.WORD and word.stem in _hints() and not (at > 1 and words[at - 2].key in _BEFORE_A_DEADLINE)
        for at, word in enumerate(words)
    )


_BEFORE_A_DEADLINE = frozenset("by at before until till towards".split())
"""Words before “the end of 2024”."""


@lru_cache(maxsize=1)
def _hints() -> frozenset[str]:
    """Return the stems of the verbs and of the words that hint at them."""
    return frozenset(Word(word, word, Part.WORD).stem for word in (*ENDING, *ENDING_IF_VERB, *HINTS_OF_AN_END))


def _ending(words: Sequence[Word], at: int) -> Ending:
    word, following = words[at], words[at + 1 : at + 1 + _PARTED]
    before = words[at - 1].key if at else ""
    if before == "to" and at > 1 + _SUBJECT and words[at - 2].key not in _BEFORE_TO:
        return ()
    if word.key in ENDING:
        is_noun = (word.key.endswith("ing") and before not in _BE) or any(each.key == "fire" for each in following[:1])
        return () if is_noun else (word,)
    if word.key in ENDING_IF_VERB:
        is_verb = before in _BEFORE_A_VERB or before == "to" or any(each.key.endswith("ing") for each in following[:1])
        return (word,) if is_verb else ()
    if word.stem == "declin":
        return (word,) if any(each.key == "to" for each in following[:1]) else ()
    if word.stem in ("drop", "dropp") and any(each.key in STOPPED_PLANS for each in following):
        return (word,)
    of_talks = any(each.key in TALKS for each in words)
    if word.key in ENDING_OF_TALKS:
        return (word,) if of_talks else ()
    for phrases in (ENDING_PHRASES, ENDING_PHRASES_OF_TALKS if of_talks else {}):
        particle, near = phrases.get(word.key, ("", 0))
        far = words[-1:] if near > 1 else ()
        second = next((each for each in (*following[:near], *far) if each.key == particle), None)
        if second:
            return word, second
    return ()
