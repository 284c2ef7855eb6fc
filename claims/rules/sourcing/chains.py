"""The chains of a claim: as a tree from the origins down, and as answers to "where does it lead back to?"."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from claims.rules.sourcing.relays import by_article, follow, is_relay, names_a_source, relayers
from claims.rules.sourcing.values import EndKind, Footing, Key, SourceFacts
from claims.rules.sourcing.voices import KIND_OF_ATTRIBUTION, KIND_OF_SOURCE, Identity, Naming, lost_at
from claims.values import value
from claims.vocabulary import RelayBasis, Stance


class NodeKind(StrEnum):
    """The kinds of line in the tree."""

    END = "end"
    ARTICLE = "article"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A line of the tree with the lines below it; compare and print by `walk`, never by recursion."""

    kind: NodeKind
    end: EndKind | None = None
    source: Key | None = None
    article: Key | None = None
    footings: tuple[Key, ...] = ()
    """The article's footings that rest on the line above."""
    basis: RelayBasis | None = None
    """The strongest basis of these relays, if the line above is an article."""
    stands: bool = True
    """False if all these footings were retracted."""
    unread: bool = False
    """The article is unread for this claim."""
    repeated: bool = False
    """The article is drawn in full elsewhere; this is a reference."""
    cut: bool = False
    """The article already appears above in this chain: a circle closes here."""
    children: tuple[Node, ...] = field(default=(), repr=False)


@value
class EndMark:
    """The end that a footing shows: its kind, and its source if it has a record."""

    kind: EndKind
    source: Key | None = None


@value
class Roots:
    """Where a footing leads back to."""

    footing: Key
    articles: tuple[Key, ...]
    """The articles where its chains begin: they rest on an end directly, or are unread."""
    ends: tuple[EndMark, ...]
    circular: bool
    retracted: bool


@value
class Lead:
    """An article where chains begin, its ends, and every article that leads back to it."""

    article: Key
    ends: tuple[EndMark, ...]
    carriers: tuple[Key, ...]
    read: bool


_STRENGTH = (RelayBasis.STATED, RelayBasis.INFERRED, RelayBasis.SUSPECTED)


@dataclass(frozen=True)
class Chains:
    """The chains of all footings of a stance; each view of them is computed once, on first use."""

    footings: tuple[Footing, ...]
    sources: Mapping[Key, SourceFacts]

    @cached_property
    def tree(self) -> tuple[Node, ...]:
        """The chains as trees: ends, then articles, then the articles that relay them.

        Each article is drawn in full once and then as a reference; circles are cut and marked.  Retracted footings are
        drawn and marked; suspected relays are drawn in addition to the footing's own end.
        """
        return _Drawing(self.footings, self.sources, self._read).nodes()

    @cached_property
    def leads(self) -> tuple[Lead, ...]:
        """Every article where chains begin, with all articles that lead back to it, most carried first.

        With this a report can say that ten outlets carried the claim and all lead back to one article.
        """
        begun = _root_articles(self.footings, self._read, self.sources).items()
        leads = [
            Lead(article, tuple(dict.fromkeys(marks)), self.carriers(article), article in self._read)
            for article, marks in begun
        ]
        return tuple(sorted(leads, key=lambda lead: -len(lead.carriers)))

    def carriers(self, article: Key) -> tuple[Key, ...]:
        """Return all other articles that lead back to `article` over standing, not merely suspected, relays.

        The nearest come first.
        """
        return _carriers(self._below, article)

    @cached_property
    def _read(self) -> Mapping[Key, Sequence[Footing]]:
        return by_article(self.footings)

    @cached_property
    def _below(self) -> Mapping[Key, Sequence[Footing]]:
        return relayers(self.footings, suspected=False)


def chains_of(
    footings: Iterable[Footing], sources: Mapping[Key, SourceFacts], *, stance: Stance = Stance.ASSERTS
) -> Chains:
    """Return the chains of the footings of a stance."""
    return Chains(tuple(footing for footing in footings if footing.stance is stance), sources)


def walk(nodes: Iterable[Node]) -> Iterator[tuple[int, Node]]:
    """Yield every line of the trees from top to bottom, with its depth (ends are 0)."""
    stack = [(0, node) for node in reversed(tuple(nodes))]
    while stack:
        depth, node = stack.pop()
        yield depth, node
        stack.extend((depth + 1, child) for child in reversed(node.children))


def depths(footings: Sequence[Footing], *, stance: Stance = Stance.ASSERTS) -> dict[Key, int]:
    """Return for each article the fewest relays between it and an end: 0 if it rests on an end directly.

    Unread articles have 0; articles that reach no end (circles, retractions) are left out.
    """
    stated = [footing for footing in footings if footing.stance is stance]
    starts = dict.fromkeys(_root_articles(stated, by_article(stated)), 0)
    down = relayers(stated, suspected=False)
    queue = deque(starts)
    while queue:
        above = queue.popleft()
        for footing in down.get(above, ()):
            if footing.article not in starts:
                starts[footing.article] = starts[above] + 1
                queue.append(footing.article)
    return starts


def depth(footings: Sequence[Footing], *, stance: Stance = Stance.ASSERTS) -> int:
    """Return the number of relays between the farthest article and its nearest end."""
    return max(depths(footings, stance=stance).values(), default=0)


def carriers(
    footings: Sequence[Footing], article: Key, *, stance: Stance = Stance.ASSERTS, suspected: bool = False
) -> tuple[Key, ...]:
    """Return all other articles that lead back to `article` over standing relays, nearest first."""
    down = relayers((footing for footing in footings if footing.stance is stance), suspected)
    return _carriers(down, article)


def _carriers(down: Mapping[Key, Sequence[Footing]], article: Key) -> tuple[Key, ...]:
    """Return all other articles downstream of `article`, nearest first."""
    reached = {article: None}
    queue = deque(reached)
    while queue:
        for footing in down.get(queue.popleft(), ()):
            if footing.article not in reached:
                reached[footing.article] = None
                queue.append(footing.article)
    return tuple(key for key in reached if key != article)


def roots_of(
    footings: Sequence[Footing],
    article: Key,
    sources: Mapping[Key, SourceFacts],
    *,
    stance: Stance = Stance.ASSERTS,
) -> tuple[Roots, ...]:
    """Return, for each standing footing of `article`, the articles and ends it leads back to."""
    stated = [footing for footing in footings if footing.stance is stance]
    trail = follow(stated, suspected=False)
    circular, retracted = set(trail.circular), set(trail.retracted)
    return tuple(
        _roots(footing, by_article(stated), sources, footing.key in circular, footing.key in retracted)
        for footing in stated
        if footing.article == article and footing.stands
    )


def _roots(
    footing: Footing,
    read: Mapping[Key, Sequence[Footing]],
    sources: Mapping[Key, SourceFacts],
    circular: bool,
    retracted: bool,
) -> Roots:
    """Return where a footing leads back to."""
    articles: dict[Key, None] = {}
    ends: dict[EndMark, None] = {}
    queue, seen = deque([footing]), {footing.key}
    while queue:
        here = queue.popleft()
        if is_ending(here, read):
            articles[_root_article(here)] = None
            ends[_mark(here, sources)] = None
            continue
        for above in read[here.relays] if here.relays is not None else ():
            if above.stands and above.key not in seen:
                seen.add(above.key)
                queue.append(above)
    return Roots(footing.key, tuple(articles), tuple(ends), circular, retracted)


def is_ending(footing: Footing, read: Mapping[Key, object]) -> bool:
    """Return whether a footing's chain ends with it: it has no relay that counts, or relays an unread article."""
    return not is_relay(footing, suspected=False) or footing.relays not in read


def _root_article(footing: Footing) -> Key:
    """Return the article where the chain of an ending footing begins."""
    return footing.relays if footing.relays is not None and is_relay(footing, False) else footing.article


def _root_articles(
    stated: Sequence[Footing], read: Mapping[Key, object], sources: Mapping[Key, SourceFacts] | None = None
) -> dict[Key, list[EndMark]]:
    """Return the articles where chains of standing footings begin, with their ends."""
    marks: dict[Key, list[EndMark]] = {}
    for footing in stated:
        if footing.stands and is_ending(footing, read):
            marks.setdefault(_root_article(footing), []).append(_mark(footing, sources or {}))
    return marks


def _mark(footing: Footing, sources: Mapping[Key, SourceFacts]) -> EndMark:
    """Return the end of an ending footing."""
    if is_relay(footing, False) and not names_a_source(footing):
        return EndMark(EndKind.NOTHING)
    kind = KIND_OF_ATTRIBUTION[footing.attribution]
    if kind in (EndKind.NOTHING, EndKind.OBSERVATION):
        return EndMark(kind)
    facts = sources.get(footing.source) if footing.source is not None else None
    if facts is not None and kind not in (EndKind.COLLECTIVE, EndKind.OWN_VOICE):
        kind = KIND_OF_SOURCE[facts.kind]
    return EndMark(kind, footing.source)


@dataclass(slots=True)
class _Draft:
    """A line before its children are known."""

    node: Node
    children: list[int] = field(default_factory=list)


class _Drawing:
    """The tree in the making: lines in order, each with the numbers of the lines below it."""

    def __init__(
        self, stated: Sequence[Footing], sources: Mapping[Key, SourceFacts], read: Mapping[Key, Sequence[Footing]]
    ) -> None:
        """Take the footings of a stance, and the same footings by article."""
        self._stated = stated
        self._sources = sources
        self._read = read
        self._below: dict[Key, dict[Key, list[Footing]]] = {}
        for footing in stated:
            if footing.relays is not None and footing.relays in self._read:
                self._below.setdefault(footing.relays, {}).setdefault(footing.article, []).append(footing)
        self._drafts: list[_Draft] = []
        self._roots: list[int] = []
        self._drawn: set[Key] = set()

    def nodes(self) -> tuple[Node, ...]:
        """Return the finished trees."""
        for footings in self._by_end().values():
            self._draw_end(footings)
        for article in self._read:
            if article not in self._drawn:
                circle = self._add(Node(NodeKind.CIRCLE), None)
                self._draw_below(article, [], circle)
        return self._assembled()

    def _by_end(self) -> dict[Identity, list[Footing]]:
        """Return the ending footings, standing or not, by the end they speak for."""
        ending = [footing for footing in self._stated if is_ending(footing, self._read)]
        naming = Naming(ending, self._sources)
        by_end: dict[Identity, list[Footing]] = {}
        for footing in ending:
            if footing.relays is not None and is_relay(footing, False) and not names_a_source(footing):
                by_end.setdefault(lost_at(footing.relays), []).append(footing)
            else:
                by_end.setdefault(naming.identities(footing)[0], []).append(footing)
        return by_end

    def _draw_end(self, footings: Sequence[Footing]) -> None:
        """Draw an end with everything below it."""
        mark = _mark(footings[0], self._sources)
        stands = any(footing.stands for footing in footings)
        end = self._add(Node(NodeKind.END, end=mark.kind, source=mark.source, stands=stands), None)
        unread: dict[Key, int] = {}
        for article, group in by_article(footings).items():
            for upstream, own in _by_unread(group).items():
                parent = end
                if upstream is not None:
                    if upstream not in unread:
                        unread[upstream] = self._add(Node(NodeKind.ARTICLE, article=upstream, unread=True), end)
                    parent = unread[upstream]
                self._draw_below(article, own, parent)

    def _draw_below(self, article: Key, footings: Sequence[Footing], parent: int) -> None:
        """Draw an article and, if it is not drawn yet, the articles that relay it, and so on."""
        path: set[Key] = set()
        stack: list[tuple[Key, Sequence[Footing], int] | Key] = [(article, footings, parent)]
        while stack:
            task = stack.pop()
            if not isinstance(task, tuple):
                path.discard(task)
                continue
            here, own, above = task
            index = self._add(_article_node(here, own, here in self._drawn, here in path), above)
            if here not in self._drawn:
                self._drawn.add(here)
                path.add(here)
                stack.append(here)
                stack.extend((each, by, index) for each, by in reversed(self._below.get(here, {}).items()))

    def _add(self, node: Node, parent: int | None) -> int:
        """Add a line under another, or as a root; return its number."""
        index = len(self._drafts)
        self._drafts.append(_Draft(node))
        (self._roots if parent is None else self._drafts[parent].children).append(index)
        return index

    def _assembled(self) -> tuple[Node, ...]:
        """Return the roots with all their children (which come after them in the list)."""
        done: dict[int, Node] = {}
        for index in range(len(self._drafts) - 1, -1, -1):
            draft = self._drafts[index]
            done[index] = _with_children(draft.node, tuple(done.pop(child) for child in draft.children))
        return tuple(done[index] for index in self._roots)


def _by_unread(footings: Iterable[Footing]) -> dict[Key | None, list[Footing]]:
    """Return the ending footings of an article by the unread article they relay, None for no relay."""
    by_unread: dict[Key | None, list[Footing]] = {}
    for footing in footings:
        by_unread.setdefault(footing.relays if is_relay(footing, False) else None, []).append(footing)
    return by_unread


def _article_node(article: Key, footings: Sequence[Footing], drawn: bool, on_path: bool) -> Node:
    """Return the line of an article."""
    given = {footing.relay_basis or RelayBasis.STATED for footing in footings if footing.relays is not None}
    return Node(
        NodeKind.ARTICLE,
        article=article,
        footings=tuple(footing.key for footing in footings),
        basis=next((basis for basis in _STRENGTH if basis in given), None),
        stands=not footings or any(footing.stands for footing in footings),
        repeated=drawn and not on_path,
        cut=on_path,
    )


def _with_children(node: Node, children: tuple[Node, ...]) -> Node:
    """Return a line with the lines below it."""
    return Node(
        node.kind,
        node.end,
        node.source,
        node.article,
        node.footings,
        node.basis,
        node.stands,
        node.unread,
        node.repeated,
        node.cut,
        children,
    )
