"""The sourcing report of a story as tables for spreadsheets: a table as CSV, or all of them as a workbook (XLSX).

Claims, appearances and evidence have a column for each field. The report's own sentences and tables are copied word for
word, so that no sheet says anything that the other formats do not.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.catalogue import APPEARANCE, ARTICLE, CLAIM, EVIDENCE
from claims.features.anonymous.words import share
from claims.features.claim.spread import Spread
from claims.features.claim.spread_words import denying, short_count, whose_word
from claims.features.story.document import document_outline
from claims.features.story.report import StoryReport, due_window
from claims.features.story.shares import outlet_shares, source_shares
from claims.reading.records import AppearanceRecord, ClaimRecord, EvidenceRecord
from claims.render.parts import ClaimPart, Facts, Heading, Part, SettledList, Timeline
from claims.render.phrases import REDACTED, evidence_phrase, source_phrase, stands_phrase
from claims.render.sheets import (
    EVIDENCE_ADDRESS,
    HEDGES_AND_RELAYS,
    Column,
    Workbook,
    columns_of,
    csv_cells,
    csv_heading,
    named,
    within,
)
from claims.rules.sourcing import Count
from claims.vocabulary import words

ABOUT = "About this copy"


def story_csv(report: StoryReport, table: str) -> bytes:
    """Return a table as CSV; raises `KeyError` for an unknown name."""
    sheet = sheets(report)[table]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows(csv_cells(sheet.columns, row, report.asked.zone) for row in sheet.rows)
    return csv_heading(sheet.columns) + out.getvalue().encode()


def story_xlsx(report: StoryReport) -> bytes:
    """Return the bytes of a workbook with a sheet for each table.

    Raises `claims.errors.FileUnusable` when XlsxWriter is not installed.
    """
    tables = sheets(report)
    columns = {name: sheet.columns for name, sheet in tables.items()}
    title = report.story.title or report.story.slug
    zone, made = report.asked.zone, report.asked.at
    with Workbook(columns, zone, instead="take the format csv", title=title, made=made) as book:
        for name, sheet in tables.items():
            for row in sheet.rows:
                book.add(name, row)
        return b"".join(book.pieces())


# The tables


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its columns and its rows."""

    columns: Sequence[Column]
    rows: Sequence[object]


@dataclass(frozen=True, slots=True)
class _ClaimAppearance:
    """An appearance with its claim."""

    claim: ClaimRecord
    appearance: AppearanceRecord


@dataclass(frozen=True, slots=True)
class _Shown:
    """A piece of evidence with the claim that it decided."""

    claim: ClaimRecord
    evidence: EvidenceRecord


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of the report, under its section and topic."""

    part: str
    about: str
    sentence: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence about a claim."""

    claim: int
    statement: str
    sentence: str


def _count(name: str) -> tuple[Column, ...]:
    """Return the two columns of a count of origins; the upper bound is empty if unknown."""

    def count(spread: Spread) -> Count:
        result: Count = getattr(spread.claim.origins, name)
        return result

    return (
        Column(f"{name}_at_least", lambda spread: count(spread).lower, 10),
        Column(f"{name}_at_most", lambda spread: count(spread).upper, 10),
    )


def _due(end: str) -> Column:
    return Column(f"due_{end}", lambda spread: getattr(due_window(spread.claim), end, None), 12)


def _statement(row: _ClaimAppearance | _Shown | Spread) -> str:
    return row.claim.statement or REDACTED


def _of_share(header: str, of: Callable[[Any], object], width: int = 14) -> Column:
    """Return a column of a source or outlet; its row also has the total for shares."""
    return Column(header, lambda row: of(row[0]), width)


_CLAIM = Column("claim", lambda row: row.claim.id, 8)
_STATEMENT = Column("statement", _statement, 60)

_COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "summary": named("part", width=20) + named("about", width=20) + (Column("told", lambda row: row.sentence, 120),),
    "claims": (
        _CLAIM,
        _STATEMENT,
        *within("claim", *columns_of(CLAIM, {"weight": named("weight", "status", "outcome")}, reported=True)),
        Column("stands", lambda spread: stands_phrase(spread.claim), 30),
        *_count("people"),
        *_count("institutions"),
        *_count("independent"),
        Column("independent_origins", lambda spread: short_count(spread.independent), 24),
        Column("two_source_rule", lambda spread: spread.rule),
        Column("on_whose_word", whose_word, 40),
        Column("denied_by", denying, 30),
        Column("outlets", lambda spread: len(spread.outlets), 9),
        Column("articles", lambda spread: len(spread.articles), 9),
        Column("carried_by", lambda spread: spread.outlets, 40),
        Column("withdrawn_by", lambda spread: spread.withdrawn, 20),
        Column("circular", lambda spread: bool(spread.circular), 9),
        Column("first_published", lambda spread: _first_day(spread), 12),
        _due("earliest"),
        _due("latest"),
        Column("overdue", lambda spread: spread.claim.overdue, 9),
        Column("contested_by", lambda spread: tuple(f"#{other.claim_id}" for other in spread.claim.contradicted_by)),
        *within("claim", *named("uid", width=38)),
    ),
    "appearances": (
        *within("appearance", *named("id", width=8)),
        _CLAIM,
        _STATEMENT,
        *within(
            "appearance",
            Column("article", lambda phrase: phrase.article.id, 8),
            *within(
                "article",
                *columns_of(
                    ARTICLE,
                    {"seen": (Column("read", lambda article: article.seen, 9),)},
                    order=ARTICLE.sheet,
                    reported=True,
                ),
            ),
            *columns_of(
                APPEARANCE,
                {
                    "source": (
                        Column("source", lambda appearance: appearance.source.label if appearance.source else None, 30),
                        Column(
                            "source_named", lambda appearance: appearance.source.named if appearance.source else None, 9
                        ),
                    ),
                    **HEDGES_AND_RELAYS,
                },
                order=APPEARANCE.sheet,
                reported=True,
            ),
        ),
    ),
    "sources": (
        _of_share("source", lambda end: source_phrase(end.source) if end.source else words(end.kind), 50),
        _of_share("kind", lambda end: end.kind),
        _of_share("named", lambda end: end.named, 9),
        _of_share("claims", lambda end: end.claims, 9),
        _of_share("from_it_itself", lambda end: end.itself),
        _of_share("leading_to_it", lambda end: end.leading),
        Column("of_all_carried", lambda row: row[1]),
        Column("share", lambda row: share(row[0].leading, row[1]), 9),
    ),
    "outlets": (
        _of_share("outlet", lambda carrier: carrier.outlet, 30),
        _of_share("articles", lambda carrier: carrier.articles, 9),
        _of_share("claims", lambda carrier: carrier.claims, 9),
        Column("of_all_claims", lambda row: row[1]),
        _of_share("first_to_carry", lambda carrier: carrier.first),
        _of_share("own_words", lambda carrier: carrier.own),
        _of_share("relays", lambda carrier: carrier.relays, 9),
        _of_share("own_on_unnamed", lambda carrier: carrier.own_unnamed),
        _of_share("own_share_unnamed", lambda carrier: share(carrier.own_unnamed, carrier.own)),
    ),
    "reviews": (
        Column("claim", lambda decision: decision.number, 8),
        *named("statement", width=60),
        *named("verdict", "by", width=30),
        *named("why", width=60),
        *named("evidence", width=80),
        Column("before_that", lambda decision: decision.earlier, 40),
    ),
    "evidence": (
        _CLAIM,
        _STATEMENT,
        Column("status", lambda shown: shown.claim.status),
        *within(
            "evidence",
            *columns_of(
                EVIDENCE,
                {"title": named("label", width=40), "url": (EVIDENCE_ADDRESS,)},
                order=EVIDENCE.sheet,
                reported=True,
            ),
            Column("told", evidence_phrase, 60),
        ),
    ),
    "contested": named("claim", width=8)
    + named("statement", width=60)
    + (Column("told", lambda row: row.sentence, 100),),
    "asked": named("claim", width=8) + named("statement", width=60) + (Column("told", lambda row: row.sentence, 100),),
    "timeline": (
        *named("when", width=24),
        *named("earliest", "latest", width=12),
        *named("kind"),
        Column("claims", lambda moment: tuple(f"#{number}" for number in moment.claims), 20),
        Column("told", lambda moment: moment.text, 100),
    ),
    "about": (*named("about", width=20), Column("told", lambda row: row.sentence, 100)),
}


def _first_day(spread: Spread) -> date | None:
    days = (article.published_earliest for article in spread.articles)
    return min((day for day in days if day is not None), default=None)


# Their rows


def sheets(report: StoryReport) -> dict[str, Sheet]:
    """Return the tables by name, in their order."""
    parts = document_outline(report)
    carried = sum(len(spread.articles) for spread in report.spreads)
    rows: dict[str, Sequence[object]] = {
        "summary": [row for row in _sentences(parts) if row.part != ABOUT],
        "claims": report.spreads,
        "appearances": [
            _ClaimAppearance(spread.claim, each) for spread in report.spreads for each in spread.claim.appearances
        ],
        "sources": [(row, carried) for row in source_shares(report.spreads)],
        "outlets": [(row, len(report.spreads)) for row in outlet_shares(report.spreads)],
        "reviews": [row for part in parts if isinstance(part, SettledList) for row in part.rows],
        "evidence": list(_evidence(report)),
        "contested": list(_lines(_section(parts, "Contested"))),
        "asked": list(_lines(_section(parts, "Asked"))),
        "timeline": [moment for part in parts if isinstance(part, Timeline) for moment in part.moments],
        "about": [row for row in _sentences(parts) if row.part == ABOUT],
    }
    return {name: Sheet(columns, rows[name]) for name, columns in _COLUMNS.items()}


def _evidence(report: StoryReport) -> Iterator[_Shown]:
    for settled in report.settled:
        yield from (
            _Shown(settled.claim, each) for review in settled.deciding for each in settled.claim.evidence_of(review)
        )


def _sentences(parts: Sequence[Part]) -> Iterator[_Sentence]:
    """Yield facts and sentences with the title of their section."""
    title = ""
    for part in parts:
        if isinstance(part, Heading) and part.level <= 2:
            title = part.text
        elif isinstance(part, Facts):
            yield from (_Sentence(title, about, pair) for about, pair in part.pairs)


def _section(parts: Sequence[Part], title: str) -> Iterator[Part]:
    """Yield the parts of each section of level two."""
    inside = False
    for part in parts:
        if isinstance(part, Heading) and part.level <= 2:
            inside = part.text == title
        elif inside:
            yield part


def _lines(parts: Iterable[Part]) -> Iterator[_Line]:
    for part in parts:
        if isinstance(part, ClaimPart):
            yield from (_Line(part.number, part.statement, line) for line in part.lines)
