"""The sentences about claims: each phrase is written here, except those of `origin_phrases`.

Everything is plain text on one line, unescaped; whoever prints it escapes and wraps it. Quotation marks are for words
as printed and for the speaker's own words, never for a paraphrase (AP).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from claims.catalogue import APPEARANCE, ARTICLE, EVIDENCE, REVIEW, SOURCE, Record
from claims.privacy.redaction import REDACTED as REDACTED
from claims.rules.ladder import given_by, is_imported, rests_on_other_words, two_people
from claims.rules.sourcing import EndKind
from claims.text.dates import MONTHS, day_in_words
from claims.vocabulary import (
    VERDICTS,
    Attribution,
    Basis,
    LikelihoodBasis,
    Outcome,
    Proximity,
    RelationKind,
    ReprintExtent,
    Status,
    Terms,
    Treatment,
    WindowRole,
    Wording,
    words,
)

if TYPE_CHECKING:  # a list needs a few of the sentences and none of the records
    from claims.reading.records import (
        AppearanceRecord,
        ArticleRecord,
        ClaimRecord,
        EvidenceRecord,
        RelationRecord,
        ReviewRecord,
        SourceRecord,
        WindowRecord,
    )

FEW = 6
"""How many names a sentence lists at most."""

UNKNOWN_OUTLET = "an unknown outlet"

TOO_FEW = "too few"
"""The text for a share of too few cases."""

NOBODY_NAMES = "neither named nor numbered"
"""The words for a collective: any number of people."""

ATTRIBUTION_WORDS = {
    Attribution.NAMED: "a named person",
    Attribution.INSTITUTION: "an institution",
    Attribution.UNNAMED: "unnamed people, described or counted",
    Attribution.COLLECTIVE: f"officials, sources, experts: {NOBODY_NAMES}",
    Attribution.DOCUMENT: "a document",
    Attribution.OUTLET: "another outlet's report",
    Attribution.WITNESSED: "the reporter, who was there",
    Attribution.OWN_VOICE: "the author or the outlet itself",
    Attribution.UNATTRIBUTED: "no source is given",
}
"""Sorts of attribution, for the lines of a table."""


# Numbers and lists


def counted(number: int, text: str, many: str | None = None) -> str:
    """Return a number with its noun: ``1 outlet``, ``2 outlets``."""
    return f"{number:,} {text if number == 1 else many or text + 's'}"


def listed(parts: Iterable[str], last: str = "and") -> str:
    """Return parts as a list in a sentence: ``a, b and c``."""
    items = list(parts)
    return f" {last} ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def some_of(parts: Iterable[str]) -> str:
    """Return a list for a sentence; of a long list, the rest as a number: ``a, b and 14 more``."""
    named = list(dict.fromkeys(parts))
    rest = [f"{len(named) - FEW} more"] if len(named) > FEW else []
    return listed([*named[:FEW], *rest])


def shortened(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters, cut between words where it is longer."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    whole, _, _ = flat[:most].rpartition(" ")
    return f"{(whole or flat[: most - 1]).rstrip(' ,;:')}…"


def quoted(text: str) -> str:
    """Return words in quotation marks; quotation marks inside become single."""
    inner = text.strip().replace("“", "‘").replace("”", "’").replace('"', "'")
    return f"“{inner}”"


def sentence(text: str) -> str:
    """Return a text with a capital at the beginning and a full stop at the end, unless it ends otherwise already."""
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
    """Return who entered a record and when: ``mori, 2 March 2024``."""
    return f"{who}, {day_in_words(at.astimezone(zone).date())}"


# Sources


def origin_phrase(kind: EndKind, source: SourceRecord | None, article: ArticleRecord | None = None) -> str:
    """Return an origin by kind: who or what it is, and whether it is named."""
    outlet = (article.outlet if article else None) or UNKNOWN_OUTLET
    if kind is EndKind.NOTHING:
        return "no source is given"
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
    parts += filter(None, field_phrases(SOURCE, source))
    count = f"{source.stated_count} people, " if (source.stated_count or 0) > 1 else ""
    if not source.named:
        parts.insert(0, f"{count}unnamed")
        return f"{source.label} ({', '.join(parts)})"
    return ", ".join([source.label, *parts])


def attribution_phrase(appearance: AppearanceRecord) -> str:
    """Return an article's source for the claim: ``“one senior diplomat involved in the talks” (unnamed)``."""
    if appearance.source is not None:
        if appearance.attribution is Attribution.COLLECTIVE:
            return f"{appearance.source.label} ({NOBODY_NAMES})"
        own = " in its own voice" if appearance.attribution is Attribution.OWN_VOICE else ""
        return source_phrase(appearance.source) + own
    return _WITHOUT_SOURCE.get(appearance.attribution, words(appearance.attribution))


_WITHOUT_SOURCE = {
    Attribution.OUTLET: "another outlet's report",
    Attribution.WITNESSED: "the reporter was there",
    Attribution.OWN_VOICE: "the outlet's own voice",
    Attribution.UNATTRIBUTED: "no source is given",
    Attribution.COLLECTIVE: f"people {NOBODY_NAMES}",
}


# Status, windows, relations


def standing_phrase(record: ClaimRecord) -> str:
    """Return the claim's standing: ``confirmed; partly occurred``, with ``overdue`` and proposals, if any."""
    return f"{stands_phrase(record)}{proposed_phrase(record)}"


def stands_phrase(record: ClaimRecord) -> str:
    """Return the claim's decided status, without proposals."""
    on_other_words = rests_on_other_words(record.reviews) is not None
    return state_phrase(record.status, record.outcome, overdue=record.overdue, on_other_words=on_other_words)


def state_phrase(status: Status, outcome: Outcome | None, *, overdue: bool, on_other_words: bool = False) -> str:
    """Return a status and an outcome: ``confirmed; pending, overdue (outcome not recorded yet)``."""
    given = f"; {words(outcome)}" if outcome else ""
    other = ", on an earlier wording" if on_other_words else ""
    return f"{words(status)}{given}{', overdue' if overdue else ''}{other}{missing_outcome(status, outcome)}"


def missing_outcome(status: Status, outcome: Outcome | None, *, claim: int | None = None) -> str:
    """Return that a verdict has no outcome yet, or an empty text.

    A verdict says that the claim was right when reported, and readers take that to mean it came true. With its number,
    ``claim``, the command that enters the outcome is added: for the person at the keyboard, never for a report.
    """
    if status not in VERDICTS or outcome is not Outcome.PENDING:
        return ""
    return f" (outcome not recorded yet{f': claims review {claim} --outcome …' if claim is not None else ''})"


def proposed_phrase(record: ClaimRecord) -> str:
    """Return what waits for a second person, to follow the claim's status: ``; proposed: confirmed``."""
    return waiting_phrase(record.waiting)


def waiting_phrase(waiting: Iterable[ReviewRecord]) -> str:
    """Return the proposals that wait for a second person, to follow a claim's status, or an empty text."""
    given = dict.fromkeys(
        ", ".join(words(value) for value in (review.status, review.outcome) if value) for review in waiting
    )
    return f"; proposed: {listed(given, 'or')}" if given else ""


def proposal_phrase(review: ReviewRecord, zone: tzinfo) -> str:
    """Return a proposal: ``confirmed (mori, 9 April 2024); somebody else has to agree``."""
    return f"{given_phrase(review)} ({entered_phrase(review.who, review.at, zone)}); somebody else has to agree"


def decided_phrase(record: ClaimRecord, review: ReviewRecord, zone: tzinfo) -> str:
    """Return who made a review and when: ``lindqvist and okafor, 9 April 2024``.

    The day is the day of the decision: for a proposal, the day of the agreement.
    """
    names = record.behind(review)
    decided = entered_phrase(listed(names), given_by(review, record.reviews).at, zone)
    text = ", ".join(filter(None, (decided, *field_phrases(REVIEW, review))))
    together = record.together(review)
    if len(names) < 2 or two_people(together):
        return text
    takers = dict.fromkeys(agreed.entered_as or agreed.proved_by for agreed in together if agreed.proved_by)
    if takers and not any(map(is_imported, together)):
        logins = dict.fromkeys(agreed.proved_by for agreed in together if agreed.proved_by)
        return f"{text}; counts as one person's verdict: all names were entered by the login {listed(logins)}"
    read = f" that {listed(takers)} imported" if takers else ""
    return f"{text}; counts as one person's verdict: the names come from a file{read}"


def other_words_phrase(record: ClaimRecord) -> str | None:
    """Return the earlier wording behind the current verdict, if it changed since: ``judged on other words: “…”``."""
    review = rests_on_other_words(record.reviews)
    return None if review is None else judged_phrase(review)


def judged_phrase(review: ReviewRecord) -> str | None:
    """Return the wording behind a review, if the claim's changed since."""
    return None if review.other_words is None else f"judged on an earlier wording: {quoted(review.other_words)}"


def review_phrase(review: ReviewRecord) -> str:
    """Return a review's result: ``confirmed; partly occurred``."""
    return given_phrase(review) + (" (proposed)" if review.proposed else "")


def given_phrase(review: ReviewRecord) -> str:
    """Return a review's result, and whether it is only proposed."""
    return "; ".join(words(value) for value in (review.status, review.outcome) if value)


def status_sentence(record: ClaimRecord, zone: tzinfo) -> str:
    """Return the claim's status, with who decided it, when and why."""
    standing = f"{stands_phrase(record)}{decision_phrase(record, zone)}"
    return standing if record.latest_review else sentence(standing)


def decision_phrase(record: ClaimRecord, zone: tzinfo) -> str:
    """Return who decided the claim's status, when and why, to follow the status in a sentence."""
    newest = record.latest_review
    if newest is None:
        return f": nobody has {'decided' if record.waiting else 'reviewed it'}."
    decided = f" ({decided_phrase(record, newest, zone)})"
    reasons = reasons_phrase(record, newest)
    return " ".join([f"{decided}: {reasons}" if reasons else f"{decided}.", *_warnings(record)])


def _warnings(record: ClaimRecord) -> Iterator[str]:
    """Yield remarks on the claim's status that readers must not miss."""
    other = other_words_phrase(record)
    if other is not None:
        yield f"It was {other}"


def reasons_phrase(record: ClaimRecord, review: ReviewRecord) -> str:
    """Return a review's reasons, then the reasons of everyone who agrees, by name."""
    first, *agreeing = record.together(review)
    phrases = [sentence(first.note)] if first.note else []
    return " ".join(
        [*phrases, *(f"{agreed.who.strip()} agrees: {sentence(agreed.note)}" for agreed in agreeing if agreed.note)]
    )


def evidence_phrase(evidence: EvidenceRecord) -> str:
    """Return a piece of evidence: its kind, title, day and where to find it."""
    where = evidence.url if evidence.title or evidence.file_name else None
    day = date_phrase(evidence.published) if evidence.published else None
    title = evidence.label
    if evidence.article is not None and title == evidence.article.label:
        title = article_phrase(evidence.article)
    own = field_phrases(EVIDENCE, evidence)
    text = ", ".join(filter(None, (f"{words(evidence.kind)}: {title}", day, where, *own)))
    return f"{text} — {evidence.note}" if evidence.note else text


def window_phrase(window: WindowRecord) -> str:
    """Return a window: its role, its words as printed, and their meaning."""
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
    """Return that the claim's last day has passed without an outcome, if it has."""
    due = _due_window(record)
    if not record.overdue or due is None or due.latest is None:
        return None
    return f"overdue: the deadline was {day_in_words(due.latest)}, and no outcome is recorded"


def due_phrase(record: ClaimRecord) -> str | None:
    """Return whether the claim is overdue, and why not; nothing if it is not due at all."""
    due = _due_window(record)
    if due is None or record.outcome is None:
        return None
    if record.outcome is not Outcome.PENDING:
        return f"not overdue: {words(record.outcome)}"
    if due.latest is None:
        return "never overdue: it has no deadline"
    return overdue_phrase(record) or f"not overdue: it is open until {day_in_words(due.latest)}"


def _due_window(record: ClaimRecord) -> WindowRecord | None:
    return next((window for window in record.windows if window.role is WindowRole.DUE), None)


def relation_phrase(relation: RelationRecord) -> str:
    """Return the relation between this claim and another, with the other's number and statement."""
    verb = (_INCOMING if relation.incoming else _OUTGOING)[relation.kind]
    note = f" — {relation.note}" if relation.note else ""
    return f"{verb} #{relation.claim_id}: {relation.statement or REDACTED}{note}"


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
    RelationKind.PART_OF: "includes",
    RelationKind.SUPERSEDES: "superseded by",
}


def withheld_sentence(count: int) -> str | None:
    """Return that off-the-record appearances are not shown, if there are any."""
    if not count:
        return None
    text = f"{counted(count, 'off-the-record appearance')} {'is' if count == 1 else 'are'} not shown"
    return f"{text}; --confidential shows {'it' if count == 1 else 'them'}."


def late_sentence(records: int, last: datetime, zone: tzinfo) -> str:
    """Return that records were entered elsewhere by then but came here only later, the last of them at ``last``."""
    was, them = ("was", "it") if records == 1 else ("were", "them")
    return (
        f"{counted(records, 'record')} of these {was} entered elsewhere by then and came here only later, "
        f"the last at {moment_phrase(last, zone)}: nobody here knew of {them}"
    )


def unlisted_sentence(count: int, what: str) -> str:
    """Return that claims or sources known only off the record are not in a list."""
    text = f"{counted(count, what)} known only off the record {'is' if count == 1 else 'are'} not listed"
    return f"{text}; --confidential lists {'it' if count == 1 else 'them'}"


# Articles and appearances


def article_phrase(article: ArticleRecord) -> str:
    """Return an article by its outlet and day: ``Nikkei Asia, 2 March 2024``."""
    day = date_phrase(article.published) if article.published else "no date"
    return ", ".join(filter(None, (article.outlet or UNKNOWN_OUTLET, day, *field_phrases(ARTICLE, article))))


def inferred_phrase(article: ArticleRecord) -> str | None:
    """Return which details of an article we inferred, if any."""
    inferred = []
    if article.outlet and article.outlet_basis is Basis.INFERRED:
        inferred.append("outlet")
    if article.published and article.published_basis is Basis.INFERRED:
        inferred.append("date")
    return f"{listed(inferred)} inferred" if inferred else None


def unread_phrase(article: ArticleRecord, *, otherwise: bool = False) -> str:
    """Return why a chain ends at an article that has no appearance of the claim.

    ``otherwise`` says that the article carries the claim with another stance.
    """
    if not article.seen:
        return "unread"
    return f"article #{article.id} was read and does not {'say so' if otherwise else 'carry the claim'}"


def reprint_phrase(article: ArticleRecord) -> str | None:
    """Return that an article is a reprint, whole or in part, if it is."""
    if article.reprint_of_id is None:
        return None
    return "reprint of a part" if article.reprint_extent is ReprintExtent.PART else "reprint"


def excerpt_phrase(appearance: AppearanceRecord) -> str | None:
    """Return the excerpt: in quotation marks if it is the speaker's words, else as the outlet's."""
    if not appearance.excerpt:
        return None
    if appearance.is_quotation:
        return quoted(appearance.excerpt)
    whose = "in its translation" if appearance.wording is Wording.TRANSLATED else "in its own words"
    return f"{whose}: {' '.join(appearance.excerpt.split())}"


def hedge_phrase(appearance: AppearanceRecord) -> str | None:
    """Return an appearance's hedges and its likelihood."""
    held = sorted({quoted(hedge.words) if hedge.words else words(hedge.kind) for hedge in appearance.hedges})
    parts = [f"hedged by {listed(held)}"] if held else []
    if appearance.likelihood and quoted(words(appearance.likelihood)) not in held:
        basis = f" ({_LIKELIHOOD_BASES[appearance.likelihood_basis]})" if appearance.likelihood_basis else ""
        parts.append(f"likelihood: {words(appearance.likelihood)}{basis}")
    return ", ".join(parts) or None


_LIKELIHOOD_BASES = {
    LikelihoodBasis.STATED: "as printed",
    LikelihoodBasis.MAPPED: "by the published list of words",
    LikelihoodBasis.EDITOR: "an editor's reading",
}


def treatment_phrase(appearance: AppearanceRecord) -> str | None:
    """Return what the outlet does with the claim, unless it just reports it."""
    if appearance.treatment is Treatment.REPORTS:
        return None
    placed = f" in its {appearance.placement}" if appearance.placement else ""
    return f"the outlet {words(appearance.treatment)} it{placed}"


def speaker_phrases(appearance: AppearanceRecord) -> list[str]:
    """Return the circumstances of a statement: how near the speaker is, on what terms, where, when, why unnamed."""
    said = f"said on {day_in_words(appearance.said)}" if appearance.said and not appearance.occasion else None
    phrases = [
        _PROXIMITIES.get(appearance.proximity),
        _TERMS.get(appearance.terms),
        *field_phrases(APPEARANCE, appearance, said=said),
    ]
    return [part for part in phrases if part]


def field_phrases(record: Record, row: object, **own: str | None) -> Iterator[str | None]:
    """Yield a record's fields as stored, in order; ``own`` gives other words for some of them."""
    for field in record if own else record.phrased:
        if field.name in own:
            yield own[field.name]
        elif field.phrase and (value := getattr(row, field.name)):
            yield field.phrase.format(value, quoted=quoted(value))


_PROXIMITIES = {
    Proximity.FIRST_HAND: "at first hand",
    Proximity.SECOND_HAND: "at second hand",
}
_TERMS = {
    Terms.BACKGROUND: "on background",
    Terms.DEEP_BACKGROUND: "on deep background",
    Terms.OFF_RECORD: "OFF THE RECORD",
}
