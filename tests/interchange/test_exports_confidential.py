"""What was confided leaves in no form: not one of its words is in the bytes of any export."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pyrage
import pytest

from claims.cli.files.exporting import ExportFormat
from tests.cli.entering import done
from tests.conftest import Run
from tests.newsroom import Record, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

FORMS = [form.value for form in ExportFormat if form.value not in ("jsonl", "claimreview")]
CANARY = "kanarie"


def newsroom() -> list[Record]:
    """A story of two claims that may be told and one that may not, with canaries in all that was confided."""
    return [
        record("story", "mine", title="The mine"),
        record("source", "ann", kind="person", name="Ann Fox"),
        record("source", "mole", kind="person", name=f"Mole {CANARY}"),
        record("source", "mole2", kind="person", name="Second Mole", note=f"{CANARY} note"),
        record("source", "clerk", kind="person", described="a clerk", named=False),
        *article("a", "Alpha", title="A tells", url="https://alpha.example/a"),
        *article("b", f"Talks {CANARY}", title=f"Talk {CANARY}", url=f"https://b.example/{CANARY}"),
        *article("e", "Echo", title="E tells", reprint_of="b", reprint_extent="whole"),
        claim("c", "The mine closes", stories=["mine"]),
        claim("d", "The mine reopens", stories=["mine"]),
        claim("off", f"The owner {CANARY} fled", stories=["mine"]),
        claim("cond", "The port closes", kind="conditional", condition_claim="off", stories=["mine"]),
        appearance("a", "named", source="ann"),
        appearance("a", "unnamed", claim="d", source="clerk"),
        appearance("a", "named", claim="cond", source="ann"),
        record("appearance", "c2", claim="c", article="b", attribution="named", source="mole", terms="off_record",
               excerpt=f"words {CANARY}", wording="direct", note=f"said {CANARY}"),
        appearance("b", "named", claim="off", source="mole2", terms="off_record"),
        record("relation", "r", claim="c", kind="contradicts", other="off", note=f"because {CANARY}"),
        record("review", "v", claim="d", status="in_review", note="looking",
               evidence=[{"kind": "report", "article": "b", "note": f"{CANARY}"}]),
    ]  # fmt: skip


@pytest.fixture
@kept
def entered(run: Run) -> Run:
    """The newsroom in a database."""
    enter(run.url, newsroom())
    kept = ("--outlet", "Beta", "--attribution", "unattributed", "--private-note", f"met at {CANARY}")
    done(run, "appear", 2, *kept)
    done(run, "ask", 2, "Alpha", "--reply-by", "2030-01-01")
    return run


def exported(run: Run, folder: Path, form: str, *options: str) -> tuple[bytes, str]:
    """Return the bytes of an export, those inside of a .zip too, and what was said."""
    path = folder / f"{form}{len(list(folder.iterdir()))}"
    answer = run("export", "--format", form, *options, path)
    assert answer.exit_code == 0, answer.stderr
    whole = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            whole += b"".join(name.encode() + archive.read(name) for name in archive.namelist())
    return whole, answer.stderr


@pytest.mark.parametrize("scope", [(), ("--story", "mine")], ids=["everything", "story"])
def test_nothing_that_was_confided_leaves(entered: Run, tmp_path: Path, scope: tuple[str, ...]) -> None:
    for form in FORMS:
        told, said = exported(entered, tmp_path, form, *scope)
        assert CANARY.encode() not in told.lower(), form
        assert b"Second Mole" not in told, form
        assert b"Alpha" in told, form
        assert "off the record" in said, form


def test_nothing_refers_to_what_was_confided(entered: Run) -> None:
    told = entered("export", "--format", "csv", "--table", "claims", "-").stdout
    rows = {row["statement"]: row for row in csv.DictReader(io.StringIO(told))}
    assert rows["The port closes"]["condition_claim_id"] == ""
    assert rows["The mine closes"]["appearances"] == rows["The mine closes"]["people_at_most"] == "1"


def test_who_somebody_unnamed_is_leaves_in_no_form(entered: Run, tmp_path: Path) -> None:
    clerk = next(one["id"] for one in done(entered, "source", "list") if one["described"] == "a clerk")
    key = str(pyrage.x25519.Identity.generate().to_public())
    assert entered("source", "seal", clerk, "--to", key, input=f"Carla {CANARY}\n").exit_code == 0
    for form in FORMS:
        told, said = exported(entered, tmp_path, form)
        assert CANARY.encode() not in told.lower()
        assert key.encode() not in told
        assert b"age-encryption" not in told
        assert ("sealed" in said) == (form not in ("bibtex", "csl"))


def test_what_was_entered_on_the_record_by_mistake_stays_here(entered: Run, tmp_path: Path) -> None:
    """The claim, its source and its article are known from a conversation off the record and from a wrong entry."""
    logged = done(entered, "log", f"Wrongly {CANARY}", "--outlet", f"Notes {CANARY}", "--attribution", "named",
                  "--source", f"Third {CANARY}", "--story", "mine")  # fmt: skip
    done(entered, "correct", logged["appearance"], "--wrong", "--terms", "off_record", "--note", "they had said so")
    for form in FORMS:
        assert CANARY.encode() not in exported(entered, tmp_path, form)[0].lower(), form


def test_nobody_goes_by_the_name_of_a_confidant(run: Run, tmp_path: Path) -> None:
    """Of two records judged one the older gives the name: not where it is known off the record alone."""
    enter(
        run.url,
        [
            record("source", "mole", kind="person", name=f"Robert {CANARY}"),
            record("source", "bob", kind="person", name="Bob Fox", entered="2024-03-21T09:00:00+00:00"),
            *article("a", "Alpha"),
            claim("hidden", f"Sold in {CANARY}"),
            claim("c", "Sold", entered="2024-03-21T09:00:00+00:00"),
            appearance("a", "named", claim="hidden", source="mole", terms="off_record"),
            appearance("a", "named", source="bob", entered="2024-03-21T09:00:00+00:00"),
        ],
    )
    assert run("source", "same", "robert-kanarie", "bob-fox", "--reason", "the same man").exit_code == 0
    assert run("duplicate", 2, 1, "--reason", "the same").exit_code == 0
    done(run, "ask", 2, "Alpha", "--reply-by", "2030-01-01")
    for form in FORMS:
        told, _ = exported(run, tmp_path, form)
        assert CANARY.encode() not in told.lower(), form
        assert b"Alpha" in told
    assert b"Bob Fox" in exported(run, tmp_path, "csv")[0]


def test_on_background_nobody_is_named_to_others(run: Run, tmp_path: Path) -> None:
    enter(
        run.url,
        [
            record("source", "s", kind="person", name=f"Ann {CANARY}"),
            record("source", "t", kind="person", described=f"a {CANARY} official", named=False),
            *article("a", "Alpha"),
            claim(),
            appearance("a", "named", source="s", terms="background"),
            record(
                "appearance", "2", claim="c", article="a", attribution="unnamed", source="t", terms="deep_background"
            ),
        ],
    )
    for form in ("prov", "stix"):
        told, _ = exported(run, tmp_path, form)
        assert CANARY.encode() not in told.lower()
