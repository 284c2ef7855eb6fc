"""The reference of all commands, made from their own help: `python -m claims.cli.reference` prints it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from claims.cli.root import root

WIDTH = 100

HEAD = """\
# Commands

<!-- Made by `make docs` from the commands' own help; do not edit. -->

Exit codes: 0 done · 1 a check found something wrong · 2 the command line is not understood · 3 there is no such
record · 4 a name fits several · 5 the records do not allow it · 6 a value is not valid · 7 the database cannot be
used · 8 its schema is older or newer than the program · 9 a file cannot be read or written · 70 a fault of the
program · 130 interrupted.
"""


def commands(context: click.Context | None = None) -> Iterator[click.Context]:
    """Yield a context for each command and group, in the order of the help, the program itself first."""
    context = context or _context(root, "claims", None)
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            assert command is not None
            yield from commands(_context(command, name, context))


def reference() -> str:
    """Return the reference in Markdown."""
    sections = [
        f"{'#' * min(4, len(context.command_path.split()) + 1)} {context.command_path}\n\n"
        f"```text\n{context.command.get_help(context).rstrip()}\n```\n"
        for context in commands()
    ]
    return "\n".join([HEAD, *sections])


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    settings: dict[str, Any] = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    return click.Context(command, info_name=name, parent=parent, **settings)


if __name__ == "__main__":
    click.echo(reference(), nl=False)
