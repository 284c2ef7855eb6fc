"""Why a claim needs attention, and which claim comes first: pure functions over plain values.

The reasons, most urgent first (the order of `claims.vocabulary.Urgency`):

1. ``publishing``: a story with the claim goes out today or later, the claim has no verdict yet, and it rests on one
   origin, on unnamed people only, or on nobody (AP and Reuters want a second source before publication).
2. ``corrected``: an outlet withdrew or changed an appearance, or we had entered it wrongly, since the last review: the
   decision may rest on something that is gone.  The same holds if the corrected article is evidence for a verdict,
   although the appearance was another claim's.
3. ``article_changed``: an excerpt that it rests on no longer stands in its article, and nobody has reviewed it since.
4. ``overdue``: the window has closed without an outcome.
5. ``contested``: an appearance denies it, or it contradicts a claim that may still be right.
6. ``reworded``: its statement was edited after the verdict, the outcome or the proposal, which judged the old words.
7. ``made_apart``: two people reviewed it in parallel, and no decision has followed.
8. ``stale``: the newest appearance is younger than the verdict.
9. ``unanswered``: a reply we asked for is overdue.
10. ``proposed``: a verdict waits for a second person.
11. ``due``: the window closes within the next days, as many as the user asks for.
12. ``look_again``: the day has come to look again at a window without a last day.
13. ``unreviewed``: nobody here ever reviewed it: it has no review, or its newest decision only keeps another
    fact-checker's rating whose meaning is not known.

Background claims come last, whatever the reason.  For the rest, each claim's most urgent reason decides, then how long
it has lasted (for a window that closes: how soon), then the next reason in the same way, then the number.  Among claims
about to be published and claims never reviewed, key claims come before supporting claims; claims never reviewed follow
their numbers, and so the order of entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo

from claims.rules.ladder import (
    R,
    SignedReview,
    is_overdue,
    made_apart_open,
    newest_decision,
    newest_outcome,
    newest_status,
    rests_on_other_words,
    void,
    waiting,
)
from claims.rules.sourcing import EndKind, Origins
from claims.values import value
from claims.vocabulary import VERDICTS, ClaimKind, CorrectionKind, Outcome, RestsOn, Rule, Status, Urgency, Weight

DAYS = 7
"""How many days ahead the queue looks for windows that close, unless the user says otherwise."""

Waits = tuple[Urgency, date | datetime]
"""A kind of reason, and since when it has applied."""

RANK = {kind: place for place, kind in enumerate(Urgency)}
"""The rank of each reason, 0 for the most urgent."""


@value
class Reason:
    """Why a claim needs attention, since when (or until when), and the numbers of the records behind it."""

    kind: Urgency
    since: date | datetime
    """The day or moment it has applied since; for a closing window or a story, the day ahead."""
    claim: int | None = None
    """The claim that contradicts it, or whose appearance was corrected."""
    appearance: int | None = None
    correction: int | None = None
    reviews: tuple[int, ...] = ()
    inquiry: int | None = None
    story: str | None = None
    rests_on: RestsOn | None = None
    gone: bool | None = None
    """For a changed article, whether nothing like the excerpt stands there."""


@value
class Publication:
    """A story with the claim, and its day of publication."""

    story: str
    on: date


@value
class Correction:
    """A correction of an appearance of the claim."""

    id: int
    appearance: int
    kind: CorrectionKind
    at: datetime


@value
class Leaning:
    """A correction of another claim's appearance, in an article that is evidence for the decision on this claim."""

    correction: int
    appearance: int
    claim: int
    at: datetime


@value
class ArticleChange:
    """A later version of an article, without the excerpt of an appearance or with other words in its place."""

    appearance: int
    at: datetime
    """When that version was captured."""
    gone: bool
    """Whether nothing like the excerpt stands there."""


@value
class Appearance:
    """An appearance of the claim that was not corrected away."""

    id: int
    at: datetime
    denies: bool = False
    """Whether it denies the claim and its outlet has not withdrawn the denial."""


@value
class Contradiction:
    """A claim that contradicts this claim, since when that is on record, and its status and outcome."""

    claim: int
    at: datetime
    status: Status = Status.UNVERIFIED
    outcome: Outcome | None = None
    superseded: bool = False

    @property
    def stands(self) -> bool:
        """Whether the other claim may still be right: it was neither refuted, nor failed to occur, nor superseded."""
        return not (self.superseded or self.status is Status.REFUTED or self.outcome is Outcome.DID_NOT_OCCUR)


@value
class Unanswered:
    """An inquiry whose reply is overdue."""

    inquiry: int
    due: datetime


@value(kw_only=True)
class Facts:
    """What the rules need to know about a claim, with its duplicates counted in."""

    kind: ClaimKind
    logged: datetime
    reviews: Sequence[SignedReview] = ()
    apart: frozenset[int] = frozenset()
    """The numbers of the reviews made in parallel."""
    latest: date | None = None
    """The last day of its due window."""
    review_on: date | None = None
    """The day to look again at a due window without a last day."""
    rests_on: RestsOn | None = None
    publications: Sequence[Publication] = ()
    corrections: Sequence[Correction] = ()
    leaning: Sequence[Leaning] = ()
    """The leanings that are newer than the last decision on the claim."""
    changes: Sequence[ArticleChange] = ()
    appearances: Sequence[Appearance] = ()
    contradictions: Sequence[Contradiction] = ()
    superseded: bool = False
    """Whether another claim supersedes it."""
    unanswered: Sequence[Unanswered] = ()
    reworded: datetime | None = None
    """When its statement was last edited."""
    unmapped: frozenset[int] = frozenset()
    """The numbers of the reviews that only keep a rating whose meaning is not known."""


@value
class Asked:
    """The day and the time zone of the question, and how many days to look ahead."""

    today: date
    zone: tzinfo
    days: int = DAYS


def reasons(facts: Facts, asked: Asked) -> tuple[Reason, ...]:
    """Return every reason why a claim needs attention, most urgent first and the oldest first within a kind."""
    every = [reason for rule in _RULES for reason in rule(facts, asked)]
    return tuple(sorted(every, key=lambda reason: (RANK[reason.kind], reason.since)))


@value(kw_only=True)
class Standing:
    """The parts of a claim's state that give reasons for attention, with nothing that depends on the clock."""

    status: Status
    outcome: Outcome | None
    latest: date | None
    review_on: date | None
    reviewed: datetime | None
    """When the last decision on it was made."""
    reply_by: datetime | None
    """The earliest deadline of the missing replies."""
    rests_on: RestsOn | None
    lasting: tuple[Waits, ...]
    """The reasons that do not depend on the clock."""


def waits(standing: Standing, asked: Asked, now: datetime, publications: Sequence[Publication] = ()) -> list[Waits]:
    """Return the kinds of reasons that `reasons` gives for a claim, each with since when."""
    kinds = [*standing.lasting]
    kinds += on_the_clock(standing.outcome, standing.latest, standing.review_on, standing.reviewed, asked)
    kinds += going_out(standing.status, standing.rests_on, publications, asked)
    if standing.reply_by is not None and standing.reply_by < now:
        kinds.append((Urgency.UNANSWERED, standing.reply_by))
    return kinds


def lasting(facts: Facts) -> tuple[Reason, ...]:
    """Return the reasons of a claim that do not depend on the clock, in the order of `reasons`."""
    at_no_time = Asked(date.min, UTC)
    timeless = [reason for rule in _LASTING for reason in rule(facts, at_no_time)]
    return tuple(sorted(timeless, key=lambda reason: (RANK[reason.kind], reason.since)))


Place = tuple[bool, tuple[tuple[int, int, str], ...], int]


def place(weight: Weight, waits: Iterable[Waits], number: int) -> Place:
    """Return a claim's sort key for the queue: by its most urgent reason, then the next.

    That it was never reviewed counts only if there is no other reason.
    """
    since: dict[Urgency, date | datetime] = {}
    for kind, at in waits:
        since[kind] = min(at, since.get(kind, at))
    kinds = sorted(since.keys() - {Urgency.UNREVIEWED}, key=RANK.__getitem__) or [Urgency.UNREVIEWED]
    return weight is Weight.BACKGROUND, (*(_step(weight, kind, since[kind]) for kind in kinds), _NO_MORE), number


def _step(weight: Weight, kind: Urgency, since: date | datetime) -> tuple[int, int, str]:
    first = list(Weight).index(weight) if kind in _BY_WEIGHT else 0
    return RANK[kind], first, "" if kind is Urgency.UNREVIEWED else _sortable(since)


_BY_WEIGHT = frozenset({Urgency.PUBLISHING, Urgency.UNREVIEWED})
"""The reasons that most claims of a story share, so that key claims have to come before supporting claims."""

_NO_MORE = (len(Urgency), 0, "")


def is_unmapped(status: Status, rating: str | None) -> bool:
    """Return whether a review only keeps another fact-checker's rating that stood in no table of ratings."""
    return rating is not None and status is Status.IN_REVIEW


def rests_on(origins: Origins, unnamed: Iterable[bool]) -> RestsOn | None:
    """Return how a claim is thinly sourced, or None if it may rest on two independent origins.

    ``unnamed`` says for each end of its chains, in order, whether it is unnamed people.  `unnamed_only` goes before
    `one_origin`.  A claim without a source at any end, or without ends, rests on nobody.
    """
    ends = [(end.kind, anonymous) for end, anonymous in zip(origins.ends, unnamed, strict=True)]
    given = [anonymous for kind, anonymous in ends if kind is not EndKind.NOTHING]
    if not given:
        return RestsOn.NOBODY
    if all(given):
        return RestsOn.UNNAMED_ONLY
    return RestsOn.ONE_ORIGIN if origins.rule is Rule.NOT_MET else None


# The rules


def going_out(status: Status, on: RestsOn | None, publications: Iterable[Publication], asked: Asked) -> Iterator[Waits]:
    """Yield the days of publication of its coming stories, for a claim that is thinly sourced and has no verdict."""
    if on is not None and status not in VERDICTS:
        coming = (publication.on for publication in publications if publication.on >= asked.today)
        yield from ((Urgency.PUBLISHING, day) for day in coming)


def _publishing(facts: Facts, asked: Asked) -> Iterator[Reason]:
    status = newest_status(facts.reviews)
    for publication in facts.publications:
        for kind, on in going_out(status, facts.rests_on, [publication], asked):
            yield Reason(kind, on, story=publication.story, rests_on=facts.rests_on)


def _corrected(facts: Facts, asked: Asked) -> Iterator[Reason]:
    decided = [review.at for review in facts.reviews if not review.proposed]
    for correction in facts.corrections:
        # Our own mistake needs no second look if we corrected it before the first decision.
        matters = correction.kind is not CorrectionKind.WRONG or any(at < correction.at for at in decided)
        if matters and not any(at >= correction.at for at in decided):
            yield Reason(Urgency.CORRECTED, correction.at, appearance=correction.appearance, correction=correction.id)
    for leaning in facts.leaning:
        yield Reason(
            Urgency.CORRECTED,
            leaning.at,
            claim=leaning.claim,
            appearance=leaning.appearance,
            correction=leaning.correction,
        )


def _article_changed(facts: Facts, asked: Asked) -> Iterator[Reason]:
    decided = [review.at for review in facts.reviews if not review.proposed]
    for change in facts.changes:
        known = any(each.appearance == change.appearance and each.at >= change.at for each in facts.corrections)
        if not known and not any(at >= change.at for at in decided):
            yield Reason(Urgency.ARTICLE_CHANGED, change.at, appearance=change.appearance, gone=change.gone)


def on_the_clock(
    outcome: Outcome | None, latest: date | None, review_on: date | None, reviewed: datetime | None, asked: Asked
) -> Iterator[Waits]:
    """Yield the reasons that come with the calendar: a claim is overdue, falls due soon, or needs another look."""
    if outcome is not Outcome.PENDING:
        return
    if latest is None:
        looked = review_on is not None and reviewed is not None and reviewed.astimezone(asked.zone).date() >= review_on
        if review_on is not None and review_on <= asked.today and not looked:
            yield Urgency.LOOK_AGAIN, review_on
    elif is_overdue(outcome, latest, asked.today):
        yield Urgency.OVERDUE, latest
    elif latest - asked.today <= timedelta(asked.days):
        yield Urgency.DUE, latest


def _on_the_clock(facts: Facts, asked: Asked) -> Iterator[Reason]:
    newest = newest_decision(facts.reviews)
    reviewed = newest.at if newest else None
    for kind, day in on_the_clock(_outcome(facts), facts.latest, facts.review_on, reviewed, asked):
        yield Reason(kind, day)


def _contested(facts: Facts, asked: Asked) -> Iterator[Reason]:
    if facts.superseded:
        return
    settled = settled_at(facts.kind, facts.reviews)
    for other in facts.contradictions:
        if other.stands and not (settled and settled >= other.at):
            yield Reason(Urgency.CONTESTED, other.at, claim=other.claim)
    for appearance in facts.appearances:
        if appearance.denies and not (settled and settled >= appearance.at):
            yield Reason(Urgency.CONTESTED, appearance.at, appearance=appearance.id)


def _reworded(facts: Facts, asked: Asked) -> Iterator[Reason]:
    review = reworded(facts.reviews)
    if review is not None:
        yield Reason(Urgency.REWORDED, facts.reworded or review.at, reviews=(review.id,))


def _made_apart(facts: Facts, asked: Asked) -> Iterator[Reason]:
    parallel = made_apart_open(facts.reviews, facts.apart)
    if parallel:
        numbers = tuple(review.id for review in parallel)
        yield Reason(Urgency.MADE_APART, parallel[min(1, len(parallel) - 1)].at, reviews=numbers)


def _stale(facts: Facts, asked: Asked) -> Iterator[Reason]:
    review = newest_decision(facts.reviews)
    if review is None or review.status not in VERDICTS:
        return
    later = sorted(
        (appearance for appearance in facts.appearances if appearance.at > review.at),
        key=lambda appearance: (appearance.at, appearance.id),
    )
    if later:
        yield Reason(Urgency.STALE, later[0].at, appearance=later[-1].id, reviews=(review.id,))


def _unanswered(facts: Facts, asked: Asked) -> Iterator[Reason]:
    for unanswered in facts.unanswered:
        yield Reason(Urgency.UNANSWERED, unanswered.due, inquiry=unanswered.inquiry)


def _proposed(facts: Facts, asked: Asked) -> Iterator[Reason]:
    for proposal in waiting(facts.reviews):
        yield Reason(Urgency.PROPOSED, proposal.at, reviews=(proposal.id,))


def _unreviewed(facts: Facts, asked: Asked) -> Iterator[Reason]:
    newest = newest_decision(facts.reviews)
    if not facts.reviews:
        yield Reason(Urgency.UNREVIEWED, facts.logged)
    elif newest is not None and newest.id in facts.unmapped:
        yield Reason(Urgency.UNREVIEWED, newest.at, reviews=(newest.id,))


_RULES: Sequence[Callable[[Facts, Asked], Iterator[Reason]]] = (
    _publishing,
    _corrected,
    _article_changed,
    _on_the_clock,
    _contested,
    _reworded,
    _made_apart,
    _stale,
    _unanswered,
    _proposed,
    _unreviewed,
)


def reworded(reviews: Sequence[R]) -> R | None:
    """Return the newest decision, else the newest proposal, that judged an earlier statement and needs a new review."""
    return rests_on_other_words(reviews) or next(reversed([] if waiting(reviews) else void(reviews)), None)


_LASTING = (_corrected, _contested, _reworded, _made_apart, _stale, _proposed, _unreviewed)
"""The rules that do not depend on the day."""


def settled_at(kind: ClaimKind, reviews: Sequence[SignedReview]) -> datetime | None:
    """Return when a claim was last settled by its present verdict or outcome, or None while it is open."""
    newest = newest_decision(reviews)
    settled = [newest.at] if newest and newest.status in VERDICTS else []
    by_outcome = newest_decision(review for review in reviews if review.outcome)
    if by_outcome and newest_outcome(kind, reviews) not in (None, Outcome.PENDING):
        settled.append(by_outcome.at)
    return max(settled, default=None)


def _outcome(facts: Facts) -> Outcome | None:
    return newest_outcome(facts.kind, facts.reviews)


def _sortable(since: date | datetime) -> str:
    """Return a day or a moment (in UTC) as text that sorts by time among its own kind."""
    if isinstance(since, datetime):
        return since.astimezone(UTC).isoformat(timespec="microseconds")
    return since.isoformat()
