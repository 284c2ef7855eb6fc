"""Outlets that a sentence names, by the newsroom's register, a list of well-known ones, and how their names look.

mentions_of(words, OutletNames(own=("Reuters",), register=("Nikkei Asia", "asia.nikkei.com")))

What a whole article shows of them (its dateline, `X reports that`) is taken in by `attribution.press.names_in`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from claims.capture.wordlists.companies import COMPANIES
from claims.capture.wordlists.nouns import COLLECTIVES as ORGANISATIONS
from claims.capture.wordlists.outlets import NAME_ENDINGS, NAME_STARTS, OUTLET_NOUNS, bare_names, is_weak, outlet_names
from claims.capture.wordlists.people import FIRST_NAMES, TITLES
from claims.capture.wordlists.places import CAPITALS, CITIES, NATION_ADJECTIVES, NATIONS, STATES
from claims.capture.words import Sort, Word
from claims.patterns import pattern_of

LONGEST_NAME = 6
"""The most words in an outlet's name."""

_ENDS = (
    r"(?:com|org|net|co\.uk|de|fr|ru|tv|info|news|az|jp|cn|ua|il|it|es|eu|ca|in|uk|io|me|az|press|ie|com\.au|co\.nz)"
)
_HOST = pattern_of(rf"(?:www\.)?([\w'’-]+(?:\.[\w-]+)*\.{_ENDS})", re.IGNORECASE)
_OWN = pattern_of(r"['’]s?$")
_LAST_HUMP = pattern_of(r"(?<=[a-z])TV$|[A-Z][a-z]+$")
_OF_PLACE = frozenset("times telegraph mail herald tribune sun".split())
_NUMBERED = frozenset("nbc cbs abc fox bbc itv channel king".split())
"""Broadcasters whose stations bear a number: `NBC 5`."""
_LONGER = frozenset("news radio tv online world international sport sports business uk us usa".split())
"""Words that go on with an outlet's name, printed with a capital: `Al Arabiya News`."""
_CALL_SIGN = pattern_of(r"[KW][A-Z]{3}|[KW][A-Z]{2,3}-(?:\d{1,2}|TV|FM|AM)")
"""How American stations are called: `KWCH`, `KCTV-5`."""
_STATION = pattern_of(r"[A-Z]{2,4}\d{0,2}")
_LANGUAGES = frozenset("arabic hebrew persian urdu tamil hindi muslim christian jewish catholic islamic".split())
_STATIONS = frozenset("channel station television broadcaster network".split())
"""Nouns after a name in capitals that make it a broadcaster's: `the MTV channel`."""
_NO_STATIONS = frozenset("WADA WIPO KPMG WWII KIPP WEEE WMDS KRWG WHAT WITH WILL WERE WHEN WANT WEEK KEEP KILL".split())
_SAME = {"associated press": "ap", "agence france-presse": "afp", "united press international": "upi"}
"""Agencies whose datelines have the short name, and their texts the long one."""
_AFTER_NEWS = frozenset("agency agencies service website site channel sources outlet outlets".split())
_NEWS_WHAT = frozenset("net service group week hour hub desk center centre".split())
"""Last words of an outlet's name after `News`: `Religion News Service`."""
_NETWORKS = frozenset("news tv television radio broadcasting sports media press information".split())
"""Words before `Network` that make it an outlet."""
_ALSO_WORDS = frozenset("rain stat spa wam mic mash kan tas ran ard tag ndr sana ants irna mena baza".split())
"""Names of outlets that are words too in small letters."""
_NOT_ALONE = frozenset("agency today network online press television weekly radio tv news record standard".split())
"""Endings of names that do not stand for an outlet alone after `the`."""
_ENDINGS_ALONE = NAME_ENDINGS - _NOT_ALONE
_BODIES = COMPANIES | ORGANISATIONS
_NOT_CALLED = NATION_ADJECTIVES | NATIONS | frozenset("korea tv radio news online media local".split())
"""Words before `newspaper` and the like that name no outlet: `the Korean newspaper`."""
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
_EXPLAINING = _SPEAKING_FOR_IT | frozenset("site blog paper station mouthpiece channel network programme".split())
"""Nouns after a comma that explain a name: `X, a weekly in Turin,`."""
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


@dataclass(frozen=True, slots=True)
class Relay:
    """An outlet that a sentence relies on: its name (None if unknown), and the places of the words that say so.

    ``role`` is `told` (a speaker spoke to it), `reports` (it reports itself) or `vague`.
    """

    outlet: str | None
    first: int
    end: int
    role: str


@dataclass(frozen=True)
class OutletNames:
    """The names of outlets: the article's own, the newsroom's register, and what the article itself shows to be one.

    ``met`` are names as the article prints them, ``short`` single words by which it goes on naming an outlet: `the
    Citizen`.
    """

    own: tuple[str, ...] = ()
    register: tuple[str, ...] = ()
    met: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()

    @cached_property
    def _register(self) -> dict[str, str]:
        return {name_key(name): name for name in self.register}

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(key for name in self.own for key in _spellings(name))

    def is_registered(self, key: str) -> bool:
        """Return whether the newsroom knows a name: it is in the register, or the article's own outlet's."""
        return key in self._register or key in self._own

    def known(self, key: str) -> str | None:
        """Return the outlet's name for a key (`name_key`), from the register or the well-known ones."""
        if key in self._register:
            return self._register[key]
        names = outlet_names()
        listed = names.get(key) or names.get(key.replace("-", " ")) or names.get(key.replace(" ", ""))
        return listed or (key if key in self._own else None)  # "Apple Insider" is AppleInsider

    def is_own(self, name: str) -> bool:
        """Return whether a name is the article's own outlet's."""
        return not self._own.isdisjoint(_spellings(name)) or self._is_short_for_own(name)

    def _is_short_for_own(self, name: str) -> bool:
        """Return whether a name is how its own article shortens an outlet's: `the Evening Mail`, `the FT`."""
        key = name_key(name)
        if " " not in key and outlet_names().get(key) is not None and not name.isupper():
            return False  # "the Times" is another paper than the Financial Times
        return any(each.endswith(f" {key}") or (name.isupper() and _initials(each) == key) for each in self._own)


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split()) if " " in key else ""


def name_key(name: str) -> str:
    """Return a name in small letters, without `the` and `www.`."""
    low = " ".join(name.casefold().replace("’", "'").split())
    return low.removeprefix("the ").removeprefix("www.")


def _spellings(name: str) -> Iterator[str]:
    """Yield the forms of an outlet's name: `CNN` for `edition.cnn.com` and `CNN International`."""
    key = name_key(name)
    yield key
    if key in _SAME:
        yield _SAME[key]
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
    glued = host is not None and host.group(1).rpartition(".")[2].istitle()  # "he said.It was"
    if host and not glued and host.group(1).casefold() not in _NOT_OUTLETS:
        return Mention(place, place + 1, host.group(1), strong=True)
    # "io9" and "dpa" begin small; a register may have others.
    small = word.text.islower() and (word.text.isalpha() or _bare(word).isalpha())
    if small and not outlets.is_registered(word.low):
        return _by_apposition(words, place) or _in_small_letters(words, place, outlets)
    called = _by_site(words, place)
    if called is not None:
        return called
    for end in range(_spelled_end(words, place), place, -1):
        name = _name_of(words[place:end])
        key = name_key(name) if name else ""
        if (
            not key
            or (end == place + 1 and word.low in {"the", "a", "an", "i"})
            or words[end - 1].text == "agency"
            or (words[end - 1].text == "news" and end < len(words) and words[end].low in _AFTER_NEWS)
            or (end == place + 1 and word.low == "today's")
        ):
            continue  # "the Xinhua news agency" is Xinhua
        if name in outlets.met:
            longer = _longer(words, end, key)
            return Mention(place, longer, " ".join([name, *(_bare(each) for each in words[end:longer])]), strong=True)
        known = outlets.known(key)
        if key == "foreign affairs" and place and words[place - 1].low in {"of", "for", "and"}:
            known = None  # "the Department of Foreign Affairs"
        if key.endswith("news") and end < len(words) and words[end].text == "Agency":
            known = None  # "Iraqi News Agency"
        if key in NATION_ADJECTIVES and end < len(words) and words[end].low in OUTLET_NOUNS | {"news"}:
            known = None  # "the Australian news site"
        if key == "new yorker" and place and words[place - 1].low.endswith(("one", "-old", "every", "another")):
            known = None  # "one 17-year-old New Yorker"
        if known is not None and (outlets.is_registered(key) or _has_article(words, place, end, known)):
            printed = (
                (name or "") if known.startswith("The ") else (name or "").removeprefix("The ").removeprefix("the ")
            )
            longer = _longer(words, end, key)
            if longer > end:
                printed = " ".join([printed, *(_bare(each) for each in words[end:longer])])
            return Mention(place, longer, printed, _is_strong(words, place, longer, key, outlets))
    return _by_short_name(words, place, outlets) or _by_look(words, place)


def _by_site(words: Sequence[Word], place: int) -> Mention | None:
    """Return an outlet of two words by the noun after it, whatever its first word is: `the National Report website`."""
    if place + 2 >= len(words) or words[place + 2].text not in {"website", "newspaper", "blog", "magazine"}:
        return None
    first, second = words[place], words[place + 1]
    capital = first.sort is Sort.NAME or (first.text[0].isupper() and place > 0)
    named = capital and second.sort is Sort.NAME and not first.is_owner and not second.is_owner
    if not named or first.low not in outlet_names() or first.low in NATION_ADJECTIVES:
        return None
    return Mention(place, place + 2, f"{first.text} {second.text}", strong=True)


def _longer(words: Sequence[Word], end: int, key: str) -> int:
    """Return the place after the rest of a known outlet's name: `Al Arabiya News`, `NBC 5`."""
    if end >= len(words) or words[end - 1].is_owner:
        return end
    word = words[end]
    numbered = key in _NUMBERED and word.text.isdigit() and len(word.text) <= 2
    if key in _NUMBERED and word.sort is Sort.NAME and word.low in CITIES | NATIONS | CAPITALS:
        bay = end + 1 < len(words) and words[end + 1].text in {"Bay", "City"}
        return end + 1 + bay  # "CBS Houston", "CBS Tampa Bay"
    programme = key in {"fox news", "sky news"} and word.text in {"Channel", "Sunday"}
    if key in _NUMBERED and word.text.isupper() and word.text.isalpha() and 1 < len(word.text) < 5:
        return end + 1  # "CBS DFW"
    if key in _OF_PLACE and word.low == "of" and end + 1 < len(words) and words[end + 1].low in CITIES | CAPITALS:
        return end + 2  # "the Telegraph of London"
    beyond = words[end + 1] if end + 1 < len(words) else None
    if word.text == "online" and (beyond is None or beyond.sort is Sort.MARK or beyond.low in {"reports", "reported"}):
        return end + 1  # "according to Mirror online"
    closed = beyond is None or beyond.sort is Sort.MARK or beyond.low in _AFTER_EDITION
    if word.text in _EDITIONS and closed:
        return end + 1  # "the International Business Times UK also carried"
    if numbered and end + 1 < len(words) and words[end + 1].text in {"News", "TV"}:
        return end + 2  # "Fox 2 News"
    return end + 1 if numbered or programme or (word.text[0].isupper() and _bare(word).casefold() in _LONGER) else end


_EDITIONS = frozenset("UK US USA India Asia Africa Europe Canada Australia Arabia Deutschland Texas London".split())
"""Editions of outlets, named by where they are read."""
_AFTER_EDITION = frozenset("reports reported says said writes wrote also article story report".split())


def _by_short_name(words: Sequence[Word], place: int, outlets: OutletNames) -> Mention | None:
    """Return an outlet by the word that stands for its name after `the`: `told the Citizen`."""
    word, bare = words[place], _bare(words[place])
    following = words[place + 1] if place + 1 < len(words) else None
    if word.sort is not Sort.NAME or (following and following.sort is Sort.NAME and not word.is_owner):
        return None
    after_article = place > 0 and words[place - 1].low == "the"
    if bare in outlets.short and (after_article or (following is not None and following.low == "report")):
        return Mention(place, place + 1, bare, strong=True)
    low = bare.casefold()
    if place > 0 and words[place - 1].low in {"a", "an"} and _is_before_piece(words, place + 1):
        after_article = True
    if after_article and low in _ENDINGS_ALONE and not bare.isupper():
        return Mention(place, place + 1, bare, strong=False)
    return None


def _has_article(words: Sequence[Word], place: int, end: int, known: str) -> bool:
    """Return whether a name that is one word after its article has it: `The Hill`, not `Parliament Hill`."""
    needless = not known.startswith("The ") or known[4:].casefold() in bare_names()
    begins = place == 0 or words[place - 1].low in {"a", "an", "the", "today's", "this"}
    if needless or end - place > 1 or (begins and _is_before_piece(words, end)):
        return True
    return place > 0 and (words[place - 1].low == "the" or words[place - 1].low in _BEFORE_NAME)


_PIECES = frozenset("article story report editorial editorials column op-ed investigation interview reporter".split())


def _is_before_piece(words: Sequence[Word], end: int) -> bool:
    """Return whether what an outlet publishes follows its name: `a Times article`."""
    return end < len(words) and words[end].text in _PIECES


def _is_strong(words: Sequence[Word], place: int, end: int, key: str, outlets: OutletNames) -> bool:
    """Return whether a known name can only be the outlet: not `Time` alone, nor the first word of a longer name."""
    following = words[end] if end < len(words) else None
    beside = following is not None and following.low in OUTLET_NOUNS
    inside = place > 0 and words[place - 1].sort not in (Sort.MARK, Sort.QUOTE)
    alone = following is None or following.sort is not Sort.NAME
    if inside and words[place].text == "The" and end - place == 2 and alone:
        return True  # "in The Age": only a title keeps its capital inside a sentence
    if following is not None and following.sort is Sort.NAME and not words[end - 1].is_owner and not beside:
        person = following.low in TITLES or (following.low in FIRST_NAMES and end - place > 1)  # "Reuters Mr Roe"
        sure = outlets.is_registered(key) or following.is_day or _bare(following).isupper() or person
        return end - place > 2 or (sure and not (person and is_weak(key)))
    beside |= _is_before_piece(words, end) and place > 0 and words[place - 1].low in {"a", "an", "the"}
    return beside or outlets.is_registered(key) or not is_weak(key)


def _by_look(words: Sequence[Word], place: int) -> Mention | None:
    """Return an outlet recognised by how its name begins or ends, or the noun beside it: `Nikkei business daily`."""
    end = _capitals_end(words, place)
    if end == place or words[place].low in {"the", "a", "an"}:
        return None
    name = _name_of(words[place:end])
    last = _bare(words[end - 1]).casefold()
    placed = name is not None and (name.casefold() in NATIONS or words[place].is_day)
    if not name or placed or last.endswith(("-language", "-based", "-owned")):
        return None
    if words[place].low in NATION_ADJECTIVES and end == place + 2 and _STATION.fullmatch(_bare(words[end - 1])):
        return None  # "the Norwegian TV2 television"
    introduced = _is_introduced(words, place)
    if introduced and words[place - 1].sort is Sort.QUOTE:
        closing = next((each for each in range(end, min(end + 4, len(words))) if words[each].sort is Sort.QUOTE), end)
        return Mention(place, closing, " ".join(word.text for word in words[place:closing]), strong=True)
    station = (
        end - place == 1
        and name != "TV"
        and _STATION.fullmatch(name)
        and end < len(words)
        and words[end].text in _STATIONS
    )
    known = station or _is_named(words, place, end) or _is_called(words, end, last) or introduced
    if known or _is_explained(words, end):
        return Mention(place, end, name, strong=True)
    if end - place == 1 and _CALL_SIGN.fullmatch(name) and name not in _NO_STATIONS:
        return Mention(place, end, name, strong="-" in name)
    dial = words[place].sort is Sort.NUMBER and end == place + 2 and _CALL_SIGN.fullmatch(_bare(words[end - 1]))
    if dial:
        return Mention(place, end, name, strong=True)
    numbered = end < len(words) and words[end].text.isdigit() and len(words[end].text) <= 2
    if numbered and end - place == 1 and name.isupper() and len(name) > 2:
        return Mention(place, end + 1, f"{name} {words[end].text}", strong=False)
    return None


def _by_apposition(words: Sequence[Word], place: int) -> Mention | None:
    """Return an outlet whose name begins small after what it is: `the newspaper, al Sabaah,`, `the daily al Ahd`."""
    apart = place > 0 and words[place - 1].text == ","
    if place < 2 or words[place - 1 - apart].low not in _BEFORE_NAME:
        return None
    if words[place].low not in {"al", "el", "as", "an", "ash"} or place + 1 >= len(words):
        return None
    end = _capitals_end(words, place + 1)
    closed = end > place + 1 and (not apart or (end < len(words) and words[end].text == ","))
    return Mention(place, end, _name_of(words[place:end]) or "", strong=True) if closed else None


def _in_small_letters(words: Sequence[Word], place: int, outlets: OutletNames) -> Mention | None:
    """Return an outlet in small letters that is no word besides: `told msnbc`, `according to buzzfeed`."""
    low = words[place].low
    if low not in outlet_names() and not outlets.is_registered(low):
        return None
    listed = outlets.known(low) if len(low) > 2 and low not in _ALSO_WORDS else None
    capitals = 0 if listed is None else sum(letter.isupper() for letter in listed)
    plain = capitals < 2 or " " in (listed or "") or is_weak(low)
    return None if plain else Mention(place, place + 1, words[place].text, strong=True)


def _is_named(words: Sequence[Word], place: int, end: int) -> bool:
    """Return whether a capitalised name begins or ends as outlets' do: `Radio Sawa`, `Riverton Herald`, `IraqiNews`."""
    last, first = _bare(words[end - 1]), words[place].low
    hump = _LAST_HUMP.search(last)
    if hump is not None and hump.start() > 0 and hump.group().casefold() in NAME_ENDINGS and last[0].isupper():
        return True
    national = first in NATION_ADJECTIVES and end - place == 2 and words[place].text[0].isupper()
    if national and last.casefold() in _ENDINGS_ALONE - {"media"}:
        return True  # "the UK Times"
    town = words[place].text == "New" and end - place > 2  # "New Haven Register"
    service = end - place > 2 and words[end - 2].text == "News" and last in {"Agency", "Service", "Network"}
    if service and first in NATION_ADJECTIVES:
        return True
    if end - place == 1 or (first in _NO_NAMES and not town) or (first in TITLES and end - place == 2):
        return False  # "Dr. Sun"
    if first in NAME_STARTS and words[place].text[0].isupper():
        return True
    called = words[end - 2].text == "News" and last.casefold() in _NEWS_WHAT
    if last == "Agency" and words[end - 2].text not in {"News", "Press", "Telegraph", "Telegraphic", "Wire"}:
        return False  # "the European Space Agency"
    if last == "Network" and words[end - 2].low not in _NETWORKS:
        return False  # "Dish Network"
    return (last.casefold().rpartition("-")[2] in NAME_ENDINGS and not words[end - 2].is_day) or called


def _is_called(words: Sequence[Word], end: int, last: str) -> bool:
    """Return whether the noun after a capitalised name says that it is an outlet: `Nikkei business daily`."""
    following = [word.low for word in words[end : end + 2]]
    low_before = words[end - 2].low if end > 1 else ""
    if words[end - 1].is_owner or last in ORGANISATIONS or _bare(words[end - 1]).casefold() in STATES:
        return False  # "Apple's website", "the mayor's daily duties", "the Party newspaper"
    body = last in _BODIES or (words[end - 1].text.isupper() and last not in outlet_names())
    if following[:1] == ["website"] and body:
        return False  # "the FBI website"
    called = bool(following) and following[0] in _SPEAKING_FOR_IT
    called |= (
        len(following) > 1
        and following[0] in {"news", "business", "online", "tv", "state"}
        and following[1] in OUTLET_NOUNS
    )
    beyond = words[end + 1] if end + 1 < len(words) else None
    after = words[end + 2] if end + 2 < len(words) and following[1] in OUTLET_NOUNS else None
    for named in (beyond, after):
        titled = named is not None and named.low == "the" and end + 2 < len(words) and words[end + 2].sort is Sort.NAME
        if called and named is not None and (titled or _is_a_name(named)):
            return False  # "the Nicaraguan news site el19digital.com"
    if last.endswith(("ian", "ese", "ish")) or last in _LANGUAGES:
        return False
    if low_before in {"a", "an"} and following[:1] in (["radio"], ["television"], ["tv"], ["newspaper"]):
        return False  # "an Orlando radio station"
    return called and last not in _NOT_CALLED


def _is_a_name(word: Word) -> bool:
    return (word.sort is Sort.NAME and not word.is_day) or "." in word.text[:-1]


def _is_explained(words: Sequence[Word], end: int) -> bool:
    """Return whether what follows a capitalised name says that it is an outlet: `X, a weekly in Turin,`."""
    if end + 2 >= len(words) or words[end].text != ",":
        return False
    opening = words[end + 1]
    if opening.low not in {"a", "an", "the", "its"} and opening.sort is not Sort.NAME:
        return False
    for place in range(end + 2, min(end + 7, len(words))):
        word, following = words[place], words[place + 1] if place + 1 < len(words) else None
        if word.sort not in (Sort.WORD, Sort.NAME, Sort.ADVERB) and word.low != "most":
            return False
        compound = following is not None and following.sort in (Sort.WORD, Sort.NAME) and following.text.islower()
        participle = following is not None and following.low.endswith(("ed", "ing", "read"))
        if word.text in _EXPLAINING:
            return not compound or participle
    return False


def _is_introduced(words: Sequence[Word], place: int) -> bool:
    """Return whether the noun before a capitalised name says that it is an outlet: `the newspaper Kvitsund Avis`."""
    first = place - 2 if place > 2 and words[place - 1].low == "the" and words[place - 2].text == "," else place
    titled = place > 1 and (words[place - 1].low == "the" or words[place - 1].sort is Sort.QUOTE)
    if titled and words[place - 2].text in _BEFORE_NAME:
        return words[place].sort is Sort.NAME  # "newspaper the Kyunghyang Shinmun", "the daily ‘Ajel’"
    anaphoric = place > 2 and words[place - 3].low == "the"  # "according to the newspaper, Bary, 23, left"
    if place > 2 and words[place - 1].text == "," and not anaphoric and _is_closed(words, place):
        first = place - 1  # "a Kurdish news agency, Firat, said"
    before = words[first - 1] if first else None
    if before is None or words[place].sort is not Sort.NAME:
        return False
    whose = words[first - 2].low if first > 1 else ""
    owned = whose in {"his", "her", "its", "their", "my", "our"} or (first < place and whose.endswith("'s"))
    if before.text in {"blog", "site", "website"} and owned:
        return False
    if before.text == "agency" and whose in {"news", "press", "state"}:
        return True
    apposed = first < place and before.text in {"paper", "station", "channel", "network", "publication"}
    nouns = {"channel", "station", "media", "publication", "portal", "paper"}
    channel = before.text in nouns and whose in NATION_ADJECTIVES | {"tv", "radio", "local"}
    return before.text in _BEFORE_NAME or apposed or channel


def _is_closed(words: Sequence[Word], place: int) -> bool:
    """Return whether the name at a place stands between commas, and is no person's."""
    end = _capitals_end(words, place)
    closed = end < len(words) and words[end].text in {",", "."}
    return closed and words[place].low not in FIRST_NAMES | TITLES and not words[place].is_day


def _capitals_end(words: Sequence[Word], place: int) -> int:
    """Return the place after a run of capitalised words, `of` and `and` inside it included."""
    end = place
    while end < len(words) and end - place < LONGEST_NAME:
        word = words[end]
        following = words[end + 1] if end + 1 < len(words) else None
        begins = end == place and word.text[0].isupper() and word.sort in (Sort.WORD, Sort.NAME)
        begins |= end == place and word.text.isdigit() and following is not None and following.text == "News"
        begins |= end == place and word.sort is Sort.NUMBER and following is not None and _is_station(following)
        begins |= end == place + 1 and words[place].low in NAME_STARTS and word.sort is Sort.NUMBER
        joins = end > place and word.low in {"of", "and", "&"} and following is not None and following.sort is Sort.NAME
        tied = end > place and _is_particle(words, end)
        tied |= end > place and word.text == "Today"
        tied |= end > place and word.sort is Sort.NUMBER and following is not None and following.text in _NUMBERS
        if not (begins or word.sort is Sort.NAME or tied or (joins and words[end - 1].low in NAME_ENDINGS)):
            break
        end += 1
        if word.is_owner:
            break
    return end


_NUMBERS = frozenset("news website radio".split())
"""Nouns after a number in an outlet's name: `the Emirates 247 news website`."""


def _is_station(word: Word) -> bool:
    """Return whether a word is the call sign of an American station, as after its frequency: `730 WVFN`."""
    return _CALL_SIGN.fullmatch(_bare(word)) is not None and _bare(word) not in _NO_STATIONS


_PARTICLES = frozenset("de la las los el del di della delle der des du da do al".split())


def _is_particle(words: Sequence[Word], place: int) -> bool:
    """Return whether a small word ties the parts of a foreign name: `El Diario de las Américas`."""
    beyond = place
    while beyond < len(words) and beyond < place + 2 and words[beyond].text in _PARTICLES:
        beyond += 1
    return beyond > place and beyond < len(words) and words[beyond].sort is Sort.NAME


def _bare(word: Word) -> str:
    """Return a word without a possessive ending."""
    return _OWN.sub("", word.text)


def _name_of(words: Sequence[Word]) -> str | None:
    """Return the name that words spell, None if they are marks or run over a possessive."""
    if any(_is_mark(word) for word in words):
        return None
    if any(_ends_run(word) for word in words[:-1]):
        return None
    name = " ".join([*(word.text for word in words[:-1]), _bare(words[-1])])
    return name.replace(" !", "!").replace(" / ", "/")


def _spelled_end(words: Sequence[Word], place: int) -> int:
    """Return the place after the most words from a place on that `_name_of` has a name for."""
    end, last = place, min(len(words), place + LONGEST_NAME)
    while end < last and not _is_mark(words[end]):
        end += 1
        if _ends_run(words[end - 1]):
            break
    return end


def _is_mark(word: Word) -> bool:
    """Return whether a word is a mark that no outlet has in its name."""
    return word.sort is Sort.QUOTE or (word.sort is Sort.MARK and word.text not in _SPELLED)


def _ends_run(word: Word) -> bool:
    """Return whether a name ends with a word, as with a possessive."""
    return word.is_owner and word.low not in _OWNED_NAMES
