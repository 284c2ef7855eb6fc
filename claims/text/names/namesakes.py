"""Whether two printed names of people, institutions or outlets can be the same name (rule 4).

They can if a name is the other with parts left out, added or reordered, its initials or acronym, a short form, another
spelling or transliteration, or differs by a letter or two in a long word.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from claims.patterns import pattern_of
from claims.text.letters import plain, undotted
from claims.text.names.spelling import Parts, can_be_same_part, sound
from claims.text.names.wordlists import LEGAL_FORMS, NO_NAME, SMALL_WORDS, nations

_BESIDE_A_NAME = """
mr mrs ms mx miss dr prof professor sir dame lord lady baroness hon honourable honorable rt rev reverend
president minister secretary senator sen rep congressman congresswoman ambassador governor gov mp
general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral adm
jr sr ii iii iv phd md qc kc esq herr frau monsieur madame mme mlle signor signora senor senora
"""

HONORIFICS = frozenset(_BESIDE_A_NAME.split())
"""Titles and suffixes that are not part of a name; dropping a word too many only makes the count more careful."""

_DROPPED = pattern_of(r"['’‘ʼʻ`´]")
_SEPARATORS = pattern_of(r"[\W_]+")
_NATION_OF, _ADJECTIVES = nations()
_LONGEST_ACRONYM = 8
_FEW = 24
_MOST_WORDS = 12
"""The most words of a name that its initials are taken from."""

REMEMBERED = 5_000
"""How many names, and pairs of names, are remembered; each takes a kilobyte or two."""

Tokens = tuple[str, ...]


@lru_cache(maxsize=REMEMBERED)
def is_no_name(text: str) -> bool:
    """Return whether a text is only a word for nothing, such as "None", "N/A", "unknown", "-"; False for no text."""
    return " ".join(text.casefold().split()).strip("\"'“”‘’") in NO_NAME


@lru_cache(maxsize=REMEMBERED)
def name_tokens(name: str) -> Tokens:
    """Return the parts of a person's name: casefolded, without accents, punctuation and honorifics.

    A word for nothing has no parts.
    """
    if is_no_name(name):
        return ()
    return tuple(part for part in _words(name) if part not in HONORIFICS)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name in the form compared."""

    tokens: Tokens
    """The parts that count."""
    words: Tokens
    """All words of the name, for its initials."""
    nations: frozenset[str] = frozenset()
    without_adjectives: Tokens = ()
    """The parts without a nation's adjectives, if the rest is still enough for a name."""
    person: bool = True

    def __hash__(self) -> int:
        """Return a number by the parts alone, as spellings are looked up far more often than their parts are alike."""
        return hash(self.tokens)


@lru_cache(maxsize=REMEMBERED)
def person_spelling(name: str) -> Spelling:
    """Return a person's name in the form compared."""
    tokens = name_tokens(name)
    return Spelling(tokens, tokens[:_MOST_WORDS])


@lru_cache(maxsize=REMEMBERED)
def institution_spelling(name: str) -> Spelling:
    """Return the name of an institution or outlet in the form compared.

    Articles, dots and legal forms do not count; a word for nothing has no parts.
    """
    if is_no_name(name):
        return Spelling((), (), person=False)
    words = _words(undotted(name))
    tokens, adjectives = _institution_tokens(words)
    named = frozenset(token for token in tokens if token.startswith("@"))
    core = tuple(token for token in tokens if token not in adjectives)
    enough = core if sum(not token.startswith("@") for token in core) > 1 else tokens
    return Spelling(tokens, words[:_MOST_WORDS], named, enough, person=False)


def can_be_same_name(name: str, other: str) -> bool:
    """Return whether the same person can have both names (rule 4).

    Names without any part, and names in different scripts, can always be the same.
    """
    return _can_match(person_spelling(name), person_spelling(other))


def can_be_same_institution(name: str, other: str) -> bool:
    """Return whether the same institution or outlet can have both names (rule 4); never with two different nations."""
    return _can_match(institution_spelling(name), institution_spelling(other))


def possible_namesakes(names: Iterable[str], *, people: bool = True) -> Mapping[str, set[str]]:
    """Return, for each name, all names among these that can be the same name, itself included.

    Compares only names that share a part, an initial, an acronym or all letters, or differ in script: near linear for
    real names.
    """
    spell: Callable[[str], Spelling] = person_spelling if people else institution_spelling
    names_of: dict[Spelling, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        names_of[spell(name)].append(name)
    spelled = list(names_of)
    if len(spelled) < 2:
        return {name: set(names_of[spelled[0]]) for name in (names_of[spelled[0]] if spelled else ())}
    same: dict[Spelling, set[Spelling]] = {spelling: {spelling} for spelling in spelled}
    for spelling, other in _pairs_to_compare(spelled):
        if _can_match(spelling, other):
            same[spelling].add(other)
            same[other].add(spelling)
    return {
        name: {namesake for other in same[spelling] for namesake in names_of[other]}
        for spelling, spelled_so in names_of.items()
        for name in spelled_so
    }


def reads_alike(name: str, other: str, *, people: bool) -> bool:
    """Return whether two names can be the same and visibly so: both have parts, in the same script.

    Initials beside other words are not enough: by its S alone, "Bernie S." can be Snapchat, or Sam Bean.
    """
    first, second = (person_spelling(each) if people else institution_spelling(each) for each in (name, other))
    if not first.tokens or not second.tokens or _script(first.tokens).isdisjoint(_script(second.tokens)):
        return False
    return _can_match(first, second) and not (people and _match_by_initials(first, second))


def _match_by_initials(name: Spelling, other: Spelling) -> bool:
    """Return whether two people's names, which can be the same, have no part in common but initials.

    Initials alone, and several of them, tell enough: "J. S." and "John Smith".
    """
    if _run_together(name.tokens) == _run_together(other.tokens) or any(
        len(each.tokens) > 1 and all(len(part) == 1 for part in each.tokens) for each in (name, other)
    ):
        return False
    if any(_parts_match(part, another, False) for part in name.tokens for another in other.tokens):
        return False
    return not any(match(*pair) for match in (_abbreviates, _joins) for pair in ((name, other), (other, name)))


def alike_names(
    names: Iterable[str], fresh: Collection[str] | None = None, *, people: bool
) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that read alike, including each name with itself.

    With ``fresh``, only pairs that contain a fresh name.
    """
    for name, others in possible_namesakes(names, people=people).items():
        for other in sorted(others):
            wanted = name <= other and (fresh is None or name in fresh or other in fresh)
            if wanted and (name == other or reads_alike(name, other, people=people)):
                yield name, other


def _pairs_to_compare(spelled: Sequence[Spelling]) -> Iterator[tuple[Spelling, Spelling]]:
    """Yield the pairs worth comparing; for a few names, every pair."""
    if len(spelled) <= _FEW:
        yield from combinations(spelled, 2)
        return
    index = _Index(spelled)
    for number, spelling in enumerate(spelled):
        for other in index.candidates(spelling) - {number}:
            yield spelling, spelled[other]


def _words(name: str) -> Tokens:
    return tuple(_SEPARATORS.sub(" ", _DROPPED.sub("", plain(name))).split())


def _institution_tokens(words: Sequence[str]) -> tuple[Tokens, frozenset[str]]:
    """Return the parts of an institution's name, nations as ``@japan``, and the nations named by an adjective."""
    tokens: list[str] = []
    adjectives: set[str] = set()
    place = 0
    while place < len(words):
        for length in (4, 3, 2, 1):
            form = "_".join(words[place : place + length])
            if place + length <= len(words) and form in _NATION_OF:
                tokens.append(f"@{_NATION_OF[form]}")
                if form in _ADJECTIVES:
                    adjectives.add(tokens[-1])
                break
        else:
            length = 1
            tokens.append(words[place])
        place += length
    # A single letter at the end is not an article but distinguishes names: Committee A, Committee B.
    counting = [
        token for place, token in enumerate(tokens, 1) if token not in SMALL_WORDS or _is_letter_behind(tokens, place)
    ]
    named = [token for token in counting if token not in LEGAL_FORMS]
    return tuple(dict.fromkeys(named or counting or tokens)), frozenset(adjectives)


def _is_letter_behind(tokens: Sequence[str], place: int) -> bool:
    return place == len(tokens) > 1 and len(tokens[place - 1]) == 1


@lru_cache(maxsize=REMEMBERED)
def _can_match(name: Spelling, other: Spelling) -> bool:
    """Return whether two names can be the same."""
    if not name.tokens or not other.tokens or _script(name.tokens).isdisjoint(_script(other.tokens)):
        return True
    if name.nations and other.nations and name.nations.isdisjoint(other.nations):
        return False
    if _run_together(name.tokens) == _run_together(other.tokens) or _contained(name.tokens, other.tokens, name.person):
        return True
    if not name.person and (
        _contained(name.without_adjectives, other.without_adjectives, False)
        or _contained(_without_letters_in(other, name), _without_letters_in(name, other), False)
    ):
        return True
    return _abbreviates(name, other) or _abbreviates(other, name) or _joins(name, other) or _joins(other, name)


def _without_letters_in(name: Spelling, other: Spelling) -> Tokens:
    """Return the parts of the other name, without an "A" at its end if this name has "a" as an article."""
    return tuple(token for token in other.tokens if token not in SMALL_WORDS or token not in name.words)


def _contained(parts: Tokens, other_parts: Tokens, person: bool) -> bool:
    """Return whether every part of the shorter name matches a part of its own in the longer (augmenting paths)."""
    short, long = sorted((parts, other_parts), key=len)
    holder: dict[int, int] = {}

    def place(index: int, tried: set[int]) -> bool:
        for spot, part in enumerate(long):
            if spot not in tried and _parts_match(short[index], part, person):
                tried.add(spot)
                if spot not in holder or place(holder[spot], tried):
                    holder[spot] = index
                    return True
        return False

    return bool(short) and all(place(index, set()) for index in range(len(short)))


def _parts_match(part: str, other: str, person: bool) -> bool:
    """Return whether two parts can be the same, or, in a person's name, either is the other's initial."""
    if part == other or (person and 1 in (len(part), len(other)) and part[0] == other[0]):
        return True
    return can_be_same_part(part, other)


def _abbreviates(name: Spelling, other: Spelling) -> bool:
    """Return whether a part of a name is an acronym of words of the other, and the rest matches."""
    spelled = _acronyms(other)
    for place, token in enumerate(name.tokens):
        for start, end in spelled.get(token, ()):
            rest = name.tokens[:place] + name.tokens[place + 1 :]
            if not rest:
                return True
            left = other.words[:start] + other.words[end:]
            tokens = left if other.person else _institution_tokens(left)[0]
            if not tokens and not other.person and len(token) > 2:
                return True
            if tokens and _contained(rest, tokens, name.person):
                return True
    return False


@lru_cache(maxsize=REMEMBERED)
def _acronyms(name: Spelling) -> Mapping[str, list[tuple[int, int]]]:
    """Return the acronyms of runs of words in a name, with the start and end of each run.

    For an institution also with its small words ("MOFA"), with short words whole ("UNHCR"), by syllables ("Ofcom")
    and with its last word first ("DOJ").
    """
    acronyms: dict[str, list[tuple[int, int]]] = defaultdict(list)
    small = frozenset() if name.person else SMALL_WORDS
    for start, first in enumerate(name.words):
        if first in small:
            continue
        for end in range(start + 2, min(len(name.words), start + _LONGEST_ACRONYM + 2) + 1):
            run = name.words[start:end]
            counting = [word for word in run if word not in small]
            if run[-1] in small or len(counting) < 2:
                continue
            forms = {"".join(word[0] for word in counting)} if name.person else set(_forms(run, counting))
            if not name.person:
                forms |= _turned_round(counting)
            for form in forms:
                if 2 <= len(form) <= _LONGEST_ACRONYM:
                    acronyms[form].append((start, end))
    return acronyms


def _turned_round(counting: Sequence[str]) -> set[str]:
    """Return the initials of a name with its last word first: DOJ for the Justice Department."""
    rest = "".join(word[0] for word in counting[:-1])
    return {f"{counting[-1][0]}{of}{rest}" for of in ("", "o")} if len(counting) < 5 else set()


def _forms(run: Sequence[str], counting: Sequence[str]) -> Iterator[str]:
    """Yield the possible abbreviations of a run of an institution's words."""
    whole = {""}
    for word in run:
        pieces = (
            {word[0]}
            | ({word} if len(word) <= 3 else set())
            | ({"hq"} if word == "headquarters" else set())
            | ({""} if word in SMALL_WORDS else set())
        )
        whole = {begun + piece for begun in whole for piece in pieces if len(begun + piece) <= _LONGEST_ACRONYM}
    yield from whole
    if len(counting) <= 3:
        parts = {""}
        for word in counting:
            parts = {begun + word[:length] for begun in parts for length in (2, 3, 4) if length <= len(word)}
            parts = {part for part in parts if len(part) <= _LONGEST_ACRONYM}
        yield from parts


def _joins(name: Spelling, other: Spelling) -> bool:
    """Return whether two neighbouring parts of a name are a single part of the other ("Abdul Rahman")."""
    sounds = {sound(token) for token in other.tokens if len(token) > 2}
    for place in range(len(name.tokens) - 1):
        joined = name.tokens[place] + name.tokens[place + 1]
        if sound(joined) in sounds:
            tokens = (*name.tokens[:place], joined, *name.tokens[place + 2 :])
            if _contained(tokens, other.tokens, name.person):
                return True
    return False


@lru_cache(maxsize=REMEMBERED)
def _run_together(tokens: Tokens) -> str:
    """Return the sound of the parts without spaces: the same for "JD Vance" and "J. D. Vance"."""
    return sound("".join(tokens))


@lru_cache(maxsize=REMEMBERED)
def _script(tokens: Tokens) -> frozenset[str]:
    """Return the scripts of the parts; digits belong to no script, and a name of digits only counts as Latin."""
    scripts = {
        unicodedata.name(sign, "?").split()[0] for part in tokens for sign in part.removeprefix("@") if sign.isalpha()
    }
    return frozenset(scripts or {"LATIN"})


class _Index:
    """Names, by number, indexed by their parts, letters, acronyms and scripts."""

    def __init__(self, spelled: Sequence[Spelling]) -> None:
        """Take the names, each once."""
        self._part: dict[str, list[int]] = defaultdict(list)
        self._initial: dict[str, list[int]] = defaultdict(list)
        self._first_letter: dict[str, list[int]] = defaultdict(list)
        self._letters: dict[str, list[int]] = defaultdict(list)
        self._acronym: dict[str, list[int]] = defaultdict(list)
        self._joined: dict[str, list[int]] = defaultdict(list)
        self._script: dict[frozenset[str], list[int]] = defaultdict(list)
        self._everything = frozenset(range(len(spelled)))
        self._cached: dict[str, list[int]] = {}
        parts = {part for name in spelled for part in name.tokens}
        self._parts = Parts(parts)
        sounds = set(map(sound, parts))
        for number, name in enumerate(spelled):
            self._enter(number, name)
            for acronym in parts & _acronyms(name).keys():
                self._acronym[acronym].append(number)
            for joined in sounds & _joined_sounds(name):
                self._joined[joined].append(number)

    def _enter(self, number: int, name: Spelling) -> None:
        """Index a name under its parts, letters and scripts."""
        self._letters[_run_together(name.tokens)].append(number)
        self._script[_script(name.tokens)].append(number)
        for part in set(name.tokens):
            self._part[part].append(number)
        if name.person:
            for part in set(name.tokens):
                if len(part) == 1:
                    self._initial[part].append(number)
            for letter in {part[0] for part in name.tokens}:
                self._first_letter[letter].append(number)

    def candidates(self, name: Spelling) -> frozenset[int]:
        """Return every name that could contain `name`, looked up by its rarest part, and possibly a few more."""
        if not name.tokens:
            return self._everything
        lists = [self._letters[_run_together(name.tokens)]]
        # An "A" at the end may be the article in the fuller name, which then has no such part.
        telling = [part for part in name.tokens if part not in SMALL_WORDS] or name.tokens
        lists.append(self._with_part(min(telling, key=self._bearers), name.person))
        if name.without_adjectives:
            lists.append(self._with_part(min(name.without_adjectives, key=self._bearers), name.person))
        for token in name.tokens:
            lists += (self._acronym.get(token, []), self._joined.get(sound(token), []))
        for joined in _joined_sounds(name):
            lists += (self._part[part] for part in self._parts.sounding(joined))
        lists += (others for script, others in self._script.items() if script.isdisjoint(_script(name.tokens)))
        return frozenset(number for numbers in lists for number in numbers)

    def _bearers(self, part: str) -> int:
        """Return how many names have a part or, for an initial, begin a part with it."""
        return len(self._first_letter.get(part, ())) or len(self._part[part])

    def _with_part(self, part: str, person: bool) -> list[int]:
        """Return the names that may contain `part`."""
        if part not in self._cached:
            numbers = {number for other in self._parts.like(part) for number in self._part[other]}
            if person:
                numbers.update(self._first_letter.get(part, ()) if len(part) == 1 else self._initial.get(part[0], ()))
            self._cached[part] = list(numbers)
        return self._cached[part]


@lru_cache(maxsize=REMEMBERED)
def _joined_sounds(name: Spelling) -> frozenset[str]:
    return frozenset(sound(first + second) for first, second in zip(name.tokens, name.tokens[1:], strict=False))
