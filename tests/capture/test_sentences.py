"""Sentences and paragraphs of plain text, with their offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.capture.sentences import LONGEST, sentences_of


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in sentences_of(text)]


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("The mayor resigned. She is tired.", ["The mayor resigned.", "She is tired."]),
        ("Mr. Rossi met Sen. Okoye on Feb. 3.", ["Mr. Rossi met Sen. Okoye on Feb. 3."]),
        ("He moved to the U.S. The rest stayed.", ["He moved to the U.S.", "The rest stayed."]),
        ("The U.S. Navy agreed.", ["The U.S. Navy agreed."]),
        ("John F. Rossi agreed.", ["John F. Rossi agreed."]),
        ("It fell by 3.5 per cent.", ["It fell by 3.5 per cent."]),
        ("“We won. We are glad,” he said.", ["“We won.", "We are glad,” he said."]),
        ("A headline\nA first line.\n\nA second.", ["A headline", "A first line.", "A second."]),
        ("", []),
    ],
)
def test_where_sentences_end(text: str, split: list[str]) -> None:
    assert sentences(text) == split


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The council met in the old town hall on the market square on Tuesday to\n"
        "discuss what is to become of the port, which has been closed since the\n"
        "storm of last winter, and of the people who used to work on its quays and\n"
        "in the warehouses behind the station, most of whom have left the town by\n"
        "now.\n\nIt will meet again."
    )
    first, second = sentences_of(text)
    assert first.text.startswith("The council met")
    assert first.text.endswith("now.")
    assert (first.paragraph, second.paragraph) == (0, 1)


@given(st.text(alphabet=st.sampled_from("Aa b.?!“”\"'\n…MrU"), max_size=200))
def test_nothing_is_lost_between_sentences(text: str) -> None:
    place = 0
    for sentence in sentences_of(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert not text[place : sentence.start].strip()
        place = sentence.end
    assert not text[place:].strip()


def test_a_sentence_is_never_longer_than_its_bound() -> None:
    assert max(len(sentence.text) for sentence in sentences_of("word " * 2_000)) <= LONGEST
