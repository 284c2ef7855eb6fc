"""Tables are read as whatever program wrote them meant them, and never short."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import BadValue, FileUnusable
from claims.interchange.tables.rows import Sheet, opened

ROWS = [["claim", "outlet", "when"], ["Café fees", "Le Monde", "2024"], ["He said “no”; twice", "BBC, London", ""]]


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows()]


def written(rows: list[list[str]], separator: str = ",", ending: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=ending).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_and_the_separator_are_recognised(tmp_path: Path, separator: str, encoding: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(written(ROWS, separator).encode(encoding))
    sheet = opened(path)
    assert (sheet.encoding, sheet.separator, sheet.header) == (encoding, separator, tuple(ROWS[0]))
    assert cells(sheet) == [tuple(row) for row in ROWS[1:]]
    assert sheet.records == 2


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_recognised(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(written(ROWS).encode(encoding))
    assert cells(opened(path)) == [tuple(row) for row in ROWS[1:]]


def test_files_in_two_encodings_that_were_put_together_are_read_as_each_was(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("a,b\nZoë,日本\n".encode() + "Café,“x”\n".encode("cp1252"))
    sheet = opened(path)
    assert cells(sheet) == [("Zoë", "日本"), ("Café", "“x”")]
    assert "UTF-8, in parts Windows-1252" in sheet.said()


FIELD = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=12)


@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(FIELD, min_size=width, max_size=width), min_size=1, max_size=12)
    ),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], sign: str) -> None:
    path = tmp_path_factory.mktemp("table") / "table.csv"
    header = [f"column {number}" for number, _ in enumerate(rows[0])]
    path.write_text(written([header, *rows], sign), encoding="utf-8", newline="")
    assert cells(opened(path, separator=sign)) == [tuple(row) for row in rows if any(map(str.strip, row))]


def test_a_line_that_is_another_length_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('a,b\n1,2\n1\n\n1,2,\n1,2,3\n"two\nlines",2\n1,2\n', encoding="utf-8")
    assert [(row.line, row.problem) for row in opened(path).rows()] == [
        (2, None),
        (3, "it has 1 fields and the heading has 2"),
        (5, None),
        (6, "it has 3 fields and the heading has 2"),
        (7, None),
        (9, None),
    ]


def test_a_quotation_mark_that_swallows_rows_is_found_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    body = "".join(f'"claim, {number}",B,https://b.org/{number}\n' for number in range(50))
    path.write_text('claim,outlet,url\n"whole, one",A,https://a.org/1\n"open, A,x\n' + body.replace('"', "", 6))
    with pytest.raises(BadValue, match=r"line 3: a quotation mark opens a field that swallows"):
        opened(path)


def test_the_last_quotation_mark_left_open_is_found(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('a,b,c\n"x, y",2,3\n1,"2,3\n1,2,3\n1,2,3\n')
    with pytest.raises(BadValue, match=r"line 3: a quotation mark opens a field"):
        opened(path)


def test_marks_that_are_no_quoting_are_left_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_text('claim\toutlet\tn\n"Oh, he said\tB\t1\nsecond\tB\t2\nthird\tC\t3\n')
    sheet = opened(path)
    assert not sheet.quoted
    assert [row[0] for row in cells(sheet)] == ['"Oh, he said', "second", "third"]


@pytest.mark.parametrize("text", ["one\ntwo, and more\nthree", "one\ntwo, and, more\nthree", "a\r\nb, c, d"])
def test_a_text_of_several_lines_is_no_swallowing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "table.csv"
    rows = [["a", "b", "c"], [text, "2", "3"], ["1", "2", "3"]]
    path.write_text(written(rows), newline="")
    assert cells(opened(path))[0][0] == rows[1][0]


@pytest.mark.parametrize(
    ("text", "problem"), [("", "is empty"), ("\n\n", "is empty"), ("a,b,A\n", 'share the name "a"')]
)
def test_what_has_no_heading_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text)
    with pytest.raises(BadValue, match=problem):
        opened(path)


def test_a_wrong_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("a,b\né,2\n".encode("cp1252"))
    with pytest.raises(FileUnusable, match="not in UTF-8"):
        opened(path, encoding="utf-8")
    assert cells(opened(path, encoding="latin-1")) == [("é", "2")]


def test_a_workbook_is_read_as_what_it_shows(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Log"
    for row in (
        ["Claim", "When", "Day", "Number", "Share"],
        ["One", datetime(2024, 3, 19, 10, 30), date(2024, 3, 19), 12, 0.5],  # noqa: DTZ001 - as a workbook has it
        ["=1+1", None, None, None, None],
        [None] * 5,
        ["Two", "", None, True, None],
    ):
        sheet.append(row)
    book.create_sheet("Other").append(["x"])
    book.save(tmp_path / "book.xlsx")
    read = opened(tmp_path / "book.xlsx")
    assert (read.header, read.tab) == (("Claim", "When", "Day", "Number", "Share"), "Log")
    assert [(row.line, row.cells) for row in read.rows()] == [
        (2, ("One", "2024-03-19T10:30:00", "2024-03-19", "12", "0.5")),
        (5, ("Two", "", "", "True", "")),
    ]
    with pytest.raises(BadValue, match='did you mean "Other"'):
        opened(tmp_path / "book.xlsx", sheet="Othr")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(FileUnusable, match="is not a workbook"):
        opened(tmp_path / "broken.xlsx")


def test_texts_of_workbooks_are_read_as_they_were_written(tmp_path: Path) -> None:
    """Whoever wrote them: some writers mark what reads like a workbook's own marks, and some mark nothing."""
    openpyxl, xlsxwriter = pytest.importorskip("openpyxl"), pytest.importorskip("xlsxwriter")
    texts = ["file_x0041_final", "case 0x005F_A9", "Press_x005F_list", "one\ntwo", "/Press_x0020_list", "_x005F_x0041_"]
    for shared in (True, False):
        with xlsxwriter.Workbook(tmp_path / "marked.xlsx", {"constant_memory": not shared}) as book:
            sheet = book.add_worksheet()
            for row, text in enumerate(["text", *texts]):
                sheet.write_string(row, 0, text)
        assert [row.cells for row in opened(tmp_path / "marked.xlsx").rows()] == [(text,) for text in texts]
    unmarked = openpyxl.Workbook()
    for text in ["text", *texts[:5]]:
        unmarked.active.append([text])
    unmarked.save(tmp_path / "unmarked.xlsx")
    assert [row.cells for row in opened(tmp_path / "unmarked.xlsx").rows()] == [(text,) for text in texts[:5]]
