"""The words of a sentence with what they can be, told by short closed lists and their endings.

A light stand-in for a tagger: it knows articles, pronouns, prepositions, conjunctions and auxiliaries for sure, and of
the rest only whether a word is a name, a number, or may be a verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from claims.capture.wordlists.verbs import (
    AUXILIARIES,
    MODALS,
    irregular_pasts,
    other_verbs,
    pasts_or_nouns,
    verb_forms,
)
from claims.patterns import pattern_of


class Sort(Enum):
    """What a word is."""

    ARTICLE = "article"  # or another word that only begins a noun phrase: a, the, his, some
    PRONOUN = "pronoun"
    RELATIVE = "relative"  # who, which
    PREPOSITION = "preposition"
    JOINER = "joiner"  # and, or, but
    LINK = "link"  # that, because, when: begins a clause
    AUXILIARY = "auxiliary"
    MODAL = "modal"
    ADVERB = "adverb"
    NUMBER = "number"
    NAME = "name"  # has a capital, and not only because it begins the sentence
    MARK = "mark"  # punctuation
    QUOTE = "quote"  # a quotation mark
    WORD = "word"


ARTICLES = frozenset(
    "a an the this these those some any each every no another both all several many most few more other such his "
    "her its their our my your whose one two three four five six seven eight nine ten dozens "
    "hundreds thousands".split()
)
PRONOUNS = frozenset(
    "i you he she it we they me him us them himself herself themselves itself someone somebody anyone anybody "
    "everyone everybody nobody others myself ourselves one's there none".split()
)
SUBJECTS = frozenset("i you he she it we they who which that someone somebody everyone everybody nobody".split())
RELATIVES = frozenset("who which whom what whoever".split())
PREPOSITIONS = frozenset(
    "of in on at for with from by about into over after before under against between through during without within "
    "among amid across behind beyond near upon toward towards despite unlike like as than including concerning "
    "regarding via per except around outside inside since until till throughout alongside citing following".split()
)
JOINERS = frozenset("and or but nor & yet plus".split())
LINKS = frozenset(
    "that because if whether when where while although though unless so how why whereas as since until before "
    "after once lest whenever wherever".split()
)
ADVERBS = frozenset(
    "also not never ever even just only still already now then later again too very quite rather soon often always "
    "sometimes once twice here today yesterday tomorrow tonight however meanwhile instead thus therefore perhaps "
    "maybe almost nearly first long further well away back together alone n't recently up down out off neither".split()
)
_ADVERB_NOT = frozenset(
    "family tally rally ally supply reply fly july italy assembly monopoly only likely early daily weekly monthly "
    "elderly friendly apply rely imply comply multiply bully belly jelly lily".split()
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december".split()
)

_TOKEN = pattern_of(
    r"(?:[A-Za-z]\.){2,}"  # U.S.
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|St|Jr|Sr|Reps|Sens|Rev|Hon|Adm|Maj|Cmdr|Supt|Insp|Messrs)\."
    r"|[A-Z]\.(?=\s+[A-Z])"  # an initial
    r"|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?%?(?![\w-])"
    r"|[@#]\w+"
    r"|[^\W_]+(?:[-'’&./][^\W_]+)*(?:['’](?!['’]))?"
    r"|''|``|\.{2,}|--+|[^\w\s]"
)
_CONTRACTED = pattern_of(r"(he|she|it|i|you|we|they|who|that|there)(['’](?:s|d|ve|re|ll|m))", re.IGNORECASE)
_SHORT = frozenset("'s 'd 've 're 'll 'm".split())
"""The rest of a verb in `he's`."""
_ENDING = frozenset(":;.?!…")
_QUOTES = frozenset("\" “ ” „ « » '' `` ‘ ’ '".split())


@dataclass(slots=True)
class Word:
    """A word or mark: as printed, in small letters with straight apostrophes, offsets in the text, and what it is."""

    text: str
    low: str
    start: int
    end: int
    sort: Sort
    quoted: bool = False

    @property
    def is_owner(self) -> bool:
        """Whether it is a possessive: `Rossi's`, `voters'`."""
        return self.low.endswith(("'s", "s'")) and len(self.low) > 2

    @property
    def is_day(self) -> bool:
        """Whether it is the name of a weekday or a month."""
        return self.low in _CALENDAR


def words_of(text: str, offset: int = 0, names: frozenset[str] = frozenset()) -> list[Word]:
    """Return the words and marks of a sentence that begins at an offset of its text.

    ``names`` are words that stand with a capital elsewhere in the text, so that one at the beginning is a name too.
    """
    tokens: list[Word] = []
    begins = True
    for token, start in _tokens(text):
        low = token.casefold().replace("’", "'")
        sort = Sort.AUXILIARY if low[0] == "'" and low in _SHORT else _sort(token, low, begins, names)
        tokens.append(Word(token, low, offset + start, offset + start + len(token), sort))
        begins = token in _ENDING if sort is Sort.MARK else begins and sort is Sort.QUOTE
    return tokens


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Yield words and marks with their offsets; `he's` is two."""
    for match in _TOKEN.finditer(text):
        token, start = match.group(), match.start()
        contracted = _CONTRACTED.fullmatch(token)
        if contracted is not None:
            yield contracted.group(1), start
            yield contracted.group(2), start + contracted.end(1)
        elif token[-1] in "'’" and token[0].isalnum() and not token[:-1].endswith(("s", "S")):
            yield token[:-1], start
            yield token[-1], start + len(token) - 1
        else:
            yield token, start


def _sort(token: str, low: str, first: bool, names: frozenset[str]) -> Sort:
    """Return what a word is."""
    if not token[0].isalnum() and token[0] not in "@#":
        return Sort.QUOTE if token in _QUOTES else Sort.MARK
    if low in _CLOSED and not (token.isupper() and len(token) > 1):
        return _CLOSED[low]
    if token[0].isdigit():
        return Sort.NUMBER
    if token[0] in "@#" or any(letter.isupper() for letter in token):
        if not first or token in names or any(letter.isupper() for letter in token[1:]) or "." in token:
            return Sort.NAME
        if low in verb_forms() or low in other_verbs():
            return Sort.WORD
    if low.endswith("ly") and low not in _ADVERB_NOT:
        return Sort.ADVERB
    return Sort.WORD


_CLOSED: dict[str, Sort] = {}
for _words, _kind in (
    (LINKS, Sort.LINK),
    (PREPOSITIONS, Sort.PREPOSITION),
    (ADVERBS, Sort.ADVERB),
    (JOINERS, Sort.JOINER),
    (ARTICLES, Sort.ARTICLE),
    (PRONOUNS, Sort.PRONOUN),
    (RELATIVES, Sort.RELATIVE),
    (AUXILIARIES, Sort.AUXILIARY),
    (MODALS, Sort.MODAL),
):
    for _low in _words:
        _CLOSED[_low] = _kind


def may_be_finite(word: Word) -> bool:
    """Return whether a word may be a clause's verb: an auxiliary, a frequent verb, or a word that ends in -ed."""
    if word.sort in (Sort.AUXILIARY, Sort.MODAL):
        return word.low != "to"
    if word.sort is not Sort.WORD:
        return False
    return word.low in other_verbs() or (word.low.endswith("ed") and len(word.low) > 4)


def may_be_verb(word: Word, *, attributed: bool = False) -> bool:
    """Return whether a word may be a clause's verb, also one that no list of frequent verbs has: `the ship sank`.

    What is ``attributed`` is a clause rather than a noun with its adjectives: `the storm hit the port, police said`.
    """
    past = word.sort is Sort.WORD and (word.low in irregular_pasts() or (attributed and word.low in pasts_or_nouns()))
    return past or may_be_finite(word)
