"""Finding ClaimReview objects in files: JSON, JSON Lines, feeds, answers of an API and pages, some very large.

Where a file's form allows it (an array, a `DataFeed`, JSON Lines), a few objects at a time are in memory.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from claims.errors import BadValue, FileUnusable
from claims.interchange.claimreview.answers import is_answer, reviews_of_answer
from claims.interchange.claimreview.pages import Page, page_of_text
from claims.parsing import TooDeep, json_at, json_value

Json = dict[str, Any]

HEAD = 262_144
"""How many characters of a file may pass before a ClaimReview shows up."""

AT_ONCE = 1_048_576
"""Characters that are read at once."""

_SAYS_SO = re.compile(r'"[^"\s]*claimreviewed"\s*:|"@?type"\s*:\s*(?:\[[^\]]*)?"[^"\s]*claimreview"', re.IGNORECASE)
_ANSWERS = re.compile(r'"claimReview"\s*:\s*\[|"claimReviewMarkups"\s*:\s*\[')
_FEED = re.compile(r'"(?:[^"\s]*[:/#])?dataFeedElement"\s*:\s*\[', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One ClaimReview object as it stands in a file."""

    place: str
    """Where: ``object 3``, ``line 12``, ``script 1``."""
    values: Json
    others: Mapping[str, Json] = field(default_factory=dict, repr=False)
    """The objects around it by their ``@id``, for references."""
    base: str | None = None
    """The address against which relative ones are read."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A part of a file that is not JSON."""

    place: str
    reason: str
    text: str = ""


def is_claimreview(path: Path) -> bool:
    """Return whether a file is a page, or JSON in whose beginning a ClaimReview stands."""
    if not path.is_file():
        return False
    try:
        with _opened(path) as file:
            head = file.read(HEAD).lstrip()
    except OSError:
        return False
    if head.startswith("<"):
        return not head.startswith("<?xml") or "<html" in head.casefold()
    return head.startswith(("{", "[")) and any(sign.search(head) is not None for sign in (_SAYS_SO, _ANSWERS))


def objects(path: Path) -> Iterator[Found | Broken]:
    """Yield the ClaimReview objects of a file in their order, and what of it cannot be read.

    Raises `FileUnusable` when the file cannot be opened, `BadValue` when no ClaimReview is in it.
    """
    any_found = False
    try:
        with _opened(path) as file:
            for review in _of_file(file):
                any_found = True
                yield review
    except OSError as error:
        raise FileUnusable(f"{path} cannot be read ({error.strerror})") from error
    except TooDeep:
        raise BadValue(f"{path} nests objects deeper than any ClaimReview does") from None
    if not any_found:
        raise BadValue(f"{path} holds no ClaimReview")


def _of_file(file: TextIO) -> Iterator[Found | Broken]:
    head = file.read(HEAD)
    start = len(head) - len(head.lstrip())
    if head.startswith("<", start):
        yield from _of_page(page_of_text(head + file.read()))
    elif head.startswith("[", start):
        yield from _streamed(file, head, start + 1)
    elif (feed := _FEED.search(head)) is not None:
        yield from _streamed(file, head, feed.end())
    elif _is_lines(head):
        yield from _of_lines(file, head)
    else:
        yield from _of_document(head + file.read(), "object")


def _of_page(page: Page) -> Iterator[Found | Broken]:
    """Yield the ClaimReviews in a page's scripts, microdata and RDFa."""
    for number, script in enumerate(page.scripts, 1):
        if "claimreview" in script.casefold():
            yield from _of_document(script, f"script {number}", several=False, base=page.base)
    for form, items in (("microdata", page.microdata), ("RDFa", page.rdfa)):
        yield from _in_value(items, form, several=False, base=page.base)


def _is_lines(head: str) -> bool:
    """Return whether the first line is a whole object and others follow."""
    first, _, rest = head.lstrip().partition("\n")
    try:
        return isinstance(json_value(first, strict=False), dict) and bool(rest.strip())
    except ValueError:
        return False


def _of_lines(file: TextIO, head: str) -> Iterator[Found | Broken]:
    number, left = 0, head
    while left:
        lines = left.split("\n")
        more = file.read(AT_ONCE)
        left = lines.pop() + more if more else ""
        for line in lines:
            number += 1
            if line.strip():
                yield from _of_document(line, f"line {number}", several=False)


def _streamed(file: TextIO, buffer: str, at: int) -> Iterator[Found | Broken]:
    """Yield an array's elements from ``at`` on; ``buffer`` is the array's beginning."""
    number = 0
    while True:
        at = _past_commas(buffer, at)
        if at >= len(buffer):
            buffer, at = file.read(AT_ONCE), 0
            if not buffer:
                yield Broken(f"after object {number}", "the file was cut short: its list does not end")
                return
            continue
        if buffer[at] == "]":
            return
        try:
            value, end = json_at(buffer, at)
        except TooDeep:
            raise
        except ValueError as error:
            more = file.read(max(AT_ONCE, len(buffer) - at))
            if not more:
                reason = f"is not JSON, nor can what follows be read ({str(error).split(':')[0]})"
                yield Broken(f"object {number + 1}", reason, buffer[at : at + 2_000])
                return
            buffer, at = buffer[at:] + more, 0
            continue
        number, at = number + 1, end
        yield from _in_value(value, f"object {number}", several=False)
        if at > AT_ONCE:
            buffer, at = buffer[at:], 0


def _past_commas(buffer: str, at: int) -> int:
    while at < len(buffer) and buffer[at] in ", \t\r\n":
        at += 1
    return at


def _of_document(text: str, place: str, *, several: bool = True, base: str | None = None) -> Iterator[Found | Broken]:
    try:
        value = json_value(text, strict=False)
    except ValueError as error:
        if isinstance(error, TooDeep) and several:  # of lines and scripts the others are read
            raise
        yield Broken(place, f"is not JSON ({error})", text[:2_000])
        return
    yield from _in_value(value, place, several=several, base=base)


def _in_value(value: Any, place: str, *, several: bool, base: str | None = None) -> Iterator[Found]:
    """Yield the ClaimReviews anywhere in a value; they are numbered where there are several."""
    reviews: list[Json] = []
    others: dict[str, Json] = {}
    ahead = [value]
    while ahead:
        here = ahead.pop()
        if isinstance(here, list):
            ahead += reversed(here)
        elif isinstance(here, dict):
            named = here.get("@id")
            if isinstance(named, str) and len(here) > 1:
                others.setdefault(named, here)
            if _is_review(here):
                reviews.append(here)
            elif is_answer(here):
                reviews += reviews_of_answer(here)
            else:
                ahead += reversed(here.values())
    for number, review in enumerate(reviews, 1):
        where = place if len(reviews) == 1 and not several else f"{place} {number}" if several else f"{place}.{number}"
        yield Found(where, review, others, base)


def _is_review(values: Json) -> bool:
    types = values.get("@type", values.get("type"))
    named = {local_name(kind) for kind in (types if isinstance(types, list) else [types]) if isinstance(kind, str)}
    return "claimreview" in named or any(local_name(key) == "claimreviewed" for key in values)


def local_name(name: str) -> str:
    """Return a name of schema.org in lower case, without its prefix: ``schema:ClaimReview``."""
    return name if name.startswith("@") else re.split(r"[/#:]", name.strip())[-1].casefold()


def _opened(path: Path) -> TextIO:
    """Open a file in its encoding: by its mark, else UTF-8, else Windows-1252."""
    with path.open("rb") as file:
        mark = file.read(4)
        file.seek(0)
        if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return path.open(encoding="utf-16")
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        try:
            while piece := file.read(AT_ONCE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return path.open(encoding="cp1252", errors="replace")
    return path.open(encoding="utf-8-sig")
