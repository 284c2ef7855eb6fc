"""The words of a statement for comparison: the role of each, and the form compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from claims.patterns import pattern_of
from claims.text.dates import MONTHS, WEEKDAYS
from claims.text.letters import DOTTED
from claims.text.matching import match_key
from claims.text.similarity.wordlists import (
    CURRENCIES,
    FILLERS,
    IRREGULAR,
    MULTIPLES,
    NEGATING_SIGNS,
    NEGATIONS,
    NUMBERS,
    QUANTIFIERS,
    REJECTING,
    REPORTS,
)

# \w leaves out the vowel signs of Indic scripts, and of Arabic and Thai.
_SIGN = r"[\w\u0300-\u036f\u064b-\u0670\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e]"
_WORDS = pattern_of(
    rf"{DOTTED}(?:['’]s\b)?|\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th|mn|bn|tn|m|k)\b)?|{_SIGN}+(?:['’]{_SIGN}+)*", re.IGNORECASE
)
_ANSWER = pattern_of(r"^\s*(?:no|yes),", re.IGNORECASE)
_UNSPACED = pattern_of(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_NEGATING = pattern_of("|".join(NEGATING_SIGNS))
_THOUSANDS = pattern_of(r"\d{1,3}(?:[.,]\d{3})+")
_CALENDAR = {name.casefold(): name.casefold() for name in (*MONTHS, *WEEKDAYS)} | {
    short: next(name.casefold() for name in MONTHS if name.casefold().startswith(short[:3]))
    for short in "jan feb apr aug sep sept oct nov dec".split()
}
_CONTRACTED = {"wo": "will", "sha": "shall", "ca": "can"}
_COUNTED = frozenset("percent per pct percentage million billion trillion thousand hundred people".split())
"""Words after which a number is an amount, whatever stands before it: “Vaccine 90 percent effective”."""

_ENDINGS = ("ing", "ed", "es", "s", "d", "e")


class Part(StrEnum):
    """The role of a word in a statement."""

    WORD = "word"
    NAME = "name"
    AMOUNT = "amount"
    NEGATION = "negation"
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class Word:
    """A word: the form compared, the word as printed, and its role.  Days and months are amounts."""

    key: str
    printed: str
    part: Part

    @property
    def stem(self) -> str:
        """The word without the commonest English endings, or the infinitive of an irregular verb."""
        return _stem(self.key)


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    key = IRREGULAR.get(word, word)
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= 3:
            return key.removesuffix(ending)
    return key


@lru_cache(maxsize=2048)
def words_of(statement: str, *, capitals: bool = True) -> tuple[Word, ...]:
    """Return the words of a statement, in order; ``capitals`` says whether capitals mark names."""
    words: list[Word] = []
    printed = _printed(statement)
    for place, word in enumerate(printed):
        counts = "".join(printed[place + 1 : place + 2]).casefold() in _COUNTED
        words.extend(_read(word, words, capitals=capitals, first=place == 0, counts=counts))
    return tuple(_denying(list(_joined(words))))


def _denying(words: list[Word]) -> Iterator[Word]:
    """Yield the words; a verb that rejects reports is a negation."""
    for at, word in enumerate(words):
        rejects = word.key in REJECTING and any(other.key in REPORTS for other in words[at + 1 : at + 4])
        yield Word(word.key, word.printed, Part.NEGATION) if rejects else word


def is_headline(statement: str) -> bool:
    """Return whether every longer word has a capital, so that capitals do not mark names."""
    long = [word for word in _printed(statement) if len(word) > 4 and word[0].isalpha()]
    return len(long) > 3 and all(word[0].isupper() for word in long)


def _printed(statement: str) -> list[str]:
    return [match[0].replace("’", "'") for match in _WORDS.finditer(_ANSWER.sub("", statement, count=1))]


def _read(printed: str, before: list[Word], *, capitals: bool, first: bool, counts: bool) -> Iterator[Word]:
    """Yield the word, or the words it consists of, given the words before; ``counts`` says that a unit follows."""
    if printed[0].isdecimal():
        named = bool(before) and before[-1].part is Part.NAME and before[-1].key not in CURRENCIES
        labelled = named and not counts
        digits = re.match(r"[\d.,]+", printed)
        assert digits is not None
        number, ending = digits[0], printed[digits.end() :].casefold()
        if labelled:  # "Pillar 2" is a name
            yield Word(number, f"{before[-1].printed} {printed}", Part.NAME)
        else:
            yield Word(_number(number, ending), printed, Part.AMOUNT)
        return
    if _UNSPACED.search(printed):
        yield from (Word(sign, sign, Part.NEGATION) for sign in _NEGATING.findall(printed))
        printed = _NEGATING.sub("", printed)
        if printed:
            yield Word(match_key(printed), printed, Part.WORD)
        return
    plain = printed.casefold()
    if plain.endswith("n't"):
        verb = _CONTRACTED.get(plain[:-3], plain[:-3])
        yield Word(*_sorted(verb, verb, capitals=False, first=False))
        yield Word("not", printed, Part.NEGATION)
        return
    if plain.endswith("'s"):
        printed = printed[:-2]
    key = match_key(printed).replace(" ", "")
    if key:
        yield Word(*_sorted(key, printed, capitals=capitals, first=first))


def _sorted(key: str, printed: str, *, capitals: bool, first: bool) -> tuple[str, str, Part]:
    capital = printed[0].isupper()
    if key in NEGATIONS:
        return key, printed, Part.NEGATION
    if key in NUMBERS:
        return str(NUMBERS[key]), printed, Part.AMOUNT
    if key in MULTIPLES and len(key) > 2:
        return key, printed, Part.AMOUNT
    if capital and key in _CALENDAR and not (first and key in ("may", "march")):
        return _CALENDAR[key], printed, Part.AMOUNT
    if key in FILLERS:
        return key, printed, Part.FILLER
    name = capital and capitals and not (first and key in QUANTIFIERS)
    return key, printed, Part.NAME if name else Part.WORD


def _number(digits: str, ending: str) -> str:
    """Return a number in digits without separators of thousands, multiplied by the value of its ending."""
    plain = re.sub(r"[.,]", "", digits) if _THOUSANDS.fullmatch(digits) else digits.replace(",", ".")
    try:
        return _plain(Decimal(plain) * MULTIPLES.get(ending, 1))
    except ArithmeticError:  # a version, an address: 1.2.3
        return plain


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _joined(words: list[Word]) -> Iterator[Word]:
    """Yield the words with numbers multiplied by the hundreds, thousands or millions after them."""
    held: Word | None = None
    for word in words:
        if word.key in MULTIPLES and word.part is Part.AMOUNT:
            number = _number(held.key if held else "1", word.key)
            printed = f"{held.printed} {word.printed}" if held else word.printed
            held = Word(number, printed, Part.AMOUNT)
            continue
        if held and _is_unit_of(held, word):
            held = Word(str(int(held.key) + int(word.key)), f"{held.printed} {word.printed}", Part.AMOUNT)
            continue
        if held:
            yield held
        held = None
        if word.part is Part.AMOUNT and word.key[0].isdecimal():
            held = word
        else:
            yield word
    if held:
        yield held


def _is_unit_of(tens: Word, word: Word) -> bool:
    """Return whether two numbers in words are one: “forty-three”."""
    in_words = tens.printed.isalpha() and word.printed.isalpha() and word.part is Part.AMOUNT
    return in_words and tens.key in _TENS and word.key in _UNITS


_TENS = frozenset(map(str, range(20, 100, 10)))
_UNITS = frozenset(map(str, range(1, 10)))
