"""CSV and workbooks: what stands in them is what the records say, read back by other programs, and never a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from claims.cli.files.exporting import Table
from claims.interchange.tables.spreadsheets import TABLES
from claims.render import sheets as limits
from claims.render.sheets import CUT
from tests.cli.entering import done
from tests.conftest import Run
from tests.newsroom import appearance, article, claim, enter, record

pytestmark = pytest.mark.engines("sqlite")

EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", '=HYPERLINK("http://evil.example","x")')


def zipped(run: Run, path: Path, *options: str) -> dict[str, list[dict[str, str]]]:
    """Return the tables of a .zip, by name."""
    answer = run("export", "--format", "csv", *options, path)
    assert answer.exit_code == 0, answer.stderr
    with zipfile.ZipFile(path) as archive:
        texts = {name.removesuffix(".csv"): archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def sheets(run: Run, path: Path, *options: str) -> dict[str, list[dict[str, Any]]]:
    """Return the sheets of a workbook, by name, each row by its headings."""
    answer = run("export", "--format", "xlsx", *options, path)
    assert answer.exit_code == 0, answer.stderr
    book = openpyxl.load_workbook(path)
    found = {}
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        heading, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        found[sheet.title] = [dict(zip(heading, row, strict=True)) for row in rows]
    return found


def test_the_tables_that_can_be_asked_for_are_those_that_there_are() -> None:
    assert [table.value for table in Table] == list(TABLES)


def test_a_case_comes_out_whole_as_csv_and_as_a_workbook(case_url: str, environment: Any, tmp_path: Path) -> None:
    run = Run(case_url, environment)
    from claims.interchange.tables.spreadsheets import table_rows
    from claims.reading.disclosed import Disclosed
    from claims.settings import settings
    from claims.store.database import reading

    listed = done(run, "list", "--limit", "500")
    with reading(settings(case_url)) as connection:
        rows = [name for name, _ in table_rows(Disclosed(connection, None))]
    assert rows.count("claims") == len(listed["claims"] if isinstance(listed, dict) else listed) == 140
    assert rows.count("appearances") == 420
    assert rows.count("relations") == 56


def test_both_forms_say_the_same(run: Run, tmp_path: Path) -> None:
    enter(
        run.url,
        [
            record("story", "s", title="Story"),
            record("source", "ann", kind="person", name="Ann Fox"),
            *article("a", "Alpha", "2024-03", title="Zoë’s 漢字, “quoted”\nlines"),
            *article("b", "Beta", "2024-03-21"),
            claim("c", "First", stories=["s"]),
            claim("d", "Second"),
            appearance("a", "named", source="ann", said="2024-03-02"),
            appearance("b", "outlet", relays="a"),
            record("relation", "r", claim="c", kind="contradicts", other="d"),
            record(
                "review",
                "v",
                claim="c",
                status="confirmed",
                note="it is so",
                evidence=[
                    {"kind": "primary_record", "url": "https://gov.example/1"},
                    {"kind": "data", "url": "https://gov.example/2"},
                ],
            ),
        ],
    )
    text, cells = zipped(run, tmp_path / "all.zip"), sheets(run, tmp_path / "all.xlsx")
    assert list(text) == list(cells) == list(TABLES)
    assert {name: len(rows) for name, rows in text.items()} == {name: len(rows) for name, rows in cells.items()}
    first, second = cells["claims"]
    assert (first["statement"], first["status"], first["reviewed_by"]) == ("First", "confirmed", "mori")
    assert (first["people_at_least"], first["people_at_most"], second["people_at_least"]) == (1, 1, 0)
    assert first["reviewed"] == datetime.fromisoformat("2024-03-20T09:00")
    assert first["outlets"] == text["claims"][0]["outlets"] == "Alpha; Beta"
    told, relayed = cells["appearances"]
    assert told["said"] == datetime.fromisoformat("2024-03-02")
    assert text["appearances"][0]["said"] == "2024-03-02"
    assert (told["published"], told["published_latest"]) == ("2024-03", datetime.fromisoformat("2024-03-31"))
    assert told["title"] == text["appearances"][0]["title"] == "Zoë’s 漢字, “quoted”\nlines"
    assert (relayed["relays_article"], relayed["relay_basis"]) == (told["article"], "stated")
    assert [row["evidence_url"] for row in cells["reviews"]] == ["https://gov.example/1", "https://gov.example/2"]
    (source,), (alpha, _) = cells["sources"], cells["outlets"]
    assert (source["name"], source["claims"], alpha["appearances"]) == ("Ann Fox", 1, 1)
    assert not zipped(run, tmp_path / "story.zip", "--story", "s")["relations"]


def test_no_cell_is_a_formula(run: Run, tmp_path: Path) -> None:
    for number, text in enumerate(EVIL):
        key = str(number)
        evil = [claim(key, f"{text.strip()} claim", note=text), appearance(key, "own_voice", claim=key, note=text)]
        enter(run.url, [*article(key, f"{text} paper", title=text), *evil])
    for rows in zipped(run, tmp_path / "all.zip").values():
        for row in rows:
            for cell in row.values():
                assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠")), cell
                assert not cell.startswith(("\t", "\r")), cell
    path = tmp_path / "all.xlsx"
    found = sheets(run, path)["claims"]
    assert [row["statement"] for row in found] == [f"{text.strip()} claim" for text in EVIL]
    book = openpyxl.load_workbook(path)
    cells = [cell for row in book["claims"].iter_rows(min_row=2, max_col=2) for cell in row if cell.column == 2]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells), "edited in the spreadsheet, it would become a formula"
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name), name


def test_one_table_goes_into_a_pipe(run: Run) -> None:
    done(run, "log", "A claim", "--outlet", "Alpha", "--attribution", "own_voice")
    answer = run("export", "--format", "csv", "--table", "outlets", "-")
    assert answer.stdout.startswith("\ufeffid,name,slug")
    assert len(answer.stdout.splitlines()) == 2
    assert run("export", "--table", "outlets", "-").exit_code == 2


def test_days_that_a_workbook_cannot_count_and_texts_that_it_cannot_hold(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LONGEST", 100)
    long = "x" * 105
    done(run, "log", "Old", "--outlet", "A", "--published", "1850-06-01", "--attribution", "own_voice", "--note", long)
    found = sheets(run, tmp_path / "a.xlsx")
    assert found["appearances"][0]["published_earliest"] == "1850-06-01"
    (row,) = found["claims"]
    assert len(row["note"]) == 100
    assert row["note"].endswith(CUT)
    (whole,) = zipped(run, tmp_path / "a.zip")["claims"]
    assert whole["note"] == long


def test_what_a_sheet_cannot_hold_goes_on_in_another(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_ROWS", 3)
    for number in range(5):
        done(run, "log", f"Claim {number}", "--outlet", "A", "--attribution", "own_voice")
    found = sheets(run, tmp_path / "a.xlsx", "--table", "claims")
    assert {name: len(rows) for name, rows in found.items()} == {"claims": 2, "claims 2": 2, "claims 3": 1}


def test_equal_records_give_equal_files(run: Run, tmp_path: Path) -> None:
    done(run, "log", "A claim", "--outlet", "Alpha", "--attribution", "own_voice")
    zipped(run, tmp_path / "1.zip")
    zipped(run, tmp_path / "2.zip")
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()


def test_moments_are_in_the_newsrooms_zone(run: Run, tmp_path: Path) -> None:
    enter(run.url, [claim("c", "A claim", entered="2024-03-20T23:30:00+00:00")])
    env = {"CLAIMS_TZ": "Asia/Tokyo"}
    assert run("export", "--format", "xlsx", tmp_path / "a.xlsx", env=env).exit_code == 0
    (row,) = openpyxl.load_workbook(tmp_path / "a.xlsx")["claims"].iter_rows(min_row=2, values_only=True)
    assert datetime.fromisoformat("2024-03-21T08:30") in row
    told = run("export", "--format", "csv", "--table", "claims", "-", env=env).stdout
    assert "2024-03-21 08:30:00+09:00" in told


def test_a_workbook_does_not_say_when_it_was_made(run: Run, tmp_path: Path) -> None:
    """Equal records give equal files, whenever they are written; and what was made can be opened."""
    enter(run.url, [*article("a", "Alpha"), claim(), appearance("a")])
    path = tmp_path / "book.xlsx"
    assert run("export", "--format", "xlsx", path).exit_code == 0
    with zipfile.ZipFile(path) as archive:
        assert {one.date_time[0] for one in archive.infolist()} == {1980}
    made = openpyxl.load_workbook(path).properties
    assert made.created == made.modified == datetime(1980, 1, 1)  # noqa: DTZ001, a workbook has no offsets
