"""The sourcing report of a story as parts in order, before formatting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import tzinfo

from claims.features.claim.chain import chain
from claims.features.claim.graph import claim_graph
from claims.features.claim.spread import Spread
from claims.features.claim.spread_words import (
    denying,
    on_whose_word,
    rule_words,
    short_count,
    spread_sentences,
    three_counts,
    voice_and_outlets,
    whose_word,
)
from claims.features.drift.words import TITLE as DRIFT
from claims.features.story.asked import asked_claims, asked_facts
from claims.features.story.audience import left_out_sentence
from claims.features.story.drift import drift_fact, drifted
from claims.features.story.reach import corrected_facts, corrected_lines, corrected_words
from claims.features.story.report import (
    WIDE,
    Asked,
    AttributionCount,
    Contradiction,
    Settled,
    StoryReport,
    Summary,
    awaiting,
    due_window,
    verdict_counts,
)
from claims.features.story.verdicts import alone_sentence, verdicts_of
from claims.reading.records import ClaimRecord, ReviewRecord
from claims.render.corrections import RETRACTED
from claims.render.marks import marked
from claims.render.parts import ClaimPart, Facts, Heading, Paragraph, Part, SettledList, SettledPart, Standing, Table
from claims.render.phrases import (
    ATTRIBUTION_WORDS,
    article_phrase,
    counted,
    date_phrase,
    decided_phrase,
    decision_phrase,
    evidence_phrase,
    listed,
    moment_phrase,
    overdue_phrase,
    proposal_phrase,
    proposed_phrase,
    reasons_phrase,
    relation_phrase,
    review_phrase,
    sentence,
    standing_phrase,
    stands_phrase,
    window_phrase,
)
from claims.render.tree import Branch
from claims.rules.ladder import given_by
from claims.text.dates import day_in_words
from claims.vocabulary import Audience, EvidenceKind, Outcome, RelationKind, Rule, Stance, Weight, words

MOST_LISTED = 24
"""How many numbers of claims a sentence lists at most."""


def outline(report: StoryReport) -> list[Part]:
    """Return the parts of the report, the summary first and the strongest sentences last."""
    if not report.spreads:
        return [*head(report), Paragraph("No claims belong to this story: there is nothing to report.")]
    return [
        *head(report),
        *_summary(report),
        *widest(report),
        *key_claims(report),
        *compact_claims(report, Weight.SUPPORTING, "Supporting claims"),
        *compact_claims(report, Weight.BACKGROUND, "Background"),
        *wording(report),
        *contested_claims(report),
        *settled_claims(report),
        *inquiries(report),
        *_trail(report),
        *_meaning(report),
        *_bottom_line(report),
    ]


def _trail(report: StoryReport) -> list[Part]:
    """Return where a lawyer finds who entered what: its tables are too wide for a terminal."""
    if report.audit is None:
        return []
    return [
        Heading("Audit trail"),
        Paragraph("Who entered what, when and why is in the documents: -o report.html."),
    ]


# Head and summary


def head(report: StoryReport) -> list[Part]:
    """Return the title, the report's question, and how much there is."""
    story, summary = report.story, report.summary
    title = story.title or story.slug
    parts: list[Part] = [Heading(title, level=1), Paragraph(f"Sourcing report, {_asked(report.asked)}")]
    if summary.claims:
        parts.append(Paragraph(extent(summary)))
    return parts


def _asked(asked: Asked) -> str:
    """Return the report's question, with the moment and its offset."""
    phrases = [f"{'as recorded by' if asked.past else 'as recorded now,'} {moment_phrase(asked.at, asked.zone)}"]
    if asked.published_until:
        phrases.append(f"only articles published by {day_in_words(asked.published_until)}")
    if asked.trust_labels:
        phrases.append("unnamed people described with different organisations are counted as different people")
    return "; ".join(phrases) + "."


def extent(summary: Summary) -> str:
    """Return how much there is: claims, articles, outlets, period."""
    weights = listed(f"{number} {weight}" for weight, number in summary.of_weight.items())
    unread = f" ({summary.unread_articles} known only from other reports)" if summary.unread_articles else ""
    text = f"{counted(summary.claims, 'claim')}: {weights}. "
    text += f"{counted(summary.articles, 'article')}{unread} of {counted(summary.outlets, 'outlet')}"
    if summary.span is not None:
        first, last = (date_phrase(article.published or "") for article in (summary.span.first, summary.span.last))
        text += f", {first}" if first == last else f", {_without_year(first, last)} to {last}"
    return f"{text}."


def _without_year(first: str, last: str) -> str:
    """Return the first of two days, without its year if both have the same."""
    return first.removesuffix(f" {last[-4:]}")


def _summary(report: StoryReport) -> list[Part]:
    return [Heading("Summary"), summary_facts(report), attributions(report)]


def summary_facts(report: StoryReport) -> Facts:
    """Return the story in numbers, with a sentence or two for each point that is worth making."""
    summary = report.summary
    public = report.asked.audience is Audience.PUBLIC  # what waits for the newsroom is no business of its readers
    return Facts(
        (
            ("Origins", _origins(summary)),
            ("Two sources", _rules(summary)),
            ("Contested", _contested_sentence(report)),
            ("Settled", _settled_sentence(report)),
            *_alone(report),
            *([] if public else [("Overdue", _overdue(report))]),
            ("Wording", drift_fact(report.spreads, numbers_of)),
            *([] if public else [("Open-ended", _open_ended(report))]),
            *asked_facts(report),
            *corrected_facts(report),
            *_odd(summary),
            *([("Left out", f"{sentence(left_out_sentence(report.left_out))}")] if report.left_out else []),
        )
    )


def attributions(report: StoryReport) -> Table:
    """Return the sorts of attribution, counted by appearances and by claims."""
    rows = tuple(map(_attribution_row, report.summary.attributions))
    return Table(("Attribution", "appearances", "claims"), rows)


def _attribution_row(count: AttributionCount) -> tuple[str, str, str]:
    return (ATTRIBUTION_WORDS[count.attribution], f"{count.appearances:,}", f"{count.claims:,}")


def _origins(summary: Summary) -> str:
    text = f"{_claims(len(summary.one_origin))} on one known origin"
    if summary.total_unknown:
        text += f", {len(summary.total_unknown)} of them on an unspecified number of unnamed people"
    unnamed, nobody, named = len(summary.unnamed_only), len(summary.on_nobody), len(summary.named)
    return (
        f"{text}. {_claims(unnamed)} on unnamed people only; for {nobody} no article gives a "
        f"source. {named} {'has' if named == 1 else 'have'} at least one named voice."
    )


def _claims(number: int) -> str:
    return f"{counted(number, 'claim')} {'rests' if number == 1 else 'rest'}"


def _rules(summary: Summary) -> str:
    met, possible, unknown, missed = (
        len(summary.rules[rule]) for rule in (Rule.MET, Rule.POSSIBLE, Rule.UNKNOWN, Rule.NOT_MET)
    )
    several = f"met for {counted(met, 'claim')}"
    return (
        f"The two-source rule is {several}; possible for {possible}, where there may be more sources than we know; "
        f"not shown for {unknown}, where no source is given or the report it comes from is unread; "
        f"not met for {missed}."
    )


def _contested_sentence(report: StoryReport) -> str:
    numbers = report.summary.contested
    if not numbers:
        return "Nothing: no claim is contradicted, denied or disputed."
    against: dict[int, list[str]] = {}
    for contradiction in report.contested:
        against.setdefault(contradiction.spread.claim.id, []).append(_by_whom(contradiction))
    together: dict[str, list[int]] = {}
    for number, whom in against.items():
        together.setdefault(listed(whom), []).append(number)
    text = "; ".join(f"{whom} against {numbers_of(targets)}" for whom, targets in together.items())
    return f"{counted(len(numbers), 'claim')} ({numbers_of(numbers)})" + (f": {text}." if text else ".")


def _by_whom(contradiction: Contradiction) -> str:
    if contradiction.other is not None:
        return f"#{contradiction.other_id} ({whose_word(contradiction.other)})"
    return (
        listed(denying(contradiction.spread))
        if contradiction.other_id is None
        else f"#{contradiction.other_id}, which is not in this story"
    )


def _settled_sentence(report: StoryReport) -> str:
    if not report.settled:
        return "Nothing yet."
    phrases = [f"{len(numbers)} {words(status)} ({numbers_of(numbers)})" for status, numbers in _verdicts(report)]
    moments = sorted(review.at for settled in report.settled for review in settled.deciding)
    first, last = (day_in_words(at.astimezone(report.asked.zone).date()) for at in (moments[0], moments[-1]))
    when = f"on {first}" if first == last else f"between {_without_year(first, last)} and {last}"
    kinds = "; ".join(f"{_KINDS[kind]}: {number}" for kind, number in report.summary.evidence.items())
    return (
        f"{counted(len(report.settled), 'claim')}, decided {when}: {listed(phrases)}."
        f"{f' {sentence(kinds)}' if kinds else ''}{_outcomes(report.settled)}"
    )


def _alone(report: StoryReport) -> list[tuple[str, str]]:
    """Return how many verdicts one person made alone, where there are verdicts."""
    return [("Alone", alone_sentence(verdicts_of(report.settled)))] if report.settled else []


def _outcomes(settled: Sequence[Settled]) -> str:
    """Return the outcomes of predictions, intentions and conditionals."""
    by_outcome: dict[str, list[int]] = {}
    for decision in settled:
        if decision.claim.outcome not in (None, Outcome.PENDING):
            by_outcome.setdefault(words(decision.claim.outcome), []).append(decision.claim.id)
    return (
        f" Outcome: {listed(f'{numbers_of(ids)} {outcome}' for outcome, ids in by_outcome.items())}."
        if by_outcome
        else ""
    )


def _verdicts(report: StoryReport) -> list[tuple[str, tuple[int, ...]]]:
    verdicts = [(str(status), numbers) for status, numbers in verdict_counts(report.settled).items()]
    rest = tuple(settled.claim.id for settled in report.settled if not settled.claim.settled)
    return [*verdicts, ("by_outcome_alone", rest)] if rest else verdicts


_KINDS = {
    EvidenceKind.PRIMARY_RECORD: "on a primary record",
    EvidenceKind.DATA: "on data",
    EvidenceKind.OBSERVATION: "on an observation",
    EvidenceKind.PARTY_STATEMENT: "on a party's own statement",
    EvidenceKind.REPORT: "on reports",
}


def _overdue(report: StoryReport) -> str:
    numbers = report.summary.overdue
    if not numbers:
        return "Nothing."
    return f"{counted(len(numbers), 'claim')} past the deadline with no outcome recorded: {numbers_of(numbers)}."


def _open_ended(report: StoryReport) -> str:
    """Return the claims without a last day that are due for another look, and when."""
    by_number = {spread.claim.id: spread for spread in report.spreads}

    def days(numbers: Iterable[int]) -> str:
        due = ((number, due_window(by_number[number].claim)) for number in numbers)
        return listed(
            f"#{number} on {day_in_words(window.review_on)}" for number, window in due if window and window.review_on
        )

    summary = report.summary
    now = f"another look was due: {days(summary.look_again)}" if summary.look_again else ""
    later = f"another look is due: {days(summary.look_later)}" if summary.look_later else ""
    return sentence("; ".join(filter(None, (now, later)))) or "No claim is waiting for another look."


def _odd(summary: Summary) -> list[tuple[str, str]]:
    """Return the lines that only some stories need."""
    facts = []
    if summary.circular:
        facts.append(("Circular", f"Articles cite only each other for {numbers_of(summary.circular)}."))
    if summary.withdrawn:
        facts.append(("Retracted", f"An outlet {RETRACTED} {numbers_of(summary.withdrawn)}."))
    if summary.proposed:
        facts.append(("Proposed", f"A verdict waits for a second person: {numbers_of(summary.proposed)}."))
    if summary.withheld:
        facts.append(("Off the record", _withheld(summary)))
    return facts


def off_record(report: StoryReport) -> str:
    """Return how many off-the-record appearances were left out, even if that is 0."""
    if not report.summary.withheld:
        return "No off-the-record appearance was left out."
    return f"Off the record: {_withheld(report.summary)}"


def _withheld(summary: Summary) -> str:
    was = "was" if summary.withheld == 1 else "were"
    text = f"{counted(summary.withheld, 'appearance')} {was} left out of this report and of its counts."
    if summary.hidden:
        hidden = f"{counted(summary.hidden, 'claim')} known only off the record"
        text += f" {hidden} {'is' if summary.hidden == 1 else 'are'} not named."
    return text


def numbers_of(numbers: Sequence[int]) -> str:
    """Return claim numbers in a sentence; of a long list, the rest as a count."""
    items = [f"#{number}" for number in numbers[:MOST_LISTED]]
    if len(numbers) > MOST_LISTED:
        items.append(f"{len(numbers) - MOST_LISTED} more")
    return listed(items)


# Claims


def widest(report: StoryReport) -> list[Part]:
    """Return the claims that most outlets carried."""
    if not report.widest:
        return [Heading("Carried widest"), Paragraph(f"No claim was carried by {WIDE} outlets or more.")]
    return [Heading("Carried widest"), *map(spread_part, report.widest)]


def spread_part(spread: Spread) -> ClaimPart:
    """Return a claim with its status, how far it spread and where it leads back to."""
    standing = Standing(spread.claim.status, _capital(stands_phrase(spread.claim)), f"{proposed_phrase(spread.claim)}.")
    return ClaimPart(spread.claim.id, statement_of(spread), (" ".join(spread_sentences(spread)),), standing=standing)


def opening_part(spread: Spread, zone: tzinfo) -> ClaimPart:
    """Return a claim as the report opens with it: its verdict and since when, then how far it spread."""
    claim, since = spread.claim, ""
    if claim.latest_review is not None:
        decided = given_by(claim.latest_review, claim.reviews).at.astimezone(zone).date()
        since = f", since {day_in_words(decided)}"
    standing = Standing(claim.status, _capital(stands_phrase(claim)), f"{proposed_phrase(claim)}{since}.")
    return replace(spread_part(spread), standing=standing)


def verdict_of(claim: ClaimRecord, zone: tzinfo) -> Standing:
    """Return a claim's status, with who decided it, when and why."""
    return Standing(claim.status, _capital(stands_phrase(claim)), decision_phrase(claim, zone))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def statement_of(spread: Spread) -> str:
    """Return the claim's statement, or that it was redacted."""
    return spread.claim.statement or "(redacted)"


def key_claims(report: StoryReport, *, drawn: bool = False) -> list[Part]:
    """Return each key claim in full; ``drawn``, with its chain as a graph too."""
    spreads = report.of_weight(Weight.KEY)
    if not spreads:
        return []
    drawings = [(_full(spread, report), claim_graph(spread.chain) if drawn else None) for spread in spreads]
    return [Heading("Key claims"), *(replace(part, graph=graph) for part, graph in drawings)]


def _full(spread: Spread, report: StoryReport) -> ClaimPart:
    """Return a claim in full."""
    claim, zone = spread.claim, report.asked.zone
    lines = [
        *corrected_lines(report, claim),
        *(sentence(window_phrase(window)) for window in claim.windows),
        *([sentence(overdue_phrase(claim) or "")] if claim.overdue else []),
        *(f"Proposed: {sentence(proposal_phrase(review, zone))}" for review in awaiting(claim)),
        f"{sentence(claim.kind)} {_extent_and_origins(spread)}",
        *(
            sentence(relation_phrase(relation))
            for relation in claim.relations
            if relation.kind is RelationKind.CONTRADICTS
        ),
        *(f"Denied by {name}." for name in denying(spread)),
        *_others(spread),
    ]
    standing = verdict_of(claim, zone)
    return ClaimPart(claim.id, statement_of(spread), tuple(lines), _chains(spread), standing=standing)


def _extent_and_origins(spread: Spread) -> str:
    extent = f"{counted(len(spread.outlets), 'outlet')}, {counted(len(spread.articles), 'article')}."
    return f"{extent} {three_counts(spread.claim.origins)} {rule_words(spread.claim)}"


def _others(spread: Spread) -> list[str]:
    """Return who was asked about the claim or questions it, without asserting or denying it."""
    phrases = []
    for appearance in spread.claim.appearances:
        if appearance.stance in (Stance.QUESTIONS, Stance.DECLINES) and appearance.source is not None:
            phrases.append(
                f"{appearance.source.label} {_STANCES[appearance.stance]} ({article_phrase(appearance.article)})."
            )
    return phrases


_STANCES = {Stance.QUESTIONS: "questions it", Stance.DECLINES: "was asked and declined to comment"}


def _chains(spread: Spread) -> tuple[Branch, ...]:
    asserting = chain(spread.chain)
    denying_it = chain(spread.chain, stance=Stance.DENIES) if spread.denials else []
    return (*asserting, *(Branch(f"Denied: {branch.text}", branch.below, branch.tone) for branch in denying_it))


def compact_claims(report: StoryReport, weight: Weight, title: str) -> list[Part]:
    """Return the claims of a weight, a line each."""
    spreads = report.of_weight(weight)
    return [Heading(title), *(_line(spread, report) for spread in spreads)] if spreads else []


def _line(spread: Spread, report: StoryReport) -> ClaimPart:
    """Return a claim in one line: status, spread, origins and sources."""
    parts = (
        *corrected_words(report, spread.claim),
        counted(len(spread.outlets), "outlet"),
        f"origins: {short_count(spread.independent)}",
        on_whose_word(spread),
        *(f"contested by #{relation.claim_id}" for relation in spread.claim.contradicted_by),
    )
    standing = Standing(spread.claim.status, stands_phrase(spread.claim), proposed_phrase(spread.claim))
    return ClaimPart(spread.claim.id, statement_of(spread), (" · ".join(parts),), compact=True, standing=standing)


# Wording, contested and settled


def wording(report: StoryReport) -> list[Part]:
    """Return the key claims with relays that go further than their upstream."""
    parts = [
        ClaimPart(finding.spread.claim.id, statement_of(finding.spread), finding.sentences)
        for finding in drifted(report.spreads)
    ]
    return [Heading(DRIFT), *parts] if parts else []


def contested_claims(report: StoryReport) -> list[Part]:
    """Return each contested claim once, with both sides' sources."""
    against: dict[int, list[Contradiction]] = {}
    for contradiction in report.contested:
        against.setdefault(contradiction.spread.claim.id, []).append(contradiction)
    return [Heading("Contested"), *map(_against, against.values())] if against else []


def _against(held: Sequence[Contradiction]) -> ClaimPart:
    spread = held[0].spread
    lines = [_side(spread), *(line for contradiction in held for line in _other_side(contradiction))]
    return ClaimPart(spread.claim.id, statement_of(spread), tuple(lines))


def _other_side(contradiction: Contradiction) -> list[str]:
    """Return an objection to a claim, its source and its reason."""
    if contradiction.other_id is None:
        return [f"Denied by {listed(denying(contradiction.spread))}."]
    against = sentence(f"Against it, #{contradiction.other_id}: {contradiction.other_statement or '(redacted)'}")
    side = _side(contradiction.other) if contradiction.other is not None else "That claim is not in this story."
    return [against, " ".join(filter(None, (side, sentence(contradiction.note or ""))))]


def _side(spread: Spread) -> str:
    """Return the sources of one side, and its claim's status."""
    voices = "; ".join(voice_and_outlets(voice) for voice in spread.voices)
    text = f"according to {voices}" if voices else on_whose_word(spread)
    return sentence(f"{text} — {marked(spread.claim.status, standing_phrase(spread.claim))}")


def settled_claims(report: StoryReport, *, reasons: bool = False) -> list[Part]:
    """Return each decision with its maker and evidence, and on request its ``reasons``."""
    if not report.settled:
        return []
    rows = tuple(_settlement(settled, report.asked, reasons) for settled in report.settled)
    return [Heading("Settled"), SettledList(rows)]


def _settlement(settled: Settled, asked: Asked, reasons: bool) -> SettledPart:
    earlier = [f"{review_phrase(review)} ({_day(review, asked)})" for review in settled.earlier]
    evidence = [evidence for review in settled.deciding for evidence in settled.claim.evidence_of(review)]
    by = [decided_phrase(settled.claim, review, asked.zone) for review in settled.deciding]
    return SettledPart(
        number=settled.claim.id,
        statement=settled.claim.statement or "(redacted)",
        standing=Standing(settled.claim.status, stands_phrase(settled.claim)),
        by="; ".join(by) + proposed_phrase(settled.claim),
        evidence=tuple(dict.fromkeys(map(evidence_phrase, evidence))),
        earlier=", then ".join(earlier),
        why=" ".join(reasons_phrase(settled.claim, review) for review in settled.deciding) if reasons else "",
    )


def _day(review: ReviewRecord, asked: Asked) -> str:
    return day_in_words(review.at.astimezone(asked.zone).date())


# Asked


def inquiries(report: StoryReport) -> list[Part]:
    """Return our inquiries by claim, with their replies."""
    claims = [ClaimPart(*asked) for asked in asked_claims(report)]
    return [Heading("Asked"), *claims] if claims else []


# What it means


def _meaning(report: StoryReport) -> list[Part]:
    return [
        Heading("What the numbers mean"),
        Paragraph(
            "An outlet that repeats another adds no origin. Each chain of relays is followed to its end: a "
            "person, an institution, a document, what a reporter saw, an outlet's own voice, an unspecified "
            "number of unnamed people, or nothing. Where we inferred a relay that the article does not state, the"
            " report says so."
        ),
        Paragraph(
            "“At least” counts origins that are surely different: from different institutions and with first-hand"
            " knowledge, or judged independent by an editor. “Total unknown” means that somewhere an article "
            "cites an unspecified number of people or no source, so no upper limit can be given. Different "
            "outlets, or unnamed people described in different words, are never taken for different origins."
        ),
        Paragraph(
            "The two-source rule is met when at least two origins are surely independent, possible when there may"
            " be two, not shown when no source is given or the report it comes from is unread, and not met when "
            "everything goes back to one."
        ),
        Paragraph(
            "The numbers say where a claim comes from, not whether it is true: one record can settle it, and many"
            " voices can be wrong. Verdicts say whether a claim was right when it was reported, and rest on the "
            f"evidence listed. {off_record(report)}"
        ),
    ]


def _bottom_line(report: StoryReport) -> list[Part]:
    last = reversed(report.strongest)  # a screen is read from its end
    return [Heading("Bottom line"), Paragraph(bottom_sentence(report)), *_opened(last, report)]


def _opened(spreads: Iterable[Spread], report: StoryReport) -> list[Part]:
    return [opening_part(spread, report.asked.zone) for spread in spreads]


def bottom_sentence(report: StoryReport) -> str:
    """Return how many claims meet the two-source rule, and how many rest on one origin or no source."""
    summary = report.summary
    met = len(summary.rules[Rule.MET])
    if summary.claims == 1:
        rule = f"The only claim {'meets' if met else 'does not meet'} the two-source rule"
    else:
        rule = f"{met or 'None'} of {summary.claims:,} claims {'meets' if met < 2 else 'meet'} the two-source rule"
    single, silent = len(summary.one_origin), len(summary.on_nobody)
    thin = [f"{single} {'rests' if single == 1 else 'rest'} on one known origin"] if single else []
    thin += [f"{silent} {'has' if silent == 1 else 'have'} no source at all"] if silent else []
    return sentence("; ".join(filter(None, (rule, listed(thin)))))
