"""The chains of one claim as a graph to be drawn: origins, articles, and who has it from whom.

It is made of the same tree as the words (`claims.features.claim.chain`), each article once.  What only relays an
article that many relay is summed up, and what would still be too much to look at is left to the words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from claims.features.drift.words import hardened_pairs
from claims.reading.dossier import facts, footing
from claims.reading.records import AppearanceRecord, ArticleRecord, ClaimRecord, SourceRecord
from claims.render.phrases import (
    UNKNOWN_OUTLET,
    counted,
    date_phrase,
    listed,
    origin_phrase,
    reprint_phrase,
    unread_phrase,
)
from claims.rules.sourcing import EndKind, Key, Node, NodeKind, SourceFacts, chain_tree, walk
from claims.vocabulary import RelayBasis, Stance

MANY = 6
"""From how many on the articles that only relay one and the same are summed up."""

MOST, DEEPEST = 70, 8
"""How many nodes, and how many columns of them, a drawing has at most."""


class Shape(StrEnum):
    """What a node stands for; each has an outline of its own, so that nothing is told by colour alone."""

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
    """On what grounds one article is said to have the claim from another."""

    STATED = "stated"
    INFERRED = "inferred"
    SUSPECTED = "suspected"


@dataclass(frozen=True, slots=True)
class GraphNode:
    """An origin, an article, or many articles that are summed up in one node."""

    key: str
    shape: Shape
    label: str
    detail: str
    """The day, the numbers of appearances, and what a reader has to know of it."""
    retracted: bool = False
    articles: int = 0
    """For how many articles it stands."""


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """That one node has the claim from another."""

    upstream: str
    downstream: str
    line: Line = Line.STATED
    retracted: bool = False
    hardened: str = ""
    """In a sentence how the relay says more than its upstream; empty where it does not."""
    back: bool = False
    """Whether here a circle closes."""


@dataclass(frozen=True, slots=True)
class ChainGraph:
    """The chains of one claim; the nodes stand in the order of the tree, each after what it hangs from."""

    nodes: Sequence[GraphNode]
    edges: Sequence[GraphEdge]
    summary: str = ""
    """What is summed up in the drawing, in a sentence; empty where each article has a node of its own."""


def claim_graph(record: ClaimRecord) -> ChainGraph | None:
    """Return the chains of a claim's asserting appearances as a graph; nothing where there are none."""
    appearances = [one for one in record.appearances if one.stance is Stance.ASSERTS]
    if not appearances:
        return None
    sources: dict[Key, SourceFacts] = {one.source.id: facts(one.source) for one in appearances if one.source}
    tree = chain_tree([footing(one) for one in appearances], sources, stance=Stance.ASSERTS)
    otherwise = frozenset(one.article.id for one in record.appearances) - {one.article.id for one in appearances}
    whole = _Reading(appearances, hardened_pairs(record), otherwise).graph(tree)
    return summed_up(whole)


class _Reading:
    """Makes nodes and edges of the lines of a tree."""

    def __init__(
        self,
        appearances: Sequence[AppearanceRecord],
        hardened: Mapping[tuple[int, int], str],
        otherwise: frozenset[int],
    ) -> None:
        self._hardened, self._otherwise = hardened, otherwise
        self._sources: dict[Key, SourceRecord] = {one.source.id: one.source for one in appearances if one.source}
        relayed: dict[Key, ArticleRecord] = {one.relays.id: one.relays for one in appearances if one.relays}
        self._articles = relayed | {one.article.id: one.article for one in appearances}

    def graph(self, tree: Sequence[Node]) -> ChainGraph:
        nodes: dict[str, GraphNode] = {}
        edges: dict[tuple[str, str], GraphEdge] = {}
        path: dict[int, tuple[str, Node]] = {}
        for depth, line in walk(tree):
            key = str(line.article) if line.kind is NodeKind.ARTICLE else f"origin-{len(nodes)}"
            if key not in nodes:
                nodes[key] = self._article(key, line) if line.kind is NodeKind.ARTICLE else self._origin(key, line)
            above = path.get(depth - 1) if depth else None
            if above is not None:
                edges.setdefault((above[0], key), self._edge(above, key, line))
            path[depth] = (key, line)
        return ChainGraph(tuple(nodes.values()), tuple(edges.values()))

    def _origin(self, key: str, line: Node) -> GraphNode:
        if line.kind is NodeKind.CIRCLE:
            return GraphNode(key, Shape.CIRCLE, "Circular reporting", "these lead only back to each other")
        source = self._sources.get(line.source) if line.source is not None else None
        first = next((self._articles[child.article] for child in line.children if child.article is not None), None)
        end = line.end or EndKind.NOTHING
        told = origin_phrase(end, source, first)
        return GraphNode(
            key,
            _shape(end, source),
            told[:1].upper() + told[1:],
            "" if line.stands else "RETRACTED",
            retracted=not line.stands,
        )

    def _article(self, key: str, line: Node) -> GraphNode:
        article = self._articles[line.article or 0]
        unread = line.unread or not article.seen
        marks = [
            date_phrase(article.published) if article.published else "no date",
            ", ".join(f"#{one}" for one in line.footings),
            reprint_phrase(article) or "",
            unread_phrase(article, otherwise=article.id in self._otherwise) if unread else "",
            "" if line.stands else "RETRACTED",
        ]
        return GraphNode(
            key,
            Shape.ARTICLE if article.seen else Shape.UNREAD,
            article.outlet or UNKNOWN_OUTLET,
            "; ".join(filter(None, marks)),
            retracted=not line.stands,
            articles=1,
        )

    def _edge(self, above: tuple[str, Node], key: str, line: Node) -> GraphEdge:
        upper = above[1]
        pair = (int(upper.article), int(line.article)) if upper.article is not None and line.article is not None else ()
        return GraphEdge(
            above[0],
            key,
            line=_LINES.get(line.basis, Line.STATED) if line.basis else Line.STATED,
            retracted=not line.stands,
            hardened=self._hardened.get(pair, "") if len(pair) == 2 else "",
            back=line.cut,
        )


_LINES = {RelayBasis.INFERRED: Line.INFERRED, RelayBasis.SUSPECTED: Line.SUSPECTED}

_SHAPES = {
    EndKind.INSTITUTION: Shape.INSTITUTION,
    EndKind.DOCUMENT: Shape.DOCUMENT,
    EndKind.OBSERVATION: Shape.OBSERVATION,
    EndKind.OWN_VOICE: Shape.OWN_VOICE,
    EndKind.COLLECTIVE: Shape.UNNAMED,
    EndKind.NOTHING: Shape.NOBODY,
}


def _shape(end: EndKind, source: SourceRecord | None) -> Shape:
    named = source is not None and source.named
    return _SHAPES.get(end, Shape.NAMED if named else Shape.UNNAMED)


# Summing up


def summed_up(whole: ChainGraph) -> ChainGraph:
    """Return a graph in which no more is drawn than can be looked at, and which says how much is summed up."""
    shown = whole
    for few in (MANY, 3, 1):
        shown = _folded(whole, few)
        if len(shown.nodes) <= MOST:
            break
    shown = _cut(shown)
    summed = sum(one.articles for one in shown.nodes if one.shape is Shape.SUMMARY)
    if not summed:
        return whole
    every = sum(one.articles for one in whole.nodes)
    return replace(
        shown, summary=f"{counted(every, 'article')}: {every - summed:,} drawn each on its own, {summed:,} summed up."
    )


def _folded(whole: ChainGraph, few: int) -> ChainGraph:
    """Return the graph with one node for more than a few that hang from the same one and only relay it."""
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
    for upstreams, some in groups.items():
        if len(some) > few:
            of_articles = all(shapes[key] in (Shape.ARTICLE, Shape.UNREAD) for key, _ in upstreams)
            node = _summary(some, "that only relay it" if of_articles else "that have it from there")
            gone |= {one.key for one in some}
            instead[some[0].key] = (node, [GraphEdge(key, node.key, line=line) for key, line in upstreams])
    nodes = (instead[one.key][0] if one.key in instead else one for one in whole.nodes)
    edges = [edge for edge in whole.edges if edge.downstream not in gone]
    return ChainGraph(
        tuple(one for one in nodes if one.key not in gone),
        (*edges, *(edge for _, some in instead.values() for edge in some)),
    )


def _is_plain(node: GraphNode, edges: Sequence[GraphEdge]) -> bool:
    """Return whether there is no more to an article than that it relays others."""
    marked = any(edge.hardened or edge.back or edge.retracted for edge in edges)
    return bool(edges) and not marked and not node.retracted


def _summary(some: Sequence[GraphNode], what: str) -> GraphNode:
    articles = sum(one.articles for one in some)
    names = list(dict.fromkeys(one.label for one in some if one.articles == 1))
    told = names[:3] + ([f"{len(names) - 3} more"] if len(names) > 3 else [])
    label = f"{counted(articles, 'article')} {what}"
    return GraphNode(f"summary-{some[0].key}", Shape.SUMMARY, label, listed(told), articles=articles)


def _cut(graph: ChainGraph) -> ChainGraph:
    """Return what is nearest to the origins, with one node for all that hangs from the last that is drawn.

    Origins for which there is no room are summed up in one node together with what hangs from them.
    """
    above = {edge.downstream: edge.upstream for edge in reversed(graph.edges) if not edge.back}
    depths: dict[str, int] = {}
    for node in graph.nodes:
        depths[node.key] = depths.get(above.get(node.key, ""), -1) + 1
    order = sorted((one.key for one in graph.nodes if depths[one.key] < DEEPEST), key=lambda key: depths[key])
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
                some = hanging[node.key]
                keys = {one.key for one in some}
                below = some[0] if len(some) == 1 else _summary(some, "further on")
                nodes.append(below)
                edges.append(_hidden_edge(node.key, below, [edge for edge in graph.edges if edge.downstream in keys]))
    rest = hanging.get("", [])
    if rest:
        origins = sum(not one.articles for one in rest)
        more = f"with {counted(origins, 'more origin')}" if origins else "further on"
        nodes.append(_summary(rest, more))
    return ChainGraph(tuple(nodes), tuple(edges))


def _hidden_edge(upstream: str, below: GraphNode, hidden: Sequence[GraphEdge]) -> GraphEdge:
    """Return the edge to a node that sums up others: no firmer than the weakest that it stands for."""
    lines = {edge.line for edge in hidden}
    weakest = next((line for line in (Line.SUSPECTED, Line.INFERRED) if line in lines), Line.STATED)
    hardened = " ".join(edge.hardened for edge in hidden if edge.hardened)
    return GraphEdge(upstream, below.key, weakest, all(edge.retracted for edge in hidden), hardened)


def _kept_above(key: str, above: Mapping[str, str], kept: set[str]) -> str:
    """Return the nearest node from which another hangs and which is drawn; nothing where none is."""
    while key and key not in kept:
        key = above.get(key, "")
    return key
