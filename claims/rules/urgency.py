"""Why a claim waits for somebody, and which claim waits most urgently: pure functions over plain values.

The order of the reasons is that of `claims.vocabulary.Urgency`, from what hurts most:

1. ``publishing``: a story with the claim goes out today or later, and the claim, on which there is no verdict yet,
   rests on one origin, on unnamed people only, or on nobody (AP and Reuters want a second source before that).
2. ``corrected``: an appearance was withdrawn or changed by its outlet, or entered wrongly by us, since the last
   review; what was decided may rest on what is gone.  So may a verdict for which the article is evidence in which
   another claim's appearance was.
3. ``overdue``: the window has closed without an outcome.
4. ``contested``: an appearance denies it, or it contradicts a claim that stands.
5. ``reworded``: its statement was edited since the verdict or the outcome, or since what is proposed, which was on
   other words.
6. ``made_apart``: two people reviewed it without knowing of each other, and nobody has decided since.
7. ``stale``: the verdict is older than the newest appearance.
8. ``unanswered``: a reply that was asked for is overdue.
9. ``proposed``: a verdict waits for a second person.
10. ``due``: the window closes within the days asked about.
11. ``look_again``: the day has come to look again at what has no last day.
12. ``unreviewed``: nobody has ever reviewed it.

Background claims come after all others, whatever the reason.  Among the rest the worst reason of each decides, then
how long it has been so (what comes due: how soon), then the next reason in the same way, then the number.  Of those
about to be published and of those never reviewed key claims come before supporting ones; the latter by their number,
which is the order in which they were entered here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from claims.rules.ladder import (
    R,
    SignedReview,
    is_overdue,
    made_apart_open,
    newest_outcome,
    newest_status,
    rests_on_other_words,
    void,
    waiting,
)
from claims.rules.sourcing import EndKind, Origins
from claims.vocabulary import VERDICTS, ClaimKind, CorrectionKind, Outcome, RestsOn, Rule, Status, Urgency, Weight

DAYS = 7
"""How many days ahead what comes due is looked for, unless somebody asks for others."""

Waits = tuple[Urgency, date | datetime]
"""A kind of reason, and since when."""

RANK = {kind: place for place, kind in enumerate(Urgency)}
"""The place of each reason, 0 for what hurts most."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim waits, since when (or until when), and the numbers of the records that say so."""

    kind: Urgency
    since: date | datetime
    """The day or the moment from which it is so; of what comes due and of a story, the day on which it comes."""
    claim: int | None = None
    """The claim that contradicts it, or whose appearance was corrected."""
    appearance: int | None = None
    correction: int | None = None
    reviews: tuple[int, ...] = ()
    inquiry: int | None = None
    story: str | None = None
    rests_on: RestsOn | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """A story of the claim, and the day on which it is to be published."""

    story: str
    on: date


@dataclass(frozen=True, slots=True)
class Correction:
    """What became of an appearance of the claim."""

    id: int
    appearance: int
    kind: CorrectionKind
    at: datetime


@dataclass(frozen=True, slots=True)
class Leaning:
    """A correction of another claim's appearance, in an article that is evidence for what was decided on this one."""

    correction: int
    appearance: int
    claim: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Appearance:
    """An appearance of the claim that stands."""

    id: int
    at: datetime
    denies: bool = False
    """Whether it denies the claim, and its outlet has not withdrawn that."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A claim that cannot be so together with this one, since when that is recorded, and where it stands."""

    claim: int
    at: datetime
    status: Status = Status.UNVERIFIED
    outcome: Outcome | None = None
    superseded: bool = False

    @property
    def stands(self) -> bool:
        """Whether the other claim may still be so: it was neither settled as wrong nor superseded."""
        return not (self.superseded or self.status is Status.REFUTED or self.outcome is Outcome.DID_NOT_OCCUR)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An inquiry to which a reply was wanted by now and none came."""

    inquiry: int
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules need to know of a claim, with what was judged one with it."""

    kind: ClaimKind
    logged: datetime
    reviews: Sequence[SignedReview] = ()
    apart: frozenset[int] = frozenset()
    """The numbers of the reviews that were made apart from each other."""
    latest: date | None = None
    """The last day of the window in which it is due."""
    review_on: date | None = None
    """The day to look again at a window without a last day."""
    rests_on: RestsOn | None = None
    publications: Sequence[Publication] = ()
    corrections: Sequence[Correction] = ()
    leaning: Sequence[Leaning] = ()
    """Those after which nobody has decided on the claim."""
    appearances: Sequence[Appearance] = ()
    contradictions: Sequence[Contradiction] = ()
    superseded: bool = False
    """Whether another claim has taken its place."""
    unanswered: Sequence[Unanswered] = ()
    reworded: datetime | None = None
    """When its statement was last edited."""


@dataclass(frozen=True, slots=True)
class Asked:
    """On which day it is asked what waits, on whose clock, and how many days ahead."""

    today: date
    zone: tzinfo
    days: int = DAYS


def reasons(facts: Facts, asked: Asked) -> tuple[Reason, ...]:
    """Return every reason why a claim waits, what hurts most first and of one kind the oldest; none if it does not."""
    found = [reason for rule in _RULES for reason in rule(facts, asked)]
    return tuple(sorted(found, key=lambda reason: (RANK[reason.kind], reason.since)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a claim stands, as far as that says why it waits, with nothing in it that depends on the clock."""

    status: Status
    outcome: Outcome | None
    latest: date | None
    review_on: date | None
    reviewed: datetime | None
    """When it was last decided on."""
    reply_by: datetime | None
    """By when the first of the replies was wanted that are missing."""
    rests_on: RestsOn | None
    lasting: tuple[Waits, ...]
    """The reasons that do not depend on the clock."""


def waits(standing: Standing, asked: Asked, now: datetime, publications: Sequence[Publication] = ()) -> list[Waits]:
    """Return the kinds of reasons why a claim waits, as `reasons` gives them, each with since when."""
    found = [*standing.lasting]
    found += on_the_clock(standing.outcome, standing.latest, standing.review_on, standing.reviewed, asked)
    found += going_out(standing.status, standing.rests_on, publications, asked)
    if standing.reply_by is not None and standing.reply_by < now:
        found.append((Urgency.UNANSWERED, standing.reply_by))
    return found


def lasting(facts: Facts) -> tuple[Reason, ...]:
    """Return those reasons why a claim waits that do not depend on the clock, in the order of `reasons`."""
    at_no_time = Asked(date.min, UTC)
    found = [reason for rule in _LASTING for reason in rule(facts, at_no_time)]
    return tuple(sorted(found, key=lambda reason: (RANK[reason.kind], reason.since)))


Place = tuple[bool, tuple[tuple[int, int, str], ...], int]


def place(weight: Weight, waits: Iterable[Waits], number: int) -> Place:
    """Return the key that puts a claim into its place: its reason that hurts most first, then the next.

    That nobody ever reviewed it counts only for a claim that waits for nothing else.
    """
    since: dict[Urgency, date | datetime] = {}
    for kind, at in waits:
        since[kind] = min(at, since.get(kind, at))
    told = sorted(since.keys() - {Urgency.UNREVIEWED}, key=RANK.__getitem__) or [Urgency.UNREVIEWED]
    return weight is Weight.BACKGROUND, (*(_step(weight, kind, since[kind]) for kind in told), _NOTHING_ELSE), number


def _step(weight: Weight, kind: Urgency, since: date | datetime) -> tuple[int, int, str]:
    first = list(Weight).index(weight) if kind in _BY_WEIGHT else 0
    return RANK[kind], first, "" if kind is Urgency.UNREVIEWED else _sortable(since)


_BY_WEIGHT = frozenset({Urgency.PUBLISHING, Urgency.UNREVIEWED})
"""The reasons that most claims of a story have at once, so that key claims come before supporting ones."""

_NOTHING_ELSE = (len(Urgency), 0, "")


def rests_on(origins: Origins, unnamed: Iterable[bool]) -> RestsOn | None:
    """Return on what a claim rests if that is too little; nothing if it may rest on two independent origins.

    ``unnamed`` says of each end of its chains, in their order, whether it is people whom nobody names.  Unnamed
    people only is told before one origin, and where only nobody is given, nobody; a claim without any end too.
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
    """Yield since when a claim waits as its stories are to be published and it rests on too little."""
    if on is not None and status not in VERDICTS:
        yield from ((Urgency.PUBLISHING, one.on) for one in publications if one.on >= asked.today)


def _publishing(facts: Facts, asked: Asked) -> Iterator[Reason]:
    status = newest_status(facts.reviews)
    for one in facts.publications:
        for kind, on in going_out(status, facts.rests_on, [one], asked):
            yield Reason(kind, on, story=one.story, rests_on=facts.rests_on)


def _corrected(facts: Facts, asked: Asked) -> Iterator[Reason]:
    decided = [one.at for one in facts.reviews if not one.proposed]
    for one in facts.corrections:
        # What we mended ourselves before anybody relied on it needs no second look.
        matters = one.kind is not CorrectionKind.WRONG or any(at < one.at for at in decided)
        if matters and not any(at >= one.at for at in decided):
            yield Reason(Urgency.CORRECTED, one.at, appearance=one.appearance, correction=one.id)
    for leaning in facts.leaning:
        yield Reason(
            Urgency.CORRECTED,
            leaning.at,
            claim=leaning.claim,
            appearance=leaning.appearance,
            correction=leaning.correction,
        )


def on_the_clock(
    outcome: Outcome | None, latest: date | None, review_on: date | None, reviewed: datetime | None, asked: Asked
) -> Iterator[Waits]:
    """Yield why a claim waits as days pass: it is overdue, comes due, or is to be looked at again."""
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
    newest = _newest(facts.reviews)
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
    for one in facts.appearances:
        if one.denies and not (settled and settled >= one.at):
            yield Reason(Urgency.CONTESTED, one.at, appearance=one.id)


def _reworded(facts: Facts, asked: Asked) -> Iterator[Reason]:
    review = reworded(facts.reviews)
    if review is not None:
        yield Reason(Urgency.REWORDED, facts.reworded or review.at, reviews=(review.id,))


def _made_apart(facts: Facts, asked: Asked) -> Iterator[Reason]:
    found = made_apart_open(facts.reviews, facts.apart)
    if found:
        yield Reason(Urgency.MADE_APART, found[min(1, len(found) - 1)].at, reviews=tuple(one.id for one in found))


def _stale(facts: Facts, asked: Asked) -> Iterator[Reason]:
    review = _newest(facts.reviews)
    if review is None or review.status not in VERDICTS:
        return
    later = sorted((one for one in facts.appearances if one.at > review.at), key=lambda one: (one.at, one.id))
    if later:
        yield Reason(Urgency.STALE, later[0].at, appearance=later[-1].id, reviews=(review.id,))


def _unanswered(facts: Facts, asked: Asked) -> Iterator[Reason]:
    for one in facts.unanswered:
        yield Reason(Urgency.UNANSWERED, one.due, inquiry=one.inquiry)


def _proposed(facts: Facts, asked: Asked) -> Iterator[Reason]:
    for one in waiting(facts.reviews):
        yield Reason(Urgency.PROPOSED, one.at, reviews=(one.id,))


def _unreviewed(facts: Facts, asked: Asked) -> Iterator[Reason]:
    if not facts.reviews:
        yield Reason(Urgency.UNREVIEWED, facts.logged)


_RULES: Sequence[Callable[[Facts, Asked], Iterator[Reason]]] = (
    _publishing,
    _corrected,
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
    """Return what was decided, else what was only proposed, on other words, and nobody has reviewed them since."""
    return rests_on_other_words(reviews) or next(reversed([] if waiting(reviews) else void(reviews)), None)


_LASTING = (_corrected, _contested, _reworded, _made_apart, _stale, _proposed, _unreviewed)
"""The rules that ask for no day."""


def settled_at(kind: ClaimKind, reviews: Sequence[SignedReview]) -> datetime | None:
    """Return when a claim was last settled: by the verdict that stands, or by the outcome; none while it is open."""
    newest = _newest(reviews)
    found = [newest.at] if newest and newest.status in VERDICTS else []
    if newest_outcome(kind, reviews) not in (None, Outcome.PENDING):
        found.append(max(one.at for one in reviews if one.outcome and not one.proposed))
    return max(found, default=None)


def _outcome(facts: Facts) -> Outcome | None:
    return newest_outcome(facts.kind, facts.reviews)


def _newest(reviews: Iterable[SignedReview]) -> SignedReview | None:
    return max((one for one in reviews if not one.proposed), key=lambda one: (one.at, one.uid), default=None)


def _sortable(since: date | datetime) -> str:
    """Return a day or a moment (in UTC) as text that sorts as they do among their own kind."""
    if isinstance(since, datetime):
        return since.astimezone(UTC).isoformat(timespec="microseconds")
    return since.isoformat()
