"""A track record as JSON: a contract, explained in docs/report-json.md.

It has the same numbers as the other formats. Keys are only ever added. Each claim appears in full once, under
``claims``; everything else refers to it by number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from claims.features.track.read import TrackedClaim
from claims.features.track.words import Scored, TrackReport, TrackRow
from claims.rules.trackrecord import CONFIDENCE, COUNTED, FEWEST, Share, Tally, Timing

Json = dict[str, Any]


def track_document(report: TrackReport) -> Json:
    """Return the report as values for JSON."""
    record, asked = report.record, report.asked
    return {
        "subject": {"kind": record.subject.value, "id": record.id, "uid": record.uid, "name": record.name},
        "reliability": record.reliability,
        "as_of": asked.at.astimezone(asked.zone).isoformat(),
        "published_until": asked.published_until,
        "since": asked.filters.since,
        "until": asked.filters.until,
        "story": asked.filters.story,
        "alone": asked.filters.alone,
        "with_people": list(record.with_people),
        "fewest": FEWEST,
        "confidence": CONFIDENCE,
        "originated": _numbers(report.originated),
        "relayed": _numbers(report.relayed),
        "right_when_reported": _scored(report.right),
        "came_true": _scored(report.came),
        "early": _timing(report.early),
        "late": _timing(report.late),
        "first": {place.value: _numbers(group) for place, group in report.places.items()},
        "outdated": _numbers(report.outdated),
        "shared": _numbers(report.shared),
        "denied": list(record.denied),
        "undated": record.undated,
        "withheld": record.withheld,
        "claims": [claim_row(claim) for claim in record.claims],
    }


def claim_row(claim: TrackedClaim) -> Json:
    """Return a claim that the subject carried, with what it counts as."""
    return {
        "id": claim.id,
        "uid": claim.uid,
        "statement": claim.statement,
        "kind": claim.kind,
        "weight": claim.weight,
        "status": claim.status,
        "outcome": claim.outcome,
        "originated": claim.originated,
        "said": claim.said,
        "right_when_reported": claim.right,
        "came_true": claim.came,
        "days_off": claim.days,
        "first": claim.place,
        "published": claim.published,
        "other_origins": claim.others,
        "words": [
            {
                "appearance": word.appearance,
                "article": word.article,
                "outlet": word.outlet,
                "published": word.published,
                "read": word.read,
                "attribution": word.attribution,
                "source": word.source,
                "withdrawn": not word.stands,
            }
            for word in claim.words
        ],
    }


def _scored(scored: Scored) -> Json:
    return {
        **_tally(scored.all),
        "claims": {score.value: _numbers(group) for score, group in scored.of.items()},
        "articles": scored.articles,
        "by_attribution": _rows("attribution", scored.by_attribution),
        "by_kind": _rows("kind", scored.by_kind),
    }


def _rows(name: str, rows: Sequence[TrackRow]) -> list[Json]:
    return [{name: row.of, "originated": row.originated, **_tally(row.tally)} for row in rows]


def _tally(tally: Tally) -> Json:
    """Return counts with their shares; a share of too few is null."""
    return {
        "settled": tally.settled,
        **{score.value: getattr(tally, score.value) for score in COUNTED},
        "share": _share(tally.share),
        "share_in_part": _share(tally.share_in_part),
    }


def _share(share: Share | None) -> Json | None:
    if share is None:
        return None
    return {"share": round(share.value, 4), "lower": round(share.lower, 4), "upper": round(share.upper, 4)}


def _timing(timing: Timing) -> Json:
    return {
        "claims": timing.claims,
        "known": timing.known,
        "median_days": timing.median,
        "least_days": timing.least,
        "most_days": timing.most,
    }


def _numbers(claims: Iterable[TrackedClaim]) -> list[int]:
    return [claim.id for claim in claims]
