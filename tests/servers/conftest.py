"""Two servers, made once for these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Run
from tests.needs import leave_out
from tests.postgres import NoPostgres, find_binaries
from tests.servers.pair import Pair, pair


@pytest.fixture(scope="session")
def programs() -> None:
    """Leave the test out where there are no programs of a server."""
    try:
        find_binaries()
    except NoPostgres as problem:
        leave_out(str(problem))


@pytest.fixture(scope="session")
def servers(programs: None) -> Iterator[Pair]:
    """A primary server and its standby, which no test may break."""
    with pair() as both:
        yield both


@pytest.fixture
def database(servers: Pair, environment: dict[str, str]) -> str:
    """The name of a new, upgraded database on both servers."""
    name = servers.create()
    assert Run(servers.url(name, servers.primary), environment)("db", "upgrade").exit_code == 0
    servers.wait_for_both()
    return name
