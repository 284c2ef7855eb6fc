"""Whether the words beside a verb of attribution can be its source: people, bodies and documents, not things."""

from __future__ import annotations

from collections.abc import Sequence

from claims.capture.attribution.phrases import Span
from claims.capture.naming import MAKERS, ORGANISATIONS, core_of, head_of, is_people
from claims.capture.wordlists.nouns import BODIES, COLLECTIVES, DOCUMENTS, GROUPS, SAYINGS
from claims.capture.wordlists.verbs import other_verbs, verb_forms
from claims.capture.words import Sort, Word

_SPANS_OF_TIME = frozenset(
    "day week month year night morning evening afternoon weekend season decade century hour minute moment".split()
)
_BODIES = BODIES | COLLECTIVES | DOCUMENTS | GROUPS | SAYINGS | MAKERS | ORGANISATIONS


def may_speak(words: Sequence[Word], span: Span, *, sure: bool) -> bool:
    """Return whether the words of a span can be a source; ``sure``: its verb nearly always has one."""
    first, end = span
    opening = words[first]
    if end - first == 1 and (opening.is_day or opening.low in {"there", "you", "likely"}):
        return False
    if _is_verb(words, first, end):
        return False
    core = words[first : next((place for place in range(first, end) if words[place].text in {",", "(", "—"}), end)]
    head = head_of(core)
    if head is None or head.sort not in (Sort.WORD, Sort.NUMBER):
        return True
    low = core_of(head)
    if low in _SPANS_OF_TIME:
        return False
    if head.sort is Sort.NUMBER:
        year = len(core) == 1 and len(low) == 4
        return (sure and not year) or head.text.endswith(("%", "-old"))
    return sure or not head.text.islower() or any(_is_somebody(word, core) for word in core)


def names_a_thing(words: Sequence[Word], span: Span) -> bool:
    """Return whether the main noun of a span is a thing or an idea, in whose name nothing can be said."""
    first, end = span
    core = words[first : next((place for place in range(first, end) if words[place].text in {",", "(", "—"}), end)]
    head = head_of(core)
    if head is None or head.sort is not Sort.WORD or not head.text.islower():
        return False
    return not any(_is_somebody(word, core) for word in core)


def _is_somebody(word: Word, core: Sequence[Word]) -> bool:
    """Return whether a noun of a phrase means people, a body or a document."""
    if word.sort is not Sort.WORD:
        return False
    low = core_of(word)
    singular = low[:-3] + "y" if low.endswith("ies") else low.removesuffix("s")
    agents = low.endswith(("ers", "ors", "ists", "ians", "ees")) and len(low) > 6
    return agents or is_people(word, core) or not _BODIES.isdisjoint({low, singular})


def _is_verb(words: Sequence[Word], first: int, end: int) -> bool:
    """Return whether a span begins with a verb or is a gerund: `dialing`, `suggest both`."""
    opening = words[first]
    if opening.sort is not Sort.WORD or not opening.text.islower():
        return False
    if end - first == 1:
        return opening.low.endswith("ing") and len(opening.low) > 5
    tags = frozenset().union(*(form.tags for form in verb_forms().get(opening.low, ())))
    following = words[first + 1]
    return ("base" in tags or opening.low in other_verbs()) and (
        following.sort is Sort.ARTICLE or following.low == "both"
    )
