"""`claims import --preview`: how a table is read, its first rows as they would be stored, and its problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from claims.cli.chassis.desk import Desk
from claims.cli.files.changes import change_lines, off_record_lines
from claims.cli.forms.alike import alike_lines
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Column, Format, as_json, emit, plain_value
from claims.interchange.tables.remarks import (
    formula_lines,
    meaningless_lines,
    nothing_lines,
    plural_lines,
    ratings_listed,
)
from claims.vocabulary import words

if TYPE_CHECKING:
    from claims.entry.bulk.entered import Problem
    from claims.interchange.tables.mapped import Table
    from claims.interchange.tables.previewing import Preview


def preview(desk: Desk, form: Format, table: Table, *, apply: bool = False) -> None:
    """Print how the table was read, the first rows as they would be stored, every problem, and every change.

    With ``apply``, changes are tried, and nothing of them is kept.
    """
    from claims.interchange.tables.importing import applied
    from claims.interchange.tables.previewing import previewed_table

    previewed = desk.read(lambda connection: previewed_table(connection, table, desk.settings), make=True)
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


def _as_told(
    table: Table, previewed: Preview, rules: Sequence[Mapping[str, Any]], ignored: Sequence[str]
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
    table: Table, previewed: Preview, rules: Sequence[Mapping[str, Any]], ignored: Sequence[str]
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


def _print_problems(problems: Sequence[Problem], total: int) -> None:
    if not problems:
        click.echo("No problems: every row can be entered.")
        return
    click.echo(f"{len(problems):,} of {total:,} rows cannot be entered:")
    for problem in problems:
        part = f"{problem.part}: " if problem.part else ""
        click.echo(f"  line {problem.line}: {part}{one_line(problem.reason)}")
