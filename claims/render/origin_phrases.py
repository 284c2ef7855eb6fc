"""The sentences about the count of a claim's origins and the two-source rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.render.phrases import NOBODY_NAMES, UNKNOWN_OUTLET, origin_phrase, sentence, some_of
from claims.rules.sourcing import EndKind
from claims.vocabulary import Rule

if TYPE_CHECKING:  # a list needs a few of the sentences and none of the records
    from claims.reading.records import ArticleRecord, ClaimRecord
    from claims.rules.sourcing import Count, End, Origins


def count_phrase(count: Count) -> str:
    """Return a count as ``at least 1; at most 2`` or ``at least 1; total unknown``; an estimate says so."""
    upper = "total unknown" if count.upper is None else f"at most {count.upper:,}"
    return f"at least {count.lower:,}; {upper}{' (estimated)' if count.estimated else ''}"


def count_lines(record: ClaimRecord, origins: Origins | None = None) -> list[tuple[str, str, str]]:
    """Return a line for each of the three counts: its name, the count, and the reason.

    ``origins`` defaults to the claim's own; pass its denials' origins for denials.
    """
    asked = record.origins if origins is None else origins
    reasons = (_people_reason(record, asked), _institutions_reason(record, asked), _independent_reason(asked))
    counts = (("people", asked.people), ("institutions", asked.institutions), ("independent", asked.independent))
    return [(name, count_phrase(count), why) for (name, count), why in zip(counts, reasons, strict=True)]


def rule_sentence(record: ClaimRecord) -> str:
    """Return the result of the two-source rule for a claim, and what it rests on."""
    origins = record.origins
    if origins.rule is Rule.UNKNOWN:
        return f"Two-source rule: {rule_phrase(record)}."
    text = "possible, not shown" if origins.rule is Rule.POSSIBLE else rule_phrase(record)
    return f"Two-source rule: {text}. {sentence(_rule_reason(origins))}"


def rule_phrase(record: ClaimRecord) -> str:
    """Return the result of the two-source rule in the fewest words: ``met``, ``not shown: no source is given``."""
    origins = record.origins
    if origins.rule is not Rule.UNKNOWN:
        return str(origins.rule)
    if not all(end.unread for end in origins.ends):
        return "not shown: no source is given"
    lost = _lost(record, origins)
    report = "report" if len(lost) == 1 else "reports"
    if all(article.seen for article in lost):
        return f"not shown: the {report} it comes from {'does' if len(lost) == 1 else 'do'} not carry it"
    return f"not shown: the {report} it comes from {'is' if len(lost) == 1 else 'are'} unread"


def _lost(record: ClaimRecord, origins: Origins) -> list[ArticleRecord]:
    """Return the articles where chains end without a source."""
    articles = {
        article.id: article
        for appearance in record.appearances
        for article in (appearance.article, appearance.relays)
        if article
    }
    return [articles[int(key)] for end in origins.ends if end.kind is EndKind.NOTHING for key in end.articles]


RULE_CELLS = {Rule.MET: "met", Rule.POSSIBLE: "possible", Rule.UNKNOWN: "not shown", Rule.NOT_MET: "not met"}
"""The results of the two-source rule for cells of tables and lists."""


def _rule_reason(origins: Origins) -> str:
    lower, upper = origins.independent.lower, origins.independent.upper
    if origins.rule is Rule.MET:
        return f"at least {lower:,} origins are surely independent"
    if not origins.ends:
        return "no chain leads to an origin"
    if origins.independent.open:
        return "the number of people behind it is unknown, and no two are surely independent"
    if origins.rule is Rule.POSSIBLE:
        return f"up to {upper:,} origins may be independent, and no two are surely so"
    if len(origins.ends) == 1:
        return "all of it goes back to one origin"
    return "its origins count as one: the same people, one institution or one occasion"


def _people_reason(record: ClaimRecord, origins: Origins) -> str:
    if not origins.ends:
        return "no chain leads to a voice"
    sure = [_voice_name(end, record) for end in origins.ends if end.kind not in _OPEN]
    if origins.people.open:
        return "; ".join(filter(None, (some_of(sure), *_open_reasons(record, origins))))
    if sum(end.count for end in origins.ends) == 1:
        return sure[0]
    same = origins.people.lower == origins.people.upper
    return f"{some_of(sure)}: {'surely different people' if same else 'some may be the same'}"


def _voice_name(end: End, record: ClaimRecord) -> str:
    """Return a voice by its name alone; an unnamed one says that it is unnamed."""
    source = next(
        (appearance.source for appearance in record.appearances if appearance.id in end.footings and appearance.source),
        None,
    )
    if source is None or end.kind is EndKind.OWN_VOICE:
        return end_phrase(end, record)
    count = f"{source.stated_count} people, " if (source.stated_count or 0) > 1 else ""
    return source.label if source.named else f"{source.label} ({count}unnamed)"


_OPEN = (EndKind.COLLECTIVE, EndKind.NOTHING)


def _open_reasons(record: ClaimRecord, origins: Origins) -> list[str]:
    """Return why the total is unknown: uncounted people, articles without a source, unread articles."""
    by_number = {appearance.id: appearance for appearance in record.appearances}
    crowds = [end for end in origins.ends if end.kind is EndKind.COLLECTIVE]
    sources = [
        next((by_number[int(key)].source for key in end.footings if int(key) in by_number), None) for end in crowds
    ]
    lost = _lost(record, origins)
    read = {appearance.article.id for appearance in record.appearances}
    silent = some_of(article.outlet or UNKNOWN_OUTLET for article in lost if article.id in read)
    missing = [article for article in lost if article.id not in read]
    unread = some_of(article.outlet or UNKNOWN_OUTLET for article in missing if not article.seen)
    without = [f"{missed.outlet or UNKNOWN_OUTLET} (article #{missed.id})" for missed in missing if missed.seen]
    return [
        *(
            [f"{some_of(source.label if source else 'people' for source in sources)} are {NOBODY_NAMES}"]
            if crowds
            else []
        ),
        *([f"no source is given by {silent}"] if silent else []),
        *([f"unread: {unread}"] if unread else []),
        *([f"{some_of(without)} {_WITHOUT[len(without) > 1]}"] if without else []),
    ]


_WITHOUT = ("was read and does not carry the claim", "were read and do not carry the claim")


def _institutions_reason(record: ClaimRecord, origins: Origins) -> str:
    if not origins.ends:
        return "no chain leads to an institution"
    by_number = {appearance.id: appearance.source for appearance in record.appearances}
    sources = [
        next((by_number[int(key)] for key in end.footings if by_number.get(int(key))), None) for end in origins.ends
    ]
    known = some_of(source.topmost for source in sources if source and source.topmost)
    unknown = any(source is None or not source.topmost for source in sources)
    if not known:
        return "no known institution"
    if origins.institutions.open:
        return f"{known}, and perhaps others"
    if unknown:
        return f"{known}; the others' institution is not known"
    count = origins.institutions
    return f"{known}: some may be the same" if count.upper is not None and count.lower < count.upper else known


def _independent_reason(origins: Origins) -> str:
    count = origins.independent
    if count.lower >= 2:
        return "of different institutions and at first hand, or judged so by an editor"
    if not origins.ends:
        return "no chain leads to an origin"
    if not count.open and count.upper == 1:
        return "one origin"
    return "no two are known to be apart and both at first hand"


def end_phrase(end: End, record: ClaimRecord) -> str:
    """Return the end of a chain, in a sentence: who speaks, or that no source is given."""
    by_number = {appearance.id: appearance for appearance in record.appearances}
    of_end = [by_number[int(key)] for key in end.footings if int(key) in by_number]
    source = next((quoting.source for quoting in of_end if quoting.source), None)
    article = of_end[0].article if of_end else None
    return origin_phrase(end.kind, source, article)
