"""A real Chromium for the tests of pages, headless and without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

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

# Playwright's own browser lies in its package, and goes with the environment in which that is installed.
os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", "0")
INSTALL_OWN = ("-m", "playwright", "install", "--only-shell", "chromium")
"""What Python is asked for to get Playwright's own browser."""


class NoBrowser(Exception):
    """No Chromium can be had, and so no page can be looked at."""


@contextmanager
def browser() -> Iterator[Browser]:
    """Hold a browser; raise `NoBrowser` where there is none, or with what each says where none starts."""
    from playwright.sync_api import sync_playwright

    if not has_browser():
        raise NoBrowser
    with sync_playwright() as driver:
        held = _started(driver)
        try:
            yield held
        finally:
            held.close()


def has_browser() -> bool:
    """Whether there is a browser, be it the system's or Playwright's own, and Playwright itself runs."""
    try:
        subprocess.run([sys.executable, "-m", "playwright", "--version"], check=True, capture_output=True)
    except subprocess.CalledProcessError:
        return False
    package = find_spec("playwright")
    folders = (package and package.submodule_search_locations) or ()
    own = (Path(folder, "driver", "package", ".local-browsers").glob("chromium*") for folder in folders)
    return bool(_of_the_system()) or any(path for paths in own for path in paths)


def _of_the_system() -> list[str]:
    named = os.environ.get("TEST_CHROMIUM")
    paths = (named, *(shutil.which(name) for name in NAMES), *PLACES)
    return [path for path in paths if path and Path(path).exists()]


def _started(driver: Playwright) -> Browser:
    """Start the first browser that will start: some are there and lack a library of the system."""
    from playwright.sync_api import Error

    complaints = []
    for path in (*_of_the_system(), None):
        try:
            return driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        except Error as error:
            complaints.append(f"{path or 'its own'}: {error.message.strip().splitlines()[0]}")
    raise NoBrowser("; ".join(complaints))
