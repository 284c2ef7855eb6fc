"""Chains as a graph for drawing: origins, articles, and each article's upstream.

Articles that only relay the same article are summed up if there are many. What is still too much for a drawing is left
to the words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from claims.render.phrases import counted, listed

MANY = 6
"""How many articles that only relay the same article are summed up."""

MOST, DEEPEST = 70, 8
"""How many nodes, and how many columns of nodes, a drawing has at most."""


class Shape(StrEnum):
    """What a node represents; each kind has its own outline, so that nothing depends on colour alone."""

    NAMED = "named"
    UNNAMED = "unnamed"
    NOBODY = "nobody"
    INSTITUTION = "institution"
    DOCUMENT = "document"
    OBSERVATION = "observation"
    OWN_VOICE = "own_voice"
    CIRCLE = "circle"
    ARTICLE = "article"
    UNREAD = "unread"
    SUMMARY = "summary"


class Line(StrEnum):
    """The grounds for a relay."""

    STATED = "stated"
    INFERRED = "inferred"
    SUSPECTED = "suspected"


@dataclass(frozen=True, slots=True)
class GraphNode:
    """An origin, an article, or many articles summed up in a node."""

    key: str
    shape: Shape
    label: str
    detail: str
    """The day, the appearances' numbers, and remarks for the reader."""
    retracted: bool = False
    articles: int = 0
    """How many articles it represents."""


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """A relay between two nodes."""

    upstream: str
    downstream: str
    line: Line = Line.STATED
    retracted: bool = False
    hardened: str = ""
    """A sentence on how the relay says more than its upstream; empty if it does not."""
    back: bool = False
    """Whether it closes a circle."""


@dataclass(frozen=True, slots=True)
class ChainGraph:
    """The chains of a claim; the nodes are in the order of the tree, each after its parent."""

    nodes: Sequence[GraphNode]
    edges: Sequence[GraphEdge]
    summary: str = ""
    """The drawing's summary in a sentence; empty if every article has its own node."""


# Summing up


def summed_up(whole: ChainGraph) -> ChainGraph:
    """Return a graph small enough to read, with a sentence on how much it sums up."""
    shown = whole
    for few in (MANY, 3, 1):
        shown = _folded(whole, few)
        if len(shown.nodes) <= MOST:
            break
    shown = _cut(shown)
    summed = sum(node.articles for node in shown.nodes if node.shape is Shape.SUMMARY)
    if not summed:
        return whole
    every = sum(node.articles for node in whole.nodes)
    return replace(
        shown, summary=f"{counted(every, 'article')}: {every - summed:,} drawn one by one, {summed:,} summed up."
    )


def _folded(whole: ChainGraph, few: int) -> ChainGraph:
    """Return the graph with a node that sums up the relays below the same parent, if they are many."""
    into: dict[str, list[GraphEdge]] = defaultdict(list)
    for edge in whole.edges:
        into[edge.downstream].append(edge)
    relayed = {edge.upstream for edge in whole.edges}
    groups: dict[tuple[tuple[str, Line], ...], list[GraphNode]] = defaultdict(list)
    for node in whole.nodes:
        if node.articles == 1 and node.key not in relayed and _is_plain(node, into[node.key]):
            groups[tuple(sorted((edge.upstream, edge.line) for edge in into[node.key]))].append(node)
    shapes = {node.key: node.shape for node in whole.nodes}
    gone: set[str] = set()
    instead: dict[str, tuple[GraphNode, list[GraphEdge]]] = {}
    for upstreams, group in groups.items():
        if len(group) > few:
            of_articles = all(shapes[key] in (Shape.ARTICLE, Shape.UNREAD) for key, _ in upstreams)
            node = _summary(group, "that only relay it" if of_articles else "that took it from there")
            gone |= {node.key for node in group}
            instead[group[0].key] = (node, [GraphEdge(key, node.key, line=line) for key, line in upstreams])
    nodes = (instead[node.key][0] if node.key in instead else node for node in whole.nodes)
    edges = [edge for edge in whole.edges if edge.downstream not in gone]
    return ChainGraph(
        tuple(node for node in nodes if node.key not in gone),
        (*edges, *(edge for _, members in instead.values() for edge in members)),
    )


def _is_plain(node: GraphNode, edges: Sequence[GraphEdge]) -> bool:
    """Return whether an article does nothing but relay others."""
    marked = any(edge.hardened or edge.back or edge.retracted for edge in edges)
    return bool(edges) and not marked and not node.retracted


def _summary(nodes: Sequence[GraphNode], what: str) -> GraphNode:
    articles = sum(node.articles for node in nodes)
    names = list(dict.fromkeys(node.label for node in nodes if node.articles == 1))
    shown = names[:3] + ([f"{len(names) - 3} more"] if len(names) > 3 else [])
    label = f"{counted(articles, 'article')} {what}"
    return GraphNode(f"summary-{nodes[0].key}", Shape.SUMMARY, label, listed(shown), articles=articles)


def _cut(graph: ChainGraph) -> ChainGraph:
    """Return the nodes nearest to the origins, with a single node for everything further on.

    Origins that do not fit are summed up in a single node, with everything below them.
    """
    above = {edge.downstream: edge.upstream for edge in reversed(graph.edges) if not edge.back}
    depths: dict[str, int] = {}
    for node in graph.nodes:
        depths[node.key] = depths.get(above.get(node.key, ""), -1) + 1
    order = sorted((node.key for node in graph.nodes if depths[node.key] < DEEPEST), key=lambda key: depths[key])
    room = min(len(order), MOST)
    while True:
        kept = set(order[:room])
        hanging: dict[str, list[GraphNode]] = defaultdict(list)
        for node in graph.nodes:
            if node.key not in kept:
                hanging[_kept_above(node.key, above, kept)].append(node)
        if room + len(hanging) <= MOST or not room:
            break
        room = max(0, room - max(1, (room + len(hanging) - MOST) // 2))  # without a node, what hung from it moves up
    nodes: list[GraphNode] = []
    edges = [edge for edge in graph.edges if edge.upstream in kept and edge.downstream in kept]
    for node in graph.nodes:
        if node.key in kept:
            nodes.append(node)
            if node.key in hanging:
                below_it = hanging[node.key]
                keys = {node.key for node in below_it}
                below = below_it[0] if len(below_it) == 1 else _summary(below_it, "further on")
                nodes.append(below)
                edges.append(_hidden_edge(node.key, below, [edge for edge in graph.edges if edge.downstream in keys]))
    rest = hanging.get("", [])
    if rest:
        origins = sum(not node.articles for node in rest)
        more = f"with {counted(origins, 'more origin')}" if origins else "further on"
        nodes.append(_summary(rest, more))
    return ChainGraph(tuple(nodes), tuple(edges))


def _hidden_edge(upstream: str, below: GraphNode, hidden: Sequence[GraphEdge]) -> GraphEdge:
    """Return the edge to a summary node: as weak as the weakest relay in it."""
    lines = {edge.line for edge in hidden}
    weakest = next((line for line in (Line.SUSPECTED, Line.INFERRED) if line in lines), Line.STATED)
    hardened = " ".join(edge.hardened for edge in hidden if edge.hardened)
    return GraphEdge(upstream, below.key, weakest, all(edge.retracted for edge in hidden), hardened)


def _kept_above(key: str, above: Mapping[str, str], kept: set[str]) -> str:
    """Return a node's nearest drawn ancestor, or an empty text."""
    while key and key not in kept:
        key = above.get(key, "")
    return key
