"""The words that claims are ranked by, kept in step inside the transaction that writes.

Of each claim these are the words of its statement, and of the title over it: of the first fact-check of it, and of the
first article that carries it on the record. They are kept as they are (`gist`), by stem (`gist_stem`), and counted
(`gist_count`). All of it is derived: it can be rebuilt from the records, is in no event, and is never exported.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, func, insert, literal, select, text, union_all

from claims.store.derived import Written, in_memory
from claims.store.inserting import insert_rows
from claims.store.ledger import chunks
from claims.store.schema import GIST, GIST_COUNT, GIST_STEM, TABLES
from claims.text.similarity.asked import ranked_words, stem_of
from claims.vocabulary import CorrectionKind, EvidenceKind, Terms

MANY = 500
"""How many claims' words are made at once."""

ALL = ""
"""The stem under which it is counted how many claims have words."""

MOST = 200
"""The most words of a claim that are kept."""


def keep(connection: Connection, written: Written, reached: Mapping[str, Collection[int]]) -> None:
    """Update the words of claims after a transaction's rows, which affect the texts of the ``reached`` records."""
    counts: Counter[str] = Counter()
    entered = _entered_texts(written)
    claims = _claims(connection, written, reached) | entered.keys()
    for part in chunks(sorted(claims & entered.keys()), MANY):
        _put(connection, part, {}, {number: entered[number] for number in part}, counts)
    for part in chunks(sorted(claims - entered.keys()), MANY):
        _replace(connection, part, counts)
    _count(connection, counts)


def rebuild(connection: Connection) -> int:
    """Make all words again from the records, and return how many claims have some."""
    for table in (GIST_STEM, GIST, GIST_COUNT):
        connection.execute(delete(table))
    for part in _all_claims(connection):
        _replace(connection, part, Counter())
    stems = select(GIST_STEM.c.stem, func.count()).group_by(GIST_STEM.c.stem)
    connection.execute(insert(GIST_COUNT).from_select(["stem", "claims"], stems))
    made = connection.execute(select(func.count()).select_from(GIST)).scalar_one()
    connection.execute(insert(GIST_COUNT).values(stem=ALL, claims=made))
    return int(made)


def differences(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each claim whose words do not match its texts, and for counts that do not match them."""
    mend = "`claims db reindex` repairs"
    expected = 0
    for part in _all_claims(connection):
        kept, texts = _kept(connection, part), _texts(connection, part)
        stems = _stems_kept(connection, part)
        for number in part:
            words = _words(texts.get(number, ()))
            expected += len(set(map(stem_of, words)))
            if kept.get(number, ()) != words or stems.get(number, set()) != set(map(stem_of, words)):
                yield f"claim #{number}: the words that it is ranked by do not match its texts; {mend} them"
    there = connection.execute(select(func.count()).select_from(GIST_STEM)).scalar_one()
    if there > expected:
        yield f"words are kept for ranking that no claim has; {mend} them"
    counted = select(GIST_STEM.c.stem, func.count().label("claims")).group_by(GIST_STEM.c.stem).subquery()
    wrong = (
        select(GIST_COUNT.c.stem)
        .outerjoin(counted, counted.c.stem == GIST_COUNT.c.stem)
        .where(GIST_COUNT.c.stem != ALL, func.coalesce(counted.c.claims, 0) != GIST_COUNT.c.claims)
        .limit(1)
    )
    missing = select(counted.c.stem).where(~exists().where(GIST_COUNT.c.stem == counted.c.stem)).limit(1)
    claims = select(func.count()).select_from(GIST).scalar_subquery()
    whole = select(claims - func.coalesce(func.max(GIST_COUNT.c.claims), 0)).where(GIST_COUNT.c.stem == ALL)
    if (
        connection.execute(wrong).first()
        or connection.execute(missing).first()
        or connection.execute(whole).scalar_one()
    ):
        yield f"the counts of the words that claims are ranked by are wrong; {mend} them"


# What rows affect


def _claims(connection: Connection, written: Written, reached: Mapping[str, Collection[int]]) -> set[int]:
    """Return the claims whose words written rows may change."""
    claims = set(reached.get("claim", ()))
    for subject in ("appearance", "review"):
        table = TABLES[subject]
        known = {row["id"]: row["claim_id"] for row in written.get(subject, ()) if row["id"] is not None}
        claims.update(known.values())
        for part in chunks(sorted(set(reached.get(subject, ())) - known.keys()), MANY):
            claims.update(connection.execute(select(table.c.claim_id).where(table.c.id.in_(part))).scalars())
    retitled = {
        row["row_uid"]
        for name in ("revision", "redaction")
        for row in written.get(name, ())
        if row["subject"] == "article" and row["field"] == "title"
    }
    evidence, review, article = TABLES["evidence"], TABLES["review"], TABLES["article"]
    for uids in chunks(sorted(retitled), MANY):
        of_articles = select(article.c.id).where(article.c.uid.in_(uids))
        claims.update(
            connection.execute(
                select(review.c.claim_id)
                .join(evidence, evidence.c.review_id == review.c.id)
                .where(evidence.c.article_id.in_(of_articles))
            ).scalars()
        )
    return claims


def _all_claims(connection: Connection) -> Iterator[list[int]]:
    claim, last = TABLES["claim"], 0
    while True:
        chosen = select(claim.c.id).where(claim.c.id > last).order_by(claim.c.id).limit(MANY)
        numbers = list(connection.execute(chosen).scalars())
        if not numbers:
            return
        yield numbers
        last = numbers[-1]


# Texts


def _texts(connection: Connection, claims: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the texts that claims are ranked by: the statement, then titles that it does not repeat."""
    return _kept_and_texts(connection, claims)[1]


def _kept_and_texts(
    connection: Connection, claims: Sequence[int]
) -> tuple[dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    """Return the words that are kept of claims, and the texts that they are ranked by, in a single statement."""
    claim = TABLES["claim"]
    statements = select(literal(0).label("place"), claim.c.id, claim.c.statement).where(claim.c.id.in_(claims))
    parts = (statements, _checked(claims), _carried(claims), _gists(claims))
    rows = sorted(connection.execute(union_all(*parts)).all(), key=lambda row: int(row[0]))
    kept = {number: tuple(words.split()) for place, number, words in rows if place == _GIST}
    texts: dict[int, list[str]] = defaultdict(list)
    for place, number, given in rows:
        if place < _GIST and given and (place == 0 or texts.get(number)) and given not in texts[number]:
            texts[number].append(given)
    return kept, {number: tuple(each) for number, each in texts.items()}


_GIST = 3
"""The place of the kept words among the parts of the statement; the statement and the titles come before."""


def _gists(claims: Sequence[int]) -> Select[Any]:
    return select(literal(_GIST), GIST.c.claim_id, GIST.c.words).where(GIST.c.claim_id.in_(claims))


def _checked(claims: Sequence[int]) -> Select[Any]:
    """Return the title of the first report that a review of each claim rests on."""
    review, evidence, article = TABLES["review"], TABLES["evidence"], TABLES["article"]
    title: ColumnElement[str | None] = func.coalesce(article.c.title, evidence.c.title)
    rows = evidence.join(review, review.c.id == evidence.c.review_id).outerjoin(
        article, article.c.id == evidence.c.article_id
    )
    first = (
        select(func.min(evidence.c.id))
        .select_from(rows)
        .where(review.c.claim_id.in_(claims), evidence.c.kind == EvidenceKind.REPORT, title.is_not(None))
        .group_by(review.c.claim_id)
    )
    return select(literal(1), review.c.claim_id, title).select_from(rows).where(evidence.c.id.in_(first))


def _carried(claims: Sequence[int]) -> Select[Any]:
    """Return the title of the first article that carries each claim on the record, as it is known."""
    appearance, article, correction = TABLES["appearance"], TABLES["article"], TABLES["correction"]
    wrong = exists().where(correction.c.appearance_id == appearance.c.id, correction.c.kind == CorrectionKind.WRONG)
    rows = appearance.join(article, article.c.id == appearance.c.article_id)
    first = (
        select(func.min(appearance.c.id))
        .select_from(rows)
        .where(
            appearance.c.claim_id.in_(claims),
            appearance.c.terms != Terms.OFF_RECORD,
            article.c.title.is_not(None),
            ~wrong,
        )
        .group_by(appearance.c.claim_id)
    )
    carried = select(literal(2), appearance.c.claim_id, article.c.title).select_from(rows)
    return carried.where(appearance.c.id.in_(first))


def _words(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for given in texts for word in ranked_words(given))[:MOST]


def _entered_texts(written: Written) -> dict[int, tuple[str, ...]]:
    """Return the texts of new claims whose statement and titles are all in memory: they need not be read."""
    claims, articles = in_memory(written, "claim"), in_memory(written, "article")
    checked, bound = _entered_checks(written)
    corrected = {row["appearance_id"] for row in written.get("correction", ())}
    texts = {number: [row["statement"]] for number, row in claims.items() if number not in bound}
    carried: set[int] = set()
    for number in texts.keys() & checked.keys():
        texts[number].append(checked[number])
    for row in sorted(written.get("appearance", ()), key=lambda row: int(row["id"] or 0)):
        claim, article = row["claim_id"], articles.get(row["article_id"])
        if claim not in texts or row["terms"] == Terms.OFF_RECORD:
            continue
        if article is None or row["id"] is None or row["id"] in corrected:
            del texts[claim]
        elif claim not in carried and article.get("title"):
            texts[claim].append(article["title"])
            carried.add(claim)
    return {number: tuple(dict.fromkeys(given)) for number, given in texts.items() if given[0]}


def _entered_checks(written: Written) -> tuple[dict[int, str], set[int]]:
    """Return the title of the first report that each claim's reviews rest on, as `_checked` reads it.

    The claims whose reviews rest on articles, or may be redacted, are returned besides: theirs must be read.
    """
    reviewed = {row["id"]: row["claim_id"] for row in written.get("review", ()) if row["id"] is not None}
    if written.get("redaction"):
        return {}, set(reviewed.values())
    titles: dict[int, str] = {}
    bound: set[int] = set()
    for row in sorted(written.get("evidence", ()), key=lambda row: int(row["id"] or 0)):
        claim = reviewed.get(row.get("review_id"))
        if claim is None or row["kind"] != EvidenceKind.REPORT:
            continue
        if row.get("article_id") is not None:
            bound.add(claim)
        elif row.get("title"):
            titles.setdefault(claim, row["title"])
    return titles, bound


# What is kept


def _kept(connection: Connection, claims: Sequence[int]) -> dict[int, tuple[str, ...]]:
    rows = connection.execute(select(GIST.c.claim_id, GIST.c.words).where(GIST.c.claim_id.in_(claims)))
    return {number: tuple(words.split()) for number, words in rows}


def _stems_kept(connection: Connection, claims: Sequence[int]) -> dict[int, set[str]]:
    """Return the stems that find claims, among all that they have or should have."""
    stems = {stem_of(word) for words in _kept(connection, claims).values() for word in words}
    there: dict[int, set[str]] = defaultdict(set)
    for part in chunks(sorted(stems), MANY):
        chosen = select(GIST_STEM.c.claim_id, GIST_STEM.c.stem).where(
            GIST_STEM.c.stem.in_(part), GIST_STEM.c.claim_id.between(claims[0], claims[-1])
        )
        for number, stem in connection.execute(chosen):
            there[number].add(stem)
    return there


def _replace(connection: Connection, claims: Sequence[int], counts: Counter[str]) -> None:
    """Replace the words of claims where they changed, and note by how much each stem is more or less frequent."""
    _put(connection, claims, *_kept_and_texts(connection, claims), counts)


def _put(
    connection: Connection,
    claims: Sequence[int],
    kept: Mapping[int, tuple[str, ...]],
    texts: Mapping[int, tuple[str, ...]],
    counts: Counter[str],
) -> None:
    """Replace the ``kept`` words of claims by those of their texts, and note the changes of each stem's count."""
    words = {number: _words(texts.get(number, ())) for number in claims}
    changed = [number for number in claims if kept.get(number, ()) != words[number]]
    gone = [(stem, number) for number in changed for stem in {stem_of(word) for word in kept.get(number, ())}]
    if gone:
        connection.execute(
            text("DELETE FROM gist_stem WHERE stem = :stem AND claim_id = :claim"),
            [{"stem": stem, "claim": number} for stem, number in gone],
        )
        connection.execute(delete(GIST).where(GIST.c.claim_id.in_([number for number in changed if number in kept])))
    made = [(stem, number) for number in changed for stem in {stem_of(word) for word in words[number]}]
    if made:
        insert_rows(
            connection,
            GIST,
            [{"claim_id": number, "words": " ".join(words[number])} for number in changed if words[number]],
        )
        insert_rows(connection, GIST_STEM, [{"stem": stem, "claim_id": number} for stem, number in sorted(made)])
    counts.update(stem for stem, _ in made)
    counts.subtract(stem for stem, _ in gone)
    counts[ALL] += sum(bool(words[number]) - (number in kept) for number in changed)


def _count(connection: Connection, counts: Counter[str]) -> None:
    """Add to the counts of stems, or take away."""
    changed = [{"stem": stem, "more": more} for stem, more in sorted(counts.items()) if more]
    if changed:
        connection.execute(
            text(
                "INSERT INTO gist_count (stem, claims) VALUES (:stem, :more) "
                "ON CONFLICT (stem) DO UPDATE SET claims = gist_count.claims + excluded.claims"
            ),
            changed,
        )
    if any(more < 0 for more in counts.values()):  # a word that no claim has is not kept: it may have been redacted
        connection.execute(text("DELETE FROM gist_count WHERE claims = 0"))
