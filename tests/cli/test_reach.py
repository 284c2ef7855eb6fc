"""What `claims correct` answers, what `show` and the report on a story flag, and reports written to files."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.entering import done, queried, refused, rows
from tests.conftest import Run
from tests.newsroom import Record, appearance, article, claim, enter, record
from tests.places import kept

pytestmark = pytest.mark.engines("sqlite")

SQLITE = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
TODAY = f"{datetime.now(UTC):%-d %B %Y}"

NAMES = {"a": "Alpha", "b": "Beta", "d": "Delta", "e": "Echo", "g": "Golf"}
PAPERS = [one for key, name in NAMES.items() for one in article(key, name)]
SOME = record("source", "some", kind="person", described="an official", named=False)
ANN = record("source", "ann", kind="person", name="Ann Smith")


def reviewed(claim: str, at: str, **evidence: str) -> Record:
    """A verdict of lindqvist's, on a page or an article as evidence."""
    piece = {"kind": "report", **(evidence or {"url": "https://gov.example/1"})}
    values = {"status": "partly_confirmed", "note": "Read.", "evidence": [piece], "claim": claim}
    return record("review", f"{claim}-review", entered=at, by="lindqvist", **values)


CASE = [
    SOME,
    ANN,
    record("story", "s", title="Story"),
    *PAPERS,
    claim(stories=["s"]),
    claim("k", "Talks have begun", weight="supporting", stories=["s"]),
    appearance("a", "unnamed", source="some"),
    appearance("b", "outlet", relays="a"),
    appearance("d", "outlet", relays="b"),
    appearance("e", "named", source="ann", stance="denies"),
    appearance("g", "unattributed", claim="k"),
    reviewed("c", "2024-04-09T10:00:00+00:00"),
    reviewed("k", "2024-04-10T10:00:00+00:00", article="a"),
]


@pytest.fixture
@kept
def desk(run: Run) -> Run:
    """A desk with a claim that Beta has from Alpha, Delta from Beta, and a verdict on another that rests on Alpha."""
    enter(run.url, CASE)
    return run


def flat(text: str) -> str:
    return " ".join(text.split())


def said(run: Run, *args: object) -> str:
    answered = run(*args)
    assert (answered.exit_code, answered.stderr) == (0, ""), args
    return flat(answered.stdout)


def withdraw(run: Run, number: int = 1) -> str:
    return said(run, "correct", number, "--retracted", "--note", "Withdrawn on page 2")


# The answer


def test_a_correction_says_what_it_reached(desk: Run, tmp_path: Path) -> None:
    assert desk("report", "story", "s", "--output", tmp_path / "report.md").exit_code == 0
    first, rest = withdraw(desk).split(" It reached ")
    assert first == "correction #1, appearance #1: retracted"
    assert rest == (
        "2 appearances (#2 and #3), claim #1 (partly confirmed by lindqvist on 9 April 2024), claim #2 (partly "
        "confirmed by lindqvist on 10 April 2024, on article #1 as evidence), the story s and 1 report written on "
        f"{TODAY} (report.md). All of these rest on it alone. Independent origins: 1 before, none after; two-source "
        "rule: not met as before; people: 1 before, none after; institutions: 1 before, none after."
    )


def test_a_program_is_told_the_same(desk: Run) -> None:
    answer = done(desk, "correct", 1, "--retracted", "--note", "Withdrawn")
    assert answer["made"][0]["subject"] == "correction"
    told = answer["reach"]
    assert [(one["appearance"], one["through"], one["alone"]) for one in told["downstream"]] == [
        (2, 0, True),
        (3, 1, True),
    ]
    assert (told["before"]["independent"]["lower"], told["after"]["independent"]["upper"]) == (1, 0)
    assert told["before"]["denials"]["people"]["lower"] == 1
    assert (told["decided"]["people"], told["reviewed"], told["open"], told["flagged"]) == (
        ["lindqvist"],
        None,
        True,
        True,
    )
    assert [(one["claim"], one["article"], one["direct"]) for one in told["evidence_for"]] == [(2, 1, True)]
    assert (told["stories"], told["reports"]) == (["s"], [])
    shown = done(desk, "show", 1)
    assert shown["reach"] == [told]
    assert (shown["corrected"], shown["leaning"]) == (True, [])


@SQLITE
def test_an_edit_and_a_slip_of_ours_say_so_too(desk: Run) -> None:
    told = said(desk, "correct", 2, "--edited", "--note", "New headline")
    assert "It reached 1 appearance (#3), claim #1" in told
    assert (
        "That appearance rests on it alone. Its words may still be the old ones. The counts stay as they were: " in told
    )
    told = said(desk, "correct", 4, "--wrong", "--note", "misread", "--stance", "asserts")
    assert "appearance #6 in Echo, 2024-03-20 replaces it" in told
    assert "No other appearance picked up the claim from it." in told
    assert "Independent origins: 1 before, 1 to 2 after; two-source rule: not met before, possible after" in told
    assert "denials: independent origins: 1 before, none after" in told


@SQLITE
def test_a_fresh_claim_has_nothing_to_reach(run: Run) -> None:
    run("log", "Japan will join", "--outlet", "POLITICO", "--attribution", "witnessed")
    told = withdraw(run)
    assert "No other appearance picked up the claim from it. Independent origins: 1 before, none after" in told
    assert "Nobody has reviewed the claim yet." in said(run, "show", 1)


def test_what_is_off_the_record_is_not_told(run: Run) -> None:
    papers = [one for key in "ab" for one in article(key, NAMES[key])]
    secret = [appearance("a", "named", source="ann", terms="off_record"), appearance("b", "outlet", relays="a")]
    enter(run.url, [ANN, *papers, claim(), *secret])
    told = withdraw(run)
    assert "It is off the record: `claims show 1 --confidential` shows its reach." in told
    assert "#2" not in told
    assert "#2" in said(run, "show", 1, "--confidential").split("CORRECTIONS")[1]
    assert "CORRECTIONS" not in said(run, "show", 1)
    assert done(run, "correct", 1, "--edited", "--note", "x")["reach"] is None


# Showing


def test_a_claim_flags_what_was_corrected_until_it_is_reviewed(desk: Run) -> None:
    withdraw(desk)
    told = said(desk, "show", 1)
    status, corrections = told.split("ORIGINS")[0], told.split("CORRECTIONS")[1].split("REVIEWS")[0]
    assert (
        "A report behind this verdict was corrected, and nobody has reviewed the claim since: see Corrections."
        in status
    )
    assert "#1, Alpha, 20 March 2024: retracted by the outlet (tester, " in corrections
    assert "It reached 2 appearances (#2 and #3)" in corrections
    assert "Independent origins: 1 before, none after" in corrections
    assert "Nobody has reviewed the claim since." in corrections
    assert "Beta, 20 March 2024 (#2) [its upstream was retracted]" in told
    assert "Delta, 20 March 2024 (#3) [its upstream was retracted]" in told
    markdown = flat(desk("show", 1, "--format", "markdown").stdout)
    assert "Nobody has reviewed the claim since" in markdown
    assert "CORRECTIONS" not in said(desk, "show", 1, "--as-of", "2024-12-31")
    done(desk, "review", 1, "in_review", "--note", "Alpha withdrew it")
    told = said(desk, "show", 1)
    assert f"Reviewed since: in review by tester on {TODAY}." in told
    assert "see Corrections" not in told


def test_a_verdict_on_a_corrected_report_is_flagged(desk: Run) -> None:
    withdraw(desk)
    told = said(desk, "show", 2)
    status, _, corrections = told.partition("CORRECTIONS")
    assert "report behind this verdict was corrected" in status
    assert "see Corrections" in status
    assert (
        f"article #1 (Alpha, 20 March 2024), evidence for this verdict, had its report of #1 retracted on {TODAY} "
        "(tester: Withdrawn on page 2). #1 says: Japan is in line to join. Nobody has reviewed this claim since."
    ) in corrections
    found = done(desk, "show", 2)
    (leaning,) = found["leaning"]
    assert (found["corrected"], found["reach"]) == (True, [])
    assert [leaning[name] for name in ("claim", "appearance", "article", "direct", "open")] == [1, 1, 1, True, True]
    done(desk, "review", 2, "in_review", "--note", "Alpha withdrew it")
    assert f"Reviewed since: in review by tester on {TODAY}." in said(desk, "show", 2)
    assert done(desk, "show", 2)["corrected"] is False


@SQLITE
def test_a_verdict_on_a_report_further_down_says_from_where_that_has_it(run: Run) -> None:
    enter(run.url, [*CASE[:-1], reviewed("k", "2024-04-10T10:00:00+00:00", article="d")])
    withdraw(run)
    told = said(run, "show", 2)
    assert "article #3 (Delta, 20 March 2024), evidence for this verdict, has #1 from article #1 (Alpha, " in told
    assert "whose report was retracted on" in told


# The report on a story


def test_the_report_on_a_story_names_what_was_corrected(desk: Run) -> None:
    assert "Corrected" not in said(desk, "report", "story", "s")
    withdraw(desk)
    told = said(desk, "report", "story", "s")
    summary = "2 claims not reviewed since reports behind them were retracted, changed or found wrong: #1 and #2."
    assert f"Corrected {summary}" in told
    assert f"Corrected: #1, Alpha, 20 March 2024, was retracted (tester, {TODAY}). It reached 2 appearances" in told
    assert "partly confirmed · corrected, not reviewed since · 1 outlet" in told
    found = done(desk, "report", "story", "s")
    assert found["summary"]["corrected"] == [1, 2]
    assert [len(one["reach"]) for one in found["claims"]] == [1, 0]
    assert [one["claim"] for one in found["claims"][1]["leaning"]] == [1]
    assert "Corrected" not in said(desk, "report", "story", "s", "--as-of", "2024-12-31")
    done(desk, "review", 1, "in_review", "--note", "Alpha withdrew it")
    assert done(desk, "report", "story", "s")["summary"]["corrected"] == [2]


# Reports in files


def test_a_report_in_a_file_is_whole_for_its_owner_only_and_noted(desk: Run, tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    answered = desk("report", "story", "s", "--output", target, "--format", "markdown")
    assert (answered.exit_code, answered.stderr) == (0, "")
    assert answered.stdout == f"Wrote the report to {target}.\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_text(encoding="utf-8").startswith("# Story\n")
    assert [path.name for path in tmp_path.iterdir() if "report" in path.name] == ["report.md"]
    noted = queried(desk, lambda connection: connection.exec_driver_sql("SELECT * FROM copy").mappings().one())
    story = done(desk, "report", "story", "s")["story"]
    assert [noted[name] for name in ("kind", "path", "subject", "row_uid", "entered_by")] == [
        "report",
        str(target),
        "story",
        story["uid"],
        "tester",
    ]
    assert not noted["complete"]


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
@SQLITE
def test_a_file_holds_what_is_printed(desk: Run, tmp_path: Path, form: str) -> None:
    moment = ("--as-of", "2024-12-31", "--format", form)
    desk("report", "story", "s", "-o", tmp_path / "there", *moment, env={"PYTHONIOENCODING": "ascii"})
    assert (tmp_path / "there").read_text(encoding="utf-8") == desk("report", "story", "s", *moment).stdout


def test_printing_a_report_enters_nothing(desk: Run) -> None:
    before = rows(desk)
    said(desk, "report", "story", "s")
    assert rows(desk) == before


@SQLITE
def test_files_that_cannot_be_written(desk: Run, tmp_path: Path) -> None:
    taken, link = tmp_path / "taken", tmp_path / "link"
    taken.write_text("mine", encoding="utf-8")
    link.symlink_to(tmp_path / "nowhere")
    for target, code, says in (
        (taken, 9, f"{taken} exists already; name another file"),
        (link, 9, "exists already"),
        (tmp_path, 9, "exists already"),
        (tmp_path / "no" / "folder", 9, "cannot be written (No such file or directory)"),
        (taken / "in", 9, "cannot be written (Not a directory)"),
        (tmp_path / ("x" * 300), 9, "cannot be written (File name too long)"),
        ("", 6, "the file has no name"),
    ):
        refused(desk, "report", "story", "s", "--output", target, code=code, says=says)
    assert taken.read_text(encoding="utf-8") == "mine"
    refused(desk, "report", "story", "nope", "--output", tmp_path / "new", code=3, says='no story "nope"')
    assert not (tmp_path / "new").exists()


@SQLITE
def test_nothing_is_left_of_a_report_that_could_not_be_finished(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("claims.cli.chassis.written.os.fsync", full)
    folder = tmp_path / "reports"
    folder.mkdir()
    refused(desk, "report", "story", "s", "--output", folder / "new", code=9, says="No space left on device")
    assert list(folder.iterdir()) == []


@SQLITE
def test_a_report_that_cannot_be_noted_is_written_all_the_same(
    desk: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.store.recording.ledger.locked_head", _locked)
    answered = desk("report", "story", "s", "--output", tmp_path / "new")
    assert answered.exit_code == 0
    assert "the report was written, but the database could not record" in answered.stderr
    assert (tmp_path / "new").stat().st_size > 100


def _locked(*_: object, **__: object) -> None:
    from claims.errors import DatabaseUnusable

    raise DatabaseUnusable("somebody else is writing")


@SQLITE
def test_a_path_that_could_act_on_a_terminal_is_shown_harmless(desk: Run, tmp_path: Path) -> None:
    target = tmp_path / "a\x1b[31mb"
    assert "\x1b" not in desk("report", "story", "s", "--output", target).stdout
    assert "\x1b" not in withdraw(desk)
    assert target.exists()
