"""Two snapshots of an article compared: what went, what came, and where the excerpts of its claims stand now."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.capture.pages import PAGE, PARAGRAPHS, mail
from tests.cli.entering import done, refused
from tests.conftest import ROOT, Run

SQLITE = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
COSTS = "A second city official said the works could cost 12 million dollars."
LATER = (
    PAGE.replace(b"Harbour bridge to close", b"Harbour bridge may close")
    .replace(b"will close for repairs", b"may close for repairs")
    .replace(COSTS.encode(), b"A toll is planned.")
)
"""The article after an edit that changes the headline and a claim, and removes another."""


def captured(run: Run, folder: Path, content: bytes, *options: object) -> int:
    """Capture a page, and return the number of its article."""
    path = folder / "page.html"
    path.write_bytes(content)
    (made,) = done(run, "capture", path, *options)
    return int(made["article"])


@pytest.fixture
def article(run: Run, tmp_path: Path) -> int:
    """An article with its claims accepted, captured again after an edit."""
    number = captured(run, tmp_path, PAGE)
    assert run("capture", "--work", input="y\n" * 10).exit_code == 0
    captured(run, tmp_path, LATER)
    return number


def test_sentences_headline_and_excerpts_are_compared(run: Run, article: int) -> None:
    changes = done(run, "article", "changes", article)
    assert (changes["old"]["id"], changes["new"]["id"]) == (1, 2)
    assert changes["headline"] == {"changed": True, "silent": True}
    kinds = [(each["change"], each["old"], each["new"]) for each in changes["sentences"]]
    assert ("reworded", PARAGRAPHS[0], PARAGRAPHS[0].replace("will", "may")) in kinds
    assert ("removed", COSTS, None) in kinds
    assert ("added", None, "A toll is planned.") in kinds
    standings = {each["excerpt"]: each["standing"] for each in changes["excerpts"]}
    assert standings["the harbour bridge will close for repairs by 30 June 2024"] == "changed"
    assert standings["the works could cost 12 million dollars"] == "gone"
    assert standings["We have waited long enough"] == "unchanged"
    text = done(run, "article", "text", article)["text"]
    for each in changes["excerpts"]:
        if each["new"] is not None:
            assert text[each["new"]["start"] : each["new"]["end"]] == each["new"]["words"]
    printed = run("article", "changes", article).stdout
    assert "does not say so" in printed
    assert "gone: “the works could cost 12 million dollars”" in printed


def test_any_two_snapshots_can_be_compared(run: Run, article: int, tmp_path: Path) -> None:
    captured(run, tmp_path, LATER.replace(b"</article>", b"<p>Correction: it may close in May.</p></article>"))
    newest = done(run, "article", "changes", article)
    assert (newest["old"]["id"], newest["new"]["id"]) == (2, 3)
    assert newest["note"] == "Correction: it may close in May."
    assert newest["headline"] == {"changed": False, "silent": False}
    whole = done(run, "article", "changes", article, "--from", 1)
    assert (whole["old"]["id"], whole["headline"]["silent"]) == (1, False)
    back = done(run, "article", "changes", article, "--from", 2, "--to", 1)
    assert COSTS in [each["new"] for each in back["sentences"]]
    before = done(run, "article", "changes", article, "--as-of", newest["old"]["entered_at"])
    assert (before["old"]["id"], before["new"]["id"]) == (1, 2)


@SQLITE
def test_what_cannot_be_compared_is_refused(run: Run, tmp_path: Path) -> None:
    number = captured(run, tmp_path, PAGE)
    refused(run, "article", "changes", number, code=5, says="there is nothing to compare")
    captured(run, tmp_path, LATER)
    refused(run, "article", "changes", number, "--from", 7, code=3, says="no snapshot #7")
    assert run("redact", "snapshot:1", "text", "stated", "file", "--reason", "asked", "--yes").exit_code == 0
    refused(run, "article", "changes", number, code=5, says="there is nothing to compare")


def test_what_is_confidential_stays_out_of_the_comparison(run: Run, article: int, tmp_path: Path) -> None:
    (tmp_path / "letter.eml").write_bytes(mail(body="Cana Ryname leaked it."))
    done(run, "capture", tmp_path / "letter.eml", "--article", article)
    secret = ("--source", "Rosa Canary", "--terms", "off_record", "--excerpt", "Canary words", "--wording", "direct")
    done(run, "log", "The canary sings", "--attribution", "named", *secret, "--article", article)
    everything = ""
    for form in ("table", "json", "csv", "markdown", "jsonl"):
        answered = run("article", "changes", article, "--format", form)
        assert answered.exit_code == 0
        everything += answered.stdout + answered.stderr
    assert "canary" not in everything.casefold()
    assert "ryname" not in everything.casefold()
    changes = done(run, "article", "changes", article)
    assert (changes["new"]["id"], changes["withheld"]) == (2, 1)
    shown = done(run, "article", "changes", article, "--confidential")
    assert shown["new"]["id"] == 3
    assert "Canary words" in [each["excerpt"] for each in shown["excerpts"]]


def waiting(run: Run, *options: object) -> dict[str, bool | None]:
    """Return the claims that wait because their article was changed, each with whether its excerpt is gone."""
    lines = done(run, "queue", "--reason", "article_changed", *options)
    return {line["statement"]: "no longer has the excerpt" in " ".join(line["why"]) for line in lines}


def test_the_claims_that_rest_on_a_lost_excerpt_wait_until_they_are_reviewed(
    run: Run, article: int, tmp_path: Path
) -> None:
    lost = waiting(run)
    assert "We have waited long enough" not in lost
    closes = next(each for each in lost if "will close" in each)
    costs = next(each for each in lost if "12 million" in each)
    assert (lost[closes], lost[costs]) == (False, True)
    first = done(run, "article", "snapshots", article)[0]["entered_at"]
    assert waiting(run, "--as-of", first) == {}
    (line,) = [each for each in done(run, "list") if each["statement"] == closes]
    assert run("review", line["id"], "in_review", "--note", "the article was changed").exit_code == 0
    assert closes not in waiting(run)
    captured(run, tmp_path, LATER + b"<!-- again -->")
    assert closes not in waiting(run)
    captured(run, tmp_path, PAGE + b"<!-- as before -->")
    assert waiting(run) == {}


def test_nobody_waits_for_what_is_confidential(run: Run, tmp_path: Path) -> None:
    article = captured(run, tmp_path, PAGE)
    secret = ("--terms", "off_record", "--excerpt", "works could cost", "--wording", "direct", "--article", article)
    done(run, "log", "The canary sings", "--attribution", "named", "--source", "Rosa Canary", *secret)
    captured(run, tmp_path, LATER)
    assert waiting(run) == {}
    known = ("--excerpt", "built in 1932", "--wording", "paraphrase", "--article", article)
    done(run, "log", "The bridge is old", "--attribution", "unattributed", *known)
    (tmp_path / "letter.eml").write_bytes(mail(body="Nothing of it stands here."))
    done(run, "capture", tmp_path / "letter.eml", "--article", article)
    assert waiting(run) == {}


DOCUMENT = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
KEYS = "article old new headline note kept sentences excerpts withheld as_of published_until".split()
EXCERPT = "claim appearance excerpt standing old new".split()


@SQLITE
def test_the_keys_of_the_contract(run: Run, article: int) -> None:
    changes = done(run, "article", "changes", article)
    assert list(changes) == KEYS
    assert all(list(each) == ["change", "old", "new"] for each in changes["sentences"])
    assert all(list(each) == EXCERPT for each in changes["excerpts"])
    part = DOCUMENT.split("## `claims article changes")[1].split("\n## ")[0]
    places = [each["new"] for each in changes["excerpts"] if each["new"]]
    assert all(list(place) == ["start", "end", "words", "alike"] for place in places)
    words = {*KEYS, *EXCERPT, "changed", "silent", "start", "end", "words", "alike"}
    words |= {"unchanged", "moved", "gone", "new", "absent", "reworded", "removed", "added"}
    assert all(f"`{word}`" in part for word in words)
