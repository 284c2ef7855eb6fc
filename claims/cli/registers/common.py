"""The shared parts of the register commands: reading, answering, merging."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

import click

from claims.catalogue import Record
from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import Group
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import NEEDED_NOTE, F, writing
from claims.cli.completion import Completer
from claims.cli.forms.alike import alike_lines
from claims.cli.forms.drafting import Given, Section
from claims.cli.forms.fields import own_options
from claims.cli.reading.claims import question_of
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Column, Format, emit, emit_record, warn
from claims.errors import BadUsage, NotFound, blaming
from claims.privacy.redaction import redacted_name
from claims.render.json_text import on_the_clock
from claims.vocabulary import JudgementKind, words

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

    from claims.entry.drafts import Made
    from claims.reading.view import View as Question

Json = dict[str, Any]

REASON = click.option("--reason", metavar="TEXT", help="Why it is changed.")
LIST_CONFIDENTIAL = click.option("--confidential", is_flag=True, help="List records known only off the record too.")
SHOW_CONFIDENTIAL = click.option("--confidential", is_flag=True, help="Show a record known only off the record.")
SLUG = click.option("--slug", metavar="SLUG", help="Another short name for the command line.")


# Options


def details(record: Record) -> Section:
    """Return the options for those fields of a record that can be typed, and make its values from them."""
    options = _options(record)
    return Section(tuple(options.values()), lambda given: _given(given, options))


def changes(record: Record) -> Section:
    """Do the same as `details`, with a new slug, and with ``--clear`` for fields that can be empty."""
    options = _options(record)
    clearable = [name for name in options if record[name].can_be_empty]
    clear = click.option(
        "--clear",
        multiple=True,
        metavar="DETAIL",
        type=click.Choice([name.replace("_", "-") for name in clearable]),
        help=f"Empty a detail ({', '.join(clearable).replace('_', '-')}); repeatable.",
    )
    return Section((*options.values(), SLUG, clear), lambda given: _changed(given, (*options, "slug")))


def _options(record: Record) -> dict[str, Callable[[F], F]]:
    return {name: option for name, option in own_options(record).items() if record[name].stored}


def _given(given: Given, names: Iterable[str]) -> Json:
    return {name: given[name] for name in names if given[name] is not None}


def _changed(given: Given, names: Iterable[str]) -> Json:
    values = _given(given, names)
    for option in given["clear"]:
        if option.replace("-", "_") in values:
            raise BadUsage(f"--{option} and --clear {option} contradict each other; give one of them", part="--clear")
        values[option.replace("-", "_")] = None
    return values


# Reading


def told_columns(record: Record, *but: str) -> list[Column]:
    """Return a line for each field of a record, and its note; leave out fields that have words of their own."""
    plain = (field for field in record.plain if field.name not in (*but, "slug", "note"))
    return [Column(field.called, field.name) for field in plain]


def show_list(
    desk: Desk,
    view: View,
    query: Callable[[Connection, Question], Iterable[Any]],
    shown: Sequence[Column],
    empty: str,
    *,
    of: str | None = None,
    confidential: bool = False,
) -> list[Json]:
    """Print a query's records and return them.

    For a kind ``of`` record, say how many are known only off the record, and which names may be the same.
    """
    from claims.render.as_json import view_json
    from claims.render.phrases import unlisted_sentence

    question = question_of(desk, view, confidential=confidential)
    records, hidden = desk.read(lambda connection: (query(connection, question), _unlisted(connection, of, question)))
    if of and hidden:
        warn(unlisted_sentence(hidden, of))
    rows = [on_the_clock(record, question.zone) | view_json(question) for record in records]
    emit(rows, shown, view.format, empty=empty, caption=view.caption)
    if of and question.as_of is None:
        for line in _alike(desk, of, rows):
            click.echo(line, err=True)
    return rows


def _alike(desk: Desk, subject: str, rows: Sequence[Json]) -> list[str]:
    """Return lines about listed records whose names may be the same."""
    from claims.features.similar.names import MOST, REGISTERS, Called, alike_pairs
    from claims.reading.identity import identities

    if subject not in REGISTERS:
        return []
    named = [row for row in rows if row["name"] and row.get("named", True)]
    if not 1 < len(named) <= MOST:
        return []
    listed = [Called(subject, row["id"], row["name"], row.get("kind")) for row in named]
    return alike_lines(alike_pairs(listed, desk.read(identities)))


def _unlisted(connection: Connection, subject: str | None, question: Question) -> int:
    from claims.reading.registers.read import confided_count

    return 0 if subject is None else confided_count(connection, subject, question)


def show_one(
    desk: Desk,
    view: View,
    subject: str,
    typed: str,
    query: Callable[[Connection, int, Question], Any],
    shown: Sequence[Column],
    *,
    confidential: bool = False,
) -> None:
    """Print a record with all its details; a record known only off the record needs ``confidential``."""
    from claims.render.as_json import view_json

    question = question_of(desk, view, confidential=confidential, about=(subject, typed))

    def read(connection: Connection) -> Any:
        from claims.privacy.confided import refuse_confided
        from claims.reading.find import find

        number = find(connection, subject, typed)
        if not confidential:
            refuse_confided(connection, subject, number, f"claims {subject} show")
        return query(connection, number, question)

    with blaming(typed):
        record = desk.read(read)
        if record is None:
            raise NotFound(f'the {subject} "{typed}" had not been entered by then; give a later --as-of')
    record_json = on_the_clock(record, question.zone) | view_json(question)
    emit_record(record_json, [*shown, *_PAST], view.format)
    if view.caption and view.format in (Format.TABLE, Format.MARKDOWN):
        click.echo(f"\n{view.caption}")


def numbered(reference: Mapping[str, Any] | None) -> str:
    """Return another record by its number and label."""
    return f"#{reference['id']} {reference['label']}" if reference else ""


def called(subject: str, column: str) -> Callable[[Json], str]:
    """Return a function for the name of a record that must have one: without it, it was redacted."""
    return lambda row: str(row[column] or redacted_name(subject, row["id"]))


def label_of(name: str) -> Callable[[Json], str]:
    """Return a function for the label of the record that ``name`` refers to."""
    return lambda row: row[name]["label"] if row[name] else ""


def counted(counts: Mapping[Any, int]) -> str:
    """Return in words how often each word of a vocabulary occurs."""
    return ", ".join(f"{count} {words(word)}" for word, count in counts.items())


def withheld(row: Json) -> str | None:
    """Return how many appearances are left out because they are off the record."""
    return f"{row['withheld']} off the record" if row["withheld"] else None


def lines(of: Callable[[Json], Iterable[str]]) -> Callable[[Json], str]:
    """Return a function that puts several texts one below the other."""
    return lambda row: "\n".join(map(one_line, of(row)))


def _also(row: Json) -> str:
    return ", ".join(f"#{number}" for number in row["also"])


def _judged(row: Json) -> Iterable[str]:
    from claims.render.register_phrases import NOT_VALID, judged_words

    for judgement in row["judgements"]:
        between = " and ".join(map(numbered, judgement["between"]))
        judged = judged_words(judgement["kind"], withdrawn=judgement["withdrawn"])
        gone = "" if judgement["stands"] or judgement["withdrawn"] else f"; {NOT_VALID}"
        yield f"{between}: {judged}{_because(judgement)}{gone}"


def _edited(row: Json) -> Iterable[str]:
    from claims.render.register_phrases import change_words

    for revision in row["revisions"]:
        where = "" if revision["record"] == row["id"] else f"#{revision['record']} "
        old, new = revision["old"], revision["new"]
        yield f"{where}{change_words(revision['field'], old, new, redacted=revision['redacted'])}{_because(revision)}"


def _redacted(row: Json) -> Iterable[str]:
    for redaction in row["redactions"]:
        where = "" if redaction["record"] == row["id"] else f"#{redaction['record']} "
        yield f"{where}{words(redaction['field'])}{_because(redaction)}"


def _because(entry: Json) -> str:
    reason = f" ({entry['reason']})" if entry["reason"] else ""
    return f"{reason}, {entry['entered_by']} {entry['entered_at']:%Y-%m-%d %H:%M}"


ALSO = Column("also", _also)
"""The numbers of the records judged the same as this one."""

_PAST = (
    Column("note", "note"),
    ALSO,
    Column("judged", lines(_judged)),
    Column("edited", lines(_edited)),
    Column("redacted", lines(_redacted)),
    Column("entered", lambda row: f"{row['entered_at']:%Y-%m-%d %H:%M} by {row['entered_by']}"),
    Column("uid", "uid"),
)


# Writing


def edited(desk: Desk, form: Format, what: str, use_case: Callable[[Session], Made]) -> None:
    """Run the edit of a record and name the changes."""
    made = desk.write(what, use_case)

    def text() -> str:
        first, *rest = made.made
        more = "".join(f"; {words(record.subject)} #{record.id} {one_line(record.label)}" for record in rest)
        return f"{first.subject} #{first.id} edited: {one_line(first.label)}{more}"

    answer(made, form, text=text)


def add_merging(group: Group, subject: str, completer: Completer) -> None:
    """Give a group the commands `merge` and `unmerge`."""
    add_judging(
        group,
        subject,
        "merge",
        JudgementKind.SAME,
        completer,
        help=f"""Say that two records are the same {subject}.

        No record changes: from now on both appear as the older one, which shows everything recorded under either.
        `claims {subject} unmerge` takes it back.
        """,
    )
    add_taking_back(
        group,
        subject,
        "unmerge",
        completer,
        joining=True,
        help=f"""Take back that two records are the same {subject}.

        Each appears on its own again; the history keeps the judgement.
        """,
    )


def add_telling_apart(group: Group, subject: str, completer: Completer) -> None:
    """Give a group of outlets or reporters the commands `distinct` and `unjudge`."""
    add_judging(
        group,
        subject,
        "distinct",
        JudgementKind.DISTINCT,
        completer,
        help=f"""Say that two {subject}s are different, whatever their names.

        They are not proposed as the same again. `claims {subject} unjudge` takes it back.
        """,
    )
    add_taking_back(
        group,
        subject,
        "unjudge",
        completer,
        help=f"""Take back every judgement about two {subject}s.

        The history keeps it.
        """,
    )


def add_judging(group: Group, subject: str, name: str, kind: JudgementKind, completer: Completer, *, help: str) -> None:
    """Give a group the command ``name`` for a judgement about two of its records."""

    @_of_two(group, subject, name, completer, help)
    @click.option("--instead", is_flag=True, help="Replace an earlier judgement of these two.")
    @writing
    def run(desk: Desk, form: Format, first: str, second: str, reason: str, instead: bool) -> None:
        from claims.entry.reviewing.judge import judge

        def use_case(session: Session) -> Made:
            return judge(session, subject, kind, first, second, reason, instead=instead)

        _judge(desk, form, f"{subject} {name}", use_case)


def add_taking_back(
    group: Group, subject: str, name: str, completer: Completer, *, joining: bool = False, help: str
) -> None:
    """Give a group a command that takes back a judgement about two records (``joining``: only a sameness)."""

    @_of_two(group, subject, name, completer, help)
    @writing
    def run(desk: Desk, form: Format, first: str, second: str, reason: str) -> None:
        from claims.entry.reviewing.judge import take_back
        from claims.reading.identity import JOINING

        def use_case(session: Session) -> Made:
            return take_back(session, subject, first, second, reason, only=JOINING if joining else None)

        _judge(desk, form, f"{subject} {name}", use_case)


def _of_two(group: Group, subject: str, name: str, completer: Completer, help: str) -> Callable[[F], F]:
    """Return the decorator that makes a function a command about two records."""

    def decorate(function: F) -> F:
        function = NEEDED_NOTE(function)
        function = click.argument("second", metavar="OTHER", shell_complete=completer)(function)
        function = click.argument("first", metavar=subject.upper(), shell_complete=completer)(function)
        return group.command(name, example=f'claims {subject} {name} 2 5 --note "…"', help=cleandoc(help))(function)

    return decorate


def _judge(desk: Desk, form: Format, what: str, use_case: Callable[[Session], Made]) -> None:
    """Run a judgement and report it; for records judged the same, name the record that they now appear as."""
    from claims.entry.answers import judged_in_words

    made = desk.write(what, use_case)
    answer(made, form, text=lambda: judged_in_words(made))
