"""A claim for readers: a heading and sections of lines, for text and Markdown alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import NamedTuple

from claims.catalogue import CLAIM
from claims.features.claim.chain import chain
from claims.features.claim.spread import spread_of
from claims.features.claim.spread_words import amounts_to, spread_sentences
from claims.features.drift.words import TITLE, drift_sentences
from claims.features.inquiries.words import inquiry_branches
from claims.features.queue.assigned import taken_phrase
from claims.features.reach.records import NOTHING, Reach
from claims.features.reach.words import correction_branches, leaning_sentence, status_branches
from claims.reading.chain_view import ChainView
from claims.reading.records import AppearanceRecord, ClaimRecord, EvidenceRecord, ReviewRecord
from claims.render import phrases
from claims.render.corrections import correction_phrase
from claims.render.marks import marked
from claims.render.origin_phrases import count_lines, rule_sentence
from claims.render.tree import Branch
from claims.rules.sourcing import Origins
from claims.vocabulary import RelationKind, Stance


class Section(NamedTuple):
    """Lines under a title; nested lines are drawn as a tree."""

    title: str
    lines: Sequence[Branch]
    drawn: bool = False


class ClaimReport(NamedTuple):
    """The content of `claims show`."""

    heading: str
    facts: str
    sections: Sequence[Section]
    remarks: Sequence[str]


def claim_report(view: ChainView, zone: tzinfo, *, confidential: bool = False, reach: Reach = NOTHING) -> ClaimReport:
    """Return a claim for readers; days and moments are on the clock of ``zone``."""
    record = view.claim
    sections = (
        _status(record, zone, reach),
        _windows(record),
        _origins(view),
        Section("Chain", chain(view), drawn=True),
        *_other_stances(view),
        Section(TITLE, [Branch(line) for line in drift_sentences(view)]),
        Section("Asked", inquiry_branches(record, zone)),
        _corrections(record, zone, reach),
        _relations(record),
        _reviews(record, zone),
    )
    return ClaimReport(
        heading=f"#{record.id} {record.statement or phrases.REDACTED}",
        facts=_facts(record, zone),
        sections=[section for section in sections if section.lines],
        remarks=_remarks(record, confidential),
    )


def _facts(record: ClaimRecord, zone: tzinfo) -> str:
    """Return the line under the heading."""
    stories = f"story {phrases.listed(record.stories)}" if record.stories else "in no story"
    logged = f"logged by {phrases.entered_phrase(record.who, record.at, zone)}"
    also = f"also logged as {phrases.listed(f'#{number}' for number in record.duplicates)}" if record.duplicates else ""
    taken = taken_phrase(record.assigned, zone)
    parts = (f"{record.kind}, {record.weight}", stories, logged, also, taken, *phrases.field_phrases(CLAIM, record))
    return "; ".join(part for part in parts if part)


def _status(record: ClaimRecord, zone: tzinfo, reach: Reach) -> Section:
    newest = record.latest_review
    evidence = _evidence(record.evidence_of(newest)) if newest else ()
    waiting = [
        Branch(f"waiting for a second person: {_review(review, zone, waits=True)}", _evidence(review.evidence))
        for review in record.waiting
    ]
    stands = Branch(marked(record.status, phrases.status_sentence(record, zone)), evidence)
    return Section("Status", [stands, *waiting, *status_branches(record, reach)])


def _evidence(evidence: Iterable[EvidenceRecord]) -> list[Branch]:
    return [Branch(phrases.evidence_phrase(item)) for item in evidence]


def _windows(record: ClaimRecord) -> Section:
    """Return the windows as printed and as interpreted, the condition, and whether the claim is overdue."""
    condition = f" (claim #{record.condition_claim_id})" if record.condition_claim_id else ""
    lines = [phrases.window_phrase(window) for window in record.windows]
    lines += filter(None, [phrases.due_phrase(record)])
    if record.condition or condition:
        lines.append(f"on the condition: {record.condition or ''}{condition}")
    return Section("When", [Branch(line) for line in lines])


def _origins(view: ChainView) -> Section:
    spread, record = spread_of(view), view.claim
    text = " ".join(sentence for sentence in spread_sentences(spread) if sentence != amounts_to(spread))
    return Section("Origins", [Branch(text), *_counts(record, record.origins), Branch(rule_sentence(record))])


def _counts(record: ClaimRecord, origins: Origins) -> list[Branch]:
    return [Branch(f"{name}: {count} — {why}") for name, count, why in count_lines(record, origins)]


def _other_stances(view: ChainView) -> Iterable[Section]:
    """Yield the other stances: denials with their own counts, then questions and refusals."""
    if view.claim.denials is not None:
        yield Section("Denied: origins", _counts(view.claim, view.claim.denials))
    for stance, title in _TITLES.items():
        yield Section(title, chain(view, stance=stance), drawn=True)


_TITLES = {
    Stance.DENIES: "Denied: chain",
    Stance.QUESTIONS: "Questioned",
    Stance.DECLINES: "Asked, declined to comment",
}


def _corrections(record: ClaimRecord, zone: tzinfo, reach: Reach) -> Section:
    """Return the corrections of appearances, our own wrong entries included, with their reach."""
    own = [line for appearance in _corrected(record) for line in _corrections_of(appearance, zone, reach)]
    return Section("Corrections", [*own, *(Branch(leaning_sentence(leaning, zone)) for leaning in reach.leaning)])


def _corrected(record: ClaimRecord) -> list[AppearanceRecord]:
    return [appearance for appearance in (*record.appearances, *record.wrong_entries) if appearance.corrections]


def _corrections_of(appearance: AppearanceRecord, zone: tzinfo, reach: Reach) -> list[Branch]:
    name = f"#{appearance.id}, {phrases.article_phrase(appearance.article)}"
    below = {reached.correction.id: correction_branches(reached, zone) for reached in reach.own}
    return [
        Branch(f"{name}: {correction_phrase(correction, zone)}", below.get(correction.id, ()))
        for correction in appearance.corrections
    ]


def _relations(record: ClaimRecord) -> Section:
    """Return the related claims, contradictions first."""
    ordered = sorted(record.relations, key=lambda relation: relation.kind is not RelationKind.CONTRADICTS)
    return Section("Related claims", [Branch(phrases.relation_phrase(other)) for other in ordered])


def _reviews(record: ClaimRecord, zone: tzinfo) -> Section:
    """Return every review in order; current and waiting reviews have their reasons under the status."""
    newest = record.latest_review
    shown = {current.id for current in (*record.waiting, *(record.together(newest) if newest else ()))}
    numbers = {review.id: review.who for review in record.reviews}
    lines = [
        Branch(f"{_review(review, zone, reasons=False, with_whom=numbers.get(review.agrees_with_id or 0))}: as above")
        if review.id in shown
        else Branch(
            _review(review, zone, with_whom=numbers.get(review.agrees_with_id or 0)), _evidence(review.evidence)
        )
        for review in record.reviews
    ]
    return Section("Reviews", lines)


def _review(
    review: ReviewRecord, zone: tzinfo, *, reasons: bool = True, waits: bool = False, with_whom: str | None = None
) -> str:
    """Return a review: its result, who entered it, when and why."""
    remarks = [phrases.entered_phrase(review.who, review.at, zone)]
    remarks += [f"agreeing with {with_whom}"] if with_whom else []
    remarks += ["made at the same time as another"] if review.made_apart else []
    remarks += [f"review #{review.id}"] if waits else []
    remarks += filter(None, [phrases.judged_phrase(review)])
    proposed = "proposed: " if review.proposed and not waits else ""
    head = f"{proposed}{phrases.given_phrase(review)} ({', '.join(remarks)})"
    return f"{head}: {review.note}" if reasons and review.note else head


def _remarks(record: ClaimRecord, confidential: bool) -> list[str]:
    remarks = [phrases.withheld_sentence(record.withheld)]
    if confidential:
        remarks.append("Off-the-record appearances are shown and counted: keep this in the newsroom.")
    return [remark for remark in remarks if remark]
