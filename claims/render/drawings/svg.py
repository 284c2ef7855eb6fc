"""Drawings (SVG 1.1) inside a page.

Colours come from the page's style by class; the colour attributes are for renderers without styles, such as WeasyPrint.
The drawing's description, and the text beside it, say the same in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from claims.render.sheets import plain

Svg = Iterator[Markup]
"""Pieces of a drawing. Texts are escaped where they enter a piece: `Markup.format` would take three times as long."""

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
    name, wide, high = escape(name), f"{size[0]:.0f}", f"{size[1]:.0f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="{escape(role)}" aria-labelledby="{name}-title" '
        f'aria-describedby="{name}-words" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
        f'font-family="sans-serif">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-words">{escape(described)}</desc>'
        f"{''.join(shapes)}</svg>"
    )


def text_line(text: str, x: float, y: float, look: Markup) -> Markup:
    """Return a line of text."""
    return Markup(f'<text x="{x:.1f}" y="{y:.1f}" {look}>{escape(plain(text))}</text>')


def rect(x: float, y: float, w: float, h: float, r: float, look: Markup) -> Markup:
    """Return a rectangle whose corners have the radius ``r``."""
    return Markup(f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{r:.1f}" {look}/>')


def path(steps: str, look: Markup) -> Markup:
    """Return a line or outline with these steps."""
    return Markup(f'<path d="{escape(steps)}" {look}/>')
