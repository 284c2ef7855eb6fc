"""Why a claim waits, rule by rule, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.sourcing import Footing, SourceFacts, count_origins
from claims.rules.urgency import (
    RANK,
    Appearance,
    ArticleChange,
    Asked,
    Contradiction,
    Correction,
    Facts,
    Publication,
    Reason,
    Unanswered,
    place,
    reasons,
    rests_on,
)
from claims.vocabulary import (
    VERDICTS,
    Attribution,
    ClaimKind,
    CorrectionKind,
    Outcome,
    Proximity,
    RestsOn,
    SourceKind,
    Status,
    Urgency,
    Weight,
)

TODAY = date(2024, 4, 10)
NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)
ASKED = Asked(TODAY, UTC)


@dataclass(frozen=True)
class Reviewed:
    """A review, for the rules."""

    id: int
    at: datetime
    status: Status = Status.IN_REVIEW
    outcome: Outcome | None = None
    proposed: bool = False
    who: str = "okafor"
    agrees_with_id: int | None = None
    replaces_id: int | None = None
    proved_by: str | None = None
    entered_as: str | None = None
    other_words: str | None = None

    @property
    def uid(self) -> str:
        return f"{self.id:036}"


LOOKED_AT = Reviewed(1, NOON)
CLAIM = Facts(kind=ClaimKind.PREDICTION, logged=NOON, reviews=(LOOKED_AT,))
CONFIRMED = Reviewed(1, NOON, Status.CONFIRMED)
EARLIER, LATER = NOON - timedelta(hours=1), NOON + timedelta(hours=1)


def why(asked: Asked = ASKED, **changes: Any) -> list[Reason]:
    return list(reasons(replace(CLAIM, **changes), asked))


def kinds(asked: Asked = ASKED, **changes: Any) -> list[Urgency]:
    return [one.kind for one in why(asked, **changes)]


def test_a_claim_that_somebody_looked_at_and_that_is_not_due_waits_for_nobody() -> None:
    assert why() == []


def test_a_claim_that_nobody_ever_reviewed() -> None:
    assert why(reviews=()) == [Reason(Urgency.UNREVIEWED, NOON)]
    assert kinds(reviews=(Reviewed(1, NOON, Status.CONFIRMED, proposed=True),)) == [Urgency.PROPOSED]


@pytest.mark.parametrize(
    ("latest", "waits"),
    [
        (TODAY - timedelta(1), [Urgency.OVERDUE]),
        (TODAY, [Urgency.DUE]),
        (TODAY + timedelta(7), [Urgency.DUE]),
        (TODAY + timedelta(8), []),
        (None, []),
    ],
)
def test_a_window_that_closes(latest: date | None, waits: list[Urgency]) -> None:
    assert kinds(latest=latest) == waits
    if waits:
        assert why(latest=latest)[0].since == latest
    assert kinds(latest=latest, kind=ClaimKind.FACT) == [], "nothing is to come of a fact"
    assert kinds(latest=latest, reviews=(Reviewed(1, NOON, outcome=Outcome.VOID),)) == []


def test_how_many_days_ahead_is_asked_for() -> None:
    assert kinds(Asked(TODAY, UTC, days=0), latest=TODAY) == [Urgency.DUE]
    assert kinds(Asked(TODAY, UTC, days=0), latest=TODAY + timedelta(1)) == []


def test_what_has_no_last_day_is_looked_at_again_once() -> None:
    assert why(review_on=TODAY) == [Reason(Urgency.LOOK_AGAIN, TODAY)]
    assert kinds(review_on=TODAY + timedelta(1)) == []
    assert kinds(review_on=TODAY, latest=TODAY + timedelta(90)) == []
    assert kinds(review_on=NOON.date()) == [], "it was looked at on that day"
    assert kinds(review_on=NOON.date() + timedelta(1)) == [Urgency.LOOK_AGAIN]
    only_proposed = (LOOKED_AT, Reviewed(2, NOON + timedelta(5), Status.CONFIRMED, proposed=True))
    assert kinds(review_on=NOON.date() + timedelta(1), reviews=only_proposed) == [Urgency.PROPOSED, Urgency.LOOK_AGAIN]


def test_the_day_of_a_look_is_that_of_the_newsroom() -> None:
    evening = (Reviewed(1, datetime(2024, 4, 1, 20, tzinfo=UTC)),)
    second = date(2024, 4, 2)
    assert kinds(review_on=second, reviews=evening) == [Urgency.LOOK_AGAIN]
    assert kinds(Asked(TODAY, ZoneInfo("Asia/Tokyo")), review_on=second, reviews=evening) == []


def test_a_contradiction_contests_a_claim_while_the_other_stands() -> None:
    def against(**other: Any) -> list[Urgency]:
        return kinds(contradictions=[Contradiction(73, LATER, **other)])

    assert why(contradictions=[Contradiction(73, LATER)]) == [Reason(Urgency.CONTESTED, LATER, claim=73)]
    assert against(status=Status.CONFIRMED) == [Urgency.CONTESTED]
    assert against(status=Status.UNPROVEN) == [Urgency.CONTESTED]
    assert against(status=Status.REFUTED) == []
    assert against(outcome=Outcome.DID_NOT_OCCUR) == []
    assert against(superseded=True) == []
    assert kinds(contradictions=[Contradiction(73, LATER)], superseded=True) == []


@pytest.mark.parametrize("status", Status)
def test_a_verdict_settles_what_was_recorded_before_it_and_nothing_later(status: Status) -> None:
    reviews = (Reviewed(1, NOON, status),)
    settled = status in VERDICTS
    denial = Appearance(5, EARLIER, denies=True)
    for before in ({"contradictions": [Contradiction(73, EARLIER)]}, {"appearances": [denial]}):
        assert (kinds(reviews=reviews, **before) == []) is settled
    assert kinds(reviews=reviews, contradictions=[Contradiction(73, LATER)]) == [Urgency.CONTESTED]


def test_an_outcome_settles_it_too_and_reopening_contests_it_again() -> None:
    against = [Contradiction(73, EARLIER)]
    occurred = Reviewed(1, NOON, outcome=Outcome.OCCURRED)
    assert kinds(contradictions=against, reviews=(occurred,)) == []
    reopened = Reviewed(2, LATER, outcome=Outcome.PENDING, replaces_id=1)
    assert kinds(contradictions=against, reviews=(occurred, reopened)) == [Urgency.CONTESTED]


def test_an_appearance_denies_it() -> None:
    denial = Appearance(5, LATER, denies=True)
    assert why(appearances=[denial, Appearance(4, EARLIER)]) == [Reason(Urgency.CONTESTED, LATER, appearance=5)]


def test_a_verdict_older_than_the_newest_appearance() -> None:
    appearances = [Appearance(6, LATER + timedelta(1)), Appearance(5, LATER), Appearance(4, NOON)]
    stale = Reason(Urgency.STALE, LATER, appearance=6, reviews=(1,))
    assert why(reviews=(CONFIRMED,), appearances=appearances) == [stale]
    assert why(reviews=(CONFIRMED,), appearances=appearances[2:]) == []
    assert why(appearances=appearances) == [], "there is no verdict"
    reopened = (CONFIRMED, Reviewed(2, LATER + timedelta(2), Status.CONFIRMED, replaces_id=1))
    assert why(reviews=reopened, appearances=appearances) == []


def test_a_correction_since_the_last_review() -> None:
    def after(at: datetime, kind: CorrectionKind, reviews: tuple[Reviewed, ...] = (CONFIRMED,)) -> list[Urgency]:
        return kinds(reviews=reviews, corrections=[Correction(8, 3, kind, at)])

    for kind in CorrectionKind:
        assert after(LATER, kind) == [Urgency.CORRECTED]
        assert after(EARLIER, kind) == []
    assert after(LATER, CorrectionKind.RETRACTED, ()) == [Urgency.CORRECTED, Urgency.UNREVIEWED]
    assert after(LATER, CorrectionKind.WRONG, ()) == [Urgency.UNREVIEWED], "nobody had relied on it"
    proposed = (Reviewed(1, LATER + timedelta(1), Status.CONFIRMED, proposed=True),)
    assert after(LATER, CorrectionKind.EDITED, proposed) == [Urgency.CORRECTED, Urgency.PROPOSED]


def test_a_story_that_goes_out() -> None:
    def going(on: date, **changes: Any) -> list[Reason]:
        return why(publications=[Publication("pillar-2", on)], **changes)

    thin: dict[str, Any] = {"rests_on": RestsOn.ONE_ORIGIN}
    reason = Reason(Urgency.PUBLISHING, TODAY, story="pillar-2", rests_on=RestsOn.ONE_ORIGIN)
    assert going(TODAY, **thin) == [reason]
    assert going(TODAY - timedelta(1), **thin) == []
    assert going(TODAY) == [], "it may rest on two independent origins"
    assert going(TODAY, **thin, reviews=(CONFIRMED,)) == [], "the newsroom has proof of its own"
    assert why(**thin) == []


def test_reviews_made_apart_until_somebody_decides() -> None:
    both = (CONFIRMED, Reviewed(2, LATER, Status.REFUTED, who="mori"))
    reason = Reason(Urgency.MADE_APART, LATER, reviews=(1, 2))
    assert why(reviews=both, apart=frozenset({1, 2})) == [reason]
    decided = Reviewed(3, LATER + timedelta(1), Status.DISPUTED, replaces_id=2)
    assert why(reviews=(*both, decided), apart=frozenset({1, 2})) == []


def test_an_article_that_was_changed() -> None:
    change, after = ArticleChange(4, LATER, gone=True), LATER + timedelta(1)
    reason = Reason(Urgency.ARTICLE_CHANGED, LATER, appearance=4, gone=True)
    assert why(changes=[change]) == [reason]
    assert why(changes=[change], reviews=(Reviewed(1, after, Status.CONFIRMED),)) == []
    assert reason in why(changes=[change], reviews=(Reviewed(1, after, Status.CONFIRMED, proposed=True),))
    recorded = Correction(9, 4, CorrectionKind.EDITED, after)
    assert reason not in why(changes=[change], corrections=[recorded])
    assert reason in why(changes=[change], corrections=[replace(recorded, appearance=5)])


def test_a_reply_that_is_overdue() -> None:
    assert why(unanswered=[Unanswered(7, NOON)]) == [Reason(Urgency.UNANSWERED, NOON, inquiry=7)]


def test_a_verdict_that_waits_for_a_second_person() -> None:
    proposed = Reviewed(2, LATER, Status.CONFIRMED, proposed=True, replaces_id=1)
    assert why(reviews=(LOOKED_AT, proposed)) == [Reason(Urgency.PROPOSED, LATER, reviews=(2,))]
    agreed = Reviewed(3, LATER + timedelta(1), Status.CONFIRMED, who="mori", agrees_with_id=2, replaces_id=1)
    assert why(reviews=(LOOKED_AT, proposed, agreed)) == []


# What a claim rests on


SOURCES = {
    "ann": SourceFacts("ann", SourceKind.PERSON, named=True, name="Ann Lee"),
    "bo": SourceFacts("bo", SourceKind.PERSON, named=True, name="Bo Ek", institution="ministry"),
    "ministry": SourceFacts("ministry", SourceKind.INSTITUTION, named=True),
    "treasury": SourceFacts("treasury", SourceKind.INSTITUTION, named=True),
    "diplomat": SourceFacts("diplomat", SourceKind.PERSON),
    "officials": SourceFacts("officials", SourceKind.PERSON),
}
NAMED, UNNAMED, CROWD = Attribution.NAMED, Attribution.UNNAMED, Attribution.COLLECTIVE


@pytest.mark.parametrize(
    ("given", "rests"),
    [
        ([], RestsOn.NOBODY),
        ([(Attribution.UNATTRIBUTED, None)], RestsOn.NOBODY),
        ([(NAMED, "ann")], RestsOn.ONE_ORIGIN),
        ([(NAMED, "bo"), (Attribution.INSTITUTION, "ministry")], RestsOn.ONE_ORIGIN),
        ([(UNNAMED, "diplomat")], RestsOn.UNNAMED_ONLY),
        ([(UNNAMED, "diplomat"), (CROWD, "officials")], RestsOn.UNNAMED_ONLY),
        ([(UNNAMED, "diplomat"), (Attribution.UNATTRIBUTED, None)], RestsOn.UNNAMED_ONLY),
        ([(NAMED, "ann"), (UNNAMED, "diplomat")], None),
        ([(NAMED, "ann"), (Attribution.INSTITUTION, "treasury")], None),
    ],
)
def test_what_a_claim_rests_on(given: list[tuple[Attribution, str | None]], rests: RestsOn | None) -> None:
    footings = [
        Footing(number, number, attribution, source, proximity=Proximity.FIRST_HAND)
        for number, (attribution, source) in enumerate(given)
    ]
    origins = count_origins(footings, SOURCES)  # type: ignore[arg-type]
    unnamed = [end.source in ("diplomat", "officials") for end in origins.ends]
    assert rests_on(origins, unnamed) is rests


# The order


def test_the_order_is_that_of_the_vocabulary() -> None:
    everything = Facts(
        kind=ClaimKind.PREDICTION,
        logged=NOON,
        reviews=(CONFIRMED, Reviewed(2, NOON + timedelta(hours=2), Status.CONFIRMED, who="mori")),
        apart=frozenset({1, 2}),
        latest=TODAY - timedelta(1),
        corrections=[Correction(1, 1, CorrectionKind.EDITED, LATER + timedelta(2))],
        appearances=[Appearance(1, LATER + timedelta(3), denies=True)],
        unanswered=[Unanswered(2, NOON), Unanswered(1, EARLIER)],
    )
    found = reasons(everything, ASKED)
    assert [RANK[one.kind] for one in found] == sorted(RANK[one.kind] for one in found)
    assert len({one.kind for one in found}) == 6
    assert [one.inquiry for one in found if one.kind is Urgency.UNANSWERED] == [1, 2]


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
BY_DAY = frozenset({Urgency.PUBLISHING, Urgency.OVERDUE, Urgency.DUE, Urgency.LOOK_AGAIN})
PLACED = st.sampled_from(Urgency).flatmap(
    lambda kind: st.tuples(
        st.sampled_from(Weight), st.just(kind), DAYS if kind in BY_DAY else MOMENTS, st.integers(1, 9)
    )
)


@given(PLACED, PLACED)
def test_background_comes_last_then_what_hurts_most_then_what_has_waited_longest(a: Any, b: Any) -> None:
    first, second = sorted((a, b), key=lambda one: place(one[0], [one[1:3]], one[3]))
    assert (first[0] is Weight.BACKGROUND) <= (second[0] is Weight.BACKGROUND)
    if (first[0] is Weight.BACKGROUND) == (second[0] is Weight.BACKGROUND):
        assert RANK[first[1]] <= RANK[second[1]]
        if first[1] is second[1] and first[1] in (Urgency.PUBLISHING, Urgency.UNREVIEWED):
            assert list(Weight).index(first[0]) <= list(Weight).index(second[0])
        elif first[1] is second[1]:
            assert first[2] <= second[2]


def test_of_what_hurts_alike_the_next_reason_decides() -> None:
    since: list[Any] = [(Urgency.OVERDUE, TODAY)]
    alone = place(Weight.KEY, since, 1)
    never_reviewed = place(Weight.KEY, [*since, (Urgency.UNREVIEWED, NOON)], 2)
    contested = place(Weight.KEY, [(Urgency.CONTESTED, LATER), *since, (Urgency.CONTESTED, NOON)], 3)
    longer = place(Weight.KEY, [(Urgency.OVERDUE, TODAY - timedelta(1)), *since], 4)
    assert sorted([alone, never_reviewed, contested, longer]) == [longer, contested, alone, never_reviewed]
