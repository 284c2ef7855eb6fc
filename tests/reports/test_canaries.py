"""What was confided stands in no report, in whatever format and for whomever it is."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pypdf
import pyrage
import pytest

from claims.cli.report_formats import ReportFormat
from claims.vocabulary import Audience
from tests.cli.entering import done
from tests.conftest import Run
from tests.interchange.test_exports_confidential import CANARY, newsroom
from tests.newsroom import appearance, article, claim, enter, record
from tests.places import kept

# What only readers are not told: notes, names of reviewers, proposals, background, who was asked in which words.
INNER = "nightingale"


@pytest.fixture
@kept
def entered(run: Run) -> Run:
    """A newsroom with a canary in whatever is confidential, and a nightingale in whatever is not for readers."""
    enter(
        run.url,
        [
            *newsroom(),
            record("source", "ida", kind="person", name=f"Ida {INNER}"),
            record("source", "press", kind="institution", name="Press Office", note=f"of {INNER}"),
            *article("f", "Foxtrot", note=f"found by {INNER}"),
            claim("deep", f"Only {INNER} knows", stories=["mine"]),
            claim("open", "The pier opens", stories=["mine"], note=f"see {INNER}"),
            appearance("f", "unnamed", claim="deep", source="clerk", terms="deep_background"),
            appearance("f", "named", claim="open", source="ida", terms="background"),
            appearance("a", "named", claim="open", source="ann", note=f"by {INNER}"),
            record("review", "w", claim="open", status="confirmed", by=INNER, note="Seen.",
                   evidence=[{"kind": "observation", "title": "A visit", "note": f"of {INNER}"}]),
        ],
    )  # fmt: skip
    kept = ("--outlet", "Beta", "--attribution", "unattributed", "--private-note", f"met at {CANARY}")
    done(run, "appear", 2, *kept)
    done(run, "ask", 1, f"somebody at {INNER}", "--how", "phone", "--question", f"Is {INNER} right?")
    done(run, "ask", 1, "Press Office", "--how", "email", "--question", f"And {INNER}?")
    done(run, "answer", 2, "declined", "--note", f"{INNER} hung up")
    done(run, "ask", 2, "Ann Fox", "--how", "phone", "--question", "Off the record?")
    done(run, "outlet", "add", "Ours", "--ours")
    done(
        run, "answer", 3, "answered", "--use", "--outlet", "Ours", "--attribution", "named", "--source",
        f"Sly {CANARY}", "--stance", "asserts", "--terms", "off_record", "--note", f"said {CANARY}",
    )  # fmt: skip
    clerk = next(one["id"] for one in done(run, "source", "list") if one["described"] == "a clerk")
    key = str(pyrage.x25519.Identity.generate().to_public())
    assert run("source", "seal", clerk, "--to", key, input=f"Carla {CANARY}\n").exit_code == 0
    assert run("source", "seal", clerk, "--to", key, "--same-as", input="Ida nightingale\n").exit_code == 0
    return run


def report(run: Run, folder: Path, form: str, audience: str) -> tuple[str, str]:
    """Return all that a report says, in lower case: its bytes, what is packed in them, and the text of a PDF."""
    path = folder / f"{audience}.{form}"
    options = ("--format", form, "--for", audience, "-o", path)
    answer = run("report", "story", "mine", *options)
    assert answer.exit_code == 0, answer.stderr
    whole = path.read_bytes()
    told = whole.decode("latin-1") + whole.decode("utf-8", "replace")
    if whole.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            told += "".join(name + archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if whole.startswith(b"%PDF"):
        reader = pypdf.PdfReader(path)
        told += f"{reader.metadata}" + "\n".join(page.extract_text() for page in reader.pages)
    return re.sub(r"\s+", " ", told).casefold(), answer.stdout + answer.stderr


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("form", list(ReportFormat))
@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_nothing_that_was_confided_is_in_any(entered: Run, tmp_path: Path, form: str, audience: str) -> None:
    told, said = report(entered, tmp_path, form, audience)
    assert "the mine closes" in told
    assert CANARY not in told
    assert "second mole" not in told
    assert "age-encryption" not in told
    assert CANARY not in said.casefold()
    assert (INNER in told) == (audience != Audience.PUBLIC)


@pytest.mark.parametrize("table", ["summary", "appearances", "sources", "outlets", "reviews", "evidence", "contested",
                                   "asked", "timeline", "about"])  # fmt: skip
def test_no_table_has_it_either(entered: Run, table: str) -> None:
    for audience in Audience:
        answer = entered("report", "story", "mine", "--format", "csv", "--table", table, "--for", audience)
        assert answer.exit_code == 0, answer.stderr
        assert CANARY not in answer.stdout.casefold()
        assert audience != Audience.PUBLIC or INNER not in answer.stdout.casefold()


def test_what_is_left_out_is_counted_and_counts_for_nothing(entered: Run) -> None:
    desk = done(entered, "report", "story", "mine")
    public = entered("report", "story", "mine", "--format", "json", "--for", "public").json
    assert desk["left_out"] == {}
    assert public["left_out"]["background"] == 2 - 1  # the claim that is known from nothing else is hidden whole
    assert public["left_out"]["inquiries"] == 1
    assert public["left_out"]["notes"] > 3
    assert public["summary"]["hidden"] == desk["summary"]["hidden"] + 1
    people = {
        one["statement"]: one["origins"]["people"]["lower"] for report in (desk, public) for one in report["claims"]
    }
    assert people["The pier opens"] == 1
    (ours,) = (one for one in desk["claims"] if one["statement"] == "The pier opens")
    assert ours["origins"]["people"]["lower"] == 2
    assert [one["entered_by"] for claim in public["claims"] for one in claim["reviews"]] == [
        "colleague B",
        "colleague C",
    ]
