"""Compares CHECKs and conditions of indexes with the program's; alembic's comparison sees neither.

Both sides are compared as words, because PostgreSQL stores a definition in a form of its own: it prints
``role IN ('due', 'holds')`` as ``role::text = ANY (ARRAY['due'::character varying, …]::text[])``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import CheckConstraint, ClauseElement, Connection, Dialect, Inspector, MetaData, Table, inspect

from claims.patterns import pattern_of
from claims.store.dialect import is_postgres

_TOKEN = pattern_of(r"'(?:[^']|'')*'|\"[^\"]+\"|\w+|[<>=!]+|[^\s\w]", re.ASCII)
_CAST = pattern_of(r"::(?:character varying|timestamp with(?:out)? time zone|\w+)(?:\(\d+\))?(?:\[\])?", re.ASCII)
_ANY = pattern_of(r"= ANY \(+ARRAY\[", re.ASCII | re.IGNORECASE)
_LAYOUT = frozenset("()[],")

_UNENFORCED = "NOT VALID"


def differences(connection: Connection, expected: MetaData) -> Iterator[str]:
    """Yield a sentence for each CHECK, and each condition of an index, that differs from the program's.

    Tables and indexes that are missing or unknown are left out, as alembic's comparison reports them. Takes a fixed
    number of statements.
    """
    inspector = inspect(connection)
    yield from _check_differences(inspector, expected, connection.dialect)
    condition = "postgresql_where" if is_postgres(connection) else "sqlite_where"
    yield from _index_differences(inspector, expected, connection.dialect, condition)


def change_sentence(change: Any) -> str:
    """Return a sentence for a change that alembic would make: one operation, or a list of changes of one column."""
    if isinstance(change, list):
        operation, _, table, column, *_ = change[0]
        return f"the column {column} of the table {table} differs in its {operation.removeprefix('modify_')}"
    operation, *of = change
    action, _, kind = operation.partition("_")
    what = {"fk": "reference", "constraint": "constraint"}.get(kind, kind)
    name = str(getattr(of[-1], "name", of[-1]))
    where = "" if kind == "table" else f" of the table {getattr(of[-1], 'table', None) if len(of) == 1 else of[1]}"
    return f"the {what} {name}{where} is {'missing' if action == 'add' else 'unknown to the program'}"


def _check_differences(inspector: Inspector, expected: MetaData, dialect: Dialect) -> Iterator[str]:
    """Yield a sentence for each missing and each unknown CHECK of a known table."""
    for (_, name), constraints in sorted(inspector.get_multi_check_constraints().items()):
        table = expected.tables.get(name)
        if table is None:
            continue
        there = {_words(text): text for text in map(_stored_check, constraints)}
        wanted = {_words(text): text for text in _expected_checks(table, dialect)}
        for words, text in wanted.items():
            if words not in there:
                yield f"the table {name} lacks the check {text}: nothing refuses other values"
        for words, text in there.items():
            if words not in wanted:
                yield f"the table {name} has a check that the program does not make: {text}"


def _index_differences(inspector: Inspector, expected: MetaData, dialect: Dialect, option: str) -> Iterator[str]:
    """Yield a sentence for each index whose condition differs; ``option`` is SQLAlchemy's name for the condition."""
    stored = {
        index["name"]: str(index.get("dialect_options", {}).get(option, ""))
        for indexes in inspector.get_multi_indexes().values()
        for index in indexes
    }
    for table in expected.sorted_tables:
        for index in sorted(table.indexes, key=lambda index: index.name or ""):
            if index.name not in stored:
                continue
            condition = index.dialect_kwargs.get(option)
            wanted = "" if condition is None else _sql(condition, dialect)
            there = stored[index.name]
            if _words(wanted) != _words(there):
                yield f"the index {index.name} {_holds(there)}; the program's {_holds(wanted)}"


def _holds(condition: str) -> str:
    return f"holds the rows with {condition}" if condition else "holds all rows"


def _stored_check(constraint: Any) -> str:
    """Return the text of a stored CHECK; PostgreSQL may have one that existing rows need not meet."""
    text: str = constraint["sqltext"]
    unenforced = constraint.get("dialect_options", {}).get("not_valid")
    return f"{text} {_UNENFORCED}" if unenforced else text


def _expected_checks(table: Table, dialect: Dialect) -> list[str]:
    """Return the texts of a table's CHECKs, sorted."""
    constraints = (each for each in table.constraints if isinstance(each, CheckConstraint))
    return sorted(_sql(each.sqltext, dialect) for each in constraints)


def _sql(clause: ClauseElement, dialect: Dialect) -> str:
    """Return the SQL of a clause on a line, with its values."""
    text = str(clause.compile(dialect=dialect, compile_kwargs={"literal_binds": True, "include_table": False}))
    return " ".join(text.split())


def _words(definition: str) -> tuple[str, ...]:
    """Return the words of a definition, without layout, casts and the case of names."""
    plain = _ANY.sub("IN (", _CAST.sub("", definition))
    return tuple(
        token if token.startswith("'") else token.strip('"').lower()
        for token in _TOKEN.findall(plain)
        if token not in _LAYOUT
    )
