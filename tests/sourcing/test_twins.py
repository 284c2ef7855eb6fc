"""Which articles of one outlet are perhaps one report."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules.sourcing.twins import MOST, Near, Report, meant, unread_twins

CLAIM: Near = ("claim", 1)
STORY: Near = ("story", 1)


def report(key: int, *near: Near, outlet: int = 1, read: bool = False, days: tuple[int, int] | None = None) -> Report:
    earliest, latest = (date(2024, 3, day) for day in days) if days else (None, None)
    return Report(key, outlet, read, frozenset(near), earliest, latest)


def pairs(*reports: Report) -> set[frozenset[object]]:
    return {frozenset({pair.unread.key, pair.other.key}) for pair in unread_twins(reports)}


@pytest.mark.parametrize(
    ("one", "other", "is_pair"),
    [
        (report(1, CLAIM), report(2, CLAIM, read=True), True),
        (report(1, CLAIM), report(2, CLAIM), True),
        (report(1, STORY), report(2, STORY, read=True, days=(1, 1)), True),
        (report(1, CLAIM, read=True), report(2, CLAIM, read=True), False),
        (report(1, CLAIM), report(2, CLAIM, outlet=2, read=True), False),
        (report(1, CLAIM), report(2, STORY, read=True), False),
        (report(1, CLAIM, days=(1, 2)), report(2, CLAIM, read=True, days=(3, 3)), False),
        (report(1, CLAIM, days=(1, 3)), report(2, CLAIM, read=True, days=(3, 3)), True),
    ],
)
def test_a_pair(one: Report, other: Report, is_pair: bool) -> None:
    assert pairs(one, other) == ({frozenset({1, 2})} if is_pair else set())
    assert pairs(other, one) == pairs(one, other)


def test_what_came_after_it_was_relayed_is_not_it() -> None:
    unread = Report(1, 1, False, frozenset({CLAIM}), relayed_by=date(2024, 3, 2))
    assert pairs(unread, report(2, CLAIM, read=True, days=(3, 3))) == set()
    assert pairs(unread, report(2, CLAIM, read=True, days=(2, 3))) == {frozenset({1, 2})}


def test_what_somebody_judged_distinct_is_not_proposed() -> None:
    both = (report(1, CLAIM), report(2, CLAIM, read=True))
    assert unread_twins(both, {frozenset({1, 2})}) == []


def test_those_of_the_claim_come_before_those_of_the_story_and_few_are_named() -> None:
    others = [report(key, STORY, read=True) for key in range(2, 9)]
    found = unread_twins([report(1, CLAIM, STORY), *others, report(9, CLAIM, STORY, read=True)])
    assert len(found) == MOST
    assert next(pair.other.key for pair in found) == 9
    assert [pair.same_claim for pair in found] == [True, False, False]


def test_whom_a_relay_may_mean() -> None:
    reports = [report(1, STORY, read=True, days=(9, 9)), report(2, STORY), report(3, CLAIM), report(4, ("story", 2))]
    assert [one.key for one in meant(reports, {CLAIM, STORY}, date(2024, 3, 8))] == [3, 2]
    assert [one.key for one in meant(reports, {CLAIM, STORY}, None)] == [3, 1, 2]


REPORTS = st.lists(
    st.builds(
        lambda outlet, read, near: (outlet, read, frozenset(near)),
        st.integers(1, 2),
        st.booleans(),
        st.sets(st.sampled_from([CLAIM, STORY, ("story", 2)]), min_size=1),
    ),
    max_size=8,
)


@given(REPORTS)
def test_no_pair_joins_what_was_read_or_two_outlets(drawn: list[tuple[int, bool, frozenset[Near]]]) -> None:
    reports = [Report(key, *one) for key, one in enumerate(drawn)]
    found = unread_twins(reports)
    assert len({frozenset({pair.unread.key, pair.other.key}) for pair in found}) == len(found)
    for pair in found:
        assert not pair.unread.read
        assert pair.unread.outlet == pair.other.outlet
        assert pair.unread.near & pair.other.near
    near = {key for pair in found for key in (pair.unread.key, pair.other.key)}
    for one in reports:  # whoever is unread and has somebody near is in a pair
        others = [each for each in reports if each is not one and each.outlet == one.outlet and each.near & one.near]
        assert one.read or not others or one.key in near
