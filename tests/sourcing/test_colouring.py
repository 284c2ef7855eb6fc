"""The chromatic number against brute force, and its bounds where it is not solved."""

from __future__ import annotations

import random
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.rules.sourcing import colouring
from claims.rules.sourcing.colouring import Bounds, chromatic_number, clique_estimate, most_colours

Edges = list[tuple[int, int]]


def graph(size: int, edges: Edges) -> list[int]:
    rows = [0] * size
    for a, b in edges:
        rows[a] |= 1 << b
        rows[b] |= 1 << a
    return rows


def random_edges(size: int, share: float, seed: int) -> Edges:
    dice = random.Random(seed)
    return [pair for pair in combinations(range(size), 2) if dice.random() < share]


def brute_force(size: int, edges: Edges) -> int:
    """Return the fewest colours by trying all colourings."""
    for colours in range(size + 1):
        if any(all(c[a] != c[b] for a, b in edges) for c in product(range(colours), repeat=size)):
            return colours
    raise AssertionError("unreachable")


def everybody(size: int) -> int:
    return (1 << size) - 1


def solved(size: int, edges: Edges) -> int:
    bounds = chromatic_number(graph(size, edges), everybody(size))
    assert bounds.exact
    return bounds.lower


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 6), st.floats(0, 1), st.integers(0, 10**9))
def test_it_is_exact_on_small_graphs(size: int, share: float, seed: int) -> None:
    edges = random_edges(size, share, seed)
    assert solved(size, edges) == brute_force(size, edges)


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 6), st.floats(0, 1), st.integers(0, 10**9))
def test_branch_and_bound_alone_is_exact(size: int, share: float, seed: int) -> None:
    edges = random_edges(size, share, seed)
    assert colouring._Search(graph(size, edges), everybody(size)).solve() == brute_force(size, edges)


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 6), st.floats(0, 1), st.integers(0, 10**9))
def test_the_estimates_hold(size: int, share: float, seed: int) -> None:
    edges = random_edges(size, share, seed)
    rows = graph(size, edges)
    assert 1 <= clique_estimate(rows, everybody(size)) <= brute_force(size, edges)
    assert brute_force(size, edges) <= most_colours(rows, everybody(size))


def cycle(size: int) -> Edges:
    return [(i, (i + 1) % size) for i in range(size)]


def mycielski(size: int, edges: Edges) -> tuple[int, Edges]:
    """Return a graph without larger cliques that needs one colour more."""
    more = [(a, size + b) for a, b in edges] + [(b, size + a) for a, b in edges]
    return 2 * size + 1, edges + more + [(size + i, 2 * size) for i in range(size)]


def test_known_graphs() -> None:
    grotzsch = mycielski(5, cycle(5))
    petersen = cycle(5) + [(i, i + 5) for i in range(5)] + [(5 + i, 5 + (i + 2) % 5) for i in range(5)]
    assert solved(0, []) == 0
    assert solved(1, []) == 1
    assert solved(7, []) == 1
    assert solved(8, cycle(8)) == 2
    assert solved(9, cycle(9)) == 3
    assert solved(10, petersen) == 3
    assert solved(*grotzsch) == 4
    assert solved(*mycielski(*grotzsch)) == 5
    assert solved(40, list(combinations(range(40), 2))) == 40


def test_only_the_vertices_asked_for_count() -> None:
    assert chromatic_number(graph(4, list(combinations(range(4), 2))), 0b1011) == Bounds(3, 3)


def renamed(size: int, edges: Edges, seed: int) -> Edges:
    order = random.Random(seed).sample(range(size), size)
    return [(order[a], order[b]) for a, b in edges]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("size", [20, 60, 150])
def test_order_changes_nothing_even_where_it_is_estimated(size: int, share: float) -> None:
    edges = random_edges(size, share, seed=size)
    first = chromatic_number(graph(size, edges), everybody(size))
    for seed in range(3):
        assert chromatic_number(graph(size, renamed(size, edges, seed)), everybody(size)) == first
    assert first.lower <= first.upper


def test_a_graph_too_hard_is_bounded_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(colouring, "STEP_BUDGET", 1)
    bounds = chromatic_number(graph(*mycielski(*mycielski(5, cycle(5)))), everybody(23))
    assert not bounds.exact
    assert bounds.lower <= 5 <= bounds.upper


def test_deep_nesting_needs_no_recursion() -> None:
    size, edges = 1500, []
    for vertex in range(size):
        if vertex % 2:
            edges += [(vertex, other) for other in range(vertex)]
    assert solved(size, edges) == 1 + size // 2
