"""Stored articles, with their bylines, the unnamed sources they describe, the reports they relay, and their reprints.

They are looked up for a whole batch at once, or one by one for a single entry; new articles are remembered with them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, exists, select

from claims.entry.resolve.context import AT_ONCE, Entering, Stored, include, put, rows_where, rows_with
from claims.entry.resolve.keys import key_of
from claims.entry.resolve.known import KnownArticle, KnownSource, known_source
from claims.errors import NotFound
from claims.reading.find import described
from claims.reading.identity import Identities
from claims.rules.sourcing.own_chain import Pairs
from claims.store.ledger import chunks
from claims.store.schema import TABLES
from claims.vocabulary import ReprintExtent

_COLUMNS = (
    *("id", "uid", "outlet_id", "title", "url", "url_key", "note"),
    *("published", "published_earliest", "published_latest", "seen", "kind"),
)


class Looking(Protocol):
    """Anything that looks records up."""

    @property
    def connection(self) -> Connection:
        """The connection of the transaction."""

    @property
    def joined(self) -> Identities:
        """The records that people judged the same."""


class Reader(NamedTuple):
    """A reader that looks records up and enters nothing."""

    connection: Connection
    joined: Identities


class Holdings:
    """Stored articles, by number and address."""

    def __init__(self, looking: Looking) -> None:
        """Take the reader that looks records up."""
        self._looking = looking
        self._articles: dict[int, KnownArticle] = {}
        self._at: dict[str, list[KnownArticle]] = {}
        self._reprints: Pairs | None = None

    def article(self, number: int) -> KnownArticle:
        """Return the article that represents a number; raises `NotFound`."""
        canonical = self._canonical(number)
        if canonical not in self._articles:
            self.learn(numbers=[canonical])
        if canonical not in self._articles:
            raise NotFound(f"there is no article #{number}")
        return self._articles[canonical]

    def article_of_appearance(self, number: int) -> KnownArticle:
        """Return an appearance's article."""
        table = TABLES["appearance"]
        statement = select(table.c.article_id).where(table.c.id == number)
        return self.article(self._looking.connection.execute(statement).scalar_one())

    def at(self, key: str) -> list[KnownArticle]:
        """Return the articles whose address has this key, each once."""
        if key not in self._at:
            self.learn(keys=[key])
        return self._at[key]

    def learn(
        self, *, uids: Iterable[str | None] = (), keys: Iterable[str | None] = (), numbers: Iterable[int] = ()
    ) -> dict[str, KnownArticle]:
        """Look up articles and return them by uid; the number of statements does not depend on how many there are."""
        asked = {key for key in keys if key is not None and key not in self._at}
        lacking = set(numbers) - self._articles.keys()
        wanted: dict[str, Iterable[Any]] = {
            "uid": {uid for uid in uids if uid is not None},
            "url_key": asked,
            "id": lacking,
        }
        rows = rows_with(self._looking.connection, "article", wanted, *_COLUMNS)
        self._keep(rows)
        others = {self._canonical(row["id"]) for row in rows} - self._articles.keys()
        self._keep(rows_where(self._looking.connection, "article", "id", others, *_COLUMNS))
        for key in asked:
            self._at[key] = []
        for stored in sorted(rows, key=lambda stored: self._canonical(stored["id"])):
            article = self._articles[self._canonical(stored["id"])]
            at = self._at.get(stored["url_key"]) if stored["url_key"] in asked else None
            if at is not None and article not in at:
                at.append(article)
        return {stored["uid"]: self._articles[self._canonical(stored["id"])] for stored in rows}

    def numbers(self) -> list[int]:
        """Return the numbers of all articles looked up so far."""
        return list(self._articles)

    def reprints(self) -> Pairs:
        """Return all reprints with their originals, as canonical numbers."""
        if self._reprints is None:
            article = TABLES["article"]
            known = select(article.c.id, article.c.reprint_of_id).where(article.c.reprint_of_id.is_not(None))
            pairs = self._looking.connection.execute(known.order_by(article.c.id))
            self._reprints = [(self._canonical(reprint), self._canonical(original)) for reprint, original in pairs]
        return self._reprints

    def addresses(self, article: KnownArticle) -> list[str]:
        """Return the keys of the addresses of an article and of articles judged the same."""
        members = self._looking.joined.members("article", article.id)
        if len(members) == 1:
            return [article.url_key] if article.url_key else []
        rows = rows_where(self._looking.connection, "article", "id", members, "url_key")
        return [row["url_key"] for row in sorted(rows, key=lambda row: row["id"]) if row["url_key"]]

    def described(self, articles: Collection[KnownArticle]) -> str:
        """Return a list of articles for a person who has to choose one."""
        stored = [article.id for article in articles if not article.new]
        shown = described(self._looking.connection, "article", stored) if stored else []
        return "; ".join([*shown, *(article.url or "a new one" for article in articles if article.new)])

    def _keep(self, rows: Iterable[Stored]) -> None:
        for row in rows:
            if row["id"] == self._canonical(row["id"]) and row["id"] not in self._articles:
                held: dict[Any, Any] = dict(row)
                self._articles[row["id"]] = KnownArticle(**held)

    def _canonical(self, number: int) -> int:
        return self._looking.joined.canonical("article", number)


class Archive(Holdings):
    """Stored and new articles, with their bylines, sources, relays and reprints."""

    def __init__(self, entering: Entering) -> None:
        """Take the entry in progress."""
        super().__init__(entering)
        self._entering = entering
        self._relayed: dict[int, set[int]] = {}
        self._copies: dict[int, list[int]] = {}
        self._signed: set[int] = set()
        self._describing: set[int] = set()

    def remember(self, made: KnownArticle) -> None:
        """Remember a new article."""
        put(self._entering, self._articles, made.id, made)
        if made.url_key is not None:
            put(self._entering, self._at, made.url_key, [*self._at.get(made.url_key, []), made])

    def signed(self, article: KnownArticle) -> dict[int, int]:
        """Return the reporters in an article's byline, each with the position."""
        if not article.new and article.id not in self._signed:
            self.look_up_bylines([article.id])
        return article.signed

    def described_in(self, article: KnownArticle, key: str) -> KnownSource | None:
        """Return the unnamed source that an article already describes in words with this key, or None."""
        if not article.new and article.id not in self._describing:
            self.look_up_described([article.id])
        return article.described.get(key)

    def relayed_by(self, article: KnownArticle) -> set[int]:
        """Return the articles that an article relays, whatever the claim."""
        if article.id not in self._relayed:
            self._relayed[article.id] = set()
            if not article.new:
                self.look_up_relayed([article.id])
        return self._relayed[article.id]

    def relays(self, article: KnownArticle, upstream: KnownArticle) -> None:
        """Remember that an article relays another."""
        include(self._entering, self.relayed_by(article), upstream.id)

    def carries_claims(self, article: KnownArticle) -> bool:
        """Return whether claims were logged in a stored article.

        What an article is only cited for ("Peters told Sky News") was not logged in it.
        """
        appearance, other = TABLES["appearance"], TABLES["appearance"].alias()
        members = self._entering.joined.members("article", article.id)
        cited = exists(select(other.c.id)).where(
            other.c.relays_id.in_(members),
            other.c.claim_id == appearance.c.claim_id,
            other.c.source_id == appearance.c.source_id,
        )
        logged = select(appearance.c.id).where(appearance.c.article_id.in_(members), ~cited)
        return self._entering.connection.execute(logged.limit(1)).first() is not None

    def copies(self, article: KnownArticle) -> list[int]:
        """Return the whole reprints of an article."""
        if article.id not in self._copies:
            self._copies[article.id] = []
            if not article.new:
                self.look_up_copies([article.id])
        return self._copies[article.id]

    def look_up_bylines(self, articles: Sequence[int]) -> None:
        """Look up the bylines of articles, including articles judged the same."""
        self._signed.update(articles)
        members = self._entering.joined.all_members("article", articles)
        rows = rows_where(self._entering.connection, "byline", "article_id", members)
        for row in sorted(rows, key=lambda row: (row["entered_at"], row["uid"])):
            signed = self.article(row["article_id"]).signed
            reporter = self._entering.joined.canonical("reporter", row["reporter_id"])
            signed.pop(reporter, None) if row["withdrawn"] else signed.update({reporter: row["position"]})

    def look_up_described(self, articles: Sequence[int]) -> None:
        """Look up the unnamed sources that articles describe; of two with the same words, the older counts."""
        self._describing.update(articles)
        appearance, source = TABLES["appearance"], TABLES["source"]
        for part in chunks(articles, AT_ONCE):
            statement = (
                select(appearance.c.article_id, source)
                .join(source, appearance.c.source_id == source.c.id)
                .where(appearance.c.article_id.in_(part), ~source.c.named)
                .order_by(source.c.id)
            )
            for row in self._entering.connection.execute(statement).mappings():
                key = key_of(row["described"] or "")
                self.article(row["article_id"]).described.setdefault(key, known_source(row, key))

    def look_up_relayed(self, articles: Sequence[int]) -> None:
        """Look up the articles that articles relay."""
        for number in articles:
            self._relayed.setdefault(number, set())
        for row in rows_where(
            self._entering.connection, "appearance", "article_id", articles, "article_id", "relays_id"
        ):
            self._relayed[row["article_id"]] |= {row["relays_id"]} - {None}

    def look_up_copies(self, articles: Sequence[int]) -> None:
        """Look up the whole reprints of articles."""
        for number in articles:
            self._copies.setdefault(number, [])
        columns = ("reprint_of_id", "reprint_extent")
        rows = rows_where(self._entering.connection, "article", "reprint_of_id", articles, *columns)
        for row in sorted(rows, key=lambda row: row["id"]):
            if row["reprint_extent"] is ReprintExtent.WHOLE:
                self._copies[row["reprint_of_id"]].append(row["id"])
