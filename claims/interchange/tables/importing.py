"""Entering the rows of a table, a batch at a time, and applying what changed in rows entered before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from sqlmodel import Session

from claims.entry.bulk.applying import Update, updates
from claims.entry.bulk.entered import Entered, Problem, Proposal
from claims.entry.bulk.entering import Bulk
from claims.errors import BadValue, ClaimsError
from claims.interchange.tables.mapped import Table
from claims.interchange.tables.rows import LINE, PROBLEM, Row, Sheet
from claims.store.recording import flush
from claims.text.harmless import one_line

T = TypeVar("T")

AT_ONCE = 100
"""How many records are changed in one transaction."""


class Writer(Protocol):
    """Whoever writes to the database: the command line, or a visit to the desk."""

    def write(self, what: str, use_case: Callable[[Session], T]) -> T:
        """Run a use case in a transaction of its own and return its result."""

    def tried(self, use_case: Callable[[Session], T], what: str = "") -> T:
        """Run a use case, keep nothing that it wrote, and return its result; who may not do ``what`` is refused."""


def enter_batch(writer: Writer, table: Table, bulk: Bulk, rows: Sequence[Row], *, strict: bool = False) -> Entered:
    """Enter a batch of rows in one transaction; return what was made, and the problem of each other row.

    ``strict`` stops at the first row that cannot be entered, with its whole batch: raises `claims.errors.BadValue`.
    """
    drafts, problems = table.drafts(rows)
    if strict and problems:
        drafts = [each for each in drafts if each.line < problems[0].line]

    def use_case(session: Session) -> Entered:
        entered = bulk.enter(session, drafts, strict=strict)
        if strict and problems:
            raise _at(table.sheet, problems[0])
        return entered

    outcome = writer.write("import", use_case) if drafts or strict else Entered()
    outcome.rows = len(rows)
    outcome.problems = sorted([*problems, *outcome.problems], key=lambda each: each.line)
    return outcome


def _at(sheet: Sheet, problem: Problem) -> ClaimsError:
    field_ = f" ({problem.part})" if problem.part else ""
    return BadValue(f"{sheet.path.name}, line {problem.line}{field_}: {problem.reason}; its whole batch was left out")


def rejects(rows: Sequence[Row], problems: Sequence[Problem]) -> Iterator[list[object]]:
    """Yield the rows that have a problem, as a table of rejected rows has them: the reason, the line, the cells."""
    by_line = {row.line: row for row in rows}
    for problem in problems:
        reason = f"{problem.part}: {problem.reason}" if problem.part else problem.reason
        yield [one_line(reason), problem.line, *by_line[problem.line].cells]


def rejects_heading(sheet: Sheet) -> list[str]:
    """Return the heading of a table of rejected rows."""
    return [PROBLEM, LINE, *sheet.header]


def applied(
    writer: Writer, entered: Entered, dataset: str, file: str, *, trial: bool = False, stopped: Callable[[], bool]
) -> list[Proposal]:
    """Apply the changes that the rows of a table agree on; return all changes, each applied or refused.

    A refused change leaves the others as they are. A ``trial`` keeps nothing. Once ``stopped``, the remaining
    changes are returned as they are.
    """
    records, answered = updates(entered, dataset, file)
    at, size = 0, AT_ONCE
    while at < len(records) and not stopped():
        done, problem = _together(writer, records[at : at + size], trial=trial)
        at += len(done)
        answered += (proposal for update in done for proposal in update.applied())
        if problem is not None:
            answered += records[at].refused(problem)
            at += 1
        # Many refusals in a row are found one by one, as each undoes the transaction that it is in.
        size = min(2 * size, AT_ONCE) if problem is None else max(size // 4, 1)
    answered += (change.proposal for later in records[at:] for change in later.changes)
    return sorted(answered, key=lambda proposal: (proposal.line, proposal.record, proposal.id))


def _together(writer: Writer, records: Sequence[Update], *, trial: bool) -> tuple[Sequence[Update], str | None]:
    """Apply the changes of records in one transaction, up to the first that is refused.

    Return those applied, and why the next was refused, if it was.
    """
    reached = 0

    def apply(session: Session) -> None:
        nonlocal reached
        for reached, update in enumerate(records):  # noqa: B007 - says which of them is refused
            update.apply(session)
            flush(session)

    try:
        if trial:
            writer.tried(apply, "import")
        else:
            writer.write("import", apply)
    except ClaimsError as problem:
        done, again = _together(writer, records[:reached], trial=trial) if reached else ((), None)
        return done, again or str(problem)
    return records, None
