"""Lines that a person types in answer to a question."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from claims.cli.terminal.plain import cells, one_line, padded
from claims.cli.terminal.render import wrap

HELP, BACK, NONE = "?", "<", "-"
"""The answers that explain a question, go back to the previous one, and leave a value out."""


SHOWN = 30
"""How many records are listed at a question."""


def show_offers(offers: Sequence[tuple[str, str]], beginning: str = "") -> None:
    """List what may be typed, each with what it stands for; say how to see fewer, or that there is nothing."""
    if not offers:
        click.echo(f"Nothing begins with “{one_line(beginning)}”." if beginning else "There is nothing yet.", err=True)
    width = max((cells(typed) for typed, _ in offers[:SHOWN]), default=0)
    for typed, label in offers[:SHOWN]:
        click.echo(wrap(one_line(label), first=f"  {padded(typed, width)}  "), err=True)
    if len(offers) > SHOWN:
        click.echo(f"  … and more: {HELP} with the first letters, like {HELP}po, lists what begins so.", err=True)


def typed_line(prompt: str, offers: Callable[[str], Sequence[str]] | None = None, *, begun: str = "") -> str:
    """Return the line typed after a prompt, with ``offers`` on the tab key; raises `EOFError` at the end.

    ``begun`` is text that already stands in the line on a terminal, to be changed.
    """
    with _completing(offers, begun):
        while True:
            try:
                if sys.stdin.isatty() and sys.stdout.isatty():
                    return input(prompt)
                click.echo(prompt, nl=False, err=True)
                return input()
            except UnicodeDecodeError:
                click.echo("That is not text in this terminal's encoding; type it again.", err=True)


@contextmanager
def _completing(offers: Callable[[str], Sequence[str]] | None, begun: str) -> Iterator[None]:
    """Put offers on the tab key and text in the line where the system has readline; keep no line in its history."""
    try:
        import readline
    except ImportError:
        yield
        return

    def complete(typed: str, state: int) -> str | None:
        offered = offers(typed) if offers else []
        return offered[state] if state < len(offered) else None

    readline.set_completer(complete)
    readline.set_completer_delims("")
    readline.set_auto_history(False)
    readline.parse_and_bind("bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete")
    readline.set_startup_hook((lambda: readline.insert_text(begun)) if begun else None)
    try:
        yield
    finally:
        readline.set_completer(None)
        readline.set_startup_hook(None)
