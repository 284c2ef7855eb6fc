"""The claims that an article's text may hold, for a person to decide on.

    proposals(text, KnownArticle(outlet_names=("Reuters", "reuters.com"), published=date(2024, 4, 7)))

Pure: the same text and the same knowledge give the same proposals, so they are made again at will and never stored.
English only; a text in another language gives proposals that are of no use, and the caller has to say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from claims.capture.attribution.content import WHOLE_CLAUSE, content_of
from claims.capture.attribution.finding import Attributed
from claims.capture.attribution.phrases import Span
from claims.capture.attribution.reading import read_text
from claims.capture.excerpts import excerpt_of
from claims.capture.footing import Footing, Footings
from claims.capture.hedging import Judging, condition_of, hedges_of, kind_of, likelihood_of
from claims.capture.occasions import anonymity_of, channel_of, occasion_of, only_withholds_a_name
from claims.capture.sentences import Sentence
from claims.capture.speakers import topic_of
from claims.capture.statements import draft, parts_of
from claims.capture.timing import said_on, time_words
from claims.capture.values import KnownArticle, Part, Passage, Proposal, Speaker
from claims.capture.wordlists.verbs import Frame
from claims.capture.words import Sort, Word, may_be_finite
from claims.vocabulary import UNNAMED_ATTRIBUTIONS, Attribution, Capacity, Channel, Placement, Stance, Treatment

__all__ = ["KnownArticle", "Proposal", "proposals"]

LEAST_WORDS = 4
"""The fewest words in a sentence that can hold a claim."""

_DENYING = frozenset("deny refute rebut dispute reject disavow".split())
_ASKING = frozenset("question doubt wonder ask".split())
_NOT_SAID = ("comment", "say", "confirm", "answer", "discuss", "be drawn", "elaborate", "give", "disclose", "provide")
_PRESENT = frozenset("says say tells tell claims claim warns warn adds argues insists".split())
_OPENING = frozenset({"it", "this", "that", "the"})


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence of an article: its words, the attributions in it, and its place."""

    sentence: Sentence
    words: Sequence[Word]
    attributions: Sequence[Attributed]
    placement: Placement


@dataclass(slots=True)
class _Article:
    """An article while it is read."""

    text: str
    known: KnownArticle
    footings: Footings
    waiting: list[_Line] = field(default_factory=list)


def proposals(text: str, article: KnownArticle) -> list[Proposal]:
    """Return the proposals of a plain text, in its order; offsets count characters of the text as given.

    A text without sentences has no proposals.
    """
    reading = _Article(text, article, Footings(article))
    lines = list(_lines(text))
    reading.footings.cast.prepare([line.words for line in lines])
    proposed: list[Proposal] = []
    for line in lines:
        reading.footings.cast.meet(line.words)
        if only_withholds_a_name(line.sentence.text):
            proposed = _withheld(proposed, anonymity_of(line.sentence.text))
        else:
            proposed.extend(_of_line(reading, line))
        reading.footings.cast.topic = topic_of(line.words) or reading.footings.cast.topic
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


def _lines(text: str) -> Iterator[_Line]:
    """Yield the sentences of the article itself: not bylines, links and lists of other news."""
    lead: int | None = None
    for number, (sentence, words, attributions) in enumerate(read_text(text)):
        if _is_prose(sentence, words):
            lead = sentence.paragraph if lead is None else lead
            placement = Placement.LEAD if sentence.paragraph == lead else Placement.BODY
            yield _Line(sentence, words, attributions, placement)
        elif number == 0 and len(words) >= LEAST_WORDS and not sentence.text.endswith("?"):
            yield _Line(sentence, words, attributions, Placement.HEADLINE)


def _is_prose(sentence: Sentence, words: Sequence[Word]) -> bool:
    """Return whether a line is a sentence of running text that states something."""
    if len(words) < LEAST_WORDS:
        return False
    if not sentence.text.rstrip("\"”’'»)").endswith((".", "!", "?", "…", ":", ",")) and len(words) < 25:
        return False
    return any(may_be_finite(word) or word.quoted or word.low.endswith("s") for word in words)


def _of_line(reading: _Article, line: _Line) -> Iterator[Proposal]:
    """Yield the proposals of one sentence."""
    outer = [each for each in line.attributions if not each.inside and each.shape != "noun"]
    if not outer and _is_quotation(line.words):
        yield from _of_quotation(reading, line)
        return
    relays = reading.footings.relays(line.words)
    attributed = [each for each in outer if _gives_claim(line.words, each)]
    covered: list[Span] = []
    for each in attributed:
        footing = reading.footings.attributed(line.words, each, attributed, relays, line.sentence.paragraph)
        yield from _flushed(reading, footing)
        spans = content_of(line.words, each, attributed)
        own_source = [each.source] if each.source and each.shape != "participle" else []
        covered += [*spans, each.cue, *own_source]
        if _is_whole(spans, each) and not _only_tells_the_outlet(each, attributed, footing):
            yield _proposal(reading, line, spans, footing, each)
    rest = _before(line.words, covered) if attributed else (0, len(line.words))
    if rest is not None and _states_something(line, rest):
        headline = line.placement is Placement.HEADLINE
        footing = reading.footings.stated(line.words, relays if not attributed else [], headline=headline)
        yield _proposal(reading, line, [rest], footing, None)


def _is_whole(spans: Sequence[Span], attributed: Attributed) -> bool:
    """Return whether the content of an attribution is enough for a claim."""
    return sum(end - first for first, end in spans) >= 2 and (attributed.sure or attributed.shape != "mood")


def _only_tells_the_outlet(attributed: Attributed, others: Sequence[Attributed], footing: Footing) -> bool:
    """Return whether `according to the agency` only says through whom another attribution of its sentence came."""
    outlet = footing.speaker is not None and footing.speaker.attribution is Attribution.OUTLET
    return outlet and attributed.shape == "preposition" and any(other.shape == "finite" for other in others)


def _gives_claim(words: Sequence[Word], attributed: Attributed) -> bool:
    """Return whether an attribution is one in the newsroom's sense, with somebody behind it."""
    frame = attributed.verb.frame if attributed.verb is not None else None
    if attributed.source is None or attributed.shape == "adverb" or frame is Frame.SEEM:
        return False
    if attributed.shape == "infinitive" and not attributed.sure:
        return False
    relative = words[attributed.source[0]].sort in (Sort.RELATIVE, Sort.LINK)
    return not (frame in WHOLE_CLAUSE and (relative or attributed.shape == "participle"))


def _before(words: Sequence[Word], covered: Sequence[Span]) -> Span | None:
    """Return a clause of its own before all that is attributed: `The port closed, and the mayor said …`."""
    end = min(first for first, _ in covered)
    while end > 0 and (words[end - 1].sort in (Sort.MARK, Sort.JOINER, Sort.LINK, Sort.PREPOSITION)):
        end -= 1
    return (
        (0, end) if end > LEAST_WORDS and words[0].low not in {"when", "asked", "while", "if", "as", "after"} else None
    )


def _states_something(line: _Line, span: Span) -> bool:
    """Return whether a stretch is a statement: it has a verb and is no question."""
    words = line.words[span[0] : span[1]]
    if line.sentence.text.rstrip("\"”’'»)").endswith("?"):
        return False
    return line.placement is Placement.HEADLINE or any(may_be_finite(word) for word in words)


def _is_quotation(words: Sequence[Word]) -> bool:
    """Return whether a sentence is a speaker's words from beginning to end."""
    spoken = [word for word in words if word.sort not in (Sort.QUOTE, Sort.MARK)]
    return bool(spoken) and sum(word.quoted for word in spoken) >= 0.9 * len(spoken)


def _of_quotation(reading: _Article, line: _Line) -> Iterator[Proposal]:
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
    reading: _Article, line: _Line, spans: Sequence[Span], footing: Footing, attributed: Attributed | None
) -> Proposal:
    """Return the proposal of a stretch of a sentence."""
    words, speaker, published = line.words, footing.speaker, reading.known.published
    spans = _without_dateline(words, spans)
    pieces = [(reading.text[words[first].start : words[end - 1].end], words[first].start) for first, end in spans]
    content = " ".join(piece for piece, _ in pieces)
    inner = [word for first, end in spans for word in words[first:end] if word.sort not in (Sort.QUOTE, Sort.MARK)]
    quoted = bool(inner) and sum(word.quoted for word in inner) >= 0.9 * len(inner)
    verb = attributed.verb if attributed is not None else None
    expert = speaker is not None and speaker.capacity is Capacity.EXPERT
    judging = Judging(verb, own_plan=_is_own_plan(inner, speaker), quoted=quoted, expert=expert)
    kind = kind_of(content, judging)
    said = _said(words, spans, attributed, published)
    begins = inner[0].low if inner else ""
    unclear = quoted or (attributed is not None and begins in {"it", "they"})
    topic = None if unclear else reading.footings.cast.meant_by(begins)
    statement = draft(
        content, speaker, topic, published=published, backshifted=_is_past(words, attributed), quoted=quoted
    )
    attribution = speaker.attribution if speaker is not None else Attribution.UNATTRIBUTED
    speaks = quoted or attribution not in (Attribution.OUTLET, Attribution.UNATTRIBUTED)
    around = line.sentence.text if attributed is not None else ""
    return Proposal(
        statement=statement or content,
        kind=kind,
        sentences=(Passage(line.sentence.text, line.sentence.start, line.sentence.end),),
        excerpt=excerpt_of(
            reading.text, words, spans, speaks=speaks, quoted=quoted, translated=reading.known.translated
        ),
        attribution=attribution,
        speaker=speaker,
        printed=speaker.printed if speaker is not None and speaker.printed else None,
        upstream=footing.upstream,
        stance=_stance(words, attributed),
        treatment=Treatment.ENDORSES if speaker is None else Treatment.REPORTS,
        placement=line.placement,
        channel=channel_of(around) if around else Channel.NOT_STATED,
        occasion=occasion_of(around) if around else None,
        said=said,
        anonymity_reason=anonymity_of(around) if attribution in UNNAMED_ATTRIBUTIONS else None,
        hedges=hedges_of(content if attributed is not None else line.sentence.text),
        likelihood=likelihood_of(content),
        condition=condition_of(content),
        windows=tuple(time for piece, start in pieces for time in time_words(piece, start, kind, said or published)),
        parts=tuple(Part(part, kind_of(part, judging)) for part in parts_of(statement)),
        sure=attributed is None or attributed.sure,
    )


def _without_dateline(words: Sequence[Word], spans: Sequence[Span]) -> list[Span]:
    """Return spans without `TURIN, April 9 (Reuters) -` at the beginning of a sentence."""
    dash = next((place for place in range(1, min(14, len(words))) if words[place].text in {"-", "–", "—", "--"}), None)
    if (
        dash is None
        or not words[0].text.isupper()
        or len(words[0].text) < 3
        or words[0].text in {"BREAKING", "EXCLUSIVE"}
    ):
        return list(spans)
    if not all(word.sort in (Sort.NAME, Sort.MARK, Sort.NUMBER) or word.text.isupper() for word in words[:dash]):
        return list(spans)
    return [(max(first, dash + 1), end) for first, end in spans if end > dash + 1] or list(spans)


def _said(
    words: Sequence[Word], spans: Sequence[Span], attributed: Attributed | None, published: date | None
) -> date | None:
    """Return the day in the words around a cue: when it was said."""
    if attributed is None or (attributed.verb is not None and attributed.verb.frame in WHOLE_CLAUSE):
        return None
    inside = {place for first, end in spans for place in range(first, end)}
    outside = " ".join(word.text for place, word in enumerate(words) if place not in inside)
    return said_on(outside, published)


def _is_past(words: Sequence[Word], attributed: Attributed | None) -> bool:
    """Return whether the content follows a verb in the past."""
    if attributed is None or attributed.verb is None or attributed.verb.frame in WHOLE_CLAUSE:
        return False
    return attributed.shape == "finite" and words[attributed.head].low not in _PRESENT


def _is_own_plan(inner: Sequence[Word], speaker: Speaker | None) -> bool:
    """Return whether the content's subject is the speaker or the speaker's side."""
    if not inner or speaker is None:
        return False
    if inner[0].low in {"he", "she", "they", "we", "i", "it"}:
        return True
    return speaker.name is not None and inner[0].text in speaker.name.split()


def _stance(words: Sequence[Word], attributed: Attributed | None) -> Stance:
    """Return what the speaker does with the claim."""
    if attributed is None or attributed.verb is None:
        return Stance.ASSERTS
    lemma = attributed.verb.lemma
    before = " ".join(word.low for word in words[max(0, attributed.cue[0] - 4) : attributed.cue[1]])
    if lemma == "deny" and ("neither" in before or "nor" in before.split()):
        return Stance.DECLINES
    if lemma in _DENYING:
        return Stance.DENIES
    after = " ".join(word.low for word in words[attributed.cue[1] : attributed.cue[1] + 6])
    if lemma in {"decline", "refuse"} and any(f"to {verb}" in after for verb in _NOT_SAID):
        return Stance.DECLINES
    if lemma in _ASKING and attributed.verb.frame is not Frame.URGE:
        return Stance.QUESTIONS
    return Stance.ASSERTS
