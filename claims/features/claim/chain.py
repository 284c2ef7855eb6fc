"""The chain of one claim as a tree of texts: origins, the articles that had it from them, and those that relay it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from claims.reading.chain_view import ChainView, StanceView
from claims.reading.records import AppearanceRecord
from claims.render import phrases
from claims.render.corrections import CHANGED_SINCE, RETRACTED_MARK, UPSTREAM_RETRACTED, retraction_mark
from claims.render.tree import Branch, Tone
from claims.rules.sourcing import EndKind, Node, NodeKind, walk
from claims.vocabulary import Attribution, CorrectionKind, RelayBasis, Stance

MANY = 8
"""From how many on the articles below one line that only relay it share one line."""

FEW = 2
"""The same in a short chain."""

NOTE = 160
"""How many characters of a note say why a relay was inferred."""


def chain(view: ChainView, *, stance: Stance = Stance.ASSERTS, short: bool = False) -> list[Branch]:
    """Return the chains of a claim's appearances of one stance, a tree for each origin.

    A ``short`` one leaves out what relays add and why they were inferred, and puts a few of them on one line.
    Nothing here recurses: a chain may be thousands of relays long.
    """
    of_stance = view.of(stance)
    return _Telling(of_stance, short=short).branches(of_stance.chains.tree)


@dataclass(frozen=True, slots=True)
class _Told:
    """A branch, and its short form if there is no more to it than that an article relays the claim."""

    branch: Branch
    plain: str | None = None


class _Telling:
    """Puts the lines of one claim's tree into words."""

    def __init__(self, view: StanceView, *, short: bool) -> None:
        """Take the records behind the tree."""
        self._short, self._many = short, FEW if short else MANY
        self._hollow, self._otherwise = view.hollow, view.otherwise
        self._appearances, self._sources, self._articles = view.appearances, view.sources, view.articles

    def branches(self, nodes: Sequence[Node]) -> list[Branch]:
        """Return the trees, put together from the last line up."""
        lines = list(walk(nodes))
        above = _lines_above(lines)
        below: dict[int, list[_Told]] = defaultdict(list)
        for index in range(len(lines) - 1, -1, -1):
            depth, node = lines[index]
            under = _folded(below.pop(depth + 1, [])[::-1], self._many)
            below[depth].append(self._told(node, above[index], under))
        return [told.branch for told in below[0][::-1]]

    def _told(self, node: Node, above: Node | None, below: list[Branch]) -> _Told:
        if node.kind is NodeKind.CIRCLE:
            return _Told(Branch("Circular reporting: these lead only back to each other", below))
        if node.kind is NodeKind.END:
            return _Told(Branch(self._origin(node), below, self._tone(node)))
        name = phrases.article_phrase(self._articles[node.article or 0])
        numbers = ", ".join(f"#{key}" for key in node.footings)
        marks, details = self._marks(node), self._details(node, above)
        head = f"{name} ({numbers})" if numbers else name
        with_marks = f"{head} [{'; '.join(marks)}]" if marks else head
        text = "; ".join([with_marks, *details]) + self._why(node)
        tone = Tone.PLAIN if node.stands else Tone.RETRACTED
        shares = not (below or details) and (not marks or (self._short and node.stands))
        return _Told(Branch(text, below, tone), with_marks if shares else None)

    def _origin(self, node: Node) -> str:
        """Return who or what a chain begins with."""
        first = next((self._articles[child.article] for child in node.children if child.article is not None), None)
        source = self._sources.get(int(node.source)) if node.source is not None else None
        text = phrases.origin_phrase(node.end or EndKind.NOTHING, source, first)
        return text[:1].upper() + text[1:] + ("" if node.stands else f" [{RETRACTED_MARK}]")

    def _tone(self, node: Node) -> Tone:
        """Return whether an origin has a name, as its line says in words."""
        if not node.stands:
            return Tone.RETRACTED
        if node.end in (None, EndKind.NOTHING):
            return Tone.NOBODY
        source = self._sources.get(int(node.source)) if node.source is not None else None
        named = source.named if source else node.end in (EndKind.OBSERVATION, EndKind.OWN_VOICE)
        return Tone.NAMED if named else Tone.UNNAMED

    def _marks(self, node: Node) -> list[str]:
        """Return what a reader has to know of an article before its words."""
        article = self._articles[node.article or 0]
        edited = any(_is_edited(self._appearances[key]) for key in node.footings)
        marks = [
            retraction_mark(node.stands),
            UPSTREAM_RETRACTED if self._hollow.intersection(node.footings) else None,
            phrases.unread_phrase(article, otherwise=article.id in self._otherwise)
            if node.unread or not article.seen
            else None,
            _RELAYS.get(node.basis) if node.basis else None,
            phrases.reprint_phrase(article),
            CHANGED_SINCE if edited else None,
            phrases.inferred_phrase(article),
            "a circle: stands above already" if node.cut else "relayed as drawn above" if node.repeated else None,
        ]
        return [mark for mark in marks if mark]

    def _why(self, node: Node) -> str:
        """Return why a relay was inferred or is suspected, where somebody wrote it down."""
        if self._short:
            return ""
        relays = (self._appearances[key] for key in node.footings) if node.basis in _RELAYS else ()
        why = next((one.note for one in relays if one.note), None)
        return f" — {phrases.shortened(why, NOTE)}" if why else ""

    def _details(self, node: Node, above: Node | None) -> list[str]:
        """Return what an article adds to the line above it: whom it cites, its words, its hedges."""
        at_origin = above is None or above.kind is not NodeKind.ARTICLE
        if self._short and not at_origin:
            return []
        told = [detail for key in node.footings for detail in _details_of(self._appearances[key], at_origin)]
        over = () if above is None else above.footings
        known = {detail for key in over for at in (True, False) for detail in _details_of(self._appearances[key], at)}
        return [detail for detail in dict.fromkeys(told) if detail not in known]


_RELAYS = {RelayBasis.INFERRED: "relay inferred", RelayBasis.SUSPECTED: "relay only suspected"}


def _details_of(one: AppearanceRecord, at_origin: bool) -> list[str]:
    """Return what there is to say of one appearance beyond its place in the chain."""
    cited = None
    if not at_origin and one.source is not None:
        cited = f"citing {phrases.attribution_phrase(one)}"
    elif not at_origin and one.attribution is Attribution.UNATTRIBUTED:
        cited = "gives nobody"
    speaks = at_origin or one.source is not None
    told = [
        cited,
        *(phrases.speaker_phrases(one) if speaks else ()),
        phrases.excerpt_phrase(one),
        phrases.hedge_phrase(one),
        phrases.treatment_phrase(one),
    ]
    return [part for part in told if part]


def _is_edited(one: AppearanceRecord) -> bool:
    return any(correction.kind is CorrectionKind.EDITED for correction in one.corrections)


def _lines_above(lines: Sequence[tuple[int, Node]]) -> list[Node | None]:
    """Return for each line the one from which it hangs."""
    path: dict[int, Node] = {}
    found = []
    for depth, node in lines:
        found.append(path.get(depth - 1))
        path[depth] = node
    return found


def _folded(told: Sequence[_Told], many: int) -> list[Branch]:
    """Return the branches below one line; where more than ``many`` only relay it, these share one."""
    plain = [one.plain for one in told if one.plain]
    if len(plain) <= many:
        return [one.branch for one in told]
    shared = Branch(f"{len(plain)} that only relay it: {'; '.join(plain)}")
    return [*(one.branch for one in told if not one.plain), shared]
