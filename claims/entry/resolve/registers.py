"""Everything by which an entry finds or makes what it names, put together."""

from __future__ import annotations

from claims.entry.resolve.archive import Archive
from claims.entry.resolve.articles import Articles
from claims.entry.resolve.context import Entering
from claims.entry.resolve.known import Known
from claims.entry.resolve.names import People, Slugs
from claims.entry.resolve.outlets import Outlets
from claims.entry.resolve.relays import Relays
from claims.entry.resolve.sources import Sources


class Registers:
    """Outlets, people, sources and articles of one entry, or one batch of entries."""

    def __init__(self, entering: Entering, known: Known) -> None:
        """Take what is under way and what is remembered."""
        self.known = known
        self._entering = entering
        self._outlets: Outlets | None = None
        self.slugs = Slugs(entering, known)
        self.people = People(entering, known, self.slugs)
        self.sources = Sources(entering, known, self.slugs)
        self.archive = Archive(entering)

    @property
    def outlets(self) -> Outlets:
        """The outlets, all of which are looked up when one is asked for."""
        if self._outlets is None:
            self._outlets = Outlets(self._entering, self.known, self.slugs)
        return self._outlets

    @property
    def articles(self) -> Articles:
        """The articles."""
        return Articles(self._entering, self.archive, self.outlets, self.people)

    @property
    def relays(self) -> Relays:
        """What appearances relay."""
        return Relays(self._entering, self.archive, self.outlets, self.articles)
