"""The pictures in the documentation are made by a command, small, and told in words as well."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from tests.conftest import ROOT
from tests.pictures import DOCS, PICTURES, WIDTH, Picture, take
from tests.png import assembled, compact, parts, size

SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
FEWEST_WORDS, MOST_WORDS = 30, 90


def shown(page: Path) -> dict[Path, str]:
    """The pictures that a page shows, each with its alternative text."""
    return {page.parent / place: text for text, place in SHOWN.findall(page.read_text(encoding="utf-8"))}


def test_every_picture_is_made_by_the_command_and_shown_on_the_page_of_the_desk() -> None:
    made = {DOCS / picture.file for picture in PICTURES}
    assert set(DOCS.glob("*.png")) == made == set(shown(DOCS / "desk.md"))
    (first,) = shown(ROOT / "README.md")
    assert first in made


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_as_wide_as_a_screen_and_quick_to_load(picture: Picture) -> None:
    content = (DOCS / picture.file).read_bytes()
    assert size(content)[0] == WIDTH
    assert len(content) < 150_000


@pytest.mark.parametrize("page", [ROOT / "README.md", DOCS / "desk.md"], ids=lambda page: page.name)
def test_a_picture_is_told_in_words(page: Path) -> None:
    for picture, text in shown(page).items():
        assert FEWEST_WORDS <= len(text.split()) <= MOST_WORDS, (picture.name, text)


def test_the_command_makes_a_picture(chromium: Browser, tmp_path: Path) -> None:
    (made,) = take(chromium, tmp_path, PICTURES[:1])
    width, height = size(made.read_bytes())
    assert width == WIDTH
    assert height > 500


# A smaller file holds the same picture

PIXELS = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.tuples(st.integers(0, 4), st.binary(min_size=width * 3, max_size=width * 3)), min_size=1, max_size=5
    )
)
"""Lines of a picture, each with the number of its filter."""


@given(PIXELS)
def test_a_picture_of_few_colours_is_the_same_with_a_palette(lines: list[tuple[int, bytes]]) -> None:
    assert colours(compact(png(lines))) == [colour for _, line in lines for colour in triples(line)]


def test_of_many_colours_the_rare_become_the_nearest_of_the_common() -> None:
    common = [bytes([level, 0, 0]) for level in range(256)]
    lines = [(0, b"".join(common)), (0, b"".join(common)), (0, bytes([9, 1, 0]) + b"".join(common[1:]))]
    assert colours(compact(png(lines))) == common + common + [common[9], *common[1:]]


def test_another_kind_of_picture_is_refused() -> None:
    small = compact(png([(0, bytes(3))]))
    with pytest.raises(ValueError, match="8-bit"):
        compact(small)


def triples(line: bytes) -> list[bytes]:
    return [line[at : at + 3] for at in range(0, len(line), 3)]


def png(lines: list[tuple[int, bytes]]) -> bytes:
    """Return an RGB picture with its lines filtered (PNG specification, section 9.2)."""
    width, above, packed = len(lines[0][1]) // 3, bytes(len(lines[0][1])), b""
    for kind, line in lines:
        left, corner = bytes(3) + line[:-3], bytes(3) + above[:-3]
        guesses = [guess(kind, *near) for near in zip(left, above, corner, strict=True)]
        packed += bytes([kind, *((byte - near) % 256 for byte, near in zip(line, guesses, strict=True))])
        above = line
    head = struct.pack(">IIBBBBB", width, len(lines), 8, 2, 0, 0, 0)
    return assembled([(b"IHDR", head), (b"IDAT", zlib.compress(packed)), (b"IEND", b"")])


def guess(kind: int, left: int, up: int, corner: int) -> int:
    if kind < 4:
        return (0, left, up, (left + up) // 2)[kind]
    nearest = left + up - corner
    if abs(nearest - left) <= abs(nearest - up) and abs(nearest - left) <= abs(nearest - corner):
        return left
    return up if abs(nearest - up) <= abs(nearest - corner) else corner


def colours(picture: bytes) -> list[bytes]:
    """Return the colours of a picture with a palette and without filters, pixel by pixel."""
    held = dict(parts(picture))
    width, _ = size(picture)
    palette, lines = triples(held[b"PLTE"]), zlib.decompress(held[b"IDAT"])
    return [palette[number] for at, number in enumerate(lines) if at % (width + 1)]
