"""Saving decisions about proposals, one transaction each: what the rules refuse stays open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from claims.capture.together.values import End
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


@dataclass(frozen=True, slots=True)
class SameAs:
    """The claim that another proposal, decided before, becomes."""

    end: End


@dataclass
class Decided:
    """A decision that is not saved yet: the proposal, and how it is entered."""

    snapshot: Snapshot
    proposal: Proposal
    claim: ClaimDraft | SameAs | str | None
    """The claim to log, the number of a known claim, or None for a skipped proposal."""
    appearance: AppearanceDraft
    key: str

    @property
    def end(self) -> End:
        """What names its proposal."""
        return self.snapshot.article, self.key


@dataclass(frozen=True, slots=True)
class Apart:
    """A decision that two proposals are two claims, kept with the later one's snapshot under its mark."""

    snapshot: Snapshot
    mark: str
    ends: tuple[End, End]


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


@dataclass
class _Saving:
    """Saves decisions in order."""

    desk: Desk
    claims: dict[End, int] = field(default_factory=dict)
    """The claims that proposals became."""

    def decided(self, each: Decided) -> Saved:
        """Save a decision about a proposal; say why if the rules refuse it."""
        made = self._written(_entered(each, self.claims), each.proposal.statement)
        if made is None:
            return Saved(refused=1)
        for notice in made.notices:
            say(f"claim #{made.claim}: {notice}")
        if each.claim is None:
            return Saved(skipped=1)
        if made.claim is not None:
            self.claims[each.end] = made.claim
        return Saved(logged=1) if isinstance(each.claim, ClaimDraft) else Saved(added=1)

    def apart(self, each: Apart) -> None:
        """Save that two proposals are two claims; if both are logged, the claims are judged to be two."""
        from claims.entry.capturing import decide_between
        from claims.entry.reviewing.judge import judge
        from claims.vocabulary import JudgementKind

        claims = [self.claims.get(end) for end in each.ends]

        def use_case(session: Session) -> Made:
            made = decide_between(session, each.snapshot.id, each.mark, yes=False)
            if None in claims or claims[0] == claims[1]:
                return made
            first, second = (str(claim) for claim in claims)
            return judge(
                session, "claim", JudgementKind.NOT_DUPLICATE, first, second, "decided when they were captured"
            )

        self._written(use_case, each.mark)

    def _written(self, use_case: Callable[[Session], Made], what: str) -> Made | None:
        try:
            return self.desk.write("capture", use_case)
        except PROBLEMS as error:
            problem = problem_of(error)
            if problem is None:
                raise
            say(f"“{one_line(what)}” is not saved: {one_line(str(problem))}.")
            return None


def save(desk: Desk, decided: Sequence[Decided | Apart], claims: Mapping[End, int] | None = None) -> Saved:
    """Save decisions in order, and say of each refused one why; return how many were saved.

    ``claims`` are the claims that proposals became before.
    """
    saved, saving = Saved(), _Saving(desk, dict(claims or {}))
    for each in decided:
        if isinstance(each, Decided):
            saved += saving.decided(each)
    for each in decided:
        if isinstance(each, Apart):
            saving.apart(each)
    return saved


def say(text: str) -> None:
    """Print a sentence for the person, apart from the command's output."""
    click.echo(wrap(text), err=True)


def _entered(decided: Decided, claims: dict[End, int]) -> Callable[[Session], Made]:
    from claims.entry.capturing import accept, skip
    from claims.errors import Refused

    def use_case(session: Session) -> Made:
        claim = decided.claim
        if claim is None:
            return skip(session, decided.snapshot.id, decided.key)
        if isinstance(claim, SameAs):
            if claim.end not in claims:
                raise Refused("its claim is not saved")
            claim = str(claims[claim.end])
        return accept(session, decided.snapshot.id, decided.key, claim, decided.appearance)

    return use_case
