"""The program speaks plainly: what counts, counted."""

from __future__ import annotations

import pytest

from tests.plain_words import decoded


@pytest.mark.parametrize(
    ("words", "turns"),
    [
        ("Claims of which this became", {"of which": 1}),
        ("Where to list what reads otherwise than what is here", {"what is": 2, "otherwise than": 1}),
        (
            "Those too to which something came back, or nothing for good",
            {"those that": 1, "of which": 1, "nobody gives": 1, "for good": 1},
        ),
        ("0 for all, which is usual but for a table on a terminal", {"but for": 1}),
        ("on people whom nobody numbers", {"nobody gives": 1}),
        ("The report it was picked up from", {}),
        ("Only claims with this outcome", {}),
        ("No verdict yet; two outlets name the same source.", {}),
    ],
)
def test_what_has_to_be_decoded_is_counted(words: str, turns: dict[str, int]) -> None:
    assert dict(decoded(words)) == turns
