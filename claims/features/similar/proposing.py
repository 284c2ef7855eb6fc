"""Which claims are likely the same as a text or a claim, or contradict it: proposed to a person, apart from ranking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from claims.features.similar.ranked import AskedAbout, Ranked, asked_about, counts_of, ranked_claims
from claims.features.similar.read import Proposal, due_days, settled_with, similar_claims, stated_as
from claims.privacy.offrecord import only_off_record
from claims.reading.find import find
from claims.reading.identity import identities
from claims.reading.stories import story_scope
from claims.reading.view import PRESENT, View
from claims.store.schema import TABLES
from claims.text.similarity import Likeness, Stated
from claims.text.similarity.asked import ranked_words, stem_of
from claims.text.stating.proposing import (
    alike_by,
    is_likely,
    proposed,
    proposed_claim,
    share_of,
    shares_more_than_names,
    weight_of,
)

LOOKED_AT = 4
"""How many of the likeliest claims are looked at; the last only shows how far the one before it leads."""


@dataclass(frozen=True, slots=True)
class _Overlap:
    """What a text and a claim share: of the claim's words, and by weight."""

    rank: Ranked
    share: float
    alike: float
    """The smaller share of either's words, figures and dates apart."""
    weight: float
    lead: float
    behind: float | None


def proposals_for(
    connection: Connection,
    to: int | Stated,
    view: View = PRESENT,
    limit: int = 3,
    *,
    as_claim: bool = True,
    ranks: Sequence[Ranked] | None = None,
    about: AskedAbout | None = None,
) -> list[Proposal]:
    """Return the claims that are likely the same as a claim or a statement, or contradict it; near copies first.

    ``as_claim`` compares the whole text as one claim; without it, a claim may be a part of a longer text. ``ranks`` are
    its likeliest claims, and ``about`` its words, if they were looked up already. The same claims are left out as by
    `similar_claims`.
    """
    joined = identities(connection, view.as_of)
    own = joined.members("claim", to) if isinstance(to, int) else ()
    stated = stated_as(connection, own[0], view) if own else to
    if not isinstance(stated, Stated):
        return []
    proposals = similar_claims(connection, to, view, limit)
    known = {proposal.id for proposal in proposals}
    about = about or asked_about(connection, stated.statement)
    if ranks is None:
        asked = to if isinstance(to, int) else stated.statement
        ranks = ranked_claims(connection, asked, view, LOOKED_AT, about=about)
    overlaps = list(_overlaps(connection, about, ranks))
    due = due_days(connection, [*own[:1], *(each.rank.member for each in overlaps)], view) if overlaps else {}
    stated = replace(stated, due=due.get(own[0])) if own else stated
    settled = settled_with(connection, own, joined, view)
    for each in overlaps:
        other = Stated(each.rank.statement, None, due.get(each.rank.member))
        both = _as_claims(stated, other, each) if as_claim else _in_text(stated, other, each)
        if both and each.rank.id not in known and both.proposed not in settled.get(each.rank.id, ()):
            why = (both.proposed, both.alike, both.why, both.differs)
            proposals.append(Proposal(each.rank.id, each.rank.statement, *why))
    return proposals[:limit]


def _as_claims(stated: Stated, other: Stated, both: _Overlap) -> Likeness | None:
    return proposed_claim(stated, other, both.alike, both.weight)


def _in_text(stated: Stated, other: Stated, both: _Overlap) -> Likeness | None:
    likely = is_likely(both.share, both.weight, lead=both.lead, behind=both.behind)
    if not likely or not shares_more_than_names(both.rank.shared, other):
        return proposed_claim(stated, other, both.alike, both.weight)
    return proposed(stated, other, both.share, both.alike)


def _overlaps(connection: Connection, about: AskedAbout, ranks: Sequence[Ranked]) -> Iterator[_Overlap]:
    """Yield what a text and its likeliest claims share."""
    looked = ranks[:LOOKED_AT]
    question = about.question
    theirs = {rank.id: {stem_of(word) for word in ranked_words(rank.statement)} for rank in looked}
    stems = set(question.weights).union(*theirs.values())
    having = {**counts_of(connection, sorted(stems - about.having.keys())), **about.having}
    weights = {stem: weight_of(having.get(stem, 0), about.claims) for stem in stems}
    for place, rank in enumerate(looked[: LOOKED_AT - 1]):
        following = looked[place + 1].score if place + 1 < len(looked) else 0
        yield _Overlap(
            rank,
            share=share_of(question.weights, theirs[rank.id], weights),
            alike=alike_by(question.weights, theirs[rank.id], weights),
            weight=sum(weights[stem] * question.weights[stem] for stem in rank.shared if stem in weights),
            lead=rank.score / following if following else float("inf"),
            behind=rank.score / looked[0].score if place else None,
        )


def claims_to_compare(connection: Connection, story: str | None, view: View = PRESENT) -> list[int]:
    """Return a story's claims, or all of them, each group once; those off the record only if the view includes them."""
    joined = identities(connection, view.as_of)
    claim = TABLES["claim"]
    chosen = select(claim.c.id).order_by(claim.c.id)
    if story is not None:
        number = find(connection, "story", story, part="--story")
        chosen = chosen.where(claim.c.id.in_(story_scope(connection, number, joined, view.as_of)))
    if not view.confidential:
        chosen = chosen.where(~only_off_record("claim", view.as_of))
    return list(dict.fromkeys(joined.canonical("claim", number) for number in connection.execute(chosen).scalars()))
