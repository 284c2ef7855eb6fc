"""`claims source seal` and `claims source unseal`: what was sealed is read by who holds a key, and by nobody else."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pyrage
import pytest

from claims.privacy.sealing import BLOCK
from tests.cli.entering import done, refused, row, rows, sit_down
from tests.conftest import Run
from tests.places import SQLITE, kept
from tests.postgres import libpq_url

WHO = "Qarla Quarantotti"
CANARIES = (WHO, "quarantotti", "Kafka's café")


@pytest.fixture
@kept
def newsroom(run: Run) -> Run:
    """A claim on the word of somebody unnamed, and a named source."""
    unnamed = ("--attribution", "unnamed", "--source", "one senior diplomat", "--story", "the-mine")
    done(run, "log", "The mine will close", "--outlet", "RNZ", *unnamed)
    done(run, "source", "add", "Ann Fox", "--kind", "person")
    return run


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A file with a secret key of age; its public key is in the file beside it."""
    return a_key(tmp_path, "editor")


def a_key(folder: Path, name: str) -> Path:
    secret = pyrage.x25519.Identity.generate()
    (folder / f"{name}.pub").write_text(f"# of the {name}\n\n{secret.to_public()}\n")
    path = folder / f"{name}.key"
    path.write_text(f"# created today\n{secret}\n")
    return path


def public(key: Path) -> Path:
    return key.with_suffix(".pub")


def test_who_holds_a_key_reads_it(newsroom: Run, key: Path, tmp_path: Path) -> None:
    other = a_key(tmp_path, "lawyer")
    recipient = public(other).read_text().split()[-1]
    sealed = newsroom("source", "seal", "1", "--to", public(key), "--to", recipient, input=f"{WHO}\nmet in a café\n")
    assert (sealed.exit_code, sealed.stdout) == (0, "sealed #1, for 2 keys: source #1 one senior diplomat\n")
    for holder in (key, other):
        [told] = newsroom("source", "unseal", "1", "--identity-file", holder, "--format", "json").json
        assert (told["identity"], told["note"], told["same_as"]) == (WHO, "met in a café", None)
    stranger = a_key(tmp_path, "stranger")
    answered = newsroom("source", "unseal", "1", "--identity-file", stranger)
    assert (answered.exit_code, answered.stdout) == (5, "")
    assert "none of these keys opens" in answered.stderr
    assert newsroom("source", "unseal", "1", "--identity-file", "-", input=key.read_text()).stdout.count(WHO) == 1


@pytest.mark.needs("ssh-keygen")
def test_openssh_keys_do_too_and_their_comments_are_not_kept(newsroom: Run, tmp_path: Path) -> None:
    path = tmp_path / "id"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "me@home", "-f", path], check=True)
    public_key = path.with_suffix(".pub").read_text()
    assert newsroom("source", "seal", "1", "--to", public_key, input=WHO).exit_code == 0
    assert "me@home" not in row(newsroom, "sealed", 1)["recipients"]
    assert WHO in newsroom("source", "unseal", "1", "--identity-file", path).stdout


def test_that_they_are_somebody_named_is_sealed_alike(newsroom: Run, key: Path) -> None:
    run = newsroom
    said = refused(run, "source", "same", "1", "2", "--reason", "x", code=5, says="`claims source seal --same-as`")
    assert "Ann" not in said
    for typed in ("2", "ann FOX", "ann-fox", row(run, "source", 2)["uid"]):
        assert run("source", "seal", "1", "--to", public(key), "--same-as", input=typed).exit_code == 0
    told = run("source", "unseal", "1", "--identity-file", key, "--format", "json").json
    assert [one["same_as"] for one in told] == [{"id": 2, "label": "Ann Fox"}] * 4
    assert "same as   #2 Ann Fox" in run("source", "unseal", "1", "--identity-file", key).stdout
    assert rows(run)["judgement"] == 0
    run("source", "seal", "1", "--to", public(key), input=WHO)
    lengths = {len(plain(row(run, "sealed", one)["ciphertext"], key)) for one in range(1, 6)}
    assert lengths == {BLOCK}, "the length tells a judgement from a name"
    done(run, "source", "add", "ann-2", "--name", "Ann Fox", "--kind", "person")
    for typed in (WHO, "1", "Ann Fox"):
        answered = run("source", "seal", "1", "--to", public(key), "--same-as", input=typed)
        assert answered.exit_code in (3, 5)
        assert typed not in answered.stderr or typed == "1"


def test_it_is_padded_json_that_any_age_opens(newsroom: Run, key: Path) -> None:
    newsroom("source", "seal", "1", "--to", public(key), input=WHO)
    opened = plain(row(newsroom, "sealed", 1)["ciphertext"], key)
    assert len(opened) == BLOCK
    assert opened.rstrip() == b'{"form": 1, "identity": "%s"}' % WHO.encode()


def plain(armoured: str, key: Path) -> bytes:
    secret = pyrage.x25519.Identity.from_str(key.read_text().split()[-1])
    opened: bytes = pyrage.decrypt(base64.b64decode("".join(armoured.splitlines()[1:-1])), [secret])
    return opened


READS = (
    ("list",), ("show", "1", "--confidential"), ("history", "1", "--confidential"), ("report", "story", "the-mine"),
    ("source", "list"), ("source", "show", "1"), ("db", "status"), ("db", "check"), ("db", "verify"),
    ("search", "quarantotti"), ("redact", "--find", "quarantotti"),
)  # fmt: skip


def test_no_canary_is_anywhere(newsroom: Run, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, typed = newsroom, f"{WHO}\nOnly at Kafka's café.\n"
    answers = [run("source", "seal", "1", "--to", public(key), "--format", "json", input=typed)]
    assert answers[0].exit_code == 0
    answers.append(run("source", "seal", "2", "--to", public(key), input=typed))
    answers.append(run("source", "seal", "1", "--to", key, input=typed))
    answers.append(run("source", "seal", "1", "--to", tmp_path / "nowhere", input=typed))
    answers.append(run("source", "seal", "nobody", "--to", public(key), input=typed))
    answers.append(run("source", "seal", "1", "--to", public(key), "--same-as", input=typed))
    answers.append(run("source", "seal", "1", "--to", public(key), input=f"{WHO}\x07"))
    monkeypatch.setattr("claims.entry.seal.sealed", broken)
    monkeypatch.setenv("CLAIMS_DEBUG", "1")
    answers.append(run("source", "seal", "1", "--to", public(key), input=typed))
    assert [answer.exit_code for answer in answers] == [0, 5, 6, 9, 3, 3, 6, 70]
    answers += [run(*read, "--format", form) for read in READS for form in ("table", "json")]
    for answer in answers:
        for canary in (*CANARIES, key.read_text().split()[-1]):
            assert canary.casefold() not in (answer.stdout + answer.stderr).casefold(), answer
    held = b"".join(stored(run)).lower()
    assert b"age encrypted file" in held
    assert [canary for canary in CANARIES if canary.lower().encode() in held] == []


def broken(*_: object) -> str:
    raise ValueError("broken")


def stored(run: Run) -> Iterator[bytes]:
    """Everything that the database holds."""
    if run.url.startswith(SQLITE):
        path = Path(run.url.removeprefix(SQLITE))
        yield from (file.read_bytes() for file in path.parent.glob(f"{path.name}*") if file.is_file())
        return
    with psycopg.connect(libpq_url(run.url)) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            for one in connection.execute(f'SELECT * FROM "{table}"'.encode()):
                yield str(one).encode()


def test_that_something_is_sealed_is_all_that_is_shown(newsroom: Run, key: Path) -> None:
    newsroom("source", "seal", "1", "--to", public(key), input=WHO)
    assert "\nsealed        #1, for 1 key, tester " in newsroom("source", "show", "1").stdout
    [one] = newsroom("source", "show", "1", "--format", "json").json["sealed"]
    assert set(one) == {"id", "recipients", "entered_by", "entered_at"}
    assert newsroom("source", "show", "1", "--as-of", "2020-01-01T00:00:00+00:00").exit_code == 3
    done(newsroom, "redact", "sealed:1", "ciphertext", "recipients", "--reason", "over", "--yes")
    assert "#1, redacted, tester" in newsroom("source", "show", "1").stdout
    assert newsroom("source", "unseal", "1", "--identity-file", key).exit_code == 5


def test_it_is_typed_unseen_and_twice(newsroom: Run, key: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sit_down(monkeypatch)
    answered = newsroom("source", "seal", "1", "--to", public(key), input=f"{WHO}\n{WHO}\n\n")
    assert answered.exit_code == 0, answered.stderr
    assert WHO not in answered.stdout + answered.stderr
    assert newsroom("source", "seal", "1", "--to", public(key), input=f"{WHO}\n").exit_code == 130
    assert rows(newsroom)["sealed"] == 1


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_what_is_not_understood(newsroom: Run, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = newsroom
    refused(run, "source", "seal", "1", code=2, says="--to with a public key")
    refused(run, "source", "seal", "1", "--to", "ssh-rsa nonsense", code=6, says="only public keys can be sealed to")
    refused(run, "source", "seal", "1", "--to", public(key), code=2, says="the standard input was empty")
    assert "no identity is sealed" in run("source", "unseal", "1", "--identity-file", key).stderr
    run("source", "seal", "1", "--to", public(key), input=WHO)
    answered = run("source", "unseal", "1", "--identity-file", public(key))
    assert (answered.exit_code, answered.stdout) == (6, "")
    assert "no secret key" in answered.stderr
    monkeypatch.setitem(sys.modules, "pyrage", None)
    answered = run("source", "seal", "1", "--to", public(key), input=WHO)
    assert answered.exit_code == 2
    assert "pip install 'newsroom-claims[confidential]'" in answered.stderr
