"""`claims desk`: the newsroom's work in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.options import at_desk

File = click.Path(exists=True, dir_okay=False, path_type=Path)


@command("desk", example="claims desk\nclaims desk --port 8123 --no-browser")
@click.option(
    "--port", metavar="N", type=click.IntRange(0, 65535), default=0, help="The port on this machine (a free one)."
)
@click.option("--no-browser", is_flag=True, help="Do not open a browser; a link to sign in is printed in any case.")
@click.option("--listen", metavar="ADDRESS", default="127.0.0.1", help="The address to listen on (this machine only).")
@click.option(
    "--at", metavar="URL", default="", help="Where people open it beyond this machine: https://desk.example.org."
)
@click.option("--certificate", metavar="FILE", type=File, help="The TLS certificate, with its chain.")
@click.option("--key", metavar="FILE", type=File, help="The certificate's key.")
@click.option("--proxy", is_flag=True, help="A proxy before the desk speaks TLS, and says so (X-Forwarded-Proto).")
@click.option(
    "--proxy-from",
    metavar="ADDRESS",
    multiple=True,
    help="The address or network of that proxy, if it is not on this machine; repeatable.",
)
@click.option(
    "--proxy-user",
    metavar="HEADER",
    default="",
    help="The header in which that proxy names the user that it signed in, such as Remote-User.",
)
@at_desk
def desk_(
    desk: Desk,
    port: int,
    no_browser: bool,
    listen: str,
    at: str,
    certificate: Path | None,
    key: Path | None,
    proxy: bool,
    proxy_from: tuple[str, ...],
    proxy_user: str,
) -> None:
    """Work in a browser: queue, claims, logging and reading.

    A browser opens, signed in as you. Only this machine reaches the desk, and only browsers that signed in with the key
    printed here, which works once. It runs until you press Ctrl-C. Everything entered there is entered as it is here,
    with the same refusals. Beyond this machine (--listen) it needs users with passwords, an address (--at) and TLS: a
    certificate, or a proxy that speaks it. With --proxy the desk answers that proxy alone. Only sealing an identity
    stays with `claims source seal`: an identity is never sent to a server.
    """
    from claims.web.server import Listening, serve

    listening = Listening(port, listen, at, certificate, key, proxy, proxy_from, proxy_user)
    serve(desk.settings, listening, browser=not no_browser, say=lambda sentence: click.echo(sentence))
