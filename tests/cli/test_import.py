"""Tables come in whole or with their bad rows set aside, twice without harm, and go on where they stopped."""

from __future__ import annotations

import csv
import io
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from claims.settings import settings
from claims.store import verification
from claims.store.database import reading
from claims.store.schema import TABLES
from tests.conftest import ROOT, Result, Run, RunProcess

HEAD = ["id", "claim_id", "Claim", "Outlet", "URL", "Published", "Reporter", "Attribution", "Speaker", "Rating"]
ROWS = [
    line.split("|")
    for line in """
1|c1|Chile hosts the talks|Nikkei Asia|https://asia.nikkei.com/a?ref=|2024-03-19|Jane Doe|unnamed|a diplomat|false
2|c1|Chile hosts the talks||https://www.asia.nikkei.com/b|2024-03-20|Jane Doe|unnamed|a diplomat|false
3|c2|Café fees rise|Le Monde|https://lemonde.fr/a|||named|Anne Hidalgo|Mostly Scam
4|c2|Café fees rise|Le Monde|https://m.lemonde.fr/a?fbclid=1|||named|anne hidalgo|
5|c1|Chile hosts the talks||https://lemonde.fr/a|||||
""".strip().splitlines()
]


def table(rows: list[list[str]], head: list[str] | None = None, separator: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([head or HEAD, *rows])
    return out.getvalue()


def stored(url: str, name: str) -> list[dict[str, Any]]:
    with reading(settings(url)) as connection:
        return [dict(row) for row in connection.execute(select(TABLES[name]).order_by(TABLES[name].c.id)).mappings()]


def imported(run: Run, path: Path, *args: object) -> Result:
    done = run("import", path, *args)
    assert done.exit_code == 0, done.stderr
    return done


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(table(ROWS), encoding="utf-8")
    return path


def test_rows_make_the_records_that_logging_would_make(run: Run, sheet: Path) -> None:
    done = imported(run, sheet, "--format", "json").json
    assert done["made"] == {
        "outlet": 2,
        "reporter": 1,
        "source": 3,
        "article": 3,
        "claim": 2,
        "appearance": 5,
        "review": 2,
    }
    assert done["unknown_ratings"] == {"Mostly Scam": 1}
    articles = stored(run.url, "article")
    assert articles[0]["url"] == "https://asia.nikkei.com/a?ref="
    assert articles[0]["url_key"] == "asia.nikkei.com/a"
    assert articles[1]["outlet_id"] == articles[0]["outlet_id"], "found by the host"
    diplomats = [one for one in stored(run.url, "source") if not one["named"]]
    assert len(diplomats) == 2, "somebody unnamed is another one in another article"
    appearances = stored(run.url, "appearance")
    assert appearances[2]["article_id"] == appearances[3]["article_id"] == appearances[4]["article_id"]
    assert appearances[2]["source_id"] == appearances[3]["source_id"]
    reviews = [(one["status"], one["rating"]) for one in stored(run.url, "review")]
    assert reviews == [("refuted", "false"), ("in_review", "Mostly Scam")]
    assert [one["kind"] for one in stored(run.url, "evidence")] == ["report"]
    assert run("db", "check").exit_code == 0
    with reading(settings(run.url)) as connection:
        assert verification.verify(connection).events == 1
    assert "hosts the talks" in run("search", "chile").stdout


def test_twice_changes_nothing(run: Run, sheet: Path) -> None:
    imported(run, sheet)
    before = {name: stored(run.url, name) for name in TABLES}
    assert imported(run, sheet).stdout == "nothing new; 5 rows were there already\n"
    assert {name: stored(run.url, name) for name in TABLES} == before


def test_without_keys_the_row_itself_is_known_again(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_text(table([row[2:] for row in ROWS], HEAD[2:]), encoding="utf-8")
    imported(run, path)
    assert "nothing new" in imported(run, path).stdout
    path.write_text(table([row[2:] for row in ROWS[:4]] + [["Another", "BBC", *[""] * 6]], HEAD[2:]), encoding="utf-8")
    assert imported(run, path, "--format", "json").json["made"] == {
        "outlet": 1,
        "article": 1,
        "claim": 1,
        "appearance": 1,
    }


def test_a_statement_of_several_lines_is_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text('Claim,Outlet,Note\n"Japan joins\r\nthe pact ",RNZ,"one\ntwo"\n', encoding="utf-8")
    answer = run("import", path)
    assert answer.exit_code == 0, answer.stderr
    assert run("show", 1, "--format", "json").json["statement"] == "Japan joins the pact"


def test_a_changed_row_is_a_proposed_correction(run: Run, sheet: Path, tmp_path: Path) -> None:
    imported(run, sheet)
    before = {name: stored(run.url, name) for name in TABLES}
    rows = [list(row) for row in ROWS]
    rows[0][7] = "collective"
    rows[2][2] = "Café fees rise by a tenth"
    rows[0][9] = "true"
    sheet.write_text(table(rows), encoding="utf-8")
    report = tmp_path / "changed.csv"
    done = imported(run, sheet, "--report", report, "--format", "json").json
    told = {(one["line"], one["record"], one["field"], one["old"], one["new"]) for one in done["proposals"]}
    assert told == {
        (2, "appearance", "attribution", "unnamed", "collective"),
        (4, "claim", "statement", "Café fees rise", "Café fees rise by a tenth"),
        (2, "review", "rating", "false", "true"),
    }
    assert {name: stored(run.url, name) for name in TABLES} == before
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    with report.open(encoding="utf-8-sig", newline="") as file:
        commands = [row["command"] for row in csv.DictReader(file)]
    assert any(one.startswith("claims edit 2 --statement 'Café fees rise by a tenth' --reason") for one in commands)
    edited = run("edit", "2", "--statement", "Café fees rise by a tenth", "--reason", "the sheet says so")
    assert edited.exit_code == 0
    left = imported(run, sheet, "--format", "json").json["proposals"]
    assert {one["field"] for one in left} == {"attribution", "rating"}


def test_what_was_edited_here_is_no_change_of_the_table(run: Run, sheet: Path) -> None:
    imported(run, sheet)
    assert run("edit", "2", "--statement", "Fees of cafés rise", "--reason", "clearer").exit_code == 0
    assert imported(run, sheet, "--format", "json").json["proposals"] == []


def test_bad_rows_are_set_aside_and_can_be_mended(run: Run, sheet: Path) -> None:
    bad = [
        ["6", "c3", "", "BBC", "https://bbc.co.uk/1", "", "", "", "", ""],
        ["7", "c4", "It rained", "BBC", "no address", "", "", "", "", ""],
        ["8", "c4", "It rained", "BBC", "https://bbc.co.uk/2", "2024-13-01", "", "", "", ""],
        ["9", "c4", "too short"],
    ]
    sheet.write_text(table([*ROWS[:2], *bad, *ROWS[2:]]), encoding="utf-8")
    done = imported(run, sheet, "--format", "json").json
    assert done["rejected"] == 4
    assert done["made"]["appearance"] == 5
    assert {one["name"] for one in stored(run.url, "outlet")} == {"Nikkei Asia", "Le Monde"}, "nothing of a bad row"
    rejects = sheet.with_name("log.rejects.csv")
    assert stat.S_IMODE(rejects.stat().st_mode) == 0o600
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["problem", "line", *HEAD]
    assert [row[1:4] for row in rows] == [["4", "6", "c3"], ["5", "7", "c4"], ["6", "8", "c4"], ["7", "9", "c4"]]
    assert [row[0].split(":")[0] for row in rows[:3]] == ["statement", "url", "published"]
    mended = (
        rejects.read_text(encoding="utf-8-sig").replace("no address", "https://bbc.co.uk/3").replace("-13-", "-12-")
    )
    rejects.write_text(mended, encoding="utf-8-sig")
    again = imported(run, rejects, "--format", "json").json
    assert (again["made"]["appearance"], again["rejected"]) == (2, 2)
    assert again["rejects"].endswith("log.rejects-2.csv")


def test_strict_stops_at_the_first_and_keeps_nothing_of_the_batch(run: Run, sheet: Path) -> None:
    bad = [
        ["8", "c4", "It rained", "BBC", "https://bbc.co.uk/2", "2024-13-01", "", "", "", ""],
        ["9", "c4", "It rained", "BBC", "no address", "", "", "", "", ""],
        ["10", "c4"],
    ]
    sheet.write_text(table([*ROWS, *bad]), encoding="utf-8")
    done = run("import", sheet, "--strict")
    assert done.exit_code == 6
    assert "line 7: There is no month 13" in done.stderr
    assert stored(run.url, "claim") == []
    assert not sheet.with_name("log.rejects.csv").exists()


def test_a_mapping_beside_the_table_is_found(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rumours.csv"
    head = ["", "claimHeadline", "stance", "aid", "cid", "link", "truth"]
    rows = [
        ["0", "A hoax", "for", "a1", "c1", "http://www.nytimes.com/1", "unknown"],
        ["1", "A hoax", "against", "a2", "c1", "http://nytimes.com/2", "unknown"],
        ["2", "Another", "observing", "a3", "c2", "http://nytimes.com/2", "false"],
    ]
    path.write_text(table(rows, head), encoding="utf-8")
    path.with_suffix(".toml").write_text(
        'dataset = "emergent"\n[columns]\ncid = "claim.key"\nclaimHeadline = "statement"\naid = "appearance.key"\n'
        'stance = { field = "treatment", values = { for = "endorses", against = "rejects", observing = "reports" } }\n'
        'link = "url"\ntruth = "rating"\n[constants]\nstory = "rumours"\n',
        encoding="utf-8",
    )
    shown = imported(run, path, "--preview")
    assert "by the mapping" in shown.stdout
    assert "No problems" in shown.stdout
    assert stored(run.url, "claim") == [], "a preview enters nothing"
    done = imported(run, path, "--format", "json").json
    assert (done["dataset"], done["made"]["outlet"], done["made"]["article"]) == ("emergent", 1, 2)
    counts = run("report", "counts", "--story", "rumours", "--format", "json").json
    assert counts["treatments"] == {"endorses": 1, "reports": 1, "rejects": 1}
    assert counts["statuses"] == {"unverified": 1, "refuted": 1}
    assert (counts["least"], counts["most"], counts["mean"]) == (1, 2, 1.5)


def test_what_we_have_judged_is_not_overridden_by_a_rating(run: Run, tmp_path: Path) -> None:
    assert run("log", "It rained", "--outlet", "BBC", "--attribution", "unattributed").exit_code == 0
    assert run("review", "1", "unproven", "--note", "looked").exit_code == 0
    path = tmp_path / "ratings.csv"
    path.write_text("claim,rating\nIt rained,true\n", encoding="utf-8")
    done = imported(run, path, "--format", "json").json
    assert [(one["record"], one["old"], one["new"]) for one in done["proposals"]] == [
        ("claim", "unproven", "confirmed")
    ]
    assert [one["status"] for one in stored(run.url, "review")] == ["unproven"]


def test_ratings_in_no_table_wait_in_the_queue_until_somebody_reviews(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    unknown = [f"Rating number {at}" for at in range(30)]
    rows = "".join(f"Claim {at},{rating}\n" for at, rating in enumerate([*unknown, "True"]))
    path.write_text(f"claim,rating\n{rows}", encoding="utf-8")
    assert "Rating number 29" in imported(run, path, "--preview").stdout
    assert "Rating number 29" in imported(run, path).stdout, "the list is whole"
    waiting = run("queue", "--all", "--format", "json").json
    assert [line["id"] for line in waiting] == list(range(1, 31))
    assert {reason["kind"] for line in waiting for reason in line["reasons"]} == {"unreviewed"}
    assert waiting[0]["reasons"][0]["reviews"] == [1]
    assert "“Rating number 0”" in waiting[0]["why"][0]
    assert run("review", "1", "unproven", "--note", "looked").exit_code == 0
    assert run("review", "2", "in_review", "--note", "on it").exit_code == 0
    assert [line["id"] for line in run("queue", "--all", "--format", "json").json] == list(range(3, 31))
    assert run("db", "check").exit_code == 0


def test_verdicts_wait_where_two_people_are_asked_for(run: Run, tmp_path: Path) -> None:
    assert run("db", "policy", "two-person-verdicts", "on", "--note", "agreed").exit_code == 0
    path = tmp_path / "ratings.csv"
    path.write_text("claim,rating\nIt rained,true\n", encoding="utf-8")
    imported(run, path)
    (review,) = stored(run.url, "review")
    assert review["proposed"]


def test_a_relay_finds_the_article_of_its_outlet(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "relays.csv"
    path.write_text(
        "claim,outlet,url,published,relays\n"
        "It rained,BBC,https://bbc.co.uk/1,2024-03-01,\n"
        "It rained,Sky,https://sky.com/1,2024-03-02,BBC\n"
        "It rained,ITV,https://itv.com/1,2024-02-01,BBC\n"
        "It rained,CNN,https://cnn.com/1,2024-03-03,https://ft.com/x\n",
        encoding="utf-8",
    )
    imported(run, path)
    articles = {one["id"]: one for one in stored(run.url, "article")}
    relayed = [articles[one["relays_id"]] if one["relays_id"] else None for one in stored(run.url, "appearance")]
    assert [one and (one["url"], one["seen"]) for one in relayed] == [
        None,
        ("https://bbc.co.uk/1", True),
        (None, False),  # what relays it was published before the other
        ("https://ft.com/x", False),
    ]


@pytest.mark.parametrize(
    ("args", "part"),
    [
        (["--map", "Claim=statment"], "statement"),
        (["--map", "Clam=statement"], "Claim"),
        (["--set", "outlets=BBC"], "outlet"),
        (["--encoding", "nope"], "utf-8"),
        (["--sheet", "x"], "workbook"),
        (["--map", "Claim"], "COLUMN=FIELD"),
    ],
)
@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_what_is_not_understood_is_said(run: Run, sheet: Path, args: list[str], part: str) -> None:
    done = run("import", sheet, *args)
    assert done.exit_code in (2, 6)
    assert part in done.stderr
    assert stored(run.url, "claim") == []


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_options_for_tables_are_refused_for_a_case(run: Run) -> None:
    done = run("import", "aukus", "--strict")
    assert done.exit_code == 2
    assert "--strict is for tables" in done.stderr


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_ctrl_c_stops_after_the_batch_and_the_same_command_goes_on(run_process: RunProcess, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    rows = [[f"Claim number {at // 9}", f"https://site{at % 50}.org/{at}"] for at in range(16_000)]
    path.write_text(table(rows, ["claim", "url"]), encoding="utf-8")
    command = [sys.executable, "-m", "claims", *run_process.arguments(["import", path])]
    environment = {**os.environ, **run_process.environment}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        while not stored(run_process.url, "claim"):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)[0]
    assert process.returncode == 130
    assert "run the same command again" in said
    there = len(stored(run_process.url, "appearance"))
    assert 0 < there < 16_000
    assert there % 2_000 == 0
    done = run_process("import", path)
    assert done.exit_code == 0
    assert f"{there:,} rows were there already" in done.stdout
    assert len(stored(run_process.url, "appearance")) == 16_000
