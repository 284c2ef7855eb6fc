"""The chains of a claim as a graph: the tree of `claims.features.claim.chain`, with each article once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claims.features.drift.words import hardened_pairs
from claims.reading.chain_view import ChainView, StanceView
from claims.reading.records import SourceRecord
from claims.render.corrections import retraction_mark
from claims.render.graph import ChainGraph, GraphEdge, GraphNode, Line, Shape, summed_up
from claims.render.phrases import (
    UNKNOWN_OUTLET,
    date_phrase,
    origin_phrase,
    reprint_phrase,
    unread_phrase,
)
from claims.rules.sourcing import EndKind, Node, NodeKind, walk
from claims.vocabulary import RelayBasis


def claim_graph(view: ChainView) -> ChainGraph | None:
    """Return the chains of a claim's asserting appearances as a graph, or None without any."""
    if not view.asserting.appearances:
        return None
    return summed_up(_Reading(view.asserting, hardened_pairs(view)).graph(view.asserting.chains.tree))


class _Reading:
    """Turns the lines of a tree into nodes and edges."""

    def __init__(self, view: StanceView, hardened: Mapping[tuple[int, int], str]) -> None:
        self._hardened, self._otherwise = hardened, view.otherwise
        self._sources, self._articles = view.sources, view.articles

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
            return GraphNode(key, Shape.CIRCLE, "Circular reporting", "these reports only cite each other")
        source = self._sources.get(line.source) if line.source is not None else None
        first = next((self._articles[child.article] for child in line.children if child.article is not None), None)
        end = line.end or EndKind.NOTHING
        text = origin_phrase(end, source, first)
        return GraphNode(
            key,
            _shape(end, source),
            text[:1].upper() + text[1:],
            retraction_mark(line.stands),
            retracted=not line.stands,
        )

    def _article(self, key: str, line: Node) -> GraphNode:
        article = self._articles[line.article or 0]
        unread = line.unread or not article.seen
        marks = [
            date_phrase(article.published) if article.published else "no date",
            ", ".join(f"#{footing}" for footing in line.footings),
            reprint_phrase(article) or "",
            unread_phrase(article, otherwise=article.id in self._otherwise) if unread else "",
            retraction_mark(line.stands),
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
