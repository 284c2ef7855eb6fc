"""Outlets that a sentence names, by the newsroom's register, a list of well-known ones, and how their names look.

mentions_of(words, OutletNames(own=("Reuters",), register=("Nikkei Asia", "asia.nikkei.com")))
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claims.capture.wordlists.outlets import NAME_ENDINGS, OUTLET_NOUNS, is_weak, outlet_names
from claims.capture.wordlists.places import NATION_ADJECTIVES, NATIONS
from claims.capture.words import Sort, Word
from claims.patterns import pattern_of

LONGEST_NAME = 6
"""The most words in an outlet's name."""

_ENDS = (
    r"(?:com|org|net|co\.uk|de|fr|ru|tv|info|news|az|jp|cn|ua|il|it|es|eu|ca|in|uk|io|me|az|press|ie|com\.au|co\.nz)"
)
_HOST = pattern_of(rf"(?:www\.)?([\w-]+(?:\.[\w-]+)*\.{_ENDS})", re.IGNORECASE)
_OWN = pattern_of(r"['’]s?$")
_NOT_OUTLETS = frozenset(
    "amazon.com booking.com salesforce.com match.com change.org priceline.com gofundme.com".split()
)
_OWNED_NAMES = frozenset("people's jane's barron's maclean's".split())
_SPELLED = frozenset("& ! / +".split())
_SPEAKING_FOR_IT = OUTLET_NOUNS - frozenset(
    "reporter show site blog program programme host media station paper channel network press agency service presenter "
    "correspondent journalist journalists reporters".split()
)
"""Nouns after a capitalised name that make it an outlet's whatever it is: `Nikkei business daily`."""
_NO_NAMES = NATION_ADJECTIVES | frozenset(
    "apple smart reality google breaking good bad latest fake big first watch read get see".split()
)
"""Words before `TV`, `news` or `press` that make no outlet's name."""
_BEFORE_NAME = frozenset(
    "newspaper daily tabloid weekly magazine broadcaster website newswire outlet blog site".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An outlet named in a sentence: the places of its words, its name, and whether the name can be nothing else."""

    first: int
    end: int
    name: str
    strong: bool


@dataclass(frozen=True)
class OutletNames:
    """The names of outlets: the article's own, and the newsroom's register."""

    own: tuple[str, ...] = ()
    register: tuple[str, ...] = ()
    _register: dict[str, str] = field(init=False, repr=False, compare=False)
    _own: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Prepare the look-ups."""
        object.__setattr__(self, "_register", {name_key(name): name for name in self.register})
        object.__setattr__(self, "_own", frozenset(key for name in self.own for key in _spellings(name)))

    def is_registered(self, key: str) -> bool:
        """Return whether the newsroom knows a name: it is in the register, or the article's own outlet's."""
        return key in self._register or key in self._own

    def known(self, key: str) -> str | None:
        """Return the outlet's name for a key (`name_key`), from the register or the well-known ones."""
        return self._register.get(key) or outlet_names().get(key) or (key if key in self._own else None)

    def is_own(self, name: str) -> bool:
        """Return whether a name is the article's own outlet's."""
        return not self._own.isdisjoint(_spellings(name))


def name_key(name: str) -> str:
    """Return a name in small letters, without `the` and `www.`."""
    low = " ".join(name.casefold().replace("’", "'").split())
    return low.removeprefix("the ").removeprefix("www.")


def _spellings(name: str) -> Iterator[str]:
    """Yield the forms of an outlet's name: `CNN` for `edition.cnn.com` and `CNN International`."""
    key = name_key(name)
    yield key
    host = _HOST.fullmatch(key)
    if host:
        labels = host.group(1).split(".")
        yield labels[-3] if len(labels) > 2 and labels[-2] in {"co", "com", "org"} else labels[-2]
    for tail in (" news", " online", " international", " tv", " newspaper", " magazine", " news agency", " press"):
        if key.endswith(tail) and len(key) > len(tail) + 1:
            yield key.removesuffix(tail)
    yield key.replace(" ", "").replace("'", "").replace("-", "")


def mentions_of(words: Sequence[Word], outlets: OutletNames) -> list[Mention]:
    """Return the outlets that a sentence names, left to right."""
    mentions: list[Mention] = []
    place = 0
    while place < len(words):
        mention = _mention_at(words, place, outlets)
        if mention is not None:
            mentions.append(mention)
        place = place + 1 if mention is None else mention.end
    return mentions


def _mention_at(words: Sequence[Word], place: int, outlets: OutletNames) -> Mention | None:
    """Return the outlet whose name begins at a place."""
    word = words[place]
    host = _HOST.fullmatch(_bare(word)) if "." in word.text and len(word.text) > 5 else None
    if host and host.group(1).casefold() not in _NOT_OUTLETS:
        return Mention(place, place + 1, host.group(1), strong=True)
    if not (word.text[0].isupper() or word.text[0].isdigit() or outlets.is_registered(word.low)):
        return None
    for end in range(min(len(words), place + LONGEST_NAME), place, -1):
        name = _name_of(words[place:end])
        key = name_key(name) if name else ""
        if not key or (end == place + 1 and word.low in {"the", "a", "an", "i"}):
            continue
        known = outlets.known(key)
        if known is not None and (outlets.is_registered(key) or _has_article(words, place, end, known)):
            printed = (
                (name or "") if known.startswith("The ") else (name or "").removeprefix("The ").removeprefix("the ")
            )
            return Mention(place, end, printed, _is_strong(words, place, end, key, outlets))
    return _by_look(words, place)


def _with_its_article(words: Sequence[Word], place: int, name: str, known: str) -> str:
    """Return a printed name with `The` where that is part of the outlet's name, without it elsewhere."""
    bare = name[4:] if name.casefold().startswith("the ") else name
    written = bare != name or (place > 0 and words[place - 1].low == "the")
    return f"The {bare}" if known.startswith("The ") and written else bare


def _has_article(words: Sequence[Word], place: int, end: int, known: str) -> bool:
    """Return whether a name that is one word after its article has it: `The Hill`, not `Parliament Hill`."""
    if not known.startswith("The ") or end - place > 1:
        return True
    return place > 0 and (words[place - 1].low == "the" or words[place - 1].low in _BEFORE_NAME)


def _is_strong(words: Sequence[Word], place: int, end: int, key: str, outlets: OutletNames) -> bool:
    """Return whether a known name can only be the outlet: not `Time` alone, nor the first word of a longer name."""
    following = words[end] if end < len(words) else None
    beside = following is not None and following.low in OUTLET_NOUNS
    if following is not None and following.sort is Sort.NAME and not words[end - 1].is_owner and not beside:
        return end - place > 2 or outlets.is_registered(key) or following.is_day or _bare(following).isupper()
    return beside or outlets.is_registered(key) or not is_weak(key)


def _by_look(words: Sequence[Word], place: int) -> Mention | None:
    """Return an outlet recognised by the end of its name or the noun beside it: `Nikkei business daily`."""
    end = _capitals_end(words, place)
    if end == place or words[place].low in {"the", "a", "an"}:
        return None
    name = _name_of(words[place:end])
    if not name:
        return None
    last = _bare(words[end - 1]).casefold()
    following = [word.low for word in words[end : end + 2]]
    first = words[place].low
    named = end - place > 1 and last in NAME_ENDINGS and not words[end - 2].is_day and first not in _NO_NAMES
    called = bool(following) and following[0] in _SPEAKING_FOR_IT
    called |= (
        len(following) > 1 and following[0] in {"news", "business", "tv", "state"} and following[1] in OUTLET_NOUNS
    )
    beyond = words[end + 1] if end + 1 < len(words) else None
    if called and beyond is not None and (beyond.sort is Sort.NAME or "." in beyond.text[:-1]):
        called = False  # "the Nicaraguan news site el19digital.com"
    if last.endswith(("-language", "-based", "-owned")):
        return None
    introduced = place > 0 and words[place - 1].low in _BEFORE_NAME and words[place].sort is Sort.NAME
    if named or (called and last not in NATION_ADJECTIVES | NATIONS) or introduced:
        return Mention(place, end, name, strong=True)
    return None


def _capitals_end(words: Sequence[Word], place: int) -> int:
    """Return the place after a run of capitalised words, `of` and `and` inside it included."""
    end = place
    while end < len(words) and end - place < LONGEST_NAME:
        word = words[end]
        begins = end == place and word.text[0].isupper() and word.sort in (Sort.WORD, Sort.NAME)
        following = words[end + 1] if end + 1 < len(words) else None
        joins = end > place and word.low in {"of", "and", "&"} and following is not None and following.sort is Sort.NAME
        if not (begins or word.sort is Sort.NAME or (joins and words[end - 1].low in NAME_ENDINGS)):
            break
        end += 1
        if word.is_owner:
            break
    return end


def _bare(word: Word) -> str:
    """Return a word without a possessive ending."""
    return _OWN.sub("", word.text)


def _name_of(words: Sequence[Word]) -> str | None:
    """Return the name that words spell, None if they are marks or run over a possessive."""
    if any(word.sort is Sort.QUOTE or (word.sort is Sort.MARK and word.text not in _SPELLED) for word in words):
        return None
    if any(word.is_owner and word.low not in _OWNED_NAMES for word in words[:-1]):
        return None
    name = " ".join([*(word.text for word in words[:-1]), _bare(words[-1])])
    return name.replace(" !", "!").replace(" / ", "/")
