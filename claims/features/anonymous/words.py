"""The report on anonymous sourcing as parts in order, before formatting.

The leading share covers an outlet's own reporting only. Relays credit the outlet that they relay: if they counted, the
share would shrink the more often an anonymous report was repeated. The share of all appearances is shown beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from claims.features.anonymous.read import Anonymous, Cell, Example, Shown
from claims.reading.records import AppearanceRecord
from claims.render.corrections import RETRACTED
from claims.render.parts import ClaimPart, Facts, Heading, Paragraph, Part, Table
from claims.render.phrases import (
    FEW,
    REDACTED,
    TOO_FEW,
    UNKNOWN_OUTLET,
    article_phrase,
    attribution_phrase,
    counted,
    date_phrase,
    moment_phrase,
    quoted,
    sentence,
)
from claims.rules.sourcing.anonymity import OF_CLAIMS, RULES, Practice
from claims.text.dates import day_in_words
from claims.vocabulary import Stance

FEWEST = 10
"""Under how many appearances a share is too uncertain to be printed."""

MOST_OUTLETS = 40
"""How many outlets have their own row; JSON and CSV have them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymousAsked:
    """The question that the report answers."""

    at: datetime
    """The moment that the records are read for."""
    zone: tzinfo
    past: bool = False
    """Whether the user chose that moment; otherwise it is now."""
    published_until: date | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class AnonymousReport:
    """The content of the report, before formatting."""

    result: Anonymous
    asked: AnonymousAsked

    @property
    def by_outlet(self) -> tuple[tuple[str | None, Cell], ...]:
        """The outlets, most own reporting on unnamed people first, without a name where unknown."""
        cells: dict[tuple[int | None, str | None], Cell] = defaultdict(Cell)
        for month in self.result.cells:
            cells[month.outlet_id, month.outlet] += month.cell
        ordered = sorted(
            cells.items(), key=lambda item: (-item[1].own_unnamed, -item[1].own, -item[1].all, item[0][1] or "~")
        )
        return tuple((name, cell) for (_, name), cell in ordered)

    @property
    def by_month(self) -> tuple[tuple[str | None, Cell], ...]:
        """The months in order, undated appearances last."""
        cells: dict[str | None, Cell] = defaultdict(Cell)
        for cell in self.result.cells:
            cells[cell.month] += cell.cell
        return tuple(sorted(cells.items(), key=lambda item: (item[0] is None, item[0] or "")))


def share(part: int, whole: int) -> float | None:
    """Return a share between 0 and 1, to three places; None if the whole is too small to judge by."""
    return round(part / whole, 3) if whole >= FEWEST else None


def percent(part: int, whole: int) -> str:
    """Return a share in words: `21%`, `too few`."""
    result = share(part, whole)
    return TOO_FEW if result is None else f"{result * 100:.0f}%"


def anonymous_outline(report: AnonymousReport) -> list[Part]:
    """Return the parts of the report: the shares, by outlet and month, then the practices with their rules."""
    head: list[Part] = [Heading("Anonymous sourcing", level=1), Paragraph(_asked(report))]
    if not report.result.total.all:
        left_out = _left_out(report.result)
        nothing = sentence(f"no appearance fits: there is nothing to count. {left_out or ''}".strip())
        return [*head, Paragraph(nothing)]
    return [
        *head,
        Heading("Summary"),
        *anonymous_parts(report),
        *_meaning(),
    ]


def anonymous_parts(report: AnonymousReport, *, level: int = 2) -> list[Part]:
    """Return the shares in sentences and by outlet and month, then the practices, with headings of ``level``."""
    practices = report.result.practices
    return [
        Facts(tuple(_summary(report.result))),
        Heading("By outlet", level),
        _table("Outlet", _outlets(report.by_outlet)),
        Heading("By month", level),
        _table("Month", ((month_phrase(month), cell) for month, cell in report.by_month)),
        *(part for shown in practices for part in _practice(shown, report.result, level)),
    ]


def month_phrase(month: str | None) -> str:
    """Return a month in words, or the year alone, or that there is no date."""
    if month is None:
        return "no date"
    return date_phrase(month) if "-" in month else f"{month}, month not known"


def _asked(report: AnonymousReport) -> str:
    """Return the report's question, with the moment and its offset."""
    asked, result = report.asked, report.result
    phrases = [f"{'as recorded by' if asked.past else 'as recorded now,'} {moment_phrase(asked.at, asked.zone)}"]
    if result.story:
        phrases.append(f"only claims of the story {quoted(result.story)}")
    if result.outlet:
        phrases.append(f"only articles of {result.outlet}")
    if asked.since or asked.until:
        since = f" from {day_in_words(asked.since)}" if asked.since else ""
        until = f" until {day_in_words(asked.until)}" if asked.until else ""
        phrases.append(f"only articles published{since}{until}, so undated articles are left out")
    if asked.published_until:
        phrases.append(f"only articles published by {day_in_words(asked.published_until)}")
    return sentence("; ".join(phrases))


# Numbers


def _summary(report: Anonymous) -> Iterable[tuple[str, str]]:
    total = report.total
    on = f"{_of(total.own_unnamed, total.own)} on unnamed people"
    yield "Own reporting", f"{counted(total.own, 'appearance')} from an outlet's own reporting; {on}."
    relayed = total.all - total.own
    passed_on = total.all_unnamed - total.own_unnamed
    also = f"; {passed_on:,} of these cite unnamed people" if passed_on else ""
    everything = f"{counted(total.all, 'appearance')}; {_of(total.all_unnamed, total.all)} on unnamed people."
    on_others = f" {counted(relayed, 'relays', 'relay')} another outlet's report{also}." if relayed else ""
    yield "With relays", everything + on_others
    for shown in report.practices:
        if shown.practice in OF_CLAIMS:
            yield _LABELS[shown.practice], f"{shown.count:,} of {counted(report.claims, 'claim')}."
    left_out = _left_out(report)
    if left_out:
        yield "Left out", left_out


_LABELS = {Practice.NOBODY_NAMED: "No named source", Practice.ONE_ALONE: "One unnamed person"}


def _of(part: int, whole: int) -> str:
    """Return a count with its share: `34 (21%)`."""
    text = percent(part, whole)
    return f"{part:,} ({'too few to judge' if text == TOO_FEW else text})"


def _left_out(report: Anonymous) -> str | None:
    parts = [
        f"{counted(report.retracted, 'appearance')} that the outlet {RETRACTED}" if report.retracted else "",
        f"{counted(report.withheld, 'appearance')} off the record" if report.withheld else "",
    ]
    text = " and ".join(filter(None, parts))
    return f"Left out: {text}." if text else None


def _table(first: str, rows: Iterable[tuple[str, Cell]]) -> Table:
    headers = (first, "own reporting", "unnamed", "share", "all", "unnamed", "share")
    return Table(headers, tuple((name, *_numbers(cell)) for name, cell in rows))


def _outlets(rows: Sequence[tuple[str | None, Cell]]) -> list[tuple[str, Cell]]:
    """Return a row for each outlet that cites unnamed people, one for the rest of them and one for all others."""
    giving = [(name or UNKNOWN_OUTLET, cell) for name, cell in rows if cell.all_unnamed]
    others = [cell for _, cell in rows if not cell.all_unnamed]
    lines, more = giving[:MOST_OUTLETS], [cell for _, cell in giving[MOST_OUTLETS:]]
    if more:
        lines.append((counted(len(more), "more outlet"), sum(more, Cell())))
    if others:
        lines.append((counted(len(others), "other outlet"), sum(others, Cell())))
    return lines


def _numbers(cell: Cell) -> tuple[str, ...]:
    return (
        f"{cell.own:,}",
        f"{cell.own_unnamed:,}",
        percent(cell.own_unnamed, cell.own),
        f"{cell.all:,}",
        f"{cell.all_unnamed:,}",
        percent(cell.all_unnamed, cell.all),
    )


# Practices

TITLES = {
    Practice.NOBODY_NAMED: "Claims that rest on no named source",
    Practice.ONE_ALONE: "Claims that rest on one unnamed person",
    Practice.OPINION: "Opinions attributed to unnamed people",
    Practice.PLURAL: "Plurals without a number",
    Practice.NO_REASON: "Unnamed, and no reason given",
    Practice.SECOND_HAND: "Unnamed, and at second hand",
}
"""What each practice is called."""

_NOTES = {
    Practice.NOBODY_NAMED: (
        "No named person, institution, document, reporter on the spot or outlet asserts them in any article on record."
    ),
    Practice.ONE_ALONE: "Claims that every article on record traces to the same unnamed person.",
    Practice.OPINION: "Claims that were entered as opinion: nothing that could be checked.",
    Practice.PLURAL: "“Officials”, “sources”: that may be one person or many.",
    Practice.NO_REASON: "No reason is on record: the article gives no reason, or we did not enter it.",
    Practice.SECOND_HAND: "The speaker is known to have heard it from others.",
}


def rule_phrase(practice: Practice) -> str:
    """Return the rule that names a practice, word for word, with its house and document."""
    rule = RULES[practice]
    return f"{rule.house}: {quoted(rule.words)} ({rule.document}, “{rule.section}”)"


def _practice(shown: Shown, report: Anonymous, level: int) -> list[Part]:
    practice = shown.practice
    of_claims = practice in OF_CLAIMS
    whole, what = (report.claims, "claim") if of_claims else (report.total.own_unnamed, "appearance")
    said = "" if of_claims else " on unnamed people in an outlet's own reporting"
    count = f"{shown.count:,} of {counted(whole, what)}{said}." if shown.count else "None."
    parts: list[Part] = [
        Heading(TITLES[practice], level),
        Paragraph(rule_phrase(practice)),
        Paragraph(f"{count} {_NOTES[practice]}" if shown.count else count),
        *(_example(example) for example in shown.examples),
    ]
    rest = shown.count - len(shown.examples)
    return [*parts, Paragraph(f"And {rest:,} more.")] if rest > 0 else parts


def _example(example: Example) -> ClaimPart:
    named = [_appearance(appearance) for appearance in example.appearances[:FEW]]
    rest = len(example.appearances) - len(named)
    lines = [*named, *([f"and {rest:,} more"] if rest else [])]
    return ClaimPart(example.claim.id, example.claim.statement or REDACTED, tuple(lines), compact=True)


def _appearance(appearance: AppearanceRecord) -> str:
    stance = "" if appearance.stance is Stance.ASSERTS else f", {appearance.stance}"
    return f"{article_phrase(appearance.article)} (#{appearance.id}{stance}): {attribution_phrase(appearance)}"


# What it means


def _meaning() -> Sequence[Part]:
    return [Heading("What the numbers mean"), *map(Paragraph, ANONYMOUS_MEANING)]


ANONYMOUS_MEANING = (
    (
        "The counts cover appearances that assert a claim and were not retracted. They count as on unnamed people when "
        "the article cites people without a name, whether one person or many (“one senior diplomat”, "
        "“officials”). Outsiders cannot see why a name was left out, or what an editor knows about "
        "the source: the report points to a practice, never to a breach of a rule."
    ),
    (
        "A relay rests on the report that it relays. The first share therefore covers only what outlets "
        "report themselves; with relays, an anonymous report would weigh less the more often it was "
        f"repeated. With fewer than {FEWEST} appearances, no share is shown."
    ),
)
"""What the numbers on anonymous sourcing mean and do not mean."""
