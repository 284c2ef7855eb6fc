"""From any failure to one sentence on the standard error and an exit code."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from itertools import chain

import click

from claims.cli.chassis.command import Invocation
from claims.cli.terminal.plain import one_line
from claims.errors import (
    INTERRUPTED,
    BadUsage,
    BadValue,
    ClaimsError,
    DatabaseUnusable,
    Fault,
    FileUnusable,
    InterruptedInCommit,
    Several,
    WorkRefused,
)

READER_GONE = 141
OFTEN_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


PROBLEMS = (ClaimsError, click.ClickException, OSError)
"""Errors that are problems of the field; any other is a fault of the program."""


def guarded(args: list[str]) -> int:
    """Run a command line and return its exit code; raises only if printing the failure is itself interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    invocation = Invocation(args)
    try:
        code = _run(args, invocation)
        sys.stdout.flush()
        return code
    except (KeyboardInterrupt, EOFError, click.exceptions.Abort, InterruptedInCommit) as interruption:
        _complain(_interrupted(interruption, invocation))
        if invocation.args is not args:  # else the answers typed so far would be lost
            from claims.cli.terminal.typed import Line, shown_again

            for shown in shown_again(Line(invocation.args, invocation.depth, invocation.takes_value), None):
                click.echo(shown, err=True)
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return READER_GONE
    except Exception as error:  # the last stop: whatever it is becomes a sentence and an exit code
        if os.environ.get("CLAIMS_DEBUG"):
            import traceback

            traceback.print_exception(error)
        problem = problem_of(error)
        if problem is None or isinstance(problem, WorkRefused):
            problem = _of_the_database(invocation) or problem or Fault(error)
        _report(problem, invocation)
        try:
            sys.stdout.flush()
        except OSError:
            _drop_output()
        return problem.exit_code


def _interrupted(interruption: BaseException, invocation: Invocation) -> str:
    """Return what an interruption leaves behind, in words."""
    earlier = "earlier entries are kept"
    if isinstance(interruption, InterruptedInCommit):
        sentence = "interrupted while the entry was being stored, so it may be there: look before you make it again"
        return f"{sentence}; {earlier}" if invocation.stored else sentence
    return f"interrupted; {earlier if invocation.stored else 'nothing was written'}"


def problem_of(error: Exception) -> ClaimsError | None:
    """Return the problem of the field behind an error, or None for a fault of the program."""
    if isinstance(error, ClaimsError):
        return error
    if isinstance(error, click.UsageError):
        from claims.cli.chassis.faults import usage_problem

        return usage_problem(error)
    if isinstance(error, click.FileError):
        return FileUnusable(f"{error.ui_filename} cannot be read or written ({error.message})")
    if isinstance(error, click.ClickException):
        return BadUsage(error.format_message())
    if isinstance(error, OSError):
        where = f"{error.filename}" if error.filename is not None else "the output"
        why = "the disk is full" if error.errno in OFTEN_NO_SPACE else error.strerror or "the system refuses it"
        return FileUnusable(f"{where} cannot be read or written ({why})")
    return None


def _of_the_database(invocation: Invocation) -> ClaimsError | None:
    """Return the problem that the database holds a value no program wrote, or None; any command may stumble on it."""
    if "claims.store.database" not in sys.modules:  # it was not opened
        return None
    from claims.cli.chassis.desk import Desk

    try:
        from claims.store import dialect
        from claims.store.cells import odd_cells
        from claims.store.checking.missing import first_missing
        from claims.store.database import reading

        settings = Desk(invocation).settings
        if settings.embedded and not settings.file.exists():
            return None
        with reading(settings, sees_all=True) as connection:
            missing = first_missing(connection)
            odd = None if missing else next(chain(odd_cells(connection), dialect.orphans(connection)), None)
    except Exception:  # whatever this check meets, the first error is the one to tell
        return None
    if missing:
        return DatabaseUnusable(
            f"the database is damaged: {missing}; restore a backup (`claims db check` names it all)"
        )
    if odd is None:
        return None
    return DatabaseUnusable(
        f"the database holds a value that this program never writes ({odd}); `claims db check` names them all, and a "
        "backup has the record as it was"
    )


def _run(args: list[str], invocation: Invocation) -> int:
    for arg in args:
        try:
            arg.encode()
        except UnicodeEncodeError:
            raise BadValue("the command line holds bytes that are not UTF-8 text", part=arg) from None
    from claims.cli.root import root

    try:
        code = root.main(args, prog_name="claims", standalone_mode=False, obj=invocation)
    except SystemExit as end:  # click itself ends so when the reader of the output has gone away
        if end.code == 1:
            raise BrokenPipeError from end
        code = end.code
    return code if isinstance(code, int) else 0


def _report(problem: ClaimsError, invocation: Invocation) -> None:
    from claims.cli.terminal.typed import Line, shown_again, without_secrets

    line = Line(invocation.args, invocation.depth, invocation.takes_value)
    problems = problem.problems if isinstance(problem, Several) else [problem]
    for each in problems:
        where = f"{each.part}: " if len(problems) > 1 and _names_a_part(each) else ""
        sentence = without_secrets(f"{where}{each}", line)
        if each is problems[-1]:
            hint = next((known.hint for known in problems if isinstance(known, BadUsage) and known.hint), "")
            sentence += f"; {hint}" if hint else ""
            sentence += "; earlier entries are kept" if invocation.stored else ""
        _complain(sentence)
    if invocation.writes:
        parts = [name for each in problems for name in _typed_parts(each.part, invocation)]
        for shown in shown_again(line, *parts):
            click.echo(shown, err=True)


def _names_a_part(problem: ClaimsError) -> bool:
    """Return whether a problem is about an option or argument that its sentence does not name."""
    part = problem.part or ""
    return (part.startswith("-") or part.isupper()) and part not in str(problem)


def _typed_parts(part: str | None, invocation: Invocation) -> Sequence[str]:
    """Return what may be typed of a part: the word given for an argument (``CLAIM``), all names of an option."""
    if part is None:
        return ()
    typed = invocation.arguments.get(part, part)
    return invocation.other_names.get(part, [typed if isinstance(typed, str) else part])


def _complain(sentence: str) -> None:
    click.echo(f"claims: {one_line(sentence)}", err=True)


def _drop_output() -> None:
    """Discard the interpreter's last flush: its reader has gone."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a stream without a file, as in tests
        return
