"""Words written together, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.similarity.asked import ranked_words, stem_of
from claims.text.similarity.parting import may_be_parted, parts_of, possible_parts

HAVING = {
    stem_of(word): often
    for word, often in {"corn": 9, "flakes": 2, "cape": 5, "town": 80, "storm": 7, "fest": 3, "festival": 4}.items()
}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("cornflakes", ("corn", "flakes")),
        ("capetownstorm", ("cape", "town", "storm")),
        ("capetownfestival", ("cape", "town", "festival")),
        ("stormandcorn", ("storm", "corn")),
        ("capextown", ()),
        ("festival", ()),
        ("cape", ()),
    ],
)
def test_a_word_is_taken_apart_into_known_words(word: str, parts: tuple[str, ...]) -> None:
    assert parts_of(word, HAVING, 1_000) == parts


@given(st.lists(st.sampled_from(["corn", "flakes", "cape", "town", "storm"]), min_size=2, max_size=4))
def test_the_parts_make_the_word(words: list[str]) -> None:
    word = "".join(words)
    assert "".join(parts_of(word, HAVING, 1_000)) == word
    assert set(parts_of(word, HAVING, 1_000)) <= possible_parts(word)


@given(st.text(max_size=40))
def test_any_word_can_be_looked_at(text: str) -> None:
    for word in ranked_words(text):
        if may_be_parted(word):
            assert set(parts_of(word, HAVING, 1_000)) <= possible_parts(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("three million votes", "3m votes"),
        ("two hundred soldiers", "200 soldiers"),
        ("four trillion won", "4tn won"),
        ("Twelve thousand", "12,000"),
    ],
)
def test_numbers_in_words_are_values(one: str, other: str) -> None:
    assert ranked_words(one) == ranked_words(other)
