"""`claims report trend`: how much was reported and decided, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from claims.cli import completion
from claims.cli.chassis.command import command
from claims.cli.chassis.desk import Desk, View, first_day, last_day
from claims.cli.chassis.options import choice, reading_as
from claims.cli.reading.claims import question_of
from claims.cli.terminal.plain import can_print, cells, columns, padded
from claims.cli.terminal.render import Column, Format, as_json, emit, styled, warn, wrap
from claims.errors import BadUsage
from claims.vocabulary import PeriodLength, TrendCount

if TYPE_CHECKING:
    from claims.features.trend.read import Trend
    from claims.features.trend.words import Period
    from claims.reading.view import View as Question

_MOST_EMPTY = 3
"""How many empty periods are drawn as single lines; longer runs become one line."""

_NARROWEST = 6
"""How many columns a bar needs; with less room, the counts go one below the other."""


@command(
    "trend",
    example="claims report trend --story aukus-pillar-2\n"
    "claims report trend --outlet nikkei-asia --by week --since 2024-03 --until 2024-04\n"
    "claims report trend --count appearances --count settled --format csv",
)
@click.option("--story", shell_complete=completion.stories, help="Claims in this story.")
@click.option("--outlet", shell_complete=completion.outlets, help="Articles of this outlet.")
@click.option("--since", metavar="DATE", help="Published or entered on or after this day, month or year.")
@click.option("--until", metavar="DATE", help="Published or entered on or before this day, month or year.")
@click.option("--by", type=choice(PeriodLength), default="month", help="How long the periods are (month).")
@click.option("--count", "wanted", type=choice(TrendCount), multiple=True, help="What to count (all); may be repeated.")
@reading_as(Format.TABLE, Format.MARKDOWN, Format.JSON, Format.CSV)
def trend(
    desk: Desk,
    view: View,
    story: str | None,
    outlet: str | None,
    since: str | None,
    until: str | None,
    by: PeriodLength,
    wanted: tuple[TrendCount, ...],
) -> None:
    """Plot how much was reported and decided, and when.

    Appearances count by their day of publication, and claims by their first publication; reviews, and claims that
    reached a verdict or an outcome, count by the day of entry. A date known only to the month counts in its month; by
    day and week it has a line of its own. Each count is drawn to its own scale. Off-the-record appearances are not
    counted; a line says how many there are.
    """
    from claims.features.trend.read import TrendFilters
    from claims.features.trend.read import trend as counted

    first, last = first_day(since), last_day(until)
    if first and last and last < first:
        raise BadUsage("the last day is before the first; exchange --since and --until", part="--until")
    filters, question = TrendFilters(story=story, outlet=outlet, since=first, until=last), question_of(desk, view)
    counts_over_time = desk.read(lambda connection: counted(connection, filters, question))
    counts = tuple(dict.fromkeys(wanted)) or tuple(TrendCount)
    _PRINT[view.format](_Asked(counts_over_time, by, counts, question, first, last))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The trend and its options."""

    trend: Trend
    by: PeriodLength
    counts: tuple[TrendCount, ...]
    question: Question
    since: date | None
    until: date | None

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that are not empty."""
        from claims.features.trend.words import periods

        return tuple(
            period for period in periods(self.trend, self.by) if any(period.counts[count] for count in self.counts)
        )


def _sentence(asked: _Asked) -> str:
    """Return the question that the plot answers."""
    from claims.features.trend.words import asked_sentence

    at = asked.question.as_of or datetime.now(UTC)
    return asked_sentence(asked.trend, asked.by, at, asked.question, asked.since, asked.until)


# The plot


def _text(asked: _Asked) -> None:
    from claims.features.trend.words import left_out_sentence

    click.echo(f"{wrap(_sentence(asked))}\n")
    click.echo("\n".join(_plot(asked)) if asked.periods else "Nothing found.")
    left_out = left_out_sentence(asked.trend)
    if left_out:
        click.echo(f"\n{wrap(left_out)}")


def _plot(asked: _Asked) -> Iterator[str]:
    """Yield the lines of the plot: counts side by side, or one below the other if bars would have no room."""
    from claims.features.trend.words import TITLES

    lines = _lines(asked)
    room = _room(lines, asked.counts)
    needed = max(len(TITLES[count]) - _digits(lines, count) - 1 for count in asked.counts)
    if room >= max(needed, _NARROWEST) or len(asked.counts) == 1:
        yield from _panel(lines, asked.counts, room)
        return
    for index, count in enumerate(asked.counts):
        if index:
            yield ""
        yield from _panel(lines, (count,), _room(lines, (count,)))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the plot: a period, or the number of empty periods."""

    label: str
    period: Period | None


def _lines(asked: _Asked) -> list[_Line]:
    from claims.features.trend.words import gap_phrase, label_of, with_gaps

    return [
        _Line(gap_phrase(period, asked.by), None)
        if isinstance(period, int)
        else _Line(label_of(period, asked.by), period)
        for period in with_gaps(asked.periods, asked.by, _MOST_EMPTY)
    ]


def _room(lines: Sequence[_Line], counts: Sequence[TrendCount]) -> int:
    """Return how many columns each bar may have."""
    numbers = sum(_digits(lines, count) + 3 for count in counts)
    return (columns() - _label_width(lines) - numbers) // len(counts)


def _panel(lines: Sequence[_Line], counts: Sequence[TrendCount], room: int) -> Iterator[str]:
    """Yield a header and the lines, with a number and a bar for each count."""
    from claims.features.trend.words import TITLES

    room = max(room, 1)
    label = _label_width(lines)
    exact = [line.period for line in lines if line.period and line.period.exact]
    most = {count: max((period.counts[count] for period in exact), default=0) for count in counts}
    widths = {count: max(_digits(lines, count) + 1 + room, cells(TITLES[count])) for count in counts}
    head = "  ".join(padded(TITLES[count], widths[count]) for count in counts)
    yield f"{' ' * label}  {head}".rstrip()
    for line in lines:
        drawn = "".join(
            f"  {_count(line.period, count, _digits(lines, count), most[count], room, widths[count])}"
            for count in counts
            if line.period is not None
        )
        yield f"{padded(line.label, label)}{drawn}".rstrip()


def _count(period: Period, count: TrendCount, digits: int, most: int, room: int, width: int) -> str:
    """Return a number with its bar, filled up to its column; dates less exact than the periods have no bar."""
    number = f"{period.counts[count]:,}".rjust(digits)
    bar = bar_of(period.counts[count], most, room) if period.exact else ""
    return f"{number} {styled(bar, fg='cyan')}{' ' * (width - digits - 1 - cells(bar))}"


def bar_of(number: int, most: int, width: int) -> str:
    """Return a bar of at most ``width`` columns, in eighths where the terminal has them; any count over 0 shows."""
    if not number or not most:
        return ""
    if not can_print(_EIGHTHS):
        return "#" * max(1, round(width * number / most))
    eighths = max(1, round(8 * width * number / most))
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest - 1] if rest else "")


_EIGHTHS = "▏▎▍▌▋▊▉█"


def _digits(lines: Sequence[_Line], count: TrendCount) -> int:
    return max(len(f"{line.period.counts[count]:,}") for line in lines if line.period)


def _label_width(lines: Sequence[_Line]) -> int:
    return max(cells(line.label) for line in lines if line.period)


# Formats


def _table_of(asked: _Asked) -> list[Column]:
    from claims.features.trend.words import TITLES, label_of

    counted = [Column(TITLES[count], _number(count), right=True) for count in asked.counts]
    return [Column(asked.by.value, lambda period: label_of(period, asked.by)), *counted]


def _number(count: TrendCount) -> Callable[[Period], int]:
    return lambda period: period.counts[count]


def _markdown(asked: _Asked) -> None:
    from claims.features.trend.words import left_out_sentence

    sentence = _sentence(asked)
    caption = " ".join(filter(None, (sentence, left_out_sentence(asked.trend))))
    emit(asked.periods, _table_of(asked), Format.MARKDOWN, caption=caption)


def _json(asked: _Asked) -> None:
    from claims.features.trend.words import trend_json
    from claims.render.as_json import view_json

    shown = trend_json(asked.trend, asked.periods, asked.by, asked.counts, asked.since, asked.until)
    click.echo(as_json(shown | view_json(asked.question)))


def _csv(asked: _Asked) -> None:
    from claims.features.trend.words import left_out_sentence, period_json

    named = ["period", "first_day", "last_day", *(count.value for count in asked.counts)]
    rows = [period_json(period, asked.counts) for period in asked.periods]
    emit(rows, [Column(name, name) for name in named], Format.CSV)
    left_out = left_out_sentence(asked.trend)
    if left_out:
        warn(left_out)


_PRINT: dict[Format, Callable[[_Asked], None]] = {
    Format.TABLE: _text,
    Format.MARKDOWN: _markdown,
    Format.JSON: _json,
    Format.CSV: _csv,
}
