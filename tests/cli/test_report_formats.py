"""`claims report story` in a format: which one is meant, where it goes, and what is missing for it."""

from __future__ import annotations

import csv
import io
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from time import sleep

import openpyxl
import pytest
from docx import Document

from claims.features.story.leaving.files import ENDINGS, ReportFormat, ReportTable
from tests.cli.entering import refused
from tests.conftest import Run
from tests.needs import with_needs
from tests.newsroom import appearance, article, claim, enter, record

SQLITE = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
THEN = ("--as-of", "2024-12-31")
STARTS = {
    ReportFormat.TABLE: b"Story\n",
    ReportFormat.MARKDOWN: b"# Story\n",
    ReportFormat.JSON: b"{\n",
    ReportFormat.HTML: b"<!doctype html>",
    ReportFormat.CSV: "\ufeffclaim,".encode(),
    ReportFormat.XLSX: b"PK",
    ReportFormat.DOCX: b"PK",
    ReportFormat.PDF: b"%PDF-1.7",
}
LIBRARIES = {ReportFormat.XLSX: "xlsxwriter", ReportFormat.DOCX: "docx", ReportFormat.PDF: "weasyprint"}


@pytest.fixture
def desk(run: Run) -> Run:
    """A newsroom with one story of one claim."""
    enter(
        run.url,
        [
            record("story", "s", title="Story"),
            *article("a", "Alpha"),
            claim(stories=["s"]),
            appearance("a", "own_voice"),
        ],
    )
    return run


def test_every_format_has_an_ending_and_a_beginning() -> None:
    assert set(ENDINGS.values()) == set(ReportFormat) == set(STARTS)


@pytest.mark.parametrize("ending", with_needs([*ENDINGS, ".PDF", ".Docx"]))
@SQLITE
def test_the_end_of_a_name_says_the_format(desk: Run, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"report{ending}"
    answer = desk("report", "story", "s", "-o", target)
    assert (answer.exit_code, answer.stdout, answer.stderr) == (0, f"Wrote the report to {target}.\n", "")
    assert target.read_bytes().lower().startswith(STARTS[ENDINGS[ending.lower()]].lower())
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize("form", with_needs(ReportFormat))
@SQLITE
def test_a_name_that_says_nothing_takes_the_format_that_is_typed(desk: Run, tmp_path: Path, form: str) -> None:
    target = tmp_path / "report.2024"
    assert desk("report", "story", "s", "-o", target, "--format", form).exit_code == 0
    assert target.read_bytes().lower().startswith(STARTS[ReportFormat(form)].lower())


def test_a_written_document_is_noted(desk: Run, tmp_path: Path) -> None:
    target = tmp_path / "report.docx"
    assert desk("report", "story", "s", "-o", target).exit_code == 0
    answer = desk("correct", 1, "--retracted", "--note", "withdrawn")
    assert "1 report written" in answer.stdout
    assert f"({target.name})" in " ".join(answer.stdout.split())


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("-o", "r.pdf", "--format", "html"), "a file that ends in .pdf is pdf, not html; change one of the two"),
        (("-o", "r.md", "--format", "table"), "a file that ends in .md is markdown, not table"),
        (("-o", "r.doc"), ".doc is not written; name the file .docx"),
        (("-o", "r.xls", "--format", "xlsx"), ".xls is not written; name the file .xlsx"),
        (("--table", "claims"), "--table goes with --format csv; leave it out"),
        (("--table", "claims", "--format", "xlsx"), "xlsx has them all, a sheet each"),
        (("--table", "claims", "-o", "r.xlsx"), "xlsx has them all, a sheet each"),
        (("--format", "odt"), '"odt" is not known; choose from table, markdown, json, html, csv'),
        (("--format", "csv", "--table", "clams"), 'did you mean "claims"?'),
    ],
)
@SQLITE
def test_what_contradicts_itself_is_refused(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    refused(desk, "report", "story", "s", *options, code=2, says=says)
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("form", list(LIBRARIES))
@SQLITE
def test_a_library_that_is_missing_is_named_with_what_installs_it(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: ReportFormat
) -> None:
    extra = {"xlsx": "tables", "docx": "word", "pdf": "pdf"}[form]
    monkeypatch.setitem(sys.modules, LIBRARIES[form], None)
    target = tmp_path / f"report.{form}"
    refused(desk, "report", "story", "s", "-o", target, code=9, says=f'pip install "newsroom-claims[{extra}]"')
    assert not target.exists()
    assert desk("report", "story", "s", "--format", "csv").exit_code == 0


@SQLITE
def test_a_system_without_pango_is_told_what_to_install(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    refused(desk, "report", "story", "s", "-o", tmp_path / "r.pdf", code=9, says="apt install libpango-1.0-0")


@pytest.mark.needs("pango")
@SQLITE
def test_a_document_goes_into_a_pipe_as_it_is(desk: Run, tmp_path: Path) -> None:
    for form in LIBRARIES:
        piped = _piped(desk, "--format", form)
        desk("report", "story", "s", *THEN, "-o", tmp_path / f"there.{form}")
        assert piped == (tmp_path / f"there.{form}").read_bytes(), form
        assert piped.startswith(STARTS[form])


def _piped(desk: Run, *options: str) -> bytes:
    return subprocess.run(
        [sys.executable, "-m", "claims", *desk.arguments(["report", "story", "s", *THEN, *options])],
        check=True,
        capture_output=True,
        env={**os.environ, **desk.environment},
        timeout=60,
    ).stdout


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="only such systems have terminals of this sort")
@SQLITE
def test_a_document_is_kept_from_a_terminal(desk: Run) -> None:
    ours, theirs = os.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "claims", *desk.arguments(["report", "story", "s", "--format", "pdf"])],
        check=False,
        stdout=theirs,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **desk.environment},
        timeout=60,
    )
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert "write it to a file with -o report.pdf" in done.stderr


@SQLITE
def test_a_dash_is_the_standard_output(desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plain = desk("report", "story", "s", *THEN, "--format", "html").stdout
    assert desk("report", "story", "s", *THEN, "--format", "html", "-o", "-").stdout == plain
    assert not (tmp_path / "-").exists()


def test_csv_has_each_of_the_tables_that_a_workbook_has(desk: Run, tmp_path: Path) -> None:
    desk("report", "story", "s", *THEN, "-o", tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert sorted(book.sheetnames) == sorted(ReportTable)
    for sheet in book:
        answer = desk("report", "story", "s", *THEN, "--format", "csv", "--table", sheet.title)
        assert (answer.exit_code, answer.stderr) == (0, "")
        rows = list(csv.reader(io.StringIO(answer.stdout.removeprefix("\ufeff"), newline="")))
        assert rows[0] == [cell.value for cell in sheet[1]]
        assert len(rows) == sheet.max_row
        assert {len(row) for row in rows} == {sheet.max_column}


@SQLITE
def test_csv_has_the_claims_unless_another_table_is_named(desk: Run) -> None:
    text = desk("report", "story", "s", "--format", "csv").stdout.removeprefix("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["claim"], row["statement"], row["outlets"]) == ("1", "Japan is in line to join", "1")


@pytest.mark.needs("pango")
def test_equal_reports_give_equal_bytes(desk: Run, tmp_path: Path) -> None:
    forms = (ReportFormat.XLSX, ReportFormat.DOCX, ReportFormat.PDF)
    for number in (1, 2):
        for form in forms:
            desk("report", "story", "s", *THEN, "-o", tmp_path / f"{number}.{form}")
        sleep(2.1 if number == 1 else 0)  # archives count time in twos of seconds
    for form in forms:
        assert (tmp_path / f"1.{form}").read_bytes() == (tmp_path / f"2.{form}").read_bytes(), form


@SQLITE
def test_documents_say_what_they_are_and_name_nobody(desk: Run, tmp_path: Path) -> None:
    desk("report", "story", "s", *THEN, "-o", tmp_path / "r.docx")
    desk("report", "story", "s", *THEN, "-o", tmp_path / "r.xlsx")
    told = Document(str(tmp_path / "r.docx")).core_properties
    assert (told.title, told.subject, told.language) == ("Story", "Sourcing report", "en-GB")
    assert f"{told.created:%Y-%m-%d %H:%M}" == f"{told.modified:%Y-%m-%d %H:%M}" == "2024-12-31 23:59"
    book = openpyxl.load_workbook(tmp_path / "r.xlsx").properties
    assert (book.title, f"{book.created:%Y-%m-%d %H:%M}") == ("Story", "2024-12-31 23:59")
    assert not any((told.author, told.last_modified_by, book.creator, book.lastModifiedBy))
    for name in ("r.docx", "r.xlsx"):
        with zipfile.ZipFile(tmp_path / name) as archive:
            assert not [member for member in archive.namelist() if "thumbnail" in member]
            assert b"tester" not in b"".join(map(archive.read, archive.namelist()))
