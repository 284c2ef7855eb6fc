"""Claims by the words in their statements, quotes, descriptions, titles, notes and evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, or_, select

from claims.catalogue import APPEARANCE, ARTICLE, CLAIM, EVIDENCE, QUOTE, REVIEW, SOURCE
from claims.privacy.offrecord import confided
from claims.reading.identity import Identities, identities
from claims.reading.identity import without as without_hidden
from claims.reading.lines import ClaimLine, Filters
from claims.reading.listing import claim_lines, scope_of
from claims.reading.view import PRESENT, View
from claims.store.documents import best_documents, documents_of, matching_documents
from claims.store.ledger import chunks
from claims.store.past import MANY
from claims.store.schema import SEARCH, TABLES
from claims.text.searching import Query, marked

PAGE, MOST_AT_ONCE = 25, 5_000
"""How many claims are checked in the first batch, and at most in any batch; each batch is four times the last."""

EVERYTHING = Filters()
"""Filters that every claim fits."""

DOCUMENTS_OF_EACH = 4
"""How many index documents are read for each claim to check, because several often have its words."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A matching text: its record and column, and the places of the words."""

    subject: str
    id: int
    field: str
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A matching claim and its passages, the statement's first."""

    claim: ClaimLine
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a search: the best claims."""

    matches: tuple[Found, ...]
    more: bool
    """Whether the answer was cut at the limit."""


def search(
    connection: Connection,
    query: Query,
    filters: Sequence[Filters] = (EVERYTHING,),
    view: View = PRESENT,
    *,
    limit: int = 20,
    without: Sequence[Filters] = (),
) -> Answer:
    """Return the claims that match, best first, at most ``limit``.

    They fit at least one of ``filters`` and none of ``without``. The words are today's; ``view.as_of`` and
    ``view.published_until`` limit the search to texts known by then.
    """
    joined = _joined(connection, view)
    lines: dict[int, ClaimLine] = {}
    behind: dict[int, set[int]] = defaultdict(set)
    more = False
    size = max(PAGE, limit + 5)
    for numbers in _pages(_numbers(connection, query, filters, view, size), size):
        page = _page(connection, filters, without, view, numbers, joined)
        for number in numbers:
            canonical = joined.canonical("claim", number)
            behind[canonical].add(number)
            if canonical in page and canonical not in lines:
                if len(lines) == limit:
                    more = True
                    break
                lines[canonical] = page[canonical]
        if more:
            break
    passages = _passages(
        connection, query, {number for canonical in lines for number in behind[canonical]}, joined, view
    )
    hits = tuple(Found(line, tuple(passages.get(canonical, ()))) for canonical, line in lines.items())
    return Answer(hits, more)


def _joined(connection: Connection, view: View) -> Identities:
    """Return the judgements; a claim known only off the record reveals no words under another's number."""
    joined = identities(connection, view.as_of)
    judged = {number for subject, number in joined.canonical_of if subject == "claim"}
    hidden = set() if view.confidential else confided(connection, "claim", judged)
    return without_hidden(joined, {"claim": hidden}) if hidden else joined


def _page(
    connection: Connection,
    fitting: Sequence[Filters],
    without: Sequence[Filters],
    view: View,
    numbers: Sequence[int],
    joined: Identities,
) -> dict[int, ClaimLine]:
    """Return the lines of matching claims, by the claim that represents each."""

    def lines(filters: Filters) -> dict[int, ClaimLine]:
        selected = claim_lines(connection, filters, view, within=numbers)
        return {joined.canonical("claim", line.id): line for line in selected}

    left_out = {number for filters in without for number in lines(filters)}
    return {number: line for filters in fitting for number, line in lines(filters).items() if number not in left_out}


def _pages(numbers: Iterator[int], size: int) -> Iterator[list[int]]:
    """Yield numbers a page at a time, each page longer than the last."""
    while page := list(islice(numbers, size)):
        yield page
        size = min(4 * size, MOST_AT_ONCE)


# Ranks


def _numbers(connection: Connection, query: Query, fitting: Sequence[Filters], view: View, size: int) -> Iterator[int]:
    """Yield the claims that match, the best first; ``size`` are wanted at first."""
    if query.groups and not query.excluded and EVERYTHING in fitting:
        yield from _best_first(connection, query, view, DOCUMENTS_OF_EACH * size)
        return
    ranked, offset = _ranked(connection, query, fitting, view), 0
    while rows := connection.execute(ranked.limit(size).offset(offset)).all():
        yield from (row[0] for row in rows)
        if len(rows) < size:
            return
        offset += size
        size = min(4 * size, MOST_AT_ONCE)


def _best_first(connection: Connection, query: Query, view: View, most: int) -> Iterator[int]:
    """Yield what `_ranked` selects, from the best documents, each time from four times as many."""
    given = 0
    while True:
        rows = connection.execute(_among_best(connection, query, view, most)).all()
        ranked = [row.claim_id for row in rows if row.rank is not None]
        yield from ranked[given:]
        if sum(row.documents for row in rows) < most:
            return
        given, most = len(ranked), 4 * most


def _among_best(connection: Connection, query: Query, view: View, most: int) -> Select[Any]:
    """Return the statement that selects the claims of the best documents with their ranks, best first.

    A claim without a visible document has no rank; ``documents`` counts all.
    """
    best = best_documents(connection, query.groups, _shown(view), most)
    rank = func.min(case((best.c.shown, best.c.rank))).label("rank")
    of_claims = select(best.c.claim_id, rank, func.count().label("documents")).group_by(best.c.claim_id)
    return of_claims.order_by(rank, best.c.claim_id)


def _ranked(connection: Connection, query: Query, fitting: Sequence[Filters], view: View) -> Select[Any]:
    """Return the statement that selects the claims that match with their ranks, the best first."""
    claim, shown = TABLES["claim"], _shown(view)
    number: ColumnElement[int]
    if query.groups:
        documents, matches, rank = matching_documents(connection, query.groups)
        best = func.min(rank).label("rank")
        number = SEARCH.c.claim_id
        statement = select(number, best).select_from(documents).where(matches, *shown)
        statement = statement.group_by(number).order_by(best, number)
    else:
        number = claim.c.id
        statement = select(claim.c.id).order_by(claim.c.id.desc())
    if query.excluded:
        documents, matches, _ = matching_documents(connection, [query.excluded])
        having = select(SEARCH.c.claim_id).select_from(documents).where(matches, *shown)
        statement = statement.where(number.not_in(having))
    if EVERYTHING not in fitting:
        scopes = (scope_of(connection, filters, view) for filters in fitting)
        statement = statement.where(or_(*(number.in_(scope) for scope in scopes)))
    return statement


def _shown(view: View) -> list[ColumnElement[bool]]:
    """Return the conditions for searchable documents.

    A hidden document is not consulted for excluded words either: a gap in the answer would give it away.
    """
    appearance, article, review = TABLES["appearance"], TABLES["article"], TABLES["review"]
    later: list[tuple[str, Select[Any]]] = []
    if view.as_of is not None:
        later += [
            (table.name, select(table.c.id).where(table.c.entered_at > view.as_of)) for table in (appearance, review)
        ]
    if view.published_until is not None:
        published = select(appearance.c.id).join(article, article.c.id == appearance.c.article_id)
        later.append(("appearance", published.where(article.c.published_earliest > view.published_until)))
    conditions = [or_(SEARCH.c.subject != subject, SEARCH.c.row_id.not_in(rows)) for subject, rows in later]
    return conditions if view.confidential else [~SEARCH.c.hidden, *conditions]


# Passages


def _passages(
    connection: Connection, query: Query, claims: set[int], joined: Identities, view: View
) -> dict[int, list[Passage]]:
    """Return the places of the words, by canonical claim, the statements first."""
    phrases = [(term.tokens, term.goes_on) for term in query.terms]
    by_claim: dict[int, list[Passage]] = defaultdict(list)
    if not phrases:
        return by_claim
    for part in chunks(sorted(claims), MANY):
        for claim, subject, number, field, text in _texts(connection, query, part, view):
            marks = marked(text, phrases)
            if marks:
                passages = by_claim[joined.canonical("claim", claim)]
                if all(text != passage.text for passage in passages):
                    passages.append(Passage(subject, number, field, text, tuple(marks)))
    return by_claim


Text = tuple[int, str, int, str, str]
"""A claim's number, and a text with its record, number and column."""


def _texts(connection: Connection, query: Query, claims: Sequence[int], view: View) -> Iterator[Text]:
    """Yield the texts of matching documents, the claims' own first."""
    matching = documents_of(connection, query.groups, claims, _shown(view))
    claim = TABLES["claim"]
    own = select(claim.c.id, claim.c.id, *(claim.c[name] for name in CLAIM.searched))
    yield from _rows(connection, own.where(claim.c.id.in_(claims)), "claim", CLAIM.searched)
    for subject, make in (("appearance", _of_appearances), ("review", _of_reviews)):
        best = {row: place for place, (named, row) in enumerate(matching) if named == subject}
        statement, names = make()
        for part in chunks(best, MANY):
            of_these = statement.where(TABLES[subject].c.id.in_(part))
            yield from _rows(connection, of_these, subject, names, best)


def _rows(
    connection: Connection, statement: Select[Any], subject: str, names: Sequence[str], order: Mapping[int, int] = {}
) -> Iterator[Text]:
    """Yield the texts of rows, in the order of the places that they have."""
    rows = connection.execute(statement).all()
    for claim, number, *texts in sorted(rows, key=lambda row: order.get(row[1], 0)):
        yield from ((claim, subject, number, name, text) for name, text in zip(names, texts, strict=True) if text)


def _of_appearances() -> tuple[Select[Any], tuple[str, ...]]:
    appearance, source, article = TABLES["appearance"], TABLES["source"], TABLES["article"]
    names = (*QUOTE, *(name for name in APPEARANCE.searched if name not in QUOTE))
    statement = (
        select(appearance.c.claim_id, appearance.c.id, *(appearance.c[name] for name in names))
        .add_columns(*(source.c[name] for name in SOURCE.searched), *(article.c[name] for name in ARTICLE.searched))
        .join(article, article.c.id == appearance.c.article_id)
        .outerjoin(source, source.c.id == appearance.c.source_id)
    )
    return statement, (*names, *SOURCE.passages, *ARTICLE.passages)


def _of_reviews() -> tuple[Select[Any], tuple[str, ...]]:
    review, evidence = TABLES["review"], TABLES["evidence"]
    statement = (
        select(review.c.claim_id, review.c.id, *(review.c[name] for name in REVIEW.searched))
        .add_columns(*(evidence.c[name] for name in EVIDENCE.searched))
        .outerjoin(evidence, evidence.c.review_id == review.c.id)
    )
    return statement, (*REVIEW.passages, *EVIDENCE.passages)
