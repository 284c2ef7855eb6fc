"""`claims check-draft`: an article that we are about to publish, against the records of its story."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from claims.cli import completion
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk, View
from claims.cli.chassis.options import choice, looking
from claims.cli.chassis.written import Written, as_piped, print_report, write_new
from claims.cli.reading.claims import question_of
from claims.cli.reports.formats import format_of
from claims.cli.terminal.drawing import drawn_part
from claims.cli.terminal.plain import harmless, one_line
from claims.cli.terminal.render import as_json
from claims.errors import BadUsage, FileUnusable
from claims.features.story.leaving.files import ReportFormat
from claims.parsing import whole_path

if TYPE_CHECKING:
    from sqlmodel import Session

    from claims.capture.documents.drafts import Document
    from claims.entry.drafts import Made
    from claims.features.draft.check import DraftCheck

_FORMATS = (ReportFormat.TABLE, ReportFormat.MARKDOWN, ReportFormat.JSON, ReportFormat.HTML)


@command(
    "check-draft",
    example="""claims check-draft draft.docx --story aukus-pillar-2
    claims check-draft draft.html --story aukus-pillar-2 -o check.html
    pbpaste | claims check-draft - --story aukus-pillar-2""",
)
@click.argument("file", metavar="FILE|-")
@click.option("--story", "slug", required=True, shell_complete=completion.stories, help="The story that it is about.")
@click.option("-o", "--output", metavar="FILE", help="Write the answer to this new file, which only you may read.")
@click.option(
    "--format",
    "form",
    type=choice(ReportFormat, only=_FORMATS),
    help="The format (else the ending of the output file decides, or table).",
)
@click.option("--log", "logged", is_flag=True, help="Log the draft as an unpublished article of our own outlet.")
@looking
def check_draft(
    desk: Desk,
    view: View,
    file: str,
    slug: str,
    output: str | None,
    form: ReportFormat | None,
    logged: bool,
) -> None:
    """Check a draft against the records before it is published.

    For each sentence it shows the logged claims in it, with verdict, two-source rule and origins. First come dates,
    figures and negations that differ from the claim; then claims that were refuted, disputed, outdated or corrected;
    claims that rest on one origin, on unnamed people or on nobody; and sentences without a claim. Claims are found by
    their words: check each match.

    FILE is HTML, DOCX, Markdown or plain text; - reads the standard input. Tracked changes in a DOCX count as accepted.
    Nothing is stored, except with --log. Off-the-record material is neither compared nor shown.
    """
    from claims.features.draft.check import DraftParagraph, checked_draft
    from claims.features.story.leaving.read import asked_now, read_story

    output = None if output == "-" else output
    chosen = format_of(form, output)
    if chosen not in _FORMATS:
        raise BadUsage(
            "the answer is a table, Markdown, JSON or HTML; name the file .txt, .md, .json or .html", part="--output"
        )
    draft = _draft(file)
    asked = asked_now(question_of(desk, view))
    report, _ = desk.read(lambda connection: read_story(connection, slug, asked, view.as_of))
    paragraphs = [DraftParagraph(paragraph.text, paragraph.heading) for paragraph in draft.paragraphs]
    check = checked_draft(report, "-" if file == "-" else one_line(PurePath(file).name), paragraphs)
    log = _logging(draft, file) if logged else None
    if log is not None:
        desk.tried(log, "check-draft")  # a refusal comes before anything is printed

    def render() -> Written:
        return _RENDERERS[chosen](check)

    if output is None:
        print_report(render)
    else:
        path = whole_path(output).absolute()
        write_new(path, as_piped(render))
        click.echo(f"Wrote the answer to {one_line(str(path))}.")
    if log is not None:
        number = desk.write("check-draft", log).article
        click.echo(f"The draft is article #{number}; log a claim of it with --article {number}.", err=True)


def _draft(file: str) -> Document:
    """Return what the draft says; raises `FileUnusable` and `BadValue`."""
    from claims.capture.documents.drafts import MOST, draft_of

    try:
        if file == "-":
            content = sys.stdin.buffer.read(MOST + 1)
        else:
            with whole_path(file).open("rb") as stream:
                content = stream.read(MOST + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "not a file name"
        raise FileUnusable(f"{one_line(file)} cannot be read ({why}); name the draft", part="FILE") from error
    name = "the standard input" if file == "-" else one_line(file)
    return draft_of(content, name, None if file == "-" else file)


def _text(check: DraftCheck) -> str:
    from claims.features.draft.words import draft_text

    return draft_text(check, drawn_part)


def _markdown(check: DraftCheck) -> str:
    from claims.features.draft.words import draft_markdown

    return harmless(draft_markdown(check))


def _json(check: DraftCheck) -> str:
    from claims.features.draft.as_json import draft_json

    return f"{as_json(draft_json(check))}\n"


def _html(check: DraftCheck) -> str:
    from claims.features.draft.words import draft_html

    return draft_html(check)


_RENDERERS: dict[ReportFormat, Callable[[DraftCheck], Written]] = {
    ReportFormat.TABLE: _text,
    ReportFormat.MARKDOWN: _markdown,
    ReportFormat.JSON: _json,
    ReportFormat.HTML: _html,
}


def _logging(draft: Document, file: str) -> Callable[[Session], Made]:
    """Return what logs the draft by its headline, else by its file's name; raises `Refused` without either."""
    from claims.capture.documents.drafts import headline_of
    from claims.entry.registers.articles import add_our_draft

    title = headline_of(draft, None if file == "-" else file)
    return lambda session: add_our_draft(session, title)
