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
        return first > 0 and _is_no_statement(words, first, end, form)
    if shape == "passive":
        made = form.verb.frame is Frame.PLAN or form.verb.lemma == "write"  # "committed by", "written by"
        return made or any(word.low in _IF for word in words[first:end])
    if shape != "finite" or source is None:
        return False
    surely_says = form.verb.sure and form.verb.frame in _SAYING
    if any(word.low in _IF for word in words[first:end]):
        return True
    if _is_reduced(words, group, form) or _is_deed(words, end, form):
        return True
    if _is_shared_base(words, group, source, form):
        return True
    opening, before = words[source[0]], words[source[0] - 1] if source[0] else None
    if source[1] - source[0] == 1 and opening.low in {"who", "that", "which"}:
        to = words[end + 1].low == "to" if end + 1 < len(words) else False
        return not surely_says or opening.low == "that" or to
    if before is None or source[0] > first:
        return False
    if not surely_says and before.low in _WHEN:
        return True  # "as he welcomed guests", "where they planned to hide"
    return not surely_says and (before.low == "that" or _is_relative(before, opening))


def _is_no_statement(words: Sequence[Word], first: int, end: int, form: Form) -> bool:
    """Return whether a form in -ing states nothing of its own: `worth noting`, `after complaining of pain`."""
    before = words[first - 1].low
    after = words[end + 1] if end + 1 < len(words) else None
    states = after is None or after.low == "that" or after.sort in (Sort.QUOTE, Sort.PRONOUN, Sort.MARK)
    if form.verb.lemma == "add" and after is not None and after.low == "to":
        return True  # "adding to a series of problems"
    if form.verb.lemma in {"testify", "speak", "comment"} and is_noun(words[first - 1]) and not states:
        return True  # "the third witness testifying on Tuesday"
    return before in _UNTIL_NOW or (before in {"after", "before"} and not states)


def _is_relative(before: Word, opening: Word) -> bool:
    """Return whether a subject opens a relative clause: `the nation he hopes`, `what he believes`, `if he wants`."""
    if before.low in {"what", "why", "how", "if", "whether", "unless", "which", "whom"}:
        return True
    opens = opening.sort in (Sort.PRONOUN, Sort.NAME, Sort.ARTICLE)
    return opens and before.sort in (Sort.WORD, Sort.NAME) and is_noun(before)


def _is_reduced(words: Sequence[Word], group: Span, form: Form) -> bool:
    """Return whether a form in -ed says what happens to its noun: `a movement accused of fraud`, `a group called X`."""
    first, end = group
    if first != end or "part" not in form.tags:
        return False
    after = words[end + 1] if end + 1 < len(words) else None
    if after is not None and after.low == "by":
        return True  # "titles announced by Apple"
    supposed = form.verb.lemma in _SUPPOSED and after is not None and after.low == "to"
    if supposed and end + 2 < len(words) and words[end + 2].low in {"be", "have"}:
        return True  # "the man believed to have fled"
    if form.verb.frame is Frame.PLAN and words[end - 1].sort is Sort.NUMBER and after is not None:
        return after.sort is Sort.WORD  # "twenty pledged delegates"
    if form.verb.frame not in (Frame.JUDGE, Frame.CALL):
        return False
    if after is not None and after.low in {"of", "by", "as"}:
        return True
    begins = end
    while begins and words[begins - 1].sort is Sort.WORD:
        begins -= 1
    indefinite = begins > 0 and words[begins - 1].low in {"a", "an", "another"} and begins < end
    introduced = form.verb.lemma in {"name", "call"} and words[end - 1].low in _INTRODUCED and begins > 0
    named = after is not None and after.sort is Sort.NAME
    if introduced and named:
        return True
    return indefinite and form.verb.frame is Frame.CALL and form.verb.lemma in _NAMING


_WHEN = frozenset("as while when where after before until since".split())
_SUPPOSED = frozenset("believe think suspect know say report understand rumour rumor".split())
_INTRODUCED = frozenset(
    "man woman boy girl person teenager student resident soldier company firm group site town village dog cat drug "
    "programme program project song film book order app ship island".split()
)
"""Nouns after which `named X` or `called X` only gives a name."""
_NAMING = frozenset("call name dub consider deem".split())
_DEEDS = frozenset("war bankruptcy independence victory martial emergency insolvency peace".split())
"""What somebody declares by doing it, and does not claim."""
_NOT_SAID = frozenset(
    "say comment confirm deny discuss answer elaborate speculate speak talk accept acknowledge admit rule be condemn "
    "apologize apologise believe recognize recognise concede endorse identify name explain describe respond".split()
)
"""Refusals to speak; a refusal of another act counts as an act."""
_ON_WORDS = frozenset("for over as on her him them us me it".split())


def _is_deed(words: Sequence[Word], place: int, form: Form) -> bool:
    """Return whether a verb is an act and nothing said: `declared bankruptcy`, `attacked the ship`, `said and did`."""
    after = words[place + 1 : place + 4]
    if form.verb.lemma == "declare":
        return any(word.low in _DEEDS for word in after)
    if form.verb.lemma == "attack":
        return not any(word.sort is Sort.QUOTE for word in words) and (not after or after[0].low not in _ON_WORDS)
    if form.verb.lemma in {"choose", "opt"} or (form.verb.lemma == "know" and form.verb.frame is Frame.THINK):
        return True
    if form.verb.lemma == "welcome" and any(word.low in {"guests", "visitors", "them", "him", "her"} for word in after):
        return True
    if form.verb.lemma == "refuse" and len(after) > 1 and after[0].low == "to":
        return after[1].low not in _NOT_SAID and not after[1].is_owner  # "refused to disclose her records"
    if form.verb.lemma == "boast" and after:
        return after[0].low in {"a", "an", "the", "its", "more", "some", "of"}
    if form.verb.lemma == "write" and after:
        listed = {"for", "a", "an", "books", "songs", "extensively", "widely", "off"}
        return after[0].low in listed and not any(word.low == "that" or word.sort is Sort.QUOTE for word in after)
    said = [word.low for word in after[:2]]
    return form.verb.lemma == "say" and (said == ["and", "did"] or said[1:] == ["piece"] or said[:1] == ["goodbye"])


def _is_shared_base(words: Sequence[Word], group: Span, source: Span, form: Form) -> bool:
    """Return whether a base form shares the helper of a verb before: `is unable to win and accuse them`."""
    first, end = group
    if first != end or "base" not in form.tags or "past" in form.tags or first < 2:
        return False
    opening = words[source[0]]
    singular = source[1] - source[0] == 1 and (opening.low in {"he", "she", "it"} or opening.sort is Sort.NAME)
    plural = opening.low.endswith("s") and opening.low != "his"
    return words[first - 1].sort is Sort.JOINER and singular and not plural
