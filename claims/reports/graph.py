"""The chains of one claim as a graph to be drawn: origins, articles, and who has it from whom.

It is made of the same tree as the words (`claims.reports.chain`), each article once.  What only relays an article that
many relay is summed up, and what would still be too much to look at is left to the words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from claims.queries.dossier import facts, footing
from claims.queries.records import AppearanceRecord, ArticleRecord, ClaimRecord, SourceRecord
from claims.reports.drift import hardened_pairs
from claims.reports.phrases import UNKNOWN_OUTLET, counted, date_phrase, listed, origin_phrase, reprint_phrase
from claims.sourcing import EndKind, Key, Node, NodeKind, SourceFacts, chain_tree, walk
from claims.vocabulary import RelayBasis, Stance

MANY = 6
"""From how many on the articles that only relay one and the same are summed up."""

MOST = 70
"""How many nodes a drawing has at most."""


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
    whole = _Reading(appearances, hardened_pairs(record)).graph(tree)
    return _summed_up(whole)


class _Reading:
    """Makes nodes and edges of the lines of a tree."""

    def __init__(self, appearances: Sequence[AppearanceRecord], hardened: Mapping[tuple[int, int], str]) -> None:
        self._hardened = hardened
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
            "not read here" if unread else "",
            "" if line.stands else "RETRACTED",
        ]
        return GraphNode(
            key,
            Shape.UNREAD if unread else Shape.ARTICLE,
            article.outlet or UNKNOWN_OUTLET,
            "; ".join(filter(None, marks)),
            retracted=not line.stands,
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


def _summed_up(whole: ChainGraph) -> ChainGraph:
    """Return a graph in which no more is drawn than can be looked at, and which says how much is summed up."""
    shown = next(
        (found for few in (MANY, 3, 1) if len((found := _folded(whole, few)).nodes) <= MOST),
        None,
    ) or _cut(_folded(whole, 1))
    drawn = sum(_is_article(one) for one in shown.nodes)
    every = sum(_is_article(one) for one in whole.nodes)
    if drawn == every:
        return whole
    told = f"{counted(every, 'article')}: {drawn:,} drawn each on its own, {every - drawn:,} summed up."
    return replace(shown, summary=told)


def _is_article(node: GraphNode) -> bool:
    return node.shape in (Shape.ARTICLE, Shape.UNREAD)


def _folded(whole: ChainGraph, few: int) -> ChainGraph:
    """Return the graph with one node for more than a few that hang from the same one and only relay it."""
    into: dict[str, list[GraphEdge]] = defaultdict(list)
    out: set[str] = set()
    for edge in whole.edges:
        into[edge.downstream].append(edge)
        out.add(edge.upstream)
    groups: dict[tuple[str, Line], list[GraphNode]] = defaultdict(list)
    for node in whole.nodes:
        edges = into[node.key]
        plain = len(edges) == 1 and not (edges[0].hardened or edges[0].back or edges[0].retracted or node.retracted)
        if plain and node.key not in out and _is_article(node):
            groups[edges[0].upstream, edges[0].line].append(node)
    gone: dict[str, GraphNode] = {}
    first: dict[str, tuple[GraphNode, GraphEdge]] = {}
    for (upstream, line), some in groups.items():
        if len(some) > few:
            node = _summary(some, "that only relay it" if upstream.isdigit() else "that have it from there")
            gone |= {one.key: node for one in some}
            first[some[0].key] = (node, GraphEdge(upstream, node.key, line=line))
    return ChainGraph(
        tuple(
            first[one.key][0] if one.key in first else one
            for one in whole.nodes
            if one.key in first or one.key not in gone
        ),
        (
            *(edge for edge in whole.edges if edge.downstream not in gone),
            *(edge for _, edge in first.values()),
        ),
    )


def _summary(some: Sequence[GraphNode], what: str) -> GraphNode:
    names = list(dict.fromkeys(one.label for one in some))
    told = names[:3] + ([f"{len(names) - 3} more"] if len(names) > 3 else [])
    return GraphNode(f"summary-{some[0].key}", Shape.SUMMARY, f"{counted(len(some), 'article')} {what}", listed(told))


def _cut(graph: ChainGraph) -> ChainGraph:
    """Return the nodes nearest to the origins, and one for what hangs from each of the last that are drawn."""
    upstream = {edge.downstream: edge.upstream for edge in reversed(graph.edges) if not edge.back}
    depths: dict[str, int] = {}
    for node in graph.nodes:
        depths[node.key] = depths.get(upstream.get(node.key, ""), -1) + 1
    order = sorted(graph.nodes, key=lambda one: depths[one.key])
    kept = {one.key for one in order[: MOST - 10]}
    hanging: dict[str, list[GraphNode]] = defaultdict(list)
    for node in graph.nodes:
        if node.key not in kept:
            above = upstream.get(node.key, "")
            while above and above not in kept:
                above = upstream.get(above, "")
            hanging[above].append(node)
    most = sorted(hanging, key=lambda one: -len(hanging[one]))[:10]
    nodes: list[GraphNode] = []
    edges = [edge for edge in graph.edges if edge.upstream in kept and edge.downstream in kept]
    for node in graph.nodes:
        if node.key not in kept:
            continue
        nodes.append(node)
        if node.key in most:
            below = _summary(hanging[node.key], "below it")
            nodes.append(below)
            edges.append(GraphEdge(node.key, below.key))
    return ChainGraph(tuple(nodes), tuple(edges))
