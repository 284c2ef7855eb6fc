"""On whose word a claim stands, and the other outlet that it came through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from claims.capture.attribution.content import WHOLE_CLAUSE
from claims.capture.attribution.finding import Attributed
from claims.capture.attribution.press import names_in
from claims.capture.outlets import OutletNames, Relay, name_key
from claims.capture.relays import relays_of
from claims.capture.speakers import Cast
from claims.capture.values import KnownArticle, Speaker, Upstream
from claims.capture.wordlists.verbs import Frame
from claims.capture.words import Word
from claims.patterns import pattern_of
from claims.vocabulary import ArticleKind, Attribution

_WITNESSING = frozenset("saw watched heard witnessed counted visited".split())
_PRESS = frozenset("media newspapers outlets broadcasters press".split())
_NOT_PRESS = frozenset(
    "social aide officer office secretary spokesman spokeswoman adviser release conference releases".split()
)
_EDGES = frozenset("are is was were been has have had that of , ; according to citing by in from amid despite".split())
"""Words at the edges of a report's mention that are no part of it."""
_IN_ITS_PAGES = frozenset({Frame.SAY, Frame.TELL, Frame.SHOW, Frame.CALL, Frame.JUDGE})
"""What an outlet does by publishing: it says, describes, criticises."""
_PAPERS = pattern_of(
    r"^(?:the|a|an) (?:[\w’'-]+ ){0,3}?(?:news ?paper|news (?:site|website|agency|outlet|portal)|tabloid|broadcaster|"
    r"magazine|daily)(?: [A-Z]|$)",
    re.IGNORECASE,
)
"""A source that is called an outlet: `the news site RTL Info`, `the newspaper`."""
_SURVEYS = frozenset(
    "tally count ranking poll polls survey surveys data figures statistics analysis review study census".split()
)
_KEPT = 2
"""For how many paragraphs a speaker goes on speaking to the outlet that was named."""


@dataclass(frozen=True, slots=True)
class Footing:
    """A speaker, None where the outlet states it itself, and the other outlet's report."""

    speaker: Speaker | None = None
    upstream: Upstream | None = None


@dataclass(slots=True)
class Footings:
    """Decides the footing of each claim of an article, in the article's order."""

    known: KnownArticle
    outlets: OutletNames = field(init=False)
    cast: Cast = field(default_factory=Cast)
    last: Footing | None = None
    paragraph: int = 0
    heard: int = 0
    outlet: str | None = None

    def __post_init__(self) -> None:
        """Prepare the names of outlets."""
        self.outlets = OutletNames(self.known.outlet_names, self.known.outlets)

    def prepare(self, sentences: Sequence[Sequence[Word]]) -> None:
        """Look through an article for its people and its outlets."""
        self.cast.prepare(sentences)
        self.outlets = names_in(sentences, self.outlets)

    def relays(self, words: Sequence[Word]) -> list[Relay]:
        """Return the other outlets' reports in a sentence, and remember the outlet named last."""
        relays = relays_of(words, self.outlets, self.outlet)
        self.outlet = next((relay.outlet for relay in relays if relay.outlet is not None), self.outlet)
        return relays

    def attributed(
        self,
        words: Sequence[Word],
        attributed: Attributed,
        others: Sequence[Attributed],
        relays: Sequence[Relay],
        paragraph: int,
    ) -> Footing:
        """Return the footing of an attribution among the ``others`` of its sentence."""
        assert attributed.source is not None
        speaker = self.cast.speaker(words, *attributed.source)
        if attributed.shape == "mood":
            speaker = Speaker(attribution=Attribution.COLLECTIVE, printed=speaker.printed, described=speaker.printed)
            self.cast.spoken[-1] = speaker
        relay = _relay_of(attributed, relays, others)
        if speaker.attribution is Attribution.UNATTRIBUTED:
            self.cast.spoken.pop()
            return self.stated(words, [] if relay is None else [relay])
        if self.outlets.is_own(speaker.shown):
            footing = self.stated(words, [] if relay is None else [relay])
            self.cast.spoken.pop()
        else:
            planned = attributed.verb is not None and attributed.verb.frame in WHOLE_CLAUSE
            theirs = any(relay is not None and _is_the_outlet(other, relay) for other in others if other.source)
            footing = self._spoken(words, attributed, speaker, relay, paragraph, planned=planned and not theirs)
        self.last, self.paragraph = footing, paragraph
        return footing

    def _spoken(
        self,
        words: Sequence[Word],
        attributed: Attributed,
        speaker: Speaker,
        relay: Relay | None,
        paragraph: int,
        *,
        planned: bool,
    ) -> Footing:
        reports = relay is not None and relay.role != "told"
        person = speaker.attribution is Attribution.NAMED and not _is_named_as(speaker, relay)
        own = person or _is_survey(speaker)
        if relay is not None and reports and not own and (planned or _is_the_outlet(attributed, relay)):
            speaker = Speaker(attribution=Attribution.OUTLET, printed=speaker.printed, name=relay.outlet)
            self.cast.spoken[-1] = speaker
        elif _is_the_press(speaker, attributed, words):
            speaker = Speaker(attribution=Attribution.OUTLET, printed=speaker.printed, guessed=speaker.guessed)
            self.cast.spoken[-1] = speaker
            assert attributed.source is not None
            relay = relay or Relay(None, *attributed.source, "vague")
        elif speaker.attribution is Attribution.INSTITUTION and self._reports(speaker, attributed):
            speaker = replace(speaker, attribution=Attribution.OUTLET)
            self.cast.spoken[-1] = speaker
        if relay is not None:
            self.heard = paragraph
        return Footing(speaker, _upstream(words, relay) or self._kept(speaker, paragraph))

    def _reports(self, speaker: Speaker, attributed: Attributed) -> bool:
        """Return whether a body is a well-known outlet that says something, and does not plan or act."""
        says = attributed.verb is None or attributed.verb.frame in _IN_ITS_PAGES
        if attributed.verb is not None and attributed.verb.lemma == "report" and attributed.shape == "passive":
            return True  # "as reported by X"
        if says and _PAPERS.search(speaker.printed) is not None:
            return True
        return says and speaker.name is not None and self.outlets.known(name_key(speaker.name)) is not None

    def _kept(self, speaker: Speaker, paragraph: int) -> Upstream | None:
        """Return the report that quoted a speaker before, if this only goes on with it."""
        if self.last is None or self.last.speaker is None or self.last.upstream is None:
            return None
        if self.last.speaker.shown != speaker.shown:
            return None
        short = len(speaker.printed.split()) <= 2
        if speaker.attribution is Attribution.OUTLET:
            return self.last.upstream
        return self.last.upstream if short and paragraph - self.heard <= _KEPT else None

    def continued(self, paragraph: int) -> Footing | None:
        """Return the footing of a quotation without an attribution of its own, None if nobody spoke just before."""
        if self.last is None or self.last.speaker is None or paragraph - self.paragraph > 1:
            return None
        self.paragraph = paragraph
        return self.guessed(self.last)

    @staticmethod
    def guessed(footing: Footing) -> Footing:
        """Return a footing whose speaker a person should look at."""
        speaker = footing.speaker
        return footing if speaker is None else replace(footing, speaker=replace(speaker, guessed=True))

    def stated(self, words: Sequence[Word], relays: Sequence[Relay], *, headline: bool = False) -> Footing:
        """Return the footing of what the outlet states itself, or has from a report."""
        relay = next((relay for relay in relays if relay.role != "told"), None)
        if relay is not None:
            first, end = relay.first, relay.end
            while first < end - 1 and words[first].low in _EDGES:
                first += 1
            while end > first + 1 and words[end - 1].low in _EDGES:
                end -= 1
            printed = " ".join(word.text for word in words[first:end])
            speaker = Speaker(attribution=Attribution.OUTLET, printed=printed, name=relay.outlet)
            return Footing(speaker, _upstream(words, relay))
        if self.known.kind in (ArticleKind.EDITORIAL, ArticleKind.OPINION):
            return Footing(Speaker(attribution=Attribution.OWN_VOICE, printed=""))
        own = next((place for place, word in enumerate(words) if word.low in {"i", "we"} and not word.quoted), None)
        if own is not None and not headline:
            witnessed = any(word.low in _WITNESSING for word in words[own + 1 : own + 12])
            attribution = Attribution.WITNESSED if witnessed else Attribution.OWN_VOICE
            return Footing(Speaker(attribution=attribution, printed=words[own].text))
        return Footing()


def _is_named_as(speaker: Speaker, relay: Relay | None) -> bool:
    """Return whether a speaker's name is that of a relay's outlet."""
    if speaker.name is None or relay is None or relay.outlet is None:
        return False
    return name_key(speaker.name) == name_key(relay.outlet)


def _is_the_outlet(attributed: Attributed, relay: Relay) -> bool:
    """Return whether the source of an attribution is the outlet itself, rather than somebody whom it quotes."""
    assert attributed.source is not None
    first, end = attributed.source
    return relay.role == "reports" and (first <= relay.first < end or first < relay.end <= end)


def _is_survey(speaker: Speaker) -> bool:
    """Return whether a source is an outlet's poll or data, which are a document rather than its report."""
    return speaker.attribution is Attribution.DOCUMENT and not _SURVEYS.isdisjoint(speaker.printed.casefold().split())


def _is_the_press(speaker: Speaker, attributed: Attributed, words: Sequence[Word]) -> bool:
    """Return whether a source is a report without its outlet's name: `media reports`, `local newspapers`."""
    if speaker.attribution in (Attribution.NAMED, Attribution.UNNAMED) or attributed.source is None:
        return False
    source = words[attributed.source[0] : attributed.source[1]]
    lows = {word.low for place, word in enumerate(source) if place == 0 or word.text.islower()}
    if lows <= {"reports", "several", "other", "some", "multiple", "unconfirmed", "early", "recent", "news"}:
        return "reports" in lows  # "Reports say"
    return not lows.isdisjoint(_PRESS) and lows.isdisjoint(_NOT_PRESS)


def _relay_of(attributed: Attributed, relays: Sequence[Relay], others: Sequence[Attributed]) -> Relay | None:
    """Return the relay that belongs to an attribution: the nearest with a name, or the sentence's only one."""
    named = [relay for relay in relays if relay.role != "vague"]
    if not named:
        return next(iter(relays), None) if len(others) == 1 else None
    own = [relay for relay in named if attributed.source and attributed.source[0] <= relay.first < attributed.source[1]]
    return min(own or named, key=lambda relay: abs(relay.first - attributed.cue[1]))


def _upstream(words: Sequence[Word], relay: Relay | None) -> Upstream | None:
    if relay is None:
        return None
    last = words[min(relay.end, len(words)) - 1]
    printed = " ".join(word.text for word in words[relay.first : relay.end])
    return Upstream(outlet=relay.outlet, words=printed, start=words[relay.first].start, end=last.end)
