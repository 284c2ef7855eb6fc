"""Refusing evidence that stands in the claim's own chain of relays, with the way by which it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from claims.errors import Refused
from claims.reading.chain_view import footing
from claims.reading.identity import identities
from claims.reading.own_chain import Surroundings, addresses, surroundings
from claims.reading.records import AppearanceRecord, ArticleRecord, ClaimRecord
from claims.rules.ladder import speaks_for_itself
from claims.rules.sourcing.own_chain import Tie, begins_at, proves_nothing, way_into_chain
from claims.text.dates import day_in_words
from claims.text.matching import url_key
from claims.vocabulary import Attribution, EvidenceKind, Stance, Terms


@dataclass(frozen=True, slots=True)
class Given:
    """A piece of evidence as far as the rule needs it: an article by its number as given, or an address."""

    kind: EvidenceKind
    article: int | None = None
    url: str | None = None


class OwnChain:
    """The chain of one claim, against which evidence is held; loaded once for all pieces."""

    def __init__(self, connection: Connection, claim: ClaimRecord) -> None:
        """Take the claim with everything that stands behind it, off the record too."""
        self._connection, self._claim = connection, claim
        self._joined = identities(connection)
        asserting = [one for one in claim.appearances if one.stance is Stance.ASSERTS]
        self._footings = [footing(one) for one in asserting]
        self._tellable = [footing(one) for one in asserting if one.terms is not Terms.OFF_RECORD]
        self._told_of = {one.key for one in self._tellable}
        chain = {article.id for one in asserting for article in (one.article, one.relays) if article is not None}
        self._around: Surroundings = surroundings(connection, chain)

    def refuse(self, given: Given) -> None:
        """Raise `Refused`, with the way from the evidence into the chain, if that is where it stands.

        What a party says itself of what it holds or decides may be an origin of the claim and settle it all the same.
        """
        found = self._met_at(given)
        if found is None:
            return
        article, beginning = found
        kind = self._around.articles[article].kind
        own_word = speaks_for_itself(self._claim.kind, given.kind, kind)
        if not proves_nothing(article, self._footings, self._around.reprints, own_word=own_word):
            return
        told = ", which ".join(self._told(article))
        own_word = begins_at(article, self._footings) and speaks_for_itself(
            self._claim.kind, EvidenceKind.PARTY_STATEMENT, kind
        )
        raise Refused(
            f"{beginning}{told}: it is in claim #{self._claim.id}'s own chain and settles nothing; "
            f"{_OWN_WORD if own_word else 'give evidence from outside the chain'}",
            part="--evidence",
        )

    def _met_at(self, given: Given) -> tuple[int, str] | None:
        """Return the article around the chain that the evidence is, and how a sentence about it begins."""
        if given.article is None:
            number = self._around.by_address.get(url_key(given.url)) if given.url else None
            return None if number is None else (number, f"the address is that of {self._called(number)}, which ")
        canonical = self._joined.canonical("article", given.article)
        if canonical in self._around.articles:
            called = self._called(canonical)
            if canonical == given.article:
                return canonical, f"{called} "
            return canonical, f"article #{given.article} is judged one with {called}, which "
        same = (self._around.by_address.get(key) for key in addresses(self._connection, given.article))
        number = next((one for one in same if one is not None), None)
        if number is None:
            return None
        return number, f"article #{given.article} has the address of {self._called(number)}, which "

    def _told(self, article: int) -> Iterator[str]:
        """Yield the way from an article to where the claim comes from, in parts that follow the article's name."""
        way = way_into_chain(article, self._tellable, self._around.reprints)
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
        given = [one for one in self._claim.appearances if one.id in self._told_of]
        own = [one for one in given if one.article.id == article and one.relays in (None, one.article)]
        repeated = [one for one in given if one.relays and one.relays.id == article and one.source is not None]
        return next(map(_word, own or repeated), "nobody here has read")

    def _called(self, number: int) -> str:
        return f"article #{number} ({_name(self._around.articles[number])})"


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
    Attribution.UNATTRIBUTED: "gives nobody for it",
}


def _name(article: ArticleRecord) -> str:
    """Return an article by its outlet and day: ``POLITICO, 19 March 2024``."""
    first, last = article.published_earliest, article.published_latest
    if first is None or first != last:
        return article.label
    return f"{article.outlet or 'an unknown outlet'}, {day_in_words(first)}"
