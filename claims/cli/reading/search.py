"""`claims search`: claims by the words in them."""

from __future__ import annotations

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
from claims.patterns import pattern_of
from claims.vocabulary import Attribution, ClaimKind, Outcome, Status, Weight, words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.reading.lines import Filters
    from claims.reading.search import Answer, Found, Passage
    from claims.text.searching import Field, Query

FIELDS = tuple(
    "story status outcome kind weight outlet reporter source article attribution said published overdue".split()
)
"""The fields that can be asked for as ``field:value``."""

_LIKE_A_FIELD = pattern_of(r"(?<!\S)-?([A-Za-z_]+):(?=\S)")

MOST_COMBINATIONS = 100
"""How many combinations of the fields' values a search allows."""

AROUND = 70
"""How many characters of a passage are shown on either side of a match."""


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

    Statements, quotes, names of sources, titles, notes and evidence are searched; case and accents do not matter. All
    WORDS must occur in one place: a claim's statement with one appearance or one review. Quotation marks keep "two
    words" together, a star matches longer words (Ivanov*), OR means that either word is enough, and -word leaves out
    claims with the word.

    Fields narrow the answer: story, status, outcome, kind, weight, outlet, reporter, source, article, attribution,
    said, published and overdue, as in outlet:nikkei, outlet:"the guardian" or said:2024-03. If you give several values
    of a field, any of them will do, and -outlet:nikkei leaves that outlet out. The address of an article means the
    claims in it. Without WORDS the newest claims come first.

    With --as-of the words are read as of now, and the records as they stood then.
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
            warn("A search needs a letter or a digit")
            return Answer((), more=False)
        return find_claims(connection, query, filters, question, limit=limit, without=without)

    answer = desk.read(read)
    if view.format is Format.TABLE:
        _print(answer, view)
        return
    rows = [_row(match, question.zone) for match in answer.matches]
    emit(rows, _COLUMNS, view.format, empty="No claim fits.", caption=view.caption)


def _refuse_options(typed: Iterable[str]) -> None:
    """Refuse an unknown option: one hyphen leaves a word out, two mean nothing to a search."""
    unknown = next((word for word in typed if word.startswith("--") and len(word) > 2), None)
    if unknown is not None:
        raise click.NoSuchOption(unknown.partition("=")[0], ctx=click.get_current_context())


# Fields


Values = dict[str, Any]
"""The values that a field asks for, as arguments of `Filters`."""


def _narrowed(connection: Connection, query: Query, text: str) -> tuple[Query, list[Filters], list[Filters]]:
    """Return the query, the filters (any of them is enough), and the filters to leave out.

    A field with an unknown value is taken as words.
    """
    from claims.errors import ClaimsError
    from claims.reading.lines import Filters
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
            if "://" not in field.value:  # an address may stand in a text
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
    """Return every combination of one value for each field."""
    from claims.errors import BadValue

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


def _hint(text: str) -> None:
    """Warn about a field that seems to be misspelt."""
    from difflib import get_close_matches

    for name in dict.fromkeys(_LIKE_A_FIELD.findall(text)):
        close = get_close_matches(name.casefold(), FIELDS, 1, cutoff=0.75)
        if close and name.casefold() not in FIELDS:
            warn(f"{name} is not a field and is taken as a word; did you mean {close[0]}?")


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


# Text for people


def _print(answer: Answer, view: View) -> None:
    if not answer.matches:
        click.echo("No claim fits.")
    for match in answer.matches:
        click.echo(_told(match))
    if answer.more:
        click.echo(f"\nThere are more than these {len(answer.matches)}; --limit shows them.")
    if view.caption:
        click.echo(f"\n{view.caption}")


def _told(match: Found) -> str:
    """Return a matching claim: its status and statement, and the passages below."""
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
"""The place of a passage, by the field; each of them can have notes."""


def _extract(passage: Passage) -> str:
    """Return the part of a passage around its first match, with matches marked."""
    start = max(0, passage.marks[0][0] - AROUND)
    end = min(len(passage.text), passage.marks[0][1] + AROUND)
    marks = [(first - start, last - start) for first, last in passage.marks if first >= start and last <= end]
    cut = _lit(passage.text[start:end], marks)
    return one_line(f"{'…' if start else ''}{cut}{'…' if end < len(passage.text) else ''}")


def _lit(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """Return a text with its matches between asterisks."""
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
