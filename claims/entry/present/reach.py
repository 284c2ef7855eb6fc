"""Which claims' present state may change after some rows were written: perhaps too many, never too few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Select, select, union_all

from claims.privacy.confided import ABOVE
from claims.privacy.offrecord import has_off_record, is_off_record
from claims.reading.identity import Identities
from claims.store.derived import Written
from claims.store.ledger import chunks
from claims.store.past import MANY
from claims.store.schema import TABLES
from claims.vocabulary import RelationKind, Terms

_OF_A_CLAIM = ("appearance", "review", "window", "inquiry")
"""The tables whose rows belong to one claim."""

_BEARING = (RelationKind.CONTRADICTS, RelationKind.SUPERSEDES)
"""The relations that let one claim's state affect another's."""


def touched(
    connection: Connection, written: Written, joined: Identities, entered: Collection[int] = frozenset()
) -> set[int]:
    """Return the claims whose own present state may change after these rows were written.

    Claims in ``entered``, whose rows are all in memory, need no look-up.
    """
    return _Touched(connection, written, joined, entered).claims()


def related(connection: Connection, claims: Iterable[int], joined: Identities) -> set[int]:
    """Return claims with all claims judged the same, and all claims that their state affects."""
    relation, related_claims = TABLES["relation"], joined.all_members("claim", claims)
    ways = ((relation.c.claim_id, relation.c.other_id), (relation.c.other_id, relation.c.claim_id))
    for part in chunks(sorted(related_claims), MANY):
        bearing = (select(other).where(here.in_(part), relation.c.kind.in_(_BEARING)) for here, other in ways)
        related_claims = related_claims | set(connection.execute(union_all(*bearing)).scalars())
    return joined.all_members("claim", related_claims)


class _Touched:
    """The rows that were written, by table, and the named records they changed."""

    def __init__(self, connection: Connection, written: Written, joined: Identities, entered: Collection[int]) -> None:
        self.connection, self.written, self.joined, self.entered = connection, written, joined, entered
        self.uids: dict[str, set[str]] = defaultdict(set)
        for row in written.get("judgement", ()):
            self.uids[row["subject"]] |= {row["a_uid"], row["b_uid"]}
        for name in ("revision", "redaction"):
            for row in written.get(name, ()):
                self.uids[row["subject"]].add(row["row_uid"])
        self.uids["claim"] |= {row["uid"] for row in written.get("claim", ()) if row["id"] not in entered}

    def claims(self) -> set[int]:
        """Return the claims."""
        reached = {row["claim_id"] for name in _OF_A_CLAIM for row in self.written.get(name, ())}
        for row in self.written.get("relation", ()):
            reached |= {row["claim_id"], row["other_id"]}
        reached |= self._numbers("claim")
        for name in _OF_A_CLAIM:
            table = TABLES[name]
            reached |= self._selected(table.c.claim_id, table.c.uid, self.uids[name])
        reached |= self._of_replies() | self._of_corrections()
        reached |= self._heard_from(self._numbers("source")) | self._carried_by(self._articles())
        return reached | self._by_confidence(reached)

    def _numbers(self, subject: str) -> set[int]:
        table = TABLES[subject]
        return self._selected(table.c.id, table.c.uid, self.uids[subject])

    def _of_replies(self) -> set[int]:
        inquiry, reply = TABLES["inquiry"], TABLES["inquiry_reply"]
        asked = {row["inquiry_id"] for row in self.written.get("inquiry_reply", ())}
        asked |= self._selected(reply.c.inquiry_id, reply.c.uid, self.uids["inquiry_reply"])
        return self._selected(inquiry.c.claim_id, inquiry.c.id, asked)

    def _of_corrections(self) -> set[int]:
        appearance = TABLES["appearance"]
        corrected = {row["appearance_id"] for row in self.written.get("correction", ())}
        return self._selected(appearance.c.claim_id, appearance.c.id, corrected)

    # Named records

    def _heard_from(self, sources: set[int]) -> set[int]:
        """Return the claims that rest on these sources, on sources judged the same, or on sources belonging to them."""
        source, appearance = TABLES["source"], TABLES["appearance"]
        known, new = set[int](), self.joined.all_members("source", sources)
        while new:
            known |= new
            below = {number for name in ABOVE for number in self._selected(source.c.id, source.c[name], new)}
            new = self.joined.all_members("source", below) - known
        return self._selected(appearance.c.claim_id, appearance.c.source_id, known)

    def _articles(self) -> set[int]:
        """Return the articles that changed, got a new byline, or belong to changed outlets or reporters."""
        article, byline = TABLES["article"], TABLES["byline"]
        entered = {row["id"] for row in self.written.get("article", ())}
        changed = self._numbers("article")
        changed |= {row["article_id"] for row in self.written.get("byline", ())} - entered
        outlets = self.joined.all_members("outlet", self._numbers("outlet"))
        reporters = self.joined.all_members("reporter", self._numbers("reporter"))
        changed |= self._selected(article.c.id, article.c.outlet_id, outlets)
        changed |= self._selected(byline.c.article_id, byline.c.reporter_id, reporters)
        return self.joined.all_members("article", changed)

    def _carried_by(self, articles: set[int]) -> set[int]:
        appearance = TABLES["appearance"]
        return self._selected(appearance.c.claim_id, appearance.c.article_id, articles) | self._selected(
            appearance.c.claim_id, appearance.c.relays_id, articles
        )

    # Confidence

    def _by_confidence(self, claims: set[int]) -> set[int]:
        """Return the claims of all judged records, if their confidentiality may have changed.

        Whether a source is known only off the record decides which record represents its group. That can change only if
        something off the record is involved: in the written claims, or through their sources.
        """
        if not self.joined.standing or not self._is_near(claims):
            return set()
        judged: Mapping[str, set[int]] = {
            subject: {
                number for (kind, _), group in self.joined.members_of.items() if kind == subject for number in group
            }
            for subject in ("claim", "source", "article", "outlet")
        }
        article = TABLES["article"]
        of_outlets = self._selected(article.c.id, article.c.outlet_id, judged["outlet"])
        judged_apart = {
            number for pair in self.joined.standing if pair.subject == "source" for number in (pair.a, pair.b)
        }
        return (
            judged["claim"]
            | self._heard_from(judged["source"] | judged_apart)
            | self._carried_by(judged["article"] | of_outlets)
        )

    def _is_near(self, claims: set[int]) -> bool:
        appearance, source = TABLES["appearance"], TABLES["source"]
        new = self.written.get("appearance", ())
        if any(row["terms"] is Terms.OFF_RECORD for row in new):
            return True
        if not has_off_record(self.connection):
            return False
        heard = self._selected(appearance.c.source_id, appearance.c.claim_id, claims) - {None}
        below, above = set[int](), self.joined.all_members("source", heard)
        while above:
            below |= above
            over = {number for name in ABOVE for number in self._selected(source.c[name], source.c.id, above)} - {None}
            above = self.joined.all_members("source", over) - below
        off = is_off_record(appearance)
        return any(
            self.connection.execute(select(column).where(off, column.in_(part)).limit(1)).first() is not None
            for column, numbers in ((appearance.c.source_id, below), (appearance.c.claim_id, claims))
            for part in chunks(sorted(numbers), MANY)
        )

    def _selected(self, wanted: Column[Any], by: Column[Any], values: Iterable[Any]) -> set[int]:
        """Return the values of column ``wanted`` in the rows whose column ``by`` holds a value of ``values``."""
        statement: Callable[[list[Any]], Select[Any]] = lambda part: select(wanted).where(by.in_(part))  # noqa: E731
        return {
            value
            for part in chunks(sorted(values), MANY)
            for value in self.connection.execute(statement(part)).scalars()
        }
