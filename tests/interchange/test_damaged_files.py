"""Files that are damaged, or hold what no record can: one sentence with 6 or 9, and nothing of them is entered."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.cli.entering import done, rows
from tests.conftest import Run

pytestmark = pytest.mark.engines("sqlite")

DEEP = "[" * 3_000
ODD: list[Any] = [None, True, -1, 1.5, 10**30, "", "\0", "\ud800", [], [1], {}, {"a": 1}, "2024-99-99"]
TEXTS = ("uid", "entered_by", "statement", "match_key")
LATEST = "9999-12-31T23:59:59-14:00"


def unreadable(run: Run, *args: object, codes: tuple[int, ...] = (6, 9)) -> None:
    before = rows(run)
    answer = run(*args)
    assert answer.exit_code in codes, answer
    assert len(answer.stderr.splitlines()[0]) < 500
    assert rows(run) == before


@pytest.mark.parametrize("name", ["deep.json", "deep.jsonl", "deep.toml"])
def test_what_nests_too_deeply(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    table = tmp_path / "t.csv"
    table.write_text("Claim,Outlet\na,b\n")
    file.write_text(f"dataset = {DEEP}{']' * 3_000}" if name.endswith("toml") else DEEP)
    unreadable(run, *(("import", table, "--mapping", file) if name.endswith("toml") else ("import", file)))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_workbook_of_which_a_part_is_cut_short(run: Run, tmp_path: Path, part: str) -> None:
    whole, cut = tmp_path / "whole.xlsx", tmp_path / "cut.xlsx"
    book = Workbook()
    for number in range(30):
        book.active.append([f"claim {number}", "outlet"])
    book.save(whole)
    with zipfile.ZipFile(whole) as made, zipfile.ZipFile(cut, "w") as archive:
        for name in made.namelist():
            content = made.read(name)
            archive.writestr(name, content[: len(content) // 2] if name == part else content)
    unreadable(run, "import", cut, "--map", "claim 0=statement")


def test_what_is_called_a_workbook_and_is_none(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(bytes(range(128, 256)) * 4)
    answer = run("import", file)
    assert (answer.exit_code, "sheet.xlsx is not a workbook" in answer.stderr) == (9, True)


@pytest.mark.parametrize("field", ["uid", "entered_at", "entered_by", "statement", "kind", "weight", "match_key"])
@pytest.mark.parametrize("complete", [False, True])
def test_an_exchange_file_with_a_value_that_cannot_be(run: Run, tmp_path: Path, field: str, complete: bool) -> None:
    done(run, "log", "A claim", "--outlet", "Alpha", "--attribution", "own_voice")
    whole, odd = tmp_path / "whole.jsonl", tmp_path / "odd.jsonl"
    run("export", whole, *(["--complete"] if complete else []))
    *body, last = whole.read_text().splitlines()
    at = next(number for number, line in enumerate(body) if json.loads(line).get("table") == "claim")
    for value in ODD:
        always = field in ("uid", "entered_at", "entered_by")
        if (value is None and not always) or (value in ("", "2024-99-99") and field in TEXTS):
            continue  # taken out by a redaction, or a text like others
        line = json.loads(body[at])
        line["row"][field] = value
        lines = [*body[:at], json.dumps(line), *body[at + 1 :]]
        text = "\n".join(lines) + "\n"
        told = {**json.loads(last), "digest": hashlib.sha256(text.encode()).hexdigest()}
        odd.write_text(text + json.dumps(told) + "\n")
        unreadable(run, "import", odd, codes=(6,))


@pytest.mark.parametrize("field", ["record", "key", "by", "entered", "kind", "named", "name", "stated_count"])
def test_a_case_with_a_value_that_cannot_be(run: Run, tmp_path: Path, field: str) -> None:
    source = {"record": "source", "key": "a", "by": "ann", "entered": "2024-03-01T10:00:00+00:00", "kind": "person"}
    file = tmp_path / "case.jsonl"
    for value in [{"a": 1}, [1], "\0", "\ud800", *([LATEST] if field == "entered" else [])]:
        file.write_text(json.dumps({**source, "name": "A", field: value}))
        unreadable(run, "import", file, codes=(6,))


def test_a_deadline_that_cannot_be_read_takes_no_other_row_down(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(
        "claim,outlet,date,kind,due\n"
        "The wall is rebuilt,The Paper,2024-11-25,prediction,by 2030\n"
        "The sea reaches the square,The Paper,2024-11-25,prediction,over the next few decades\n"
        "The bank falls,The Paper,2024-11-25,prediction,when pigs fly\n"
    )
    answer = done(run, "import", file)
    assert answer["rejected"] == 1
    assert "t.csv" in answer["file"]
    assert rows(run)["claim"] == 2
    assert ",4," in Path(answer["rejects"]).read_text()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes by name")
def test_a_pipe_is_not_waited_for(run: Run, tmp_path: Path) -> None:
    pipe, table = tmp_path / "pipe", tmp_path / "t.csv"
    os.mkfifo(pipe)
    table.write_text("Claim,Outlet\na,b\n")
    for args in (("import", pipe), ("import", table, "--mapping", pipe), ("import", table, "--ratings", pipe)):
        unreadable(run, *args, codes=(9,))


def test_the_folder_of_nobody_is_a_name_like_others(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done(run, "log", "A claim", "--outlet", "Alpha", "--attribution", "own_voice")
    evidence = ("--evidence", "~no-such-person/x", "--evidence-kind", "data")
    unreadable(run, "review", 1, "confirmed", "--note", "x", *evidence, codes=(6,))
    unreadable(run, "export", "~no-such-person/x", codes=(9,))
