"""Turning a table's rows into drafts: each cell is read as its field's type demands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from itertools import compress
from typing import Any, TypeVar

from claims.catalogue import APPEARANCE, ARTICLE, CLAIM, DAY, FLAG, NUMBER, SOURCE, Field
from claims.entry.drafts import (
    AppearanceDraft,
    ArticleDraft,
    ClaimDraft,
    EvidenceDraft,
    ReviewDraft,
    RowDraft,
    SourceDraft,
    WindowDraft,
)
from claims.entry.resolve.keys import day_of, web_address
from claims.entry.rules.nothing import given_by_nobody
from claims.errors import BadValue, ClaimsError, Several
from claims.interchange.ratings import UNKNOWN, Ratings
from claims.interchange.tables.mapping import FIELDS, Entry
from claims.text.dates import partial_date
from claims.vocabulary import Attribution, EvidenceKind, Outcome, Status, WindowRole

E = TypeVar("E", bound=StrEnum)


def _named(fields: Iterable[Field], but: Collection[str] = ()) -> tuple[tuple[str, str], ...]:
    """Return the fields that a column can fill, each with its name in a draft and its name in a mapping."""
    return tuple((field.name, field.heading) for field in fields if field.cell and field.name not in but)


_CLAIM = _named(CLAIM.plain, but=("statement",))
_ARTICLE = _named(field for field in ARTICLE if field.stored)
_APPEARANCE = _named(APPEARANCE, but=("attribution", "source"))
_SOURCE = _named(SOURCE)
_WINDOWS = tuple((role.value, role) for role in WindowRole)

_ARTICLES_OWN = ("article.key", *(heading for _, heading in _ARTICLE))


def row_draft(entry: Entry, ratings: Ratings) -> RowDraft:
    """Return a row's drafts.

    Raises `BadValue`, with the field, for a value the field cannot hold, and `Several` for a row with more problems.
    """
    try:
        return _drafted(entry, ratings)
    except BadValue as problem:
        raise _with_others(entry, problem) from problem


def _with_others(entry: Entry, problem: BadValue) -> ClaimsError:
    """Return a row's problem with the others that it has, in the order of its columns."""
    problems = [problem]
    for name, read in {**_READ, **_READ_LATER}.items():
        try:
            if name in entry.values:
                read(name, entry.values[name])
        except BadValue as other:
            problems.append(other)
    try:
        _where(frozenset((*entry.values, *entry.several)))
    except BadValue as other:
        problems.append(other)
    different = list({(each.part, str(each)): each for each in problems}.values())
    columns = list(entry.values)
    different.sort(key=lambda each: columns.index(each.part) if each.part in columns else -1)
    return Several(different) if different[1:] else problem


def _drafted(entry: Entry, ratings: Ratings) -> RowDraft:
    values = entry.values
    fields: dict[str, Any] = {name: _READ[name](name, text) if name in _READ else text for name, text in values.items()}
    given = _fields_of((*values, *entry.several))
    content, of_article, of_appearance = _digests(entry)
    return RowDraft(
        line=entry.line,
        claim=_claim(fields, entry) if "statement" in fields else None,
        content=content,
        of_article=of_article,
        of_appearance=of_appearance,
        given=given,
        claim_key=values.get("claim.key"),
        article_key=values.get("article.key"),
        appearance_key=values.get("appearance.key"),
        appearance=_appearance(fields, entry, given),
        review=_review(fields, ratings),
    )


def _claim(fields: Mapping[str, Any], entry: Entry) -> ClaimDraft:
    windows = tuple([WindowDraft(role=role, words=fields[name]) for name, role in _WINDOWS if name in fields])
    return ClaimDraft(
        statement=fields["statement"],
        stories=tuple(dict.fromkeys(entry.several.get("story", ()))),
        windows=windows,
        **_given(fields, "claim"),
    )


def _appearance(fields: Mapping[str, Any], entry: Entry, given: frozenset[str]) -> AppearanceDraft | None:
    """Return a row's appearance, or None for a row without an article; raises `BadValue` if its article is missing."""
    if not _where(given):
        return None
    attribution = fields.get("attribution")
    if "source" in entry.nothing and attribution is not None:
        attribution = given_by_nobody(attribution)
    source = _source(fields)
    if attribution is None:
        if source is not None:
            words = ", ".join(Attribution)
            raise BadValue(f"a source needs an attribution: one of {words}", part="attribution")
        attribution = Attribution.OUTLET if "relays" in fields else Attribution.UNATTRIBUTED
    article = ArticleDraft(read=True, reporters=entry.several.get("reporter", ()), **_given(fields, "article"))
    return AppearanceDraft(
        attribution=attribution,
        article=article,
        source=source,
        **_given(fields, "appearance"),
    )


def _where(given: frozenset[str]) -> bool:
    """Return whether a row says in which article; raises `BadValue` if it says other things of one, and not which."""
    wanting = sorted(given & (_OF_APPEARANCE if given.isdisjoint(_ARTICLES_OWN) else _ABOUT_ARTICLE))
    if wanting and given.isdisjoint(_NAMES_ARTICLE):
        raise BadValue("say where it was reported: the outlet, the address or the title", part=wanting[0])
    return not given.isdisjoint(_ARTICLES_OWN)


_NAMES_ARTICLE = frozenset({"outlet", "url", "title", "article.key"})
"""An article needs at least one of these fields."""

_OF_ARTICLE = frozenset({"reporter", *(heading for name, heading in _ARTICLE if name != "note")})
_SAID = frozenset(
    {
        *(heading for _, heading in (*_named(APPEARANCE, but=("note", "private_note")), *_SOURCE)),
        *("attribution", "source"),
    }
)
"""The fields that identify an article without an address or a key, and an appearance without a key; no notes."""

_OF_APPEARANCE = frozenset({"reporter", *(field.heading for field in APPEARANCE if field.cell)})


_ABOUT_ARTICLE = frozenset(_ARTICLES_OWN)


def _given(given: Mapping[str, Any], record: str) -> dict[str, Any]:
    """Return the row's values of a record's fields, by their names in a draft."""
    return {name: given[heading] for name, heading in _present(record, tuple(given))}


@lru_cache(maxsize=4_096)  # the rows of a table have few different sets of cells that are not empty
def _present(record: str, headings: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a record that a row with these cells has."""
    return tuple(field for field in _OF_RECORD[record] if field[1] in headings)


_OF_RECORD = {"claim": _CLAIM, "article": _ARTICLE, "appearance": _APPEARANCE, "source": _SOURCE}


def _source(fields: Mapping[str, Any]) -> SourceDraft | None:
    if "source" not in fields:
        for _, heading in _SOURCE:
            if heading in fields:
                raise BadValue("it is not said whose it is; give the source too", part=heading)
        return None
    return SourceDraft(source=fields["source"], **_given(fields, "source"))


def _review(fields: Mapping[str, Any], ratings: Ratings) -> ReviewDraft | None:
    """Return a row's review: its status is the row's own, else the one that its rating means; None without either."""
    rating, rater = fields.get("rating"), fields.get("rated_by")
    outcome: Outcome | None = fields.get("outcome")
    status: Status | None = fields.get("status")
    meant = None if rating is None else ratings.status_of(rating, rater)
    if status is None and rating is None and outcome is None:
        return None
    known = rating is None or status is not None or meant is not None
    given = status or meant or (UNKNOWN if rating is not None else Status.UNVERIFIED)
    evidence = fields.get("evidence_kind"), fields.get("evidence")
    return _review_draft(given, outcome, rating, rater, known, fields.get("review_note"), *evidence)


@lru_cache(maxsize=1_024)  # the rows of a claim mostly repeat its review, and drafts are never changed
def _review_draft(
    status: Status,
    outcome: Outcome | None,
    rating: str | None,
    rater: str | None,
    known: bool,
    note: str | None,
    evidence_kind: EvidenceKind | None,
    evidence: str | None,
) -> ReviewDraft:
    """Return a review with its evidence; a rating without an address rests on the rating itself."""
    rests = rating is not None or evidence is not None or evidence_kind is not None
    piece = EvidenceDraft(kind=evidence_kind or EvidenceKind.REPORT, url=evidence)
    return ReviewDraft(
        status=status,
        outcome=outcome,
        rating=rating,
        rated_by=rater,
        known=known,
        note=note,
        evidence=(piece,) if rests else (),
    )


@lru_cache(maxsize=4_096)
def _word(name: str, text: str) -> StrEnum:
    """Return the word of a field's vocabulary; raises `BadValue` with the valid words."""
    words = FIELDS[name].words
    assert words is not None
    typed = text.strip().casefold().replace("-", "_").replace(" ", "_")
    for word in words:
        if word.value.casefold() == typed:
            return word
    near = get_close_matches(typed, list(words), n=1)
    hint = f'did you mean "{near[0]}"? ' if near else ""
    raise BadValue(f'"{text[:60]}" is no {name.replace("_", " ")}; {hint}choose from {", ".join(words)}', part=name)


@lru_cache(maxsize=4_096)
def _day(name: str, text: str) -> date:
    try:
        day = partial_date(text)
    except BadValue as problem:
        raise BadValue(str(problem), part=name) from problem
    if day.earliest != day.latest:
        raise BadValue(f'"{text}" is not a day', part=name)
    return day.earliest


def _count(name: str, text: str) -> int:
    if not re.fullmatch(r"\d{1,6}", text):
        raise BadValue(f'"{text[:60]}" is not a number for {name.replace("_", " ")}', part=name)
    return int(text)


def _yes_or_no(name: str, text: str) -> bool:
    typed = text.strip().casefold()
    if typed not in _YES | _NO:
        raise BadValue(f'"{text[:60]}" in {name.replace("_", " ")} is neither yes nor no', part=name)
    return typed in _YES


_YES, _NO = frozenset({"yes", "true", "1", "y"}), frozenset({"no", "false", "0", "n"})

_READERS: Mapping[object, Callable[[str, str], Any]] = {DAY: _day, NUMBER: _count, FLAG: _yes_or_no}
_READ: Mapping[str, Callable[[str, str], Any]] = {
    name: _word if field.words else _READERS[field.holds]
    for name, field in FIELDS.items()
    if field.words or field.holds in _READERS
}
"""How to read a cell, by its field; other cells are texts."""

_READ_LATER: Mapping[str, Callable[[str, str], Any]] = {
    "published": lambda name, text: day_of(text, name),
    "url": lambda name, text: web_address(text, name),
}
"""How texts are read when the row is entered: a row that is refused before has these looked at too."""


@lru_cache(maxsize=4_096)
def _fields_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(names)


def _digests(entry: Entry) -> tuple[str, str, str]:
    """Return digests of a row's values for any order of columns: of all, of its article's, and of what it says."""
    texts = {
        **entry.values,
        **{name: f"\x00{name}=".join(sorted(given)) for name, given in entry.several.items() if given},
    }
    names, of_article, said = _digested(tuple(texts))
    parts = [f"{name}={texts[name]}" for name in names]
    return _digest(parts), _digest(compress(parts, of_article)), _digest(compress(parts, said))


@lru_cache(maxsize=4_096)
def _digested(names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[bool, ...], tuple[bool, ...]]:
    """Return fields in the order in which they are digested, and which of them are the article's and what it says."""
    ordered = tuple(sorted(names, key="{}=".format))
    return ordered, tuple(name in _OF_ARTICLE for name in ordered), tuple(name in _SAID for name in ordered)


def _digest(parts: Iterable[str]) -> str:
    """Return a SHA-256 in hexadecimal."""
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()
