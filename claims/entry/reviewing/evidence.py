"""Pieces of evidence for reviews and corrections: the article or address of each, and its row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from claims.catalogue import EVIDENCE, Field
from claims.entry.drafts import EvidenceDraft
from claims.entry.resolve.context import Entering
from claims.entry.resolve.keys import web_address
from claims.entry.reviewing.own_chain import Given
from claims.entry.rules.fields import as_typed, stored
from claims.reading.find import find
from claims.text.dates import partial_date


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence, with its article or address."""

    draft: EvidenceDraft
    given: Given
    uid: str | None = None
    """The uid that its origin gives its row, or None for a new uid."""


def piece_of(connection: Connection, draft: EvidenceDraft) -> Piece:
    """Return a piece of evidence from a draft; raises `BadValue`, `NotFound` or `Ambiguous`."""
    article = None if draft.article is None else find(connection, "article", draft.article, part="--evidence")
    return Piece(draft, Given(draft.kind, article, web_address(draft.url, "--evidence")))


def add_evidence(entering: Entering, piece: Piece, called: Callable[[Field], str] = as_typed, **of: int) -> None:
    """Add the row of a piece of evidence; ``of`` is the number of the review or correction it supports."""
    draft, given = piece.draft, piece.given
    values = {
        **stored(EVIDENCE, draft, called),
        "article_id": None if given.article is None else entering.joined.canonical("article", given.article),
        "url": given.url if given.article is None else None,
        "published": partial_date(draft.published).text if draft.published else None,
        "file_name": draft.file.name if draft.file else None,
        "sha256": draft.file.sha256 if draft.file else None,
    }
    entering.insert("evidence", {**values, **of}, uid=piece.uid)
