"""The reference of all commands, made from their own help: `python -m claims.cli.reference` prints it.

With the name of a page (`python -m claims.cli.reference docs/json.md`) it prints that page, each example with the
command's answer of today on the shipped case; this needs a checkout.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
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


_EXAMPLE = re.compile(r"^(```console\n\$ claims (.*?)\n)(.*?)^```$", re.MULTILINE | re.DOTALL)


def page_with_answers(page: str) -> str:
    """Return a page in Markdown, with the command's answer below each example."""
    with TemporaryDirectory() as folder:
        program = (sys.executable, "-m", "claims", "--db", f"{folder}/claims.db")
        settings = {**os.environ, "CLAIMS_TZ": "UTC", "COLUMNS": f"{WIDTH}", "NO_COLOR": "1"}

        def answer(*words: str) -> str:
            done = subprocess.run([*program, *words], env=settings, capture_output=True, check=True, encoding="utf-8")
            return done.stdout

        answer("import", "seeds/aukus")
        return _EXAMPLE.sub(lambda example: f"{example[1]}{answer(*shlex.split(example[2]))}```", page)


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    settings: dict[str, Any] = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    return click.Context(command, info_name=name, parent=parent, **settings)


if __name__ == "__main__":
    pages = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]]
    click.echo("".join(map(page_with_answers, pages)) if pages else reference(), nl=False)
