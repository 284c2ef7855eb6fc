"""A story in the order of time: who reported what, what was asked and decided, and when something is due.

A date known to the month appears as the month, before the days of that month. An article has one line, however many
claims it carries; reviews with the same result on the same day share a line. Deadlines may lie ahead. Anything else
appears only if it had been entered by the report's moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from claims.features.claim.spread import outlet_of
from claims.features.inquiries.words import STATES
from claims.features.story.report import StoryReport, due_window
from claims.reading.chain_view import ChainView
from claims.reading.records import AppearanceRecord, ArticleRecord, ClaimRecord, InquiryRecord, ReviewRecord
from claims.render.corrections import deed_phrase
from claims.render.parts import Happening, Heading, Moment, Paragraph, Part, Timeline
from claims.render.phrases import (
    REDACTED,
    counted,
    date_phrase,
    days_phrase,
    given_phrase,
    listed,
    quoted,
    sentence,
    shortened,
    some_of,
    standing_phrase,
)
from claims.text.dates import day_in_words
from claims.vocabulary import VERDICTS, Attribution, CorrectionKind, Outcome, Stance, Weight, words

TITLE = "Timeline"

NO_DATE = "no date"

MOST_NAMED = 8
"""How many claims, or runs of claims, a line names; beyond that it gives the count and the key claims."""

STATEMENT = 90
"""How many characters of a claim's statement a line has room for."""


def timeline(report: StoryReport) -> list[Part]:
    """Return the timeline of a story with a sentence on how to read it, or nothing if nothing happened."""
    moment = moments(report)
    return [Heading(TITLE), Paragraph(_READING), Timeline(moment)] if moment else []


def moments(report: StoryReport) -> tuple[Moment, ...]:
    """Return the events of a story in order; those without a date come last."""
    claims, zone = [spread.claim for spread in report.spreads], report.asked.zone
    results = [
        *_appearances([spread.chain for spread in report.spreads]),
        *_inquiries(claims, zone),
        *_reviews(claims, zone),
        *_corrections(claims, zone),
        *_deadlines(claims),
    ]
    return tuple(sorted(results, key=_place))


_READING = (
    "Articles are listed by their day of publication, decisions and inquiries by the day they were made, "
    "deadlines by the first day of their window."
)


def _place(moment: Moment) -> tuple[date, date, int]:
    """Return a sort key for the order of time; a window without a first day counts by its last."""
    first = moment.earliest or moment.latest or date.max
    return first, moment.latest or date.max, list(Happening).index(moment.kind)


# Appearances


def _appearances(chains: Sequence[ChainView]) -> Iterator[Moment]:
    """Yield a moment for each day and outlet; outlets that did exactly the same on a day share a moment.

    All articles without a date share a moment.
    """
    of_day: dict[tuple[str, str], list[_ClaimAppearance]] = defaultdict(list)
    undated: list[_ClaimAppearance] = []
    for claim in (chain.claim for chain in chains):
        for appearance in claim.appearances:
            day = (appearance.article.published or "").split("T")[0]
            into = of_day[day, outlet_of(appearance.article)] if day else undated
            into.append(_ClaimAppearance(claim, appearance))
    first = first_carriers(chains)
    alike: dict[tuple[str, str], list[list[_ClaimAppearance]]] = defaultdict(list)
    for (day, outlet), items in of_day.items():
        alike[day, _did(items, {number for number, carrier in first.items() if carrier == outlet})].append(items)
    for (day, did), outlets in alike.items():
        items = [phrases for each in outlets for phrases in each]
        article = items[0].appearance.article
        text = sentence(f"{some_of(map(_outlet, outlets))} {did}")
        ends = article.published_earliest, article.published_latest
        yield Moment(Happening.APPEARANCE, date_phrase(day), *ends, _ids(phrases.claim for phrases in items), text)
    if undated:
        carried = _ids(phrases.claim for phrases in undated)
        outlets_in_words = some_of(dict.fromkeys(outlet_of(phrase.appearance.article) for phrase in undated))
        yield Moment(
            Happening.APPEARANCE,
            NO_DATE,
            None,
            None,
            carried,
            f"On an unknown day: {outlets_in_words}, {runs(carried)}.",
        )


@dataclass(frozen=True, slots=True)
class _ClaimAppearance:
    """An appearance with its claim."""

    claim: ClaimRecord
    appearance: AppearanceRecord


def _outlet(group: Sequence[_ClaimAppearance]) -> str:
    """Return the outlet of these appearances, marked if they are unread."""
    articles = [carried.appearance.article for carried in group]
    return outlet_of(articles[0]) + ("" if any(article.seen for article in articles) else " (unread)")


def _did(group: Sequence[_ClaimAppearance], first: set[int]) -> str:
    """Return what an outlet did on a day: what it reported, what it relayed, and who denied what in it.

    ``first`` are the claims that it was the first to carry.
    """
    of_verb: dict[str, list[ClaimRecord]] = defaultdict(list)
    asserting = [carried for carried in group if carried.appearance.stance is Stance.ASSERTS]
    own = {carried.claim.id for carried in asserting if carried.appearance.attribution is not Attribution.OUTLET}
    for phrase in asserting:
        relayed = "reprinted" if phrase.appearance.article.reprint_of_id is not None else "relayed"
        of_verb["reported" if phrase.claim.id in own else relayed].append(phrase.claim)
    done = [f"{verb} {_named(of_verb[verb], in_words=verb == 'reported')}" for verb in _VERBS if of_verb[verb]]
    parts = [listed(done)] if done else []
    parts += [phrases for stance in _OTHERWISE for phrases in _otherwise(group, stance)]
    new = sorted(first & {carried.claim.id for carried in asserting})
    if new:
        which = "it" if len({carried.claim.id for carried in asserting}) == 1 else _few(new)
        parts.append(f"nobody on record had carried {which} before")
    return "; ".join(parts)


_VERBS = ("reported", "reprinted", "relayed")


def _otherwise(group: Sequence[_ClaimAppearance], stance: Stance) -> list[str]:
    """Return who in an article denies or questions claims, or would say nothing."""
    of_whom: dict[str, list[ClaimRecord]] = defaultdict(list)
    for carried in group:
        if carried.appearance.stance is stance:
            source = carried.appearance.source
            of_whom[source.label if source else "somebody"].append(carried.claim)
    return [f"{whom} {_OTHERWISE[stance]} {runs(_ids(claims))}" for whom, claims in of_whom.items()]


_OTHERWISE = {
    Stance.DENIES: "denied",
    Stance.QUESTIONS: "questioned",
    Stance.DECLINES: "was asked and would not comment on",
}


def _named(claims: Iterable[ClaimRecord], *, in_words: bool) -> str:
    """Return claims by number, or how many there are and which are key; a single claim ``in_words`` too."""
    by_number = {claim.id: claim for claim in claims}
    text = runs(by_number)
    if text.count("#") <= MOST_NAMED:
        return _with_statement(by_number.values()) if in_words else text
    key = [number for number, claim in by_number.items() if claim.weight is Weight.KEY]
    which = f" ({_few(key)} {'is' if len(key) == 1 else 'are'} key)" if key else ""
    return f"{counted(len(by_number), 'claim')}{which}"


def _with_statement(claims: Collection[ClaimRecord]) -> str:
    """Return a single claim by number and statement; several by number."""
    text = runs(_ids(claims))
    if len(_ids(claims)) != 1:
        return text
    statement = next(iter(claims)).statement or REDACTED
    return f"{text}, {quoted(shortened(statement.rstrip('.'), STATEMENT))}"


def _few(numbers: Collection[int]) -> str:
    text = runs(numbers)
    return text if text.count("#") <= MOST_NAMED else f"{len(numbers):,} of them"


def runs(numbers: Iterable[int]) -> str:
    """Return claim numbers in order, with three or more in a row as a run: ``#1, #3 to #9 and #12``."""
    results: list[list[int]] = []
    for number in sorted(set(numbers)):
        if results and number == results[-1][-1] + 1:
            results[-1].append(number)
        else:
            results.append([number])
    return listed(part for run in results for part in _run(run))


def _run(run: Sequence[int]) -> list[str]:
    return [f"#{run[0]} to #{run[-1]}"] if len(run) > 2 else [f"#{number}" for number in run]


def first_carriers(chains: Iterable[ChainView]) -> dict[int, str]:
    """Return which outlet was surely the first on record to carry each claim, by the claim's number.

    An outlet was first if every other outlet published the claim later or got it from this outlet's article. A claim
    that only one outlet carries has no first.
    """
    grouped = {}
    for chain in chains:
        asserting = chain.asserting
        articles = {appearance.article.id: appearance.article for appearance in asserting.appearances.values()}
        dated = [article for article in articles.values() if article.published_latest is not None]
        if not dated or len({outlet_of(article) for article in articles.values()}) < 2:
            continue
        earliest = min(
            dated, key=lambda article: (article.published_latest or date.max, article.published_earliest or date.max)
        )
        after = {earliest.id, *asserting.chains.carriers(earliest.id)}
        others = [
            article
            for article in articles.values()
            if article.id not in after and outlet_of(article) != outlet_of(earliest)
        ]
        if all(_later(article, earliest) for article in others):
            grouped[chain.claim.id] = outlet_of(earliest)
    return grouped


def _later(article: ArticleRecord, other: ArticleRecord) -> bool:
    """Return whether an article was surely published on a later day than another."""
    return (article.published_earliest or date.min) > (other.published_latest or date.max)


# Inquiries


def _inquiries(claims: Sequence[ClaimRecord], zone: tzinfo) -> Iterator[Moment]:
    """Yield inquiries and replies, each on its day."""
    asked: dict[int, tuple[InquiryRecord, list[ClaimRecord]]] = {}
    for claim in claims:
        for inquiry in claim.inquiries:
            asked.setdefault(inquiry.id, (inquiry, []))[1].append(claim)
    for inquiry, about in asked.values():
        numbers = _ids(about)
        day = (inquiry.asked_at or inquiry.at).astimezone(zone).date()
        question = _with_statement(about)
        yield _on(Happening.INQUIRY, day, numbers, f"{inquiry.label} was asked about {question}")
        for reply in inquiry.replies:
            day = (reply.replied_at or reply.at).astimezone(zone).date()
            secret = ", off the record" if reply.off_record else ""
            text = f"{inquiry.label} {STATES[reply.reply]} about {runs(numbers)}{secret}"
            yield _on(Happening.INQUIRY, day, numbers, text)


# Reviews


def _reviews(claims: Sequence[ClaimRecord], zone: tzinfo) -> Iterator[Moment]:
    """Yield decisions with their makers and evidence; equal decisions of a day share a moment."""
    alike: dict[tuple[date, str, str], list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        for review in claim.reviews:
            if not review.proposed:
                alike[review.at.astimezone(zone).date(), *_decided(claim, review)].append(claim)
    for (day, before, after), group in alike.items():
        which = runs(_ids(group)) if before == _AGREED else _with_statement(group)
        yield _on(Happening.REVIEW, day, _ids(group), f"{before} {which} — {after}")


def _decided(claim: ClaimRecord, review: ReviewRecord) -> tuple[str, str]:
    """Return the words before and after the claim numbers in a sentence on a review."""
    agreed = next((earlier for earlier in claim.reviews if earlier.id == review.agrees_with_id), None)
    by, evidence = review.who.strip(), review.evidence
    settles = review.status in VERDICTS or review.outcome not in (None, Outcome.PENDING)
    head = _SETTLED if settles else _REVIEWED
    if agreed is not None and agreed.proposed:
        by = f"{by}, as {agreed.who.strip()} had proposed"
        evidence = claim.evidence_of(review)
    elif agreed is not None:
        head = _AGREED
    on = listed(dict.fromkeys(f"{words(item.kind)}: {item.label}" for item in evidence))
    return head, f"{given_phrase(review)}, by {by}{f'; on {on}' if on else ''}"


_SETTLED, _REVIEWED, _AGREED = "Settled:", "Reviewed:", "A second person agreed:"


# Corrections


def _corrections(claims: Sequence[ClaimRecord], zone: tzinfo) -> Iterator[Moment]:
    """Yield what outlets retracted or changed, on the day of entry; an outlet's entries of one day share a moment."""
    alike: dict[tuple[date, str, CorrectionKind, str], list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        for appearance in claim.appearances:
            for each in appearance.corrections:
                day, note = each.at.astimezone(zone).date(), each.note or ""
                alike[day, outlet_of(appearance.article), each.kind, note].append(claim)
    for (day, outlet, kind, note), group in alike.items():
        deed = deed_phrase(kind)
        if deed is not None:
            why = f": {note}" if note else ""
            text = f"{outlet} {deed} {_with_statement(group)}{why}"
            yield _on(Happening.CORRECTION, day, _ids(group), text)


# Deadlines


def _deadlines(claims: Sequence[ClaimRecord]) -> Iterator[Moment]:
    """Yield deadlines with their outcomes; claims with the same window and outcome share a moment."""
    alike: dict[tuple[date | None, date | None, str, str], list[ClaimRecord]] = defaultdict(list)
    for claim in claims:
        window = due_window(claim)
        if window is not None and (window.earliest or window.latest):
            alike[window.earliest, window.latest, window.words or "", standing_phrase(claim)].append(claim)
    for (earliest, latest, printed, stands), group in alike.items():
        which = _with_statement(group)
        said = f" {quoted(printed)}" if printed else ""
        text = f"Due{said}: {which} — {stands}"
        yield Moment(Happening.DEADLINE, days_phrase(earliest, latest), earliest, latest, _ids(group), sentence(text))


def _on(kind: Happening, day: date, claims: tuple[int, ...], text: str) -> Moment:
    """Return the events of a day."""
    return Moment(kind, day_in_words(day), day, day, claims, sentence(text))


def _ids(claims: Iterable[ClaimRecord]) -> tuple[int, ...]:
    return tuple(sorted({claim.id for claim in claims}))
