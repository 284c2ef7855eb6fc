"""`claims desk`: the newsroom's work in a browser."""

from __future__ import annotations

import click

from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import at_desk


@command("desk", example="claims desk\nclaims desk --port 8123 --no-browser")
@click.option(
    "--port", metavar="N", type=click.IntRange(0, 65535), default=0, help="The port on this machine (a free one)."
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser; a link to sign in is printed in any case.")
@click.option("--listen", metavar="ADDRESS", default="127.0.0.1", help="The address to listen on (this machine only).")
@at_desk
def desk_(desk: Desk, port: int, no_browser: bool, listen: str) -> None:
    """Work in a browser: queue, claims, logging and reading.

    A browser opens, signed in as you. Only this machine reaches the desk, and only browsers that signed in with the key
    printed here, which works once. It runs until you press Ctrl-C. Everything entered there is entered as it is here,
    with the same refusals. Only sealing an identity stays with `claims source seal`: an identity is never sent to a
    server.
    """
    from claims.web.server import refuse_listening, serve

    refuse_listening(listen)
    serve(desk.settings, port, browser=not no_browser, say=lambda sentence: click.echo(sentence))
