"""The rules of track records: what a claim counts as, what a share of few is worth, who was first."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.sourcing import Footing, Key
from claims.rules.trackrecord import (
    COUNTED,
    FEWEST,
    Days,
    Place,
    Said,
    Score,
    Share,
    Tally,
    Timing,
    came_true,
    days_off,
    how_said,
    own_words,
    place,
    right_when_reported,
    says_only_possible,
    tally,
    timing,
    wilson,
)
from claims.vocabulary import (
    KINDS_WITH_OUTCOME,
    VERDICTS,
    Attribution,
    ClaimKind,
    Likelihood,
    Outcome,
    RelayBasis,
    Stance,
    Status,
)

# What a claim counts as


@pytest.mark.parametrize(
    ("status", "score"),
    [
        ("confirmed", "held"),
        ("outdated", "held"),
        ("partly_confirmed", "in_part"),
        ("misleading", "not_held"),
        ("refuted", "not_held"),
        ("unverified", "open"),
        ("in_review", "open"),
        ("corroborated", "open"),
        ("disputed", "open"),
        ("unproven", "open"),
        ("not_checkable", "open"),
    ],
)
def test_a_verdict_says_whether_it_was_right_when_it_was_reported(status: str, score: str) -> None:
    for kind in set(ClaimKind) - {ClaimKind.OPINION}:
        assert right_when_reported(kind, Status(status), Said.ASSERTED) is Score(score)


@pytest.mark.parametrize(
    ("outcome", "score"),
    [
        ("pending", "open"),
        ("occurred", "held"),
        ("occurred_early", "held"),
        ("occurred_late", "late"),
        ("partly_occurred", "in_part"),
        ("did_not_occur", "not_held"),
        ("void", "void"),
    ],
)
def test_an_outcome_says_whether_it_came_true(outcome: str, score: str) -> None:
    for kind in KINDS_WITH_OUTCOME:
        assert came_true(kind, Outcome(outcome), Said.ASSERTED) is Score(score)
    assert came_true(ClaimKind.PREDICTION, None, Said.ASSERTED) is Score.OPEN
    assert came_true(ClaimKind.FACT, Outcome(outcome), Said.ASSERTED) is None


@given(st.sampled_from(ClaimKind), st.sampled_from(Status), st.sampled_from(Outcome))
def test_what_was_only_possible_doubted_or_withdrawn_is_never_scored(
    kind: ClaimKind, status: Status, outcome: Outcome
) -> None:
    for said in set(Said) - {Said.ASSERTED}:
        assert right_when_reported(kind, status, said) not in COUNTED
        assert came_true(kind, outcome, said) not in COUNTED
    assert right_when_reported(ClaimKind.OPINION, status, Said.ASSERTED) is Score.OPINION


def test_only_what_is_settled_is_counted_as_said_to_be_possible() -> None:
    for status in Status:
        expected = Score.POSSIBLE if status in VERDICTS else Score.OPEN
        assert right_when_reported(ClaimKind.FACT, status, Said.POSSIBLE) is expected
    assert came_true(ClaimKind.PREDICTION, Outcome.DID_NOT_OCCUR, Said.POSSIBLE) is Score.POSSIBLE
    assert came_true(ClaimKind.PREDICTION, Outcome.PENDING, Said.POSSIBLE) is Score.OPEN
    assert came_true(ClaimKind.PREDICTION, Outcome.VOID, Said.POSSIBLE) is Score.VOID


@pytest.mark.parametrize(
    ("likelihood", "hedges", "expected"),
    [
        (None, (), False),
        (None, ("could",), True),
        (None, ("expected",), False),
        (None, ("expected", " May "), True),
        (None, (None, "some word"), False),
        (Likelihood.POSSIBLE, (), True),
        (Likelihood.ROUGHLY_EVEN, (), True),
        (Likelihood.VERY_UNLIKELY, (), True),
        (Likelihood.LIKELY, (), False),
        (Likelihood.ALMOST_CERTAIN, ("could",), False),
    ],
)
def test_words_that_name_no_odds_above_even_are_only_possible(
    likelihood: Likelihood | None, hedges: tuple[str | None, ...], expected: bool
) -> None:
    assert says_only_possible(likelihood, hedges) is expected


# Where a claim originates


def footing(key: int, article: str, attribution: str = "named", **values: object) -> Footing:
    made: dict[str, object] = {"source": f"source of {article}" if attribution == "named" else None, **values}
    return Footing(key=key, article=article, attribution=Attribution(attribution), **made)  # type: ignore[arg-type]


def relay(key: int, article: str, upstream: str, attribution: str = "outlet", **values: object) -> Footing:
    return footing(key, article, attribution, relays=upstream, **values)


def test_a_claim_originates_where_an_article_has_it_from_nobody_elses_report() -> None:
    words = own_words([footing(1, "origin"), relay(2, "paper", "origin"), relay(3, "blog", "paper")])
    assert [(word.article, word.attribution, word.source) for word in words] == [
        ("origin", Attribution.NAMED, "source of origin")
    ]


def test_an_unread_article_is_credited_with_what_others_have_from_it() -> None:
    told = [relay(1, "paper", "unread"), relay(2, "other", "unread", "named", source="peters")]
    assert [(word.article, word.footing, word.attribution, word.source) for word in own_words(told)] == [
        ("unread", 1, None, None),
        ("unread", 2, Attribution.NAMED, "peters"),
    ]


def test_nobody_is_credited_for_a_circle_a_report_of_unknown_origin_or_what_rests_on_a_withdrawn_one() -> None:
    assert own_words([relay(1, "a", "b"), relay(2, "b", "a")]) == ()
    assert own_words([footing(1, "a", "outlet")]) == ()
    hollow = own_words([footing(1, "a", stands=False), relay(2, "b", "a")])
    assert [(word.article, word.stands) for word in hollow] == [("a", False)]
    assert own_words([relay(1, "a", "unread", stands=False)]) == ()


def test_a_suspected_relay_takes_nothing_from_an_article() -> None:
    told = [footing(1, "a"), relay(2, "b", "a", "unattributed", relay_basis=RelayBasis.SUSPECTED)]
    assert [word.article for word in own_words(told)] == ["a", "b"]


def test_only_assertions_originate() -> None:
    assert own_words([footing(1, "a", stance=Stance.DENIES), footing(2, "b", stance=Stance.QUESTIONS)]) == ()


def test_how_an_origin_gave_a_claim() -> None:
    words = own_words([footing(1, "a"), footing(2, "b"), footing(3, "c", stands=False)])
    assert how_said(words, possible=()) is Said.ASSERTED
    assert how_said(words, possible={1}) is Said.ASSERTED
    assert how_said(words, possible={1, 2}) is Said.POSSIBLE
    assert how_said(words, possible={1, 2}, doubted={1, 2}) is Said.DOUBTED
    assert how_said(words[2:], possible=()) is Said.WITHDRAWN


# Shares


@pytest.mark.parametrize(
    ("part", "of", "lower", "upper"),
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3: Wilson's score interval without correction.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilsons_interval_as_published(part: int, of: int, lower: float, upper: float) -> None:
    found = wilson(part, of)
    assert (round(found.lower, 4), round(found.upper, 4)) == (lower, upper)


OF = st.integers(1, 10_000)
SHARES = OF.flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@given(SHARES)
def test_the_interval_holds_the_share_and_no_impossible_one(share: tuple[int, int]) -> None:
    found = wilson(*share)
    assert 0 <= found.lower <= found.value <= found.upper <= 1
    assert found.lower < found.upper


@given(SHARES)
def test_the_interval_does_not_care_which_side_is_called_held(share: tuple[int, int]) -> None:
    part, of = share
    one, other = wilson(part, of), wilson(of - part, of)
    assert one.lower == pytest.approx(1 - other.upper, abs=1e-12)
    assert one.upper == pytest.approx(1 - other.lower, abs=1e-12)


@given(SHARES, st.integers(2, 50))
def test_the_interval_narrows_with_the_number(share: tuple[int, int], times: int) -> None:
    few, many = wilson(*share), wilson(share[0] * times, share[1] * times)
    assert many.upper - many.lower < few.upper - few.lower


@given(SHARES, st.floats(0.5, 0.98))
def test_more_confidence_takes_more_room(share: tuple[int, int], confidence: float) -> None:
    sure, surer = wilson(*share, confidence), wilson(*share, confidence + 0.01)
    assert surer.lower <= sure.lower <= sure.upper <= surer.upper


@pytest.mark.parametrize(("part", "of"), [(-1, 5), (6, 5), (0, 0)])
def test_what_is_no_share_is_refused(part: int, of: int) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        wilson(part, of)


@given(st.lists(st.sampled_from(Score)))
def test_a_tally_counts_what_is_counted_and_nothing_else(scores: list[Score]) -> None:
    found = tally([*scores, None])
    assert found.settled == sum(score in COUNTED for score in scores)
    assert (found.share is None) == (found.settled < FEWEST)
    if found.share and found.share_in_part:
        assert found.share.part <= found.share_in_part.part
        assert found.share.of == found.share_in_part.of == found.settled


def test_in_part_and_late_are_never_half_a_hit() -> None:
    found = Tally(held=2, late=1, in_part=3, not_held=1)
    assert (found.share, found.share_in_part) == (wilson(2, 7), wilson(6, 7))
    assert isinstance(found.share, Share)


def test_with_fewer_than_are_asked_for_even_a_clean_record_is_no_proof_against_a_coin() -> None:
    """The number follows from the sign test at the customary five per cent."""
    assert 0.5**FEWEST < 0.05 < 0.5 ** (FEWEST - 1)


# Early and late

APRIL: Days = (date(2024, 4, 1), date(2024, 4, 30))


@pytest.mark.parametrize(
    ("outcome", "due", "day", "expected"),
    [
        ("occurred_early", APRIL, date(2024, 3, 22), 10),
        ("occurred_late", APRIL, date(2024, 5, 3), 3),
        ("occurred_early", (None, date(2024, 4, 30)), date(2024, 4, 20), 10),
        ("occurred_late", (date(2024, 4, 1), None), date(2024, 4, 3), 2),
        ("occurred_early", (None, None), date(2024, 4, 3), None),
        ("occurred_early", APRIL, date(2024, 4, 3), None),
        ("occurred_late", APRIL, date(2024, 4, 3), None),
        ("occurred", APRIL, date(2024, 5, 3), None),
        ("pending", APRIL, date(2024, 5, 3), None),
    ],
)
def test_days_are_counted_from_the_nearer_end_of_the_window(
    outcome: str, due: Days, day: date, expected: int | None
) -> None:
    assert days_off(Outcome(outcome), due, day) == expected


def test_days_that_are_not_known_are_counted_and_not_guessed() -> None:
    assert timing([3, None, 10, 4]) == Timing(claims=4, known=3, median=4, least=3, most=10)
    assert timing([3, 10]).median == 6.5
    assert timing([None, None]) == Timing(claims=2, known=0, median=None, least=None, most=None)


# Who was first

MARCH: Days = (date(2024, 3, 1), date(2024, 3, 31))


def on(day: int) -> Days:
    return date(2024, 3, day), date(2024, 3, day)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (on(2), on(3), "first"),
        (on(3), on(2), "later"),
        (on(2), on(2), "same_day"),
        (on(2), MARCH, "unclear"),
        (MARCH, MARCH, "unclear"),
        ((date(2024, 2, 1), date(2024, 2, 29)), MARCH, "first"),
        (on(2), (None, None), "unclear"),
        ((None, None), on(2), "unclear"),
    ],
)
def test_the_earlier_day_is_first_and_what_may_overlap_is_unclear(ours: Days, theirs: Days, expected: str) -> None:
    told = [footing(1, "ours"), footing(2, "theirs")]
    assert place(told, {"ours"}, {"ours": ours, "theirs": theirs}) is Place(expected)


def test_a_claim_that_nobody_else_gave_is_no_race() -> None:
    assert place([footing(1, "ours"), footing(2, "ours too")], {"ours", "ours too"}, {}) is Place.ALONE


def test_whoever_relays_us_was_not_before_us_however_it_is_dated() -> None:
    told = [footing(1, "ours"), relay(2, "undated", "ours"), relay(3, "further", "undated")]
    assert place(told, {"ours"}, {"ours": on(9), "further": on(1)}) is Place.FIRST


def test_what_we_relay_was_before_us_however_it_is_dated() -> None:
    told = [relay(1, "ours", "unread"), footing(2, "ours")]
    assert place(told, {"ours"}, {"ours": on(1)}) is Place.LATER
    assert place([*told, footing(3, "our earlier one")], {"ours", "our earlier one"}, {}) is Place.UNCLEAR


def test_one_undated_rival_leaves_the_first_open_but_not_the_later() -> None:
    told = [footing(1, "ours"), footing(2, "theirs"), footing(3, "undated")]
    assert place(told, {"ours"}, {"ours": on(2), "theirs": on(3)}) is Place.UNCLEAR
    assert place(told, {"ours"}, {"ours": on(4), "theirs": on(3)}) is Place.LATER


def test_in_a_circle_nobody_is_first() -> None:
    told = [relay(1, "ours", "theirs"), relay(2, "theirs", "ours")]
    assert place(told, {"ours"}, {"ours": on(1), "theirs": on(2)}) is Place.UNCLEAR


CARRIERS = "abcd"
CLAIMS = st.lists(
    st.tuples(st.sampled_from(CARRIERS), st.none() | st.sampled_from(CARRIERS)).filter(lambda pair: pair[0] != pair[1]),
    min_size=1,
    max_size=8,
)
DATES: st.SearchStrategy[dict[Key, Days]] = st.dictionaries(st.sampled_from(CARRIERS), st.integers(1, 28).map(on))


@given(CLAIMS, DATES)
def test_at_most_one_is_first(carried: list[tuple[str, str | None]], days: dict[Key, Days]) -> None:
    told = [
        footing(key, article) if upstream is None else relay(key, article, upstream)
        for key, (article, upstream) in enumerate(carried)
    ]
    every = {one.article for one in told} | {one.relays for one in told if one.relays}
    places = [place(told, {one}, days) for one in sorted(map(str, every))]
    assert places.count(Place.FIRST) <= 1
    if Place.FIRST in places:
        assert Place.SAME_DAY not in places
    assert (Place.ALONE in places) == (len(every) == 1)
