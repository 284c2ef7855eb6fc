"""Whether two printed names can be the name of one person (rule 4, first case)."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

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

Tokens = tuple[str, ...]


def folded(text: str) -> str:
    """Return the text casefolded and without accents."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


@lru_cache(maxsize=20_000)
def name_tokens(name: str) -> Tokens:
    """Return the parts of a name as printed: casefolded, without accents, punctuation and honorifics."""
    parts = _SEPARATORS.sub(" ", _DROPPED.sub("", folded(name))).split()
    return tuple(part for part in parts if part not in HONORIFICS)


def can_be_same_name(one: str, other: str) -> bool:
    """Return whether one name can be the other with parts left out or cut to initials (rule 4).

    Names of which nothing is left, and names in different scripts, can always be the same.
    """
    return _tokens_can_match(name_tokens(one), name_tokens(other))


def _tokens_can_match(one: Tokens, other: Tokens) -> bool:
    """Return whether every part of the shorter finds a part of its own in the longer."""
    short, long = sorted((one, other), key=len)
    if not short or _script(short).isdisjoint(_script(long)) or _run_together(short) == _run_together(long):
        return True
    return _all_placed(short, long)


def _all_placed(short: Tokens, long: Tokens) -> bool:
    """Return whether the parts of `short` can be given different parts of `long` (augmenting paths)."""
    holder: dict[int, int] = {}

    def place(index: int, tried: set[int]) -> bool:
        for spot, part in enumerate(long):
            if spot not in tried and _parts_match(short[index], part):
                tried.add(spot)
                if spot not in holder or place(holder[spot], tried):
                    holder[spot] = index
                    return True
        return False

    return len(short) <= len(long) and all(place(index, set()) for index in range(len(short)))


def _parts_match(one: str, other: str) -> bool:
    """Return whether two parts are equal, or one is the other's initial."""
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _run_together(tokens: Tokens) -> str:
    """Return the parts without the spaces between them: "JD Vance" is "J. D. Vance"."""
    return "".join(tokens)


@lru_cache(maxsize=20_000)
def _script(tokens: Tokens) -> frozenset[str]:
    """Return the scripts in which the parts are written; digits belong to none, so they alone are "any"."""
    found = {unicodedata.name(sign, "?").split()[0] for part in tokens for sign in part if sign.isalpha()}
    return frozenset(found or {"LATIN"})


def possible_namesakes(names: Iterable[str]) -> Mapping[Tokens, set[Tokens]]:
    """Return, for each name's parts, the parts of all the given names that it can be the same as, itself included.

    Compares only names that share a part, an initial or all letters, or differ in script: near linear for real names.
    """
    spelled = list(dict.fromkeys(name_tokens(name) for name in names))
    index = _candidate_index(spelled)
    same: dict[Tokens, set[Tokens]] = {tokens: {tokens} for tokens in spelled}
    for tokens in spelled:
        for other in _candidates(tokens, index, spelled):
            if other not in same[tokens] and _tokens_can_match(tokens, other):
                same[tokens].add(other)
                same[other].add(tokens)
    return same


@dataclass(frozen=True, slots=True)
class _Index:
    """Names by what they contain."""

    part: dict[str, list[Tokens]]
    initial: dict[str, list[Tokens]]
    first_letter: dict[str, list[Tokens]]
    letters: dict[str, list[Tokens]]
    script: dict[frozenset[str], list[Tokens]]


def _candidate_index(spelled: list[Tokens]) -> _Index:
    """Return the names by part, initial, first letter of a part, all letters, and scripts."""
    index = _Index(defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list), defaultdict(list))
    for tokens in spelled:
        index.letters[_run_together(tokens)].append(tokens)
        index.script[_script(tokens)].append(tokens)
        for part in set(tokens):
            index.part[part].append(tokens)
            if len(part) == 1:
                index.initial[part].append(tokens)
        for letter in {part[0] for part in tokens}:
            index.first_letter[letter].append(tokens)
    return index


def _candidates(tokens: Tokens, index: _Index, spelled: list[Tokens]) -> Iterable[Tokens]:
    """Return every name that could contain the name `tokens`, found by its rarest part, and then some."""
    if not tokens:
        return spelled
    found = index.letters[_run_together(tokens)] + min((_with_part(part, index) for part in tokens), key=len)
    for script, others in index.script.items():
        if script.isdisjoint(_script(tokens)):
            found += others
    return found


def _with_part(part: str, index: _Index) -> list[Tokens]:
    """Return the names in which `part` could stand."""
    if len(part) == 1:
        return index.first_letter.get(part, [])
    return index.part.get(part, []) + index.initial.get(part[0], [])
