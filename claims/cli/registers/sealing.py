"""`claims source seal` and `claims source unseal`: the identity of an unnamed person, for the eyes of a few."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from claims.cli import completion
from claims.cli.chassis.answers import answer
from claims.cli.chassis.command import Group
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.keys import key_file, public_keys
from claims.cli.chassis.options import answering, writing
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Column, Format, as_json, emit_record, warn
from claims.errors import BadUsage, BadValue, NotFound, Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

    from claims.entry.drafts import Made
    from claims.privacy.sealed import NamedSource, SealedRecord

_SHOWN = [
    Column("sealed", lambda shown: f"#{shown['sealed']}, {shown['entered_by']} {shown['entered_at']:%Y-%m-%d %H:%M}"),
    Column("identity", "identity"),
    Column("same as", lambda shown: shown["same_as"] and f"#{shown['same_as']['id']} {shown['same_as']['label']}"),
    Column("note", "note"),
]


def add_sealing(group: Group) -> None:
    """Give the group of sources its commands `seal` and `unseal`."""
    group.command("seal", example=_SEAL)(seal)
    group.command("unseal", example=_UNSEAL)(unseal)


_SEAL = """
    claims source seal diplomat-1 --to age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p
    claims source seal 14 --to editors.txt --same-as
"""
_UNSEAL = "claims source unseal diplomat-1 --identity-file ~/key.txt"


@click.argument("source", shell_complete=completion.sources)
@click.option("--to", "to", multiple=True, metavar="KEY|FILE", help="A public key, or a file of them; repeatable.")
@click.option(
    "--same-as", "same_as", is_flag=True, help="The name you type is an existing source: the two are the same."
)
@writing
def seal(desk: Desk, form: Format, source: str, to: tuple[str, ...], same_as: bool) -> None:
    """Seal the identity of an unnamed source, so that only the holders of chosen keys can read it.

    An unnamed source needs no identity here: seal it only if the newsroom must keep it. Type it at the hidden prompt or
    send it on the standard input (the name on the first line, notes below), never on the command line. It is encrypted
    with age at once and stored in no other form. The fact that an identity is sealed, with author, time and keys, is
    not secret. If the keys are lost, so is the identity.

    Public keys are age's (age1…) and OpenSSH's (ssh-ed25519 …, ssh-rsa …). Sealing needs the library pyrage: pip
    install 'newsroom-claims[confidential]'.
    """
    from claims.entry.seal import seal as use_case

    recipients = public_keys(to, "--to")
    who, note = _typed(desk, same_as)

    def sealing(session: Session) -> Made:
        return use_case(session, source, who, recipients, note=note, same_as=same_as)

    made = desk.write("source seal", sealing)
    sealed = made.made[0]
    keys = f"{len(recipients)} key{'s' * (len(recipients) != 1)}"
    answer(made, form, text=lambda: f"sealed #{sealed.id}, for {keys}: source {one_line(sealed.label)}")


@click.argument("source", shell_complete=completion.sources)
@click.option(
    "--identity-file",
    "files",
    multiple=True,
    required=True,
    metavar="FILE|-",
    help="A file with a secret key; repeatable.",
)
@answering
def unseal(desk: Desk, form: Format, source: str, files: tuple[str, ...]) -> None:
    """Show the sealed identity of a source, with your key.

    The secret key is age's own (AGE-SECRET-KEY-…) or an OpenSSH key without a passphrase; - reads it from the standard
    input. The program does not store the key. It records that you read the identity (`claims user reads`).
    """
    from claims.privacy.sealed import named_sources, sealed_records
    from claims.reading.find import find
    from claims.reading.identity import identities

    def read(connection: Connection) -> tuple[int, list[SealedRecord], list[NamedSource]]:
        number = find(connection, "source", source, part="SOURCE")
        members = identities(connection).members("source", number)
        return number, sealed_records(connection, members), named_sources(connection)

    desk.allow("source unseal")
    number, records, named = desk.read(read)
    if not records:
        raise NotFound(f"no identity is sealed for source #{number}", part="SOURCE")
    desk.confide("source", source, action="source unseal")
    labels = {each.uid: {"id": each.id, "label": each.name} for each in named}
    opened, others = _opened(desk, records, [key_file(each, "--identity-file") for each in files], labels)
    if not opened:
        raise Refused(f"none of these keys opens the sealed identity of source #{number}", part="--identity-file")
    if form is Format.JSON:
        click.echo(as_json(opened))
    else:
        for place, each in enumerate(opened):
            click.echo("\n" * (place > 0), nl=False)
            emit_record(each, _SHOWN, form)
    if others:
        warn(f"{others} more {'is' if others == 1 else 'are'} sealed for other keys, or redacted")


def _opened(
    desk: Desk, records: Iterable[SealedRecord], keys: Iterable[str], labels: dict[str, dict[str, Any]]
) -> tuple[list[dict[str, Any]], int]:
    """Return the identities that the keys open, and how many they do not open."""
    from claims.privacy.sealing import unsealed

    identities, others, texts = [], 0, list(keys)
    for record in records:
        opened = (unsealed(record.ciphertext, key) for key in texts) if record.ciphertext else iter(())
        identity = next((text for text in opened if text is not None), None)
        if identity is None:
            others += 1
            continue
        identities.append(
            {
                "sealed": record.id,
                "identity": identity.name,
                "note": identity.note,
                "same_as": labels.get(identity.same_as or ""),
                "entered_by": record.entered_by,
                "entered_at": record.entered_at.astimezone(desk.settings.zone),
            }
        )
    return identities, others


def _typed(desk: Desk, same_as: bool) -> tuple[str, str | None]:
    """Return the identity and the notes, typed at a hidden prompt or read from the standard input."""
    if desk.interactive:
        what = "The named source: number, slug or name (not shown)" if same_as else "The identity (not shown)"
        who = click.prompt(what, hide_input=True, confirmation_prompt=not same_as, err=True)
        note = click.prompt(
            "Notes (not shown; Enter for none)",
            hide_input=True,
            default="",
            show_default=False,
            err=True,
        )
        return str(who), str(note) or None
    try:
        who, _, note = sys.stdin.read().strip().partition("\n")
    except UnicodeDecodeError:
        raise BadValue("the standard input is not text in this terminal's encoding") from None
    if not who.strip():
        raise BadUsage(
            "send the identity on the standard input, or type it on a terminal; the standard input was empty"
        )
    return who, note.strip() or None
