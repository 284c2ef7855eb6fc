"""What a person can do with a claim in a walk-through besides reviewing it: ask, answer, relate, mark a duplicate.

Each act asks a few questions, and its answers become a command line that could have been typed. A refusal is said and
the question asked again with everything kept; an act that is left in the middle is shown as a command line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

import click

from claims.catalogue.meanings import meaning
from claims.cli import completion
from claims.cli.chassis.options import choice
from claims.cli.failures import PROBLEMS, problem_of
from claims.cli.forms.names import which_claim
from claims.cli.reviewing.notes import is_reason
from claims.cli.terminal.keys import ASK, DUPLICATE, LINK, QUIT, REPLY, SKIP, TAKE, Pressed, typed_or_pressed
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.prompts import BACK, HELP, NONE, show_offers
from claims.cli.terminal.render import wrap
from claims.errors import BadUsage, ClaimsError, NotFound
from claims.text.typed import deadline
from claims.vocabulary import InquiryHow, RelationKind, Reply

if TYPE_CHECKING:
    from claims.cli.chassis.desk import Desk
    from claims.reading.view import View


@dataclass(frozen=True, slots=True)
class Step:
    """A question of an act: the option that takes the answer (none for an argument), and what can be answered."""

    name: str
    text: str
    option: str = ""
    words: type[StrEnum] | None = None
    needed: bool = False
    completer: completion.Completer | None = None
    is_claim: bool = False
    is_note: bool = False
    is_deadline: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """A command about a claim, with its questions and what it is called once done."""

    command: str
    steps: tuple[Step, ...]
    done: str
    about_claim: bool = True
    """Whether the claim's number is the command's first word."""


_OTHER = Step(
    "claim",
    "Which other claim? Its number, or a few of its words.",
    needed=True,
    completer=completion.claims,
    is_claim=True,
)

ACTS: Mapping[str, Act] = {
    ASK: Act(
        "ask",
        (
            Step("whom", "Whom did you ask? As you would print it.", needed=True, completer=completion.sources),
            Step("how", "How did you ask?", "--how", InquiryHow),
            Step("reply by", "By when do you want the reply? Like: in 2 days.", "--reply-by", is_deadline=True),
            Step("question", "What did you ask, word for word?", "--question"),
        ),
        "asked about",
    ),
    REPLY: Act(
        "answer",
        (
            Step("inquiry", "Which inquiry?", needed=True),
            Step("reply", "What came back?", words=Reply, needed=True),
            Step("note", "The reply in a sentence or two.", "--note", is_note=True),
        ),
        "answered",
        about_claim=False,
    ),
    LINK: Act(
        "relate",
        (
            Step("relation", "How does this claim bear on the other?", words=RelationKind, needed=True),
            _OTHER,
            Step("note", "Why?", "--note", is_note=True),
        ),
        "related",
    ),
    DUPLICATE: Act(
        "duplicate",
        (_OTHER, Step("note", "Why are they the same?", "--note", needed=True, is_note=True)),
        "marked as duplicate",
    ),
}
"""What can be done with a claim, by key."""

_KEYS = (BACK, SKIP, QUIT, TAKE, *ACTS)
"""The keys at the questions of an act; it has to be finished or left before another."""

_QUESTION_OF = {"WHOM": "whom", "CLAIM": "claim", "INQUIRY": "inquiry", "REPLY": "reply"}


@dataclass
class Acting:
    """One act on a claim, as far as its questions are answered."""

    desk: Desk
    claim: int
    act: Act
    view: View
    answers: dict[str, str] = field(default_factory=dict)

    def line(self) -> list[str]:
        """Return the command line made of the answers so far."""
        words = [str(self.claim)] if self.act.about_claim else []
        options: list[str] = []
        for step in self.act.steps:
            answer = self.answers.get(step.name)
            if answer:
                words += [] if step.option else [answer]
                options += [step.option, answer] if step.option else []
        guard = ["--"] if any(word.startswith("-") for word in words) else []
        return [self.act.command, *options, *guard, *words]

    def perform(self, run: Callable[[Sequence[str]], object]) -> bool:
        """Ask the questions and run the command; return whether it was done, or the person went back before it.

        Raises `Pressed` when the person leaves.
        """
        place = 0
        while place < len(self.act.steps):
            try:
                self.answers[self.act.steps[place].name] = self._ask(self.act.steps[place])
                place += 1
            except Pressed as key:
                if key.sign != BACK:
                    raise
                place -= 1
            if place < 0:
                return False
            if place == len(self.act.steps):
                problem = self._problem(run)
                if problem is None:
                    return True
                place = self._place_of(problem)
        return False

    def _problem(self, run: Callable[[Sequence[str]], object]) -> ClaimsError | None:
        """Run the command; return the problem with it, having said it, or None."""
        try:
            run(self.line())
        except PROBLEMS as error:
            problem = problem_of(error)
            if problem is None:
                raise
            _say(f"{one_line(str(problem))}.")
            return problem
        return None

    def _place_of(self, problem: ClaimsError) -> int:
        """Return the place of the question whose answer a problem is about; the first for any other."""
        names = [step.name for step in self.act.steps]
        for place, step in enumerate(self.act.steps):
            if problem.part and problem.part in (step.option, self.answers.get(step.name)):
                return place
        name = _QUESTION_OF.get(problem.part or "", "")
        return names.index(name) if name in names else 0

    def _ask(self, step: Step) -> str:
        """Return the answer to a question in the command's form."""
        before = self.answers.get(step.name, "")
        offers = self._inquiries() if step.name == "inquiry" else []
        words = choice(step.words) if step.words else None
        _say(step.text)
        if words is not None:
            _say("  ".join(f"{place}:{word}" for place, word in enumerate(words.words, start=1)))
        show_offers(offers) if offers else None
        default = f"[{one_line(before)}] " if before else "" if step.needed else "(Enter: none) "
        while True:
            try:
                typed = typed_or_pressed(
                    f"{step.name} {default}> ",
                    _KEYS,
                    partial(self._completed, step),
                    partial(self._explain, step, offers),
                    by_word=words is not None,
                )
            except Pressed as key:
                if key.sign in (BACK, QUIT, SKIP):
                    raise
                _say(f"Answer this first, or go back with {BACK}; {HELP} says what {key.sign} does.")
                continue
            typed = "" if typed == NONE and not step.needed else typed or before
            if not typed and not step.needed:
                return ""
            try:
                answer = self._understood(step, typed, offers)
            except Pressed as key:
                if key.sign != BACK:
                    raise
                continue  # back from a question about the answer
            except (ClaimsError, click.UsageError) as error:
                _say(f"{one_line(error.message if isinstance(error, click.UsageError) else str(error))}.")
                continue
            if answer:
                return answer
            _say("An answer is needed here.")

    def _understood(self, step: Step, typed: str, offers: Sequence[tuple[str, str]]) -> str:
        """Return an answer in the command's form, or an empty text; raises a usage error or a `ClaimsError`."""
        if step.words is not None and typed:
            words = choice(step.words)
            if typed.isdecimal() and 1 <= int(typed) <= len(words.words):
                return words.words[int(typed) - 1]
            return str(words.convert(typed, None, None))
        if step.is_claim and typed:
            return self._other(typed)
        if step.name == "inquiry" and typed and typed.lstrip("#") not in {number for number, _ in offers}:
            raise NotFound(f'no inquiry about this claim has the number "{typed}"')
        if step.is_deadline and typed:
            deadline(typed, None, self.view.zone)
        if step.is_note and typed and not is_reason(typed, self._answered, _say):
            raise BadUsage("write the note in your own words")
        return typed

    def _answered(self, prompt: str) -> str:
        return typed_or_pressed(prompt, {BACK, QUIT, SKIP})

    def _other(self, typed: str) -> str:
        """Return the number of the other claim, and show what it says."""
        from claims.reading.find import described, find

        meant = which_claim(self.desk, typed, self._answered)
        label = self.desk.read(
            lambda connection: described(connection, "claim", [find(connection, "claim", meant, part="CLAIM")])[0]
        )
        _say(one_line(label))
        number = label.partition(" ")[0].lstrip("#")
        if number == str(self.claim):
            raise BadUsage(f"that is claim #{number} itself; name another claim")
        return number

    def _inquiries(self) -> list[tuple[str, str]]:
        """Return the inquiries about the claim, open ones first, with whom we asked and what came back."""
        from claims.features.inquiries.read import InquiryFilters, inquiry_lines
        from claims.features.inquiries.words import state_phrase

        wanted = InquiryFilters(claim=self.claim, closed=True)
        lines = self.desk.read(lambda connection: inquiry_lines(connection, wanted, self.view)).lines
        zone = self.view.zone
        return [(str(line.inquiry.id), f"{line.inquiry.label}: {state_phrase(line.inquiry, zone)}") for line in lines]

    def can_begin(self) -> bool:
        """Return whether the act has what it is about, and say what is missing otherwise."""
        if self.act.command == "answer" and not self._inquiries():
            _say(f"Nobody was asked about claim #{self.claim}; {ASK} records whom you ask.")
            return False
        return True

    def _completed(self, step: Step, typed: str) -> Sequence[str]:
        if step.words is not None:
            return [word for word in choice(step.words).words if word.startswith(typed.casefold())]
        return [value for value, _ in self._offered(step, typed)]

    def _offered(self, step: Step, typed: str) -> list[tuple[str, str]]:
        if step.completer is None:
            return []
        context = click.get_current_context()
        items = step.completer(context, context.command.params[0], typed)
        return [(item.value, item.help or "") for item in items]

    def _explain(self, step: Step, offers: Sequence[tuple[str, str]]) -> None:
        _say(step.text)
        members = choice(step.words).members if step.words else ()
        width = max((len(member.value) for member in members), default=0)
        for place, member in enumerate(members, start=1):
            click.echo(f"{place:>3}  {member.value.ljust(width)}  {meaning(member)}".rstrip(), err=True)
        listed = list(offers) or self._offered(step, "")
        if listed:
            show_offers(listed)


def _say(text: str) -> None:
    click.echo(wrap(text), err=True)
