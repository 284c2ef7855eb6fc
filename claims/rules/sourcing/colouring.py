"""The chromatic number of a graph: the fewest groups without two surely different members in any group (rule 6).

A graph is an integer for each vertex, whose bits are its neighbours; a set of vertices is an integer too.
The bounds depend only on the shape of the graph: every step that does not solve it exactly treats all vertices of the
same rank alike.  (Only whether the step budget suffices for a very hard graph can depend on more.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from claims.values import value

EXACT_SIZE = 120
"""Larger cores are estimated straight away."""

STEP_BUDGET = 20_000
"""Steps of branch and bound spent on one core."""


@value
class Bounds:
    """The chromatic number is at least `lower` and at most `upper`."""

    lower: int
    upper: int

    @property
    def exact(self) -> bool:
        """Return whether the number is known."""
        return self.lower == self.upper


_UNSOLVED = Bounds(0, 0)


def bits(mask: int) -> Iterator[int]:
    """Yield the members of a set of vertices, smallest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def chromatic_number(rows: Sequence[int], among: int) -> Bounds:
    """Return bounds of the chromatic number of the graph `rows` on the vertices `among`; equal bounds if solved.

    Splits the graph into components (the largest number counts) and components of the complement (numbers add up)
    until no part splits, shrinks the rest, splits again, and solves the cores by branch and bound.
    """
    pieces: list[_Piece] = [_Piece(among, -1)]
    for index, piece in _growing(pieces):
        parts = _components(rows, piece.mask)
        if parts == [piece.mask]:
            parts = _complement_components(rows, piece.mask)
            piece.adds_up = len(parts) > 1
        if parts == [piece.mask]:
            folded = _folded(rows, piece.mask)
            if folded == piece.mask:
                piece.bounds = _core_bounds(rows, piece.mask)
                continue
            parts = [folded]
        pieces.extend(_Piece(part, index) for part in parts)
    return _gathered(pieces)


@dataclass(slots=True)
class _Piece:
    """A part of the graph on its way to being solved."""

    mask: int
    parent: int
    adds_up: bool = False
    bounds: Bounds = _UNSOLVED


def _growing(pieces: list[_Piece]) -> Iterator[tuple[int, _Piece]]:
    """Yield the pieces with their places, including pieces added meanwhile."""
    index = 0
    while index < len(pieces):
        yield index, pieces[index]
        index += 1


def _gathered(pieces: list[_Piece]) -> Bounds:
    """Return the bounds of the first piece, worked out from all pieces (children come after their parents)."""
    for piece in reversed(pieces[1:]):
        over, own = pieces[piece.parent], piece.bounds
        if over.adds_up:
            over.bounds = Bounds(over.bounds.lower + own.lower, over.bounds.upper + own.upper)
        else:
            over.bounds = Bounds(max(over.bounds.lower, own.lower), max(over.bounds.upper, own.upper))
    return pieces[0].bounds


def _components(rows: Sequence[int], among: int) -> list[int]:
    """Return the connected parts of the graph; vertices without neighbours form a single part, of a single colour."""
    lone, parts, left = 0, [], among
    while left:
        part = frontier = left & -left
        left ^= part
        while frontier:
            near = 0
            for vertex in bits(frontier):
                near |= rows[vertex]
            frontier = near & left
            left ^= frontier
            part |= frontier
        if part & (part - 1):
            parts.append(part)
        else:
            lone |= part
    return [*parts, lone & -lone] if lone else parts


def _complement_components(rows: Sequence[int], among: int) -> list[int]:
    """Return the components of the complement: every vertex of a part is a neighbour of all vertices of the others."""
    parts, left = [], among
    while left:
        part = frontier = left & -left
        left ^= part
        while frontier:
            vertex = frontier & -frontier
            frontier ^= vertex
            near = left & ~rows[vertex.bit_length() - 1]
            left ^= near
            frontier |= near
            part |= near
        parts.append(part)
    return parts


def _folded(rows: Sequence[int], among: int) -> int:
    """Return `among` without each vertex that can take another's colour, having no neighbours but that vertex's.

    The rest has the same chromatic number and, whatever the order, the same shape.
    """
    changed = True
    while changed:
        changed = False
        for vertex in bits(among):
            if _has_stand_in(rows, vertex, among):
                among ^= 1 << vertex
                changed = True
    return among


def _has_stand_in(rows: Sequence[int], vertex: int, among: int) -> bool:
    """Return whether another vertex that is not a neighbour has all the neighbours of `vertex`."""
    near = rows[vertex] & among
    far = among & ~near & ~(1 << vertex)
    if far.bit_count() <= near.bit_count():
        return any(not near & ~rows[other] for other in bits(far))
    for other in bits(near):
        far &= rows[other]
        if not far:
            return False
    return bool(far)


def _core_bounds(rows: Sequence[int], among: int) -> Bounds:
    """Return the bounds of a core: exact if it is small and the budget suffices."""
    if not among & (among - 1):
        return Bounds(among.bit_count(), among.bit_count())
    if among.bit_count() <= EXACT_SIZE:
        solved = _Search(rows, among).solve()
        if solved is not None:
            return Bounds(solved, solved)
    return Bounds(clique_estimate(rows, among), most_colours(rows, among))


def clique_estimate(rows: Sequence[int], among: int) -> int:
    """Return a lower bound for the size of the largest clique, the same for every order and naming of the vertices.

    Takes all vertices of the largest degree if they are a clique, a single vertex if they have the same neighbours,
    and otherwise ends with Caro and Wei's bound for the rest.
    """
    taken = 0
    while among:
        degrees = {vertex: (rows[vertex] & among).bit_count() for vertex in bits(among)}
        highest = max(degrees.values())
        top = sum(1 << vertex for vertex, degree in degrees.items() if degree == highest)
        members = list(bits(top))
        if all(not top & ~rows[vertex] & ~(1 << vertex) for vertex in members):
            chosen = members
        elif len({rows[vertex] & among for vertex in members}) == 1:
            chosen = members[:1]
        else:
            from fractions import Fraction  # only large claims come this far

            size = len(degrees)
            spread = Counter(degrees.values())
            return taken + ceil(sum(Fraction(number, size - degree) for degree, number in spread.items()))
        taken += len(chosen)
        for vertex in chosen:
            among &= rows[vertex]
    return taken


def most_colours(rows: Sequence[int], among: int) -> int:
    """Return a number of colours that surely suffices: one more than the graph's degeneracy."""
    degrees = {vertex: (rows[vertex] & among).bit_count() for vertex in bits(among)}
    buckets: dict[int, set[int]] = {}
    for vertex, degree in degrees.items():
        buckets.setdefault(degree, set()).add(vertex)
    worst, left, lowest = 0, among, 0
    while left:
        lowest = max(0, lowest - 1)
        while not buckets.get(lowest):
            lowest += 1
        vertex = buckets[lowest].pop()
        worst = max(worst, lowest)
        left ^= 1 << vertex
        for other in bits(rows[vertex] & left):
            buckets[degrees[other]].discard(other)
            degrees[other] -= 1
            buckets.setdefault(degrees[other], set()).add(other)
    return worst + 1 if among else 0


class _Search:
    """Branch and bound after Brélaz (DSATUR), taking next the vertex whose neighbours have most colours."""

    def __init__(self, rows: Sequence[int], among: int) -> None:
        """Take a core and number its vertices by rank, so that the search does not depend on their names."""
        order = _by_standing(rows, among)
        place = {vertex: index for index, vertex in enumerate(order)}
        self._near = [[place[other] for other in bits(rows[vertex] & among)] for vertex in order]
        self._size = len(order)
        self._worn = [0] * self._size
        self._coloured = [False] * self._size
        self._steps = 0
        self._floor = clique_estimate(rows, among)
        self._best = most_colours(rows, among)

    def solve(self) -> int | None:
        """Return the chromatic number, or None if the budget did not suffice."""
        if self._best > self._floor:
            self._extend(0, 0)
        return None if self._steps > STEP_BUDGET else self._best

    def _extend(self, done: int, used: int) -> None:
        """Try to finish a partial colouring with fewer colours than the best so far."""
        self._steps += 1
        if self._steps > STEP_BUDGET or used >= self._best:
            return
        if done == self._size:
            self._best = used
            return
        vertex = self._next()
        for colour in range(min(used + 1, self._best - 1)):
            if self._worn[vertex] >> colour & 1:
                continue
            touched = self._paint(vertex, colour)
            self._extend(done + 1, max(used, colour + 1))
            self._wipe(vertex, colour, touched)
            if self._best == self._floor or self._steps > STEP_BUDGET:
                return

    def _next(self) -> int:
        """Return the uncoloured vertex of highest saturation, then degree, then rank."""
        return max(
            (vertex for vertex in range(self._size) if not self._coloured[vertex]),
            key=lambda vertex: (self._worn[vertex].bit_count(), len(self._near[vertex]), -vertex),
        )

    def _paint(self, vertex: int, colour: int) -> list[int]:
        """Colour a vertex; return the neighbours that see the colour for the first time."""
        self._coloured[vertex] = True
        touched = [other for other in self._near[vertex] if not self._worn[other] >> colour & 1]
        for other in touched:
            self._worn[other] |= 1 << colour
        return touched

    def _wipe(self, vertex: int, colour: int, touched: list[int]) -> None:
        """Undo `_paint`."""
        self._coloured[vertex] = False
        for other in touched:
            self._worn[other] ^= 1 << colour


def _by_standing(rows: Sequence[int], among: int) -> list[int]:
    """Return the vertices by rank: degree, then the ranks of their neighbours, as far as these differ."""
    vertices = list(bits(among))
    rank = dict.fromkeys(vertices, 0)
    while True:
        seen = {v: (rank[v], tuple(sorted(rank[o] for o in bits(rows[v] & among)))) for v in vertices}
        places = {key: place for place, key in enumerate(sorted(set(seen.values())))}
        finer = {vertex: places[seen[vertex]] for vertex in vertices}
        if len(places) == len(set(rank.values())):
            return sorted(vertices, key=lambda vertex: (finer[vertex], vertex))
        rank = finer
