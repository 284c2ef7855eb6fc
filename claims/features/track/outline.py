"""A track record as parts in their order, before a format gives them their look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from claims.features.track.read import OwnWord, TrackedClaim
from claims.features.track.words import Row, Scored, TrackReport, TrackRow
from claims.render.corrections import RETRACTED
from claims.render.parts import ClaimPart, Facts, Heading, Paragraph, Part, Table
from claims.render.phrases import (
    ATTRIBUTION_WORDS,
    REDACTED,
    UNKNOWN_OUTLET,
    counted,
    date_phrase,
    listed,
    moment_phrase,
    sentence,
)
from claims.rules.trackrecord import CONFIDENCE, FEWEST, Place, Score, Share, Subject, Tally, Timing
from claims.text.dates import day_in_words
from claims.vocabulary import Attribution, Reliability, a_or_an, words

MOST_CLAIMS = 10
"""How many claims a list shows at most, unless the reader wants all."""

MOST_NUMBERS = 12
"""How many numbers of claims a sentence lists at most, unless the reader wants all."""

NOT_READ = "not known: the article was not read here"


def track_outline(report: TrackReport, *, every: bool = False) -> list[Part]:
    """Return the parts of the report; with ``every``, long lists whole."""
    if not report.record.claims:
        return [*_head(report), Paragraph(_nothing(report)), *_beside(report)]
    return [
        *_head(report),
        Heading("Summary"),
        Facts(tuple(_summary(report, every))),
        *_tables(report),
        *_lists(report, every),
        *_meaning(report),
    ]


# Head


def _head(report: TrackReport) -> list[Part]:
    return [
        Heading(report.record.name, level=1),
        Paragraph(f"Track record of {a_or_an(report.record.subject)}, {_asked(report)}"),
    ]


def _asked(report: TrackReport) -> str:
    """Return the report's question, with the moment and its offset."""
    asked, filters = report.asked, report.asked.filters
    phrases = [f"{'as recorded by' if asked.past else 'as recorded now,'} {moment_phrase(asked.at, asked.zone)}"]
    if filters.story:
        phrases.append(f"only claims of the story {filters.story}")
    if filters.since or filters.until:
        since = f" from {day_in_words(filters.since)}" if filters.since else ""
        until = f" until {day_in_words(filters.until)}" if filters.until else ""
        phrases.append(f"only claims first given there{since}{until}")
    if asked.published_until:
        phrases.append(f"only what had been published by {day_in_words(asked.published_until)}")
    if filters.alone:
        phrases.append("only what it said itself")
    return "; ".join(phrases) + "."


def _nothing(report: TrackReport) -> str:
    what = "is the source of no claim" if report.record.subject is Subject.SOURCE else "carried no claim"
    return f"{report.record.name} {what} that fits: there is nothing to judge."


def _beside(report: TrackReport) -> list[Part]:
    """Return the sentence of a report without numbers."""
    facts = tuple(_left_out(report, True)) + tuple(_letter(report))
    return [Facts(facts)] if facts else []


# Summary


def _summary(report: TrackReport, every: bool) -> Iterator[tuple[str, str]]:
    yield _CARRIED[report.record.subject], _carried(report, every)
    if report.originated:
        yield "Right when reported", _right(report, every)
        if any(one.came for one in report.originated):
            yield "Came true", _came(report, every)
            yield from _early_and_late(report)
        yield "First", _first(report, every)
    yield from _left_out(report, every)
    yield from _letter(report)


_CARRIED = {Subject.OUTLET: "Carried", Subject.REPORTER: "Carried", Subject.SOURCE: "Given as source"}


def _carried(report: TrackReport, every: bool) -> str:
    """Return how many claims there are, and how many of them originated here."""
    subject, own, others = report.record.subject, len(report.originated), report.relayed
    text = counted(own + len(others), "claim")
    if not own:
        text += ", none of them originating here"
    elif others:
        text += f", of which {own:,} {'originates' if own == 1 else 'originate'} {_HERE[subject]}"
    else:
        text += f"; {'it originates' if own == 1 else 'all originate'} {_HERE[subject]}"
    if others:
        text += f"; {len(others):,} {_ELSEWHERE[subject]} ({_numbers(others, every)})"
    if report.record.with_people:
        names = _names(report.record.with_people, every)
        text += f". The words of its people, parts and documents count as its own: {names}; --alone leaves them out"
    return sentence(text)


_HERE = {
    Subject.OUTLET: "with the outlet itself",
    Subject.REPORTER: "with the reporter",
    Subject.SOURCE: "with this source",
}
_FROM_OTHERS = "taken from others, who are credited"
_ELSEWHERE = {
    Subject.OUTLET: _FROM_OTHERS,
    Subject.REPORTER: _FROM_OTHERS,
    Subject.SOURCE: "attributed to it only by later retellings, and credited where those begin",
}


def _right(report: TrackReport, every: bool) -> str:
    """Return how many claims held, by their verdicts."""
    tally = report.right.all
    if not tally.settled:
        return "Too few to judge: none of these is settled and can be scored."
    settled = f"{counted(tally.settled, 'settled claim')}{_stem(report.right)}"
    text = f"{settled}: {_columns(report.right, every, _RIGHT)}. {_judged(tally)}"
    if report.outdated:
        text += f" Held, but outdated since: {_numbers(report.outdated, every)}."
    if report.shared:
        text += f" Also originated elsewhere, and credited there too: {_numbers(report.shared, every)}."
    return text


def _came(report: TrackReport, every: bool) -> str:
    """Return how many claims came true, by their outcomes."""
    result, void = report.came.all, report.came.of[Score.VOID]
    if result.settled:
        settled = f"{counted(result.settled, 'claim')} with an outcome{_stem(report.came)}"
        text = f"{settled}: {_columns(report.came, every, _CAME)}. {_judged(result)}"
    else:
        text = "Too few to judge: no outcome is known that can be scored."
    return f"{text} Void, and counted for nothing: {_numbers(void, every)}." if void else text


_RIGHT = {Score.HELD: "held", Score.IN_PART: "held in part", Score.NOT_HELD: "did not hold"}
_CAME = {
    Score.HELD: "came true in time",
    Score.LATE: "came true late",
    Score.IN_PART: "came true in part",
    Score.NOT_HELD: "did not come true",
}


def _columns(scored: Scored, every: bool, called: dict[Score, str]) -> str:
    """Return how many claims count as what, with their numbers."""
    phrases = [
        f"{len(scored.of[score]):,} {phrase} ({_numbers(scored.of[score], every)})"
        for score, phrase in called.items()
        if scored.of[score]
    ]
    if not scored.of[Score.NOT_HELD] and scored.all.settled > 1:
        phrases.append(f"none {called[Score.NOT_HELD].replace('did not', 'failed to')}")
    return ", ".join(phrases)


def _judged(tally: Tally) -> str:
    """Return the shares, or that there are too few for any."""
    if tally.share is None or tally.share_in_part is None:
        return f"Too few to judge: no share is given of fewer than {FEWEST}."
    text = f"In full: {_share_words(tally.share)}"
    if tally.share_in_part.part != tally.share.part:
        late = ", or late" if tally.late else ""
        text += f"; at least in part{late}: {_share_words(tally.share_in_part)}"
    return f"{text}."


def _share_words(share: Share) -> str:
    return f"{share.value:.0%} ({CONFIDENCE:.0%} interval {share.lower:.0%} to {share.upper:.0%})"


def _stem(scored: Scored) -> str:
    """Return from how many articles the claims stem that are counted."""
    return f", from {scored.articles:,} articles" if scored.articles != 1 else ", from one article"


def _early_and_late(report: TrackReport) -> Iterator[tuple[str, str]]:
    for label, result in (("Early", report.early), ("Late", report.late)):
        if result.claims:
            yield label, _timing(result, label.casefold())


def _timing(timing: Timing, how: str) -> str:
    text = f"{counted(timing.claims, 'claim')} came {how}"
    if not timing.known or timing.least is None or timing.most is None:
        return f"{text}; the day is not recorded."
    if timing.known == 1:
        text += f", {'by' if timing.claims == 1 else 'one by'} {counted(timing.most, 'day')}"
    else:
        text += f", by {timing.least:,} to {counted(timing.most, 'day')}, {timing.median:,g} in the median"
    unknown = timing.claims - timing.known
    return f"{text}; of {unknown:,} the day is not recorded." if unknown else f"{text}."


def _first(report: TrackReport, every: bool) -> str:
    """Return how often the subject was the first."""
    places = report.places
    phrases = [
        f"{len(places[place]):,} {phrase}{f' ({_numbers(places[place], every)})' if place in _NUMBERED else ''}"
        for place, phrase in _PLACES.items()
        if places[place]
    ]
    originated = counted(len(report.originated), "claim")
    return sentence(
        f"{originated} {'originates' if len(report.originated) == 1 else 'originate'} here: {', '.join(phrases)}"
    )


_PLACES = {
    Place.FIRST: "given here first",
    Place.ALONE: "given by nobody else",
    Place.SAME_DAY: "given on the same day as by the first of the others",
    Place.LATER: "given later than by others",
    Place.UNCLEAR: "where nobody can say, because an article is undated or known only by month",
}
_NUMBERED = {Place.SAME_DAY, Place.LATER, Place.UNCLEAR}


def _left_out(report: TrackReport, every: bool) -> Iterator[tuple[str, str]]:
    """Return the claims outside all shares, and why."""
    aside = {score: report.right.of[score] for score in _NOT_SCORED}
    possible = aside[Score.POSSIBLE] + tuple(
        one for one in report.came.of[Score.POSSIBLE] if one not in aside[Score.POSSIBLE]
    )
    aside[Score.POSSIBLE] = tuple(sorted(possible, key=lambda one: one.id))
    phrases = [
        f"{_NOT_SCORED[score](len(group))} ({_numbers(group, every)})" for score, group in aside.items() if group
    ]
    if report.unsettled:
        phrases.append(f"{len(report.unsettled):,} not settled")
    if phrases:
        yield "Not scored", sentence("; ".join(phrases))
    record = report.record
    if record.denied:
        what = f"{counted(len(record.denied), 'claim')} ({_listed(record.denied, every)})"
        yield "Denied", f"{what}: this report does not count denials."
    if record.undated:
        was = "claim was" if record.undated == 1 else "claims were"
        yield "Undated", f"{record.undated:,} {was} left out, because the first article here has no date."
    if record.withheld:
        was = "appearance was" if record.withheld == 1 else "appearances were"
        yield "Off the record", f"{record.withheld:,} {was} left out of this report and of its counts."


_NOT_SCORED: dict[Score, Callable[[int], str]] = {
    Score.POSSIBLE: lambda number: f"{number:,} said only to be possible, or given even odds or less",
    Score.DOUBTED: lambda number: f"{number:,} that the article itself doubts or rejects",
    Score.WITHDRAWN: lambda number: f"{number:,} {RETRACTED}",
    Score.OPINION: lambda number: counted(number, "opinion"),
}


def _letter(report: TrackReport) -> Iterator[tuple[str, str]]:
    """Return the letter that an editor gave the outlet; it is never computed."""
    letter = report.record.reliability
    if letter is not None:
        yield "Admiralty letter", f"The editor's: {letter}, {_LETTERS[letter]}. It is not computed from these numbers."


_LETTERS = {
    Reliability.A: "completely reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "its reliability cannot be judged",
}


def _numbers(claims: Iterable[TrackedClaim], every: bool) -> str:
    return _listed([claim.id for claim in claims], every)


def _listed(numbers: Sequence[int], every: bool) -> str:
    """Return the numbers of claims in a sentence, the rest of a long list as a number."""
    most = len(numbers) if every else MOST_NUMBERS
    items = [f"#{number}" for number in numbers[:most]]
    return listed([*items, f"{len(numbers) - most:,} more"] if len(numbers) > most else items)


def _names(names: Sequence[str], every: bool) -> str:
    most = len(names) if every else MOST_CLAIMS
    return listed([*names[:most], f"{len(names) - most:,} more"] if len(names) > most else names)


# Tables


def _tables(report: TrackReport) -> list[Part]:
    parts: list[Part] = []
    if report.right.all.settled:
        parts.append(Heading("Right when reported"))
        parts += _broken_down(report.right, ("held", "in part", "did not hold"), late=False)
    if report.came.all.settled:
        parts.append(Heading("Came true"))
        parts += _broken_down(report.came, ("in time", "late", "in part", "did not"), late=True)
    return parts


def _broken_down(scored: Scored, columns: tuple[str, ...], *, late: bool) -> list[Part]:
    headers = ("originated", "settled", *columns, "in full")
    tables = (("On whose word", scored.by_attribution), ("Kind of claim", scored.by_kind))
    return [Table((first, *headers), tuple(_table_row(row, late) for row in rows)) for first, rows in tables]


def _table_row(row: TrackRow, late: bool) -> tuple[str, ...]:
    tally = row.tally
    columns = (
        (tally.held, tally.late, tally.in_part, tally.not_held)
        if late
        else (
            tally.held,
            tally.in_part,
            tally.not_held,
        )
    )
    numbers = (row.originated, tally.settled, *columns)
    return (_called(row.of), *(f"{number:,}" for number in numbers), _cell(tally))


def _called(sort: Row) -> str:
    if sort is None:
        return NOT_READ
    return ATTRIBUTION_WORDS[sort] if isinstance(sort, Attribution) else words(sort)


def _cell(tally: Tally) -> str:
    """Return a share for a table."""
    share = tally.share
    if share is None:
        return "too few" if tally.settled else "–"
    return f"{share.value:.0%} ({share.lower:.0%} to {share.upper:.0%})"


# Lists


def _lists(report: TrackReport, every: bool) -> list[Part]:
    """Return the claims behind the numbers."""
    right = report.right.of
    sections = (
        ("Held", right[Score.HELD]),
        ("Held in part", right[Score.IN_PART]),
        ("Did not hold", right[Score.NOT_HELD]),
        ("Without a verdict, but with an outcome", report.with_outcome_alone),
        ("Said only to be possible", right[Score.POSSIBLE]),
        ("Doubted or rejected by the article itself", right[Score.DOUBTED]),
        ("Retracted", right[Score.WITHDRAWN]),
        ("Opinions", right[Score.OPINION]),
        ("Not settled", report.unsettled),
    )
    return [part for title, claims in sections if claims for part in _section(title, claims, every)]


def _section(title: str, claims: Sequence[TrackedClaim], every: bool) -> Iterator[Part]:
    most = len(claims) if every else MOST_CLAIMS
    yield Heading(f"{title} ({len(claims):,})")
    for claim in claims[:most]:
        yield ClaimPart(claim.id, claim.statement or REDACTED, (_claim_line(claim),), compact=True)
    if len(claims) > most:
        yield Paragraph(f"{len(claims) - most:,} more; --all lists them.")


def _claim_line(claim: TrackedClaim) -> str:
    """Return a claim's kind, status and sources."""
    standing = words(claim.status)
    if claim.came is not None and claim.outcome is not None:
        off = f" by {counted(claim.days, 'day')}" if claim.days is not None else ""
        standing += f"; {words(claim.outcome)}{off}"
    given = list(dict.fromkeys(map(_word, claim.words)))
    rest = [f"{len(given) - 2} more"] if len(given) > 2 else []
    return sentence(f"{words(claim.kind)}, {standing}. {listed([*given[:2], *rest])}")


def _word(word: OwnWord) -> str:
    """Return an article with its source for a claim."""
    day = date_phrase(word.published) if word.published else "no date"
    marks = ([] if word.read else ["not read here"]) + ([] if word.stands else ["withdrawn"])
    article = f"{word.outlet or UNKNOWN_OUTLET}, {day}{f' ({listed(marks)})' if marks else ''}"
    if word.source is not None:
        return f"{article}: {word.source}"
    return article if word.attribution is None else f"{article}: {ATTRIBUTION_WORDS[word.attribution]}"


# What it means


def _meaning(report: TrackReport) -> list[Part]:
    source = report.record.subject is Subject.SOURCE
    credit = (
        "A claim originates with a source where a chain of relays ends there, whichever outlet carried it."
        if source
        else "A claim originates with an article that did not take it from somebody else's report. Relays and "
        "reprints are credited to the origin, not to whoever repeats it; an article that nobody here has read is "
        "credited with what others took from it."
    )
    return [
        Heading("What the numbers do not mean"),
        Paragraph(
            "They are not a grade. This newsroom chose the claims; they are not a random sample, and neither are "
            "the claims that could be settled: what is easily checked, or was doubted, is settled first. An "
            "interval says how far chance alone could move a share of so few. It knows nothing of how the claims "
            "were chosen, and it treats every claim as independent, although claims of one article may "
            "hold or fail together."
        ),
        Paragraph(
            f"{credit} A verdict says whether a claim was right when it was reported, an outcome whether it came "
            "true; the two are counted separately. Partly confirmed has its own column and is never half a hit. "
            "Outdated counts as held: it was right when it was reported. What was said only to be possible is "
            "never scored."
        ),
        Paragraph(
            f"Shares are given from {FEWEST} settled claims on (with fewer, even a perfect record could be "
            f"luck), with Wilson's score interval of {CONFIDENCE:.0%}. A claim with two kinds "
            "of attribution appears in both rows, so the rows add up to more than the total."
        ),
    ]
