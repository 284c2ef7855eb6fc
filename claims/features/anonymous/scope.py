"""Which claims and appearances to count, as of when, and what people had judged the same by then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlalchemy import Connection, Select

from claims.reading.find import find, outlet_asked_about
from claims.reading.identity import identities_shown
from claims.reading.stories import story_scope
from claims.reading.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymousFilters:
    """The filters; days are days of publication, and filtering by day leaves out undated articles."""

    story: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None


NO_FILTERS = AnonymousFilters()


class AnonymousScope:
    """The query, and the rows that it covers."""

    def __init__(self, connection: Connection, filters: AnonymousFilters, view: View) -> None:
        """Take the query; raises `NotFound`, `Ambiguous` and `Refused` for story and outlet."""
        self.connection, self.view = connection, replace(view, confidential=False)
        self.filters, self.joined = filters, identities_shown(connection, view.as_of, confidential=False)
        self.story = None if filters.story is None else find(connection, "story", filters.story, part="--story")
        self.outlet = outlet_asked_about(connection, filters.outlet)

    @cached_property
    def claims(self) -> Select[tuple[int]] | None:
        """The claims of the story, if the filters name a story."""
        if self.story is None:
            return None
        return story_scope(self.connection, self.joined.canonical("story", self.story), self.joined, self.view.as_of)

    def asks(self, outlet: int | None, first: date | None) -> bool:
        """Return whether outlet and first day of publication fit the filters."""
        if self.outlet is not None and outlet != self.joined.canonical("outlet", self.outlet):
            return False
        since, until = self.filters.since, self.filters.until
        if since is None and until is None:
            return True
        return first is not None and (since is None or first >= since) and (until is None or first <= until)
