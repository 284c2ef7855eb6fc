"""The chain of a claim as a tree of texts: origins, the articles that quote them, and their relays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from claims.reading.chain_view import ChainView, StanceView
from claims.reading.records import AppearanceRecord
from claims.render import phrases
from claims.render.corrections import CHANGED_SINCE, RETRACTED_MARK, UPSTREAM_RETRACTED, retraction_mark
from claims.render.tree import Branch, Tone
from claims.rules.sourcing import EndKind, Node, NodeKind, walk
from claims.values import value
from claims.vocabulary import Attribution, CorrectionKind, RelayBasis, Stance

MANY = 8
"""How many articles below a line share a line if they only relay it."""

LABEL = 80
"""How many characters of an origin fit in a drawing."""

FEW = 2
"""How many fit in a short chain."""

NOTE = 160
"""How many characters of a note say why a relay was inferred."""


def chain(view: ChainView, *, stance: Stance = Stance.ASSERTS, short: bool = False) -> list[Branch]:
    """Return the chains of a claim's appearances with one stance, a tree per origin.

    A ``short`` chain leaves out what relays add and why they were inferred, and puts a few of them on a line. The code
    does not recurse, because a chain may be thousands of relays long.
    """
    of_stance = view.of(stance)
    return _Telling(of_stance, short=short).branches(of_stance.chains.tree)


@value
class _Told:
    """A branch, and its short form if the article only relays the claim."""

    branch: Branch
    plain: str | None = None


class _Telling:
    """Puts the lines of a claim's tree into words."""

    def __init__(self, view: StanceView, *, short: bool) -> None:
        """Take the records behind the tree."""
        self._short, self._many = short, FEW if short else MANY
        self._hollow, self._otherwise = view.hollow, view.otherwise
        self._appearances, self._sources, self._articles = view.appearances, view.sources, view.articles

    def branches(self, nodes: Sequence[Node]) -> list[Branch]:
        """Return the trees, built from the last line up."""
        lines = list(walk(nodes))
        above = _lines_above(lines)
        below: dict[int, list[_Told]] = defaultdict(list)
        for index in range(len(lines) - 1, -1, -1):
            depth, node = lines[index]
            under = _folded(below.pop(depth + 1, [])[::-1], self._many)
            below[depth].append(self._told(node, above[index], under))
        return [line.branch for line in below[0][::-1]]

    def _told(self, node: Node, above: Node | None, below: list[Branch]) -> _Told:
        if node.kind is NodeKind.CIRCLE:
            return _Told(Branch("Circular reporting: these reports only cite each other", below, drawn=True))
        if node.kind is NodeKind.END:
            origin = self._origin(node)
            return _Told(Branch(origin, below, self._tone(node), drawn=len(origin) <= LABEL))
        name = phrases.article_phrase(self._articles[node.article or 0])
        numbers = ", ".join(f"#{key}" for key in node.footings)
        marks, details = self._marks(node), self._details(node, above)
        head = f"{name} ({numbers})" if numbers else name
        with_marks = f"{head} [{'; '.join(marks)}]" if marks else head
        why = self._why(node)
        text = "; ".join([with_marks, *details]) + why
        tone = Tone.PLAIN if node.stands else Tone.RETRACTED
        drawn = not (details or why or self._changed(node))
        shares = not (below or details) and (not marks or (self._short and node.stands))
        return _Told(Branch(text, below, tone, drawn=drawn), with_marks if shares else None)

    def _origin(self, node: Node) -> str:
        """Return the origin of a chain."""
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
        """Return what readers need to know about an article before its words."""
        article = self._articles[node.article or 0]
        marks = [
            retraction_mark(node.stands),
            UPSTREAM_RETRACTED if self._hollow.intersection(node.footings) else None,
            phrases.unread_phrase(article, otherwise=article.id in self._otherwise)
            if node.unread or not article.seen
            else None,
            _RELAYS.get(node.basis) if node.basis else None,
            phrases.reprint_phrase(article),
            CHANGED_SINCE if self._changed(node) else None,
            phrases.inferred_phrase(article),
            "a circle: listed above already" if node.cut else "its relays are listed above" if node.repeated else None,
        ]
        return [mark for mark in marks if mark]

    def _changed(self, node: Node) -> bool:
        """Return whether the outlet has changed what the article says since it was entered."""
        return any(_is_edited(self._appearances[key]) for key in node.footings)

    def _why(self, node: Node) -> str:
        """Return why a relay was inferred or is suspected, if that was noted."""
        if self._short:
            return ""
        relays = (self._appearances[key] for key in node.footings) if node.basis in _RELAYS else ()
        why = next((relay.note for relay in relays if relay.note), None)
        return f" — {phrases.shortened(why, NOTE)}" if why else ""

    def _details(self, node: Node, above: Node | None) -> list[str]:
        """Return what an article adds to the line above it: whom it cites, its words, its hedges."""
        at_origin = above is None or above.kind is not NodeKind.ARTICLE
        if self._short and not at_origin:
            return []
        added = [detail for key in node.footings for detail in _details_of(self._appearances[key], at_origin)]
        over = () if above is None else above.footings
        known = {detail for key in over for at in (True, False) for detail in _details_of(self._appearances[key], at)}
        return [detail for detail in dict.fromkeys(added) if detail not in known]


_RELAYS = {RelayBasis.INFERRED: "relay inferred", RelayBasis.SUSPECTED: "relay only suspected"}


def _details_of(appearance: AppearanceRecord, at_origin: bool) -> list[str]:
    """Return the details of an appearance beyond its place in the chain."""
    cited = None
    if not at_origin and appearance.source is not None:
        cited = f"citing {phrases.attribution_phrase(appearance)}"
    elif not at_origin and appearance.attribution is Attribution.UNATTRIBUTED:
        cited = "gives no source"
    speaks = at_origin or appearance.source is not None
    details = [
        cited,
        *(phrases.speaker_phrases(appearance) if speaks else ()),
        phrases.excerpt_phrase(appearance),
        phrases.hedge_phrase(appearance),
        phrases.treatment_phrase(appearance),
    ]
    return [part for part in details if part]


def _is_edited(appearance: AppearanceRecord) -> bool:
    return any(correction.kind is CorrectionKind.EDITED for correction in appearance.corrections)


def _lines_above(lines: Sequence[tuple[int, Node]]) -> list[Node | None]:
    """Return each line's parent."""
    path: dict[int, Node] = {}
    parents = []
    for depth, node in lines:
        parents.append(path.get(depth - 1))
        path[depth] = node
    return parents


def _folded(lines: Sequence[_Told], many: int) -> list[Branch]:
    """Return the branches below a line; if more than ``many`` only relay it, these share a branch."""
    plain = [line.plain for line in lines if line.plain]
    if len(plain) <= many:
        return [line.branch for line in lines]
    shared = Branch(f"{len(plain)} that only relay it: {'; '.join(plain)}")
    return [*(line.branch for line in lines if not line.plain), shared]
