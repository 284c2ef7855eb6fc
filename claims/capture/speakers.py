"""Who a source is: a person, an institution, a document, somebody unnamed; what else the article says of them.

    cast = Cast(read)
    cast.speaker(words, first, end)

A cast reads an article from its beginning, so that `Messmer`, `she` and `the expert` later are Marion Messmer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from claims.capture.values import Speaker
from claims.capture.wordlists.nouns import COLLECTIVES, DOCUMENTS
from claims.capture.wordlists.people import (
    EXPERTS,
    FIRST_NAMES,
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
from claims.capture.words import Sort, Word
from claims.rules.sourcing.described import attribution_read, is_plural, number_described
from claims.vocabulary import Attribution, Capacity

_ORGANISATIONS = frozenset(
    "house group bank inc inc. corp corp. ltd plc llc company holdings capital partners associates sachs stanley "
    "brothers university college school institute institution council committee commission ministry department "
    "agency bureau office authority association union federation foundation society party church court police army "
    "navy force guard service congress senate parliament assembly government administration embassy campaign watch "
    "international network center centre trust fund board team club united city airlines airways motors systems "
    "technologies industries energy pharmaceuticals entertainment records studios games research lab labs alliance "
    "coalition project nations treasury hospital museum museums rights defence defense affairs kremlin pentagon "
    "taliban hamas hezbollah nato opec fbi cia nsa eu un who imf ecb nhs exchange reserve watchdog".split()
)
_PEOPLE_NOUNS = ROLES | frozenset(
    "man woman boy girl person source people voter passenger customer user someone owner employee worker insider "
    "participant member figure associate relative lady gentleman attendee tourist buyer seller shopper refugee "
    "migrant protester demonstrator organizer critic observer critics observers sources insiders".split()
)
_PLURAL_PEOPLE = frozenset(
    "critics experts sources people insiders observers officials supporters opponents many some others several "
    "most few voters residents locals democrats republicans conservatives liberals analysts fans users both those "
    "police authorities prosecutors investigators lawmakers".split()
)
_SINGLE_PRONOUNS = {"he": False, "his": False, "him": False, "she": True, "her": True}


@dataclass(slots=True)
class _Person:
    """A person named in the article: full name, role and institution."""

    name: str
    role: str | None = None
    institution: str | None = None


@dataclass(slots=True)
class Cast:
    """The people and bodies of an article, in the order of their entrance."""

    people: dict[str, _Person] = field(default_factory=dict)
    spoken: list[Speaker] = field(default_factory=list)
    seen: list[_Person] = field(default_factory=list)

    def meet(self, words: Sequence[Word]) -> None:
        """Take in the full names of a sentence."""
        place = 0
        while place < len(words):
            end = place
            while end < len(words) and (words[end].sort is Sort.NAME) and not words[end].text.isdigit():
                end += 1
                if words[end - 1].is_owner:
                    break
            if end - place >= 1:
                self._meet_run(words, place, end)
            place = max(end, place + 1)

    def _meet_run(self, words: Sequence[Word], first: int, end: int) -> None:
        start = first
        while start < end and (_core(words[start]) in TITLES or _core(words[start]) in ROLES):
            start += 1
        titled = start > first or (first > 0 and _core(words[first - 1]) in ROLES)
        for cut in range(end - 1, start, -1):
            if _core(words[cut]) in ROLES and cut + 1 < end:
                start, titled = cut + 1, True
                break
        name = [_bare(word) for word in words[start:end]]
        if not name or not _is_personal(name, titled=titled, known=self.people):
            return
        key = name[-1].casefold()
        if len(name) >= 2:
            person = self.people.setdefault(key, _Person(" ".join(name)))
            if len(name) > len(person.name.split()) and person.name.split()[-1].casefold() == key:
                person.name = " ".join(name)
            self._learn(person, words, first, start, end)
            self.seen.append(person)
        elif key in self.people:
            self.seen.append(self.people[key])

    def _learn(self, person: _Person, words: Sequence[Word], first: int, start: int, end: int) -> None:
        """Keep a person's role and institution from the words around the name."""
        if person.role is not None:
            return
        role = _role_before(words, start) or _role_after(words, end)
        if role:
            person.role = role
            person.institution = _institution_in(role)

    def speaker(self, words: Sequence[Word], first: int, end: int) -> Speaker:
        """Return who the words of a source are, and remember that they spoke."""
        speaker = self._who(words, first, end)
        self.spoken.append(speaker)
        return speaker

    def _who(self, words: Sequence[Word], first: int, end: int) -> Speaker:
        source = words[first:end]
        printed = _printed(source)
        if len(source) == 1 and (source[0].sort in (Sort.PRONOUN, Sort.RELATIVE) or source[0].low in _POINTERS):
            return self._pronoun(words, first, printed)
        core = source[
            : next((place for place, word in enumerate(source) if word.text in {",", "—", "–", "-", "("}), len(source))
        ]
        if core and core[0].low in _POINTERS and len(core) > 1 and core[0].low in {"his", "her", "their", "its"}:
            owner = self._pronoun(words, first, core[0].text)
            return replace(self._noun(source, core, printed), institution=owner.shown)
        named = self._named(source, core, printed)
        return named or self._noun(source, core, printed)

    def _named(self, source: Sequence[Word], core: Sequence[Word], printed: str) -> Speaker | None:
        """Return a named person, None if the words are no person's name."""
        for start, stop in _names_in(source):
            if source[stop - 1].is_owner and stop < len(source):
                continue
            name = [_bare(word) for word in source[start:stop]]
            key = name[-1].casefold()
            before = source[:start]
            titled = any(_core(word) in ROLES or _core(word) in TITLES for word in before[-3:])
            known = self.people.get(key)
            alone = len(name) == 1
            if alone and not (known is not None or titled or self._may_be_surname(source, start, stop)):
                continue
            if not alone and not _is_personal(name, titled=titled, known=self.people):
                continue
            if start and source[start - 1].sort is Sort.PREPOSITION:
                break
            person = known if known and (alone or known.name.split()[0][0] == name[0][0]) else _Person(" ".join(name))
            role = _role_before(source, start) or _role_after(source, stop) or person.role
            person.role = person.role or role
            institution = (_institution_in(role) if role else None) or person.institution
            person.institution = person.institution or institution
            if len(name) > 1:
                self.people.setdefault(key, person)
            return Speaker(
                attribution=Attribution.NAMED, printed=printed, name=person.name, role=role, institution=institution,
                capacity=_capacity(role or ""),
            )  # fmt: skip
        return None

    def _may_be_surname(self, source: Sequence[Word], start: int, stop: int) -> bool:
        """Return whether a single capitalised word is a person rather than a body or a place."""
        word = source[start]
        low = _bare(word).casefold()
        if start or stop != len(source) or low in GOVERNMENTS or low in _ORGANISATIONS or low in _PLURAL_PEOPLE:
            return False
        return not (_bare(word).isupper() and len(word.text) > 1) and not low.endswith("s") and "." not in word.text

    def _noun(self, source: Sequence[Word], core: Sequence[Word], printed: str) -> Speaker:
        """Return the speaker behind a description, or a body's or a document's name."""
        head = _head(core)
        low = _core(head) if head is not None else ""
        definite = core[0].low in {"the", "this", "that"} if core else False
        if definite:
            earlier = self._earlier(core, low)
            if earlier is not None:
                return replace(earlier, printed=printed, guessed=True)
        if low in DOCUMENTS or (low.endswith("s") and low[:-1] in DOCUMENTS):
            return Speaker(attribution=Attribution.DOCUMENT, printed=printed, name=printed, issuer=_issuer(core))
        governing = _government(core, printed)
        if governing is not None:
            return governing
        if head is not None and _is_people(head, core):
            read = attribution_read(Attribution.UNNAMED, printed, None)
            return Speaker(
                attribution=read, printed=printed, described=printed, institution=_institution_in(printed),
                count=number_described(printed), capacity=_capacity(printed),
            )  # fmt: skip
        if head is not None and (head.text[0].isupper() or low in COLLECTIVES or low in _ORGANISATIONS):
            return Speaker(attribution=Attribution.INSTITUTION, printed=printed, name=_without_article(printed))
        if is_plural(printed):
            return Speaker(attribution=Attribution.COLLECTIVE, printed=printed, described=printed)
        return Speaker(attribution=Attribution.UNNAMED, printed=printed, described=printed)

    def _earlier(self, core: Sequence[Word], head: str) -> Speaker | None:
        """Return who was meant by `the minister`, `the first diplomat`, `the statement`."""
        if len(core) > 3 and any(word.sort is Sort.NAME for word in core[1:]):
            return None
        candidates: Iterator[Speaker] = (
            iter(self.spoken) if any(word.low == "first" for word in core) else reversed(self.spoken)
        )
        for speaker in candidates:
            label = f"{speaker.role or ''} {speaker.described or ''}".casefold().split()
            if head in label and speaker.attribution in (Attribution.NAMED, Attribution.UNNAMED):
                return speaker
            if head in {
                "statement",
                "company",
                "group",
                "organisation",
                "organization",
                "agency",
                "ministry",
                "embassy",
            } and speaker.attribution in (Attribution.INSTITUTION, Attribution.DOCUMENT):
                return speaker
        return None

    def _pronoun(self, words: Sequence[Word], place: int, printed: str) -> Speaker:
        """Return who a pronoun stands for: the nearest speaker who fits."""
        low = words[place].low.split("'")[0]
        if low in {"who", "which", "that"} and place:
            before = _antecedent(words, place)
            if before is not None:
                return replace(self._who(words, *before), printed=printed)
        if low in {"i", "we", "you"}:
            return Speaker(attribution=Attribution.OWN_VOICE, printed=printed, guessed=True)
        here = self._in_sentence(words, place, low)
        if here is not None:
            return replace(here, printed=printed)
        for speaker in reversed(self.spoken):
            if _fits_pronoun(speaker, low):
                return replace(speaker, printed=printed, guessed=True)
        if low in _SINGLE_PRONOUNS and self.seen:
            for person in reversed(self.seen):
                if _fits_gender(person.name, low):
                    return Speaker(
                        attribution=Attribution.NAMED, printed=printed, name=person.name, role=person.role,
                        institution=person.institution, capacity=_capacity(person.role or ""), guessed=True,
                    )  # fmt: skip
        if low == "they":
            return Speaker(attribution=Attribution.COLLECTIVE, printed=printed, described=printed, guessed=True)
        return Speaker(attribution=Attribution.UNNAMED, printed=printed, described=printed, guessed=True)

    def _in_sentence(self, words: Sequence[Word], place: int, low: str) -> Speaker | None:
        """Return the person named first in the sentence before a pronoun, if nobody spoke since."""
        if low not in _SINGLE_PRONOUNS:
            return None
        for word in words[:place]:
            person = self.people.get(_bare(word).casefold()) if word.sort is Sort.NAME and not word.quoted else None
            if person is not None and not word.is_owner and _fits_gender(person.name, low):
                return Speaker(
                    attribution=Attribution.NAMED, printed="", name=person.name, role=person.role,
                    institution=person.institution, capacity=_capacity(person.role or ""), guessed=True,
                )  # fmt: skip
        return None


_POINTERS = frozenset("he she they it who which that his her their its i we you".split())


def _antecedent(words: Sequence[Word], place: int) -> tuple[int, int] | None:
    from claims.capture.attribution.phrases import phrase_before

    last = place - 1
    if words[last].text in {",", "—", "–", "("}:
        last -= 1
    first = phrase_before(words, last)
    return None if first is None else (first, last + 1)


def _fits_pronoun(speaker: Speaker, low: str) -> bool:
    if low in _SINGLE_PRONOUNS:
        if speaker.attribution is Attribution.NAMED and speaker.name:
            return _fits_gender(speaker.name, low)
        return speaker.attribution is Attribution.UNNAMED and (speaker.count or 1) == 1
    if low in {"they", "their"}:
        return speaker.attribution in (Attribution.UNNAMED, Attribution.COLLECTIVE, Attribution.INSTITUTION)
    if low in {"it", "its"}:
        return speaker.attribution in (Attribution.INSTITUTION, Attribution.DOCUMENT, Attribution.OUTLET)
    return False


def _fits_gender(name: str, low: str) -> bool:
    first = name.split()[0].casefold()
    if first not in FIRST_NAMES:
        return True
    return (first in SHE_NAMES) == _SINGLE_PRONOUNS[low] or first in {
        "chris",
        "sam",
        "alex",
        "pat",
        "kim",
        "lee",
        "marion",
        "mira",
    }


def _core(word: Word) -> str:
    low = word.low.removesuffix("'s")
    return low if low in ROLES or low in TITLES else low.rpartition("-")[2] if "-" in low else low


def _bare(word: Word) -> str:
    text = word.text
    return text[:-2] if text.endswith(("'s", "’s")) else text.rstrip("'’")


def _printed(words: Sequence[Word]) -> str:
    """Return words as they are printed, with the blanks that the text has between them."""
    parts: list[str] = []
    for place, word in enumerate(words):
        if place and word.start > words[place - 1].end:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts).strip(" ,;:-–—(")


def _without_article(text: str) -> str:
    for article in ("The ", "the ", "A ", "a ", "An ", "an "):
        if text.startswith(article):
            return text[len(article) :]
    return text


def _is_personal(name: Sequence[str], *, titled: bool, known: dict[str, _Person]) -> bool:
    """Return whether capitalised words are a person's name."""
    lows = [part.casefold() for part in name]
    if not _ORGANISATIONS.isdisjoint(lows) or any(part.isdigit() for part in name):
        return False
    if len(name) == 1:
        return titled or lows[0] in known
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
        and not lows[0].endswith("an")
    )


def _names_in(source: Sequence[Word]) -> list[tuple[int, int]]:
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
        while end < len(source) and (source[end].sort is Sort.NAME or (end == place and place == 0)):
            end += 1
            if source[end - 1].is_owner:
                break
        start = place
        for cut in range(place, end):
            if _core(source[cut]) in ROLES | TITLES:
                start = cut + 1
        if start < end:
            runs.append((start, end))
        place = max(end, place + 1)
    return runs


def _role_before(words: Sequence[Word], start: int) -> str | None:
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
        if _core(word) in ROLES:
            begin = place
            while begin > 0 and span[begin - 1].sort in (Sort.NAME, Sort.WORD) and span[begin - 1].text != ",":
                if span[begin - 1].low.endswith(("ed", "ing")) or span[begin - 1].low in _NOT_ROLE:
                    break
                begin -= 1
            return _printed(span[begin:]) or None
    return None


_NOT_ROLE = frozenset("said says told met called asked named when while minister,".split())


def _role_after(words: Sequence[Word], end: int) -> str | None:
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
    if not any(_core(word) in ROLES for word in span[:8]):
        return None
    if span[0].low in {"told", "said", "says"}:
        return None
    return _without_article(_printed(span)) or None


def _institution_in(role: str) -> str | None:
    """Return the institution in a role: `Chatham House` in `a security expert at the London-based Chatham House`."""
    tokens = role.replace(",", " ,").split()
    order = sorted(range(len(tokens)), key=lambda place: (tokens[place] not in {"at", "with"}, place))
    for place in order:
        if tokens[place] in {"at", "of", "for", "with", "from", "in"} and place:
            rest = tokens[place + 1 :]
            while rest and (rest[0].casefold() in {"the", "a", "an"} or rest[0].casefold().endswith("-based")):
                rest = rest[1:]
            taken: list[str] = []
            for part in rest:
                if part[0].isupper() or (taken and part in {"of", "for", "and", "the", "&", "on"}):
                    taken.append(part)
                else:
                    break
            while taken and taken[-1] in {"of", "for", "and", "the", "&", "on"}:
                taken.pop()
            if taken:
                return " ".join(taken)
    before: list[str] = []
    for token in tokens:
        low = token.casefold().removesuffix("'s").removesuffix("’s")
        singular = low.removesuffix("s")
        if not {low, low.rpartition("-")[2], singular}.isdisjoint(ROLES | _PLURAL_PEOPLE | _PEOPLE_NOUNS):
            break
        if token[0].isupper():
            before.append(token.removesuffix("'s").removesuffix("’s"))
        elif before:
            break
    name = " ".join(
        part
        for part in before
        if part.casefold() not in {"a", "an", "the", "one", "two", "three", "some", "several", "senior", "former"}
    )
    known = name.split()[0].casefold() if name else ""
    if (
        name
        and len(name) > 1
        and (name.casefold() in NATIONS or known not in NATION_ADJECTIVES or name.casefold() not in NATION_ADJECTIVES)
    ):
        if known in NATION_ADJECTIVES and name.casefold() not in NATIONS and not _has_body(name):
            return None
        return name
    return None


def _has_body(name: str) -> bool:
    """Return whether a name holds a word for an institution: `UK Ministry of Defense`."""
    return not (_ORGANISATIONS | COLLECTIVES).isdisjoint(name.casefold().split())


def _government(core: Sequence[Word], printed: str) -> Speaker | None:
    """Return a nation as an institution, a capital as a collective; None for other words."""
    name = _without_article(printed).casefold()
    if name in NATIONS:
        return Speaker(attribution=Attribution.INSTITUTION, printed=printed, name=_without_article(printed))
    parts = [word.low for word in core if word.sort is not Sort.JOINER and word.text != ","]
    if parts and CAPITALS.issuperset(parts):
        return Speaker(attribution=Attribution.COLLECTIVE, printed=printed, described=printed)
    return None


def _head(core: Sequence[Word]) -> Word | None:
    """Return the main noun of a noun phrase: the last word before a preposition or a clause."""
    head = None
    for word in core:
        if word.sort in (Sort.PREPOSITION, Sort.RELATIVE, Sort.LINK, Sort.AUXILIARY, Sort.MODAL) and head is not None:
            if word.low == "of" and _core(head) in {"number", "group", "handful", "series", "spokesman"}:
                continue
            break
        if word.sort in (Sort.NAME, Sort.WORD, Sort.NUMBER, Sort.PRONOUN) or word.low in _PLURAL_PEOPLE:
            if (
                head is not None
                and word.sort is Sort.WORD
                and word.low.endswith(("ing", "ed"))
                and _core(head) in _PEOPLE_NOUNS | _PLURAL_PEOPLE
            ):
                break
            head = word
        if word.sort is Sort.JOINER and head is not None:
            continue
    return head


def _is_people(head: Word, core: Sequence[Word]) -> bool:
    low = _core(head)
    if low in _PEOPLE_NOUNS or low in _PLURAL_PEOPLE:
        return low not in {"police", "head"} or len(core) > 3
    if low.endswith("s") and low[:-1] in _PEOPLE_NOUNS:
        return True
    if low.endswith("ies") and low[:-3] + "y" in _PEOPLE_NOUNS:
        return True
    return low.endswith(("men", "women", "people", "person", "man", "woman")) and low not in {"german", "roman", "omen"}


def _issuer(core: Sequence[Word]) -> str | None:
    """Return whose document it is: `the ministry's report`, `a report by the ministry`."""
    for place, word in enumerate(core):
        if word.is_owner:
            return _without_article(_printed([*core[:place], word])).removesuffix("'s").removesuffix("’s")
        if word.low in {"by", "from", "of"} and place:
            return _without_article(_printed(core[place + 1 :])) or None
    names = [word for word in core[:-1] if word.sort is Sort.NAME]
    return _printed(names) or None


def _capacity(role: str) -> Capacity:
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
