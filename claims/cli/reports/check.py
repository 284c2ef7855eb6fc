"""`claims report check`: whether a copy of a report still agrees with the database."""

from __future__ import annotations

import contextlib
import html
import io
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from claims import __version__
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import at_desk
from claims.cli.chassis.written import as_piped
from claims.cli.reports.formats import ReportFormat, rendered
from claims.cli.reports.reading import read_story
from claims.cli.terminal.plain import one_line
from claims.errors import BadValue, Damaged, FileUnusable, NotFound
from claims.parsing import whole_path
from claims.vocabulary import Audience

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.features.story.colophon import Colophon
    from claims.features.story.report import StoryReport
    from claims.reading.arrivals import Late

MOST = 1 << 26
"""How many bytes are read at most, of a file or of its unpacked contents."""

_WORDS = re.compile(r"\.(xml|rels)$")


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
    from claims.features.story.colophon import colophon_in, digest_of

    content = _content(file)
    name = "the standard input" if file == "-" else one_line(file)
    try:
        copy = colophon_in(_text_of(content))
    except (BadValue, FileUnusable) as problem:
        raise type(problem)(f"{name} cannot be checked: {problem}", part="FILE") from problem
    try:
        report, late = desk.read(
            lambda connection: read_story(connection, copy.story, copy.asked, copy.asked.at, _there(connection, copy))
        )
    except NotFound as problem:
        raise NotFound(f"{name} is about a story that is not in this database ({copy.story[:8]})") from problem
    if digest_of(report) != copy.digest:
        raise Damaged(f"{name}: {_difference(copy, late)}")
    form = _compared(content)
    compared = form is not None and copy.version == __version__
    if form is not None and compared:
        _compare(name, content, report, form)
    click.echo(_same(name, copy, report, compared))


def _there(connection: Connection, copy: Colophon) -> str | None:
    """Return the newest event that a copy names; raises `Damaged` if no chain has it any more."""
    from claims.store.verification import noted_head

    if copy.head is not None:
        noted_head(connection, copy.head)
    return copy.head


def _content(file: str) -> bytes:
    """Return the file; raises `FileUnusable`."""
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


def _compared(content: bytes) -> ReportFormat | None:
    """Return the format of a copy if every character of it is compared; copies in other formats may be edited."""
    begins = content[:200].lstrip(b"\xef\xbb\xbf \r\n").lower()
    forms = ((b"<!doctype html", ReportFormat.HTML), (b"{", ReportFormat.JSON), (b"# ", ReportFormat.MARKDOWN))
    return next((form for beginning, form in forms if begins.startswith(beginning)), None)


def _text_of(content: bytes) -> str:
    """Return the part of a file's text that can hold the copy's line."""
    if content.startswith(b"PK"):
        content = b"\n".join(_members(content))
    elif content.startswith(b"%PDF"):
        content = b"\n".join(_streams(content))
    text = content.replace(b"\0", b"").decode("utf-8", "replace")
    return html.unescape(re.sub(r"<[^<>]*>", "\n", text) + "\n" + text).replace("\\", "")


def _members(archive: bytes) -> Iterator[bytes]:
    """Yield the texts packed in a document; raises `FileUnusable` if there is too much to read."""
    left = MOST
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            for member in packed.infolist():
                if not _WORDS.search(member.filename):
                    continue
                with packed.open(member) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise FileUnusable("it unpacks to more than a report has")
                yield content
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise FileUnusable("it is a damaged archive without a readable report") from error


def _streams(pdf: bytes) -> Iterator[bytes]:
    """Yield the packed streams of a PDF, its metadata included; skip streams that cannot be unpacked."""
    left = MOST
    for begin in re.finditer(rb"\bstream\r?\n", pdf):
        with contextlib.suppress(zlib.error):
            unpacked = zlib.decompressobj().decompress(memoryview(pdf)[begin.end() :], left)
            left -= len(unpacked)
            yield unpacked
        if left <= 0:
            return


def _compare(name: str, content: bytes, report: StoryReport, form: ReportFormat) -> None:
    """Compare every character of a copy with the program's output; raises `Damaged` at the first difference."""
    ours = as_piped(lambda: rendered(report, form))
    ours = ours if isinstance(ours, str) else ours.decode()
    theirs = content.decode("utf-8", "replace").replace("\r\n", "\n")
    if theirs == ours:
        return
    at = next((n for n, (a, b) in enumerate(zip(theirs, ours, strict=False)) if a != b), min(len(theirs), len(ours)))
    line = theirs.count("\n", 0, at) + 1
    near = one_line(theirs[max(0, at - 20) : at + 20])
    raise Damaged(
        f"{name}: the database gives the same facts, but the text was changed later; the first difference is "
        f"in line {line}, near “{near}”"
    )


def _difference(copy: Colophon, late: Late | None) -> str:
    """Return that the facts differ, and what can explain it."""
    if copy.version != __version__:
        return (
            f"its facts cannot be compared: it was made by claims {copy.version}, and this is "
            f"{__version__}, which may count or word them otherwise; make the report again and compare"
        )
    why = (
        f"{late.records:,} of its records came into this database later"
        if late
        else "records came in later from another database, or were redacted"
    )
    return (
        f"the database has other facts for that moment than this copy: {why}; or this is another "
        "database, with other numbers for its claims; or the copy's line was changed"
    )


def _same(name: str, copy: Colophon, report: StoryReport, compared: bool) -> str:
    from claims.features.story.colophon import SHORT, grouped
    from claims.render.phrases import moment_phrase

    asked = copy.asked
    text = "text and facts are" if compared else "the facts are"
    rest = "" if compared else " Its text was not compared, and may have been edited."
    return (
        f"{name}: {text} what the database gives for {report.story.slug} as of {moment_phrase(asked.at, asked.zone)}, "
        f"for {_AUDIENCES[asked.audience]}; digest {grouped(copy.digest[:SHORT])}.{rest}"
    )


_AUDIENCES = {Audience.DESK: "the desk", Audience.LAWYER: "a lawyer", Audience.PUBLIC: "the public"}
