"""Bylines become their people wherever they are entered; what else they say is kept as printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.entering import done, row, rows, sit_down
from tests.conftest import Run

pytestmark = pytest.mark.engines("sqlite")

LOGGED = ("log", "The dam will close", "--outlet", "One", "--attribution", "unattributed", "--reporter")


def reporters(run: Run, article: int) -> list[str]:
    shown = done(run, "article", "show", article)
    return list(shown["reporters"])


def test_a_byline_that_is_typed_becomes_its_people(run: Run) -> None:
    done(run, *LOGGED, "By ANN RICH and PETER LOWE, The Paper")
    done(run, "appear", 1, "--outlet", "Two", "--attribution", "unattributed", "--reporter", "Rich, Ann")
    assert reporters(run, 1) == ["Ann Rich", "Peter Lowe"]
    assert row(run, "article", 1)["note"] == "Byline: By ANN RICH and PETER LOWE, The Paper"
    assert (reporters(run, 2), row(run, "article", 2)["note"]) == (["Ann Rich"], None)
    assert rows(run)["reporter"] == 2


def test_an_agency_is_no_reporter_and_is_kept(run: Run) -> None:
    done(run, *LOGGED, "Reuters Staff")
    done(run, "article", "edit", 1, "--reporter", "AFP")
    assert (rows(run)["reporter"], reporters(run, 1)) == (0, [])
    assert row(run, "article", 1)["note"] == "Byline: Reuters Staff\nByline: AFP"
    assert run("db", "verify").exit_code == 0


def test_a_reporter_who_is_known_is_not_taken_apart(run: Run) -> None:
    done(run, "reporter", "add", "Reuters Staff")
    done(run, *LOGGED, "Reuters Staff", "--reporter", "#1", "--reporter", "reuters-staff")
    assert (rows(run)["reporter"], reporters(run, 1)) == (1, ["Reuters Staff"])


def test_bylines_of_a_table_and_of_a_fact_check(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text('claim,outlet,byline\nOne,A,"By ANN RICH and PETER LOWE, The Paper"\nTwo,B,"Ann Rich, @annrich"\n')
    check = {
        "@type": "ClaimReview",
        "claimReviewed": "Three",
        "url": "https://check.example/1",
        "reviewRating": {"alternateName": "False"},
        "author": [{"@type": "Person", "name": "By Ann Rich and Jane Roe, AFP"}],
        "publisher": {"@type": "Organization", "name": "Check"},
    }
    reviews = tmp_path / "reviews.json"
    reviews.write_text(json.dumps(check))
    for file in (table, reviews, table, reviews):
        assert run("import", file).exit_code == 0
    assert [name["name"] for name in done(run, "reporter", "list")] == ["Ann Rich", "Peter Lowe", "Jane Roe"]
    assert reporters(run, 1) == ["Ann Rich", "Peter Lowe"]
    assert row(run, "article", 2)["note"] == "Byline: Ann Rich, @annrich"
    signed = {tuple(reporters(run, number)) for number in range(1, rows(run)["article"] + 1)}
    assert ("Ann Rich", "Jane Roe") in signed


def test_a_person_is_asked_about_each_name_in_a_byline(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(run, "reporter", "add", "Anne Rich")
    left = sit_down(monkeypatch, "1")
    assert run(*LOGGED, "By Ann Rich and Peter Lowe, Reuters").exit_code == 0
    assert not left
    assert reporters(run, 1) == ["Anne Rich", "Peter Lowe"]
    assert row(run, "article", 1)["note"] == "Byline: By Ann Rich and Peter Lowe, Reuters"
