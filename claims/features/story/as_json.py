"""The sourcing report of a story as JSON: a contract, explained in docs/report-json.md.

It has the same numbers as the other formats. Keys are only ever added. Each claim appears in full once, under
``claims``; everything else refers to it by number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from claims.features.claim.as_json import claim_json
from claims.features.claim.spread import Spread, Voice
from claims.features.claim.spread_words import spread_sentences, voice_name, whose_word
from claims.features.story.asked import asked_counts_json, asked_json
from claims.features.story.audit import audit_json
from claims.features.story.drift import drifting
from claims.features.story.reach import claim_reach_json, corrected
from claims.features.story.report import Asked, Contradiction, Settled, StoryReport, Summary
from claims.features.story.shares import OutletShare, SourceShare, carried, outlet_shares, source_shares
from claims.features.story.timeline import moments
from claims.features.story.verdicts import verdicts_of
from claims.render.as_json import article_json, evidence_json, origins_json, source_json
from claims.render.parts import Moment

Json = dict[str, Any]
W = TypeVar("W", bound=StrEnum)


def story_document(report: StoryReport) -> Json:
    """Return the report as values for JSON."""
    asked = report.asked
    story = report.story
    return {
        "story": {"id": story.id, "uid": story.uid, "slug": story.slug, "title": story.title, "note": story.note},
        "as_of": asked.at.astimezone(asked.zone).isoformat(),
        "published_until": asked.published_until.isoformat() if asked.published_until else None,
        "trust_labels": asked.trust_labels,
        "for": asked.audience.value,
        "left_out": dict(report.left_out),
        "audit": audit_json(report),
        "summary": _summary(report.summary)
        | {"inquiries": asked_counts_json(report), "alone": list(verdicts_of(report.settled).alone)}
        | {"corrected": list(corrected(report))},
        "claims": [
            claim_json(spread.chain, asked.zone) | claim_reach_json(report, spread.claim) for spread in report.spreads
        ],
        "widest": [_spread(spread) for spread in report.widest],
        "bottom_line": [spread.claim.id for spread in report.strongest],
        "drift": list(drifting(report.spreads)),
        "contested": [_contradiction(contradiction) for contradiction in report.contested],
        "settled": [_settled(settled, asked) for settled in report.settled],
        "asked": asked_json(report),
        "carried": carried(report.spreads),
        "sources": [_source_share(row) for row in source_shares(report.spreads)],
        "outlets": [_outlet_share(row) for row in outlet_shares(report.spreads)],
        "timeline": [_moment(moment) for moment in moments(report)],
    }


def _source_share(share: SourceShare) -> Json:
    return {
        "kind": share.kind,
        "source": share.source.id if share.source else None,
        "label": share.source.label if share.source else None,
        "named": share.named,
        "claims": share.claims,
        "itself": share.itself,
        "leading": share.leading,
    }


def _outlet_share(share: OutletShare) -> Json:
    return {
        "outlet": share.outlet,
        "articles": share.articles,
        "claims": share.claims,
        "first": share.first,
        "own": share.own,
        "relays": share.relays,
        "own_unnamed": share.own_unnamed,
    }


def _moment(moment: Moment) -> Json:
    return {
        "kind": moment.kind,
        "when": moment.when,
        "earliest": moment.earliest.isoformat() if moment.earliest else None,
        "latest": moment.latest.isoformat() if moment.latest else None,
        "claims": list(moment.claims),
        "text": moment.text,
    }


def _summary(summary: Summary) -> Json:
    """Return the counts; lists hold claim numbers."""
    span = summary.span
    return {
        "claims": summary.claims,
        "weights": _words(summary.of_weight),
        "articles": summary.articles,
        "unread_articles": summary.unread_articles,
        "outlets": summary.outlets,
        "first_published": span.first.published if span else None,
        "last_published": span.last.published if span else None,
        "appearances": summary.appearances,
        "attributions": [
            {"attribution": row.attribution.value, "appearances": row.appearances, "claims": row.claims}
            for row in summary.attributions
        ],
        "one_origin": list(summary.one_origin),
        "one_origin_total_unknown": list(summary.total_unknown),
        "unnamed_only": list(summary.unnamed_only),
        "on_nobody": list(summary.on_nobody),
        "named": list(summary.named),
        "rule": {rule.value: list(numbers) for rule, numbers in summary.rules.items()},
        "contested": list(summary.contested),
        "settled": list(summary.settled),
        "evidence": _words(summary.evidence),
        "overdue": list(summary.overdue),
        "look_again": list(summary.look_again),
        "look_later": list(summary.look_later),
        "proposed": list(summary.proposed),
        "circular": list(summary.circular),
        "withdrawn": list(summary.withdrawn),
        "withheld": summary.withheld,
        "hidden": summary.hidden,
    }


def _words(counts: Mapping[W, int]) -> Json:
    return {word.value: number for word, number in counts.items()}


def _spread(spread: Spread) -> Json:
    """Return how far a claim spread, and the sources that it leads back to."""
    return {
        "claim": spread.claim.id,
        "statement": spread.claim.statement,
        "outlets": list(spread.outlets),
        "unread_outlets": list(spread.unread),
        "articles": [article.id for article in spread.articles],
        "roots": [
            {
                "article": article_json(root.article),
                "read": root.read,
                "gives_nobody": root.gives_nobody,
                "carriers": root.carriers,
            }
            for root in spread.roots
        ],
        "voices": _voices(spread.voices),
        "denied_by": _voices(spread.denials),
        "inferred": [{"outlet": inference.outlet, "upstream": inference.upstream} for inference in spread.inferences],
        "origins": origins_json(spread.claim.origins),
        "sentences": list(spread_sentences(spread)),
    }


def _voices(voices: Sequence[Voice]) -> list[Json]:
    return [
        {
            "kind": voice.kind.value,
            "label": voice_name(voice),
            "named": not voice.unnamed,
            "people": voice.members,
            "source": source_json(voice.source) if voice.source else None,
            "topmost_institution": voice.source.topmost if voice.source else None,
            "articles": [article.id for article in voice.articles],
        }
        for voice in voices
    ]


def _contradiction(contradiction: Contradiction) -> Json:
    """Return the objections to a claim; ``against`` is null for a denial."""
    return {
        "claim": contradiction.spread.claim.id,
        "on_the_word_of": whose_word(contradiction.spread),
        "voices": _voices(contradiction.spread.voices),
        "against": contradiction.other_id,
        "in_story": contradiction.other is not None,
        "against_statement": contradiction.other_statement,
        "against_on_the_word_of": whose_word(contradiction.other) if contradiction.other else None,
        "against_voices": _voices(
            contradiction.other.voices
            if contradiction.other
            else contradiction.spread.denials
            if contradiction.other_id is None
            else ()
        ),
        "note": contradiction.note,
    }


def _settled(settled: Settled, asked: Asked) -> Json:
    """Return how a claim was settled, and the earlier decisions."""
    return {
        "claim": settled.claim.id,
        "statement": settled.claim.statement,
        "status": settled.claim.status.value,
        "outcome": settled.claim.outcome.value if settled.claim.outcome else None,
        "alone": settled.claim.made_alone,
        "decided": [
            {
                "review": review.id,
                "by": review.who,
                "at": review.at.astimezone(asked.zone).isoformat(),
                "note": review.note,
                "evidence": [evidence_json(evidence) for evidence in settled.claim.evidence_of(review)],
                "people": list(settled.claim.behind(review)),
            }
            for review in settled.deciding
        ],
        "earlier": [
            {
                "review": review.id,
                "status": review.status.value,
                "outcome": review.outcome.value if review.outcome else None,
                "by": review.who,
                "at": review.at.astimezone(asked.zone).isoformat(),
            }
            for review in settled.earlier
        ],
    }
