"""The snapshots of an article: listed, printed, and kept from whoever does not ask for confidential ones."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.capture.pages import PAGE, PARAGRAPHS, TEXT, mail
from tests.cli.entering import done, refused
from tests.conftest import ROOT, Run

SQLITE = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
LATER = PAGE.replace(b"Harbour bridge to close", b"Harbour bridge may close").replace(b"will close", b"may close")
"""The article as it stands after an edit."""


def captured(run: Run, folder: Path, *versions: bytes, **options: str) -> list[int]:
    """Capture documents one after the other, and return the numbers of their articles."""
    articles = []
    for number, content in enumerate(versions):
        path = folder / f"version{number}{options.get('suffix', '.html')}"
        path.write_bytes(content)
        articles += [each["article"] for each in done(run, "capture", path)]
    return articles


def test_snapshots_are_listed_in_the_order_of_their_capture(run: Run, tmp_path: Path) -> None:
    article, again = captured(run, tmp_path, PAGE, LATER)
    assert article == again
    first, second = done(run, "article", "snapshots", article)
    assert (first["sha256"], second["sha256"]) == tuple(hashlib.sha256(page).hexdigest() for page in (PAGE, LATER))
    assert (first["headline"], second["headline"]) == ("Harbour bridge to close", "Harbour bridge may close")
    assert (first["media"], first["entered_by"], first["article"]) == ("page", "tester", article)
    assert first["characters"] == len(done(run, "article", "text", article, "--snapshot", first["id"])["text"])
    listed = run("article", "snapshots", article).stdout
    assert first["sha256"][:12] in listed
    assert first["sha256"] not in listed


def test_the_newest_text_is_printed_unless_another_is_named(run: Run, tmp_path: Path) -> None:
    article, _ = captured(run, tmp_path, PAGE, LATER)
    newest = run("article", "text", article)
    assert "may close for repairs" in newest.stdout
    assert newest.stdout.count("\n\n") == 3
    older = done(run, "article", "text", article, "--snapshot", 1)
    assert older["text"] == TEXT
    assert (older["article"], older["snapshot"]) == (article, 1)


def test_a_moment_in_the_past_has_the_snapshots_of_then(run: Run, tmp_path: Path) -> None:
    article, _ = captured(run, tmp_path, PAGE, LATER)
    first, second = done(run, "article", "snapshots", article)
    assert [each["id"] for each in done(run, "article", "snapshots", article, "--as-of", first["entered_at"])] == [1]
    assert done(run, "article", "text", article, "--as-of", first["entered_at"])["snapshot"] == first["id"]
    assert done(run, "article", "snapshots", article, "--published-until", "2024-03-18") == []
    assert len(done(run, "article", "snapshots", article, "--as-of", second["entered_at"])) == 2


def test_articles_judged_the_same_have_their_snapshots_together(run: Run, tmp_path: Path) -> None:
    elsewhere = LATER.replace(b"echo.example/2024/bridge", b"echo.example/2024/bridge-2")
    first, second = captured(run, tmp_path, PAGE, elsewhere)
    assert first != second
    assert run("article", "merge", first, second, "--note", "moved").exit_code == 0
    assert [each["article"] for each in done(run, "article", "snapshots", second)] == [first, second]
    assert "may close" in done(run, "article", "text", first)["text"]


def test_a_version_captured_for_a_known_article_may_state_other_details(run: Run, tmp_path: Path) -> None:
    (article,) = captured(run, tmp_path, PAGE)
    (tmp_path / "later.html").write_bytes(LATER.replace(b"2024-03-19T", b"2024-03-21T"))
    (later,) = done(run, "capture", tmp_path / "later.html", "--article", article)
    assert later["article"] == article
    shown = done(run, "article", "show", article)
    assert (shown["title"], shown["published"]) == ("Harbour bridge to close", "2024-03-19")
    (tmp_path / "other.html").write_bytes(LATER)
    refused(run, "capture", tmp_path / "other.html", "--article", article, "--published", "2023", code=5, says="date")


def test_a_confidential_document_adds_no_details_to_a_known_article(run: Run, tmp_path: Path) -> None:
    done(run, "article", "add", "--outlet", "Echo")
    (tmp_path / "letter.eml").write_bytes(mail(subject="Canary Subject"))
    done(run, "capture", tmp_path / "letter.eml", "--article", 1)
    shown = run("article", "show", 1).stdout
    assert "Canary" not in shown
    assert "2024-03-19" not in shown


def test_confidential_snapshots_are_left_out_unless_asked_for(run: Run, tmp_path: Path) -> None:
    (article,) = captured(run, tmp_path, PAGE)
    letter = tmp_path / "letter.eml"
    letter.write_bytes(mail(subject="Canary Subject", body="Dear all,\n\nCana Ryname leaked it."))
    (kept,) = done(run, "capture", letter, "--article", article)
    assert kept["article"] == article
    everything = ""
    for command in (("snapshots", article), ("text", article), ("text", article, "--snapshot", 2)):
        for form in ("table", "json", "csv", "markdown", "jsonl"):
            answered = run("article", *command, "--format", form)
            everything += answered.stdout + answered.stderr
    for canary in ("Canary", "Ryname", kept["sha256"][:12]):
        assert canary not in everything, canary
    assert "1 confidential snapshot is left out" in everything
    assert "harbour bridge will close" in run("article", "text", article).stdout
    assert len(done(run, "article", "snapshots", article, "--confidential")) == 2
    assert "Cana Ryname" in run("article", "text", article, "--confidential").stdout


@SQLITE
def test_what_cannot_be_printed_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    (article,) = captured(run, tmp_path, PAGE)
    (secret,) = captured(run, tmp_path, mail(), suffix=".eml")
    refused(run, "article", "text", article, "--snapshot", 2, code=3, says=f"article #{article} has no snapshot #2")
    refused(run, "article", "text", secret, code=3, says="is confidential; --confidential")
    refused(run, "article", "text", secret, "--snapshot", 2, code=3, says="without --confidential")
    done(run, "article", "add", "--outlet", "Echo", "--title", "Nothing kept")
    refused(run, "article", "text", 3, code=3, says="no snapshot of article #3 is kept")
    assert done(run, "article", "snapshots", 3) == []
    assert run("redact", "snapshot:1", "text", "stated", "file", "--reason", "asked", "--yes").exit_code == 0
    refused(run, "article", "text", article, "--snapshot", 1, code=5, says="was redacted")
    refused(run, "article", "text", article, code=3, says="was redacted")
    (line,) = done(run, "article", "snapshots", article)
    assert (line["characters"], line["sha256"], line["headline"]) == (None, None, None)


@SQLITE
def test_a_text_cannot_act_on_a_terminal(run: Run) -> None:
    words = "The bridge \x1b[31mwill close, the mayor said."
    answered = run("capture", "-", "--outlet", "Echo", "--format", "json", input=words)
    assert "\x1b" not in run("article", "text", answered.json[0]["article"]).stdout


DOCUMENT = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
LINE = (
    "id article media sha256 characters headline language reader confidential entered_by entered_at timestamps".split()
)
VIEW = ["as_of", "published_until"]


@SQLITE
def test_the_keys_of_the_contract(run: Run, tmp_path: Path) -> None:
    (article,) = captured(run, tmp_path, PAGE)
    (line,) = done(run, "article", "snapshots", article)
    assert list(line) == [*LINE, *VIEW]
    text = done(run, "article", "text", article)
    assert sorted(text) == sorted({"snapshot", "text", *LINE, *VIEW} - {"id"})
    part = DOCUMENT.split("## `claims article snapshots")[1].split("\n## `claims redact")[0]
    assert all(f"`{key}`" in part for key in (*LINE, "snapshot", "text"))
    assert PARAGRAPHS[0] in text["text"]
