"""Claims whose statements read like one, or like its opposite: found by their rarest words, compared by the rules.

Two statements that are proposed share, in nearly every pair of real claims that we looked at, at least two fifths of
the words of either (`SHARED`).  So a claim that is worth comparing has at least one of our rarest words, or several:
the fewer of our words are left out of the search, the more of those searched for it must have (Chaudhuri et al. 2006,
"prefix filter"; Sarawagi and Kirpal 2004).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil

from sqlalchemy import ColumnElement, Connection, func, or_, select, union_all

from claims.privacy.offrecord import only_off_record
from claims.reading.dossier import claim_records
from claims.reading.identity import JOINING, Identities, identities
from claims.reading.records import ClaimRecord
from claims.reading.view import PRESENT, View
from claims.store.past import Record, entered_by, rows_of
from claims.store.schema import CLAIM_WORD, TABLES
from claims.text.matching import index_words, match_key
from claims.text.similarity import Likeness, Proposed, Stated, likeness
from claims.vocabulary import RelationKind, WindowRole

SHARED = 0.4
"""The part of a statement's words that a claim must have to be compared with it."""

SCANNED = 10_000
"""How many entries of the index a search may read, if that is enough for the `ALWAYS` rarest words."""

ALWAYS = 3
"""How many of the rarest words are searched for in any case."""

COUNTED = 5_000
"""Up to which number it is counted how many claims have a word; of one that more have, the newest are looked at."""

COMPARED = 1_000
"""How many claims are compared by their keys at most: those that share most words."""

CLOSE = 60.0
"""The likeness of the keys, in per cent, from which a statement is read word by word."""

READ = 160
"""How many statements are read so at most: those with the likest keys."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that is perhaps the same, or perhaps contradicts; a person decides."""

    id: int
    """The number of the claim that stands for it, if it was judged one with others."""
    statement: str
    """The one that is alike, even where another stands for it."""
    proposed: Proposed
    alike: int
    """How alike the statements are, in per cent."""
    why: str


def similar_claims(
    connection: Connection, to: int | Stated, view: View = PRESENT, limit: int = 10, known: Stated | None = None
) -> list[Proposal]:
    """Return the proposals on a claim (by number) or a statement, the likest first, in a few statements.

    ``known`` is what the claim states, if that need not be read.

    Left out are claims known only off the record unless the view asks for them, pairs that are related already, and
    what a person has denied: duplicates judged not to be, contradictions taken back or recorded as none.
    """
    joined = identities(connection, view.as_of)
    own = joined.members("claim", to) if isinstance(to, int) else ()
    stated = known or (_stated(connection, own[0], view) if own else to)
    if not isinstance(stated, Stated):
        return []
    close = _closest(stated, _candidates(connection, stated, own, view.as_of))
    close |= _reworded(connection, view.as_of) - set(own)
    rows = _rows(connection, close, view) if close else []
    if not rows:
        return []
    due = _due(connection, [*own[:1], *(row["id"] for row in rows)], view)
    stated = replace(stated, due=due.get(own[0])) if own else stated
    settled = _settled(connection, own, joined, view)
    best: dict[int, Proposal] = {}
    for row in rows:
        likeness_of_both = likeness(stated, Stated(row["statement"], row["kind"], due.get(row["id"])))
        number = joined.canonical("claim", row["id"])
        if likeness_of_both is None or likeness_of_both.proposed in settled.get(number, ()):
            continue
        if number not in best or likeness_of_both.alike > best[number].alike:
            best[number] = _proposal(number, row, likeness_of_both)
    return sorted(best.values(), key=lambda one: (-one.alike, one.proposed != Proposed.DUPLICATE, one.id))[:limit]


def standing(connection: Connection, proposals: Sequence[Proposal], view: View = PRESENT) -> list[ClaimRecord]:
    """Return the proposed claims with their records, in the order of the proposals."""
    claim, joined = TABLES["claim"], identities(connection, view.as_of)
    wanted = joined.all_members("claim", (proposal.id for proposal in proposals))
    records = claim_records(connection, select(claim.c.id).where(claim.c.id.in_(sorted(wanted))), view, joined)
    by_number = {record.id: record for record in records}
    return [by_number[proposal.id] for proposal in proposals]


def _proposal(number: int, row: Record, result: Likeness) -> Proposal:
    return Proposal(number, row["statement"], result.proposed, result.alike, result.why)


def _stated(connection: Connection, number: int, view: View) -> Stated | None:
    """Return a claim's statement without its due day."""
    claim = TABLES["claim"]
    rows = rows_of(connection, select(claim).where(claim.c.id == number), claim, view.as_of)
    if not rows or rows[0]["statement"] is None:
        return None
    return Stated(rows[0]["statement"], rows[0]["kind"])


def _due(connection: Connection, numbers: Sequence[int], view: View) -> dict[int, date | None]:
    """Return the deadlines of claims, by number."""
    window = TABLES["window"]
    statement = select(window).where(window.c.role == WindowRole.DUE, window.c.claim_id.in_(numbers))
    rows = rows_of(connection, statement.order_by(window.c.entered_at, window.c.uid), window, view.as_of)
    return {row["claim_id"]: row["latest"] for row in rows}


def _candidates(connection: Connection, stated: Stated, own: Collection[int], as_of: datetime | None) -> dict[int, str]:
    """Return the keys of the claims that share most words with a statement, and enough of them, by number.

    Those in the very words are always among them, however many claims have each of these words.
    """
    claim, key = TABLES["claim"], match_key(stated.statement)
    searched, least = _searched(connection, index_words(key))
    if not searched:
        return {}
    entered = entered_by(claim, as_of)
    others: list[ColumnElement[bool]] = [CLAIM_WORD.c.claim_id.not_in(own)]
    known: list[ColumnElement[bool]] = [claim.c.id.not_in(own)]
    if entered is not None:
        others.append(CLAIM_WORD.c.claim_id.in_(select(claim.c.id).where(entered)))
        known.append(entered)
    newest = select(CLAIM_WORD.c.claim_id).where(*others).order_by(CLAIM_WORD.c.claim_id.desc()).limit(COUNTED)
    having = union_all(*(select(newest.where(CLAIM_WORD.c.word == word).subquery()) for word in searched)).subquery()
    most = (
        select(having.c.claim_id)
        .group_by(having.c.claim_id)
        .having(func.count() >= least)
        .order_by(func.count().desc(), having.c.claim_id)
        .limit(COMPARED)
        .subquery()
    )
    sharing = select(claim.c.id, claim.c.match_key).join(most, most.c.claim_id == claim.c.id)
    same = select(claim.c.id, claim.c.match_key).where(claim.c.match_key == key, *known).limit(READ)
    return dict(connection.execute(union_all(sharing, select(same.subquery()))).all())


def _closest(stated: Stated, keys: Mapping[int, str]) -> set[int]:
    """Return the claims whose keys are likest the statement's."""
    from rapidfuzz import fuzz, process

    key = match_key(stated.statement)
    matches = process.extract(key, keys, scorer=fuzz.token_sort_ratio, score_cutoff=CLOSE, limit=READ)
    return {number for _, _, number in matches}


def _rows(connection: Connection, numbers: Collection[int], view: View) -> list[Record]:
    """Return the claims that the view may show, as they stood."""
    claim = TABLES["claim"]
    chosen = select(claim).where(claim.c.id.in_(sorted(numbers)))
    if not view.confidential:
        chosen = chosen.where(~only_off_record("claim", view.as_of))
    return [row for row in rows_of(connection, chosen, claim, view.as_of) if row["statement"] is not None]


def _searched(connection: Connection, words: Collection[str]) -> tuple[list[str], int]:
    """Return the rarest of some words, and how many of them a claim must have to share enough of all."""
    if not words:
        return [], 1
    counts = _counts(connection, sorted(words))
    known = sorted((word for word in words if counts[word]), key=lambda word: (counts[word], word))
    searched: list[str] = []
    read = 0
    for word in known:
        read += counts[word]
        if len(searched) >= ALWAYS and read > SCANNED:
            break
        searched.append(word)
    # A word that no claim has is shared with none, and so is none of those that may be shared unseen.
    return searched, max(1, ceil(SHARED * len(words)) - (len(known) - len(searched)))


def _counts(connection: Connection, words: Sequence[str]) -> dict[str, int]:
    """Return how many claims have each word, as far as it is counted."""
    columns = []
    for word in words:
        group = select(CLAIM_WORD.c.claim_id).where(CLAIM_WORD.c.word == word).limit(COUNTED).subquery()
        columns.append(select(func.count()).select_from(group).scalar_subquery())
    return dict(zip(words, connection.execute(select(*columns)).one(), strict=True))


def _reworded(connection: Connection, as_of: datetime | None) -> set[int]:
    """Return the claims whose statement was edited after a moment: the index has the words of today."""
    if as_of is None:
        return set()
    revision, claim = TABLES["revision"], TABLES["claim"]
    statement = (
        select(claim.c.id)
        .join(revision, revision.c.row_uid == claim.c.uid)
        .where(revision.c.subject == "claim", revision.c.field == "statement", revision.c.entered_at > as_of)
    )
    return set(connection.execute(statement).scalars())


def _settled(
    connection: Connection, own: Collection[int], joined: Identities, view: View
) -> Mapping[int, set[Proposed]]:
    """Return what needs no proposing any more about a claim and others, by the others' numbers."""
    grouped: dict[int, set[Proposed]] = {}
    if not own:
        return grouped
    for one in joined.standing:
        if one.subject == "claim" and one.kind not in JOINING and (one.a in own) != (one.b in own):
            other = joined.canonical("claim", one.b if one.a in own else one.a)
            grouped.setdefault(other, set()).add(Proposed.DUPLICATE)
    relation = TABLES["relation"]
    touching = or_(relation.c.claim_id.in_(own), relation.c.other_id.in_(own))
    statement = select(relation).where(touching).order_by(relation.c.entered_at, relation.c.uid)
    rows = rows_of(connection, statement, relation, view.as_of)
    for row in {(row["claim_id"], row["kind"], row["other_id"]): row for row in rows}.values():
        other = joined.canonical("claim", row["other_id"] if row["claim_id"] in own else row["claim_id"])
        if not row["withdrawn"]:
            grouped.setdefault(other, set()).update(Proposed)
        elif row["kind"] is RelationKind.CONTRADICTS:
            grouped.setdefault(other, set()).add(Proposed.CONTRADICTS)
    return grouped
