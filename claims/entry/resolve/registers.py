"""All registers that find or add the records an entry names."""

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
    """The outlets, people, sources and articles of one entry, or one batch of entries."""

    def __init__(self, entering: Entering, known: Known) -> None:
        """Take the entry in progress and the remembered records."""
        self.known = known
        self._entering = entering
        self._outlets: Outlets | None = None
        self.slugs = Slugs(entering, known)
        self.people = People(entering, known, self.slugs)
        self.sources = Sources(entering, known, self.slugs)
        self.archive = Archive(entering)

    @property
    def outlets(self) -> Outlets:
        """The outlets; the first use looks all of them up."""
        if self._outlets is None:
            self._outlets = Outlets(self._entering, self.known, self.slugs)
        return self._outlets

    @property
    def articles(self) -> Articles:
        """The articles."""
        return Articles(self._entering, self.archive, self.outlets, self.people)

    @property
    def relays(self) -> Relays:
        """The relays of appearances."""
        return Relays(self._entering, self.archive, self.outlets, self.articles)
