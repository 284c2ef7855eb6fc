"""Options of the command line, made from the fields of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from claims.catalogue import DATE, DAY, FLAG, MOMENT, NUMBER, TEXT, Field, Option, Record, Reference
from claims.cli import completion
from claims.cli.chassis.command import Option as GroupedOption
from claims.cli.chassis.options import F, choice
from claims.cli.forms.drafting import Date, Day, Hedged

Decorator = Callable[[F], F]

_COMPLETED: Mapping[str, completion.Completer] = {
    "article": completion.articles,
    "claim": completion.claims,
    "outlet": completion.outlets,
    "reporter": completion.reporters,
    "source": completion.sources,
    "story": completion.stories,
}
_METAVARS: Mapping[object, str] = {TEXT: "TEXT", DATE: "DATE", DAY: "DAY", MOMENT: "WHEN", NUMBER: "N"}
_MOST = 100_000
"""More people than any article counts."""


def own_options(record: Record, order: str = "") -> dict[str, Decorator]:
    """Return the options for a record's fields in the record's own commands, by field."""
    return {field.name: option_of(field) for field in record.in_order(order) if field.option}


def options_beside(record: Record) -> dict[str, Decorator]:
    """Return the options of `claims log` for a claim's article and source, by the field's name."""
    return {field.name: option_of(field, field.beside) for field in record.in_order(record.options) if field.beside}


def option_of(field: Field, option: Option | None = None, *, given_as: str | None = None, **more: Any) -> Decorator:
    """Return one option.

    The command receives its value under the option's own name, or as ``given_as``; ``more`` are arguments of
    `click.option` that replace the field's own.
    """
    option = option or field.option
    assert option is not None, f"{field.name} is no option"
    asked: dict[str, Any] = {"help": option.help, "multiple": option.repeatable}
    if option.metavar or field.holds in _METAVARS:
        asked["metavar"] = option.metavar or _METAVARS[field.holds]
    if isinstance(field.holds, Reference):
        asked |= _of_reference(field.holds, option)
    elif field.words is not None:
        asked["type"] = choice(field.words)
    elif field.holds is FLAG:
        asked["default"] = None
    elif field.holds in _TYPES:
        asked["type"] = _TYPES[field.holds]()
    if field.group:
        asked |= {"cls": GroupedOption, "group": field.group}
    names = [f"--{option.name or field.name.replace('_', '-')}", *([given_as] if given_as else [])]
    return click.option(*names, **{**asked, **more})


_TYPES: Mapping[Any, Callable[[], Any]] = {DATE: Date, DAY: Day, NUMBER: lambda: click.IntRange(1, _MOST)}


def _of_reference(holds: Reference, option: Option) -> dict[str, Any]:
    asked: dict[str, Any] = {"metavar": option.metavar or holds.record.upper()}
    if holds.record == "hedge":
        return asked | {"type": Hedged()}
    completer = _COMPLETED.get(option.completes or holds.record)
    return asked if completer is None else asked | {"shell_complete": completer}
