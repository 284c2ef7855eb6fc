"""`claims capture --edit`: all proposals of a snapshot in one text, in the person's own editor."""

from __future__ import annotations

import click

from claims.capture.blocks import Block, Fault, read_back, text_of, with_faults
from claims.capture.values import Proposal
from claims.cli.capturing.saving import Decided, Saved, save
from claims.cli.chassis.desk import Desk
from claims.cli.terminal.plain import one_line
from claims.errors import BadUsage
from claims.reading.registers.captured import Snapshot


def edit_through(desk: Desk, waiting: list[tuple[Snapshot, dict[str, Proposal]]]) -> Saved:
    """Open the editor for each snapshot's undecided proposals, and save what it comes back with.

    Faults come back above their lines until there are none, or until the text is closed unchanged. Raises `BadUsage`
    without a terminal.
    """
    saved = Saved()
    for snapshot, proposed in waiting:
        keys = list(proposed)
        decided = [
            Decided(snapshot, proposed[keys[block.number - 1]], block.claim, block.appearance, keys[block.number - 1])
            for block in _edited(snapshot, list(proposed.values()))
        ]
        saved += save(desk, decided)
    return saved


def _edited(snapshot: Snapshot, proposed: list[Proposal]) -> list[Block]:
    title = one_line(snapshot.title) if snapshot.title else "without a title"
    text = text_of(proposed, f"article #{snapshot.article}: {title}")
    stories = () if snapshot.story is None else (snapshot.story,)
    while True:
        try:
            typed = click.edit(text, extension=".claims", require_save=False)
        except click.ClickException as error:
            raise BadUsage(f"no editor could be opened ({error.message}); set EDITOR", part="--edit") from error
        if typed is None:
            return []
        blocks, faults = read_back(typed, proposed, snapshot.article, stories, snapshot.published_day)
        if not faults:
            return blocks
        marked = with_faults(typed, faults)
        if marked == text:  # closed without mending anything
            _give_back(typed, faults)
            return []
        text = marked


def _give_back(typed: str, faults: list[Fault]) -> None:
    """Print the text with its faults, so that nothing typed is lost."""
    click.echo(with_faults(typed, faults))
    raise BadUsage(f"line {faults[0].line}: {faults[0].sentence}; nothing of this article was saved", part="--edit")
