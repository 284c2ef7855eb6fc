"""`claims article timestamp`: an authority's signed statement that a snapshot existed at a moment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from claims.cli import completion
from claims.cli.chassis.command import Group
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import writing
from claims.cli.registers.snapshots import SNAPSHOT
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Format, as_json
from claims.errors import BadUsage, FileUnusable, Refused, blaming
from claims.parsing import refuse_device

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.reading.registers.versions import SnapshotLine

MOST = 1 << 20
"""Bytes of a file with certificates."""


def add_timestamp(group: Group) -> None:
    """Give the group of articles its command `timestamp`."""
    group.command(
        "timestamp",
        example="claims article timestamp 12 --authority http://timestamp.digicert.com",
    )(_timestamp)


WHAT = "article timestamp"
"""The name of the command in events and among rights."""


@click.argument("article", shell_complete=completion.articles)
@click.option("--authority", metavar="URL", help="The address of the authority (`authority` in claims.toml).")
@click.option("--snapshot", type=SNAPSHOT, metavar="NUMBER", help="This snapshot (the newest).")
@click.option(
    "--certificate",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The authority's root certificate, if this machine does not trust it already (`certificate` in claims.toml).",
)
@click.option("--confidential", is_flag=True, help="Include confidential snapshots.")
@writing
def _timestamp(
    desk: Desk,
    form: Format,
    article: str,
    authority: str | None,
    snapshot: int | None,
    certificate: Path | None,
    confidential: bool,
) -> None:
    """Get a timestamp for a snapshot, which proves that it existed by then.

    An authority (RFC 3161) signs the SHA-256 of the snapshot and the time. Only the SHA-256 goes to it. `claims db
    verify` checks the timestamp offline.
    """
    from claims.capture.fetching import authorities
    from claims.entry.capturing import timestamp as use_case
    from claims.render.phrases import moment_phrase
    from claims.store.checking.timestamps import INSTALL, can_check

    if not can_check():
        raise Refused(f"timestamps need the library rfc3161-client, which is not installed: {INSTALL}")
    asked = authority or desk.settings.authority
    if not asked:
        raise BadUsage("name the authority: --authority URL, or `authority` in claims.toml", part="--authority")
    roots = _roots(certificate or desk.settings.certificate)
    with blaming(article):
        line = desk.read(
            lambda connection: _chosen(connection, article, snapshot, confidential=confidential), action=WHAT
        )
    assert line.sha256 is not None  # a snapshot with a text has it
    with blaming("--authority"):
        stamped = authorities.stamped(line.sha256, asked, roots)
    number = desk.write(
        WHAT,
        lambda session: use_case(session, line.id, stamped.authority, stamped.at, stamped.token, stamped.root),
    )
    at = stamped.at.astimezone(desk.settings.zone)
    if form is Format.JSON:
        answer = {"timestamp": number, "snapshot": line.id, "article": line.article, "stamped_at": at}
        click.echo(as_json(answer | {"authority": stamped.authority, "signer": stamped.stamp.signer}))
        return
    moment = moment_phrase(stamped.at, desk.settings.zone)
    click.echo(
        f"timestamp #{number} of snapshot #{line.id} (article #{line.article}): {moment}, signed by "
        f"{one_line(stamped.stamp.signer)}"
    )


def _chosen(connection: Connection, article: str, snapshot: int | None, *, confidential: bool) -> SnapshotLine:
    from dataclasses import replace

    from claims.reading.registers.versions import article_snapshots, chosen
    from claims.reading.view import PRESENT

    view = replace(PRESENT, confidential=confidential)
    return chosen(article_snapshots(connection, article, view, "claims article timestamp"), snapshot)


def _roots(path: Path | None) -> bytes | None:
    if path is None:
        return None
    refuse_device(path, "--certificate")
    try:
        with path.open("rb") as file:
            return file.read(MOST)
    except OSError as error:
        raise FileUnusable(f"{path} cannot be read ({error.strerror})", part="--certificate") from error
