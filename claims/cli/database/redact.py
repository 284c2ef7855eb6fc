"""`claims redact`: removing a text permanently."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk
from claims.cli.chassis.evidence_files import settle
from claims.cli.chassis.options import writing
from claims.cli.terminal.plain import one_line
from claims.cli.terminal.render import Column, Format, as_json, emit, warn, wrap
from claims.errors import BadUsage, BadValue, DatabaseUnusable, FileUnusable
from claims.privacy.redaction import Wanted, record_name, sought, wanted_of

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

    from claims.entry.correcting.redact import Redacted
    from claims.privacy.redactions import CopyLine, Place, Stays

MOST = 20
"""How many places, and how many copies, people see listed."""

_SHOWN = [
    Column("record", "record"),
    Column("text", lambda place: place.field.replace("_", "-")),
    Column("of", "of"),
    Column("entered", lambda place: f"{place.entered_at:%Y-%m-%d}"),
    Column("by", "entered_by"),
]


@dataclass(frozen=True, slots=True)
class OldCopy:
    """A copy of the database or of a part of it, and whether it is still at its path."""

    kind: str
    path: str | None
    entered_by: str | None
    entered_at: datetime | None
    there: bool


@command(
    "redact",
    example="""
        claims redact source:12 name --reason "named by mistake"
        claims redact appearance:7 excerpt note claim:5 statement --reason "a court order"
        claims redact --find "Jane Doe"
        claims redact --everywhere - --reason "named by mistake"
        claims redact --clean
    """,
)
@click.argument("what", nargs=-1, metavar="[RECORD FIELD…]…")
@click.option(
    "--reason",
    "--note",
    "reason",
    metavar="TEXT",
    help="Why; it stays, so it must not repeat the text to be removed.",
)
@click.option("--find", metavar="TEXT|-", help="Only list where a text is; - reads it from the standard input.")
@click.option("--everywhere", metavar="TEXT|-", help="Remove every text that has these words.")
@click.option("--clean", is_flag=True, help="Clean the files again, and protect records that older programs redacted.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation; needed without a terminal.")
@writing
def redact(
    desk: Desk,
    form: Format,
    what: tuple[str, ...],
    reason: str | None,
    find: str | None,
    everywhere: str | None,
    clean: bool,
    yes: bool,
) -> None:
    """Remove a text permanently.

    RECORD is a kind and a number, such as source:12, appearance:7 or evidence:9; FIELD is one of its texts, and for
    evidence also its kept `file`. The text goes from every version of the record, from the search index and from the
    files of the database; the record stays and says that it was redacted. Nothing brings the text back.

    With - the program asks for the text or reads it from the standard input: on the command line it would stay in the
    shell's history. Case and accents do not matter; only whole words match, and a star at the end (Ivanov*) matches
    longer words too. The program does not look into kept evidence files. It lists earlier backups and exports, which
    you have to destroy yourself; it cannot erase removed files that a disk still holds.
    """
    asked = [bool(what), find is not None, everywhere is not None, clean]
    if sum(asked) != 1:
        raise BadUsage(
            "say one thing: which RECORD and FIELD, --everywhere, --find or --clean; `claims redact --help` says more"
        )
    if find is not None:
        _list(desk, form, _typed(desk, find))
    elif clean:
        _hold_what_is_left(desk)
        _finish(desk, form, None)
    elif everywhere is not None:
        _take_everywhere(desk, form, _typed(desk, everywhere), reason, yes)
    else:
        _take(desk, form, wanted_of(what), reason, yes)


# Reading the request


def _typed(desk: Desk, given: str) -> str:
    """Return the text to look for; for ``-`` ask for it without showing it, or read it."""
    if given != "-":
        return given
    if desk.interactive:
        return str(click.prompt("The text (not shown)", hide_input=True, err=True))
    try:
        return sys.stdin.read().strip()
    except UnicodeDecodeError:
        raise BadValue("the standard input is not text in this terminal's encoding") from None


def _list(desk: Desk, form: Format, text: str) -> None:
    from claims.privacy.redactions import places_of, staying

    wanted = (sought(text),)

    def places_and_staying(connection: Connection) -> tuple[list[Place], list[Stays]]:
        return places_of(connection, wanted), staying(connection, wanted)

    places, stays = desk.read(places_and_staying)
    if form is Format.JSON:
        click.echo(as_json([_place(place, desk) for place in places]))
    else:
        emit(places, _SHOWN, form, empty="No text that can be redacted has these words.")
    for sentence in _staying(stays):
        warn(sentence)


def _take(desk: Desk, form: Format, wanted: Sequence[Wanted], reason: str | None, yes: bool) -> None:
    from claims.entry.correcting.redact import redact

    listed = ", ".join(f"{record_name(each.subject, each.number)} {_fields(each.fields)}" for each in wanted)
    _confirm(desk, [f"{listed}: every version goes."], reason, yes)
    _redacted(desk, form, lambda session: redact(session, wanted, reason))


def _take_everywhere(desk: Desk, form: Format, text: str, reason: str | None, yes: bool) -> None:
    from claims.entry.correcting.redact import redact_text
    from claims.privacy.redactions import places_of

    wanted = (sought(text),)
    if not yes:
        places = desk.read(lambda connection: places_of(connection, wanted))
        listed = _listed([f"{place.record} {_fields([place.field])}" for place in places])
        _confirm(desk, [f"{listed}: each of these texts is removed whole."] if places else [], reason, yes)
    _redacted(desk, form, lambda session: redact_text(session, text, reason))


def _confirm(desk: Desk, sentences: Iterable[str], reason: str | None, yes: bool) -> None:
    """Ask the person at the terminal; raises `BadUsage` without a terminal and `Abort` when they decline."""
    if not (reason or "").strip():
        raise BadUsage("say why: --reason; it stays in the history", part="--reason")
    if yes:
        return
    if not desk.interactive:
        raise BadUsage("a redaction cannot be undone, so it asks first; without a terminal, add --yes")
    for line in sentences:
        click.echo(wrap(line), err=True)
    click.confirm("This cannot be undone. Remove it?", abort=True, err=True)


# Redacting


def _hold_what_is_left(desk: Desk) -> None:
    """Add digests for records that an older program redacted without one."""
    from claims.entry.remainders import hold_all
    from claims.render.phrases import counted

    held = desk.write("redact --clean", hold_all)
    if held:
        warn(f"{counted(held, 'record')} redacted earlier: their other fields are protected from now on")


def _redacted(desk: Desk, form: Format, use_case: Callable[[Session], Redacted]) -> None:
    _finish(desk, form, desk.write("redact", use_case))


def _finish(desk: Desk, form: Format, done: Redacted | None) -> None:
    """Clean the files and say what the command did, what remains to do, and which copies still hold the text."""
    unclean = _cleaned(desk, strays=done is None)
    copies = _copies(desk, done.since if done else None)
    if form is Format.JSON:
        click.echo(as_json(_json(desk, done, copies, unclean)))
    else:
        for line in _told(desk, done, copies, clean=not unclean):
            click.echo(line)
    for sentence in unclean:
        warn(sentence)
    if unclean:
        click.get_current_context().exit(DatabaseUnusable.exit_code)


def _cleaned(desk: Desk, *, strays: bool) -> list[str]:
    """Rewrite the database's files and remove kept evidence; return each failure as a sentence.

    With ``strays`` the evidence files that no record names go too.
    """
    from claims.entry.evidence_files import discard_strays
    from claims.privacy.redactions import leftovers
    from claims.store import dialect
    from claims.store.files.evidence import discard

    left = desk.read(leftovers)
    unclean = []
    try:
        settle(desk)
        if strays:
            desk.tried(lambda session: discard_strays(session, desk.settings))
    except (FileUnusable, DatabaseUnusable) as problem:
        unclean.append(str(problem))
    for file in left.files:
        try:
            discard(file, desk.settings.files)
        except FileUnusable as problem:
            unclean.append(str(problem))
    try:
        unclean += dialect.scrub(desk.settings.database, left.tables)
    except DatabaseUnusable as problem:
        unclean.append(f"{problem}; the files are not clean until `claims redact --clean` has run")
    return unclean


def _copies(desk: Desk, since: datetime | None) -> list[OldCopy]:
    """Return the copies noted since then, and the backups that lie beside the database."""
    from claims.privacy.redactions import copies_since

    def noted(connection: Connection) -> list[CopyLine]:
        return copies_since(connection, since)

    copies = [
        OldCopy(
            copy.kind, copy.path, copy.entered_by, copy.entered_at, bool(copy.path) and Path(str(copy.path)).exists()
        )
        for copy in desk.read(noted)
    ]
    known = {copy.path for copy in copies}
    beside = [str(path) for path in _beside(desk) if str(path) not in known]
    return [*copies, *(OldCopy("backup", path, None, None, there=True) for path in beside)]


def _beside(desk: Desk) -> Iterator[Path]:
    """Yield the backups beside an embedded database, including the backups before an upgrade."""
    if not desk.settings.embedded:
        return
    file = desk.settings.own_file
    for path in sorted(file.parent.iterdir()):
        if path.name.startswith((f"{file.name}.backup-", f"{file.name}.before-")) and path.is_file():
            yield path


# Answering


def _told(desk: Desk, done: Redacted | None, copies: Sequence[OldCopy], *, clean: bool) -> Iterator[str]:
    if done is not None:
        yield wrap(f"Redacted: {_taken(done)}.")
    if clean:
        yield _CLEAN_FILES if desk.settings.embedded else _CLEAN_TABLES
    if done is not None and done.elsewhere:
        places = _listed(f"{each.record} {_fields([each.field])}" for each in done.elsewhere)
        yield wrap(f"Words of it are still in: {places}. Decide whether they should go too.")
    for sentence in _staying(done.stays if done else ()):
        yield wrap(f"{sentence[:1].upper()}{sentence[1:]}.")
    if copies:
        yield "These were written before and may still hold it:" if done else "These copies were written:"
        yield from (f"  {_copy(desk, each)}" for each in copies[:MOST])
        if len(copies) > MOST:
            yield f"  and {len(copies) - MOST} more"


_CLEAN_FILES = "The file of the database and its journals are clean."
_CLEAN_TABLES = (
    "The tables are clean. The server's write-ahead logs, its archives and its backups may still hold it: "
    "ask whoever runs the server."
)


def _taken(done: Redacted) -> str:
    """Return which texts were removed, and from how many earlier versions of their records."""
    fields: dict[str, list[str]] = {}
    for taken in done.taken:
        fields.setdefault(taken.record, []).append(taken.field)
    edits = [record for record in fields if record.startswith("revision:")]
    lines = [f"{record} {_fields(names)}" for record, names in fields.items() if record not in edits]
    if edits and lines:
        return f"{_listed(lines)}, with {len(edits)} edit{'s' * (len(edits) > 1)} of it"
    return _listed(f"{record} {_fields(fields[record])}" for record in edits) if edits else _listed(lines)


def _copy(desk: Desk, copy: OldCopy) -> str:
    when = f" {copy.entered_at.astimezone(desk.settings.zone):%Y-%m-%d} by {copy.entered_by}" if copy.entered_at else ""
    gone = "" if copy.there else ", no longer there"
    return f"{one_line(copy.path or '(redacted)')} ({copy.kind}{when}{gone})"


def _staying(stays: Iterable[Stays]) -> Iterator[str]:
    for staying in stays:
        yield (
            f"it is also {staying.what} in {staying.rows:,} row{'s' * (staying.rows != 1)}, which cannot be redacted"
        )


def _fields(fields: Iterable[str]) -> str:
    return " ".join(field.replace("_", "-") for field in fields)


def _listed(parts: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(parts))
    more = [f"and {len(distinct) - MOST} more"] if len(distinct) > MOST else []
    return ", ".join([*distinct[:MOST], *more])


def _json(desk: Desk, done: Redacted | None, copies: Sequence[OldCopy], unclean: Sequence[str]) -> dict[str, object]:
    return {
        "redacted": [{"record": each.record, "field": each.field} for each in done.taken] if done else [],
        "elsewhere": [_place(each, desk) for each in done.elsewhere] if done else [],
        "copies": [
            {
                "kind": each.kind,
                "path": each.path,
                "entered_by": each.entered_by,
                "entered_at": each.entered_at.astimezone(desk.settings.zone) if each.entered_at else None,
                "there": each.there,
            }
            for each in copies
        ],
        "unclean": list(unclean),
    }


def _place(place: Place, desk: Desk) -> dict[str, object]:
    return {
        "record": place.record,
        "field": place.field,
        "of": place.of,
        "entered_by": place.entered_by,
        "entered_at": place.entered_at.astimezone(desk.settings.zone),
    }
