"""What the database counts: of a group of appearances that are alike in all that matters one row comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    case,
    distinct,
    func,
    literal,
    not_,
    null,
    select,
)

from claims.features.anonymous.scope import AnonymousScope, Kind
from claims.privacy.offrecord import off_record_at
from claims.rules.sourcing.anonymity import OUTLETS_OWN, WITH_A_NAME, Shape, Voices
from claims.rules.sourcing.described import is_plural
from claims.store.dialect import listed_numbers
from claims.store.ledger import chunks
from claims.store.past import MANY, entered_by
from claims.store.schema import TABLES
from claims.vocabulary import (
    UNNAMED_ATTRIBUTIONS,
    Attribution,
    ClaimKind,
    CorrectionKind,
    Proximity,
    RelayBasis,
    Stance,
)


class Counted:
    """The appearances of a scope that the database counts."""

    def __init__(self, scope: AnonymousScope) -> None:
        """Take what is asked about."""
        self._scope = scope

    def kinds(self) -> Counter[Kind]:
        """Return how many of each kind are asked about."""
        alike = self._together()
        columns = [alike.c[name] for name in ("outlet_id", "month", "off_record", "retracted", "own", *_SHAPE)]
        statement = select(*columns, func.count().label("number")).where(alike.c.asked == 1).group_by(*columns)
        kinds: Counter[Kind] = Counter()
        for row in self._scope.connection.execute(statement).mappings():
            outlet = None if row["outlet_id"] is None else self._scope.joined.canonical("outlet", row["outlet_id"])
            off_record, retracted, own = (bool(row[name]) for name in ("off_record", "retracted", "own"))
            kinds[Kind(outlet, row["month"] or None, off_record, retracted, own, _shape(row))] += row["number"]
        return kinds

    def voices(self) -> Iterator[tuple[int, Voices]]:
        """Yield the claims of what is looked at, each with who stands behind it."""
        for row in self._scope.connection.execute(self._voiced()).mappings():
            yield row["claim_id"], Voices(**{name: row[name] for name in Voices.__dataclass_fields__})

    def newest(self, most: int) -> Iterator[tuple[Shape | None, date | None, int, int]]:
        """Yield the newest appearances on unnamed people of each shape, at most so many.

        Each with its shape, its first day, its number and its claim.
        """
        one = self._together()
        newest = func.coalesce(one.c.published_earliest, date.min)
        alike = func.row_number().over(
            partition_by=[one.c[name] for name in _SHAPE], order_by=[newest.desc(), one.c.id.desc()]
        )
        ranked = (
            select(
                one.c.id, one.c.claim_id, one.c.published_earliest, *(one.c[name] for name in _SHAPE), alike.label("n")
            )
            .where(one.c.unnamed == 1, one.c.own == 1, one.c.asked == 1, one.c.off_record == 0, one.c.retracted == 0)
            .subquery()
        )
        for row in self._scope.connection.execute(select(ranked).where(ranked.c.n <= most)).mappings():
            yield _shape(row), row["published_earliest"], row["id"], row["claim_id"]

    def _voiced(self) -> Select[Any]:
        """Return the claims of what is looked at with who stands behind each, over all appearances in the view.

        For one that no unnamed person stands behind there, no unnamed voices are given.
        """
        one = self._together()
        unnamed_there = _number(and_(one.c.unnamed == 1, one.c.asked == 1))
        counts = {
            "named": _number(one.c.attribution.in_(WITH_A_NAME)),
            "unnamed": case((unnamed_there > 0, func.sum(one.c.unnamed)), else_=0),
            "collective": _number(one.c.attribution == Attribution.COLLECTIVE),
            "sources": func.count(distinct(case((one.c.attribution == Attribution.UNNAMED, one.c.source_id)))),
            "most": func.coalesce(func.max(one.c.stated_count), 0),
            "nobody": _number(and_(one.c.attribution.not_in(WITH_A_NAME), one.c.unnamed == 0, one.c.relayed == 0)),
        }
        columns = [column.label(name) for name, column in counts.items()]
        standing = select(one.c.claim_id, *columns).where(one.c.off_record == 0, one.c.retracted == 0)
        return standing.group_by(one.c.claim_id).having(func.max(one.c.asked) == 1)

    def lost(self, claims: Sequence[int]) -> set[int]:
        """Return those of the claims of which an article has it from another that nobody here has read for it.

        What was withdrawn had been read all the same, and leads where it led.
        """
        relay, above = self._together(), TABLES["appearance"].alias()
        read = select(literal(1)).where(
            above.c.claim_id == relay.c.claim_id,
            above.c.article_id == relay.c.relays_id,
            above.c.stance == Stance.ASSERTS,
            ~off_record_at(self._scope.connection, above, self._scope.view.as_of),
            above.c.id.not_in(self._scope.corrected(CorrectionKind.WRONG)),
        )
        if self._scope.view.as_of is not None:
            read = read.where(above.c.entered_at <= self._scope.view.as_of)
        lost = select(relay.c.claim_id).where(
            relay.c.relayed == 1,
            relay.c.unnamed == 0,
            relay.c.attribution.not_in(WITH_A_NAME),
            relay.c.off_record == 0,
            relay.c.retracted == 0,
            ~read.exists(),
        )
        return {
            claim
            for some in chunks(claims, MANY)
            for claim in self._scope.connection.execute(lost.where(relay.c.claim_id.in_(some))).scalars()
        }

    def _conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions on appearances that do not depend on what can be edited."""
        appearance = TABLES["appearance"]
        conditions = [
            appearance.c.stance == Stance.ASSERTS,
            appearance.c.id.not_in(self._scope.corrected(CorrectionKind.WRONG)),
        ]
        entered = entered_by(appearance, self._scope.view.as_of)
        if entered is not None:
            conditions.append(entered)
        if self._scope.claims is not None:
            conditions.append(appearance.c.claim_id.in_(self._scope.claims))
        return conditions

    @cached_property
    def _plurals(self) -> set[int]:
        """The sources that are described as several without a number; those edited since are read row by row."""
        return _plural_sources(self._scope.connection)

    def _attribution(self) -> ColumnElement[Any]:
        """Return on whose word an appearance is, as it is read (`attribution_read`)."""
        appearance = TABLES["appearance"]
        several = appearance.c.source_id.in_(listed_numbers(self._scope.connection, self._plurals))
        plural = and_(appearance.c.attribution == Attribution.UNNAMED, several)
        return case(
            (plural, literal(Attribution.COLLECTIVE, appearance.c.attribution.type)), else_=appearance.c.attribution
        )

    def _together(self) -> Subquery:
        """Return the appearances that the database counts, with what the rules need to know of each."""
        appearance, article, claim, source = (TABLES[name] for name in ("appearance", "article", "claim", "source"))
        unnamed = appearance.c.attribution.in_(UNNAMED_ATTRIBUTIONS)
        attribution = self._attribution()
        relayed = and_(
            appearance.c.relays_id.is_not(None),
            func.coalesce(appearance.c.relay_basis, RelayBasis.STATED) != RelayBasis.SUSPECTED,
        )
        own = and_(appearance.c.attribution.in_(OUTLETS_OWN), not_(relayed))
        reasoned = func.coalesce(appearance.c.anonymity_reason, "") != ""
        second_hand = appearance.c.proximity == Proximity.SECOND_HAND
        statement = (
            select(
                appearance.c.id,
                appearance.c.claim_id,
                attribution.label("attribution"),
                appearance.c.source_id,
                appearance.c.relays_id,
                article.c.outlet_id,
                article.c.published_earliest,
                func.substr(article.c.published, 1, 7).label("month"),
                _flag(off_record_at(self._scope.connection, appearance, self._scope.view.as_of)).label("off_record"),
                _flag(appearance.c.id.in_(self._scope.corrected(CorrectionKind.RETRACTED))).label("retracted"),
                _flag(own).label("own"),
                _flag(relayed).label("relayed"),
                _flag(self._scope.asked_rows()).label("asked"),
                _flag(unnamed).label("unnamed"),
                case((unnamed, attribution), else_=null()).label("unnamed_as"),
                case((unnamed, _flag(claim.c.kind == ClaimKind.OPINION)), else_=0).label("opinion"),
                case((unnamed, source.c.stated_count), else_=null()).label("stated_count"),
                case((unnamed, _flag(reasoned)), else_=0).label("reasoned"),
                case((unnamed, _flag(second_hand)), else_=0).label("second_hand"),
            )
            .join(article, article.c.id == appearance.c.article_id)
            .outerjoin(claim, and_(claim.c.id == appearance.c.claim_id, unnamed))
            .outerjoin(source, and_(source.c.id == appearance.c.source_id, unnamed))
            .where(*self._conditions())
        )
        if self._scope.apart is not None:
            statement = statement.where(appearance.c.claim_id.not_in(self._scope.apart))
        if self._scope.view.published_until is not None:
            statement = statement.where(article.c.published_earliest <= self._scope.view.published_until)
        return statement.subquery()


_SHAPE = ("unnamed_as", "opinion", "stated_count", "reasoned", "second_hand")
"""The columns that make a shape."""


def _shape(row: Mapping[Any, Any]) -> Shape | None:
    if row["unnamed_as"] is None:
        return None
    return Shape(
        attribution=Attribution(row["unnamed_as"]),
        opinion=bool(row["opinion"]),
        stated_count=row["stated_count"],
        reasoned=bool(row["reasoned"]),
        second_hand=bool(row["second_hand"]),
    )


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Return a condition as 1 or 0, which both engines group and sum alike."""
    return case((condition, 1), else_=0)


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Return in how many rows of a group a condition holds."""
    return func.sum(_flag(condition))


def _plural_sources(connection: Connection) -> set[int]:
    """Return the unnamed sources of the present that are described as several without a number."""
    source = TABLES["source"]
    unnumbered = select(source.c.id, source.c.described).where(
        ~source.c.named, source.c.described.is_not(None), source.c.stated_count.is_(None)
    )
    return {number for number, described in connection.execute(unnumbered) if is_plural(described)}
