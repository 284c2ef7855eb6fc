"""A story's archive: complete, readable and checked without the database, and without anything confidential."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import bagit
import pyrage
import pytest

from tests.capture.pages import PAGE, TEXT, mail
from tests.cli.entering import done
from tests.conftest import ROOT, Result, Run, RunProcess
from tests.interchange.test_exports_canaries import entangled
from tests.newsroom import enter
from tests.places import kept
from tests.reports.test_canaries import CONFIDED, SEEN, confided, told

WHY = ("--reason", "a name", "--yes")
PAPER = b"%PDF-1.4 the gazette of the harbour"
SECRET_PAPER = f"a letter of {CONFIDED}paper".encode()
SECRET_PAGE = TEXT.replace("bridge", f"{CONFIDED}bridge").encode()


@pytest.fixture
def newsroom(run: Run, tmp_path: Path) -> Run:
    """A story with what archives meet: evidence, a captured article, an edit, a redaction, and another story."""
    (tmp_path / "gazette.pdf").write_bytes(PAPER)
    (tmp_path / "page.html").write_bytes(PAGE)
    log = ("--outlet", "POLITICO", "--published", "2024-03-19", "--attribution", "named", "--source", "Ada Ruiz")
    done(run, "log", "Japan will join", *log, "--story", "aukus", "--note", "from the mayor's clerk")
    done(run, "log", "Prices rise", "--outlet", "Reuters", "--attribution", "unattributed", "--story", "other")
    evidence = ("--evidence", tmp_path / "gazette.pdf", "--evidence-kind", "primary_record")
    done(run, "review", 1, "confirmed", "--note", "the gazette has it", *evidence)
    article = done(run, "capture", tmp_path / "page.html", "--outlet", "The Echo", "--story", "aukus")[0]["article"]
    done(run, "appear", 1, "--article", article, "--attribution", "unattributed")
    done(run, "edit", 1, "--statement", "Japan will join Pillar 2", "--reason", "clearer")
    done(run, "redact", "claim:1", "note", *WHY)
    return run


def archived(run: Run, folder: Path, *options: object, story: str = "aukus") -> Path:
    target = folder / f"archive{len(list(folder.iterdir()))}"
    answer = run("archive", "make", story, "-o", target, *options)
    assert answer.exit_code == 0, answer.stderr
    return target


def verified(environment: Mapping[str, str], folder: Path, *options: object) -> Result:
    """Verify in a process of its own, on a machine without any database."""
    nowhere = {**environment, "CLAIMS_DB": "/nowhere/at/all.db"}
    return _Elsewhere("sqlite:////nowhere/at/all.db", nowhere)("archive", "verify", folder, *options)


class _Elsewhere(RunProcess):
    def arguments(self, args: Any) -> list[str]:
        return [*map(str, args)]


def bagged_again(folder: Path) -> None:
    """Make the checksums anew, as somebody would who changes a record on purpose."""
    bagit.Bag(str(folder)).save(manifests=True)


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def everything_in(folder: Path) -> str:
    """All names and bytes of an archive."""
    paths = sorted(folder.rglob("*"))
    names = "\n".join(str(path.relative_to(folder)) for path in paths)
    return names + "".join(path.read_bytes().decode("utf-8", "replace") for path in paths if path.is_file())


def test_an_archive_is_verified_elsewhere_and_by_other_tools(
    newsroom: Run, environment: dict[str, str], tmp_path: Path
) -> None:
    folder = archived(newsroom, tmp_path)
    head = done(newsroom, "db", "verify")["head"]
    answer = verified(environment, folder, "--format", "json")
    assert answer.exit_code == 0, answer.stderr
    facts = answer.json
    assert facts["proved"] == facts["rows"] - 1  # the claim has a redacted note
    assert facts["chain"]
    assert facts["events"] > 3
    assert not facts["confidential"]
    noted = json.loads((folder / "data/about.json").read_text())["head"]
    assert noted == facts["head"] == head
    assert verified(environment, folder, "--head", noted[:16]).exit_code == 0
    for tool in ("sha256", "sha512"):
        for kind in ("manifest", "tagmanifest"):
            subprocess.run([f"{tool}sum", "-c", "--quiet", f"{kind}-{tool}.txt"], cwd=folder, check=True)
    subprocess.run([sys.executable, "-m", "bagit", "--validate", "--quiet", folder], check=True, cwd=ROOT)


def test_the_digests_are_those_that_the_description_gives(newsroom: Run, tmp_path: Path) -> None:
    """With nothing but SHA-256 and JSON, as a reader in ten years would."""
    data = archived(newsroom, tmp_path) / "data"

    def as_json(value: object) -> str:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    rows = {
        line["row"]["uid"]: line
        for name in ("records", "snapshots")
        for line in lines_of(data / f"records/{name}.jsonl")
        if "row" in line
    }
    compared = 0
    for line in lines_of(data / "records/digests.jsonl"):
        if "salt" not in line:
            continue
        row = dict(rows[line["uid"]]["row"])
        edits = [each["row"] for each in rows.values() if each["row"].get("row_uid") == line["uid"]]
        for edit in sorted(
            (edit for edit in edits if "old" in edit or "new" in edit),
            key=lambda edit: edit["entered_at"],
            reverse=True,
        ):
            row[edit["field"]] = json.loads(edit.get("old", "null"))
        text = f"{line['salt']}\n{line['table']}\n{as_json({key: row[key] for key in row if row[key] is not None})}"
        assert hashlib.sha256(text.encode()).hexdigest() == line["digest"], line
        compared += 1
    assert compared == len(rows) - 1
    links = [line.split("\t") for line in (data / "chain/links.tsv").read_text().splitlines()]
    hashes = {(replica, int(number)): stated for replica, number, stated in links}
    for event in (line["event"] for line in lines_of(data / "chain/events.jsonl")):
        text = as_json({key: value for key, value in event.items() if key != "hash"})
        assert hashlib.sha256(text.encode()).hexdigest() == event["hash"] == hashes[event["replica"], event["seq"]]
    assert links[-1][2] in (data / "README.txt").read_text()


def test_an_archive_holds_the_files(newsroom: Run, tmp_path: Path) -> None:
    folder = archived(newsroom, tmp_path)
    data = folder / "data"
    assert (data / f"evidence/{hashlib.sha256(PAPER).hexdigest()}.pdf").read_bytes() == PAPER
    (original,) = data.glob("snapshots/*/original.html")
    assert original.read_bytes() == PAGE
    assert "bridge" in (original.parent / "text.txt").read_text()
    for name in ("report.html", "report.md", "report.json"):
        checked = newsroom("report", "check", data / "report" / name)
        assert checked.exit_code == 0, checked.stderr
    assert folder.stat().st_mode & 0o777 == 0o700
    assert "clerk" not in everything_in(folder)  # redacted before
    assert "Prices rise" not in everything_in(folder)  # another story


def test_the_records_can_be_imported(newsroom: Run, environment: dict[str, str], tmp_path: Path) -> None:
    folder = archived(newsroom, tmp_path)
    other = Run(str(tmp_path / "other.db"), environment)
    assert other("import", folder / "data/records/records.jsonl").exit_code == 0
    assert [line["statement"] for line in done(other, "list")] == ["Japan will join Pillar 2"]


@pytest.mark.engines("sqlite")
def test_an_archive_is_one_of_the_copies(newsroom: Run, tmp_path: Path) -> None:
    folder = archived(newsroom, tmp_path)
    answer = newsroom("redact", "outlet:1", "name", *WHY)
    assert str(folder) in answer.stdout + answer.stderr


Wrong = Callable[[Path], object]


def change_row(data: Path) -> None:
    """Change a statement, with the digest of the file that holds it."""
    path = data / "records/records.jsonl"
    *lines, last = path.read_text().replace("Ada Ruiz", "Ana Ruiz").splitlines(keepends=True)
    trailer = json.loads(last) | {"digest": hashlib.sha256("".join(lines).encode()).hexdigest()}
    path.write_text("".join(lines) + json.dumps(trailer, sort_keys=True, separators=(",", ":")) + "\n")


def replace_in(name: str, old: str, new: str) -> Wrong:
    def change(data: Path) -> None:
        path = data / name
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new, 1))

    return change


def drop_line(name: str, number: int) -> Wrong:
    def change(data: Path) -> None:
        lines = (data / name).read_text().splitlines(keepends=True)
        (data / name).write_text("".join(lines[:number] + lines[number + 1 :]))

    return change


def truncate_head(data: Path) -> None:
    lines = (data / "chain/links.tsv").read_text().splitlines(keepends=True)
    (data / "chain/links.tsv").write_text("".join(lines[:-1]))


def first_of(pattern: str, change: Callable[[Path], object]) -> Wrong:
    return lambda data: change(next(data.glob(pattern)))


FORGED: dict[str, tuple[Wrong, str]] = {
    "a record": (change_row, "was changed after it was entered"),
    "the file of records": (replace_in("records/records.jsonl", "Ada Ruiz", "Ana Ruiz"), "records.jsonl"),
    "a digest": (drop_line("records/digests.jsonl", 0), "no digest belongs to it"),
    "who entered it": (replace_in("chain/events.jsonl", '"who":"', '"who":"x'), "events.jsonl"),
    "the newest event": (truncate_head, "links.tsv"),
    "an event between": (drop_line("chain/links.tsv", 1), "links.tsv"),
    "an event left out": (drop_line("chain/events.jsonl", 0), "events.jsonl"),
    "a word of the report": (replace_in("report/report.json", "Japan will join", "Japan may join"), "report.json"),
    "the report's last lines": (replace_in("report/report.md", "sha256=", "sha256=0"), "report.md"),
    "the head": (replace_in("about.json", '"head": "', '"head": "0'), "report.json"),
    "a captured text": (first_of("snapshots/*/text.txt", lambda path: path.write_text("x")), "text.txt"),
    "a captured page": (first_of("snapshots/*/original.html", lambda path: path.write_bytes(b"x")), "original.html"),
    "evidence": (first_of("evidence/*", lambda path: path.write_bytes(b"x")), "evidence/"),
    "evidence that is gone": (first_of("evidence/*", lambda path: path.unlink()), "evidence/"),
    "a row of a captured page": (replace_in("records/snapshots.jsonl", "bridge", "barge"), "snapshots.jsonl"),
    "the report": (first_of("report/report.json", lambda path: path.write_text("{}")), "report.json"),
    "lines that are no objects": (
        first_of("chain/events.jsonl", lambda path: path.write_text("[1]\n")),
        "events.jsonl",
    ),
    "digests without values": (
        first_of("records/digests.jsonl", lambda path: path.write_text('{"uid":1}\n')),
        "cannot be read",
    ),
}


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize("what", FORGED)
def test_a_forged_archive_is_found_out(newsroom: Run, environment: dict[str, str], tmp_path: Path, what: str) -> None:
    """Whether somebody made the checksums anew or not."""
    folder = archived(newsroom, tmp_path)
    change, says = FORGED[what]
    change(folder / "data")
    plain = newsroom("archive", "verify", folder)
    assert plain.exit_code == 1, plain
    bagged_again(folder)
    assert bagit.Bag(str(folder)).is_valid()
    answer = newsroom("archive", "verify", folder)
    assert answer.exit_code == 1, answer
    assert says in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.engines("sqlite")
def test_every_wrong_file_is_named(newsroom: Run, tmp_path: Path) -> None:
    folder = archived(newsroom, tmp_path)
    data = folder / "data"
    (data / "README.txt").write_text("another text")
    (data / "report/report.md").unlink()
    (data / "stray.txt").write_text("added")
    (folder / "beside.txt").write_text("added")
    (folder / "bag-info.txt").write_text("Bagging-Date: 2024-01-01\n")
    answer = newsroom("archive", "verify", folder)
    assert answer.exit_code == 1
    for says in (
        "data/README.txt was changed",
        "data/report/report.md is missing",
        "data/stray.txt was added later",
        "beside.txt was added later",
        "bag-info.txt was changed",
    ):
        assert says in answer.stderr
    assert "report.html" not in answer.stderr


@pytest.mark.engines("sqlite")
def test_a_head_noted_elsewhere_shows_an_archive_made_anew(newsroom: Run, tmp_path: Path) -> None:
    folder = archived(newsroom, tmp_path)
    assert newsroom("archive", "verify", folder, "--head", "0123456789abcdef").exit_code == 1
    assert newsroom("archive", "verify", folder, "--head", "0123").exit_code == 6


@pytest.mark.engines("sqlite")
def test_what_is_no_archive_is_refused(newsroom: Run, tmp_path: Path) -> None:
    assert newsroom("archive", "verify", tmp_path / "nothing").exit_code == 9
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "file.txt").write_text("text")
    assert newsroom("archive", "verify", plain).exit_code == 9
    bagit.make_bag(str(plain))
    assert newsroom("archive", "verify", plain).exit_code == 6
    taken = newsroom("archive", "make", "aukus", "-o", plain)
    assert taken.exit_code == 9
    assert "exists already" in taken.stderr
    assert newsroom("archive", "make", "aukus", "-o", " ").exit_code == 6
    assert newsroom("archive", "make", "aukus", "-o", tmp_path / "no" / "where").exit_code == 9
    assert newsroom("archive", "make", "unknown", "-o", tmp_path / "unknown").exit_code == 3
    assert not (tmp_path / "unknown").exists()
    assert not [path for path in tmp_path.iterdir() if "unfinished" in path.name]


@pytest.mark.engines("sqlite")
def test_a_manifest_cannot_lead_out_of_the_archive(newsroom: Run, tmp_path: Path) -> None:
    folder = archived(newsroom, tmp_path)
    outside = tmp_path / f"{folder.name}-beside"
    outside.write_text("not of the archive")
    digest = hashlib.sha256(outside.read_bytes()).hexdigest()
    with (folder / "manifest-sha256.txt").open("a") as manifest:
        manifest.write(f"{digest}  data/../../{outside.name}\n")
    assert newsroom("archive", "verify", folder).exit_code == 1
    (folder / "data/README.txt").unlink()
    (folder / "data/README.txt").symlink_to(outside)
    assert newsroom("archive", "verify", folder).exit_code == 1


@pytest.mark.engines("sqlite")
def test_missing_evidence_is_said_and_the_rest_archived(newsroom: Run, tmp_path: Path) -> None:
    from claims.settings import settings

    (settings(newsroom.url).files / hashlib.sha256(PAPER).hexdigest()).write_bytes(b"another")
    target = tmp_path / "lacking"
    answer = newsroom("archive", "make", "aukus", "-o", target)
    assert answer.exit_code == 0
    assert "missing or changed" in answer.stderr
    assert "missing or changed" in (target / "data/README.txt").read_text()
    assert newsroom("archive", "verify", target).exit_code == 0


@pytest.mark.engines("sqlite")
def test_redacted_files_and_texts_stay_redacted(newsroom: Run, tmp_path: Path) -> None:
    held = next(line for line in done(newsroom, "article", "snapshots", 3))
    done(newsroom, "redact", "evidence:1", "file", f"snapshot:{held['id']}", "text", "file", "stated", *WHY)
    folder = archived(newsroom, tmp_path)
    assert not list((folder / "data").glob("evidence/*"))
    assert not list((folder / "data").glob("snapshots/*/original*"))
    assert "Mayor Ann Rich" not in everything_in(folder)
    assert newsroom("archive", "verify", folder).exit_code == 0


# What is confidential


@pytest.fixture
@kept
def secretive(run: Run) -> Run:
    """A newsroom with a confided word in every field."""
    enter(run.url, [*told(), *confided(), *entangled()])
    key = str(pyrage.x25519.Identity.generate().to_public())
    for clerk in (each["id"] for each in done(run, "source", "list") if SEEN in (each["described"] or "")):
        assert run("source", "seal", clerk, "--to", key, input=f"{CONFIDED}identity\n").exit_code == 0
    done(run, "appear", 1, "--outlet", "Gamma", "--attribution", "unattributed", "--private-note", f"{CONFIDED}private")
    return run


def with_secret_files(run: Run, folder: Path) -> None:
    """Add a captured mail, a page of an article known only off the record, and evidence of a confided claim."""
    (folder / "letter.eml").write_bytes(mail(body=SECRET_PAGE.decode()))
    (folder / "page.txt").write_bytes(SECRET_PAGE)
    (folder / f"{CONFIDED}letter.pdf").write_bytes(SECRET_PAPER)
    article = done(run, "capture", folder / "letter.eml", "--outlet", "Post", "--published", "2024-03-19")[0]["article"]
    done(run, "appear", 1, "--article", article, "--attribution", "unattributed")
    off = done(run, "log", f"{CONFIDED}hidden", "--outlet", f"{CONFIDED}paperoutlet", "--attribution", "named",
               "--source", f"{CONFIDED}nine", "--terms", "off_record", "--story", "mine")  # fmt: skip
    done(run, "capture", folder / "page.txt", "--article", off["article"])
    evidence = ("--evidence", folder / f"{CONFIDED}letter.pdf", "--evidence-kind", "party_statement")
    done(run, "review", off["claim"], "disputed", "--note", f"{CONFIDED}note", *evidence)


@pytest.mark.engines("sqlite")
def test_nothing_confided_is_in_an_archive(secretive: Run, tmp_path: Path) -> None:
    with_secret_files(secretive, tmp_path)
    folder = tmp_path / "open"
    answer = secretive("archive", "make", "mine", "-o", folder)
    assert answer.exit_code == 0, answer.stderr
    assert set(re.findall(rf"{CONFIDED}\w*", everything_in(folder) + answer.stderr + answer.stdout)) == set()
    assert SEEN in everything_in(folder)
    for told_of in ("off the record", "private note", "sealed", "confidential snapshot"):
        assert told_of in answer.stderr
        assert told_of in (folder / "data/README.txt").read_text()
    assert secretive("archive", "verify", folder).exit_code == 0


@pytest.mark.engines("sqlite")
def test_no_digest_lets_a_private_word_be_guessed(secretive: Run, tmp_path: Path) -> None:
    """The salt of a row that is here only in part stays away; so do events that list rows that are left out."""
    folder = archived(secretive, tmp_path, story="mine")
    rows = {line["row"]["uid"] for line in lines_of(folder / "data/records/records.jsonl") if "row" in line}
    digests = {line["uid"]: line for line in lines_of(folder / "data/records/digests.jsonl")}
    noted = [uid for uid, line in digests.items() if line["table"] == "appearance" and "salt" not in line]
    assert noted
    listed = {
        uid for line in lines_of(folder / "data/chain/events.jsonl") for _, uid, _ in json.loads(line["event"]["rows"])
    }
    assert listed <= rows | digests.keys()


@pytest.mark.engines("sqlite")
def test_the_confidential_part_is_for_its_keys(secretive: Run, tmp_path: Path) -> None:
    with_secret_files(secretive, tmp_path)
    editor, stranger = (pyrage.x25519.Identity.generate() for _ in range(2))
    keys = tmp_path / "keys.txt"
    keys.write_text(f"# the editor's\n{editor.to_public()}\n")
    folder = tmp_path / "whole"
    answer = secretive("archive", "make", "mine", "-o", folder, "--confidential-to", keys)
    assert answer.exit_code == 0, answer.stderr
    assert set(re.findall(rf"{CONFIDED}\w*", everything_in(folder) + answer.stderr)) == set()
    encrypted = (folder / "data/confidential/confidential.tar.age").read_bytes()
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(encrypted, [stranger])
    content = pyrage.decrypt(encrypted, [editor])
    assert len(content) % 65536 == 0
    with tarfile.open(fileobj=io.BytesIO(content)) as packed:
        parts = {name: packed.extractfile(name).read() for name in packed.getnames()}  # type: ignore[union-attr]
    words = set(re.findall(rf"{CONFIDED}\w*", parts["records/records.jsonl"].decode()))
    assert {f"{CONFIDED}{word}" for word in ("private", "hidden", "nine", "two", "statement")} <= words
    assert SECRET_PAPER in parts.values()
    assert SECRET_PAGE in parts.values()
    assert f"{CONFIDED}identity" not in parts["records/records.jsonl"].decode()  # sealed to its own keys
    assert secretive("archive", "verify", folder, "--format", "json").json["confidential"]


@pytest.mark.engines("sqlite")
def test_a_secret_key_is_never_repeated(secretive: Run, tmp_path: Path) -> None:
    secret = str(pyrage.x25519.Identity.generate())
    path = tmp_path / "key.txt"
    path.write_text(secret)
    answer = secretive("archive", "make", "mine", "-o", tmp_path / "whole", "--confidential-to", path)
    assert answer.exit_code == 6
    assert secret not in answer.stderr
    assert not (tmp_path / "whole").exists()


@pytest.mark.usefixtures("own_logins")
def test_a_closed_story_is_archived_only_by_those_who_may_see_it(newsroom: Run, tmp_path: Path) -> None:
    for name, role in (("lindqvist", "owner"), ("mori", "editor"), ("okafor", "owner")):
        done(newsroom, "--as", "lindqvist", "user", "add", name, "--role", role)
    done(newsroom, "--as", "lindqvist", "story", "close", "aukus", "--to", "mori,lindqvist")
    assert newsroom("--as", "okafor", "archive", "make", "aukus", "-o", tmp_path / "a").exit_code == 3
    assert not (tmp_path / "a").exists()
    assert newsroom("--as", "mori", "archive", "make", "aukus", "-o", tmp_path / "b").exit_code == 0
    rows = [json.loads(line) for line in (tmp_path / "b/data/records/records.jsonl").read_text().splitlines()]
    (closing,) = (line["row"] for line in rows if line.get("table") == "story_closing")
    assert closing["closed"]
    assert "people" not in closing
    open_one = newsroom("--as", "okafor", "archive", "make", "other", "-o", tmp_path / "c")
    assert open_one.exit_code == 0
    assert "Japan" not in everything_in(tmp_path / "c")
    assert (tmp_path / "c/data/chain/links.tsv").read_bytes() == b""  # the number of events tells of other stories
    assert newsroom("archive", "verify", tmp_path / "c").exit_code == 0
    key = str(pyrage.x25519.Identity.generate().to_public())
    refused = newsroom("--as", "mori", "archive", "make", "aukus", "-o", tmp_path / "d", "--confidential-to", key)
    assert refused.exit_code == 10
    assert not (tmp_path / "d").exists()
