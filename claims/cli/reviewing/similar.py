"""`claims similar`, `claims duplicate` and `claims not-duplicate`: claims that read alike, and decisions on them."""

from __future__ import annotations

from dataclasses import replace
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

import click

from claims.cli import completion
from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import Command, command
from claims.cli.chassis.desk import Desk, View, blaming
from claims.cli.chassis.options import NEEDED_NOTE, reading, writing
from claims.cli.reading.claims import question_of
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Column, Format, emit, wrap
from claims.errors import BadUsage, ClaimsError
from claims.vocabulary import JudgementKind

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

    from claims.entry.drafts import ClaimDraft, Made
    from claims.features.similar.read import Proposal
    from claims.reading.records import ClaimRecord

Json = dict[str, Any]

BEST = 3
"""How many proposals somebody who has logged a claim gets."""


@command("similar", example="claims similar 98\nclaims similar 98 --limit 3 --format json")
@click.argument("claim", shell_complete=completion.claims)
@click.option("--limit", type=click.IntRange(1, 100), default=10, help="How many at most (10).")
@click.option("--confidential", is_flag=True, help="Propose claims known only off the record too.")
@reading
def similar(desk: Desk, view: View, claim: str, limit: int, confidential: bool) -> None:
    """Find claims that read like this one, or contradict it.

    Each comes with the reason, and with the commands for yes and no; nothing changes until somebody decides, and a no
    is not asked again. Words are compared in any order: a negation, an opposite, another amount or day makes a
    contradiction likely. A claim in quite different words is not found.
    """
    from claims.features.similar.read import similar_claims, standing
    from claims.features.similar.words import proposal_json
    from claims.reading.dossier import claim_named
    from claims.render.as_json import view_json

    question = question_of(desk, view, confidential=confidential)

    def read(connection: Connection) -> tuple[int, list[Proposal], list[ClaimRecord]]:
        number = claim_named(connection, claim, question).id
        proposals = similar_claims(connection, number, question, limit)
        return number, proposals, standing(connection, proposals, question)

    with blaming(claim):
        number, likely, records = desk.read(read)
    if view.format is Format.TABLE:
        texts = [_text(number, proposal, record) for proposal, record in zip(likely, records, strict=True)]
        texts = texts or [f"No undecided claim reads like claim #{number}."]
        click.echo("\n\n".join([*texts, *([view.caption] if view.caption else [])]))
        return
    pairs = zip(likely, records, strict=True)
    rows = [proposal_json(number, proposal, record) | view_json(question) for proposal, record in pairs]
    emit(rows, _COLUMNS, view.format, caption=view.caption)


def with_proposals(connection: Connection, made: Made, logged: ClaimDraft) -> Made:
    """Return the new records, with the best proposals about their claim among the notices.

    The search runs inside the transaction, which has already read people's judgements.
    """
    from claims.entry.rules.statements import statement_of
    from claims.features.similar.read import similar_claims
    from claims.features.similar.words import proposal_notice
    from claims.text.similarity import Stated

    claim = made.claim
    if claim is None:
        return made
    try:
        proposals = similar_claims(
            connection, claim, limit=BEST, known=Stated(statement_of(logged.statement), logged.kind)
        )
        notices = [proposal_notice(claim, proposal) for proposal in proposals]
    except ClaimsError as problem:  # the claim is logged, and its numbers must be shown
        notices = [f"the search for claims that read alike failed: {problem}"]
    return replace(made, notices=(*made.notices, *notices))


def alike(desk: Desk, statement: str) -> list[str]:
    """Return a sentence for each claim that may be the same as a statement that is not logged yet."""
    from claims.features.similar.read import similar_claims
    from claims.features.similar.words import duplicate_warning
    from claims.text.similarity import Proposed, Stated

    proposals = desk.read(lambda connection: similar_claims(connection, Stated(statement), limit=BEST), make=True)
    return [duplicate_warning(proposal) for proposal in proposals if proposal.proposed is Proposed.DUPLICATE]


def _text(claim: int, proposal: Proposal, record: ClaimRecord) -> str:
    from claims.features.similar.words import decisions, likeness_phrase
    from claims.render.phrases import standing_phrase

    yes, no = decisions(claim, proposal)
    head = f"#{proposal.id} "
    below = " " * len(head)
    lines = (likeness_phrase(proposal), standing_phrase(record), f"yes: {yes}", f"no:  {no}")
    return "\n".join([wrap(proposal.statement, first=head), *(wrap(line, first=below) for line in lines)])


_COLUMNS = [
    Column(name, name)
    for name in "id uid proposed alike why statement status outcome yes no as_of published_until".split()
]


def _judging(name: str, kind: JudgementKind, help: str) -> Command:
    """Return a command that judges two claims, or takes the judgement back."""
    lines = (f'claims {name} 141 98 --note "…"', f'claims {name} 141 98 --withdraw --note "…"')

    @command(name, example="\n".join(lines), help=cleandoc(help))
    @click.argument("claim", shell_complete=completion.claims)
    @click.argument("other", shell_complete=completion.claims)
    @NEEDED_NOTE
    @click.option("--instead", is_flag=True, help="Replace an earlier judgement of these two.")
    @click.option("--withdraw", is_flag=True, help="Take the judgement back; it stays in the history.")
    @writing
    def run(desk: Desk, form: Format, claim: str, other: str, reason: str, instead: bool, withdraw: bool) -> None:
        from claims.entry.reviewing.judge import judge, take_back

        if instead and withdraw:
            raise BadUsage("--instead replaces a judgement and --withdraw takes it back; give one", part="--instead")

        def use_case(session: Session) -> Made:
            if withdraw:
                return take_back(session, "claim", claim, other, reason, only={kind})
            return judge(session, "claim", kind, claim, other, reason, instead=instead)

        made = desk.write(name, use_case)
        answer(made, form, text=lambda: _judged(made))

    return run


def _judged(made: Made) -> str:
    judged = [
        f"{one_line(record.label)} (judgement #{record.id})" for record in made.made if record.subject == "judgement"
    ]
    stands = [
        f"they now appear as claim #{record.id} {one_line(record.label)}"
        for record in made.made
        if record.subject == "claim"
    ]
    return "; ".join([*judged, *stands])


duplicate = _judging(
    "duplicate",
    JudgementKind.DUPLICATE,
    """Say that two claims are the same.

    No record changes: from now on both appear as the older one, with the appearances, reviews and inquiries of
    both, and its origins are counted on all of them. Where the two differ, the answer says which holds. `--withdraw`
    takes the judgement back, and each appears on its own again.
    """,
)

not_duplicate = _judging(
    "not-duplicate",
    JudgementKind.NOT_DUPLICATE,
    """Say that two claims are not the same.

    They are not proposed as the same again, here or on any desk that exchanges records with this one.
    `--withdraw` takes the judgement back.
    """,
)
