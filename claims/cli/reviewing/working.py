"""`claims queue --work`, on a terminal: each claim of the queue in turn, with questions about it.

The answers become a command line of `claims review` that could have been typed. This command line runs at the end, and
the person gets it back if they leave in the middle of a claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, partial
from typing import TYPE_CHECKING

import click

from claims.catalogue.meanings import meaning
from claims.cli.chassis.command import Invocation
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.missing import options_of
from claims.cli.chassis.options import choice
from claims.cli.failures import PROBLEMS, problem_of
from claims.cli.reviewing.acting import ACTS, Acting
from claims.cli.reviewing.notes import is_reason, value_typed
from claims.cli.reviewing.review import review
from claims.cli.terminal.keys import AGREE, QUIT, SKIP, TAKE, Pressed, typed_or_pressed
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.prompts import BACK, HELP, NONE
from claims.cli.terminal.render import wrap
from claims.cli.terminal.typed import Line, shown_again
from claims.text.references import names_an_article
from claims.vocabulary import EvidenceKind, Outcome, Status, words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.features.queue.read import Queue, QueueFilters, QueueLine
    from claims.reading.view import View as Question

_KEYS = (BACK, SKIP, TAKE, QUIT, *ACTS)
"""The keys at every question of the walk."""

_VOCABULARIES: Mapping[str, type[StrEnum]] = {"status": Status, "outcome": Outcome, "kind": EvidenceKind}

_EXPLAINED: Mapping[str, str] = {
    "status": "Was it right when it was reported? The first six leave it open, the others are verdicts.",
    "outcome": "Did it come true?",
    "note": "The reasons, in a sentence or two: every review gives them.",
    "evidence": "What the review rests on: a link, a file (a copy is kept) or article:7. A verdict or an outcome needs "
    "some, and no report of the claim's own chain counts.",
    "kind": "What sort of evidence is it?",
}

_QUESTION_OF: Mapping[str, str] = {"STATUS": "status", "--outcome": "outcome", "--note": "note"}
"""Which question is asked again first when the rules refuse a part of the command line."""


class _Left(Exception):
    """The person leaves the walk."""


class _Skipped(Exception):
    """The person goes on to the next claim."""


class _Gone(Exception):
    """The claim no longer waits by itself, after what the person did with it."""


class _Back(Exception):
    """The person goes back to the question before."""


@dataclass
class _Draft:
    """A review as far as it has been typed."""

    status: str = ""
    outcome: str = ""
    note: str = ""
    evidence: list[tuple[str, str]] = field(default_factory=list)
    agrees: bool = False

    def __bool__(self) -> bool:
        """Whether anything has been typed."""
        return bool(self.status or self.outcome or self.note or self.evidence or self.agrees)

    def line(self, claim: int, status: Status | None = None) -> list[str]:
        """Return the command line that enters it; ``status`` is the present one, kept without a new one."""
        if self.agrees:
            line = ["review", str(claim), "--agree"]
        else:
            given = self.status or ("" if self.outcome else status or "")
            line = ["review", str(claim), *([given] if given else [])]
        for option, value in (("--outcome", self.outcome), ("--note", self.note)):
            line += [option, value] if value else []
        for piece, kind in self.evidence:
            line += ["--evidence", piece, "--evidence-kind", kind]
        return line


def work_through(
    desk: Desk, filters: Callable[[Connection], QueueFilters], most: int | None, *, confidential: bool
) -> None:
    """Walk through the queue as it is now: show a claim, ask for a review, enter it, and go on.

    Claims that others have taken are left out, unless ``filters`` name a person.
    """
    from claims.cli.chassis.desk import View
    from claims.cli.reading.claims import question_of
    from claims.cli.terminal.render import Format

    question = question_of(desk, View(Format.TABLE), confidential=confidential)
    _Walk(desk, click.get_current_context(), desk.read(filters), question).go(most)


class _Walk:
    """One walk through the queue."""

    def __init__(self, desk: Desk, context: click.Context, filters: QueueFilters, question: Question) -> None:
        self.desk, self.context, self.filters, self.question = desk, context, filters, question
        self.invocation = context.ensure_object(Invocation)
        self.typed = self.invocation.args
        self.counts = dict.fromkeys(("reviewed", "left alone", "skipped", *(act.done for act in ACTS.values())), 0)

    def go(self, most: int | None) -> None:
        """Go from claim to claim until the end, or until the person leaves."""
        from claims.features.queue.read import claim_queue

        waiting: Queue = self.desk.read(lambda connection: claim_queue(connection, self.filters, self.question, most))
        lines = [line for line in waiting.lines if not self._is_with_another(line)]
        self._begin(waiting, lines)
        done = 0
        try:
            for line in lines:
                self._visit(line, f"{done + 1} of {len(lines)}")
                done += 1
        except _Left:
            pass
        self._end(len(lines) - done, waiting.more)

    def _begin(self, waiting: Queue, lines: Sequence[QueueLine]) -> None:
        from claims.render.phrases import counted, unlisted_sentence

        others = len(waiting.lines) - len(lines)
        _say(f"{counted(len(lines), 'claim')} to look at." if lines else "Nothing waits.")
        if others:
            _say(f"{counted(others, 'claim')} that others have taken {'is' if others == 1 else 'are'} left out.")
        if waiting.hidden:
            _say(f"{unlisted_sentence(waiting.hidden, 'claim')}.")
        if lines:
            _say(
                f"Enter changes nothing or takes the value in [brackets]; {BACK} goes back, {SKIP} skips the claim, "
                f"{QUIT} leaves, {HELP} lists every key. Entered reviews are kept."
            )

    def _end(self, not_reached: int, more: int | None) -> None:
        from claims.render.phrases import listed

        parts = [f"{count} {what}" for what, count in self.counts.items() if count]
        parts += [f"{not_reached} not reached"] if not_reached else []
        if parts:
            _say(f"\n{listed(parts)}.")
        if more != 0:
            _say("More claims wait: `claims queue --all` lists them.")

    # One claim

    def _visit(self, line: QueueLine, where: str) -> None:
        """Show a claim and enter the person's review of it, unless it no longer waits."""
        number = line.claim.id
        now = self._now(number)
        if now is None:
            _say(f"\n{where}: claim #{number} no longer waits.")
            return
        if self._is_with_another(now):
            assert now.claim.assigned is not None
            _say(f"\n{where}: {now.claim.assigned.reviewer} has meanwhile taken claim #{number}.")
            return
        draft = _Draft()
        try:
            self._show(now, where)
            self.counts[self._reviewed(now, draft)] += 1
        except _Skipped:
            self._give_back(number, draft)
            self.counts["skipped"] += 1
        except _Gone:
            self._give_back(number, draft)
        except _Left:
            self._give_back(number, draft)
            self._remember(None)
            raise
        self._remember(None)

    @cached_property
    def who(self) -> str:
        """The name that the records use for the person at work."""
        from claims.store.people.actors import acting_name

        return self.desk.read(lambda connection: acting_name(connection, self.desk.settings))

    def _now(self, number: int) -> QueueLine | None:
        from claims.features.queue.read import waiting_claim

        return self.desk.read(lambda connection: waiting_claim(connection, number, self.filters, self.question))

    def _is_with_another(self, line: QueueLine) -> bool:
        from claims.rules.ladder import same_person

        assigned = line.claim.assigned
        if assigned is None or self.filters.reviewer is not None:
            return False
        return not same_person(assigned.reviewer, self.who)

    def _show(self, line: QueueLine, where: str) -> None:
        from claims.features.queue.words import why_phrases

        click.echo(f"\n{where}\n")
        self._run(["show", str(line.claim.id), *(["--confidential"] if self.question.confidential else [])])
        click.echo("\nWHY IT WAITS")
        for why in why_phrases(line, self.question.today, self.question.zone):
            click.echo(wrap(why, first="  ", rest="    "))
        click.echo()

    def _reviewed(self, line: QueueLine, draft: _Draft) -> str:
        """Ask until a review is entered or the claim is left alone; return which."""
        start = "status"
        while True:
            self._ask_all(line, draft, start)
            if not draft:
                return "left alone"
            try:
                self._run(draft.line(line.claim.id, line.claim.status))
            except PROBLEMS as error:
                problem = problem_of(error)
                if problem is None:
                    raise
                _say(f"{one_line(str(problem))}.")
                start = "status" if draft.agrees else _QUESTION_OF.get(problem.part or "", "evidence")
                draft.agrees = False
                continue
            return "reviewed"

    def _ask_all(self, line: QueueLine, draft: _Draft, start: str) -> None:
        """Ask the questions from this one on, and go back whenever the person wants to."""
        names = [name for name in ("status", "outcome", "note", "evidence") if _applies(name, line)]
        place = names.index(start) if start in names else 0
        while place < len(names):
            if names[place] == "evidence" and not draft:
                return
            try:
                self._ask(names[place], line, draft)
                place += 1
            except _Back:
                place = max(0, place - 1)
            self._remember(draft.line(line.claim.id, line.claim.status) if draft else None)
            if draft.agrees and names[place - 1] == "note":
                return

    def _ask(self, name: str, line: QueueLine, draft: _Draft) -> None:
        if name == "status":
            draft.status = self._status(line, draft)
        elif name == "outcome" and not draft.agrees:
            assert line.claim.outcome is not None
            draft.outcome = self._word("outcome", Outcome, line, draft.outcome, words(line.claim.outcome))
        elif name == "note":
            draft.note = self._note(line, draft)
        elif name == "evidence":
            self._evidence(line, draft)

    def _status(self, line: QueueLine, draft: _Draft) -> str:
        """Ask for the status; if a verdict waits, a second person may agree with it instead."""
        draft.agrees = False
        waiting = [each for each in line.claim.waiting if not self._is_mine(each.who)]
        if waiting:
            given = ", ".join(words(each) for each in (waiting[-1].status, waiting[-1].outcome) if each)
            _say(f"{AGREE} agrees with “{given}”, proposed by {waiting[-1].who}.")
        typed = self._word(
            "status", Status, line, draft.status, words(line.claim.status), more=[AGREE, "agree"] if waiting else []
        )
        draft.agrees = typed in (AGREE, "agree")
        return "" if draft.agrees else typed

    def _is_mine(self, who: str) -> bool:
        from claims.rules.ladder import same_person

        return same_person(who, self.who)

    def _word(
        self,
        name: str,
        values: type[StrEnum],
        line: QueueLine,
        before: str,
        stands: str | None = None,
        more: Sequence[str] = (),
    ) -> str:
        """Ask for a word of a vocabulary, by itself or by its number; empty for no change."""
        taken = choice(values)
        _say("  ".join(f"{place}:{word}" for place, word in enumerate(taken.words, start=1)))
        default = f"[{before}] " if before else f"(Enter: {stands}) " if stands else ""
        while True:
            typed = self._line(f"{name} {default}> ", name, line, taken.words)
            if typed.casefold() in more:
                return typed.casefold()
            if not typed:
                return before
            if typed == NONE:
                return ""
            if typed.isdecimal() and 1 <= int(typed) <= len(taken.words):
                return taken.words[int(typed) - 1]
            try:
                return str(taken.convert(typed, None, None))
            except click.UsageError as error:
                _say(f"{one_line(error.message)}.")

    def _note(self, line: QueueLine, draft: _Draft) -> str:
        while True:
            needed = bool(draft.status or draft.outcome or draft.evidence)
            default = f"[{one_line(draft.note)}] " if draft.note else "" if needed else "(Enter: none) "
            typed = self._line(f"note {default}> ", "note", line)
            if typed and typed != NONE:
                if is_reason(typed, lambda prompt: self._line(prompt, "note", line), _say):
                    return typed
                self._take_for_value(typed, line, draft)
                continue
            if not typed and draft.note:
                return draft.note
            if not needed:
                return ""
            _say("A review gives its reasons.")

    def _take_for_value(self, typed: str, line: QueueLine, draft: _Draft) -> None:
        """Take a status or an outcome that was typed as the note for what it is, if the claim can have it."""
        value = value_typed(typed)
        if isinstance(value, Status) and not draft.agrees:
            draft.status = value.value
            _say(f"status: {words(value)}.")
        elif isinstance(value, Outcome) and line.claim.outcome is not None and not draft.agrees:
            draft.outcome = value.value
            _say(f"outcome: {words(value)}.")

    def _evidence(self, line: QueueLine, draft: _Draft) -> None:
        """Ask for pieces of evidence, one after the other, each with its kind."""
        for piece, kind in draft.evidence:
            _say(f"{one_line(piece)} ({words(kind)})")
        while True:
            hint = f"(Enter: no more; {NONE}: none of these) " if draft.evidence else "(Enter: none) "
            typed = self._line(f"evidence {hint}> ", "evidence", line)
            if not typed:
                return
            if typed == NONE:
                draft.evidence.clear()
                continue
            try:
                draft.evidence.append((typed, self._kind(line, typed)))
            except _Back:
                continue
            self._remember(draft.line(line.claim.id, line.claim.status))

    def _kind(self, line: QueueLine, typed: str) -> str:
        """Ask for the kind of a piece of evidence; an article is a report unless the person says otherwise."""
        usual = EvidenceKind.REPORT.value if names_an_article(typed) else ""
        while True:
            kind = self._word("kind", EvidenceKind, line, usual)
            if kind:
                return kind
            _say("Say what sort of evidence it is.")

    def _line(self, prompt: str, name: str, line: QueueLine, offered: Sequence[str] = ()) -> str:
        """Return the next line that is no key; raises `_Left`, `_Skipped`, `_Back` and `_Gone`."""
        while True:
            try:
                return typed_or_pressed(
                    prompt,
                    _KEYS,
                    partial(_offers, offered),
                    partial(_explain, name, offered),
                    by_word=bool(offered),
                )
            except Pressed as key:
                if key.sign == QUIT:
                    raise _Left from key
                if key.sign == SKIP:
                    raise _Skipped from key
                if key.sign == BACK:
                    raise _Back from key
                sign = key.sign
            if sign == TAKE:
                self._take(line.claim.id)
            else:
                self._act(sign, line.claim.id)

    def _act(self, sign: str, number: int) -> None:
        """Ask, answer, relate or mark a duplicate; raises `_Gone` if the claim then no longer waits by itself."""
        act = ACTS[sign]
        acting = Acting(self.desk, number, act, self.question)
        if not acting.can_begin():
            return
        remembered = self.invocation.args, self.invocation.takes_value, self.invocation.depth
        try:
            if not acting.perform(self._run):
                return
        except Pressed as key:
            self._show_unfinished(acting)
            raise (_Skipped if key.sign == SKIP else _Left) from key
        except (KeyboardInterrupt, EOFError):
            self._show_unfinished(acting)
            raise
        finally:
            self.invocation.args, self.invocation.takes_value, self.invocation.depth = remembered
        self.counts[act.done] += 1
        now = self._now(number)
        if now is None or now.claim.id != number:
            as_other = "" if now is None else f"; it appears as claim #{now.claim.id} now"
            _say(f"Claim #{number} no longer waits by itself{as_other}.")
            raise _Gone

    def _show_unfinished(self, acting: Acting) -> None:
        """Show the command line of an act that was left in the middle."""
        if not acting.answers:
            return
        from claims.cli.root import root

        line = acting.line()
        command = root.get_command(self.context, line[0])
        assert command is not None
        _say("\nThis was not entered; to enter it:")
        for shown in shown_again(Line([*self._globals(), *line], 1, options_of(command)), None):
            click.echo(shown, err=True)

    def _take(self, number: int) -> None:
        try:
            self._run(["take", str(number)])
        except PROBLEMS as error:
            problem = problem_of(error)
            if problem is None:
                raise
            _say(f"{one_line(str(problem))}.")

    # The command line

    def _run(self, line: Sequence[str]) -> None:
        """Run a command line as if it had been typed, on the same database and as the same person."""
        from claims.cli.root import root

        with root.make_context("claims", list(line), obj=self.context.obj) as made:
            root.invoke(made)

    def _remember(self, line: Sequence[str] | None) -> None:
        """Keep the command line so far, to be shown if the person is interrupted; None forgets it."""
        self.invocation.args = self.typed if line is None else [*self._globals(), *line]
        self.invocation.takes_value = _OPTIONS
        self.invocation.depth = 1

    def _globals(self) -> Iterator[str]:
        for option, value in (("--db", self.invocation.database), ("--as", self.invocation.who)):
            if value is not None:
                yield from (option, value)

    def _give_back(self, number: int, draft: _Draft) -> None:
        """Show the command line that would enter the unfinished review of a claim."""
        if draft:
            _say("This review was not entered; to enter it:")
            for shown in shown_again(Line([*self._globals(), *draft.line(number)], 1, _OPTIONS), None):
                click.echo(shown, err=True)


_OPTIONS = options_of(review)


def _applies(name: str, line: QueueLine) -> bool:
    return name != "outcome" or line.claim.outcome is not None


def _offers(offered: Sequence[str], typed: str) -> Sequence[str]:
    return [word for word in offered if word.startswith(typed.casefold())]


def _explain(name: str, offered: Sequence[str]) -> None:
    _say(_EXPLAINED[name])
    width = max(map(len, offered), default=0)
    known = {member.value: meaning(member) for member in _VOCABULARIES.get(name, ())}
    for place, word in enumerate(offered, start=1):
        click.echo(f"{place:>3}  {word.ljust(width)}  {known.get(word, '')}".rstrip(), err=True)


def _say(text: str) -> None:
    click.echo(wrap(text), err=True)
