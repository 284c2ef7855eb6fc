"""A request of somebody who is signed in: the typed values, and the database, opened when needed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request

from claims.reading.view import View, looking_back
from claims.settings import Settings
from claims.store.database import reading
from claims.store.servers.standby import is_standby, lag_phrase, seconds_behind
from claims.web.chassis.kept import Kept
from claims.web.chassis.sessions import Session, Sessions

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session as Writing

    from claims.store.files.evidence import Copies

T = TypeVar("T")

CATCHING_UP = 60.0
"""For how many seconds the primary server is read by whoever entered something."""


@dataclass
class Visit:
    """One request; its settings name the person who is signed in and acts."""

    settings: Settings
    session: Session
    path: Mapping[str, str] = field(default_factory=dict)
    """The words in the address, by name."""
    query: QueryParams = field(default_factory=QueryParams)
    """What follows the question mark in the address."""
    form: FormData = field(default_factory=FormData)
    """The values of a form, as typed."""
    address: str = "/"
    """The address, with its question."""
    cookies: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""
    """The address of the desk: ``http://127.0.0.1:8123``."""
    sessions: Sessions = field(default_factory=Sessions)
    """Who is signed in."""
    kept: Kept = field(default_factory=Kept)
    """The answers that are kept until something changes."""
    standby: str = ""
    """What to say of the server that answers, if it is a standby."""

    @classmethod
    def of(cls, request: Request, settings: Settings, session: Session, form: FormData) -> Visit:
        """Return the visit that a request makes."""
        address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        # Whoever opened the desk is proved by their login, as on the command line; anybody else by signing in.
        if session.by_password or session.person != settings.who:
            settings = settings.as_account(session.person)
        origin = str(request.base_url).rstrip("/")
        return cls(settings, session, request.path_params, request.query_params, form, address, request.cookies, origin)

    @property
    def who(self) -> str:
        """Who acts."""
        return self.settings.who

    @property
    def zone(self) -> tzinfo:
        """The newsroom's clock."""
        return self.settings.zone

    def read(self, query: Callable[[Connection], T]) -> T:
        """Return a query's result; all its reads see one moment. Raises the errors of `claims.store.database`."""
        with reading(self.settings, primary=self._wrote_lately) as connection:
            if not self.settings.embedded and not self.standby and is_standby(connection):
                self.standby = f"a standby server answers; it is {lag_phrase(seconds_behind(connection))}"
            return query(connection)

    def shared(self, connection: Connection, question: Hashable, read: Callable[[], T], *, whole: bool = False) -> T:
        """Return what a query gives, computed once for everybody who asks the same question of the same records.

        A ``whole`` list, without a bound, is computed each time: keeping it would take as much memory as it is long.
        """
        return read() if whole else self.kept.answer(connection, self.question, self.who, question, read)

    @property
    def _wrote_lately(self) -> bool:
        """Whether this browser entered something that a standby may not have yet: it has to find what it entered."""
        return self.session.wrote is not None and monotonic() - self.session.wrote < CATCHING_UP

    def write(self, what: str, use_case: Callable[[Writing], T], copies: Copies | None = None) -> T:
        """Run one use case in one transaction and return its result; ``what`` is the command's name in the event.

        Raises the errors of `claims.store.recording.write`.
        """
        from claims.store.recording import write
        from claims.store.servers import confirming

        self.session.wrote = monotonic()
        confirmation = confirming.Confirmation(confirming.LONGEST_AT_DESK, in_vain=self.tell)
        return write(self.settings, what, use_case, copies, confirmation)

    def tried(self, use_case: Callable[[Writing], T], what: str = "") -> T:
        """Run one use case, keep nothing that it wrote, and return its result; who may not do ``what`` is refused."""
        from claims.store.recording import tried

        return tried(self.settings, use_case, what)

    def asked(self, name: str) -> str | None:
        """Return a value of the address; None if it is missing or blank."""
        return (self.query.get(name) or "").strip() or None

    def typed(self, name: str) -> str | None:
        """Return a value of the form as typed; None if it is missing or blank."""
        value = self.form.get(name)
        return value if isinstance(value, str) and value.strip() else None

    @property
    def along(self) -> str:
        """The part of the address that the next page takes along: off-the-record material stays shown."""
        return "?confidential=yes" if self.question.confidential else ""

    def back(self, default: str) -> str:
        """Return our page that sent the form, or the default."""
        address = self.typed("back") or ""
        ours = address.startswith("/") and not address.startswith("//") and "\\" not in address
        return address if ours and address.isprintable() else default

    def tell(self, *sentences: str) -> None:
        """Say something on the next page."""
        self.session.notices.extend(sentences)

    @cached_property
    def looking_back(self) -> tuple[View, str | None]:
        """The view that the address asks for (``as_of``, ``published_until``, ``confidential``), and it in words.

        Raises `claims.errors.BadValue` for a moment or a day that cannot be read.
        """
        confidential = self.asked("confidential") is not None
        return looking_back(self.asked("as_of"), self.asked("published_until"), self.zone, confidential=confidential)

    @property
    def question(self) -> View:
        """The view that the address asks for."""
        return self.looking_back[0]
