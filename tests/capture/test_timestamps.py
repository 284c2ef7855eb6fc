"""An authority's timestamp over a snapshot is kept, shown, and checked offline; OpenSSL is the authority."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from claims.capture.fetching import authorities
from claims.capture.fetching.authorities import request_of, stamped
from claims.errors import ClaimsError
from claims.settings import settings
from claims.store import dialect
from claims.store.checking import timestamps
from claims.store.checking.timestamps import roots_of, stamp_of
from claims.store.database import engine_for
from tests.capture.pages import PAGE, mail
from tests.capture.site import Answer, Site, site
from tests.cli.entering import done, refused, row
from tests.conftest import ROOT, Run

pytestmark = pytest.mark.needs("openssl")
SQLITE = pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
DIGEST = hashlib.sha256(PAGE).hexdigest()

SETTINGS = """
[tsa]
default_tsa = t
[t]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[extensions]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[other]
extendedKeyUsage = critical,serverAuth
"""


def openssl(*args: object, stdin: bytes = b"") -> bytes:
    done = subprocess.run(["openssl", *map(str, args)], input=stdin, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


class Authority:
    """An authority in a folder: a root, a certificate for timestamps, and one that is not for them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.settings = folder, folder / "openssl.cnf"
        self.settings.write_text(SETTINGS.format(folder=folder), encoding="utf-8")
        (folder / "serial").write_text("01", encoding="utf-8")
        self.root = folder / "root.pem"
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        named = ("-subj", "/CN=A root for tests")
        openssl("req", "-x509", *key, *named, "-keyout", folder / "root.key", "-out", self.root, "-days", "30")
        for name in ("extensions", "other"):
            request, subject = folder / f"{name}.csr", ("-subj", f"/CN=A clock for tests/O={name}")
            openssl("req", "-new", *key, *subject, "-keyout", folder / f"{name}.key", "-out", request)
            signed_by = ("-CA", self.root, "-CAkey", folder / "root.key", "-CAcreateserial", "-days", "30")
            extended = ("-extfile", self.settings, "-extensions", name)
            openssl("x509", "-req", "-in", request, *signed_by, *extended, "-out", folder / f"{name}.pem")

    def answer(self, request: bytes) -> Answer:
        """Return the timestamp over a request."""
        (self.folder / "request").write_bytes(request)
        signed = ("-signer", self.folder / "extensions.pem", "-inkey", self.folder / "extensions.key")
        asked = ("-queryfile", self.folder / "request", "-config", self.settings, "-chain", self.root)
        body = openssl("ts", "-reply", *asked, *signed)
        return Answer(body, headers={"Content-Type": "application/timestamp-reply"})


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority of the tests."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def served(authority: Authority) -> Iterator[Site]:
    """The site of the authority, at /."""
    with site() as there:
        there.posts["/"] = authority.answer
        there.posts["/stale"] = lambda _: authority.answer(request_of(bytes.fromhex(DIGEST), 1 << 62))
        there.posts["/other"] = lambda request: authority.answer(request[:24] + bytes(32) + request[56:])
        there.posts["/page"] = lambda _: Answer(b"<html>no", headers={"Content-Type": "text/html"})
        there.posts["/refuses"] = lambda _: Answer(bytes.fromhex("30053003020102"))
        there.posts["/broken"] = lambda _: Answer(b"", 503)
        there.posts["/long"] = lambda _: Answer(b"0" * 400_000)
        yield there


@pytest.fixture
def asking(served: Site, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the authority, which the command may ask."""
    monkeypatch.setattr(authorities, "stamped", partial(stamped, allowed=[served.host]))
    return served.address


def captured(run: Run, folder: Path, content: bytes = PAGE, name: str = "page.html") -> Any:
    (folder / name).write_bytes(content)
    (made,) = done(run, "capture", folder / name)
    return made


# The request and the answer


@given(st.binary(min_size=32, max_size=32), st.integers(1 << 62, (1 << 63) - 1))
def test_a_request_is_one_that_libraries_read(digest: bytes, nonce: int) -> None:
    from rfc3161_client import _rust

    read = _rust.parse_timestamp_request(request_of(digest, nonce))
    assert (read.message_imprint.message, read.nonce, read.cert_req) == (digest, nonce, True)
    assert read.as_bytes() == request_of(digest, nonce)


def test_openssl_reads_the_request(tmp_path: Path) -> None:
    (tmp_path / "request").write_bytes(request_of(bytes.fromhex(DIGEST), 1 << 62))
    shown = openssl("ts", "-query", "-in", tmp_path / "request", "-text").decode()
    assert "Hash Algorithm: sha256" in shown
    assert "Certificate required: yes" in shown


def test_only_the_hash_goes_to_the_authority(served: Site, authority: Authority) -> None:
    asked: list[bytes] = []

    def noted(request: bytes) -> Answer:
        asked.append(request)
        return authority.answer(request)

    served.posts["/noted"] = noted
    served.asked.clear()
    given_back = stamped(DIGEST, f"{served.address}/noted", authority.root.read_bytes(), [served.host])
    assert given_back.stamp.signer == "A clock for tests"
    assert len(asked[0]) == 69
    assert bytes.fromhex(DIGEST) in asked[0]
    ((path, headers),) = served.asked
    assert path == "/noted"
    assert headers["Content-Type"] == "application/timestamp-query"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/stale", "another request"),
        ("/other", "another content"),
        ("/page", "cannot be read"),
        ("/refuses", "refused"),
        ("/broken", "status 503"),
        ("/long", "more than a timestamp"),
    ],
)
def test_an_answer_that_is_no_timestamp_of_this_is_refused(
    served: Site, authority: Authority, path: str, says: str
) -> None:
    with pytest.raises(ClaimsError, match=says):
        stamped(DIGEST, served.address + path, authority.root.read_bytes(), [served.host])


def test_an_authority_on_the_own_network_is_refused(served: Site, authority: Authority) -> None:
    with pytest.raises(ClaimsError, match="internal network"):
        stamped(DIGEST, served.address, authority.root.read_bytes())


def test_an_unknown_authority_is_not_trusted(served: Site, authority: Authority, tmp_path: Path) -> None:
    with pytest.raises(ClaimsError, match=r"trusts.*--certificate"):
        stamped(DIGEST, served.address, None, [served.host])
    other = Authority(tmp_path)
    with pytest.raises(ClaimsError, match="authority that this machine trusts"):
        stamped(DIGEST, served.address, other.root.read_bytes(), [served.host])
    both = other.root.read_bytes() + authority.root.read_bytes()
    assert stamped(DIGEST, served.address, both, [served.host]).root == roots_of(authority.root.read_bytes())[0]
    for content in (b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----"):
        with pytest.raises(ClaimsError):
            roots_of(content)


def test_a_token_holds_for_its_content_alone(authority: Authority) -> None:
    answer = authority.answer(request_of(bytes.fromhex(DIGEST), 1 << 62)).body
    (root,) = roots_of(authority.root.read_bytes())
    assert stamp_of(answer, bytes.fromhex(DIGEST), root).signer == "A clock for tests"
    for place in range(0, len(answer), 97):
        spoiled = answer[:place] + bytes([answer[place] ^ 1]) + answer[place + 1 :]
        if spoiled != answer:
            try:
                stamp_of(spoiled, bytes.fromhex(DIGEST), root)
            except ClaimsError:
                continue
            # What is not signed may differ: the wording of the status, and the order of certificates.
            assert answer.find(bytes.fromhex(DIGEST)) > 0
    with pytest.raises(ClaimsError, match="another content"):
        stamp_of(answer, bytes(32), root)
    (other,) = roots_of((authority.folder / "other.pem").read_bytes())
    with pytest.raises(ClaimsError, match="root"):
        stamp_of(answer, bytes.fromhex(DIGEST), other)


# The command


def test_a_timestamp_is_kept_shown_and_verified(run: Run, tmp_path: Path, asking: str, authority: Authority) -> None:
    snapshot = captured(run, tmp_path)
    made = done(
        run, "article", "timestamp", snapshot["article"], "--authority", asking, "--certificate", authority.root
    )
    assert (made["snapshot"], made["signer"], made["authority"]) == (1, "A clock for tests", f"{asking}/")
    documented = (ROOT / "docs" / "json.md").read_text(encoding="utf-8").split("## `claims article timestamp")[1]
    assert all(f"`{key}`" in documented.split("\n## ")[0] for key in made)
    (line,) = done(run, "article", "snapshots", snapshot["article"])
    (stamp,) = line["timestamps"]
    assert (stamp["authority"], stamp["redacted"]) == (f"{asking}/", False)
    assert stamp["stamped_at"][:16] in made["stamped_at"]
    assert stamp["stamped_at"][:16].replace("T", " ") in run("article", "snapshots", snapshot["article"]).stdout
    verified = run("db", "verify")
    assert verified.exit_code == 0, verified.stderr
    assert "1 timestamp of snapshots holds" in verified.stdout
    assert done(run, "db", "verify")["timestamps"] == 1
    assert run("db", "check").exit_code == 0
    assert done(run, "article", "snapshots", snapshot["article"], "--as-of", line["entered_at"])[0]["timestamps"] == []


def test_openssl_verifies_what_was_kept(run: Run, tmp_path: Path, asking: str, authority: Authority) -> None:
    import base64

    captured(run, tmp_path)
    done(run, "article", "timestamp", 1, "--authority", asking, "--certificate", authority.root)
    (tmp_path / "token").write_bytes(base64.b64decode(row(run, "snapshot_timestamp", 1)["token"]))
    checked = openssl("ts", "-verify", "-in", tmp_path / "token", "-digest", DIGEST, "-CAfile", authority.root)
    assert b"Verification: OK" in checked


@SQLITE
def test_the_settings_name_the_authority(
    run: Run, tmp_path: Path, asking: str, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    captured(run, tmp_path)
    refused(run, "article", "timestamp", 1, code=2, says="--authority")
    kept = tmp_path / "claims.toml"
    kept.write_text(f'authority = "{asking}"\ncertificate = "{authority.root}"\n', encoding="utf-8")
    monkeypatch.setenv("CLAIMS_CONFIG", str(kept))
    assert done(run, "article", "timestamp", 1)["authority"] == f"{asking}/"
    assert len(done(run, "article", "timestamp", 1, "--snapshot", 1)) == 6
    assert len(done(run, "article", "snapshots", 1)[0]["timestamps"]) == 2


@SQLITE
def test_what_cannot_be_stamped_is_refused(run: Run, tmp_path: Path, asking: str, authority: Authority) -> None:
    options = ("--authority", asking, "--certificate", authority.root)
    refused(run, "article", "timestamp", 1, *options, code=3, says="no article")
    captured(run, tmp_path)
    refused(run, "article", "timestamp", 1, *options, "--snapshot", 7, code=3, says="no snapshot #7")
    refused(run, "article", "timestamp", 1, "--authority", "ftp://a.example", code=6, says="http")
    refused(run, "article", "timestamp", 1, "--authority", asking, "--certificate", tmp_path / "no", code=9, says="no")
    refused(run, "article", "timestamp", 1, "--authority", asking, "--certificate", __file__, code=6, says="PEM")
    refused(run, "article", "timestamp", 1, "--authority", asking, code=5, says="authority that this machine trusts")
    assert run("redact", "snapshot:1", "text", "stated", "file", "--reason", "asked", "--yes").exit_code == 0
    refused(run, "article", "timestamp", 1, *options, code=3, says="was redacted")


def _without_guards(connection: Connection, statement: str, **values: Any) -> None:
    """Change a row as somebody would who can write the file."""
    for name in sorted(dialect.trigger_names(connection)):
        if "snapshot_timestamp" in str(name):
            connection.execute(text(f'DROP TRIGGER "{name}"'))
    connection.execute(text(statement), values)


@SQLITE
@pytest.mark.parametrize("change", ["token = 'MA=='", "stamped_at = '2020-01-01 00:00:00'", "root = 'x'"])
def test_a_changed_timestamp_is_found(run: Run, tmp_path: Path, asking: str, authority: Authority, change: str) -> None:
    captured(run, tmp_path)
    done(run, "article", "timestamp", 1, "--authority", asking, "--certificate", authority.root)
    engine = engine_for(settings(run.url).database)
    with engine.begin() as connection:
        _without_guards(connection, f"UPDATE snapshot_timestamp SET {change}")
        with pytest.raises(ClaimsError, match="timestamp #1 of snapshot #1 does not hold"):
            timestamps.stamps_in(connection)
    engine.dispose()
    verified = run("db", "verify")
    assert verified.exit_code == 1
    assert "snapshot_timestamp" in verified.stderr


@SQLITE
def test_without_the_library_the_count_is_said(
    run: Run, tmp_path: Path, asking: str, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    captured(run, tmp_path)
    done(run, "article", "timestamp", 1, "--authority", asking, "--certificate", authority.root)
    monkeypatch.setattr(timestamps, "find_spec", lambda name: None)
    verified = run("db", "verify")
    assert verified.exit_code == 0
    assert "1 timestamp of snapshots not checked: pip install 'newsroom-claims[timestamps]'" in verified.stdout
    options = ("--authority", asking, "--certificate", authority.root)
    refused(run, "article", "timestamp", 1, *options, code=5, says="newsroom-claims[timestamps]")


def test_a_redaction_takes_the_token_with_the_hash(run: Run, tmp_path: Path, asking: str, authority: Authority) -> None:
    captured(run, tmp_path)
    done(run, "article", "timestamp", 1, "--authority", asking, "--certificate", authority.root)
    gone = run("redact", "snapshot:1", "text", "stated", "file", "--reason", "the publisher asked", "--yes")
    assert gone.exit_code == 0, gone.stderr
    assert row(run, "snapshot_timestamp", 1)["token"] is None
    verified = run("db", "verify")
    assert verified.exit_code == 0, verified.stderr
    assert "timestamp of" not in verified.stdout
    assert run("db", "check").exit_code == 0
    (line,) = done(run, "article", "snapshots", 1)
    assert line["timestamps"][0]["redacted"] is True
    export = tmp_path / "all.jsonl"
    assert run("export", export, "--complete").exit_code == 0
    assert DIGEST not in export.read_text(encoding="utf-8")


@SQLITE
def test_a_timestamp_travels_with_a_complete_export_and_holds_there(
    run: Run, tmp_path: Path, asking: str, authority: Authority, environment: Any
) -> None:
    captured(run, tmp_path)
    done(run, "article", "timestamp", 1, "--authority", asking, "--certificate", authority.root)
    plain, complete = tmp_path / "plain.jsonl", tmp_path / "complete.jsonl"
    assert run("export", plain).exit_code == 0
    assert run("export", complete, "--complete").exit_code == 0
    token = row(run, "snapshot_timestamp", 1)["token"]
    assert token not in plain.read_text(encoding="utf-8")
    assert "snapshot_timestamp" not in plain.read_text(encoding="utf-8")
    assert token in complete.read_text(encoding="utf-8")
    other = Run(str(tmp_path / "other.db"), environment)
    assert other("import", complete).exit_code == 0
    assert "1 timestamp of snapshots holds" in other("db", "verify").stdout
    assert run("db", "backup", tmp_path / "copy.db").exit_code == 0
    assert "1 timestamp of snapshots holds" in Run(str(tmp_path / "copy.db"), environment)("db", "verify").stdout


def test_what_is_confidential_is_stamped_and_shown_only_if_asked(
    run: Run, tmp_path: Path, asking: str, authority: Authority
) -> None:
    letter = captured(run, tmp_path, mail(subject="Canary"), "letter.eml")
    options = ("--authority", asking, "--certificate", authority.root)
    refused(run, "article", "timestamp", letter["article"], *options, code=3, says="confidential")
    made = done(run, "article", "timestamp", letter["article"], *options, "--confidential")
    shown = ""
    for command in (("article", "snapshots", letter["article"]), ("article", "list"), ("history", 1), ("db", "status")):
        answered = run(*command)
        shown += answered.stdout + answered.stderr
    for canary in (letter["sha256"][:12], asking, made["stamped_at"], "Canary"):
        assert canary not in shown
    assert "clock" not in shown
    listed = done(run, "article", "snapshots", letter["article"], "--confidential")
    assert len(listed[0]["timestamps"]) == 1
    assert json.dumps(listed).count(asking) == 1
