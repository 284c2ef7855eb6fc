"""What rows entered before have had changed since: shown with old and new, and applied where that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from claims.cli.chassis.desk import Desk
from claims.cli.terminal.plain import one_line
from claims.errors import ClaimsError
from claims.vocabulary import words

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.entry.bulk.applying import Update
    from claims.entry.bulk.entered import Entered, Proposal

SHOWN = 20
"""How many changes are printed; a file has the others."""

AT_ONCE = 100
"""How many records are changed in one transaction."""


def applied(
    desk: Desk, entered: Entered, dataset: str, file: str, *, trial: bool = False, stopped: Callable[[], bool]
) -> list[Proposal]:
    """Apply the changes that the rows of a table agree on; return all changes, each applied or refused.

    A refused change leaves the others as they are. A ``trial`` keeps nothing. Once ``stopped``, the remaining
    changes are returned as they are.
    """
    from claims.entry.bulk.applying import updates

    records, answered = updates(entered, dataset, file)
    at, size = 0, AT_ONCE
    while at < len(records) and not stopped():
        done, problem = _together(desk, records[at : at + size], trial=trial)
        at += len(done)
        answered += (proposal for update in done for proposal in update.applied())
        if problem is not None:
            answered += records[at].refused(problem)
            at += 1
        # Many refusals in a row are found one by one, as each undoes the transaction that it is in.
        size = min(2 * size, AT_ONCE) if problem is None else max(size // 4, 1)
    answered += (change.proposal for later in records[at:] for change in later.changes)
    return sorted(answered, key=lambda proposal: (proposal.line, proposal.record, proposal.id))


def _together(desk: Desk, records: Sequence[Update], *, trial: bool) -> tuple[Sequence[Update], str | None]:
    """Apply the changes of records in one transaction, up to the first that is refused.

    Return those applied, and why the next was refused, if it was.
    """
    reached = 0

    def apply(session: Session) -> None:
        nonlocal reached
        for reached, update in enumerate(records):  # noqa: B007 - says which of them is refused
            update.apply(session)
            flush(session)

    from claims.store.recording import flush

    try:
        if trial:
            desk.tried(apply)
        else:
            desk.write("import", apply)
    except ClaimsError as problem:
        done, again = _together(desk, records[:reached], trial=trial) if reached else ((), None)
        return done, again or str(problem)
    return records, None


def change_lines(proposals: Sequence[Proposal], *, report: str | None = None, trial: bool = False) -> Iterator[str]:
    """Yield lines with the changes that are not applied, with their commands, those applied, and those refused."""
    entered = [proposal for proposal in proposals if proposal.applied]
    refused = [proposal for proposal in proposals if proposal.refused is not None]
    others = [proposal for proposal in proposals if not proposal.applied and proposal.refused is None]
    if entered:
        would = "would be applied" if trial else "applied"
        yield f"{_values(entered)} {would}:"
        yield from _listed(entered, report, lambda proposal: None)
    if refused:
        would = "would not be applied" if trial else "not applied"
        yield f"{_values(refused)} {would}:"
        yield from _listed(refused, report, lambda proposal: proposal.refused)
    if others:
        differ = "value differs" if len(others) == 1 else "values differ"
        yield f"{len(others):,} {differ} from the records here, which stay unchanged; --apply enters them:"
        yield from _listed(others, report, lambda proposal: proposal.command)


def off_record_lines(count: int) -> list[str]:
    """Return a line saying how many changes are not shown, because their records are off the record."""
    if not count:
        return []
    differ = "value differs" if count == 1 else "values differ"
    return [f"{count:,} {differ} from records that are off the record; they are not shown and not applied"]


def _listed(
    proposals: Sequence[Proposal], report: str | None, below: Callable[[Proposal], str | None]
) -> Iterator[str]:
    for proposal in proposals[:SHOWN]:
        old, new = ("nothing" if value is None else f"“{one_line(value)}”" for value in (proposal.old, proposal.new))
        yield f"  line {proposal.line}, {proposal.record} #{proposal.id}, {words(proposal.field)}: {old} → {new}"
        further = below(proposal)
        if further is not None:
            yield f"    {one_line(further)}"
    if len(proposals) > SHOWN:
        where = f"all are in {report}" if report else "--report FILE writes all"
        yield f"  and {len(proposals) - SHOWN:,} more; {where}"


def _values(proposals: Sequence[Proposal]) -> str:
    return "1 value" if len(proposals) == 1 else f"{len(proposals):,} values"
