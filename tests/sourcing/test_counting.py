"""Merging vertices of the graph of differences."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.rules.sourcing.counting import merged


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 12), st.integers(1, 8), st.floats(0, 1), st.integers(0, 10**9))
def test_two_vertices_are_neighbours_if_any_two_of_their_living_voices_are(
    size: int, vertices: int, share: float, seed: int
) -> None:
    dice = random.Random(seed)
    rows = [0] * size
    for one in range(size):
        for other in range(one):
            if dice.random() < share:
                rows[one] |= 1 << other
                rows[other] |= 1 << one
    vertex_of = [dice.randrange(vertices) for _ in range(size)]
    living = [index for index in range(size) if dice.random() < 0.8]
    first = {vertex: min(i for i in living if vertex_of[i] == vertex) for vertex in {vertex_of[i] for i in living}}
    expected = dict.fromkeys(first.values(), 0)
    for one in living:
        for other in living:
            if rows[one] >> other & 1 and vertex_of[one] != vertex_of[other]:
                expected[first[vertex_of[one]]] |= 1 << first[vertex_of[other]]
    assert merged(rows, vertex_of, sum(1 << index for index in living)) == expected
