"""Judgements about records: which are the same, which are distinct, which are independent.

No key is ever rewritten: the canonical record of a group judged the same is the oldest, computed each time from the
current judgements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, RowMapping, Select, select, union

from claims.privacy.confided import NOTHING, Confided, all_confided, on_background
from claims.privacy.offrecord import confided
from claims.rules.sourcing.joining import Groups
from claims.store.past import entered_by
from claims.store.remembered import remembered
from claims.store.schema import TABLES
from claims.values import value
from claims.vocabulary import JudgementKind

R = TypeVar("R", bound=Mapping[str, Any])

JOINING = frozenset({JudgementKind.SAME, JudgementKind.DUPLICATE})
"""The judgements that join two records."""


@value
class Standing:
    """A judgement that was not withdrawn."""

    id: int
    uid: str
    subject: str
    kind: JudgementKind
    a: int
    b: int
    reason: str | None
    who: str
    at: datetime


@value
class Identities:
    """Which records people joined, by table and number."""

    standing: tuple[Standing, ...] = ()
    canonical_of: dict[tuple[str, int], int] = field(default_factory=dict)
    members_of: dict[tuple[str, int], tuple[int, ...]] = field(default_factory=dict)

    def canonical(self, subject: str, number: int) -> int:
        """Return the canonical number for ``number``: the oldest of its group, or itself."""
        return self.canonical_of.get((subject, number), number)

    def members(self, subject: str, number: int) -> tuple[int, ...]:
        """Return the numbers of all records joined with ``number``, including itself."""
        return self.members_of.get((subject, self.canonical(subject, number)), (number,))

    def all_members(self, subject: str, numbers: Iterable[int]) -> set[int]:
        """Return the numbers of all records joined with any of ``numbers``."""
        return {member for number in numbers for member in self.members(subject, number)}

    def gathered(self, subject: str, rows: Iterable[R]) -> dict[int, list[R]]:
        """Return rows by canonical number, each group's own row first."""
        members: dict[int, list[R]] = defaultdict(list)
        for row in rows:
            members[self.canonical(subject, row["id"])].append(row)
        return {
            number: sorted(members[number], key=lambda row: (row["id"] != number, row["id"]))
            for number in sorted(members)
        }

    def between(self, subject: str, a: int, b: int) -> list[Standing]:
        """Return the current judgements about these two records, the newest last."""
        return [
            judgement
            for judgement in self.standing
            if judgement.subject == subject and {judgement.a, judgement.b} == {a, b}
        ]


def identities(connection: Connection, as_of: datetime | None = None) -> Identities:
    """Return the judgements of ``as_of`` and the groups that they make; they are read once per transaction."""
    return remembered(connection, ("identities", as_of), _JUDGED, lambda: _identities(connection, as_of))


_JUDGED = frozenset({"judgement"})


def judgement_rows(connection: Connection, as_of: datetime | None) -> Sequence[RowMapping]:
    """Return every judgement entered by ``as_of``, in order of entry; they are read once in a transaction."""
    return remembered(connection, ("judgements", as_of), _JUDGED, lambda: _judgement_rows(connection, as_of))


def _judgement_rows(connection: Connection, as_of: datetime | None) -> Sequence[RowMapping]:
    judgement = TABLES["judgement"]
    statement = _ALL_JUDGEMENTS
    condition = entered_by(judgement, as_of)
    if condition is not None:
        statement = statement.where(condition)
    return connection.execute(statement).mappings().all()


_ALL_JUDGEMENTS = select(TABLES["judgement"]).order_by(TABLES["judgement"].c.entered_at, TABLES["judgement"].c.uid)


def _identities(connection: Connection, as_of: datetime | None) -> Identities:
    standing, ages = _standing(connection, as_of)
    canonical: dict[tuple[str, int], int] = {}
    members: dict[tuple[str, int], tuple[int, ...]] = {}
    for subject in sorted({judgement.subject for judgement in standing}):
        pairs = [
            (judgement.a, judgement.b)
            for judgement in standing
            if judgement.subject == subject and judgement.kind in JOINING
        ]
        for group in groups(pairs):
            ordered = tuple(sorted(group, key=lambda number: ages[subject, number]))
            members[subject, ordered[0]] = ordered
            canonical.update({(subject, number): ordered[0] for number in ordered})
    return Identities(tuple(standing), canonical, members)


def without(joined: Identities, hidden: Mapping[str, set[int]]) -> Identities:
    """Return the judgements, as if these records had never been entered.

    A visible record never takes a hidden record's name, and two records are never joined only through a hidden record.
    """
    gone: dict[str, set[int]] = defaultdict(set, hidden)
    standing = tuple(
        judgement for judgement in joined.standing if not gone[judgement.subject] & {judgement.a, judgement.b}
    )
    canonical: dict[tuple[str, int], int] = {}
    members: dict[tuple[str, int], tuple[int, ...]] = {}
    for (subject, _), group in joined.members_of.items():
        pairs = [
            (judgement.a, judgement.b)
            for judgement in standing
            if judgement.subject == subject and judgement.kind in JOINING and judgement.a in group
        ]
        for joined_numbers in groups(pairs):
            ordered = tuple(sorted(joined_numbers, key=group.index))
            members[subject, ordered[0]] = ordered
            canonical.update({(subject, number): ordered[0] for number in ordered})
    return Identities(standing, canonical, members)


def identities_shown(connection: Connection, as_of: datetime | None, *, confidential: bool) -> Identities:
    """Return the judgements of ``as_of``, as far as a view may show them."""
    joined = identities(connection, as_of)
    return joined if confidential else on_record(connection, joined)


def on_record(
    connection: Connection, joined: Identities, *, public: bool = False, known: Confided | None = None
) -> Identities:
    """Return the judgements without confidential records (``known``, if already read), so that their names stay hidden.

    For the public, sources known only on background are hidden too.
    """
    if not joined.standing:
        return joined
    known = known or all_confided(connection)
    if known is NOTHING and not public:
        return joined
    hidden = known.by_table()
    judged = {
        number
        for judgement in joined.standing
        if judgement.subject == "source"
        for number in (judgement.a, judgement.b)
    }
    # Nobody goes by the name of one who spoke off the record alone, even of one who is known for another reason.
    hidden["source"] |= on_background(connection, judged) if public else confided(connection, "source", judged)
    return without(joined, hidden)


def groups(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the groups of numbers that ``pairs`` connect."""
    joined: Groups[int] = Groups()
    for pair in pairs:
        joined.join(*pair)
    return joined.gathered(sorted(joined.mentioned()))


Ages = dict[tuple[str, int], tuple[datetime, str]]
"""When records were entered, with their uids, by table and number: this decides which of a group is the oldest."""


def _standing(connection: Connection, as_of: datetime | None) -> tuple[list[Standing], Ages]:
    """Return the current judgements, with the ages of their records."""
    rows = judgement_rows(connection, as_of)
    replaced = {row["replaces_id"] for row in rows}
    kept = [row for row in rows if row["id"] not in replaced and not row["withdrawn"]]
    numbers: dict[tuple[str, str], int] = {}
    ages: Ages = {}
    for subject in {row["subject"] for row in kept}:
        table = TABLES[subject]
        uids = {uid for row in kept if row["subject"] == subject for uid in (row["a_uid"], row["b_uid"])}
        columns = select(table.c.uid, table.c.id, table.c.entered_at)
        for uid, number, at in connection.execute(columns.where(table.c.uid.in_(uids))):
            numbers[subject, uid], ages[subject, number] = number, (at, uid)
    standing = [
        Standing(
            id=row["id"],
            uid=row["uid"],
            subject=row["subject"],
            kind=row["kind"],
            a=numbers[row["subject"], row["a_uid"]],
            b=numbers[row["subject"], row["b_uid"]],
            reason=row["reason"],
            who=row["entered_by"],
            at=row["entered_at"],
        )
        for row in kept
        if (row["subject"], row["a_uid"]) in numbers and (row["subject"], row["b_uid"]) in numbers
    ]
    return standing, ages


def with_duplicates(connection: Connection, scope: Select[tuple[int]], joined: Identities) -> Select[tuple[int]]:
    """Return the statement that selects the claims of ``scope`` and all claims judged the same as any of them."""
    claim = TABLES["claim"]
    paired = {
        member: members
        for (subject, _), members in joined.members_of.items()
        if subject == "claim"
        for member in members
    }
    if not paired:
        return scope
    joined_claims = connection.execute(select(claim.c.id).where(claim.c.id.in_(scope), claim.c.id.in_(sorted(paired))))
    twins = {twin for number in joined_claims.scalars() for twin in paired[number]}
    # A union and not an OR, for which every claim there is would be looked at.
    both = union(scope, select(claim.c.id).where(claim.c.id.in_(sorted(twins))))
    return select(claim.c.id).where(claim.c.id.in_(both)) if twins else scope
