"""All faults of a command line at once, each a sentence that names its part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import click

from claims.cli.chassis.leads import COMMENT, NUMBERED, SURPLUS, meant_option, option_lead, spelt
from claims.cli.chassis.missing import NoValue, check_values
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.typed import in_confidence
from claims.errors import BadUsage, ClaimsError, Problems
from claims.text.references import number_in


def usage_problem(error: click.UsageError, context: click.Context | None = None) -> BadUsage:
    """Return one of click's usage errors as a problem of ours; click's parser leaves out the ``context``."""
    error.ctx = error.ctx or context
    return BadUsage(_sentence(error), part=_part(error), hint=_hint(error.ctx))


def _hint(context: click.Context | None) -> str:
    return f"`{context.command_path if context is not None else 'claims'} --help` says more"


def check_command_line(command: click.Command, context: click.Context, args: Sequence[str]) -> None:
    """Raise all faults of a command line: one `claims.errors.ClaimsError`, or `Several`.

    The line is parsed once more, in a throw-away context.
    """
    problems = Problems()
    trial = click.Context(command, info_name=context.info_name, parent=context.parent, obj=context.obj)
    trial.ignore_unknown_options = context.ignore_unknown_options
    parsed = _parsed(command, trial, args, problems)
    if parsed is not None:
        _check_values(command, trial, parsed, problems, args)
    problems.tell()


class _Parsed(NamedTuple):
    """A command line as click's parser reads it: raw values by name, the words left over, parameters as typed."""

    values: dict[str, Any]
    extra: list[str]
    order: list[click.Parameter]
    unsure: bool
    """Whether a word after an unknown option was left out, which may have been an argument."""


def _parsed(command: click.Command, trial: click.Context, args: Sequence[str], problems: Problems) -> _Parsed | None:
    """Return a command line without its faulty options, which are collected; None if an option cannot be located."""
    rest, unsure = list(args), False
    while True:
        try:
            check_values(command, rest)
            return _Parsed(*command.make_parser(trial).parse_args(args=list(rest)), unsure)
        except click.UsageError as raised:
            error = _of_whole_word(raised, rest)
            problems.add(usage_problem(error, trial))
            kept = _without(command, rest, error)
            if kept is None:
                return None
            rest, swallowed = kept
            unsure = unsure or swallowed


def _check_values(
    command: click.Command, trial: click.Context, parsed: _Parsed, problems: Problems, args: Sequence[str]
) -> None:
    """Collect the faults in values of options and arguments, in the order of typing; missing values come last."""
    too_many = _too_many(command, trial, parsed, args)
    split = None if too_many is None else _last_argument(command)
    places = {parameter: place for place, parameter in enumerate(parsed.order)}
    typed = [parameter for parameter in places if parameter is not split]
    missing = [parameter for parameter in command.get_params(trial) if parameter not in places]
    for parameter in typed:
        _check_value(parameter, trial, parsed, problems)
    if too_many is not None:
        problems.add(too_many)
    for parameter in missing:
        _check_value(parameter, trial, parsed, problems)


def _check_value(parameter: click.Parameter, trial: click.Context, parsed: _Parsed, problems: Problems) -> None:
    try:
        parameter.handle_parse_result(trial, parsed.values, parsed.extra)
    except click.MissingParameter as error:
        if not parsed.unsure:
            problems.add(usage_problem(error, trial))
    except click.UsageError as error:
        problems.add(usage_problem(error, trial))
    except ClaimsError as error:
        problems.add(error)


def _of_whole_word(error: click.UsageError, args: Sequence[str]) -> click.UsageError:
    """Return an error that names the whole word typed for an unknown short option: ``-12``, where click says ``-1``."""
    if not isinstance(error, click.NoSuchOption) or not _is_short(error.option_name):
        return error
    typed = next((arg for arg in args if _is_short(arg) and arg.startswith(error.option_name)), error.option_name)
    return click.NoSuchOption(typed.partition("=")[0], ctx=error.ctx)


def _is_short(word: str) -> bool:
    return word.startswith("-") and not word.startswith("--")


def _without(command: click.Command, args: Sequence[str], error: click.UsageError) -> tuple[list[str], bool] | None:
    """Return the words without a faulty option and its value, and whether an argument may have gone with them.

    A short option that no command has may itself be meant as an argument: ``-1``, ``-Japan``.
    """
    name = _part(error)
    place = next((at for at, arg in enumerate(args) if arg == name or arg.startswith(f"{name}=")), None)
    if name is None or place is None:
        return None
    before, after = list(args[:place]), list(args[place + 1 :])
    if isinstance(error, click.BadOptionUsage):
        return before + after, False
    options = {opt: option for option in command.params if isinstance(option, click.Option) for opt in option.opts}
    meant = meant_option(name, options)
    if meant is None and _is_short(name):
        return before + after, True
    if "=" in args[place] or not after or after[0].startswith("-") or (meant is not None and options[meant].is_flag):
        return before + after, False
    return before + after[1:], meant is None


def _last_argument(command: click.Command) -> click.Argument | None:
    return next((asked for asked in reversed(command.params) if isinstance(asked, click.Argument)), None)


def _too_many(command: click.Command, context: click.Context, parsed: _Parsed, args: Sequence[str]) -> BadUsage | None:
    """Return the problem of surplus words, if there are any: mostly a text without quotes."""
    if not parsed.extra or context.allow_extra_args or parsed.unsure:
        return None
    last = _last_argument(command)
    before = parsed.values.get(last.name or "") if last is not None else None
    joined = " ".join([*([before] if isinstance(before, str) else []), *parsed.extra])
    words = getattr(last.type, "words", ()) if last is not None else ()
    listed = " ".join(f'"{word}"' for word in parsed.extra)
    takes = " ".join(asked.make_metavar(context) for asked in command.params if isinstance(asked, click.Argument))
    lead = SURPLUS.get(command.name or "", "")
    sentence = f"{context.command_path} takes {takes or 'no word'}, so {listed} is too much{lead and f'; {lead}'}"
    if spelt(joined).replace("-", "_") in words:
        sentence = f"write it as one word: {spelt(joined).replace('-', '_')}"
    elif last is not None and not words and isinstance(before, str) and number_in(before) is None:
        shown = "…" if in_confidence(args) else joined.replace('"', "”")
        sentence = f'put the text in quotes: {context.command_path} {"… " * (takes.count(" "))}"{one_line(shown)}"'
    return BadUsage(sentence, part=parsed.extra[0], hint=_hint(context))


def _sentence(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        command = error.ctx.command if error.ctx is not None else None
        lead = option_lead(command.name or "", error.option_name, list(_names(command))) if command else ""
        return f"there is no option {error.option_name}{f'; {lead}' if lead else ''}"
    if isinstance(error, NoValue) or (isinstance(error, click.BadOptionUsage) and "requires" in error.message):
        return _without_value(error)
    if isinstance(error, click.BadParameter) and hasattr(error, "typed"):  # a word that is not of its vocabulary
        return f"{where_of(error.param)} {one_line(error.message)}"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        words = getattr(error.param.type, "words", ())
        listed = f": {', '.join(words)}" if words else ""
        comment = f"; {COMMENT}" if error.param.name in NUMBERED else ""
        return f"{where_of(error.param)} is missing{listed}{comment}"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{where_of(error.param)}: {_begun(error.message)}"
    return _begun(error.format_message())


def where_of(parameter: click.Parameter | None) -> str:
    """Return the name of a value on the command line: ``--due``, ``STATUS``."""
    if parameter is None:
        return "it"
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name.strip("[]")


def _without_value(error: click.BadOptionUsage) -> str:
    """Return that an option has no value, and what a shell may have done to it."""
    command = error.ctx.command if error.ctx is not None else None
    names = {name: asked.name for asked in (command.params if command is not None else ()) for name in asked.opts}
    follows = f", and the option {error.follows} comes next" if isinstance(error, NoValue) else ""
    comment = f"; {COMMENT}" if names.get(error.option_name) in NUMBERED else ""
    return f"{error.option_name} needs a value{follows}{comment}"


def _begun(message: str) -> str:
    sentence = one_line(message).rstrip(".")
    return sentence[:1].lower() + sentence[1:]


def _names(command: click.Command) -> Iterator[str]:
    yield from (name for option in command.params if isinstance(option, click.Option) for name in option.opts)
    yield "--help"


def _part(error: click.UsageError) -> str | None:
    if isinstance(error, click.NoSuchOption):
        return error.option_name
    if isinstance(error, click.BadOptionUsage):
        return error.option_name
    if isinstance(error, click.BadParameter) and isinstance(error.param, click.Option):
        return error.param.opts[0]
    return getattr(error, "typed", None)
