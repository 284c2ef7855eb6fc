"""Captured articles of one story, and the suspicions between them: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from claims.capture.values import Proposal
from claims.capture.versions.reprints import Printed
from claims.vocabulary import ReprintExtent

End = tuple[int, str]
"""An article's number and the key of its proposal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A captured article among others, by its newest snapshot.

    ``own_names`` are all names and hosts of its outlet, ``proposals`` all its proposals by key, decided or not.
    """

    snapshot: int
    article: int
    own_names: tuple[str, ...]
    day: date | None
    printed: Printed
    proposals: Mapping[str, Proposal]


class Sign(StrEnum):
    """Why a relay is suspected: the article names the other's outlet, or has sentences of the other."""

    CITED = "cited"
    SENTENCES = "sentences"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectedRelay:
    """An article that may have picked claims up from another.

    ``keys`` are the article's proposals that it may have from there, in the order of its text; ``outlet`` is its
    name for the other's outlet; ``sentences`` is how many of its sentences stand in the other.
    """

    article: int
    upstream: int
    sign: Sign
    keys: tuple[str, ...]
    outlet: str | None = None
    sentences: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectedReprint:
    """An article that may carry another whole or in part; ``original`` is None if the original is not captured.

    Then ``outlet`` is the outlet that the article credits for its text in these ``words``.  ``keys`` are
    the copy's proposals that the original has too.
    """

    copy: int
    original: int | None
    extent: ReprintExtent
    keys: tuple[str, ...]
    share: int = 100
    outlet: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Two proposals of two articles that are likely one claim, the earlier article first; why, and how alike."""

    first: End
    second: End
    alike: int
    why: str
