"""What all tests share: a fresh database on either engine, an environment of their own, and the program to run.

A test that takes `db_url` (or `run`, which uses it) runs twice, on SQLite and on PostgreSQL.
``@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)`` keeps it to one of them.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import settings as hypothesis_settings

from tests.browser import NoBrowser, browser
from tests.needs import NEEDS, leave_out, require
from tests.places import PLACES, SQLITE, File, OnServer, Pool, held_open
from tests.postgres import NoPostgres, Postgres, postgres

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent

# Build servers start runs with interrupts ignored, and programs that are started here would not hear Ctrl-C either.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine must not fail a test by its clock; a build must fail alike each time.
hypothesis_settings.register_profile("default", deadline=None)
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Give each worker whole files, for what those keep for their tests (`tests.places`, and fixtures of a module)."""
    if getattr(config.option, "numprocesses", None) and config.option.dist == "no":
        config.option.dist = "loadfile"


def pytest_configure(config: pytest.Config) -> None:
    """Say what the marks of these tests mean."""
    config.addinivalue_line("markers", "needs(*names): leave the test out where one of `tests.needs.NEEDS` is missing")
    config.addinivalue_line("markers", "engines(*names): run on these alone; `test_engines` holds both together")


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Keep a test to the engines that its mark, or that of its module, names; what it says of itself goes first."""
    test = metafunc.definition
    mark = test.get_closest_marker("engines")
    itself = {name for one in test.iter_markers("parametrize") for name in one.args[:1]}
    for fixture in ("db_url", "several", "case_url", "empty_url"):
        if mark and fixture in metafunc.fixturenames and fixture not in itself:
            test.add_marker(pytest.mark.parametrize(fixture, mark.args, indirect=True))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out where what it needs is missing."""
    for mark in item.iter_markers("needs"):
        for name in mark.args:
            require(name)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end which tests were left out, and how to get what they need."""
    reasons: dict[str, list[str]] = {}
    for report in terminalreporter.stats.get("skipped", ()):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons.setdefault(reason.removeprefix("Skipped: "), []).append(report.nodeid)
    if reasons:
        terminalreporter.section("left out")
    for reason, tests in sorted(reasons.items()):
        terminalreporter.line(reason)
        for file, count in sorted(Counter(test.partition("::")[0] for test in tests).items()):
            terminalreporter.line(f"    {count:3} of {file}")


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Keep the settings, data and terminal of whoever runs the tests out of them; return what was set."""
    for name in os.environ:
        if name.startswith(("CLAIMS_", "_CLAIMS_", "PG")) or name in {"FORCE_COLOR", "CLICOLOR_FORCE", "LINES"}:
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    chosen = {
        "CLAIMS_USER": "tester",
        "CLAIMS_TZ": "UTC",
        "NO_COLOR": "1",
        "COLUMNS": "100",
        "HOME": str(home),
        **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
    }
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    return chosen


@pytest.fixture
def own_logins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everybody whom `--as` names come in by a login of their own, as in a newsroom of several people."""
    monkeypatch.setattr("claims.store.people.actors.proved_login", lambda settings, known: settings.who)


@pytest.fixture(autouse=True)
def _connections(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let tests that are not of databases keep their connections; the others open and close as the program does."""
    with held_open() if request.node.get_closest_marker("engines") else nullcontext():
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser, the same for all tests of pages."""
    with ExitStack() as held:
        found, complaint = None, ""
        try:
            found = held.enter_context(browser())
        except NoBrowser as problem:
            complaint = str(problem)
        if found is None:
            leave_out(NEEDS["chromium"].missing() if not complaint else f"Chromium does not start: {complaint}")
        else:
            yield found


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A PostgreSQL server; without one the tests fail, for a run that left it out proves too little."""
    with ExitStack() as held:
        server, missing = None, ""
        try:
            server = held.enter_context(postgres())
        except NoPostgres as problem:
            missing = str(problem)
        if server is None:
            pytest.fail(missing, pytrace=False)
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: Postgres) -> str:
    """The URL of a migrated database on the server, of which the tests' databases are copies: leave it alone."""
    from claims.store.migrate import upgrade

    url = postgres_server.create()
    upgrade(url)
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, of which the tests' databases are copies: leave it alone."""
    from claims.store.migrate import upgrade

    path = tmp_path_factory.mktemp("template") / "claims.db"
    upgrade(f"{SQLITE}{path}")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="session")
def sqlite_place(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> File:
    """Where the SQLite database of the present test is."""
    place = File(tmp_path_factory.mktemp("place"), sqlite_template)
    PLACES[place.url] = place
    return place


@pytest.fixture
def sqlite_db(sqlite_place: File) -> str:
    """The URL of a fresh, migrated SQLite database, in a folder of its own; it is the same in each test."""
    sqlite_place.clear()
    return sqlite_place.url


@pytest.fixture(scope="session")
def postgres_place(postgres_server: Postgres, postgres_url: str) -> OnServer:
    """Where the PostgreSQL database of the present test is."""
    place = OnServer(postgres_server, postgres_url)
    PLACES[place.url] = place
    return place


@pytest.fixture
def postgres_db(postgres_place: OnServer) -> str:
    """The URL of a fresh, migrated PostgreSQL database; it is the same in each test."""
    postgres_place.clear()
    return postgres_place.url


@pytest.fixture(params=["sqlite", "postgresql"])
def db_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh, migrated database, on each engine in turn."""
    url: str = request.getfixturevalue({"sqlite": "sqlite_db", "postgresql": "postgres_db"}[request.param])
    return url


@pytest.fixture(scope="session")
def sqlite_pool(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Pool:
    """Places for the SQLite databases of a test that needs several."""
    return Pool(lambda: File(tmp_path_factory.mktemp("pool"), sqlite_template))


@pytest.fixture(scope="session")
def postgres_pool(postgres_server: Postgres, postgres_url: str) -> Pool:
    """Places for the PostgreSQL databases of a test that needs several."""
    return Pool(lambda: OnServer(postgres_server, postgres_url))


@pytest.fixture(params=["sqlite", "postgresql"])
def several(request: pytest.FixtureRequest) -> Pool:
    """Makes databases in which nothing has been entered, each with a chain of its own, on each engine in turn."""
    pool: Pool = request.getfixturevalue({"sqlite": "sqlite_pool", "postgresql": "postgres_pool"}[request.param])
    return pool


@pytest.fixture(scope="session")
def sqlite_case(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of an SQLite database that holds the AUKUS case; shared, so it is only read."""
    from tests.newsroom import AUKUS, enter_case

    path = tmp_path_factory.mktemp("case") / "claims.db"
    shutil.copyfile(sqlite_template, path)
    enter_case(f"{SQLITE}{path}", AUKUS)
    return f"{SQLITE}{path}"


@pytest.fixture(scope="session")
def postgres_case(postgres_server: Postgres, postgres_url: str) -> Iterator[str]:
    """The URL of a PostgreSQL database that holds the AUKUS case; shared, so it is only read."""
    from tests.newsroom import AUKUS, enter_case

    url = postgres_server.create(template=postgres_url)
    enter_case(url, AUKUS)
    yield url
    postgres_server.drop(url)


# Both stay, whichever comes next: pytest itself would make them anew at each change of the engine.
@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def case_url(request: pytest.FixtureRequest) -> str:
    """The URL of a database that holds the AUKUS case, on each engine in turn; shared, so it is only read."""
    url: str = request.getfixturevalue({"sqlite": "sqlite_case", "postgresql": "postgres_case"}[request.param])
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database in which there is nothing yet (on SQLite: no file either), on each engine in turn."""
    if request.param == "sqlite":
        yield f"{SQLITE}{tmp_path / 'empty.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    url = server.create()
    yield url
    server.drop(url)


@dataclass(frozen=True)
class Result:
    """What the program answered."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """The standard output, read as JSON."""
        return json.loads(self.stdout)


@dataclass(frozen=True)
class Run:
    """Calls `claims` in this process, on one database: ``run("log", "…")``."""

    url: str
    environment: Mapping[str, str] = field(repr=False)

    def __call__(self, *args: object, input: str | None = None, env: Mapping[str, str] | None = None) -> Result:
        """Run one command line; what is neither answered nor mapped to an exit code is raised."""
        from claims.cli import main

        code: object = 0
        with CliRunner().isolation(input=input, env={**self.environment, **(env or {})}) as (stdout, stderr, _):
            try:
                main(self.arguments(args))
            except SystemExit as end:
                code = end.code
            sys.stdout.flush()
            sys.stderr.flush()
            answer = stdout.getvalue().decode(), stderr.getvalue().decode()
        return Result(code if isinstance(code, int) else int(code is not None), *answer)

    def arguments(self, args: Sequence[object]) -> list[str]:
        """The command line after the program's name."""
        return ["--db", self.url, *map(str, args)]


@dataclass(frozen=True)
class RunProcess(Run):
    """Calls `claims` in a process of its own, as a person's shell would."""

    def __call__(self, *args: object, input: str | None = None, env: Mapping[str, str] | None = None) -> Result:
        """Run one command line to its end; standard input is empty unless given."""
        done = subprocess.run(
            [sys.executable, "-m", "claims", *self.arguments(args)],
            check=False,
            input=input or "",
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **self.environment, **(env or {})},
            timeout=120,
        )
        return Result(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def run(db_url: str, environment: dict[str, str]) -> Run:
    """The program on a fresh database, in this process: quick."""
    return Run(db_url, environment)


@pytest.fixture
def run_process(db_url: str, environment: dict[str, str]) -> RunProcess:
    """The program on a fresh database, in a process of its own: as it really is."""
    return RunProcess(db_url, environment)
