"""`claims search`: claims by the words in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import reading
from claims.cli.reading.claims import question_of
from claims.cli.terminal.plain import harmless, one_line
from claims.cli.terminal.render import Column, Format, emit, warn, wrap
from claims.vocabulary import words

if TYPE_CHECKING:
    from claims.reading.searching.search import Answer, Found, Passage


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
    from claims.reading.searching.fields import search_typed

    _refuse_options(typed)
    question = question_of(desk, view, confidential=confidential)
    answer, remarks = desk.read(lambda connection: search_typed(connection, " ".join(typed), question, limit=limit))
    for remark in remarks:
        warn(remark)
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
    from claims.render.passages import PLACES

    line = match.claim
    standing = "; ".join(words(value) for value in (line.status, line.outcome) if value)
    own = next((passage for passage in match.passages if passage.field == "statement"), None)
    statement = _lit(own.text, own.marks) if own else harmless(line.statement or "(redacted)")
    head = wrap(one_line(statement), first=f"#{line.id}".ljust(6))
    below = [wrap(f"{PLACES[p.field]} (#{p.id}): {_extract(p)}", first="      ") for p in _others(match)]
    return "\n".join([head, wrap(f"{line.kind}; {standing}", first="      "), *below])


def _others(match: Found) -> Sequence[Passage]:
    from claims.render.passages import MOST

    return [passage for passage in match.passages if passage.field != "statement"][:MOST]


def _extract(passage: Passage) -> str:
    """Return the part of a passage around its first match, with matches marked."""
    from claims.render.passages import around

    return one_line(_lit(*around(passage)))


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
