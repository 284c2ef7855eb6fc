"""`claims capture --work`, on a terminal: each proposed claim in turn, beside its sentence."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

import click

from claims.capture.accepting import appearance_draft, claim_draft, key_of
from claims.capture.values import Proposal
from claims.cli.capturing.saving import Decided, Saved, save, say
from claims.cli.capturing.showing import facts
from claims.cli.chassis.desk import Desk
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.prompts import typed_line
from claims.cli.terminal.render import wrap
from claims.reading.registers.captured import Snapshot

if TYPE_CHECKING:
    pass


class Key(Enum):
    """The keys: one letter, and what it does."""

    ACCEPT = "y", "accept it as it stands"
    EDIT = "e", "edit it, then accept it"
    SPLIT = "p", "split it into its parts, each to be decided"
    SAME = "=", "the same as a claim we have: type = and its number"
    SKIP = "s", "skip it: it is not logged"
    UNDO = "u", "take the last decision back"
    LATER = "Enter", "leave it for later"
    QUIT = "q", "save the decisions and leave"
    HELP = "?", "show these keys"

    @property
    def letter(self) -> str:
        """What is typed."""
        return str(self.value[0])


class _Left(Exception):
    """The person leaves."""


def work_through(desk: Desk, waiting: list[tuple[Snapshot, list[Proposal]]]) -> None:
    """Ask about each of these undecided proposals; save the decisions at the end.

    Leaving, the end of input and Ctrl-C save what was decided; what the rules refuse is shown and stays open.
    """
    walk = _Walk(desk, waiting)
    with suppress(_Left, EOFError, KeyboardInterrupt, click.Abort):
        walk.go()
    walk.save()


@dataclass
class _Walk:
    """One walk through the proposals."""

    desk: Desk
    waiting: list[tuple[Snapshot, list[Proposal]]]
    unsaved: list[Decided] = field(default_factory=list)
    saved: Saved = field(default_factory=Saved)

    def go(self) -> None:
        """Go from proposal to proposal until the end, or until the person leaves."""
        queue = [(snapshot, proposal) for snapshot, proposed in self.waiting for proposal in proposed]
        if not queue:
            say("No proposal waits.")
            return
        say(f"{len(queue)} to decide. {_keys()}")
        place, passed = 0, set()
        while place < len(queue):
            snapshot, proposal = queue[place]
            _show(snapshot, proposal, f"{place + 1} of {len(queue)}", new=snapshot.id not in passed)
            passed.add(snapshot.id)
            answer = self._answer(snapshot, proposal)
            if answer is Key.UNDO:
                if self.unsaved:
                    last = self.unsaved.pop()
                    place = next(at for at, (_, each) in enumerate(queue) if each is last.proposal)
                else:
                    say("Nothing is left to take back; `claims correct … --wrong` corrects what is saved.")
                continue
            if answer is Key.SPLIT:
                queue[place : place + 1] = [(snapshot, part) for part in _parts(proposal)]
                continue
            place += 1

    def save(self) -> None:
        """Save the decisions, and say how many claims were logged."""
        decided, self.unsaved = self.unsaved, []
        self.saved += save(self.desk, decided)
        if self.saved.sentence():
            say(self.saved.sentence())

    def _answer(self, snapshot: Snapshot, proposal: Proposal) -> Key:
        """Ask until there is a decision or another key; keep the decision unsaved."""
        claim = claim_draft(proposal, _stories(snapshot), snapshot.published_day)
        appearance = appearance_draft(proposal, snapshot.article)
        key = key_of(proposal)
        while True:
            typed = typed_line("> ").strip()
            if typed == Key.QUIT.letter:
                raise _Left
            if typed == Key.HELP.letter:
                for each in Key:
                    say(f"{each.letter:>5}  {each.value[1]}")
            elif typed == "":
                return Key.LATER
            elif typed == Key.UNDO.letter:
                return Key.UNDO
            elif typed == Key.SPLIT.letter:
                if proposal.parts:
                    return Key.SPLIT
                say("It holds one statement; edit it instead.")
            elif typed == Key.SKIP.letter:
                self.unsaved.append(Decided(snapshot, proposal, None, appearance, key))
                return Key.SKIP
            elif typed.startswith(Key.SAME.letter) and typed[1:].strip(" #").isdecimal():
                self.unsaved.append(Decided(snapshot, proposal, typed[1:].strip(), appearance, key))
                return Key.SAME
            elif typed == Key.ACCEPT.letter:
                self.unsaved.append(Decided(snapshot, proposal, claim, appearance, key))
                return Key.ACCEPT
            elif typed == Key.EDIT.letter:
                statement = typed_line("statement> ").strip()
                if statement:
                    claim = replace(claim, statement=statement)
                    self.unsaved.append(Decided(snapshot, proposal, claim, appearance, key))
                    return Key.EDIT
            else:
                say(f"Type one of the keys. {_keys()}")


def _parts(proposal: Proposal) -> list[Proposal]:
    return [replace(proposal, statement=part.statement, kind=part.kind, parts=()) for part in proposal.parts]


def _stories(snapshot: Snapshot) -> tuple[str, ...]:
    return () if snapshot.story is None else (snapshot.story,)


def _show(snapshot: Snapshot, proposal: Proposal, where: str, *, new: bool) -> None:
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


def _keys() -> str:
    return "y accepts, e edits, p splits, = N is claim N, s skips, u takes back, Enter leaves for later, q leaves."
