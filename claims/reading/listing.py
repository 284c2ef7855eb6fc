"""Claims in a list, by what a person asks for; a fixed number of statements whatever comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, select

from claims.privacy.offrecord import only_off_record
from claims.reading.dossier import with_duplicates
from claims.reading.identity import Identities, identities
from claims.reading.named_records import attribution_of
from claims.reading.review_facts import Rewordings
from claims.reading.view import PRESENT, View
from claims.rules.ladder import is_overdue, newest_outcome, newest_status, rests_on_other_words, waiting
from claims.rules.sourcing.published import articles_until
from claims.store.past import MANY, Record, rows_by_id, rows_of
from claims.store.schema import TABLES
from claims.vocabulary import (
    Attribution,
    ClaimKind,
    CorrectionKind,
    Outcome,
    Status,
    Terms,
    Weight,
    WindowRole,
)

FIRST_READ = 50
"""How many claims are read first when only some are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to; numbers of records where records are meant, days as days of publication."""

    story: int | None = None
    statuses: tuple[Status, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    kinds: tuple[ClaimKind, ...] = ()
    weights: tuple[Weight, ...] = ()
    outlet: int | None = None
    reporter: int | None = None
    source: int | None = None
    attributions: tuple[Attribution, ...] = ()
    since: date | None = None
    until: date | None = None
    said: tuple[date, date] | None = None
    """The first and the last of the days among which it was said, or else published."""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A verdict or an outcome that waits for a second person."""

    id: int
    who: str
    at: datetime
    status: Status
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in a list."""

    id: int
    uid: str
    statement: str | None
    kind: ClaimKind
    weight: Weight
    status: Status
    outcome: Outcome | None
    appearances: int
    outlets: int
    first_published: str | None
    """The earliest date of its articles as far as it is known: a day, a month or a year."""
    due: date | None
    overdue: bool
    at: datetime
    proposed: tuple[Proposal, ...] = ()
    """What waits for a second person, the oldest first."""
    on_other_words: bool = False
    """Whether the verdict or the outcome that stands was given on other words than the claim has by now."""


def claim_lines(
    connection: Connection, filters: Filters, view: View = PRESENT, within: Sequence[int] | None = None
) -> list[ClaimLine]:
    """Return the claims that fit every filter, by number; duplicates come as one, under the oldest.

    Claims known only off the record are left out unless the view asks for them.  ``within`` are the numbers of the
    claims among which they are sought, if not all.
    """
    joined = identities(connection, view.as_of)
    filters = _canonical(filters, joined)
    claim = TABLES["claim"]
    scope = _scope(filters, view, joined)
    if within is not None:
        scope = scope.where(claim.c.id.in_(within))
    scope = with_duplicates(connection, scope, joined)
    chosen = select(claim).where(claim.c.id.in_(scope))
    if not view.confidential:
        chosen = chosen.where(~only_off_record("claim", view.as_of))
    rows = rows_of(connection, chosen, claim, view.as_of)
    parts = _Parts(
        stories=_stories(connection, scope, view, joined),
        carried=_carried(connection, scope, view, joined),
        reviews=_reviews(connection, scope, view),
        due=_due(connection, scope, view),
        rewordings=Rewordings(connection, scope, view.as_of, joined),
    )
    found = [_line(members, parts, filters, view) for members in joined.gathered("claim", rows).values()]
    return [line for line in found if line is not None]


def first_lines(
    connection: Connection, filters: Filters, limit: int, view: View = PRESENT
) -> tuple[list[ClaimLine], bool]:
    """Return the first ``limit`` of what `claim_lines` returns, and whether there are more.

    Claims are read some at a time, each time four times as many, so that what it costs follows from what is listed.
    """
    scope = scope_of(connection, filters, view)
    found: dict[int, ClaimLine] = {}
    last, size = 0, max(limit + 5, FIRST_READ)
    while some := _numbers_after(connection, scope, last, size):
        found |= {line.id: line for line in claim_lines(connection, filters, view, within=some)}
        last, short = some[-1], len(some) < size
        # A claim may come with a later one that it was judged one with: its turn comes with its number.
        if short or sum(one <= last for one in found) > limit:
            break
        size = min(4 * size, MANY)
    lines = [found[one] for one in sorted(found)]
    return lines[:limit], len(lines) > limit


def _numbers_after(connection: Connection, scope: Select[tuple[int]], last: int, size: int) -> list[int]:
    number = TABLES["claim"].c.id
    rows: Sequence[Any] = connection.execute(scope.where(number > last).order_by(number).limit(size)).all()
    return [row[0] for row in rows]


def scope_of(connection: Connection, filters: Filters, view: View = PRESENT) -> Select[tuple[int]]:
    """Return the statement that selects the claims among which those that fit the filters are."""
    joined = identities(connection, view.as_of)
    return _scope(_canonical(filters, joined), view, joined)


def _canonical(filters: Filters, joined: Identities) -> Filters:
    """Return the filters with the numbers of the records that stand for those asked for."""

    def one(subject: str, number: int | None) -> int | None:
        return None if number is None else joined.canonical(subject, number)

    return replace(
        filters,
        story=one("story", filters.story),
        outlet=one("outlet", filters.outlet),
        reporter=one("reporter", filters.reporter),
        source=one("source", filters.source),
    )


@dataclass(frozen=True, slots=True)
class _Carried:
    """What a list needs to know of an appearance."""

    outlet: int | None
    reporters: frozenset[int]
    source: int | None
    attribution: Attribution
    said: date | None
    """The day on which it was said; where nobody gives it, the first that its article can be of."""
    published: date | None
    """The first day that its date can mean."""
    date: str | None
    retracted: bool


@dataclass(frozen=True, slots=True)
class _Decision:
    """What the rules need to know of a review."""

    id: int
    uid: str
    who: str
    at: datetime
    status: Status
    outcome: Outcome | None
    proposed: bool
    agrees_with_id: int | None
    replaces_id: int | None
    proved_by: str | None = None
    other_words: str | None = None
    reworded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Parts:
    """The rows that belong to claims, by the claim's number."""

    stories: Mapping[int, set[int]]
    carried: Mapping[int, list[_Carried]]
    reviews: Mapping[int, list[_Decision]]
    due: Mapping[int, date | None]
    rewordings: Rewordings


def _scope(filters: Filters, view: View, joined: Identities) -> Select[tuple[int]]:
    """Return the statement that selects the claims worth reading; the past, and what is derived, is sifted later."""
    claim, appearance, article = TABLES["claim"], TABLES["appearance"], TABLES["article"]
    scope = select(claim.c.id)
    if filters.story is not None:
        member = TABLES["claim_story"]
        stories = joined.members("story", filters.story)
        scope = scope.where(claim.c.id.in_(select(member.c.claim_id).where(member.c.story_id.in_(stories))))
    if filters.source is not None:
        sources = joined.members("source", filters.source)
        scope = scope.where(claim.c.id.in_(select(appearance.c.claim_id).where(appearance.c.source_id.in_(sources))))
    if filters.attributions:
        # An unnamed plural without a number is read as a collective: which those are is sifted later.
        several = {Attribution.UNNAMED} if Attribution.COLLECTIVE in filters.attributions else set()
        stored = {*filters.attributions} | several
        on_word = select(appearance.c.claim_id).where(appearance.c.attribution.in_(stored))
        scope = scope.where(claim.c.id.in_(on_word))
    if filters.reporter is not None:
        byline = TABLES["byline"]
        signed = select(byline.c.article_id).where(
            byline.c.reporter_id.in_(joined.members("reporter", filters.reporter))
        )
        scope = scope.where(claim.c.id.in_(select(appearance.c.claim_id).where(appearance.c.article_id.in_(signed))))
    for condition in _reviewed(filters):
        # Asked claim by claim, as there are more reviews than claims in a story.
        scope = scope.where(exists().where(TABLES["review"].c.claim_id == claim.c.id, condition))
    if filters.overdue:
        window = TABLES["window"]
        passed = select(window.c.claim_id).where(window.c.role == WindowRole.DUE, window.c.latest < view.today)
        scope = scope.where(claim.c.id.in_(passed))
    if view.as_of is not None:
        return scope
    if filters.kinds:
        scope = scope.where(claim.c.kind.in_(filters.kinds))
    if filters.weights:
        scope = scope.where(claim.c.weight.in_(filters.weights))
    if filters.outlet is not None:
        outlets = joined.members("outlet", filters.outlet)
        carried = select(appearance.c.claim_id).join(article, article.c.id == appearance.c.article_id)
        scope = scope.where(claim.c.id.in_(carried.where(article.c.outlet_id.in_(outlets))))
    return scope


def _reviewed(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Yield what some review of a claim must say, where claims without any cannot be meant."""
    review = TABLES["review"]
    if filters.statuses and Status.UNVERIFIED not in filters.statuses:
        yield review.c.status.in_(filters.statuses)
    if filters.outcomes and Outcome.PENDING not in filters.outcomes:
        yield review.c.outcome.in_(filters.outcomes)


def _line(members: list[Record], parts: _Parts, filters: Filters, view: View) -> ClaimLine | None:
    """Return the line for a claim and its duplicates, if it fits the filters."""
    row, numbers = members[0], [member["id"] for member in members]
    carried = [one for number in numbers for one in parts.carried.get(number, ())]
    given = [(number, one) for number in numbers for one in parts.reviews.get(number, ())]
    reviews = parts.rewordings.with_statements(members, given)
    outcome = newest_outcome(row["kind"], reviews)
    due = next((parts.due[number] for number in numbers if number in parts.due), None)
    line = ClaimLine(
        id=row["id"],
        uid=row["uid"],
        statement=row["statement"],
        kind=row["kind"],
        weight=row["weight"],
        status=newest_status(reviews),
        outcome=outcome,
        appearances=len(carried),
        outlets=len({one.outlet for one in carried if not one.retracted}),
        first_published=_first_published(carried),
        due=due,
        overdue=is_overdue(outcome, due, view.today),
        at=row["entered_at"],
        proposed=tuple(Proposal(one.id, one.who, one.at, one.status, one.outcome) for one in waiting(reviews)),
        on_other_words=rests_on_other_words(reviews) is not None,
    )
    in_story = filters.story is None or any(filters.story in parts.stories.get(number, ()) for number in numbers)
    return line if in_story and _fits(line, filters) and _carried_as_asked(carried, filters, view) else None


def _first_published(carried: Sequence[_Carried]) -> str | None:
    dated = [(one.published, one.date) for one in carried if one.published and one.date]
    return min(dated)[1] if dated else None


def _fits(line: ClaimLine, filters: Filters) -> bool:
    return (
        (not filters.statuses or line.status in filters.statuses)
        and (not filters.outcomes or line.outcome in filters.outcomes)
        and (not filters.kinds or line.kind in filters.kinds)
        and (not filters.weights or line.weight in filters.weights)
        and (not filters.overdue or line.overdue)
    )


def _carried_as_asked(carried: Sequence[_Carried], filters: Filters, view: View) -> bool:
    """Return whether one and the same appearance fits all that is asked of appearances."""
    records = (filters.outlet, filters.reporter, filters.source)
    days = (filters.since, filters.until, filters.said, view.published_until)
    if not filters.attributions and all(one is None for one in (*records, *days)):
        return True
    return any(
        (filters.outlet is None or one.outlet == filters.outlet)
        and (filters.reporter is None or filters.reporter in one.reporters)
        and (filters.source is None or one.source == filters.source)
        and (not filters.attributions or one.attribution in filters.attributions)
        and (filters.since is None or (one.published is not None and one.published >= filters.since))
        and (filters.until is None or (one.published is not None and one.published <= filters.until))
        and (filters.said is None or (one.said is not None and filters.said[0] <= one.said <= filters.said[1]))
        for one in carried
    )


def _stories(connection: Connection, scope: Select[tuple[int]], view: View, joined: Identities) -> dict[int, set[int]]:
    member = TABLES["claim_story"]
    statement = select(member).where(member.c.claim_id.in_(scope)).order_by(member.c.entered_at, member.c.uid)
    rows = rows_of(connection, statement, member, view.as_of)
    newest = {(row["claim_id"], joined.canonical("story", row["story_id"])): row["withdrawn"] for row in rows}
    found: dict[int, set[int]] = defaultdict(set)
    for (claim, story), withdrawn in newest.items():
        if not withdrawn:
            found[claim].add(story)
    return found


def _carried(
    connection: Connection, scope: Select[tuple[int]], view: View, joined: Identities
) -> dict[int, list[_Carried]]:
    """Return the appearances that are on the record, were not entered wrongly and had been published, by claim."""
    appearance = TABLES["appearance"]
    carrying = select(appearance).where(appearance.c.claim_id.in_(scope), appearance.c.terms != Terms.OFF_RECORD)
    carried = rows_of(connection, carrying.order_by(appearance.c.id), appearance, view.as_of)
    rows = [row for row in carried if row["terms"] is not Terms.OFF_RECORD]
    of_claims = select(appearance.c.article_id).where(appearance.c.claim_id.in_(scope))
    articles = _articles(connection, of_claims, view, joined)
    signed = _signed(connection, of_claims, view, joined)
    marked = _corrected(connection, scope, view)
    standing = [row for row in rows if CorrectionKind.WRONG not in marked.get(row["id"], ())]
    sources = _sources(connection, (row["source_id"] for row in standing), view, joined)
    found: dict[int, list[_Carried]] = defaultdict(list)
    for row in _published(standing, articles, view, joined):
        number = joined.canonical("article", row["article_id"])
        outlet = articles[number]["outlet_id"]
        found[row["claim_id"]].append(
            _Carried(
                outlet=None if outlet is None else joined.canonical("outlet", outlet),
                reporters=frozenset(signed.get(number, ())),
                source=None if row["source_id"] is None else joined.canonical("source", row["source_id"]),
                attribution=attribution_of(row, sources.get(row["source_id"])),
                said=row["said"] or articles[number]["published_earliest"],
                published=articles[number]["published_earliest"],
                date=(articles[number]["published"] or "").split("T")[0] or None,
                retracted=CorrectionKind.RETRACTED in marked.get(row["id"], ()),
            )
        )
    return found


def _sources(
    connection: Connection, numbers: Iterable[int | None], view: View, joined: Identities
) -> dict[int | None, Record]:
    """Return for each source the row of the one that stands for it."""
    canonical = {number: joined.canonical("source", number) for number in numbers if number is not None}
    rows = rows_by_id(connection, TABLES["source"], set(canonical.values()), view.as_of)
    return {number: rows[one] for number, one in canonical.items() if one in rows}


def _articles(connection: Connection, wanted: Select[tuple[int]], view: View, joined: Identities) -> dict[int, Record]:
    """Return articles by number, those that stand for them among them."""
    article = TABLES["article"]
    rows = rows_of(connection, select(article).where(article.c.id.in_(wanted)), article, view.as_of)
    found = {row["id"]: row for row in rows}
    elsewhere = {joined.canonical("article", number) for number in found} - found.keys()
    return found | rows_by_id(connection, article, elsewhere, view.as_of)


def _corrected(connection: Connection, scope: Select[tuple[int]], view: View) -> dict[int, set[CorrectionKind]]:
    """Return what became of appearances, by number."""
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    inside = select(appearance.c.id).where(appearance.c.claim_id.in_(scope))
    found: dict[int, set[CorrectionKind]] = defaultdict(set)
    for row in rows_of(
        connection, select(correction).where(correction.c.appearance_id.in_(inside)), correction, view.as_of
    ):
        found[row["appearance_id"]].add(row["kind"])
    return found


def _published(rows: Sequence[Record], articles: Mapping[int, Record], view: View, joined: Identities) -> list[Record]:
    """Return the appearances that had been published by the day asked for, claim by claim as `claim_record` does."""
    if view.published_until is None:
        return list(rows)
    of_claim: dict[int, list[Record]] = defaultdict(list)
    for row in rows:
        of_claim[joined.canonical("claim", row["claim_id"])].append(row)
    found = []
    for some in of_claim.values():
        here = {row["id"]: joined.canonical("article", row["article_id"]) for row in some}
        relays = [(here[row["id"]], joined.canonical("article", row["relays_id"])) for row in some if row["relays_id"]]
        dates = {
            number: (articles[number]["published_earliest"], articles[number]["published_latest"])
            for number in here.values()
        }
        kept = articles_until(dates, relays, view.published_until)
        found += [row for row in some if here[row["id"]] in kept]
    return found


def _signed(
    connection: Connection, articles: Select[tuple[int]], view: View, joined: Identities
) -> dict[int, set[int]]:
    byline = TABLES["byline"]
    statement = select(byline).where(byline.c.article_id.in_(articles)).order_by(byline.c.entered_at, byline.c.uid)
    newest = {
        (joined.canonical("article", row["article_id"]), joined.canonical("reporter", row["reporter_id"])): (
            row["withdrawn"]
        )
        for row in rows_of(connection, statement, byline, view.as_of)
    }
    found: dict[int, set[int]] = defaultdict(set)
    for (number, reporter), withdrawn in newest.items():
        if not withdrawn:
            found[number].add(reporter)
    return found


def _reviews(connection: Connection, scope: Select[tuple[int]], view: View) -> dict[int, list[_Decision]]:
    review = TABLES["review"]
    rows = rows_of(connection, select(review).where(review.c.claim_id.in_(scope)), review, view.as_of)
    found: dict[int, list[_Decision]] = defaultdict(list)
    for row in rows:
        same = ("id", "uid", "status", "outcome", "proposed", "agrees_with_id", "replaces_id")
        decision = _Decision(who=row["entered_by"], at=row["entered_at"], **{name: row[name] for name in same})
        found[row["claim_id"]].append(decision)
    return found


def _due(connection: Connection, scope: Select[tuple[int]], view: View) -> dict[int, date | None]:
    window = TABLES["window"]
    statement = select(window).where(window.c.role == WindowRole.DUE, window.c.claim_id.in_(scope))
    rows = rows_of(connection, statement.order_by(window.c.entered_at, window.c.uid), window, view.as_of)
    return {row["claim_id"]: row["latest"] for row in rows}
