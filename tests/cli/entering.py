"""What the tests of entering have in common: counting rows, refusals that leave none behind, a person at a terminal."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from itertools import takewhile
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from claims.cli.chassis.desk import Desk
from claims.settings import settings
from claims.store.database import reading
from claims.store.schema import TABLES
from claims.store.tables import Event, table_of
from tests.conftest import Run

LOGGED = ("log", "Japan will join", "--outlet", "POLITICO", "--published", "2024-03-19", "--attribution")
"""A log of claim 1 in article 1, to which an attribution and more is added."""


def queried(run: Run, query: Callable[[Connection], Any]) -> Any:
    with reading(settings(run.url)) as connection:
        return query(connection)


TABLES_AND_EVENTS = {**TABLES, "event": table_of(Event)}
COUNTS = select(*(select(func.count()).select_from(table).scalar_subquery() for table in TABLES_AND_EVENTS.values()))


def rows(run: Run) -> dict[str, int]:
    """How many rows every table has."""
    counts = queried(run, lambda connection: connection.execute(COUNTS).one())
    return dict(zip(TABLES_AND_EVENTS, counts, strict=True))


def row(run: Run, subject: str, number: int) -> dict[str, Any]:
    """One row of a table."""
    table = TABLES[subject]
    found = queried(
        run, lambda connection: connection.execute(select(table).where(table.c.id == number)).mappings().one()
    )
    return dict(found)


def done(run: Run, *args: object) -> Any:
    """Run a command that has to succeed, and return what it answers to a program."""
    answered = run(*args, "--format", "json")
    assert answered.exit_code == 0, (args, answered.stderr)
    return answered.json


def refused(run: Run, *args: object, code: int, says: str | Sequence[str]) -> str:
    """Run a command that must be refused and leave nothing behind; return all it says.

    It has to say one sentence, with the words in ``says``, or as many as ``says`` has, each with its own words. Then
    comes the command line.
    """
    before = rows(run)
    answered = run(*args)
    assert answered.exit_code == code, (args, answered)
    assert answered.stdout == "", args
    lines = answered.stderr.splitlines()
    sentences = list(takewhile(lambda line: line.startswith("claims: "), lines))
    expected = [says] if isinstance(says, str) else says
    assert len(sentences) == len(expected), (args, answered.stderr)
    for words, sentence in zip(expected, sentences, strict=True):
        assert words in sentence, (args, answered.stderr)
    assert all(line.startswith("  ") for line in lines[len(sentences) :]), answered.stderr
    assert rows(run) == before, args
    return answered.stderr


def sit_down(monkeypatch: pytest.MonkeyPatch, *lines: str | BaseException) -> list[str | BaseException]:
    """Put a person at a terminal who types these lines (or does what an exception stands for).

    Returns what is still to be typed.
    """
    left = list(lines)

    def typed(prompt: str = "") -> str:
        assert left, "more was asked than is answered"
        line = left.pop(0)
        if isinstance(line, BaseException):
            raise line
        return line

    monkeypatch.setattr(Desk, "interactive", True)
    monkeypatch.setattr(builtins, "input", typed)
    return left


def held(run: Run, *options: str) -> object:
    """Return what the database holds, as its status says it: counts, the newest event, and what waits."""
    status = done(run, "db", "status", *options)
    return status["contents"], status["chain"], status["waiting"]
