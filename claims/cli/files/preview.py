"""`claims import --preview`: how a table is read, its first rows as they would be stored, and its problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from claims.cli.chassis.desk import Desk
from claims.cli.files.changes import applied, change_lines, off_record_lines
from claims.cli.forms.alike import alike_lines
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Column, Format, as_json, emit, plain_value
from claims.vocabulary import Basis, Terms, words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.cli.files.mapped import Table
    from claims.entry.bulk.entered import Entered, Problem, Proposal
    from claims.entry.bulk.entering import Bulk
    from claims.entry.drafts import RowDraft
    from claims.features.similar.names import AlikePair
    from claims.settings import Settings

SHOWN = 20
"""How many problems and proposals are printed; files have the others."""

FIRST = 3
"""How many rows a preview shows."""


def _nothing() -> Entered:
    from claims.entry.bulk.entered import Entered

    return Entered()


@dataclass(slots=True)
class _Preview:
    """The result that importing a table would have."""

    rows: int = 0
    first: list[dict[str, Any]] = field(default_factory=list)
    """The first rows as they would be stored."""
    problems: list[Problem] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    plurals: Counter[str] = field(default_factory=Counter)
    alike: list[AlikePair] = field(default_factory=list)
    """Names that the rows would make and that may be another name's."""
    total: Entered = field(default_factory=_nothing)
    """The changes that rows entered before have had."""
    proposals: list[Proposal] = field(default_factory=list)


def preview(desk: Desk, form: Format, table: Table, *, apply: bool = False) -> None:
    """Print how the table was read, the first rows as they would be stored, every problem, and every change.

    With ``apply``, changes are tried, and nothing of them is kept.
    """
    previewed = desk.read(lambda connection: _looked_at(connection, desk.settings, table), make=True)
    previewed.proposals = previewed.total.proposals
    if apply:
        dataset, file = table.plan.dataset, table.sheet.path.name
        previewed.proposals = applied(desk, previewed.total, dataset, file, trial=True, stopped=lambda: False)
    rules = [{"column": rule.column, "field": rule.field, "values": dict(rule.values)} for rule in table.plan.rules]
    mapped = {rule.column.casefold() for rule in table.plan.rules}
    ignored = [name for name in table.sheet.header if name.casefold() not in mapped]
    if form is Format.JSON:
        click.echo(as_json(_as_told(table, previewed, rules, ignored)))
    else:
        _print_preview(table, previewed, rules, ignored)


def _looked_at(connection: Connection, settings: Settings, table: Table) -> _Preview:
    from datetime import UTC, datetime

    from claims.entry.bulk.entering import Bulk
    from claims.features.similar.names import REGISTERS, alike_to_come

    previewed = _Preview()
    made: dict[str, list[Mapping[str, Any]]] = {}
    who, bulk = settings.who, Bulk(table.plan.dataset, table.sheet.path.name, settings.zone)
    for number, rows in enumerate(table.batches()):
        drafts, wrong = table.drafts(rows)
        at = datetime.now(UTC)
        if not number:
            previewed.first.extend(_stored(bulk, connection, drafts[:FIRST], who, at))
        tried, trial = bulk.tried(connection, drafts, who, at)
        previewed.total.add(tried)
        for name in REGISTERS:
            made.setdefault(name, []).extend(trial.rows(name))
        previewed.problems += sorted([*wrong, *tried.problems], key=lambda problem: problem.line)
        previewed.unknown += tried.unknown
        previewed.plurals += tried.plurals
        previewed.rows += len(rows)
    previewed.alike = alike_to_come(connection, made)
    return previewed


def _as_told(
    table: Table, previewed: _Preview, rules: Sequence[Mapping[str, Any]], ignored: Sequence[str]
) -> dict[str, Any]:
    sheet, plan = table.sheet, table.plan
    return {
        "file": sheet.path.name,
        "read": sheet.said(),
        "rows": previewed.rows,
        "mapping": str(plan.file) if plan.file else None,
        "dataset": plan.dataset,
        "columns": rules,
        "constants": dict(plan.constants),
        "ignored": ignored,
        "first": previewed.first,
        "problems": previewed.problems,
        "unknown_ratings": dict(previewed.unknown.most_common()),
        "nothing": dict(table.reader.nothing.most_common()),
        "meaningless": dict(table.reader.meaningless.most_common()),
        "without_results": table.sheet.left_out,
        "proposals": previewed.proposals,
        "off_record": previewed.total.off_record,
        "alike": plain_value(previewed.alike),
    }


def _print_preview(
    table: Table, previewed: _Preview, rules: Sequence[Mapping[str, Any]], ignored: Sequence[str]
) -> None:
    sheet, plan = table.sheet, table.plan
    by = f"by the mapping {plan.file}" if plan.file else "by their names (docs/import.md says how to change that)"
    click.echo(f"{sheet.path.name}: {previewed.rows:,} rows, {sheet.said()}. Columns are read {by}.\n")
    emit(rules, [Column("column", "column"), Column("field", "field"), Column("values", _values)], Format.TABLE)
    for name, value in plan.constants.items():
        click.echo(f"every row: {name} = {one_line(value)}")
    if ignored:
        click.echo(f"not read: {', '.join(map(one_line, ignored))}")
    _print_first(previewed.first)
    _print_problems(previewed.problems, previewed.rows)
    if previewed.unknown:
        click.echo(f"Ratings not in any table: {ratings_listed(dict(previewed.unknown.most_common()))}")
    for line in [
        *nothing_lines(table.reader.nothing),
        *meaningless_lines(table.reader.meaningless),
        *plural_lines(previewed.plurals),
        *formula_lines(sheet.left_out),
        *change_lines(previewed.proposals, trial=True),
        *off_record_lines(previewed.total.off_record),
        *alike_lines(previewed.alike),
    ]:
        click.echo(line[:1].upper() + line[1:])


def plural_lines(plurals: Mapping[str, int]) -> list[str]:
    """Return a line saying which unnamed plurals without a number count as collectives, if any."""
    given = {described: count for described, count in plurals.items() if count > 0}
    if not given:
        return []
    listed = ", ".join(f"“{one_line(described)}” ({count:,})" for described, count in list(given.items())[:SHOWN])
    more = f" and {len(given) - SHOWN:,} more" if len(given) > SHOWN else ""
    return [f"plurals without a number count as collectives of unknown size: {listed}{more}"]


def ratings_listed(unknown: Mapping[str, int]) -> str:
    """Return all ratings that are in no table, each with its count."""
    return ", ".join(f"“{one_line(rating)}” ({count:,})" for rating, count in unknown.items())


def nothing_lines(nothing: Mapping[str, int]) -> list[str]:
    """Return a line saying which words for nothing were read as empty cells, if any, and how to change that."""
    if not nothing:
        return []
    listed = ", ".join(f"“{one_line(word)}” ({count:,})" for word, count in list(nothing.items())[:SHOWN])
    return [f"words for nothing, read as empty cells: {listed}; to keep one of them, name it under values in a mapping"]


def meaningless_lines(characters: Mapping[str, int]) -> list[str]:
    """Return a line saying which control characters were left out, if any."""
    if not characters:
        return []
    listed = ", ".join(f"{name} ({count:,})" for name, count in characters.items())
    return [f"control characters that stand for nothing, left out: {listed}"]


def formula_lines(lines: Sequence[int]) -> list[str]:
    """Return a line saying which rows hold only formulas without results, if any, and what to do."""
    if not lines:
        return []
    listed = ", ".join(map(str, lines[:SHOWN])) + (f" and {len(lines) - SHOWN:,} more" if len(lines) > SHOWN else "")
    said = f"left out, as they hold only formulas whose results are not in the file: line {listed}"
    return [f"{said}; if rows are missing, open and save the workbook in a spreadsheet program"]


def _print_first(first: Sequence[Mapping[str, Any]]) -> None:
    click.echo("\nThe first rows as they would be stored:")
    for row in first:
        click.echo(f"  line {row['line']}" + ("" if row["records"] else ": nothing (see below, or it is here already)"))
        for record, rows in row["records"].items():
            for entry in rows:
                facts = ", ".join(f"{name} {one_line(str(value))}" for name, value in entry.items())
                click.echo(f"    {words(record)}: {facts}")
    click.echo("")


def _values(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{old} → {new}" for old, new in row["values"].items())


def _stored(
    bulk: Bulk, connection: Connection, drafts: Sequence[RowDraft], by: str, at: Any
) -> Iterator[dict[str, Any]]:
    """Yield the records that each of these rows would make, by table, with their values."""
    for draft in drafts:
        _, trial = bulk.tried(connection, [draft], by, at)
        records = {
            table: [
                {name: plain_value(value) for name, value in row.items() if value not in _PLAIN and name not in _HIDDEN}
                for row in rows
            ]
            for table, rows in trial.kept.items()
            if rows
        }
        yield {"line": draft.line, "records": records}


_PLAIN = (None, False, True, Basis.STATED, Terms.NOT_STATED)

_HIDDEN = frozenset(
    {"id", "uid", "slug", "match_key", "claim_id", "article_id", "outlet_id", "source_id", "review_id", "story_id"}
    | {
        "reporter_id",
        "relays_id",
        "institution_id",
        "issuer_id",
        "replaces_id",
        "published_earliest",
        "published_latest",
    }
)


def _print_problems(problems: Sequence[Problem], total: int) -> None:
    if not problems:
        click.echo("No problems: every row can be entered.")
        return
    click.echo(f"{len(problems):,} of {total:,} rows cannot be entered:")
    for problem in problems:
        part = f"{problem.part}: " if problem.part else ""
        click.echo(f"  line {problem.line}: {part}{one_line(problem.reason)}")
