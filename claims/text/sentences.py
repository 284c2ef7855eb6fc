"""Paragraphs and sentences of a plain text: one rule for where a sentence ends.

    sentences_of("The mayor resigned. “I am tired,” she said.")    with offsets, each of a speaker's sentences its own
    sentences("“It is over. We go home,” he said.")                a paragraph's texts, a quotation kept whole

Offsets count characters of the text as given: ``text[sentence.start:sentence.end]`` is the sentence.  News in English,
and scripts with their own full stops.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from claims.patterns import pattern_of

LONGEST = 1_500
"""The most characters in a sentence; what runs on longer is a table or a list and is cut at a space."""

_TITLES = frozenset(
    "mr mrs ms mx dr prof sen sens rep reps gov govs gen lt col sgt capt cmdr cpl pvt maj adm rev fr hon pres msgr "
    "amb supt insp det messrs mme mlle st mt ft no nos vs v sec secs atty asst dep dist del para art univ ca cf eg ie "
    "min max avg".split()
)
"""Abbreviations that are followed by a name or a number, so that their dot ends no sentence."""
_SHORTENED = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ave blvd rd dept est "
    "approx fig vol ed eds pp al etc inc ltd co corp bros plc jr sr e.g i.e a.m p.m u.s u.k u.n e.u d.c u.s.a n.y l.a "
    "n.c s.c n.h n.j n.m r.i w.va b.c ph.d m.d b.a m.a a.k.a ala ariz ark calif colo conn fla ga ill ind kan ky la "
    "md mass mich minn miss mo mont neb nev okla ore pa tenn tex vt va wash wis wyo".split()
)
"""Abbreviations whose dot may end a sentence: it does before a word that usually begins one."""
_WORDS = frozenset("ill miss mass ore wash ark mar sat sun mon art no ind del min max fig est dist".split())
"""Abbreviations that are words too, if they begin small: `he is ill.`, `Chicago, Ill.`"""
_OPENERS = frozenset(
    "the a an he she it they we i you this that these those there here but and or so yet in on at for by with from to "
    "after before since while when if as although though however meanwhile still also his her its their our my "
    "last now then what who why how where some many most all both each another one no not officials according".split()
)
"""Words that begin a sentence rather than go on with a name."""

_ENDING = pattern_of(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”）]*")
_NEXT = pattern_of(r"\s*[\"'“”‘«(\[]*((?:[^\W_]|[$£€¥#@])\S*)?")
_INITIAL = pattern_of(r"(?:[A-Z]\.)*[A-Z]")
_BREAK = pattern_of(r"(?<![ \t\xa0])[ \t\xa0]*\r?\n[ \t\xa0]*(?:\r?\n[ \t\xa0]*)+")
_LINE = pattern_of(r"(?<![ \t\xa0])[ \t\xa0]*(?:\r\n|\n|\r|\u2028|\u2029)[ \t\xa0]*")
_CLOSED = (".", "!", "?", "…", ":", '"', "”", "’", "»", ")")
_PAIRS = {"“": "”", "«": "»", "「": "」", "『": "』", "„": "“", '"': '"'}
_LONGEST_QUOTE = 1_500
_LONG_WORD = 40
"""How many characters before a dot are looked at: no abbreviation is longer."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its text, its offsets in the whole text, and the number of its paragraph from 0."""

    text: str
    start: int
    end: int
    paragraph: int


def sentences_of(text: str) -> list[Sentence]:
    """Return the sentences of a text in order; headlines and other lines without a full stop are sentences too.

    A sentence may end inside a quotation.
    """
    return [
        Sentence(text[start:end], start, end, number)
        for number, (first, last) in enumerate(paragraphs_of(text))
        for piece in _pieces(text, first, last, ())
        for start, end in _cut(text, *piece)
    ]


def sentences(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph, in order; together they have all of its words.

    A quotation stays whole, because its sentences share a speaker.
    """
    pieces = _pieces(paragraph, 0, len(paragraph), _quotations(paragraph))
    texts = [paragraph[start:end] for start, end in pieces]
    return [text for text in texts if any(character.isalnum() for character in text)]


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Return the offsets of a text's paragraphs: its lines, or its blocks if its lines are wrapped."""
    pattern = _BREAK if _is_wrapped(text) else _LINE
    edges = [0, *(edge for match in pattern.finditer(text) for edge in match.span()), len(text)]
    trimmed = (_trimmed(text, first, last) for first, last in zip(edges[::2], edges[1::2], strict=True))
    return [(first, last) for first, last in trimmed if first < last]


def _is_wrapped(text: str) -> bool:
    """Return whether the lines of a text end where a screen ends, not where a paragraph does."""
    lines = [line.strip() for line in text.splitlines()]
    inner = [line for line, following in itertools.pairwise(lines) if line and following]
    if len(inner) < 4 or max(map(len, inner)) > 130:
        return False
    open_ended = sum(1 for line in inner if not line.endswith(_CLOSED) and len(line) > 45)
    return open_ended * 2 > len(inner)


def _pieces(text: str, first: int, last: int, whole: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences between two places; none ends inside the stretches that stay ``whole``."""
    begins = [begin for begin, _ in whole]
    start = first
    for match in _ENDING.finditer(text, first, last):
        near = bisect_left(begins, match.end() - 1) - 1
        inside = near >= 0 and match.end() - 1 < whole[near][1]
        if match.end() > start and not inside and _ends(text, start, match, last):
            yield _trimmed(text, start, match.end())
            start = match.end()
    if start < last:
        start, last = _trimmed(text, start, last)
        if start < last:
            yield start, last


def _ends(text: str, start: int, match: re.Match[str], last: int) -> bool:
    """Return whether a mark ends a sentence, by the words before and after it."""
    mark = match.group()
    if mark[0] in "。！？":
        return True
    following = _NEXT.match(text, match.end(), last)
    if following is None or following.group(1) is None or following.group(1)[0].islower():
        return False
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    before = text[max(start, match.start() - _LONG_WORD) : match.start()].split()[-1:] or [""]
    word = re.split(r"[\"'“”‘’«»(\[]", before[0])[-1]
    low = "" if word in _WORDS else word.casefold()
    next_word = following.group(1).rstrip(".,:;'’\"”").casefold()
    if low in _TITLES:
        return False
    if _INITIAL.fullmatch(word) or low in _SHORTENED:
        return len(mark) > 1 or next_word in _OPENERS
    return True


def _quotations(text: str) -> tuple[tuple[int, int], ...]:
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
    return tuple(quotations)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a stretch whole, or in pieces if it is longer than a sentence can be."""
    while end - start > LONGEST:
        space = text.rfind(" ", start, start + LONGEST)
        edge = space if space > start else start + LONGEST
        yield start, edge
        start = _trimmed(text, edge, end)[0]
    if start < end:
        yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return offsets without blanks at either end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
