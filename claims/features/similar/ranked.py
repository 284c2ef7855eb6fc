"""What we hold, ranked by how likely it is what a text or a claim is about: our claims and what others have checked.

The rarest words of the text find the claims that are compared (`SCANNED`), as the frequent ones hardly tell claims
apart; the claims that share most are then compared word by word. So it takes a fixed number of statements, and about as
long among a million claims as among ten thousand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial

from sqlalchemy import Connection, TextClause, select, text

from claims.features.similar.read import stated_as, statements_of
from claims.privacy.offrecord import confided, has_off_record
from claims.reading.identity import Identities, identities_shown
from claims.reading.view import PRESENT, View
from claims.store.likeness.index import ALL
from claims.store.schema import TABLES
from claims.text.matching import match_key
from claims.text.similarity import Stated
from claims.text.similarity.asked import ranked_words, stem_of
from claims.text.similarity.parting import may_be_parted, parts_of, possible_parts
from claims.text.similarity.ranking import MOST_WORDS, Asked, asked, ranked, rarity
from claims.vocabulary import ClaimKind

SCANNED = 5_000
"""How many entries of the index a search reads; the `ALWAYS` rarest words are searched in any case."""

ALWAYS = 3
"""How many of the rarest words are always searched for."""

NEWEST = 5_000
"""Of a word that more claims have than this, the newest claims are searched."""

PARTED = 4
"""How many words that no claim has are taken apart: hashtags and names run together."""

COMPARED = 100
"""How many claims are compared word by word: the ones that share most."""

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
    """How much of the question it covers, in per cent: rare words count more."""
    shared: tuple[str, ...]
    """The stems of the words it shares with the question."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim that shares much with the question and may be shown, with the key of its words (`match_key`)."""

    stated: Stated
    key: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The likeliest claims, the best first, and by number all that were compared, those left out too."""

    ranks: Sequence[Ranked]
    compared: Mapping[int, Compared]


def ranked_claims(
    connection: Connection, to: int | str, view: View = PRESENT, limit: int = 10, *, without: Collection[int] = ()
) -> Sequence[Ranked]:
    """Return the claims likeliest to be what a text, or another claim by its number, is about; the likeliest first.

    Left out are claims known only off the record unless the view includes them, the claim itself and those joined with
    it, and those in ``without``.
    """
    stated = stated_as(connection, to, view) if isinstance(to, int) else Stated(to)
    if stated is None:
        return []
    joined = identities_shown(connection, view.as_of, confidential=view.confidential)
    own = joined.members("claim", to) if isinstance(to, int) else ()
    return ranking(connection, asked_about(connection, stated.statement), view, joined, limit, {*own, *without}).ranks


def ranking(
    connection: Connection,
    about: AskedAbout,
    view: View,
    joined: Identities,
    limit: int,
    without: Collection[int] = (),
) -> Ranking:
    """Return the claims likeliest to be what these words are about, none in ``without``."""
    sought = _sought(about)
    best: dict[int, Ranked] = {}
    held: Mapping[int, Compared] = {}
    for compared in (COMPARED, MORE):
        words, held, full = _candidates(connection, sought, compared + len(without), view)
        for number in without:
            words.pop(number, None)
        best.clear()
        for rank in ranked(about.question, about.having, about.claims, words, partial(counts_of, connection)):
            number = joined.canonical("claim", rank.claim)
            if rank.claim in held and number not in best and (rank.shared or view.as_of is None):
                statement = held[rank.claim].stated.statement
                best[number] = Ranked(number, rank.claim, statement, rank.score, rank.covers, rank.shared)
        if len(best) >= limit or not full:
            break
    return Ranking(list(best.values())[:limit], held)


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """The words of a text in question, how many claims have the stem of each, and how many claims there are."""

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
    return dict(
        connection.execute(_counting(len(stems)), {f"s{place}": stem for place, stem in enumerate(stems)}).all()
    )


@lru_cache(maxsize=1_024)
def _counting(stems: int) -> TextClause:
    """Return the statement that counts so many stems; made once, as making it takes longer than answering it."""
    names = ", ".join(f":s{place}" for place in range(stems))
    return text(f"SELECT stem, claims FROM gist_count WHERE claims > 0 AND stem IN ({names})")


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


def _candidates(
    connection: Connection, sought: Sequence[tuple[str, int]], most: int, view: View
) -> tuple[dict[int, tuple[str, ...]], Mapping[int, Compared], bool]:
    """Return the claims that share most of these stems, with their words, and those of them that the view may show.

    At last it says whether there may be more. Weights are whole numbers, so that both engines choose the same claims.
    """
    values: dict[str, str | int] = {}
    for place, (stem, weight) in enumerate(sought):
        values |= {f"s{place}": stem, f"w{place}": weight}
    rows = connection.execute(_searching(len(sought), most), values).all() if sought else []
    full = len(rows) == most
    if view.as_of is not None:
        then = statements_of(connection, {*(row[0] for row in rows), *_reworded_since(connection, view.as_of)}, view)
        held = {number: Compared(stated, match_key(stated.statement)) for number, stated in then.items()}
        return {number: ranked_words(stated.statement) for number, stated in then.items()}, held, full
    words = {number: tuple(row[0].split()) for number, *row in rows}
    hidden: Collection[int] = ()
    if not view.confidential and has_off_record(connection):
        hidden = confided(connection, "claim", words)
    held = {
        number: Compared(Stated(statement, ClaimKind(kind)), key or "")
        for number, _, statement, kind, key in rows
        if statement is not None and number not in hidden
    }
    return words, held, full


def _reworded_since(connection: Connection, moment: datetime) -> Sequence[int]:
    """Return the claims whose statements were edited after a moment: the index has only their words of today."""
    claim, revision = TABLES["claim"], TABLES["revision"]
    edited = (revision.c.subject == "claim", revision.c.field == "statement", revision.c.entered_at > moment)
    chosen = select(claim.c.id).distinct().join(revision, revision.c.row_uid == claim.c.uid).where(*edited)
    return connection.execute(chosen.order_by(claim.c.id.desc()).limit(MORE)).scalars().all()


@lru_cache(maxsize=256)
def _searching(stems: int, most: int) -> TextClause:
    """Return the statement for the claims that share most of so many stems, weighed."""
    parts = [
        f"SELECT * FROM (SELECT claim_id, CAST(:w{place} AS INTEGER) AS weight FROM gist_stem WHERE stem = :s{place} "
        f"ORDER BY claim_id DESC LIMIT {NEWEST}) w{place}"
        for place in range(stems)
    ]
    return text(
        "SELECT best.claim_id, gist.words, claim.statement, claim.kind, claim.match_key FROM "
        f"(SELECT claim_id, SUM(weight) AS total FROM ({' UNION ALL '.join(parts)}) found "
        f"GROUP BY claim_id ORDER BY total DESC, claim_id LIMIT {most}) best "
        "JOIN gist ON gist.claim_id = best.claim_id JOIN claim ON claim.id = best.claim_id"
    )
