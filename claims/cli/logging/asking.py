"""`claims log` and `claims appear` on a terminal: a short question at a time, and a look before anything is stored.

The answers become a command line that could have been typed. This command line runs at the end, and the person gets it
back if something goes wrong or they have to leave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import partial, wraps
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from claims.catalogue.meanings import meaning
from claims.cli.chassis.command import Invocation
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import F, Word
from claims.cli.forms.drafting import ASKS
from claims.cli.forms.names import ask_which, chosen_names, look_up, meant_articles, which_claim, which_report
from claims.cli.logging.questions import ARTICLE, NEW, Question, attribution_of
from claims.cli.logging.summary import new_records, problem_with
from claims.cli.reviewing.answering import warn_of_likeliest
from claims.cli.terminal.keys import EDIT, NO, YES, Pressed, key_lines, typed_or_pressed
from claims.cli.terminal.plain import cells, is_harmful, one_line, padded
from claims.cli.terminal.prompts import BACK, HELP, NONE, show_offers, typed_line
from claims.cli.terminal.render import wrap
from claims.cli.terminal.typed import ALWAYS_MASKED, MASK
from claims.entry.drafts import ArticleDraft
from claims.errors import BadUsage, ClaimsError
from claims.text.references import names_an_article
from claims.vocabulary import UNNAMED_ATTRIBUTIONS, Attribution, words

if TYPE_CHECKING:
    from claims.reading.registers.forgotten import Meant


def _asked_for(context: click.Context, parameter: click.Parameter, typed: str | None) -> str | None:
    """Note that questions follow if the argument is missing; raises a usage error without a terminal."""
    if typed is None and not context.resilient_parsing:
        if not Desk(context.ensure_object(Invocation)).interactive:
            if parameter.name != "statement":
                raise click.MissingParameter(ctx=context, param=parameter)
            raise BadUsage(
                'say what is claimed: claims log "…" --outlet … --attribution …; on a terminal `claims log` asks',
                part="STATEMENT",
            )
        context.meta[ASKS] = True
    return typed


_SHOWN = "claims.cli.logging.asking.shown"
"""Says in a context that somebody has seen which claims are likely the one to be logged."""


def were_likeliest_shown() -> bool:
    """Return whether the person at this terminal has seen already which claims are likely the one to be logged."""
    return _SHOWN in click.get_current_context().meta


def argument(name: str, **more: Any) -> Callable[[F], F]:
    """Return the decorator for a command's argument that may be left out on a terminal, where it is asked for."""
    return click.argument(name, required=False, callback=_asked_for, **more)


def asking(*questions: Question) -> Callable[[F], F]:
    """Return the decorator that lets a command ask for everything when its argument is left out on a terminal."""

    def decorate(function: F) -> F:
        @wraps(function)
        def run(**given: Any) -> Any:
            context, desk = click.get_current_context(), Desk.current()
            if not context.meta.pop(ASKS, False):
                return function(**given)
            return _run_again(context, Interview(desk, context, questions).command_line())

        return run

    return decorate


@dataclass
class Interview:
    """The questions and the answers so far."""

    desk: Desk
    context: click.Context
    questions: Sequence[Question]
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
        self._meant: tuple[ArticleDraft | None, list[Meant]] = (None, [])
        chosen_names()  # kept from here on, also for the command that runs at the end

    def command_line(self) -> list[str]:
        """Ask everything, show what will be stored, and return the command line once the person agrees."""
        click.echo(
            wrap(
                f"Enter takes the value in [brackets]; {HELP} explains and lists the known names, {HELP}po names that "
                f"begin with po; {BACK} goes back, Ctrl-C leaves."
            ),
            err=True,
        )
        try:
            self._ask_all()
            while self._wants_change():
                self._ask_all()
        except (KeyboardInterrupt, EOFError):
            click.echo(err=True)
            raise
        return self._so_far()

    def _ask_all(self) -> None:
        """Ask the open questions; the person can go back to every question before."""
        asked = [question.name for question in takewhile(lambda each: each.name in self.answers, self._asked())]
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

    def _known(self) -> dict[str, str]:
        return {name: str(value) for name, value in self.given.items()} | self.answers

    def _asked(self) -> Iterator[Question]:
        """Yield the questions that have to be asked, given the answers so far."""
        known = self._known()
        for question in self.questions:
            has_article = ARTICLE in self.given and question.name in ("outlet", "url", "published", "reporter")
            if question.name in self.given or has_article or not question.when(known):
                continue
            if question.name != ARTICLE or ARTICLE in self.answers or self._articles_meant():
                yield question

    def _articles_meant(self) -> list[Meant]:
        """Return the recorded articles that may be meant, once the article has been described."""
        described = {"outlet", "url", "published"} <= self.answers.keys() | self.given.keys()
        if not described or "new_article" in self.given:
            return []
        outlet, url, published, title = map(self._given, ("outlet", "url", "published", "title"))
        draft = ArticleDraft(outlet=outlet, url=url, published=published, title=title)
        if self._meant[0] != draft:
            self._meant = draft, meant_articles(self.desk, draft)
        return self._meant[1]

    def _ask(self, question: Question) -> str | None:
        """Return the answer to one question in the option's form; None to go back."""
        known = self._known()
        needed = question.needed(known) and not question.default
        self._before_asking(question)
        default = self.before.get(question.name) or question.default
        click.echo(f"\n{wrap(question.text)}", err=True)
        if question.name == ARTICLE:
            self._show_articles()
        choices = self._choices(question)
        listed = [word.value for word in choices]
        _show_choices(choices)
        if self.before.get(question.name) and not needed:
            click.echo(f"Enter keeps it; {NONE} leaves it out.", err=True)
        while True:
            typed = typed_line(f"[{one_line(default)}] > " if default else "> ", self._offers(question)).strip()
            if typed == BACK:
                return None
            if typed.startswith(HELP):
                self._explain(question, choices, typed.removeprefix(HELP).strip())
                continue
            typed = "" if typed == NONE and not needed else typed or default
            problem = _problem(typed, needed) if not typed or is_harmful(typed) else None
            try:
                answer = "" if not typed else self._understood(question, _chosen(typed, listed))
            except Pressed:
                continue  # back from a question about the answer
            except (ClaimsError, click.UsageError) as error:
                problem = error.message if isinstance(error, click.UsageError) else str(error)
                answer = ""
            if problem is None:
                return "" if answer == question.default else answer
            click.echo(f"{one_line(problem)}", err=True)

    def _before_asking(self, question: Question) -> None:
        """Say what the person may want to know before a question."""
        if question.name == "outlet":
            for known in meant_articles(self.desk, ArticleDraft()):
                click.echo(f"\n{wrap(f'You just logged in {known.label}: article:{known.id} means it.')}", err=True)
        if question.name == ARTICLE and self.before.get(ARTICLE) not in self._article_offers():
            self.before.pop(ARTICLE, None)

    def _understood(self, question: Question, typed: str) -> str:
        """Return an answer in the option's form; raises a usage error or a `ClaimsError`."""
        self.remarks.pop(question.name, None)
        if question.name == ARTICLE:
            return self._article(typed)
        if question.name == "outlet" and names_an_article(typed):
            self.answers[ARTICLE] = self._recorded("article", typed, ARTICLE)
            return ""
        if question.name == "attribution" and names_an_article(typed):
            self.answers["relays"] = f"article:{self._recorded('article', typed, 'relays').lstrip('#')}"
            return Attribution.OUTLET
        parameter = self.options[question.name]
        parts = _parts(typed) if getattr(parameter, "multiple", False) else [typed]
        if question.name == "reporter" and not any(part.startswith("#") or part.isdigit() for part in parts):
            from claims.text.names.bylines import byline_of

            parts = list(byline_of(typed).people) or parts
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
        if question.subject == "claim":
            return self._recorded("claim", which_claim(self.desk, typed, _answer), question.name)
        if question.subject:
            return self._named(question, parts)
        return ", ".join(parts)

    def _recorded(self, subject: str, typed: str, name: str) -> str:
        """Return the number of a record that has to be there, and remark what it is called; raises `NotFound`."""
        from claims.reading.find import described, find

        label = self.desk.read(
            lambda connection: described(connection, subject, [find(connection, subject, typed)])[0], make=True
        )
        number, _, called = label.partition(" ")
        self.remarks[name] = called
        click.echo(f"{wrap(one_line(label))}", err=True)
        return number

    def _article(self, typed: str) -> str:
        """Return the number of the recorded article that is meant, or `NEW`; raises `BadUsage` for any other."""
        offers = self._article_offers()
        if typed.isdecimal() and 1 <= int(typed) <= len(offers):
            typed = offers[int(typed) - 1]
        if typed.casefold() == NEW:
            return NEW
        if typed not in offers and not names_an_article(typed):
            raise BadUsage(f"type a number from 1 to {len(offers)}, or article:7 for another that is recorded")
        return self._recorded("article", typed, ARTICLE)

    def _article_offers(self) -> list[str]:
        return [*(f"#{known.id}" for known in self._articles_meant()), NEW]

    def _confirm_new(self, statement: str) -> None:
        """Ask once whether a statement that reads like an existing claim is a new claim; raises `Abort` if not."""
        if statement in self.confirmed:
            return
        proposed = warn_of_likeliest(self.desk, statement)
        self.context.meta[_SHOWN] = True
        while proposed:
            typed = _answer(f"Log yours as a claim of its own? {YES} or {NO} > ").casefold()
            if typed in (YES, "yes"):
                break
            if typed in (NO, "no"):
                raise click.Abort
            click.echo(f"Type {YES} to log it, {NO} to leave, or {BACK} for another statement.", err=True)
        self.confirmed.add(statement)

    def _window(self, typed: str, *, past: bool) -> str:
        from claims.rules.windows import read_window
        from claims.text.dates import partial_date
        from claims.text.names.namesakes import is_no_name

        published = self.answers.get("published") or self.given.get("published")
        dated = None if published is None or is_no_name(published) else partial_date(published)
        said = self.given.get("said") or (dated.earliest if dated else self._today())
        return read_window(typed, said, past=past, zone=self.desk.settings.zone).understood

    def _today(self) -> date:
        return datetime.now(self.desk.settings.zone).date()

    def _named(self, question: Question, parts: Sequence[str]) -> str:
        """Return the names, after the person chose the records for similar names; note which names are new."""
        subject, meant, remarks = question.subject or "", [], []
        unnamed = question.name == "source" and attribution_of(self._known()) in UNNAMED_ATTRIBUTIONS
        for part in parts:
            if unnamed or (question.name == "relays" and (names_an_article(part) or part.startswith("#"))):
                meant.append(part)
                continue
            known = self.desk.read(partial(look_up, subject=subject, name=part), make=True)
            chosen = part if known.exact or not known.alike else ask_which(subject, part, known, _answer)
            label = next((label.rpartition(" (#")[0] for number, label in known.alike if chosen == f"#{number}"), None)
            number = known.exact.split()[0] if known.exact else "new"
            remarks.append(label or (f"outlet {number}" if known.exact and question.name == "relays" else number))
            if question.name == "relays":
                chosen = which_report(
                    self.desk,
                    label or chosen,
                    self._given("published"),
                    claim=self._given("claim"),
                    stories=self._stories(),
                    ask=_answer,
                )
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
        given = self._given_values()
        width = max(map(cells, [*given, *(question.name for question in shown)]))
        for name, typed in given.items():
            click.echo(wrap(one_line(typed), first=f"     {padded(name, width)}  "), err=True)
        for place, question in enumerate(shown, start=1):
            value = self.answers.get(question.name) or question.default
            remark = f" ({self.remarks[question.name]})" if question.name in self.remarks else ""
            first = f"{place:>3}  {padded(question.name, width)}  "
            click.echo(wrap(one_line(value + remark), first=first), err=True)
        self._show_new()
        while True:
            try:
                typed = _answer(f"Store it? {YES}, {NO}, or {EDIT} to change an answer > ").casefold()
                if typed == EDIT:
                    typed = _answer(f"Which one, 1 to {len(shown)}? > ")
            except Pressed:
                self._take_back(list(self._asked())[-1].name)
                return True
            if typed in (YES, "yes"):
                return False
            if typed in (NO, "no"):
                raise click.Abort
            if typed.isdecimal() and 1 <= int(typed) <= len(shown):
                self._take_back(shown[int(typed) - 1].name)
                return True
            click.echo(f"Type {YES}, {NO}, {EDIT}, or a number from 1 to {len(shown)}.", err=True)

    def _given_values(self) -> dict[str, str]:
        """Return the values that were typed on the command line, by the name of the option or argument."""
        return {
            words(name): MASK if self.options[name].opts[0] in ALWAYS_MASKED else _in_words(value)
            for name, value in self.given.items()
            if self._is_typed(name)
        }

    def _is_typed(self, name: str) -> bool:
        source = self.context.get_parameter_source(name)
        return source is ParameterSource.COMMANDLINE or name == "attribution"

    def _show_new(self) -> None:
        """Name every record that will be new, or say why nothing can be stored as it is."""
        try:
            line = new_records(partial(_run_again, self.context), self._so_far(), self._known())
        except Exception as error:
            line = problem_with(error)
        if line:
            click.echo(wrap(one_line(line)), err=True)

    def _take_back(self, name: str) -> None:
        self.before[name] = self.answers.pop(name)
        if name in ("outlet", "url", "published") and self.answers.get(ARTICLE):
            self.before[ARTICLE] = self.answers.pop(ARTICLE)

    def _so_far(self) -> list[str]:
        """Return the command line made of the answers so far."""
        line = [arg for arg in self.typed if arg != "--"]
        arguments = []
        for question in self._asked():
            answer = self.answers.get(question.name)
            parameter = self.options[question.name]
            if not answer:
                continue
            if isinstance(parameter, click.Argument):
                arguments.append(answer)
            elif question.name == ARTICLE and answer == NEW:
                line.append("--new-article")
            else:
                parts = _parts(answer) if getattr(parameter, "multiple", False) else [answer]
                line += [word for part in parts for word in (parameter.opts[0], part)]
        return line + (["--"] if any(word.startswith("-") for word in arguments) else []) + arguments

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

    def _explain(self, question: Question, choices: Sequence[StrEnum], beginning: str) -> None:
        """Explain a question and list what is there: words with their meanings, or records, that begin so."""
        parameter = self.options[question.name]
        explained = getattr(parameter, "help", None) or question.text
        if question.name == "statement":
            explained = "One checkable statement in your own words; two claims are two statements."
        click.echo(wrap(explained), err=True)
        _show_choices(choices)
        if question.name == ARTICLE:
            self._show_articles()
        elif question.subject:
            items = parameter.shell_complete(self.context, beginning)
            show_offers([(item.value, item.help or "") for item in items], beginning)
        for line in key_lines(()):
            click.echo(line, err=True)

    def _show_articles(self) -> None:
        for place, known in enumerate(self._articles_meant(), start=1):
            click.echo(f"  {place}  {known.offer}", err=True)
        click.echo(f"  {len(self._articles_meant()) + 1}  a new article", err=True)


def _run_again(context: click.Context, line: Sequence[str]) -> Any:
    """Run the command line made from the answers, with the choices made on the way."""
    from claims.cli.root import root

    with root.make_context("claims", list(line), obj=context.obj) as made:
        made.meta.update(context.meta)
        return root.invoke(made)


def _answer(prompt: str) -> str:
    """Return the answer to a question about an answer; raises `Pressed` to go back."""
    return typed_or_pressed(prompt, {BACK})


def _in_words(value: object) -> str:
    """Return a typed value as a person types it: several with commas, a hedge with its colon."""
    if not isinstance(value, tuple):
        return str(value)
    return ", ".join(":".join(map(str, part)) if isinstance(part, tuple) else str(part) for part in value)


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
