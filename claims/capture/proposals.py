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
from claims.capture.hedging import condition_of, hedges_of, kind_of, likelihood_of
from claims.capture.occasions import channel_of, occasion_of, translated_words
from claims.capture.outlets import OutletNames
from claims.capture.relays import Relay, relays_of
from claims.capture.sentences import Sentence
from claims.capture.speakers import Cast
from claims.capture.statements import draft, parts_of
from claims.capture.timing import said_on, time_words
from claims.capture.values import Excerpt, KnownArticle, Passage, Proposal, Speaker, Upstream
from claims.capture.wordlists.verbs import Frame
from claims.capture.words import Sort, Word, may_be_finite
from claims.vocabulary import ArticleKind, Attribution, ClaimKind, HedgeKind, Placement, Stance, Treatment, Wording

AROUND = 32
"""How many characters of the text stand before and after an excerpt."""
LONGEST_EXCERPT = 240
"""The most characters in an excerpt."""
LEAST_WORDS = 4
"""The fewest words in a sentence that can hold a claim."""


@dataclass(slots=True)
class _Reader:
    """One pass over an article, with the speakers so far."""

    text: str
    known: KnownArticle
    outlets: OutletNames
    cast: Cast = field(default_factory=Cast)
    last: tuple[Speaker, Upstream | None, int] | None = None
    outlet: str | None = None
    waiting: list[tuple[Sentence, Sequence[Word]]] = field(default_factory=list)


def proposals(text: str, article: KnownArticle) -> list[Proposal]:
    """Return the proposals of a plain text, in its order; offsets count characters of the text as given.

    A text without sentences has no proposals.
    """
    reader = _Reader(text, article, OutletNames(article.outlet_names, article.outlets))
    read = read_text(text)
    for _, words, _ in read:
        reader.cast.meet(words)
    reader.cast.seen.clear()
    proposed: list[Proposal] = []
    body = _body(read)
    for number, (sentence, words, attributions) in enumerate(read):
        if number not in body:
            continue
        reader.cast.meet(words)
        proposed.extend(_of_sentence(reader, sentence, words, attributions, body[number]))
    proposed.extend(_flushed(reader, None))
    return sorted(proposed, key=lambda proposal: (proposal.sentences[0].start, proposal.excerpt.start))


def _body(read: Sequence[tuple[Sentence, Sequence[Word], Sequence[Attributed]]]) -> dict[int, Placement]:
    """Return the sentences that belong to the article, with their place in it: not bylines, links and lists of news."""
    placed: dict[int, Placement] = {}
    prose = [number for number, (sentence, words, _) in enumerate(read) if _is_prose(sentence, words)]
    if not prose:
        return placed
    for number, (sentence, words, _) in enumerate(read):
        if number in set(prose):
            lead = read[prose[0]][0].paragraph == sentence.paragraph
            placed[number] = Placement.LEAD if lead else Placement.BODY
        elif number == 0 and len(words) >= LEAST_WORDS and not sentence.text.endswith("?"):
            placed[number] = Placement.HEADLINE
    return placed


def _is_prose(sentence: Sentence, words: Sequence[Word]) -> bool:
    """Return whether a line is a sentence of running text that states something."""
    if len(words) < LEAST_WORDS:
        return False
    if not sentence.text.rstrip("\"”’'»)").endswith((".", "!", "?", "…", ":", ",")) and len(words) < 25:
        return False
    return any(may_be_finite(word) or word.quoted for word in words) or any(word.low.endswith("s") for word in words)


def _of_sentence(
    reader: _Reader, sentence: Sentence, words: Sequence[Word], attributions: Sequence[Attributed], placement: Placement
) -> Iterator[Proposal]:
    """Yield the proposals of one sentence."""
    outer = [each for each in attributions if not each.inside and each.shape != "noun"]
    if not outer and _is_quotation(words):
        yield from _of_quotation(reader, sentence, words, placement)
        return
    relays = relays_of(words, reader.outlets, reader.outlet)
    reader.outlet = next((relay.outlet for relay in relays if relay.outlet is not None), reader.outlet)
    attributed = [each for each in outer if _gives_claim(words, each)]
    made = False
    for attribution in attributed:
        for proposal in _of_attribution(reader, sentence, words, attribution, attributed, relays, placement):
            made = True
            yield proposal
    if not made:
        yield from _of_statement(reader, sentence, words, relays, placement)


def _gives_claim(words: Sequence[Word], attributed: Attributed) -> bool:
    """Return whether an attribution is one in the newsroom's sense, not only a state of mind without a source."""
    if attributed.shape == "adverb" or (attributed.verb is not None and attributed.verb.frame is Frame.SEEM):
        return False
    if attributed.source is None:
        return False
    if attributed.shape == "infinitive" and not attributed.sure:
        return False
    frame = attributed.verb.frame if attributed.verb is not None else None
    return not (
        frame in WHOLE_CLAUSE
        and (words[attributed.source[0]].sort in (Sort.RELATIVE, Sort.LINK) or attributed.shape == "participle")
    )


def _is_quotation(words: Sequence[Word]) -> bool:
    """Return whether a sentence is a speaker's words from beginning to end."""
    spoken = [word for word in words if word.sort not in (Sort.QUOTE, Sort.MARK)]
    return bool(spoken) and sum(word.quoted for word in spoken) >= 0.9 * len(spoken)


def _of_quotation(
    reader: _Reader, sentence: Sentence, words: Sequence[Word], placement: Placement
) -> Iterator[Proposal]:
    """Yield the proposal of a sentence of a speaker whom another sentence gives."""
    still_open = words[-1].quoted or words[-1].sort is not Sort.QUOTE
    if (
        reader.last is not None
        and sentence.paragraph - reader.last[2] <= 1
        and not (still_open and words[0].sort is Sort.QUOTE)
    ):
        yield _quotation(reader, sentence, words, placement, reader.last[0], reader.last[1])
        reader.last = (reader.last[0], reader.last[1], sentence.paragraph)
        return
    reader.waiting.append((sentence, words))


def _flushed(reader: _Reader, speaker: tuple[Speaker, Upstream | None] | None) -> Iterator[Proposal]:
    """Yield the proposals of quotations that waited for their speaker, as unattributed if nobody came."""
    waiting, reader.waiting = reader.waiting, []
    for sentence, words in waiting:
        if speaker is not None:
            yield _quotation(reader, sentence, words, Placement.BODY, *speaker)
        elif reader.last is not None:
            yield _quotation(reader, sentence, words, Placement.BODY, reader.last[0], reader.last[1])
        else:
            yield from _of_statement(reader, sentence, words, [], Placement.BODY)


def _quotation(
    reader: _Reader,
    sentence: Sentence,
    words: Sequence[Word],
    placement: Placement,
    speaker: Speaker,
    upstream: Upstream | None,
) -> Proposal:
    spans = [(0, len(words))]
    return _proposal(
        reader, sentence, words, spans, speaker=replace(speaker, guessed=True), upstream=upstream, placement=placement
    )


def _of_attribution(
    reader: _Reader,
    sentence: Sentence,
    words: Sequence[Word],
    attributed: Attributed,
    others: Sequence[Attributed],
    relays: Sequence[Relay],
    placement: Placement,
) -> Iterator[Proposal]:
    """Yield the proposal of one attribution of a sentence."""
    assert attributed.source is not None
    speaker = reader.cast.speaker(words, *attributed.source)
    relay = _relay_of(attributed, relays, others)
    if relay is not None and relay.role == "reports" and _is_the_outlet(attributed, relay):
        speaker = Speaker(attribution=Attribution.OUTLET, printed=speaker.printed, name=relay.outlet)
        reader.cast.spoken[-1] = speaker
    elif _is_own_report(reader, speaker, attributed, words):
        speaker = Speaker(attribution=Attribution.OUTLET, printed=speaker.printed, guessed=speaker.guessed)
        relay = relay or Relay(None, *attributed.source, "vague")
    upstream = _upstream(words, relay) or _kept_upstream(reader, speaker, sentence)
    spans = content_of(words, attributed, others)
    reader.last = (speaker, upstream, sentence.paragraph)
    yield from _flushed(reader, (speaker, upstream))
    if not spans or sum(end - first for first, end in spans) < 2:
        return
    yield _proposal(
        reader, sentence, words, spans, speaker=speaker, upstream=upstream, placement=placement, attributed=attributed
    )


def _kept_upstream(reader: _Reader, speaker: Speaker, sentence: Sentence) -> Upstream | None:
    """Return the report that the sentence before relied on, if this one goes on with its speaker."""
    if reader.last is None or not speaker.guessed or reader.last[0].shown != speaker.shown:
        return None
    near = sentence.paragraph == reader.last[2]
    return reader.last[1] if near or speaker.attribution is Attribution.OUTLET else None


def _is_the_outlet(attributed: Attributed, relay: Relay) -> bool:
    """Return whether the source of an attribution is the outlet itself, rather than somebody whom it quotes."""
    assert attributed.source is not None
    first, end = attributed.source
    return first <= relay.first < end or first < relay.end <= end


def _is_own_report(reader: _Reader, speaker: Speaker, attributed: Attributed, words: Sequence[Word]) -> bool:
    """Return whether a source is a report that is not named: `media reports`, `a report`, `local newspapers`."""
    if speaker.attribution in (Attribution.NAMED, Attribution.UNNAMED):
        return False
    lows = {word.low for word in words[attributed.source[0] : attributed.source[1]]} if attributed.source else set()
    return not lows.isdisjoint({"media", "newspapers", "outlets", "broadcasters", "press"}) and not lows & {
        "social",
        "aide",
        "officer",
    }


def _relay_of(attributed: Attributed, relays: Sequence[Relay], others: Sequence[Attributed]) -> Relay | None:
    """Return the relay that belongs to an attribution: the nearest, or the sentence's only one."""
    named = [relay for relay in relays if relay.role != "vague"]
    if not named:
        return next(iter(relays), None) if len(others) == 1 else None
    if len(named) == 1 and len(others) == 1:
        return named[0]
    return min(named, key=lambda relay: abs(relay.first - attributed.cue[1])) if named else None


def _upstream(words: Sequence[Word], relay: Relay | None) -> Upstream | None:
    if relay is None:
        return None
    first, last = words[relay.first], words[min(relay.end, len(words)) - 1]
    printed = " ".join(word.text for word in words[relay.first : relay.end])
    return Upstream(outlet=relay.outlet, words=printed, start=first.start, end=last.end)


def _of_statement(
    reader: _Reader, sentence: Sentence, words: Sequence[Word], relays: Sequence[Relay], placement: Placement
) -> Iterator[Proposal]:
    """Yield the proposal of a sentence that the outlet states itself, or has from a report."""
    if not any(may_be_finite(word) for word in words) and placement is not Placement.HEADLINE:
        return
    if sentence.text.rstrip("\"”’'»)").endswith("?"):
        return
    relay = relays[0] if relays else None
    speaker = None
    if relay is not None:
        speaker = Speaker(attribution=Attribution.OUTLET, printed=relay.outlet or "", name=relay.outlet)
    elif reader.known.kind in (ArticleKind.EDITORIAL, ArticleKind.OPINION):
        speaker = Speaker(attribution=Attribution.OWN_VOICE, printed="")
    elif words[0].low in {"i", "we"} and placement is not Placement.HEADLINE:
        witnessed = any(
            word.low in {"saw", "watched", "heard", "witnessed", "counted", "visited"} for word in words[:6]
        )
        kind = Attribution.WITNESSED if witnessed else Attribution.OWN_VOICE
        speaker = Speaker(attribution=kind, printed="")
    yield _proposal(
        reader,
        sentence,
        words,
        [(0, len(words))],
        speaker=speaker,
        upstream=_upstream(words, relay),
        placement=placement,
    )


def _proposal(
    reader: _Reader,
    sentence: Sentence,
    words: Sequence[Word],
    spans: Sequence[Span],
    *,
    speaker: Speaker | None,
    upstream: Upstream | None,
    placement: Placement,
    attributed: Attributed | None = None,
) -> Proposal:
    """Return the proposal of a stretch of a sentence."""
    content = " ".join(reader.text[words[first].start : words[end - 1].end] for first, end in spans)
    inner = [word for first, end in spans for word in words[first:end] if word.sort not in (Sort.QUOTE, Sort.MARK)]
    quoted = bool(inner) and sum(word.quoted for word in inner) >= 0.9 * len(inner)
    verb = attributed.verb if attributed is not None else None
    kind = kind_of(content, verb, own_plan=_is_own_plan(inner, speaker), quoted=quoted)
    said = _said(reader, sentence, words, spans, attributed)
    statement = draft(
        content, speaker, published=reader.known.published, backshifted=_is_past(words, attributed), quoted=quoted
    )
    attribution = speaker.attribution if speaker is not None else Attribution.UNATTRIBUTED
    windows = time_words(content, 0, kind, said or reader.known.published)
    return Proposal(
        statement=statement,
        kind=kind,
        sentences=(Passage(sentence.text, sentence.start, sentence.end),),
        excerpt=_excerpt(reader, sentence, words, spans, quoted=quoted, speaker=speaker),
        attribution=attribution,
        speaker=speaker if attribution is not Attribution.UNATTRIBUTED else None,
        printed=speaker.printed if speaker is not None and speaker.printed else None,
        upstream=upstream,
        stance=_stance(words, attributed),
        treatment=Treatment.ENDORSES if speaker is None else Treatment.REPORTS,
        placement=placement,
        channel=channel_of(sentence.text) if attributed is not None else channel_of(""),
        occasion=occasion_of(sentence.text) if attributed is not None else None,
        said=said,
        hedges=hedges_of(content if attributed is not None else sentence.text),
        likelihood=likelihood_of(content),
        condition=condition_of(content),
        windows=windows,
        parts=parts_of(statement),
        sure=attributed is None or attributed.sure,
    )


def _said(
    reader: _Reader, sentence: Sentence, words: Sequence[Word], spans: Sequence[Span], attributed: Attributed | None
) -> date | None:
    """Return the day in the words around a cue: when it was said."""
    if attributed is None or (attributed.verb is not None and attributed.verb.frame in WHOLE_CLAUSE):
        return None
    inside = {place for first, end in spans for place in range(first, end)}
    outside = " ".join(word.text for place, word in enumerate(words) if place not in inside)
    return said_on(outside, reader.known.published)


def _is_past(words: Sequence[Word], attributed: Attributed | None) -> bool:
    """Return whether the content follows a verb in the past."""
    if attributed is None or attributed.verb is None or attributed.verb.frame in WHOLE_CLAUSE:
        return False
    return attributed.shape == "finite" and words[attributed.head].low not in {
        "says",
        "say",
        "tells",
        "claims",
        "warns",
    }


def _is_own_plan(inner: Sequence[Word], speaker: Speaker | None) -> bool:
    """Return whether the content's subject is the speaker or the speaker's side."""
    if not inner or speaker is None:
        return False
    first = inner[0].low
    if first in {"he", "she", "they", "we", "i", "it"}:
        return True
    return speaker.name is not None and inner[0].text in speaker.name.split()


def _stance(words: Sequence[Word], attributed: Attributed | None) -> Stance:
    if attributed is None or attributed.verb is None:
        return Stance.ASSERTS
    lemma = attributed.verb.lemma
    if lemma in {"deny", "refute", "rebut", "dispute", "reject", "dismiss", "disavow"}:
        return Stance.DENIES
    after = " ".join(word.low for word in words[attributed.cue[1] : attributed.cue[1] + 6])
    if lemma in {"decline", "refuse"} and any(
        f"to {verb}" in after
        for verb in (
            "comment",
            "say",
            "confirm",
            "answer",
            "discuss",
            "be drawn",
            "elaborate",
            "give",
            "disclose",
            "provide",
        )
    ):
        return Stance.DECLINES
    if lemma in {"question", "doubt", "wonder", "ask"} and attributed.verb.frame is not Frame.URGE:
        return Stance.QUESTIONS
    return Stance.ASSERTS


def _excerpt(
    reader: _Reader,
    sentence: Sentence,
    words: Sequence[Word],
    spans: Sequence[Span],
    *,
    quoted: bool,
    speaker: Speaker | None,
) -> Excerpt:
    """Return the words that anchor a claim: a quotation's own words if there are any, else the longest stretch."""
    speaks = (speaker is not None and speaker.attribution != Attribution.OUTLET) or quoted
    runs = [run for first, end in spans for run in _quoted_runs(words, first, end)] if speaks else []
    if runs:
        first, end = max(runs, key=lambda run: run[1] - run[0])
        wording = Wording.DIRECT if quoted else Wording.PARTIAL
    else:
        first, end = max(spans, key=lambda span: span[1] - span[0])
        wording = Wording.PARAPHRASE
    if wording is not Wording.PARAPHRASE and (reader.known.translated or translated_words(sentence.text)):
        wording = Wording.TRANSLATED
    start, stop = words[first].start, words[end - 1].end
    if stop - start > LONGEST_EXCERPT:
        cut = max(
            (word.end for word in words[first:end] if word.end - start <= LONGEST_EXCERPT),
            default=start + LONGEST_EXCERPT,
        )
        stop = cut
    while stop > start and reader.text[stop - 1] in " ,;:.":
        stop -= 1
    return Excerpt(
        words=reader.text[start:stop],
        start=start,
        end=stop,
        prefix=reader.text[max(0, start - AROUND) : start],
        suffix=reader.text[stop : stop + AROUND],
        wording=wording,
    )


def _quoted_runs(words: Sequence[Word], first: int, end: int) -> Iterator[Span]:
    """Yield runs of words inside quotation marks, of two words or more."""
    start: int | None = None
    for place in range(first, end + 1):
        inside = place < end and words[place].quoted and words[place].sort is not Sort.QUOTE
        if inside and start is None:
            start = place
        elif not inside and start is not None:
            if place - start >= 2 or (place - start == 1 and len(words[start].text) > 3):
                yield start, place
            start = None


__all__ = ["KnownArticle", "Proposal", "proposals"]
_ = (ClaimKind, HedgeKind)
