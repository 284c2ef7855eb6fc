"""A claim as JSON: the contract of `claims show --format json`, explained in docs/json.md.

Keys are only ever added.
"""

from __future__ import annotations

from datetime import tzinfo

from claims.catalogue import CLAIM
from claims.features.drift.words import drift_json
from claims.features.queue.assigned import assigned_json
from claims.reading.chain_view import ChainView
from claims.render.as_json import (
    Json,
    appearance_json,
    entered_json,
    fields_json,
    inquiry_json,
    origins_json,
    proposal_json,
    relation_json,
    review_json,
    window_json,
)
from claims.rules.ladder import rests_on_other_words
from claims.vocabulary import Outcome


def claim_json(chain: ChainView, zone: tzinfo) -> Json:
    """Return a claim in full; moments are on the clock of ``zone``."""
    record = chain.claim
    values = fields_json(CLAIM, record, stories=list(record.stories), condition_claim=record.condition_claim_id)
    first = {name: values.pop(name) for name in ("statement", "kind", "weight")}
    return {
        "id": record.id,
        "uid": record.uid,
        **first,
        "status": record.status,
        "outcome": record.outcome,
        "overdue": record.overdue,
        **values,
        "windows": [window_json(window) for window in record.windows],
        "origins": origins_json(record.origins),
        "denials": origins_json(record.denials) if record.denials is not None else None,
        "outlets": list(record.outlets),
        "appearances": [appearance_json(appearance, zone) for appearance in record.appearances],
        "withheld": record.withheld,
        "wrong_entries": [appearance.id for appearance in record.wrong_entries],
        "reviews": [
            review_json(review, zone, [other.who for other in record.reviews if other.agrees_with_id == review.id])
            for review in record.reviews
        ],
        "proposed": [proposal_json(review, zone) for review in record.waiting],
        "made_alone": record.made_alone if record.settled or record.outcome not in (None, Outcome.PENDING) else None,
        "judged_statement": judged.other_words if (judged := rests_on_other_words(record.reviews)) else None,
        "relations": [relation_json(relation) for relation in record.relations],
        "contradicted_by": [relation.claim_id for relation in record.contradicted_by],
        "inquiries": [inquiry_json(inquiry, zone) for inquiry in record.inquiries],
        "assigned": assigned_json(record.assigned, zone),
        "duplicates": list(record.duplicates),
        "drift": drift_json(chain),
        **entered_json(record.who, record.at, zone),
    }
