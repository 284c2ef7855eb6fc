"""The chain of a claim as a drawing, and the key to such drawings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from markupsafe import Markup, escape

from claims.render.corrections import outcome_phrase
from claims.render.drawings.layout import DETAIL, GAP, LABEL, PADDING, Box, Layout, laid_out
from claims.render.drawings.svg import GROUND, INK, MARK, QUIET, RAISED, Svg, drawing, path, rect, text_line
from claims.render.graph import ChainGraph, GraphEdge, GraphNode, Line, Shape
from claims.render.phrases import counted, listed, sentence
from claims.render.sheets import plain
from claims.vocabulary import CorrectionKind

_DASHES = {Line.STATED: "", Line.INFERRED: "7 4", Line.SUSPECTED: "2 4"}

WORDS = {
    Shape.NAMED: "a person by name",
    Shape.UNNAMED: "people without a name",
    Shape.NOBODY: "no source is given",
    Shape.INSTITUTION: "an institution",
    Shape.DOCUMENT: "a document",
    Shape.OBSERVATION: "a reporter who was there",
    Shape.OWN_VOICE: "an author or outlet in its own voice",
    Shape.CIRCLE: "reports that only cite each other",
    Shape.ARTICLE: "an article",
    Shape.UNREAD: "an unread article",
    Shape.SUMMARY: "many articles in one",
}
"""What each outline means, in the words of the key."""

_LABEL = Markup(f'class="label" font-size="12" fill="{INK}"')
_DETAIL = Markup(f'class="detail" font-size="11" fill="{QUIET}"')
_PLAIN = Markup(f'class="shape" fill="{RAISED}" stroke="{INK}" stroke-width="1.5"')
_ARTICLE = Markup(f'class="shape" fill="{GROUND}" stroke="{QUIET}" stroke-width="1"')


def graph_svg(graph: ChainGraph, name: str, claim: int | None = None, links: Mapping[str, str] | None = None) -> str:
    """Return a drawing of a chain; ``name`` makes its ids unique on the page, ``claim`` is the number to name.

    With ``links`` (an address by the key of a node) these nodes are links.
    """
    layout = laid_out(graph)
    shapes = (
        *(edge for placed in layout.edges for edge in _edge(placed, layout)),
        *(shape for box in layout.boxes.values() for shape in _box_linked(box, (links or {}).get(box.node.key))),
    )
    size = (layout.width, layout.height)
    whose = "" if claim is None else f" of claim #{claim}"
    title = f"The chain{whose}, from its origins to the outlets that relay it"
    return drawing(name, title, _described(graph), size, shapes, role="group" if links else "img")


def _described(graph: ChainGraph) -> str:
    """Return a drawing in words: the numbers of each shape, and each article's upstream."""
    kinds = Counter(node.shape for node in graph.nodes)
    phrases = [f"{counted(number, 'node')} for {WORDS[shape]}" for shape, number in kinds.items()]
    lines = Counter(edge.line for edge in graph.edges)
    phrases += [counted(lines[line], f"{line} relay") for line in (Line.INFERRED, Line.SUSPECTED) if lines[line]]
    hardened = [edge.hardened for edge in graph.edges if edge.hardened]
    return plain(" ".join(filter(None, [sentence(listed(phrases)), graph.summary, *_relays(graph), *hardened])))


def _relays(graph: ChainGraph) -> Iterator[str]:
    """Yield each article's upstream, in drawing order."""
    names = {node.key: node.label for node in graph.nodes}
    upstreams: dict[str, list[str]] = {}
    for edge in graph.edges:
        upstreams.setdefault(edge.downstream, []).append(names[edge.upstream])
    for key, labels in upstreams.items():
        yield sentence(f"{names[key]}: from {listed(dict.fromkeys(labels))}")


# Nodes


def _box_linked(box: Box, address: str | None) -> Svg:
    if address is not None:
        yield Markup(f'<a href="{escape(address)}">')
    yield from _box(box)
    if address is not None:
        yield Markup("</a>")


def _box(box: Box) -> Svg:
    node = box.node
    yield Markup(f'<g class="node {node.shape.value}"><title>{escape(_full(node))}</title>')
    yield from _outline(box)
    y = box.y + PADDING
    label = _LABEL + Markup(' text-decoration="line-through"') if node.retracted else _LABEL
    for line in box.label:
        y += LABEL
        yield text_line(line, box.x + 12, y - 4, label)
    for line in box.detail:
        y += DETAIL
        yield text_line(line, box.x + 12, y - 3, _DETAIL)
    yield Markup("</g>")


def _full(node: GraphNode) -> str:
    return plain(f"{node.label} ({'; '.join(filter(None, (node.detail, WORDS[node.shape])))})")


def _outline(box: Box) -> Svg:
    """Yield the outline of a node; each sort has its own shape."""
    x, y, w, h = box.x, box.y, box.width, box.height
    shape = box.node.shape
    plain_look = _PLAIN
    if shape is Shape.NAMED:
        yield rect(x, y, w, h, 6, plain_look)
    elif shape is Shape.UNNAMED:
        round_ = min(h / 2, 24)
        yield rect(x, y, w, h, round_, plain_look + Markup(' stroke-dasharray="5 3"'))
        yield rect(x + 3, y + 3, w - 6, h - 6, round_ - 3, _bare(1, "5 3"))
    elif shape is Shape.NOBODY:
        yield path(
            f"M{x + 9},{y} H{x + w - 9} L{x + w},{y + h / 2} L{x + w - 9},{y + h} H{x + 9} L{x},{y + h / 2} Z",
            plain_look,
        )
    elif shape is Shape.INSTITUTION:
        yield rect(x, y, w, h, 0, plain_look)
        yield path(f"M{x},{y + 2} H{x + w}", _bare(4))
    elif shape is Shape.DOCUMENT:
        yield path(
            f"M{x},{y} H{x + w - 12} L{x + w},{y + 12} V{y + h} H{x} Z M{x + w - 12},{y} V{y + 12} H{x + w}", plain_look
        )
    elif shape is Shape.OBSERVATION:
        yield rect(x, y, w, h, 0, plain_look)
        yield path(f"M{x + 5},{y} v{h} M{x + w - 5},{y} v{h}", _bare(1.5))
    elif shape is Shape.OWN_VOICE:
        yield path(f"M{x},{y} H{x + w} V{y + h - 6} H{x + 26} L{x + 14},{y + h + 4} V{y + h - 6} H{x} Z", plain_look)
    elif shape is Shape.CIRCLE:
        yield rect(x, y, w, h, h / 2, plain_look + Markup(' stroke-dasharray="2 3"'))
    else:
        look = _ARTICLE
        if shape is Shape.SUMMARY:
            yield rect(x + 6, y + 6, w, h, 0, look)
            yield rect(x + 3, y + 3, w, h, 0, look)
        yield rect(x, y, w, h, 0, look + (Markup(' stroke-dasharray="4 3"') if shape is Shape.UNREAD else ""))


def _bare(width: float, dashes: str = "") -> Markup:
    return Markup(f'class="shape" fill="none" stroke="{INK}" stroke-width="{width}"{_dashed(dashes)}')


def _dashed(dashes: str) -> str:
    return f' stroke-dasharray="{dashes}"' if dashes else ""


# Edges


def _edge(edge: GraphEdge, layout: Layout) -> Svg:
    """Yield the line from a node to the next, with its tip and marks."""
    start, end = layout.boxes[edge.upstream], layout.boxes[edge.downstream]
    x1, y1, x2, y2 = start.x + start.width, start.middle, end.x, end.middle
    dashes = _DASHES[edge.line]
    yield Markup(f'<g class="edge {edge.line.value}{" back" if edge.back else ""}">')
    look = Markup(f'fill="none" stroke="{QUIET}" stroke-width="1.4"{_dashed(dashes)}')
    yield path(_way(start, end, layout, back=edge.back), look)
    yield path(f"M{x2:.1f},{y2:.1f} l-8,-4 v8 Z", Markup(f'class="tip" fill="{QUIET}" stroke="none"'))
    if edge.hardened:
        x, y = x2 - 20, y2
        yield Markup(f"<g><title>{escape(plain(edge.hardened))}</title>")
        yield path(f"M{x:.1f},{y - 9:.1f} l9,16 h-18 Z", Markup(f'class="hard" fill="{MARK}"'))
        sign = Markup(f'class="hard-sign" font-size="11" font-weight="bold" fill="{GROUND}"')
        yield text_line("!", x - 1.7, y + 5, sign)
        yield Markup("</g>")
    if edge.retracted:
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        yield path(
            f"M{x - 6:.1f},{y - 6:.1f} l12,12 m0,-12 l-12,12",
            Markup(f'class="cross" stroke="{INK}" stroke-width="2" fill="none"'),
        )
    yield Markup("</g>")


def _way(start: Box, end: Box, layout: Layout, *, back: bool) -> str:
    """Return the path between two nodes: along the row of the first, or below all nodes if others are in the way."""
    x1, y1, x2, y2 = start.x + start.width, start.middle, end.x, end.middle
    turn = max(x1, x2 - GAP)
    between = [box for box in layout.boxes.values() if x1 < box.x + box.width and box.x < turn]
    if back or any(box.y - 4 < y1 < box.y + box.height + 4 for box in between):
        lane = layout.height - 8
        near = GAP / 2 - 6
        down = f"C{x1 + near:.1f},{y1:.1f} {x1:.1f},{lane:.1f} {x1 + near:.1f},{lane:.1f}"
        up = f"C{x2:.1f},{lane:.1f} {x2 - near:.1f},{y2:.1f} {x2 - 6:.1f},{y2:.1f}"
        return f"M{x1:.1f},{y1:.1f} {down} H{x2 - near:.1f} {up}"
    bend = (x2 - turn) / 2
    curve = f"C{turn + bend:.1f},{y1:.1f} {x2 - bend - 6:.1f},{y2:.1f} {x2 - 6:.1f},{y2:.1f}"
    return f"M{x1:.1f},{y1:.1f} H{turn:.1f} {curve}"


# The key


def legend(graphs: Sequence[ChainGraph]) -> list[tuple[str, str]]:
    """Return the key to a page's drawings: a small drawing of each sign that they use, and what it means."""
    shapes = {node.shape for graph in graphs for node in graph.nodes}
    edges = [edge for graph in graphs for edge in graph.edges]
    entries = [(_sample_of_shape(shape), WORDS[shape]) for shape in Shape if shape in shapes]
    entries += [(_sample_of_line(words), words) for words, there, _ in _LINES_OF_KEY if any(map(there, edges))]
    return entries


@cache
def _sample_of_shape(shape: Shape) -> str:
    return _sample(_in_its_class(shape), WORDS[shape])


@cache
def _sample_of_line(meaning: str) -> str:
    sample = next(edge for words, _, edge in _LINES_OF_KEY if words == meaning)
    return _sample(_edge(sample, _ENDS), meaning)


def _sample(shapes: Iterable[Markup], meaning: str) -> str:
    """Return a small drawing, which screen readers skip: its meaning stands beside it."""
    size = 'aria-hidden="true" width="50" height="32" viewBox="0 0 50 32"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><title>{escape(meaning)}</title>{"".join(shapes)}</svg>'


def _in_its_class(shape: Shape) -> Svg:
    yield Markup(f'<g class="node {shape.value}">')
    yield from _outline(_sample_box(shape))
    yield Markup("</g>")


def _sample_box(shape: Shape) -> Box:
    return Box(GraphNode("", shape, "", ""), 1, 2, 22, (), (), width=40)


_ENDS = Layout(
    {
        "a": Box(GraphNode("a", Shape.ARTICLE, "", ""), 0, 2, 24, (), (), width=0),
        "b": Box(GraphNode("b", Shape.ARTICLE, "", ""), 48, 2, 24, (), (), width=0),
    },
    (),
    50,
    32,
)

_LINES_OF_KEY: tuple[tuple[str, Callable[[GraphEdge], bool], GraphEdge], ...] = (
    ("took it from there and says so", lambda edge: edge.line is Line.STATED, GraphEdge("a", "b")),
    ("took it from there: inferred", lambda edge: edge.line is Line.INFERRED, GraphEdge("a", "b", Line.INFERRED)),
    ("suspected: not counted", lambda edge: edge.line is Line.SUSPECTED, GraphEdge("a", "b", Line.SUSPECTED)),
    ("goes further than the report it picks up", lambda edge: bool(edge.hardened), GraphEdge("a", "b", hardened="so")),
    (outcome_phrase(CorrectionKind.RETRACTED), lambda edge: edge.retracted, GraphEdge("a", "b", retracted=True)),
)
