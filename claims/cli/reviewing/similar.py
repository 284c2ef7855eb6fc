"""`claims similar`, `claims duplicate` and `claims not-duplicate`: claims that read alike, and decisions on them."""

from __future__ import annotations

import re
import sys
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

import click

from claims.cli import completion
from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import Command, command
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import NEEDED_NOTE, reading, writing
from claims.cli.reading.claims import question_of
from claims.cli.reviewing.answering import answer_text
from claims.cli.terminal.render import Column, Format, emit
from claims.errors import BadUsage, blaming
from claims.patterns import pattern_of
from claims.vocabulary import JudgementKind

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

    from claims.entry.drafts import Made
    from claims.features.similar.answers import Answer

Json = dict[str, Any]

_CLAIM = pattern_of(r"#?\d+|[0-9a-f]{8}(?:-?[0-9a-f]{0,4}){0,6}", re.IGNORECASE)
"""What names a claim: its number, or its uid or the beginning of it."""


@command(
    "similar",
    example="""
        claims similar 98
        claims similar "Apple is to invest $3.6 billion in Kia"
        claims similar - < paragraph.txt
    """,
)
@click.argument("claim", metavar="CLAIM|TEXT|-", required=False, shell_complete=completion.claims)
@click.option("--limit", type=click.IntRange(1, 100), default=10, help="How many at most (10).")
@click.option("--confidential", is_flag=True, help="Look among claims known only off the record too.")
@click.option(
    "--work",
    is_flag=True,
    help="Decide on the proposed pairs one by one, on a terminal: the same, not the same, contradicting, later.",
)
@click.option("--story", shell_complete=completion.stories, help="With --work, only pairs with a claim of this story.")
@reading
def similar(
    desk: Desk, view: View, claim: str | None, limit: int, confidential: bool, work: bool, story: str | None
) -> None:
    """Find what we hold on a claim or a text: has this been said, or checked, before?

    CLAIM is a claim's number. TEXT is anything else: a statement, a post, a paragraph; - reads it from the standard
    input. The likeliest come first, our own claims and what other fact-checkers checked, each with the reason.

    Few of them are proposed as the same claim, as a contradiction, or as the same but another figure, date or name,
    with the commands for yes and no; nothing changes until somebody decides, and what was decided is not asked again.
    Words are compared in any order, numbers and days by their value.
    """
    from claims.features.similar.answers import answers
    from claims.features.similar.words import answer_json
    from claims.reading.dossier import claim_named
    from claims.render.as_json import view_json

    question = question_of(desk, view, confidential=confidential)
    if work or story is not None or claim is None:
        _refuse_to_work(desk, view, claim, work=work)
        from claims.cli.reviewing.pairs import work_through_pairs

        work_through_pairs(desk, question, story)
        return
    asked: str = claim
    text = _text_asked(asked)

    def read(connection: Connection) -> tuple[int | None, list[Answer]]:
        if text is not None:
            return None, answers(connection, text, question, limit)
        number = claim_named(connection, asked, question).id
        return number, answers(connection, number, question, limit)

    with blaming(asked):
        number, likely = desk.read(read)
    if view.format is Format.TABLE:
        nothing = "Nothing like it is here." if number is None else f"No undecided claim reads like claim #{number}."
        texts = [answer_text(number, each) for each in likely] or [nothing]
        click.echo("\n\n".join([*texts, *([view.caption] if view.caption else [])]))
        return
    rows = [answer_json(number, each) | view_json(question) for each in likely]
    emit(rows, _COLUMNS, view.format, caption=view.caption)


def _refuse_to_work(desk: Desk, view: View, claim: str | None, *, work: bool) -> None:
    """Refuse what does not go with --work, and a question about nothing."""
    if not work:
        missing = "CLAIM is missing: give a claim's number, a text, or - for the standard input; or --work"
        raise BadUsage(missing if claim is None else "--story goes with --work", part="CLAIM")
    if claim is not None:
        raise BadUsage("--work goes through the pairs that are proposed; leave CLAIM out", part="--work")
    if view.format is not Format.TABLE or view.as_of is not None or view.published_until is not None:
        raise BadUsage(
            "--work decides now, on a terminal; leave --format, --as-of and --published-until out", part="--work"
        )
    if not desk.interactive:
        raise BadUsage("--work asks questions and needs a terminal", part="--work")


def _text_asked(asked: str) -> str | None:
    """Return the text that was given or is on the standard input; None for a claim's number or uid."""
    if asked == "-":
        from claims.features.similar.answers import MOST_CHARACTERS

        content = sys.stdin.buffer.read(MOST_CHARACTERS)
        asked = content.decode("utf-8", errors="replace")
    elif _CLAIM.fullmatch(asked.strip()):
        return None
    if not asked.strip():
        raise BadUsage("there is no text to look for", part="CLAIM")
    return asked


_COLUMNS = [
    Column(name, name)
    for name in "id uid proposed differs alike measure why statement status outcome outlets origins_at_least "
    "origins_at_most ratings yes no as_of published_until".split()
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
        from claims.entry.answers import judged_in_words
        from claims.entry.reviewing.judge import judge, take_back

        if instead and withdraw:
            raise BadUsage("--instead replaces a judgement and --withdraw takes it back; give one", part="--instead")

        def use_case(session: Session) -> Made:
            if withdraw:
                return take_back(session, "claim", claim, other, reason, only={kind})
            return judge(session, "claim", kind, claim, other, reason, instead=instead)

        made = desk.write(name, use_case)
        answer(made, form, text=lambda: judged_in_words(made))

    return run


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
