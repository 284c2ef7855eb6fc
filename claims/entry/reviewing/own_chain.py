"""Refusing evidence that stands in the claim's own chain of relays, with the way by which it does."""

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
    """A piece of evidence as far as the rule needs it: an article by its number as given, or an address."""

    kind: EvidenceKind
    article: int | None = None
    url: str | None = None


class OwnChain:
    """The chain of one claim, against which evidence is held."""

    def __init__(
        self,
        connection: Connection,
        holdings: Holdings,
        kind: ClaimKind,
        record: ClaimRecord | None,
        announced: Sequence[Footing] = (),
    ) -> None:
        """Take where articles are and what stands behind the claim, off the record too.

        ``record`` is the claim as it is stored; ``announced`` are the footings on which more gives it that is entered
        with the review, and not stored yet.
        """
        self._connection, self._holdings, self._kind, self._record = connection, holdings, kind, record
        self._stored = [footing(one) for one in record.appearances] if record is not None else []
        self._footings = [*self._stored, *announced]

    def refuse(self, given: Given) -> None:
        """Raise `Refused`, with the way from the evidence into the chain, if that is where it stands.

        What a party says itself of what it holds or decides may be an origin of the claim and settle it all the same.
        """
        for article, kind in self._articles(given):
            own_word = kind is not None and speaks_for_itself(self._kind, given.kind, kind)
            if proves_nothing(article, self._footings, self._holdings.reprints(), own_word=own_word):
                raise Refused(self._way(given, article, kind), part="--evidence")

    def _articles(self, given: Given) -> Iterator[tuple[Key, ArticleKind | None]]:
        """Yield the articles that the evidence is, each with its kind; where nobody has it, its address."""
        if given.article is None:
            key = url_key(given.url) if given.url else ""
            same = self._holdings.at(key) if key else []
            yield from ((one.id, one.kind) for one in same)
            if key and not same:
                yield key, None
            return
        known = self._holdings.article(given.article)
        yield known.id, known.kind
        for key in self._holdings.addresses(known):
            yield from ((one.id, one.kind) for one in self._holdings.at(key) if one.id != known.id)

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
        told = _Way(self._connection, record, self._holdings.reprints()).told(given, int(article))
        better = _OWN_WORD if own_word else _OUTSIDE
        return f"{told}: it is in claim #{record.id}'s own chain and settles nothing; {better}"


class _Way:
    """The way from a piece of evidence into a claim's chain, in words; read when there is one to be told."""

    def __init__(self, connection: Connection, claim: ClaimRecord, reprints: Pairs) -> None:
        """Take the claim with everything that stands behind it, off the record too."""
        asserting = [one for one in claim.appearances if one.stance is Stance.ASSERTS]
        self._told_of = [one for one in asserting if one.terms is not Terms.OFF_RECORD]
        self._tellable = [footing(one) for one in self._told_of]
        chain = {article.id for one in asserting for article in (one.article, one.relays) if article is not None}
        self._joined, self._reprints = identities(connection), reprints
        around = {int(number) for number in around_by_reprints(chain, reprints)}
        rows = rows_by_id(connection, TABLES["article"], around, None)
        self._articles = article_records(connection, rows, self._joined, None)

    def told(self, given: Given, article: int) -> str:
        """Return the way from the evidence, which is an article of the chain or around it."""
        return self._beginning(given, article) + ", which ".join(self._legs(article))

    def _beginning(self, given: Given, article: int) -> str:
        """Return how a sentence about the evidence begins."""
        called = self._called(article)
        if given.article is None:
            return f"the address is that of {called}, which "
        if given.article == article:
            return f"{called} "
        if given.article in self._joined.members("article", article):
            return f"article #{given.article} is judged one with {called}, which "
        return f"article #{given.article} has the address of {called}, which "

    def _legs(self, article: int) -> Iterator[str]:
        """Yield the way from an article to where the claim comes from, in parts that follow the article's name."""
        way = way_into_chain(article, self._tellable, self._reprints)
        if way is None:
            yield "carries it"  # and no word more: it does so off the record
            return
        for leg in way.legs:
            yield _VERBS[leg.tie].format(self._called(int(leg.other)))
        if way.circular:
            yield "is where the circle closes"
        elif not way.legs or way.legs[-1].tie is not Tie.RELAYED:
            yield self._ending(int(way.end))

    def _ending(self, article: int) -> str:
        """Return on whose word the article gives it with which the way ends."""
        own = [one for one in self._told_of if one.article.id == article and one.relays in (None, one.article)]
        repeated = [one for one in self._told_of if one.relays and one.relays.id == article and one.source is not None]
        return next(map(_word, own or repeated), "nobody here has read")

    def _called(self, number: int) -> str:
        return f"article #{number} ({_name(self._articles[number])})"


_OUTSIDE = "give evidence from outside the chain"

_OWN_WORD = (
    f"what a party says itself of what it holds or decides is given as --evidence-kind {EvidenceKind.PARTY_STATEMENT}"
)

_VERBS = {
    Tie.RELAYS: "has it from {}",
    Tie.MAY_RELAY: "may have it from {}",
    Tie.RELAYED: "is where {} has it from",
    Tie.REPRINTS: "is a reprint of {}",
    Tie.REPRINTED: "was reprinted as {}",
}


def _word(one: AppearanceRecord) -> str:
    if one.source is not None:
        return f"gives it on the word of {one.source.label}"
    return _WORDS.get(one.attribution, "gives it on the word of people whom it does not name")


_WORDS = {
    Attribution.WITNESSED: "was there itself",
    Attribution.OWN_VOICE: "gives it in its own voice",
    Attribution.OUTLET: "has it from an outlet that it does not name",
    Attribution.UNATTRIBUTED: "gives no source for it",
}


def _name(article: ArticleRecord) -> str:
    """Return an article by its outlet and day: ``POLITICO, 19 March 2024``."""
    first, last = article.published_earliest, article.published_latest
    if first is None or first != last:
        return article.label
    return f"{article.outlet or 'an unknown outlet'}, {day_in_words(first)}"
