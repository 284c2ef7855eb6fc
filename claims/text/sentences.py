"""Splitting a paragraph into sentences, for news in English and for scripts with their own full stops.

A quotation stays whole, because its sentences share a speaker. A stop after an abbreviation, an initial or a number
ends no sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from claims.patterns import pattern_of

_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof sr jr st gen lt col maj capt sgt cpl adm cmdr gov sen rep hon rev msgr pres supt insp "
    "no nos vol fig art sec para pp ed al etc vs v ca cf approx est dept univ inc ltd co corp bros plc "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "eg ie e.g i.e a.m p.m u.s u.k u.n e.u d.c a.k.a approx avg min max ave blvd mt ft".split()
)
"""Words before a stop that rarely ends a sentence, without their last stop."""

_ALSO_ENDING = frozenset("etc jr sr inc ltd co corp plc u.s u.k u.n e.u d.c a.m p.m al".split())
"""Abbreviations that often end a sentence: they do if a usual first word follows."""

_STOP = pattern_of(r"(?:[.!?…]+[\"”’»')\]]*(?=\s|$)|[。！？]+[」』”）]*)")
_NEXT = pattern_of(r"\s*[\"“‘«'(\[]*(\w)")
_BEGINNERS = frozenset(
    "a an the it he she they we you i but and or so yet in on at by for with from to this that these those there "
    "after before when while if as his her their our officials according".split()
)
_PAIRS = {"“": "”", "«": "»", "「": "」", "『": "』", "„": "“"}
_LONGEST_QUOTE = 1_500
_LONG_WORD = 40


def sentences(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph, in order; together they have all of its words."""
    return [piece for piece in _pieces(paragraph) if any(character.isalnum() for character in piece)]


def _pieces(text: str) -> Iterator[str]:
    quoted = _quotations(text)
    begins = [begin for begin, _ in quoted]
    start = 0
    for stop in _STOP.finditer(text):
        near = bisect_left(begins, stop.end() - 1) - 1
        inside = near >= 0 and stop.end() - 1 < quoted[near][1]
        if not inside and _ends(text, stop.start(), stop.end()):
            yield text[start : stop.end()].strip()
            start = stop.end()
    yield text[start:].strip()


def _ends(text: str, at: int, end: int) -> bool:
    """Return whether a stop ends a sentence, by the words before and after it."""
    following = _NEXT.match(text, end)
    if following is None or text[at] in "。！？":
        return True
    if following[1].islower():
        return False
    if text[at] != "." or text[at : at + 2] == "..":
        return True
    word = text[max(0, at - _LONG_WORD) : at].split()[-1:] or [""]
    before = word[0].lstrip("\"“‘«'([").casefold()
    after = text[following.start(1) : following.start(1) + _LONG_WORD].split()[0].casefold().strip(",.;:")
    if before in _ALSO_ENDING:
        return after in _BEGINNERS
    is_initial = len(before) == 1 and before.isalpha() and before != "i"
    return not (before in _ABBREVIATIONS or is_initial)


def _quotations(text: str) -> list[tuple[int, int]]:
    """Return the beginnings and ends of quotations; a quotation without an end is left out."""
    quotations: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for at, character in enumerate(text):
        if opened is not None and character == opened[1]:
            if at - opened[0] <= _LONGEST_QUOTE:
                quotations.append((opened[0], at))
            opened = None
        elif opened is None and character in _PAIRS:
            opened = (at, _PAIRS[character])
        elif opened is None and character == '"':
            opened = (at, '"')
    return quotations
