"""What a command works with: the settings in force, and the database, opened only when needed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claims.cli.chassis.command import Invocation
from claims.cli.terminal.render import Format
from claims.errors import blaming
from claims.values import value

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

    from claims.settings import Settings
    from claims.store.files.evidence import Copies
    from claims.store.servers.confirming import Confirmation

T = TypeVar("T")


@value
class View:
    """How a reading command was asked to read the records."""

    format: Format
    as_of: datetime | None = None
    """Read the records as they stood at this moment (in UTC)."""
    published_until: date | None = None
    """Leave out articles published after this day."""
    caption: str | None = None
    """Both in words for people, the moment with the newsroom's offset."""


class Tried(Exception):
    """The result of a use case that was only tried: nothing was stored, and the command ends here."""

    def __init__(self, result: Any) -> None:
        """Take the result."""
        super().__init__()
        self.result = result


class Desk:
    """Opens the database for one run of the program, after making or upgrading it where that is allowed."""

    def __init__(self, invocation: Invocation) -> None:
        """Take this run of the program."""
        self._invocation = invocation

    @property
    def invocation(self) -> Invocation:
        """This run of the program."""
        return self._invocation

    @classmethod
    def current(cls) -> Desk:
        """Return the desk of the command that is running."""
        return cls(click.get_current_context().ensure_object(Invocation))

    @cached_property
    def settings(self) -> Settings:
        """The settings in force.

        Raises `claims.errors.BadValue` and `claims.errors.FileUnusable`.
        """
        from claims.settings import settings

        return settings(self._invocation.database, self._invocation.who, self._invocation.max_lag)

    @property
    def interactive(self) -> bool:
        """Whether somebody at a terminal can be asked."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def read(self, query: Callable[[Connection], T], *, make: bool = False, action: str = "", closed: bool = True) -> T:
        """Return a query's result; all its reads see one moment, and no story that is closed to the user.

        With ``make``, a missing database is made first, because a record is about to be entered. An ``action`` is
        refused to those whose role does not allow it; without ``closed``, closed stories are left out for everyone.
        Raises the errors of `claims.store.migrate.ready` and `claims.store.database.reading`.
        """
        from claims.store.database import reading
        from claims.store.migrate import ready

        ready(self.settings, writes=make)
        with reading(self.settings, action=action, closed=closed) as connection:
            if not self.settings.embedded:
                self._say_behind(connection)
            return query(connection)

    def _say_behind(self, connection: Connection) -> None:
        """Say once that a standby answers, and how far it is behind."""
        from claims.cli.terminal.render import warn
        from claims.store.servers.standby import is_standby, lag_phrase, seconds_behind

        if not self._invocation.from_standby and is_standby(connection):
            self._invocation.from_standby = True
            warn(f"a standby server answers; it is {lag_phrase(seconds_behind(connection))}")

    def allow(self, action: str) -> None:
        """Raise `claims.errors.NotAllowed` unless the user may do this; for commands that write nothing themselves."""
        self.read(lambda connection: None, action=action)

    def confide(self, subject: str | None = None, typed: str | None = None, *, action: str = "") -> None:
        """Record that the user is about to read something confidential, with this command or another ``action``.

        Raises the errors of `claims.entry.confidence.read_in_confidence`.
        """
        from claims.cli.terminal.render import warn
        from claims.entry.confidence import read_in_confidence
        from claims.store.migrate import ready

        ready(self.settings, writes=False)
        named = click.get_current_context().command_path.split()[1:]
        problem = read_in_confidence(self.settings, action or f"{' '.join(named)} --confidential", subject, typed)
        if problem is not None:
            warn(f"this confidential read is not recorded: {problem}")

    def write(self, what: str, use_case: Callable[[Session], T], copies: Copies | None = None) -> T:
        """Run one use case in one transaction and return its result; ``what`` names it in the event.

        The evidence files in ``copies`` are kept with it. Raises the errors of `claims.store.migrate.ready` and
        `claims.store.recording.write`; `Tried` if the command is only tried.
        """
        from claims.store.migrate import ready
        from claims.store.recording import write

        if self._invocation.only_tries:
            raise Tried(self.tried(use_case, what))
        ready(self.settings, writes=True)
        result = write(self.settings, what, use_case, copies, self._confirmation)
        self._invocation.stored = True
        return result

    @cached_property
    def _confirmation(self) -> Confirmation:
        """Says that an entry waits for a standby; after one has waited in vain, later ones no longer wait."""
        from claims.cli.terminal.render import warn
        from claims.store.servers.confirming import Confirmation

        return Confirmation(waits=warn, in_vain=warn)

    def tried(self, use_case: Callable[[Session], T], what: str = "") -> T:
        """Run one use case, keep nothing that it wrote, and return its result; ``what`` names the command.

        Raises the errors of `claims.store.migrate.ready` and `claims.store.recording.tried`.
        """
        from claims.store.migrate import ready
        from claims.store.recording import tried

        ready(self.settings, writes=True)
        return tried(self.settings, use_case, what)

    def remember(self, args: Sequence[str]) -> None:
        """Take the command line made from answers, to be shown again after an error."""
        self._invocation.args = args

    def view(self, form: Format, as_of: str | None, published_until: str | None) -> View:
        """Return the view that the options of a reading command ask for; raises `claims.errors.BadValue`."""
        from claims.reading.view import looking_back

        asked, caption = looking_back(as_of, published_until, self.settings.zone)
        return View(form, asked.as_of, asked.published_until, caption)


def first_day(typed: str | None, option: str = "--since") -> date | None:
    """Return the first day of a typed day, month or year, or None for None; raises `BadValue` for a bad date."""
    return _end_of(typed, option, "earliest")


def last_day(typed: str | None, option: str = "--until") -> date | None:
    """Return the last day of a typed day, month or year, or None for None; raises `BadValue` for a bad date."""
    return _end_of(typed, option, "latest")


def _end_of(typed: str | None, option: str, end: str) -> date | None:
    from claims.text.dates import partial_date

    if typed is None:
        return None
    with blaming(option):
        day: date = getattr(partial_date(typed), end)
    return day
