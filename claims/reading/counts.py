"""How much there is: claims by status, appearances by treatment and articles per claim, at a moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from claims.privacy.offrecord import off_record_at
from claims.reading.find import find
from claims.reading.identity import identities
from claims.reading.view import View
from claims.rules.ladder import ReviewResult, newest_status
from claims.store.past import entered_by
from claims.store.schema import TABLES
from claims.vocabulary import CorrectionKind, Stance, Status, Treatment


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much there is in a story, or in everything.

    Records judged the same count once. ``least``, ``most`` and ``mean`` are appearances per claim, over claims that
    have any.
    """

    story: str | None
    claims: int
    statuses: dict[Status, int]
    articles: int
    outlets: int
    appearances: int
    treatments: dict[Treatment, int]
    stances: dict[Stance, int]
    least: int
    most: int
    mean: float | None
    withheld: int
    """Appearances left out because they are off the record."""


def counts(connection: Connection, story: str | None, view: View) -> Counts:
    """Return how much there is; raises `NotFound` for an unknown story."""
    joined = identities(connection, view.as_of)
    wanted = None if story is None else _of_story(connection, find(connection, "story", story, part="--story"), view)
    claim = TABLES["claim"]
    known = connection.execute(_at(select(claim.c.id), "claim", view)).scalars()
    claims = {joined.canonical("claim", number) for number in known}
    if wanted is not None:
        claims &= {joined.canonical("claim", number) for number in wanted}
    off_record = off_record_at(connection, TABLES["appearance"], view.as_of)
    treatments: Counter[Treatment] = Counter()
    stances: Counter[Stance] = Counter()
    of_claim: Counter[int] = Counter()
    withheld = 0
    for number, treatment, stance, hidden, count in connection.execute(_appearances(view, off_record)):
        if joined.canonical("claim", number) not in claims:
            continue
        if hidden and not view.confidential:
            withheld += count
            continue
        treatments[treatment] += count
        stances[stance] += count
        of_claim[joined.canonical("claim", number)] += count
    articles: set[int] = set()
    outlets: set[int] = set()
    for number, article, outlet in connection.execute(_articles(view, off_record)):
        if joined.canonical("claim", number) in claims:
            articles.add(joined.canonical("article", article))
            if outlet is not None:
                outlets.add(joined.canonical("outlet", outlet))
    sizes = list(of_claim.values())
    return Counts(
        story=story,
        claims=len(claims),
        statuses=_statuses(connection, joined.canonical_of, claims, view),
        articles=len(articles),
        outlets=len(outlets),
        appearances=sum(treatments.values()),
        treatments={word: treatments[word] for word in Treatment if treatments[word]},
        stances={word: stances[word] for word in Stance if stances[word]},
        least=min(sizes, default=0),
        most=max(sizes, default=0),
        mean=sum(sizes) / len(sizes) if sizes else None,
        withheld=withheld,
    )


def _appearances(view: View, hidden: ColumnElement[bool]) -> Select[Any]:
    appearance = TABLES["appearance"]
    columns = (appearance.c.claim_id, appearance.c.treatment, appearance.c.stance)
    statement = select(*columns, hidden, func.count())
    return _counted(statement, view).group_by(*columns, hidden)


def _articles(view: View, hidden: ColumnElement[bool]) -> Select[Any]:
    appearance, article = TABLES["appearance"], TABLES["article"]
    statement = select(appearance.c.claim_id, appearance.c.article_id, article.c.outlet_id).distinct()
    if not view.confidential:
        statement = statement.where(~hidden)
    return _counted(statement, view, joined=True)


def _counted(statement: Select[Any], view: View, *, joined: bool = False) -> Select[Any]:
    """Return a statement that counts the appearances in the view, without wrong and withdrawn ones."""
    appearance, article, correction = TABLES["appearance"], TABLES["article"], TABLES["correction"]
    wrong = _at(select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG), "correction", view)
    statement = _at(statement.where(appearance.c.id.not_in(wrong)), "appearance", view)
    if joined or view.published_until is not None:
        statement = statement.join(article, article.c.id == appearance.c.article_id)
    if view.published_until is not None:
        statement = statement.where(article.c.published_earliest <= view.published_until)
    return statement


def _at(statement: Select[Any], table: str, view: View) -> Select[Any]:
    condition = entered_by(TABLES[table], view.as_of)
    return statement if condition is None else statement.where(condition)


def _of_story(connection: Connection, story: int, view: View) -> set[int]:
    member = TABLES["claim_story"]
    statement = select(member.c.claim_id, member.c.withdrawn).where(member.c.story_id == story)
    rows = connection.execute(_at(statement, "claim_story", view).order_by(member.c.entered_at, member.c.uid))
    newest: dict[int, bool] = dict(rows.all())
    return {claim for claim, withdrawn in newest.items() if not withdrawn}


def _statuses(
    connection: Connection, canonical: dict[tuple[str, int], int], claims: set[int], view: View
) -> dict[Status, int]:
    review = TABLES["review"]
    columns = (review.c.claim_id, review.c.id, review.c.uid, review.c.entered_at, review.c.status)
    of_claim: dict[int, list[ReviewResult]] = defaultdict(list)
    for number, *rest in connection.execute(_at(select(*columns, review.c.outcome, review.c.proposed), "review", view)):
        of_claim[canonical.get(("claim", number), number)].append(ReviewResult(*rest))
    counted = Counter(newest_status(of_claim.get(number, ())) for number in claims)
    return {status: counted[status] for status in Status if counted[status]}
