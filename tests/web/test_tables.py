"""Pasting a table: previewed, mapped, imported, and changed rows applied one by one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import Run
from tests.newsroom import claim, enter
from tests.web.desk import Desk, Document, Visitor, serving, text_of

sqlite = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

MARKER = "<script>document.title = 'marker'</script>"

TABLE = (
    "statement\toutlet\tpublished\tattribution\tweight\n"
    "The mine closes\tAlpha\t2024-03-20\tunattributed\tkey\n"
    f"The port opens {MARKER}\tBeta\t2024-03-21\tunattributed\tsupporting\n"
    "The ferry stops\tBeta\tsoonish\tunattributed\tkey\n"
)


@pytest.fixture
def desk(db_url: str) -> Iterator[Desk]:
    enter(db_url, [claim("c", "Nothing to do with it")])
    with serving(db_url) as running:
        yield running


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return desk.visitor("okafor")


def previewed(visitor: Visitor, text: str = TABLE, **more: str) -> Document:
    answer = visitor.send("/tables", {"text": text, "name": "rumours", **more})
    assert answer.status_code == 200, text_of(answer)
    return Document(answer)


def typed(page: Document) -> dict[str, str | list[str]]:
    """What the form of a page holds."""
    values: dict[str, str | list[str]] = {
        each.get("name"): each.get("value") or ""
        for each in page.at("//main//form//input[@type='hidden' and @name!='field']")
    }
    values["stories"] = "".join(page.at("//input[@name='stories']/@value"))
    fields = page.at("//*[@name='field']")
    values["field"] = [
        each.get("value") or "" if each.tag == "input" else "".join(each.xpath("./option[@selected]/@value"))
        for each in fields
    ]
    return values


def stored(run: Run) -> list[str]:
    return [line["statement"] for line in run("list", "--format", "json").json]


def test_a_pasted_table_is_previewed_and_imported_once(visitor: Visitor, run: Run) -> None:
    page = previewed(visitor)
    assert "rumours.tsv: 3 rows" in page.text
    assert typed(page)["field"] == ["statement", "outlet", "published", "attribution", "weight"]
    assert "Line 4" in page.text
    assert "soonish" in page.at("//*[contains(@class, 'wrong-rows')]")[0].text_content()
    assert not page.at("//main//script")
    assert stored(run) == ["Nothing to do with it"]
    done = Document(visitor.send("/tables/import", typed(page)))
    assert "Entered 2 outlets, 2 articles, 2 claims" in done.text
    assert sorted(stored(run)) == ["Nothing to do with it", "The mine closes", f"The port opens {MARKER}"]
    assert "Line 4" in done.text
    again = Document(visitor.send("/tables/import", typed(previewed(visitor))))
    assert "Nothing new was entered." in again.text
    assert len(stored(run)) == 3


@sqlite
def test_rows_that_are_here_are_not_counted_as_new(visitor: Visitor) -> None:
    visitor.send("/tables/import", typed(previewed(visitor)))
    more = f"{TABLE}The tram stops\tBeta\t2024-03-22\tunattributed\tkey\n"
    page = previewed(visitor, more)
    assert [each.text_content() for each in page.at("//button[@formaction='/tables/import']")] == ["Import 1 row"]
    assert "2 rows are here already." in page.text
    without_fault = TABLE.replace("soonish", "2024-03-23")
    visitor.send("/tables/import", typed(previewed(visitor, without_fault)))
    page = previewed(visitor, without_fault)
    assert not page.at("//button[@formaction='/tables/import']")
    assert "Every row is here already." in page.text
    assert "can be entered" not in page.text


@sqlite
def test_a_row_says_all_that_is_wrong_with_it_by_its_columns(visitor: Visitor) -> None:
    heading = "statement\toutlet\tpublished\tattribution\tsource\tweight\n"
    wrong = "The mine closes\t\tsoonish\twhat\t\theavy\nThe port opens\tBeta\t2024\tnamed\t\tkey\n"
    page = previewed(visitor, heading + wrong)
    first, second = (line.text_content() for line in page.at("//*[contains(@class, 'wrong-rows')]/li"))
    assert all(word in first for word in ("soonish", "what", "heavy", "the outlet, the address"))
    assert "needs source" in second
    assert "--" not in first + second


@sqlite
def test_columns_are_mapped_by_hand(visitor: Visitor, run: Run) -> None:
    text = "What;Where;Number\nThe mine closes;Alpha;7\n"
    answer = visitor.send("/tables", {"text": text, "separator": "semicolon"})
    assert answer.status_code == 400
    page = Document(answer)
    assert "--map" not in page.text
    assert [label.text_content() for label in page.at("//li/label")] == ["What", "Where", "Number"]
    values = typed(page) | {"field": ["statement", "outlet", ""], "separator": "semicolon", "stories": "mine"}
    mapped = Document(visitor.send("/tables", values))
    assert "No problems: every row can be entered." in mapped.text
    visitor.send("/tables/import", values)
    (line,) = run("list", "--story", "mine", "--format", "json").json
    assert line["statement"] == "The mine closes"


@sqlite
def test_a_workbook_is_taken(visitor: Visitor, run: Run) -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["statement", "outlet", "attribution"])
    book.active.append(["The mine closes", "Alpha", "unattributed"])
    book.save(file)
    page = Document(visitor.upload("/tables", {"file": ("../../x/rumours.xlsx", file.getvalue())}))
    assert "rumours.xlsx: 1 row" in page.text
    visitor.send("/tables/import", typed(page))
    assert "The mine closes" in stored(run)


@sqlite
def test_changed_rows_are_applied_one_by_one(visitor: Visitor, run: Run) -> None:
    heading = "claim.key\tstatement\toutlet\tattribution\tweight\n"
    first = "1\tThe mine closes\tAlpha\tunattributed\tkey\n"
    text = f"{heading}{first}2\tThe port opens\tBeta\tunattributed\tkey\n"
    visitor.send("/tables/import", typed(previewed(visitor, text)))
    changed = text.replace("\tkey\n", "\tbackground\n")
    page = previewed(visitor, changed)
    assert "2 values differ from the records" in page.text
    assert "“key” → “background”" in page.text
    buttons = [button.get("value") for button in page.at("//button[@name='apply']")]
    assert buttons == ["claim:2", "claim:3", "all"]
    after = Document(visitor.send("/tables/apply", {**typed(page), "apply": "claim:3"}))
    assert "applied" in after.at("//*[@class='notices']")[0].text_content()
    weights = {line["id"]: line["weight"] for line in run("list", "--format", "json").json}
    assert weights[3] == "background"
    assert weights[2] == "key"
    assert [button.get("value") for button in after.at("//button[@name='apply']")] == ["claim:2"]
    stale = visitor.send("/tables/apply", {**typed(after), "apply": "claim:3"})
    assert stale.status_code == 400
    visitor.send("/tables/apply", {**typed(after), "apply": "all"})
    assert {line["weight"] for line in run("list", "--format", "json").json if line["id"] > 1} == {"background"}


@sqlite
def test_the_rows_that_cannot_be_entered_are_given_as_a_file(visitor: Visitor, tmp_path: Path, run: Run) -> None:
    answer = visitor.send("/tables/rejects", typed(previewed(visitor)))
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''rumours.rejects.csv"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "The ferry stops" in lines[1]
    assert "soonish" in lines[1]


@sqlite
@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 400),
        ({"held": "x"}, 404),
        ({"text": "   "}, 400),
        ({"text": "statement\tstatement\na\tb"}, 422),
        ({"text": "statement\nThe mine", "encoding": "no-such"}, 422),
        ({"text": "statement\nThe mine", "tab": "Sheet1"}, 422),
        ({"text": "statement\nThe mine\n", "name": "../../../etc/passwd"}, 200),
        ({"text": "statement\nThe mine\n", "name": "é" * 80 + "\x00.."}, 200),
    ],
)
def test_what_cannot_be_read_is_refused_and_what_was_typed_stays(
    visitor: Visitor, sent: dict[str, str | list[str]], status: int
) -> None:
    answer = visitor.send("/tables", sent)
    assert answer.status_code == status, text_of(answer)
    text = str(sent.get("text", ""))
    if status != 200 and text.strip():
        assert Document(answer).at("//textarea[@name='text']")[0].text.strip() == text


@sqlite
def test_a_held_table_belongs_to_its_session(desk: Desk) -> None:
    mine, theirs = desk.visitor("okafor"), desk.visitor("mori")
    held = typed(previewed(mine))
    assert theirs.send("/tables/import", held).status_code == 404
    assert mine.send("/tables", held).status_code == 200
