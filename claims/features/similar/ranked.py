"""What we hold, ranked by how likely it is what a text or a claim is about: our claims and what others have checked.

The rarest words of the text find the claims that are compared (`SCANNED`), as the frequent ones hardly tell claims
apart; those that share most are then compared word by word. So it takes a fixed number of statements, and about as
long among a million claims as among ten thousand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, select, text

from claims.privacy.offrecord import only_off_record
from claims.reading.identity import identities
from claims.reading.view import PRESENT, View
from claims.store.likeness.index import ALL
from claims.store.past import Record, rows_of
from claims.store.schema import TABLES
from claims.text.similarity.asked import ranked_words, stem_of
from claims.text.similarity.parting import may_be_parted, parts_of, possible_parts
from claims.text.similarity.ranking import MOST_WORDS, Asked, Rank, asked, ranked, rarity

SCANNED = 5_000
"""How many entries of the index a search reads; the `ALWAYS` rarest words are searched in any case."""

ALWAYS = 3
"""How many of the rarest words are always searched for."""

NEWEST = 5_000
"""Of a word that more claims have than this, the newest claims are searched."""

PARTED = 4
"""How many words that no claim has are taken apart: hashtags and names run together."""

COMPARED = 100
"""How many claims are compared word by word, those that share most."""

MORE = 1_000
"""How many, where so many of those are withheld that too few are left to show."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A claim by the rank that it reached."""

    id: int
    """The claim's canonical number."""
    member: int
    """The claim whose statement is alike: itself, or another of its group."""
    statement: str
    score: int
    """What it reached, to compare with others."""
    measure: int
    """How much of what was asked it covers, in per cent: rare words count more."""
    shared: tuple[str, ...]
    """The stems of the words it shares with what was asked."""


def ranked_claims(
    connection: Connection,
    to: int | str,
    view: View = PRESENT,
    limit: int = 10,
    *,
    without: Collection[int] = (),
    about: AskedAbout | None = None,
) -> list[Ranked]:
    """Return the claims likeliest to be what a text, or another claim by its number, is about; the likeliest first.

    Left out are claims known only off the record unless the view includes them, the claim itself and those joined with
    it, and those in ``without``. ``about`` are its words, if they were looked up already.
    """
    joined = identities(connection, view.as_of)
    own: Collection[int] = joined.members("claim", to) if isinstance(to, int) else ()
    if about is None:
        statement = _statement(connection, to, view) if isinstance(to, int) else to
        about = asked_about(connection, statement or "")
    left_out = {*own, *without}
    best: dict[int, Ranked] = {}
    for compared in (COMPARED, MORE):
        ranks, full = _ranks(connection, about, left_out, compared, view)
        best.clear()
        for part in _parts(ranks, 4 * limit):
            rows = {row["id"]: row for row in _rows(connection, [rank.claim for rank in part], view)}
            for rank in part:
                number = joined.canonical("claim", rank.claim)
                if rank.claim in rows and number not in best:
                    statement_held = rows[rank.claim]["statement"]
                    best[number] = Ranked(number, rank.claim, statement_held, rank.score, rank.covers, rank.shared)
            if len(best) >= limit:
                return list(best.values())[:limit]
        if not full:
            break
    return list(best.values())


def _parts(ranks: Sequence[Rank], size: int) -> list[Sequence[Rank]]:
    return [ranks[at : at + size] for at in range(0, len(ranks), size)]


def _statement(connection: Connection, number: int, view: View) -> str | None:
    rows = _rows(connection, [number], view, withheld=True)
    return rows[0]["statement"] if rows else None


def _rows(connection: Connection, numbers: Sequence[int], view: View, *, withheld: bool = False) -> list[Record]:
    """Return the claims that the view may show, in their state at its moment."""
    claim = TABLES["claim"]
    chosen = select(claim).where(claim.c.id.in_(sorted(numbers)))
    if not (view.confidential or withheld):
        chosen = chosen.where(~only_off_record("claim", view.as_of))
    return [row for row in rows_of(connection, chosen, claim, view.as_of) if row["statement"] is not None]


def _ranks(
    connection: Connection, about: AskedAbout, own: Collection[int], compared: int, view: View
) -> tuple[list[Rank], bool]:
    """Return the ranks of the claims that share most, and whether more share something."""
    words = _candidates(connection, _sought(about), compared + len(own))
    full = len(words) == compared + len(own)
    if view.as_of is not None:
        words = _words_then(connection, words, view, view.as_of)
    for number in own:
        words.pop(number, None)
    ranks = ranked(about.question, about.having, about.claims, words, partial(counts_of, connection))
    return ranks if view.as_of is None else [rank for rank in ranks if rank.shared], full


def _words_then(
    connection: Connection, claims: Collection[int], view: View, as_of: datetime
) -> dict[int, tuple[str, ...]]:
    """Return the words of the statements that claims had then, and of those that were reworded since.

    The index has the words of today, which find neither what a claim no longer says nor tell what it did not say yet.
    """
    claim, revision = TABLES["claim"], TABLES["revision"]
    since = (revision.c.subject == "claim", revision.c.field == "statement", revision.c.entered_at > as_of)
    reworded = select(claim.c.id).distinct().join(revision, revision.c.row_uid == claim.c.uid).where(*since)
    numbers = {*claims, *connection.execute(reworded.limit(MORE)).scalars()}
    return {
        row["id"]: ranked_words(row["statement"]) for row in _rows(connection, sorted(numbers), view, withheld=True)
    }


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """The words of a text that is asked about, how many claims have the stem of each, and how many claims there are."""

    question: Asked
    having: Mapping[str, int]
    claims: int


def asked_about(connection: Connection, text: str) -> AskedAbout:
    """Return the words of a text, looked up among our claims.

    Words that no claim has are taken apart, if their parts are words of claims.
    """
    words = ranked_words(text)
    question = asked(words)
    having = counts_of(connection, [*question.weights, *question.synonyms, ALL])
    claims = having.pop(ALL, 0)
    unknown = [word for word, stem in question.stems.items() if stem not in having and may_be_parted(word)][:PARTED]
    if not unknown or not claims:
        return AskedAbout(question, having, claims)
    stems = {stem_of(part) for word in unknown for part in possible_parts(word)}
    known = counts_of(connection, sorted(stems))
    parts = [part for word in unknown for part in parts_of(word, known, claims)]
    if not parts:
        return AskedAbout(question, having, claims)
    question = asked([*words, *parts])
    return AskedAbout(question, counts_of(connection, [*question.weights, *question.synonyms]), claims)


def counts_of(connection: Connection, stems: Sequence[str]) -> dict[str, int]:
    """Return how many claims have each stem."""
    if not stems:
        return {}
    names = {f"s{place}": stem for place, stem in enumerate(stems)}
    chosen = (
        f"SELECT stem, claims FROM gist_count WHERE claims > 0 AND stem IN ({', '.join(f':{name}' for name in names)})"
    )
    return dict(connection.execute(text(chosen), names).all())


def _sought(about: AskedAbout) -> list[tuple[str, int]]:
    """Return the rarest stems to search for, as many as the index may be read for, each with its weight."""
    question, having, claims = about.question, about.having, about.claims
    weights = {**question.synonyms, **question.weights}
    rarest = sorted((stem for stem in weights if stem in having), key=lambda stem: (having[stem], stem))[:MOST_WORDS]
    sought: list[tuple[str, int]] = []
    read = 0
    for stem in rarest:
        read += min(having[stem], NEWEST)
        if len(sought) >= ALWAYS and read > SCANNED:
            break
        sought.append((stem, round(1_000 * weights[stem] * rarity(having[stem], claims))))
    return sought


def _candidates(connection: Connection, sought: Sequence[tuple[str, int]], most: int) -> dict[int, tuple[str, ...]]:
    """Return the claims that share most of these stems, with their words.

    Weights are whole numbers, so that both engines choose the same claims.
    """
    if not sought:
        return {}
    parts = [
        f"SELECT * FROM (SELECT claim_id, {weight} AS weight FROM gist_stem WHERE stem = :s{place} "
        f"ORDER BY claim_id DESC LIMIT {NEWEST}) w{place}"
        for place, (_, weight) in enumerate(sought)
    ]
    statement = (
        "SELECT best.claim_id, gist.words FROM (SELECT claim_id, SUM(weight) AS total FROM "
        f"({' UNION ALL '.join(parts)}) found GROUP BY claim_id ORDER BY total DESC, claim_id LIMIT {most}) best "
        "JOIN gist ON gist.claim_id = best.claim_id"
    )
    stems = {f"s{place}": stem for place, (stem, _) in enumerate(sought)}
    return {number: tuple(words.split()) for number, words in connection.execute(text(statement), stems)}
