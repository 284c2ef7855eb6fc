"""What some tests need of the system that does not come with Python, and how to get it.

``python -m tests.needs`` gets it where it may: as root on Debian and Ubuntu by apt, elsewhere a browser by Playwright.
A test that needs what is missing is left out, and the run says at its end which were and how to get what they need;
with ``TEST_COMPLETE=1`` such a test fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tests.browser import INSTALL_OWN, has_browser
from tests.postgres import installed_binaries

# Reads a PDF back: with the signs that the reports of the tests have.
FONTS_ARE_THERE = """
import io, sys, pypdf, weasyprint
text = "Japan 漢字 😀 قال"
pdf = weasyprint.HTML(string=f"<p>{text}").write_pdf()
sys.exit(not set(text) <= set(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()))
"""

LONGEST_SECONDS = 900


@dataclass(frozen=True)
class Need:
    """Something of the system that some tests need."""

    what: str
    """What is missing, as a sentence names it."""
    packages: tuple[str, ...]
    """Debian's packages of it."""
    is_there: Callable[[], bool]
    otherwise: str = ""
    """How to get it without being root."""

    def missing(self) -> str:
        """Say what is missing and how to get it."""
        return f"{self.what} is missing (as root: apt install {' '.join(self.packages)}{self.otherwise})"


def _runs(script: str) -> bool:
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    return done.returncode == 0


@cache
def _pango() -> bool:
    return _runs("import weasyprint")


@cache
def _fonts() -> bool:
    return _pango() and _runs(FONTS_ARE_THERE)


PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or "/usr/sbin/pgbouncer"


NEEDS = {
    # Playwright's own Node.js wants libatomic, which a small system lacks.
    "chromium": Need(
        "Chromium", ("chromium", "libatomic1"), has_browser, f"; as anybody: python {' '.join(INSTALL_OWN)}"
    ),
    "pango": Need("Pango", ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"), _pango),
    "fonts": Need("A font with Chinese and Arabic letters", ("fonts-dejavu-core", "fonts-droid-fallback"), _fonts),
    "openssl": Need("openssl", ("openssl",), lambda: shutil.which("openssl") is not None),
    "pgbouncer": Need("pgBouncer", ("pgbouncer",), lambda: Path(PGBOUNCER).is_file()),
    # The server that comes from PyPI for the tests is built without TLS.
    "postgresql": Need("PostgreSQL with TLS", ("postgresql",), lambda: installed_binaries() is not None),
    "ssh-keygen": Need("ssh-keygen", ("openssh-client",), lambda: shutil.which("ssh-keygen") is not None),
}


def with_needs(forms: Iterable[str]) -> list[ParameterSet]:
    """Return formats or endings of files as parameters; those of a PDF say what they need."""
    return [
        pytest.param(form, marks=pytest.mark.needs("pango") if form.lower().endswith("pdf") else ()) for form in forms
    ]


def require(name: str) -> None:
    """Leave the present test out where what it needs is missing."""
    need = NEEDS[name]
    if not need.is_there():
        leave_out(need.missing())


def leave_out(reason: str) -> None:
    """Leave the present test out for a reason, which the run says at its end."""
    if os.environ.get("TEST_COMPLETE"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def get() -> None:
    """Get what is missing where that is possible, and say what is still missing."""
    missing = [need for need in NEEDS.values() if not need.is_there()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _say(f"Getting {', '.join(name for name, need in NEEDS.items() if need in missing)} for the tests (once) ...")
        _quietly("apt-get", "-qq", "update")
        for need in missing:
            _quietly("apt-get", "install", "-qq", "-y", "--no-install-recommends", *need.packages)
    if not has_browser():
        _say("Getting Playwright's browser for the tests (once) ...")
        _quietly(sys.executable, *INSTALL_OWN)
    _pango.cache_clear()
    _fonts.cache_clear()
    for need in missing:
        if not need.is_there():
            _say(f"{need.missing()}. Tests that need it are left out.")


def _quietly(*command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
            timeout=LONGEST_SECONDS,
        )
    except subprocess.TimeoutExpired:
        _say(f"{command[0]} did not end within {LONGEST_SECONDS} seconds.")
    else:
        if done.returncode:
            _say(f"{command[0]} failed:", *done.stdout.strip().splitlines()[-1:])


def _say(*words: str) -> None:
    sys.stderr.write(" ".join(words) + "\n")


if __name__ == "__main__":
    get()
