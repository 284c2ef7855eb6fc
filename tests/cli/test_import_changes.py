"""What a table changes is shown with old and new, applied where that is asked for, and never a second appearance."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_import import imported, stored
from tests.conftest import Run

HEAD = ["claim id", "claim", "kind", "due", "note", "outlet", "url", "rating", "review note"]
ROWS = [
    ["1", "The dam will close", "fact", "", "first", "One", "https://one.example/1", "Unproven", ""],
    ["1", "The dam will close", "fact", "", "first", "Two", "https://two.example/1", "Unproven", ""],
    ["2", "The bridge was sold", "fact", "", "", "One", "https://one.example/2", "False", "no deed"],
]
LATER = [
    ["1", "The dam will be closed", "prediction", "by May 2030", "second", *ROWS[0][5:7], "True", ""],
    ["1", "The dam will be closed", "prediction", "by May 2030", "second", *ROWS[1][5:7], "True", ""],
    ["2", "The bridge was sold", "fact", "", "", "One", "https://one.example/2", "False", "the deed is forged"],
]
CHANGES = {
    ("claim", "statement", "The dam will close", "The dam will be closed"),
    ("claim", "kind", "fact", "prediction"),
    ("claim", "note", "first", "second"),
    ("claim", "due", None, "by May 2030"),
    ("review", "rating", "Unproven", "True"),
    ("review", "note", "no deed", "the deed is forged"),
}

Write = Callable[[Path, Sequence[Sequence[str]]], None]


def delimited(separator: str, encoding: str = "utf-8") -> Write:
    def write(path: Path, rows: Sequence[Sequence[str]]) -> None:
        out = io.StringIO()
        csv.writer(out, delimiter=separator).writerows(rows)
        path.write_bytes(out.getvalue().encode(encoding))

    return write


def workbook(path: Path, rows: Sequence[Sequence[str]]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def opendocument(path: Path, rows: Sequence[Sequence[str]]) -> None:
    from tests.interchange.test_workbooks import ods, text

    ods(path, ["".join(map(text, row)) for row in rows])


def changes(done: Any) -> set[tuple[str, str, str | None, str | None]]:
    return {(change["record"], change["field"], change["old"], change["new"]) for change in done["proposals"]}


def counts(run: Run) -> dict[str, int]:
    return {name: len(stored(run.url, name)) for name in ("claim", "appearance", "article", "review", "revision")}


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("log.csv", delimited(";", "cp1252")),
        ("log.tsv", delimited("\t")),
        ("log.xlsx", workbook),
        ("log.ods", opendocument),
    ],
)
def test_what_a_table_changes_is_shown_and_applied(run: Run, tmp_path: Path, name: str, write: Write) -> None:
    path = tmp_path / name
    write(path, [HEAD, *ROWS])
    imported(run, path)
    before = counts(run)
    write(path, [HEAD, *LATER])
    for arguments in ((), ("--preview",), ("--preview", "--apply")):
        assert changes(imported(run, path, *arguments, "--format", "json").json) == CHANGES
        assert counts(run) == before
    shown = imported(run, path, "--preview").stdout
    assert "line 2, claim #1, note: “first” → “second”" in shown
    done = imported(run, path, "--apply", "--format", "json").json
    assert changes(done) == CHANGES
    assert all(change["applied"] for change in done["proposals"])
    after = counts(run)
    assert after == {**before, "review": before["review"] + 2, "revision": after["revision"]}
    claim = run("show", 1, "--format", "json").json
    assert (claim["statement"], claim["status"], claim["note"]) == ("The dam will be closed", "confirmed", "second")
    again = imported(run, path, "--apply").stdout
    assert again == "nothing new; 3 rows were there already\n"
    assert counts(run) == after
    assert run("db", "check").exit_code == 0


def test_of_rows_that_repeat_a_review_those_that_differ_are_shown(run: Run, tmp_path: Path) -> None:
    path, write = tmp_path / "log.csv", delimited(",")

    def rows(*reviews: tuple[str, str]) -> list[list[str]]:
        sites = [f"https://one.example/{at}" for at in range(len(reviews))]
        given = zip(sites, reviews, strict=True)
        return [["1", "The dam will close", "fact", "", "", "One", url, *review] for url, review in given]

    def shown() -> list[tuple[int, str, str]]:
        done = imported(run, path, "--format", "json").json
        return [(change["line"], change["field"], change["new"]) for change in done["proposals"]]

    write(path, [HEAD, *rows(("False", ""), ("False", ""), ("True", ""), ("False", ""), ("False", "no deed"))])
    assert shown() == [(4, "rating", "True")]
    assert (len(stored(run.url, "review")), len(stored(run.url, "appearance"))) == (1, 5)
    assert shown() == [(4, "rating", "True"), (6, "note", "no deed")], "reasons are compared once they are stored"
    assert run("db", "check").exit_code == 0


def test_columns_of_the_claim_and_its_review_do_not_identify_an_appearance(run: Run, tmp_path: Path) -> None:
    """With neither a key of the claim nor one of the row."""
    path, write = tmp_path / "log.csv", delimited(",")
    head = [*HEAD[1:], "status", "published", "title", "article note", "appearance note"]
    rows = [[*row[1:], "", "2024-03-01", "Dam", "", ""] for row in ROWS]
    write(path, [head, *rows])
    imported(run, path)
    before = counts(run)
    rows[2][1:4] = ["intention", "by 2031", "a note"]
    rows[2][6:] = ["Half true", "why", "", "2024-03-02", "The bridge", "seen", "on page 2"]
    write(path, [head, *rows])
    done = imported(run, path, "--apply", "--format", "json").json
    assert {change["field"] for change in done["proposals"]} == {
        *("kind", "due", "note", "rating", "published", "title"),
    }
    after = counts(run)
    assert after["claim"] == before["claim"]
    assert after["article"] == before["article"]
    assert after["appearance"] == before["appearance"] + 1, "a corrected note is a correction"
    assert len(stored(run.url, "correction")) == 1
    assert imported(run, path, "--apply").stdout == "nothing new; 3 rows were there already\n"
    rows[2][6] = "True"
    write(path, [head, *rows])
    assert changes(imported(run, path, "--apply", "--format", "json").json) == {
        ("review", "rating", "Half true", "True")
    }
    assert counts(run)["appearance"] == after["appearance"]


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_row_with_a_key_keeps_its_claim_when_the_statement_changes(run: Run, tmp_path: Path) -> None:
    path, write = tmp_path / "log.csv", delimited(",")
    for statement, rating in (
        ("It rains", "False"),
        ("It rained", "False"),
        ("It rained", "True"),
        ("It pours", "False"),
    ):
        write(path, [["id", "claim", "outlet", "rating"], ["7", statement, "One", rating]])
        imported(run, path, "--apply")
        assert imported(run, path, "--apply").stdout == "nothing new; 1 row was there already\n"
    assert [claim["statement"] for claim in stored(run.url, "claim")] == ["It pours"]
    assert [review["rating"] for review in stored(run.url, "review")] == ["False", "True", "False"]


def test_rows_that_contradict_each_other_and_our_own_reviews_change_nothing(run: Run, tmp_path: Path) -> None:
    path, write = tmp_path / "log.csv", delimited(",")
    write(path, [HEAD, *ROWS])
    imported(run, path)
    assert run("review", 2, "unproven", "--note", "we looked").exit_code == 0
    before = {name: stored(run.url, name) for name in ("review", "revision", "claim")}
    changed = [list(row) for row in ROWS]
    changed[0][4], changed[0][7], changed[2][7] = "other", "True", "True"
    write(path, [HEAD, *changed])
    done = imported(run, path, "--apply", "--format", "json").json
    refused = {(change["line"], change["field"]): change["refused"] for change in done["proposals"]}
    assert set(refused) == {(2, "note"), (2, "rating"), (4, "rating")}
    assert "line 2 “True”, line 3 “Unproven”" in refused[2, "rating"]
    assert "somebody here has reviewed claim #2" in refused[4, "rating"]
    assert {name: stored(run.url, name) for name in before} == before


def test_what_the_ladder_refuses_is_reported_and_the_rest_is_applied(run: Run, tmp_path: Path) -> None:
    path, write = tmp_path / "log.csv", delimited(",")
    head = [*HEAD, "evidence"]
    rows = [["1", *ROWS[0][1:], ""], *(["2", f"Claim {at}", *ROWS[2][2:], ""] for at in range(1))]
    write(path, [head, *rows])
    imported(run, path)
    rows[0][7], rows[0][9] = "True", ROWS[0][6]
    rows[1][4] = "a note"
    write(path, [head, *rows])
    done = imported(run, path, "--apply", "--format", "json").json
    outcome = {change["field"]: (change["applied"], change["refused"]) for change in done["proposals"]}
    assert outcome["note"] == (True, None)
    assert outcome["rating"][0] is False
    assert "own chain" in outcome["rating"][1]
    assert run("show", 1, "--format", "json").json["status"] == "unproven"


def test_verdicts_that_a_table_changes_wait_where_two_people_are_asked_for(run: Run, tmp_path: Path) -> None:
    path, write = tmp_path / "log.csv", delimited(",")
    write(path, [HEAD, *ROWS])
    imported(run, path)
    assert run("db", "policy", "two-person-verdicts", "on", "--note", "agreed").exit_code == 0
    write(path, [HEAD, *LATER])
    imported(run, path, "--apply")
    assert stored(run.url, "review")[-1]["proposed"] or stored(run.url, "review")[-2]["proposed"]
    assert run("show", 1, "--format", "json").json["status"] == "unproven"
    assert imported(run, path, "--apply").stdout == "nothing new; 3 rows were there already\n"


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_an_edit_made_here_is_no_change_of_the_table_and_its_next_change_is(run: Run, tmp_path: Path) -> None:
    path, write = tmp_path / "log.csv", delimited(",")
    write(path, [HEAD, *ROWS])
    imported(run, path)
    assert run("edit", 2, "--note", "ours", "--reason", "clearer").exit_code == 0
    assert run("correct", 3, "--wrong", "--placement", "lead", "--note", "slip").exit_code == 0
    assert imported(run, path, "--format", "json").json["proposals"] == []
    rows = [*ROWS[:2], [*ROWS[2][:4], "theirs", *ROWS[2][5:]]]
    for note in ("theirs", "", "last"):
        rows[2][4] = note
        write(path, [HEAD, *rows])
        imported(run, path, "--apply")
    assert stored(run.url, "claim")[1]["note"] == "last"
    rows[2][4] = "theirs"
    write(path, [HEAD, *rows])
    assert changes(imported(run, path, "--format", "json").json) == {("claim", "note", "last", "theirs")}


def test_a_redacted_or_confidential_value_is_neither_shown_nor_entered_again(run: Run, tmp_path: Path) -> None:
    path, write = tmp_path / "log.csv", delimited(",")
    head = ["id", "claim id", "claim", "note", "outlet", "terms", "appearance note", "rating"]
    rows = [
        ["1", "1", "It rained", "Canary One", "One", "", "", "False"],
        ["2", "2", "It snowed", "Canary Two", "One", "off_record", "Canary Three", "False"],
    ]
    write(path, [head, *rows])
    imported(run, path)
    assert run("redact", "claim:1", "note", "--reason", "asked", "--yes").exit_code == 0
    rows = [[*rows[0][:3], "Canary Four", *rows[0][4:]], [*rows[1][:3], "new", *rows[1][4:6], "new", "True"]]
    write(path, [head, *rows])
    for arguments in ((), ("--preview",), ("--apply",), ("--apply", "--format", "json")):
        done = imported(run, path, *arguments)
        for canary in ("Canary Two", "Canary Three"):
            assert canary not in done.stdout + done.stderr
    assert stored(run.url, "claim")[0]["note"] is None
    assert "records that are off the record" in imported(run, path).stdout
