"""`claims capture`: keep articles as they came, and propose their claims."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claims.cli import completion
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import writing
from claims.cli.forms.drafting import taking
from claims.cli.forms.sections import CAPTURED
from claims.cli.terminal.render import Format, as_json, warn
from claims.entry.drafts import ArticleDraft
from claims.errors import BadUsage, BadValue, ClaimsError, FileUnusable, Refused
from claims.parsing import refuse_device, whole_path

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.capture.documents.values import Document
    from claims.capture.together.planning import Plan
    from claims.capture.together.reading import Together
    from claims.capture.values import Proposal
    from claims.cli.capturing.noticing import Notices
    from claims.entry.capturing import Captured
    from claims.reading.registers.captured import Snapshot

STANDARD_INPUT = "-"


@command(
    "capture",
    example="""
claims capture article.html --story aukus
claims capture saved-pages/ --story aukus
claims capture https://example.org/news/1 --fetch
pbpaste | claims capture - --outlet "EDNews" --published 2024-03-20
claims capture --work""",
)
@click.argument("what", nargs=-1, metavar="[WHAT]...")
@click.option(
    "--story",
    metavar="STORY",
    shell_complete=completion.stories,
    help="The story that its claims go into; with --work alone, only this story.",
)
@taking(article=CAPTURED)
@click.option("--fetch", is_flag=True, help="Fetch the addresses in WHAT; nothing is fetched without it.")
@click.option("--confidential", is_flag=True, help="Keep it confidential, as mail always is.")
@click.option("--work", is_flag=True, help="Go through the proposed claims, one at a time.")
@click.option("--edit", is_flag=True, help="Edit all proposed claims as one text in your editor.")
@writing
def capture(
    desk: Desk,
    form: Format,
    what: tuple[str, ...],
    story: str | None,
    article: ArticleDraft,
    fetch: bool,
    confidential: bool,
    work: bool,
    edit: bool,
) -> None:
    """Read an article and propose its claims.

    WHAT is a file (a page saved from the browser, PDF, Word, mail, plain text), a folder of them, an address (with
    --fetch), or - for standard input. A copy is kept, and what the document says of its outlet, title and date is
    filled in unless you type it. Nothing is a claim until you accept it: `claims capture --work` goes through the
    proposals. Without WHAT, those of everything captured so far.
    """
    from claims.cli.capturing.noticing import notices_of

    if not what and not (work or edit):
        raise BadUsage("name a file, a folder or - for standard input; or add --work", part="WHAT")
    documents, unread = _documents(what, fetch=fetch)
    if len(documents) > 1 and (article.url or article.title or article.article):
        raise BadUsage("an address, a title or an article fits one document; capture them one by one", part="WHAT")
    captured = [_kept(desk, name, document, article, story, confidential) for name, document in documents]
    numbers = [each.snapshot for each in captured]
    chosen = partial(_chosen, numbers=numbers if what else None, story=story)
    for sentence in [*unread, *_passed_over(documents, captured, article, confidential=confidential)]:
        warn(sentence)
    if work or edit:
        _decided(desk, chosen, story, edit=edit)
        return
    read = desk.read(lambda connection: _proposed(connection, chosen(connection)))
    notices = desk.read(lambda connection: notices_of(connection, captured))
    groups = _compared(desk, [snapshot for snapshot, _ in read], story)
    _show(form, documents, {snapshot.id: (snapshot, proposed) for snapshot, proposed in read}, numbers, notices, groups)
    if form is not Format.JSON:
        _say_between(groups, story)


def _chosen(connection: Connection, numbers: Sequence[int] | None, story: str | None) -> list[Snapshot]:
    """Return the snapshots with these numbers; without numbers those of a story, or all."""
    from claims.reading.find import find
    from claims.reading.registers.captured import snapshots

    if numbers is not None:
        return snapshots(connection, numbers=numbers)
    return snapshots(connection, story=None if story is None else find(connection, "story", story, part="--story"))


def _show(
    form: Format,
    documents: Sequence[tuple[str, Document]],
    read: Mapping[int, tuple[Snapshot, dict[str, Proposal]]],
    numbers: Sequence[int],
    notices: Notices,
    groups: Sequence[Together],
) -> None:
    """Print each document with its article and its proposals."""
    from claims.capture.language import is_english
    from claims.cli.capturing.showing import snapshot_text, suspected_json

    if form is Format.JSON:
        rows = [_json(*read[number], notices) for number in dict.fromkeys(numbers)]
        click.echo(as_json([row | suspected_json(groups, row["article"]) for row in rows]))
        return
    texts = []
    for (name, document), number in zip(documents, numbers, strict=True):
        snapshot, proposed = read[number]
        texts.append(snapshot_text(name, snapshot, proposed, notices.sentences(number, snapshot.article)))
        for notice in document.notices:
            warn(notice)
        if document.text and not is_english(document.text):
            warn(f"{name} is not in English; no claims are proposed, so log them yourself")
    click.echo("\n\n".join(texts))


def _compared(desk: Desk, kept: Sequence[Snapshot], story: str | None) -> list[Together]:
    """Return the stories of snapshots, none where there is nothing to compare a snapshot with."""
    if len(kept) < 2 and story is None and all(snapshot.story is None for snapshot in kept):
        return []
    from claims.capture.together.reading import groups_of

    return desk.read(lambda connection: groups_of(connection, kept))


def _say_between(groups: Sequence[Together], story: str | None) -> None:
    """Say how many suspicions there are between the articles, and how to confirm them."""
    if not groups:
        return
    from claims.cli.capturing.between import summary
    from claims.cli.terminal.render import wrap
    from claims.text.shell import command as line

    sentence = summary(groups)
    if sentence:
        work = line("capture", work=True, **({} if story is None else {"story": story}))
        click.echo(f"\n{wrap(f'{sentence} Confirm it, a key each: {work}')}")


def _decided(desk: Desk, chosen: Callable[[Connection], list[Snapshot]], story: str | None, *, edit: bool) -> None:
    """Go through what waits for a decision: reprints, relays, claims; or write the claims into the editor."""
    from claims.capture.together.reading import groups_of
    from claims.cli.capturing.between import Left, ask_relays, ask_reprints
    from claims.cli.capturing.editing import edit_through
    from claims.cli.capturing.saving import say
    from claims.cli.capturing.working import work_through

    if edit:
        read = desk.read(lambda connection: _proposed(connection, _newest(chosen(connection))))
        saved = edit_through(desk, [each for each in read if each[1]])
        say(saved.sentence() or "Nothing was decided.")
        return
    decided = 0
    with suppress(Left, EOFError, KeyboardInterrupt, click.Abort):
        for ask in (ask_reprints, ask_relays):  # a reprint has its relays from its original, so they are read again
            for group in desk.read(lambda connection: groups_of(connection, chosen(connection), least=1)):
                decided += ask(desk, group)
        work_through(desk, desk.read(lambda connection: _plan(connection, chosen(connection))))
    _say_next(desk, chosen, story)


def _plan(connection: Connection, kept: Sequence[Snapshot]) -> Plan:
    from claims.capture.together.planning import plan
    from claims.capture.together.reading import groups_of

    proposed = [each for each in _proposed(connection, _newest(kept)) if each[1]]
    return plan(proposed, groups_of(connection, kept, least=1))


def _newest(kept: Sequence[Snapshot]) -> list[Snapshot]:
    """Return the newest snapshot of each article: an earlier one would propose the same sentences again."""
    return list({(snapshot.article, snapshot.confidential): snapshot for snapshot in kept}.values())


def _say_next(desk: Desk, chosen: Callable[[Connection], list[Snapshot]], story: str | None) -> None:
    """Name the story's report as the next step."""
    from claims.cli.capturing.saving import say
    from claims.text.shell import command as line

    stories = desk.read(lambda connection: {snapshot.story for snapshot in chosen(connection) if snapshot.claims})
    named = sorted(each for each in stories if each is not None)
    if len(named) == 1:
        say(f"The story's report: {line('report', 'story', story or named[0].removeprefix('#'))}")


def _documents(what: Sequence[str], *, fetch: bool) -> tuple[list[tuple[str, Document]], list[str]]:
    """Return the documents in files, folders, standard input and addresses, each with the name of its file.

    A file of a folder that is no document is named in a sentence, and the others are read; so it is with an address
    among others. Raises `FileUnusable` for a file that cannot be read, `Unreadable` for a single one that is no
    document.
    """
    from claims.capture.documents.reading import documents_in
    from claims.capture.documents.values import Unreadable
    from claims.cli.capturing.fetching import fetched_documents, is_address

    documents: list[tuple[str, Document]] = []
    unread: list[str] = []
    for typed in what:
        if is_address(typed, fetch=fetch):
            try:
                documents += fetched_documents(typed, fetch=fetch)
            except (BadValue, FileUnusable, Refused) as error:
                if len(what) == 1:
                    raise
                unread.append(f"{typed}: {error} (left out)")
            continue
        contents = list(_contents(typed))
        for name, content in contents:
            try:
                documents += [(name, document) for document in documents_in(content, name)]
            except Unreadable as error:
                if len(contents) == 1:
                    raise
                unread.append(f"{error} (left out)")
    if what and not documents:
        for sentence in unread:
            warn(sentence)
        raise Unreadable(f"nothing in {what[0]} is a document", part="WHAT")
    return documents, unread


def _contents(typed: str) -> Iterator[tuple[str, bytes]]:
    if typed == STANDARD_INPUT:
        yield "standard input", sys.stdin.buffer.read()
        return
    path = whole_path(typed)
    refuse_device(path, "WHAT")
    try:
        paths = sorted(each for each in path.rglob("*") if _is_document(each)) if path.is_dir() else [path]
        if not paths:
            raise FileUnusable(f"{path} holds no files", part="WHAT")
        for each in paths:
            yield each.name, each.read_bytes()
    except OSError as error:
        raise FileUnusable(f"{typed} cannot be read ({error.strerror})", part="WHAT") from error


def _is_document(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")


def _kept(
    desk: Desk, name: str, document: Document, typed: ArticleDraft, story: str | None, confidential: bool
) -> Captured:
    """Keep a document's snapshot; the file and its record are stored together."""
    from claims.capture.keeping import keep_document

    try:
        return keep_document(
            desk.settings,
            document,
            typed,
            story,
            confidential=confidential,
            read=lambda query: desk.read(query, make=True),
            write=desk.write,
            tried=desk.tried,
        )
    except ClaimsError as error:
        raise _about(error, name) from error


def _passed_over(
    documents: Sequence[tuple[str, Document]],
    captured: Sequence[Captured],
    typed: ArticleDraft,
    *,
    confidential: bool,
) -> Iterator[str]:
    """Yield which typed values the articles of confidential documents do not have."""
    from claims.capture.keeping import passed_over
    from claims.render.phrases import listed
    from claims.text.shell import command as line

    for (name, document), kept in zip(documents, captured, strict=True):
        values = listed(passed_over(document, typed, confidential=confidential), "or")
        if values:
            edit = line("article", "edit", kept.article)
            yield f"{name} is confidential, so its article has no {values}; to show them anyway: {edit}"


def _about(error: ClaimsError, name: str) -> ClaimsError:
    """Return the same error with the name of the file that it is about."""
    named = ClaimsError(f"{name}: {error}", part=error.part)
    named.exit_code = error.exit_code
    return named


def _proposed(connection: Connection, kept: list[Snapshot]) -> list[tuple[Snapshot, dict[str, Proposal]]]:
    from claims.capture.proposing import undecided
    from claims.reading.registers.captured import register_names

    outlets = register_names(connection)
    return [(snapshot, undecided(snapshot, outlets)) for snapshot in kept]


def _json(snapshot: Snapshot, proposed: Mapping[str, Proposal], notices: Notices) -> dict[str, Any]:
    from claims.cli.terminal.render import plain_value

    return {
        "snapshot": snapshot.id,
        "article": snapshot.article,
        "media": snapshot.media,
        "sha256": snapshot.sha256,
        "confidential": snapshot.confidential,
        "stated": snapshot.stated,
        **notices.as_json(snapshot.id),
        "proposals": [{"key": key, **plain_value(proposal)} for key, proposal in proposed.items()],
    }
