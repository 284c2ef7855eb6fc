"""Quotation marks are kept where they are text, and taken off where a program put them around fields."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import BadValue
from claims.interchange.tables.rows import opened

TEXT = st.text(st.sampled_from('ab"“ ,'), min_size=1, max_size=8).filter(str.strip)


def first_column(path: Path, **how: object) -> list[str]:
    return [row.cells[0] for row in opened(path, **how).rows()]  # type: ignore[arg-type]


def written(tmp_path: Path, *lines: str, name: str = "table.tsv") -> Path:
    path = tmp_path / name
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize(
    "statement",
    [
        '"We never took money."',
        '"Under the order," he "read rights."',
        '"It was a worse slump" than the last.',
        'The mayor said "no".',
        '"As a deputy, I was the fourth.',
        '""As a deputy, I was the fourth.',
        'Twelve inches, or 12", of rain',
        '"',
        '"One" and "two"',
        '"Yes, indeed," she said, "we did."',
    ],
)
def test_marks_are_text_in_a_table_of_tabs_without_quoting(tmp_path: Path, statement: str) -> None:
    path = written(tmp_path, "statement\tid", f"{statement}\t1", "The dam is closed.\t2", "The quay is open.\t3")
    assert first_column(path) == [statement, "The dam is closed.", "The quay is open."]
    assert "quotation marks kept as text" in opened(path).said()


@given(st.lists(TEXT, min_size=2, max_size=6))
def test_a_table_written_without_quoting_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = written(tmp_path_factory.mktemp("table"), "statement\tid", *(f"{text}\t1" for text in texts))
    assert first_column(path, quotes="none") == texts


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
def test_marks_that_a_program_put_around_fields_are_taken_off(tmp_path: Path, quoting: int) -> None:
    rows = [["statement", "id"], ['The mayor said "no".', "1"], ["two\tparts", "2"], ["plain", "3"], ['"Whole."', "4"]]
    for kept in (rows, [row for row in rows if "\t" not in row[0]]):
        out = io.StringIO()
        csv.writer(out, delimiter="\t", quoting=quoting).writerows(kept)  # type: ignore[arg-type]
        path = written(tmp_path, out.getvalue().rstrip())
        assert first_column(path) == [row[0] for row in kept[1:]]


def test_marks_that_a_spreadsheet_put_around_every_comma_are_taken_off(tmp_path: Path) -> None:
    path = written(tmp_path, "statement\tid", *(f'"Rain, and more: {at}"\t{at}' for at in range(8)), "Sun\t9")
    assert first_column(path)[0] == "Rain, and more: 0"
    assert first_column(path, quotes="none")[0] == '"Rain, and more: 0"'


def test_a_person_can_say_how_marks_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, "statement\tid", '"We never took money."\t1', "plain\t2")
    assert first_column(path, quotes="double") == ["We never took money.", "plain"]
    commas = written(tmp_path, "statement,id", '"We never took money.",1', name="table.csv")
    assert first_column(commas) == ["We never took money."]
    assert first_column(commas, quotes="none") == ['"We never took money."']
    with pytest.raises(BadValue, match="none or double"):
        opened(commas, quotes="single")


def test_marks_inside_a_field_of_a_table_of_commas_are_kept(tmp_path: Path) -> None:
    path = written(tmp_path, "statement,id", '"It was worse" than the last.,1', "plain,2", name="table.csv")
    assert first_column(path) == ['"It was worse" than the last.', "plain"]
    opening = written(tmp_path, "statement,id,n", '"It was, worse,1,2', "plain,2,3", "other,3,4", name="table.csv")
    with pytest.raises(BadValue, match="--quotes none"):
        opened(opening)


def test_a_table_without_a_heading_has_numbered_columns(tmp_path: Path) -> None:
    path = written(tmp_path, 'a "b"\t1\t', "c\t2\td")
    sheet = opened(path, heading=False)
    assert (sheet.header, sheet.records) == (("column 1", "column 2", "column 3"), 2)
    assert [(row.line, row.cells) for row in sheet.rows()] == [(1, ('a "b"', "1", "")), (2, ("c", "2", "d"))]
    assert "without a heading" in sheet.said()


def test_a_file_of_rejected_rows_keeps_its_own_heading_and_marks(tmp_path: Path) -> None:
    path = written(tmp_path, "problem,line,column 1,column 2", 'wrong,7,"a ""b""",1', name="table.rejects.csv")
    sheet = opened(path, heading=False, quotes="none")
    assert sheet.header == ("column 1", "column 2")
    assert [row.cells for row in sheet.rows()] == [('a "b"', "1")]


def test_a_title_above_the_heading_is_no_heading(tmp_path: Path) -> None:
    path = written(tmp_path, "Our checks of 2024;;", ";;", "claim;outlet;url", "It rained;BBC;", name="table.csv")
    sheet = opened(path)
    assert sheet.header == ("claim", "outlet", "url")
    assert [(row.line, row.cells) for row in sheet.rows()] == [(4, ("It rained", "BBC", ""))]
    assert "headings in line 3" in sheet.said()
