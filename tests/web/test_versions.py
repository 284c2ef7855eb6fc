"""Two copies of an article compared at the desk, as the command compares them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from claims.capture.versions.words import STANDINGS
from tests.conftest import Run
from tests.web.desk import Visitor, serving, text_of

pytestmark = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)

URL = "https://post.example/bridge"
MARKER = "<script>document.title = 'marker'</script>"
FIRST = f"""Harbour bridge to close

The harbour bridge will be closed to lorries by June 2030, Mayor Tomas Berg told reporters on Monday.

The ferry stops at noon {MARKER}. The weather was fine.
"""
SECOND = """Harbour bridge to stay open

The harbour bridge will be closed to bicycles by June 2031, Mayor Tomas Berg told reporters on Monday.

The weather was fine. A second bridge is planned for the spring of next year.
"""


@pytest.fixture
def visitor(db_url: str) -> Iterator[Visitor]:
    with serving(db_url) as desk:
        yield desk.visitor()


def kept(visitor: Visitor, text: str, **more: str) -> None:
    typed: dict[str, str | list[str]] = {"text": text, "url": URL, "outlet": "Harbour Post", **more}
    assert visitor.send("/read", typed).status_code == 303


def test_two_copies_are_compared_as_by_the_command(visitor: Visitor, run: Run) -> None:
    kept(visitor, FIRST)
    passage = "closed to lorries by June 2030"
    log: dict[str, str | list[str]] = {
        "statement": "The bridge closes to lorries", "attribution": "named", "source": "Tomas Berg", "article": "#1",
        "excerpt": passage, "wording": "paraphrase",
    }  # fmt: skip
    visitor.sent("/log", log)
    kept(visitor, SECOND)
    page = visitor.page("/registers/articles/1").at("//a[contains(., 'What changed in it')]")[0]
    shown = visitor.page(page.get("href"))
    told = run("article", "changes", "1", "--format", "json").json
    assert told["sentences"]
    for sentence in told["sentences"]:
        for words in filter(None, (sentence["old"], sentence["new"])):
            assert " ".join(words.split()) in shown.text
    assert not shown.at("//main//script")
    [excerpt] = told["excerpts"]
    assert f"#1 {STANDINGS[excerpt['standing']]}: “{passage}”" in shown.text
    back = visitor.page("/registers/articles/1/changes?from=2&to=1")
    assert [each.get("value") for each in back.at("//option[@selected]")] == ["2", "1"]


def test_with_one_copy_or_none_there_is_nothing_to_compare(visitor: Visitor, run: Run) -> None:
    run("log", "It rains", "--outlet", "Alpha", "--attribution", "unattributed")
    assert "No copy is kept" in visitor.page("/registers/articles/1/changes").text
    kept(visitor, FIRST)
    assert "One copy is kept" in visitor.page("/registers/articles/2/changes").text


def test_a_copy_whose_text_was_redacted_is_not_compared(visitor: Visitor, run: Run) -> None:
    kept(visitor, FIRST)
    kept(visitor, SECOND)
    assert run("redact", "snapshot:1", "text", "--reason", "a name", "--yes").exit_code == 0
    page = visitor.page("/registers/articles/1/changes")
    assert "One copy is kept" in page.text
    assert "its text was redacted" in page.text
    assert not page.at("//select[@name='from']")
    assert run("redact", "snapshot:2", "text", "--reason", "a name", "--yes").exit_code == 0
    assert "The text of every copy was redacted" in visitor.page("/registers/articles/1/changes").text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/registers/articles/9/changes", 404),
        ("/registers/outlets/1/changes", 404),
        ("/registers/articles/1/changes?from=x", 422),
        ("/registers/articles/1/changes?from=../2", 422),
        ("/registers/articles/1/changes?from=77&to=1", 200),
    ],
)
def test_what_is_not_there_is_said(visitor: Visitor, address: str, status: int) -> None:
    kept(visitor, FIRST)
    kept(visitor, SECOND)
    answer = visitor.get(address)
    assert answer.status_code == status
    assert "no snapshot #77" in text_of(answer) if status == 200 else True


def test_a_confidential_copy_is_shown_to_whoever_asks_and_recorded(db_url: str, run: Run) -> None:
    with serving(db_url) as desk:
        visitor = desk.visitor()
        kept(visitor, FIRST)
        kept(visitor, SECOND, confidential="yes")
        quiet = visitor.get("/registers/articles/2/changes")
        assert "1 confidential copy is left out" in text_of(quiet)
        assert "stay open" not in quiet.text
        assert "stay open" in visitor.page("/registers/articles/2/changes?confidential=yes").text
    reads = run("user", "reads", "--format", "json").json
    assert [(each["what"], each["record"]) for each in reads] == [("article changes --confidential", "article #2")]
