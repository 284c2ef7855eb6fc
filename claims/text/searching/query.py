"""The query language: words, "phrases", beginnings*, OR, -not and fields, in which nothing is ever wrong.

Words side by side must all be there; ``OR`` between two makes one of them enough; ``-`` before one leaves out every
claim in which it stands.  A word that is several tokens (an address, ``U.S.``) is a phrase.  ``field:value``
narrows what is found where the field is known, and ``-field:value`` leaves out what fits; anything else is taken as
words.  Of a text without a letter or digit nothing is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from claims.text.searching.tokens import is_unspaced, words_of

_PIECE = re.compile(
    r"""
    (?P<minus>-+)?
    (?:(?P<field>[A-Za-z_]+):(?=\S))?
    (?:"(?P<phrase>[^"]*)"? | (?P<word>[^\s"]+))
    (?P<star>\*)?
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens that stand side by side; the last may go on where only its beginning was given."""

    tokens: tuple[str, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field with the value typed for it, and whether what has it is left out."""

    name: str
    value: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for: of each group one term at least, none of ``excluded``, and what the fields say."""

    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms that are looked for, each once."""
        return tuple(dict.fromkeys(term for group in self.groups for term in group))


@dataclass(slots=True)
class _Reading:
    """A query while it is read from left to right."""

    groups: list[list[Term]] = field(default_factory=list)
    excluded: list[Term] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    joins: bool = False
    """Whether an OR stood before what comes now."""

    def add(self, term: Term) -> None:
        if self.joins and self.groups:
            self.groups[-1].append(term)
        else:
            self.groups.append([term])
        self.joins = False


def parsed(typed: str, fields: Collection[str] = (), *, as_words: Collection[Field] = ()) -> Query:
    """Return what was asked for; whatever is typed means something, and nothing is refused.

    ``fields`` are the names that are known as fields, and ``as_words`` those fields that are to be words after all.
    """
    reading = _Reading()
    known = {name.casefold() for name in fields}
    for piece in _PIECE.finditer(typed):
        _take(piece, reading, known, as_words)
    groups = dict.fromkeys(tuple(dict.fromkeys(group)) for group in reading.groups)
    return Query(tuple(groups), tuple(dict.fromkeys(reading.excluded)), tuple(reading.fields))


def _take(piece: re.Match[str], reading: _Reading, fields: Collection[str], as_words: Collection[Field]) -> None:
    text = piece["phrase"] if piece["phrase"] is not None else piece["word"]
    name = (piece["field"] or "").casefold()
    asked = Field(name, text.strip().rstrip("*"), excluded=piece["minus"] is not None)
    if name in fields and asked not in as_words:
        reading.fields.append(asked)
        reading.joins = False
        return
    if text == "OR" and piece["word"] and not piece["minus"] and not name:
        reading.joins = True
        return
    term = _term(f"{name}:{text}" if name else text, star=piece["star"] is not None)
    if term is None:
        return
    if piece["minus"]:
        reading.excluded.append(term)
        reading.joins = False
    else:
        reading.add(term)


def _term(text: str, *, star: bool) -> Term | None:
    """Return what a word or phrase asks for; nothing if there is no token in it."""
    goes_on = star or text.endswith("*")
    found = words_of(text)
    if not found:
        return None
    # The last of a run of signs that are taken in pairs stands alone in what is asked for, and begins a pair in a text.
    alone = len(found[-1]) == 1 and is_unspaced(found[-1])
    if alone and len(found) > 1 and len(found[-2]) == 2 and found[-2][1] == found[-1]:
        found, alone = found[:-1], False
    return Term(tuple(found), goes_on or alone)
