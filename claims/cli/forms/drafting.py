"""Options in sections that commands share, the drafts made from them, and values with a form of their own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from claims.cli.chassis.options import F
from claims.errors import Problems
from claims.text.typed import Given as Given
from claims.text.typed import typed_date, typed_day, typed_hedge
from claims.values import value
from claims.vocabulary import HedgeKind

ASKS = "claims.asks"
"""The key in a context's notes: a person will be asked for missing values."""

if TYPE_CHECKING:
    DateType = click.ParamType[str, str]
    DayType = click.ParamType[date, str]
    HedgeType = click.ParamType[tuple[HedgeKind, str], str]
else:  # not generic before click 8.4
    DateType = DayType = HedgeType = click.ParamType


class Date(DateType):
    """A day, a month or a year, kept as it was typed."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text if it is a date or a word for nothing; raises `claims.errors.BadValue`."""
        return typed_date(value, _name(param))


class Day(DayType):
    """A day of the calendar."""

    name = "day"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that was typed; raises `claims.errors.BadValue`, for a month or a year alone too."""
        if isinstance(value, date):
            return value
        return typed_day(value, _name(param))


class Hedged(HedgeType):
    """A kind of hedge with its words: ``likelihood:could``."""

    name = "hedge"

    def convert(
        self, value: str | tuple[HedgeKind, str], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[HedgeKind, str]:
        """Return the kind and the words; raises `claims.errors.BadValue`."""
        if isinstance(value, tuple):
            return value
        return typed_hedge(value, _name(param))

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the kinds that begin with the letters typed."""
        return [CompletionItem(f"{kind}:") for kind in HedgeKind if kind.startswith(incomplete.casefold())]


def _name(param: click.Parameter | None) -> str | None:
    return param.opts[0] if param is not None else None


@value
class Section:
    """Options, and the draft made from them."""

    options: tuple[Callable[[F], F], ...]
    make: Callable[[Given], Any]


Check = Callable[[Given, Problems], None]
"""Adds faults between a command's values, drafts included, to the faults in its sections.

A fault that recording would refuse anyway, like a missing reason, is added only to others: so all come at once.
"""


def taking(check: Check | None = None, /, **sections: Section) -> Callable[[F], F]:
    """Give a command the options of sections, and each section's draft as one argument under the section's name.

    Sections may make their drafts of each other's options: ``--said`` dates an appearance and its windows.
    """

    def decorate(function: F) -> F:
        @wraps(function)
        def run(**given: Any) -> Any:
            problems, made = Problems(), {}
            for name, section in sections.items():
                with problems.collected():
                    made[name] = section.make(given)
            if check is not None:
                check({**given, **made}, problems)
            problems.tell()
            return function(**{name: value for name, value in given.items() if name not in names}, **made)

        before = len(getattr(run, "__click_params__", ()))
        for section in reversed(sections.values()):
            for option in reversed(section.options):
                option(run)
        names = {parameter.name for parameter in vars(run)["__click_params__"][before:]}
        vars(run)["__signature__"] = _with_options(function, sections, names)
        return run

    return decorate


def _with_options(function: F, sections: Mapping[str, Section], names: Iterable[str | None]) -> inspect.Signature:
    """Return the signature of a function that takes options in place of the sections' drafts."""
    signature = inspect.signature(function)
    kept = [parameter for name, parameter in signature.parameters.items() if name not in sections]
    taken = {parameter.name for parameter in kept}
    options = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in names if name and name not in taken]
    return signature.replace(parameters=[*kept, *options])
