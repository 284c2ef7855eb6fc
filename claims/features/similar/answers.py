"""Has this been said, or checked, before? Proposals come first, then what else is likeliest, each with its standing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from claims.features.similar.proposing import LOOKED_AT, proposals_for
from claims.features.similar.ranked import Ranked, asked_about, ranked_claims
from claims.features.similar.read import Proposal, settled_with, stated_as
from claims.privacy.confided import all_confided
from claims.reading.dossier import claim_records
from claims.reading.identity import identities
from claims.reading.records import ClaimRecord
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
    """A claim that is likely what was asked about."""

    record: ClaimRecord
    statement: str
    measure: int | None
    """How much of what was asked it covers, in per cent; None if it was proposed and not among the likeliest."""
    shared: tuple[str, ...]
    """The words of its statement that were asked about, the rarest of them."""
    proposal: Proposal | None
    ratings: tuple[Rating, ...]


def likeliest(connection: Connection, to: int | str, view: View = PRESENT, limit: int = 3) -> list[Answer]:
    """Return the best answers about a claim that is logged, by its number, or about a statement that is to be.

    They are those of `answers`, but for what only shares some words: nobody who enters a claim asked for it.
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

    For a claim, those that a person has decided about are left out: related, or judged to be others. ``as_claim`` takes
    a text for the statement of a claim. Without a proposal, a claim has to cover ``enough`` of it, in per cent.
    """
    joined = identities(connection, view.as_of)
    own = joined.members("claim", to) if isinstance(to, int) else ()
    decided = [
        number for each in settled_with(connection, own, joined, view) for number in joined.members("claim", each)
    ]
    stated = stated_as(connection, own[0], view) if own else Stated(str(to))
    if stated is None:
        return []
    about = asked_about(connection, stated.statement)
    ranks = ranked_claims(connection, to, view, max(limit, LOOKED_AT), without=decided, about=about)
    asked = to if isinstance(to, int) else stated
    as_claim = as_claim or isinstance(to, int)
    proposals = proposals_for(connection, asked, view, limit, as_claim=as_claim, ranks=ranks, about=about)
    chosen: dict[int, Proposal | None] = {proposal.id: proposal for proposal in proposals}
    for rank in ranks:
        if rank.measure >= enough:
            chosen.setdefault(rank.id, None)
    numbers = list(chosen)[:limit]
    if not numbers:
        return []
    records = _records(connection, numbers, view)
    ratings = _ratings(connection, [number for each in numbers for number in joined.members("claim", each)], view)
    by_number = {rank.id: rank for rank in ranks}
    return [
        _answer(records[number], by_number.get(number), chosen[number], ratings, joined.members("claim", number))
        for number in numbers
        if number in records
    ]


def _answer(
    record: ClaimRecord,
    rank: Ranked | None,
    proposal: Proposal | None,
    ratings: Mapping[int, Sequence[Rating]],
    members: Collection[int],
) -> Answer:
    statement = proposal.statement if proposal else rank.statement if rank else record.statement or ""
    given = tuple(dict.fromkeys(rating for number in members for rating in ratings.get(number, ())))
    return Answer(record, statement, rank.measure if rank else None, _shared(statement, rank), proposal, given)


def _shared(statement: str, rank: Ranked | None) -> tuple[str, ...]:
    """Return the printed words of a statement that were asked about, in order."""
    if rank is None:
        return ()
    stems = set(rank.shared)
    words = [word for word in ranked_words(statement) if stem_of(word) in stems]
    printed = {word: text for text in statement.split() for word in words_of(text)}
    if not printed.keys() >= set(words):  # hashtags, numbers, months
        printed |= {word: text for text in statement.split() for word in ranked_words(text)}
    shared = [printed.get(word, word) for word in words]
    return tuple(dict.fromkeys(word.strip("“”\"'‘’.,;:!?()") for word in shared))[:NAMED]


def _records(connection: Connection, numbers: Sequence[int], view: View) -> dict[int, ClaimRecord]:
    claim, joined = TABLES["claim"], identities(connection, view.as_of)
    wanted = sorted(joined.all_members("claim", numbers))
    records = claim_records(connection, select(claim.c.id).where(claim.c.id.in_(wanted)), view, joined)
    return {record.id: record for record in records}


def _ratings(connection: Connection, claims: Sequence[int], view: View) -> dict[int, list[Rating]]:
    """Return other fact-checkers' ratings of claims, the newest first, each once."""
    review, evidence, article, outlet = (TABLES[name] for name in ("review", "evidence", "article", "outlet"))
    rated = (
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
        .where(review.c.rating.is_not(None), review.c.claim_id.in_(sorted(claims)))
        .order_by(review.c.entered_at.desc(), review.c.uid, evidence.c.id)
    )
    entered = entered_by(review, view.as_of)
    if entered is not None:
        rated = rated.where(entered)
    hidden = set() if view.confidential else all_confided(connection).by_table()["outlet"]
    ratings: dict[int, list[Rating]] = defaultdict(list)
    for claim, rating, number, name, *rest in connection.execute(rated):
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
