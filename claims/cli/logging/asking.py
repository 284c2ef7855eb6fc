"""`claims log` without a statement, on a terminal: one short question at a time, and a look before anything is stored.

The answers become a command line that could have been typed. This command line runs at the end, and the person gets it
back if something goes wrong or they have to leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import partial, wraps
from typing import Any

import click

from claims.catalogue.meanings import meaning
from claims.cli.chassis.command import Invocation
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import F, Word
from claims.cli.forms.drafting import ASKS
from claims.cli.forms.names import ask_which, look_up, which_report
from claims.cli.reviewing.similar import alike
from claims.cli.terminal.plain import cells, is_harmful, one_line, padded
from claims.cli.terminal.prompts import BACK, HELP, NONE, typed_line
from claims.cli.terminal.render import wrap
from claims.errors import BadUsage, ClaimsError
from claims.vocabulary import (
    ATTRIBUTIONS_WITH_SOURCE,
    KINDS_WITH_OUTCOME,
    SOURCE_KIND_OF,
    UNNAMED_ATTRIBUTIONS,
    Attribution,
    ClaimKind,
    Stance,
    Terms,
    Treatment,
)

Answers = Mapping[str, str]
"""Answers by the name of the option; empty without an answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question for the value of one option (or of the argument)."""

    name: str
    text: str
    when: Callable[[Answers], bool] = lambda answers: True
    needed: Callable[[Answers], bool] = lambda answers: False
    default: str = ""
    subject: str | None = None
    """The kind of record that the answer names."""


def _attribution(answers: Answers) -> str:
    return answers.get("attribution", "")


def _has_source(answers: Answers) -> bool:
    return _attribution(answers) in {*SOURCE_KIND_OF, Attribution.OWN_VOICE}


QUESTIONS = (
    Question("statement", "What is claimed? One checkable statement, in your own words.", needed=lambda answers: True),
    Question("kind", "What sort of statement is it?", default=ClaimKind.FACT),
    Question("story", "Which story does it belong to? Several with commas.", subject="story"),
    Question("outlet", "Which outlet reported it? Enter takes it from the address.", subject="outlet"),
    Question("url", "What is its address?", needed=lambda answers: not answers.get("outlet")),
    Question("published", "When was it published? Like 2024-03-19, 2024-03 or 2024; Enter if that is not known."),
    Question("reporter", "Who signed it? Several with commas.", subject="reporter"),
    Question("attribution", "Who does the article attribute it to?", needed=lambda answers: True),
    Question(
        "source",
        "Who or what is that? As printed.",
        when=_has_source,
        needed=lambda answers: _attribution(answers) in ATTRIBUTIONS_WITH_SOURCE,
        subject="source",
    ),
    Question(
        "relays",
        "Which report was it picked up from? An outlet, article:7, or #3 for the article of appearance 3.",
        when=lambda answers: _attribution(answers) == Attribution.OUTLET,
        subject="outlet",
    ),
    Question("terms", "What terms did the source speak on?", when=_has_source, default=Terms.NOT_STATED),
    Question("stance", "What does the speaker say about it?", default=Stance.ASSERTS),
    Question("treatment", "How does the outlet treat it?", default=Treatment.REPORTS),
    Question("excerpt", "A few exact words of the article?"),
    Question(
        "wording",
        "Whose words are these?",
        when=lambda answers: bool(answers.get("excerpt")),
        needed=lambda answers: True,
    ),
    Question(
        "due",
        "When is it due, in the words used? Like: by the end of 2024.",
        when=lambda answers: (answers.get("kind") or ClaimKind.FACT) in KINDS_WITH_OUTCOME,
    ),
    Question(
        "happened",
        "When did it happen, in the words used? Like: on 8 April 2024.",
        when=lambda answers: (answers.get("kind") or ClaimKind.FACT) == ClaimKind.FACT,
    ),
)


def _stated(context: click.Context, parameter: click.Parameter, statement: str | None) -> str | None:
    """Note that questions follow if the statement is missing; raises `BadUsage` without a terminal."""
    if statement is None and not context.resilient_parsing:
        if not Desk(context.ensure_object(Invocation)).interactive:
            raise BadUsage(
                'say what is claimed: claims log "…" --outlet … --attribution …; on a terminal `claims log` asks',
                part="STATEMENT",
            )
        context.meta[ASKS] = True
    return statement


STATEMENT = click.argument("statement", required=False, callback=_stated)
"""The statement; on a terminal it may be left out."""


def asking(function: F) -> F:
    """Let a command ask for everything when it is called without a statement on a terminal."""

    @wraps(function)
    def run(**given: Any) -> Any:
        if given["statement"] is not None:
            return function(**given)
        context, desk = click.get_current_context(), Desk.current()
        return _run_again(context, Interview(desk, context).command_line())

    return run


@dataclass
class Interview:
    """The questions and the answers so far."""

    desk: Desk
    context: click.Context
    answers: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    """Answers that the person took back, offered again."""
    remarks: dict[str, str] = field(default_factory=dict)
    """How the program understood an answer."""
    confirmed: set[str] = field(default_factory=set)
    """Statements already compared with the existing claims."""

    def __post_init__(self) -> None:
        """Take the options given; they are not asked again."""
        self.typed = list(self.context.ensure_object(Invocation).args)
        self.given = {name: value for name, value in self.context.params.items() if value not in (None, (), False)}
        self.options = {parameter.name: parameter for parameter in self.context.command.params if parameter.name}

    def command_line(self) -> list[str]:
        """Ask everything, show what will be stored, and return the command line once the person agrees."""
        click.echo(f"Enter takes the value in [brackets]; {HELP} explains, {BACK} goes back, Ctrl-C leaves.", err=True)
        try:
            self._ask_all([])
            while self._wants_change():
                self._ask_all([])
        except (KeyboardInterrupt, EOFError):
            click.echo(err=True)
            raise
        return self._so_far()

    def _ask_all(self, asked: list[str]) -> None:
        """Ask the open questions; ``asked`` collects the questions that the person can go back to."""
        while (question := self._next()) is not None:
            answer = self._ask(question)
            if answer is None:
                if asked:
                    self._take_back(asked.pop())
                continue
            self.answers[question.name] = answer
            asked.append(question.name)
            self.desk.remember(self._so_far())

    def _next(self) -> Question | None:
        """Return the first question that is not answered yet."""
        return next((question for question in self._asked() if question.name not in self.answers), None)

    def _asked(self) -> Iterator[Question]:
        """Yield the questions that have to be asked, given the answers so far."""
        known = {name: str(value) for name, value in self.given.items()} | self.answers
        for question in QUESTIONS:
            has_article = "article" in self.given and question.name in ("outlet", "url", "published", "reporter")
            if question.name not in self.given and not has_article and question.when(known):
                yield question

    def _ask(self, question: Question) -> str | None:
        """Return the answer to one question in the option's form; None to go back."""
        known = {name: str(value) for name, value in self.given.items()} | self.answers
        needed = question.needed(known) and not question.default
        default = self.before.get(question.name) or question.default
        click.echo(f"\n{wrap(question.text)}", err=True)
        choices = self._choices(question)
        words = [word.value for word in choices]
        _show_choices(choices)
        if question.name in self.before and not needed:
            click.echo(f"Enter keeps it; {NONE} leaves it out.", err=True)
        while True:
            typed = typed_line(f"[{one_line(default)}] > " if default else "> ", self._offers(question)).strip()
            if typed == BACK:
                return None
            if typed == HELP:
                self._explain(question, choices)
                continue
            typed = "" if typed == NONE and not needed else typed or default
            problem = _problem(typed, needed) if not typed or is_harmful(typed) else None
            try:
                answer = "" if not typed else self._understood(question, _chosen(typed, words))
            except (ClaimsError, click.UsageError) as error:
                problem = error.message if isinstance(error, click.UsageError) else str(error)
                answer = ""
            if problem is None:
                return "" if answer == question.default else answer
            click.echo(f"{one_line(problem)}", err=True)

    def _understood(self, question: Question, typed: str) -> str:
        """Return an answer in the option's form; raises a usage error or a `ClaimsError`."""
        self.remarks.pop(question.name, None)
        parameter = self.options[question.name]
        parts = _parts(typed) if getattr(parameter, "multiple", False) else [typed]
        for part in parts:
            parameter.type.convert(part, parameter, self.context)
        if question.name == "statement":
            from claims.entry.rules.statements import statement_of

            self._confirm_new(statement_of(typed))
        if question.name == "url":
            from claims.entry.resolve.keys import web_address

            web_address(typed)
        if question.name in ("due", "happened"):
            self.remarks[question.name] = self._window(typed, past=question.name == "happened")
            click.echo(f"Understood as {self.remarks[question.name]}.", err=True)
        if question.subject:
            return self._named(question, parts)
        return ", ".join(parts)

    def _confirm_new(self, statement: str) -> None:
        """Ask once whether a statement that reads like an existing claim is a new claim; raises `Abort` if not."""
        if statement in self.confirmed:
            return
        self.confirmed.add(statement)
        warnings = alike(self.desk, statement)
        for warning in warnings:
            click.echo(wrap(one_line(warning)), err=True)
        while warnings:
            typed = typed_line("Log yours as a claim of its own? y or n > ").strip().casefold()
            if typed in ("y", "yes"):
                return
            if typed in ("n", "no"):
                raise click.Abort
            click.echo("Type y to log it, or n to leave.", err=True)

    def _window(self, typed: str, *, past: bool) -> str:
        from claims.rules.windows import read_window
        from claims.text.dates import partial_date
        from claims.text.names.namesakes import is_no_name

        published = self.answers.get("published") or self.given.get("published")
        dated = None if published is None or is_no_name(published) else partial_date(published)
        said = self.given.get("said") or (dated.earliest if dated else self._today())
        return read_window(typed, said, past=past).understood

    def _today(self) -> date:
        return datetime.now(self.desk.settings.zone).date()

    def _named(self, question: Question, parts: Sequence[str]) -> str:
        """Return the names, after the person chose the records for similar names; note which names are new."""
        subject, meant, remarks = question.subject or "", [], []
        unnamed = question.name == "source" and _attribution(self.answers) in UNNAMED_ATTRIBUTIONS
        for part in parts:
            if unnamed or (question.name == "relays" and part.startswith(("#", "article:"))):
                meant.append(part)
                continue
            known = self.desk.read(partial(look_up, subject=subject, name=part), make=True)
            chosen = part if known.exact or not known.alike else ask_which(subject, part, known)
            label = next((label.rpartition(" (#")[0] for number, label in known.alike if chosen == f"#{number}"), None)
            remarks.append(label or (known.exact.split()[0] if known.exact else "new"))
            if question.name == "relays":
                chosen = which_report(self.desk, label or chosen, self._given("published"), stories=self._stories())
            meant.append(chosen)
        if remarks:
            self.remarks[question.name] = ", ".join(remarks)
        return ", ".join(meant)

    def _given(self, name: str) -> str | None:
        """Return an answer, or the option typed for it."""
        value = self.answers.get(name) or self.given.get(name)
        return str(value) if value else None

    def _stories(self) -> list[str]:
        return _parts(self.answers.get("story", "")) or list(self.given.get("story", ()))

    def _wants_change(self) -> bool:
        """Show what will be stored, and return whether the person wants to change an answer; raises `Abort` on "n"."""
        shown = [question for question in self._asked() if self.answers.get(question.name) or question.default]
        click.echo("\nThis will be stored:", err=True)
        width = max(cells(question.name) for question in shown)
        for place, question in enumerate(shown, start=1):
            value = self.answers.get(question.name) or question.default
            remark = f" ({self.remarks[question.name]})" if question.name in self.remarks else ""
            first = f"{place:>3}  {padded(question.name, width)}  "
            click.echo(wrap(one_line(value + remark), first=first), err=True)
        while True:
            typed = typed_line("Store it? y, n, or e to change an answer > ").strip().casefold()
            if typed in ("y", "yes"):
                return False
            if typed in ("n", "no"):
                raise click.Abort
            if typed == "e":
                typed = typed_line(f"Which one, 1 to {len(shown)}? > ").strip()
            if typed.isdecimal() and 1 <= int(typed) <= len(shown):
                self._take_back(shown[int(typed) - 1].name)
                return True
            click.echo(f"Type y, n, e, or a number from 1 to {len(shown)}.", err=True)

    def _take_back(self, name: str) -> None:
        self.before[name] = self.answers.pop(name)

    def _so_far(self) -> list[str]:
        """Return the command line made of the answers so far."""
        line = [arg for arg in self.typed if arg != "--"]
        for question in self._asked():
            answer = self.answers.get(question.name)
            if answer and question.name != "statement":
                parameter = self.options[question.name]
                parts = _parts(answer) if getattr(parameter, "multiple", False) else [answer]
                line += [word for part in parts for word in (parameter.opts[0], part)]
        statement = self.answers.get("statement")
        if statement:
            line += ["--", statement] if statement.startswith("-") else [statement]
        return line

    def _choices(self, question: Question) -> Sequence[StrEnum]:
        """Return the words to choose from, if the option has a vocabulary."""
        asked = self.options[question.name].type
        return asked.members if isinstance(asked, Word) else ()

    def _offers(self, question: Question) -> Callable[[str], Sequence[str]]:
        parameter = self.options[question.name]

        def offers(typed: str) -> Sequence[str]:
            before, comma, last = typed.rpartition(",") if getattr(parameter, "multiple", False) else ("", "", typed)
            items = parameter.shell_complete(self.context, last.strip())
            return [f"{before}{comma}{' ' if comma else ''}{item.value}" for item in items]

        return offers

    def _explain(self, question: Question, choices: Sequence[StrEnum]) -> None:
        parameter = self.options[question.name]
        explained = (
            getattr(parameter, "help", None)
            or "One checkable statement in your own words; two claims are two statements."
        )
        click.echo(wrap(explained), err=True)
        _show_choices(choices)


def _run_again(context: click.Context, line: Sequence[str]) -> Any:
    """Run the command line made from the answers, with the choices made on the way."""
    from claims.cli.root import root

    with root.make_context("claims", list(line), obj=context.obj) as made:
        made.meta.update(context.meta)
        return root.invoke(made)


def _parts(typed: str) -> list[str]:
    return [part.strip() for part in typed.split(",") if part.strip()]


def _chosen(typed: str, words: Sequence[str]) -> str:
    """Return the word chosen by its number."""
    if words and typed.isdecimal() and 1 <= int(typed) <= len(words):
        return words[int(typed) - 1]
    return typed


def _problem(typed: str, needed: bool) -> str | None:
    if typed:
        return "That holds control characters; type it again as plain text."
    return f"An answer is needed here ({HELP} explains, Ctrl-C leaves)." if needed else None


def _show_choices(choices: Sequence[StrEnum]) -> None:
    width = max((len(word.value) for word in choices), default=0)
    for place, word in enumerate(choices, start=1):
        click.echo(f"{place:>3}  {word.ljust(width)}  {meaning(word)}".rstrip(), err=True)
