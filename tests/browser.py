"""A real Chromium for the tests of pages, headless and without a network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowser(Exception):
    """No Chromium can be had, and so no page can be looked at."""


@contextmanager
def browser() -> Iterator[Browser]:
    """Hold a browser; raise `NoBrowser` with what to do where there is none."""
    with sync_playwright() as playwright:
        held = playwright.chromium.launch(executable_path=_found(playwright), args=list(ARGUMENTS))
        try:
            yield held
        finally:
            held.close()


def _found(playwright: Playwright) -> str:
    named = os.environ.get("TEST_CHROMIUM")
    installed = (shutil.which(name) for name in NAMES)
    for path in (named, *installed, playwright.chromium.executable_path, *PLACES):
        if path and Path(path).exists():
            return path
    raise NoBrowser(
        "The tests of pages need Chromium, and there is none: install it (on Debian and Ubuntu: apt install chromium; "
        "else python -m playwright install chromium), or set TEST_CHROMIUM to the program."
    )
