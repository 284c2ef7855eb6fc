"""What corrections reached, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import PurePath

from claims.features.reach.records import Below, Decided, Leaning, Reach, Reached, Resting, WrittenReport
from claims.reading.records import ClaimRecord
from claims.render.corrections import fate_phrase
from claims.render.origin_phrases import RULE_CELLS
from claims.render.phrases import REDACTED, article_phrase, counted, entered_phrase, listed, sentence
from claims.render.tree import Branch
from claims.rules.sourcing import Count, Origins
from claims.text.dates import day_in_words
from claims.vocabulary import CorrectionKind, words

MOST_LISTED = 12
"""How many appearance numbers, or names of reports, a sentence lists at most."""


def reach_sentences(reached: Reached, zone: tzinfo) -> list[str]:
    """Return what a correction reached: appearances, claims, stories and reports, and the counts before and after."""
    phrases = [_reached(reached, zone), _alone(reached), _suspected(reached), counts_sentence(reached)]
    return [phrase for phrase in phrases if phrase]


def correction_branches(reached: Reached, zone: tzinfo) -> list[Branch]:
    """Return the lines below a correction of a claim's appearance: its reach, and whether it waits for review."""
    phrases = [" ".join(filter(None, (_reached(reached, zone), _alone(reached), _suspected(reached))))]
    phrases += [counts_sentence(reached), since_sentence(reached, zone)]
    return [Branch(phrase) for phrase in phrases]


def counts_sentence(reached: Reached) -> str:
    """Return the counts and the two-source rule before and after; people and institutions where they changed."""
    before, after = reached.before, reached.after
    if before.said == after.said:
        origins = after.origins
        text = f"independent origins {_count(origins.independent)}, two-source rule {RULE_CELLS[origins.rule]}"
        return f"The counts stay as they were: {text}."
    parts = _changes(before.origins, after.origins)
    if before.denials != after.denials:
        parts += [f"denials: {part}" for part in _denial_changes(before.denials, after.denials)]
    return sentence("; ".join(parts))


def since_sentence(reached: Reached, zone: tzinfo) -> str:
    """Return whether there is a decision on the claim since a correction, and which."""
    if reached.reviewed is not None:
        return f"Reviewed since: {_decision(reached.reviewed, zone)}."
    return "Nobody has reviewed the claim since." if reached.decided else "Nobody has reviewed the claim yet."


def leaning_sentence(leaning: Leaning, zone: tzinfo) -> str:
    """Return that a verdict may rest on another claim's corrected appearance, and whether it waits for a review.

    ``article #9 (Nikkei Asia, 2 March 2024), evidence for this verdict, had its report of #54 retracted …``
    """
    reached, resting = leaning.reached, leaning.resting
    what = "verdict" if resting.decided.outcome is None else "decision"
    evidence = f"article #{resting.article.id} ({article_phrase(resting.article)}), evidence for this {what}"
    text = f"{evidence}, {_fate(reached, resting)} on {_day(reached.correction.at, zone)} ({_who(reached)})"
    since = resting.reviewed
    waits = f"reviewed since: {_decision(since, zone)}" if since else "nobody has reviewed this claim since"
    statement = reached.claim.statement or REDACTED
    return f"{text}. #{reached.claim.id} says: {sentence(statement)} {sentence(waits)}"


def status_branches(claim: ClaimRecord, reach: Reach) -> list[Branch]:
    """Return the warning below a claim's status that a report behind it was corrected since."""
    if not reach.flagged or claim.latest_review is None:
        return []
    return [
        Branch("A report behind this verdict was corrected, and nobody has reviewed the claim since: see Corrections.")
    ]


def reach_line(reach: Reach) -> str | None:
    """Return briefly that a correction waits for a review of the claim, for a line in a list."""
    return "corrected, not reviewed since" if reach.flagged else None


def flagged_sentences(reach: Reach, zone: tzinfo) -> list[str]:
    """Return what waits for a review of a claim, a paragraph for each correction."""
    own = [
        f"Corrected: #{reached.appearance.id}, {article_phrase(reached.appearance.article)}, "
        f"was {fate_phrase(reached.correction.kind)} "
        f"({entered_phrase(reached.correction.who, reached.correction.at, zone)}). "
        f"{' '.join((*reach_sentences(reached, zone), since_sentence(reached, zone)))}"
        for reached in reach.own
        if reached.flagged
    ]
    return own + [f"Corrected: {leaning_sentence(leaning, zone)}" for leaning in reach.leaning if leaning.flagged]


# What was reached


def _reached(reached: Reached, zone: tzinfo) -> str:
    below = reached.surely_below
    parts = [f"{counted(len(below), 'appearance')} ({_numbers(below)})"] if below else []
    parts += _claims(reached, zone)
    stories = reached.stories
    parts += [f"the {'story' if len(stories) == 1 else 'stories'} {listed(stories)}"] if stories else []
    parts += [_reports(reached.reports, zone)] if reached.reports else []
    phrases = [f"It reached {listed(parts)}."] if parts else []
    return " ".join(phrases if below else [*phrases, "No other appearance picked up the claim from it."])


def _claims(reached: Reached, zone: tzinfo) -> list[str]:
    """Return the decided claims, with the articles that were evidence for them."""
    evidence: dict[int, list[int]] = {}
    decided: dict[int, Decided] = {reached.claim.id: reached.decided} if reached.decided else {}
    for resting in reached.resting:
        decided.setdefault(resting.decided.claim_id, resting.decided)
        evidence.setdefault(resting.decided.claim_id, []).append(resting.article.id)
    return [
        f"claim #{number} ({_decision(decision, zone)}"
        + (f", on {_articles(evidence[number])} as evidence)" if number in evidence else ")")
        for number, decision in decided.items()
    ]


def _articles(numbers: Sequence[int]) -> str:
    items = list(dict.fromkeys(numbers))
    return f"article{'s' if len(items) > 1 else ''} {listed(f'#{number}' for number in items)}"


def _decision(decided: Decided, zone: tzinfo) -> str:
    """Return a decision with its makers and its day: ``partly confirmed by lindqvist on 9 April 2024``."""
    given = ", ".join(words(result) for result in (decided.status, decided.outcome) if result)
    return f"{given} by {listed(decided.people)} on {_day(decided.at, zone)}"


def _reports(reports: Sequence[WrittenReport], zone: tzinfo) -> str:
    names = [PurePath(report.path).name if report.path else REDACTED for report in reports]
    days = list(dict.fromkeys(_day(report.at, zone) for report in reports))
    when = f"on {days[0]}" if len(days) == 1 else f"between {days[0]} and {days[-1]}"
    return f"{counted(len(reports), 'report')} written {when} ({_few(list(dict.fromkeys(names)))})"


def _alone(reached: Reached) -> str:
    """Return which of the appearances rest on the corrected one alone."""
    below = reached.surely_below
    alone = [appearance for appearance in below if appearance.alone]
    whose = "Its" if len(below) == 1 else "Their"
    old_words = f" {whose} words may still be the old ones." if reached.correction.kind is CorrectionKind.EDITED else ""
    if not below:
        return ""
    if len(below) == 1:
        text = "That appearance rests on it alone." if alone else "That appearance also has the claim from elsewhere."
    elif len(alone) == len(below):
        text = "All of these rest on it alone."
    elif not alone:
        text = "All of these also have the claim from elsewhere."
    else:
        rest = "rests" if len(alone) == 1 else "rest"
        text = f"Of these, {_numbers(alone)} {rest} on it alone; the rest also have the claim from elsewhere."
    return text + old_words


def _suspected(reached: Reached) -> str:
    perhaps = [below for below in reached.below if below.suspected]
    return f"It may have reached {_numbers(perhaps)} too: that relay is only suspected." if perhaps else ""


def _fate(reached: Reached, resting: Resting) -> str:
    """Return the fate of a report used as evidence, as the end of a sentence."""
    number, kind = reached.claim.id, reached.correction.kind
    if resting.direct:
        return f"had its report of #{number} {fate_phrase(kind)}"
    upstream = reached.appearance.article
    return (
        f"has #{number} from article #{upstream.id} ({article_phrase(upstream)}), whose report was {fate_phrase(kind)}"
    )


def _who(reached: Reached) -> str:
    note = reached.correction.note
    return f"{reached.correction.who}: {note}" if note else reached.correction.who


# Counts


def _changes(before: Origins, after: Origins) -> list[str]:
    """Return the independent count and the rule before and after, then the other counts that changed."""
    parts = [
        f"independent origins: {_step(before.independent, after.independent)}",
        f"two-source rule: {_rules(before, after)}",
    ]
    parts += [f"people: {_step(before.people, after.people)}"] if before.people != after.people else []
    if before.institutions != after.institutions:
        parts.append(f"institutions: {_step(before.institutions, after.institutions)}")
    return parts


def _denial_changes(before: Origins | None, after: Origins | None) -> list[str]:
    if before is None or after is None:
        only = after or before
        assert only is not None
        gone = "none before, " if before is None else ""
        left = " after" if before is None else " before, none after"
        return [f"independent origins: {gone}{_count(only.independent)}{left}"]
    return _changes(before, after)[:1]


def _step(before: Count, after: Count) -> str:
    return f"{_count(before)} as before" if before == after else f"{_count(before)} before, {_count(after)} after"


def _rules(before: Origins, after: Origins) -> str:
    if before.rule is after.rule:
        return f"{RULE_CELLS[after.rule]} as before"
    return f"{RULE_CELLS[before.rule]} before, {RULE_CELLS[after.rule]} after"


def _count(count: Count) -> str:
    """Return a count in the fewest words: ``none``, ``1``, ``1 to 3``, ``at least 1 (total unknown)``."""
    estimated = " (estimated)" if count.estimated else ""
    if count.upper is None:
        return f"at least {count.lower:,} (total unknown){estimated}"
    if count.lower == count.upper:
        return f"{count.lower:,}{estimated}" if count.lower else "none"
    return f"{count.lower:,} to {count.upper:,}{estimated}"


# Numbers and days


def _numbers(below: Sequence[Below]) -> str:
    return _few([f"#{appearance.appearance.id}" for appearance in below])


def _few(names: Sequence[str]) -> str:
    rest = [f"{len(names) - MOST_LISTED:,} more"] if len(names) > MOST_LISTED else []
    return listed([*names[:MOST_LISTED], *rest])


def _day(at: datetime, zone: tzinfo) -> str:
    return day_in_words(at.astimezone(zone).date())
