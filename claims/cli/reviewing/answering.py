"""The likeliest claims on a terminal: as the answer to `similar`, and for somebody who logs a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from claims.cli.terminal.render import warn, wrap
from claims.errors import ClaimsError

if TYPE_CHECKING:
    from claims.cli.chassis.desk import Desk
    from claims.features.similar.answers import Answer


def answer_text(claim: int | None, answer: Answer) -> str:
    """Return an answer about a claim, or about a text, for people: why it is one, how it stands, and how to decide."""
    from claims.features.similar.words import answer_phrase, held_phrase

    return _text(claim, answer, [answer_phrase(answer), held_phrase(answer.claim)])


def _text(claim: int | None, answer: Answer, lines: list[str]) -> str:
    from claims.features.similar.words import answer_decisions, rating_phrase

    yes, no = answer_decisions(claim, answer)
    head = f"#{answer.claim.id} "
    below = " " * len(head)
    lines = [*lines, *map(rating_phrase, answer.ratings)]
    if answer.proposal is not None:
        lines += [f"yes: {yes}", *([f"no:  {no}"] if no else [])]
    return "\n".join([wrap(answer.statement, first=head), *(wrap(line, first=below) for line in lines if line)])


def show_likeliest(desk: Desk, claim: int) -> None:
    """Show somebody at a terminal who has logged a claim whether it was reported or checked already."""
    from claims.entry.proposing import BEST
    from claims.features.similar.answers import likeliest

    try:
        best = desk.read(lambda connection: likeliest(connection, claim, limit=BEST))
    except ClaimsError as problem:  # the claim is logged, and the answer must not look as if it were not
        warn(f"the search for claims that read alike failed: {problem}")
        return
    _show(claim, best)


def warn_of_likeliest(desk: Desk, statement: str) -> bool:
    """Show whether a statement that is not logged yet was reported or checked already.

    Returns whether a claim that is here already is perhaps the same, or perhaps contradicted.
    """
    from claims.entry.proposing import BEST
    from claims.features.similar.answers import likeliest

    best = desk.read(lambda connection: likeliest(connection, statement, limit=BEST), make=True)
    _show(None, best)
    return any(answer.proposal is not None for answer in best)


def _show(claim: int | None, best: list[Answer]) -> None:
    from claims.features.similar.words import answer_phrase, reported_phrase

    if not best:
        return
    click.echo("Said or checked before?", err=True)
    for each in best:
        click.echo(_text(claim, each, [reported_phrase(each.claim), answer_phrase(each)]), err=True)
