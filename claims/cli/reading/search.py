"""`claims search`: claims by the words that stand in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

import click

from claims.catalogue import APPEARANCE, ARTICLE, CLAIM, EVIDENCE, REVIEW, SOURCE
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import reading
from claims.cli.reading.claims import question_of
from claims.cli.terminal.plain import harmless, one_line
from claims.cli.terminal.render import Column, Format, emit, warn, wrap
from claims.vocabulary import Attribution, ClaimKind, Outcome, Status, Weight, words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.reading.listing import Filters
    from claims.reading.search import Answer, Found, Passage
    from claims.text.searching import Field, Query

FIELDS = tuple("story status outcome kind weight outlet reporter source attribution said published overdue".split())
"""What can be asked for as ``field:value``."""

_LIKE_A_FIELD = re.compile(r"(?<!\S)-?([A-Za-z_]+):(?=\S)")

MOST_COMBINATIONS = 100
"""In how many ways fields may ask for one of several values each."""

AROUND = 70
"""How many characters of a passage are shown on either side of what was found."""


@command(
    "search",
    example="claims search kishida announcement\n"
    "claims search '\"in line\" OR possible* -canada outlet:politico'\n"
    "claims search status:disputed said:2024-03 --format json",
    context_settings={"ignore_unknown_options": True},
)
@click.argument("typed", metavar="WORDS", nargs=-1, type=click.UNPROCESSED)
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, help="How many claims to show at most (20).")
@click.option("--confidential", is_flag=True, help="Search off-the-record statements too.")
@reading
def search(desk: Desk, view: View, typed: tuple[str, ...], limit: int, confidential: bool) -> None:
    """Find claims by the words in them.

    Statements, quotes, names of sources, titles, notes and evidence are searched; case and accents do not matter.
    All WORDS must occur in one place: a claim's statement with one appearance or one review. "Two words" in
    quotation marks stand side by side, a word that ends in * is a beginning, OR means that either is enough, and
    -word leaves out claims that have it. Fields narrow the answer: story, status, outcome, kind, weight, outlet,
    reporter, source, attribution, said, published and overdue, as in outlet:nikkei, outlet:"the guardian" or
    said:2024-03. One of several values of a field is enough, and -outlet:nikkei leaves out what fits. Without WORDS
    the newest claims come first. With --as-of the words are read as of now, and looked for in the records as they
    stood then.
    """
    from claims.reading.search import Answer
    from claims.reading.search import search as find_claims
    from claims.text.searching import Query, parsed

    _refuse_options(typed)
    question = question_of(desk, view, confidential=confidential)
    text = " ".join(typed)

    def read(connection: Connection) -> Answer:
        query, filters, without = _narrowed(connection, parsed(text, FIELDS), text)
        if text.strip() and query == Query():
            warn("There is no letter or digit to look for in what was typed")
            return Answer((), more=False)
        return find_claims(connection, query, filters, question, limit=limit, without=without)

    answer = desk.read(read)
    if view.format is Format.TABLE:
        _print(answer, view)
        return
    rows = [_row(match, question.zone) for match in answer.matches]
    emit(rows, _COLUMNS, view.format, empty="No claim fits.", caption=view.caption)


def _refuse_options(typed: Iterable[str]) -> None:
    """Refuse an option that there is not: one hyphen leaves a word out, two mean nothing to a search."""
    unknown = next((word for word in typed if word.startswith("--") and len(word) > 2), None)
    if unknown is not None:
        raise click.NoSuchOption(unknown.partition("=")[0], ctx=click.get_current_context())


# Fields


Values = dict[str, Any]
"""What a field asks for, in the terms of `Filters`."""


def _narrowed(connection: Connection, query: Query, text: str) -> tuple[Query, list[Filters], list[Filters]]:
    """Return the query, what its fields ask for, of which one is enough, and what they leave out.

    A field that says nothing known is taken as words.
    """
    from claims.errors import ClaimsError
    from claims.reading.listing import Filters
    from claims.text.searching import parsed

    _hint(text)
    wanted: dict[str, list[Values]] = defaultdict(list)
    left_out: dict[str, list[Values]] = defaultdict(list)
    unknown: list[Field] = []
    for field in dict.fromkeys(query.fields):
        try:
            values = _FIELDS[field.name](connection, field.value)
        except (ClaimsError, ValueError) as problem:
            typed = f"{'-' * field.excluded}{field.name}:{field.value}"
            warn(f"{typed} narrows nothing and is taken as words ({problem})")
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
    return query, chosen, [Filters(**values) for several in left_out.values() for values in several]


def _combinations(wanted: Mapping[str, list[Values]]) -> list[tuple[Values, ...]]:
    """Return what is asked for in every way in which one value of each field can be had."""
    from claims.errors import BadValue

    values = [[_joined(several)] if name in _VOCABULARIES else several for name, several in wanted.items()]
    if prod(map(len, values)) > MOST_COMBINATIONS:
        raise BadValue("The fields ask for too much at once; give fewer values of each")
    return list(product(*values))


def _together(values: Iterable[Values]) -> Values:
    return {name: value for each in values for name, value in each.items()}


def _joined(values: Iterable[Values]) -> Values:
    """Return values of one vocabulary as one, of which any is enough."""
    joined: Values = {}
    for each in values:
        for name, members in each.items():
            joined[name] = (*joined.get(name, ()), *members)
    return joined


def _rest(name: str, left_out: Iterable[Values]) -> list[Values]:
    """Return what is not left out of a vocabulary of which every claim has a word."""
    ((kept, gone),) = _joined(left_out).items()
    rest = tuple(member for member in _VOCABULARIES[name] if member not in gone)
    return [{kept: rest}] if rest else []


def _hint(text: str) -> None:
    """Say where a field seems to be misspelt."""
    from difflib import get_close_matches

    for name in dict.fromkeys(_LIKE_A_FIELD.findall(text)):
        close = get_close_matches(name.casefold(), FIELDS, 1, cutoff=0.75)
        if close and name.casefold() not in FIELDS:
            warn(f"{name} is no field and is taken as a word; did you mean {close[0]}?")


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
        from claims.reading.find import find

        return {subject: find(connection, subject, value)}

    return values


def _published(connection: Connection, value: str) -> Values:
    first, last = _days(value)
    return {"since": first, "until": last}


def _said(connection: Connection, value: str) -> Values:
    return {"said": _days(value)}


def _days(value: str) -> tuple[date, date]:
    from claims.text.dates import partial_date

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
"""Of which every claim has one, so that to leave some out is to ask for the rest."""

_FIELDS: dict[str, Callable[[Connection, str], Values]] = {
    "story": _record("story"),
    "outlet": _record("outlet"),
    "reporter": _record("reporter"),
    "source": _record("source"),
    "status": _chosen(Status, "statuses"),
    "outcome": _chosen(Outcome, "outcomes"),
    "kind": _chosen(ClaimKind, "kinds"),
    "weight": _chosen(Weight, "weights"),
    "attribution": _chosen(Attribution, "attributions"),
    "published": _published,
    "said": _said,
    "overdue": _overdue,
}


# What people read


def _print(answer: Answer, view: View) -> None:
    if not answer.matches:
        click.echo("No claim fits.")
    for match in answer.matches:
        click.echo(_told(match))
    if answer.more:
        click.echo(f"\nThere are more than {len(answer.matches)}; --limit shows them.")
    if view.caption:
        click.echo(f"\n{view.caption}")


def _told(match: Found) -> str:
    """Return a claim as it was found: where it stands and its statement, and the passages below."""
    line = match.claim
    standing = "; ".join(words(value) for value in (line.status, line.outcome) if value)
    own = next((passage for passage in match.passages if passage.field == "statement"), None)
    statement = _lit(own.text, own.marks) if own else harmless(line.statement or "(redacted)")
    head = wrap(one_line(statement), first=f"#{line.id}".ljust(6))
    below = [wrap(f"{_PLACES[p.field]} (#{p.id}): {_extract(p)}", first="      ") for p in _others(match)]
    return "\n".join([head, wrap(f"{line.kind}; {standing}", first="      "), *below])


def _others(match: Found) -> Sequence[Passage]:
    return [passage for passage in match.passages if passage.field != "statement"][:3]


_RECORDS = {"appearance": (APPEARANCE, SOURCE, ARTICLE), "review": (REVIEW, EVIDENCE), "claim": (CLAIM,)}
_PLACES = {
    field.passage or field.name: field.called if place == "claim" else f"{field.called}, {place}"
    for place, records in _RECORDS.items()
    for record in records
    for field in record
    if field.searched
}
"""Where a passage stands, by the field; a note may be that of each."""


def _extract(passage: Passage) -> str:
    """Return the part of a passage around what was found first, marked."""
    start = max(0, passage.marks[0][0] - AROUND)
    end = min(len(passage.text), passage.marks[0][1] + AROUND)
    marks = [(first - start, last - start) for first, last in passage.marks if first >= start and last <= end]
    cut = _lit(passage.text[start:end], marks)
    return one_line(f"{'…' if start else ''}{cut}{'…' if end < len(passage.text) else ''}")


def _lit(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """Return a text with what was found between asterisks."""
    for start, end in reversed(marks):
        text = f"{text[:start]}*{text[start:end]}*{text[end:]}"
    return harmless(text)


# What programs read


def _row(match: Found, zone: Any) -> dict[str, Any]:
    from claims.render.as_json import line_json

    return line_json(match.claim, zone) | {"passages": list(match.passages)}


_COLUMNS = [
    Column("claim", "id", right=True),
    Column("status", "status"),
    Column("outcome", "outcome"),
    Column("statement", "statement"),
    Column("found in", lambda row: "; ".join(f"{p.subject} #{p.id} {p.field}" for p in row["passages"])),
]
