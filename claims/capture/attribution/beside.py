"""The words around an outlet's name: a description before it ("the Italian newspaper"), and adverbs before its verb."""

from __future__ import annotations

from collections.abc import Sequence

from claims.capture.attribution.reporters import REPORTERS, is_reporting, low_at, past_reporter
from claims.capture.wordlists.outlets import OUTLET_NOUNS
from claims.capture.wordlists.places import NATION_ADJECTIVES
from claims.capture.wordlists.verbs import other_verbs, verb_forms
from claims.capture.words import Sort, Word

_AFTER_NAME = frozenset(
    "business news tv state first also has had have is was were earlier later previously exclusively that which who "
    "then now even itself have since recently only still just been being both all each".split()
)
"""Words between an outlet's name and its verb."""


_ITS_PEOPLE = frozenset("editor columnist producer anchor organization organisation".split())


_LEADS = frozenset(
    "tv newspaper daily weekly tabloid broadsheet magazine broadcaster channel station network outlet website site "
    "portal blog agency news state state-run state-owned british american french german japanese israeli russian "
    "chinese turkish italian spanish local business financial conservative liberal left-wing right-wing influential "
    "leading rival sister online gossip celebrity sports entertainment tech technology fellow pro-government "
    "opposition media arabic-language english-language state-controlled government-run public private independent "
    "wire satirical kurdish iraqi saudi australian canadian irish scottish indian mexican newswire service outlets "
    "newspapers based u.s. us uk publication publications separate recent subsequent previous popular prominent well- "
    "known respected exclusive fact-checking television radio".split()
)
"""Words before an outlet's name that only say what it is."""


def leads(words: Sequence[Word], place: int) -> bool:
    """Return whether a word before an outlet's name only says what or whose it is: `the UK's`, `Italian newspaper`."""
    word = words[place]
    if word.text == ",":  # "his local paper, the Riverton Echo,"
        return place > 0 and words[place - 1].text in OUTLET_NOUNS - {"media", "press", "network"}
    if word.text in OUTLET_NOUNS - _ITS_PEOPLE - REPORTERS:
        return True
    if word.sort in (Sort.ARTICLE, Sort.ADVERB) or word.low in _LEADS or word.low in NATION_ADJECTIVES:
        return True
    following = words[place + 1] if place + 1 < len(words) else None
    before = words[place - 1] if place else None
    noun = following is not None and (following.text in OUTLET_NOUNS or following.text == "news")
    if noun and word.text[0].isupper() and word.low.endswith(("an", "ese", "ish")):
        return True  # "Nicaraguan website"
    described = word.sort is Sort.WORD and word.low not in other_verbs() and word.low not in verb_forms()
    if noun and before is not None and described:
        return True  # "her hometown paper", "Chinese rumour site"
    if noun and word.sort is Sort.NAME and before is not None and before.low in {"by", "to", "the", "a", "an", "told"}:
        return True  # "a report by Apple blog X"
    if "-" in word.text and word.sort in (Sort.WORD, Sort.NAME) and following is not None and place + 1 < len(words):
        return following.text in OUTLET_NOUNS or following.low in NATION_ADJECTIVES  # "hit-or-miss publication X"
    return (word.is_owner and word.sort is Sort.NAME) or word.low.endswith(("-based", "-language"))


def tail_of(words: Sequence[Word], end: int) -> int:
    """Return the place after what may follow an outlet's name before its verb: `business daily first`, `(AFP)`."""
    if low_at(words, end) == "(":  # "The Wall Street Journal (registration required) was first to report"
        closing = next((place for place in range(end, min(end + 8, len(words))) if words[place].text == ")"), end - 1)
        end = closing + 1
    place = past_reporter(words, end)
    place = _past_where(words, end) if place == end else place
    while place < len(words) and place - end < 6:
        word = words[place]
        person = words[end - 1].is_owner and word.sort is Sort.NAME
        noun = word.low in OUTLET_NOUNS or word.low in _ITS_PEOPLE
        named = place > end and not noun and word.sort is Sort.NAME and low_at(words, place - 1) in OUTLET_NOUNS
        joined = (
            word.low in {"and", "or"} and place + 1 < len(words) and words[place + 1].sort in (Sort.NAME, Sort.ARTICLE)
        )
        partner = word.sort in (Sort.NAME, Sort.ARTICLE) and low_at(words, place - 1) in {"and", "or", "the"}
        clause = word.text == "," and low_at(words, place + 1) == "which" and _after_apposition(words, place) == place
        clause |= word.low == "the" and low_at(words, place + 1) == "first"
        surname = word.sort is Sort.NAME and place > end and words[place - 1].sort is Sort.NAME
        aside = word.text == "," and place > end and low_at(words, place - 1) in {"correspondent", "reporter", "editor"}
        dated = word.low == "on" and place + 1 < len(words) and words[place + 1].is_day
        passing = aside or dated or noun or word.low in _AFTER_NAME or word.sort is Sort.ADVERB or word.is_day
        if not (passing or person or named or surname or joined or partner or clause or word.sort is Sort.NUMBER):
            break
        place += 1
    return _after_apposition(words, place)


def _past_where(words: Sequence[Word], end: int) -> int:
    """Return the place after where or when an outlet reported: `KLAS-TV in Las Vegas`, `the AP in May 2006`."""
    place = end
    while low_at(words, place) in OUTLET_NOUNS or low_at(words, place) == "news":
        place += 1
    first = place + 1
    while first < len(words) and first - place < 5 and _is_place_or_day(words[first]):
        first += 1
    return first if low_at(words, place) == "in" and first > place + 1 else end


def _is_place_or_day(word: Word) -> bool:
    return word.sort in (Sort.NAME, Sort.NUMBER) or word.is_day or word.text == "May"


def _after_apposition(words: Sequence[Word], place: int) -> int:
    """Return the place after what an outlet is said to be: `X, a conservative news website, cited`."""
    if low_at(words, place) != "," or place + 1 >= len(words):
        return place
    if low_at(words, place + 1) in _ASIDES and low_at(words, place + 2) == ",":
        return place + 3  # "X, however, reports"
    opening = words[place + 1]
    if opening.low not in {"a", "an", "the", "never", "which", "one"} and opening.sort is not Sort.NAME:
        return place
    for end in range(place + 2, min(place + 12, len(words) - 2)):
        if words[end].text == ",":
            nouns = OUTLET_NOUNS | {"papers", "mouthpiece"} | ({"which"} if is_reporting(words, end + 1) else set())
            says = any(word.low in nouns or word.low.endswith("-based") for word in words[place + 1 : end])
            if not says:
                return place
            end += words[end + 1].low in {"which", "who"}  # "X, the news magazine, which first reported"
            return end + 2 if words[end + 1].sort is Sort.ADVERB else end + 1
    return place


_ASIDES = frozenset("however meanwhile though too also likewise moreover".split())
