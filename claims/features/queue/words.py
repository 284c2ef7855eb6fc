"""The queue in words: why each claim waits, with days and record numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from itertools import groupby

from claims.features.inquiries.words import when_phrase
from claims.features.queue.read import QueueLine
from claims.reading.records import AppearanceRecord, ReviewRecord
from claims.render.corrections import outcome_phrase
from claims.render.marks import marked
from claims.render.phrases import entered_phrase, listed, missing_outcome, quoted, review_phrase, some_of
from claims.rules.urgency import Reason
from claims.text.dates import day_in_words
from claims.vocabulary import VERDICTS, Attribution, RestsOn, Urgency, words


def why_phrases(line: QueueLine, today: date, zone: tzinfo) -> list[str]:
    """Return why a claim waits: a phrase for each kind of reason and each inquiry, the most urgent first."""
    by_kind = groupby(line.reasons, key=lambda reason: (reason.kind, reason.inquiry))
    return [why_phrase(line, list(group), today, zone) for _, group in by_kind]


def why_phrase(line: QueueLine, reasons: Sequence[Reason], today: date, zone: tzinfo) -> str:
    """Return the reasons of a kind in a phrase: ``contradicted by #73, which may still be right``."""
    return _PHRASES[reasons[0].kind](line, reasons, _When(today, zone))


def stands_words(line: QueueLine) -> str:
    """Return a claim's status, outcome and weight: ``? unproven; pending; key``."""
    claim = line.claim
    parts = [marked(claim.status), *(words(value) for value in (claim.outcome, claim.weight) if value)]
    return "; ".join(parts) + missing_outcome(claim.status, claim.outcome, claim=claim.id)


def more_sentence(shown: int, more: int | None) -> str | None:
    """Return that more claims wait, or nothing if these are all."""
    if more == 0:
        return None
    others = "more claims wait" if more is None else "1 more claim waits" if more == 1 else f"{more:,} more claims wait"
    return (
        f"{others} than the {shown:,} here; --limit N or --all shows them" if shown else f"{others}; --all shows them"
    )


class _When:
    """Days on the newsroom's clock, as seen from today."""

    def __init__(self, today: date, zone: tzinfo) -> None:
        self.today, self.zone = today, zone

    def day(self, since: date | datetime) -> str:
        """Return a day in words."""
        return day_in_words(since.astimezone(self.zone).date() if isinstance(since, datetime) else since)

    def coming(self, since: date | datetime) -> str:
        """Return a coming day, and in how many days it is."""
        left = (since - self.today).days if not isinstance(since, datetime) else 0
        if left == 0:
            return f"today, {self.day(since)}"
        return f"tomorrow, {self.day(since)}" if left == 1 else f"on {self.day(since)}, in {left:,} days"


def _publishing(line: QueueLine, reasons: Sequence[Reason], when: _When) -> str:
    on = listed(f"{reason.story} {when.coming(reason.since)}" for reason in reasons)
    return f"to be published in {on}; it rests on {_RESTS_ON[reasons[0].rests_on or RestsOn.NOBODY]}"


_RESTS_ON = {
    RestsOn.ONE_ORIGIN: "one origin",
    RestsOn.UNNAMED_ONLY: "unnamed people only",
    RestsOn.NOBODY: "nobody: no chain leads to an origin",
}


def _corrected(line: QueueLine, reasons: Sequence[Reason], when: _When) -> str:
    by_number = {appearance.id: appearance for appearance in (*line.claim.appearances, *line.claim.wrong_entries)}
    phrases = [
        _correction(by_number[reason.appearance or 0], reason, when) for reason in reasons if reason.claim is None
    ]
    phrases += [_leaning(reason, when) for reason in reasons if reason.claim is not None]
    newest = line.claim.latest_review
    since = f"since the last review, of {when.day(newest.at)}" if newest else "and nobody has reviewed it"
    return f"{some_of(phrases)}, {since}"


def _correction(appearance: AppearanceRecord, reason: Reason, when: _When) -> str:
    kind = next(correction.kind for correction in appearance.corrections if correction.id == reason.correction)
    outlet = appearance.article.outlet or "an unknown outlet"
    return f"{outcome_phrase(kind, outlet)} (#{appearance.id}, entered on {when.day(reason.since)})"


def _leaning(reason: Reason, when: _When) -> str:
    return (
        f"an article used as evidence for it had its report of #{reason.claim} corrected "
        f"(#{reason.appearance}, entered on {when.day(reason.since)})"
    )


def _article_changed(line: QueueLine, reasons: Sequence[Reason], when: _When) -> str:
    by_number = {appearance.id: appearance for appearance in line.claim.appearances}
    phrases = []
    for reason in reasons:
        article = by_number[reason.appearance or 0].article
        what = "no longer has the excerpt" if reason.gone else "has other words in place of the excerpt"
        outlet = article.outlet or "an unknown outlet"
        phrases.append(f"the article of {outlet} {what} (#{reason.appearance}, captured on {when.day(reason.since)})")
    article_numbers = {by_number[reason.appearance or 0].article.id for reason in reasons}
    commands = listed(f"claims article changes {number}" for number in sorted(article_numbers))
    return f"its article was changed: {some_of(phrases)}; compare: {commands}"


def _overdue(line: QueueLine, reasons: Sequence[Reason], when: _When) -> str:
    return f"overdue since {when.day(reasons[0].since)}"


def _contested(line: QueueLine, reasons: Sequence[Reason], when: _When) -> str:
    against = [f"#{reason.claim}" for reason in reasons if reason.claim is not None]
    by_number = {appearance.id: appearance for appearance in line.claim.appearances}
    denials = [_denial(by_number[reason.appearance]) for reason in reasons if reason.appearance is not None]
    phrases = [f"contradicted by {some_of(against)}, which may still be right"] if against else []
    return "; ".join([*phrases, *([f"denied by {some_of(denials)}"] if denials else [])])


def _denial(appearance: AppearanceRecord) -> str:
    outlet = appearance.article.outlet or "an unknown outlet"
    if appearance.source is None:
        return f"{outlet} (#{appearance.id})"
    voice = " in its own voice" if appearance.attribution is Attribution.OWN_VOICE else f" in {outlet}"
    return f"{appearance.source.label}{voice} (#{appearance.id})"


def _reworded(line: QueueLine, reasons: Sequence[Reason], when: _When) -> str:
    review = _review(line, reasons[0].reviews[0])
    what = "its verdict" if review.status in VERDICTS else "its outcome"
    if review.proposed:
        what = f"what {review.who} proposed"
    on = quoted(review.other_words or "")
    return f"{what} was given on an earlier wording: {on} (edited on {when.day(reasons[0].since)})"


def _made_apart(line: QueueLine, reasons: Sequence[Reason], when: _When) -> str:
    reviews = [_review(line, number) for number in reasons[0].reviews]
    given = [f"{review_phrase(review)} ({entered_phrase(review.who, review.at, when.zone)})" for review in reviews]
    return f"{len(given)} reviews made at the same time, with no decision between them: {listed(given)}"


def _stale(line: QueueLine, reasons: Sequence[Reason], when: _When) -> str:
    review = _review(line, reasons[0].reviews[0])
    newest = next(appearance for appearance in line.claim.appearances if appearance.id == reasons[0].appearance)
    return f"a verdict of {when.day(review.at)}; newest appearance (#{newest.id}) logged on {when.day(newest.at)}"


def _unanswered(line: QueueLine, reasons: Sequence[Reason], when: _When) -> str:
    inquiry = next(asked for asked in line.claim.inquiries if asked.id == reasons[0].inquiry)
    due = when_phrase(inquiry.reply_by, when.zone) if inquiry.reply_by else when.day(reasons[0].since)
    return f"no reply from {inquiry.label}; it was due on {due}"


def _proposed(line: QueueLine, reasons: Sequence[Reason], when: _When) -> str:
    reviews = [_review(line, number) for reason in reasons for number in reason.reviews]
    given = [f"{quoted(_given(review))} by {entered_phrase(review.who, review.at, when.zone)}" for review in reviews]
    return f"proposed: {listed(given)}; a second person has to agree"


def _given(review: ReviewRecord) -> str:
    return ", ".join(words(result) for result in (review.status, review.outcome) if result)


def _due(line: QueueLine, reasons: Sequence[Reason], when: _When) -> str:
    return f"due {when.coming(reasons[0].since)}"


def _look_again(line: QueueLine, reasons: Sequence[Reason], when: _When) -> str:
    return f"due for another look since {when.day(reasons[0].since)}; it has no deadline"


def _unreviewed(line: QueueLine, reasons: Sequence[Reason], when: _When) -> str:
    if not reasons[0].reviews:
        return f"never reviewed; logged on {when.day(reasons[0].since)}"
    review = _review(line, reasons[0].reviews[0])
    rating = quoted(review.rating or "")
    return f"never reviewed here; the rating {rating}, imported on {when.day(review.at)}, gives no verdict of ours"


_PHRASES = {
    Urgency.PUBLISHING: _publishing,
    Urgency.CORRECTED: _corrected,
    Urgency.ARTICLE_CHANGED: _article_changed,
    Urgency.OVERDUE: _overdue,
    Urgency.CONTESTED: _contested,
    Urgency.REWORDED: _reworded,
    Urgency.MADE_APART: _made_apart,
    Urgency.STALE: _stale,
    Urgency.UNANSWERED: _unanswered,
    Urgency.PROPOSED: _proposed,
    Urgency.DUE: _due,
    Urgency.LOOK_AGAIN: _look_again,
    Urgency.UNREVIEWED: _unreviewed,
}


def _review(line: QueueLine, number: int) -> ReviewRecord:
    return next(review for review in line.claim.reviews if review.id == number)
