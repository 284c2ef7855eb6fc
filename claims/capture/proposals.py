"""The claims that an article's text may hold, for a person to decide on.

    proposals(text, KnownArticle(outlet_names=("Reuters", "reuters.com"), published=date(2024, 4, 7)))

Pure: the same text and the same knowledge give the same proposals, so they are made again at will and never stored.
English only; a text in another language gives proposals that are of no use, and the caller has to say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from claims.capture.attribution.content import WHOLE_CLAUSE, content_of, gives_claim
from claims.capture.attribution.finding import Attributed
from claims.capture.attribution.phrases import Span
from claims.capture.attribution.reading import read_text
from claims.capture.excerpts import excerpt_of
from claims.capture.footing import Footing, Footings
from claims.capture.hedging import Judging, condition_of, hedges_of, kind_of, likelihood_of
from claims.capture.occasions import anonymity_of, channel_of, occasion_of, only_withholds_a_name
from claims.capture.statements import draft, parts_of, subject_of
from claims.capture.stretches import Line, Stretch, topic_of, without_dateline
from claims.capture.timing import is_scheduled, time_words
from claims.capture.values import KnownArticle, Part, Passage, Proposal, Speaker
from claims.capture.wordlists.verbs import Form, verb_forms
from claims.capture.words import Sort, Word, may_be_verb
from claims.text.sentences import Sentence
from claims.vocabulary import (
    UNNAMED_ATTRIBUTIONS,
    Attribution,
    Capacity,
    Channel,
    ClaimKind,
    Placement,
    Treatment,
)

__all__ = ["KnownArticle", "Proposal", "proposals"]

LEAST_WORDS = 4
"""The fewest words in a sentence that can hold a claim."""


@dataclass(slots=True)
class _Article:
    """An article while it is read."""

    text: str
    known: KnownArticle
    footings: Footings
    waiting: list[Line] = field(default_factory=list)


def proposals(text: str, article: KnownArticle) -> list[Proposal]:
    """Return the proposals of a plain text, in its order; offsets count characters of the text as given.

    A text without sentences has no proposals.
    """
    reading = _Article(text, article, Footings(article))
    lines = list(_lines(text))
    reading.footings.prepare([line.words for line in lines])
    proposed: list[Proposal] = []
    for line in lines:
        reading.footings.cast.meet(line.words)
        if only_withholds_a_name(line.sentence.text):
            proposed = _withheld(proposed, anonymity_of(line.sentence.text))
        else:
            proposed.extend(_of_line(reading, line))
        reading.footings.cast.subject = topic_of(line.words)
        reading.footings.cast.topic = reading.footings.cast.subject or reading.footings.cast.topic
    proposed.extend(_flushed(reading, reading.footings.last))
    return sorted(proposed, key=lambda proposal: (proposal.sentences[0].start, proposal.excerpt.start))


def _withheld(proposed: list[Proposal], reason: str | None) -> list[Proposal]:
    """Return proposals with the reason why the last speaker is not named."""
    last = proposed[-1].speaker if proposed else None
    return [
        replace(proposal, anonymity_reason=reason)
        if last is not None and _is_unnamed(proposal) and proposal.speaker and proposal.speaker.shown == last.shown
        else proposal
        for proposal in proposed
    ]


def _is_unnamed(proposal: Proposal) -> bool:
    return proposal.attribution in UNNAMED_ATTRIBUTIONS


def _lines(text: str) -> Iterator[Line]:
    """Yield the sentences of the article itself: not bylines, links and lists of other news."""
    lead: int | None = None
    for number, (sentence, words, attributions) in enumerate(read_text(text)):
        if _is_prose(sentence, words):
            lead = sentence.paragraph if lead is None else lead
            placement = Placement.LEAD if sentence.paragraph == lead else Placement.BODY
            yield Line(sentence, words, attributions, placement)
        elif number == 0 and len(words) >= LEAST_WORDS and not sentence.text.endswith("?"):
            yield Line(sentence, words, attributions, Placement.HEADLINE)


def _is_prose(sentence: Sentence, words: Sequence[Word]) -> bool:
    """Return whether a line is a sentence of running text that states something."""
    if len(words) < LEAST_WORDS:
        return False
    if not sentence.text.rstrip("\"”’'»)").endswith((".", "!", "?", "…", ":", ",")) and len(words) < 25:
        return False
    verbs = verb_forms()
    return any(
        may_be_verb(word, attributed=True) or word.quoted or word.low.endswith("s") or word.low in verbs
        for word in words
    )


def _of_line(reading: _Article, line: Line) -> Iterator[Proposal]:
    """Yield the proposals of one sentence."""
    outer = [each for each in line.attributions if not each.inside and each.shape != "noun"]
    if not outer and _is_quotation(line.words):
        yield from _of_quotation(reading, line)
        return
    relays = reading.footings.relays(line.words)
    attributed = [each for each in outer if gives_claim(line.words, each)]
    covered: list[Span] = []
    for each in attributed:
        footing = reading.footings.attributed(line.words, each, attributed, relays, line.sentence.paragraph)
        yield from _flushed(reading, footing)
        spans = content_of(line.words, each, attributed)
        if not _is_whole(line.words, spans, each):
            continue
        own_source = [each.source] if each.source and each.shape != "participle" else _with_source(line.words, each)
        covered += [*spans, each.cue, *own_source]
        if not _only_tells_the_outlet(each, attributed, footing):
            yield _proposal(reading, line, spans, footing, each)
    rest = _before(line.words, covered) if covered else (0, len(line.words))
    if rest is not None and _states_something(line, rest):
        headline = line.placement is Placement.HEADLINE
        footing = reading.footings.stated(line.words, relays if not covered else [], headline=headline)
        yield _proposal(reading, line, [rest], footing, None)


def _with_source(words: Sequence[Word], attributed: Attributed) -> list[Span]:
    """Return the places of `with officials` in `with officials saying that`, which leave nothing to state."""
    source = attributed.source
    joined = source is not None and source[0] > 0 and words[source[0] - 1].low == "with"
    return [(source[0] - 1, source[1])] if source is not None and joined else []


def _is_whole(words: Sequence[Word], spans: Sequence[Span], attributed: Attributed) -> bool:
    """Return whether the content of an attribution is enough for a claim: a clause, or a quotation."""
    inner = [word for first, end in spans for word in words[first:end]]
    if len(inner) < 2 or (attributed.shape == "mood" and not attributed.sure):
        return False
    whole = attributed.verb is not None and attributed.verb.frame in WHOLE_CLAUSE
    clause = any(may_be_verb(word, attributed=True) or word.low in verb_forms() for word in inner)
    return whole or clause or any(word.quoted for word in inner)


def _only_tells_the_outlet(attributed: Attributed, others: Sequence[Attributed], footing: Footing) -> bool:
    """Return whether `according to the agency` only says through whom another attribution of its sentence came."""
    outlet = footing.speaker is not None and footing.speaker.attribution is Attribution.OUTLET
    return outlet and attributed.shape == "preposition" and any(other.shape == "finite" for other in others)


def _before(words: Sequence[Word], covered: Sequence[Span]) -> Span | None:
    """Return a clause of its own before all that is attributed: `The port closed, and the mayor said …`."""
    end = min(first for first, _ in covered)
    while end > 0 and (words[end - 1].sort in (Sort.MARK, Sort.JOINER, Sort.LINK, Sort.PREPOSITION)):
        end -= 1
    return (
        (0, end) if end > LEAST_WORDS and words[0].low not in {"when", "asked", "while", "if", "as", "after"} else None
    )


def _states_something(line: Line, span: Span) -> bool:
    """Return whether a stretch is a statement: it has a verb and is no question."""
    words = line.words[span[0] : span[1]]
    if line.sentence.text.rstrip("\"”’'»)").endswith("?"):
        return False
    if line.placement is Placement.HEADLINE or any(may_be_verb(word) for word in words):
        return True
    if is_scheduled(" ".join(word.text for word in words)):
        return True
    forms = verb_forms()
    if any("past" in form.tags for word in words for form in forms.get(word.low, ())):
        return True
    return any("s" in form.tags for place in range(1, len(words)) for form in _present(words, place))


def _present(words: Sequence[Word], place: int) -> tuple[Form, ...]:
    """Return what a word ending in -s can be where only a verb can stand: `The council plans a toll`."""
    after = words[place + 1] if place + 1 < len(words) else None
    before, ahead = words[place - 1], words[place - 2] if place > 1 else None
    subject = before.sort in (Sort.NAME, Sort.ADVERB) or (
        before.sort is Sort.WORD and ahead is not None and ahead.sort is Sort.ARTICLE
    )
    follows = after is not None and (after.sort in (Sort.ARTICLE, Sort.LINK) or after.low == "to")
    if not subject or before.is_owner or not follows or words[place].sort is not Sort.WORD:
        return ()
    return verb_forms().get(words[place].low, ())


def _is_quotation(words: Sequence[Word]) -> bool:
    """Return whether a sentence is a speaker's words from beginning to end."""
    spoken = [word for word in words if word.sort not in (Sort.QUOTE, Sort.MARK)]
    return bool(spoken) and sum(word.quoted for word in spoken) >= 0.9 * len(spoken)


def _of_quotation(reading: _Article, line: Line) -> Iterator[Proposal]:
    """Yield the proposal of a sentence in quotation marks; if they stay open, its speaker may still come."""
    begins_open = line.words[0].sort is Sort.QUOTE and line.words[-1].sort is not Sort.QUOTE
    footing = None if begins_open else reading.footings.continued(line.sentence.paragraph)
    if footing is None:
        reading.waiting.append(line)
    else:
        yield _proposal(reading, line, [(0, len(line.words))], footing, None)


def _flushed(reading: _Article, footing: Footing | None) -> Iterator[Proposal]:
    """Yield the proposals of quotations that waited for their speaker."""
    waiting, reading.waiting = reading.waiting, []
    for line in waiting:
        guessed = Footing() if footing is None else Footings.guessed(footing)
        yield _proposal(reading, line, [(0, len(line.words))], guessed, None)


def _proposal(
    reading: _Article, line: Line, spans: Sequence[Span], footing: Footing, attributed: Attributed | None
) -> Proposal:
    """Return the proposal of a stretch of a sentence."""
    stretch = Stretch(reading.text, line, without_dateline(line.words, spans), attributed)
    speaker = footing.speaker
    around = line.sentence.text if attributed is not None else ""
    attribution = speaker.attribution if speaker is not None else Attribution.UNATTRIBUTED
    speaks = stretch.quoted or attribution not in (Attribution.OUTLET, Attribution.UNATTRIBUTED)
    proposal = Proposal(
        statement=_drafted(reading, stretch, speaker),
        kind=ClaimKind.FACT,
        sentences=(Passage(line.sentence.text, line.sentence.start, line.sentence.end),),
        excerpt=excerpt_of(
            reading.text,
            line.words,
            stretch.spans,
            speaks=speaks,
            quoted=stretch.quoted,
            translated=reading.known.translated,
        ),
        attribution=attribution,
        speaker=speaker,
        printed=speaker.printed if speaker is not None and speaker.printed else None,
        upstream=footing.upstream,
        stance=stretch.stance,
        treatment=Treatment.ENDORSES if speaker is None else Treatment.REPORTS,
        placement=line.placement,
        channel=channel_of(around) if around else Channel.NOT_STATED,
        occasion=occasion_of(around) if around else None,
        said=stretch.said(reading.known.published),
        anonymity_reason=anonymity_of(around) if attribution in UNNAMED_ATTRIBUTIONS else None,
        sure=attributed is None or attributed.sure,
    )
    return _judged(reading, stretch, proposal)


_PERSONS = (Attribution.NAMED, Attribution.UNNAMED, Attribution.COLLECTIVE)
"""Speakers who are people, so that `it` in their words is something else."""


def _drafted(reading: _Article, stretch: Stretch, speaker: Speaker | None) -> str:
    """Return the statement to put before the newsroom."""
    person = speaker is not None and speaker.attribution in _PERSONS
    itself = {"they"} if person else {"it", "they"}  # the ones who speak, or others
    unclear = stretch.quoted or (stretch.attributed is not None and stretch.begins in itself)
    somebody = speaker is not None and speaker.attribution is Attribution.UNNAMED and stretch.attributed is not None
    unclear |= somebody and stretch.begins in {"he", "she"}  # the one who speaks, or somebody else
    topic = None if unclear else reading.footings.cast.meant_by(stretch.begins)
    content = stretch.content
    if speaker is not None and stretch.lacks_subject:
        content = f"{subject_of(speaker)} {content}"
    statement = draft(
        content,
        speaker,
        topic,
        published=reading.known.published,
        backshifted=stretch.backshifted,
        quoted=stretch.quoted,
    )
    return statement or stretch.content


def _judged(reading: _Article, stretch: Stretch, proposal: Proposal) -> Proposal:
    """Return a proposal with its kind, hedges and windows, and the parts into which it can be split."""
    content, speaker = stretch.content, proposal.speaker
    given = Judging(
        verb=stretch.attributed.verb if stretch.attributed is not None else None,
        own_plan=stretch.is_plan_of(speaker),
        quoted=stretch.quoted,
        expert=speaker is not None and speaker.capacity is Capacity.EXPERT,
    )
    kind = kind_of(content, given)
    day = proposal.said or reading.known.published
    return replace(
        proposal,
        kind=kind,
        hedges=hedges_of(content if stretch.attributed is not None else stretch.line.sentence.text),
        likelihood=likelihood_of(content),
        condition=condition_of(content),
        windows=tuple(time for piece, start in stretch.pieces for time in time_words(piece, start, kind, day)),
        parts=tuple(Part(part, kind_of(part, given)) for part in parts_of(proposal.statement)),
    )
