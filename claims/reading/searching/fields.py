"""What somebody types into a search: words, and fields that narrow the answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from itertools import product
from math import prod
from typing import Any

from sqlalchemy import Connection

from claims.errors import BadValue, ClaimsError, blaming
from claims.patterns import pattern_of
from claims.reading.find import find
from claims.reading.lines import Filters
from claims.reading.searching.search import Answer, search
from claims.reading.view import PRESENT, View
from claims.text.dates import partial_date
from claims.text.searching import Field, Query, parsed
from claims.vocabulary import Attribution, ClaimKind, Outcome, Status, Weight

FIELDS = tuple(
    "story status outcome kind weight outlet reporter source article attribution said published overdue".split()
)
"""The fields that can be asked for as ``field:value``."""

_LIKE_A_FIELD = pattern_of(r"(?<!\S)-?([A-Za-z_]+):(?=\S)")

MOST_COMBINATIONS = 100
"""How many combinations of the fields' values a search allows."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a search asks for: its words, the filters (any of them is enough), and the filters to leave out."""

    query: Query | None
    """None if nothing that was typed can be searched for."""
    filters: tuple[Filters, ...]
    without: tuple[Filters, ...]
    remarks: tuple[str, ...]
    """What was taken otherwise than it looks."""


def with_fields(words: str, values: Mapping[str, str]) -> str:
    """Return a search as one would type it: the words, then each field with its value in quotation marks."""
    fields = (f'{name}:"{value.replace(chr(34), " ").strip()}"' for name, value in values.items() if value.strip())
    return " ".join([words.strip(), *fields]).strip()


def search_typed(
    connection: Connection, text: str, view: View = PRESENT, *, limit: int = 20
) -> tuple[Answer, tuple[str, ...]]:
    """Return the claims that fit a typed search, and remarks on how it was taken.

    Raises `BadValue` for fields with too many values.
    """
    asked = narrowed(connection, text)
    if asked.query is None:
        return Answer((), more=False), asked.remarks
    answer = search(connection, asked.query, asked.filters, view, limit=limit, without=asked.without)
    return answer, asked.remarks


def filters_typed(connection: Connection, typed: Mapping[str, Any]) -> Filters:
    """Return the filters of a list that somebody typed, by the names of `Filters`.

    ``story``, ``outlet``, ``reporter`` and ``source`` are names, slugs or numbers; ``since`` and ``until`` are days,
    months or years. Raises `NotFound`, `Ambiguous` and `BadValue`.
    """
    values = {field.name: typed[field.name] for field in fields(Filters) if typed.get(field.name) not in (None, ())}
    for name in ("story", "outlet", "reporter", "source"):
        if name in values:
            values[name] = find(connection, name, values[name], part=f"--{name}")
    for name, end in (("since", "earliest"), ("until", "latest")):
        if name in values:
            with blaming(f"--{name}"):
                values[name] = getattr(partial_date(values[name]), end)
    return Filters(**values)


Values = dict[str, Any]
"""The values that a field asks for, as arguments of `Filters`."""


def narrowed(connection: Connection, text: str) -> Narrowed:
    """Return what a search asks for; a field with an unknown value is taken as words."""
    query = parsed(text, FIELDS)
    remarks = list(_misspelt(text))
    wanted: dict[str, list[Values]] = defaultdict(list)
    left_out: dict[str, list[Values]] = defaultdict(list)
    unknown: list[Field] = []
    for field in dict.fromkeys(query.fields):
        try:
            values = _FIELDS[field.name](connection, field.value)
        except (ClaimsError, ValueError) as problem:
            typed = f"{'-' * field.excluded}{field.name}:{field.value}"
            if "://" not in field.value:  # an address may stand in a text
                remarks.append(f"{typed} narrows nothing and is taken as words ({problem})")
            unknown.append(field)
        else:
            (left_out if field.excluded else wanted)[field.name].append(values)
    if unknown:
        query = parsed(text, FIELDS, as_words=unknown)
    for name in _OF_EVERY_CLAIM & left_out.keys() - wanted.keys():
        rest = _rest(name, left_out[name])
        if rest:
            wanted[name], left_out[name] = rest, []
    chosen = [Filters(**_together(values)) for values in _combinations(wanted)]
    without = [Filters(**values) for several in left_out.values() for values in several]
    if text.strip() and query == Query():
        remarks.append("A search needs a letter or a digit")
        return Narrowed(None, (), (), tuple(remarks))
    return Narrowed(query, tuple(chosen), tuple(without), tuple(remarks))


def _combinations(wanted: Mapping[str, list[Values]]) -> list[tuple[Values, ...]]:
    """Return every combination of one value for each field."""
    values = [[_joined(several)] if name in _VOCABULARIES else several for name, several in wanted.items()]
    if prod(map(len, values)) > MOST_COMBINATIONS:
        raise BadValue("The fields have too many values; give fewer for each")
    return list(product(*values))


def _together(values: Iterable[Values]) -> Values:
    return {name: value for each in values for name, value in each.items()}


def _joined(values: Iterable[Values]) -> Values:
    """Return several values of one vocabulary as one filter; any of them is enough."""
    joined: Values = {}
    for each in values:
        for name, members in each.items():
            joined[name] = (*joined.get(name, ()), *members)
    return joined


def _rest(name: str, left_out: Iterable[Values]) -> list[Values]:
    """Return the remaining words of a vocabulary that every claim has a word of."""
    ((kept, gone),) = _joined(left_out).items()
    rest = tuple(member for member in _VOCABULARIES[name] if member not in gone)
    return [{kept: rest}] if rest else []


def _misspelt(text: str) -> Iterator[str]:
    """Yield a remark for each field that seems to be misspelt."""
    for name in dict.fromkeys(_LIKE_A_FIELD.findall(text)):
        close = get_close_matches(name.casefold(), FIELDS, 1, cutoff=0.75)
        if close and name.casefold() not in FIELDS:
            yield f"{name} is not a field and is taken as a word; did you mean {close[0]}?"


def _chosen(vocabulary: type[StrEnum], name: str) -> Callable[[Connection, str], Values]:
    def values(connection: Connection, value: str) -> Values:
        wanted = value.casefold().replace("-", "_").replace(" ", "_")
        members = {member.value.casefold(): member for member in vocabulary}
        if wanted not in members:
            raise ValueError(f"choose from {', '.join(members)}")
        return {name: (members[wanted],)}

    return values


def _record(subject: str) -> Callable[[Connection, str], Values]:
    def values(connection: Connection, value: str) -> Values:
        return {subject: find(connection, subject, value)}

    return values


def _published(connection: Connection, value: str) -> Values:
    first, last = _days(value)
    return {"since": first, "until": last}


def _said(connection: Connection, value: str) -> Values:
    return {"said": _days(value)}


def _days(value: str) -> tuple[date, date]:
    day = partial_date(value)
    return day.earliest, day.latest


def _overdue(connection: Connection, value: str) -> Values:
    if value.casefold() not in ("yes", "true", "1"):
        raise ValueError("say overdue:yes or -overdue:yes")
    return {"overdue": True}


_VOCABULARIES: dict[str, type[StrEnum]] = {
    "status": Status,
    "outcome": Outcome,
    "kind": ClaimKind,
    "weight": Weight,
    "attribution": Attribution,
}

_OF_EVERY_CLAIM = {"status", "kind", "weight"}
"""The fields that every claim has, so that leaving some values out means asking for the rest."""

_FIELDS: dict[str, Callable[[Connection, str], Values]] = {
    "story": _record("story"),
    "outlet": _record("outlet"),
    "reporter": _record("reporter"),
    "source": _record("source"),
    "article": _record("article"),
    "status": _chosen(Status, "statuses"),
    "outcome": _chosen(Outcome, "outcomes"),
    "kind": _chosen(ClaimKind, "kinds"),
    "weight": _chosen(Weight, "weights"),
    "attribution": _chosen(Attribution, "attributions"),
    "published": _published,
    "said": _said,
    "overdue": _overdue,
}
