"""`claims archive`: a story as a folder that lasts, and whether such a folder is unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from claims.cli import completion
from claims.cli.chassis.command import group
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.keys import public_keys
from claims.cli.chassis.options import answering, at_desk
from claims.cli.files.exporting import note_export
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Format, as_json, warn
from claims.errors import BadValue
from claims.parsing import whole_path

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.interchange.archive.form import About


@group("archive")
def archive() -> None:
    """Archive a story in a folder that lasts."""


@archive.command(
    "make",
    example="claims archive make aukus-pillar-2 -o aukus-2024\n"
    "claims archive make aukus-pillar-2 -o aukus-2024 --confidential-to editors.txt",
)
@click.argument("story", shell_complete=completion.stories)
@click.option("-o", "--output", metavar="FOLDER", required=True, help="The new folder.")
@click.option(
    "--confidential-to",
    "to",
    multiple=True,
    metavar="KEY|FILE",
    help="Add the confidential material, encrypted to this public key, or to those in a file; repeatable.",
)
@at_desk
def make(desk: Desk, story: str, output: str, to: tuple[str, ...]) -> None:
    """Write a story to a new folder, to be kept for years.

    The folder holds the report as the lawyer's (HTML, text and JSON), every record, the captured articles, the files
    of the evidence, digests of all of it, and a description in plain text. It is a BagIt bag, which libraries and
    archives can check and read.

    Off-the-record, sealed and private material is left out and counted. With --confidential-to it goes into one file,
    encrypted with age, which needs `pip install 'newsroom-claims[confidential]'`. What was redacted stays redacted.
    Archives need `pip install 'newsroom-claims[bags]'`. STORY is its slug, number or title; see docs/archive.md.
    """
    from claims.features.story.leaving.read import asked_now, read_copy
    from claims.interchange.archive.making import Archive, bagit_library, make_archive
    from claims.interchange.left_out import left_out_phrase
    from claims.reading.view import View
    from claims.vocabulary import Audience

    if not output.strip():
        raise BadValue("the folder has no name; give one, like aukus-2024", part="--output")
    bagit_library()
    recipients = public_keys(to, "--confidential-to") if to else ()
    desk.allow("archive make")
    if recipients:
        desk.confide("story", story, action="archive make --confidential-to")
    target = whole_path(output).absolute()
    asked = asked_now(View(zone=desk.settings.zone), Audience.LAWYER)

    def written(connection: Connection) -> About:
        report, _ = read_copy(connection, story, asked)
        content = Archive(report, report.story.id, desk.settings.files, desk.settings.who, recipients)
        return make_archive(connection, content, target)

    about = desk.read(written)
    for why, count in about.left_out.items():
        warn(f"left out{' of the open part' if recipients else ''}: {left_out_phrase(why, count)}")
    for uid, why in about.missing.items():
        warn(f"the file of record {uid} is not in the archive: {why}")
    click.echo(f"Wrote the archive to {one_line(str(target))}.")
    note_export(desk, target, "archive make", complete=False)


@archive.command(
    "verify", example="claims archive verify aukus-2024\nclaims archive verify aukus-2024 --head 176dfb906f213615"
)
@click.argument("folder", metavar="FOLDER")
@click.option("--head", metavar="HASH", help="The newest event's hash, noted elsewhere: say if it is missing.")
@answering
def verify(desk: Desk, form: Format, folder: str, head: str | None) -> None:
    """Verify that an archive is complete and unchanged, on any machine and without a database.

    Checks every file against the checksums, computes the digests of the records again, and follows the chain of events
    to its newest one. If something is wrong, the command names each file and ends with exit code 1.

    Somebody who changes a record can also make all checksums and digests anew. The newest event's hash shows that, if
    it was noted elsewhere: the report gives it. Its first 16 characters are enough.
    """
    from claims.interchange.archive.checking import check_archive
    from claims.render.phrases import counted

    checked = check_archive(whole_path(folder), head)
    if form is Format.JSON:
        click.echo(as_json(checked))
        return
    click.echo(
        f"the archive of {checked.story}, made {checked.made}, is complete and unchanged: "
        f"{counted(checked.files, 'file')}, {counted(checked.rows, 'record')}"
    )
    click.echo(
        f"{counted(checked.proved, 'digest')} computed again, {counted(checked.events, 'event')}; "
        f"head {checked.head or 'none'}"
    )
    if checked.rows > checked.proved:
        rest = counted(checked.rows - checked.proved, "record")
        click.echo(f"{rest} without a digest that can be computed: confidential parts were left out, or redacted")
    if checked.confidential:
        click.echo("the confidential part is unchanged too; only its keys can open it")
