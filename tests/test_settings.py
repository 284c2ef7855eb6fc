"""What is in force: the strongest wins, and a password is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import make_url

from claims.errors import BadValue, FileUnusable
from claims.settings import database_url, libpq_url, masked, settings


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "claims.toml"
    kept.write_text('database = "/from/file.db"\nuser = "filed"\ntimezone = "Asia/Tokyo"\n')
    monkeypatch.setenv("CLAIMS_CONFIG", str(kept))
    monkeypatch.delenv("CLAIMS_USER")
    monkeypatch.delenv("CLAIMS_TZ")
    found = settings()
    assert (found.database, found.who, str(found.zone)) == ("sqlite:////from/file.db", "filed", "Asia/Tokyo")
    monkeypatch.setenv("CLAIMS_DB", "postgresql://host/claims")
    monkeypatch.setenv("CLAIMS_USER", "environed")
    assert (settings().database, settings().who) == ("postgresql+psycopg://host/claims", "environed")
    assert settings("/x.db", "typed").database == "sqlite:////x.db"
    assert settings("/x.db", "typed").who == "typed"


def test_without_any_the_database_is_a_file_in_the_users_data_folder(environment: dict[str, str]) -> None:
    found = settings()
    assert found.file == Path(environment["XDG_DATA_HOME"]) / "claims" / "claims.db"
    assert not found.chosen


def test_settings_that_cannot_be_used_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMS_TZ", "Mars/Olympus")
    with pytest.raises(BadValue, match="Mars/Olympus"):
        settings()
    monkeypatch.setenv("CLAIMS_TZ", "UTC")
    with pytest.raises(BadValue, match="neither a file nor a PostgreSQL URL"):
        settings("mysql://host/x")
    broken = tmp_path / "claims.toml"
    broken.write_text("user = ")
    monkeypatch.setenv("CLAIMS_CONFIG", str(broken))
    with pytest.raises(FileUnusable, match=r"claims\.toml"):
        settings()


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql+psycopg://ann:s3cret@host/db", "postgresql://ann:***@host/db"),
        ("postgresql+psycopg://ann:p%40ss%2Fword@host/db", "postgresql://ann:***@host/db"),
        ("postgresql+psycopg://host/db?user=ann&password=s3cret", "postgresql://host/db?user=ann&password=***"),
        ("postgresql+psycopg://host/db?password=a+b&x=1", "postgresql://host/db?password=***&x=1"),
        ("postgresql+psycopg://ann@host/db", "postgresql://ann@host/db"),
        ("sqlite:////home/ann/claims.db", "/home/ann/claims.db"),
    ],
)
def test_a_password_is_never_shown(url: str, shown: str) -> None:
    assert masked(url) == shown


@pytest.mark.parametrize(
    ("typed", "hosts", "ports"),
    [
        ("postgresql://u:p%40w@h1:5433,h2/db?sslmode=require", "h1,h2", "5433,"),
        ("postgres://h1,h2:5434/db", "h1,h2", ",5434"),
    ],
)
def test_one_address_may_name_several_servers(typed: str, hosts: str, ports: str) -> None:
    url = database_url(typed)
    assert "p%40w" not in masked(url)
    named = make_url(url)
    _, options = named.get_dialect()().create_connect_args(named)
    direct = conninfo_to_dict(libpq_url(url))
    assert (direct["host"], direct["port"], direct["dbname"]) == (hosts, ports, "db")
    assert (options["host"], options["port"], options["dbname"]) == (hosts, ports, "db")
    assert direct.get("sslmode") == options.get("sslmode")
    assert direct.get("password") == options.get("password")
