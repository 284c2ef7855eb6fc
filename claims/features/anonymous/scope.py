"""Which claims and appearances are asked about, and which of the claims cannot be counted by the database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlalchemy import ColumnElement, Connection, Select, and_, literal, or_, select, union

from claims.reading.find import find, outlet_asked_about
from claims.reading.identity import identities_shown, with_duplicates
from claims.reading.stories import story_scope
from claims.reading.view import View
from claims.rules.sourcing.anonymity import Shape
from claims.store.past import entered_by
from claims.store.schema import TABLES
from claims.vocabulary import CorrectionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymousFilters:
    """What is looked at; days are days of publication, and what has none is then left out."""

    story: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None


NO_FILTERS = AnonymousFilters()


@dataclass(frozen=True, slots=True)
class Kind:
    """What appearances have in common that are counted together."""

    outlet: int | None
    month: str | None
    off_record: bool
    retracted: bool
    own: bool
    shape: Shape | None
    """Of those on unnamed people only."""


class AnonymousScope:
    """What was asked, and which rows that is about."""

    def __init__(self, connection: Connection, filters: AnonymousFilters, view: View) -> None:
        """Take what was asked; raises `NotFound`, `Ambiguous` and `Refused` for story and outlet."""
        self.connection, self.view = connection, replace(view, confidential=False)
        self.filters, self.joined = filters, identities_shown(connection, view.as_of, confidential=False)
        self.story = None if filters.story is None else find(connection, "story", filters.story, part="--story")
        self.outlet = outlet_asked_about(connection, filters.outlet)

    @cached_property
    def claims(self) -> Select[tuple[int]] | None:
        """The claims of the story, if one was asked for."""
        if self.story is None:
            return None
        return story_scope(self.connection, self.joined.canonical("story", self.story), self.joined, self.view.as_of)

    @cached_property
    def apart(self) -> Select[tuple[int]] | None:
        """The claims that are read row by row; none if there can be none."""
        appearance, article = TABLES["appearance"], TABLES["article"]
        of_article = select(appearance.c.claim_id).join(article, article.c.id == appearance.c.article_id)
        parts: list[Select[tuple[int]]] = []
        for subject, column in (("article", "article_id"), ("source", "source_id"), ("claim", "claim_id")):
            members = {
                number for (kind, _), some in self.joined.members_of.items() if kind == subject for number in some
            }
            if members:
                parts.append(select(appearance.c.claim_id).where(appearance.c[column].in_(sorted(members))))
            if self.view.as_of is not None:
                parts.append(self._edited(subject, column))
        if self.view.published_until is not None:
            first, last = article.c.published_earliest, article.c.published_latest
            parts.append(of_article.where(or_(first.is_(None), last.is_(None), first != last)))
        if not parts:
            return None
        return with_duplicates(self.connection, select(union(*parts).subquery().c[0]), self.joined)

    def _edited(self, subject: str, column: str) -> Select[tuple[int]]:
        """Return the claims with an appearance that touches a record which was edited after the moment asked about."""
        appearance, table, revision = TABLES["appearance"], TABLES[subject], TABLES["revision"]
        later = select(revision.c.row_uid).where(revision.c.subject == subject, revision.c.entered_at > self.view.as_of)
        edited = select(table.c.id).where(table.c.uid.in_(later))
        return select(appearance.c.claim_id).where(appearance.c[column].in_(edited))

    def corrected(self, kind: CorrectionKind) -> Select[tuple[int]]:
        """Return the appearances that were corrected so by then."""
        correction = TABLES["correction"]
        marked = select(correction.c.appearance_id).where(correction.c.kind == kind)
        entered = entered_by(correction, self.view.as_of)
        return marked if entered is None else marked.where(entered)

    def asked_rows(self) -> ColumnElement[bool]:
        """Return the condition that outlet and day are those asked about, for rows that nobody edited."""
        article = TABLES["article"]
        conditions: list[ColumnElement[bool]] = []
        if self.outlet is not None:
            conditions.append(article.c.outlet_id.in_(self.joined.members("outlet", self.outlet)))
        if self.filters.since is not None:
            conditions.append(article.c.published_earliest >= self.filters.since)
        if self.filters.until is not None:
            conditions.append(article.c.published_earliest <= self.filters.until)
        return and_(literal(True), *conditions)

    def asks(self, outlet: int | None, first: date | None) -> bool:
        """Return whether outlet and first day of publication are those asked about."""
        if self.outlet is not None and outlet != self.joined.canonical("outlet", self.outlet):
            return False
        since, until = self.filters.since, self.filters.until
        if since is None and until is None:
            return True
        return first is not None and (since is None or first >= since) and (until is None or first <= until)
