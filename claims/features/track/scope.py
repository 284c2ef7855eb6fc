"""The subject of a track record, and the claims to read for it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Integer, Select, bindparam, select, union

from claims.errors import NotFound, Refused
from claims.privacy.confided import all_confided
from claims.reading.find import find
from claims.reading.identity import Identities, identities_shown
from claims.reading.stories import story_scope
from claims.reading.view import View
from claims.rules.trackrecord import Days, Subject
from claims.store.past import Record, rows_by_id, rows_of
from claims.store.schema import TABLES
from claims.vocabulary import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackFilters:
    """The filters of a track record; the days limit when the subject first published a claim."""

    since: date | None = None
    until: date | None = None
    story: str | None = None
    alone: bool = False
    """Count only an institution's own statements, without its people, parts and documents."""


NO_FILTERS = TrackFilters()


class TrackScope:
    """A subject with all the records that count with it, and the statement that selects the claims to read."""

    def __init__(
        self, connection: Connection, subject: Subject, reference: str, filters: TrackFilters, view: View
    ) -> None:
        """Take the query.

        Raises `NotFound` and `Ambiguous` for a subject or story that does not exist, and `Refused` for a subject known
        only off the record.
        """
        self.connection, self.subject, self.filters, self.view = connection, subject, filters, view
        self.joined = identities_shown(connection, view.as_of, confidential=view.confidential)
        self.number = self.joined.canonical(subject, find(connection, subject, reference, part=reference))
        if not view.confidential and self.number in all_confided(connection).by_table()[subject]:
            raise Refused(
                f"{subject} #{self.number} is known only off the record, so it has no report; "
                f"`claims {subject} show {self.number} --confidential` shows it to you"
            )
        self.row = self._subject_row(reference)
        self.claims = self._scope()

    def fits(self, day: Days) -> bool | None:
        """Return whether a day may be in the period; None if there is a period and the day is unknown."""
        since, until = self.filters.since, self.filters.until
        if since is None and until is None:
            return True
        first, last = day
        if first is None or last is None:
            return None
        return (since is None or last >= since) and (until is None or first <= until)

    def _subject_row(self, reference: str) -> Record:
        row = rows_by_id(self.connection, TABLES[self.subject], [self.number], self.view.as_of).get(self.number)
        if row is None:
            raise NotFound(
                f'the {self.subject} "{reference}" had not been entered by then; leave out --as-of or give a later one'
            )
        return row

    @cached_property
    def members(self) -> tuple[int, ...]:
        """The subject and the records judged the same."""
        return self.joined.members(self.subject, self.number)

    @cached_property
    def sources(self) -> frozenset[int]:
        """The sources that count as the subject, by canonical number."""
        if self.subject is not Subject.SOURCE:
            return frozenset()
        if self.filters.alone or self.row["kind"] is not SourceKind.INSTITUTION:
            return frozenset({self.number})
        return frozenset(self._below())

    def _below(self) -> set[int]:
        """Return an institution with all its people and parts, at any depth.

        It reads the whole tree at once, because the depth is unknown and the tree is small next to the claims.
        """
        source = TABLES["source"]
        columns = [source.c[name] for name in ("id", "uid", *_ABOVE)]
        below: dict[int, set[int]] = defaultdict(set)
        for row in rows_of(self.connection, select(*columns), source, self.view.as_of):
            for name in _ABOVE:
                if row[name] is not None:
                    below[self.joined.canonical("source", row[name])].add(self.joined.canonical("source", row["id"]))
        result, waiting = {self.number}, [self.number]
        while waiting:
            fresh = below[waiting.pop()] - result
            result |= fresh
            waiting += fresh
        return result

    def with_people(self, spoke: set[int]) -> tuple[str, ...]:
        """Return the names of the people, parts and documents that count with an institution."""
        rows = rows_by_id(self.connection, TABLES["source"], spoke - {self.number}, self.view.as_of)
        return tuple(label("source", rows[row]) for row in sorted(rows))

    def _scope(self) -> Select[tuple[int]]:
        """Return the statement that selects the claims to read: all with an appearance that concerns the subject.

        Past states and judgements are checked afterwards.
        """
        appearance, claim = TABLES["appearance"], TABLES["claim"]
        if self.subject is Subject.SOURCE:
            touching = [appearance.c.source_id.in_(_literal(self.joined.all_members("source", self.sources)))]
        else:
            mine = self._articles_of_subject()
            touching = [appearance.c.article_id.in_(mine), appearance.c.relays_id.in_(mine)]
        kept: list[ColumnElement[bool]] = []
        if self.filters.story is not None:
            story = find(self.connection, "story", self.filters.story, part="--story")
            kept.append(appearance.c.claim_id.in_(story_scope(self.connection, story, self.joined, self.view.as_of)))
        result = union(*(select(appearance.c.claim_id).where(condition, *kept) for condition in touching)).subquery()
        scope = select(result.c.claim_id)
        twins = self._twins(scope)
        if not twins:
            return scope
        both = union(scope, select(claim.c.id).where(claim.c.id.in_(_literal(twins)))).subquery()
        return select(both.c[0])

    def _twins(self, scope: Select[tuple[int]]) -> set[int]:
        """Return the claims judged the same as claims of the scope."""
        paired = _joined_members(self.joined, "claim")
        if not paired:
            return set()
        claim = TABLES["claim"]
        there = select(claim.c.id).where(claim.c.id.in_(_literal(paired)), claim.c.id.in_(scope))
        return {twin for number in self.connection.execute(there).scalars() for twin in paired[number]}

    def _articles_of_subject(self) -> Select[tuple[int]]:
        """Return the statement that selects the articles that are, or once were, the outlet's or the reporter's.

        If one of several articles judged the same is selected, all are.
        """
        article, byline = TABLES["article"], TABLES["byline"]
        if self.subject is Subject.REPORTER:
            mine: Select[tuple[int]] = select(byline.c.article_id).where(byline.c.reporter_id.in_(self.members))
        else:
            mine = self._ever(article.c.outlet_id, "outlet")
        paired = _joined_members(self.joined, "article")
        if not paired:
            return mine
        there = select(article.c.id).where(article.c.id.in_(_literal(paired)), article.c.id.in_(mine))
        twins = {twin for number in self.connection.execute(there).scalars() for twin in paired[number]}
        both = union(mine, select(article.c.id).where(article.c.id.in_(_literal(twins)))).subquery()
        return select(both.c[0])

    def _ever(self, column: Column[Any], target: str) -> Select[tuple[int]]:
        """Return the statement that selects the rows with the subject in a column, now or before an edit."""
        table = column.table
        now = select(table.c.id).where(column.in_(self.members))
        if self.view.as_of is None:
            return now
        revision, subject = TABLES["revision"], TABLES[target]
        uids = self.connection.execute(select(subject.c.uid).where(subject.c.id.in_(self.members))).scalars()
        before = (
            select(table.c.id)
            .join(revision, revision.c.row_uid == table.c.uid)
            .where(
                revision.c.subject == table.name,
                revision.c.field == column.name,
                revision.c.old.in_([json.dumps(uid) for uid in uids]),
            )
        )
        ever = union(now, before).subquery()
        return select(ever.c[0])


_ABOVE = ("institution_id", "part_of_id", "issuer_id")


def _joined_members(joined: Identities, subject: str) -> dict[int, tuple[int, ...]]:
    """Return all records of a kind that were judged the same as others, each with its whole group."""
    return {
        member: members for (kind, _), members in joined.members_of.items() if kind == subject for member in members
    }


def _literal(numbers: Iterable[int]) -> Any:
    """Return numbers for ``IN`` as literals, because databases limit the number of parameters."""
    return bindparam(None, sorted(numbers), type_=Integer(), expanding=True, literal_execute=True, unique=True)


def label(subject: str, row: Record) -> str:
    """Return a record's name for a sentence; an unnamed person's is in quotation marks, as printed."""
    name = row["name"] or (row["described"] if subject == "source" else None) or row["slug"]
    return f"“{name}”" if subject == "source" and not row["named"] else str(name)
