"""Options that were typed without their value, with another option in its place."""

from __future__ import annotations

from collections.abc import Sequence

import click


class NoValue(click.BadOptionUsage):
    """An option without its value: another option of the command comes next."""

    def __init__(self, name: str, follows: str) -> None:
        """Take the option, and the option that follows it."""
        super().__init__(name, f"{name} requires a value, and {follows} follows")
        self.follows = follows


def options_of(command: click.Command) -> dict[str, bool]:
    """Return the options of a command by all their names, and whether each takes a value."""
    return {
        name: not (parameter.is_flag or parameter.count)
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for name in (*parameter.opts, *parameter.secondary_opts)
    } | {"--help": False}


def check_values(command: click.Command, args: Sequence[str]) -> None:
    """Raise `NoValue` for an option that is followed by another option in place of its value.

    click would take the other option's name as the value; ``--note=--url`` says that it is one.
    """
    takes_value, place = options_of(command), 0
    while place < len(args) and args[place] != "--":
        following = args[place + 1].partition("=")[0] if place + 1 < len(args) else ""
        if takes_value.get(args[place], False):
            if following in takes_value:
                raise NoValue(args[place], following)
            place += 1
        place += 1
