"""What rows entered before have had changed since: shown with old and new, and applied where that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from claims.cli.terminal.plain import one_line
from claims.vocabulary import words

if TYPE_CHECKING:
    from claims.entry.bulk.entered import Proposal

SHOWN = 20
"""How many changes are printed; a file has the others."""


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
