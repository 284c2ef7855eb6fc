"""A story in time as a drawing: reports as bars, decisions as marks, deadlines as windows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from claims.render.drawings.svg import LINK, MARK, QUIET, Svg, drawing, path, rect, text_line
from claims.render.parts import Happening, Moment, Timeline
from claims.render.phrases import counted, listed
from claims.render.sheets import plain
from claims.text.dates import day_in_words

_WIDE, _LEFT, _RIGHT = 900, 96, 20
_ROW = 11
MOST_WINDOWS = 24
"""How many deadlines are drawn; the words beside the drawing list them all."""


def timeline_svg(timeline: Timeline) -> str:
    """Return a drawing of what happened when: reports as bars, decisions as marks, deadlines as windows."""
    dated = [moment for moment in timeline.moments if moment.earliest is not None]
    past = [moment for moment in dated if moment.kind is not Happening.DEADLINE]
    if len({moment.earliest for moment in dated}) < 2:
        return ""
    first = min(moment.earliest for moment in dated if moment.earliest)
    last = max(moment.latest or moment.earliest for moment in dated if moment.earliest)
    axis = _Axis(first, last)
    windows = [moment for moment in dated if moment.kind is Happening.DEADLINE]
    results: list[Markup] = []
    y = 24.0
    results += _reports([moment for moment in past if moment.kind is Happening.APPEARANCE], axis, y, 54)
    y += 78
    for kind in (Happening.REVIEW, Happening.INQUIRY, Happening.CORRECTION):
        items = [moment for moment in past if moment.kind is kind]
        if items:
            results += _marks(items, axis, y)
            y += 26
    shown = windows[:MOST_WINDOWS]
    if shown:
        results += _windows(shown, axis, y)
        y += _ROW * len(shown) + 12
    grid = list(axis.lines(y))
    return drawing(
        "timeline",
        "The story in time",
        _in_words(dated, first, last, len(windows) - len(shown)),
        (_WIDE, y + 22),
        [*grid, *results],
    )


class _Axis:
    """Days from left to right."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.days = first, max(1, (last - first).days)

    def x(self, day: date) -> float:
        return _LEFT + (_WIDE - _LEFT - _RIGHT) * (day - self.first).days / self.days

    def lines(self, height: float) -> Svg:
        """Yield a line for each month, quarter or year, as many as fit."""
        step = next((months for months in (1, 3, 6, 12, 60, 120) if self.days / (30.4 * months) <= 13), 600)
        index = self.first.year * 12 + self.first.month - 1
        index += -index % step
        while (day := _first_of(index)) is not None and (day - self.first).days <= self.days:
            x = self.x(day)
            yield path(f"M{x:.1f},14 V{height:.1f}", Markup('class="grid" stroke="#cfd5da" stroke-width="1"'))
            name = f"{day:%b %Y}" if step < 12 else f"{day:%Y}"
            yield text_line(
                name,
                x,
                height + 14,
                Markup('class="axis" font-size="10.5" text-anchor="middle" fill="{}"').format(QUIET),
            )
            index += step


def _first_of(index: int) -> date | None:
    year, month = divmod(index, 12)
    return date(year, month + 1, 1) if year <= date.max.year else None


def _lane(name: str, y: float) -> Markup:
    return text_line(name, 4, y, Markup('class="axis" font-size="11" fill="{}"').format(QUIET))


def _reports(moments: Sequence[Moment], axis: _Axis, y: float, height: float) -> Svg:
    """Yield a bar for each stretch of the axis, as high as its number of articles."""
    if not moments:
        return
    wide = max(1, round(axis.days / 110))
    counts = Counter((moment.earliest - axis.first).days // wide for moment in moments if moment.earliest)
    most = max(counts.values())
    yield _lane("articles", y + height)
    yield _lane(f"most: {most}", y + 10)
    width = max(3.0, axis.x(axis.first + timedelta(wide)) - axis.x(axis.first) - 1)
    for at, number in sorted(counts.items()):
        tall = height * number / most
        look = Markup('class="bar" fill="{}"').format(LINK)
        yield rect(axis.x(axis.first + timedelta(at * wide)), y + height - tall, width, tall, 0, look)


def _marks(moments: Sequence[Moment], axis: _Axis, y: float) -> Svg:
    kind = moments[0].kind
    yield _lane(_LANES[kind], y + 4)
    for moment in moments:
        if moment.earliest is None:
            continue
        x = axis.x(moment.earliest)
        yield Markup("<g><title>{}</title>").format(plain(f"{moment.when}: {moment.text}"))
        yield path(_FORMS[kind].format(x=x, y=y), Markup('class="dot" fill="{}"').format(QUIET))
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
    look = Markup('class="window" stroke="{}" stroke-width="3" fill="none"').format(MARK)
    for at, moment in enumerate(moments):
        if moment.earliest is None:
            continue
        start, here = axis.x(moment.earliest), y + at * _ROW
        end = axis.x(moment.latest) if moment.latest else min(start + 40, _WIDE - 8)
        yield Markup("<g><title>{}</title>").format(plain(f"{moment.when}: {moment.text}"))
        yield path(f"M{start:.1f},{here:.1f} H{max(end, start + 3):.1f}", look)
        if moment.latest is None:
            yield path(f"M{end - 4:.1f},{here - 4:.1f} l5,4 l-5,4", look)
        yield text_line(
            f"#{moment.claims[0]}" if moment.claims else "",
            max(start - 4, 60),
            here + 3.5,
            Markup('class="axis" font-size="9.5" text-anchor="end" fill="{}"').format(QUIET),
        )
        yield Markup("</g>")


def _in_words(moments: Sequence[Moment], first: date, last: date, undrawn: int) -> str:
    kinds = Counter(moment.kind for moment in moments)
    text = listed([counted(number, _ONE[kind]) for kind, number in kinds.items()])
    left = f"{counted(undrawn, 'deadline is', 'deadlines are')} not drawn. " if undrawn else ""
    return f"From {day_in_words(first)} to {day_in_words(last)}: {text}. {left}The list below has all of them."


_ONE = {
    Happening.APPEARANCE: "article",
    Happening.REVIEW: "review",
    Happening.DEADLINE: "deadline",
    Happening.INQUIRY: "inquiry",
    Happening.CORRECTION: "correction",
}
