"""Chains and timelines as drawings (SVG 1.1) inside a page.

Colours come from the page's style by class; the attributes beside them are for what reads no style, such as the maker
of PDF.  What a drawing shows is told in words too, in its description and next to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from markupsafe import Markup

from claims.dates import day_in_words
from claims.reports.graph import ChainGraph, GraphEdge, GraphNode, Line, Shape
from claims.reports.graph_layout import DETAIL, GAP, LABEL, PADDING, Box, Layout, laid_out
from claims.reports.parts import Happening, Moment, Timeline
from claims.reports.phrases import counted, listed, sentence
from claims.sheets import plain

GRAPH_CSS = """
svg { font-family: var(--sans); }
svg .shape { fill: var(--raised); stroke: var(--ink); }
svg .article .shape, svg .unread .shape, svg .summary .shape { fill: var(--ground); stroke: var(--quiet); }
svg text { fill: var(--ink); }
svg .detail, svg .axis { fill: var(--quiet); }
svg .edge path { stroke: var(--quiet); }
svg .tip, svg .dot { fill: var(--quiet); stroke: none; }
svg .hard { fill: var(--mark); stroke: none; }
svg .hard-sign { fill: var(--ground); }
svg .cross { stroke: var(--ink); }
svg .grid { stroke: var(--line); }
svg .bar { fill: var(--link); }
svg .window { stroke: var(--mark); }
"""

_INK, _QUIET, _RAISED, _GROUND, _MARK, _LINK = "#1c2126", "#545d66", "#f5f6f7", "#ffffff", "#8a3b00", "#0b4f8a"

_DASHES = {Line.STATED: "", Line.INFERRED: "7 4", Line.SUSPECTED: "2 4"}

WORDS = {
    Shape.NAMED: "a person by name",
    Shape.UNNAMED: "people without a name",
    Shape.NOBODY: "nobody is given",
    Shape.INSTITUTION: "an institution",
    Shape.DOCUMENT: "a document",
    Shape.OBSERVATION: "a reporter who was there",
    Shape.OWN_VOICE: "an author or outlet in its own voice",
    Shape.CIRCLE: "reports that only cite each other",
    Shape.ARTICLE: "an article",
    Shape.UNREAD: "an article not read here",
    Shape.SUMMARY: "many articles in one",
}
"""What each outline means, as the key to the drawings says it."""

Svg = Iterator[Markup]


def graph_svg(graph: ChainGraph, name: str) -> str:
    """Return a drawing of a chain; ``name`` makes its ids its own on the page."""
    layout = laid_out(graph)
    told = Markup("").join(
        [
            *(edge for one in layout.edges for edge in _edge(one, layout)),
            *(shape for box in layout.boxes.values() for shape in _box(box)),
        ]
    )
    return _drawing(name, "The chain, from its origins to those who relay it", _described(graph), layout, told)


def _drawing(name: str, title: str, described: str, size: Layout | tuple[float, float], told: Markup) -> str:
    width, height = size if isinstance(size, tuple) else (size.width, size.height)
    return str(
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{0}-title {0}-words" '
            'width="{1:.0f}" height="{2:.0f}" viewBox="0 0 {1:.0f} {2:.0f}" font-family="sans-serif">'
            '<title id="{0}-title">{3}</title><desc id="{0}-words">{4}</desc>{5}</svg>'
        ).format(name, width, height, title, described, told)
    )


def _described(graph: ChainGraph) -> str:
    """Return in words what a drawing shows; the chain stands beside it line by line."""
    kinds = Counter(one.shape for one in graph.nodes)
    told = [f"{counted(number, 'node')} for {WORDS[shape]}" for shape, number in kinds.items()]
    lines = Counter(one.line for one in graph.edges)
    told += [counted(lines[line], f"{line} relay") for line in (Line.INFERRED, Line.SUSPECTED) if lines[line]]
    hardened = [one.hardened for one in graph.edges if one.hardened]
    return plain(" ".join(filter(None, [sentence(listed(told)), graph.summary, *hardened])))


# Nodes


def _box(box: Box) -> Svg:
    node = box.node
    yield Markup('<g class="node {}"><title>{}</title>').format(node.shape.value, _full(node))
    yield from _outline(box)
    y = box.y + PADDING
    struck = Markup(' text-decoration="line-through"') if node.retracted else Markup("")
    for line in box.label:
        y += LABEL
        yield _line(line, box.x + 12, y - 4, Markup('class="label" font-size="12" fill="{}"{}').format(_INK, struck))
    for line in box.detail:
        y += DETAIL
        yield _line(line, box.x + 12, y - 3, Markup('class="detail" font-size="11" fill="{}"').format(_QUIET))
    yield Markup("</g>")


def _full(node: GraphNode) -> str:
    return plain(f"{node.label} ({'; '.join(filter(None, (node.detail, WORDS[node.shape])))})")


def _line(text: str, x: float, y: float, look: Markup) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" {}>{}</text>').format(x, y, look, plain(text))


def _outline(box: Box) -> Svg:
    """Yield the outline of a node: each sort has a form of its own."""
    x, y, w, h = box.x, box.y, box.width, box.height
    shape = box.node.shape
    plain_look = Markup('class="shape" fill="{}" stroke="{}" stroke-width="1.5"').format(_RAISED, _INK)
    if shape is Shape.NAMED:
        yield _rect(x, y, w, h, 6, plain_look)
    elif shape is Shape.UNNAMED:
        round_ = min(h / 2, 24)
        yield _rect(x, y, w, h, round_, plain_look + Markup(' stroke-dasharray="5 3"'))
        yield _rect(x + 3, y + 3, w - 6, h - 6, round_ - 3, _bare(1, "5 3"))
    elif shape is Shape.NOBODY:
        yield _path(
            f"M{x + 9},{y} H{x + w - 9} L{x + w},{y + h / 2} L{x + w - 9},{y + h} H{x + 9} L{x},{y + h / 2} Z",
            plain_look,
        )
    elif shape is Shape.INSTITUTION:
        yield _rect(x, y, w, h, 0, plain_look)
        yield _path(f"M{x},{y + 2} H{x + w}", _bare(4))
    elif shape is Shape.DOCUMENT:
        yield _path(
            f"M{x},{y} H{x + w - 12} L{x + w},{y + 12} V{y + h} H{x} Z M{x + w - 12},{y} V{y + 12} H{x + w}", plain_look
        )
    elif shape is Shape.OBSERVATION:
        yield _rect(x, y, w, h, 0, plain_look)
        yield _path(f"M{x + 5},{y} v{h} M{x + w - 5},{y} v{h}", _bare(1.5))
    elif shape is Shape.OWN_VOICE:
        yield _path(f"M{x},{y} H{x + w} V{y + h - 6} H{x + 26} L{x + 14},{y + h + 4} V{y + h - 6} H{x} Z", plain_look)
    elif shape is Shape.CIRCLE:
        yield _rect(x, y, w, h, h / 2, plain_look + Markup(' stroke-dasharray="2 3"'))
    else:
        look = Markup('class="shape" fill="{}" stroke="{}" stroke-width="1"').format(_GROUND, _QUIET)
        if shape is Shape.SUMMARY:
            yield _rect(x + 6, y + 6, w, h, 0, look)
            yield _rect(x + 3, y + 3, w, h, 0, look)
        yield _rect(x, y, w, h, 0, look + (Markup(' stroke-dasharray="4 3"') if shape is Shape.UNREAD else ""))


def _bare(width: float, dashes: str = "") -> Markup:
    look = Markup('class="shape" fill="none" stroke="{}" stroke-width="{}"').format(_INK, width)
    return look + (Markup(' stroke-dasharray="{}"').format(dashes) if dashes else Markup(""))


def _rect(x: float, y: float, w: float, h: float, r: float, look: Markup) -> Markup:
    place = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="{:.1f}" {}/>')
    return place.format(x, y, w, h, r, look)


def _path(steps: str, look: Markup) -> Markup:
    return Markup('<path d="{}" {}/>').format(steps, look)


# Edges


def _edge(edge: GraphEdge, layout: Layout) -> Svg:
    """Yield the line from one node to the next, with its tip and its marks."""
    start, end = layout.boxes[edge.upstream], layout.boxes[edge.downstream]
    x1, y1, x2, y2 = start.x + start.width, start.middle, end.x, end.middle
    dashes = _DASHES[edge.line]
    yield Markup('<g class="edge {}{}">').format(edge.line.value, " back" if edge.back else "")
    look = Markup('fill="none" stroke="{}" stroke-width="1.4"').format(_QUIET)
    yield _path(
        _way(start, end, layout, back=edge.back),
        look + (Markup(' stroke-dasharray="{}"').format(dashes) if dashes else ""),
    )
    yield _path(f"M{x2:.1f},{y2:.1f} l-8,-4 v8 Z", Markup('class="tip" fill="{}" stroke="none"').format(_QUIET))
    if edge.hardened:
        x, y = x2 - 20, y2
        yield Markup("<g><title>{}</title>").format(plain(edge.hardened))
        yield _path(f"M{x:.1f},{y - 9:.1f} l9,16 h-18 Z", Markup('class="hard" fill="{}"').format(_MARK))
        yield _line(
            "!", x - 1.7, y + 5, Markup('class="hard-sign" font-size="11" font-weight="bold" fill="{}"').format(_GROUND)
        )
        yield Markup("</g>")
    if edge.retracted:
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        yield _path(
            f"M{x - 6:.1f},{y - 6:.1f} l12,12 m0,-12 l-12,12",
            Markup('class="cross" stroke="{}" stroke-width="2" fill="none"').format(_INK),
        )
    yield Markup("</g>")


def _way(start: Box, end: Box, layout: Layout, *, back: bool) -> str:
    """Return the way from one node to another: along the row of the first, or below all where others are in the way."""
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
    """Return the key to the drawings of a page: a small drawing of each thing in any of them, and what it means."""
    shapes = {node.shape for graph in graphs for node in graph.nodes}
    edges = [edge for graph in graphs for edge in graph.edges]
    told = [(_sample(_in_its_class(one)), WORDS[one]) for one in Shape if one in shapes]
    for words, there, sample in _LINES_OF_KEY:
        if any(map(there, edges)):
            told.append((_sample(_edge(sample, _ENDS)), words))
    return told


def _sample(told: Iterable[Markup]) -> str:
    size = Markup('aria-hidden="true" width="50" height="32" viewBox="0 0 50 32"')
    return str(Markup('<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>').format(size, Markup("").join(told)))


def _in_its_class(shape: Shape) -> Svg:
    yield Markup('<g class="node {}">').format(shape.value)
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
    ("has it from there, and says so", lambda one: one.line is Line.STATED, GraphEdge("a", "b")),
    ("has it from there: inferred", lambda one: one.line is Line.INFERRED, GraphEdge("a", "b", Line.INFERRED)),
    ("suspected: counts for nothing", lambda one: one.line is Line.SUSPECTED, GraphEdge("a", "b", Line.SUSPECTED)),
    ("says more than what it relays", lambda one: bool(one.hardened), GraphEdge("a", "b", hardened="so")),
    ("withdrawn by the outlet", lambda one: one.retracted, GraphEdge("a", "b", retracted=True)),
)


# The timeline

_WIDE, _LEFT, _RIGHT = 900, 96, 20
_ROW = 11
MOST_WINDOWS = 24
"""How many deadlines are drawn; the words beside the drawing have them all."""


def timeline_svg(timeline: Timeline) -> str:
    """Return a drawing of what happened when: reports as bars, decisions as marks, deadlines as windows."""
    dated = [one for one in timeline.moments if one.earliest is not None]
    past = [one for one in dated if one.kind is not Happening.DEADLINE]
    if len({one.earliest for one in dated}) < 2:
        return ""
    first = min(one.earliest for one in dated if one.earliest)
    last = max(one.latest or one.earliest for one in dated if one.earliest)
    axis = _Axis(first, last)
    windows = [one for one in dated if one.kind is Happening.DEADLINE]
    told: list[Markup] = []
    y = 24.0
    told += _reports([one for one in past if one.kind is Happening.APPEARANCE], axis, y, 54)
    y += 78
    for kind in (Happening.REVIEW, Happening.INQUIRY, Happening.CORRECTION):
        some = [one for one in past if one.kind is kind]
        if some:
            told += _marks(some, axis, y)
            y += 26
    shown = windows[:MOST_WINDOWS]
    if shown:
        told += _windows(shown, axis, y)
        y += _ROW * len(shown) + 12
    grid = list(axis.lines(y))
    return _drawing(
        "timeline",
        "The story in time",
        _in_words(dated, first, last, len(windows) - len(shown)),
        (_WIDE, y + 22),
        Markup("").join([*grid, *told]),
    )


class _Axis:
    """Days from left to right."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.days = first, max(1, (last - first).days)

    def x(self, day: date) -> float:
        return _LEFT + (_WIDE - _LEFT - _RIGHT) * (day - self.first).days / self.days

    def lines(self, height: float) -> Svg:
        """Yield a line for each month, quarter or year, as many as there is room for."""
        step = next((months for months in (1, 3, 6, 12, 60, 120) if self.days / (30.4 * months) <= 13), 600)
        index = self.first.year * 12 + self.first.month - 1
        index += -index % step
        while (day := _first_of(index)) is not None and (day - self.first).days <= self.days:
            x = self.x(day)
            yield _path(f"M{x:.1f},14 V{height:.1f}", Markup('class="grid" stroke="#cfd5da" stroke-width="1"'))
            name = f"{day:%b %Y}" if step < 12 else f"{day:%Y}"
            yield _line(
                name,
                x,
                height + 14,
                Markup('class="axis" font-size="10.5" text-anchor="middle" fill="{}"').format(_QUIET),
            )
            index += step


def _first_of(index: int) -> date | None:
    year, month = divmod(index, 12)
    return date(year, month + 1, 1) if year <= date.max.year else None


def _lane(name: str, y: float) -> Markup:
    return _line(name, 4, y, Markup('class="axis" font-size="11" fill="{}"').format(_QUIET))


def _reports(moments: Sequence[Moment], axis: _Axis, y: float, height: float) -> Svg:
    """Yield a bar for each stretch of the axis, as high as there were articles in it."""
    if not moments:
        return
    wide = max(1, round(axis.days / 110))
    counts = Counter((one.earliest - axis.first).days // wide for one in moments if one.earliest)
    most = max(counts.values())
    yield _lane("articles", y + height)
    yield _lane(f"most: {most}", y + 10)
    width = max(3.0, axis.x(axis.first + timedelta(wide)) - axis.x(axis.first) - 1)
    for at, number in sorted(counts.items()):
        tall = height * number / most
        look = Markup('class="bar" fill="{}"').format(_LINK)
        yield _rect(axis.x(axis.first + timedelta(at * wide)), y + height - tall, width, tall, 0, look)


def _marks(moments: Sequence[Moment], axis: _Axis, y: float) -> Svg:
    kind = moments[0].kind
    yield _lane(_LANES[kind], y + 4)
    for one in moments:
        if one.earliest is None:
            continue
        x = axis.x(one.earliest)
        yield Markup("<g><title>{}</title>").format(plain(f"{one.when}: {one.text}"))
        yield _path(_FORMS[kind].format(x=x, y=y), Markup('class="dot" fill="{}"').format(_QUIET))
        yield Markup("</g>")


_LANES = {Happening.REVIEW: "reviews", Happening.INQUIRY: "inquiries", Happening.CORRECTION: "corrections"}
_FORMS = {
    Happening.REVIEW: "M{x:.1f},{y:.1f} m0,-6 l6,6 l-6,6 l-6,-6 Z",
    Happening.INQUIRY: "M{x:.1f},{y:.1f} m-5,-5 h10 v10 h-10 Z",
    Happening.CORRECTION: "M{x:.1f},{y:.1f} m-6,-4 l2,-2 l4,4 l4,-4 l2,2 l-4,4 l4,4 l-2,2 l-4,-4 l-4,4 l-2,-2 l4,-4 Z",
}


def _windows(moments: Sequence[Moment], axis: _Axis, y: float) -> Svg:
    """Yield a line for each deadline, from its first day to its last; without a last day it ends in an arrow."""
    yield _lane("deadlines", y + 4)
    look = Markup('class="window" stroke="{}" stroke-width="3" fill="none"').format(_MARK)
    for at, one in enumerate(moments):
        if one.earliest is None:
            continue
        start, here = axis.x(one.earliest), y + at * _ROW
        end = axis.x(one.latest) if one.latest else min(start + 40, _WIDE - 8)
        yield Markup("<g><title>{}</title>").format(plain(f"{one.when}: {one.text}"))
        yield _path(f"M{start:.1f},{here:.1f} H{max(end, start + 3):.1f}", look)
        if one.latest is None:
            yield _path(f"M{end - 4:.1f},{here - 4:.1f} l5,4 l-5,4", look)
        yield _line(
            f"#{one.claims[0]}" if one.claims else "",
            max(start - 4, 60),
            here + 3.5,
            Markup('class="axis" font-size="9.5" text-anchor="end" fill="{}"').format(_QUIET),
        )
        yield Markup("</g>")


def _in_words(moments: Sequence[Moment], first: date, last: date, undrawn: int) -> str:
    kinds = Counter(one.kind for one in moments)
    told = listed([counted(number, _ONE[kind]) for kind, number in kinds.items()])
    left = f"{counted(undrawn, 'deadline is', 'deadlines are')} not drawn. " if undrawn else ""
    return f"From {day_in_words(first)} to {day_in_words(last)}: {told}. {left}All of them stand in words below."


_ONE = {
    Happening.APPEARANCE: "article",
    Happening.REVIEW: "review",
    Happening.DEADLINE: "deadline",
    Happening.INQUIRY: "inquiry",
    Happening.CORRECTION: "correction",
}
