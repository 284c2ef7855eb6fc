"""The sourcing report of a story in brief: the bottom line, and two key claims with verdict and chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo

from claims.features.claim.chain import chain
from claims.features.claim.spread import Spread
from claims.features.story.outline import bottom_sentence, head, numbers_of, spread_part
from claims.features.story.report import StoryReport, verdict_counts
from claims.reading.records import ClaimRecord
from claims.render.marks import with_mark
from claims.render.parts import ClaimPart, Facts, Heading, Paragraph, Part
from claims.render.phrases import counted, listed, sentence, standing_phrase
from claims.rules.ladder import given_by
from claims.text.dates import day_in_words
from claims.vocabulary import Audience, Weight, words

CLAIMS = 2
"""How many claims are told with their chains."""


def brief(report: StoryReport) -> list[Part]:
    """Return what somebody reads who has a minute; the whole report says the rest."""
    if not report.spreads:
        return [*head(report), Paragraph("No claims belong to this story: there is nothing to report.")]
    told = [_with_chain(spread, report.asked.zone) for spread in two_claims(report)]
    return [
        *head(report),
        Heading("In brief"),
        Paragraph(bottom_sentence(report)),
        _facts(report),
        Heading("Key claims" if len(told) > 1 else "Key claim"),
        *told,
    ]


def _facts(report: StoryReport) -> Facts:
    """Return the story's verdicts and what is open, a line each."""
    summary = report.summary
    counts = verdict_counts(report.settled).items()
    settled = listed(f"{len(numbers)} {words(status)} ({numbers_of(numbers)})" for status, numbers in counts)
    alone = len(report.settled) - sum(len(numbers) for _, numbers in counts)
    by_outcome = f"{', and' if settled else ''} {counted(alone, 'claim')} by outcome alone" if alone else ""
    pairs = [
        ("Settled", sentence(f"{settled}{by_outcome}".strip()) or "Nothing yet."),
        ("Contested", sentence(numbers_of(summary.contested)) or "Nothing."),
    ]
    if report.asked.audience is not Audience.PUBLIC:  # what waits for the newsroom is no business of its readers
        pairs.append(("Overdue", sentence(numbers_of(summary.overdue)) or "Nothing."))
    return Facts(tuple(pairs))


def with_verdict(spread: Spread, zone: tzinfo) -> ClaimPart:
    """Return a claim with its verdict, and how far it went and where that leads back to."""
    part = spread_part(spread)
    return replace(part, lines=(_verdict(spread.claim, zone), *part.lines))


def _verdict(claim: ClaimRecord, zone: tzinfo) -> str:
    """Return where a claim stands, after its mark, and since when: ``✓ Confirmed; occurred, since 2 April 2024.``."""
    newest = claim.latest_review
    since = ""
    if newest is not None:
        since = f", since {day_in_words(given_by(newest, claim.reviews).at.astimezone(zone).date())}"
    return with_mark(claim.status, sentence(f"{standing_phrase(claim)}{since}"))


def two_claims(report: StoryReport) -> list[Spread]:
    """Return the claims that show best what the story rests on: key claims first, the strongest of them first."""
    ranked = (*report.strongest, *report.of_weight(Weight.KEY), *report.spreads)
    distinct = list({spread.claim.id: spread for spread in ranked}.values())
    return sorted(distinct, key=lambda spread: spread.claim.weight is not Weight.KEY)[:CLAIMS]


def _with_chain(spread: Spread, zone: tzinfo) -> ClaimPart:
    return replace(with_verdict(spread, zone), chains=tuple(chain(spread.chain, short=True)))
