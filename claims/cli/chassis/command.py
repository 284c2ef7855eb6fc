"""Commands and groups of commands: loaded when needed, with `--db` and `--as` before or after their name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from claims.cli.chassis.missing import check_values, options_of
from claims.errors import ClaimsError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_MANY, _GROUPED = 15, 3
"""With this many options, in this many groups, help lists them under headings."""


class Invocation:
    """One run of the program: the words typed, and the result so far."""

    who: str | None = None
    max_lag: str | None = None
    depth: int = 1
    """How many words of the command line name a command."""
    writes: bool = True
    """Whether the command enters something; assumed until it is known."""
    stored: bool = False
    """Whether the database was written to."""
    from_standby: bool = False
    """Whether the answer comes from a standby server, and it was said."""
    only_tries: bool = False
    """Whether the command is only tried, to see what it would store."""

    def __init__(self, args: Sequence[str] = (), database: str | None = None) -> None:
        """Take the words typed, and the database that they name."""
        self.args = args
        self.database = database
        self.takes_value: Mapping[str, bool] = {}
        """The options of the command, and whether each takes a value."""
        self.other_names: Mapping[str, Sequence[str]] = {}
        """The options of the command, each with all its names."""
        self.arguments: Mapping[str, object] = {}
        """The words typed for the command's arguments, by the name that problems use: ``CLAIM``."""


class Entry(NamedTuple):
    """A command that is not loaded yet: its place in the code, and its short help."""

    target: str
    short_help: str


class NotAWord(click.BadParameter):
    """A word outside its vocabulary; remembers the word, since arguments have no name to mark."""

    def __init__(self, message: str, typed: str, ctx: click.Context | None, param: click.Parameter | None) -> None:
        """Take the arguments of click's own class, and the value as typed."""
        super().__init__(message, ctx, param)
        self.typed = typed


class NoSuchCommand(click.UsageError):
    """A word that names no command."""

    def __init__(self, typed: str, lead: str, ctx: click.Context) -> None:
        """Take the word as typed, and a lead to the right command."""
        group = ctx.command_path if ctx.parent is not None else ""
        sentence = f'There is no command "{group} {typed}"' if group else f'There is no command "{typed}"'
        super().__init__(f"{sentence}{f'; {lead}' if lead else ''}", ctx)
        self.typed = typed


_SHARED = (
    ("--db", "database", "PATH|URL", "The database: a file or a PostgreSQL URL (else CLAIMS_DB, else your own)."),
    ("--as", "who", "NAME", "Who is acting (else CLAIMS_USER, else your login name)."),
    ("--max-lag", "max_lag", "SECONDS", "How far behind a standby server may be to be read (else CLAIMS_MAX_LAG)."),
)
"""The options of every command: as typed, the part of `Invocation` that they fill, what they take, and their help."""


def shared_options(*, hidden: bool) -> list[click.Parameter]:
    """Return the options that every command takes; only the program's own help lists them."""
    return [
        click.Option(
            [option, name], metavar=value, expose_value=False, hidden=hidden, callback=_remember(name), help=sentence
        )
        for option, name, value, sentence in _SHARED
    ]


def _remember(name: str) -> Callable[[click.Context, click.Parameter, str | None], None]:
    def remember(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
        if value is not None:
            setattr(context.ensure_object(Invocation), name, value)

    return remember


def _with_words(option: click.Option, record: tuple[str, str]) -> tuple[str, str]:
    """Return what help says about an option, with the words that it takes."""
    listed = getattr(option.type, "listed", None)
    return record if listed is None else (record[0], f"{record[1].rstrip('.')}: {listed}.")


class Option(click.Option):
    """An option that help lists under the heading of its group."""

    def __init__(self, *args: Any, group: str = "", **kwargs: Any) -> None:
        """Take click's arguments, and the group."""
        super().__init__(*args, **kwargs)
        self.group = group


class Command(click.Command):
    """A command with the shared options; its help ends with an example and the words of each vocabulary."""

    def __init__(self, *args: Any, example: str = "", **kwargs: Any) -> None:
        """Take click's arguments, and command lines that show the command at work."""
        super().__init__(*args, **kwargs)
        self.example = example
        self.params += shared_options(hidden=True)

    @property
    def writes(self) -> bool:
        """Whether the command enters something: then an error shows the command line again."""
        return getattr(self.callback, "claims_writes", False)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note the command and parse its command line; raises all the faults in it."""
        invocation = ctx.ensure_object(Invocation)
        invocation.writes = self.writes
        invocation.depth = len(ctx.command_path.split()) - 1
        invocation.takes_value = options_of(self)
        invocation.other_names = {name: parameter.opts for parameter in self.params for name in parameter.opts}
        try:
            check_values(self, args)
            rest = super().parse_args(ctx, list(args))
        except (click.UsageError, ClaimsError):
            from claims.cli.chassis.faults import check_command_line

            check_command_line(self, ctx, args)
            raise
        invocation.arguments = {
            parameter.human_readable_name: ctx.params.get(parameter.name or "")
            for parameter in self.params
            if isinstance(parameter, click.Argument)
        }
        return rest

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, under the headings of their groups if there are many."""
        from claims.catalogue.field import GROUPS  # only help needs it

        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        shown = [(option, record) for option in options if (record := option.get_help_record(ctx)) is not None]
        groups = [option.group if isinstance(option, Option) else "" for option, _ in shown]
        grouped = len(shown) >= _MANY and len(set(groups)) >= _GROUPED
        first = groups.index(next(filter(None, groups))) if grouped else len(shown)
        sections: dict[str, list[tuple[str, str]]] = {"Options": [], **{group: [] for group in GROUPS}, "Other": []}
        for place, ((option, record), group) in enumerate(zip(shown, groups, strict=True)):
            heading = group if group and grouped else "Other" if place > first else "Options"
            sections[heading].append(_with_words(option, record))
        for heading, records in sections.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example."""
        lines = [line.strip() for line in self.example.strip().splitlines()]
        if lines:
            with formatter.section("Example" if len(lines) == 1 else "Examples"):
                for line in lines:
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")


class Group(click.Group):
    """A group of commands; called alone, it shows its help."""

    def __init__(self, *args: Any, shows_shared: bool = False, **kwargs: Any) -> None:
        """Take click's arguments, and whether the help lists the shared options."""
        kwargs["invoke_without_command"] = True
        super().__init__(*args, **kwargs)
        self.params = shared_options(hidden=not shows_shared) + self.params

    def command(  # type: ignore[override]  # click's takes more, and lets the help be without an example
        self, name: str | None = None, *, example: str, **kwargs: Any
    ) -> Callable[[Callable[..., Any]], Command]:
        """Return the decorator that makes a function a command of the group."""

        def decorate(function: Callable[..., Any]) -> Command:
            made = command(name, example=example, **kwargs)(function)
            self.add_command(made)
            return made

        return decorate

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command named, or show the help."""
        # The command's name waits under another name since click 8.2.
        named = vars(ctx).get("_protected_args") or vars(ctx).get("protected_args")
        if not named and not ctx.args:
            click.echo(ctx.get_help())
            return None
        return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of definition, not of the alphabet."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, each with the whole first line of its help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, (known.help or "").partition("\n")[0]) for name, known in self.commands.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command by its name; an unknown name raises a usage error that leads to the right command."""
        name = args[0]
        if not name.startswith("-") and not ctx.resilient_parsing and self.get_command(ctx, name) is None:
            from claims.cli.chassis.leads import command_lead

            group = "" if ctx.parent is None else ctx.info_name or ""
            raise NoSuchCommand(name, command_lead(group, name, self.list_commands(ctx)), ctx)
        return super().resolve_command(ctx, args)


class LazyGroup(Group):
    """The program itself: a table of commands under headings, each loaded only when it is called."""

    def __init__(self, *args: Any, table: Mapping[str, Mapping[str, Entry]], **kwargs: Any) -> None:
        """Take click's arguments, and the commands by heading and name."""
        super().__init__(*args, shows_shared=True, **kwargs)
        self.table = table
        self.entries = {name: entry for section in table.values() for name, entry in section.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the table's order."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command by its name; returns None if the table does not have it."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.target.partition(":")
        loaded = getattr(import_module(module), attribute)
        assert isinstance(loaded, click.Command), entry.target
        return loaded

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings, all in one column."""
        longest = max(map(len, self.entries))
        for heading, section in self.table.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(longest), entry.short_help) for name, entry in section.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete a command's name without loading any."""
        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(name, help=entry.short_help)
            for name, entry in self.entries.items()
            if name.startswith(incomplete)
        ]


def command(name: str | None = None, *, example: str, **kwargs: Any) -> Callable[[Callable[..., Any]], Command]:
    """Return the decorator that makes a function a command; ``example`` holds command lines, one a line."""
    return click.command(name, cls=Command, example=example, **kwargs)


def group(name: str | None = None, **kwargs: Any) -> Callable[[Callable[..., Any]], Group]:
    """Return the decorator that makes a function a group of commands."""
    return click.group(name, cls=Group, **kwargs)
