"""Whether a noun phrase means a body, a group of people or one person, by its nouns and the words beside a name."""

from __future__ import annotations

from collections.abc import Sequence

from claims.capture.naming import (
    MAKERS,
    ORGANISATIONS,
    PEOPLE_NOUNS,
    PLURAL_PEOPLE,
    core_of,
    head_of,
    is_people,
    printed_words,
    role_after,
)
from claims.capture.wordlists.companies import COMPANIES
from claims.capture.wordlists.nouns import BODIES, COLLECTIVES, DOCUMENTS, SAYINGS
from claims.capture.wordlists.people import FIRST_NAMES, ROLES, TITLES
from claims.capture.words import ARTICLES, Sort, Word
from claims.patterns import pattern_of
from claims.rules.sourcing.described import is_plural

SPEAKING_BODIES = BODIES | COLLECTIVES | ORGANISATIONS | MAKERS
"""Nouns for bodies that speak as such."""

_EXAMPLES = frozenset("including like e.g".split())


def is_beside(source: Sequence[Word], start: int) -> bool:
    """Return whether a name is beside something described: `advisers to Rossi`, `many experts, including Rossi`."""
    place, called = start - 1, False
    while place > 0 and start - place < 7:
        role = core_of(source[place]) in _CALLED or core_of(source[place]).removesuffix("s") in _CALLED
        called |= role
        passed = called and source[place].sort in (Sort.WORD, Sort.NAME, Sort.ARTICLE)
        if not (role or source[place].sort is Sort.ARTICLE or passed):
            break
        place -= 1
    if place < 1:
        return False
    before = source[place]
    return before.sort is Sort.PREPOSITION or before.low == "to" or before.low in _EXAMPLES


def is_role_apposed(source: Sequence[Word], stop: int) -> bool:
    """Return whether a name is followed by what somebody is: `, the secretary general of the union`."""
    return role_after(source, stop) is not None


def is_body_apposed(source: Sequence[Word], stop: int) -> bool:
    """Return whether a name is followed by what a body is: `, the agency that oversees it`, `, a coal company`."""
    if stop + 1 >= len(source) or source[stop].text != "," or source[stop + 1].low not in {"a", "an", "the", "its"}:
        return False
    apposed = source[stop + 1 :]
    close = next((place for place, word in enumerate(apposed) if word.text == ","), len(apposed))
    head = head_of(apposed[:close])
    return head is not None and head.text.islower() and head.low in SPEAKING_BODIES and not is_people(head, apposed)


def is_person_alone(name: str) -> bool:
    """Return whether a single capitalised word can be a surname: no body's noun and no number."""
    low = name.casefold()
    nobody = ORGANISATIONS | COMPANIES | PLURAL_PEOPLE
    if low.endswith("s") and low[:-1] in _CALLED:
        return False  # "Rabbis"
    if _MIXED.search(name) is not None and _PREFIXED.match(name) is None:
        return False  # "EgyptAir"
    return low not in nobody and low.split("-")[0] not in _TENS


_CALLED = ROLES | TITLES | PEOPLE_NOUNS
_MIXED = pattern_of(r"[a-z][A-Z]")
_PREFIXED = pattern_of(r"(?:Mc|Mac|De|Di|Da|Du|La|Le|Lo|Van|Von|Fitz|O|St|Al|El|Ben)['’]?[A-Z]")
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())


def names_a_group(low: str) -> bool:
    """Return whether a capitalised word is a group's name rather than a surname: `Republicans`, not `Hughes`."""
    return low not in FIRST_NAMES and low.endswith(("ans", "ats", "ists", "ers", "ives", "als", "ites", "ics", "ees"))


def is_group(printed: str, head: str) -> bool:
    """Return whether a phrase means several people by a noun that no list has: `Gay Republicans`, `Rossi fans`."""
    return head.endswith("s") and head not in ORGANISATIONS | COLLECTIVES | DOCUMENTS | SAYINGS and is_plural(printed)


def is_party_of_people(core: Sequence[Word]) -> bool:
    """Return whether a phrase counts people by a body's noun or out of others: `a coalition of leaders`, `9 of 10`."""
    for place, word in enumerate(core[:-2]):
        if word.low in _GATHERINGS and core[place + 1].low == "of":
            rest = core[place + 2 :]
            return is_plural(printed_words(rest)) or core_of(rest[-1]).removesuffix("s") in PEOPLE_NOUNS
        out_of = core[place + 1].low == "of" and core[place + 2].sort is Sort.NUMBER
        if out_of and (word.sort is Sort.NUMBER or word.low in ARTICLES) and place < 3:
            return True
    return False


_GATHERINGS = frozenset(
    "army legion coalition alliance group network chorus crowd bloc array majority collection".split()
)


def names_an_association(core: Sequence[Word]) -> bool:
    """Return whether a plural in capitals is a body's name: `Citizens for Tax Justice`."""
    if len(core) < 3 or not core[0].text[0].isupper() or not core[0].low.endswith("s"):
        return False
    named = core[1].low in {"for", "without", "against", "united"} and core[2].text[0].isupper()
    return named and core[0].low not in {"democrats", "republicans", "officials", "sources"}


def is_adherent(head: Word, core: Sequence[Word]) -> bool:
    """Return whether a phrase means one person by a capitalised noun: `one Republican`, `a Texan`."""
    indefinite = core[0].low in {"a", "an", "one", "another"} or (
        len(core) == 1 and f"{core_of(head)}s" in PLURAL_PEOPLE
    )
    if not indefinite or not head.text[0].isupper():
        return False
    low = core_of(head)
    return f"{low}s" in PLURAL_PEOPLE or (low.endswith(("crat", "ian", "ist", "can")) and low not in ORGANISATIONS)
