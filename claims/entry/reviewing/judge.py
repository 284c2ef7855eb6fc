"""Judging two records the same, distinct or independent, and withdrawing a judgement.

No key is rewritten: the canonical record of a group is computed from the judgements each time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from graphlib import CycleError, TopologicalSorter

from sqlalchemy import select
from sqlmodel import Session

from claims.entry.closing import refuse_across
from claims.entry.drafts import Made, Thing
from claims.entry.reviewing.duplicates import differences, refuse_as_one, refuse_contrary
from claims.entry.rules.texts import required
from claims.entry.work import Work
from claims.errors import ConflictingJudgements, Refused
from claims.reading.find import described, find
from claims.reading.identity import JOINING, Standing, groups, identities
from claims.reading.registers.twins import articles_around, twin_articles
from claims.store.schema import TABLES
from claims.store.tables import Judgement
from claims.vocabulary import JudgementKind, SourceKind, a_or_an, words


def judge(
    session: Session, subject: str, kind: JudgementKind, a: str, b: str, reason: str | None, *, instead: bool = False
) -> Made:
    """Record that two records of kind ``subject`` are the same, distinct or independent.

    With ``instead`` the judgement replaces earlier judgements on the two. If they are judged the same, the result lists
    the record that represents them last. For claims, notices say how they differ and which value will count. Raises
    `ConflictingJudgements` if two records would be both the same and different, `Refused` if the judgement makes no
    sense, `NotFound`.
    """
    work = Work(session)
    reason = required(reason, "the reason", "--note")
    first, second = (find(session.connection(), subject, typed, part=typed) for typed in (a, b))
    if first == second:
        raise Refused(f"both name {subject} #{first}; name two records")
    before = identities(session.connection()).between(subject, first, second)
    for judgement in before:
        if judgement.kind is kind:
            raise Refused(f"{subject} #{first} and #{second} are already judged {words(kind)}: {judgement.reason}")
    if kind in JOINING:
        refuse_across(work, subject, first, second)
    _refuse_unlike(session, subject, kind, first, second)
    replaced = before if instead else []
    _refuse_conflict(session, subject, kind, first, second, replaced)
    for judgement in replaced[:-1]:
        _withdraw(work, judgement, reason)
    if subject == "claim" and kind in JOINING:
        for sentence in differences(session, first, second):
            work.notice(sentence)
    table = TABLES[subject]
    uids_by_id = session.connection().execute(select(table.c.id, table.c.uid).where(table.c.id.in_((first, second))))
    uids = dict(uids_by_id.all())
    row = Judgement(
        subject=subject,
        kind=kind,
        a_uid=uids[first],
        b_uid=uids[second],
        reason=reason,
        replaces_id=replaced[-1].id if replaced else None,
    )
    work.add(row, f"{subject} #{first} and #{second}: {words(kind)}")
    if kind in JOINING:
        _say_which_stands(work, subject, first)
    if kind in JOINING and subject in ("claim", "outlet", "story"):
        _notice_twins(work, subject, first)
    return work.result()


def take_back(
    session: Session, subject: str, a: str, b: str, reason: str | None, *, only: Collection[JudgementKind] | None = None
) -> Made:
    """Withdraw the judgements on two records, or ``only`` these kinds; they stay in the history.

    Raises `Refused` if nothing was judged, `NotFound`.
    """
    work = Work(session)
    reason = required(reason, "the reason", "--note")
    first, second = (find(session.connection(), subject, typed, part=typed) for typed in (a, b))
    joined = identities(session.connection())
    before = [
        judgement for judgement in joined.between(subject, first, second) if only is None or judgement.kind in only
    ]
    if not before and second in joined.members(subject, first) and first != second:
        others = ", ".join(f"#{number}" for number in joined.members(subject, first) if number not in (first, second))
        raise Refused(
            f"{subject} #{first} and #{second} are the same only through {others}; withdraw the judgement on that"
        )
    if not before:
        raise Refused(f"there is no such judgement on {subject} #{first} and #{second}")
    for judgement in before:
        _withdraw(work, judgement, reason)
    return work.result()


def _withdraw(work: Work, judgement: Standing, reason: str) -> None:
    old = work.get(Judgement, judgement.id)
    row = Judgement(
        subject=judgement.subject,
        kind=judgement.kind,
        a_uid=old.a_uid,
        b_uid=old.b_uid,
        reason=reason,
        replaces_id=judgement.id,
        withdrawn=True,
    )
    work.add(row, f"{judgement.subject} #{judgement.a} and #{judgement.b}: no longer judged {words(judgement.kind)}")


def _say_which_stands(work: Work, subject: str, member: int) -> None:
    """List the record that represents the group, after the result's other records."""
    connection = work.session.connection()
    joined = identities(connection)
    canonical, table = joined.canonical(subject, member), TABLES[subject]
    label = described(connection, subject, [canonical])[0].removeprefix(f"#{canonical} ")
    uid = connection.execute(select(table.c.uid).where(table.c.id == canonical)).scalar_one()
    work.made.append(Thing(subject, canonical, uid, label))


def _notice_twins(work: Work, subject: str, member: int) -> None:
    """Point out articles that may be the same report, now that their claims, outlets or stories are the same."""
    connection = work.session.connection()
    members = identities(connection).members(subject, member)
    for pair in twin_articles(connection, articles_around(connection, subject, members)):
        if subject != "claim" or pair.same_claim:
            work.notice(pair.sentence)


def refuse_circles(session: Session, pairs: Iterable[tuple[int, int]] = ()) -> None:
    """Refuse institutions that would be part of themselves; ``pairs`` and records judged the same count as one."""
    table = TABLES["source"]
    standing = identities(session.connection()).standing
    same = [
        (judgement.a, judgement.b)
        for judgement in standing
        if judgement.subject == "source" and judgement.kind in JOINING
    ]
    leader = {number: min(group) for group in groups([*same, *pairs]) for number in group}
    above: dict[int, set[int]] = {}
    rows = session.connection().execute(select(table.c.id, table.c.part_of_id).where(table.c.part_of_id.is_not(None)))
    for number, parent in rows:
        above.setdefault(leader.get(number, number), set()).add(leader.get(parent, parent))
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        label = described(session.connection(), "source", [error.args[1][0]])[0]
        raise Refused(f"source {label} would be part of itself", part="--part-of") from None


def _refuse_unlike(session: Session, subject: str, kind: JudgementKind, first: int, second: int) -> None:
    if subject == "claim" and kind in JOINING:
        refuse_as_one(session, first, second)
    if subject != "source":
        return
    table = TABLES["source"]
    sources = session.connection().execute(
        select(table.c.id, table.c.kind, table.c.named).where(table.c.id.in_((first, second)))
    )
    kinds = {number: (what, named) for number, what, named in sources}
    if kind is JudgementKind.SAME and kinds[first][0] is not kinds[second][0]:
        raise Refused(f"{a_or_an(kinds[first][0])} and {a_or_an(kinds[second][0])} cannot be the same source")
    if kind is JudgementKind.SAME and kinds[first][1] is not kinds[second][1]:
        raise Refused(
            f"only one of source #{first} and #{second} is named, so judging them the same would give the identity "
            "away; seal it with `claims source seal --same-as`"
        )
    if kind is JudgementKind.SAME and kinds[first][0] is SourceKind.INSTITUTION:
        refuse_circles(session, [(first, second)])


def _refuse_conflict(
    session: Session, subject: str, kind: JudgementKind, first: int, second: int, replaced: Collection[Standing]
) -> None:
    """Refuse a judgement that makes two records both the same and different, directly or through others."""
    gone = {judgement.id for judgement in replaced}
    if subject == "claim":
        refuse_contrary(session, first, second, as_one=kind in JOINING, replaced=gone)
    standing = [
        judgement
        for judgement in identities(session.connection()).standing
        if judgement.subject == subject and judgement.id not in gone
    ]
    pairs = [(judgement.a, judgement.b) for judgement in standing if judgement.kind in JOINING]
    apart = [(judgement.a, judgement.b) for judgement in standing if judgement.kind not in JOINING]
    (pairs if kind in JOINING else apart).append((first, second))
    leader = {number: min(group) for group in groups(pairs) for number in group}
    for a, b in apart:
        if leader.get(a, a) == leader.get(b, b):
            labels = dict(zip(sorted((a, b)), described(session.connection(), subject, [a, b]), strict=True))
            raise ConflictingJudgements(labels[a], labels[b], subject)
