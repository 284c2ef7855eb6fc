"""Ratings of others mean what the table says, which people can edit."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from claims.errors import BadValue, FileUnusable
from claims.interchange.ratings import SHIPPED, ratings, shipped
from claims.text.matching import match_key
from claims.vocabulary import Status


@pytest.mark.parametrize(
    ("rating", "status"),
    [
        ("Pants on Fire!", Status.REFUTED),
        ("pants-on-fire", Status.REFUTED),
        ("FALSO", Status.REFUTED),
        ("錯誤", Status.REFUTED),
        ("Engañoso", Status.MISLEADING),
        ("Half-True", Status.PARTLY_CONFIRMED),
        ("Vrai", Status.CONFIRMED),
        ("unknown", Status.UNVERIFIED),
        ("Satire", Status.NOT_CHECKABLE),
        ("Seven Pinocchios", None),
    ],
)
def test_common_ratings_are_known(rating: str, status: Status | None) -> None:
    assert shipped().status_of(rating) is status


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.CORROBORATED])
def test_our_own_words_mean_themselves(status: Status) -> None:
    assert shipped().status_of(status) is shipped().status_of(status.replace("_", "-")) is status


@pytest.mark.parametrize(
    ("ratings_of", "status"),
    [
        (
            "barely-true|pants-fire|4 Pinocchios|Bottomless Pinocchio|Größtenteils falsch|Frei erfunden|Bulo",
            Status.REFUTED,
        ),
        ("Montagem|Foto alterada|Photo altérée|Digitally altered|Deepfake|Timo|Factually inaccurate", Status.REFUTED),
        ("Manque de contexte|C'est plus compliqué|Falscher Kontext|Understated|Flawed reasoning", Status.MISLEADING),
        ("Exagerado|Falta contexto|Contraditório|Não é bem assim|Subestimado|Sacado de contexto", Status.MISLEADING),
        (
            "2 Pinocchios|Somewhat true|Mostly accurate|Verdad a medias|Verdadeiro, mas|Oui, mais",
            Status.PARTLY_CONFIRMED,
        ),
        ("Größtenteils richtig|Plutôt vrai|Parcialmente falso|Partly false|Somewhat false", Status.PARTLY_CONFIRMED),
        ("Geppetto Checkmark|Verdadero|Richtig|Vrai|Authentic|Correct|Verdadeiro", Status.CONFIRMED),
        ("Sin evidencias|Apresurado|Insostenible|Unbelegt|Inadequate support|Inconclusive", Status.UNPROVEN),
        ("Ainda é cedo para dizer|Keine Belege|Sans preuves|Insustentável", Status.UNPROVEN),
        ("Satire|Labeled satire|Sátira|Parody|Unverifiable|Inchequeable", Status.NOT_CHECKABLE),
        ("Discutible|Conflicting Evidence/Cherrypicking", Status.DISPUTED),
    ],
)
def test_ratings_of_fact_checkers_in_their_languages_are_known(ratings_of: str, status: Status) -> None:
    assert {rating: shipped().status_of(rating) for rating in ratings_of.split("|")} == dict.fromkeys(
        ratings_of.split("|"), status
    )


def test_a_rating_means_one_thing_in_the_shipped_table() -> None:
    statuses = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["statuses"]
    meant: dict[str, set[str]] = {}
    for status, some in statuses.items():
        for one in some:
            meant.setdefault(match_key(one), set()).add(status)
    assert {key: found for key, found in meant.items() if len(found) > 1} == {}


def test_a_mapping_is_asked_before_a_file_and_a_file_before_what_is_shipped(tmp_path: Path) -> None:
    path = tmp_path / "ratings.toml"
    path.write_text(
        '"False" = "misleading"\n"Mostly Scam" = "refuted"\n[raters."The Desk"]\n"Mostly Scam" = "unproven"\n'
    )
    found = ratings(path, {"mostly scam": "disputed"})
    assert found.status_of("FALSE") is Status.MISLEADING
    assert found.status_of("Mostly scam!") is Status.DISPUTED
    assert found.status_of("Mostly scam!", "the desk") is Status.UNPROVEN
    assert found.status_of("true") is Status.CONFIRMED


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('x = "fals"', "is not a status"),
        ('x = "corroborated"', "is not a status"),
        ('"!" = "refuted"', "no letters"),
        ("x", "TOML"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "ratings.toml"
    path.write_text(text)
    with pytest.raises(BadValue, match=problem):
        ratings(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable):
        ratings(tmp_path / "none.toml")
