"""Refusing evidence from the claim's own chain of relays, and describing how it leads into the chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from claims.entry.resolve.archive import Holdings
from claims.errors import Refused
from claims.reading.chain_view import footing
from claims.reading.identity import identities
from claims.reading.named_records import article_records
from claims.reading.records import AppearanceRecord, ArticleRecord, ClaimRecord
from claims.rules.ladder import speaks_for_itself
from claims.rules.sourcing.own_chain import Pairs, Tie, around_by_reprints, begins_at, proves_nothing, way_into_chain
from claims.rules.sourcing.values import Footing, Key
from claims.store.past import rows_by_id
from claims.store.schema import TABLES
from claims.text.dates import day_in_words
from claims.text.matching import url_key
from claims.vocabulary import ArticleKind, Attribution, ClaimKind, EvidenceKind, Stance, Terms


@dataclass(frozen=True, slots=True)
class Given:
    """A piece of evidence as the rule needs it: an article's number as typed, or an address."""

    kind: EvidenceKind
    article: int | None = None
    url: str | None = None


class OwnChain:
    """A claim's chain, which evidence is checked against."""

    def __init__(
        self,
        connection: Connection,
        holdings: Holdings,
        kind: ClaimKind,
        record: ClaimRecord | None,
        announced: Sequence[Footing] = (),
    ) -> None:
        """Take the stored articles and the claim's record, with appearances off the record.

        ``record`` is the stored claim; ``announced`` are footings that are entered together with the review and not
        stored yet.
        """
        self._connection, self._holdings, self._kind, self._record = connection, holdings, kind, record
        self._stored = [footing(appearance) for appearance in record.appearances] if record is not None else []
        self._footings = [*self._stored, *announced]

    def refuse(self, given: Given) -> None:
        """Raise `Refused` for evidence in the chain, and say how it leads into the chain.

        A party's statement of its own position or decision may be an origin of the claim and settle it all the same.
        """
        for article, kind in self._articles(given):
            own_word = kind is not None and speaks_for_itself(self._kind, given.kind, kind)
            if proves_nothing(article, self._footings, self._holdings.reprints(), own_word=own_word):
                raise Refused(self._way(given, article, kind), part="--evidence")

    def _articles(self, given: Given) -> Iterator[tuple[Key, ArticleKind | None]]:
        """Yield the evidence's articles, each with its kind; for an unknown article, its address's key."""
        if given.article is None:
            key = url_key(given.url) if given.url else ""
            same = self._holdings.at(key) if key else []
            yield from ((article.id, article.kind) for article in same)
            if key and not same:
                yield key, None
            return
        known = self._holdings.article(given.article)
        yield known.id, known.kind
        for key in self._holdings.addresses(known):
            yield from ((article.id, article.kind) for article in self._holdings.at(key) if article.id != known.id)

    def _way(self, given: Given, article: Key, kind: ArticleKind | None) -> str:
        """Return the sentence that says how the evidence leads into the chain."""
        record, way = self._record, None
        if record is not None and isinstance(article, int):
            way = way_into_chain(article, self._stored, self._holdings.reprints())
        if record is None or way is None:
            return f"{given.url} is in the claim's own chain and settles nothing; {_OUTSIDE}"
        own_word = (
            kind is not None
            and begins_at(article, self._stored)
            and speaks_for_itself(self._kind, EvidenceKind.PARTY_STATEMENT, kind)
        )
        way_in_words = _Way(self._connection, record, self._holdings.reprints()).described(given, int(article))
        better = _OWN_WORD if own_word else _OUTSIDE
        return f"{way_in_words}: it is in claim #{record.id}'s own chain and settles nothing; {better}"


class _Way:
    """The way from a piece of evidence into a claim's chain, in words; read only for an error."""

    def __init__(self, connection: Connection, claim: ClaimRecord, reprints: Pairs) -> None:
        """Take the claim's record, with appearances off the record."""
        asserting = [appearance for appearance in claim.appearances if appearance.stance is Stance.ASSERTS]
        self._disclosed = [appearance for appearance in asserting if appearance.terms is not Terms.OFF_RECORD]
        self._disclosed_footings = [footing(appearance) for appearance in self._disclosed]
        chain = {
            article.id
            for appearance in asserting
            for article in (appearance.article, appearance.relays)
            if article is not None
        }
        self._joined, self._reprints = identities(connection), reprints
        around = {int(number) for number in around_by_reprints(chain, reprints)}
        rows = rows_by_id(connection, TABLES["article"], around, None)
        self._articles = article_records(connection, rows, self._joined, None)

    def described(self, given: Given, article: int) -> str:
        """Return the way from the evidence, an article in the chain or linked to it by reprints."""
        return self._beginning(given, article) + ", which ".join(self._legs(article))

    def _beginning(self, given: Given, article: int) -> str:
        """Return the beginning of a sentence about the evidence."""
        called = self._called(article)
        if given.article is None:
            return f"the address is that of {called}, which "
        if given.article == article:
            return f"{called} "
        if given.article in self._joined.members("article", article):
            return f"article #{given.article} is judged the same as {called}, which "
        return f"article #{given.article} has the address of {called}, which "

    def _legs(self, article: int) -> Iterator[str]:
        """Yield the way from an article to the claim's origin, in phrases that follow the article's name."""
        way = way_into_chain(article, self._disclosed_footings, self._reprints)
        if way is None:
            yield "carries it"  # and nothing more: the appearance is off the record
            return
        for leg in way.legs:
            yield _VERBS[leg.tie].format(self._called(int(leg.other)))
        if way.circular:
            yield "is where the circle closes"
        elif not way.legs or way.legs[-1].tie is not Tie.RELAYED:
            yield self._ending(int(way.end))

    def _ending(self, article: int) -> str:
        """Return how the last article of the way attributes the claim."""
        own = [
            appearance
            for appearance in self._disclosed
            if appearance.article.id == article and appearance.relays in (None, appearance.article)
        ]
        repeated = [
            appearance
            for appearance in self._disclosed
            if appearance.relays and appearance.relays.id == article and appearance.source is not None
        ]
        return next(map(_word, own or repeated), "is unread")

    def _called(self, number: int) -> str:
        return f"article #{number} ({_name(self._articles[number])})"


_OUTSIDE = "give evidence from outside the chain"

_OWN_WORD = f"for a party's own position or decision, give --evidence-kind {EvidenceKind.PARTY_STATEMENT}"

_VERBS = {
    Tie.RELAYS: "picked it up from {}",
    Tie.MAY_RELAY: "may have picked it up from {}",
    Tie.RELAYED: "is where {} picked it up",
    Tie.REPRINTS: "is a reprint of {}",
    Tie.REPRINTED: "was reprinted as {}",
}


def _word(appearance: AppearanceRecord) -> str:
    if appearance.source is not None:
        return f"attributes it to {appearance.source.label}"
    return _WORDS.get(appearance.attribution, "attributes it to unnamed people")


_WORDS = {
    Attribution.WITNESSED: "had a reporter there",
    Attribution.OWN_VOICE: "says so in its own voice",
    Attribution.OUTLET: "picked it up from an unnamed outlet",
    Attribution.UNATTRIBUTED: "gives no source for it",
}


def _name(article: ArticleRecord) -> str:
    """Return an article's outlet and day: ``POLITICO, 19 March 2024``."""
    first, last = article.published_earliest, article.published_latest
    if first is None or first != last:
        return article.label
    return f"{article.outlet or 'an unknown outlet'}, {day_in_words(first)}"
