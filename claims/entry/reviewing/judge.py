"""Judging two records the same, distinct or independent, and taking a judgement back.

No key is rewritten by it: the canonical record of a group is found from the judgements each time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from graphlib import CycleError, TopologicalSorter

from sqlalchemy import select
from sqlmodel import Session

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

    With ``instead`` it takes the place of what was judged of these two before.  Of records judged one, the last one
    listed as made is the one that stands for them.  Raises `ConflictingJudgements`
    when both would be judged one and different at once, `Refused` when it makes no sense, `NotFound`.  Of claims that
    are to be one it says how they differ, and what of it will stand.
    """
    work = Work(session)
    reason = required(reason, "the reason", "--reason")
    first, second = (find(session.connection(), subject, typed, part=typed) for typed in (a, b))
    if first == second:
        raise Refused(f"both name {subject} #{first}; name two records")
    before = identities(session.connection()).between(subject, first, second)
    for one in before:
        if one.kind is kind:
            raise Refused(f"{subject} #{first} and #{second} are judged {words(kind)} already: {one.reason}")
    _refuse_unlike(session, subject, kind, first, second)
    replaced = before if instead else []
    _refuse_conflict(session, subject, kind, first, second, replaced)
    for one in replaced[:-1]:
        _withdraw(work, one, reason)
    if subject == "claim" and kind in JOINING:
        for sentence in differences(session, first, second):
            work.notice(sentence)
    table = TABLES[subject]
    found = session.connection().execute(select(table.c.id, table.c.uid).where(table.c.id.in_((first, second))))
    uids = dict(found.all())
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
    """Withdraw the judgements about two records (of these kinds ``only``); it stays in the history.

    Raises `Refused` when nothing was, `NotFound`.
    """
    work = Work(session)
    reason = required(reason, "the reason", "--reason")
    first, second = (find(session.connection(), subject, typed, part=typed) for typed in (a, b))
    joined = identities(session.connection())
    before = [one for one in joined.between(subject, first, second) if only is None or one.kind in only]
    if not before and second in joined.members(subject, first) and first != second:
        others = ", ".join(f"#{one}" for one in joined.members(subject, first) if one not in (first, second))
        raise Refused(f"{subject} #{first} and #{second} are one only by way of {others}; take that judgement back")
    if not before:
        raise Refused(f"nothing of the kind has been judged of {subject} #{first} and #{second}")
    for one in before:
        _withdraw(work, one, reason)
    return work.result()


def _withdraw(work: Work, one: Standing, reason: str) -> None:
    old = work.get(Judgement, one.id)
    row = Judgement(
        subject=one.subject,
        kind=one.kind,
        a_uid=old.a_uid,
        b_uid=old.b_uid,
        reason=reason,
        replaces_id=one.id,
        withdrawn=True,
    )
    work.add(row, f"{one.subject} #{one.a} and #{one.b}: no longer judged {words(one.kind)}")


def _say_which_stands(work: Work, subject: str, member: int) -> None:
    """List the record that stands for the group after what was made."""
    connection = work.session.connection()
    joined = identities(connection)
    canonical, table = joined.canonical(subject, member), TABLES[subject]
    label = described(connection, subject, [canonical])[0].removeprefix(f"#{canonical} ")
    uid = connection.execute(select(table.c.uid).where(table.c.id == canonical)).scalar_one()
    work.made.append(Thing(subject, canonical, uid, label))


def _notice_twins(work: Work, subject: str, member: int) -> None:
    """Point at articles that are perhaps one report, now that their claims, outlets or stories are one."""
    connection = work.session.connection()
    members = identities(connection).members(subject, member)
    for pair in twin_articles(connection, articles_around(connection, subject, members)):
        if subject != "claim" or pair.same_claim:
            work.notice(pair.sentence)


def refuse_circles(session: Session, pairs: Iterable[tuple[int, int]] = ()) -> None:
    """Refuse institutions that would be part of themselves, ``pairs`` and all that is judged one counted as one."""
    table = TABLES["source"]
    standing = identities(session.connection()).standing
    same = [(one.a, one.b) for one in standing if one.subject == "source" and one.kind in JOINING]
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
    found = session.connection().execute(
        select(table.c.id, table.c.kind, table.c.named).where(table.c.id.in_((first, second)))
    )
    kinds = {one: (what, named) for one, what, named in found}
    if kind is JudgementKind.SAME and kinds[first][0] is not kinds[second][0]:
        raise Refused(f"{a_or_an(kinds[first][0])} and {a_or_an(kinds[second][0])} cannot be the same source")
    if kind is JudgementKind.SAME and kinds[first][1] is not kinds[second][1]:
        raise Refused(
            f"of source #{first} and #{second} one is named and one is not: that they are the same would give the "
            "identity away, and is not recorded in the clear; `claims source seal --same-as` seals it"
        )
    if kind is JudgementKind.SAME and kinds[first][0] is SourceKind.INSTITUTION:
        refuse_circles(session, [(first, second)])


def _refuse_conflict(
    session: Session, subject: str, kind: JudgementKind, first: int, second: int, replaced: Collection[Standing]
) -> None:
    """Refuse a judgement that would make two records one and different at once, directly or through others."""
    gone = {one.id for one in replaced}
    if subject == "claim":
        refuse_contrary(session, first, second, as_one=kind in JOINING, replaced=gone)
    standing = [
        one for one in identities(session.connection()).standing if one.subject == subject and one.id not in gone
    ]
    pairs = [(one.a, one.b) for one in standing if one.kind in JOINING]
    apart = [(one.a, one.b) for one in standing if one.kind not in JOINING]
    (pairs if kind in JOINING else apart).append((first, second))
    leader = {number: min(group) for group in groups(pairs) for number in group}
    for a, b in apart:
        if leader.get(a, a) == leader.get(b, b):
            labels = dict(zip(sorted((a, b)), described(session.connection(), subject, [a, b]), strict=True))
            raise ConflictingJudgements(labels[a], labels[b])
