"""`claims capture --work`, on a terminal: each proposed claim in turn, beside its sentence."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace

import click

from claims.capture.accepting import appearance_draft, claim_draft, split
from claims.capture.values import Proposal
from claims.cli.capturing.saving import Decided, save, say
from claims.cli.capturing.showing import facts
from claims.cli.chassis.desk import Desk
from claims.cli.terminal.keys import DUPLICATE, EDIT, NO, QUIT, SKIP, SPLIT, YES, Pressed, typed_or_pressed
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.prompts import BACK, HELP, typed_line
from claims.cli.terminal.render import wrap
from claims.entry.drafts import ClaimDraft
from claims.reading.registers.captured import Snapshot

_KEYS = (BACK, YES, NO, EDIT, DUPLICATE, SPLIT, SKIP, QUIT)


class _Left(Exception):
    """The person leaves."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A proposal that waits: its snapshot and its key."""

    snapshot: Snapshot
    key: str
    proposal: Proposal


def work_through(desk: Desk, waiting: list[tuple[Snapshot, dict[str, Proposal]]]) -> None:
    """Ask about each of these undecided proposals; save the decisions at the end.

    Leaving, the end of input and Ctrl-C save what was decided; what the rules refuse is shown and stays open.
    """
    walk = _Walk([_Waiting(snapshot, key, each) for snapshot, proposed in waiting for key, each in proposed.items()])
    with suppress(_Left, EOFError, KeyboardInterrupt, click.Abort):
        walk.go()
    saved = save(desk, walk.unsaved).sentence()
    if saved:
        say(saved)


@dataclass
class _Walk:
    """One walk through the proposals."""

    queue: list[_Waiting]
    unsaved: list[Decided] = field(default_factory=list)
    place: int = 0

    def go(self) -> None:
        """Go from proposal to proposal until the end, or until the person leaves."""
        if not self.queue:
            say("No proposal waits.")
            return
        say(
            f"{len(self.queue)} to decide: {YES} logs the claim, {NO} drops it, {EDIT} edits its words, "
            f"{DUPLICATE} adds it to a claim that we have, {SPLIT} splits it, Enter leaves it for later, "
            f"{BACK} takes back, {QUIT} saves and leaves, {HELP} explains."
        )
        article = None
        while self.place < len(self.queue):
            waiting = self.queue[self.place]
            _show(waiting, f"{self.place + 1} of {len(self.queue)}", new=waiting.snapshot.article != article)
            article = waiting.snapshot.article
            try:
                if typed_or_pressed("> ", _KEYS, by_word=True):
                    say(f"Type one of the keys; {HELP} explains them.")
                else:
                    self.place += 1
            except Pressed as pressed:
                self._decide(waiting, pressed.sign)

    def _decide(self, waiting: _Waiting, sign: str) -> None:
        """Keep a decision unsaved, and go to the next proposal; or do what another key says."""
        claim = claim_draft(waiting.proposal, _stories(waiting.snapshot), waiting.snapshot.published_day)
        if sign == QUIT:
            raise _Left
        if sign == BACK:
            self._take_back()
        elif sign == SPLIT:
            self._split(waiting)
        elif sign == YES:
            self._keep(waiting, claim)
        elif sign == NO:
            self._keep(waiting, None)
        elif sign == SKIP:
            self.place += 1
        elif sign == EDIT:
            statement = typed_line("statement> ", begun=claim.statement).strip()
            if statement:
                self._keep(waiting, replace(claim, statement=statement))
        elif sign == DUPLICATE:
            number = typed_line("claim> ").strip().removeprefix("#")
            if number:
                self._keep(waiting, number)

    def _keep(self, waiting: _Waiting, claim: ClaimDraft | str | None) -> None:
        appearance = appearance_draft(waiting.proposal, waiting.snapshot.article)
        self.unsaved.append(Decided(waiting.snapshot, waiting.proposal, claim, appearance, waiting.key))
        self.place += 1

    def _take_back(self) -> None:
        """Go back to the proposal before, and forget its decision; what is saved is corrected by another command."""
        if self.place == 0:
            say("This is the first; `claims correct … --wrong` corrects what is saved.")
            return
        self.place -= 1
        self.unsaved = [each for each in self.unsaved if each.key != self.queue[self.place].key]

    def _split(self, waiting: _Waiting) -> None:
        parts = split(waiting.proposal)
        if not parts:
            say(f"It holds a single statement; {EDIT} edits it.")
            return
        self.queue[self.place : self.place + 1] = [_Waiting(waiting.snapshot, key, each) for key, each in parts.items()]


def _stories(snapshot: Snapshot) -> tuple[str, ...]:
    return () if snapshot.story is None else (snapshot.story,)


def _show(waiting: _Waiting, where: str, *, new: bool) -> None:
    proposal, snapshot = waiting.proposal, waiting.snapshot
    if new:
        title = one_line(snapshot.title) if snapshot.title else "without a title"
        say(f"\narticle #{snapshot.article}: {title}")
    click.echo(f"\n{where}")
    for sentence in proposal.sentences:
        click.echo(wrap(f"“{one_line(sentence.words)}”", first="  ", rest="  "))
    click.echo(wrap(one_line(proposal.statement), first="→ ", rest="  "))
    click.echo(wrap("; ".join(facts(proposal)), first="  ", rest="  "))
    for part in proposal.parts:
        click.echo(wrap(one_line(part.statement), first="  · ", rest="    "))
