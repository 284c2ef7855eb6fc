"""Which claims are likely the same as a text or a claim, or contradict it: proposed to a person, apart from ranking."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from claims.features.similar.ranked import AskedAbout, Ranked, Ranking, asked_about, counts_of, ranking
from claims.features.similar.read import (
    Proposal,
    closest,
    due_days,
    near_copies,
    reworded,
    same_words,
    settled_with,
    stated_as,
    statements_of,
)
from claims.privacy.offrecord import only_off_record
from claims.reading.find import find
from claims.reading.identity import Identities, identities_shown
from claims.reading.stories import story_scope
from claims.reading.view import PRESENT, View
from claims.store.schema import TABLES
from claims.text.similarity import Likeness, Proposed, Stated
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
    connection: Connection, to: int | Stated, view: View = PRESENT, limit: int = 3, *, as_claim: bool = True
) -> list[Proposal]:
    """Return the claims that are likely the same as a claim or a statement, or contradict it; near copies first.

    ``as_claim`` compares the whole text as one claim; without it, a claim may be a part of a longer text. The same
    claims are left out as by `similar_claims`.
    """
    asked = asked_for(connection, to, view)
    return [] if asked is None else proposals(connection, asked, view, LOOKED_AT, as_claim=as_claim)[1][:limit]


@dataclass(frozen=True, slots=True)
class AskedFor:
    """The claim or the text in question."""

    stated: Stated
    own: tuple[int, ...]
    """The claim's number and the numbers of all claims joined with it; nothing for a text."""
    joined: Identities
    """The judgements about claims that the view may show."""
    settled: Mapping[int, Collection[Proposed]]
    """What a person has decided about it and other claims, by their numbers."""


def asked_for(connection: Connection, to: int | Stated, view: View) -> AskedFor | None:
    """Return the claim or the text in question, or None for a claim without a statement at that moment."""
    joined = identities_shown(connection, view.as_of, confidential=view.confidential)
    if isinstance(to, Stated):
        return AskedFor(to, (), joined, {})
    own = joined.members("claim", to)
    stated = stated_as(connection, own[0], view)
    return AskedFor(stated, own, joined, settled_with(connection, own, joined, view)) if stated else None


def proposals(
    connection: Connection,
    asked: AskedFor,
    view: View,
    most: int,
    *,
    as_claim: bool,
    without: Collection[int] = (),
) -> tuple[Sequence[Ranked], list[Proposal]]:
    """Return at most so many of the likeliest claims, none in ``without``, and the proposals on these and others.

    Near copies come first; they are looked for among all claims that share most, and among those with the same words.
    """
    about = asked_about(connection, asked.stated.statement)
    likely = ranking(connection, about, view, asked.joined, most, {*asked.own, *without})
    near = _near(connection, asked, likely, view)
    overlaps = list(_overlaps(connection, about, likely.ranks))
    numbers = [*asked.own[:1], *near, *(each.rank.member for each in overlaps)]
    due = due_days(connection, numbers, view) if near or overlaps else {}
    stated = replace(asked.stated, due=due.get(asked.own[0])) if asked.own else asked.stated
    copies = {number: replace(other, due=due.get(number)) for number, other in near.items()}
    made = near_copies(stated, copies, asked.joined, asked.settled)
    known = {proposal.id for proposal in made}
    for each in overlaps:
        other = Stated(each.rank.statement, None, due.get(each.rank.member))
        both = _as_claims(stated, other, each) if as_claim else _in_text(stated, other, each)
        if both and each.rank.id not in known and both.proposed not in asked.settled.get(each.rank.id, ()):
            why = (both.proposed, both.alike, both.why, both.differs)
            made.append(Proposal(each.rank.id, each.rank.statement, *why))
    return likely.ranks, made


def _near(connection: Connection, asked: AskedFor, likely: Ranking, view: View) -> dict[int, Stated]:
    """Return the claims that may be near copies of the claim or text, the claim itself left out."""
    keys = {number: each.key for number, each in likely.compared.items()}
    numbers = (closest(asked.stated, keys) | same_words(connection, asked.stated)) - set(asked.own)
    numbers |= reworded(connection, view.as_of) - set(asked.own)
    near = {number: likely.compared[number].stated for number in sorted(numbers) if number in likely.compared}
    others = numbers - near.keys()
    return {**near, **statements_of(connection, others, view)} if others else near


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
    joined = identities_shown(connection, view.as_of, confidential=view.confidential)
    claim = TABLES["claim"]
    chosen = select(claim.c.id).order_by(claim.c.id)
    if story is not None:
        number = find(connection, "story", story, part="--story")
        chosen = chosen.where(claim.c.id.in_(story_scope(connection, number, joined, view.as_of)))
    if not view.confidential:
        chosen = chosen.where(~only_off_record("claim", view.as_of))
    return list(dict.fromkeys(joined.canonical("claim", number) for number in connection.execute(chosen).scalars()))


def shown_statements(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return the statements of claims by their numbers; empty for one that was redacted."""
    claim = TABLES["claim"]
    rows = connection.execute(select(claim.c.id, claim.c.statement).where(claim.c.id.in_(numbers)))
    return {number: statement or "" for number, statement in rows}
