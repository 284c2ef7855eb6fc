"""A file from another database proves what it brings before it is taken in, and verifies where it was taken in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.interchange.test_merging import LOG, Make, exported, fresh, in_order, take_in

pytestmark = pytest.mark.engines("sqlite")

__all__ = ["fresh"]

Line = dict[str, Any]


def done(run: Run, *args: object) -> None:
    answer = run(*args)
    assert answer.exit_code == 0, answer.stderr


def plain_export(run: Run, path: Path, *options: str) -> Path:
    done(run, "export", *options, path)
    return path


def written_anew(lines: list[Line], path: Path) -> Path:
    """A file of these lines whose last one is made as the program makes it."""
    *rest, last = lines
    last |= {"rows": sum("row" in line for line in rest), "events": sum("event" in line for line in rest)}
    packed = [json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False) for line in rest]
    body = "".join(f"{line}\n" for line in packed).encode()
    last["digest"] = hashlib.sha256(body).hexdigest()
    path.write_bytes(body + json.dumps(last, sort_keys=True, separators=(",", ":")).encode() + b"\n")
    return path


def read(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


@pytest.fixture
def two(fresh: Make) -> tuple[Run, Run]:
    """A database in which things were entered, edited and judged, and another newsroom's own."""
    run, other = fresh(2)
    log = ("--outlet", "Alpha", "--attribution", "named", "--source", "Jane Doe", "--story", "s")
    done(run, "log", "The tax rises", *log, "--private-note", "from her husband")
    done(run, "log", "The tax falls", "--outlet", "Beta", "--attribution", "unattributed", "--story", "s")
    done(run, "outlet", "edit", 1, "--name", "Alpha News", "--country", "GB", "--reason", "in full")
    done(run, "source", "edit", 1, "--name", "Jane Roe", "--reason", "married")
    done(run, "edit", 2, "--weight", "background", "--reason", "less")
    evidence = ("--evidence", "https://e.example/1", "--evidence-kind", "data")
    done(run, "review", 1, "refuted", "--note", "see Jane", *evidence)
    done(other, "log", "Our own", *LOG)
    return run, other


REDACTIONS = (
    ("review:1", "note"),
    ("appearance:1", "private_note"),
    ("source:1", "name"),
    ("revision:1", "reason"),
)


def redact(run: Run, *what: str) -> None:
    done(run, "redact", *what, "--reason", "a court order", "--yes")


# Files that prove nothing


@pytest.mark.parametrize("options", [(), ("--story", "s")])
@pytest.mark.parametrize("redacted", [False, True])
def test_a_plain_export_verifies_where_it_is_taken_in(
    two: tuple[Run, Run], tmp_path: Path, options: tuple[str, ...], redacted: bool
) -> None:
    busy, other = two
    if redacted:
        for what in REDACTIONS:
            redact(busy, *what)
    path = plain_export(busy, tmp_path / "plain.jsonl", *options)
    for _ in range(2):
        take_in(other, path)
        in_order(other)


def test_edits_that_come_after_verify_too(fresh: Make, tmp_path: Path) -> None:
    one, other = fresh(2)
    done(one, "log", "The tax rises", *LOG)
    take_in(other, plain_export(one, tmp_path / "1.jsonl"))
    done(one, "outlet", "edit", 1, "--country", "GB", "--reason", "known now")
    done(one, "edit", 1, "--statement", "The tax rises twice", "--reason", "more exact")
    take_in(other, plain_export(one, tmp_path / "2.jsonl"))
    in_order(other)
    assert other("show", 1, "--format", "json").json["statement"] == "The tax rises twice"


def test_a_file_that_proves_nothing_takes_nothing_out(fresh: Make, tmp_path: Path) -> None:
    one, other = fresh(2)
    done(one, "log", "The tax rises", "--outlet", "Alpha", "--attribution", "named", "--source", "Jane Doe")
    take_in(other, plain_export(one, tmp_path / "1.jsonl"))
    done(one, "source", "edit", 1, "--name", "Jane Roe", "--reason", "married")
    redact(one, "source:1", "name")
    answer = other("import", plain_export(one, tmp_path / "2.jsonl"))
    assert (answer.exit_code, "source:1 name" in answer.stdout) == (0, True)
    assert "Jane Doe" in other("show", 1).stdout
    in_order(other)


# Files with their chains


def of(table: str, lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.get("table") == table]


def events(lines: list[Line]) -> list[Line]:
    return [line for line in lines if "event" in line]


def change_a_verdict(lines: list[Line]) -> str:
    row = of("review", lines)[0]["row"]
    row["status"] = "confirmed"
    return f"review {row['uid']}"


def drop_a_verdict(lines: list[Line]) -> str:
    gone = of("review", lines)[0]
    lines[:] = [line for line in lines if line is not gone and line.get("table") != "evidence"]
    return f"review {gone['row']['uid']} is missing"


def add_a_row(lines: list[Line]) -> str:
    added = json.loads(json.dumps(of("claim", lines)[0]))
    added["row"] |= {"uid": "ffffffff-0000-7000-8000-000000000000", "statement": "Made up"}
    lines.insert(_after_claims(lines), added)
    return f"claim {added['row']['uid']}"


def _after_claims(lines: list[Line]) -> int:
    return max(number for number, line in enumerate(lines) if line.get("table") == "claim") + 1


def repeat_a_row(lines: list[Line]) -> str:
    lines.insert(_after_claims(lines), of("claim", lines)[0])
    return "twice"


def change_an_edited_name(lines: list[Line]) -> str:
    row = of("outlet", lines)[0]["row"]
    row["name"] = "Alpha Gazette"
    return f"outlet {row['uid']}"


def change_what_an_edit_was_from(lines: list[Line]) -> str:
    edit = next(line["row"] for line in of("revision", lines) if line["row"]["field"] == "name")
    edit["old"] = '"Omega"'
    return f"outlet {edit['row_uid']}"


def change_a_redacted_record(lines: list[Line]) -> str:
    row = next(line["row"] for line in of("appearance", lines) if line["salt"] is None)
    row["attribution"] = "unattributed"
    return f"appearance {row['uid']}"


def fill_a_redacted_text(lines: list[Line]) -> str:
    row = next(line["row"] for line in of("appearance", lines) if line["salt"] is None)
    row["private_note"] = "said nothing"
    return f"appearance {row['uid']}"


def take_a_salt(lines: list[Line]) -> str:
    line = of("review", lines)[0]
    line["salt"] = None
    return f"review {line['row']['uid']}"


def cut_an_event(lines: list[Line]) -> str:
    lines.remove(events(lines)[1])
    return "event 3"


def exchange_events(lines: list[Line]) -> str:
    first, second = (lines.index(event) for event in events(lines)[1:3])
    lines[first], lines[second] = lines[second], lines[first]
    return "event 3"


def cut_the_newest_event(lines: list[Line]) -> str:
    gone = events(lines)[-1]
    lines.remove(gone)
    return str(json.loads(gone["event"]["rows"])[0][0])


def change_who_did_it(lines: list[Line]) -> str:
    events(lines)[0]["event"]["who"] = "Ann"
    return "event 1"


FORGERIES: list[Callable[[list[Line]], str]] = [
    change_a_verdict,
    drop_a_verdict,
    add_a_row,
    repeat_a_row,
    change_an_edited_name,
    change_what_an_edit_was_from,
    change_a_redacted_record,
    fill_a_redacted_text,
    take_a_salt,
    cut_an_event,
    exchange_events,
    cut_the_newest_event,
    change_who_did_it,
]


@pytest.mark.parametrize("several", ["sqlite"], indirect=True)
def test_a_file_that_was_made_anew_is_refused_and_the_true_one_comes_in(two: tuple[Run, Run], tmp_path: Path) -> None:
    busy, other = two
    redact(busy, "appearance:1", "private_note")
    true = exported(busy, tmp_path)
    before = exported(other, tmp_path).read_bytes()
    for forge in FORGERIES:
        lines = read(true)
        named = forge(lines)
        answer = other("import", written_anew(lines, tmp_path / f"{forge.__name__}.jsonl"))
        assert (answer.exit_code, answer.stdout) == (6, ""), forge.__name__
        assert named in answer.stderr.splitlines()[0], (forge.__name__, answer.stderr)
        assert exported(other, tmp_path).read_bytes() == before, forge.__name__
    take_in(other, true)
    in_order(other)


@pytest.mark.parametrize("several", ["sqlite"], indirect=True)
@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "c0nfirmed"),
        ("status", 7),
        ("entered_at", "yesterday"),
        ("entered_at", "2024-03-05T15:00:00"),
        ("entered_by", None),
        ("note", {"a": 1}),
        ("note", "\ud800"),
        ("proposed", "yes"),
        ("claim_id", 1),
        ("uid", ["x"]),
        ("unheard_of", "x"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_by_name(
    two: tuple[Run, Run], tmp_path: Path, complete: bool, field: str, value: object
) -> None:
    busy, other = two
    lines = read(exported(busy, tmp_path) if complete else plain_export(busy, tmp_path / "plain.jsonl"))
    row = of("review", lines)[0]["row"]
    row[field] = value
    path = tmp_path / "odd.jsonl"
    body = "".join(f"{json.dumps(line)}\n" for line in lines[:-1]).encode()
    lines[-1]["digest"] = hashlib.sha256(body).hexdigest()
    path.write_bytes(body + json.dumps(lines[-1]).encode() + b"\n")
    answer = other("import", path)
    assert (answer.exit_code, answer.stdout) == (6, "")
    assert "review" in answer.stderr.splitlines()[0]


# Redactions, together


def test_two_who_redacted_apart_keep_the_rest_held(fresh: Make, tmp_path: Path) -> None:
    one, other = fresh(2)
    log = ("--outlet", "Alpha", "--attribution", "unattributed", "--private-note", "p")
    done(one, "log", "The tax rises", *log, "--occasion", "a dinner")
    take_in(other, exported(one, tmp_path))
    redact(one, "appearance:1", "occasion")
    redact(other, "appearance:1", "private_note")
    mine, theirs = exported(one, tmp_path), exported(other, tmp_path)
    for run, path in ((one, theirs), (other, mine)):
        take_in(run, path)
        in_order(run)
    take_in(one, exported(other, tmp_path))
    take_in(other, exported(one, tmp_path))
    assert exported(one, tmp_path).read_bytes() == exported(other, tmp_path).read_bytes()
    for run in (one, other):
        in_order(run)
        assert run("db", "verify", "--format", "json").json["unguarded"] == 0
