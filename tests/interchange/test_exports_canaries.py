"""What was confided leaves in no form, field by field: each field holds a word of its own, so a failure says which.

The newsroom is that of the reports' canaries, with what only exports meet: names judged one with a confidant's, edits
that name one, verdicts, institutions and outlets known only off the record.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pyrage
import pytest

from claims.cli.files.exporting import ExportFormat
from claims.store.ledger import reference_targets
from claims.store.schema import TABLES
from tests.cli.entering import done
from tests.conftest import Run
from tests.newsroom import Record, appearance, article, claim, enter, record
from tests.places import kept
from tests.reports.test_canaries import CONFIDED, LATEST, SEEN, confided, told

pytestmark = pytest.mark.engines("sqlite")

FORMS = [form.value for form in ExportFormat]
SITE = ("--site", "https://paper.example/{uid}", "--publisher", "The Paper")


def entangled() -> list[Record]:
    """What may be told and leans on what may not."""
    word = CONFIDED
    late: dict[str, Any] = {"entered": LATEST}
    return [
        record("source", "unit", kind="institution", name=f"{word}unit", **late),
        record("source", "spy", kind="person", name=f"{word}spy", institution="unit", **late),
        record("source", "branch", kind="institution", name=f"{SEEN}branch", **late),
        record("source", "arm", kind="institution", name=f"{SEEN}arm", part_of="branch", **late),
        record("source", "aide", kind="person", name=f"Aide {SEEN}aide", institution="branch", **late),
        record("source", "memo", kind="document", name=f"{SEEN}memo", issuer="branch", **late),
        record("reporter", "lone", name=f"{word}lone", note=f"{word}lonenote", **late),
        *article("offtwo", f"{word}twooutlet", title=f"{word}twotitle", bylines=["lone"], **late),
        record("article", "again", outlet="a", title=f"Again {SEEN}again", reprint_of="offtwo", reprint_extent="part",
               published="2024-03-20", url="https://alpha.example/again", **late),
        claim("lean", f"The dam {SEEN}lean breaks", stories=["mine"], **late),
        appearance("a", "named", claim="lean", source="aide", **late),
        record("appearance", "l2", claim="lean", article="again", attribution="institution", source="arm", **late),
        record("appearance", "l3", claim="lean", article="b", attribution="document", source="memo", **late),
        record("appearance", "l4", claim="lean", article="offtwo", attribution="named", source="spy",
               terms="off_record",
               excerpt=f"{word}two", wording="direct", **late),
        record("appearance", "l5", claim="lean", article="offtwo", attribution="institution", source="branch",
               terms="off_record", **late),
        record("review", "lv", claim="lean", status="confirmed", note=f"{SEEN}leanwhy", evidence=[
            {"kind": "report", "article": "off", "note": f"{word}twoevidence"},
            {"kind": "primary_record", "title": f"{SEEN}gauge", "url": "https://gov.example/2"}], **late),
    ]  # fmt: skip


@pytest.fixture
@kept
def newsroom(run: Run) -> Run:
    """All of it in a database, with what only commands can enter."""
    enter(run.url, [*told(), *confided(), *entangled()])
    key = str(pyrage.x25519.Identity.generate().to_public())
    for clerk in (one["id"] for one in done(run, "source", "list") if SEEN in (one["described"] or "")):
        assert run("source", "seal", clerk, "--to", key, input=f"{CONFIDED}identity\n").exit_code == 0
    done(run, "appear", 1, "--outlet", "Gamma", "--attribution", "unattributed", "--private-note", f"{CONFIDED}private")
    done(run, "outlet", "add", "Our desk", "--ours")
    asked = done(run, "ask", 2, "the harbour office")["made"][0]["id"]
    done(run, "answer", asked, "answered", "--note", f"{CONFIDED}earlier")
    done(run, "ask", 2, f"{SEEN}press office", "--reply-by", "2030-01-01")
    for known in done(run, "list", "--confidential"):
        if known["statement"] == f"{CONFIDED}statement":
            done(run, "ask", known["id"], f"{CONFIDED}press office", "--reply-by", "2030-01-01")
    off = ("--use", "--attribution", "unnamed", "--source", f"{CONFIDED}harbour", "--terms", "off_record")
    done(run, "answer", asked, "answered", *off, "--outlet", "Our desk", "--stance", "asserts", "--note",
         f"{CONFIDED}offreply", "--excerpt", f"{CONFIDED}offexcerpt", "--wording", "direct")  # fmt: skip
    logged = done(run, "log", f"{CONFIDED}mistake", "--outlet", f"{CONFIDED}notes", "--attribution", "named",
                  "--source", f"{CONFIDED}third", "--story", "mine")  # fmt: skip
    done(run, "correct", logged["appearance"], "--wrong", "--terms", "off_record", "--note", f"{CONFIDED}because")
    wrong = done(run, "log", f"{CONFIDED}erred", "--outlet", f"{CONFIDED}erredoutlet", "--attribution", "named",
                 "--source", f"{CONFIDED}erredsource", "--terms", "off_record")  # fmt: skip
    again = done(run, "appear", wrong["claim"], "--article", wrong["article"], "--attribution", "unattributed")
    done(run, "correct", again["appearance"], "--wrong", "--note", f"{CONFIDED}erredagain")
    return run


def exported(run: Run, folder: Path, form: str, *options: str) -> str:
    """Return everything in an export, unpacked where it is packed, with what was said on the standard error."""
    path = folder / f"{form}{len(list(folder.iterdir()))}"
    more = SITE if form == "claimreview" else ()
    answer = run("export", "--format", form, *more, *options, path)
    assert answer.exit_code == 0, answer.stderr
    whole = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            whole = b"".join(name.encode() + archive.read(name) for name in archive.namelist())
    return whole.decode() + answer.stderr


@pytest.mark.parametrize("scope", [(), ("--story", "mine")], ids=["everything", "story"])
@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_was_confided_leaves(newsroom: Run, tmp_path: Path, form: str, scope: tuple[str, ...]) -> None:
    text = exported(newsroom, tmp_path, form, *scope)
    assert set(re.findall(rf"{CONFIDED}\w*", text)) == set()
    assert SEEN in text


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "prov"])
def test_what_leans_on_a_confidant_leaves_without_it(newsroom: Run, tmp_path: Path, form: str) -> None:
    """Whoever spoke on the record is told with the institution, though that spoke in confidence too."""
    text = exported(newsroom, tmp_path, form, "--story", "mine")
    for word in ("aide", "arm", "branch", "memo", "again", "gauge"):
        assert f"{SEEN}{word}" in text, word


@pytest.mark.parametrize("scope", [(), ("--story", "mine")], ids=["everything", "story"])
def test_no_row_refers_to_one_that_is_left_out(newsroom: Run, tmp_path: Path, scope: tuple[str, ...]) -> None:
    path = tmp_path / "out.jsonl"
    assert newsroom("export", *scope, path).exit_code == 0
    rows = [line for line in map(json.loads, path.read_text().splitlines()) if "row" in line]
    known = {line["row"]["uid"] for line in rows}
    for line in rows:
        row, targets = line["row"], reference_targets(TABLES[line["table"]])
        for column in (*targets, "row_uid", "a_uid", "b_uid"):
            assert row.get(column) is None or row[column] in known, (line, column)


def test_what_is_left_out_of_an_exchange_file_is_counted(newsroom: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    said = newsroom("export", path).stderr
    told = json.loads(path.read_text().splitlines()[-1])["left_out"]
    assert told["private_note"] == told["sealed"] == 1
    assert "left out: 1 private note\n" in said
    assert "left out: 1 row, sealed\n" in said
    story = newsroom("export", "--story", "mine", "-").stdout
    assert json.loads(story.splitlines()[-1])["left_out"]["sealed"] == 1


def test_a_condition_outside_a_story_is_left_out(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever of the two claims has the uid that comes first, however many are read at once."""
    monkeypatch.setattr("claims.reading.exchange.AT_ONCE", 1)
    outside = [claim(f"o{number}", f"Outside {number}") for number in range(12)]
    inside = [
        claim(f"i{number}", f"Inside {number}", kind="conditional", condition_claim=f"o{number}", stories=["s"])
        for number in range(12)
    ]
    enter(run.url, [record("story", "s", title="Story"), *outside, *inside])
    lines = run("export", "--story", "story", "-").stdout.splitlines()
    claims = [line["row"] for line in map(json.loads, lines) if line.get("table") == "claim"]
    assert len(claims) == 12
    assert not any("condition_claim_id" in one for one in claims)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_goes_by_the_name_of_what_was_confided(run: Run, tmp_path: Path, form: str) -> None:
    """Of records judged one the oldest gives the name: not where that is known off the record alone."""
    word, late = CONFIDED, {"entered": LATEST}
    enter(
        run.url,
        [
            record("source", "mole", kind="person", name=f"Robert {word}mole"),
            *article("talk", f"{word}outlet", title=f"{word}title", url=f"https://{word}.example/"),
            claim("hidden", f"{word}statement"),
            appearance("talk", "named", claim="hidden", source="mole", terms="off_record"),
            record("source", "ring", kind="institution", name=f"{word}ring"),
            record("appearance", "r", claim="hidden", article="talk", attribution="institution", source="ring",
                   terms="off_record"),
            record("source", "bob", kind="person", name=f"Bob {SEEN}fox", **late),
            record("source", "gov", kind="institution", name=f"{SEEN}gov", **late),
            *article("a", f"Alpha {SEEN}outlet", title=f"{SEEN}title", url="https://alpha.example/", **late),
            claim("c", f"{SEEN}statement", **late),
            appearance("a", "named", source="bob", **late),
            record("appearance", "g", claim="c", article="a", attribution="institution", source="gov", **late),
            record("review", "v", claim="c", status="confirmed", note="so it is", **late, evidence=[
                {"kind": "primary_record", "title": f"{SEEN}record", "url": "https://gov.example/"}]),
        ],
    )  # fmt: skip
    done(run, "source", "same", f"robert-{word}mole", f"bob-{SEEN}fox", "--reason", f"{word}same")
    done(run, "ask", 2, f"{SEEN}press office", "--reply-by", "2030-01-01")
    done(run, "duplicate", 2, 1, "--reason", f"{word}duplicate")
    done(run, "source", "edit", f"{SEEN}gov", "--part-of", f"{word}ring", "--reason", f"{word}edit")
    done(run, "source", "edit", f"{SEEN}gov", "--clear", "part-of", "--reason", f"{word}edited")
    text = exported(run, tmp_path, form)
    assert set(re.findall(rf"{CONFIDED}\w*", text)) == set()
    assert SEEN in text


@pytest.mark.parametrize("terms", ["background", "deep_background"])
def test_when_and_where_somebody_spoke_on_background_is_not_published(run: Run, tmp_path: Path, terms: str) -> None:
    enter(
        run.url,
        [
            record("source", "t", kind="person", described="an official", named=False),
            *article("a", "Alpha", "2024-03-20", url="https://alpha.example/"),
            claim(),
            appearance("a", "unnamed", source="t", terms=terms, occasion=f"{CONFIDED}lunch", said="2024-03-18"),
            record("review", "v", claim="c", status="confirmed", note="so it is", evidence=[
                {"kind": "primary_record", "title": "A record", "url": "https://gov.example/"}]),
        ],
    )  # fmt: skip
    text = exported(run, tmp_path, "claimreview")
    assert CONFIDED not in text
    assert "2024-03-18" not in text
    assert json.loads(text)[0]["itemReviewed"]["datePublished"] == "2024-03-20"
