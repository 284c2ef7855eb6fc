"""The query language: words, "phrases", beginnings*, OR, -not and fields; every input is a valid query.

All words must match; of two words joined by ``OR`` either is enough; ``-`` excludes every claim with that word.  A word
of several tokens (an address without a scheme, ``e-mail``) is a phrase.  ``field:value`` narrows the results if the
field is known, and ``-field:value`` excludes what matches; a whole address is the value of the field ``article``.
Anything else counts as words.  Text without a letter or digit is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from claims.patterns import pattern_of
from claims.text.searching.tokens import is_unspaced, words_of

_PIECE = pattern_of(
    r"""
    (?P<minus>-+)?
    (?:(?P<field>[A-Za-z_]+):(?=\S))?
    (?:"(?P<phrase>[^"]*)"? | (?P<word>[^\s"]+))
    (?P<star>\*)?
    """,
    re.VERBOSE,
)


ARTICLE = "article"
"""The field that an address typed among the words stands for."""


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens to match side by side; the last may be only a beginning (``goes_on``)."""

    tokens: tuple[str, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its typed value, and whether matches are excluded."""

    name: str
    value: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query: at least one term of each group, no term of ``excluded``, and all conditions of the fields."""

    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms to match, each once."""
        return tuple(dict.fromkeys(term for group in self.groups for term in group))


@dataclass(slots=True)
class _Reading:
    """A query while it is read from left to right."""

    groups: list[list[Term]] = field(default_factory=list)
    excluded: list[Term] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    joins: bool = False
    """Whether the last piece was an OR."""

    def add(self, term: Term) -> None:
        if self.joins and self.groups:
            self.groups[-1].append(term)
        else:
            self.groups.append([term])
        self.joins = False


def parsed(typed: str, fields: Collection[str] = (), *, as_words: Collection[Field] = ()) -> Query:
    """Return the query for whatever was typed; no text is refused.

    ``fields`` holds the known field names, and ``as_words`` the typed fields to read as plain words instead.
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
    if name in ("http", "https") and text.startswith("//") and ARTICLE in fields:
        name, text = ARTICLE, f"{name}:{text}"
    typed_field = Field(name, text.strip().rstrip("*"), excluded=piece["minus"] is not None)
    if name in fields and typed_field not in as_words:
        reading.fields.append(typed_field)
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
    """Return the term of a word or phrase, or None if it has no token."""
    goes_on = star or text.endswith("*")
    words = words_of(text)
    if not words:
        return None
    # In a script taken in pairs, the last character of a query is a token of its own, but in a text it begins a pair.
    alone = len(words[-1]) == 1 and is_unspaced(words[-1])
    if alone and len(words) > 1 and len(words[-2]) == 2 and words[-2][1] == words[-1]:
        words, alone = words[:-1], False
    return Term(tuple(words), goes_on or alone)
