"""Archived copies, redirectors and share links, wherever an address is typed: the article is the page's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.errors import Ambiguous, NotFound, Refused
from tests.cli.entering import done, row, rows
from tests.conftest import Run

pytestmark = pytest.mark.engines("sqlite")

PAGE = "https://www.paper.example/news/dam"
COPY = f"https://web.archive.org/web/20240301120000/{PAGE}"
OTHER_COPY = f"https://archive.ph/2024.03.01-120000/{PAGE}"
LINK = "https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.paper.example%2Fnews%2Fdam&h=AT0"


def test_a_copy_and_its_page_are_one_article_of_the_page_s_outlet(run: Run) -> None:
    done(run, "log", "The dam will close", "--url", COPY, "--attribution", "unattributed", "--article-note", "by hand")
    done(run, "appear", 1, "--url", PAGE, "--attribution", "own_voice")
    done(run, "appear", 1, "--url", LINK, "--attribution", "unnamed", "--source", "an official")
    done(run, "appear", 1, "--url", "https://south.example/x", "--attribution", "outlet", "--relays", OTHER_COPY)
    article = row(run, "article", 1)
    assert rows(run)["article"] == 2
    assert article["url"] == PAGE
    assert article["note"].splitlines()[:2] == ["by hand", f"Copy: {COPY}"]
    assert article["note"].splitlines()[3:] == [f"Copy: {OTHER_COPY}"]
    assert row(run, "outlet", 1)["name"] == "paper.example"
    assert run("db", "check").exit_code == run("db", "verify").exit_code == 0


def test_an_article_and_its_claims_are_named_by_any_of_its_addresses(run: Run) -> None:
    done(run, "log", "The dam will close", "--url", PAGE, "--attribution", "unattributed")
    assert done(run, "article", "show", OTHER_COPY)["id"] == 1
    assert done(run, "show", LINK)["id"] == 1
    assert [claim["id"] for claim in done(run, "search", COPY)] == [1]
    assert [claim["id"] for claim in done(run, "search", "dam", f"article:{PAGE}")] == [1]
    assert done(run, "search", f"-{PAGE}") == []
    assert run("show", "https://paper.example/other").exit_code == NotFound.exit_code
    done(run, "log", "The lock will close", "--url", COPY, "--attribution", "unattributed")
    assert run("show", PAGE).exit_code == Ambiguous.exit_code


def test_a_claim_said_off_the_record_is_not_named_by_an_address(run: Run) -> None:
    done(run, "log", "The dam will close", "--url", PAGE, "--attribution", "unattributed", "--terms", "off_record")
    assert run("show", PAGE).exit_code == NotFound.exit_code
    assert done(run, "search", PAGE) == []


def test_an_edit_to_a_copy_enters_the_page_and_keeps_the_copy(run: Run) -> None:
    done(run, "log", "The dam will close", "--outlet", "Paper", "--attribution", "unattributed")
    done(run, "article", "edit", 1, "--url", COPY)
    assert (row(run, "article", 1)["url"], row(run, "article", 1)["note"]) == (PAGE, f"Copy: {COPY}")


def test_a_table_has_one_article_for_a_page_and_its_copies(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    rows_typed = [f"The dam will close,{PAGE}", f"The lock will close,{COPY}", f"The quay will close,{LINK}"]
    table.write_text("\n".join(["claim,url", *rows_typed, ""]))
    assert run("import", table).exit_code == 0
    assert (rows(run)["article"], rows(run)["outlet"]) == (1, 1)
    assert f"Copy: {COPY}" in row(run, "article", 1)["note"]
    before = rows(run)
    assert run("import", table).exit_code == 0
    assert rows(run) == before


def test_an_outlet_s_list_may_give_a_copy_of_its_site(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "sites.csv"
    table.write_text("name,url\nThe Paper,https://web.archive.org/web/2020/https://www.paper.example/\n")
    assert run("outlet", "import", table).exit_code == 0
    done(run, "log", "The dam will close", "--url", PAGE, "--attribution", "unattributed")
    assert rows(run)["outlet"] == 1


def test_evidence_in_the_claim_s_own_chain_is_seen_through_a_copy(run: Run) -> None:
    done(run, "log", "The dam will close", "--url", PAGE, "--attribution", "unattributed")
    refused = run("review", 1, "confirmed", "--evidence", COPY, "--evidence-kind", "report", "--note", "read")
    assert refused.exit_code == Refused.exit_code
