"""What stands in the way of counting two claims as one, and what a person should know who does."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlmodel import Session

from claims.entry.reviewing.relate import standing_relations
from claims.errors import Refused
from claims.reading.dossier import claim_record
from claims.reading.identity import JOINING, Standing, identities
from claims.reading.records import AppearanceRecord, ClaimRecord, WindowRecord
from claims.store.schema import TABLES
from claims.text.dates import day_in_words
from claims.vocabulary import RelationKind, WindowRole, a_or_an, words


def refuse_as_one(session: Session, first: int, second: int) -> None:
    """Refuse to count two claims as one that contradict each other, or of which one is the other's condition."""
    joined = identities(session.connection())
    here, there = (joined.members("claim", number) for number in (first, second))
    for one, other in standing_relations(session, here, RelationKind.CONTRADICTS, there):
        raise Refused(
            f"claim #{one} contradicts #{other}, and no claim contradicts itself; if it does not: "
            f"claims relate {one} contradicts {other} --withdraw"
        )
    claim = TABLES["claim"]
    both = (*here, *there)
    statement = select(claim.c.id, claim.c.condition_claim_id)
    for one, condition in session.connection().execute(
        statement.where(claim.c.id.in_(both), claim.c.condition_claim_id.in_(both)).order_by(claim.c.id)
    ):
        raise Refused(
            f"claim #{one} holds on the condition of #{condition}, and no claim is its own condition; if it does not: "
            f'claims edit {one} --condition-claim ""'
        )


def refuse_contrary(session: Session, first: int, second: int, *, as_one: bool, replaced: Collection[int]) -> None:
    """Refuse to judge two claims one, or not, against judgements that stand, but for those ``replaced``."""
    joined = identities(session.connection())
    here, there = (set(joined.members("claim", number)) for number in (first, second))
    standing = [one for one in joined.standing if one.subject == "claim" and one.id not in replaced]
    if as_one:
        contrary = [one for one in standing if one.kind not in JOINING and _is_between(one, here, there)]
    else:
        contrary = [one for one in standing if one.kind in JOINING and {one.a, one.b} <= here] if here == there else []
    for one in sorted(contrary, key=lambda one: {one.a, one.b} != {first, second}):
        is_own = {one.a, one.b} == {first, second}
        command = f"claims {'duplicate' if one.kind in JOINING else 'not-duplicate'} {one.a} {one.b}"
        raise Refused(
            f"claim #{one.a} and #{one.b} are judged {words(one.kind)} (judgement #{one.id}, {one.who}, "
            f"{day_in_words(one.at.date())}{f': {one.reason}' if one.reason else ''}); "
            + ("--instead replaces that judgement, " if is_own else f"that concerns #{first} and #{second} too, ")
            + f"and {command} --withdraw takes it back"
        )


def _is_between(one: Standing, here: Collection[int], there: Collection[int]) -> bool:
    return (one.a in here and one.b in there) or (one.b in here and one.a in there)


def differences(session: Session, first: int, second: int) -> Iterator[str]:
    """Yield what differs between two claims that are to be one, and which of it will stand, a sentence each."""
    found = (claim_record(session.connection(), number) for number in (first, second))
    a, b = sorted((one for one in found if one is not None), key=lambda one: (one.at, one.uid))
    if a.id == b.id:
        return
    yield from _kinds(a, b)
    yield from _due(a, b)
    yield from _standings(a, b)
    yield from _relations(a, b)
    yield from _same_footings(a, b)


def _kinds(a: ClaimRecord, b: ClaimRecord) -> Iterator[str]:
    if a.kind is not b.kind:
        yield f"#{a.id} is {a_or_an(a.kind)} and #{b.id} {a_or_an(b.kind)}; they are told as {a_or_an(a.kind)}"


def _due(a: ClaimRecord, b: ClaimRecord) -> Iterator[str]:
    windows = [next((one for one in record.windows if one.role is WindowRole.DUE), None) for record in (a, b)]
    if windows[0] and windows[1] and windows[0].latest != windows[1].latest:
        told = (f"#{one.id} is due {_until(window)}" for one, window in zip((a, b), windows, strict=True) if window)
        yield f"{' and '.join(told)}; the window of #{a.id} stands"


def _until(window: WindowRecord) -> str:
    return f"until {day_in_words(window.latest)}" if window.latest else "without a last day"


def _standings(a: ClaimRecord, b: ClaimRecord) -> Iterator[str]:
    """Yield that two claims were reviewed to different ends."""
    reviews = [record.latest_review for record in (a, b)]
    if reviews[0] is None or reviews[1] is None or (a.status, a.outcome) == (b.status, b.outcome):
        return
    newer = a if (reviews[0].at, reviews[0].uid) > (reviews[1].at, reviews[1].uid) else b
    what = "verdicts" if a.settled and b.settled and a.status is not b.status else "reviews"
    yield f"they have different {what}: {_standing(a)}, {_standing(b)}; the newest stands: #{newer.id}"


def _standing(record: ClaimRecord) -> str:
    outcome = f"; {words(record.outcome)}" if record.outcome else ""
    return f"#{record.id} {words(record.status)}{outcome}"


def _relations(a: ClaimRecord, b: ClaimRecord) -> Iterator[str]:
    for one in a.relations:
        if one.claim_id == b.id:
            claim, other = (b, a) if one.incoming else (a, b)
            yield (
                f"#{claim.id} {words(one.kind)} #{other.id} (relation #{one.id}), which is not shown while they are one"
            )


def _same_footings(a: ClaimRecord, b: ClaimRecord) -> Iterator[str]:
    """Yield the articles that give both claims on one footing: their one appearance was perhaps entered twice."""
    known = {_footing(one): one for one in a.appearances}
    for one in b.appearances:
        twin = known.get(_footing(one))
        if twin is not None:
            where = f"article #{one.article.id} ({one.article.label}) on the same footing, as #{twin.id} and #{one.id}"
            mend = f'claims correct {one.id} --wrong --note "logged twice"'
            yield f"both appear in {where}; if that is one appearance: {mend}"


def _footing(one: AppearanceRecord) -> tuple[object, ...]:
    source, relays = one.source.id if one.source else None, one.relays.id if one.relays else None
    return one.article.id, one.attribution, source, relays, one.stance
