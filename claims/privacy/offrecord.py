"""Records known only off the record: lists leave them out and say how many, unless asked to show them.

A claim or a source without any appearance is no secret; a record whose every appearance is off the record is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
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

from claims.store.past import Numbers, entered_by, turned_off_record
from claims.store.remembered import remembered
from claims.store.schema import TABLES
from claims.vocabulary import CorrectionKind, Terms


def only_off_record(subject: str, as_of: datetime | None) -> ColumnElement[bool]:
    """Return the condition that a claim or a source is known only off the record, now or as of that moment.

    An on-the-record entry that was later marked as wrong does not count: perhaps it should have been off the record.
    A record confided now is left out of answers about the past too.
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
    # Start from the few off-the-record appearances instead of testing every record.
    off = select(appearance.c[f"{subject}_id"]).where(is_off_record(appearance))
    statement = select(func.count()).select_from(record).where(record.c.id.in_(off), only_off_record(subject, as_of))
    entered = entered_by(record, as_of)
    return int(connection.execute(statement if entered is None else statement.where(entered)).scalar_one())


def confided(connection: Connection, subject: str, numbers: Iterable[int] | None = None) -> set[int]:
    """Return the claims or sources, among these numbers or all, that are known only off the record as of now."""
    asked = None if numbers is None else sorted(numbers)
    return set() if asked == [] else set(connection.execute(_confided(subject, asked)).scalars())


def _confided(subject: str, asked: Sequence[int] | None) -> Select[Any]:
    table, appearance = TABLES[subject], TABLES["appearance"]
    # Without numbers, start from the few off-the-record appearances.
    off = select(appearance.c[f"{subject}_id"]).where(is_off_record(appearance))
    return select(table.c.id).where(table.c.id.in_(off if asked is None else asked), only_off_record(subject, None))


def confided_by_themselves(connection: Connection) -> dict[str, set[int]]:
    """Return `confided` for claims and sources, and `confided_articles`, by table and in a single statement."""
    of_articles = _confided_articles(None).subquery()
    parts = {
        "claim": _confided("claim", None).subquery(),
        "source": _confided("source", None).subquery(),
        "article": of_articles,
    }
    labelled = [select(literal(subject), *part.c) for subject, part in parts.items()]
    numbers: dict[str, set[int]] = {subject: set() for subject in parts}
    for subject, number in connection.execute(union_all(*labelled)):
        numbers[subject].add(number)
    return numbers


def confided_articles(connection: Connection, numbers: Iterable[int] | None = None) -> set[int]:
    """Return the articles, among these numbers or all, that we know only from something off the record.

    An article is known if it carries something on the record or is relayed on the record; entries marked as wrong
    do not count.
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
    """Return whether a source agreed to be used but not printed (AP); ``named`` says whether our records name it.

    On deep background nothing may be attributed; on background no name may be printed.
    """
    return terms is Terms.DEEP_BACKGROUND or (terms is Terms.BACKGROUND and named)


def confided_by(said: Iterable[tuple[Terms, bool, bool]]) -> bool:
    """Return whether a claim is known only off the record (`only_off_record`).

    ``said`` holds for each appearance: its terms, whether its source has a name, whether it was entered wrongly.
    """
    return any(terms is Terms.OFF_RECORD for terms, _, _ in said) and all(
        terms is Terms.OFF_RECORD or wrong for terms, _, wrong in said
    )


def public_by(said: Iterable[tuple[Terms, bool, bool]]) -> bool:
    """Return whether a claim may be shown to the public, given its appearances as in `confided_by`.

    It may not if every appearance is off the record, or may be used but not printed; wrong entries do not count.
    """
    back = [(terms is Terms.OFF_RECORD or kept_from_public(terms, named=named), wrong) for terms, named, wrong in said]
    return not any(held for held, _ in back) or any(not held and not wrong for held, wrong in back)


def off_record_at(connection: Connection, appearance: FromClause, as_of: datetime | None) -> ColumnElement[bool]:
    """Return the condition that an appearance is off the record, or was marked as such after ``as_of``."""
    return off_record_or(turned_off_record(connection, as_of), appearance)


def off_record_or(turned: Collection[int], appearance: FromClause) -> ColumnElement[bool]:
    """Return the condition that an appearance is off the record, or was later marked as such (``turned``)."""
    off = is_off_record(appearance)
    return or_(off, appearance.c.id.in_(sorted(turned))) if turned else off


def is_off_record(appearance: FromClause) -> ColumnElement[bool]:
    """Return the condition that an appearance is off the record, written so that its partial index is used.

    The value is a literal in the statement: a database does not consider a partial index for a bound parameter.
    """
    column = appearance.c.terms
    return column == literal(Terms.OFF_RECORD, column.type, literal_execute=True)


def has_off_record(connection: Connection) -> bool:
    """Return whether any appearance is off the record; asked once a transaction, until one is entered."""
    appearance = TABLES["appearance"]
    asked = select(appearance.c.id).where(is_off_record(appearance)).limit(1)
    return remembered(
        connection, "off record", frozenset({"appearance"}), lambda: connection.execute(asked).first() is not None
    )


def off_record_since(replaced: Collection[tuple[int, int]], off: Set[int]) -> set[int]:
    """Return the wrong entries that lead to an off-the-record appearance, over any number of replacements.

    ``replaced`` holds pairs of a wrong entry and its successor, ``off`` the appearances that are off the record.
    """
    mistakes: set[int] = set()
    while more := {wrong for wrong, successor in replaced if successor in off | mistakes} - mistakes:
        mistakes |= more
    return mistakes


def off_record_replies(connection: Connection, claims: Numbers) -> dict[int, int]:
    """Return the replies used in off-the-record appearances of these claims, each with its inquiry.

    For an appearance entered wrongly, its successors decide.  The present decides, even for a question about the past:
    words given in confidence must not come out of the records of the day before.
    """
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    inquiry, reply = TABLES["inquiry"], TABLES["inquiry_reply"]
    used = select(reply.c.id, reply.c.inquiry_id, reply.c.appearance_id).join(
        inquiry, inquiry.c.id == reply.c.inquiry_id
    )
    replies = connection.execute(used.where(inquiry.c.claim_id.in_(claims), reply.c.appearance_id.is_not(None))).all()
    if not replies:
        return {}
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
    return {number: asked for number, asked, used_in in replies if _standing(used_in, instead) & secret}


def _standing(number: int, instead: Mapping[int, set[int]]) -> set[int]:
    """Return the appearances that now replace a corrected appearance, or itself if it was not replaced."""
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
