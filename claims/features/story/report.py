"""The sourcing report of a story: what its claims rest on, in numbers.  Values in, values out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo

from claims.features.claim.spread import Spread, outlet_of, spread_of
from claims.features.reach.records import Reach
from claims.features.story.audience import told_to
from claims.features.story.read_audit import Audit
from claims.reading.chain_view import ChainView
from claims.reading.records import ArticleRecord, ClaimRecord, ReviewRecord, WindowRecord
from claims.reading.stories import StoryRecord
from claims.rules.ladder import entry_order, given_by, newest_decision
from claims.vocabulary import (
    VERDICTS,
    Attribution,
    Audience,
    EvidenceKind,
    Outcome,
    RelationKind,
    Rule,
    Status,
    Weight,
    WindowRole,
)

WIDEST = 5
"""How many of the widest claims are listed."""

WIDE = 2
"""How many outlets make a claim widely carried."""

STRONGEST = 3
"""How many of them the bottom line names."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that the report answers."""

    at: datetime
    """The moment that the records are read for."""
    zone: tzinfo
    past: bool = False
    """Whether the user chose that moment; otherwise it is now."""
    published_until: date | None = None
    trust_labels: bool = False
    audience: Audience = Audience.DESK

    @property
    def today(self) -> date:
        """The day of the moment, on the newsroom's calendar."""
        return self.at.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last dated article."""

    first: ArticleRecord
    last: ArticleRecord


@dataclass(frozen=True, slots=True)
class AttributionCount:
    """How often claims have a sort of attribution."""

    attribution: Attribution
    appearances: int
    claims: int


@dataclass(frozen=True, slots=True)
class Settled:
    """A claim with a verdict or an outcome, and how it was decided."""

    claim: ClaimRecord
    deciding: tuple[ReviewRecord, ...]
    """The reviews behind the current verdict and outcome, the newest first."""
    earlier: tuple[ReviewRecord, ...]
    """Earlier decisions, the oldest first, each step once."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims that cannot both be true, or a claim and its deniers."""

    spread: Spread
    """The contested claim."""
    other: Spread | None
    """The claim that contradicts it; None for a denial, and for a claim outside this story."""
    other_id: int | None
    other_statement: str | None
    note: str | None
    """Why they contradict each other."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The story in numbers; tuples hold the numbers of claims."""

    claims: int
    of_weight: dict[Weight, int]
    articles: int
    unread_articles: int
    outlets: int
    span: Span | None
    appearances: int
    attributions: tuple[AttributionCount, ...]
    one_origin: tuple[int, ...]
    total_unknown: tuple[int, ...]
    """Claims whose one known origin is an unspecified number of people: officials, sources."""
    unnamed_only: tuple[int, ...]
    on_nobody: tuple[int, ...]
    named: tuple[int, ...]
    """Claims with at least one named source: a person, an institution, a document, or the outlet itself."""
    rules: dict[Rule, tuple[int, ...]]
    contested: tuple[int, ...]
    settled: tuple[int, ...]
    evidence: dict[EvidenceKind, int]
    """How many of the settled claims rest on each kind of evidence."""
    overdue: tuple[int, ...]
    look_again: tuple[int, ...]
    """Claims without a last day that are due for another look and have no outcome."""
    look_later: tuple[int, ...]
    proposed: tuple[int, ...]
    """Claims with a verdict that waits for a second person."""
    circular: tuple[int, ...]
    withdrawn: tuple[int, ...]
    """Claims that an outlet withdrew."""
    withheld: int
    """How many off-the-record appearances were left out."""
    hidden: int
    """How many claims were left out because they are known only off the record."""


@dataclass(frozen=True, slots=True)
class StoryReport:
    """The content of a story's sourcing report, before formatting."""

    story: StoryRecord
    asked: Asked
    summary: Summary
    spreads: tuple[Spread, ...]
    """Every claim, by number."""
    widest: tuple[Spread, ...]
    strongest: tuple[Spread, ...]
    """The widest claims that best show how much spread and origins can differ."""
    contested: tuple[Contradiction, ...]
    settled: tuple[Settled, ...]
    reach: Mapping[int, Reach] = field(default_factory=dict)
    """What corrections mean for each claim, by number."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """What is left out for this audience: each kind, and how many."""
    audit: Audit | None = None
    """The lawyer's audit trail."""
    head: str | None = None
    """The hash of the newest event when the copy was made; a later check uses it to find events cut off since."""

    def of_weight(self, weight: Weight) -> tuple[Spread, ...]:
        """Return the claims of one weight, by number."""
        return tuple(spread for spread in self.spreads if spread.claim.weight is weight)


def story_report(
    story: StoryRecord,
    claims: Sequence[ClaimRecord],
    asked: Asked,
    reach: Mapping[int, Reach] | None = None,
    audit: Audit | None = None,
) -> StoryReport:
    """Return the sourcing report of a story; ``reach`` says what corrections mean for each of its claims.

    ``audit`` is the lawyer's audit trail. Claims known only off the record are left out, and counted. In a report of
    what had been published by a day, claims that no outlet had published by then are left out too.
    """
    hidden = [claim for claim in claims if _is_confided(claim)]
    late = [claim for claim in claims if asked.published_until is not None and not claim.appearances]
    passed = told_to(without(claims, [*hidden, *late]), asked.audience)
    spreads = tuple(spread_of(ChainView(claim)) for claim in passed.claims)
    contested, settled = (
        contradictions(spreads),
        tuple(decision for claim in passed.claims if (decision := settlement(claim))),
    )
    widest = carried_widest(spreads)
    return StoryReport(
        story=replace(story, note=None) if asked.audience is Audience.PUBLIC else story,
        asked=asked,
        summary=summary_of(spreads, contested, settled, hidden, asked),
        spreads=spreads,
        widest=widest,
        strongest=tuple(sorted(widest, key=_strength)[:STRONGEST]),
        contested=contested,
        settled=settled,
        reach={} if asked.audience is Audience.PUBLIC else reach or {},
        left_out=passed.left_out,
        audit=audit,
    )


def _is_confided(claim: ClaimRecord) -> bool:
    """Return whether all of a claim's appearances are off the record or, for the public, on background."""
    return bool(claim.withheld or claim.background) and not claim.appearances


def without(claims: Sequence[ClaimRecord], others: Sequence[ClaimRecord]) -> list[ClaimRecord]:
    """Return the claims without these, and without relations to them."""
    numbers = {number for claim in others for number in (claim.id, *claim.duplicates)}
    return [
        replace(claim, relations=tuple(relation for relation in claim.relations if relation.claim_id not in numbers))
        for claim in claims
        if claim.id not in numbers
    ]


# Carried widest


def carried_widest(spreads: Sequence[Spread]) -> tuple[Spread, ...]:
    """Return the claims with most outlets; background claims only if the story has no others."""
    wide = [spread for spread in spreads if len(spread.outlets) >= WIDE]
    telling = [spread for spread in wide if spread.claim.weight is not Weight.BACKGROUND] or wide
    order = sorted(telling, key=lambda spread: (-len(spread.outlets), list(Weight).index(spread.claim.weight)))
    return tuple(order[:WIDEST])


def _strength(spread: Spread) -> tuple[bool, int]:
    """Return a sort key: claims with a single first report come first, the widest of them before the rest."""
    return (len(spread.roots) != 1, -len(spread.outlets))


# Contested


def contradictions(spreads: Sequence[Spread]) -> tuple[Contradiction, ...]:
    """Return every contradiction between claims once, and every claim that somebody denies."""
    by_number = {number: spread for spread in spreads for number in (spread.claim.id, *spread.claim.duplicates)}
    grouped: dict[frozenset[int], Contradiction] = {}
    for spread in spreads:
        for relation in spread.claim.contradicted_by:
            other = by_number.get(relation.claim_id)
            if other is spread:
                continue
            target, against = (spread, other) if relation.incoming or other is None else (other, spread)
            number = against.claim.id if against else relation.claim_id
            statement = against.claim.statement if against else relation.statement
            pair = frozenset({target.claim.id, number})
            grouped.setdefault(pair, Contradiction(target, against, number, statement, relation.note))
    denied = [Contradiction(spread, None, None, None, None) for spread in spreads if spread.denials]
    return (
        *sorted(
            grouped.values(), key=lambda contradiction: (contradiction.spread.claim.id, contradiction.other_id or 0)
        ),
        *denied,
    )


# Settled


def settlement(claim: ClaimRecord) -> Settled | None:
    """Return how a claim was settled, or None if it has neither verdict nor outcome."""
    decided = [review for review in claim.reviews if not review.proposed]
    newest = claim.latest_review
    has_outcome = claim.outcome not in (None, Outcome.PENDING)
    if newest is None or not (claim.settled or has_outcome):
        return None
    newest = given_by(newest, claim.reviews)
    by_outcome = newest_decision(review for review in decided if review.outcome) if has_outcome else None
    by_outcome = by_outcome and given_by(by_outcome, claim.reviews)
    deciding = [newest] if claim.settled else []
    deciding += [by_outcome] if by_outcome is not None and by_outcome not in deciding else []
    before = [review for review in decided if entry_order(review) < min(map(entry_order, deciding))]
    steps = [review for index, review in enumerate(before) if not index or _gave(review) != _gave(before[index - 1])]
    return Settled(claim, tuple(deciding), tuple(steps))


def _gave(review: ReviewRecord) -> tuple[Status, Outcome | None]:
    return review.status, review.outcome


# The summary


def summary_of(
    spreads: Sequence[Spread],
    contested: Sequence[Contradiction],
    settled: Sequence[Settled],
    hidden: Sequence[ClaimRecord],
    asked: Asked,
) -> Summary:
    """Return the story in numbers."""
    standing = [appearance for spread in spreads for appearance in spread.claim.appearances if not appearance.retracted]
    articles = list({appearance.article.id: appearance.article for appearance in standing}.values())
    one_origin = _numbers(spreads, lambda spread: spread.on_one)
    return Summary(
        claims=len(spreads),
        of_weight={weight: sum(spread.claim.weight is weight for spread in spreads) for weight in Weight},
        articles=len(articles),
        unread_articles=sum(not article.seen for article in articles),
        outlets=len({outlet_of(article) for article in articles}),
        span=_span(articles),
        appearances=len(standing),
        attributions=attribution_counts(spreads),
        one_origin=one_origin,
        total_unknown=_numbers(spreads, lambda spread: spread.on_one and spread.independent.open),
        unnamed_only=_numbers(spreads, lambda spread: spread.only_unnamed),
        on_nobody=_numbers(spreads, lambda spread: spread.on_nobody),
        named=_numbers(spreads, lambda spread: any(not voice.unnamed for voice in spread.voices)),
        rules={rule: tuple(spread.claim.id for spread in spreads if spread.rule is rule) for rule in Rule},
        contested=_in_dispute(spreads, contested),
        settled=tuple(decision.claim.id for decision in settled),
        evidence=_kinds_of_evidence(settled),
        overdue=_numbers(spreads, lambda spread: spread.claim.overdue),
        look_again=_numbers(spreads, lambda spread: _to_look_at(spread, lambda day: day <= asked.today)),
        look_later=_numbers(spreads, lambda spread: _to_look_at(spread, lambda day: day > asked.today)),
        proposed=_numbers(spreads, lambda spread: any(review.proposed for review in awaiting(spread.claim))),
        circular=_numbers(spreads, lambda spread: bool(spread.circular)),
        withdrawn=_numbers(spreads, lambda spread: bool(spread.withdrawn)),
        withheld=sum(claim.withheld for claim in (*(spread.claim for spread in spreads), *hidden)),
        hidden=len(hidden),
    )


def attribution_counts(spreads: Sequence[Spread]) -> tuple[AttributionCount, ...]:
    """Return the sorts of attribution, counted by appearances (without retracted ones) and by claims, most first."""
    appearances: Counter[Attribution] = Counter()
    claims: Counter[Attribution] = Counter()
    for spread in spreads:
        given = [appearance.attribution for appearance in spread.claim.appearances if not appearance.retracted]
        appearances.update(given)
        claims.update(set(given))
    order = sorted(appearances, key=lambda word: (-appearances[word], list(Attribution).index(word)))
    return tuple(AttributionCount(word, appearances[word], claims[word]) for word in order)


def awaiting(claim: ClaimRecord) -> list[ReviewRecord]:
    """Return the proposals that still wait for a decision."""
    return list(claim.waiting)


def due_window(claim: ClaimRecord) -> WindowRecord | None:
    """Return the claim's window of role ``due``."""
    return next((window for window in claim.windows if window.role is WindowRole.DUE), None)


def _numbers(spreads: Iterable[Spread], holds: Callable[[Spread], bool]) -> tuple[int, ...]:
    return tuple(spread.claim.id for spread in spreads if holds(spread))


def _span(articles: Sequence[ArticleRecord]) -> Span | None:
    """Return the first and the last dated article; a date known to the month counts from its first day."""
    dated = sorted(
        (article for article in articles if article.published_earliest),
        key=lambda article: (article.published_earliest or date.max, article.published_latest or date.max),
    )
    return Span(dated[0], dated[-1]) if dated else None


def _in_dispute(spreads: Sequence[Spread], contested: Sequence[Contradiction]) -> tuple[int, ...]:
    """Return the claims on either side of a contradiction, denied, or of disputed status."""
    numbers = {contradiction.spread.claim.id for contradiction in contested} | {
        contradiction.other.claim.id for contradiction in contested if contradiction.other
    }
    return _numbers(spreads, lambda spread: spread.claim.id in numbers or spread.claim.status is Status.DISPUTED)


def _kinds_of_evidence(settled: Sequence[Settled]) -> dict[EvidenceKind, int]:
    kinds: Counter[EvidenceKind] = Counter()
    for decision in settled:
        kinds.update({evidence.kind for review in decision.deciding for evidence in decision.claim.evidence_of(review)})
    return {kind: kinds[kind] for kind in EvidenceKind if kinds[kind]}


def _to_look_at(spread: Spread, when: Callable[[date], bool]) -> bool:
    """Return whether a claim without a deadline has no outcome yet and a day for another look."""
    window = due_window(spread.claim)
    if spread.claim.outcome is not Outcome.PENDING or window is None or window.latest is not None:
        return False
    return window.review_on is not None and when(window.review_on)


def verdict_counts(settled: Sequence[Settled]) -> dict[Status, tuple[int, ...]]:
    """Return the settled claims by verdict, in the vocabulary's order."""
    return {
        status: numbers
        for status in Status
        if status in VERDICTS
        and (numbers := tuple(decision.claim.id for decision in settled if decision.claim.status is status))
    }


def related(spread: Spread, kind: RelationKind) -> tuple[int, ...]:
    """Return the numbers of claims that have this relation, either way."""
    return tuple(dict.fromkeys(relation.claim_id for relation in spread.claim.relations if relation.kind is kind))
