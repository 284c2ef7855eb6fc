"""Two facts outside a review's row: the words the reviewer judged, and who provably entered it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, select

from claims.patterns import pattern_of
from claims.privacy.redaction import REDACTED
from claims.reading.identity import JOINING, Identities
from claims.rules.ladder import Rewording, SignedReview, people, same_words, words_at
from claims.store.ledger import chunks
from claims.store.past import MANY, Numbers, Record, entered_by
from claims.store.schema import ARRIVAL, EVENT, TABLES
from claims.values import value

R = TypeVar("R", bound=SignedReview)


# The words that were judged


class Rewordings:
    """The edits of these claims' statements, and when foreign records arrived; two statements at most."""

    def __init__(self, connection: Connection, scope: Numbers, as_of: datetime | None, joined: Identities) -> None:
        """Take the claims by number, and the moment of the view."""
        self._joined = joined
        self._of_claim: dict[str, list[Rewording]] = defaultdict(list)
        claim, revision = TABLES["claim"], TABLES["revision"]
        uids = select(claim.c.uid).where(claim.c.id.in_(scope))
        of_statements = select(revision).where(
            revision.c.subject == "claim", revision.c.field == "statement", revision.c.row_uid.in_(uids)
        )
        condition = entered_by(revision, as_of)
        rows = connection.execute(of_statements if condition is None else of_statements.where(condition)).mappings()
        edits = rows.all()
        self._arrived = _arrived(connection, scope, [edit["uid"] for edit in edits]) if edits else {}
        self._native: dict[str, list[Rewording]] = defaultdict(list)
        for edit in edits:
            old, new = (None if text is None else json.loads(text) for text in (edit["old"], edit["new"]))
            at, uid = edit["entered_at"], edit["uid"]
            self._of_claim[edit["row_uid"]].append(Rewording(at, uid, old, new, at))
            self._native[edit["row_uid"]].append(Rewording(at, uid, old, new, max(at, self._arrived.get(uid, at))))

    def with_statements(self, members: Sequence[Record], reviews: Iterable[tuple[int, R]]) -> list[R]:
        """Return a claim's reviews, each with the number of its own claim and the words it judged.

        ``members`` are the rows of the claim and its duplicates, starting with the claim that represents them.
        """
        by_number = {row["id"]: row for row in members}
        if not any(self._of_claim.get(row["uid"]) for row in members):
            return [review for _, review in reviews]
        return [self._with_words(members[0], by_number[number], review) for number, review in reviews]

    def _with_words(self, now: Record, own: Record, review: R) -> R:
        judged = self._words(own, review, review.at)
        unchanged = same_words(judged, own["statement"])
        if own["id"] != now["id"]:
            # It came to stand under these words when the two were judged one.
            under = self._words(now, review, max(review.at, self._joined_at(own["id"], review.at)))
            unchanged = (unchanged and same_words(under, now["statement"])) or same_words(judged, now["statement"])
        if unchanged:
            return review
        later = (edit.known for row in (own, now) for edit in self._edits(row, review) if edit.known >= review.at)
        at = min(later, default=None)
        return replace(review, other_words=judged or REDACTED, reworded_at=at)  # type: ignore[type-var]  # a protocol; all that fit it are dataclasses

    def _words(self, row: Record, review: SignedReview, at: datetime) -> str | None:
        """Return a claim's words at a moment for whoever made a review."""
        words: str | None = words_at(row["statement"], self._edits(row, review), at, review.uid)
        return words

    def _edits(self, row: Record, review: SignedReview) -> Sequence[Rewording]:
        """Return a claim's edits; a reviewer here did not know a foreign edit before it arrived."""
        return (self._of_claim if review.uid in self._arrived else self._native).get(row["uid"], ())

    def _joined_at(self, number: int, otherwise: datetime) -> datetime:
        return max(
            (
                judgement.at
                for judgement in self._joined.standing
                if judgement.subject == "claim" and judgement.kind in JOINING and number in (judgement.a, judgement.b)
            ),
            default=otherwise,
        )


def _arrived(connection: Connection, scope: Numbers, edits: Sequence[str]) -> dict[str, datetime]:
    """Return when edits and reviews of claims arrived here, for those entered elsewhere."""
    review = TABLES["review"]
    reviews = select(review.c.uid).where(review.c.claim_id.in_(scope))
    arrived: dict[str, datetime] = {}
    for part in chunks(edits, MANY):
        statement = select(ARRIVAL.c.uid, ARRIVAL.c.at).where(ARRIVAL.c.uid.in_(part) | ARRIVAL.c.uid.in_(reviews))
        arrived.update(dict(connection.execute(statement).all()))
    return arrived


# Who is proved to have entered it


@value
class Proof:
    """Who entered a review, by its event."""

    proved: str
    """Who is proved; for an event of an older program, the name that it bears. Empty for nobody."""
    name: str | None
    """The name on the event."""


NOBODY = Proof("", None)


def proved(connection: Connection, decisions: Iterable[Collection[SignedReview]]) -> dict[str, Proof]:
    """Return who provably entered the reviews of these claims, by uid.

    The event that holds a row proves who wrote it; for rows imported without their chain, that is the importer. A claim
    whose reviews all bear one name is skipped: they are one person's, whoever that is.
    """
    asked = {review.uid: review.at for decision in decisions if len(people(decision)) > 1 for review in decision}
    return prove(connection, asked) if asked else {}


def prove(connection: Connection, reviews: Mapping[str, datetime]) -> dict[str, Proof]:
    """Return who wrote the events that hold reviews, by uid; `NOBODY` where unknown."""
    proofs = _proofs(connection, reviews)
    return {uid: proofs.get(uid, NOBODY) for uid in reviews}


def _proofs(connection: Connection, reviews: Mapping[str, datetime]) -> dict[str, Proof]:
    """Return who wrote the events that hold reviews, by uid, given the reviews' times of entry.

    A review written here, or imported with its chain, has its event's own moment. For the rest we look through every
    event that holds reviews.
    """
    proofs: dict[str, Proof] = {}
    columns = select(EVENT.c.who, EVENT.c.proved, EVENT.c.rows)
    for part in chunks(sorted(set(reviews.values())), MANY):
        _note(connection, columns.where(EVENT.c.at.in_(part)), reviews, proofs)
    if len(proofs) < len(reviews):
        _note(connection, columns.where(EVENT.c.rows.like('%"review",%')), reviews, proofs)
    return proofs


def _note(
    connection: Connection, statement: Select[Any], wanted: Mapping[str, datetime], proofs: dict[str, Proof]
) -> None:
    """Note who wrote the events that hold wanted reviews."""
    ordered = statement.order_by(EVENT.c.id).execution_options(yield_per=100)
    with connection.execute(ordered) as events:
        for event in events:
            for uid in _REVIEWS.findall(event.rows):
                if uid in wanted:
                    proofs.setdefault(uid, Proof(event.proved or event.who, event.who))


_REVIEWS = pattern_of(r'\["review","([^"]+)"')
