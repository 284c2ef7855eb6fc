"""The fields that a table's columns can be imported into, in the order of docs/import.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from claims.catalogue.appearance import APPEARANCE
from claims.catalogue.article import ARTICLE
from claims.catalogue.claim import CLAIM
from claims.catalogue.field import Field, Holds, Record
from claims.catalogue.outlet import OUTLET
from claims.catalogue.review import EVIDENCE, REVIEW
from claims.catalogue.source import SOURCE


@dataclass(frozen=True, slots=True)
class Column:
    """What a column can hold: its vocabulary, whether it takes several values, and its common headings."""

    about: str
    words: type[StrEnum] | None = None
    several: bool = False
    holds: Holds | None = None
    """Its type, unless it holds a vocabulary's value or another record."""
    headings: tuple[str, ...] = ()
    prose: bool = False
    """Whether words such as "unknown" count as text, not as an empty cell."""


def column_of(field: Field) -> Column:
    """Return what a field's column can hold."""
    cell = field.cell
    assert cell is not None, f"{field.name} is in no table"
    holds = field.holds if isinstance(field.holds, Holds) else None
    return Column(field.about, field.words, cell.several, holds, tuple(cell.headings.split("|")), cell.prose)


def _of(record: Record, order: str = "") -> Iterator[Field]:
    return (field for field in record.in_order(order) if field.cell is not None)


def _key(about: str, headings: str) -> Column:
    return Column(about, headings=tuple(headings.split("|")), prose=True)


def _named(fields: Iterable[Field]) -> dict[str, Column]:
    return {field.heading: column_of(field) for field in fields}


_ATTRIBUTED = [APPEARANCE["attribution"], APPEARANCE["source"]]

FIELDS: dict[str, Column] = {
    "claim.key": _key("the key of the claim in this table", "claim id|claim key|claim_id"),
    **_named(_of(CLAIM)),
    "article.key": _key("the key of the article in this table", "article id|article key"),
    **_named(_of(ARTICLE, ARTICLE.options)),
    "appearance.key": _key("the key of the row", "appearance id|row id|appearance key|id"),
    **_named([*_ATTRIBUTED, *_of(SOURCE), *(field for field in _of(APPEARANCE) if field not in _ATTRIBUTED)]),
    **_named(_of(REVIEW)),
    "rated_by": Column("who rated it", headings=("rated by", "rater", "fact checker", "fact-checker", "checked by")),
    "evidence": Column(
        "the address of the evidence for a verdict", headings=("evidence", "evidence url", "fact check url")
    ),
    **_named(_of(EVIDENCE)),
}
"""The fields of a claim, an article, an appearance and a review, by name."""

SITE_FIELDS: dict[str, Column] = _named(_of(OUTLET))
"""The outlet fields that a list of sites can be imported into, by name."""
