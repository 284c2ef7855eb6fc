"""Texts as they are stored."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.entry.rules.texts import clean
from claims.errors import BadValue

WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
"""The marks of Windows-1252 by the control characters that they come as; five have none."""

texts = (
    st.text() | st.text(st.characters(max_codepoint=0x7F)) | st.text("abc \t\n\x0b\x1f\x7fé\u0301\u00a0\x85\x92\x81")
)


@given(texts)
def test_a_text_is_stored_composed_and_trimmed_and_without_control_characters(text: str) -> None:
    trimmed = unicodedata.normalize("NFC", text.translate(WINDOWS)).strip()
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in trimmed):
        with pytest.raises(BadValue):
            clean(text, "--note")
    else:
        assert clean(text, "--note") == (trimmed or None)


def test_marks_of_windows_that_came_as_control_characters_are_the_marks() -> None:
    assert (
        clean("The mayor\x92s house was \x93sold\x94 \x96 for \x80 5\x85", "--note")
        == "The mayor’s house was “sold” – for € 5…"
    )


@pytest.mark.parametrize(
    ("text", "named"), [("ab\x07c", "U+0007) in place 3"), ("\x93a\x94\x81", "U+0081) in place 4")]
)
def test_a_control_character_is_named_with_its_place(text: str, named: str) -> None:
    with pytest.raises(BadValue, match=re.escape(named)):
        clean(text, "--note")
