"""The scope of the queue: filters, claims whose records must be read, and secret claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, case, exists, func, or_, select

from claims.privacy.offrecord import is_off_record, only_off_record
from claims.reading.find import find
from claims.reading.identity import Identities, on_record
from claims.reading.stories import story_scope
from claims.reading.view import View
from claims.rules.urgency import DAYS
from claims.store.schema import CLAIM_NOW, TABLES
from claims.vocabulary import CorrectionKind, Terms, Urgency

_CLAIM = TABLES["claim"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilters:
    """The filters of the queue; records are filtered by number."""

    story: int | None = None
    outlet: int | None = None
    reviewer: str | None = None
    """Claims that this person has taken, or reviewed last if unassigned."""
    unassigned: bool = False
    kinds: tuple[Urgency, ...] = ()
    """Only claims that wait for one of these reasons; empty for all."""
    days: int = DAYS
    """How many days ahead claims count as coming due."""
    claims: tuple[int, ...] | None = None
    """Only these claims; None for all."""


ME = "me"
"""The word for the person who acts."""


def queue_filters(
    connection: Connection,
    who: str,
    *,
    story: str | None = None,
    outlet: str | None = None,
    reviewer: str | None = None,
    unassigned: bool = False,
    kinds: tuple[Urgency, ...] = (),
    days: int = DAYS,
) -> QueueFilters:
    """Return the filters that somebody typed; ``who`` is acting. Raises `NotFound` and `Ambiguous` for names."""
    return QueueFilters(
        story=None if story is None else find(connection, "story", story, part="--story"),
        outlet=None if outlet is None else find(connection, "outlet", outlet, part="--outlet"),
        reviewer=who if reviewer is not None and reviewer.strip().casefold() == ME else reviewer,
        unassigned=unassigned,
        kinds=kinds,
        days=days,
    )


class Scope:
    """The query, and the claims that the kept columns can answer it for.

    ``numbering`` are the judgements that the view may show; ``secret`` are the claims known only off the record, unless
    the view includes them. ``unsure`` claims must be read: off-the-record records bear on them and the view includes
    these, or they were judged the same as others and the filters apply to each by itself.
    """

    def __init__(self, connection: Connection, filters: QueueFilters, view: View, joined: Identities) -> None:
        """Take the query and the judgements of its moment."""
        self.connection, self.filters, self.view, self.joined = connection, filters, view, joined
        self.now = view.as_of or datetime.now(UTC)
        self.is_present = view.as_of is None and view.published_until is None
        self.numbering = joined
        if self.is_present and filters.claims is None and not view.confidential:
            self.numbering = on_record(connection, joined)
        self.secret = self._secret()
        groups = [members for (subject, _), members in self.numbering.members_of.items() if subject == "claim"]
        self._judged = frozenset(number for members in groups for number in members)
        self.unsure = self._judged if self._filters_alone else frozenset()
        if view.confidential and self.is_present:
            self.unsure |= self._said_in_confidence()

    def of_claims(self) -> list[ColumnElement[bool]]:
        """Return the conditions for every claim in the scope."""
        conditions: list[ColumnElement[bool]] = []
        if self.view.as_of is not None:
            conditions.append(_CLAIM.c.entered_at <= self.view.as_of)
        if self.filters.claims is not None:
            conditions.append(_CLAIM.c.id.in_(self.joined.all_members("claim", self.filters.claims)))
        return [*conditions, *(_CLAIM.c.id.in_(chosen) for chosen in self._chosen)]

    @cached_property
    def of_rows(self) -> list[ColumnElement[bool]]:
        """Return the conditions on the kept columns for claims in the scope; unsure claims are checked when read."""
        now, member = CLAIM_NOW.c, CLAIM_NOW.alias("member")
        conditions = [now.claim_id == now.stands_for_id, ~now.confided]
        conditions += [
            now.claim_id.in_(select(member.c.stands_for_id).where(member.c.claim_id.in_(chosen)))
            for chosen in self._chosen
        ]
        return [*conditions, *self._filters_alone]

    @cached_property
    def _chosen(self) -> list[Select[tuple[int]]]:
        if self.filters.story is None:
            return []
        return [story_scope(self.connection, self.filters.story, self.joined, self.view.as_of)]

    @cached_property
    def _filters_alone(self) -> list[ColumnElement[bool]]:
        """Return the filters that are exact for claims that were not judged the same as others."""
        filters, conditions = self.filters, []
        if filters.outlet is not None:
            conditions.append(self._carried_by(filters.outlet))
        if filters.reviewer is not None:
            conditions.append(self._is_with(filters.reviewer))
        if filters.unassigned:
            conditions.append(self._holder().is_(None))
        return conditions

    def _carried_by(self, outlet: int) -> ColumnElement[bool]:
        """Return the condition that the outlet carried the claim on the record, or may have through joined articles."""
        appearance, article = aliased("appearance", "carrying"), aliased("article")
        correction = aliased("correction", "marking")
        wrong = exists().where(correction.c.appearance_id == appearance.c.id, correction.c.kind == CorrectionKind.WRONG)
        judged = sorted({number for subject, number in self.joined.canonical_of if subject == "article"})
        of_outlet = article.c.outlet_id.in_(self.joined.members("outlet", outlet))
        carried = (
            select(appearance.c.claim_id)
            .join(article, article.c.id == appearance.c.article_id)
            .where(or_(of_outlet, article.c.id.in_(judged)), appearance.c.terms != Terms.OFF_RECORD, ~wrong)
        )
        return _CLAIM.c.id.in_(carried)

    def _is_with(self, reviewer: str) -> ColumnElement[bool]:
        """Return the condition that the reviewer took the claim, or reviewed it last if it is unassigned."""
        review = aliased("review", "last")
        last, holder = _newest_value(review.c.entered_by, review), self._holder()
        return or_(_is_named(holder, reviewer), and_(holder.is_(None), _is_named(last, reviewer)))

    def _holder(self) -> ColumnElement[Any]:
        """Return who has taken the claim by the newest row; NULL if it is unassigned."""
        assignment = aliased("assignment")
        return _newest_value(case((assignment.c.taken, assignment.c.reviewer)), assignment)

    # What is off the record

    def _secret(self) -> frozenset[int]:
        """Return the claims known only off the record."""
        if self.view.confidential:
            return frozenset()
        if self.view.as_of is None:
            kept = select(CLAIM_NOW.c.claim_id).where(CLAIM_NOW.c.confided)
            return frozenset(self.connection.execute(kept).scalars())
        # Few records are off the record, so the search starts from them.
        appearance = TABLES["appearance"]
        off = select(appearance.c.claim_id).where(is_off_record(appearance))
        secret = select(_CLAIM.c.id).where(_CLAIM.c.id.in_(off), only_off_record("claim", self.view.as_of))
        return frozenset(self.connection.execute(secret).scalars())

    def is_secret(self, number: int) -> bool:
        """Return whether an unjoined claim is known only off the record; joined claims need their records."""
        return number in self.secret and ("claim", number) not in self.numbering.canonical_of

    def _said_in_confidence(self) -> frozenset[int]:
        """Return the claims with off-the-record records, which no kept column shows, and the claims related to them."""
        appearance, relation = TABLES["appearance"], TABLES["relation"]
        off = set(self.connection.execute(select(appearance.c.claim_id).where(is_off_record(appearance))).scalars())
        off = self.joined.all_members("claim", off)
        ways = ((relation.c.claim_id, relation.c.other_id), (relation.c.other_id, relation.c.claim_id))
        for here, other in ways:
            off = off | set(self.connection.execute(select(other).where(here.in_(sorted(off)))).scalars())
        return frozenset(self.joined.all_members("claim", off))

    def edited_among(self, subject: str, fields: Sequence[str]) -> list[int]:
        """Return the numbers of the records whose ``fields`` were edited after the moment of the query."""
        if self.view.as_of is None:
            return []
        revision, table = TABLES["revision"], TABLES[subject]
        later = select(revision.c.row_uid).where(
            revision.c.subject == subject, revision.c.field.in_(fields), revision.c.entered_at > self.view.as_of
        )
        return sorted(self.connection.execute(select(table.c.id).where(table.c.uid.in_(later))).scalars())


@cache
def aliased(name: str, role: str = "one") -> FromClause:
    """Return a table under an alias, so that conditions do not look at the table that the statement selects."""
    return TABLES[name].alias(f"{role}_{name}")


def _newest_value(value: ColumnElement[Any], rows: FromClause) -> ColumnElement[Any]:
    """Return a value of the claim's newest row, by time of entry and uid."""
    return (
        select(value)
        .where(rows.c.claim_id == _CLAIM.c.id)
        .order_by(rows.c.entered_at.desc(), rows.c.uid.desc())
        .limit(1)
        .correlate(_CLAIM)
        .scalar_subquery()
    )


def _is_named(column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Return the condition that a column holds a name, in any case, as the ladder's rules compare names."""
    spelt = {name, name.strip(), name.casefold(), name.title(), name.upper()}
    return or_(func.lower(column) == name.strip().casefold(), column.in_(sorted(spelt)))
