"""Records as JSON, the same in every answer for programs: part of the contract of docs/json.md.

Keys are only ever added. Values are plain: words of the vocabulary, days as ``2024-03-19``, moments with offset.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from claims.catalogue import (
    APPEARANCE,
    ARTICLE,
    CORRECTION,
    EVIDENCE,
    HEDGE,
    INQUIRY,
    INQUIRY_REPLY,
    RELATION,
    REVIEW,
    SOURCE,
    WINDOW,
    Record,
)

if TYPE_CHECKING:
    from claims.reading.history import Entry
    from claims.reading.lines import ClaimLine, Proposal
    from claims.reading.records import (
        AppearanceRecord,
        ArticleRecord,
        CorrectionRecord,
        EvidenceRecord,
        InquiryRecord,
        RelationRecord,
        ReplyRecord,
        ReviewRecord,
        SourceRecord,
        WindowRecord,
    )
    from claims.reading.view import View
    from claims.rules.sourcing import Count, Origins

Json = dict[str, Any]


def view_json(view: View) -> Json:
    """Return the question of an answer: the moment with the newsroom's offset, and the day."""
    return {
        "as_of": _moment(view.as_of, view.zone),
        "published_until": view.published_until.isoformat() if view.published_until else None,
    }


def origins_json(origins: Origins) -> Json:
    """Return the three counts and the two-source rule."""
    return {
        "people": _count(origins.people),
        "institutions": _count(origins.institutions),
        "independent": _count(origins.independent),
        "rule": origins.rule,
    }


def _count(count: Count) -> Json:
    """Return a count; ``estimated`` is present only if a bound was estimated."""
    bounds: Json = {"lower": count.lower, "upper": count.upper, "open": count.open, "circular": count.circular}
    return bounds | {"estimated": True} if count.estimated else bounds


def window_json(window: WindowRecord) -> Json:
    """Return a window in time."""
    return fields_json(WINDOW, window, understood=window.understood)


def fields_json(record: Record, row: object, **more: object) -> Json:
    """Return the record's fields in an answer, in order; ``more`` holds fields computed from other records."""
    fields = record.in_order(record.json)
    plain = (field.name for field in fields if field.is_plain and field.shown and not field.private)
    values = {name: getattr(row, name) for name in plain if name not in more} | more
    return {field.name: values[field.name] for field in fields if field.name in values}


def appearance_json(appearance: AppearanceRecord, zone: tzinfo) -> Json:
    """Return an appearance on every axis of the vocabulary."""
    hedges = [fields_json(HEDGE, hedge) for hedge in appearance.hedges]
    source = source_json(appearance.source) if appearance.source else None
    return {
        "id": appearance.id,
        "uid": appearance.uid,
        "outlet": appearance.article.outlet,
        "article": article_json(appearance.article),
        "reporters": list(appearance.article.reporters),
        **fields_json(APPEARANCE, appearance, source=source, relays=_relays(appearance), hedges=hedges),
        "retracted": appearance.retracted,
        "corrections": [correction_json(correction, zone) for correction in appearance.corrections],
        **entered_json(appearance.who, appearance.at, zone),
    }


def _relays(appearance: AppearanceRecord) -> Json | None:
    """Return the upstream article of an appearance, and who states the relay."""
    if appearance.relays is None:
        return None
    return {"article": appearance.relays.id, "outlet": appearance.relays.outlet, "basis": appearance.relay_basis}


def article_json(article: ArticleRecord) -> Json:
    """Return an article; dates may be partial (``2024-03``)."""
    return {
        "id": article.id,
        "uid": article.uid,
        **fields_json(ARTICLE, article, outlet=article.outlet, reprint_of=article.reprint_of_id),
    }


def source_json(source: SourceRecord) -> Json:
    """Return a source; ``label`` is its name for a sentence."""
    values = fields_json(SOURCE, source, institution=source.belongs_to)
    first = {name: values.pop(name) for name in ("kind", "named")}
    return {"id": source.id, "uid": source.uid, **first, "label": source.label, **values}


def correction_json(correction: CorrectionRecord, zone: tzinfo) -> Json:
    """Return a correction of an appearance."""
    return {
        "id": correction.id,
        **fields_json(CORRECTION, correction, successor=correction.successor_id),
        **entered_json(correction.who, correction.at, zone),
    }


def proposal_json(review: ReviewRecord | Proposal, zone: tzinfo) -> Json:
    """Return a verdict or an outcome that waits for a second person."""
    return {
        "review": review.id,
        "status": review.status,
        "outcome": review.outcome,
        "by": review.who,
        "at": _moment(review.at, zone),
    }


def review_json(review: ReviewRecord, zone: tzinfo, agreed_by: Sequence[str] = ()) -> Json:
    """Return a step of the verification history, with its evidence and the names of everyone who agrees."""
    return {
        "id": review.id,
        "uid": review.uid,
        **fields_json(REVIEW, review, replaces=review.replaces_id),
        "made_apart": review.made_apart,
        "agrees_with": review.agrees_with_id,
        "agreed_by": list(agreed_by),
        "judged_statement": review.other_words,
        "evidence": [evidence_json(evidence) for evidence in review.evidence],
        **entered_json(review.who, review.at, zone),
    }


def evidence_json(evidence: EvidenceRecord) -> Json:
    """Return what a review rests on."""
    return {
        "id": evidence.id,
        **fields_json(EVIDENCE, evidence, article=evidence.article.id if evidence.article else None),
    }


def relation_json(relation: RelationRecord) -> Json:
    """Return another claim's relation to this one (``incoming``), or this claim's relation to it."""
    values = fields_json(RELATION, relation, claim=relation.claim_id)
    first = {"kind": values.pop("kind"), "incoming": relation.incoming, "claim": values.pop("claim")}
    return {"id": relation.id, **first, "statement": relation.statement, **values}


def inquiry_json(inquiry: InquiryRecord, zone: tzinfo) -> Json:
    """Return whom we asked, and the replies; ``reply`` is the newest one."""
    source = source_json(inquiry.source) if inquiry.source else None
    moments = {name: _moment(getattr(inquiry, name), zone) for name in ("asked_at", "reply_by")}
    return {
        "id": inquiry.id,
        "uid": inquiry.uid,
        **fields_json(INQUIRY, inquiry, source=source, **moments),
        "reply": inquiry.reply,
        "overdue": inquiry.is_overdue,
        "replies": [reply_json(reply, zone) for reply in inquiry.replies],
        **entered_json(inquiry.who, inquiry.at, zone),
    }


def reply_json(reply: ReplyRecord, zone: tzinfo) -> Json:
    """Return a reply."""
    return {
        "id": reply.id,
        "uid": reply.uid,
        **fields_json(INQUIRY_REPLY, reply, replied_at=_moment(reply.replied_at, zone), appearance=reply.appearance_id),
        "off_record": reply.off_record,
        "withheld": reply.withheld,
        **entered_json(reply.who, reply.at, zone),
    }


def line_json(line: ClaimLine, zone: tzinfo) -> Json:
    """Return a claim in a list."""
    return {
        "id": line.id,
        "uid": line.uid,
        "statement": line.statement,
        "kind": line.kind,
        "weight": line.weight,
        "status": line.status,
        "outcome": line.outcome,
        "overdue": line.overdue,
        "proposed": [proposal_json(proposal, zone) for proposal in line.proposed],
        "on_other_words": line.on_other_words,
        "due": line.due,
        "appearances": line.appearances,
        "outlets": line.outlets,
        "first_published": line.first_published,
        "entered_at": _moment(line.at, zone),
    }


def entry_json(entry: Entry, zone: tzinfo) -> Json:
    """Return an entry about a claim."""
    return {
        "at": _moment(entry.at, zone),
        "who": entry.who,
        "record": entry.record,
        "what": entry.what,
        "reason": entry.reason,
        "superseded": entry.superseded,
    }


def entered_json(who: str, at: datetime, zone: tzinfo) -> Json:
    """Return who entered something and when."""
    return {"entered_by": who, "entered_at": _moment(at, zone)}


def _moment(at: datetime | None, zone: tzinfo) -> str | None:
    return None if at is None else at.astimezone(zone).isoformat()
