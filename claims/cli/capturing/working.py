"""`claims capture --work`, on a terminal: each proposed claim in turn, beside its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import click

from claims.capture.accepting import refuse_open
from claims.capture.blocks import changed, is_field
from claims.capture.proposing import facts
from claims.capture.together.deciding import pair_mark
from claims.capture.together.planning import Plan, Waiting
from claims.capture.together.values import End, Repeat
from claims.cli.capturing.between import Left
from claims.cli.capturing.likeliest import SURE, Choice, likeliest
from claims.cli.capturing.saving import Apart, Decided, SameAs, Saved, save, say
from claims.cli.chassis.desk import Desk
from claims.cli.terminal.keys import (
    CHOICES,
    DUPLICATE,
    EDIT,
    NO,
    QUIT,
    SKIP,
    SPLIT,
    YES,
    Pressed,
    typed_or_pressed,
)
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.prompts import BACK, HELP, typed_line
from claims.cli.terminal.render import wrap
from claims.entry.drafts import AppearanceDraft, ClaimDraft
from claims.errors import BadUsage, BadValue
from claims.reading.registers.captured import Snapshot

_KEYS = (BACK, YES, NO, EDIT, DUPLICATE, SPLIT, SKIP, QUIT, *CHOICES)
_REPEAT_KEYS = (BACK, YES, NO, SKIP, QUIT)


def work_through(desk: Desk, plan: Plan) -> Saved:
    """Ask about each undecided proposal, and save the decisions at the end; return the counts.

    Leaving, the end of input and Ctrl-C save what was decided; what the rules refuse is shown and stays open. Raises
    `Left` after saving, if the person left.
    """
    walk = _Walk(desk, plan, list(plan.queue))
    walk.follow_known()
    try:
        with suppress(EOFError, KeyboardInterrupt, click.Abort):
            walk.go()
    finally:
        saved = save(desk, walk.unsaved, plan.claims)
        if saved.sentence():
            say(saved.sentence())
    return saved


@dataclass
class _Walk:
    """One walk through the proposals."""

    desk: Desk
    plan: Plan
    queue: list[Waiting]
    unsaved: list[Decided | Apart] = field(default_factory=list)
    steps: list[tuple[int, int]] = field(default_factory=list)
    """The place and the number of unsaved decisions before each step, to take it back."""
    edited: dict[End, tuple[ClaimDraft, AppearanceDraft]] = field(default_factory=dict)
    place: int = 0

    def go(self) -> None:
        """Go from proposal to proposal until the end, or until the person leaves."""
        if not self.queue:
            say("No proposal waits.")
            return
        say(
            f"{len(self.queue)} to decide: {YES} logs the claim, {NO} drops it, {EDIT} edits its words, "
            f"{DUPLICATE} adds it to a claim that we have, {SPLIT} splits it, a line like “stance: denies” changes a "
            f"field, Enter leaves it for later, {BACK} takes back, {QUIT} saves and leaves, {HELP} explains."
        )
        article = None
        while self.place < len(self.queue):
            if not self._is_open(self.queue[self.place]):
                continue
            waiting = self.queue[self.place]
            self._show(waiting, new=waiting.snapshot.article != article)
            article = waiting.snapshot.article
            self._ask(waiting)

    def follow_known(self) -> None:
        """Take the proposals of partial reprints whose originals are logged already."""
        for end, number in self.plan.claims.items():
            self._follow(end, str(number))

    def _is_open(self, waiting: Waiting) -> bool:
        """Return whether a proposal still waits; pass it by if not, and split it if one of its parts is decided."""
        kept = self._kept()
        if waiting.end in kept:
            self.place += 1
            return False
        parts = waiting.parts()
        if any(part.end in kept for part in parts):
            self.queue[self.place : self.place + 1] = [part for part in parts if part.end not in kept]
            return False
        return True

    def _kept(self) -> set[End]:
        return {each.end for each in self.unsaved if isinstance(each, Decided)}

    def _ask(self, waiting: Waiting) -> None:
        """Ask about a proposal until it is decided or left."""
        choices = self._choices(waiting, at_once=True)
        _list(choices)
        while True:
            try:
                typed = typed_or_pressed("> ", _KEYS, by_word=True)
            except Pressed as pressed:
                if self._decide(waiting, pressed.sign, choices):
                    return
                continue
            if not typed:
                self._step()
                self.place += 1
                return
            if is_field(typed):
                self._change(waiting, typed)
            else:
                say(f"Type one of the keys; {HELP} explains them.")

    def _lacks_source(self, waiting: Waiting) -> bool:
        """Return whether the text does not say who "he" is, nor the person at the keyboard yet; say so."""
        try:
            refuse_open(waiting.proposal, self._drafts(waiting)[1])
        except BadUsage as problem:
            say(f"{one_line(str(problem))}: type “source:” and a name, or “source: an official”.")
            return True
        return False

    def _decide(self, waiting: Waiting, sign: str, choices: Sequence[Choice]) -> bool:
        """Do what a key says; return whether the proposal is done with for now."""
        if sign == QUIT:
            raise Left
        if sign in (YES, EDIT, DUPLICATE, *CHOICES) and self._lacks_source(waiting):
            return False
        if sign == BACK:
            self._take_back()
        elif sign == SPLIT:
            return self._split(waiting)
        elif sign == YES:
            self._keep(waiting, self._drafts(waiting)[0])
        elif sign == NO:
            self._keep(waiting, None)
        elif sign == SKIP:
            self._step()
            self.place += 1
        elif sign == EDIT:
            return self._edit(waiting)
        elif sign == DUPLICATE:
            return self._same(waiting)
        else:
            return self._take(waiting, sign, choices)
        return True

    def _drafts(self, waiting: Waiting) -> tuple[ClaimDraft, AppearanceDraft]:
        return self.edited.get(waiting.end) or (waiting.claim, waiting.appearance())

    def _step(self) -> None:
        self.steps.append((self.place, len(self.unsaved)))

    def _keep(self, waiting: Waiting, claim: ClaimDraft | SameAs | str | None) -> None:
        """Keep a decision unsaved, with its copies in reprints, and ask where else the claim stands."""
        self._step()
        self._decided(waiting, claim)
        self.place += 1
        if claim is not None:
            same = SameAs(waiting.end) if isinstance(claim, ClaimDraft) else claim
            self._follow(waiting.end, same)
            self._ask_repeats(waiting, same)

    def _decided(self, waiting: Waiting, claim: ClaimDraft | SameAs | str | None) -> None:
        appearance = self._drafts(waiting)[1]
        if waiting.end not in self.edited and isinstance(claim, SameAs | str):
            appearance = waiting.appearance(self._carrying(claim))
        self.unsaved.append(Decided(waiting.snapshot, waiting.proposal, claim, appearance, waiting.key))

    def _carrying(self, claim: SameAs | str) -> set[int]:
        """Return the articles that a claim has been found in so far."""
        return {
            each.snapshot.article
            for each in self.unsaved
            if isinstance(each, Decided)
            and (each.claim == claim or (isinstance(claim, SameAs) and each.end == claim.end))
        } | {end[0] for end, number in self.plan.claims.items() if str(number) == claim}

    def _follow(self, end: End, claim: SameAs | str) -> None:
        """Take the same proposal in partial reprints too: they carry the original's sentence."""
        for twin in self.plan.twins.get(end, ()):
            waiting = self.plan.waiting.get(twin)
            if waiting is not None and twin not in self._kept():
                draft = replace(waiting.appearance(), relays=f"article:{end[0]}", via=None)
                self.unsaved.append(Decided(waiting.snapshot, waiting.proposal, claim, draft, waiting.key))

    def _ask_repeats(self, waiting: Waiting, claim: SameAs | str) -> None:
        """Ask of each proposal in another article that is likely the same claim; a yes leads to those near it."""
        pending, asked = list(self.plan.near.get(waiting.end, ())), {waiting.end}
        carrying = {waiting.snapshot.article}
        while pending:
            repeat = pending.pop(0)
            ends = [end for end in (repeat.first, repeat.second) if end not in asked]
            asked |= set(ends)
            for end in ends:
                other = self.plan.waiting.get(end)
                if other is None or end[0] in carrying or end in self._kept() or self._parted(end):
                    continue
                answer = self._ask_repeat(other, repeat, self._carrying(claim))
                if answer == BACK:
                    self._take_back()
                    return
                if answer == YES:
                    self._decided(other, claim)
                    self._follow(end, claim)
                    carrying.add(end[0])
                    if repeat.alike >= SURE:
                        pending += self.plan.near.get(end, ())
                elif answer == NO:
                    self._apart(repeat)

    def _parted(self, end: End) -> bool:
        """Return whether a whole is decided by its parts, or a part by its whole."""
        article, key = end
        whole = key.partition("/")[0]
        kept = {other for number, other in self._kept() if number == article}
        return any(other.partition("/")[0] == whole and (other == whole) != (key == whole) for other in kept)

    def _ask_repeat(self, other: Waiting, repeat: Repeat, carrying: set[int]) -> str:
        """Return the key for a proposal that is likely the claim just taken; raises `Left`."""
        label = f"also in article #{other.snapshot.article}"
        outlet = f" ({one_line(other.snapshot.outlet)})" if other.snapshot.outlet else ""
        click.echo()
        click.echo(wrap(f"{label}{outlet}? {repeat.why}", first="  "))
        click.echo(wrap(f"“{one_line(other.proposal.sentences[0].words)}”", first="  ", rest="  "))
        click.echo(wrap(one_line(other.proposal.statement), first="  = ", rest="    "))
        click.echo(wrap("; ".join(facts(other.proposal)), first="    ", rest="    "))
        inferred = other.inferred(carrying)
        if inferred is not None:
            click.echo(f"    a yes enters it as picked up from article #{inferred.article}, inferred")
        while True:
            try:
                if not typed_or_pressed("same (y), another claim (n), later (s) > ", _REPEAT_KEYS, by_word=True):
                    return SKIP
                say(f"Type one of the keys; {HELP} explains them.")
            except Pressed as pressed:
                if pressed.sign == QUIT:
                    raise Left from pressed
                return pressed.sign

    def _apart(self, repeat: Repeat) -> None:
        first, second = (self.plan.waiting.get(end) for end in (repeat.first, repeat.second))
        later = second or first
        assert later is not None
        uid = self._uid_of(repeat.first, first)
        mark = pair_mark(uid, repeat.first[1], repeat.second[1])
        self.unsaved.append(Apart(self._snapshot_of(repeat.second, later), mark, (repeat.first, repeat.second)))

    def _uid_of(self, end: End, waiting: Waiting | None) -> str:
        return waiting.snapshot.article_uid if waiting is not None else self.plan.snapshots[end[0]].article_uid

    def _snapshot_of(self, end: End, waiting: Waiting) -> Snapshot:
        return waiting.snapshot if waiting.end == end else self.plan.snapshots[end[0]]

    # What is the same

    def _choices(self, waiting: Waiting, *, at_once: bool) -> list[Choice]:
        """Return the claims that a proposal may be; ``at_once`` those alone that are likely enough to be listed."""
        decided = [each for each in self.unsaved if isinstance(each, Decided)]
        statement = self._drafts(waiting)[0].statement
        choices = self.desk.read(
            lambda connection: likeliest(connection, statement, decided, self._near(waiting)), make=True
        )
        return [choice for choice in choices if choice.shown_at_once or not at_once]

    def _near(self, waiting: Waiting) -> Mapping[SameAs | str, str]:
        """Return the claims of proposals in other articles that are likely this one, with the reason."""
        kept = {each.end: each for each in self.unsaved if isinstance(each, Decided)}
        near: dict[SameAs | str, str] = {}
        for repeat in self.plan.near.get(waiting.end, ()):
            for end in (repeat.first, repeat.second):
                if end in self.plan.claims:
                    near[str(self.plan.claims[end])] = repeat.why
                elif end in kept and kept[end].claim is not None:
                    claim = kept[end].claim
                    near[claim if isinstance(claim, SameAs | str) else SameAs(end)] = repeat.why
        return near

    def _same(self, waiting: Waiting) -> bool:
        """Ask which claim a proposal is: one of the best, or another by its number."""
        choices = self._choices(waiting, at_once=False)
        _list(choices)
        hint = f"1 to {len(choices)} of the list, or #98" if len(choices) > 1 else "its number, like #98"
        typed = typed_line(f"claim ({hint}) > ").strip()
        if typed in CHOICES[: len(choices)]:
            return self._take(waiting, typed, choices)
        if typed.removeprefix("#"):
            self._keep(waiting, typed.removeprefix("#"))
            return True
        return False

    def _take(self, waiting: Waiting, sign: str, choices: Sequence[Choice]) -> bool:
        """Take a listed claim."""
        place = int(sign) - 1
        if place >= len(choices):
            say(f"No claim {sign} is listed; {DUPLICATE} lists the likeliest.")
            return False
        self._keep(waiting, choices[place].claim)
        return True

    # Changes

    def _edit(self, waiting: Waiting) -> bool:
        claim, appearance = self._drafts(waiting)
        statement = typed_line("statement> ", begun=claim.statement).strip()
        if not statement:
            return False
        self.edited[waiting.end] = replace(claim, statement=statement), appearance
        self._keep(waiting, self.edited[waiting.end][0])
        return True

    def _change(self, waiting: Waiting, typed: str) -> None:
        """Change a field by a line like `stance: denies`, and show what it says now."""
        claim, appearance = self._drafts(waiting)
        try:
            self.edited[waiting.end] = changed(claim, appearance, typed, waiting.snapshot.published_day)
        except BadValue as error:
            say(f"{one_line(str(error))}.")
            return
        claim, appearance = self.edited[waiting.end]
        click.echo(wrap(one_line(claim.statement), first="→ ", rest="  "))
        click.echo(wrap("; ".join(drafted_facts(claim, appearance)), first="  ", rest="  "))

    def _split(self, waiting: Waiting) -> bool:
        """Put a proposal's parts in its place: the parts that the rules read, or else what a person types."""
        parts = waiting.parts()
        if not parts:
            say("Type its statements, one a line; Enter ends.")
            while typed := typed_line(f"part {len(parts) + 1} > ").strip():
                parts.append(waiting.part(len(parts) + 1, typed))
        if not parts:
            return False
        self.queue[self.place : self.place + 1] = parts
        return True

    def _take_back(self) -> None:
        """Go back to the step before, and forget its decisions; what is saved is corrected by another command."""
        if not self.steps:
            say("This is the first; `claims correct … --wrong` corrects what is saved.")
            return
        self.place, kept = self.steps.pop()
        del self.unsaved[kept:]

    def _show(self, waiting: Waiting, *, new: bool) -> None:
        proposal, snapshot = waiting.proposal, waiting.snapshot
        if new:
            title = one_line(snapshot.title) if snapshot.title else "without a title"
            say(f"\narticle #{snapshot.article}: {title}")
        click.echo(f"\n{self.place + 1} of {len(self.queue)}")
        for sentence in proposal.sentences:
            click.echo(wrap(f"“{one_line(sentence.words)}”", first="  ", rest="  "))
        click.echo(wrap(one_line(proposal.statement), first="→ ", rest="  "))
        click.echo(wrap("; ".join(facts(proposal)), first="  ", rest="  "))
        for part in proposal.parts:
            click.echo(wrap(one_line(part.statement), first="  · ", rest="    "))


def drafted_facts(claim: ClaimDraft, appearance: AppearanceDraft) -> list[str]:
    """Return what a claim and its appearance say beside the statement, as in the editor's blocks."""
    from claims.capture.blocks import fields_of

    return [f"{name}: {one_line(str(value))}" for name, value in fields_of(claim, appearance) if name != "statement"]


def _list(choices: Sequence[Choice]) -> None:
    """List the claims that a proposal may be, each with its key."""
    for sign, choice in zip(CHOICES, choices, strict=False):
        number = f"#{choice.claim} " if isinstance(choice.claim, str) else ""
        click.echo(wrap(f"{number}{one_line(choice.statement)}", first=f"  {sign} = ", rest="      "))
        click.echo(wrap(choice.why, first="      ", rest="      "))
