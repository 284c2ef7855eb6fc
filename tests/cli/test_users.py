"""`claims user`: who may use the database, who may do what, and what proves who acts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DBAPIError

from claims.settings import login_name, settings
from claims.store.database import engine_for, reading
from claims.store.schema import EVENT, LOCAL
from tests.cli.entering import LOGGED, done, refused
from tests.conftest import Run

RECORD = ("--evidence", "https://www.gov.uk/aukus", "--evidence-kind", "primary_record", "--note", "the record says so")
LOG = ("log", "Japan is in line to join", "--outlet", "POLITICO", "--attribution", "unattributed")


@pytest.fixture
def newsroom(run: Run, own_logins: None) -> Run:
    """A newsroom with a person in every role, each by a login of their own."""
    done(run, "--as", "lindqvist", "user", "add", "lindqvist", "--role", "owner")
    for name, role in (("ruiz", "reader"), ("mori", "journalist"), ("okafor", "checker"), ("duarte", "editor")):
        done(run, "--as", "lindqvist", "user", "add", name, "--role", role)
    return run


def events(run: Run) -> list[tuple[str, str | None, str]]:
    """Who each event names, who is proved, and what was done."""
    with reading(settings(run.url)) as connection:
        return [tuple(row) for row in connection.execute(select(EVENT.c.who, EVENT.c.proved, EVENT.c.what))]


@contextmanager
def opened(run: Run) -> Iterator[Connection]:
    """A connection such as any other program could have."""
    engine: Engine = engine_for(run.url)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def called(run: Run, name: str) -> Run:
    """The program for somebody whose environment names them."""
    return replace(run, environment={**run.environment, "CLAIMS_USER": name})


def proof(run: Run) -> str:
    """The login that a test's database proves."""
    if run.url.startswith("sqlite"):
        return login_name() or ""
    with opened(run) as connection:
        return str(connection.execute(text("SELECT session_user")).scalar_one())


def test_an_event_keeps_the_name_and_the_login_that_is_proved(run: Run) -> None:
    done(run, *LOG)
    done(run, "take", 1, "--as", "okafor")
    assert events(run) == [("tester", proof(run), "log"), ("okafor", proof(run), "take")]
    assert run("db", "verify").exit_code == 0


def test_no_variable_changes_the_login_of_the_system(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "okafor")
    done(run, *LOG)
    assert events(run)[0][1] == proof(run) != "okafor"


def test_a_proved_name_in_an_event_is_covered_by_its_hash(run: Run) -> None:
    done(run, *LOG)
    with opened(run) as connection:
        off = "DROP TRIGGER event_keep" if run.url.startswith("sqlite") else "ALTER TABLE event DISABLE TRIGGER USER"
        connection.execute(text(off))
        connection.execute(text("UPDATE event SET proved = 'okafor'"))
    assert run("db", "verify").exit_code == 1


def test_a_name_given_with_as_is_no_second_person(run: Run) -> None:
    done(run, *LOGGED, "unnamed", "--source", "a diplomat")
    done(run, "db", "policy", "two_person_verdicts", "on")
    done(run, "--as", "mori", "review", 1, "confirmed", *RECORD)
    for name in ("nobody-real", "okafor"):
        says = f"was entered by the login {proof(run)}"
        refused(run, "--as", name, "review", 1, "--agree", code=5, says=says)
        refused(called(run, name), "review", 1, "--agree", code=5, says=says)
    assert done(run, "show", 1)["status"] == "unverified"


def test_the_first_user_is_whoever_adds_it_and_an_owner(run: Run) -> None:
    refused(run, "user", "add", "mori", "--role", "editor", code=5, says="the first must be an owner")
    refused(run, "user", "add", "mori", "--login", "mmori", code=5, says="the first must be you")
    done(run, "user", "add", "mori")
    (person,) = done(run, "user", "list")
    assert (person["name"], person["role"], person["login"], person["active"]) == ("mori", "owner", proof(run), True)
    done(called(run, "Mori"), *LOG)
    refused(run, "take", 1, code=10, says="you are mori and cannot act as tester")
    refused(run, "take", 1, "--as", "okafor", code=10, says="`claims db policy act_for_others on`")


def test_as_names_somebody_else_only_where_the_policy_allows_it(run: Run) -> None:
    done(run, "user", "add", "mori")
    done(run, "db", "policy", "act_for_others", "on", "--as", "mori")
    done(run, *LOG, "--as", "okafor")
    assert events(run)[-1] == ("okafor", "mori", "log")
    done(run, "db", "policy", "act_for_others", "off", "--note", "each for themselves", "--as", "mori")
    refused(run, *LOG, "--as", "okafor", code=10, says="cannot act as okafor")


def test_whoever_is_not_a_user_may_read_and_not_write(newsroom: Run) -> None:
    done(newsroom, *LOG, "--as", "mori")
    done(newsroom, "show", 1, "--as", "stranger")
    says = "stranger is not a user of this database, and `claims take` needs a journalist"
    refused(newsroom, "take", 1, "--as", "stranger", code=10, says=says)
    refused(newsroom, "take", 1, "--as", "stranger", code=10, says="`claims user add stranger --role journalist`")


def test_each_role_writes_what_it_may(newsroom: Run) -> None:
    refused(newsroom, *LOG, "--as", "ruiz", code=10, says="ruiz is a reader, and `claims log` needs a journalist")
    done(newsroom, *LOGGED, "unnamed", "--source", "a diplomat", "--as", "mori")
    refused(newsroom, "review", 1, "confirmed", *RECORD, "--as", "mori", code=10, says="needs a checker")
    done(newsroom, "review", 1, "confirmed", *RECORD, "--as", "okafor")
    refused(newsroom, "review", 1, "--agree", "--as", "mori", code=10, says="needs a checker")
    refused(newsroom, "db", "policy", "two_person_verdicts", "on", "--as", "okafor", code=10, says="needs an editor")
    done(newsroom, "review", 1, "--agree", "--as", "duarte")
    refused(newsroom, "user", "add", "x", "--role", "owner", "--as", "duarte", code=10, says="needs an owner")
    refused(newsroom, "user", "role", "duarte", "owner", "--as", "duarte", code=10, says="needs an owner")


def test_a_checker_may_not_agree(newsroom: Run) -> None:
    done(newsroom, *LOGGED, "unnamed", "--source", "a diplomat", "--as", "mori")
    done(newsroom, "review", 1, "confirmed", *RECORD, "--as", "duarte")
    says = "okafor is a checker, and agreeing with a verdict needs an editor"
    refused(newsroom, "review", 1, "--agree", "--as", "okafor", code=10, says=says)


def test_a_refused_command_leaves_nothing_and_shows_itself_again(newsroom: Run) -> None:
    before = events(newsroom)
    answered = newsroom(*LOG, "--as", "ruiz")
    assert (answered.exit_code, events(newsroom)) == (10, before)
    assert "log 'Japan is in line to join'" in answered.stderr


def test_the_last_owner_stays(newsroom: Run) -> None:
    for line in (("disable", "lindqvist"), ("role", "Lindqvist", "editor")):
        refused(newsroom, "user", *line, "--as", "lindqvist", code=5, says="lindqvist is the last owner")
    done(newsroom, "user", "role", "duarte", "owner", "--as", "lindqvist")
    done(newsroom, "user", "disable", "lindqvist", "--as", "duarte", "--note", "left")
    refused(newsroom, *LOG, "--as", "lindqvist", code=10, says="lindqvist was disabled")
    refused(newsroom, "user", "disable", "duarte", "--as", "duarte", code=5, says="the last owner")
    done(newsroom, "user", "role", "lindqvist", "checker", "--as", "duarte")
    done(newsroom, *LOG, "--as", "lindqvist")


def test_a_user_is_added_once_and_a_login_proves_one(newsroom: Run) -> None:
    owner = ("--as", "lindqvist")
    refused(newsroom, "user", "add", "MORI ", "--role", "reader", *owner, code=5, says="mori is already a user")
    refused(newsroom, "user", "add", "x", "--role", "reader", "--login", "mori", *owner, code=5, says="belongs to mori")
    refused(newsroom, "user", "role", "okafor", "editor", "--login", "mori", *owner, code=5, says="belongs to mori")
    refused(newsroom, "user", "add", "x", *owner, code=2, says="--role")
    refused(newsroom, "user", "add", " ", "--role", "reader", *owner, code=6, says="the name is empty")
    refused(newsroom, "user", "role", "nobody", "editor", *owner, code=3, says='there is no user "nobody"')
    refused(newsroom, "user", "role", "mori", "journalist", *owner, code=5, says="is already a journalist")


def test_roles_are_only_ever_added_to(newsroom: Run) -> None:
    done(newsroom, "user", "role", "mori", "editor", "--as", "lindqvist")
    people = {one["name"]: one for one in done(newsroom, "user", "list")}
    assert (people["mori"]["role"], people["mori"]["by"]) == ("editor", "lindqvist")
    newsroom("user", "password", "--as", "mori", input="a long enough secret")
    with opened(newsroom) as connection:
        assert len(connection.execute(select(LOCAL["account_role"].c.id)).all()) == 6
    for table in ("account", "account_role", "account_password"):
        for change in (f"DELETE FROM {table}", f"UPDATE {table} SET entered_by = 'x'"):
            with pytest.raises(DBAPIError, match="are never"), opened(newsroom) as connection:
                connection.execute(text(change))
    assert newsroom("db", "verify").exit_code == 0
    assert newsroom("db", "check").exit_code == 0


def test_a_user_who_was_slipped_in_is_found(newsroom: Run) -> None:
    with opened(newsroom) as connection:
        columns = "uid, salt, entered_at, entered_by, account_id, role, login, active"
        values = "'x', 's', CURRENT_TIMESTAMP, 'x', 3, 'owner', 'mallory', true"
        connection.execute(text(f"INSERT INTO account_role ({columns}) VALUES ({values})"))
    answered = newsroom("db", "verify")
    assert answered.exit_code == 1
    assert "account_role" in answered.stderr


def test_an_export_holds_no_user_and_an_import_brings_none(newsroom: Run, several: Any, tmp_path: Path) -> None:
    done(newsroom, *LOG, "--as", "mori")
    newsroom("user", "password", "--as", "mori", input="a long enough secret")
    path = tmp_path / "export.jsonl"
    assert newsroom("export", "--complete", path, "--as", "lindqvist").exit_code == 0
    assert "argon2" not in path.read_text()
    assert '"account' not in path.read_text().replace('\\"account', "")
    (url,) = several(1)
    other = Run(url, newsroom.environment)
    assert other("import", path).exit_code == 0
    assert done(other, "user", "list") == []
    assert other("db", "verify").exit_code == 0
    with reading(settings(url)) as connection:
        assert ("mori", "mori") in {tuple(row) for row in connection.execute(select(EVENT.c.who, EVENT.c.proved))}


def test_a_password_is_kept_as_a_hash_alone(newsroom: Run) -> None:
    secret = "correct horse battery"
    answered = newsroom("user", "password", "--as", "mori", input=f"{secret}\n")
    assert (answered.exit_code, answered.stdout) == (0, "mori has a new password for the desk.\n")
    other = newsroom("user", "password", "okafor", "--as", "mori", input="x" * 12)
    assert (other.exit_code, "needs an owner" in other.stderr) == (10, True)
    assert newsroom("user", "password", "okafor", "--as", "lindqvist", input="x" * 12).exit_code == 0
    short = newsroom("user", "password", "--as", "mori", input="geheim")
    assert (short.exit_code, "geheim" in short.stderr) == (6, False)
    assert newsroom("user", "password", "--as", "mori", input="").exit_code == 2
    from claims.privacy.passwords import matches

    with opened(newsroom) as connection:
        kept = connection.execute(select(LOCAL["account_password"].c.hash)).scalars().first()
    assert kept is not None
    assert (matches(kept, secret), matches(kept, "x" * 12), matches(None, secret)) == (True, False, False)
    for line in (("user", "list"), ("db", "status"), ("db", "verify"), ("db", "check")):
        said = newsroom(*line, "--as", "lindqvist")
        assert "argon2" not in said.stdout + said.stderr


@pytest.mark.usefixtures("own_logins")
def test_a_login_works_under_the_name_of_its_account(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.store.people.actors.proved_login", lambda settings, known: "hmori")
    alone = replace(run, environment={**run.environment, "CLAIMS_USER": ""})
    done(alone, "user", "add", "Hana Mori")
    done(alone, *LOG)
    done(alone, "take", 1)
    assert events(run)[-1] == ("Hana Mori", "Hana Mori", "take")
    assert [one["id"] for one in done(alone, "queue", "--reviewer", "me")] == [1]
    assert done(alone, "drop", 1)


@pytest.mark.engines("postgresql")
def test_a_server_proves_the_login_of_its_own(run: Run) -> None:
    people = {name: _login(run, f"claims_test_{name}") for name in ("mori", "okafor")}
    try:
        done(people["mori"], *LOGGED, "unnamed", "--source", "a diplomat")
        done(people["mori"], "db", "policy", "two_person_verdicts", "on")
        done(people["mori"], "review", 1, "confirmed", *RECORD)
        refused(people["mori"], "--as", "okafor", "review", 1, "--agree", code=5, says="by the login claims_test_mori")
        done(people["okafor"], "--as", "okafor", "review", 1, "--agree")
        assert done(run, "show", 1)["status"] == "confirmed"
        assert {proved for _, proved, _ in events(run)} == {"claims_test_mori", "claims_test_okafor"}
        done(people["mori"], "user", "add", "mori")
        (person,) = done(run, "user", "list")
        assert person["login"] == "claims_test_mori"
        refused(called(people["okafor"], ""), "take", 1, code=10, says="claims_test_okafor is not a user")
    finally:
        with opened(run) as connection:
            for name in ("mori", "okafor"):
                connection.execute(text(f"DROP OWNED BY claims_test_{name}"))
                connection.execute(text(f"DROP ROLE claims_test_{name}"))


def _login(run: Run, name: str) -> Run:
    """The program for somebody with a login of their own to the server, who may write what it writes."""
    with opened(run) as connection:
        connection.execute(text(f"CREATE ROLE {name} LOGIN PASSWORD 'x'"))
        for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
            connection.execute(text(f"GRANT ALL ON ALL {kind} IN SCHEMA public TO {name}"))
        address = connection.engine.url.set(username=name, password="x")
    return Run(address.render_as_string(hide_password=False), {**run.environment, "CLAIMS_USER": ""})
