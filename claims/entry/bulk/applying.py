"""Applying what a table's changed rows say, through the same entries as every other edit, correction and review.

What the rules refuse is reported with its line, and everything else is entered. Applied changes are no changes of the
table any more, so an interrupted run can be run again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlmodel import Session

from claims.entry.bulk.entered import Change, Entered, Proposal
from claims.entry.bulk.keys import next_review_uid
from claims.entry.bulk.proposals import reason_of
from claims.entry.correcting.correct import Changes, correct
from claims.entry.drafts import WindowDraft
from claims.entry.edit import edit_claim
from claims.entry.registers.articles import edit_article
from claims.entry.reviewing.review import review
from claims.vocabulary import CorrectionKind, WindowRole

Apply = Callable[[Session], object]
"""A use case that applies the changes of one record."""


@dataclass(frozen=True, slots=True)
class Update:
    """The changes of one record: each can be applied or is refused."""

    changes: tuple[Change, ...]
    apply: Apply

    def refused(self, reason: str) -> Iterator[Proposal]:
        """Yield the changes as refused."""
        return (replace(change.proposal, refused=reason) for change in self.changes)

    def applied(self) -> Iterator[Proposal]:
        """Yield the changes as applied."""
        return (replace(change.proposal, applied=True) for change in self.changes)


def updates(entered: Entered, dataset: str, file: str) -> tuple[list[Update], list[Proposal]]:
    """Return the changes to apply, by record, and those that are refused because rows contradict each other.

    Claims come first and reviews last, as a review judges the claim as it then is.
    """
    refused: list[Proposal] = []
    of_record: dict[tuple[int, int], list[Change]] = defaultdict(list)
    for change in _agreed(entered, refused):
        proposal = change.proposal
        if change.held is not None:
            refused.append(replace(proposal, refused=change.held))
        else:
            of_record[_ORDER.index(proposal.record), proposal.id].append(change)
    return [
        _update(changes, dataset, file) for _, changes in sorted(of_record.items(), key=lambda item: item[0])
    ], refused


_ORDER = ("claim", "article", "appearance", "review")


def _agreed(entered: Entered, refused: list[Proposal]) -> Iterator[Change]:
    """Yield each change once, unless rows give a field of a record different values."""
    by_place: dict[Any, list[Change]] = defaultdict(list)
    for change in entered.changes:
        by_place[change.place].append(change)
    for place, changes in by_place.items():
        lines = {change.proposal.new: change.proposal.line for change in reversed(changes)}
        kept = entered.unchanged.get(place)
        if kept is not None:
            lines[changes[0].proposal.old] = kept
        if len(lines) > 1:
            given = ", ".join(
                f"line {line} “{value or ''}”" for value, line in sorted(lines.items(), key=lambda x: x[1])
            )
            reason = f"rows of the table disagree: {given}; make them the same, or enter it by hand"
            refused += [replace(change.proposal, refused=reason) for change in changes]
        else:
            yield changes[0]


def _update(changes: Sequence[Change], dataset: str, file: str) -> Update:
    proposal = changes[0].proposal
    make = {"claim": _claim, "article": _article, "appearance": _appearance, "review": _review}[proposal.record]
    return Update(tuple(changes), make(changes, f"#{proposal.id}", dataset, file))


def _values(changes: Iterable[Change]) -> dict[str, Any]:
    return {change.proposal.field: change.value for change in changes}


_ROLES = frozenset(map(str, WindowRole))


def _claim(changes: Sequence[Change], number: str, dataset: str, file: str) -> Apply:
    given = _values(changes)
    windows = tuple(WindowDraft(role=WindowRole(name), words=given.pop(name)) for name in _ROLES & given.keys())
    reason = reason_of(file) if given else None
    return lambda session: edit_claim(session, number, given, windows=windows, reason=reason)


def _article(changes: Sequence[Change], number: str, dataset: str, file: str) -> Apply:
    return partial(edit_article, typed=number, values=_values(changes), reason=reason_of(file))


def _appearance(changes: Sequence[Change], number: str, dataset: str, file: str) -> Apply:
    return partial(
        correct,
        appearance=number,
        kind=CorrectionKind.WRONG,
        note=reason_of(file),
        changes=Changes(_values(changes)),
    )


def _review(changes: Sequence[Change], number: str, dataset: str, file: str) -> Apply:
    """Return the use case that enters a row's review after the one entered before."""
    first = changes[0]
    assert first.review is not None
    assert first.after is not None
    uid = next_review_uid(dataset, first.after)
    return partial(review, claim=f"#{first.claim}", draft=first.review, uid=uid)
