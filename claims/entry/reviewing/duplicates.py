"""When two claims cannot be judged the same, and how they differ if they can."""

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
    """Refuse to judge two claims the same if they contradict each other, or if one is the other's condition."""
    joined = identities(session.connection())
    here, there = (joined.members("claim", number) for number in (first, second))
    for claim_number, other in standing_relations(session, here, RelationKind.CONTRADICTS, there):
        raise Refused(
            f"claim #{claim_number} contradicts #{other}, so they cannot be the same; if it does not: "
            f"claims relate {claim_number} contradicts {other} --withdraw"
        )
    claim = TABLES["claim"]
    both = (*here, *there)
    statement = select(claim.c.id, claim.c.condition_claim_id)
    for claim_number, condition in session.connection().execute(
        statement.where(claim.c.id.in_(both), claim.c.condition_claim_id.in_(both)).order_by(claim.c.id)
    ):
        raise Refused(
            f"claim #{claim_number} depends on #{condition}, so they cannot be the same; if it does not: "
            f'claims edit {claim_number} --condition-claim ""'
        )


def refuse_contrary(session: Session, first: int, second: int, *, as_one: bool, replaced: Collection[int]) -> None:
    """Refuse a judgement on two claims that contradicts another in force, except those ``replaced``."""
    joined = identities(session.connection())
    here, there = (set(joined.members("claim", number)) for number in (first, second))
    standing = [
        judgement for judgement in joined.standing if judgement.subject == "claim" and judgement.id not in replaced
    ]
    if as_one:
        contrary = [
            judgement for judgement in standing if judgement.kind not in JOINING and _is_between(judgement, here, there)
        ]
    else:
        contrary = (
            [judgement for judgement in standing if judgement.kind in JOINING and {judgement.a, judgement.b} <= here]
            if here == there
            else []
        )
    for judgement in sorted(contrary, key=lambda judgement: {judgement.a, judgement.b} != {first, second}):
        is_own = {judgement.a, judgement.b} == {first, second}
        command = f"claims {'duplicate' if judgement.kind in JOINING else 'not-duplicate'} {judgement.a} {judgement.b}"
        reason = f": {judgement.reason}" if judgement.reason else ""
        raise Refused(
            f"claims #{judgement.a} and #{judgement.b} are judged {words(judgement.kind)} (judgement "
            f"#{judgement.id}, {judgement.who}, {day_in_words(judgement.at.date())}{reason}); "
            + (
                "--instead replaces that judgement, "
                if is_own
                else f"that judgement covers #{first} and #{second} too, "
            )
            + f"and {command} --withdraw takes it back"
        )


def _is_between(judgement: Standing, here: Collection[int], there: Collection[int]) -> bool:
    return (judgement.a in here and judgement.b in there) or (judgement.b in here and judgement.a in there)


def differences(session: Session, first: int, second: int) -> Iterator[str]:
    """Yield a sentence for each difference between two claims to be judged the same, with the value that will count."""
    records = (claim_record(session.connection(), number) for number in (first, second))
    a, b = sorted((record for record in records if record is not None), key=lambda record: (record.at, record.uid))
    if a.id == b.id:
        return
    yield from _kinds(a, b)
    yield from _due(a, b)
    yield from _standings(a, b)
    yield from _relations(a, b)
    yield from _same_footings(a, b)


def _kinds(a: ClaimRecord, b: ClaimRecord) -> Iterator[str]:
    if a.kind is not b.kind:
        yield f"#{a.id} is {a_or_an(a.kind)} and #{b.id} {a_or_an(b.kind)}; together they count as {a_or_an(a.kind)}"


def _due(a: ClaimRecord, b: ClaimRecord) -> Iterator[str]:
    windows = [next((window for window in record.windows if window.role is WindowRole.DUE), None) for record in (a, b)]
    if windows[0] and windows[1] and windows[0].latest != windows[1].latest:
        deadlines = (
            f"#{record.id} is due {_until(window)}" for record, window in zip((a, b), windows, strict=True) if window
        )
        yield f"{' and '.join(deadlines)}; the deadline of #{a.id} counts"


def _until(window: WindowRecord) -> str:
    return f"until {day_in_words(window.latest)}" if window.latest else "without a last day"


def _standings(a: ClaimRecord, b: ClaimRecord) -> Iterator[str]:
    """Yield that two claims have different verdicts or reviews."""
    reviews = [record.latest_review for record in (a, b)]
    if reviews[0] is None or reviews[1] is None or (a.status, a.outcome) == (b.status, b.outcome):
        return
    newer = a if (reviews[0].at, reviews[0].uid) > (reviews[1].at, reviews[1].uid) else b
    what = "verdicts" if a.settled and b.settled and a.status is not b.status else "reviews"
    yield f"they have different {what}: {_standing(a)}, {_standing(b)}; the newest counts: #{newer.id}"


def _standing(record: ClaimRecord) -> str:
    outcome = f"; {words(record.outcome)}" if record.outcome else ""
    return f"#{record.id} {words(record.status)}{outcome}"


def _relations(a: ClaimRecord, b: ClaimRecord) -> Iterator[str]:
    for relation in a.relations:
        if relation.claim_id == b.id:
            claim, other = (b, a) if relation.incoming else (a, b)
            yield (
                f"#{claim.id} {words(relation.kind)} #{other.id} (relation #{relation.id}), "
                "which is hidden while they count as the same"
            )


def _same_footings(a: ClaimRecord, b: ClaimRecord) -> Iterator[str]:
    """Yield the articles that give both claims on the same footing: the appearance may have been entered twice."""
    known = {_footing(appearance): appearance for appearance in a.appearances}
    for appearance in b.appearances:
        twin = known.get(_footing(appearance))
        if twin is not None:
            article = f"article #{appearance.article.id} ({appearance.article.label})"
            where = f"{article} on the same footing, as #{twin.id} and #{appearance.id}"
            mend = f'claims correct {appearance.id} --wrong --note "logged twice"'
            yield f"both appear in {where}; if it is the same appearance: {mend}"


def _footing(appearance: AppearanceRecord) -> tuple[object, ...]:
    source, relays = (
        appearance.source.id if appearance.source else None,
        appearance.relays.id if appearance.relays else None,
    )
    return appearance.article.id, appearance.attribution, source, relays, appearance.stance
