"""Claims by the words that stand in them: in statements, quotes, descriptions, titles, notes and evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from claims import dialect
from claims.ledger import chunks
from claims.queries.identity import Identities, identities
from claims.queries.listing import ClaimLine, Filters, claim_lines, scope_of
from claims.queries.past import MANY
from claims.queries.view import PRESENT, View
from claims.schema import SEARCH, TABLES
from claims.searching import Query, marked

PAGE, MOST_AT_ONCE = 25, 5_000
"""How many claims are looked at first until enough fit, and at most at once; each time four times as many."""

A_CLAIM = 10
"""How many documents are looked at for each claim that is wanted; one article more is one document more."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in which something was found: of which record, in which of its columns, and the places in it."""

    subject: str
    id: int
    field: str
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A claim that was found, and the passages by which; the statement's come first."""

    claim: ClaimLine
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gives: the best claims."""

    found: tuple[Found, ...]
    more: bool
    """Whether there are more than were asked for."""


def search(
    connection: Connection, query: Query, filters: Filters | None = None, view: View = PRESENT, *, limit: int = 20
) -> Answer:
    """Return the claims that have what was asked for, the best first, at most ``limit``.

    The words are those of now; ``view.as_of`` narrows what is found to what had been entered by then.
    """
    filters = filters or Filters()
    joined = identities(connection, view.as_of)
    lines: dict[int, ClaimLine] = {}
    behind: dict[int, set[int]] = defaultdict(set)
    more = False
    for some in _pages(connection, query, filters, view, max(PAGE, limit + 5)):
        page = {line.id: line for line in claim_lines(connection, filters, view, within=some)}
        for number in some:
            one = joined.canonical("claim", number)
            behind[one].add(number)
            if one in page and one not in lines:
                if len(lines) == limit:
                    more = True
                    break
                lines[one] = page[one]
        if more:
            break
    passages = _passages(connection, query, {number for one in lines for number in behind[one]}, joined, view)
    found = tuple(Found(line, tuple(passages.get(one, ()))) for one, line in lines.items())
    return Answer(found, more)


def _pages(connection: Connection, query: Query, filters: Filters, view: View, size: int) -> Iterator[Sequence[int]]:
    """Yield the claims in order of rank, a page at a time, each longer than the one before."""
    if query.groups and not query.excluded and filters == Filters():
        yield from _by_documents(connection, query, view, size)
        return
    ranked, offset = _ranked(connection, query, filters, view), 0
    while some := connection.execute(ranked.limit(size).offset(offset)).all():
        yield [row[0] for row in some]
        if len(some) < size:
            return
        offset += size
        size = min(4 * size, MOST_AT_ONCE)


def _by_documents(connection: Connection, query: Query, view: View, size: int) -> Iterator[Sequence[int]]:
    """Yield the claims of the best documents: where nothing else is asked for, no others have to be known."""
    offset, before = 0, set[int]()
    while True:
        best = dialect.best_documents(connection, query.groups, limit=A_CLAIM * size, offset=offset)
        some = connection.execute(best).all()
        found = dict.fromkeys(claim for claim, hidden in some if view.confidential or not hidden)
        claims = [claim for claim in found if claim not in before]
        yield from filter(None, (claims[:size], claims[size:]))
        if len(some) < A_CLAIM * size:
            return
        before |= found.keys()
        offset += A_CLAIM * size
        size = min(4 * size, MOST_AT_ONCE)


def _ranked(connection: Connection, query: Query, filters: Filters, view: View) -> Select[Any]:
    """Return the statement that selects the claims that match with their ranks, the best first.

    Every document that matches is grouped by its claim, as what a filter leaves out may be nearly all of them.
    """
    claim = TABLES["claim"]
    if query.groups:
        documents, matches, rank = dialect.matching_documents(connection, query.groups)
        best = func.min(rank).label("rank")
        statement = select(SEARCH.c.claim_id, best).select_from(documents).where(matches)
        if not view.confidential:
            statement = statement.where(~SEARCH.c.hidden)
        number = SEARCH.c.claim_id
        statement = statement.group_by(SEARCH.c.claim_id).order_by(best, SEARCH.c.claim_id)
    else:
        number = claim.c.id
        statement = select(claim.c.id).order_by(claim.c.id.desc())
    if query.excluded:
        documents, matches, _ = dialect.matching_documents(connection, [query.excluded])
        statement = statement.where(number.not_in(select(SEARCH.c.claim_id).select_from(documents).where(matches)))
    if filters != Filters():
        statement = statement.where(number.in_(scope_of(connection, filters, view)))
    return statement


# Passages


def _passages(
    connection: Connection, query: Query, claims: set[int], joined: Identities, view: View
) -> dict[int, list[Passage]]:
    """Return where the words stand, by the claim that stands for each, the statements first."""
    phrases = [(term.tokens, term.goes_on) for term in query.terms]
    found: dict[int, list[Passage]] = defaultdict(list)
    if not phrases:
        return found
    for some in chunks(sorted(claims), MANY):
        for claim, subject, number, field, text in _texts(connection, query, some, view):
            marks = marked(text, phrases)
            if marks:
                passages = found[joined.canonical("claim", claim)]
                if all(text != one.text for one in passages):
                    passages.append(Passage(subject, number, field, text, tuple(marks)))
    return found


Text = tuple[int, str, int, str, str]
"""A claim's number, and a text with the record, its number and the column in which it stands."""


def _texts(connection: Connection, query: Query, claims: Sequence[int], view: View) -> Iterator[Text]:
    """Yield the texts of the documents that match, those of the claims themselves first."""
    matching = dialect.documents_of(connection, query.groups, claims, hidden=view.confidential)
    claim = TABLES["claim"]
    own = select(claim.c.id, claim.c.id, claim.c.statement, claim.c.condition, claim.c.note)
    yield from _rows(connection, own.where(claim.c.id.in_(claims)), "claim", ("statement", "condition", "note"))
    for subject, make in (("appearance", _of_appearances), ("review", _of_reviews)):
        best = {row: place for place, (named, row) in enumerate(matching) if named == subject}
        statement, names = make()
        for some in chunks(best, MANY):
            of_these = statement.where(TABLES[subject].c.id.in_(some))
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
    names = ("prefix", "excerpt", "suffix", "occasion", "anonymity_reason", "note")
    statement = (
        select(appearance.c.claim_id, appearance.c.id, *(appearance.c[name] for name in names))
        .add_columns(source.c.name, source.c.described, source.c.role, article.c.title)
        .join(article, article.c.id == appearance.c.article_id)
        .outerjoin(source, source.c.id == appearance.c.source_id)
    )
    return statement, (*names, "source", "described", "role", "title")


def _of_reviews() -> tuple[Select[Any], tuple[str, ...]]:
    review, evidence = TABLES["review"], TABLES["evidence"]
    names = ("title", "url", "file_name", "note")
    statement = select(
        review.c.claim_id, review.c.id, review.c.note, review.c.rating, *(evidence.c[name] for name in names)
    ).outerjoin(evidence, evidence.c.review_id == review.c.id)
    return statement, ("note", "rating", "evidence", "evidence_url", "evidence_file", "evidence_note")
