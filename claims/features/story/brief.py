"""The sourcing report of a story in brief: the bottom line, and two key claims with verdict and chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo

from claims.features.claim.chain import chain
from claims.features.claim.spread import Spread
from claims.features.story.outline import bottom_sentence, head, numbers_of, opening_part
from claims.features.story.report import StoryReport, verdict_counts
from claims.render.parts import ClaimPart, Facts, Heading, Paragraph, Part
from claims.render.phrases import listed, sentence
from claims.vocabulary import Audience, Weight, words

CLAIMS = 2
"""How many claims come with their chains."""


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
        Heading(_heading(len(told), len(report.of_weight(Weight.KEY)))),
        *told,
    ]


def _heading(shown: int, key: int) -> str:
    """Return the heading over the claims, which says how many key claims there are when some are not shown."""
    if key > shown == CLAIMS:
        return f"Two of {key:,} key claims"
    return "Key claims" if shown > 1 else "Key claim"


def _facts(report: StoryReport) -> Facts:
    """Return the story's verdicts and open questions, a line each."""
    summary = report.summary
    counts = verdict_counts(report.settled).items()
    settled = listed(f"{len(numbers)} {words(status)} ({numbers_of(numbers)})" for status, numbers in counts)
    alone = len(report.settled) - sum(len(numbers) for _, numbers in counts)
    by_outcome = f"{' and' if settled else ''} {alone} by outcome alone" if alone else ""
    pairs = [
        ("Settled", sentence(f"{settled}{by_outcome}".strip()) or "Nothing yet."),
        ("Contested", sentence(numbers_of(summary.contested)) or "Nothing."),
    ]
    if report.asked.audience is not Audience.PUBLIC:  # what waits for the newsroom is no business of its readers
        pairs.append(("Overdue", sentence(numbers_of(summary.overdue)) or "Nothing."))
    return Facts(tuple(pairs))


def two_claims(report: StoryReport) -> list[Spread]:
    """Return the claims that show best what the story rests on: key claims first, the strongest of them first."""
    ranked = (*report.strongest, *report.of_weight(Weight.KEY), *report.spreads)
    distinct = list({spread.claim.id: spread for spread in ranked}.values())
    return sorted(distinct, key=lambda spread: spread.claim.weight is not Weight.KEY)[:CLAIMS]


def _with_chain(spread: Spread, zone: tzinfo) -> ClaimPart:
    return replace(opening_part(spread, zone), chains=tuple(chain(spread.chain, short=True)))
