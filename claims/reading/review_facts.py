"""What is not in the row of a review: which words of the claim were judged, and who is proved to have entered it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, select

from claims.privacy.redaction import REDACTED
from claims.reading.identity import JOINING, Identities
from claims.rules.ladder import Rewording, SignedReview, people, same_words, words_at
from claims.store.ledger import chunks
from claims.store.past import MANY, Record, entered_by
from claims.store.schema import ARRIVAL, EVENT, TABLES

R = TypeVar("R", bound=SignedReview)


# The words that were judged


class Rewordings:
    """The edits of the statements of some claims, and what came from elsewhere when; two statements at most."""

    def __init__(
        self, connection: Connection, scope: Select[tuple[int]], as_of: datetime | None, joined: Identities
    ) -> None:
        """Take the claims by number, and the moment as of which their records are read."""
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
        self._arrived = _arrived(connection, scope, [one["uid"] for one in edits]) if edits else {}
        self._native: dict[str, list[Rewording]] = defaultdict(list)
        for one in edits:
            old, new = (None if text is None else json.loads(text) for text in (one["old"], one["new"]))
            at, uid = one["entered_at"], one["uid"]
            self._of_claim[one["row_uid"]].append(Rewording(at, uid, old, new, at))
            self._native[one["row_uid"]].append(Rewording(at, uid, old, new, max(at, self._arrived.get(uid, at))))

    def told(self, members: Sequence[Record], reviews: Iterable[tuple[int, R]]) -> list[R]:
        """Return the reviews of a claim, each with the number of the claim that it is of, with the words they judged.

        ``members`` are the rows of the claim and of those judged one with it, the one that stands for them first.
        """
        by_number = {row["id"]: row for row in members}
        if not any(self._of_claim.get(row["uid"]) for row in members):
            return [one for _, one in reviews]
        return [self._with_words(members[0], by_number[number], one) for number, one in reviews]

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
        """Return the edits of a claim; to whoever reviewed here, one from elsewhere was not known before it came."""
        return (self._of_claim if review.uid in self._arrived else self._native).get(row["uid"], ())

    def _joined_at(self, number: int, otherwise: datetime) -> datetime:
        return max(
            (
                one.at
                for one in self._joined.standing
                if one.subject == "claim" and one.kind in JOINING and number in (one.a, one.b)
            ),
            default=otherwise,
        )


def _arrived(connection: Connection, scope: Select[tuple[int]], edits: Sequence[str]) -> dict[str, datetime]:
    """Return when edits and the reviews of claims came here, of those that were entered elsewhere."""
    review = TABLES["review"]
    reviews = select(review.c.uid).where(review.c.claim_id.in_(scope))
    found: dict[str, datetime] = {}
    for some in chunks(edits, MANY):
        statement = select(ARRIVAL.c.uid, ARRIVAL.c.at).where(ARRIVAL.c.uid.in_(some) | ARRIVAL.c.uid.in_(reviews))
        found.update(dict(connection.execute(statement).all()))
    return found


# Who is proved to have entered it


def proved(connection: Connection, decisions: Iterable[Collection[SignedReview]]) -> dict[str, str]:
    """Return who is proved to have entered the reviews of some claims, given claim by claim; by uid, empty for nobody.

    The event that holds a row proves who wrote it: of what a file brought without its chain, whoever took the file
    in.  Where all reviews of a claim bear one name it is not asked, as they are one person's whoever that is.
    """
    asked = {one.uid: one.at for some in decisions if len(people(some)) > 1 for one in some}
    return prove(connection, asked) if asked else {}


def prove(connection: Connection, reviews: Mapping[str, datetime]) -> dict[str, str]:
    """Return who wrote the events that hold reviews, given with their time of entry, by uid; empty for none."""
    proofs = _proofs(connection, reviews)
    return {uid: proofs.get(uid, "") for uid in reviews}


def _proofs(connection: Connection, reviews: Mapping[str, datetime]) -> dict[str, str]:
    """Return who wrote the events that hold reviews, given with their time of entry, by uid.

    What was written here, or came with its chain, was entered at the very moment of its event.  For the rest every
    event that holds reviews is looked through.
    """
    found: dict[str, str] = {}
    for some in chunks(sorted(set(reviews.values())), MANY):
        _note(connection, select(EVENT.c.who, EVENT.c.rows).where(EVENT.c.at.in_(some)), reviews, found)
    if len(found) < len(reviews):
        holding = EVENT.c.rows.like('%"review",%')
        _note(connection, select(EVENT.c.who, EVENT.c.rows).where(holding), reviews, found)
    return found


def _note(
    connection: Connection, statement: Select[Any], wanted: Mapping[str, datetime], found: dict[str, str]
) -> None:
    """Note who wrote the events that hold wanted reviews."""
    ordered = statement.order_by(EVENT.c.id).execution_options(yield_per=100)
    with connection.execute(ordered) as events:
        for event in events:
            for uid in _REVIEWS.findall(event.rows):
                if uid in wanted:
                    found.setdefault(uid, event.who)


_REVIEWS = re.compile(r'\["review","([^"]+)"')
