"""`claims report check`: whether a copy of a report still agrees with the database."""

from __future__ import annotations

import sys

import click

from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import at_desk
from claims.cli.terminal.plain import one_line
from claims.errors import FileUnusable
from claims.parsing import whole_path


@command(
    "check",
    example="""claims report check report.html
    claims report check for-the-lawyer.pdf""",
)
@click.argument("file", metavar="FILE|-")
@at_desk
def check(desk: Desk, file: str) -> None:
    """Check a copy of a story's report against the database.

    FILE is a report as HTML, Markdown, JSON, DOCX, XLSX or PDF, or as CSV the table about; - reads the report, or the
    line "claims-report/1 …" alone, from the standard input. The report is made again for the copy's moment and
    audience. If the facts are the same, so is the digest; HTML, Markdown and JSON are also compared as text. If the
    copy differs, the command ends with exit code 1 and says what can explain the difference.
    """
    from claims.features.story.leaving.copies import checked, copy_in
    from claims.features.story.leaving.read import read_again

    content = _content(file)
    name = "the standard input" if file == "-" else one_line(file)
    copy = copy_in(name, content)
    report, late = desk.read(lambda connection: read_again(connection, name, copy))
    click.echo(checked(name, content, copy, report, late))


def _content(file: str) -> bytes:
    """Return the file; raises `FileUnusable`."""
    from claims.features.story.leaving.copies import MOST

    try:
        if file == "-":
            content = sys.stdin.buffer.read(MOST + 1)
        else:
            with whole_path(file).open("rb") as stream:
                content = stream.read(MOST + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "not a file name"
        raise FileUnusable(f"{one_line(file)} cannot be read ({why}); name a report", part="FILE") from error
    if len(content) > MOST:
        raise FileUnusable(f"{one_line(file)} has more than {MOST >> 20} MB and is not a report", part="FILE")
    return content
