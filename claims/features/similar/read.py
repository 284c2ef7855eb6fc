"""Claims with similar or opposite statements: searched by their rarest words, compared by the rules.

Nearly all proposed pairs of real claims that we looked at share at least two fifths of the words of either (`SHARED`).
So a claim that is worth comparing has at least one of our rarest words, or several: the more of our words the search
uses, the more of them it must have (Chaudhuri et al. 2006, "prefix filter"; Sarawagi and Kirpal 2004).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from math import ceil
from typing import Any

from sqlalchemy import Connection, Select, bindparam, or_, select, text

from claims.privacy.offrecord import only_off_record
from claims.reading.identity import JOINING, Identities, identities_shown
from claims.reading.view import PRESENT, View
from claims.store.past import entered_by, rows_of
from claims.store.schema import TABLES
from claims.text.matching import index_words, match_key
from claims.text.similarity import DifferenceKind, Proposed, Stated, likeness
from claims.vocabulary import RelationKind, WindowRole

SHARED = 0.4
"""The share of a statement's words that a claim must have to be compared with it."""

SCANNED = 10_000
"""How many index entries a search may read; the `ALWAYS` rarest words are searched in any case."""

ALWAYS = 3
"""How many of the rarest words are always searched for."""

COUNTED = 5_000
"""Up to how many claims with a word are counted; of a more frequent word the newest claims are searched."""

COMPARED = 1_000
"""How many claims with the most shared words are compared by their keys."""

CLOSE = 60.0
"""How alike the keys must be, in per cent, for statements to be compared word by word."""

READ = 160
"""How many statements with the likest keys are compared word by word."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that is perhaps the same or perhaps contradicts; a person decides."""

    id: int
    """The claim's canonical number."""
    statement: str
    """The statement that is alike, even if another member of its group is canonical."""
    proposed: Proposed
    alike: int
    """How alike the statements are, in per cent."""
    why: str
    differs: DifferenceKind | None = None
    """In what they differ, if that is why they are not proposed as the same."""


def similar_claims(
    connection: Connection, to: int | Stated, view: View = PRESENT, limit: int = 10, known: Stated | None = None
) -> list[Proposal]:
    """Return the proposals on a claim (by number) or a statement, the likest first, in a few statements.

    ``known`` is the claim's statement, if it was read already. Left out are claims known only off the record unless the
    view includes them, pairs that are already related, and pairs that a person rejected: judged not to be duplicates,
    or with a contradiction withdrawn or ruled out.
    """
    joined = identities_shown(connection, view.as_of, confidential=view.confidential)
    own = joined.members("claim", to) if isinstance(to, int) else ()
    stated = known or (stated_as(connection, own[0], view) if own else to)
    if not isinstance(stated, Stated):
        return []
    close = closest(stated, _candidates(connection, stated, own, view.as_of))
    close |= reworded(connection, view.as_of) - set(own)
    others = statements_of(connection, close, view) if close else {}
    if not others:
        return []
    due = due_days(connection, [*own[:1], *others], view)
    stated = replace(stated, due=due.get(own[0])) if own else stated
    others = {number: replace(other, due=due.get(number)) for number, other in others.items()}
    return near_copies(stated, others, joined, settled_with(connection, own, joined, view))[:limit]


def near_copies(
    stated: Stated, others: Mapping[int, Stated], joined: Identities, settled: Mapping[int, Collection[Proposed]]
) -> list[Proposal]:
    """Return the proposals that the wording of a statement and of other claims suggests, the likest first."""
    best: dict[int, Proposal] = {}
    for member, other in others.items():
        both = likeness(stated, other)
        number = joined.canonical("claim", member)
        if both is None or both.proposed in settled.get(number, ()):
            continue
        if number not in best or both.alike > best[number].alike:
            best[number] = Proposal(number, other.statement, both.proposed, both.alike, both.why, both.differs)
    return sorted(
        best.values(), key=lambda proposal: (-proposal.alike, proposal.proposed != Proposed.DUPLICATE, proposal.id)
    )


def stated_as(connection: Connection, number: int, view: View) -> Stated | None:
    """Return a claim's statement without its due day."""
    claim = TABLES["claim"]
    rows = rows_of(connection, select(claim).where(claim.c.id == number), claim, view.as_of)
    if not rows or rows[0]["statement"] is None:
        return None
    return Stated(rows[0]["statement"], rows[0]["kind"])


def due_days(connection: Connection, numbers: Sequence[int], view: View) -> dict[int, date | None]:
    """Return the deadlines of claims, by number."""
    due, entered = _due(), entered_by(TABLES["window"], view.as_of)
    if entered is not None:
        due = due.where(entered)
    return dict(connection.execute(due, {"claims": list(numbers)}).all())


@lru_cache(maxsize=1)
def _due() -> Select[Any]:
    """Return the statement for the deadlines of claims, the newest last; making it takes longer than answering it."""
    window = TABLES["window"]
    of_claims = (window.c.role == WindowRole.DUE, window.c.claim_id.in_(bindparam("claims", expanding=True)))
    return select(window.c.claim_id, window.c.latest).where(*of_claims).order_by(window.c.entered_at, window.c.uid)


def _candidates(connection: Connection, stated: Stated, own: Collection[int], as_of: datetime | None) -> dict[int, str]:
    """Return the keys of enough claims that share the most words with a statement, by number.

    Claims with exactly the same words are always included, however frequent those words are.
    """
    claim, key = TABLES["claim"], match_key(stated.statement)
    searched, least = _searched(connection, index_words(key))
    if not searched:
        return {}
    of_others, early = "", ""
    if own:
        of_others = f"AND claim_id NOT IN ({', '.join(f':own{place}' for place in range(len(own)))})"
    if as_of is not None:
        early = "AND claim_id IN (SELECT id FROM claim WHERE entered_at <= :as_of)"
    # As text: SQLAlchemy takes longer to put a statement of so many parts together than a database to answer it.
    parts = [
        f"SELECT * FROM (SELECT claim_id FROM claim_word WHERE word = :w{place} {of_others} {early} "
        f"ORDER BY claim_id DESC LIMIT {COUNTED}) part{place}"
        for place in range(len(searched))
    ]
    chosen = (
        "SELECT claim.id, claim.match_key FROM claim JOIN (SELECT claim_id FROM "
        f"({' UNION ALL '.join(parts)}) shared GROUP BY claim_id HAVING count(*) >= {least} "
        f"ORDER BY count(*) DESC, claim_id LIMIT {COMPARED}) most ON most.claim_id = claim.id "
        "UNION ALL SELECT * FROM (SELECT id, match_key FROM claim WHERE match_key = :match_key "
        f"{(of_others + early).replace('claim_id', 'id')} LIMIT {READ}) same"
    )
    values: dict[str, str | int] = {f"w{place}": word for place, word in enumerate(searched)}
    values |= {f"own{place}": number for place, number in enumerate(own)}
    bound = [bindparam("as_of", as_of, type_=claim.c.entered_at.type)] if as_of is not None else []
    return dict(connection.execute(text(chosen).bindparams(*bound), {**values, "match_key": key}).all())


def closest(stated: Stated, keys: Mapping[int, str]) -> set[int]:
    """Return the claims whose keys are likest the statement's."""
    from rapidfuzz import fuzz, process

    key = match_key(stated.statement)
    matches = process.extract(key, keys, scorer=fuzz.token_sort_ratio, score_cutoff=CLOSE, limit=READ)
    return {number for _, _, number in matches}


def statements_of(connection: Connection, numbers: Collection[int], view: View) -> dict[int, Stated]:
    """Return the claims that the view may show, in their state at its moment, without their due days."""
    claim = TABLES["claim"]
    chosen = select(claim).where(claim.c.id.in_(sorted(numbers)))
    if not view.confidential:
        chosen = chosen.where(~only_off_record("claim", view.as_of))
    rows = rows_of(connection, chosen, claim, view.as_of)
    return {row["id"]: Stated(row["statement"], row["kind"]) for row in rows if row["statement"] is not None}


def same_words(connection: Connection, stated: Stated) -> set[int]:
    """Return the newest claims with exactly the words of a statement, in the same order."""
    return set(connection.execute(_SAME_WORDS, {"key": match_key(stated.statement)}).scalars())


_SAME_WORDS = text(f"SELECT id FROM claim WHERE match_key = :key ORDER BY id DESC LIMIT {READ}")


def _searched(connection: Connection, words: Collection[str]) -> tuple[list[str], int]:
    """Return the rarest words, and how many of them a claim must have to share enough of all words."""
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
    """Return how many claims have each word, up to `COUNTED`."""
    columns = ", ".join(
        f"(SELECT count(*) FROM (SELECT 1 FROM claim_word WHERE word = :w{place} LIMIT {COUNTED}) part{place})"
        for place in range(len(words))
    )
    values = {f"w{place}": word for place, word in enumerate(words)}
    return dict(zip(words, connection.execute(text(f"SELECT {columns}"), values).one(), strict=True))


def reworded(connection: Connection, as_of: datetime | None) -> set[int]:
    """Return the claims whose statement was edited after a moment; the index only has today's words."""
    if as_of is None:
        return set()
    revision, claim = TABLES["revision"], TABLES["claim"]
    statement = (
        select(claim.c.id)
        .join(revision, revision.c.row_uid == claim.c.uid)
        .where(revision.c.subject == "claim", revision.c.field == "statement", revision.c.entered_at > as_of)
    )
    return set(connection.execute(statement).scalars())


def settled_with(
    connection: Connection, own: Collection[int], joined: Identities, view: View
) -> Mapping[int, set[Proposed]]:
    """Return the proposals that are already settled between a claim and others, by the others' numbers."""
    grouped: dict[int, set[Proposed]] = {}
    if not own:
        return grouped
    for judgement in joined.standing:
        if (
            judgement.subject == "claim"
            and judgement.kind not in JOINING
            and (judgement.a in own) != (judgement.b in own)
        ):
            other = joined.canonical("claim", judgement.b if judgement.a in own else judgement.a)
            grouped.setdefault(other, set()).update((Proposed.DUPLICATE, Proposed.DIFFERS))
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
