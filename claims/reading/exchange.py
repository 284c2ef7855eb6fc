"""The rows of an export: everything or a story, with or without confidential records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, func, select

from claims.privacy.closed import closings
from claims.privacy.confided import ABOVE, all_confided
from claims.privacy.offrecord import is_off_record, off_record_replies, off_record_since
from claims.privacy.redaction import PRIVATE
from claims.reading.identity import identities
from claims.reading.stories import story_scope
from claims.store import dialect
from claims.store.ledger import References, canonical, chunks, plain, reference_targets
from claims.store.past import MANY, Record
from claims.store.schema import EVENT, NAMED_TABLES, TABLES
from claims.vocabulary import Terms

Line = dict[str, Any]
"""One line of an exchange file, before it is JSON."""

AT_ONCE = 1_000
"""How many rows are read at once."""

SEALED_TABLES = frozenset({"sealed", "copy"})
"""Tables that only complete exports contain: sealed identities, and where copies are."""

OPTIONAL = frozenset(
    {
        ("article", "reprint_of_id"),
        ("claim", "condition_claim_id"),
        ("correction", "successor_id"),
        ("judgement", "replaces_id"),
        ("reporter", "outlet_id"),
        ("review", "agrees_with_id"),
        ("review", "replaces_id"),
        *(("source", column) for column in ABOVE),
    }
)
"""Optional references, which are left out if their record is left out."""


_WITH = {("article", "reprint_of_id"): ("reprint_extent",)}
"""Fields that describe a reference, and go with it."""


def may_be_left_out(table: str, column: str) -> bool:
    """Return whether a row may be incomplete because it came from an incomplete export."""
    return (table, column) in OPTIONAL or column in PRIVATE or (table, column) == ("inquiry_reply", "note")


@dataclass(slots=True)
class LeftOut:
    """How many rows an export leaves out, and why."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, why: str, count: int = 1) -> None:
        """Count an omission, or several."""
        if count:
            self.counts[why] = self.counts.get(why, 0) + count


_ONLY_COMPLETE = frozenset({"remainder", "snapshot", "proposal_decision", "snapshot_timestamp"})
"""Tables that only a complete export holds.

A remainder proves nothing without salts, and with them what is private could be guessed. A snapshot is a publisher's
text, or somebody's mail.
"""


def exported(
    connection: Connection, left_out: LeftOut, *, complete: bool, story: int | None = None, admits: bool = False
) -> Iterator[Line]:
    """Yield an export's lines between the first and the last, in order, a few rows in memory at a time.

    Counts omissions in ``left_out``. A complete export holds everything, with salts and events. With ``admits`` a
    closed story names the people who may see it, as they are to see it elsewhere.
    """
    scope = None if story is None else _scope_of_story(connection, story)
    closed = {closing.story for closing in closings(connection)} if admits else set()
    sifted = _Sifted(connection, complete=complete, scope=scope, closed=frozenset(closed))
    for name, table in TABLES.items():
        if name in _ONLY_COMPLETE and not complete:
            continue
        if name in SEALED_TABLES and not complete:
            left_out.add(name, _number_of_sealed(connection, name, scope))
            continue
        statement = select(table).order_by(dialect.bytewise(connection, table.c.uid))
        for rows in _read(connection, statement):
            kept = [row for row in rows if sifted.keeps(name, row, left_out)]
            references = References(connection)
            references.learn(table, kept)
            for row in kept:
                content = canonical(table, sifted.without_hidden(name, row, left_out), references)
                yield {"table": name, "row": content} | ({"salt": row["salt"]} if complete else {})
    if complete:
        yield from events(connection)


def _read(connection: Connection, statement: Select[Any]) -> Iterator[list[Record]]:
    with connection.execute(statement, execution_options={"yield_per": AT_ONCE}) as result:
        for part in result.mappings().partitions(AT_ONCE):
            yield [dict(row) for row in part]


def events(connection: Connection) -> Iterator[Line]:
    """Yield the events of every chain unchanged, by replica and number, a few in memory at a time."""
    ordered = select(EVENT).order_by(dialect.bytewise(connection, EVENT.c.replica), EVENT.c.seq)
    for part in _read(connection, ordered):
        for row in part:
            held = {name: plain(value) for name, value in row.items() if name != "id"}
            if held["proved"] is None:  # an event of an older program, and its line is as that wrote it
                del held["proved"]
            yield {"event": held}


@dataclass(slots=True)
class _Sifted:
    """Decides row by row, in the order of the tables, what an export may contain."""

    connection: Connection
    complete: bool
    scope: dict[str, set[int]] | None
    closed: frozenset[int]
    """The closed stories that name the people who may see them."""
    gone: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """The numbers of the rows that are left out, by table."""
    gone_uids: set[str] = field(default_factory=set)
    confided_uids: set[str] = field(default_factory=set)
    """The uids of confidential named records."""
    secret_inquiries: set[int] = field(default_factory=set)
    """Inquiries with an off-the-record answer: a note on one may repeat its words."""

    def __post_init__(self) -> None:
        if self.complete:
            return
        for name, numbers in all_confided(self.connection).by_table().items():
            self.gone[name] = numbers
            self.confided_uids |= set(_uids(self.connection, name, numbers))
        self.gone["review"] = _of(self.connection, "review", "claim_id", self.gone["claim"])
        self.gone["appearance"] = self._entered_on_record_by_mistake()
        everywhere = select(TABLES["claim"].c.id)
        replies = off_record_replies(self.connection, everywhere)
        self.gone["inquiry_reply"], self.secret_inquiries = set(replies), set(replies.values())

    def keeps(self, name: str, row: Record, left_out: LeftOut) -> bool:
        """Return whether a row is in the export."""
        if self.scope is not None and name in self.scope and row["id"] not in self.scope[name]:
            self._leave(name, row)
            return False
        if self.complete:
            return True
        hidden = row["id"] in self.gone[name] or (name == "appearance" and row["terms"] is Terms.OFF_RECORD)
        if hidden or self._rests_on_what_is_gone(name, row):
            self._leave(name, row)
            if self.scope is None or hidden:
                left_out.add("off_record")
            return False
        return True

    def without_hidden(self, name: str, row: Record, left_out: LeftOut) -> Record:
        """Return a row without private fields and references to omitted records; count the private ones."""
        if self.complete:
            return row
        sifted = dict(row)
        for column, target in reference_targets(TABLES[name]).items():
            if (name, column) in OPTIONAL and self._is_gone(target, row[column]):
                sifted |= dict.fromkeys([column, *_WITH.get((name, column), ())])
        for column in PRIVATE & row.keys():
            if row[column] is not None and not (name == "story_closing" and row["story_id"] in self.closed):
                sifted[column] = None
                left_out.add(column)
        if name == "inquiry_reply" and row["inquiry_id"] in self.secret_inquiries and row["appearance_id"] is None:
            sifted["note"] = None
            left_out.add("off_record", row["note"] is not None)
        return sifted

    def _rests_on_what_is_gone(self, name: str, row: Record) -> bool:
        for column, target in reference_targets(TABLES[name]).items():
            if (name, column) not in OPTIONAL and self._is_gone(target, row[column]):
                return True
        if name == "revision" and self._tells_of_what_was_confided(row):
            return True
        return any(row.get(column) in self.gone_uids for column in ("row_uid", "a_uid", "b_uid") if row.get(column))

    def _tells_of_what_was_confided(self, revision: Record) -> bool:
        """Return whether an edit added or removed a reference to a confidential record."""
        values = (json.loads(value) for value in (revision["old"], revision["new"]) if value is not None)
        return any(isinstance(value, str) and value in self.confided_uids for value in values)

    def _is_gone(self, target: str, number: int | None) -> bool:
        """Return whether a row is left out of the export, even one later in its own table."""
        elsewhere = self.scope is not None and target in self.scope and number not in self.scope[target]
        return number is not None and (elsewhere or number in self.gone[target])

    def _leave(self, name: str, row: Record) -> None:
        self.gone[name].add(row["id"])
        self.gone_uids.add(row["uid"])

    def _entered_on_record_by_mistake(self) -> set[int]:
        """Return the wrong entries whose successor is off the record."""
        appearance, correction = TABLES["appearance"], TABLES["correction"]
        off = select(appearance.c.id).where(is_off_record(appearance))
        secret = set(self.connection.execute(off).scalars())
        pairs = select(correction.c.appearance_id, correction.c.successor_id)
        replaced = self.connection.execute(pairs.where(correction.c.successor_id.is_not(None)))
        return off_record_since([(wrong, successor) for wrong, successor in replaced], secret)


def _number_of_sealed(connection: Connection, name: str, scope: dict[str, set[int]] | None) -> int:
    """Return how many rows there are in a table that is never exported, or how many about a story's records."""
    table = TABLES[name]
    if scope is None:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()
    return len(_about(connection, name, scope)) if name == "sealed" else 0


# A story


def _scope_of_story(connection: Connection, story: int) -> dict[str, set[int]]:
    """Return the numbers of the rows that belong to a story, by table."""
    joined = identities(connection)
    claims: set[int] = set(connection.execute(story_scope(connection, story, joined)).scalars())
    scope: dict[str, set[int]] = {name: set() for name in TABLES}
    scope["claim"], scope["story"] = claims, set(joined.members("story", story))
    for name in ("claim_story", "window", "appearance", "review", "inquiry", "assignment"):
        scope[name] = _of(connection, name, "claim_id", claims)
    scope["claim_story"] &= _of(connection, "claim_story", "story_id", scope["story"])
    scope["story_closing"] = _of(connection, "story_closing", "story_id", scope["story"])
    for name, column, owner in _HANGING:
        scope[name] |= _of(connection, name, column, scope[owner])
    ways = (_of(connection, "relation", column, claims) for column in ("claim_id", "other_id"))
    scope["relation"] = set.intersection(*ways)
    _add_articles(connection, scope)
    _add_sources(connection, scope)
    scope["byline"] = _of(connection, "byline", "article_id", scope["article"])
    scope["reporter"] = _referred(connection, "byline", "reporter_id", scope["byline"])
    scope["outlet"] |= _referred(connection, "article", "outlet_id", scope["article"])
    scope["outlet"] |= _referred(connection, "reporter", "outlet_id", scope["reporter"])
    scope["outlet_alias"] = _of(connection, "outlet_alias", "outlet_id", scope["outlet"])
    _add_judgements(connection, scope)
    for name in ("revision", "redaction"):
        scope[name] = _about(connection, name, scope)
    scope["sealed"] = _about(connection, "sealed", scope)
    return scope


_HANGING = (
    ("hedge", "appearance_id", "appearance"),
    ("correction", "appearance_id", "appearance"),
    ("evidence", "review_id", "review"),
    ("evidence", "correction_id", "correction"),
    ("inquiry_reply", "inquiry_id", "inquiry"),
)


def _add_articles(connection: Connection, scope: dict[str, set[int]]) -> None:
    """Add the articles that carry the claims, are relayed or reprinted, or serve as evidence."""
    for column in ("article_id", "relays_id"):
        scope["article"] |= _referred(connection, "appearance", column, scope["appearance"])
    scope["article"] |= _referred(connection, "evidence", "article_id", scope["evidence"])
    while more := _referred(connection, "article", "reprint_of_id", scope["article"]) - scope["article"]:
        scope["article"] |= more


def _add_sources(connection: Connection, scope: dict[str, set[int]]) -> None:
    """Add the sources with every institution above them."""
    scope["source"] |= _referred(connection, "appearance", "source_id", scope["appearance"])
    scope["source"] |= _referred(connection, "inquiry", "source_id", scope["inquiry"])
    while True:
        more = set().union(*(_referred(connection, "source", name, scope["source"]) for name in ABOVE))
        if more <= scope["source"]:
            return
        scope["source"] |= more


def _add_judgements(connection: Connection, scope: dict[str, set[int]]) -> None:
    """Add judgements about pairs that both belong to the story."""
    judgement = TABLES["judgement"]
    uids = {uid for name in NAMED_TABLES for uid in _uids(connection, name, scope[name])}
    for row in connection.execute(select(judgement.c.id, judgement.c.a_uid, judgement.c.b_uid)):
        if row.a_uid in uids and row.b_uid in uids:
            scope["judgement"].add(row.id)


def _about(connection: Connection, name: str, scope: dict[str, set[int]]) -> set[int]:
    """Return the rows of ``name`` about records of the scope, which they name by uid."""
    table = TABLES[name]
    about: set[int] = set()
    for subject, numbers in scope.items():
        if subject == name or not numbers:
            continue
        for part in chunks(_uids(connection, subject, numbers), MANY):
            about |= set(
                connection.execute(
                    select(table.c.id).where(table.c.subject == subject, table.c.row_uid.in_(part))
                ).scalars()
            )
    return about


def _of(connection: Connection, name: str, column: str, numbers: set[int]) -> set[int]:
    """Return the rows of ``name`` whose ``column`` refers to these numbers."""
    table = TABLES[name]
    return {
        number
        for part in chunks(sorted(numbers), MANY)
        for number in connection.execute(select(table.c.id).where(table.c[column].in_(part))).scalars()
    }


def _referred(connection: Connection, name: str, column: str, numbers: set[int]) -> set[int]:
    """Return the numbers that ``column`` refers to in these rows of ``name``."""
    table = TABLES[name]
    return {
        value
        for part in chunks(sorted(numbers), MANY)
        for value in connection.execute(select(table.c[column]).where(table.c.id.in_(part))).scalars()
        if value is not None
    }


def _uids(connection: Connection, name: str, numbers: set[int]) -> list[str]:
    table = TABLES[name]
    return [
        uid
        for part in chunks(sorted(numbers), MANY)
        for uid in connection.execute(select(table.c.uid).where(table.c.id.in_(part))).scalars()
    ]
