"""Whether a copy of a report that left the desk still agrees with the database."""

from __future__ import annotations

import contextlib
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from claims import __version__
from claims.errors import BadValue, Damaged, FileUnusable
from claims.features.story.colophon import SHORT, Colophon, colophon_in, digest_of, grouped
from claims.features.story.leaving.files import ReportFormat, story_file
from claims.features.story.report import StoryReport
from claims.reading.arrivals import Late
from claims.render.phrases import moment_phrase
from claims.text.harmless import one_line
from claims.vocabulary import Audience

MOST = 1 << 26
"""How many bytes are read at most, of a file or of its unpacked contents."""

_WORDS = re.compile(r"\.(xml|rels)$")


def copy_in(name: str, content: bytes) -> Colophon:
    """Return what a file called ``name`` says about itself as a copy of a report.

    Raises `FileUnusable` if the file cannot be read, and `BadValue` if it is no copy of a report.
    """
    try:
        return colophon_in(_text_of(content))
    except (BadValue, FileUnusable) as problem:
        raise type(problem)(f"{name} cannot be checked: {problem}", part="FILE") from problem


def checked(name: str, content: bytes, copy: Colophon, report: StoryReport, late: Late | None) -> str:
    """Return a sentence that a copy agrees with the report made again; raises `Damaged` if it does not."""
    if digest_of(report) != copy.digest:
        raise Damaged(f"{name}: {_difference(copy, late)}")
    form = _format_compared(content)
    compared = form is not None and copy.version == __version__
    if form is not None and compared:
        _compare(name, content, report, form)
    return _same(name, copy, report, compared)


def _format_compared(content: bytes) -> ReportFormat | None:
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
    ours = story_file(report, form)
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
    asked = copy.asked
    text = "text and facts are" if compared else "the facts are"
    rest = "" if compared else " Its text was not compared, and may have been edited."
    return (
        f"{name}: {text} what the database gives for {report.story.slug} as of {moment_phrase(asked.at, asked.zone)}, "
        f"for {_AUDIENCES[asked.audience]}; digest {grouped(copy.digest[:SHORT])}.{rest}"
    )


_AUDIENCES = {Audience.DESK: "the desk", Audience.LAWYER: "a lawyer", Audience.PUBLIC: "the public"}
