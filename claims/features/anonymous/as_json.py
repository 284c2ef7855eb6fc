"""The report on anonymous sourcing as JSON and as rows: a contract, explained in docs/report-json.md."""

from __future__ import annotations

from typing import Any

from claims.features.anonymous.read import Cell, Example, OutletMonth, Shown
from claims.features.anonymous.words import AnonymousReport, share
from claims.rules.sourcing.anonymity import OF_CLAIMS, RULES

Json = dict[str, Any]


def anonymous_document(report: AnonymousReport) -> Json:
    """Return the report as values for JSON."""
    asked, result = report.asked, report.result
    return {
        "as_of": asked.at.astimezone(asked.zone).isoformat(),
        "published_until": asked.published_until.isoformat() if asked.published_until else None,
        "story": result.story,
        "outlet": result.outlet,
        "since": asked.since.isoformat() if asked.since else None,
        "until": asked.until.isoformat() if asked.until else None,
        "total": cell_json(result.total),
        "claims": result.claims,
        "retracted": result.retracted,
        "withheld": result.withheld,
        "by_outlet": [{"outlet": name} | cell_json(cell) for name, cell in report.by_outlet],
        "by_month": [{"month": month} | cell_json(cell) for month, cell in report.by_month],
        "by_outlet_and_month": [row_json(month) for month in result.cells],
        "practices": [_practice(shown) for shown in result.practices],
    }


def row_json(month: OutletMonth) -> Json:
    """Return an outlet's month: a row of the table in CSV."""
    return {"outlet": month.outlet, "month": month.month} | cell_json(month.cell)


def cell_json(cell: Cell) -> Json:
    """Return counts with their shares; a share of too few is null."""
    return {
        "own": cell.own,
        "own_unnamed": cell.own_unnamed,
        "own_share": share(cell.own_unnamed, cell.own),
        "all": cell.all,
        "all_unnamed": cell.all_unnamed,
        "all_share": share(cell.all_unnamed, cell.all),
    }


def _practice(shown: Shown) -> Json:
    rule = RULES[shown.practice]
    return {
        "practice": shown.practice,
        "of": "claims" if shown.practice in OF_CLAIMS else "appearances",
        "rule": {
            "house": rule.house,
            "document": rule.document,
            "section": rule.section,
            "words": rule.words,
            "url": rule.url,
        },
        "count": shown.count,
        "examples": [_example(example) for example in shown.examples],
        "more": max(0, shown.count - len(shown.examples)),
    }


def _example(example: Example) -> Json:
    return {
        "claim": example.claim.id,
        "statement": example.claim.statement,
        "appearances": [
            {
                "id": appearance.id,
                "outlet": appearance.article.outlet,
                "published": appearance.article.published,
                "attribution": appearance.attribution,
                "label": appearance.source.label if appearance.source else None,
                "described": appearance.source.described if appearance.source else None,
                "stated_count": appearance.source.stated_count if appearance.source else None,
            }
            for appearance in example.appearances
        ],
    }
