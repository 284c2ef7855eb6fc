"""Texts as they are stored."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.entry.rules.texts import clean
from claims.errors import BadValue

texts = st.text() | st.text(st.characters(max_codepoint=0x7F)) | st.text("abc \t\n\x0b\x1f\x7fé\u0301\u00a0")


@given(texts)
def test_a_text_is_stored_composed_and_trimmed_and_without_control_characters(text: str) -> None:
    trimmed = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in trimmed):
        with pytest.raises(BadValue):
            clean(text, "--note")
    else:
        assert clean(text, "--note") == (trimmed or None)
