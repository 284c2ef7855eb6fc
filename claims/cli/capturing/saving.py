"""Saving decisions about proposals, one transaction each: what the rules refuse stays open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from claims.capture.values import Proposal
from claims.cli.chassis.desk import Desk
from claims.cli.failures import PROBLEMS, problem_of
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import wrap
from claims.entry.drafts import AppearanceDraft, ClaimDraft
from claims.reading.registers.captured import Snapshot

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.entry.drafts import Made


@dataclass
class Decided:
    """A decision that is not saved yet: the proposal, and how it is entered."""

    snapshot: Snapshot
    proposal: Proposal
    claim: ClaimDraft | str | None
    """The claim to log, the number of a known claim, or None for a skipped proposal."""
    appearance: AppearanceDraft
    key: str


@dataclass(frozen=True, slots=True)
class Saved:
    """How many decisions were saved, by kind, and how many the rules refused."""

    logged: int = 0
    added: int = 0
    skipped: int = 0
    refused: int = 0

    def __add__(self, other: Saved) -> Saved:
        """Return both counts together."""
        return Saved(
            self.logged + other.logged,
            self.added + other.added,
            self.skipped + other.skipped,
            self.refused + other.refused,
        )

    def sentence(self) -> str:
        """Return the counts as a sentence, empty if nothing was decided."""
        from claims.render.phrases import counted, listed

        parts = [f"{counted(self.logged, 'claim')} logged"] if self.logged else []
        parts += [f"{counted(self.added, 'appearance')} added to known claims"] if self.added else []
        parts += [f"{self.skipped} skipped"] if self.skipped else []
        parts += [f"{self.refused} not saved"] if self.refused else []
        return f"{listed(parts)}." if parts else ""


def save(desk: Desk, decided: Sequence[Decided]) -> Saved:
    """Save decisions in order, and say of each refused one why; return how many were saved."""
    saved = Saved()
    for each in decided:
        try:
            made = desk.write("capture", _entered(each))
        except PROBLEMS as error:
            problem = problem_of(error)
            if problem is None:
                raise
            say(f"“{one_line(each.proposal.statement)}” is not saved: {one_line(str(problem))}.")
            saved += Saved(refused=1)
            continue
        for notice in made.notices:
            say(f"claim #{made.claim}: {notice}")
        if each.claim is None:
            saved += Saved(skipped=1)
        else:
            saved += Saved(added=1) if isinstance(each.claim, str) else Saved(logged=1)
    return saved


def say(text: str) -> None:
    """Print a sentence for the person, apart from the command's output."""
    click.echo(wrap(text), err=True)


def _entered(decided: Decided) -> Callable[[Session], Made]:
    from claims.entry.capturing import accept, skip

    def use_case(session: Session) -> Made:
        if decided.claim is None:
            return skip(session, decided.snapshot.id, decided.key)
        return accept(session, decided.snapshot.id, decided.key, decided.claim, decided.appearance)

    return use_case
