"""Sheets are read as what they show, and what they do not hold is not made up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from claims.errors import BadValue, FileUnusable
from claims.interchange.tables.rows import Sheet, opened
from tests.conftest import Run

openpyxl = pytest.importorskip("openpyxl")
xlsxwriter = pytest.importorskip("xlsxwriter")

DAY = datetime(2025, 3, 1)  # noqa: DTZ001 - as a workbook has it


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows()]


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ("mmm-yy", "2025-03"),
        ("mmmm yyyy", "2025-03"),
        ('mmm" of "yyyy', "2025-03"),
        ("[$-409]mmm\\-yy;@", "2025-03"),
        ("m/yy", "2025-03"),
        ("yyyy", "2025"),
        ("dd/mm/yyyy", "2025-03-01"),
        ("yyyy-mm-dd", "2025-03-01"),
        ("d-mmm", "2025-03-01"),
        ('"day: "mmm yyyy', "2025-03"),
        ("[$-F800]dddd, mmmm dd, yyyy", "2025-03-01"),
        ("m/d/yy h:mm", "2025-03-01"),
    ],
)
def test_a_day_is_as_fine_as_its_cell_shows_it(tmp_path: Path, number_format: str, text: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["claim", "date"])
    book.active.append(["It rained", DAY])
    book.active["B2"].number_format = number_format
    book.save(tmp_path / "book.xlsx")
    assert cells(opened(tmp_path / "book.xlsx")) == [("It rained", text)]


def ods(path: Path, rows: Sequence[str], styles: str = "", table: str = "Log") -> Path:
    """Write a sheet as LibreOffice does: rows are the XML of their cells."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("number", "datastyle"),
        )
    )
    spaces += ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("styles.xml", f"<office:document-styles {spaces}/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet><table:table table:name='{table}'>{body}</table:table>"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def text(words: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'


MONTHS = (
    '<number:date-style style:name="N1"><number:month number:textual="true"/><number:text>-</number:text><number:year/>'
    '</number:date-style><style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
)
MONTH = '<table:table-cell table:style-name="ce1" office:value-type="date" office:date-value="2025-03-01"/>'
DAY_SHOWN = '<table:table-cell office:value-type="date" office:date-value="2025-03-01"/>'
EDGE = '<table:table-cell table:number-columns-repeated="16380"/>'


def test_a_sheet_of_libreoffice_is_read_as_what_it_shows(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "log.ods",
        [
            text("Our log") + EDGE,
            text("Claim") + text("Due") + text("Number") + text("Note") + EDGE,
            text("It <text:span>rained</text:span>") + MONTH + '<table:table-cell office:value-type="float" '
            'office:value="12"/>' + text('two<text:s text:c="2"/>blanks</text:p><text:p>and a line') + EDGE,
            text("It snowed") + DAY_SHOWN + '<table:table-cell table:number-columns-repeated="2" '
            'office:value-type="percentage" office:value="0.5"/>',
        ],
        MONTHS,
    )
    sheet = opened(path)
    assert (sheet.header, sheet.tab) == (("Claim", "Due", "Number", "Note"), "Log")
    assert cells(sheet) == [
        ("It rained", "2025-03", "12", "two  blanks\nand a line"),
        ("It snowed", "2025-03-01", "0.5", "0.5"),
    ]
    with pytest.raises(BadValue, match='no sheet "Lgo"; did you mean "Log"'):
        opened(path, sheet="Lgo")


def test_what_is_no_sheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.ods"
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<broken")
    with pytest.raises(FileUnusable, match="is not a sheet that can be read"):
        opened(path)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(FileUnusable, match="save it as XLSX without a password"):
        opened(path)


def formulas(path: Path) -> Path:
    """Write a table with formulas whose results the writer did not work out, as programs without a calculator do."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["claim", "outlet", "url", "note"])
        sheet.write_row(1, 0, ["It rained", "BBC", "https://bbc.example/1", ""])
        sheet.write_formula("A3", '="It "&"snowed"')
        sheet.write_string("B3", "BBC")
        sheet.write_string("A4", "It hailed")
        sheet.write_formula("C4", '=HYPERLINK("https://bbc.example/3","the report")')
        sheet.write_string("A5", "It thawed")
        sheet.write_url("C5", "https://bbc.example/4", string="read it")
        sheet.write_string("A6", "It froze")
        sheet.write_formula("D6", "=1+1", value=2)
        sheet.write_formula("D7", "=1+1")
    return path


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_formulas_without_results_are_reported_and_links_are_addresses(run: Run, tmp_path: Path) -> None:
    path = formulas(tmp_path / "log.xlsx")
    done = run("import", path, "--format", "json").json
    assert (done["rejected"], done["without_results"]) == (1, [7])
    reason = (tmp_path / "log.rejects.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    assert "a formula whose result is not in the file" in reason
    shown = {row["statement"]: row for row in (run("show", at, "--format", "json").json for at in (1, 2, 3, 4))}
    assert list(shown) == ["It rained", "It hailed", "It thawed", "It froze"]
    addresses = [row["appearances"][0]["article"]["url"] for row in shown.values() if row["appearances"]]
    assert addresses == ["https://bbc.example/1", "https://bbc.example/3", "https://bbc.example/4"]
    assert shown["It froze"]["note"] == "2"


def test_what_openpyxl_saves_without_results_is_reported_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["claim", "url"], ["=A1", "x"], ["It rained", '=HYPERLINK("https://bbc.example/1")']):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    first, second = opened(tmp_path / "book.xlsx").rows()
    assert (first.cells, dict(first.uncalculated)) == (("", "x"), {0: "=A1"})
    assert dict(second.links) == {1: "https://bbc.example/1"}


def test_a_formula_of_a_sheet_of_libreoffice_without_a_result_is_known(tmp_path: Path) -> None:
    linked = 'of:=HYPERLINK("https://bbc.example/1";"the report")'
    cell = "<table:table-cell table:formula='{}' {}><text:p>{}</text:p></table:table-cell>"
    string = 'office:value-type="string"'
    path = ods(
        tmp_path / "log.ods",
        [text("claim") + text("url"), cell.format("of:=[.A1]", "", "") + cell.format(linked, string, "the report")],
    )
    (row,) = opened(path).rows()
    assert (row.cells, dict(row.uncalculated)) == (("", "the report"), {0: "=[.A1]"})
    assert dict(row.links) == {1: "https://bbc.example/1"}
