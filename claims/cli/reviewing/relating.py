"""`claims relate` and `claims edit`: how claims bear on each other, and changes of a claim itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from claims.catalogue import RELATION
from claims.cli import completion
from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import Invocation, command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import choice, writing
from claims.cli.forms.drafting import taking
from claims.cli.forms.fields import option_of
from claims.cli.forms.sections import CHANGED_CLAIM, CONDITION, WINDOWS
from claims.cli.terminal.render import Format
from claims.entry.drafts import WindowDraft
from claims.errors import BadUsage
from claims.vocabulary import RelationKind

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.entry.drafts import Made


@command(
    "relate",
    example="""
        claims relate 1 contradicts 2 --note "both cannot be so"
        claims relate 1 contradicts 3 --not --note "one is about May, the other about June"
    """,
)
@click.argument("claim", shell_complete=completion.claims)
@click.argument("kind", type=choice(RelationKind))
@click.argument("other", shell_complete=completion.claims)
@option_of(RELATION["note"])
@click.option("--withdraw", is_flag=True, help="Take the relation back; it stays in the history.")
@click.option("--not", "denied", is_flag=True, help="Say that they do not contradict each other; needs --note.")
@writing
def relate(
    desk: Desk, form: Format, claim: str, kind: RelationKind, other: str, note: str | None, withdraw: bool, denied: bool
) -> None:
    """Say how one claim bears on another.

    KIND is contradicts (both cannot be true), supports, refines, part_of or supersedes. --not denies a contradiction
    that `claims similar` proposed, and it is not proposed again.
    """
    from claims.entry.answers import related_in_words
    from claims.entry.reviewing.relate import deny_contradiction
    from claims.entry.reviewing.relate import relate as use_case

    if denied and (withdraw or kind is not RelationKind.CONTRADICTS):
        raise BadUsage("--not denies a contradiction; --withdraw takes back another relation", part="--not")

    def related(session: Session) -> Made:
        if denied:
            return deny_contradiction(session, claim, other, note)
        return use_case(session, claim, kind, other, note, withdrawn=withdraw)

    made = desk.write("relate", related)
    answer(made, form, text=lambda: related_in_words(made))


@command(
    "edit",
    example="""
        claims edit 1 --weight background --reason "a side issue"
        claims edit 1 --due-latest 2025-06-30 --reason "read too narrowly"
    """,
)
@click.argument("claim", shell_complete=completion.claims)
@taking(changes=CHANGED_CLAIM)
@click.option(
    "--story",
    "stories",
    metavar="STORY",
    multiple=True,
    shell_complete=completion.stories,
    help="Put it into a story; repeatable.",
)
@click.option(
    "--not-story",
    "not_stories",
    metavar="STORY",
    multiple=True,
    shell_complete=completion.stories,
    help="Take it out of a story; repeatable.",
)
@click.option("--reason", metavar="TEXT", help="Why it is changed.")
@taking(condition=CONDITION, windows=WINDOWS)
@writing
def edit(
    desk: Desk,
    form: Format,
    claim: str,
    stories: tuple[str, ...],
    not_stories: tuple[str, ...],
    reason: str | None,
    condition: dict[str, Any],
    windows: tuple[WindowDraft, ...],
    changes: dict[str, Any],
) -> None:
    """Edit a claim.

    Its history keeps the old version. A new window in time replaces the old one for the same role; --due-earliest and
    --due-latest alone correct how the recorded words were understood.
    """
    from claims.entry.answers import edited_in_words
    from claims.entry.edit import edit_claim

    values = changes | {name: value or None for name, value in condition.items()}
    reason = _reason(desk, claim, values, reason)
    made = desk.write(
        "edit",
        lambda session: edit_claim(
            session, claim, values, windows=windows, stories=stories, not_stories=not_stories, reason=reason
        ),
    )
    answer(made, form, text=lambda: edited_in_words(made))


def _reason(desk: Desk, claim: str, values: Mapping[str, Any], reason: str | None) -> str | None:
    """Return the reason for an edit; ask the person at a terminal for a missing reason that is needed."""
    if (reason or "").strip() or not desk.interactive or values.keys().isdisjoint(_JUDGED):
        return reason
    from claims.cli.terminal.prompts import typed_line
    from claims.entry.edit import edit_needs_reason

    wanted = desk.read(lambda connection: edit_needs_reason(connection, claim, values))
    if wanted is None:
        return reason
    click.echo(f"{wanted}.", err=True)
    while not (typed := typed_line("Why is it changed? > ").strip()):
        click.echo("The reason stays in the claim's history.", err=True)
    desk.remember([*click.get_current_context().ensure_object(Invocation).args, "--reason", typed])
    return typed


_JUDGED = frozenset({"statement", "kind", "condition", "condition_claim"})
"""The fields that need a reason to change once the claim was judged."""
