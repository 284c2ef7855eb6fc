"""Which printed names can be one person's."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.sourcing.names import can_be_same_name, name_tokens, possible_namesakes

SAME = [
    ("Marles", "Richard Marles"),
    ("Richard Marles", "MARLES, Richard"),
    ("R. Marles", "Richard Marles"),
    ("Richard D. Marles", "Richard Marles"),
    ("Richard D. Marles", "R. Donald Marles"),
    ("Deputy Prime Minister".replace("Deputy Prime ", "") + " Richard Marles", "Mr. Marles"),
    ("JD Vance", "J. D. Vance"),
    ("Sean O'Brien", "Seán O’Brien"),
    ("Jens Stoltenberg", "Stoltenberg"),
    ("Mette Frederiksen", "METTE FREDERIKSEN"),
    ("Søren Dahl", "Soren Dahl"),
    ("Großmann", "Grossmann"),
    ("Jean-Yves Le Drian", "Jean Yves Le Drian"),
    ("Fumio Kishida", "Kishida Fumio"),
    ("岸田文雄", "Fumio Kishida"),
    ("Владимир Путин", "Vladimir Putin"),
    ("A. Ann", "Ann Abe"),
    ("", "Ann One"),
    ("Dr.", "Ann One"),
]

DIFFERENT = [
    ("Ann One", "Bob Two"),
    ("Richard Marles", "Richard Nixon"),
    ("Ann Smith", "Bob Smith"),
    ("A. Smith", "Bob Smith"),
    ("Ann Ann", "Ann Smith"),
    ("Ann B. Smith", "Ann C. Smith"),
    ("Amy", "May"),
    ("岸田文雄", "石破茂"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_can_be_the_same(one: str, other: str) -> None:
    assert can_be_same_name(one, other)
    assert can_be_same_name(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_cannot_be_the_same(one: str, other: str) -> None:
    assert not can_be_same_name(one, other)
    assert not can_be_same_name(other, one)


parts = st.sampled_from(["ann", "a", "bob", "b", "smith", "anns", "ab", "mr", "иван", "и"])
full_names = st.lists(parts, max_size=4).map(" ".join)


@given(st.lists(full_names, max_size=12))
def test_looking_names_up_finds_what_comparing_all_pairs_finds(names: list[str]) -> None:
    found = possible_namesakes(names)
    for one, other in product(names, repeat=2):
        assert (name_tokens(other) in found[name_tokens(one)]) == can_be_same_name(one, other)
