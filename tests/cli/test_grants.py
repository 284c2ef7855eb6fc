"""Roles as rights in a PostgreSQL database: real logins, by the program and by plain SQL."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from claims.catalogue import RECORDS
from claims.rules.rights import ACTIONS, CONFIDENTIAL, ROLES
from claims.settings import SQLITE_SCHEME
from claims.store.rights.allowed import DERIVED, tables
from claims.store.rights.group_roles import group_name
from claims.store.schema import LOCAL
from claims.vocabulary import Role
from tests.cli.entering import done
from tests.cli.test_rights_played import LINES
from tests.conftest import Result, Run
from tests.logins import Newsroom, newsroom
from tests.postgres import Postgres

REFUSALS = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.RaiseException,  # by the triggers that bind even the owner
    psycopg.errors.ObjectNotInPrerequisiteState,  # a view
    psycopg.errors.WrongObjectType,
)
BELOW_OWNER = ROLES[:-1]


@pytest.fixture(scope="module")
def room(postgres_server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A newsroom with a login of every role; what a test enters stays for the next."""
    home = tmp_path_factory.mktemp("home")
    kinds = ("CONFIG", "DATA", "STATE", "CACHE")
    environment = {"CLAIMS_TZ": "UTC", "NO_COLOR": "1", **{f"XDG_{kind}_HOME": str(home / kind) for kind in kinds}}
    with newsroom(postgres_server, environment) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path, room: Newsroom) -> Path:
    """A folder with the files that commands read."""
    text = f"Bridge {token_hex(4)} to close\n\nThe bridge will close by 30 June 2024, Ann Rich said.\n"
    (tmp_path / "page.txt").write_text(text)
    rows = f"statement,outlet,attribution\n{' '.join(token_hex(4) for _ in range(4))},Delta,unattributed\n"
    (tmp_path / "rows.csv").write_text(rows)
    (tmp_path / "outlets.csv").write_text(
        f"name,domain\nThe Herald {tmp_path.name},{tmp_path.name.replace('_', '-')}.example\n"
    )
    (tmp_path / "key.txt").write_text("AGE-SECRET-KEY-1\n")
    alone = Run(f"{SQLITE_SCHEME}{tmp_path / 'alone.db'}", room.environment)
    done(alone, "log", f"It snows on {tmp_path.name}", "--outlet", tmp_path.name, "--attribution", "unattributed")
    done(alone, "edit", 1, "--note", "so they say", "--reason", "asked")
    done_text(alone, "export", tmp_path / "records.jsonl")
    return tmp_path


def attempt(room: Newsroom, who: str, statement: str) -> str | None:
    """Run one statement by plain psycopg, undone; return the message of a refusal, None if it is not refused."""
    with room.connect(who) as connection:
        try:
            connection.execute(statement.encode())
        except REFUSALS as refusal:
            return str(refusal)
        except psycopg.IntegrityError:
            pass  # allowed, and then not a whole row
        finally:
            connection.rollback()
    return None


# By plain SQL


ADDS_FROM = {
    **dict.fromkeys(RECORDS, Role.JOURNALIST),
    **dict.fromkeys(("copy", "departure", "account_password", "access", "access_end", "event"), Role.READER),
    **dict.fromkeys(("review", "judgement"), Role.CHECKER),
    **dict.fromkeys(("redaction", "policy", "story_closing", "remainder", "arrival", "chain"), Role.EDITOR),
    **dict.fromkeys(("account", "account_role"), Role.OWNER),
    **dict.fromkeys((*DERIVED, "confidential_read"), Role.JOURNALIST),
}
"""The least role that may add rows to a table, said once more, as the test of what follows from the rights."""


@pytest.mark.parametrize("role", ROLES)
def test_every_write_to_every_table_by_hand_is_allowed_or_refused_by_name(room: Newsroom, role: Role) -> None:
    for table in tables():
        added = attempt(room, role, f'INSERT INTO "{table}" DEFAULT VALUES')
        least = ADDS_FROM.get(table)
        granted = added is None or added.startswith("claims: ")  # what guards say is tested below
        assert granted == (least is not None and ROLES.index(role) >= ROLES.index(least)), (table, added)
        deleted = attempt(room, role, f'DELETE FROM "{table}"')
        assert (deleted is None) == (table in DERIVED and role is not Role.READER), (table, deleted)
        emptied = attempt(room, role, f'TRUNCATE "{table}"')
        assert emptied is not None, table
        for said in filter(None, (added, deleted, emptied)):
            assert table in said


@pytest.mark.parametrize("role", ROLES)
def test_by_hand_only_fields_of_named_records_change_and_only_with_a_revision(room: Newsroom, role: Role) -> None:
    edits = ROLES.index(role) >= ROLES.index(Role.JOURNALIST)
    redacts = ROLES.index(role) >= ROLES.index(Role.EDITOR)
    for name, record in RECORDS.items():
        for column in ("id", "uid", "entered_at", "entered_by"):
            assert attempt(room, role, f'UPDATE "{name}" SET "{column}" = "{column}" WHERE false') is not None
        for field in record.columns:
            said = attempt(room, role, f'UPDATE "{name}" SET "{field.column}" = NULL WHERE false')
            allowed = (record.is_named and edits) or (redacts and field.column in record.redactable)
            assert (said is None) == allowed, (name, field.column, said)
    for change in ("statement = 'changed by hand'", "note = 'x'", "match_key = 'x'", "condition_claim_id = 2"):
        said = attempt(room, role, f"UPDATE claim SET {change} WHERE id = 1")
        assert said is not None
        assert ("permission denied for table claim" if not edits else change.split()[0]) in said
    assert attempt(room, "tables", "UPDATE claim SET note = 'x' WHERE id = 1") is None


@pytest.mark.parametrize("role", BELOW_OWNER)
def test_passwords_tokens_and_what_is_sealed_are_read_by_nobody_below(room: Newsroom, role: Role) -> None:
    for table, column in (("account_password", "hash"), ("access", "secret")):
        assert attempt(room, role, f'SELECT "{column}" FROM "{table}"') is not None
        assert attempt(room, role, f'SELECT * FROM "{table}"') is not None
    reads = role is not Role.READER
    for column in ("sealed.ciphertext", "sealed.recipients", "appearance.private_note"):
        table = column.partition(".")[0]
        assert (attempt(room, role, f"SELECT {column} FROM {table}") is None) == reads
        assert (attempt(room, role, f"SELECT * FROM {table}") is None) == reads
    editors = ROLES.index(role) >= ROLES.index(Role.EDITOR)
    assert (attempt(room, role, "SELECT who FROM confidential_read") is None) == editors
    for table in (*RECORDS, *LOCAL):
        assert attempt(room, "nobody", f'SELECT id FROM "{table}"') is not None


@pytest.mark.parametrize("role", ROLES)
def test_no_role_changes_the_schema_or_gets_round_the_triggers(
    room: Newsroom, role: Role, postgres_server: Postgres
) -> None:
    database = make_url(room.url).database or ""
    higher = [group_name(database, other) for other in ROLES[ROLES.index(role) + 1 :]]
    for statement in (
        "CREATE TABLE more (id integer)",
        "CREATE VIEW more AS SELECT 1",
        "ALTER TABLE claim ADD COLUMN more text",
        "ALTER TABLE claim DISABLE TRIGGER ALL",
        "ALTER TABLE claim DISABLE TRIGGER claims_guard",
        "DROP TRIGGER claims_guard ON claim",
        "DROP TABLE sealed",
        "CREATE TRIGGER mine BEFORE INSERT ON claim FOR EACH ROW EXECUTE FUNCTION claims_refuse()",
        "CREATE OR REPLACE FUNCTION claims_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE OR REPLACE FUNCTION claims_guard_bound() RETURNS boolean LANGUAGE sql AS 'SELECT false'",
        "SET session_replication_role = replica",
        "SELECT setval('claim_id_seq', 1)",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        f'SET ROLE "{room.logins["tables"]}"',
        *(f'SET ROLE "{group}"' for group in higher),
        *(f'GRANT "{group}" TO "{room.logins[role]}"' for group in higher),
        "LOCK TABLE chain IN ACCESS EXCLUSIVE MODE" if role is Role.READER else "DROP INDEX ix_claim_match_key",
    ):
        assert attempt(room, role, statement) is not None, statement


EVENT = "INSERT INTO event (replica, seq, at, who, proved, what, rows, previous, hash) "
CONTINUES = EVENT + "SELECT replica, seq + 1, now(), 'me', {proved}, 'log', '[]', hash, {hash} FROM chain WHERE ours"


@pytest.mark.parametrize("role", ROLES)
def test_an_event_by_hand_continues_the_chain_and_names_its_login(room: Newsroom, role: Role) -> None:
    said = attempt(room, role, CONTINUES.format(proved="'somebody else'", hash="hash"))
    assert said is not None
    assert "the user of the login" in said
    said = attempt(room, role, CONTINUES.format(proved="session_user", hash="hash"))
    assert said is not None
    assert "the hash of what it holds" in said
    for other in ("seq + 2, now()", "seq, now()", "seq + 1, now() + interval '3 days'", "seq + 1, '2001-01-01'"):
        row = f"SELECT replica, {other}, 'me', session_user, 'log', '[]', hash, hash FROM chain WHERE ours"
        said = attempt(room, role, EVENT + row)
        assert said is not None
        assert "continues the chain" in said
    for change in ("seq = seq + 1", "hash = repeat('0', 64)", "at = now()", "seq = 0"):
        assert attempt(room, role, f"UPDATE chain SET {change} WHERE ours") is not None
    for change in ("ours = false", "replica = 'x'", "place = NULL"):
        assert attempt(room, role, f"UPDATE chain SET {change}") is not None


def test_passwords_and_tokens_are_ones_own(room: Newsroom) -> None:
    fields = "uid, entered_at, entered_by, account_id"
    own = f"SELECT 'x', now(), 'me', id{{more}} FROM account WHERE name = '{room.logins['checker']}'"
    for row in ("account_password ({fields}) ", "access ({fields}, kind, secret) "):
        more = ", 'token', 'x'" if "secret" in row else ""
        line = "INSERT INTO " + row.format(fields=fields) + own.format(more=more)
        assert attempt(room, "checker", line) is None
        assert attempt(room, "owner", line) is None
        said = attempt(room, "editor", line)
        assert said is not None
        assert "only an owner" in said
    end = "INSERT INTO access_end (uid, entered_at, entered_by, access_id) SELECT 'x', now(), 'me', max(id) FROM access"
    assert attempt(room, "reader", end) is not None
    assert attempt(room, "owner", end) is None


# By the program


NO_GRANTS = {"db grant", "db revoke"}
"""What the owner of the tables alone does, whatever the role."""

PLAYED = {action: line for action, line in LINES.items() if action != "db backup"}
"""The actions on a server, which is backed up with its own tools."""


def test_every_action_reaches_the_records_with_the_rights_of_its_role(room: Newsroom, folder: Path) -> None:
    for action, line in PLAYED.items():
        least = ACTIONS[action]
        if least is not Role.READER:
            answer = said(room, ROLES[ROLES.index(least) - 1], line, folder, "below")
            assert (answer.exit_code, answer.stdout) == (10, ""), (action, answer)
            assert "needs" in answer.stderr
        answer = said(room, least, line, folder, "at")
        assert answer.exit_code not in (2, 70), (action, answer)
        assert (answer.exit_code == 10) == (action in NO_GRANTS), (action, answer)
    assert room.run("tables")("db", "verify").exit_code == 0
    assert room.run("tables")("db", "check").exit_code == 0
    assert all(row["lacks"] == row["beyond"] == [] for row in standing(room) if row["login"] in room.logins.values())


def test_where_the_database_refuses_the_program_says_what_is_missing_and_who_grants_it(
    room: Newsroom, folder: Path
) -> None:
    tables = room.run("tables")
    done(tables, "user", "role", room.logins["reader"], "owner")
    before = done(tables, "db", "status")
    refusals = {}
    for action, line in PLAYED.items():
        if ACTIONS[action] is Role.READER or action in CONFIDENTIAL or action in NO_GRANTS:
            continue
        answer = said(room, "reader", line, folder, "refused")
        assert answer.exit_code in (3, 5, 7, 9, 10), (action, answer)
        if answer.exit_code == 10:
            refusals[action] = answer.stderr.splitlines()[0]
    assert done(tables, "db", "status")["contents"]["events"] == before["contents"]["events"]
    assert len(refusals) > 30
    assert len(set(refusals.values())) > 5
    for action, sentence in refusals.items():
        assert f"the login {room.logins['reader']} may not " in sentence
        assert f"`claims db grant {room.logins['reader']} " in sentence, action
    assert "add rows to review: that needs the rights of a checker" in refusals["review"]
    assert "add rows to account: that needs the rights of an owner" in refusals["user add"]
    lacking = next(row for row in standing(room) if row["login"] == room.logins["reader"])
    assert (lacking["role"], lacking["user_role"], len(lacking["lacks"])) == ("reader", "owner", 1)
    done(tables, "db", "grant", room.logins["reader"], "reader")


def test_a_login_without_rights_is_told_so(room: Newsroom) -> None:
    for line in (
        ("list",),
        ("db", "status"),
        ("db", "upgrade"),
        ("log", "x", "--outlet", "Alpha", "--attribution", "unattributed"),
    ):
        answer = room.run("nobody")(*line)
        assert (answer.exit_code, answer.stdout) == (10, ""), line
        assert f"`claims db grant {room.logins['nobody']} ROLE`" in answer.stderr


def test_a_reader_reads_everything_but_what_is_kept_from_readers(room: Newsroom) -> None:
    reader = room.run("reader")
    for line in ("list", "show 1", "history 1", "search Statement", "queue", "user tokens", "source show diplomat"):
        answer = reader(*line.split(), *(("--format", "json") if line != "queue" else ()))
        assert answer.exit_code == 0, answer
        assert "canary-note" not in answer.stdout
    with room.connect("journalist") as connection:
        assert ("canary-note",) in connection.execute("SELECT private_note FROM appearance").fetchall()
    assert reader("show", 1, "--confidential").exit_code == 10
    answer = reader("db", "check")
    assert answer.exit_code == 10
    assert "may not read appearance.private_note: that needs the rights of a journalist" in answer.stderr
    assert room.run("owner")("db", "check").exit_code == 0


@pytest.mark.parametrize("role", ROLES)
def test_a_login_verifies_what_it_reads_and_names_the_rest(room: Newsroom, role: Role) -> None:
    run = room.run(role)
    answer = run("db", "verify", "--format", "json")
    unread = {
        Role.READER: ["access", "account_password", "appearance", "sealed"],
        Role.OWNER: [],
    }.get(role, ["access", "account_password"])
    assert answer.exit_code == (10 if unread else 0), answer
    verified, whole = json.loads(answer.stdout), json.loads(done_text(room.run("owner"), *VERIFY))
    assert (verified["unread"], verified["head"]) == (unread, whole["head"])
    assert (verified["rows"] < whole["rows"]) == bool(unread)
    for words in ("passwords", "sealed identities") if role is Role.READER else ():
        assert words in answer.stderr
    with room.connect("tables") as connection:
        before = connection.execute("SELECT note FROM claim WHERE id = 1").fetchone()
        connection.execute("UPDATE claim SET note = 'changed by hand' WHERE id = 1")
        connection.commit()
        try:
            answer = run("db", "verify")
        finally:
            connection.execute("UPDATE claim SET note = %s WHERE id = 1", before)
    assert (answer.exit_code, "claim #1 " in answer.stderr) == (1, True), answer


VERIFY = ("db", "verify", "--format", "json")


def test_only_the_owner_of_the_tables_grants(room: Newsroom) -> None:
    for who in ("owner", "editor"):
        answer = room.run(who)("db", "grant", room.logins["spare"], "reader")
        assert answer.exit_code == 10
    assert f"connect as {room.logins['tables']}" in room.run("owner")("db", "revoke", room.logins["reader"]).stderr
    tables = room.run("tables")
    for login, code in (("no_such_login", 3), (room.logins["tables"], 5), ("claims", 5)):
        assert tables("db", "grant", login, "reader").exit_code == code
    assert tables("db", "revoke", room.logins["nobody"]).exit_code == 3


def test_a_grant_registers_the_user_and_goes_up_down_and_away(room: Newsroom) -> None:
    tables, spare, login = room.run("tables"), room.run("spare"), room.logins["spare"]
    assert spare("list").exit_code == 10
    done(tables, "db", "grant", login, "checker", "--name", "Ada Okafor")
    people = {row["name"]: row for row in done(tables, "user", "list")}
    assert (people["Ada Okafor"]["role"], people["Ada Okafor"]["login"]) == ("checker", login)
    assert spare("review", 2, "in_review", "--note", "x").exit_code == 0
    done(tables, "db", "grant", login, "journalist")
    assert spare("review", 2, "disputed", "--note", "x").exit_code == 10
    assert attempt(room, "spare", "INSERT INTO review DEFAULT VALUES") is not None
    done(tables, "user", "role", "Ada Okafor", "checker")
    answer = spare("review", 2, "disputed", "--note", "x")
    assert answer.exit_code == 10
    assert f"`claims db grant {login} checker`" in answer.stderr
    done(tables, "db", "revoke", login)
    answer = spare("list")
    assert answer.exit_code == 10
    row = next(row for row in standing(room) if row["login"] == login)
    assert (row["role"], row["user"], row["user_role"]) == (None, "Ada Okafor", "checker")
    assert f"`claims db grant {login} checker`" in row["lacks"][0]
    done(tables, "user", "disable", "Ada Okafor")


def test_what_a_login_lacks_or_has_beyond_its_role_is_listed(room: Newsroom) -> None:
    database = make_url(room.url).database or ""
    journalists = sql.Identifier(group_name(database, Role.JOURNALIST))
    login = sql.Identifier(room.logins["journalist"])
    with room.connect("tables") as connection:
        connection.execute(sql.SQL("REVOKE INSERT ON claim FROM {}").format(journalists))
        connection.execute(sql.SQL("REVOKE UPDATE (note) ON claim FROM {}").format(journalists))
        connection.execute(sql.SQL("GRANT DELETE, UPDATE ON review TO {}").format(login))
    row = next(row for row in standing(room) if row["login"] == room.logins["journalist"])
    assert "INSERT of claim" in row["lacks"][0]
    assert "UPDATE of claim (note)" in row["lacks"][0]
    assert {"DELETE of review", "UPDATE of review"} <= set(row["beyond"])
    answer = room.run("journalist")("log", "More", "--outlet", "Alpha", "--attribution", "unattributed")
    assert answer.exit_code == 10
    assert "add rows to claim" in answer.stderr
    with room.connect("tables") as connection:
        connection.execute(sql.SQL("REVOKE ALL ON review FROM {}").format(login))
    done(room.run("tables"), "db", "grant", room.logins["journalist"], "journalist")
    row = next(row for row in standing(room) if row["login"] == room.logins["journalist"])
    assert row["lacks"] == row["beyond"] == []


def test_while_nobody_is_registered_nothing_is_granted(postgres_db: str, environment: dict[str, str]) -> None:
    run = Run(postgres_db, environment)
    answer = run("db", "grant", "mori", "checker")
    assert answer.exit_code == 5
    assert "`claims user add NAME`" in answer.stderr
    assert run("db", "roles", "--format", "json").exit_code == 0


def test_a_file_has_no_logins(sqlite_db: str, environment: dict[str, str]) -> None:
    run = Run(sqlite_db, environment)
    for line in (("db", "grant", "mori", "checker"), ("db", "revoke", "mori"), ("db", "roles")):
        answer = run(*line)
        assert (answer.exit_code, answer.stdout) == (5, "")
        assert "a database in a file has no logins" in answer.stderr


def standing(room: Newsroom) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = json.loads(done_text(room.run("tables"), "db", "roles", "--format", "json"))
    return answer


def done_text(run: Run, *line: object) -> str:
    answer = run(*line)
    assert answer.exit_code == 0, answer
    return answer.stdout


def said(room: Newsroom, who: str, line: str, folder: Path, mark: str) -> Result:
    words = shlex.split(line.format(folder=folder, n=mark))
    to = ",".join(room.logins[name] for name in ("owner", "editor", "tables"))
    words = [word.replace("lindqvist,editor", to) for word in words]
    return room.run(who)(*words, input="a long enough secret")
