"""The answers of commands that enter something: the numbers of the new records, for people or for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click

from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Format, as_json, plain_value, warn
from claims.entry.drafts import Made, Thing
from claims.vocabulary import words

LONGEST = 60
"""How many characters of a record's name an answer repeats."""

_BY_THEMSELVES = frozenset({"article", "window"})
"""The kinds of record that an answer names beside the appearance, or on a line of their own."""


def answer(
    made: Made, form: Format, *, text: Callable[[], str] | None = None, more: Mapping[str, Any] | None = None
) -> None:
    """Print the records that an action made, with its notices as warnings.

    ``text`` says it in other words for people; ``more`` is added for programs.
    """
    if form is Format.JSON:
        click.echo(as_json({**plain_value(made), **(more or {})}))
        return
    click.echo(text() if text else made_in_words(made))
    for notice in made.notices:
        warn(notice)


def made_in_words(made: Made) -> str:
    """Return a sentence with the numbers of the new records, and below it how windows in time were understood."""
    first = next(
        (record for record in made.made if (record.subject, record.id) == ("appearance", made.appearance)), None
    )
    parts = [_claim(made), *([_appearance(first, made)] if first else _article(made))]
    rest = [record for record in made.made if record is not first and record.subject not in _BY_THEMSELVES | {"claim"}]
    parts += [f"{_called(record)} (new)" for record in rest]
    unseen = [record for record in made.made if record.subject == "article" and record.id != made.article]
    parts += [f"{_called(record)} (new)" for record in unseen]
    return "\n".join([", ".join(part for part in parts if part), *windows_in_words(made)])


def windows_in_words(made: Made) -> Iterable[str]:
    """Return how each new window in time was understood."""
    return [one_line(record.label) for record in made.made if record.subject == "window"]


def shortened(text: str) -> str:
    """Return the beginning of a text on one line."""
    flat = one_line(text)
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1].rstrip()}…"


def _claim(made: Made) -> str:
    if made.claim is None:
        return ""
    is_new = any(record.subject == "claim" for record in made.made)
    return f"claim #{made.claim}{' (new)' if is_new else ''}"


def _appearance(record: Thing, made: Made) -> str:
    is_new = any(other.subject == "article" and other.id == made.article for other in made.made)
    return f"appearance #{record.id} in {one_line(record.label)} (article #{made.article}{', new' if is_new else ''})"


def _article(made: Made) -> list[str]:
    return [
        f"{_called(record)} (new)" for record in made.made if record.subject == "article" and record.id == made.article
    ]


def _called(record: Thing) -> str:
    if record.subject == "appearance":
        return f"appearance #{record.id} in {one_line(record.label)}"
    return f"{words(record.subject)} #{record.id} {shortened(record.label)}"
