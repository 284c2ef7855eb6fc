"""Names, roles and institutions in a noun phrase: `Marion Messmer, a security expert at Chatham House`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from claims.capture.values import Speaker
from claims.capture.wordlists.nouns import COLLECTIVES
from claims.capture.wordlists.outlets import NAME_ENDINGS
from claims.capture.wordlists.people import (
    EXPERTS,
    FIRST_NAMES,
    FOLK,
    OFFICIALS,
    PRESS,
    PRIVATE,
    ROLES,
    SHE_NAMES,
    SPOKESPEOPLE,
    TITLES,
    WITNESSES,
)
from claims.capture.wordlists.places import CAPITALS, GOVERNMENTS, NATION_ADJECTIVES, NATIONS
from claims.capture.words import ARTICLES, Sort, Word
from claims.vocabulary import Attribution, Capacity

ORGANISATIONS = frozenset(
    "house group bank inc inc. corp corp. ltd plc llc company holdings capital partners associates sachs stanley "
    "brothers university college school institute institution council committee commission ministry department "
    "agency bureau office authority association union federation foundation society party church court police "
    "army navy force guard service congress senate parliament assembly government administration embassy campaign "
    "watch international network center centre trust fund board team club united city airlines airways motors "
    "systems technologies industries energy pharmaceuticals entertainment records studios games research lab labs "
    "alliance coalition project nations treasury hospital museum museums rights defence defense affairs kremlin "
    "pentagon directorate awards media taliban hamas hezbollah nato opec fbi cia nsa eu un who imf ecb nhs "
    "exchange reserve watchdog".split()
)
PEOPLE_NOUNS = (
    ROLES
    | FOLK
    | frozenset(
        "man woman boy girl person source people voter passenger customer user someone owner employee worker insider "
        "participant member figure associate relative lady gentleman attendee tourist buyer seller shopper refugee "
        "migrant protester demonstrator organizer critic observer critics observers sources insiders".split()
    )
)
PLURAL_PEOPLE = frozenset(
    "critics experts sources people insiders observers officials supporters opponents many some others several "
    "most few voters residents locals democrats republicans conservatives liberals analysts fans users both those "
    "police authorities prosecutors investigators lawmakers".split()
)


MAKERS = frozenset(
    "shipbuilder company maker firm startup start-up retailer bank carmaker automaker airline operator manufacturer "
    "supplier contractor developer publisher agency group charity union party club rival conglomerate giant brand "
    "broker lender insurer chain drugmaker chipmaker planemaker telco utility consultancy thinktank think-tank".split()
)
"""Nouns before a name that make it a body's: `shipbuilder Example Marine`."""


def core_of(word: Word) -> str:
    """Return a word in small letters without a possessive ending; of a compound, its last part: `ex-minister`."""
    low = word.low.removesuffix("'s")
    return low if low in ROLES or low in TITLES else low.rpartition("-")[2] if "-" in low else low


def bare(word: Word) -> str:
    """Return a word as printed, without a possessive ending."""
    text = word.text
    return text[:-2] if text.endswith(("'s", "’s")) else text.rstrip("'’")


def printed_words(words: Sequence[Word]) -> str:
    """Return words as they are printed, with the blanks that the text has between them."""
    parts: list[str] = []
    for place, word in enumerate(words):
        if place and word.start > words[place - 1].end:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts).strip(" ,;:-–—(")


def without_article(text: str) -> str:
    """Return a name or a description without `the` or `a` before it."""
    for article in ("The ", "the ", "A ", "a ", "An ", "an "):
        if text.startswith(article):
            return text[len(article) :]
    return text


def without_suffix(name: list[str]) -> list[str]:
    """Return the parts of a name without `Jr.` or `III` at its end."""
    return name[:-1] if len(name) > 1 and name[-1].rstrip(".") in {"Jr", "Sr", "II", "III", "IV"} else name


def is_personal(name: Sequence[str], *, titled: bool, known: Collection[str]) -> bool:
    """Return whether capitalised words are a person's name."""
    lows = [part.casefold() for part in name]
    if lows[-1].endswith("s") and lows[-1][:-1] in ROLES | FOLK and not titled:
        return False  # "Communications Workers"
    if lows[-1] in _PLURAL_BODIES or (lows[0] in _NO_FIRST_NAMES and not titled):
        return False
    if not ORGANISATIONS.isdisjoint(lows) or lows[-1] in PLURAL_PEOPLE or any(part.isdigit() for part in name):
        return False
    if len(name) == 1:
        return titled or lows[0] in known
    if lows[-1] in NAME_ENDINGS and not titled and lows[0] not in FIRST_NAMES:
        return False
    if len(name) > 5:
        return False
    if " ".join(lows) in GOVERNMENTS or (lows[-1] in GOVERNMENTS and lows[0] not in FIRST_NAMES):
        return False
    if any(part.isupper() and len(part) > 2 and "." not in part for part in name) and not titled:
        return lows[0] in FIRST_NAMES
    if titled or lows[0] in FIRST_NAMES or lows[-1] in known or lows[0].split("-")[0] in FIRST_NAMES:
        return True
    return (
        len(name) in (2, 3)
        and lows[0] not in GOVERNMENTS
        and not lows[-1].endswith(("ing", "tion"))
        and lows[0] not in NATION_ADJECTIVES
        and not lows[0].endswith(("ian", "ican"))
    )


_NO_FIRST_NAMES = frozenset(
    "islamic le la il el los las san santa saint mount lake fort port new north south east west northern southern "
    "eastern western central grand great upper lower old royal national international united federal public "
    "general supreme high world global black white red blue green golden happy big little".split()
)
"""First words of names that are places', bodies' or works' more often than people's."""
_PLURAL_BODIES = frozenset(
    "services affairs communications solutions industries enterprises foods motors mines".split()
)


def capital_runs(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return where capitalised words stand side by side; a possessive ends a run."""
    runs: list[tuple[int, int]] = []
    place = 0
    while place < len(words):
        end = place
        # A first name that opens a sentence has its capital for two reasons.
        end += words[place].sort is Sort.WORD and words[place].low in FIRST_NAMES and words[place].text[0].isupper()
        while end < len(words) and _goes_on_with_name(words, place, end) and not words[end].is_day:
            end += 1
            if words[end - 1].is_owner:
                break
        if end > place:
            runs.append((place, end))
        place = max(end, place + 1)
    return runs


_PARTICLES = frozenset("bin ibn bint von van der den de del della di da do dos du al el ter ben".split())


def _goes_on_with_name(words: Sequence[Word], first: int, place: int) -> bool:
    """Return whether a word is part of a name that began at `first`: `bin` in `Omar bin Rashid`."""
    if words[place].sort is Sort.NAME:
        return True
    following = words[place + 1] if place + 1 < len(words) else None
    return (
        place > first
        and words[place].text in _PARTICLES
        and following is not None
        and (following.sort is Sort.NAME or following.text in _PARTICLES)
    )


def names_in(source: Sequence[Word]) -> list[tuple[int, int]]:
    """Return where runs of capitalised words stand that can be a person's name, without titles and roles."""
    runs: list[tuple[int, int]] = []
    place = 0
    while place < len(source):
        if source[place].sort is not Sort.NAME and not (
            place == 0 and source[place].text[0].isupper() and source[place].sort is Sort.WORD
        ):
            place += 1
            continue
        end = place
        while end < len(source) and (_goes_on_with_name(source, place, end) or (end == place and place == 0)):
            end += 1
            if source[end - 1].is_owner:
                break
        start = name_start(source, place, end)
        if start < end:
            runs.append((start, end))
        place = max(end, place + 1)
    return runs


def name_start(source: Sequence[Word], first: int, end: int) -> int:
    """Return where in a run of capitalised words the name begins, after titles and roles: `Staff Katie Walsh`."""
    start = first
    if end - first == 1 and core_of(source[first]) in _SURNAMES and _explains_person(source, end):
        return first  # "Dean, a former senator,"
    for cut in range(first, end):
        titled = cut > first and core_of(source[cut - 1]) in TITLES
        if cut == end - 1 and cut > first and (titled or _may_precede_surname(source[cut - 1], source[cut])):
            break  # "Mr. King", "Howard Dean"
        if cut == first < end - 1 and core_of(source[cut]) in PEOPLE_NOUNS:
            start = cut + 1  # "Employee Steve Roe"
        if core_of(source[cut]) in TITLES | MAKERS or (core_of(source[cut]) in ROLES and not titled):
            start = cut + 1
    before = core_of(source[first - 2]) if first > 1 and source[first - 1].low == "of" else ""
    if before in ROLES:
        # "Chief of Staff Katie Walsh", "Minister of Foreign Affairs Jan Roe"
        while start < end - 1 and (source[start].low in _PORTFOLIOS or source[start].low in ORGANISATIONS | _OFFICES):
            start += 1
    return start


_SURNAMES = frozenset(
    "king dean bishop pope prince cardinal justice marshal major baron farmer priest guard head driver lord".split()
)
"""Titles and roles that are surnames as well."""


def _explains_person(source: Sequence[Word], end: int) -> bool:
    """Return whether the words after a name say who somebody is: `, a former senator`."""
    return end + 1 < len(source) and source[end].text == "," and source[end + 1].low in {"a", "an", "the", "who"}


def _may_precede_surname(before: Word, last: Word) -> bool:
    """Return whether a name before a title or role makes it the surname: `Howard Dean`, not `Chief Justice`."""
    low = core_of(before)
    if low in FIRST_NAMES:
        return True
    return core_of(last) in _SURNAMES and low not in _BEFORE_TITLES


def role_before(words: Sequence[Word], start: int) -> str | None:
    """Return the role before a name: `Australian Defense Minister`, `a spokesman for the group,`."""
    first = start
    while first > 0 and first > start - 9:
        word = words[first - 1]
        if word.sort in (Sort.NAME, Sort.WORD, Sort.ARTICLE) or word.low in {
            "of",
            "for",
            "and",
            "at",
            "secretary-general",
        }:
            if word.sort is Sort.ARTICLE and word.low in {"the", "a", "an", "his", "her", "their", "its"}:
                break
            first -= 1
            continue
        if word.text == "," and first == start:
            first -= 1
            continue
        break
    span = words[first:start]
    while span and span[0].low in {"of", "for", "and", "at", ","}:
        span = span[1:]
    for place, word in enumerate(span):
        if word.text == ",":
            continue
        if core_of(word) in ROLES:
            begin = place
            while begin > 0 and span[begin - 1].sort in (Sort.NAME, Sort.WORD) and span[begin - 1].text != ",":
                if span[begin - 1].low.endswith(("ed", "ing")) or span[begin - 1].low in _NOT_ROLE:
                    break
                begin -= 1
            return printed_words(span[begin:]) or None
    return None


_NOT_ROLE = frozenset("said says told met called asked named when while minister,".split())


def role_after(words: Sequence[Word], end: int) -> str | None:
    """Return the role after a name: `, a security expert at the think tank,`."""
    place = end
    if (
        place < len(words)
        and words[place].text == ","
        and place + 1 < len(words)
        and words[place + 1].sort is Sort.NUMBER
    ):
        place += 2
    if place + 1 >= len(words) or words[place].text not in {",", "(", "–", "—"}:
        return None
    close = place + 1
    while (
        close < len(words)
        and words[close].text not in {",", ")", "–", "—", ".", ";"}
        and words[close].sort is not Sort.QUOTE
    ):
        if words[close].sort in (Sort.AUXILIARY, Sort.MODAL, Sort.RELATIVE):
            break
        close += 1
    span = words[place + 1 : close]
    if not span or len(span) > 18 or span[0].sort not in (Sort.ARTICLE, Sort.NAME, Sort.WORD):
        return None
    if not any(core_of(word) in ROLES for word in span[:8]):
        return None
    if span[0].low in {"told", "said", "says"}:
        return None
    return without_article(printed_words(span)) or None


def institution_in(role: str) -> str | None:
    """Return the institution in a role: `Chatham House` in `a security expert at the London-based Chatham House`."""
    tokens = role.replace(",", " ,").split()
    order = sorted(range(1, len(tokens)), key=lambda place: (tokens[place] not in {"at", "with"}, place))
    for place in order:
        if tokens[place] in {"at", "of", "for", "with", "from", "in"}:
            name = _named_after(tokens[place + 1 :])
            if name:
                return name
    return _named_before(tokens[1:] if tokens and tokens[0].casefold() in ARTICLES else tokens)


def _named_after(tokens: Sequence[str]) -> str | None:
    """Return the name that follows a preposition: capitalised words, joined by small ones."""
    small = {"of", "for", "and", "the", "&", "on"}
    rest = list(tokens)
    while rest and (rest[0].casefold() in {"the", "a", "an"} or rest[0].casefold().endswith("-based")):
        rest = rest[1:]
    taken: list[str] = []
    for part in rest:
        if not (part[0].isupper() or (taken and part in small)):
            break
        taken.append(part)
    while taken and taken[-1] in small:
        taken.pop()
    return " ".join(taken) or None


def _named_before(tokens: Sequence[str]) -> str | None:
    """Return the name before a role: `White House` in `White House official`, nothing in `Transport Minister`."""
    before: list[str] = []
    for token in tokens:
        low = token.casefold().removesuffix("'s").removesuffix("’s")
        if not {low, low.rpartition("-")[2], low.removesuffix("s")}.isdisjoint(ROLES | PLURAL_PEOPLE | PEOPLE_NOUNS):
            break
        if token[0].isupper():
            before.append(token.removesuffix("'s").removesuffix("’s"))
        elif before:
            break
    if not before or before[0].casefold() in _PORTFOLIOS:
        return None
    if len(before) == 1 and _is_plain_opening(tokens, before[0]):
        return None
    name = " ".join(part for part in before if part.casefold() not in _NOT_NAMES)
    national = name.casefold() not in NATIONS and name.split()[:1] and name.split()[0].casefold() in NATION_ADJECTIVES
    return None if len(name) < 2 or (national and not _has_body(name)) else name


_NOT_NAMES = frozenset("a an the one two three some several senior former".split())
_PORTFOLIOS = frozenset(
    "transport defence defense foreign finance health education prime justice interior home energy environment trade "
    "labour labor agriculture economy economic culture sports deputy vice senior chief executive general assistant "
    "associate former acting first second third minister state shadow junior lead leading top".split()
)
"""Words before a role that say what it is for, not whose it is: `Transport Minister`."""
_BEFORE_TITLES = ROLES | TITLES | ORGANISATIONS | NATION_ADJECTIVES | _PORTFOLIOS | frozenset({"crown"})
"""Words before a title, which make it no surname: `Chief Justice`."""


_OFFICES = frozenset("staff state house affairs commons lords communications security council national".split())


def _is_plain_opening(tokens: Sequence[str], word: str) -> bool:
    """Return whether a capital is only that of a sentence's first word: `Livid islanders`."""
    return tokens[0] == word and not word.isupper() and word.casefold() not in ORGANISATIONS | COLLECTIVES


def _has_body(name: str) -> bool:
    """Return whether a name holds a word for an institution: `UK Ministry of Defense`."""
    return not (ORGANISATIONS | COLLECTIVES).isdisjoint(name.casefold().split())


def government_of(core: Sequence[Word], printed: str) -> Speaker | None:
    """Return a nation as an institution, a capital as a collective; None for other words."""
    name = without_article(printed).casefold()
    if name in NATIONS:
        return Speaker(attribution=Attribution.INSTITUTION, printed=printed, name=without_article(printed))
    parts = [word.low for word in core if word.sort is not Sort.JOINER and word.text != ","]
    if parts and CAPITALS.issuperset(parts):
        return Speaker(attribution=Attribution.COLLECTIVE, printed=printed, described=printed)
    return None


_GOING_ON = frozenset(
    "representing calling advising opposing supporting backing seeking campaigning fighting including involving "
    "investigating overseeing demanding promoting detailing showing containing "
    "suing pushing".split()
)
"""Words in -ing that go on describing the noun before them."""


def head_of(core: Sequence[Word]) -> Word | None:
    """Return the main noun of a noun phrase: the last word before a preposition or a clause."""
    head = None
    for word in core:
        if word.sort in (Sort.PREPOSITION, Sort.RELATIVE, Sort.LINK, Sort.AUXILIARY, Sort.MODAL) and head is not None:
            if word.low == "of" and core_of(head) in {"number", "group", "handful", "series", "spokesman"}:
                continue
            break
        if word.sort in (Sort.NAME, Sort.WORD, Sort.NUMBER, Sort.PRONOUN) or word.low in PLURAL_PEOPLE:
            if head is not None and word.low in {"familiar", "close", "involved", "briefed", "aware", "privy"}:
                break  # "a person familiar with the talks"
            if (
                head is not None
                and word.sort is Sort.WORD
                and word.low.endswith(("ing", "ed"))
                and core_of(head) in PEOPLE_NOUNS | PLURAL_PEOPLE
            ):
                break
            if head is not None and word.low in _GOING_ON:
                break  # "a union representing nurses"
            head = word
        if word.sort is Sort.JOINER and head is not None:
            continue
    return head


def is_people(head: Word, core: Sequence[Word]) -> bool:
    """Return whether the main noun of a phrase means people."""
    low = core_of(head)
    if low in {"marine", "marines", "seal", "seals", "ranger", "rangers"}:
        return len(core) < 4 and not any(word.sort is Sort.NAME for word in core if word is not head)
    if low in PEOPLE_NOUNS or low in PLURAL_PEOPLE:
        return low not in {"police", "head"} or len(core) > 3
    if low.endswith("s") and low[:-1] in PEOPLE_NOUNS:
        return True
    if low.endswith("ies") and low[:-3] + "y" in PEOPLE_NOUNS:
        return True
    return low.endswith(("men", "women", "people", "person", "man", "woman")) and low not in {"german", "roman", "omen"}


def issuer_of(core: Sequence[Word]) -> str | None:
    """Return whose document it is: `the ministry's report`, `a report by the ministry`."""
    for place, word in enumerate(core):
        if word.is_owner:
            return without_article(printed_words([*core[:place], word])).removesuffix("'s").removesuffix("’s")
        if word.low in {"by", "from", "of"} and place:
            return without_article(printed_words(core[place + 1 :])) or None
    names = [word for word in core[:-1] if word.sort is Sort.NAME]
    return printed_words(names) or None


def capacity_of(role: str) -> Capacity:
    """Return the capacity that a role or a description shows."""
    lows = {
        token.strip(",.").rpartition("-")[2] for token in role.casefold().replace("’s", "").replace("'s", "").split()
    }
    for nouns, capacity in (
        (SPOKESPEOPLE, Capacity.SPOKESPERSON),
        (WITNESSES, Capacity.WITNESS),
        (OFFICIALS, Capacity.OFFICIAL),
        (EXPERTS, Capacity.EXPERT),
        (PRESS, Capacity.MEDIA),
        (PRIVATE, Capacity.PRIVATE),
    ):
        if not nouns.isdisjoint(lows):
            return capacity
    return Capacity.NOT_STATED


_OF_EITHER = frozenset("chris sam alex pat kim lee marion mira".split())
"""First names of women and men alike."""


def fits_gender(name: str, *, she: bool) -> bool:
    """Return whether somebody with a name can be `she`, or else `he`: yes, unless the first name is known otherwise."""
    first = name.split()[0].casefold()
    return first not in FIRST_NAMES or first in _OF_EITHER or (first in SHE_NAMES) == she
