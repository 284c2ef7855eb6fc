"""Statuses at a glance: each has its own mark, and a colour that can be read on every ground."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from claims.render.marks import MARKS, SHADES, Hue, marked
from claims.vocabulary import Status


def test_every_status_has_a_mark_of_its_own() -> None:
    assert set(MARKS) == set(Status)
    assert len({mark.sign for mark in MARKS.values()}) == len(Status)
    assert {len(mark.sign) for mark in MARKS.values()} == {1}
    assert set(SHADES) == set(Hue) == {mark.hue for mark in MARKS.values()}


def test_a_mark_stands_before_its_word() -> None:
    assert marked(Status.PARTLY_CONFIRMED) == "≈ partly confirmed"
    assert marked(Status.CONFIRMED, "confirmed; occurred") == "✓ confirmed; occurred"


@pytest.mark.parametrize("hue", Hue)
@pytest.mark.parametrize("ground", ["ground", "raised"])
def test_colours_can_be_read_in_the_light_and_in_the_dark(hue: Hue, ground: str) -> None:
    sheet = files("claims.render").joinpath("html.css").read_text(encoding="utf-8")
    light, dark = re.findall(rf"--{ground}: #([0-9a-f]{{6}});", sheet)
    shade = SHADES[hue]
    assert contrast(shade.light, light) >= 4.5
    assert contrast(shade.dark, dark) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
