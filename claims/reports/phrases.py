"""The sentences in which claims are told: each phrase has its one place here.

Everything is plain text on one line, without escapes: whoever prints it makes it harmless and wraps it.
Quotation marks stand around words as printed and around the speaker's own words, never around a paraphrase (AP).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo

from claims.dates import MONTHS, day_in_words
from claims.queries.records import (
    AppearanceRecord,
    ArticleRecord,
    ClaimRecord,
    CorrectionRecord,
    EvidenceRecord,
    HedgeRecord,
    RelationRecord,
    ReviewRecord,
    SourceRecord,
    WindowRecord,
)
from claims.sourcing import Count, End, EndKind, Origins
from claims.vocabulary import (
    Attribution,
    Basis,
    CorrectionKind,
    LikelihoodBasis,
    Proximity,
    RelationKind,
    RelayBasis,
    ReprintExtent,
    Rule,
    Stance,
    Terms,
    Treatment,
    WindowRole,
    Wording,
    words,
)

NOBODY_NAMES = "neither named nor numbered"
"""What is said of a collective: any number of people may stand behind it."""


# Numbers and lists


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: ``1 outlet``, ``2 outlets``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(parts: Iterable[str], last: str = "and") -> str:
    """Return parts as a list in a sentence: ``a, b and c``."""
    some = list(parts)
    return f" {last} ".join(filter(None, [", ".join(some[:-1]), *some[-1:]]))


def shortened(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters, cut between words where it is longer."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    whole, _, _ = flat[:most].rpartition(" ")
    return f"{(whole or flat[: most - 1]).rstrip(' ,;:')}…"


def quoted(text: str) -> str:
    """Return words in quotation marks; those inside become single ones."""
    inner = text.strip().replace("“", "‘").replace("”", "’").replace('"', "'")
    return f"“{inner}”"


def sentence(text: str) -> str:
    """Return a text that begins with a capital and ends with a full stop, unless it ends otherwise already."""
    text = text.strip()
    ends = text.endswith((".", "!", "?", "…", ".”", "?”", "!”"))
    return text[:1].upper() + text[1:] + ("" if ends or not text else ".")


# Days and moments


def date_phrase(text: str) -> str:
    """Return a stored date, whole or partial, in words: ``20 March 2024``, ``March 2024``, ``2024``."""
    parts = text.split("T")[0].split("-")
    try:
        if len(parts) == 3:
            return day_in_words(date(*map(int, parts)))
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}" if len(parts) == 2 else text
    except (ValueError, IndexError):
        return text


def moment_phrase(at: datetime, zone: tzinfo) -> str:
    """Return a moment on the newsroom's clock, with its offset: ``9 April 2024, 11:01 +00:00``."""
    local = at.astimezone(zone)
    return f"{day_in_words(local.date())}, {local:%H:%M} {local.isoformat()[-6:]}"


def entered_phrase(who: str, at: datetime, zone: tzinfo) -> str:
    """Return who entered something and on which day: ``mori, 2 March 2024``."""
    return f"{who}, {day_in_words(at.astimezone(zone).date())}"


# Origins


def count_phrase(count: Count) -> str:
    """Return a count as ``at least 1; at most 2`` or ``at least 1; total unknown``; an estimate says so."""
    upper = "total unknown" if count.upper is None else f"at most {count.upper:,}"
    return f"at least {count.lower:,}; {upper}{' (estimated)' if count.estimated else ''}"


def count_lines(record: ClaimRecord, origins: Origins | None = None) -> list[tuple[str, str, str]]:
    """Return a line for each of the three counts: what is counted, the count, and why it is so.

    ``origins`` are the claim's own unless its denials are meant.
    """
    told = record.origins if origins is None else origins
    reasons = (_people_reason(record, told), _institutions_reason(told), _independent_reason(told))
    counts = (("people", told.people), ("institutions", told.institutions), ("independent", told.independent))
    return [(name, count_phrase(count), why) for (name, count), why in zip(counts, reasons, strict=True)]


def rule_sentence(origins: Origins) -> str:
    """Return whether the two-source rule is met, and what that rests on."""
    told = f"The two-source rule is {_RULES[origins.rule]}"
    return f"{told}: {_rule_reason(origins)}."


_RULES = {Rule.MET: "met", Rule.POSSIBLE: "not shown to be met", Rule.NOT_MET: "not met"}


def _rule_reason(origins: Origins) -> str:
    lower, upper = origins.independent.lower, origins.independent.upper
    if origins.rule is Rule.MET:
        return f"at least {lower:,} origins are surely independent"
    if not origins.ends:
        return "no chain leads to an origin"
    if origins.independent.open:
        return "nobody knows how many stand behind it, and no two are surely independent"
    if origins.rule is Rule.POSSIBLE:
        return f"{upper} origins may be independent, and no two are surely so"
    return "all of it goes back to one origin"


def open_reasons(record: ClaimRecord, origins: Origins | None = None) -> list[str]:
    """Return why the total of origins is unknown, one clause for each open end."""
    told = record.origins if origins is None else origins
    articles, by_number = _articles(record), {one.id: one for one in record.appearances}
    reasons: list[str] = []
    silent: list[str] = []
    for end in told.ends:
        if end.kind is EndKind.COLLECTIVE:
            reasons.append(_collective_reason(end, by_number))
        elif end.kind is EndKind.NOTHING:
            silent += [_silence(articles[int(key)], record) for key in end.articles if int(key) in articles]
    return list(dict.fromkeys((*reasons, *silent)))


def _collective_reason(end: End, appearances: dict[int, AppearanceRecord]) -> str:
    source = next((appearances[int(key)].source for key in end.footings if int(key) in appearances), None)
    if source is None:
        return f"people {NOBODY_NAMES}"
    return f"{source.label} are {NOBODY_NAMES}"


def _silence(article: ArticleRecord, record: ClaimRecord) -> str:
    unread = not any(one.article.id == article.id for one in record.appearances)
    outlet = article.outlet or "an unknown outlet"
    return f"{outlet} has not been read here for it" if unread else f"{outlet} gives nobody"


def _articles(record: ClaimRecord) -> dict[int, ArticleRecord]:
    related = (article for one in record.appearances for article in (one.article, one.relays) if article)
    return {article.id: article for article in related}


def _people_reason(record: ClaimRecord, origins: Origins) -> str:
    if origins.people.open:
        return "; ".join(open_reasons(record, origins)) or f"people {NOBODY_NAMES}"
    if not origins.ends:
        return "no chain leads to a voice"
    voices = sum(end.count for end in origins.ends)
    names = listed(dict.fromkeys(end_phrase(end, record) for end in origins.ends))
    if origins.people.lower == origins.people.upper:
        return names if voices == 1 else f"{names}: {origins.people.lower} surely different"
    return f"{names}: some may be the same"


def _institutions_reason(origins: Origins) -> str:
    count = origins.institutions
    if count.open:
        return "whose people they are is not all known"
    if not origins.ends:
        return "no chain leads to one"
    if count.upper == 1:
        return "one voice, one institution" if len(origins.ends) == 1 else "all belong to one institution"
    return "surely different ones" if count.lower == count.upper else "some may belong to the same"


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
    """Return where a chain ends, in a sentence: who speaks, or that nobody does."""
    by_number = {one.id: one for one in record.appearances}
    of_end = [by_number[int(key)] for key in end.footings if int(key) in by_number]
    source = next((one.source for one in of_end if one.source), None)
    article = of_end[0].article if of_end else None
    return origin_phrase(end.kind, source, article)


def origin_phrase(kind: EndKind, source: SourceRecord | None, article: ArticleRecord | None = None) -> str:
    """Return an origin by its kind: who or what it is, and whether it is named."""
    outlet = (article.outlet if article else None) or "an unknown outlet"
    if kind is EndKind.NOTHING:
        return "nobody is given"
    if kind is EndKind.OBSERVATION:
        return f"{listed(article.reporters) if article and article.reporters else 'a reporter'} of {outlet} was there"
    if kind is EndKind.OWN_VOICE:
        return f"{source.label if source else outlet} in its own voice"
    if kind is EndKind.COLLECTIVE:
        return f"{source.label if source else 'people'} ({NOBODY_NAMES})"
    return source_phrase(source) if source else words(kind)


def source_phrase(source: SourceRecord) -> str:
    """Return a source with its role and what it belongs to; an unnamed one says that it is unnamed."""
    parts = [source.role] if source.role else []
    if source.belongs_to and source.belongs_to.casefold() not in f"{source.label} {source.role or ''}".casefold():
        parts.append(source.belongs_to)
    count = f"{source.stated_count} people, " if (source.stated_count or 0) > 1 else ""
    if not source.named:
        parts.insert(0, f"{count}unnamed")
        return f"{source.label} ({', '.join(parts)})"
    return ", ".join([source.label, *parts])


def attribution_phrase(one: AppearanceRecord) -> str:
    """Return on whose word an article gives the claim: ``“one senior diplomat involved in the talks” (unnamed)``."""
    if one.source is not None:
        if one.attribution is Attribution.COLLECTIVE:
            return f"{one.source.label} ({NOBODY_NAMES})"
        own = " in its own voice" if one.attribution is Attribution.OWN_VOICE else ""
        return source_phrase(one.source) + own
    return _WITHOUT_SOURCE.get(one.attribution, words(one.attribution))


_WITHOUT_SOURCE = {
    Attribution.OUTLET: "another outlet's report",
    Attribution.WITNESSED: "the reporter was there",
    Attribution.OWN_VOICE: "the outlet's own voice",
    Attribution.UNATTRIBUTED: "nobody is given",
    Attribution.COLLECTIVE: f"people {NOBODY_NAMES}",
}


def circular_sentence(record: ClaimRecord) -> str | None:
    """Return that articles report in a circle, if some do."""
    outlets = _outlets_of(record, (*record.origins.circular, *(record.denials.circular if record.denials else ())))
    if not outlets:
        return None
    return f"Circular reporting: {listed(outlets)} lead only back to each other, and add nothing."


def retracted_sentence(record: ClaimRecord) -> str | None:
    """Return that standing articles lead only to withdrawn ones, if some do."""
    outlets = _outlets_of(record, record.origins.retracted)
    if not outlets:
        return None
    verb = "leads" if len(outlets) == 1 else "lead"
    return f"{listed(outlets)} still {verb} back only to a report that was withdrawn, and add{'s' * (len(outlets) == 1)} nothing."


def _outlets_of(record: ClaimRecord, keys: Iterable[int | str]) -> list[str]:
    wanted = set(keys)
    some = (one.article.outlet or "an unknown outlet" for one in record.appearances if one.id in wanted)
    return list(dict.fromkeys(some))


# Status, windows, relations


def standing_phrase(record: ClaimRecord) -> str:
    """Return where the claim stands: ``confirmed; partly occurred``, with ``overdue`` where it is."""
    outcome = f"; {words(record.outcome)}" if record.outcome else ""
    return f"{words(record.status)}{outcome}{', overdue' if record.overdue else ''}"


def review_phrase(review: ReviewRecord) -> str:
    """Return what a review gave: ``confirmed; partly occurred``."""
    parts = [words(review.status)]
    if review.outcome:
        parts.append(words(review.outcome))
    return "; ".join(parts) + (" (proposed)" if review.proposed else "")


def status_sentence(record: ClaimRecord, zone: tzinfo) -> str:
    """Return where the claim stands, by whom, since when and why."""
    newest = record.latest_review
    if newest is None:
        return sentence(f"{standing_phrase(record)}: nobody has reviewed it")
    told = f"{standing_phrase(record)} ({entered_phrase(newest.who, newest.at, zone)})"
    return f"{told}: {sentence(newest.note)}" if newest.note else sentence(told)


def evidence_phrase(evidence: EvidenceRecord) -> str:
    """Return a piece of evidence: its kind, title, day and where to find it."""
    where = evidence.url if evidence.title or evidence.file_name else None
    day = date_phrase(evidence.published) if evidence.published else None
    title = evidence.label
    if evidence.article is not None and title == evidence.article.label:
        title = article_phrase(evidence.article)
    told = ", ".join(filter(None, (f"{words(evidence.kind)}: {title}", day, where)))
    return f"{told} — {evidence.note}" if evidence.note else told


def window_phrase(window: WindowRecord) -> str:
    """Return a window: its role, its words as printed, and what was understood."""
    printed = f"{quoted(window.words)} " if window.words else ""
    said = f"said on {day_in_words(window.said)}" if window.said else ""
    understood = window.understood or days_phrase(window.earliest, window.latest)
    head = f"{_ROLES[window.role]} {printed}{f'({said})' if said and printed else said}".strip()
    return f"{head}: {understood}"


_ROLES = {WindowRole.DUE: "due", WindowRole.HAPPENED: "happened", WindowRole.HOLDS: "holds"}


def days_phrase(earliest: date | None, latest: date | None) -> str:
    """Return the days of a window in words."""
    if earliest is not None and earliest == latest:
        return f"on {day_in_words(earliest)}"
    first = f"from {day_in_words(earliest)}" if earliest else ""
    last = f"until {day_in_words(latest)}" if latest else "no last day" if earliest else "no days"
    return f"{first}{' ' if first and latest else ', ' if first else ''}{last}"


def overdue_phrase(record: ClaimRecord) -> str | None:
    """Return that the window of the claim has closed and nobody said what came of it, if that is so."""
    if not record.overdue:
        return None
    latest = next((one.latest for one in record.windows if one.role is WindowRole.DUE), None)
    return f"overdue since {day_in_words(latest)}" if latest else "overdue"


def relation_phrase(relation: RelationRecord) -> str:
    """Return how this claim and another bear on each other, with the other's number and statement."""
    verb = (_INCOMING if relation.incoming else _OUTGOING)[relation.kind]
    note = f" — {relation.note}" if relation.note else ""
    return f"{verb} #{relation.claim_id}: {relation.statement or '(redacted)'}{note}"


_OUTGOING = {
    RelationKind.CONTRADICTS: "contradicts",
    RelationKind.SUPPORTS: "supports",
    RelationKind.REFINES: "refines",
    RelationKind.PART_OF: "is part of",
    RelationKind.SUPERSEDES: "supersedes",
}
_INCOMING = {
    RelationKind.CONTRADICTS: "contradicted by",
    RelationKind.SUPPORTS: "supported by",
    RelationKind.REFINES: "refined by",
    RelationKind.PART_OF: "has the part",
    RelationKind.SUPERSEDES: "superseded by",
}


def withheld_sentence(count: int) -> str | None:
    """Return that off-the-record appearances are not shown, if there are any."""
    if not count:
        return None
    verb = "is" if count == 1 else "are"
    return f"{counted(count, 'off-the-record appearance')} {verb} not shown; --confidential shows {'it' if count == 1 else 'them'}."


# Articles and appearances


def article_phrase(article: ArticleRecord) -> str:
    """Return an article by its outlet and day; what we concluded ourselves is marked."""
    outlet = article.outlet or "an unknown outlet"
    if article.outlet and article.outlet_basis is Basis.INFERRED:
        outlet += " (outlet inferred)"
    if not article.published:
        return f"{outlet}, no date"
    inferred = " (date inferred)" if article.published_basis is Basis.INFERRED else ""
    return f"{outlet}, {date_phrase(article.published)}{inferred}"


def relay_phrase(basis: RelayBasis | None) -> str | None:
    """Return who says that an article has the claim from another, unless the article itself does."""
    return _RELAYS.get(basis) if basis else None


_RELAYS = {RelayBasis.INFERRED: "relay inferred by us", RelayBasis.SUSPECTED: "relay only suspected"}


def reprint_phrase(article: ArticleRecord) -> str | None:
    """Return that an article is a reprint, whole or in part, if it is."""
    if article.reprint_of_id is None:
        return None
    return "reprint of a part" if article.reprint_extent is ReprintExtent.PART else "reprint"


def correction_phrase(correction: CorrectionRecord, zone: tzinfo | None = None) -> str:
    """Return what became of an appearance, and why."""
    when = f" ({entered_phrase(correction.who, correction.at, zone)})" if zone else ""
    instead = f"; #{correction.successor_id} stands instead" if correction.successor_id else ""
    note = f": {correction.note}" if correction.note else ""
    return f"{_CORRECTIONS[correction.kind]}{when}{note}{instead}"


_CORRECTIONS = {
    CorrectionKind.RETRACTED: "RETRACTED by the outlet",
    CorrectionKind.EDITED: "edited by the outlet",
    CorrectionKind.WRONG: "entered wrongly",
}


def excerpt_phrase(one: AppearanceRecord) -> str | None:
    """Return the excerpt: in quotation marks if it holds the speaker's words, else as the outlet's wording."""
    if not one.excerpt:
        return None
    if one.is_quotation:
        return quoted(one.excerpt)
    return f"{'translated' if one.wording is Wording.TRANSLATED else 'worded'}: {' '.join(one.excerpt.split())}"


def hedge_phrase(hedges: Sequence[HedgeRecord], one: AppearanceRecord | None = None) -> str | None:
    """Return the words that hold back, and the likelihood for which they stand."""
    held = list(dict.fromkeys(quoted(hedge.words) if hedge.words else words(hedge.kind) for hedge in hedges))
    parts = [f"hedged {listed(held)}"] if held else []
    if one is not None and one.likelihood:
        basis = _LIKELIHOOD_BASES[one.likelihood_basis] if one.likelihood_basis else ""
        parts.append(f"{words(one.likelihood)}{basis}")
    return ", ".join(parts) or None


_LIKELIHOOD_BASES = {
    LikelihoodBasis.STATED: "",
    LikelihoodBasis.MAPPED: "",
    LikelihoodBasis.EDITOR: " (an editor's reading)",
}


def treatment_phrase(one: AppearanceRecord) -> str | None:
    """Return what the outlet does with the claim, unless it just reports it."""
    if one.treatment is Treatment.REPORTS:
        return None
    placed = f" in its {one.placement}" if one.placement else ""
    return f"the outlet {words(one.treatment)} it{placed}"


def standing_of_speaker(one: AppearanceRecord) -> list[str]:
    """Return how the speaker stands to the matter: second hand, terms, occasion, day, reason for anonymity."""
    parts = [words(one.proximity)] if one.proximity is not Proximity.NOT_STATED else []
    if one.terms in (Terms.BACKGROUND, Terms.DEEP_BACKGROUND, Terms.OFF_RECORD):
        parts.append(words(one.terms).replace("off record", "OFF THE RECORD"))
    if one.occasion:
        parts.append(one.occasion)
    if one.said and not one.occasion:
        parts.append(f"said on {day_in_words(one.said)}")
    if one.anonymity_reason:
        parts.append(f"unnamed because {quoted(one.anonymity_reason)}")
    return parts


def stance_phrase(stance: Stance) -> str:
    """Return what a speaker does with the claim."""
    return _STANCES[stance]


_STANCES = {
    Stance.ASSERTS: "asserts it",
    Stance.DENIES: "denies it",
    Stance.QUESTIONS: "questions it",
    Stance.DECLINES: "declined to say",
}
