"""Every write and every confidential read, for every role: allowed or refused by name, and nothing left unsaid."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from sqlalchemy import select

from claims.cli.root import root
from claims.errors import NotAllowed
from claims.rules.rights import ACTIONS, CONFIDENTIAL, DESCRIBED, OPEN, ROLES, WRITES, may
from claims.settings import SQLITE_SCHEME, settings
from claims.store import recording
from claims.store.database import reading
from claims.store.schema import EVENT, READS
from claims.vocabulary import Role
from tests.cli.entering import done
from tests.conftest import Run
from tests.places import kept

pytestmark = pytest.mark.usefixtures("own_logins")

STRANGER = "stranger"
LINES = {
    "report story": "report story s -o {folder}/{n}.md",
    "export": "export {folder}/{n}.jsonl",
    "archive make": "archive make s -o {folder}/{n}archive",
    "user password": "user password",
    "user token": "user token script",
    "user revoke": "user revoke 1",
    "log": 'log "Statement {n}" --outlet Alpha --attribution unattributed',
    "appear": "appear 1 --outlet Beta{n} --attribution unattributed",
    "capture": "capture {folder}/page.txt --outlet Gamma{n} --published 2024-03-19",
    "article timestamp": "article timestamp 1 --authority http://127.0.0.1:1/",
    "reprint": "reprint 1 --outlet Copy{n}",
    "import": "import {folder}/rows.csv --map statement=statement --map outlet=outlet --map attribution=attribution",
    "check-draft": "check-draft {folder}/page.txt --story s --log",
    "take": "take 1 --over",
    "drop": "drop 1",
    "ask": "ask 1 somebody",
    "answer": "answer 1 declined",
    "edit": "edit 2 --note note{n} --reason x",
    "correct": "correct 1 --retracted --note x",
    "relate": "relate 1 contradicts 2 --note x",
    "story add": "story add story{n}",
    "story edit": "story edit s --note note{n} --reason x",
    "outlet add": "outlet add Outlet{n}",
    "outlet edit": "outlet edit 1 --note note{n} --reason x",
    "reporter add": 'reporter add "Ann Open{n}"',
    "reporter edit": "reporter edit 1 --note note{n} --reason x",
    "source add": 'source add "Source{n}" --kind institution',
    "source edit": "source edit 1 --note note{n} --reason x",
    "source seal": "source seal diplomat --to age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
    "article add": "article add --outlet Alpha --url https://alpha.example/{n}",
    "article edit": "article edit 1 --note note{n} --reason x",
    "review": "review 2 in_review --note x",
    "not-duplicate": "not-duplicate 1 2 --note x",
    "outlet distinct": "outlet distinct 1 2 --note x",
    "reporter distinct": "reporter distinct 1 2 --note x",
    "source distinct": "source distinct 1 2 --note x",
    "source independent": "source independent 1 2 --note x",
    "article distinct": "article distinct 1 2 --note x",
    "review --agree": "review 1 --agree",
    "duplicate": "duplicate 1 2 --note x --instead",
    "story merge": "story merge s t --note x",
    "story unmerge": "story unmerge s t --note x",
    "story close": "story close t --to lindqvist,editor",
    "story open": "story open t --note x",
    "outlet import": "outlet import {folder}/outlets.csv",
    "outlet merge": "outlet merge 1 2 --note x",
    "outlet unmerge": "outlet unmerge 1 2 --note x",
    "outlet unjudge": "outlet unjudge 1 2 --note x",
    "reporter merge": "reporter merge 1 2 --note x",
    "reporter unmerge": "reporter unmerge 1 2 --note x",
    "reporter unjudge": "reporter unjudge 1 2 --note x",
    "source same": "source same 1 2 --note x",
    "source merge": "source merge 1 2 --note x",
    "source unmerge": "source unmerge 1 2 --note x",
    "source unjudge": "source unjudge 1 2 --note x",
    "article merge": "article merge 1 2 --note x",
    "article unmerge": "article unmerge 1 2 --note x",
    "article unjudge": "article unjudge 1 2 --note x",
    "import --records": "import {folder}/records.jsonl",
    "redact": "redact outlet:1 note --reason x --yes",
    "redact --clean": "redact --clean",
    "db policy": "db policy two_person_verdicts on",
    "db reindex": "db reindex",
    "user add": "user add user{n} --role reader",
    "user role": "user role reader2 journalist --login login{n}",
    "user disable": "user disable reader2",
    "user password --for": "user password reader2",
    "user revoke --for": "user revoke 2",
    "db grant": "db grant nobody reader",
    "db revoke": "db revoke nobody",
    "db backup": "db backup {folder}/{n}.bak",
    "list --confidential": "list --confidential",
    "search --confidential": "search Statement --confidential",
    "show --confidential": "show 1 --confidential",
    "similar --confidential": "similar 1 --confidential",
    "history --confidential": "history 1 --confidential",
    "inquiries --confidential": "inquiries --confidential",
    "queue --confidential": "queue --confidential",
    "outlet list --confidential": "outlet list --confidential",
    "outlet show --confidential": "outlet show 1 --confidential",
    "reporter list --confidential": "reporter list --confidential",
    "reporter show --confidential": "reporter show 1 --confidential",
    "source list --confidential": "source list --confidential",
    "source show --confidential": "source show 1 --confidential",
    "article list --confidential": "article list --confidential",
    "article show --confidential": "article show 1 --confidential",
    "article snapshots --confidential": "article snapshots 1 --confidential",
    "article text --confidential": "article text 1 --confidential",
    "article changes --confidential": "article changes 1 --confidential",
    "source unseal": "source unseal diplomat --identity-file {folder}/key.txt",
    "user reads": "user reads",
    "story closings": "story closings",
    "export --complete": "export --complete {folder}/{n}.jsonl",
    "archive make --confidential-to": "archive make s -o {folder}/{n}archive --confidential-to "
    "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
}
"""A command line for every action that has a command."""

NO_COMMAND = {"access", "access --for"}
"""What the desk does."""


@pytest.fixture
@kept
def newsroom(run: Run) -> Run:
    """A newsroom with somebody in every role, each called by it, and something of every kind."""
    done(run, "--as", "lindqvist", "user", "add", "lindqvist")
    for name in (*ROLES, "reader2"):
        done(run, "--as", "lindqvist", "user", "add", str(name), "--role", str(name).rstrip("2"))
    given = ("--outlet", "Alpha", "--attribution", "named", "--source", "Ada Ruiz", "--reporter", "Ann Rich")
    log = ("--as", "owner", "log")
    done(run, *log, "Statement A", *given, "--story", "s", "--url", "https://alpha.example/a")
    given = ("--outlet", "Beta", "--attribution", "named", "--source", "Bea Soto", "--reporter", "Bob Poor")
    done(run, *log, "Statement B", *given, "--story", "t", "--url", "https://beta.example/b")
    done(run, "--as", "owner", "source", "add", "diplomat", "--kind", "person", "--described", "a diplomat")
    done(run, "--as", "owner", "ask", 1, "somebody")
    for name in ("reader", "owner"):
        done(run, "--as", name, "user", "token", f"script of the {name}")
    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the files that commands read."""
    (tmp_path / "page.txt").write_text("Bridge to close\n\nThe bridge will close by 30 June 2024, Ann Rich said.\n")
    (tmp_path / "rows.csv").write_text("statement,outlet,attribution\nIt rains,Delta,unattributed\n")
    (tmp_path / "outlets.csv").write_text("name,domain\nThe Herald,herald.example\n")
    (tmp_path / "key.txt").write_text("AGE-SECRET-KEY-1\n")
    return tmp_path


def leaves(command: click.Command, *path: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from leaves(inner, *path, name)


def test_of_every_command_it_is_said_who_may_run_it() -> None:
    for name, command in leaves(root):
        options = {option for parameter in command.params for option in parameter.opts}
        assert (name in ACTIONS) != (name in OPEN), name
        if getattr(command.callback, "claims_writes", False):
            assert name in WRITES, name
        if "--confidential" in options and name not in WRITES:
            assert f"{name} --confidential" in CONFIDENTIAL, name
        for part, meant in (("--agree", WRITES), ("--complete", CONFIDENTIAL), ("--confidential-to", CONFIDENTIAL)):
            assert (part not in options) or f"{name} {part}" in meant, name
    commands = {name for name, _ in leaves(root)}
    assert {action.partition(" --")[0] for action in (*ACTIONS, *OPEN)} - commands == {"access"}


def test_a_line_is_played_for_every_action() -> None:
    assert set(LINES) | NO_COMMAND == set(ACTIONS)


@pytest.mark.parametrize("role", [*ROLES, STRANGER])
def test_the_unit_of_work_lets_each_role_do_what_the_table_says(newsroom: Run, role: str) -> None:
    person = settings(newsroom.url).as_account(str(role))
    for action in ACTIONS:
        allowed = role != STRANGER and may(Role(role), action)
        if allowed:
            recording.tried(person, lambda session: None, action)
        else:
            with pytest.raises(NotAllowed, match="`claims user "):
                recording.tried(person, lambda session: None, action)


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize("action", list(LINES))
def test_a_command_is_refused_below_its_role_and_reaches_the_records_from_it_on(
    newsroom: Run, folder: Path, action: str
) -> None:
    least = ROLES.index(ACTIONS[action])
    newsroom("--as", "owner", "export", folder / "records.jsonl")
    people = ([*ROLES[:least], STRANGER][max(least - 1, 0) :], ROLES[least : least + 1])
    for number, (names, allowed) in enumerate(zip(people, (False, True), strict=True)):
        for name in names:
            line = shlex.split(LINES[action].format(folder=folder, n=f"{number}{name}"))
            before = left(newsroom)
            answer = newsroom("--as", str(name), *line, input="a long enough secret")
            if allowed:
                assert answer.exit_code not in (2, 10), (name, answer)
                continue
            assert answer.exit_code == 10, (name, answer)
            assert answer.stdout == ""
            # A stranger may not even run the command whose part this is.
            asked = {action} | ({action.partition(" --")[0]} if name == STRANGER else set())
            assert any(f"{DESCRIBED.get(one, f'`claims {one}`')} needs" in answer.stderr for one in asked)
            assert left(newsroom) == before, name


def left(run: Run) -> tuple[int, int]:
    """How many events there are, and how many confidential reads."""
    with reading(settings(run.url), sees_all=True) as connection:
        counts = [len(connection.execute(select(table.c.id)).all()) for table in (EVENT, READS)]
    return counts[0], counts[1]


def test_who_reads_in_confidence_is_recorded_and_told_to_editors(newsroom: Run) -> None:
    done(newsroom, "--as", "journalist", "show", 1, "--confidential")
    done(newsroom, "--as", "checker", "list", "--confidential")
    done(newsroom, "--as", "checker", "show", 1)
    newsroom("--as", "reader", "show", 1, "--confidential")
    newsroom("--as", "checker", "show", 99, "--confidential")
    rows = done(newsroom, "--as", "editor", "user", "reads")
    assert [(row["who"], row["what"], row["record"]) for row in rows] == [
        ("journalist", "show --confidential", "claim #1"),
        ("checker", "list --confidential", None),
    ]
    assert len(done(newsroom, "--as", "editor", "user", "reads", "--by", "Checker")) == 1
    assert "confidential" not in newsroom("--as", "editor", "history", 1).stdout


@pytest.mark.engines("sqlite")
def test_where_a_read_cannot_be_recorded_it_is_refused_or_said(run: Run, newsroom: Run, tmp_path: Path) -> None:

    alone = Run(f"sqlite:///{tmp_path / 'alone.db'}", run.environment)
    done(alone, "log", "It rains", "--outlet", "Alpha", "--attribution", "unattributed")
    for database in (newsroom, alone):
        fill(database)
    answer = newsroom("--as", "checker", "show", 1, "--confidential")
    assert (answer.exit_code, answer.stdout) == (7, "")
    answer = alone("show", 1, "--confidential")
    assert (answer.exit_code, "this confidential read is not recorded" in answer.stderr) == (0, True)
    assert "It rains" in answer.stdout


def fill(run: Run) -> None:
    """Let a database refuse every new read, as one on a full disk does."""
    refuse = "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
    with closing(sqlite3.connect(run.url.removeprefix(SQLITE_SCHEME))) as file:
        file.execute(f"CREATE TRIGGER full BEFORE INSERT ON confidential_read {refuse}")


@pytest.mark.parametrize("reviewed", [True, False])
def test_a_table_gives_no_role(newsroom: Run, folder: Path, reviewed: bool) -> None:
    rows = [["statement", "outlet", "attribution"], ["It snows", "Delta", "unattributed"]]
    more = [["status", "review_note"], ["disputed", "so they say"]] if reviewed else [[], []]
    lines = [",".join(row + extra) for row, extra in zip(rows, more, strict=True)]
    path = folder / "reviewed.csv"
    path.write_text("\n".join(lines))
    names = lines[0].split(",")
    line = ("import", path, *(part for name in names for part in ("--map", f"{name}={name}")))
    answer = newsroom("--as", "journalist", *line)
    assert answer.exit_code == (10 if reviewed else 0), answer
    assert ("entering a review needs a checker" in answer.stderr) is reviewed
    assert newsroom("--as", "checker", *line).exit_code == 0
