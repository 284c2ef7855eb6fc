"""A report as one self-contained HTML page that everybody can read.

It has no script and fetches nothing, which the page itself forbids (Content Security Policy). It follows WCAG 2.2 AA: a
heading for each part, landmarks, tables with headers, drawings with their words beside them.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby

import htpy as h
from markupsafe import Markup

from claims.render.addresses import pieces
from claims.render.drawings.chain import graph_svg, legend
from claims.render.drawings.svg import DRAWING_CSS
from claims.render.drawings.timeline import timeline_svg
from claims.render.graph import ChainGraph
from claims.render.markdown_text import DEEPEST
from claims.render.marks import MARKS, SHADES, Hue
from claims.render.parts import (
    FORM,
    ClaimPart,
    Facts,
    Heading,
    Paragraph,
    Part,
    SettledList,
    SettledPart,
    Standing,
    Table,
    Timeline,
    claim_places,
)
from claims.render.phrases import counted
from claims.render.sheets import plain
from claims.render.tree import Branch
from claims.vocabulary import Status


def parts_html(parts: Sequence[Part], title: str, moment: str) -> str:
    """Return parts as a page with the title, dated ``moment`` (ISO 8601)."""
    sections = _sections(parts)
    page = _Page(parts)
    page_html = str(
        h.html(lang="en")[
            h.head[
                h.meta(charset="utf-8"),
                h.meta(name="viewport", content="width=device-width, initial-scale=1"),
                h.meta(name="color-scheme", content="light dark"),
                h.meta(http_equiv="Content-Security-Policy", content=f"default-src 'none'; style-src {_style_hash()}"),
                h.meta(name="dcterms.created", content=moment),
                h.meta(name="generator", content="claims"),
                [h.meta(name="keywords", content=line) for line in _colophons(parts)],  # PDF keeps it as text
                h.title[_text(title)],
                h.style[Markup(_style())],
            ],
            h.body[
                h.a(".skip", href="#report")["Skip to the report"],
                h.header[[page.part(part) for part in sections[0].parts]],
                _contents(sections[1:]),
                h.main("#report")[[_section(section, page) for section in sections[1:]]],
            ],
        ]
    )
    return "".join((page_html, "\n"))  # a plain string: what is put into Markup is escaped, by re.sub too


def parts_within(parts: Sequence[Part], address: Callable[[int], str]) -> h.Node:
    """Return parts as a piece of another page, which has a heading of its own, the style, and no other ids of parts.

    The heading of each claim links to its own page, whose address ``address`` gives by its number.
    """
    sections = _sections([part for part in parts if not (isinstance(part, Heading) and part.level == 1)])
    page = _Page(parts, address)
    return [
        h.div(".report-head")[[page.part(part) for part in sections[0].parts]],
        _contents(sections[1:]),
        [_section(section, page) for section in sections[1:]],
    ]


def _colophons(parts: Sequence[Part]) -> list[str]:
    pairs = [pair for part in parts if isinstance(part, Facts) for pair in part.pairs]
    return [text for _, text in pairs if text.startswith(f"{FORM} ")]


# Sections


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading with the parts below it; the first section has the parts before any heading."""

    title: str
    anchor: str
    parts: Sequence[Part]


def _sections(parts: Sequence[Part]) -> list[_Section]:
    """Return the parts under their headings of the second level."""
    starts = [at for at, part in enumerate(parts) if isinstance(part, Heading) and part.level == 2]
    sections = [_Section("", "", parts[: starts[0] if starts else len(parts)])]
    used: set[str] = set()
    for start, end in zip(starts, [*starts[1:], len(parts)], strict=False):
        title = parts[start]
        assert isinstance(title, Heading)
        anchor = _free(re.sub(r"[^a-z0-9]+", "-", title.text.lower()).strip("-") or "part", used)
        sections.append(_Section(title.text, anchor, parts[start + 1 : end]))
    return sections


def _free(anchor: str, used: set[str]) -> str:
    """Return an anchor that no other part has."""
    free = next(name for name in (anchor, *(f"{anchor}-{n}" for n in range(2, len(used) + 3))) if name not in used)
    used.add(free)
    return free


def _contents(sections: Sequence[_Section]) -> h.Node:
    if not sections:
        return None
    links = [h.li[h.a(href=f"#{section.anchor}")[_text(section.title)]] for section in sections]
    return h.nav(aria_labelledby="contents")[h.h2("#contents")["Contents"], h.ol[links]]


def _section(section: _Section, page: _Page) -> h.Node:
    nodes = (
        page.together(section.title, of_list, list(group)) for of_list, group in groupby(section.parts, _is_compact)
    )
    return h.section(id=f"{section.anchor}-part", aria_labelledby=section.anchor)[
        h.h2(id=section.anchor)[_text(section.title)],
        _key([part.graph for part in section.parts if isinstance(part, ClaimPart) and part.graph]),
        *nodes,
    ]


def _key(graphs: Sequence[ChainGraph]) -> h.Node:
    """Return what the outlines and lines of drawings mean."""
    if not graphs:
        return None
    items = [h.li[Markup(drawn), " ", h.span[words]] for drawn, words in legend(graphs)]
    return h.ul(".key", aria_label="Key to the drawings")[items]


def _title(before: Sequence[Part], title: str) -> str:
    """Return a part's title: the last heading before it."""
    return next((part.text for part in reversed(before) if isinstance(part, Heading)), title)


def _is_compact(part: Part) -> bool:
    return isinstance(part, ClaimPart) and part.compact


# Parts


class _Page:
    """Turns the parts of a page into elements; each claim's number links to one place."""

    def __init__(self, parts: Sequence[Part], address: Callable[[int], str] | None = None) -> None:
        """Take all parts of the page, and what gives the address of a claim's own page, if it has one."""
        self._places = claim_places(parts)
        self._address = address
        self._figures = 0

    def together(self, title: str, of_list: bool, parts: Sequence[Part]) -> h.Node:
        """Return parts that follow each other under a title; claims of a list as one."""
        if not of_list:
            return [self.part(part, _title(parts[:at], title)) for at, part in enumerate(parts)]
        return h.ul(".compact")[[self._compact(part) for part in parts if isinstance(part, ClaimPart)]]

    def part(self, part: Part, title: str = "") -> h.Node:
        """Return a part under its title."""
        if isinstance(part, Heading):
            return (h.h1 if part.level == 1 else h.h3)[_text(part.text)]
        if isinstance(part, Paragraph):
            return h.p(dir="auto")[self._linked(part.text)]
        if isinstance(part, Facts):
            return h.dl[[h.div[h.dt[_text(label)], h.dd(dir="auto")[self._linked(text)]] for label, text in part.pairs]]
        if isinstance(part, Table):
            return self._table(part, title)
        if isinstance(part, ClaimPart):
            return self._claim(part)
        if isinstance(part, SettledList):
            return [self._settled(row) for row in part.rows]
        return self._timeline(part)

    def _table(self, table: Table, title: str) -> h.Node:
        self._figures += 1
        name = f"table-{self._figures}"
        heads = [
            h.th(".number" if at >= table.words else "", scope="col")[_text(header)]
            for at, header in enumerate(table.headers)
        ]
        rows = [
            h.tr[[self._cell(at, text, table, table.status_of(number, at)) for at, text in enumerate(row)]]
            for number, row in enumerate(table.rows)
        ]
        return h.div(".scroll", role="region", tabindex="0", aria_labelledby=name)[
            h.table(".wide" if table.words > _FEW_WORDS else "")[
                h.caption(id=name)[f"{_text(title)}: {counted(len(table.rows), 'row')}"],
                h.thead[h.tr[heads]],
                h.tbody[rows],
            ]
        ]

    def _cell(self, at: int, text: str, table: Table, status: Status | None) -> h.Node:
        shown = self._linked(text) if status is None else h.span(_coloured(status))[_unbroken(text)]
        if not at:
            return h.th(scope="row", dir="auto")[shown]
        return h.td(".number" if at >= table.words else "", dir="auto")[shown]

    def _claim(self, part: ClaimPart) -> h.Node:
        return h.article(".claim", id=self._place(part))[
            h.div(".together")[
                self._claim_heading(part.number, part.statement, isinstance(self._places.get(part.number), ClaimPart)),
                h.p(dir="auto")[self._standing(part.standing)] if part.standing else None,
                [h.p(dir="auto")[self._line(line)] for line in part.lines],
                self._drawing(part),
            ],
            self._chains(part),
        ]

    def _claim_heading(self, number: int, statement: str, known: bool) -> h.Node:
        return h.h3[self._number(number, known), " ", h.span(dir="auto")[_text(statement)]]

    def _number(self, number: int, known: bool) -> h.Node:
        """Return a claim's number, which leads to its own page, else to its place in this one, if it has one."""
        address = self._address(number) if self._address else f"#claim-{number}" if known else None
        return h.a(".number", href=address)[f"#{number}"] if address else h.span(".number")[f"#{number}"]

    def _chains(self, part: ClaimPart) -> h.Node:
        if not part.chains:
            return None
        if part.graph is None:
            return self._tree(part.chains)
        more = part.chains if part.graph.summary else _not_drawn(part.chains)
        return [
            h.details(".on-screen")[
                h.summary["The chain in words"], h.p(".in-words")["The chain in words"], self._tree(part.chains)
            ],
            h.div(".on-paper")[h.p(".note")["What the drawing leaves out:"], self._tree(more)] if more else None,
        ]

    def _drawing(self, part: ClaimPart) -> h.Node:
        """Return the chain as a drawing, which scrolls where the screen is narrower."""
        if part.graph is None or not part.chains:
            return None
        return [
            _scrolling(
                graph_svg(part.graph, f"chain-{part.number}", part.number), f"The chain of claim {part.number}, drawn"
            ),
            h.p(".note")[_text(part.graph.summary)] if part.graph.summary else None,
        ]

    def _compact(self, part: ClaimPart) -> h.Node:
        return h.li(id=self._place(part))[
            self._number(part.number, known=False),
            " ",
            h.span(dir="auto")[_text(part.statement)],
            [h.span(".line", dir="auto")[line] for line in self._compact_lines(part)],
            self._tree(part.chains) if part.chains else None,
        ]

    def _compact_lines(self, part: ClaimPart) -> Iterator[list[h.Node]]:
        """Yield the lines of a claim in a list: the first begins with its status."""
        lines = [self._line(line) for line in part.lines]
        if part.standing:
            first, *lines = lines or [[]]
            yield [*self._standing(part.standing), *([" · "] if first else []), *first]
        yield from lines

    def _standing(self, standing: Standing) -> list[h.Node]:
        """Return a claim's status in its colour."""
        shown = h.span(_coloured(standing.status))[_unbroken(standing.marked)]
        return [shown, *self._line(standing.rest)]

    def _settled(self, row: SettledPart) -> h.Node:
        facts = [
            ("Verdict", [*self._standing(row.standing), *self._linked(f" ({row.by})")]),
            ("Why", self._linked(row.why)),
            (
                "Evidence",
                h.ul[[h.li(dir="auto")[self._linked(evidence)] for evidence in row.evidence]] if row.evidence else None,
            ),
            ("Before that", self._linked(row.earlier)),
        ]
        return h.article(".claim", id=self._place(row))[
            self._claim_heading(row.number, row.statement, row.number in self._places),
            h.dl[[h.div[h.dt[label], h.dd(dir="auto")[text]] for label, text in facts if text]],
        ]

    def _timeline(self, part: Timeline) -> h.Node:
        if not part.moments:
            return None
        items = [
            h.li[
                h.span(".when")[_text(moment.when)],
                h.span(".kind")[moment.kind.value],
                h.span(".what", dir="auto")[self._linked(moment.text)],
            ]
            for moment in part.moments
        ]
        drawn = timeline_svg(part)
        return [
            _scrolling(drawn, "The timeline, drawn") if drawn else None,
            h.ol(".timeline")[items],
        ]

    def _tree(self, branches: Sequence[Branch]) -> h.Node:
        """Return trees as nested lists, down to a greatest depth."""
        levels: list[list[h.Node]] = [[]]
        for depth, text in reversed(list(_lines(branches))):
            while len(levels) <= depth + 1:
                levels.append([])
            below = levels[depth + 1][::-1]
            levels[depth + 1] = []
            levels[depth].append(h.li(dir="auto")[_linked(text, ()), h.ul[below] if below else None])
        return h.ul(".tree")[levels[0][::-1]]

    # Texts

    def _linked(self, text: str) -> list[h.Node]:
        return _linked(text, self._places)

    def _line(self, text: str) -> list[h.Node]:
        """Return a line about a claim; numbers in brackets are appearances and inquiries, not claims."""
        return [
            piece
            for at, group in enumerate(re.split(r"(\([^()]*\))", text))
            for piece in _linked(group, () if at % 2 else self._places, whole=False)
        ]

    def _place(self, part: ClaimPart | SettledPart) -> str | None:
        return f"claim-{part.number}" if self._places.get(part.number) is part else None


def _lines(branches: Sequence[Branch]) -> Iterator[tuple[int, str]]:
    """Yield the lines of trees with their depths, without recursion, because a chain may be thousands long."""
    waiting = [(branch, 0) for branch in reversed(branches)]
    while waiting:
        branch, depth = waiting.pop()
        yield depth, branch.text
        waiting.extend((below, min(depth + 1, DEEPEST)) for below in reversed(branch.below))


def _linked(text: str, claims: Collection[int], *, whole: bool = True) -> list[h.Node]:
    """Return a text with links for web addresses and the numbers of these claims."""
    return [
        h.a(href=piece.address, rel="noreferrer")[_text(piece.text)]
        if piece.address
        else h.a(href=f"#claim-{piece.claim}")[piece.text]
        if piece.claim is not None
        else plain(piece.text)
        for piece in pieces(" ".join(text.split()) if whole else re.sub(r"\s+", " ", text), claims)
    ]


def _text(text: str) -> str:
    return plain(" ".join(text.split()))


def _unbroken(marked: str) -> str:
    """Return a mark with its words, kept on one line."""
    return _text(marked).replace(" ", "\u00a0", 1)


def _scrolling(drawn: str, name: str) -> h.Node:
    """Return a drawing that scrolls sideways on a narrow screen, and says so."""
    _, _, sized = drawn.partition(' width="')
    width = int(sized.partition('"')[0])
    return h.figure[
        h.p(".hint" if width > _PHONE else ".hint.none", aria_hidden="true")["Swipe sideways to see it all →"],
        h.div(".scroll", role="region", tabindex="0", aria_label=name)[Markup(drawn)],
    ]


_PHONE = 320
"""How many CSS pixels of a drawing the narrowest phones show."""


def _not_drawn(chains: Sequence[Branch]) -> list[Branch]:
    """Return what a drawing leaves out: whole trees, and lines that say more than the drawing."""
    more: list[Branch] = []
    for root in chains:
        if not root.drawn:
            more.append(root)
            continue
        waiting = list(reversed(root.below))
        while waiting:  # no recursion: a chain of relays may be thousands long
            branch = waiting.pop()
            more += [] if branch.drawn else [Branch(branch.text)]
            waiting.extend(reversed(branch.below))
    return more


def _coloured(status: Status) -> str:
    """Return the classes for the colour of a status."""
    return f".status.{MARKS[status].hue.value}"


_FEW_WORDS = 3
"""How many columns of words share the width equally; with more, the second is the statement and needs half of it."""


# Style


@cache
def _style() -> str:
    sheet = files("claims.render").joinpath("html.css").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", sheet + DRAWING_CSS + marks_css(), flags=re.DOTALL)).strip()


def marks_css() -> str:
    """Return the colours of the statuses, in the light and in the dark."""
    light = "".join(f".{hue.value} {{ color: #{SHADES[hue].light}; }}" for hue in Hue)
    dark = "".join(f".{hue.value} {{ color: #{SHADES[hue].dark}; }}" for hue in Hue)
    return f"{light} @media screen and (prefers-color-scheme: dark) {{ {dark} }}"


def _style_hash() -> str:
    """Return the digest that allows the page's own style and no other (CSP level 2)."""
    return f"'sha256-{b64encode(sha256(_style().encode()).digest()).decode()}'"
