"""The pictures of the desk in `docs/`, made from the AUKUS case: ``python -m tests.pictures`` (``make pictures``).

The clock stands still and the same person looks, so that a picture changes only when a page does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import claims
from tests.browser import NoBrowser, browser
from tests.needs import NEEDS
from tests.newsroom import AUKUS, enter_case
from tests.places import SQLITE
from tests.png import compact
from tests.web.desk import Desk, Document, serving
from tests.web.looks import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DOCS = Path(__file__).resolve().parents[1] / "docs"
WIDTH = 1280
WHO = "okafor"
NOW = datetime(2024, 9, 18, 13, 30, tzinfo=UTC)
"""The afternoon after the last entry of the case."""

ENVIRONMENT = {"CLAIMS_USER": WHO, "CLAIMS_TZ": "UTC", "CLAIMS_CONFIG": ""}

ARTICLE = """Canberra weighs a fourth partner for submarine sensors

By Ruth Adeyemi

Australia will invite a fourth country to its trials of undersea sensors by March 2025, Defence Minister \
Paul Hartigan told reporters on Monday.

Two officials familiar with the talks said that South Korea had asked to join first.

The trials cost 410 million Australian dollars, according to a report by the Harbour Institute.

Japan and Canada are in line to join by the end of the year, POLITICO reported in March.

A spokesperson for the ministry denied that a decision had been taken.
"""
"""An article that nobody wrote: its people, its institute and its outlet are made up."""


@dataclass(frozen=True)
class Picture:
    """A picture of a page, from its top down to the foot of an element."""

    name: str
    address: str
    last: str
    """The selector of the last element that is seen."""
    beyond: int = 12
    """How many pixels below it are seen as well."""

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.png"


PICTURES = (
    Picture("desk-queue", "/", ".queue > li:nth-child(4)", beyond=0),
    Picture("desk-claim", "/claims/98", ".facts figure .key"),
    Picture("desk-reading", "/read/1", ".proposed > li:nth-child(3)"),
    Picture("desk-story", "/stories/1?for=public", ".report p:has-text('Two-source rule: not met')", beyond=28),
)


def take(chromium: Browser, folder: Path, pictures: tuple[Picture, ...] = PICTURES) -> list[Path]:
    """Take pictures and return their files in a folder."""
    with TemporaryDirectory() as place, _case(Path(place)) as desk:
        return [_taken(chromium, desk, each, folder) for each in pictures]


@contextmanager
def _case(folder: Path) -> Iterator[Desk]:
    """Serve the case in the afternoon of `NOW`: a claim is taken, and an article is half read."""
    from claims.store.migrate import upgrade

    url = f"{SQLITE}{folder / 'claims.db'}"
    with patch.dict("os.environ", ENVIRONMENT), _clock_stopped():
        upgrade(url)
        enter_case(url, AUKUS)
        with serving(url, WHO) as desk:
            visitor = desk.visitor(WHO)
            visitor.sent("/claims/122/take", {"back": "/"})
            typed = {"text": ARTICLE, "outlet": "Harbour Post", "published": "2024-09-17"}
            page = visitor.sent("/read", {**typed})
            for act in ("skip", "accept"):
                page = visitor.sent("/read/1/decide", {**_first(page), "act": act})
            yield desk


def _first(page: Document) -> dict[str, str | list[str]]:
    """Return what the form of the first proposal sends."""
    form = page.at("//ol[@class='proposed']/li[1]/form")[0]
    return {name: form.fields[name].strip() for name in ("key", "statement")}


class _AnyMoment(type):
    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, datetime)


class _Stopped(datetime, metaclass=_AnyMoment):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        return NOW.astimezone(tz)


@contextmanager
def _clock_stopped() -> Iterator[None]:
    """Let it be `NOW` for every module of the program that asks for the time."""
    with ExitStack() as held:
        for module in walk_packages(claims.__path__, "claims."):
            if not module.name.endswith("__main__"):
                known = import_module(module.name)
                if getattr(known, "datetime", None) is datetime:
                    held.enter_context(patch.object(known, "datetime", _Stopped))
        yield


def _taken(chromium: Browser, desk: Desk, picture: Picture, folder: Path) -> Path:
    tab = opened(chromium, desk.visitor(WHO), picture.address, WIDTH)
    # First as high as anything can be: what has a height of the window's own is seen whole.
    tab.set_viewport_size({"width": WIDTH, "height": 2000})
    height = _foot(tab, picture.last) + picture.beyond
    # A page of many thousand lines is drawn in pieces, at times late and elsewhere: it ends where the picture ends.
    tab.add_style_tag(content=f"html, body {{ height: {height}px; overflow: hidden }}")
    tab.set_viewport_size({"width": WIDTH, "height": height})
    path = folder / picture.file
    path.write_bytes(compact(tab.screenshot(animations="disabled", caret="hide")))
    tab.context.close()
    return path


def _foot(tab: Page, selector: str) -> int:
    foot: float = tab.locator(selector).first.evaluate("each => each.getBoundingClientRect().bottom + scrollY")
    return round(foot)


def main() -> int:
    """Write the pictures into `docs/`, or into the folder that is named; return the exit code."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS
    try:
        with browser() as chromium:
            paths = take(chromium, folder)
    except NoBrowser:
        sys.stderr.write(f"{NEEDS['chromium'].missing()}\n")
        return 1
    sys.stdout.writelines(f"{path}: {path.stat().st_size:,} bytes\n" for path in paths)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
