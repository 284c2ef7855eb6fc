"""A track record as JSON: a contract, explained in docs/report-json.md.

The same numbers as in the other formats.  Keys are only ever added.  Claims stand in full once, under ``claims``;
everything else names them by number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from claims.features.track.read import TrackedClaim
from claims.features.track.words import Scored, TrackReport, TrackRow
from claims.rules.trackrecord import CONFIDENCE, COUNTED, FEWEST, Share, Tally, Timing

Json = dict[str, Any]


def track_document(report: TrackReport) -> Json:
    """Return the report as values that JSON has."""
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
        "first": {place.value: _numbers(some) for place, some in report.places.items()},
        "outdated": _numbers(report.outdated),
        "shared": _numbers(report.shared),
        "denied": list(record.denied),
        "undated": record.undated,
        "withheld": record.withheld,
        "claims": [claim_row(one) for one in record.claims],
    }


def claim_row(one: TrackedClaim) -> Json:
    """Return a claim that the subject carried, with what it counts as."""
    return {
        "id": one.id,
        "uid": one.uid,
        "statement": one.statement,
        "kind": one.kind,
        "weight": one.weight,
        "status": one.status,
        "outcome": one.outcome,
        "originated": one.originated,
        "said": one.said,
        "right_when_reported": one.right,
        "came_true": one.came,
        "days_off": one.days,
        "first": one.place,
        "published": one.published,
        "other_origins": one.others,
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
            for word in one.words
        ],
    }


def _scored(scored: Scored) -> Json:
    return {
        **_tally(scored.all),
        "claims": {score.value: _numbers(some) for score, some in scored.of.items()},
        "articles": scored.articles,
        "by_attribution": _rows("attribution", scored.by_attribution),
        "by_kind": _rows("kind", scored.by_kind),
    }


def _rows(name: str, rows: Sequence[TrackRow]) -> list[Json]:
    return [{name: row.of, "originated": row.originated, **_tally(row.tally)} for row in rows]


def _tally(found: Tally) -> Json:
    """Return the counts and the shares; a share is null where there are too few to judge."""
    return {
        "settled": found.settled,
        **{score.value: getattr(found, score.value) for score in COUNTED},
        "share": _share(found.share),
        "share_in_part": _share(found.share_in_part),
    }


def _share(share: Share | None) -> Json | None:
    if share is None:
        return None
    return {"share": round(share.value, 4), "lower": round(share.lower, 4), "upper": round(share.upper, 4)}


def _timing(found: Timing) -> Json:
    return {
        "claims": found.claims,
        "known": found.known,
        "median_days": found.median,
        "least_days": found.least,
        "most_days": found.most,
    }


def _numbers(claims: Iterable[TrackedClaim]) -> list[int]:
    return [one.id for one in claims]
