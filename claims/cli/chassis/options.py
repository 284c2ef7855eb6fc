"""What the command lines of several commands have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from claims.cli.chassis.command import NotAWord
from claims.cli.chassis.desk import Desk
from claims.cli.terminal.render import Format

if TYPE_CHECKING:
    ParamType = click.ParamType[StrEnum, str]
else:  # not generic before click 8.4
    ParamType = click.ParamType

F = Callable[..., Any]


class Word(ParamType):
    """A word of a vocabulary, in any case, with hyphens or underscores; the help of its option lists them all."""

    name = "word"

    def __init__(self, values: Iterable[StrEnum]) -> None:
        """Take the members of the vocabulary."""
        self._members = {_normal(member.value): member for member in values}
        self._vocabulary = type(next(iter(self._members.values())))
        self.members = tuple(self._members.values())
        self.words = [member.value for member in self.members]

    @property
    def listed(self) -> str:
        """The words as help and errors list them."""
        from claims.catalogue.meanings import listed_words

        return listed_words(self.members)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> StrEnum:
        """Return the member that was typed; raises a usage error with the words to choose from."""
        member = self._members.get(_normal(value))
        if member is None:
            from claims.cli.chassis.leads import word_lead

            lead = word_lead(self._vocabulary, value, self.words)
            listed = ", ".join(self.words) if "“" in lead else self.listed  # what the lead explains is not said twice
            choose = f" Or choose from {listed}" if lead.endswith("?") else f"; choose from {listed}"
            sentence = f'"{value}" is not known{f": {lead}" if lead else ""}{choose}'
            raise NotAWord(sentence, value, ctx, param)
        return member

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the words that begin with the letters typed."""
        return [CompletionItem(word) for word in self.words if _normal(word).startswith(_normal(incomplete))]


def choice(values: type[StrEnum], *, only: Iterable[StrEnum] | None = None) -> Word:
    """Return the type of an option or argument that takes a word of a vocabulary (or ``only`` some of them)."""
    return Word(values if only is None else only)


def at_desk(function: F) -> F:
    """Give a command its ``desk``."""

    @wraps(function)
    def run(**given: Any) -> Any:
        return function(desk=Desk.current(), **given)

    return run


def reading_as(*formats: Format) -> Callable[[F], F]:
    """Return the decorator for a command that reads: it takes a ``desk``, a ``view``, and the options for the view."""
    words = choice(Format, only=formats)

    def decorate(function: F) -> F:
        @click.option("--format", "form", type=words, default="table", help="How to print it (table).")
        @_looking_back
        @wraps(function)
        def run(form: Format, as_of: str | None, published_until: str | None, **given: Any) -> Any:
            desk = Desk.current()
            return function(desk=desk, view=desk.view(form, as_of, published_until), **given)

        return run

    return decorate


def looking(function: F) -> F:
    """Do the same as `reading_as`, for a command with its own option for the format."""

    @_looking_back
    @wraps(function)
    def run(as_of: str | None, published_until: str | None, **given: Any) -> Any:
        desk = Desk.current()
        return function(desk=desk, view=desk.view(Format.TABLE, as_of, published_until), **given)

    return run


def _looking_back(function: F) -> F:
    """Give a command the options that say which records it sees."""
    when = click.option("--as-of", metavar="WHEN", help='Read the records as they stood then: "18:00 on 9 April 2024".')
    until = click.option("--published-until", metavar="DATE", help="Leave out articles published after this day.")
    return when(until(function))


def reading(function: F) -> F:
    """Do the same as `reading_as`, for a command that prints in every format."""
    return reading_as(*Format)(function)


def answering(function: F) -> F:
    """Give a command its ``desk`` and the ``form`` of its answer, for a person or a program."""

    @click.option("--format", "form", type=_ANSWERS, default="table", help="How to print the answer (table).")
    @wraps(function)
    def run(**given: Any) -> Any:
        return function(desk=Desk.current(), **given)

    return run


def writing(function: F) -> F:
    """Do the same as `answering`, for a command that enters something: an error shows it again as typed."""
    run = answering(function)
    vars(run)["claims_writes"] = True
    return run


def _normal(word: str) -> str:
    return word.strip().casefold().replace("-", "_").replace(" ", "_")


NEEDED_NOTE = click.option(
    "--note", "--reason", "reason", metavar="TEXT", required=True, help="Why; it stays with the judgement."
)
"""The reason for a judgement about two records."""

_ANSWERS = choice(Format, only=(Format.TABLE, Format.JSON))
