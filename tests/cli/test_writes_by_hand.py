"""Every write to every table by plain SQL, for every login, made from the server's catalogue: allowed or refused."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from claims.catalogue import RECORDS
from claims.rules.rights import ROLES
from claims.store.rights.allowed import DERIVED, tables
from claims.store.rights.refusals import refused
from claims.vocabulary import Role, a_or_an
from tests.cli.test_grants import ADDS_FROM
from tests.logins import Newsroom, newsroom
from tests.postgres import Postgres

LOGINS = (*ROLES, "nobody", "spare")
"""The logins, with one that was granted nothing and, as `spare`, that of a desk."""

Columns = dict[str, list[str]]


@pytest.fixture(scope="module")
def room(postgres_server: Postgres) -> Iterator[Newsroom]:
    with newsroom(postgres_server, {"CLAIMS_TZ": "UTC", "NO_COLOR": "1"}) as made:
        assert made.run("tables")("db", "grant", made.logins["spare"], "--desk").exit_code == 0
        yield made


@pytest.fixture(scope="module")
def columns(room: Newsroom) -> Columns:
    """The columns of every table and view, as the server knows them."""
    known: Columns = {}
    with room.connect("tables") as connection:
        rows = connection.execute(
            "SELECT c.relname::text, a.attname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') "
            "AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum"
        )
        for table, column in rows:
            known.setdefault(str(table), []).append(str(column))
    return known


def at_least(who: str, least: Role | None) -> bool:
    """Return whether a login has the rights of a role; no login has those of none."""
    return who in tuple(ROLES) and least is not None and ROLES.index(Role(who)) >= ROLES.index(least)


def changes_from(table: str, column: str) -> Role | None:
    """Return the least role that changes a column: a field of a named record, or what is redacted; said once more."""
    if table in DERIVED:
        return Role.JOURNALIST
    if table == "chain":
        return Role.READER if column in ("seq", "at", "hash") else None
    record = RECORDS.get(table)
    if record is None:
        return None
    if record.is_named and column in {field.column for field in record.columns}:
        return Role.JOURNALIST
    return Role.EDITOR if column == "salt" or column in record.redactable else None


class Hand:
    """Somebody who tries statements by hand, each undone."""

    def __init__(self, room: Newsroom, who: str, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        self.room, self.who, self.connection = room, who, connection

    def tries(self, statement: str) -> str | None:
        """Return what the server says where a right is missing; None if nothing is missing, whole row or not."""
        try:
            with self.connection.transaction(force_rollback=True), self.connection.cursor() as cursor:
                if statement.startswith("COPY"):
                    with cursor.copy(_sql(statement)):
                        pass
                else:
                    cursor.execute(_sql(statement))
        except psycopg.errors.InsufficientPrivilege as refusal:
            return str(refusal)
        except (psycopg.IntegrityError, psycopg.errors.RaiseException):
            pass  # the right is there; the row is not whole, or the guard of a table that is only added to says no
        except (psycopg.errors.ObjectNotInPrerequisiteState, psycopg.errors.WrongObjectType) as view:
            return str(view)
        return None

    def may(self, statement: str, table: str, least: Role | None) -> None:
        """Hold that a statement is allowed to a role and those above, and refused by name to everybody else."""
        said = self.tries(statement)
        granted = said is None or said.startswith("claims: ")  # what guards say is tested where they are
        assert granted == at_least(self.who, least), (self.who, statement, said)
        if said is None or granted:
            return
        assert table in said, (statement, said)
        if not table.startswith("v_"):
            self._in_words(said, statement, table, least)

    def _in_words(self, said: str, statement: str, table: str, least: Role | None) -> None:
        words = str(refused(said.splitlines()[0], statement, self.room.address(self.who)))
        assert self.room.logins[self.who] in words
        if least is Role.READER:
            assert "lacks the rights of a reader" in words
        elif least is not None:
            assert (
                f"rows {'to' if 'add' in words else 'of'} {table}: that needs the rights of {a_or_an(least)}" in words
            )
            assert f"claims db grant {self.room.logins[self.who]} {least}`" in words
        elif '"place"' in statement:
            assert "was moved or copied" in words  # all that the program ever changes it for
        else:
            assert table in words
            assert "only the owner of the tables may" in words


def _sql(statement: str) -> sql.SQL:
    return sql.SQL(statement)


@pytest.fixture(params=LOGINS)
def hand(room: Newsroom, request: pytest.FixtureRequest) -> Iterator[Hand]:
    with room.connect(request.param) as connection:
        connection.autocommit = True
        yield Hand(room, request.param, connection)


def test_the_rights_speak_of_every_table_that_the_server_has(columns: Columns) -> None:
    assert set(columns) == set(tables())
    assert set(ADDS_FROM) <= set(columns)


def test_rows_are_added_by_whom_the_program_lets_add_them(hand: Hand, columns: Columns) -> None:
    for table in columns:
        least = ADDS_FROM.get(table)
        hand.may(f'INSERT INTO "{table}" DEFAULT VALUES', table, least)
        if table.startswith("v_"):
            continue
        names = ", ".join(f'"{column}"' for column in columns[table])
        hand.may(f'INSERT INTO "{table}" ({names}) SELECT {_empty(columns[table])} WHERE false', table, least)
        said = hand.tries(f'COPY "{table}" FROM STDIN')
        assert (said is None) == at_least(hand.who, least), (hand.who, table, said)


def _empty(columns: list[str]) -> str:
    return ", ".join("NULL" for _ in columns)


def test_every_column_is_changed_by_whom_the_program_lets_change_it(hand: Hand, columns: Columns) -> None:
    for table, names in columns.items():
        for column in names:
            least = changes_from(table, column)
            hand.may(f'UPDATE "{table}" SET "{column}" = NULL WHERE false', table, least)
            merged = (
                f'MERGE INTO "{table}" t USING (SELECT 1) AS s ON false WHEN MATCHED THEN UPDATE SET "{column}" = NULL'
            )
            said = hand.tries(merged)
            assert (said is None) == at_least(hand.who, least), (hand.who, merged, said)
        if not table.startswith("v_"):
            lowest = min(filter(None, (changes_from(table, name) for name in names)), key=ROLES.index, default=None)
            said = hand.tries(f'SELECT 1 FROM "{table}" FOR UPDATE')
            assert (said is None) == at_least(hand.who, lowest), (hand.who, table, said)


def test_only_what_is_derived_is_deleted_and_nothing_is_emptied(hand: Hand, columns: Columns) -> None:
    for table in columns:
        least = Role.JOURNALIST if table in DERIVED else None
        hand.may(f'DELETE FROM "{table}" WHERE false', table, least)
        merged = f'MERGE INTO "{table}" t USING (SELECT 1) AS s ON false WHEN MATCHED THEN DELETE'
        assert (hand.tries(merged) is None) == at_least(hand.who, least), (hand.who, table)
        for statement in (f'TRUNCATE "{table}"', f'DROP {"VIEW" if table.startswith("v_") else "TABLE"} "{table}"'):
            said = hand.tries(statement)
            assert said is not None, (hand.who, statement)
            assert table in said


def test_counters_are_drawn_by_whom_adds_rows_and_set_by_nobody(hand: Hand, room: Newsroom) -> None:
    with room.connect("tables") as connection:
        rows = connection.execute(
            "SELECT s.relname::text, t.relname::text FROM pg_class s JOIN pg_depend d ON d.objid = s.oid "
            "JOIN pg_class t ON t.oid = d.refobjid "
            "WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace AND d.deptype IN ('a', 'i')"
        ).fetchall()
    assert len(rows) > 30
    for sequence, table in rows:
        said = hand.tries(f"SELECT nextval('{sequence}')")
        assert (said is None) == at_least(hand.who, ADDS_FROM.get(str(table))), (hand.who, sequence, said)
        assert hand.tries(f"SELECT setval('{sequence}', 1)") is not None


def test_no_login_runs_a_function_of_the_guards_by_itself(hand: Hand, room: Newsroom) -> None:
    with room.connect("tables") as connection:
        rows = connection.execute(
            "SELECT oid::regprocedure::text, prorettype = 'trigger'::regtype, prosecdef FROM pg_proc "
            "WHERE pronamespace = 'public'::regnamespace"
        ).fetchall()
    assert any(definer for _, _, definer in rows)
    for name, is_trigger, definer in rows:
        if not is_trigger and definer:
            may = hand.connection.execute("SELECT has_function_privilege(%s, 'EXECUTE')", (name,)).fetchone()
            assert may == (False,), (hand.who, name)
