"""Whether two printed names can be the same name (rule 4): of people, and of institutions and outlets.

One name is the other with parts left out, added or reordered; initials or an acronym of it; a short form; another
spelling or transliteration; or a letter or two apart in a long word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from claims.text.names.spelling import Parts, can_be_same_part, sound
from claims.text.names.wordlists import LEGAL_FORMS, NO_NAME, SMALL_WORDS, nations

_BESIDE_A_NAME = """
mr mrs ms mx miss dr prof professor sir dame lord lady baroness hon honourable honorable rt rev reverend
president minister secretary senator sen rep congressman congresswoman ambassador governor gov mp
general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral adm
jr sr ii iii iv phd md qc kc esq herr frau monsieur madame mme mlle signor signora senor senora
"""

HONORIFICS = frozenset(_BESIDE_A_NAME.split())
"""Words beside a name that are no part of it; dropping one too many only makes the count more careful."""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_DROPPED = re.compile(r"['’‘ʼʻ`´]")
_SEPARATORS = re.compile(r"[\W_]+")
_DOTTED = re.compile(r"\b(?:\w\.\s?){2,}|\b\w(?:\.\w)+\b")
"""An abbreviation with dots: "U.S.", "F.B.I"."""

_NATION_OF, _ADJECTIVES = nations()
_LONGEST_ACRONYM = 8
_FEW = 24
_MOST_WORDS = 12
"""Words of a name that are looked at for its initials."""

Tokens = tuple[str, ...]


@lru_cache(maxsize=20_000)
def is_no_name(text: str) -> bool:
    """Return whether a text is only a word for nothing: "None", "N/A", "unknown", "-"; an empty one is no word."""
    return " ".join(text.casefold().split()).strip("\"'“”‘’") in NO_NAME


def folded(text: str) -> str:
    """Return the text casefolded and without accents."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


@lru_cache(maxsize=20_000)
def name_tokens(name: str) -> Tokens:
    """Return the parts of a person's name: casefolded, without accents, punctuation and honorifics.

    A word for nothing has none.
    """
    if is_no_name(name):
        return ()
    return tuple(part for part in _words(name) if part not in HONORIFICS)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name in the form in which it is compared."""

    tokens: Tokens
    """The parts that count."""
    words: Tokens
    """All words of the name, for its initials."""
    nations: frozenset[str] = frozenset()
    without_adjectives: Tokens = ()
    """The parts but for a nation's adjectives, where enough is left of them to be a name."""
    person: bool = True

    def __hash__(self) -> int:
        """Return a number by the parts alone, as spellings are looked up far more often than their parts are alike."""
        return hash(self.tokens)


@lru_cache(maxsize=20_000)
def person_spelling(name: str) -> Spelling:
    """Return the name of a person as it is compared."""
    tokens = name_tokens(name)
    return Spelling(tokens, tokens[:_MOST_WORDS])


@lru_cache(maxsize=20_000)
def institution_spelling(name: str) -> Spelling:
    """Return the name of an institution or outlet as it is compared.

    Articles, dots and what a company is in law do not count; a word for nothing has no parts.
    """
    if is_no_name(name):
        return Spelling((), (), person=False)
    words = _words(_DOTTED.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", name))
    tokens, adjectives = _institution_tokens(words)
    named = frozenset(one for one in tokens if one.startswith("@"))
    core = tuple(one for one in tokens if one not in adjectives)
    enough = core if sum(not one.startswith("@") for one in core) > 1 else tokens
    return Spelling(tokens, words[:_MOST_WORDS], named, enough, person=False)


def can_be_same_name(one: str, other: str) -> bool:
    """Return whether one person can have both names (rule 4).

    Names of which nothing is left, and names in different scripts, can always be the same.
    """
    return _can_match(person_spelling(one), person_spelling(other))


def can_be_same_institution(one: str, other: str) -> bool:
    """Return whether one institution or outlet can have both names (rule 4); those of two nations never."""
    return _can_match(institution_spelling(one), institution_spelling(other))


def possible_namesakes(names: Iterable[str], *, people: bool = True) -> Mapping[str, set[str]]:
    """Return, for each name, all the given names that can be the same name, itself included.

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
    for one, other in _pairs_to_compare(spelled):
        if _can_match(one, other):
            same[one].add(other)
            same[other].add(one)
    return {
        name: {each for other in same[spelling] for each in names_of[other]}
        for spelling, those in names_of.items()
        for name in those
    }


def reads_alike(one: str, other: str, *, people: bool) -> bool:
    """Return whether two names can be the same and show it: not if one is empty, or in another script."""
    first, second = (person_spelling(name) if people else institution_spelling(name) for name in (one, other))
    if not first.tokens or not second.tokens or _script(first.tokens).isdisjoint(_script(second.tokens)):
        return False
    return _can_match(first, second)


def alike_names(
    names: Iterable[str], fresh: Collection[str] | None = None, *, people: bool
) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that read alike, a name with itself among them; of ``fresh`` ones where given."""
    for name, others in possible_namesakes(names, people=people).items():
        for other in sorted(others):
            wanted = name <= other and (fresh is None or name in fresh or other in fresh)
            if wanted and (name == other or reads_alike(name, other, people=people)):
                yield name, other


def _pairs_to_compare(spelled: Sequence[Spelling]) -> Iterator[tuple[Spelling, Spelling]]:
    """Yield the pairs that can be the same at all: of a few names every pair."""
    if len(spelled) <= _FEW:
        yield from combinations(spelled, 2)
        return
    index = _Index(spelled)
    for number, spelling in enumerate(spelled):
        for other in index.candidates(spelling) - {number}:
            yield spelling, spelled[other]


def _words(name: str) -> Tokens:
    return tuple(_SEPARATORS.sub(" ", _DROPPED.sub("", folded(name))).split())


def _institution_tokens(words: Sequence[str]) -> tuple[Tokens, frozenset[str]]:
    """Return the parts of an institution's name, nations as ``@japan``, and the nations given by an adjective."""
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
    # A single letter at the end is no article but tells one from another: Committee A, Committee B.
    counting = [
        one for place, one in enumerate(tokens, 1) if one not in SMALL_WORDS or _is_letter_behind(tokens, place)
    ]
    named = [one for one in counting if one not in LEGAL_FORMS]
    return tuple(dict.fromkeys(named or counting or tokens)), frozenset(adjectives)


def _is_letter_behind(tokens: Sequence[str], place: int) -> bool:
    return place == len(tokens) > 1 and len(tokens[place - 1]) == 1


@lru_cache(maxsize=50_000)
def _can_match(one: Spelling, other: Spelling) -> bool:
    """Return whether two names can be the same."""
    if not one.tokens or not other.tokens or _script(one.tokens).isdisjoint(_script(other.tokens)):
        return True
    if one.nations and other.nations and one.nations.isdisjoint(other.nations):
        return False
    if _run_together(one.tokens) == _run_together(other.tokens) or _contained(one.tokens, other.tokens, one.person):
        return True
    if not one.person and (
        _contained(one.without_adjectives, other.without_adjectives, False)
        or _contained(_without_letters_in(other, one), _without_letters_in(one, other), False)
    ):
        return True
    return _abbreviates(one, other) or _abbreviates(other, one) or _joins(one, other) or _joins(other, one)


def _without_letters_in(name: Spelling, other: Spelling) -> Tokens:
    """Return the parts of the other name but for an "A" at its end that the name has as an article."""
    return tuple(token for token in other.tokens if token not in SMALL_WORDS or token not in name.words)


def _contained(one: Tokens, other: Tokens, person: bool) -> bool:
    """Return whether every part of the shorter finds a part of its own in the longer (augmenting paths)."""
    short, long = sorted((one, other), key=len)
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


def _parts_match(one: str, other: str, person: bool) -> bool:
    """Return whether two parts can be one, or one is the other's initial in a person's name."""
    if one == other or (person and 1 in (len(one), len(other)) and one[0] == other[0]):
        return True
    return can_be_same_part(one, other)


def _abbreviates(one: Spelling, other: Spelling) -> bool:
    """Return whether a part of one name is an acronym of words of the other, and the rest fits."""
    spelled = _acronyms(other)
    for place, token in enumerate(one.tokens):
        for start, end in spelled.get(token, ()):
            rest = one.tokens[:place] + one.tokens[place + 1 :]
            if not rest:
                return True
            left = other.words[:start] + other.words[end:]
            tokens = left if other.person else _institution_tokens(left)[0]
            if not tokens and not other.person and len(token) > 2:
                return True
            if tokens and _contained(rest, tokens, one.person):
                return True
    return False


@lru_cache(maxsize=20_000)
def _acronyms(name: Spelling) -> Mapping[str, list[tuple[int, int]]]:
    """Return the acronyms of runs of words of a name, with where each run begins and ends.

    Of an institution also with its small words ("MOFA"), with short words whole ("UNHCR"), by syllables ("Ofcom")
    and with its last word first ("DOJ").
    """
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
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
                    found[form].append((start, end))
    return found


def _turned_round(counting: Sequence[str]) -> set[str]:
    """Return the initials of a name whose last word may stand first: DOJ of the Justice Department."""
    rest = "".join(word[0] for word in counting[:-1])
    return {f"{counting[-1][0]}{of}{rest}" for of in ("", "o")} if len(counting) < 5 else set()


def _forms(run: Sequence[str], counting: Sequence[str]) -> Iterator[str]:
    """Yield how a run of an institution's words may be abbreviated."""
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


def _joins(one: Spelling, other: Spelling) -> bool:
    """Return whether two neighbouring parts of one name are one part of the other ("Abdul Rahman", "Abdulrahman")."""
    sounds = {sound(token) for token in other.tokens if len(token) > 2}
    for place in range(len(one.tokens) - 1):
        joined = one.tokens[place] + one.tokens[place + 1]
        if sound(joined) in sounds:
            tokens = (*one.tokens[:place], joined, *one.tokens[place + 2 :])
            if _contained(tokens, other.tokens, one.person):
                return True
    return False


@lru_cache(maxsize=20_000)
def _run_together(tokens: Tokens) -> str:
    """Return the sound of the parts without the spaces between them: "JD Vance" is "J. D. Vance"."""
    return sound("".join(tokens))


@lru_cache(maxsize=20_000)
def _script(tokens: Tokens) -> frozenset[str]:
    """Return the scripts in which the parts are written; digits belong to none, so they alone are "any"."""
    found = {
        unicodedata.name(sign, "?").split()[0] for part in tokens for sign in part.removeprefix("@") if sign.isalpha()
    }
    return frozenset(found or {"LATIN"})


class _Index:
    """Names, by their numbers, by what they contain."""

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
        parts = {part for one in spelled for part in one.tokens}
        self._parts = Parts(parts)
        sounds = set(map(sound, parts))
        for number, one in enumerate(spelled):
            self._enter(number, one)
            for acronym in parts & _acronyms(one).keys():
                self._acronym[acronym].append(number)
            for joined in sounds & _joined_sounds(one):
                self._joined[joined].append(number)

    def _enter(self, number: int, one: Spelling) -> None:
        """Note a name under its parts, letters and scripts."""
        self._letters[_run_together(one.tokens)].append(number)
        self._script[_script(one.tokens)].append(number)
        for part in set(one.tokens):
            self._part[part].append(number)
        if one.person:
            for part in set(one.tokens):
                if len(part) == 1:
                    self._initial[part].append(number)
            for letter in {part[0] for part in one.tokens}:
                self._first_letter[letter].append(number)

    def candidates(self, name: Spelling) -> frozenset[int]:
        """Return every name that could contain `name`, found by its rarest part, and then some."""
        if not name.tokens:
            return self._everything
        found = [self._letters[_run_together(name.tokens)]]
        # An "A" at the end may be the article of the fuller name, and stands among no parts of it then.
        telling = [part for part in name.tokens if part not in SMALL_WORDS] or name.tokens
        found.append(min((self._with_part(part, name.person) for part in telling), key=len))
        if name.without_adjectives:
            found.append(min((self._with_part(part, name.person) for part in name.without_adjectives), key=len))
        for token in name.tokens:
            found += (self._acronym.get(token, []), self._joined.get(sound(token), []))
        for joined in _joined_sounds(name):
            found += (self._part[part] for part in self._parts.sounding(joined))
        found += (others for script, others in self._script.items() if script.isdisjoint(_script(name.tokens)))
        return frozenset(number for numbers in found for number in numbers)

    def _with_part(self, part: str, person: bool) -> list[int]:
        """Return the names in which `part` could stand."""
        if part not in self._cached:
            found = {number for other in self._parts.like(part) for number in self._part[other]}
            if person:
                found.update(self._first_letter.get(part, ()) if len(part) == 1 else self._initial.get(part[0], ()))
            self._cached[part] = list(found)
        return self._cached[part]


@lru_cache(maxsize=20_000)
def _joined_sounds(name: Spelling) -> frozenset[str]:
    return frozenset(sound(first + second) for first, second in zip(name.tokens, name.tokens[1:], strict=False))
