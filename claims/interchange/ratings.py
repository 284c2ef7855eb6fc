"""Other fact-checkers' ratings and the statuses they mean, in a table that people can edit.

The shipped table (`ratings.toml`) holds our own words and common ratings of PolitiFact, Snopes, The Washington Post,
AFP, Full Fact, AAP, Africa Check, Reuters, USA Today, Logically, Science Feedback, Correctiv, Maldita, Newtral,
Chequeado, Lupa, Les Décodeurs, Emergent and other signatories of the IFCN's code, in their languages, each as the
rater's own page explains it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from claims.errors import BadValue, FileUnusable
from claims.parsing import refuse_device, toml_values
from claims.text.matching import match_key
from claims.vocabulary import Status

SHIPPED = Path(__file__).parent / "ratings.toml"

UNKNOWN = Status.IN_REVIEW
"""What a rating becomes that stands in no table: somebody has to look at it."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """A table of ratings: for all raters, and for one of them."""

    of_all: Mapping[str, Status] = field(default_factory=dict)
    of_rater: Mapping[tuple[str, str], Status] = field(default_factory=dict)

    def status_of(self, rating: str, rater: str | None = None) -> Status | None:
        """Return the status that a rating means; None when the table lacks it."""
        key = match_key(rating)
        if rater is not None and (status := self.of_rater.get((match_key(rater), key))) is not None:
            return status
        return self.of_all.get(key)

    def over(self, other: Ratings) -> Ratings:
        """Return a table that is asked first, and the other where it has nothing."""
        return Ratings({**other.of_all, **self.of_all}, {**other.of_rater, **self.of_rater})


@cache
def shipped() -> Ratings:
    """Return the table that comes with the program."""
    return _read(SHIPPED)


def ratings(path: Path | None = None, own: Mapping[str, Any] | None = None) -> Ratings:
    """Return the shipped table, under that of a file, under what a mapping says itself.

    Raises `FileUnusable` and `BadValue`.
    """
    merged = shipped()
    if path is not None:
        merged = _read(path).over(merged)
    return merged if own is None else table(own, "[ratings]").over(merged)


def table(values: Mapping[str, Any], place: str) -> Ratings:
    """Return a table from TOML: ratings with a status each, ``statuses`` with lists of ratings, and ``raters``.

    Raises `BadValue`, with ``place``, for an unknown status.
    """
    of_all: dict[str, Status] = {}
    of_rater: dict[tuple[str, str], Status] = {}
    for name, value in values.items():
        if name == "statuses" and isinstance(value, Mapping):
            for status, given in value.items():
                of_all.update({_key(rating, place): _status(status, place) for rating in _listed(given, place)})
        elif name == "raters" and isinstance(value, Mapping):
            for rater, given in value.items():
                if not isinstance(given, Mapping):
                    raise BadValue(f'{place}: "{rater}" must be a table that gives each rating a status')
                of_rater.update(
                    {(match_key(rater), _key(rating, place)): _status(to, place) for rating, to in given.items()}
                )
        else:
            of_all[_key(name, place)] = _status(value, place)
    return Ratings(of_all, of_rater)


def _read(path: Path) -> Ratings:
    refuse_device(path, "--ratings")
    try:
        values = toml_values(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnusable(f"{path} cannot be read ({error})", part="--ratings") from error
    except ValueError as error:
        raise BadValue(f"{path} is not TOML: {error}", part="--ratings") from error
    return table(values.get("ratings", values), path.name)


def _listed(words: Any, place: str) -> list[str]:
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise BadValue(f"{place}: the ratings of a status are a list of texts")
    return words


def _key(rating: Any, place: str) -> str:
    key = match_key(str(rating))
    if not key:
        raise BadValue(f'{place}: "{rating}" has no letters, so that no rating can be found by it')
    return key


def _status(value: Any, place: str) -> Status:
    typed = str(value).strip().casefold().replace(" ", "_").replace("-", "_")
    if typed == Status.CORROBORATED or typed not in list(Status):
        near = get_close_matches(typed, list(Status), n=1)
        hint = f'did you mean "{near[0]}"? ' if near and typed != Status.CORROBORATED else ""
        words = ", ".join(status for status in Status if status is not Status.CORROBORATED)
        raise BadValue(f'{place}: "{value}" is not a status for a rating; {hint}choose from {words}')
    return Status(typed)
