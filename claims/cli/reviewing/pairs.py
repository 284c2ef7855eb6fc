"""`claims similar --work`, on a terminal: each proposed pair of claims in turn, to be decided with a key.

Every decision is entered at once as the command line that could have been typed, so that the walk can be left at any
time, and begun again without what was decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from claims.cli.chassis.desk import Desk
from claims.cli.failures import PROBLEMS, problem_of
from claims.cli.terminal.keys import DUPLICATE, LINK, NO, QUIT, SKIP, Pressed, typed_or_pressed
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import wrap

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

    from claims.features.similar.read import Proposal
    from claims.reading.records import ClaimRecord
    from claims.reading.view import View as Question

_KEYS = (DUPLICATE, LINK, NO, SKIP, QUIT)
_DONE = {DUPLICATE: "the same", LINK: "contradicting", NO: "not the same", SKIP: "left for later"}


def work_through_pairs(desk: Desk, question: Question, story: str | None) -> None:
    """Walk through the proposed pairs of a story, or of the whole database, each asked about once."""
    counts: Counter[str] = Counter()
    for claim, proposal in _pairs(desk, question, story):
        key = _decided(desk, question, claim, proposal)
        if key == QUIT:
            break
        counts[_DONE[key]] += 1
    else:
        _say("No more pairs are proposed.")
    if counts:
        _say(", ".join(f"{count} {what}" for what, count in counts.items()) + ".")


def _pairs(desk: Desk, question: Question, story: str | None) -> Iterator[tuple[int, Proposal]]:
    """Yield each proposal once, with the claim it is about, in the order of the claims."""
    from claims.features.similar.proposing import claims_to_compare, proposals_for

    numbers: Sequence[int] = desk.read(lambda connection: claims_to_compare(connection, story, question))
    seen: set[frozenset[int]] = set()
    for number in numbers:

        def read(connection: Connection, number: int = number) -> list[Proposal]:
            return proposals_for(connection, number, question)

        for proposal in desk.read(read):
            pair = frozenset((number, proposal.id))
            if pair not in seen:
                seen.add(pair)
                yield number, proposal


def _decided(desk: Desk, question: Question, claim: int, proposal: Proposal) -> str:
    """Show a pair, ask until it is decided, and return the key that decided it."""
    _show(desk, question, claim, proposal)
    while True:
        try:
            typed_or_pressed("same (d), contradicts (l), not the same (n), later (s) > ", _KEYS, by_word=True)
            continue
        except Pressed as pressed:
            key = pressed.sign
        if key in (SKIP, QUIT):
            return key
        try:
            reason = typed_or_pressed(f"why [{proposal.why}] > ", (SKIP, QUIT))
        except Pressed as pressed:
            return pressed.sign
        try:
            _run(_line(key, claim, proposal, reason or proposal.why))
            return key
        except PROBLEMS as error:
            problem = problem_of(error)
            if problem is None:
                raise
            _say(f"{one_line(str(problem))}.")


def _line(key: str, claim: int, proposal: Proposal, reason: str) -> list[str]:
    from claims.text.similarity import Proposed

    pair = [str(claim), str(proposal.id)]
    related = ["relate", pair[0], "contradicts", pair[1], "--note", reason]
    if key == LINK:
        return related
    if key == NO and proposal.proposed is Proposed.CONTRADICTS:
        return [*related, "--not"]
    return ["duplicate" if key == DUPLICATE else "not-duplicate", *pair, "--note", reason]


def _show(desk: Desk, question: Question, claim: int, proposal: Proposal) -> None:
    from claims.features.similar.held import held_as
    from claims.features.similar.words import held_phrase, likeness_phrase

    def read(connection: Connection) -> list[ClaimRecord]:
        from claims.reading.dossier import claim_named

        return [claim_named(connection, str(number), question) for number in (claim, proposal.id)]

    click.echo()
    for record in desk.read(read):
        head = f"#{record.id} "
        click.echo(wrap(record.statement or "", first=head))
        click.echo(wrap(held_phrase(held_as(record)), first=" " * len(head)))
    click.echo(wrap(likeness_phrase(proposal), first="  "))
    click.echo(wrap(_if_same(desk, question, claim, proposal), first="  "))


def _if_same(desk: Desk, question: Question, claim: int, proposal: Proposal) -> str:
    """Return how the two would stand as one claim, without making them one."""
    from claims.entry.reviewing.judge import judge
    from claims.features.similar.held import held_as
    from claims.features.similar.words import held_phrase
    from claims.reading.dossier import claim_named
    from claims.vocabulary import JudgementKind

    def merged(session: Session) -> str:
        judge(session, "claim", JudgementKind.DUPLICATE, str(claim), str(proposal.id), "trial")
        session.flush()
        return held_phrase(held_as(claim_named(session.connection(), str(min(claim, proposal.id)), question)))

    try:
        return f"as one claim: {desk.tried(merged)}"
    except PROBLEMS as error:
        problem = problem_of(error)
        if problem is None:
            raise
        return f"they cannot be one: {one_line(str(problem))}"


def _run(line: Sequence[str]) -> None:
    """Run a command line as if it had been typed, on the same database and as the same person."""
    from claims.cli.root import root

    with root.make_context("claims", list(line), obj=click.get_current_context().obj) as made:
        root.invoke(made)


def _say(text: str) -> None:
    click.echo(wrap(text), err=True)
