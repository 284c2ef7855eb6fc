"""A draft held against the records, as the parts of a document: first differences, then doubts, then thin sourcing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from claims.features.claim.spread_words import spread_sentences
from claims.features.draft.check import (
    DOUBTFUL,
    THIN,
    Concern,
    DraftCheck,
    DraftSentence,
    StatedClaim,
)
from claims.features.story.outline import off_record, statement_of
from claims.features.story.reach import corrected_lines
from claims.render.parts import ClaimPart, Heading, Paragraph, Part, Standing
from claims.render.phrases import counted, listed, moment_phrase, proposed_phrase, quoted, stands_phrase
from claims.text.shell import command
from claims.text.stating import Difference, DifferenceKind

DIFFERING = frozenset({Concern.DIFFERS})

_TITLES = (
    ("The draft differs from the records", DIFFERING),
    ("Refuted, disputed, outdated or under correction", DOUBTFUL),
    ("On one origin, on unnamed people only, or on nobody", THIN),
)
"""The headings of the sentences to look at, the gravest first (for thin sourcing: `claims.rules.urgency.rests_on`)."""

_DOUBTS = {
    Concern.REFUTED: "Refuted.",
    Concern.MISLEADING: "Misleading.",
    Concern.OUTDATED: "Outdated: it was right when reported.",
    Concern.DISPUTED: "Disputed.",
    Concern.DID_NOT_OCCUR: "It did not come true.",
    Concern.CONTESTED: "Contested: somebody denies it, or another claim contradicts it.",
}
_RESTS = {
    Concern.NOBODY: "Rests on nobody: no source is given.",
    Concern.UNNAMED_ONLY: "Rests on unnamed people only.",
    Concern.ONE_ORIGIN: "Rests on one origin.",
}


def draft_parts(check: DraftCheck) -> list[Part]:
    """Return the parts of the answer, the gravest first."""
    return [
        Heading(check.title or _name(check), level=1),
        Paragraph(_asked(check)),
        Paragraph(summary_sentence(check)),
        *_sections(check),
        *_unlogged(check),
        *_rest(check),
        Heading("How to read this"),
        *map(Paragraph, _reading(check)),
    ]


def _asked(check: DraftCheck) -> str:
    report = check.report
    when = "as recorded by" if report.asked.past else "as recorded now,"
    story = quoted(report.story.title or report.story.slug)
    return f"{_name(check)}, held against the records of {story}, {when} {_moment(check)}."


def _name(check: DraftCheck) -> str:
    return "Draft from the standard input" if check.name == "-" else f"Draft {check.name}"


def _moment(check: DraftCheck) -> str:
    return moment_phrase(check.report.asked.at, check.report.asked.zone)


def summary_sentence(check: DraftCheck) -> str:
    """Return how much of the draft is logged, and how much needs a look."""
    total = len(check.sentences)
    stating = [sentence for sentence in check.sentences if sentence.claims]
    claims = f" {counted(len(check.stated), 'logged claim')}" if stating else ""
    text = f"{counted(total, 'sentence')}; {_states(len(stating))}{claims}."
    counts = (
        ("differ from the records", "differs from the records", check.having(DIFFERING)),
        ("state a doubtful claim", "states a doubtful claim", check.having(DOUBTFUL)),
        ("rest on too little", "rests on too little", check.having(THIN)),
        ("have no claim logged", "has no claim logged", check.having({Concern.UNLOGGED})),
    )
    phrases = [f"{len(held):,} {single if len(held) == 1 else many}" for many, single, held in counts if held]
    return f"{text} {listed(phrases)}." if phrases else f"{text} Nothing here needs another look."


def _states(number: int) -> str:
    return "none states a logged claim" if not number else f"{number:,} {'states' if number == 1 else 'state'}"


# Sections


def _sections(check: DraftCheck) -> Iterator[Part]:
    """Yield the sentences that need a look, each claim of a sentence under the gravest heading that it belongs to."""
    shown: set[tuple[int, int]] = set()
    for title, concerns in _TITLES:
        held, above = check.having(concerns), list[str]()
        if held:
            yield Heading(title)
        for sentence in held:
            concerned = [stated for stated in sentence.claims if not concerns.isdisjoint(stated.concerns)]
            new = [stated for stated in concerned if (sentence.number, stated.spread.claim.id) not in shown]
            shown.update((sentence.number, stated.spread.claim.id) for stated in new)
            if new:
                yield Paragraph(_sentence(sentence))
                yield from map(Paragraph, _differing(new))
                yield from (_claim(check, stated) for stated in new)
            old = [stated.spread.claim.id for stated in concerned if stated not in new]
            above += [f"#{number} (sentence {sentence.number})" for number in old]
        if above:
            yield Paragraph(f"Shown above, and also belonging here: {listed(above)}.")


def _unlogged(check: DraftCheck) -> list[Part]:
    sentences = check.having({Concern.UNLOGGED})
    if not sentences:
        return []
    first = next((sentence for sentence in sentences if not sentence.heading), sentences[0])
    how = command("log", first.text, story=check.report.story.slug)
    return [
        Heading("No claim logged"),
        *(Paragraph(_sentence(sentence)) for sentence in sentences),
        Paragraph(f"To log one in your own words, with its origin: {how} --attribution …"),
    ]


def _rest(check: DraftCheck) -> list[Part]:
    """Return the sentences without a concern, in order, with their claims."""
    parts: list[Part] = []
    for sentence in check.sentences:
        quiet = [stated for stated in sentence.claims if not stated.concerns]
        if quiet:
            parts.append(Paragraph(_sentence(sentence)))
            parts += [_claim(check, stated) for stated in quiet]
    return [Heading("Logged, and nothing against it"), *parts] if parts else []


def _sentence(sentence: DraftSentence) -> str:
    what = "Heading" if sentence.heading else "Sentence"
    return f"{what} {sentence.number}: {quoted(sentence.text)}"


def _claim(check: DraftCheck, stated: StatedClaim) -> ClaimPart:
    """Return a claim with its verdict, the concerns about it, its origins and the two-source rule."""
    claim = stated.spread.claim
    lines = [
        " ".join(_DOUBTS[concern] for concern in stated.concerns if concern in _DOUBTS),
        *corrected_lines(check.report, claim),
        " ".join(_RESTS[concern] for concern in stated.concerns if concern in _RESTS),
        " ".join(spread_sentences(stated.spread)),
    ]
    standing = Standing(claim.status, stands_phrase(claim), f"{proposed_phrase(claim)}")
    return ClaimPart(claim.id, statement_of(stated.spread), tuple(filter(None, lines)), compact=True, standing=standing)


def _differing(claims: Sequence[StatedClaim]) -> Iterator[str]:
    for stated in claims:
        sentences = [difference_sentence(difference, stated.spread.claim.id) for difference in stated.differences]
        if sentences:
            yield " ".join(sentences)


def difference_sentence(difference: Difference, claim: int) -> str:
    """Return how the draft differs from a claim, in a sentence."""
    said, claimed = quoted(difference.sentence), quoted(difference.claim)
    if difference.kind is DifferenceKind.NEGATION or not (difference.sentence and difference.claim):
        return f"The draft says {said}; #{claim} does not." if difference.sentence else _left_out(claimed, claim)
    return f"The draft says {said}; #{claim} says {claimed}."


def _left_out(negation: str, claim: int) -> str:
    return f"#{claim} says {negation}; the draft does not."


# How to read it


def _reading(check: DraftCheck) -> Iterator[str]:
    yield (
        "Claims are matched by the words that they share with a sentence. Check each match: it is a proposal. A claim "
        "in entirely different words is missed; its sentence is under “No claim logged”."
    )
    silent = [sentence for sentence in check.sentences if not sentence.claims and not sentence.checkable]
    if silent:
        yield (f"Not listed, because without a name, figure, date or quotation: {_numbers(silent)}.")
    if check.report.summary.withheld:
        yield off_record(check.report)


def _numbers(held: Sequence[DraftSentence]) -> str:
    return f"{'sentence' if len(held) == 1 else 'sentences'} {listed(str(sentence.number) for sentence in held)}"


# Formats


def draft_text(check: DraftCheck, draw: Callable[..., str]) -> str:
    """Return the answer as text; ``draw`` wraps a line for the terminal."""
    from claims.render.text import part_lines

    return "".join(f"{draw(line)}\n" for line in part_lines(draft_parts(check)))


def draft_markdown(check: DraftCheck) -> str:
    """Return the answer as Markdown."""
    from claims.render.markdown import parts_markdown

    return parts_markdown(draft_parts(check))


def draft_html(check: DraftCheck) -> str:
    """Return the answer as a self-contained page."""
    from claims.render.html import parts_html

    return parts_html(draft_parts(check), check.title or _name(check), check.report.asked.at.isoformat())
