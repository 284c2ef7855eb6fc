"""Lines that a person types in answer to a question."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

HELP, BACK, NONE = "?", "<", "-"
"""The answers that explain a question, go back to the previous one, and leave a value out."""


def typed_line(prompt: str, offers: Callable[[str], Sequence[str]] | None = None) -> str:
    """Return the line typed after a prompt, with ``offers`` on the tab key; raises `EOFError` at the end."""
    with _completing(offers):
        while True:
            try:
                if sys.stdin.isatty() and sys.stdout.isatty():
                    return input(prompt)
                click.echo(prompt, nl=False, err=True)
                return input()
            except UnicodeDecodeError:
                click.echo("That is not text in this terminal's encoding; type it again.", err=True)


@contextmanager
def _completing(offers: Callable[[str], Sequence[str]] | None) -> Iterator[None]:
    """Put offers on the tab key where the system has readline; keep no line in its history."""
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
    try:
        yield
    finally:
        readline.set_completer(None)
