"""`claims report check`: a copy that left the desk is held against the records."""

from __future__ import annotations

import re
import time
import zipfile
from pathlib import Path

import pytest

from tests.cli.entering import done
from tests.conftest import Run
from tests.needs import with_needs
from tests.newsroom import appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

FORMATS = ["html", "md", "json", "docx", "xlsx", "pdf"]


@pytest.fixture
@kept
def mine(run: Run) -> Run:
    """A story of two claims."""
    enter(
        run.url,
        [
            record("story", "mine", title="The mine"),
            record("source", "ann", kind="person", name="Ann Fox"),
            *article("a", "Alpha"),
            claim("c", "The mine closes", stories=["mine"], note="ask again"),
            claim("d", "The mine reopens", stories=["mine"]),
            appearance("a", "named", source="ann"),
            appearance("a", claim="d"),
            record("review", "v", claim="c", status="in_review", note="looking"),
        ],
    )
    return run


def written(run: Run, path: Path, *options: str) -> Path:
    answer = run("report", "story", "mine", *options, "-o", path)
    assert answer.exit_code == 0, answer.stderr
    return path


@pytest.mark.parametrize("ending", with_needs(FORMATS))
@pytest.mark.parametrize("audience", ["desk", "lawyer", "public"])
@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_copy_is_as_the_records_were_when_it_was_made(mine: Run, tmp_path: Path, ending: str, audience: str) -> None:
    copy = written(mine, tmp_path / f"r.{ending}", "--for", audience)
    done(mine, "log", "The mine floods", "--story", "mine", "--outlet", "Beta", "--attribution", "unattributed")
    done(mine, "review", 1, "in_review", "--note", "looking still")
    checked = mine("report", "check", copy, env={"CLAIMS_TZ": "Pacific/Auckland"})
    assert (checked.exit_code, checked.stderr) == (0, ""), ending
    assert "what the database gives for mine" in checked.stdout
    compared = ending in ("html", "md", "json")
    assert ("text and facts" in checked.stdout) == compared
    assert ("Its text was not compared" in checked.stdout) != compared


def test_the_moment_that_was_asked_for_is_checked(mine: Run, tmp_path: Path) -> None:
    options = ("--as-of", "2024-04-02T10:00:00+00:00", "--published-until", "2024-03-21", "--trust-labels")
    copy = written(mine, tmp_path / "r.html", *options)
    assert mine("report", "check", copy).exit_code == 0
    again = done(mine, "report", "story", "mine", *options)
    assert again["colophon"].split("sha256=")[1] in copy.read_text(encoding="utf-8")


def test_in_another_database_claims_have_other_numbers(mine: Run, tmp_path: Path) -> None:
    copy = written(mine, tmp_path / "r.html")
    export = tmp_path / "all.jsonl"
    assert mine("export", "--complete", export).exit_code == 0
    fresh = Run(str(tmp_path / "other.db"), mine.environment)
    assert fresh("import", export).exit_code == 0
    checked = fresh("report", "check", copy)
    assert checked.exit_code == 1
    assert "or this is another database, with other numbers for its claims" in checked.stderr


# What differs


def test_facts_that_changed_are_said(mine: Run, tmp_path: Path) -> None:
    copy = written(mine, tmp_path / "r.docx")
    assert mine("redact", "claim:1", "statement", "--reason", "a name", "--yes").exit_code == 0
    checked = mine("report", "check", copy)
    assert (checked.exit_code, checked.stdout) == (1, "")
    assert "the database has other facts for that moment than this copy" in checked.stderr
    assert "redacted" in checked.stderr


def test_what_came_late_is_counted(mine: Run, tmp_path: Path) -> None:
    other = Run(str(tmp_path / "other.db"), mine.environment)
    export = tmp_path / "all.jsonl"
    assert mine("export", "--complete", export).exit_code == 0
    assert other("import", export).exit_code == 0
    done(other, "review", 1, "in_review", "--note", "on the road")
    copy = written(mine, tmp_path / "r.html")
    assert other("export", "--complete", tmp_path / "back.jsonl").exit_code == 0
    assert mine("import", tmp_path / "back.jsonl").exit_code == 0
    checked = mine("report", "check", copy)
    assert checked.exit_code == 1
    assert "1 of its records came into this database later" in checked.stderr


@pytest.mark.parametrize("ending", ["html", "md", "json"])
def test_a_text_that_was_changed_is_said_with_its_place(mine: Run, tmp_path: Path, ending: str) -> None:
    copy = written(mine, tmp_path / f"r.{ending}")
    copy.write_text(copy.read_text(encoding="utf-8").replace("Ann Fox", "Ann Wolf"), encoding="utf-8")
    checked = mine("report", "check", copy)
    assert checked.exit_code == 1
    assert "the database gives the same facts, but the text was changed later" in checked.stderr
    assert "Ann Wolf" in checked.stderr


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("for=desk", "for=public", 1, "the database has other facts for that moment"),
        ("for=desk", "for=everybody", 6, "cannot be read"),
        ("zone=UTC", "zone=Nowhere/There", 6, "cannot be read"),
        ("as-of=", "as-off=", 6, "as-of is missing"),
        ("claims-report/1", "claims-report/x", 6, "no line"),
        ("story=", "story=00000000-0000-0000-0000-", 3, "not in this database"),
        ("version=", "version=9.", 1, "its facts cannot be compared: it was made by claims 9."),
    ],
)
@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_line_that_was_changed(mine: Run, tmp_path: Path, old: str, new: str, code: int, says: str) -> None:
    copy = written(mine, tmp_path / "r.md")
    text = copy.read_text(encoding="utf-8").replace(old, new)
    if new.startswith("version"):
        text = text.replace("sha256=", "sha256=0")[:-2] + "\n"
    copy.write_text(text, encoding="utf-8")
    checked = mine("report", "check", copy)
    assert (checked.exit_code, checked.stdout) == (code, "")
    assert checked.stderr.count("\n") <= 3
    assert says in checked.stderr


def test_a_copy_that_notes_an_event_which_is_gone_is_told(mine: Run, tmp_path: Path) -> None:
    copy = written(mine, tmp_path / "r.html")
    text = copy.read_text(encoding="utf-8")
    head = re.search(r"head=([0-9a-f]{64})", text)
    assert head is not None
    assert mine("db", "verify", "--head", head[1]).exit_code == 0
    copy.write_text(text.replace(head[1], "0" * 16 + head[1][16:]), encoding="utf-8")
    checked = mine("report", "check", copy)
    assert (checked.exit_code, "cut off" in checked.stderr) == (1, True)
    copy.write_text(re.sub(r" head=[0-9a-f]{64}", "", text), encoding="utf-8")  # as older programs wrote it
    assert "text was changed" in mine("report", "check", copy).stderr


def test_a_claim_may_quote_such_a_line(mine: Run, tmp_path: Path) -> None:
    quoting = "They print claims-report/1 story=abc as-of=2024 asked=now"
    done(mine, "log", quoting, "--story", "mine", "--outlet", "Beta", "--attribution", "unattributed")
    for ending in FORMATS:
        assert mine("report", "check", written(mine, tmp_path / f"r.{ending}")).exit_code == 0, ending


def test_the_format_is_known_by_what_is_in_the_file(mine: Run, tmp_path: Path) -> None:
    copy = written(mine, tmp_path / "r.html")
    other = tmp_path / "renamed"
    other.write_text(copy.read_text(encoding="utf-8").replace("Ann Fox", "Ann Wolf"), encoding="utf-8")
    assert "Ann Wolf" in mine("report", "check", other).stderr
    assert mine("report", "check", "-", input=other.read_text(encoding="utf-8")).exit_code == 1


@pytest.mark.parametrize("zone", ["UTC0", "XYZ-05:30"])
@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_zone_without_a_name_is_the_same_again(
    mine: Run, tmp_path: Path, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    monkeypatch.delenv("CLAIMS_TZ")
    time.tzset()
    bare = Run(mine.url, {name: value for name, value in mine.environment.items() if name != "CLAIMS_TZ"})
    try:
        assert bare("report", "check", written(bare, tmp_path / "r.html")).exit_code == 0
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_line_alone_will_do(mine: Run, tmp_path: Path) -> None:
    line = done(mine, "report", "story", "mine")["colophon"]
    assert mine("report", "check", "-", input=f"{line}\n").exit_code == 0


def test_what_is_no_report_is_one_sentence(mine: Run, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (1 << 27))
    (tmp_path / "cut.docx").write_bytes(bomb.read_bytes()[:200])
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "noise.pdf").write_bytes(b"%PDF-1.7\nstream\n" + bytes(range(256)))
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "tags.html").write_bytes(b"<" * (1 << 23))
    for name in (
        "bomb.docx",
        "cut.docx",
        "noise.bin",
        "noise.pdf",
        "empty.html",
        "tags.html",
        "missing.html",
        ".",
        "a\0b",
    ):
        checked = mine("report", "check", tmp_path / name if "\0" not in name else name)
        assert checked.exit_code in (6, 9), name
        assert checked.stderr.startswith("claims: "), name
        assert "fault" not in checked.stderr, name
