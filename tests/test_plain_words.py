"""The program speaks plainly: what counts, counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plain_words import ROOT, decoded, empty_names, plainness


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


FOLDERS = sorted(path for path in (ROOT / "claims").iterdir() if path.is_dir() and path.name != "__pycache__")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
MOST = 3.0
"""So many turns that have to be decoded may come in a thousand words."""


@pytest.mark.parametrize("path", [*FOLDERS, *PAGES], ids=lambda path: path.name)
def test_the_program_and_its_pages_speak_plainly(path: Path) -> None:
    spoken = plainness([path])
    assert spoken.words
    assert spoken.per_thousand < MOST, spoken.turns


def test_names_say_what_they_name() -> None:
    assert list(empty_names([ROOT / "claims"])) == []
