"""The first records of a register, with how many there are: a list of thousands costs what its first page costs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, func, select

from claims.reading.registers.lookups import Lookups
from claims.reading.registers.read import article_lines, outlet_lines, reporter_lines, source_lines
from claims.reading.registers.records import ArticleLine, OutletLine, ReporterLine, SourceLine
from claims.reading.view import View
from claims.store.ledger import chunks
from claims.store.past import MANY
from claims.store.schema import TABLES
from claims.vocabulary import SourceKind

L = TypeVar("L")


@dataclass(frozen=True, slots=True)
class FirstLines(Generic[L]):
    """The first lines of a list, by number, and how many it has in all."""

    lines: Sequence[L]
    total: int


def first_outlets(connection: Connection, view: View, most: int) -> FirstLines[OutletLine]:
    """Return the first outlets."""
    return _first(connection, view, "outlet", most, lambda numbers: outlet_lines(connection, view, numbers))


def first_reporters(connection: Connection, view: View, most: int) -> FirstLines[ReporterLine]:
    """Return the first reporters."""
    return _first(connection, view, "reporter", most, lambda numbers: reporter_lines(connection, view, numbers))


def first_articles(connection: Connection, view: View, most: int) -> FirstLines[ArticleLine]:
    """Return the first articles."""
    return _first(connection, view, "article", most, lambda numbers: article_lines(connection, None, view, numbers))


def first_sources(
    connection: Connection, view: View, most: int, *, kinds: Collection[SourceKind] = (), unnamed: bool = False
) -> FirstLines[SourceLine]:
    """Return the first sources of some kinds (of all, without), perhaps only the unnamed ones."""
    source = TABLES["source"]
    fits: list[ColumnElement[bool]] = [source.c.kind.in_(kinds)] if kinds else []
    fits += [~source.c.named] if unnamed else []

    def lines(numbers: Collection[int] | None) -> list[SourceLine]:
        return source_lines(connection, view, kinds=kinds, unnamed=unnamed, numbers=numbers)

    return _first(connection, view, "source", most, lines, *fits)


def _first(
    connection: Connection,
    view: View,
    subject: str,
    most: int,
    lines: Callable[[Collection[int] | None], Sequence[L]],
    *fits: ColumnElement[bool],
) -> FirstLines[L]:
    """Return the first ``most`` of a register's records; of the past all are read, as it is not kept."""
    if view.as_of is not None or view.published_until is not None:
        every = lines(None)
        return FirstLines(every[:most], len(every))
    lookups, number = Lookups(connection, view), TABLES[subject].c.id
    elsewhere = {known for of, known in lookups.joined.canonical_of if of == subject}
    under_another = {known for known in elsewhere if lookups.joined.canonical(subject, known) != known}
    left_out = under_another | lookups.hidden.get(subject, set())
    candidates = select(number).where(*fits).order_by(number).limit(most + len(left_out))
    shown = [known for known in connection.execute(candidates).scalars() if known not in left_out][:most]
    total: int = connection.execute(select(func.count()).select_from(TABLES[subject]).where(*fits)).scalar_one()
    for part in chunks(sorted(left_out), MANY):
        among = select(func.count()).select_from(TABLES[subject]).where(number.in_(part), *fits)
        total -= connection.execute(among).scalar_one()
    return FirstLines(lines(shown) if shown else (), total)
