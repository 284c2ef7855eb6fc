"""Pasting a table: previewed with every problem, imported, and changed rows applied one by one."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

from starlette.responses import Response

from claims.entry.bulk.entered import Entered, Place, Proposal
from claims.entry.bulk.entering import Bulk
from claims.errors import BadUsage, ClaimsError
from claims.features.similar.names import AlikePair, alike_since, newest
from claims.interchange.tables.importing import applied, enter_batch, rejects, rejects_heading
from claims.interchange.tables.previewing import Preview, previewed_table
from claims.web.chassis.answering import Answer
from claims.web.chassis.page import Page
from claims.web.chassis.problems import status_of
from claims.web.chassis.visit import Visit
from claims.web.tables.asked import Asked
from claims.web.tables.showing import form_body, imported_body, preview_body
from claims.web.tables.shown import Imported, Shown

TITLE = "Paste a table"


def ask(visit: Visit) -> Page:
    """Show the form for a table."""
    return Page(TITLE, form_body(visit, None))


def preview(visit: Visit) -> Page:
    """Show what importing a table would do."""
    return _answered(visit, lambda asked: _previewed(visit, asked))


def enter(visit: Visit) -> Page:
    """Import a table."""
    return _answered(visit, lambda asked: _imported(visit, asked))


def apply(visit: Visit) -> Page:
    """Apply the changes of one record, or all changes, of rows that were entered before."""
    return _answered(visit, lambda asked: _applied(visit, asked))


def take_rejects(visit: Visit) -> Answer:
    """Give the rows that cannot be entered as a table, each with its reason."""
    asked = Asked.of(visit)
    table = asked.table(asked.sheet())
    seen = visit.read(lambda connection: previewed_table(connection, table, visit.settings))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(rejects_heading(table.sheet))
    problems = {problem.line: problem for problem in seen.problems}
    for rows in table.batches():
        wrong = [problems[row.line] for row in rows if row.line in problems]
        writer.writerows(rejects(rows, wrong))
    name = quote(f"{table.plan.dataset}.rejects.csv", safe="")
    given = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(out.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=given)


def _answered(visit: Visit, answer: Callable[[Asked], Page]) -> Page:
    """Return the page for a table; a refusal shows the form again with its texts."""
    try:
        return answer(Asked.of(visit))
    except ClaimsError as problem:
        return Page(TITLE, form_body(visit, problem), status_of(problem))


def _previewed(visit: Visit, asked: Asked, changes: tuple[Proposal, ...] = ()) -> Page:
    """Return the preview; a mapping that does not do is shown to be mended, with the problem."""
    sheet = asked.sheet()
    first = next(iter(sheet.rows()), None)
    sample = first.cells if first is not None and first.problem is None else ()
    try:
        table = asked.table(sheet)
    except ClaimsError as problem:
        shown = Shown(asked, sheet, None, None, sample, changes, problem)
        return Page(TITLE, preview_body(shown), status_of(problem))
    seen = visit.read(lambda connection: previewed_table(connection, table, visit.settings))
    return Page(TITLE, preview_body(Shown(asked, sheet, table, seen, sample, changes)))


# Importing


def _imported(visit: Visit, asked: Asked) -> Page:
    table = asked.table(asked.sheet())
    before = visit.read(newest)
    bulk = Bulk(table.plan.dataset, table.sheet.path.name, visit.zone)
    total = Entered()
    for rows in table.batches():
        total.add(enter_batch(visit, table, bulk, rows))
    alike: list[AlikePair] = visit.read(lambda connection: alike_since(connection, before))
    return Page(TITLE, imported_body(asked, table, Imported(total, tuple(alike))))


# Applying changes


def _applied(visit: Visit, asked: Asked) -> Page:
    table = asked.table(asked.sheet())
    seen = visit.read(lambda connection: previewed_table(connection, table, visit.settings))
    wanted = _wanted(visit, seen)
    chosen = replace_changes(seen.total, wanted)
    done = applied(visit, chosen, table.plan.dataset, table.sheet.path.name, stopped=lambda: False)
    return _previewed(visit, replace(asked), tuple(done))


def _wanted(visit: Visit, seen: Preview) -> set[Place]:
    """Return the fields of records whose changes a form asks for; raises `BadUsage` without any."""
    typed = visit.typed("apply") or ""
    places = {change.place for change in seen.total.changes}
    wanted = places if typed == "all" else {place for place in places if f"{place[0]}:{place[1]}" == typed}
    if not wanted:
        raise BadUsage("these rows agree with the records now; there was no change to enter")
    return wanted


def replace_changes(entered: Entered, wanted: set[Place]) -> Entered:
    """Return what rows came to, with these changes alone."""
    changes = [change for change in entered.changes if change.place in wanted]
    return replace(entered, changes=changes, made=Counter(entered.made))
