"""`claims notices`: what others changed on your claims, as a digest."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from claims.cli.chassis.command import group
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import at_desk
from claims.cli.terminal.plain import harmless
from claims.cli.terminal.render import warn
from claims.errors import BadUsage, FileUnusable, blaming

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claims.features.changes.read import Changes
    from claims.interchange.notices.marks import Mark

FILE = "notices.json"


@group("notices")
def notices() -> None:
    """Send yourself what others changed on your claims."""


@notices.command(example='claims notices show --since yesterday\nclaims notices show --since "18:00 on 9 April 2024"')
@click.option("--since", metavar="WHEN", required=True, help="Show entries since then.")
@at_desk
def show(desk: Desk, since: str) -> None:
    """Show others' entries about your claims, as a notice has them.

    A claim is yours if you have taken, entered or reviewed it, or asked about it.
    """
    from claims.features.changes.digest import digest_of
    from claims.features.changes.read import event_before
    from claims.text.dates import beginning

    zone = desk.settings.zone
    with blaming("--since"):
        begin = beginning(since, zone)
    new = desk.read(lambda connection: _new(desk, connection, event_before(connection, begin)), closed=False)
    click.echo(harmless(digest_of(new.changes, zone).text) if new.changes else "Nothing changed.")


@notices.command(example="claims notices send")
@at_desk
def send(desk: Desk) -> None:
    """Send others' new entries about your claims: to your mail, Slack, Matrix or a webhook.

    The addresses are Apprise's (https://github.com/caronc/apprise), in CLAIMS_NOTICES, or as `notices` in your
    claims.toml, because they may hold passwords. The first run notes where it begins. From cron, each run sends the
    new entries: no entry twice, and after a failure (exit code 9) again at the next run. It needs
    `pip install 'newsroom-claims[notices]'`.

    Nothing confidential is in a notice, and nothing of closed stories; nobody's notes and reasons are either.
    """
    from claims.features.changes.digest import digest_of
    from claims.interchange.notices.marks import marks_in
    from claims.interchange.notices.sending import is_sent, targets_of
    from claims.settings import data_folder, is_readable_by_others, masked, notice_addresses

    addresses = notice_addresses()
    if not addresses:
        raise BadUsage("say where notices go: set CLAIMS_NOTICES, or `notices` in claims.toml (docs/notices.md)")
    targets = targets_of(addresses)
    if is_readable_by_others():
        warn("other users of this machine can read your claims.toml, and the passwords in it: chmod 600")
    failed = []
    with marks_in(data_folder() / FILE) as marks:
        for target in targets:
            name = marks.name_of(masked(desk.settings.database), desk.settings.who, target.address)
            mark = marks.sent.get(name)
            new, newest = desk.read(partial(_since, desk, mark), closed=False)
            if mark is None:
                click.echo(f"Notices to {target.called} begin with the next change.")
            elif new.changes:
                if not is_sent(target, digest_of(new.changes, desk.settings.zone)):
                    failed.append(target.called)
                    continue
                click.echo(
                    f"Sent {len(new.changes):,} {'change' if len(new.changes) == 1 else 'changes'} to {target.called}."
                )
            if newest != mark:
                marks.put(name, newest)
    if failed:
        raise FileUnusable(f"{' and '.join(failed)} did not take the notice; the next run sends it again")


def _since(desk: Desk, mark: Mark | None, connection: Connection) -> tuple[Changes, Mark]:
    """Return what changed since a mark, which is nothing without one, and the mark of the present."""
    from claims.interchange.notices.marks import event_of, newest_mark

    newest = newest_mark(connection)
    return _new(desk, connection, newest.event if mark is None else event_of(connection, mark)), newest


def _new(desk: Desk, connection: Connection, after: int) -> Changes:
    from claims.features.changes.mine import changes_for
    from claims.reading.view import View
    from claims.store.people.actors import acting_name

    return changes_for(connection, acting_name(connection, desk.settings), after, View(zone=desk.settings.zone))
