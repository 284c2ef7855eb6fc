"""The program behind pgBouncer in transaction mode, where each transaction may have another connection."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg
import pytest

from claims.entry.drafts import AppearanceDraft, ArticleDraft, ClaimDraft
from claims.entry.log import log
from claims.settings import settings
from claims.store.recording import write
from claims.vocabulary import Attribution
from tests.cli.entering import done
from tests.conftest import Run
from tests.needs import PGBOUNCER
from tests.newsroom import AUKUS
from tests.postgres import USER
from tests.servers.pair import Pair, Server, free_port

pytestmark = pytest.mark.needs("pgbouncer")

SETTINGS = """
[databases]
{database} = host=127.0.0.1 port={server} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
"""
WRITERS, EACH = 8, 3


@contextmanager
def pooled(server: Server, database: str) -> Iterator[str]:
    """Run pgBouncer before a server, and give the address of the database behind it."""
    folder = Path(tempfile.mkdtemp(prefix="claims-pool-", dir="/tmp"))
    port = free_port()
    kept = folder / "pgbouncer.ini"
    kept.write_text(SETTINGS.format(database=database, server=server.port, user=USER, port=port))
    folder.chmod(0o755)
    kept.chmod(0o644)
    whom = ["-u", "nobody"] if os.geteuid() == 0 else []  # it refuses to run as root
    log_file = folder / "log"
    with log_file.open("wb") as out:
        process = subprocess.Popen([PGBOUNCER, *whom, kept], stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    url = f"postgresql://{USER}@127.0.0.1:{port}/{database}"
    try:
        give_up = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(url).close()
                break
            except psycopg.OperationalError:
                assert process.poll() is None, log_file.read_text()
                assert time.monotonic() < give_up
                time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)
        shutil.rmtree(folder)


def test_a_day_of_work_goes_through_a_pool(servers: Pair, database: str, environment: dict[str, str]) -> None:
    with pooled(servers.primary, database) as url:
        run = Run(url, environment)
        assert run("import", AUKUS).exit_code == 0
        done(run, "log", "It rains", "--outlet", "Alpha", "--attribution", "unattributed")
        done(run, "review", 98, "disputed", "--note", "another paper denies it")
        assert run("show", 98).exit_code == 0
        assert run("queue").exit_code == 0
        assert len(run("list", "--format", "json").json) == 141
        there = settings(url)

        def work(writer: int) -> None:
            for number in range(EACH):
                claim = ClaimDraft(statement=f"Writer {writer} has entered claim {number}")
                article = ArticleDraft(outlet=f"Paper {writer}")
                said = AppearanceDraft(attribution=Attribution.OWN_VOICE, article=article)
                write(there, "log", partial(log, claim=claim, appearance=said))

        writers = [threading.Thread(target=work, args=(writer,)) for writer in range(WRITERS)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert len(run("list", "--format", "json").json) == 141 + WRITERS * EACH
        assert run("db", "verify").exit_code == 0
        assert run("db", "check").exit_code == 0


def test_a_standby_behind_a_pool_says_how_far_behind_it_is(
    servers: Pair, database: str, environment: dict[str, str]
) -> None:
    log = ("log", "It rains", "--outlet", "Alpha", "--attribution", "unattributed")
    with pooled(servers.standby, database) as url:
        run = Run(url, environment)
        assert "a standby server answers; it is up to date" in run("list").stderr
        assert run("list", "--max-lag", 1).exit_code == 0
        servers.standby.asked("SELECT pg_wal_replay_pause()")
        try:
            done(Run(servers.url(database), environment), *log)
            time.sleep(1.1)
            assert "behind" in run("list").stderr
            assert run("list", "--max-lag", 1).exit_code == 7
        finally:
            servers.standby.asked("SELECT pg_wal_replay_resume()")
        answer = run(*log)
        assert (answer.exit_code, "read-only" in answer.stderr) == (7, True)
