"""How well titles, bylines and days of pages are read, beside other readers of pages, as two public sets mark them.

    python -m benchmarks.pages FOLDER...

A FOLDER is a copy of AndyTheFactory/article-extraction-dataset (articles.json, html/) or of adbar/trafilatura
(tests/evaldata.json, tests/cache/, tests/eval/).  Nothing of them belongs in this repository.  trafilatura, newspaper4k
and goose3 take part where they are installed; connections are refused, as newspaper4k fetches the pictures of a page.
A title counts if it is the marked one but for case, blanks and the shape of quotes and dashes; a byline if any marked
person is in it; a day if it is the marked one.
"""

from __future__ import annotations

import importlib
import json
import re
import socket
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.capture.documents.captured_pages import about_page

Read = tuple[str | None, list[str], str | None]
"""A title, the people of a byline, and a day (ISO)."""
_SHAPES = str.maketrans("’‘“”–—", "''\"\"--")


@dataclass(frozen=True)
class Page:
    """A marked page."""

    source: bytes
    address: str
    title: str
    people: tuple[str, ...]
    day: str


def main(folders: list[Path]) -> None:
    """Print a line for each reader and folder: shares of what is marked that are right, and milliseconds a page."""
    socket.socket.connect = _refuse  # type: ignore[method-assign]
    print(f"{'':34} {'title':>6} {'byline':>7} {'day':>6} {'mean':>6} {'ms a page':>10}")
    for folder in folders:
        pages = list(_pages(folder))
        print(f"{folder.name}: {len(pages)} pages")
        for name, reader in _readers():
            seconds, right, marked = 0.0, [0, 0, 0], [0, 0, 0]
            for page in pages:
                began = time.process_time()
                try:
                    read = reader(page.source, page.address)
                except Exception:  # a peer's failure is a page that it did not read
                    read = (None, [], None)
                seconds += time.process_time() - began
                for place, (is_marked, is_right) in enumerate(_compared(page, read)):
                    marked[place] += is_marked
                    right[place] += is_marked and is_right
            shares = [100 * good / (all_ or 1) for good, all_ in zip(right, marked, strict=True)]
            ms = 1_000 * seconds / len(pages)
            title, byline, day = shares
            print(f"  {name:32} {title:6.1f} {byline:7.1f} {day:6.1f} {sum(shares) / 3:6.1f} {ms:10.0f}", flush=True)


def _compared(page: Page, read: Read) -> Iterator[tuple[bool, bool]]:
    title, people, day = read
    yield bool(page.title), _plain(page.title) == _plain(title or "")
    marked = {_plain(part) for name in page.people for part in (name, *re.split(r",| und | and ", name))}
    yield bool(page.people), bool(marked & {_plain(name) for name in people})
    yield bool(page.day), page.day == day


def _plain(words: str) -> str:
    words = unicodedata.normalize("NFKC", words).casefold().translate(_SHAPES)
    return re.sub(r"^(by|von|por)\s+", "", " ".join(words.split()))


# Pages


def _pages(folder: Path) -> Iterator[Page]:
    if (folder / "articles.json").is_file():
        for key, marks in json.loads((folder / "articles.json").read_text()).items():
            file = folder / "html" / f"{key}.html"
            if file.is_file():
                yield _page(file, marks["url"], marks["title"], marks["authors"], marks["date"])
        return
    tests = folder / "tests"
    for address, marks in json.loads((tests / "evaldata.json").read_text()).items():
        kept = [file for place in ("cache", "eval") if (file := tests / place / marks["file"]).is_file()]
        if kept:
            yield _page(kept[0], address, marks.get("title"), marks.get("author"), marks.get("date"))


def _page(file: Path, address: str, title: str | None, people: str | list[str] | None, day: str | None) -> Page:
    names = [people] if isinstance(people, str) else people or []
    return Page(file.read_bytes(), address, title or "", tuple(name for name in names if name.strip()), day or "")


# Readers


def _readers() -> Iterator[tuple[str, Callable[[bytes, str], Read]]]:
    yield "claims", _claims
    for name, module, reader in (
        ("trafilatura", "trafilatura", _trafilatura),
        ("newspaper4k", "newspaper", _newspaper),
        ("goose3", "goose3", _goose),
    ):
        try:
            importlib.import_module(module)
        except ImportError:
            continue
        yield name, reader


def _claims(source: bytes, address: str) -> Read:
    from trafilatura import load_html

    root = load_html(source)
    if root is None:
        return None, [], None
    about = about_page(root, address)
    day = about.published.value if about.published else None
    return about.title.value if about.title else None, [each.value for each in about.bylines], day


def _trafilatura(source: bytes, address: str) -> Read:
    from trafilatura import bare_extraction

    read: Any = bare_extraction(source, url=address, with_metadata=True)
    if read is None:
        return None, [], None
    return read.title, [name.strip() for name in (read.author or "").split(";")], read.date


def _newspaper(source: bytes, address: str) -> Read:
    newspaper: Any = importlib.import_module("newspaper")
    article = newspaper.Article(address, fetch_images=False)
    article.download(input_html=source.decode("utf-8", "replace"))
    article.parse()
    published = article.publish_date
    return article.title, list(article.authors), published.date().isoformat() if published else None


def _goose(source: bytes, _address: str) -> Read:
    goose: Any = importlib.import_module("goose3")
    article = goose.Goose({"enable_image_fetching": False, "strict": False}).extract(
        raw_html=source.decode("utf-8", "replace")
    )
    published = article.publish_datetime_utc or article.publish_date
    return article.title, [name for name in article.authors or [] if isinstance(name, str)], str(published)[:10]


def _refuse(*_: object) -> None:
    raise OSError("connections are refused here")


if __name__ == "__main__":
    main([Path(folder) for folder in sys.argv[1:]])
