"""The answers of commands that enter something: the numbers of the new records, for people or for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from claims.cli.terminal.render import Format, as_json, plain_value, warn
from claims.entry.drafts import Made


def answer(
    made: Made, form: Format, *, text: Callable[[], str] | None = None, more: Mapping[str, Any] | None = None
) -> None:
    """Print the records that an action made, with its notices as warnings.

    ``text`` says it in other words for people; ``more`` is added for programs.
    """
    if form is Format.JSON:
        click.echo(as_json({**plain_value(made), **(more or {})}))
        return
    from claims.entry.answers import made_in_words

    click.echo(text() if text else made_in_words(made))
    for notice in made.notices:
        warn(notice)
