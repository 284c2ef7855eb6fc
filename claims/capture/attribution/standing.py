"""Whether what a verb says of its source is news of what somebody says, or only describes somebody in passing.

`Rossi, who backs the plan, resigned`, `the towns that he hopes to win` and `she would reject it` attribute nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.capture.attribution.phrases import Span, is_noun
from claims.capture.wordlists.verbs import Form, Frame
from claims.capture.words import Sort, Word

_SAYING = frozenset({Frame.SAY, Frame.TELL})
_IF = frozenset("would will could might may should can can't cannot won't wouldn't couldn't must 'll".split())
"""Helpers of what has not happened: `the council would reject it`."""
_GOING_ON = frozenset(
    "on continue continues continued continuing refuse refuses refused refusing decline declines declined declining "
    "begin begins began start starts started proceed proceeds proceeded hasten hastens hastened hesitate hesitated "
    "come comes came seem seems seemed appear appears appeared used rushed".split()
)
"""Words before an infinitive that has happened, or was refused: `went on to say`, `declined to confirm`."""
_UNTIL_NOW = frozenset("without for of worth from into at about against instead".split())
"""Words before a form in -ing that makes no statement of its own: `worth noting`, `without saying`."""


def is_in_passing(words: Sequence[Word], group: Span, source: Span | None, form: Form, shape: str) -> bool:
    """Return whether a verb only describes its source in passing; ``group`` are the verb and its helpers."""
    first, end = group
    if shape == "infinitive":
        return first < 1 or words[first - 1].low not in _GOING_ON
    if shape == "participle":
        return first > 0 and words[first - 1].low in _UNTIL_NOW
    if shape != "finite" or source is None:
        return False
    surely_says = form.verb.sure and form.verb.frame in _SAYING
    if any(word.low in _IF for word in words[first:end]):
        return True
    opening, before = words[source[0]], words[source[0] - 1] if source[0] else None
    if source[1] - source[0] == 1 and opening.low in {"who", "that", "which"}:
        return not surely_says or opening.low == "that"
    if before is None or source[0] > first:
        return False
    return not surely_says and (before.low == "that" or _is_relative(before, opening))


def _is_relative(before: Word, opening: Word) -> bool:
    """Return whether a subject opens a relative clause: `the nation he hopes`, `what he believes`, `if he wants`."""
    if before.low in {"what", "why", "how", "if", "whether"}:
        return True
    opens = opening.sort in (Sort.PRONOUN, Sort.NAME, Sort.ARTICLE)
    return opens and before.sort in (Sort.WORD, Sort.NAME) and is_noun(before)
