"""Has this been said, or checked, before? Proposals come first, then what else is likeliest, each with its standing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from claims.features.similar.held import HeldClaim, held
from claims.features.similar.proposing import LOOKED_AT, asked_for, proposals
from claims.features.similar.ranked import Ranked
from claims.features.similar.read import Proposal
from claims.privacy.confided import all_confided
from claims.reading.view import PRESENT, View
from claims.store.past import entered_by
from claims.store.schema import TABLES
from claims.text.searching import words_of
from claims.text.similarity import Stated
from claims.text.similarity.asked import ranked_words, stem_of

NAMED = 6
"""How many shared words are named."""


ENOUGH = 30
"""How much of a statement a claim covers at least, in per cent, to be shown to somebody who enters it."""


MOST_CHARACTERS = 1_000_000
"""How much of a text is looked for: more is no paragraph."""


@dataclass(frozen=True, slots=True)
class Rating:
    """Another fact-checker's rating of a claim, word for word, with the published check."""

    rating: str
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A likely answer: a claim with its standing."""

    claim: HeldClaim
    statement: str
    measure: int | None
    """How much of the question it covers, in per cent; None if it was proposed and not among the likeliest."""
    shared: tuple[str, ...]
    """The rarest words that its statement shares with the question."""
    proposal: Proposal | None
    ratings: tuple[Rating, ...]


def likeliest(connection: Connection, to: int | str, view: View = PRESENT, limit: int = 3) -> list[Answer]:
    """Return the best answers about a claim that is logged, by its number, or about a statement that is to be.

    They are the answers of `answers` without claims that only share some words: whoever enters a claim did not ask for
    them.
    """
    return answers(connection, to, view, limit, as_claim=True, enough=ENOUGH)


def answers(
    connection: Connection,
    to: int | str,
    view: View = PRESENT,
    limit: int = 10,
    *,
    as_claim: bool = False,
    enough: int = 0,
) -> list[Answer]:
    """Return the claims that are likely what a text or a claim, by its number, is about.

    For a claim, others that a person has decided about are left out: related, or judged to be others. ``as_claim``
    takes a text for the statement of a claim. Without a proposal, a claim has to cover ``enough`` of it, in per cent.
    """
    asked = asked_for(connection, to if isinstance(to, int) else Stated(to), view)
    if asked is None:
        return []
    joined = asked.joined
    decided = [number for each in asked.settled for number in joined.members("claim", each)]
    as_claim = as_claim or isinstance(to, int)
    most = max(limit, LOOKED_AT)
    ranks, made = proposals(connection, asked, view, most, as_claim=as_claim, without=decided)
    chosen: dict[int, Proposal | None] = {proposal.id: proposal for proposal in made[:limit]}
    for rank in ranks:
        if rank.measure >= enough:
            chosen.setdefault(rank.id, None)
    numbers = list(chosen)[:limit]
    if not numbers:
        return []
    claims = held(connection, numbers, view)
    ratings = _ratings(connection, [number for each in numbers for number in joined.members("claim", each)], view)
    by_number = {rank.id: rank for rank in ranks}
    return [
        _answer(claims[number], by_number.get(number), chosen[number], ratings, joined.members("claim", number))
        for number in numbers
        if number in claims
    ]


def _answer(
    claim: HeldClaim,
    rank: Ranked | None,
    proposal: Proposal | None,
    ratings: Mapping[int, Sequence[Rating]],
    members: Collection[int],
) -> Answer:
    statement = proposal.statement if proposal else rank.statement if rank else ""
    given = tuple(dict.fromkeys(rating for number in members for rating in ratings.get(number, ())))
    return Answer(claim, statement, rank.measure if rank else None, _shared(statement, rank), proposal, given)


def _shared(statement: str, rank: Ranked | None) -> tuple[str, ...]:
    """Return the printed words that a statement shares with the question, in order."""
    if rank is None:
        return ()
    stems = set(rank.shared)
    words = [word for word in ranked_words(statement) if stem_of(word) in stems]
    printed = {word: text for text in statement.split() for word in _printed(text)}
    missing = {word for word in words if word not in printed}
    if missing:  # hashtags, numbers, months
        read = ((word, text) for text in statement.split() for word in ranked_words(text))
        printed |= {word: text for word, text in read if word in missing}
    shared = [printed.get(word, word) for word in words]
    return tuple(dict.fromkeys(word.strip("“”\"'‘’.,;:!?()") for word in shared))[:NAMED]


_printed = lru_cache(maxsize=8_192)(words_of)
"""The words of a printed word; they are remembered, as claims share most."""


def _ratings(connection: Connection, claims: Sequence[int], view: View) -> dict[int, list[Rating]]:
    """Return other fact-checkers' ratings of claims, the newest first, each once."""
    rated, entered = _rated(), entered_by(TABLES["review"], view.as_of)
    if entered is not None:
        rated = rated.where(entered)
    hidden = set() if view.confidential else all_confided(connection).outlets
    ratings: dict[int, list[Rating]] = defaultdict(list)
    for claim, rating, number, name, *rest in connection.execute(rated, {"claims": list(claims)}):
        title, own_title, published, own_published, url, own_url = rest
        made = Rating(
            rating,
            None if number in hidden else name,
            title or own_title,
            published or own_published,
            url or own_url,
        )
        if made not in ratings[claim]:
            ratings[claim].append(made)
    return ratings


@lru_cache(maxsize=1)
def _rated() -> Select[Any]:
    """Return the statement for the ratings of claims; making it takes longer than answering it."""
    review, evidence, article, outlet = (TABLES[name] for name in ("review", "evidence", "article", "outlet"))
    return (
        select(
            review.c.claim_id,
            review.c.rating,
            outlet.c.id,
            outlet.c.name,
            article.c.title,
            evidence.c.title,
            article.c.published,
            evidence.c.published,
            article.c.url,
            evidence.c.url,
        )
        .select_from(
            review.outerjoin(evidence, evidence.c.review_id == review.c.id)
            .outerjoin(article, article.c.id == evidence.c.article_id)
            .outerjoin(outlet, outlet.c.id == article.c.outlet_id)
        )
        .where(review.c.rating.is_not(None), review.c.claim_id.in_(bindparam("claims", expanding=True)))
        .order_by(review.c.entered_at.desc(), review.c.uid, evidence.c.id)
    )
