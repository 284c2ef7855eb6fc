"""Two people who worked offline from one copy: whoever takes in whose work first, both end with the same records."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.conftest import Run
from tests.places import Pool
from tests.test_as_of import LONG, OPENING, Step, do, steps

Make = Callable[[int], list[Run]]


@pytest.fixture
def fresh(several: Pool, environment: dict[str, str]) -> Make:
    """Makes databases in which nothing has been entered, in place of those that it made before."""
    return lambda count: [Run(url, environment) for url in several(count)]


def exported(run: Run, folder: Path) -> Path:
    """The complete export of a database."""
    path = folder / f"{uuid4()}.jsonl"
    answer = run("export", "--complete", path)
    assert answer.exit_code == 0, answer.stderr
    return path


def take_in(run: Run, path: Path) -> None:
    answer = run("import", path)
    assert answer.exit_code == 0, answer.stderr


def in_order(run: Run) -> None:
    for command in ("verify", "check"):
        answer = run("db", command)
        assert answer.exit_code == 0, answer.stdout + answer.stderr


def copied_file(run: Run, target: Path) -> None:
    with closing(sqlite3.connect(run.url.removeprefix("sqlite:///"))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(run.url.removeprefix("sqlite:///"), target)


@hypothesis_settings(LONG, max_examples=2)
@given(before=steps(), here=steps(), there=steps(), first=st.booleans(), file=st.booleans())
def test_two_who_worked_apart_end_with_the_same(
    fresh: Make, tmp_path: Path, before: list[Step], here: list[Step], there: list[Step], first: bool, file: bool
) -> None:
    desk, one, other = fresh(3)
    for index, step in enumerate(before):
        do(desk.url, index, step)
    copy = exported(desk, tmp_path)
    for run in (one, other):
        if file and desk.url.startswith("sqlite"):
            copied_file(desk, Path(run.url.removeprefix("sqlite:///")))
        else:
            take_in(run, copy)
        assert exported(run, tmp_path).read_bytes() == copy.read_bytes()
    for index, (step, another) in enumerate(zip(here[len(OPENING) :], there[len(OPENING) :], strict=False)):
        do(one.url, 100 + 2 * index, step)
        do(other.url, 101 + 2 * index, another)
    mine, theirs = exported(one, tmp_path), exported(other, tmp_path)
    for run, path in ((one, theirs), (other, mine)) if first else ((other, mine), (one, theirs)):
        take_in(run, path)
    assert exported(one, tmp_path).read_bytes() == exported(other, tmp_path).read_bytes()
    take_in(desk, exported(one, tmp_path))
    assert exported(desk, tmp_path).read_bytes() == exported(other, tmp_path).read_bytes()
    for run in (one, other, desk):
        in_order(run)


LOG = ("--outlet", "RNZ", "--attribution", "unattributed")


@pytest.fixture
def apart(fresh: Make, tmp_path: Path) -> tuple[Run, Run]:
    """Two databases that began as one, with a claim."""
    one, other = fresh(2)
    assert one("log", "Japan joins", *LOG).exit_code == 0
    take_in(other, exported(one, tmp_path))
    return one, other


def test_what_both_edited_is_a_conflict_that_keeps_both_histories(apart: tuple[Run, Run], tmp_path: Path) -> None:
    one, other = apart
    one("edit", 1, "--statement", "Japan joins Pillar 2", "--reason", "more exact")
    other("edit", 1, "--statement", "Japan may join", "--reason", "more careful")
    answer = one("import", exported(other, tmp_path))
    assert answer.exit_code == 0
    assert (
        "claim #1 statement: edited here to “Japan joins Pillar 2” and there to “Japan may join”; “Japan may join”, "
        "entered last, stands"
    ) in answer.stdout
    told = one("history", 1).stdout
    assert "Japan joins Pillar 2" in " ".join(told.split())
    assert one("show", 1, "--format", "json").json["statement"] == "Japan may join"
    assert one("search", "careful", "--format", "json").json == []
    assert [found["id"] for found in one("search", "may", "--format", "json").json] == [1]
    in_order(one)


def test_two_reviews_made_apart_are_shown_so(apart: tuple[Run, Run], tmp_path: Path) -> None:
    one, other = apart
    one("review", 1, "in_review", "--note", "asked Tokyo")
    other("review", 1, "disputed", "--note", "Tokyo denies")
    take_in(one, exported(other, tmp_path))
    assert [review["made_apart"] for review in one("show", 1, "--format", "json").json["reviews"]] == [True, True]


def test_a_file_that_was_changed_or_cut_is_refused_and_nothing_comes_in(apart: tuple[Run, Run], tmp_path: Path) -> None:
    one, other = apart
    other("log", "Canada joins", *LOG)
    whole = exported(other, tmp_path)
    lines = whole.read_bytes().splitlines(keepends=True)
    for broken, sentence in (
        (b"".join(lines[:-1]), "cut short"),
        (b"".join(lines).replace(b"Canada joins", b"Canada stays"), "changed after it was written"),
        (b"".join(lines)[:-20], "cut short"),
    ):
        path = tmp_path / f"{uuid4()}.jsonl"
        path.write_bytes(broken)
        answer = one("import", path)
        assert answer.exit_code == 6
        assert sentence in answer.stderr
    assert len(one("list", "--format", "json").json) == 1


def backed_up(run: Run, target: Path) -> None:
    assert run("db", "backup", target).exit_code == 0


@pytest.mark.parametrize("copy", [copied_file, backed_up])
def test_two_copies_of_one_file_that_went_on_apart_come_together(
    copy: Callable[[Run, Path], None], tmp_path: Path, sqlite_db: str, environment: dict[str, str]
) -> None:
    one = Run(sqlite_db, environment)
    one("log", "Japan joins", *LOG)
    copied = tmp_path / "copy.db"
    copy(one, copied)
    other = Run(f"sqlite:///{copied}", environment)
    one("log", "Canada joins", *LOG)
    other("log", "New Zealand joins", *LOG)
    other("log", "Korea joins", *LOG)
    both = [exported(one, tmp_path), exported(other, tmp_path)]
    take_in(one, both[1])
    take_in(other, both[0])
    assert len(one("list", "--format", "json").json) == 4
    assert exported(one, tmp_path).read_bytes() == exported(other, tmp_path).read_bytes()
    for run in (one, other):
        in_order(run)
        assert "written elsewhere; head" in run("db", "verify").stdout
    other("log", "Chile joins", *LOG)
    take_in(one, exported(other, tmp_path))
    assert exported(one, tmp_path).read_bytes() == exported(other, tmp_path).read_bytes()


def test_a_backup_put_back_goes_on_in_a_chain_of_its_own(
    tmp_path: Path, sqlite_db: str, environment: dict[str, str]
) -> None:
    one = Run(sqlite_db, environment)
    one("log", "Japan joins", *LOG)
    backed_up(one, tmp_path / "backup.db")
    one("log", "Canada joins", *LOG)
    before = exported(one, tmp_path)
    shutil.copyfile(tmp_path / "backup.db", sqlite_db.removeprefix("sqlite:///"))
    one("log", "Chile joins", *LOG)
    take_in(one, before)
    assert len(one("list", "--format", "json").json) == 3
    in_order(one)


def test_copies_that_cannot_be_told_apart_are_told_what_to_do(
    tmp_path: Path, sqlite_db: str, environment: dict[str, str]
) -> None:
    one = Run(sqlite_db, environment)
    one("log", "Japan joins", *LOG)
    copied_file(one, tmp_path / "copy.db")
    one("log", "Canada joins", *LOG)
    before = exported(one, tmp_path)
    shutil.copyfile(tmp_path / "copy.db", sqlite_db.removeprefix("sqlite:///"))  # into the file as it is
    one("log", "Chile joins", *LOG)
    answer = one("import", before)
    assert answer.exit_code == 5
    assert "restored from an older copy" in answer.stderr
    assert len(one("list", "--format", "json").json) == 2
    in_order(one)


def test_what_was_said_off_the_record_stays_unless_all_is_asked_for(fresh: Make, tmp_path: Path) -> None:
    run, new = fresh(2)
    off = ("--attribution", "unnamed", "--source", "canary-mole", "--terms", "off_record")
    words = ("--excerpt", "canary-words", "--wording", "direct", "--private-note", "canary-note")
    run("log", "A canary-claim", "--outlet", "RNZ", *off, *words)
    run("log", "The budget passes", *LOG, "--private-note", "canary-private")
    run("appear", 2, "--outlet", "Kyodo", *off, *words, "--note", "canary-remark")
    path = tmp_path / "out.jsonl"
    answer = run("export", path)
    assert "canary" not in path.read_text()
    assert "off the record" in answer.stderr
    assert path.stat().st_mode & 0o777 == 0o600
    assert "canary-words" in exported(run, tmp_path).read_text()
    take_in(new, path)
    assert [one["statement"] for one in new("list", "--format", "json").json] == ["The budget passes"]
    in_order(new)
    assert "nothing new" in new("import", path).stdout


def test_all_of_it_comes_in_after_a_part_came_without_its_chain(fresh: Make, tmp_path: Path) -> None:
    laptop, desk = fresh(2)
    laptop("log", "Japan joins", *LOG, "--private-note", "a word in private")
    laptop("appear", 1, "--outlet", "Kyodo", "--attribution", "unnamed", "--source", "a mole", "--terms", "off_record")
    laptop("log", "The budget passes", *LOG)
    part = tmp_path / "part.jsonl"
    laptop("export", part)
    desk("log", "Canada joins", *LOG)
    take_in(desk, part)
    laptop("review", 1, "in_review", "--note", "asked Tokyo")
    assert laptop("redact", "claim:2", "statement", "--reason", "a name", "--yes").exit_code == 0
    answer = desk("import", exported(laptop, tmp_path))
    assert answer.exit_code == 0, answer.stderr
    assert "came here before by an export that was not complete" in answer.stdout
    told = next(one for one in desk("list", "--format", "json").json if one["statement"] == "Japan joins")
    shown = desk("show", told["id"], "--confidential", "--format", "json").json
    assert [one["article"]["outlet"] for one in shown["appearances"]] == ["RNZ", "Kyodo"]
    assert shown["status"] == "in_review"
    assert "The budget passes" not in exported(desk, tmp_path).read_text()
    in_order(desk)
    answer = desk("import", exported(laptop, tmp_path))
    assert "nothing new" in answer.stdout
    take_in(laptop, exported(desk, tmp_path))
    assert {one["statement"] for one in laptop("list", "--format", "json").json} >= {"Japan joins", "Canada joins"}
    in_order(laptop)


def test_what_came_late_is_said(apart: tuple[Run, Run], tmp_path: Path) -> None:
    one, other = apart
    other("review", 1, "in_review", "--note", "asked Tokyo")
    then = other("show", 1, "--format", "json").json["reviews"][0]["entered_at"]
    take_in(one, exported(other, tmp_path))
    assert (
        "1 record of these was entered elsewhere by then and came here only later"
        in one("show", 1, "--as-of", then).stderr
    )
    assert one("show", 1).stderr == ""
    assert other("show", 1, "--as-of", then).stderr == ""


def test_what_was_corrected_to_be_off_the_record_stays_too(fresh: Make, tmp_path: Path) -> None:
    (run,) = fresh(1)
    run("log", "A canary-claim", "--outlet", "Canary-Post", "--attribution", "unnamed", "--source", "canary-mole")
    assert run("correct", 1, "--wrong", "--terms", "off_record", "--note", "promised").exit_code == 0
    path = tmp_path / "out.jsonl"
    assert run("export", path).exit_code == 0
    for word in ("canary-claim", "canary-mole"):
        assert word not in path.read_text()
        assert word not in run("list").stdout + run("source", "list").stdout
    assert run("list", "--confidential", "--format", "json").json[0]["id"] == 1


def test_a_redaction_goes_where_the_records_go(apart: tuple[Run, Run], tmp_path: Path) -> None:
    one, other = apart
    assert other("redact", "claim:1", "statement", "--reason", "a name", "--yes").exit_code == 0
    take_in(one, exported(other, tmp_path))
    assert "Japan joins" not in exported(one, tmp_path).read_text()
    assert one("search", "japan", "--format", "json").json == []
    in_order(one)
    assert exported(one, tmp_path).read_bytes() == exported(other, tmp_path).read_bytes()


def test_a_story_goes_with_all_that_stands_behind_it(
    case_url: str, environment: dict[str, str], fresh: Make, tmp_path: Path
) -> None:
    case, (new,) = Run(case_url, environment), fresh(1)
    path = tmp_path / "story.jsonl"
    path.write_text(case("export", "--story", "aukus-pillar-2", "-").stdout, encoding="utf-8")
    take_in(new, path)
    in_order(new)
    again = tmp_path / "again.jsonl"
    again.write_text(new("export", "--story", "aukus-pillar-2", "-").stdout, encoding="utf-8")
    assert again.read_bytes() == path.read_bytes()
    assert len(new("list", "--format", "json").json) == 140
