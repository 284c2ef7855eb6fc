"""A stretch of a sentence that may be a claim: its words, whether they are quoted, when and how they were said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claims.capture.attribution.content import WHOLE_CLAUSE
from claims.capture.attribution.finding import Attributed
from claims.capture.attribution.phrases import Span, subject_before
from claims.capture.naming import printed_words
from claims.capture.timing import said_on
from claims.capture.values import Speaker
from claims.capture.wordlists.verbs import Frame
from claims.capture.words import Sort, Word, may_be_finite
from claims.text.sentences import Sentence
from claims.vocabulary import Placement, Stance

_DENYING = frozenset("deny refute rebut dispute reject disavow".split())
_ASKING = frozenset("question doubt wonder ask".split())
_NOT_SAID = ("comment", "say", "confirm", "answer", "discuss", "be drawn", "elaborate", "give", "disclose", "provide")
_PRESENT = frozenset("says say tells tell claims claim warns warn adds argues insists".split())


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of an article: its words, the attributions in it, and its place."""

    sentence: Sentence
    words: Sequence[Word]
    attributions: Sequence[Attributed]
    placement: Placement


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a sentence, and the attribution that gives it, None where the outlet states it itself."""

    text: str
    line: Line
    spans: Sequence[Span]
    attributed: Attributed | None

    @property
    def words(self) -> Sequence[Word]:
        """All words of the sentence."""
        return self.line.words

    @property
    def inner(self) -> list[Word]:
        """The words of the stretch, without marks."""
        marks = (Sort.QUOTE, Sort.MARK)
        return [word for first, end in self.spans for word in self.words[first:end] if word.sort not in marks]

    @property
    def pieces(self) -> list[tuple[str, int]]:
        """The pieces of the stretch as printed, with their offsets in the text."""
        places = [(self.words[first].start, self.words[end - 1].end) for first, end in self.spans]
        return [(self.text[start:end], start) for start, end in places]

    @property
    def content(self) -> str:
        """The stretch as printed, in one piece."""
        pieces = [piece for piece, _ in self.pieces]
        joined = pieces[0] if pieces else ""
        for piece in pieces[1:]:
            first = piece.split(" ", 1)[0].casefold()
            pause = first.endswith("ing") or first in {"who", "which", "with", "as", "and", "but", "while", "after"}
            joined = f"{joined}, {piece}" if pause else f"{joined} {piece}"
        return joined

    @property
    def lacks_subject(self) -> bool:
        """Whether it is a clause that begins with its verb, since it shares its subject with another."""
        attributed = self.attributed
        if attributed is None or attributed.verb is None or attributed.shape != "finite" or attributed.inverted:
            return False
        return attributed.verb.frame in WHOLE_CLAUSE and self.spans[0][0] == attributed.cue[0]

    @property
    def quoted(self) -> bool:
        """Whether all of it, or nearly all, stands in quotation marks."""
        inner = self.inner
        return bool(inner) and sum(word.quoted for word in inner) >= 0.9 * len(inner)

    @property
    def begins(self) -> str:
        """The first word, in small letters."""
        inner = self.inner
        return inner[0].low if inner else ""

    @property
    def backshifted(self) -> bool:
        """Whether it is reported after a verb in the past, so that `would` was `will`."""
        attributed = self.attributed
        if attributed is None or attributed.verb is None or attributed.verb.frame in WHOLE_CLAUSE:
            return False
        return attributed.shape == "finite" and self.words[attributed.head].low not in _PRESENT

    def said(self, published: date | None) -> date | None:
        """Return the day in the words around the cue: when it was said."""
        attributed = self.attributed
        if attributed is None or (attributed.verb is not None and attributed.verb.frame in WHOLE_CLAUSE):
            return None
        inside = {place for first, end in self.spans for place in range(first, end)}
        outside = " ".join(word.text for place, word in enumerate(self.words) if place not in inside)
        return said_on(outside, published)

    def is_plan_of(self, speaker: Speaker | None) -> bool:
        """Return whether its subject is the speaker or the speaker's side."""
        inner = self.inner
        if not inner or speaker is None:
            return False
        if inner[0].low in {"he", "she", "they", "we", "i", "it"}:
            return True
        return speaker.name is not None and inner[0].text in speaker.name.split()

    @property
    def stance(self) -> Stance:
        """What the speaker does with the claim."""
        attributed = self.attributed
        if attributed is None or attributed.verb is None:
            return Stance.ASSERTS
        lemma = attributed.verb.lemma
        first, end = attributed.cue
        before = {word.low for word in self.words[max(0, first - 4) : end]}
        if lemma in _DENYING:
            return Stance.DECLINES if before & {"neither", "nor"} else Stance.DENIES
        after = " ".join(word.low for word in self.words[end : end + 6])
        if lemma in {"decline", "refuse"} and any(f"to {verb}" in after for verb in _NOT_SAID):
            return Stance.DECLINES
        if lemma in _ASKING and attributed.verb.frame is not Frame.URGE:
            return Stance.QUESTIONS
        return Stance.ASSERTS


def topic_of(words: Sequence[Word]) -> str | None:
    """Return the subject of a sentence's first clause, where it names something that a pronoun can mean."""
    for place, word in enumerate(words):
        if may_be_finite(word) and not word.quoted:
            while place and words[place - 1].sort in (Sort.AUXILIARY, Sort.MODAL, Sort.ADVERB):
                place -= 1
            span = subject_before(words, place)
            subject = [] if span is None else words[span[0] : span[1]]
            if len(subject) > 8 or not subject or subject[0].sort in (Sort.PRONOUN, Sort.RELATIVE, Sort.LINK):
                return None
            return printed_words(subject)
    return None


def without_dateline(words: Sequence[Word], spans: Sequence[Span]) -> list[Span]:
    """Return spans without `TURIN, April 9 (Reuters) -` at the beginning of a sentence."""
    after = _after_dateline(words)
    return [(max(first, after), end) for first, end in spans if end > after] or list(spans)


_DASHES = frozenset("- – — --".split())


def _after_dateline(words: Sequence[Word]) -> int:
    """Return the place after a dateline or an agency's credit, 0 without one."""
    dash = next((place for place in range(1, min(14, len(words))) if words[place].text in _DASHES | {":"}), None)
    if dash is None or dash + 1 >= len(words):
        return 0
    before = words[:dash]
    if words[0].text == "(" and before[-1].text == ")" and words[dash].text != ":":
        return dash + 1  # "(Reuters) —"
    capital = words[dash + 1].text[0].isupper() and words[dash].text not in {"-", ":"}
    if dash < 5 and capital and all(word.text[0].isupper() or word.text in {",", "."} for word in before):
        return dash + 1  # "Indianapolis – Several thousand teachers"
    if not words[0].text.isupper() or len(words[0].text) < 3 or words[0].text in {"BREAKING", "EXCLUSIVE"}:
        return 0
    placed = all(word.sort in (Sort.NAME, Sort.MARK, Sort.NUMBER) or word.text.isupper() for word in before)
    return dash + 1 if placed else 0
