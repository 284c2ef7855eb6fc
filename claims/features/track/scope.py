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
    """What a track record is narrowed to; days are those on which the subject first published a claim."""

    since: date | None = None
    until: date | None = None
    story: str | None = None
    alone: bool = False
    """Of an institution, only what it said itself: not its people, parts and documents."""


NO_FILTERS = TrackFilters()


class TrackScope:
    """A subject with all that counts as it, and the statement that selects the claims to be read."""

    def __init__(
        self, connection: Connection, subject: Subject, reference: str, filters: TrackFilters, view: View
    ) -> None:
        """Take what was asked.

        Raises `NotFound` and `Ambiguous` for a subject or story that is not there, and `Refused` for a subject known
        only off the record.
        """
        self.connection, self.subject, self.filters, self.view = connection, subject, filters, view
        self.joined = identities_shown(connection, view.as_of, confidential=view.confidential)
        self.number = self.joined.canonical(subject, find(connection, subject, reference, part=reference))
        if not view.confidential and self.number in all_confided(connection).by_table()[subject]:
            raise Refused(
                f"{subject} #{self.number} is known only off the record, so no report is made of it; "
                f"`claims {subject} show {self.number} --confidential` shows it to you"
            )
        self.row = self._subject_row(reference)
        self.claims = self._scope()

    def fits(self, day: Days) -> bool | None:
        """Return whether a day may lie in the period asked for; nothing if it is not known and a period is."""
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
        """The subject and the records judged one with it."""
        return self.joined.members(self.subject, self.number)

    @cached_property
    def sources(self) -> frozenset[int]:
        """The sources whose words count as the subject's, each by the number of the record that stands for it."""
        if self.subject is not Subject.SOURCE:
            return frozenset()
        if self.filters.alone or self.row["kind"] is not SourceKind.INSTITUTION:
            return frozenset({self.number})
        return frozenset(self._below())

    def _below(self) -> set[int]:
        """Return an institution with all its people and parts, at any depth.

        The whole tree is read at once: who belongs to whom is small beside what they said, and its depth is open.
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
        """Return what the others are called whose words were counted as an institution's."""
        rows = rows_by_id(self.connection, TABLES["source"], spoke - {self.number}, self.view.as_of)
        return tuple(label("source", rows[row]) for row in sorted(rows))

    def _scope(self) -> Select[tuple[int]]:
        """Return the statement that selects the claims to be read: those with an appearance that touches the subject.

        What the past or a judgement has otherwise is sifted afterwards.
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
        """Return the claims that were judged one with claims of the scope."""
        paired = _joined_members(self.joined, "claim")
        if not paired:
            return set()
        claim = TABLES["claim"]
        there = select(claim.c.id).where(claim.c.id.in_(_literal(paired)), claim.c.id.in_(scope))
        return {twin for one in self.connection.execute(there).scalars() for twin in paired[one]}

    def _articles_of_subject(self) -> Select[tuple[int]]:
        """Return the statement that selects the articles that are, or once were, the outlet's or the reporter's.

        Of articles judged one all are, when one is.
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
        twins = {twin for one in self.connection.execute(there).scalars() for twin in paired[one]}
        both = union(mine, select(article.c.id).where(article.c.id.in_(_literal(twins)))).subquery()
        return select(both.c[0])

    def _ever(self, column: Column[Any], target: str) -> Select[tuple[int]]:
        """Return the statement that selects the rows of which a column names the subject, or did before an edit."""
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
    """Return all records of a kind that were judged one with others, each with all of its group."""
    return {one: members for (kind, _), members in joined.members_of.items() if kind == subject for one in members}


def _literal(numbers: Iterable[int]) -> Any:
    """Return numbers for ``IN`` as they stand, for a database takes only so many parameters."""
    return bindparam(None, sorted(numbers), type_=Integer(), expanding=True, literal_execute=True, unique=True)


def label(subject: str, row: Record) -> str:
    """Return what a record is called in a sentence; somebody unnamed in quotation marks, as printed."""
    name = row["name"] or (row["described"] if subject == "source" else None) or row["slug"]
    return f"“{name}”" if subject == "source" and not row["named"] else str(name)
