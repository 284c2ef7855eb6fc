"""Who is signed in: keys that work once, and the sessions that they open.

Only digests are kept, in memory: a session ends with the server.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Lock

from claims.rules.ladder import name_key
from claims.web.chassis.holding import Held
from claims.web.chassis.sending import Sendings

KEY_LASTS = timedelta(minutes=10)
"""How long a key to sign in with can be used."""

MOST_FAILURES, MOST_FAILURES_OF_ALL = 5, 200
"""How many wrong passwords are taken for a name, and for all names together."""

FAILURES_COUNT = timedelta(minutes=15)
"""How long a wrong password counts."""

SESSION_LASTS = timedelta(hours=18)
"""How long a session lasts: a long day."""


@dataclass(frozen=True)
class Present:
    """What somebody does at a claim, since when, and until when that counts."""

    doing: str
    since: datetime
    until: datetime
    page: int
    """The session's page on which they do it."""


@dataclass
class Session:
    """A browser that is signed in."""

    person: str
    until: datetime
    by_password: bool = False
    """Whether the person proved an account: by its password, or to the proxy."""
    by_proxy: bool = False
    """Whether the proxy before the desk proved them."""
    must_choose: bool = False
    """Whether they came in with a one-time password, and have to choose their own before anything else."""
    notices: list[str] = field(default_factory=list)
    """Sentences for the next page: the entries just made, and remarks on them."""
    entered: list[str] = field(default_factory=list)
    """The addresses of forms that were entered: the browser's drafts of them can go."""
    held: Held = field(default_factory=Held)
    """The files that it holds between two pages."""
    sendings: Sendings = field(default_factory=Sendings)
    """The forms that it sent."""
    present: dict[int, Present] = field(default_factory=dict)
    """The claims that it has open, and had."""
    pages: int = 0
    """How many pages about claims it was shown."""
    wrote: float | None = None
    """When it last entered something, by the monotonic clock."""


class Sessions:
    """The sessions of a server."""

    def __init__(self) -> None:
        """Begin with nobody signed in."""
        self._keys: dict[str, tuple[str, datetime]] = {}
        self._sessions: dict[str, Session] = {}
        self._failures: dict[str, list[datetime]] = {}
        self._came: dict[str, datetime] = {}
        self._lock = Lock()

    def new_key(self, person: str) -> str:
        """Return a key that signs this person in once."""
        key = secrets.token_urlsafe(24)
        with self._lock:
            self._keys[_digest(key)] = person, datetime.now(UTC) + KEY_LASTS
        return key

    def sign_in(self, key: str) -> str | None:
        """Return the token of a new session for a key, which is used up; None for a key that is not known."""
        with self._lock:
            person, until = self._keys.pop(_digest(key.strip()), ("", datetime.min.replace(tzinfo=UTC)))
            if until < datetime.now(UTC):
                return None
            return self._begun(person)

    def sign_in_by_password(self, person: str, *, once: bool = False) -> str:
        """Return the token of a new session for somebody whose password was right; ``once`` it was a one-time one."""
        with self._lock:
            self._failures.pop(name_key(person), None)
            return self._begun(person, by_password=True, must_choose=once)

    def sign_in_by_proxy(self, person: str) -> str:
        """Return the token of a new session for somebody whom the proxy signed in."""
        with self._lock:
            return self._begun(person, by_password=True, by_proxy=True)

    def _begun(
        self, person: str, *, by_password: bool = False, by_proxy: bool = False, must_choose: bool = False
    ) -> str:
        token, now = secrets.token_urlsafe(32), datetime.now(UTC)
        self._end(lambda session: session.until <= now)  # else a server that runs for months keeps them all
        self._sessions[_digest(token)] = Session(person, now + SESSION_LASTS, by_password, by_proxy, must_choose)
        self._came[name_key(person)] = now
        return token

    def last_sign_in(self, person: str) -> datetime | None:
        """Return when somebody last signed in, as far as this server remembers: it forgets when it ends."""
        with self._lock:
            return self._came.get(name_key(person))

    def open_sessions(self, person: str) -> int:
        """Return in how many browsers somebody is signed in now."""
        key, now = name_key(person), datetime.now(UTC)
        with self._lock:
            return sum(name_key(each.person) == key and each.until > now for each in self._sessions.values())

    def may_guess(self, name: str) -> bool:
        """Return whether another password may be tried for a name, and count the try."""
        now = datetime.now(UTC)
        with self._lock:
            for known, times in list(self._failures.items()):
                self._failures[known] = [time for time in times if now - time < FAILURES_COUNT]
                if not self._failures[known]:
                    del self._failures[known]
            tries = self._failures.setdefault(name_key(name)[:200], [])
            if len(tries) >= MOST_FAILURES or sum(map(len, self._failures.values())) >= MOST_FAILURES_OF_ALL:
                return False
            tries.append(now)
            return True

    def forgive(self, name: str) -> None:
        """Forget the wrong passwords of somebody who has proved themselves."""
        with self._lock:
            self._failures.pop(name_key(name), None)

    def of(self, token: str | None) -> Session | None:
        """Return the session that a token names, if it has not ended."""
        with self._lock:
            session = self._sessions.get(_digest(token)) if token else None
            return session if session is not None and session.until > datetime.now(UTC) else None

    def let_go(self) -> None:
        """Remove the files that sessions hold: the server ends."""
        with self._lock:
            for session in self._sessions.values():
                session.held.let_go()

    def present_at(self, claim: int, *, but: Session) -> list[tuple[str, Present]]:
        """Return who has a claim open, but for the person of a session; of each person what they last began to do."""
        present: dict[str, tuple[tuple[bool, datetime], tuple[str, Present]]] = {}
        now = datetime.now(UTC)
        with self._lock:
            sessions = [each for each in self._sessions.values() if each.until > now and not each.must_choose]
        for each in sessions:
            there, key = each.present.get(claim), name_key(each.person)
            if there is None or there.until <= now or key == name_key(but.person):
                continue
            if key not in present or (bool(there.doing), there.since) > present[key][0]:
                present[key] = (bool(there.doing), there.since), (each.person, there)
        return [person for _, person in present.values()]

    def end_all_of(self, person: str, *, but: Session | None = None) -> int:
        """End all sessions of a person, or all ``but`` one, and return how many ended."""
        key = name_key(person)
        with self._lock:
            return self._end(lambda session: session is not but and name_key(session.person) == key)

    def _end(self, ends: Callable[[Session], bool]) -> int:
        """End sessions, remove the files that they hold, and return how many ended; the caller has the lock."""
        ending = [digest for digest, session in self._sessions.items() if ends(session)]
        for digest in ending:
            self._sessions.pop(digest).held.let_go()
        return len(ending)

    def sign_out(self, token: str | None, *, everywhere: bool = False) -> None:
        """End a session; ``everywhere`` ends all sessions of its person."""
        session = self.of(token)
        if session is not None and everywhere:
            self.end_all_of(session.person)
        elif session is not None:
            with self._lock:
                self._end(lambda each: each is session)


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
