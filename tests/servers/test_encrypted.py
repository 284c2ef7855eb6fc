"""A server that is reached over TLS, with a certificate of an authority made here."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.postgres import USER, installed_binaries
from tests.servers.pair import Home, Server, home

pytestmark = pytest.mark.needs("openssl", "postgresql")


def authority(folder: Path, name: str) -> None:
    """Make a certificate authority: its key and its certificate."""
    made = ["openssl", "req", "-x509", "-new", "-nodes", "-newkey", "rsa:2048", "-days", "2", "-subj", f"/CN={name}"]
    subprocess.run([*made, "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.crt"], check=True,
                   capture_output=True)  # fmt: skip


def certificate(folder: Path, by: str) -> None:
    """Make the key of a server, and its certificate for the name localhost."""
    asked = ["openssl", "req", "-new", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=localhost"]
    alternative = "subjectAltName=DNS:localhost"
    subprocess.run([*asked, "-addext", alternative, "-keyout", folder / "server.key", "-out", folder / "server.csr"],
                   check=True, capture_output=True)  # fmt: skip
    signs: list[str | Path] = [
        "-CA",
        folder / f"{by}.crt",
        "-CAkey",
        folder / f"{by}.key",
        "-CAcreateserial",
        "-copy_extensions",
        "copy",
    ]
    subprocess.run(["openssl", "x509", "-req", "-in", folder / "server.csr", "-days", "2", *signs,
                    "-out", folder / "server.crt"], check=True, capture_output=True)  # fmt: skip


@pytest.fixture(scope="module")
def secured() -> Iterator[tuple[Home, Server]]:
    """A server with a certificate, and a database in it."""
    with home(installed_binaries()) as servers:
        authority(servers.folder, "ours")
        authority(servers.folder, "another")
        certificate(servers.folder, "ours")
        for name in ("server.key", "server.crt"):
            servers.owned(servers.folder / name).chmod(0o600)
        servers.make("primary")
        files = f"ssl_cert_file={servers.folder}/server.crt", f"ssl_key_file={servers.folder}/server.key"
        server = servers.start("primary", "ssl=on", *files, "listen_addresses=localhost")
        server.asked("CREATE DATABASE newsroom")
        yield servers, server


def address(secured: tuple[Home, Server], by: str, host: str = "localhost") -> str:
    servers, server = secured
    return (
        f"postgresql://{USER}@{host}:{server.port}/newsroom?sslmode=verify-full&sslrootcert={servers.folder}/{by}.crt"
    )


def test_a_certificate_that_fits_is_used(secured: tuple[Home, Server], environment: dict[str, str]) -> None:
    run = Run(address(secured, "ours"), environment)
    assert run("db", "upgrade").exit_code == 0
    assert run("log", "It rains", "--outlet", "Alpha", "--attribution", "unattributed").exit_code == 0
    assert run("db", "verify").exit_code == 0


@pytest.mark.parametrize(
    ("by", "host", "word"),
    [
        ("another", "localhost", "sslrootcert"),
        ("ours", "127.0.0.1", "127.0.0.1"),
        ("nobody", "localhost", "sslrootcert"),
    ],
)
def test_a_certificate_that_does_not_fit_is_named(
    secured: tuple[Home, Server], environment: dict[str, str], by: str, host: str, word: str
) -> None:
    answer = Run(address(secured, by, host), environment)("db", "status")
    assert answer.exit_code == 7
    assert "certificate" in answer.stderr
    assert word in answer.stderr
    assert "cannot be reached" not in answer.stderr


def test_a_server_without_tls_is_refused_where_tls_is_asked_for(environment: dict[str, str]) -> None:
    with home(installed_binaries()) as servers:
        servers.make("primary")
        server = servers.start("primary")
        url = f"postgresql://{USER}@{server.place}/postgres?sslmode=require"
        answer = Run(url, environment)("db", "status")
    assert (answer.exit_code, "TLS" in answer.stderr) == (7, True)
