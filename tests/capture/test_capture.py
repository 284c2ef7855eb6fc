"""`claims capture`: a document is kept, its claims are proposed, and nothing counts until a person accepts it."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from claims.entry.capturing import skip
from claims.errors import Refused
from claims.settings import settings
from claims.store.recording import write
from tests.capture.pages import PAGE, PARAGRAPHS, TEXT, mail
from tests.cli.entering import done, refused
from tests.conftest import Run

SQLITE = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A saved page."""
    path = tmp_path / "bridge.html"
    path.write_bytes(PAGE)
    return path


def kept(run: Run) -> list[Path]:
    """Return the kept files of the test's database."""
    return sorted(path for path in files(run) if len(path.name) == 64)


def files(run: Run) -> list[Path]:
    """Return every file of the test's database on SQLite."""
    return [path for path in Path(run.url.removeprefix("sqlite:///")).parent.rglob("*") if path.is_file()]


def test_a_page_is_kept_and_described_and_its_claims_are_proposed(run: Run, page: Path) -> None:
    (captured,) = done(run, "capture", page, "--story", "bridge")
    assert captured["sha256"] == hashlib.sha256(PAGE).hexdigest()
    statements = [proposal["statement"] for proposal in captured["proposals"]]
    assert any("bridge will close" in statement for statement in statements)
    (told, *_) = [proposal for proposal in captured["proposals"] if proposal["attribution"] == "named"]
    assert (told["speaker"]["name"], told["upstream"]["outlet"]) == ("Ann Rich", "Sky News")
    article = done(run, "article", "show", captured["article"])
    assert (article["title"], article["published"]) == ("Harbour bridge to close", "2024-03-19")
    assert (article["outlet"]["label"], article["published_basis"]) == ("The Daily Echo", "inferred")
    assert done(run, "list") == []
    assert run("db", "check").exit_code == 0
    assert run("db", "verify").exit_code == 0


@SQLITE
def test_the_kept_file_is_the_bytes_and_its_name_tells_nothing(run: Run, page: Path) -> None:
    done(run, "capture", page)
    (file,) = kept(run)
    assert gzip.decompress(file.read_bytes()) == PAGE
    assert file.name != hashlib.sha256(PAGE).hexdigest()
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_same_bytes_are_kept_once(run: Run, page: Path) -> None:
    (first,) = done(run, "capture", page)
    (again,) = done(run, "capture", page)
    assert (again["snapshot"], again["article"]) == (first["snapshot"], first["article"])
    assert run("db", "check").exit_code == 0


def test_an_article_that_is_here_already_is_found_by_its_address(run: Run, page: Path) -> None:
    known = ("--url", "https://www.echo.example/2024/bridge?utm_source=x", "--outlet", "Echo", "--published", "2024-03")
    logged = done(run, "log", "A toll is planned", "--attribution", "witnessed", *known)
    (captured,) = done(run, "capture", page)
    assert captured["article"] == logged["article"]
    article = done(run, "article", "show", captured["article"])
    assert (article["outlet"]["label"], article["published"]) == ("Echo", "2024-03")
    assert article["title"] == "Harbour bridge to close"


@SQLITE
def test_what_a_person_types_goes_before_what_the_page_states(run: Run, page: Path) -> None:
    (captured,) = done(run, "capture", page, "--outlet", "Daily Echo", "--title", "Bridge", "--published", "2024-03-20")
    article = done(run, "article", "show", captured["article"])
    assert (article["outlet"]["label"], article["title"], article["published"]) == (
        "Daily Echo",
        "Bridge",
        "2024-03-20",
    )
    assert article["published_basis"] == "stated"


def test_accepted_claims_are_logged_with_source_relay_window_and_excerpt(run: Run, page: Path) -> None:
    done(run, "capture", page, "--story", "bridge")
    answered = run("capture", "--work", input="n\ny\nq\n")
    assert answered.exit_code == 0, answered.stderr
    (claim,) = done(run, "list")
    shown = done(run, "show", claim["id"])
    assert shown["stories"] == ["bridge"]
    (carried, behind) = sorted(shown["appearances"], key=lambda each: each["article"]["seen"], reverse=True)
    assert carried["source"]["name"] == "Ann Rich"
    assert behind["article"]["outlet"] == "Sky News"
    assert carried["excerpt"] in " ".join(PARAGRAPHS)
    assert shown["windows"][0]["latest"] == "2024-06-30"
    (left,) = [len(each["proposals"]) for each in done(run, "capture", page)]
    (before,) = [len(each["proposals"]) for each in done(run, "capture", page)]
    assert left == before


@SQLITE
def test_what_was_decided_is_not_asked_again_and_the_rest_is(run: Run, page: Path) -> None:
    (captured,) = done(run, "capture", page)
    assert run("capture", "--work", input="n\ny\n").exit_code == 0  # the end of input leaves
    (again,) = done(run, "capture", page)
    keys = [proposal["key"] for proposal in captured["proposals"]]
    assert [proposal["key"] for proposal in again["proposals"]] == keys[2:]


def test_what_was_decided_holds_for_a_later_snapshot_with_the_same_text(run: Run, page: Path, tmp_path: Path) -> None:
    (captured,) = done(run, "capture", page)
    assert run("capture", "--work", input="n\ny\n").exit_code == 0
    (tmp_path / "reloaded.html").write_bytes(PAGE.replace(b"</body>", b"<!-- 2 --></body>"))
    (later,) = done(run, "capture", tmp_path / "reloaded.html")
    assert (later["article"], later["snapshot"]) == (captured["article"], captured["snapshot"] + 1)
    assert later["proposals"] == captured["proposals"][2:]
    assert run("capture", "--work", input="n\n").exit_code == 0
    for kept in (page, tmp_path / "reloaded.html"):
        assert [each["proposals"] for each in done(run, "capture", kept)] == [captured["proposals"][3:]]


def test_what_was_decided_holds_for_the_unchanged_sentences_of_a_changed_text(
    run: Run, page: Path, tmp_path: Path
) -> None:
    (captured,) = done(run, "capture", page)
    assert run("capture", "--work", input="n\ny\n").exit_code == 0
    updated = PAGE.replace(b"<article>", b"<article><p>This article was updated on Friday, the paper said.</p>", 1)
    assert updated != PAGE
    (tmp_path / "updated.html").write_bytes(updated)
    (later,) = done(run, "capture", tmp_path / "updated.html", "--article", captured["article"])
    statements = [each["statement"] for each in captured["proposals"]]
    assert [each["statement"] for each in later["proposals"]][-len(statements[2:]) :] == statements[2:]
    assert not {*statements[:2]} & {each["statement"] for each in later["proposals"]}


def test_a_changed_sentence_and_another_confidence_have_decisions_of_their_own(
    run: Run, page: Path, tmp_path: Path
) -> None:
    (captured,) = done(run, "capture", page)
    assert run("capture", "--work", input="s\nn\n").exit_code == 0
    (left,) = done(run, "capture", page)
    assert captured["proposals"][1] not in left["proposals"]
    for name, content, options in (
        ("edited.html", PAGE.replace(b"will close", b"may close"), ()),
        ("secret.html", PAGE.replace(b"</body>", b"<!-- 2 --></body>"), ("--confidential",)),
    ):
        (tmp_path / name).write_bytes(content)
        (other,) = done(run, "capture", tmp_path / name, "--article", captured["article"], *options)
        assert len(other["proposals"]) == len(captured["proposals"])


def test_a_proposal_is_decided_once_over_all_snapshots_with_its_text(run: Run, page: Path, tmp_path: Path) -> None:
    (first,) = done(run, "capture", page)
    (tmp_path / "reloaded.html").write_bytes(PAGE.replace(b"</body>", b"<!-- 2 --></body>"))
    (second,) = done(run, "capture", tmp_path / "reloaded.html")
    key = first["proposals"][0]["key"]
    desk = settings(run.url)
    write(desk, "capture", lambda session: skip(session, first["snapshot"], key))
    with pytest.raises(Refused):
        write(desk, "capture", lambda session: skip(session, second["snapshot"], key))


@SQLITE
def test_only_the_newest_version_of_an_article_waits_for_decisions(run: Run, page: Path, tmp_path: Path) -> None:
    (captured,) = done(run, "capture", page)
    (tmp_path / "reloaded.html").write_bytes(PAGE.replace(b"</body>", b"<!-- 2 --></body>"))
    done(run, "capture", tmp_path / "reloaded.html")
    worked = run("capture", "--work", input="y\n" * 2 * len(captured["proposals"]))
    assert f"{len(captured['proposals'])} to decide" in " ".join((worked.stdout + worked.stderr).split())
    assert "not saved" not in worked.stderr


@SQLITE
def test_the_same_bytes_as_another_outlets_are_another_article(run: Run, page: Path) -> None:
    (first,) = done(run, "capture", page)
    (other,) = done(run, "capture", page, "--outlet", "Fjord Post", "--url", "https://fjord.example/1")
    assert other["article"] != first["article"]
    assert [each["article"] for each in done(run, "capture", page)] == [first["article"]]
    assert [each["article"] for each in done(run, "capture", page, "--outlet", "The Daily Echo")] == [first["article"]]
    shown = run("capture", page, "--outlet", "Fjord Post").stdout
    assert "outlet: Fjord Post; the document names The Daily Echo" in shown


@SQLITE
def test_a_new_article_is_made_of_bytes_that_are_kept_already(run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The bridge will close in June, the mayor said on Tuesday.", "utf-8")
    (first,) = done(run, "capture", tmp_path / "note.txt")
    (again,) = done(run, "capture", tmp_path / "note.txt")
    (new,) = done(run, "capture", tmp_path / "note.txt", "--new-article")
    assert again["article"] == first["article"]
    assert new["article"] != first["article"]


@SQLITE
def test_a_decision_can_be_taken_back_until_it_is_saved(run: Run, page: Path) -> None:
    done(run, "capture", page)
    run("capture", "--work", input="y\n<\nn\nq\n")
    assert done(run, "list") == []


@SQLITE
def test_a_proposal_can_be_added_to_a_known_claim(run: Run, page: Path) -> None:
    logged = done(run, "log", "The bridge will close", "--outlet", "Other", "--attribution", "witnessed")
    done(run, "capture", page)
    run("capture", "--work", input=f"d\n{logged['claim']}\nq\n")
    assert len(done(run, "list")) == 1
    assert "The Daily Echo" in run("show", logged["claim"]).stdout


@SQLITE
def test_a_decision_that_the_rules_refuse_stays_open(run: Run, page: Path) -> None:
    (before,) = done(run, "capture", page)
    answered = run("capture", "--work", input="d\n99\nq\n")
    assert 'no claim "99"' in answered.stderr
    (after,) = done(run, "capture", page)
    assert len(after["proposals"]) == len(before["proposals"])


@SQLITE
def test_a_compound_is_split_and_each_part_is_decided_by_itself(run: Run) -> None:
    words = "The bridge will close by 30 June 2024 and the tunnel was opened in 1932, Mayor Ann Rich said on Tuesday."
    answered = run("capture", "-", "--outlet", "Echo", "--published", "2024-03-19", "--format", "json", input=words)
    (compound,) = answered.json[0]["proposals"]
    assert len(compound["parts"]) == 2
    run("capture", "--work", input="p\ny\nq\n")
    (claim,) = done(run, "list")
    again = run("capture", "-", "--outlet", "Echo", "--published", "2024-03-19", "--format", "json", input=words)
    (waiting,) = again.json[0]["proposals"]
    assert waiting["statement"] != claim["statement"]
    run("capture", "--work", input="y\nq\n")
    assert len(done(run, "list")) == 2


@SQLITE
def test_all_are_edited_as_one_text_and_faults_come_back_at_their_line(
    run: Run, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(run, "capture", page)
    turns = tmp_path / "turns"
    editor = tmp_path / "editor"
    editor.write_text(
        "#!/bin/sh\n"
        f'if [ -f {turns} ]; then cp "$1" {tmp_path}/second; sed -i "s/^kind: guess/kind: fact/" "$1"\n'
        f'else touch {turns}; sed -i -e "1,/^kind:/s/^kind: .*/kind: guess/" -e "s/^later 1$/pick 1/" '
        '-e "s/^later/skip/" "$1"; fi\n'
    )
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(editor))
    answered = run("capture", "--edit", env={"EDITOR": str(editor)})
    assert answered.exit_code == 0, answered.stderr
    second = (tmp_path / "second").read_text(encoding="utf-8").splitlines()
    mark = next(place for place, line in enumerate(second) if line.startswith("#!"))
    assert second[mark + 1] == "kind: guess"
    (claim,) = done(run, "list")
    assert claim["kind"] == "fact"
    assert done(run, "capture", page)[0]["proposals"] == []


def editor_that(does: str, folder: Path) -> dict[str, str]:
    """Return the environment in which the editor is a program that runs a line of shell over its file, `$1`."""
    editor = folder / "editor"
    editor.write_text(f"#!/bin/sh\n{does}\n")
    editor.chmod(0o700)
    return {"EDITOR": str(editor)}


@SQLITE
def test_a_text_closed_as_it_was_opened_logs_nothing(run: Run, page: Path, tmp_path: Path) -> None:
    (captured,) = done(run, "capture", page)
    assert run("capture", "--edit", env=editor_that("true", tmp_path)).exit_code == 0
    assert done(run, "list") == []
    assert done(run, "capture", page)[0]["proposals"] == captured["proposals"]


@SQLITE
def test_a_changed_block_that_says_later_is_not_lost(run: Run, page: Path, tmp_path: Path) -> None:
    done(run, "capture", page)
    does = 'sed -i "1,/^statement:/s/^statement: .*/statement: The mayor resigned/" "$1"'
    answered = run("capture", "--edit", env=editor_that(does, tmp_path))
    assert (answered.exit_code, "The mayor resigned" in answered.stdout) == (2, True)
    assert done(run, "list") == []


HE = "The council met for three hours in the town hall. He said the tunnel will be closed."


@SQLITE
def test_a_source_that_the_text_only_calls_he_is_asked_for(run: Run, tmp_path: Path) -> None:
    run("capture", "-", "--outlet", "Echo", input=HE)
    answered = run("capture", "--edit", env=editor_that('sed -i "s/^later/pick/" "$1"', tmp_path))
    assert (answered.exit_code, "“He”" in answered.stdout) == (2, True)
    assert done(run, "list") == []
    keys = "n\n" * (answered.stdout.count("\npick ") - 1)
    assert run("capture", "--work", input=f"{keys}y\nsource: Bob Ray\ny\nq\n").exit_code == 0
    (source,) = done(run, "source", "list")
    assert (source["name"], source["kind"]) == ("Bob Ray", "person")


@SQLITE
@pytest.mark.parametrize(
    "sentence",
    [
        "She said the tunnel will be closed.",
        "According to him, the tunnel will be closed.",
        "The tunnel will be closed, they told Reuters.",
        "Somebody said the tunnel will be closed.",
    ],
)
def test_a_source_that_the_text_only_calls_she_can_be_described(run: Run, sentence: str) -> None:
    run("capture", "-", "--outlet", "Echo", input=sentence)
    assert run("capture", "--work", input="y\nsource: a council official\ny\nq\n").exit_code == 0
    (source,) = done(run, "source", "list")
    assert (source["name"], source["described"]) == (None, "a council official")


def test_a_confidential_document_says_nothing_of_itself(run: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.eml"
    letter.write_bytes(mail(subject="Canary Subject", body=TEXT.replace("Ann Rich", "Cana Ryname")))
    (captured,) = done(run, "capture", letter)
    assert captured["confidential"]
    article = done(run, "article", "show", captured["article"])
    assert (article["title"], article["outlet"], article["reporters"]) == (None, None, [])
    assert run("capture", "--work", input="y\nq\n").exit_code == 0
    export = tmp_path / "export.jsonl"
    assert run("export", export).exit_code == 0
    everything = export.read_text(encoding="utf-8")
    for args in (("list",), ("search", "bridge"), ("article", "list"), ("queue",), ("db", "status"), ("history", 1)):
        everything += run(*args).stdout
    for canary in ("Canary", "Cana Ryname", "Rosa Quill", "harbour"):
        assert canary.casefold() not in everything.casefold(), canary


def test_words_about_time_in_a_mail_are_read_from_the_day_of_the_mail(run: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.eml"
    letter.write_bytes(mail(body="The bridge will close in May, Ann Rich, the mayor, said on Tuesday."))
    answered = run("capture", letter)
    assert "date of the mail" in answered.stdout
    assert run("capture", "--work", input="y\nq\n").exit_code == 0
    claim = done(run, "show", 1, "--confidential")
    assert [(window["earliest"], window["latest"]) for window in claim["windows"]] == [("2024-05-01", "2024-05-31")]
    assert done(run, "article", "show", 1, "--confidential")["published"] is None


@SQLITE
def test_what_is_typed_about_a_confidential_document_is_not_passed_over_in_silence(run: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.eml"
    letter.write_bytes(mail(body=TEXT))
    answered = run("capture", letter, "--outlet", "Echo", "--published", "2024-03-20")
    assert answered.exit_code == 0
    assert "no outlet or date" in answered.stderr
    assert "claims article edit 1" in answered.stderr


def test_a_snapshot_leaves_only_in_a_complete_export(run: Run, page: Path, tmp_path: Path) -> None:
    done(run, "capture", page)
    plain, complete = tmp_path / "plain.jsonl", tmp_path / "complete.jsonl"
    assert run("export", plain).exit_code == 0
    assert run("export", complete, "--complete").exit_code == 0
    assert "waited long enough" not in plain.read_text(encoding="utf-8")
    assert "waited long enough" in complete.read_text(encoding="utf-8")


@SQLITE
def test_a_snapshot_can_be_taken_out_whole(run: Run, page: Path) -> None:
    done(run, "capture", page)
    before = b"".join(path.read_bytes() for path in files(run))
    assert b"waited long enough" in before
    gone = run("redact", "snapshot:1", "text", "stated", "file", "--reason", "the publisher asked", "--yes")
    assert gone.exit_code == 0, gone.stderr
    assert kept(run) == []
    after = b"".join(path.read_bytes() for path in files(run))
    assert b"waited long enough" not in after
    assert hashlib.sha256(PAGE).hexdigest().encode() not in after
    assert run("db", "check").exit_code == 0
    assert run("db", "verify").exit_code == 0


@SQLITE
def test_a_backup_with_files_holds_the_snapshots(run: Run, page: Path, tmp_path: Path) -> None:
    done(run, "capture", page)
    assert run("db", "backup", tmp_path / "copy.db", "--with-files").exit_code == 0
    copies = [path for path in tmp_path.rglob("*") if len(path.name) == 64]
    assert [gzip.decompress(path.read_bytes()) for path in copies] == [PAGE]


@SQLITE
def test_a_folder_is_read_whole_and_what_is_no_document_is_named(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "a.html").write_bytes(PAGE)
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    (folder / "c.bin").write_bytes(b"\x00\x01")
    answered = run("capture", folder, "--story", "bridge", "--format", "json")
    assert answered.exit_code == 0
    assert len(answered.json) == 2
    assert "c.bin" in answered.stderr


@SQLITE
def test_refusals(run: Run, page: Path, tmp_path: Path) -> None:
    refused(run, "capture", code=2, says="name a file, a folder")
    refused(run, "capture", tmp_path / "none.html", code=9, says="cannot be read")
    refused(run, "capture", "https://echo.example/1", code=2, says="addresses are not fetched")
    refused(run, "capture", page, page, "--title", "x", code=2, says="fits one document")
    (tmp_path / "empty").mkdir()
    refused(run, "capture", tmp_path / "empty", code=9, says="holds no files")


@SQLITE
def test_another_language_is_captured_without_proposals(run: Run) -> None:
    german = "Der Minister sagte am Montag, dass er nicht weiss, ob die Regierung das Gesetz und die Reform beendet."
    answered = run("capture", "-", "--outlet", "Echo", "--format", "json", input=german)
    assert answered.json[0]["proposals"] == []
    told = run("capture", "-", "--outlet", "Echo", input=german)
    assert "not in English" in told.stderr


# Fields, parts, and what is the same


@SQLITE
def test_a_field_is_changed_by_a_line_and_its_first_letters(run: Run, page: Path) -> None:
    done(run, "capture", page)
    run("capture", "--work", input="n\nstan: den\nno such: thing\nstance: nothing\natt: unat\ny\nq\n")
    (claim,) = done(run, "list")
    (appearance, *_) = done(run, "show", claim["id"])["appearances"]
    assert (appearance["stance"], appearance["attribution"], appearance["source"]) == ("denies", "unattributed", None)


@SQLITE
def test_a_proposal_is_split_into_statements_that_are_typed(run: Run, page: Path) -> None:
    (before,) = done(run, "capture", page)
    run("capture", "--work", input="p\nThe bridge is closed\nThe bridge is old\n\ny\nn\nq\n")
    assert [claim["statement"] for claim in done(run, "list")] == ["The bridge is closed"]
    (after,) = done(run, "capture", page)
    assert [each["key"] for each in after["proposals"]] == [each["key"] for each in before["proposals"]][1:]


@SQLITE
def test_a_listed_claim_is_taken_by_its_key(run: Run, page: Path) -> None:
    (captured,) = done(run, "capture", page)
    statement = captured["proposals"][1]["statement"]
    logged = done(run, "log", statement, "--outlet", "Other", "--attribution", "witnessed")
    answered = run("capture", "--work", input="n\n1\nq\n")
    assert "1 = #1" in answered.stdout
    assert [claim["id"] for claim in done(run, "list")] == [logged["claim"]]
    assert len(done(run, "show", logged["claim"])["appearances"]) > 1


@SQLITE
def test_a_claim_that_is_not_saved_yet_can_be_taken(run: Run, page: Path) -> None:
    (captured,) = done(run, "capture", page)
    first = captured["proposals"][0]["statement"].rstrip(".")
    answered = run("capture", "--work", input=f"y\nstatement: {first} again\nd\n1\nq\n")
    assert "not saved yet" in answered.stdout
    assert len(done(run, "list")) == 1
