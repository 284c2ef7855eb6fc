"""A draft held against the records, as JSON: a contract, explained in docs/json.md.  Keys are only ever added."""

from __future__ import annotations

from typing import Any

from claims.features.claim.spread_words import voice_name
from claims.features.draft.check import DOUBTFUL, THIN, Concern, DraftCheck, DraftSentence, StatedClaim
from claims.features.draft.words import DIFFERING
from claims.features.queue.read import rests_on_now
from claims.render.as_json import origins_json

Json = dict[str, Any]


def draft_json(check: DraftCheck) -> Json:
    """Return a draft's sentences with the claims that they state, and what needs a look."""
    asked, story = check.report.asked, check.report.story
    return {
        "story": {"id": story.id, "uid": story.uid, "slug": story.slug, "title": story.title},
        "draft": check.name,
        "title": check.title,
        "as_of": asked.at.astimezone(asked.zone).isoformat() if asked.past else None,
        "published_until": asked.published_until.isoformat() if asked.published_until else None,
        "summary": {
            "sentences": len(check.sentences),
            "stating": sum(bool(sentence.claims) for sentence in check.sentences),
            "claims": list(check.stated),
            "differing": _numbers(check.having(DIFFERING)),
            "doubtful": _numbers(check.having(DOUBTFUL)),
            "thin": _numbers(check.having(THIN)),
            "unlogged": _numbers(check.having({Concern.UNLOGGED})),
            "withheld": check.report.summary.withheld,
        },
        "sentences": [_sentence(check, sentence) for sentence in check.sentences],
    }


def _numbers(sentences: tuple[DraftSentence, ...]) -> list[int]:
    return [sentence.number for sentence in sentences]


def _sentence(check: DraftCheck, sentence: DraftSentence) -> Json:
    return {
        "number": sentence.number,
        "paragraph": sentence.paragraph,
        "heading": sentence.heading,
        "text": sentence.text,
        "checkable": sentence.checkable,
        "concerns": list(sentence.concerns),
        "claims": [_claim(check, stated) for stated in sentence.claims],
    }


def _claim(check: DraftCheck, stated: StatedClaim) -> Json:
    claim, reach = stated.spread.claim, check.report.reach.get(stated.spread.claim.id)
    return {
        "id": claim.id,
        "uid": claim.uid,
        "statement": claim.statement,
        "share": stated.share,
        "status": claim.status,
        "outcome": claim.outcome,
        "overdue": claim.overdue,
        "rests_on": rests_on_now(claim),
        "origins": origins_json(claim.origins),
        "voices": [voice_name(voice) for voice in stated.spread.voices],
        "outlets": list(stated.spread.outlets),
        "corrected": reach is not None and reach.flagged,
        "contradicted_by": [relation.claim_id for relation in claim.contradicted_by],
        "differences": [
            {"kind": difference.kind, "draft": difference.sentence or None, "claim": difference.claim or None}
            for difference in stated.differences
        ],
        "concerns": list(stated.concerns),
    }
