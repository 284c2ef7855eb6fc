"""Judging two records the same, distinct or independent, and taking a judgement back.

No key is rewritten by it: the canonical record of a group is found from the judgements each time.
"""

from __future__ import annotations

from sqlmodel import Session

from claims.actions.drafts import Made
from claims.actions.work import Work, required
from claims.errors import BadUsage, ConflictingJudgements, Refused
from claims.queries.find import described, find
from claims.queries.identity import JOINING, Standing, groups, identities
from claims.tables import TABLES, Judgement
from claims.vocabulary import JudgementKind, SourceKind


def judge(
    session: Session, subject: str, kind: JudgementKind, a: str, b: str, reason: str | None, *, instead: bool = False
) -> Made:
    """Record that two records of kind ``subject`` are the same, distinct or independent.

    With ``instead`` it takes the place of what was judged of these two before.  Raises `ConflictingJudgements`
    when both would be judged one and different at once, `Refused` when it makes no sense, `NotFound`.
    """
    work = Work(session)
    reason = required(reason, "the reason", "--reason")
    first, second = (find(session.connection(), subject, typed) for typed in (a, b))
    if first == second:
        raise Refused(f"both name {subject} #{first}; name two records")
    before = identities(session.connection()).between(subject, first, second)
    if any(one.kind is kind for one in before):
        raise Refused(f"{subject} #{first} and #{second} are judged {kind} already: {before[-1].reason}")
    _refuse_unlike(session, subject, kind, first, second)
    replaced = before[-1] if instead and before else None
    _refuse_conflict(session, subject, kind, first, second, replaced)
    table = TABLES[subject]
    uids = dict(
        session.connection()
        .execute(table.select().with_only_columns(table.c.id, table.c.uid).where(table.c.id.in_((first, second))))
        
        .all()
    )
    row = Judgement(
        subject=subject,
        kind=kind,
        a_uid=uids[first],
        b_uid=uids[second],
        reason=reason,
        replaces_id=replaced.id if replaced else None,
    )
    work.add(row, f"{subject} #{first} and #{second}: {kind}")
    return work.result()


def take_back(session: Session, subject: str, a: str, b: str, reason: str | None) -> Made:
    """Take back what was judged of two records; the judgement stays in the history.  Raises `Refused`."""
    work = Work(session)
    reason = required(reason, "the reason", "--reason")
    first, second = (find(session.connection(), subject, typed) for typed in (a, b))
    before = identities(session.connection()).between(subject, first, second)
    if not before:
        raise Refused(f"nothing has been judged of {subject} #{first} and #{second}")
    for one in before:
        old = work.get(Judgement, one.id)
        row = Judgement(
            subject=subject,
            kind=one.kind,
            a_uid=old.a_uid,
            b_uid=old.b_uid,
            reason=reason,
            replaces_id=one.id,
            withdrawn=True,
        )
        work.add(row, f"{subject} #{first} and #{second}: no longer judged {one.kind}")
    return work.result()


def _refuse_unlike(session: Session, subject: str, kind: JudgementKind, first: int, second: int) -> None:
    if subject != "source":
        return
    table = TABLES["source"]
    found = session.connection().execute(
        table.select().with_only_columns(table.c.id, table.c.kind, table.c.named).where(table.c.id.in_((first, second)))
    )
    kinds = {one: (what, named) for one, what, named in found}
    if kind is JudgementKind.SAME and kinds[first][0] is not kinds[second][0]:
        raise Refused(f"{_a(kinds[first][0])} and {_a(kinds[second][0])} cannot be the same source")
    if kind is JudgementKind.SAME and kinds[first][1] is not kinds[second][1]:
        raise BadUsage(
            "that an unnamed source is a named one would give the identity away; it is not recorded in the clear"
        )


def _refuse_conflict(
    session: Session, subject: str, kind: JudgementKind, first: int, second: int, replaced: Standing | None
) -> None:
    """Refuse a judgement that would make two records one and different at once, directly or through others."""
    standing = [
        one for one in identities(session.connection()).standing if one.subject == subject and one is not replaced
    ]
    standing = [one for one in standing if replaced is None or one.id != replaced.id]
    pairs = [(one.a, one.b) for one in standing if one.kind in JOINING]
    apart = [(one.a, one.b) for one in standing if one.kind not in JOINING]
    (pairs if kind in JOINING else apart).append((first, second))
    leader = {number: min(group) for group in groups(pairs) for number in group}
    for a, b in apart:
        if leader.get(a, a) == leader.get(b, b):
            labels = dict(zip(sorted((a, b)), described(session.connection(), subject, [a, b]), strict=True))
            raise ConflictingJudgements(labels[a], labels[b])


def _a(kind: SourceKind) -> str:
    return f"an {kind}" if kind is SourceKind.INSTITUTION else f"a {kind}"
