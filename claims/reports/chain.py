"""The chain of one claim as a tree of texts: origins, the articles that had it from them, and those that relay it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from claims.queries.dossier import facts, footing
from claims.queries.records import AppearanceRecord, ArticleRecord, ClaimRecord
from claims.reports import phrases
from claims.reports.tree import Branch
from claims.sourcing import EndKind, Node, NodeKind, chain_tree, leads, walk
from claims.vocabulary import Attribution, Stance

MANY = 8
"""From how many plain relays of one article on they share a line."""


def chain(record: ClaimRecord, *, stance: Stance = Stance.ASSERTS) -> list[Branch]:
    """Return the chains of a claim's appearances of one stance, a tree for each origin; no recursion anywhere."""
    sources = {one.source.id: facts(one.source) for one in record.appearances if one.source}
    nodes = chain_tree([footing(one) for one in record.appearances], sources, stance=stance)
    return _Telling(record).branches(nodes)


def lead_sentence(record: ClaimRecord, *, stance: Stance = Stance.ASSERTS) -> str | None:
    """Return how many outlets carried the claim and to how few reports they lead back; nothing for a single article.

    ``10 outlets carry it, and all lead back to Nikkei Asia, 2 March 2024.``
    """
    sources = {one.source.id: facts(one.source) for one in record.appearances if one.source}
    found = leads([footing(one) for one in record.appearances], sources, stance=stance)
    articles = _articles(record)
    carrying = {one.article.id for one in record.appearances if one.stance is stance and not one.retracted}
    if len(carrying) < 2 or not found:
        return None
    outlets = _outlets(carrying, articles)
    begins = phrases.counted(len(outlets), "outlet carries", "outlets carry")
    if len(found) == 1 and carrying <= {found[0].article, *found[0].carriers}:
        unread = "" if found[0].read else ", which nobody here has read"
        return f"{begins} it, and all lead back to {phrases.article_phrase(articles[int(found[0].article)])}{unread}."
    reports = phrases.counted(len(found), "report")
    first = found[0]
    most = len(_outlets({int(key) for key in first.carriers}, articles))
    where = phrases.article_phrase(articles[int(first.article)])
    told = f"; {phrases.counted(most, 'outlet')} to {where}" if most > 1 else ""
    return f"{begins} it, and lead back to {reports}{told}."


def _articles(record: ClaimRecord) -> dict[int, ArticleRecord]:
    related = (article for one in record.appearances for article in (one.article, one.relays) if article)
    return {article.id: article for article in related}


def _outlets(numbers: set[int], articles: dict[int, ArticleRecord]) -> list[str]:
    return list(dict.fromkeys(articles[number].outlet or f"unknown {number}" for number in sorted(numbers)))


@dataclass(frozen=True, slots=True)
class _Told:
    """A branch in the making, with what decides whether it may share a line."""

    branch: Branch
    plain: str | None = None
    """The short form, where there is nothing more to say than that the article relays."""


class _Telling:
    """Puts the lines of one claim's tree into words."""

    def __init__(self, record: ClaimRecord) -> None:
        """Take the claim."""
        self._appearances = {one.id: one for one in record.appearances}
        self._articles = _articles(record)
        self._told: dict[int, set[str]] = {}
        """The wordings that stand above, by article: a reprint need not repeat them."""

    def branches(self, nodes: Sequence[Node]) -> list[Branch]:
        """Return the trees, put together from the last line up."""
        lines = list(walk(nodes))
        waiting: dict[int, list[_Told]] = defaultdict(list)
        above = self._parents(lines)
        for index in range(len(lines) - 1, -1, -1):
            depth, node = lines[index]
            below = _folded(waiting.pop(depth + 1, [])[::-1])
            waiting[depth].append(self._line(node, above[index], below))
        return [told.branch for told in waiting[0][::-1]]

    def _parents(self, lines: Sequence[tuple[int, Node]]) -> list[Node | None]:
        """Return the line above each line."""
        path: dict[int, Node] = {}
        found = []
        for depth, node in lines:
            found.append(path.get(depth - 1))
            path[depth] = node
        return found

    def _line(self, node: Node, above: Node | None, below: list[Branch]) -> _Told:
        if node.kind is NodeKind.CIRCLE:
            return _Told(Branch("Circular: these articles lead only back to each other", below))
        if node.kind is NodeKind.END:
            return _Told(Branch(self._end(node), below))
        article = phrases.article_phrase(self._articles[int(node.article or 0)])
        own = [self._appearances[int(key)] for key in node.footings]
        numbers = f" (#{', #'.join(str(one.id) for one in own)})" if own else ""
        marks = self._marks(node, own)
        details = [] if node.repeated or node.cut else self._details(own, above)
        text = "; ".join([f"{article}{numbers}{f' [{chr(44).join(marks)}]' if marks else ''}", *details])
        plain = None if below or marks or details else f"{article}{numbers}"
        return _Told(Branch(text, below), plain)

    def _end(self, node: Node) -> str:
        """Return an origin: who or what it is."""
        source = next(
            (one.source for one in self._appearances.values() if one.source and one.source.id == node.source), None
        )
        article = self._first_article(node)
        text = phrases.origin_phrase(node.end or EndKind.NOTHING, source, article)
        return phrases.sentence(text).rstrip(".") + ("" if node.stands else " [retracted]")

    def _first_article(self, node: Node) -> ArticleRecord | None:
        child = next((child for child in node.children if child.article is not None), None)
        return self._articles[int(child.article)] if child is not None and child.article is not None else None

    def _marks(self, node: Node, own: Sequence[AppearanceRecord]) -> list[str]:
        """Return what has to be known of an article's place in the chain."""
        article = self._articles[int(node.article or 0)]
        marks = [] if node.stands else ["RETRACTED"]
        if node.unread or not article.seen:
            marks.append("not read by us")
        marks += filter(None, (phrases.relay_phrase(node.basis), phrases.reprint_phrase(article)))
        if node.cut:
            marks.append("circle: stands above already")
        elif node.repeated:
            marks.append("drawn in full elsewhere")
        return marks

    def _details(self, own: Sequence[AppearanceRecord], above: Node | None) -> list[str]:
        """Return what an article's footings add: who is cited, words, hedges, corrections."""
        told = [detail for one in own for detail in self._of_appearance(one, above)]
        return list(dict.fromkeys(told))

    def _of_appearance(self, one: AppearanceRecord, above: Node | None) -> list[str]:
        over = [self._appearances[int(key)] for key in above.footings] if above is not None else []
        at_origin = above is not None and above.kind is NodeKind.END
        parts: list[str | None] = []
        if one.source is not None and not at_origin and all(one.source != other.source for other in over):
            parts.append(f"citing {phrases.attribution_phrase(one)}")
        elif not at_origin and one.attribution is Attribution.UNATTRIBUTED:
            parts.append("gives nobody")
        if at_origin or one.source is not None:
            parts += phrases.standing_of_speaker(one)
        if one.excerpt not in {other.excerpt for other in over}:
            parts.append(phrases.excerpt_phrase(one))
        parts += [phrases.hedge_phrase(one.hedges, one), phrases.treatment_phrase(one)]
        parts += [phrases.correction_phrase(correction) for correction in one.corrections]
        return [part for part in parts if part]


def _folded(told: Sequence[_Told]) -> list[Branch]:
    """Return the branches below one line; where very many only relay, they share one."""
    plain = [one.plain for one in told if one.plain]
    if len(plain) < MANY:
        return [one.branch for one in told]
    shared = Branch(f"{len(plain)} more relay it and add nothing: {'; '.join(plain)}")
    return [*(one.branch for one in told if not one.plain), shared]
