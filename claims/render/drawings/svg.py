"""Drawings (SVG 1.1) inside a page.

Colours come from the page's style by class; the colour attributes are for renderers without styles, such as WeasyPrint.
The drawing's description, and the text beside it, say the same in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from claims.render.sheets import plain

Svg = Iterator[Markup]

DRAWING_CSS = """
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

INK, QUIET, RAISED, GROUND, MARK, LINK = "#1c2126", "#545d66", "#f5f6f7", "#ffffff", "#8a3b00", "#0b4f8a"


def drawing(
    name: str, title: str, described: str, size: tuple[float, float], shapes: Iterable[Markup], *, role: str = "img"
) -> str:
    """Return a drawing with its title and its words; ``name`` makes its ids unique on the page.

    Its ``role`` is ``group`` where it holds links, which no image may.
    """
    return str(
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" role="{5}" aria-labelledby="{0}-title" '
            'aria-describedby="{0}-words" width="{1:.0f}" height="{2:.0f}" viewBox="0 0 {1:.0f} {2:.0f}" '
            'font-family="sans-serif">'
            '<title id="{0}-title">{3}</title><desc id="{0}-words">{4}</desc>{6}</svg>'
        ).format(name, *size, title, described, role, Markup("").join(shapes))
    )


def text_line(text: str, x: float, y: float, look: Markup) -> Markup:
    """Return a line of text."""
    return Markup('<text x="{:.1f}" y="{:.1f}" {}>{}</text>').format(x, y, look, plain(text))


def rect(x: float, y: float, w: float, h: float, r: float, look: Markup) -> Markup:
    """Return a rectangle whose corners have the radius ``r``."""
    place = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="{:.1f}" {}/>')
    return place.format(x, y, w, h, r, look)


def path(steps: str, look: Markup) -> Markup:
    """Return a line or outline with these steps."""
    return Markup('<path d="{}" {}/>').format(steps, look)
