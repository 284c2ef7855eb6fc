"""What stands above a plain text: headline, byline, outlet and day; and texts that have no such lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.capture.documents.headers import header_of
from claims.capture.documents.reading import documents_in
from tests.cli.entering import done
from tests.conftest import Run

BODY = (
    "\n\nThe council voted on Monday to close the old bridge for repairs, a spokeswoman said.\n\nWorks begin in May.\n"
)


def stated(head: str) -> tuple[str | None, str | None, str | None, list[str]]:
    """Return the title, outlet, day and bylines that the lines above a text state."""
    about, _ = header_of(head + BODY)
    values = [None if each is None else each.value for each in (about.title, about.outlet, about.published)]
    return values[0], values[1], values[2], [byline.value for byline in about.bylines]


@pytest.mark.parametrize(
    ("head", "outlet", "published", "bylines"),
    [
        ("By Ann Rich\nThe Daily Echo\n19 March 2024", "The Daily Echo", "2024-03-19", ["Ann Rich"]),
        ("\nBy Ann Rich\n\nThe Daily Echo\n\n19 March 2024", "The Daily Echo", "2024-03-19", ["Ann Rich"]),
        ("Ann Rich\nThe Daily Echo\nTue 19 Mar 2024 19.20 GMT", "The Daily Echo", "2024-03-19T19:20Z", ["Ann Rich"]),
        ("Reuters\nHarbour Telegraph\n19 March 2024 2:30pm", "Harbour Telegraph", "2024-03-19T14:30", ["Reuters"]),
        ("Daily Echo staff\nTuesday 19 March 2024", "Daily Echo", "2024-03-19", ["Daily Echo staff"]),
        ("Source: Daily Echo\nDate: 2024-03-19\nURL: https://echo.example/b", "Daily Echo", "2024-03-19", []),
        ("\nWorld 16:00 20.03.2024", None, "2024-03-20T16:00", []),
        ("Reuters\nMarch 19, 2024 10:42 AM UTC", "Reuters", "2024-03-19T10:42Z", []),
        ("By Ann Rich", None, None, ["Ann Rich"]),
    ],
)
def test_the_lines_above_a_text_are_read(
    head: str, outlet: str | None, published: str | None, bylines: list[str]
) -> None:
    assert stated(f"Bridge to close\n{head}") == ("Bridge to close", outlet, published, bylines)


@pytest.mark.parametrize(
    "head",
    [
        "Bridge to close",
        "The mayor resigned. She gave no reason.",
        "Bridge to close\nDrivers fear long ways round, and shops fear for their trade",
        "",
    ],
)
def test_a_headline_alone_is_no_header(head: str) -> None:
    about, taken = header_of(head + BODY)
    assert (taken, about.outlet, about.published) == (0, None, None)


def test_each_line_above_the_text_is_a_paragraph_and_the_text_is_whole() -> None:
    head = "Bridge to close\nBy Ann Rich\nThe Daily Echo\n19 March 2024"
    (document,) = documents_in((head + BODY).encode(), "a.txt")
    paragraphs = document.text.split("\n\n")
    assert paragraphs[:4] == head.split("\n")
    assert paragraphs[4:] == BODY.strip().split("\n\n")


def test_a_text_that_names_no_outlet_is_captured_among_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bridge to close\nBy Ann Rich\nThe Daily Echo\n19 March 2024" + BODY, "utf-8")
    (tmp_path / "b.txt").write_text(BODY.strip() + " Nobody knows who wrote this text.", "utf-8")
    first, second = done(run, "capture", tmp_path, "--story", "bridge")
    article = done(run, "article", "show", first["article"])
    assert (article["outlet"]["label"], article["published"], article["outlet_basis"]) == (
        "The Daily Echo",
        "2024-03-19",
        "inferred",
    )
    assert done(run, "article", "show", second["article"])["outlet"] is None
    assert run("db", "check").exit_code == 0
