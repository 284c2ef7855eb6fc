"""The places of the nodes in a chain's graph: origins on the left, relays to the right.

Each node has its own band for its subtree (as in Reingold and Tilford's tidy trees), so that nothing overlaps and only
second edges can cross others. Values in, values out; lengths are CSS pixels.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.render.graph import ChainGraph, GraphEdge, GraphNode

WIDTH, GAP, BETWEEN, MARGIN = 176, 56, 14, 10
"""The width of a node, the gaps between columns and between nodes, and the margin around all."""

LABEL, DETAIL = 15, 13
"""The height of a line of a label and of a detail."""

PADDING = 8

LANE = 26
"""The room left below all nodes for edges that would pass behind nodes."""

MOST_LINES = 4
"""How many lines a label has at most."""

_WIDE = frozenset("WF")
_BROAD = dict.fromkeys("Mmw@%&—…", 1.65)
_LABEL_CELLS, _DETAIL_CELLS = 24, 28


@dataclass(frozen=True, slots=True)
class Box:
    """A node with its place and its lines."""

    node: GraphNode
    x: float
    y: float
    height: float
    label: Sequence[str]
    detail: Sequence[str]
    width: float = WIDTH

    @property
    def middle(self) -> float:
        """Half its height from the top of the drawing."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """A graph with the place of each node, and the size of the drawing."""

    boxes: Mapping[str, Box]
    edges: Sequence[GraphEdge]
    width: float
    height: float


def laid_out(graph: ChainGraph) -> Layout:
    """Return the place of each node of a graph."""
    columns = _columns(graph)
    sizes = {node.key: _size(node) for node in graph.nodes}
    tops = _tops(graph, {key: size[2] for key, size in sizes.items()})
    boxes = {
        node.key: Box(
            node,
            MARGIN + columns[node.key] * (WIDTH + GAP),
            MARGIN + tops[node.key],
            sizes[node.key][2],
            sizes[node.key][0],
            sizes[node.key][1],
        )
        for node in graph.nodes
    }
    return Layout(
        boxes,
        graph.edges,
        width=max((box.x + box.width for box in boxes.values()), default=0) + MARGIN,
        height=max((box.y + box.height for box in boxes.values()), default=0) + (LANE if _leaves(graph) else MARGIN),
    )


def _leaves(graph: ChainGraph) -> bool:
    """Return whether an edge may have to run below all nodes: it closes a circle, or skips a column."""
    columns = _columns(graph)
    return any(edge.back or columns[edge.downstream] - columns[edge.upstream] > 1 for edge in graph.edges)


def _columns(graph: ChainGraph) -> dict[str, int]:
    """Return the column of each node: right of its rightmost upstream."""
    forward = [edge for edge in graph.edges if not edge.back]
    below: dict[str, list[str]] = defaultdict(list)
    waits = {node.key: 0 for node in graph.nodes}
    for edge in forward:
        below[edge.upstream].append(edge.downstream)
        waits[edge.downstream] += 1
    columns = dict.fromkeys(waits, 0)
    ready = [key for key, count in waits.items() if not count]
    while ready:
        here = ready.pop()
        for key in below[here]:
            columns[key] = max(columns[key], columns[here] + 1)
            waits[key] -= 1
            if not waits[key]:
                ready.append(key)
    return columns


def _tops(graph: ChainGraph, heights: Mapping[str, float]) -> dict[str, float]:
    """Return each node's distance from the top: centred on its children."""
    upstreams: dict[str, list[str]] = defaultdict(list)
    for edge in graph.edges:
        upstreams[edge.downstream].append(edge.upstream)
    first: dict[str, str] = {}
    seen: set[str] = set()
    for node in graph.nodes:
        above = next((upstream for upstream in upstreams[node.key] if upstream in seen and upstream != node.key), None)
        seen.add(node.key)
        if above is not None:
            first[node.key] = above
    below: dict[str, list[str]] = defaultdict(list)
    for node in graph.nodes:
        if node.key in first:
            below[first[node.key]].append(node.key)
    bands: dict[str, float] = {}
    for node in reversed(graph.nodes):  # each stands after what it hangs from
        inner = sum(bands[child] + BETWEEN for child in below[node.key]) - BETWEEN
        bands[node.key] = max(heights[node.key], inner)
    tops: dict[str, float] = {}
    starts: dict[str, float] = {}
    free = 0.0
    for node in graph.nodes:
        if node.key not in first:
            starts[node.key] = free
            free += bands[node.key] + BETWEEN
        start, band = starts[node.key], bands[node.key]
        tops[node.key] = start + (band - heights[node.key]) / 2
        inner = sum(bands[child] + BETWEEN for child in below[node.key]) - BETWEEN
        at = start + (band - inner) / 2
        for child in below[node.key]:
            starts[child] = at
            at += bands[child] + BETWEEN
    return tops


def _size(node: GraphNode) -> tuple[list[str], list[str], float]:
    label, detail = _wrapped(node.label, _LABEL_CELLS), _wrapped(node.detail, _DETAIL_CELLS)
    return label, detail, 2 * PADDING + LABEL * len(label) + DETAIL * len(detail)


def _wrapped(text: str, cells: int) -> list[str]:
    """Return text in lines of at most that many cells, the last line cut off if there are too many."""
    lines = [""]
    for word in text.split():
        whole = f"{lines[-1]} {word}".strip()
        if cells_of(whole) <= cells:
            lines[-1] = whole
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if cells_of(lines[-1] + character) > cells:
                lines.append("")
            lines[-1] += character
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1][: cells - 2].rstrip()} …"]
    return [line for line in lines if line]


def cells_of(text: str) -> float:
    """Return the greatest width of a text, in usual letters; a Chinese character counts as two (UAX #11)."""
    return sum(
        2
        if unicodedata.east_asian_width(character) in _WIDE or character == "W"
        else _BROAD.get(character, 1.25 if character.isupper() else 1)
        for character in text
    )
