"""What a whole article shows of outlets: its own by the dateline, and names that only an outlet can have.

names_in([words, ...], OutletNames(register=("Nikkei Asia",)))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from claims.capture.naming import ORGANISATIONS, PLURAL_PEOPLE
from claims.capture.outlets import Mention, OutletNames, mentions_of
from claims.capture.wordlists.companies import COMPANIES
from claims.capture.wordlists.nouns import COLLECTIVES
from claims.capture.wordlists.outlets import NAME_ENDINGS
from claims.capture.wordlists.people import FIRST_NAMES, ROLES, TITLES
from claims.capture.wordlists.places import CITIES, GOVERNMENTS, NATION_ADJECTIVES
from claims.capture.words import Sort, Word
from claims.patterns import pattern_of

_OPENING = 3
"""In how many sentences at the top a dateline is looked for."""
_DASHES = frozenset("- -- — –".split())
_MIXED = pattern_of(
    r"[A-Z]{1,2}[a-z]+[A-Z][A-Za-z]*[a-z]|(?:NBC|CBS|ABC|FOX|CNN|BBC)[A-Z0-9]{1,4}|[KW][A-Z]{2,3}-TV"
    r"|[A-Z]{2,6}(?:news|online|sport|today|tv)|[0-9]{1,2}News"
)
"""A name printed as outlets' often are and people's are not: `DeepDotWeb`, `NBCDFW`."""
_SURNAME = pattern_of(r"(?:Mc|Mac|De|Del|Di|Da|La|Le|Van|Fitz|Du|Von|St)[A-Z]\w+")


_OTHER_BODIES = COMPANIES | GOVERNMENTS | NATION_ADJECTIVES
_OF_PEOPLE = FIRST_NAMES | TITLES | ROLES
_OF_BODIES = ORGANISATIONS | COLLECTIVES | GOVERNMENTS


def names_in(sentences: Sequence[Sequence[Word]], outlets: OutletNames) -> OutletNames:
    """Return the names of outlets with the names that an article shows: its own, if it is not known, and others'.

    An article's own outlet stands in its dateline (`TURIN (Reuters) -`) or says `X has learned`.
    """
    named: set[str] = set()
    short: set[str] = set()
    own = outlets.own or _own(sentences, outlets)
    capitals = {word.text for words in sentences for word in words if word.text.isupper() and 2 < len(word.text) < 6}
    common = frozenset(word.low for words in sentences for word in words if word.sort is Sort.WORD)
    people = {words[place].text for words in sentences for place in _surnames(words)}
    for words in sentences:
        named.update(name for name in (*_reporters(words), *_cited(words)) if name not in people)
        named.update(_writers(words, common))
        for mention in mentions_of(words, outlets) if _has_name_ending(words) else ():
            last = mention.name.rpartition(" ")[2]
            if mention.strong and _initials(mention.name) in capitals:
                named.add(_initials(mention.name))
            if mention.strong and " " in mention.name.removeprefix("The ") and last.casefold() in NAME_ENDINGS:
                short.add(last)
    if own == outlets.own and not named and not short:
        return outlets
    return replace(outlets, own=own, met=frozenset(named), short=frozenset(short - {"News", "TV"}))


def _initials(name: str) -> str:
    """Return the first letters of a name's capitalised words: `CNS` of `Christian News Service`."""
    return "".join(part[0] for part in name.removeprefix("The ").split() if part[0].isupper())


def dateline_of(words: Sequence[Word]) -> tuple[int, int] | None:
    """Return the places of the words in a dateline's brackets: `TURIN, Sept 5 (Reuters) - …`."""
    opening = next((place for place, word in enumerate(words[:10]) if word.text == "("), None)
    if opening is None:
        return None
    closing = next((place for place in range(opening + 1, min(len(words), opening + 6)) if words[place].text == ")"), 0)
    dashed = closing + 1 < len(words) and words[closing + 1].text in _DASHES
    placed = all(
        word.sort in (Sort.NAME, Sort.NUMBER) or word.text[0].isupper() or word.text in {",", ".", "/"}
        for word in words[:opening]
    )
    return (opening + 1, closing) if closing and placed and (dashed or opening == 0) else None


def _own(sentences: Sequence[Sequence[Word]], outlets: OutletNames) -> tuple[str, ...]:
    """Return the outlet that an article shows to be its own, empty if none."""
    for words in sentences[:_OPENING]:
        place = dateline_of(words)
        mention = None if place is None else next(iter(mentions_of(words[place[0] : place[1]], outlets)), None)
        if mention is not None:
            return (mention.name,)
    for words in sentences:
        lows = {word.low for word in words}
        if not lows.isdisjoint({"learned", "contributed", "contributing", "reporting", "reported"}):
            for mention in mentions_of(words, outlets):
                if mention.strong and _speaks_of_itself(words, mention):
                    return (mention.name,)
    return ()


def _speaks_of_itself(words: Sequence[Word], mention: Mention) -> bool:
    """Return whether an outlet is spoken of as only its own texts do: `X has learned`, `X's Jane Roe reported from`."""
    after = [word.low for word in words[mention.end : mention.end + 2]]
    if after == ["has", "learned"] or (after[:1] == ["staff"] and words[mention.first - 1].low == "by"):
        return True
    if mention.first > 0 or not words[mention.end - 1].is_owner:
        return False
    rest = [word.low for word in words[mention.end : mention.end + 20]]
    return any(pair in {("contributed", "to"), ("reported", "from")} for pair in pairwise(rest))


def _ends_name(words: Sequence[Word], place: int) -> bool:
    """Return whether a name is over at a place, and the words after it are no noun it stands before."""
    return place >= len(words) or words[place].sort not in (Sort.NAME, Sort.WORD)


def _has_name_ending(words: Sequence[Word]) -> bool:
    return any(word.text[0].isupper() and word.low.removesuffix("'s") in NAME_ENDINGS for word in words)


def _surnames(words: Sequence[Word]) -> Iterator[int]:
    """Yield the places of names that follow another name, as a surname does."""
    for place in range(1, len(words)):
        if words[place].sort is Sort.NAME and words[place - 1].text[0].isupper() and words[place - 1].text.isalpha():
            yield place


def _reporters(words: Sequence[Word]) -> Iterator[str]:
    """Yield names that can only be outlets' though no list has them: `X reports that`, `told X's Jane Roe`."""
    for place, word in enumerate(words):
        if word.quoted:
            continue
        if word.low in {"told", "tells"}:
            name = _listener(words, place + 1)
        elif word.low in {"reports", "reported"} and place and (place == 1 or words[place - 2].sort is Sort.MARK):
            name = _reporter(words, place - 1)
        else:
            continue
        if name is not None and name.casefold() not in _OTHER_BODIES:
            yield name


def _writers(words: Sequence[Word], common: frozenset[str]) -> Iterator[str]:
    """Yield names before `wrote` or `reported` that no person has: `Movie Pilot wrote`, `Al-Nahda reported`.

    ``common`` are the words that the article uses besides names; no first name is among them.
    """
    for verb in range(1, len(words)):
        if words[verb].low not in {"wrote", "writes", "reported", "reports"} or words[verb].quoted:
            continue
        end = verb - (words[verb - 1].sort is Sort.ADVERB)
        first = end
        while first and words[first - 1].text[0].isupper() and words[first - 1].text.isalpha() and end - first < 3:
            first -= 1
        parts = [word.low for word in words[first:end]]
        writes = words[verb].low in {"wrote", "writes"} and len(parts) == 2 and parts[0] in common
        body = not _OF_BODIES.isdisjoint(parts)
        if writes and not body and parts[0] not in _OF_PEOPLE:
            yield " ".join(word.text for word in words[first:end])
        alone = end > 0 and end - first == 0 and (end < 2 or words[end - 2].sort is not Sort.NAME)
        if alone and words[verb].low.startswith("report") and words[end - 1].text.startswith(("Al-", "al-")):
            yield words[end - 1].text


def _listener(words: Sequence[Word], place: int) -> str | None:
    """Return the name after `told` if it is printed as only an outlet's is: `WireHound`, `The Lantern`."""
    if place >= len(words):
        return None
    word = words[place]
    bare = word.text.removesuffix("'s").removesuffix("’s")
    after = words[place + 1] if place + 1 < len(words) else None
    named = after is not None and after.sort is Sort.NAME
    if word.text == "The":
        return f"The {words[place + 1].text}" if named and _ends_name(words, place + 2) else None
    if word.low == "the" or word.sort is Sort.NAME:
        longer = _unlisted(words, place + (word.low == "the"), article=word.low == "the")
        if longer is not None:
            return longer
    if word.sort is not Sort.NAME:
        return None
    person = word.is_owner and after is not None and after.low in FIRST_NAMES
    mixed = _MIXED.fullmatch(bare) is not None and _SURNAME.fullmatch(bare) is None
    return bare if person or (mixed and (word.is_owner or not named)) else None


_BODIES = ORGANISATIONS | COLLECTIVES | PLURAL_PEOPLE | ROLES | GOVERNMENTS | frozenset({"street", "hill", "wing"})


def _unlisted(words: Sequence[Word], first: int, *, article: bool) -> str | None:
    """Return a name of two or three words after `told` that can be no person's nor body's: `the College Fix`.

    A person has no article; a name without one has to hold a nation or a place: `Kurdish Question`, `Animal New York`.
    """
    end = first
    while end < len(words) and words[end].sort is Sort.NAME and not words[end].is_owner and not words[end].is_day:
        end += 1
    parts = [word.low for word in words[first:end]]
    if not 2 <= len(parts) <= 3 or end >= len(words) or parts[0] in _OF_PEOPLE:
        return None
    closes = words[end].low in {"that", ",", ".", ":", "in", "on", "he", "she", "they", "it", "the", "there", "last"}
    if not closes or not _BODIES.isdisjoint({parts[-1], parts[-1].removesuffix("s")} if article else parts[-1:]):
        placed = not article and len(parts) == 3 and parts[-2:] == ["new", "york"]
        if not placed:
            return None
    foreign = parts[0] in NATION_ADJECTIVES or parts[0].endswith(("ish", "ian", "ese"))
    placed = parts[-2:] == ["new", "york"] or parts[-1] in CITIES
    return " ".join(word.text for word in words[first:end]) if article or foreign or placed else None


def _reporter(words: Sequence[Word], place: int) -> str | None:
    """Return the name before `reports` if a clause follows, and it can be no person's or body's in capitals."""
    word = words[place]
    beyond = words[place + 2].low if place + 2 < len(words) else ""
    name = word.sort is Sort.NAME and word.text[0].isupper() and not word.text.isupper()
    person = word.low in FIRST_NAMES or word.low.endswith("s")
    clause = {"that", ":"} if words[place + 1].low == "reported" else {"that", ":", "the"}
    return word.text if name and not person and beyond in clause and word.low not in _POLLSTERS else None


_POLLSTERS = frozenset(
    "amnesty oxfam gallup pew interpol europol unicef unesco kaspersky symantec greenpeace nielsen moody's fitch "
    "caritas unhcr centcom nato pentagon kremlin parliament congress police authorities officials".split()
)
"""Bodies in small letters that report what they found, and are no outlets."""


def _cited(words: Sequence[Word]) -> Iterator[str]:
    """Yield names that only outlets can have: `Pando, citing an unnamed source`, `X, which first reported`."""
    for place in range(1, len(words) - 2):
        if words[place].text != "," or words[place].quoted:
            continue
        following = [word.low for word in words[place + 1 : place + 8]]
        citing = following[0] == "citing" and not _CITED.isdisjoint(following)
        first = following[0] in {"which", "who"} and following[1:3] in _FIRST
        if not (citing or first):
            continue
        begin = place
        while begin and words[begin - 1].sort is Sort.NAME and place - begin < 3:
            begin -= 1
        before = words[begin - 1].low if begin else ""
        parts = {word.low for word in words[begin:place]}
        alone = begin == 0 or before in {"to", "the", "by"} or words[begin - 1].sort in (Sort.MARK, Sort.QUOTE)
        body = not _NOT_CITED.isdisjoint(parts)
        if begin < place and alone and not body and not words[begin].text.isupper():
            yield " ".join(word.text for word in words[begin:place])


_NOT_CITED = FIRST_NAMES | TITLES | _BODIES | _OTHER_BODIES | _POLLSTERS
_CITED = frozenset("source sources official officials people person insider insiders employee documents".split())
_FIRST = [["first", "reported"], ["first", "published"], ["broke", "the"], ["first", "broke"]]
