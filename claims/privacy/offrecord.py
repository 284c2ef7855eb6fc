"""What is known only off the record: left out of lists and counted, unless it is asked for.

A claim or a source that appears nowhere yet is no secret; one whose every appearance is off the record is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    Select,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)

from claims.store.past import entered_by, turned_off_record
from claims.store.schema import TABLES
from claims.vocabulary import CorrectionKind, Terms


def only_off_record(subject: str, as_of: datetime | None) -> ColumnElement[bool]:
    """Return the condition that a claim or a source had by then, or has now, appeared off the record and nowhere else.

    An entry on the record that was marked as wrong, whenever that was, is no appearance: it may be what should have
    been entered as off the record.  What is confided now was not told in the past either.
    """
    now = _only_off_record(subject, None)
    return now if as_of is None else or_(_only_off_record(subject, as_of), now)


def _only_off_record(subject: str, as_of: datetime | None) -> ColumnElement[bool]:
    appearance, correction, record = TABLES["appearance"], TABLES["correction"], TABLES[subject]
    known = appearance.c[f"{subject}_id"] == record.c.id
    entered = entered_by(appearance, as_of)
    there = known if entered is None else and_(known, entered)
    off = is_off_record(appearance)
    wrong = exists().where(correction.c.appearance_id == appearance.c.id, correction.c.kind == CorrectionKind.WRONG)
    return and_(exists().where(there, off), ~exists().where(there, ~off, ~wrong))


def off_record_count(connection: Connection, subject: str, as_of: datetime | None) -> int:
    """Return how many claims or sources a list leaves out because they are known only off the record."""
    record, appearance = TABLES[subject], TABLES["appearance"]
    # Found from what is off the record, which is little, and not by looking at every record there is.
    off = select(appearance.c[f"{subject}_id"]).where(is_off_record(appearance))
    statement = select(func.count()).select_from(record).where(record.c.id.in_(off), only_off_record(subject, as_of))
    entered = entered_by(record, as_of)
    return int(connection.execute(statement if entered is None else statement.where(entered)).scalar_one())


def confided(connection: Connection, subject: str, numbers: Iterable[int] | None = None) -> set[int]:
    """Return which of some claims or sources (of all, without) are known only off the record.

    What is known now decides, whatever moment is asked about.
    """
    asked = None if numbers is None else sorted(numbers)
    return set() if asked == [] else set(connection.execute(_confided(subject, asked)).scalars())


def _confided(subject: str, asked: Sequence[int] | None) -> Select[Any]:
    table, appearance = TABLES[subject], TABLES["appearance"]
    # Found from what is off the record, which is little, where all of them are asked about.
    off = select(appearance.c[f"{subject}_id"]).where(is_off_record(appearance))
    return select(table.c.id).where(table.c.id.in_(off if asked is None else asked), only_off_record(subject, None))


def confided_by_themselves(connection: Connection) -> dict[str, set[int]]:
    """Return what `confided` gives for claims and sources, and `confided_articles`, by table, in one statement."""
    of_articles = _confided_articles(None).subquery()
    parts = {
        "claim": _confided("claim", None).subquery(),
        "source": _confided("source", None).subquery(),
        "article": of_articles,
    }
    told = [select(literal(subject), *part.c) for subject, part in parts.items()]
    found: dict[str, set[int]] = {subject: set() for subject in parts}
    for subject, number in connection.execute(union_all(*told)):
        found[subject].add(number)
    return found


def confided_articles(connection: Connection, numbers: Iterable[int] | None = None) -> set[int]:
    """Return which of some articles (of all, without) carry something off the record and are known from nothing else.

    An article that carries something on the record, or is relayed on the record, is known; what was entered wrongly
    makes nothing known.
    """
    asked = None if numbers is None else sorted(numbers)
    return set() if asked == [] else set(connection.execute(_confided_articles(asked)).scalars())


def _confided_articles(asked: Sequence[int] | None) -> CompoundSelect[Any]:
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    stands = (~is_off_record(appearance), appearance.c.id.not_in(wrong))
    off = select(appearance.c.article_id).where(is_off_record(appearance))
    if asked is not None:
        off = off.where(appearance.c.article_id.in_(asked))
    on = select(appearance.c.article_id).where(appearance.c.article_id.in_(off), *stands)
    relayed = select(appearance.c.relays_id).where(appearance.c.relays_id.in_(off), *stands)
    return off.except_(on, relayed)


def kept_from_public(terms: Terms, *, named: bool) -> bool:
    """Return whether a source agreed to be used and not to be printed, given whether our records name it (AP).

    On deep background nothing may be attributed; on background no name may be printed.
    """
    return terms is Terms.DEEP_BACKGROUND or (terms is Terms.BACKGROUND and named)


def confided_by(said: Iterable[tuple[Terms, bool, bool]]) -> bool:
    """Return whether a claim is known only off the record (`only_off_record`), given how what is said of it was said.

    That is the terms, whether the source has a name, and whether it was entered wrongly.
    """
    return any(terms is Terms.OFF_RECORD for terms, _, _ in said) and all(
        terms is Terms.OFF_RECORD or wrong for terms, _, wrong in said
    )


def public_by(said: Iterable[tuple[Terms, bool, bool]]) -> bool:
    """Return whether the public may know of a claim, given how what is said of it was said (`confided_by`).

    It may not where only what is off the record, or may be used and not printed, carries the claim.
    """
    back = [(terms is Terms.OFF_RECORD or kept_from_public(terms, named=named), wrong) for terms, named, wrong in said]
    return not any(held for held, _ in back) or any(not held and not wrong for held, wrong in back)


def off_record_at(connection: Connection, appearance: FromClause, as_of: datetime | None) -> ColumnElement[bool]:
    """Return the condition that an appearance is off the record, or was found to be since ``as_of``."""
    return off_record_or(turned_off_record(connection, as_of), appearance)


def off_record_or(turned: Collection[int], appearance: FromClause) -> ColumnElement[bool]:
    """Return the condition that an appearance is off the record or among those that were found to be (``turned``)."""
    off = is_off_record(appearance)
    return or_(off, appearance.c.id.in_(sorted(turned))) if turned else off


def is_off_record(appearance: FromClause) -> ColumnElement[bool]:
    """Return the condition that an appearance is off the record, such that the index of these is used.

    The word stands in the statement itself: an index of some rows alone is not considered for a word given later.
    """
    column = appearance.c.terms
    return column == literal(Terms.OFF_RECORD, column.type, literal_execute=True)


def off_record_replies(connection: Connection, claims: Select[tuple[int]]) -> dict[int, int]:
    """Return the replies that were used in appearances off the record, each with its inquiry, about some claims.

    An appearance that was entered wrongly counts by what stands instead of it.  What is known now decides, whatever
    moment is asked about: what was said in confidence may not be read in the records of the day before.
    """
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    inquiry, reply = TABLES["inquiry"], TABLES["inquiry_reply"]
    used = select(reply.c.id, reply.c.inquiry_id, reply.c.appearance_id).join(
        inquiry, inquiry.c.id == reply.c.inquiry_id
    )
    tied = connection.execute(used.where(inquiry.c.claim_id.in_(claims), reply.c.appearance_id.is_not(None))).all()
    off = select(appearance.c.id).where(appearance.c.claim_id.in_(claims), is_off_record(appearance))
    secret = set(connection.execute(off).scalars())
    corrected = select(correction.c.appearance_id, correction.c.successor_id).join(
        appearance, appearance.c.id == correction.c.appearance_id
    )
    instead: dict[int, set[int]] = defaultdict(set)
    rows = connection.execute(
        corrected.where(appearance.c.claim_id.in_(claims), correction.c.successor_id.is_not(None))
    )
    for wrong, successor in rows:
        instead[wrong].add(successor)
    return {number: asked for number, asked, used_in in tied if _standing(used_in, instead) & secret}


def _standing(number: int, instead: Mapping[int, set[int]]) -> set[int]:
    """Return what stands instead of an appearance, or itself."""
    seen, waiting, standing = {number}, [number], set[int]()
    while waiting:
        here = waiting.pop()
        successors = instead.get(here)
        if not successors:
            standing.add(here)
            continue
        waiting.extend(successors - seen)
        seen |= successors
    return standing
