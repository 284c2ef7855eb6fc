"""Places for the databases of tests: one a worker and engine, which tests use one after the other.

The database of a test has the URL that those before it had, so that its statements are compiled already, and what
is in it at the start is often a copy: `kept` builds a newsroom once and copies it for the tests that follow.  Only
a database at such a place is ever a copy of another, and each engine has one, so that no two copies meet in a test.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import shutil
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Engine, make_url

from tests.postgres import Postgres, libpq_url

T = TypeVar("T")

SQLITE = "sqlite:///"

# What was written is what the chains of events end with.
HEADS = "SELECT hash FROM chain ORDER BY ours DESC, replica"

MOST_KEPT = 16
"""How many newsrooms a place keeps; on a server each takes ten megabytes."""


class Place(Protocol):
    """Where the database of the present test is."""

    url: str
    kept: OrderedDict[Hashable, Any]
    """What was built here, by what it was built on and by what, the least recently used first."""
    seen: set[Hashable]
    """What was built here once, without being kept."""

    def clear(self) -> None:
        """Put a fresh, migrated database here."""

    def heads(self) -> tuple[str, ...]:
        """What the chains of events end with."""

    def keep(self) -> Any:
        """Make a copy of the database, to which nobody is connected."""

    def put(self, copy: Any) -> None:
        """Put a database here that was kept."""

    def forget(self, copy: Any) -> None:
        """Remove a database that was kept."""


class File:
    """An SQLite file in a folder of its own."""

    def __init__(self, folder: Path, template: Path) -> None:
        """Take a folder that nobody else uses, and a migrated database."""
        self.kept: OrderedDict[Hashable, Any] = OrderedDict()
        self.seen: set[Hashable] = set()
        self._folder, self._template = folder, template
        self.file = folder / "here" / "claims.db"
        self.url = f"{SQLITE}{self.file}"

    def clear(self) -> None:
        self._replace(self._template)

    def heads(self) -> tuple[str, ...]:
        let_go()
        with closing(sqlite3.connect(self.file)) as connection:
            return tuple(row[0] for row in connection.execute(HEADS))

    def keep(self) -> Path:
        let_go()
        copy = self._folder / f"{uuid4()}.db"
        with closing(sqlite3.connect(self.file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(self.file, copy)
        return copy

    def put(self, copy: Path) -> None:
        self._replace(copy)

    def forget(self, copy: Path) -> None:
        copy.unlink()

    def _replace(self, other: Path) -> None:
        let_go()
        shutil.rmtree(self.file.parent, ignore_errors=True)  # copies of evidence, backups and journals go with it
        self.file.parent.mkdir()
        shutil.copyfile(other, self.file)


class OnServer:
    """A database of one name on a PostgreSQL server."""

    def __init__(self, server: Postgres, template: str) -> None:
        """Take the server and the URL of a migrated database on it."""
        self.kept: OrderedDict[Hashable, Any] = OrderedDict()
        self.seen: set[Hashable] = set()
        self._server, self._template = server, template
        self.url = server.create()

    def clear(self) -> None:
        let_go()
        self._server.replace(self.url, self._template)

    def heads(self) -> tuple[str, ...]:
        with psycopg.connect(libpq_url(self.url)) as connection:
            return tuple(row[0] for row in connection.execute(HEADS))

    def keep(self) -> str:
        let_go()
        return self._server.create(template=self.url)

    def put(self, copy: str) -> None:
        let_go()
        self._server.replace(self.url, copy)

    def forget(self, copy: str) -> None:
        self._server.drop(copy)


class Pool:
    """Places for tests that need several databases; nothing is kept in them."""

    def __init__(self, make: Callable[[], Place]) -> None:
        """Take what makes one more place."""
        self._make = make
        self._places: list[Place] = []

    def __call__(self, count: int) -> list[str]:
        """Return the URLs of so many fresh databases; those that were returned before are gone."""
        while len(self._places) < count:
            self._places.append(self._make())
        for place in self._places[:count]:
            place.clear()
        return [place.url for place in self._places[:count]]


_dispose = Engine.dispose
_held: set[Engine] = set()


@functools.cache
def _database(url: str) -> str | None:
    return make_url(url).database


@contextmanager
def held_open() -> Iterator[None]:
    """Keep the program's connections to databases at places from one command to the next, as a long import does.

    A connection to an SQLite file begins with reading all its tables and triggers: a third of the tests' time.
    """

    def later(engine: Engine, close: bool = True) -> None:
        if engine.url.database in map(_database, PLACES):
            _held.add(engine)
        else:
            _dispose(engine, close)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Engine, "dispose", later)
        try:
            yield
        finally:
            let_go()


def let_go() -> None:
    """Close the connections that are kept."""
    while _held:
        _dispose(_held.pop())


PLACES: dict[str, Place] = {}
"""The places of this worker, by URL."""


def built(url: str, what: Hashable, build: Callable[[], object], *, from_use: int = 2) -> None:
    """Build `what` in a database, or put a copy of it there that was kept when the same was built on the same.

    It must do nothing but write into the database.  What is built once only is not worth keeping: it is kept when
    it is built for the first (`from_use=1`) or second time.  Elsewhere than at a place it is built each time.
    """
    place = PLACES.get(url)
    if place is None:
        build()
        return
    key = (what, place.heads())
    if key in place.kept:
        place.kept.move_to_end(key)
        place.put(place.kept[key])
        return
    build()
    if from_use > 1 and key not in place.seen:
        place.seen.add(key)
        return
    place.kept[key] = place.keep()
    if len(place.kept) > MOST_KEPT:
        _, oldest = place.kept.popitem(last=False)
        place.forget(oldest)


def kept(fixture: Callable[[T], T]) -> Callable[[T], T]:
    """Let a fixture that builds on a database and returns what it was given do so once, and copy it for later tests.

    It stands below ``@pytest.fixture``.  What it is given is the program or the URL of the database; it must do
    nothing but write into that.
    """
    (name,) = inspect.signature(fixture).parameters

    @functools.wraps(fixture)
    def copied(**named: T) -> T:
        given = named[name]

        def build() -> None:
            assert fixture(given) is given, "the fixture has to return what it was given"

        built(getattr(given, "url", str(given)), (fixture.__module__, fixture.__qualname__), build, from_use=1)
        return given

    return cast(Callable[[T], T], copied)


def fingerprint(text: str) -> str:
    """Return what stands for a text among the things that are built."""
    return hashlib.sha256(text.encode()).hexdigest()
