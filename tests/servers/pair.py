"""A primary server and its standby, as real servers, of which the primary can be lost."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.postgres import USER, copied, find_binaries, initdb_options, nobody

SETTINGS = (
    "listen_addresses=127.0.0.1",
    "fsync=off",  # what is lost here is a process, not the machine
    "wal_level=replica",
    "hot_standby=on",
    "autovacuum=off",
    "shared_buffers=32MB",
    "max_connections=100",
    "wal_receiver_status_interval=1",
)
STANDBY = "standby"
PATIENCE = 60


@dataclass
class Server:
    """A server's process and port."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def asked(self, statement: str, database: str = "postgres") -> Any:
        """Run a statement as the servers' administrator and return its first value."""
        with psycopg.connect(host="127.0.0.1", port=self.port, user=USER, dbname=database, autocommit=True) as server:
            answer = server.execute(statement)
            row = answer.fetchone() if answer.description else None
            return row[0] if row else None

    def kill(self) -> None:
        """End it and all its processes at once, as a machine that loses its power does."""
        for process in [*_children(self.process.pid), self.process.pid]:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.process.wait(timeout=PATIENCE)


@dataclass
class Pair:
    """Two servers, the second a standby of the first."""

    primary: Server
    standby: Server
    databases: list[str] = field(default_factory=list)

    def url(self, database: str, *servers: Server) -> str:
        """Return an address that names these servers, or both, in this order."""
        places = ",".join(server.place for server in servers or (self.primary, self.standby))
        return f"postgresql://{USER}@{places}/{database}"

    def create(self) -> str:
        """Make a database and return its name."""
        name = f"claims_{len(self.databases) + 1}"
        self.primary.asked(f"CREATE DATABASE {name}")
        self.databases.append(name)
        return name

    def wait_for_both(self) -> None:
        """Wait until the standby has all that the primary has."""
        reached = self.primary.asked("SELECT pg_current_wal_lsn()")
        until(lambda: self.standby.asked(f"SELECT pg_last_wal_replay_lsn() >= '{reached}'"))

    def wait_for_each(self, *, synchronous: bool) -> None:
        """Let the primary wait for its standby at each commit, or not."""
        self._wait_for(f"'{STANDBY}'" if synchronous else "''")
        state = "sync" if synchronous else "async"
        until(lambda: self.primary.asked("SELECT sync_state FROM pg_stat_replication") == state)

    @contextmanager
    def without_standby(self) -> Iterator[None]:
        """Let the primary wait at each commit for a standby that is not there."""
        self._wait_for("'away'")
        try:
            yield
        finally:
            self._wait_for("''")

    def _wait_for(self, names: str) -> None:
        self.primary.asked(f"ALTER SYSTEM SET synchronous_standby_names = {names}")
        self.primary.asked("SELECT pg_reload_conf()")
        until(lambda: self.primary.asked("SELECT quote_literal(current_setting('synchronous_standby_names'))") == names)


@dataclass
class Home:
    """A folder of servers, with the programs to make them and whoever runs them."""

    folder: Path
    binaries: Path
    as_whom: dict[str, Any]
    started: list[Server] = field(default_factory=list)

    def run(self, program: str, *words: object) -> None:
        """Run one of the programs to its end; it must succeed."""
        ended = subprocess.run(
            [self.binaries / program, *map(str, words)], capture_output=True, text=True, check=False, **self.as_whom
        )
        assert ended.returncode == 0, ended.stderr

    def make(self, name: str) -> None:
        """Make the folder of a new server."""
        self.run("initdb", "-D", self.folder / name, *initdb_options(self.binaries))

    def copy(self, server: Server, name: str, *words: str) -> None:
        """Copy a running server to a folder (pg_basebackup)."""
        origin = f"host=127.0.0.1 port={server.port} user={USER} application_name={STANDBY}"
        self.run("pg_basebackup", "-D", self.folder / name, "-d", origin, "-c", "fast", "-X", "stream", *words)

    def start(self, name: str, *settings: str) -> Server:
        """Start the server in a folder, and wait until it answers."""
        port = free_port()
        words = [part for setting in (*SETTINGS, *settings, f"port={port}") for part in ("-c", setting)]
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.folder / name, "-k", self.folder, *words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                **self.as_whom,
            )
        server = Server(process, port)
        self.started.append(server)
        until(lambda: _answers(server))
        return server

    def owned(self, path: Path) -> Path:
        """Give a file to whoever runs the servers."""
        if "user" in self.as_whom:
            os.chown(path, self.as_whom["user"], self.as_whom["group"])
        return path


@contextmanager
def home(binaries: Path | None = None) -> Iterator[Home]:
    """Give a folder for servers, which are ended and removed; raises `tests.postgres.NoPostgres` without programs."""
    folder = Path(tempfile.mkdtemp(prefix="claims-pair-", dir="/tmp"))
    as_whom: dict[str, Any] = {"cwd": folder, "start_new_session": True}
    binaries = binaries or find_binaries()
    if os.geteuid() == 0:
        user, group = nobody()
        binaries = copied(binaries, folder / "programs")
        os.chown(folder, user, group)
        as_whom |= {"user": user, "group": group, "extra_groups": []}
    servers = Home(folder, binaries, as_whom)
    try:
        yield servers
    finally:
        for server in servers.started:
            with suppress(ProcessLookupError):
                server.process.send_signal(signal.SIGQUIT)
            server.process.wait(timeout=PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def pair() -> Iterator[Pair]:
    """Run two servers; raises `tests.postgres.NoPostgres` where there are no programs."""
    with home() as servers:
        servers.make("primary")
        primary = servers.start("primary")
        servers.copy(primary, STANDBY, "-R")
        yield Pair(primary, servers.start(STANDBY))


def _answers(server: Server) -> bool:
    assert server.process.poll() is None, "the server ended"
    try:
        return bool(server.asked("SELECT true"))
    except psycopg.OperationalError:
        return False


def until(condition: Callable[[], object]) -> None:
    """Wait until something is so; fail after a minute."""
    give_up = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(each) for each in listed.split()]
