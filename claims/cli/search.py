"""`claims search`: claims by the words that stand in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claims.cli.claims import question_of
from claims.cli.command import command
from claims.cli.desk import Desk, View
from claims.cli.options import reading
from claims.cli.plain import harmless, one_line
from claims.cli.render import Column, Format, emit, warn, wrap
from claims.vocabulary import Attribution, ClaimKind, Outcome, Status, Weight, words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.queries.listing import Filters
    from claims.queries.search import Answer, Found, Passage
    from claims.searching import Field, Query

E = TypeVar("E", bound=StrEnum)

FIELDS = tuple("story status outcome kind weight outlet reporter source attribution said published overdue".split())
"""What can be asked for as ``field:value``."""

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
@click.option("--confidential", is_flag=True, help="Search what was said off the record too.")
@reading
def search(desk: Desk, view: View, typed: tuple[str, ...], limit: int, confidential: bool) -> None:
    """Find claims by the words that stand in them.

    Searched are statements, quotes, what sources are called, titles, notes and evidence; case and accents do not
    matter. All WORDS have to stand in one place: a claim's statement together with one appearance or one review.
    "Two words" in quotation marks stand side by side, a word that ends in * is a beginning, OR makes one of two
    enough, and -word leaves out the claims in which it stands. Fields narrow the answer: story, status, outcome,
    kind, weight, outlet, reporter, source, attribution, said, published and overdue, as in outlet:nikkei or
    said:2024-03. With --as-of the words are those of now, and what they are found in is what was there then.
    """
    from claims.queries.search import search as find_claims
    from claims.searching import parsed

    question = question_of(desk, view, confidential=confidential)
    text = " ".join(typed)

    def read(connection: Connection) -> Answer:
        query, filters = _narrowed(connection, parsed(text, FIELDS), text)
        return find_claims(connection, query, filters, question, limit=limit)

    answer = desk.read(read)
    if view.format is Format.TABLE:
        _print(answer, view)
        return
    rows = [_row(one, question.zone) for one in answer.found]
    emit(rows, _COLUMNS, view.format, empty="No claim fits.", caption=view.caption)


# Fields


def _narrowed(connection: Connection, query: Query, text: str) -> tuple[Query, Filters]:
    """Return the query and the filters that its fields make; a field that says nothing known is taken as words."""
    from claims.errors import ClaimsError
    from claims.queries.listing import Filters
    from claims.searching import parsed

    values: dict[str, Any] = {}
    unknown: list[str] = []
    for field in query.fields:
        try:
            values |= _FIELDS[field.name](connection, field, values)
        except (ClaimsError, ValueError) as problem:
            warn(f"{field.name}:{field.value} narrows nothing and is taken as words ({problem})")
            unknown.append(field.name)
    if unknown:
        query = parsed(text, [name for name in FIELDS if name not in unknown])
    return query, Filters(**values)


def _chosen(vocabulary: type[E], name: str) -> Callable[[Connection, Field, dict[str, Any]], dict[str, Any]]:
    def values(connection: Connection, field: Field, given: dict[str, Any]) -> dict[str, Any]:
        wanted = field.value.casefold().replace("-", "_").replace(" ", "_")
        members = {member.value.casefold(): member for member in vocabulary}
        if wanted not in members:
            raise ValueError(f"choose from {', '.join(members)}")
        here = members[wanted]
        before = given.get(name)
        if field.excluded:
            return {name: tuple(one for one in before or vocabulary if one is not here)}
        return {name: (*(before or ()), here)}

    return values


def _record(subject: str) -> Callable[[Connection, Field, dict[str, Any]], dict[str, Any]]:
    def values(connection: Connection, field: Field, given: dict[str, Any]) -> dict[str, Any]:
        from claims.queries.find import find

        _refuse_excluded(field)
        return {subject: find(connection, subject, field.value)}

    return values


def _published(connection: Connection, field: Field, given: dict[str, Any]) -> dict[str, Any]:
    first, last = _days(field)
    return {"since": first, "until": last}


def _said(connection: Connection, field: Field, given: dict[str, Any]) -> dict[str, Any]:
    return {"said": _days(field)}


def _days(field: Field) -> tuple[date, date]:
    from claims.dates import partial_date

    _refuse_excluded(field)
    found = partial_date(field.value)
    return found.earliest, found.latest


def _overdue(connection: Connection, field: Field, given: dict[str, Any]) -> dict[str, Any]:
    _refuse_excluded(field)
    if field.value.casefold() not in ("yes", "true", "1"):
        raise ValueError("say overdue:yes")
    return {"overdue": True}


def _refuse_excluded(field: Field) -> None:
    if field.excluded:
        raise ValueError("it cannot be left out")


_FIELDS: dict[str, Callable[[Connection, Field, dict[str, Any]], dict[str, Any]]] = {
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
    if not answer.found:
        click.echo("No claim fits.")
    for one in answer.found:
        click.echo(_told(one))
    if answer.more:
        click.echo(f"\nThere are more than {len(answer.found)}; --limit shows them.")
    if view.caption:
        click.echo(f"\n{view.caption}")


def _told(one: Found) -> str:
    """Return a claim as it was found: where it stands and its statement, and the passages below."""
    line = one.claim
    standing = "; ".join(words(value) for value in (line.status, line.outcome) if value)
    own = next((passage for passage in one.passages if passage.field == "statement"), None)
    statement = _lit(own.text, own.marks) if own else harmless(line.statement or "(redacted)")
    head = wrap(one_line(statement), first=f"#{line.id}".ljust(6))
    below = [wrap(f"{_PLACES[p.field]} (#{p.id}): {_extract(p)}", first="      ") for p in _others(one)]
    return "\n".join([head, wrap(f"{line.kind}; {standing}", first="      "), *below])


def _others(one: Found) -> Sequence[Passage]:
    return [passage for passage in one.passages if passage.field != "statement"][:3]


_PLACES = {
    "condition": "condition of the claim",
    "note": "note",
    "prefix": "words before the quote, appearance",
    "excerpt": "quote, appearance",
    "suffix": "words after the quote, appearance",
    "occasion": "occasion, appearance",
    "anonymity_reason": "why not named, appearance",
    "source": "source, appearance",
    "described": "source, appearance",
    "role": "role, appearance",
    "title": "title, appearance",
    "rating": "rating, review",
    "evidence": "evidence, review",
    "evidence_url": "evidence, review",
    "evidence_file": "evidence, review",
    "evidence_note": "evidence, review",
}


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


def _row(one: Found, zone: Any) -> dict[str, Any]:
    from claims.reports.claim_json import line_json

    return line_json(one.claim, zone) | {"passages": list(one.passages)}


_COLUMNS = [
    Column("claim", "id", right=True),
    Column("status", "status"),
    Column("outcome", "outcome"),
    Column("statement", "statement"),
    Column("found in", lambda row: "; ".join(f"{p.subject} #{p.id} {p.field}" for p in row["passages"])),
]
