"""The statements and the settings that docs/server.md gives, on a real server."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.postgres import installed_binaries
from tests.servers.pair import home

pytestmark = pytest.mark.needs("postgresql")

PAGE = (ROOT / "docs" / "server.md").read_text(encoding="utf-8")


def statements() -> list[str]:
    """The SQL of the page, a statement each."""
    blocks = re.findall(r"^```sql\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    return [statement.strip() for block in blocks for statement in block.split(";\n") if statement.strip()]


def test_the_server_takes_every_statement_of_the_page() -> None:
    with home(installed_binaries()) as servers:
        servers.make("primary")
        server = servers.start("primary")
        for statement in statements():
            server.asked(statement.removesuffix(";"))
        kept = (servers.folder / "primary" / "postgresql.auto.conf").read_text(encoding="utf-8")
        assert "archive_command" in kept
        assert "recovery_target_time" not in kept
        owner = server.asked("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'claims'")
        assert owner == "claims_owner"


def test_the_server_takes_every_setting_of_a_recovery() -> None:
    (block,) = re.findall(r"<<'END'\n(.*?)^END$", PAGE, re.DOTALL | re.MULTILINE)
    with home(installed_binaries()) as servers:
        servers.make("primary")
        server = servers.start("primary")
        for setting in block.splitlines():
            name, _, value = setting.partition(" = ")
            server.asked(f"ALTER SYSTEM SET {name} = {value}")
