"""Two versions of an article: its headline, its sentences, and where the excerpts of its claims stand now."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claims.patterns import pattern_of
from claims.text.sentences import Sentence, sentences_of
from claims.text.versions.aligning import Change, Step, aligned
from claims.text.versions.anchors import Quote, Searched
from claims.text.versions.folding import folded
from claims.text.versions.standing import Standing, Traced, traced

_NOTE = pattern_of(
    r"^\W*(?:(?:corrections?|clarifications?|updated?|amended|(?:editors?['’]?s?|editor['’]s) note)\s*(?:[:—–.-]|\Z)|"
    r"(?:corrects|clarifies|refiles|corrected|clarified) )|"
    r"\b(?:earlier|previous|original) (?:headline\b|"
    r"(?:version|headline) of (?:this|the) (?:article|story|report|post|headline|piece|page))|"
    r"\b(?:article|story|report|post|headline|piece|page) (?:has been|was|has since been) "
    r"(?:updated|corrected|amended|changed|clarified|edited|revised)\b",
    re.IGNORECASE,
)
"""Words with which an article says that it was changed."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an article: its headline as stated, and its text."""

    headline: str | None
    text: str


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence that did not stay: its words in each version; None where it does not stand."""

    change: Change
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline of each version."""

    old: str | None
    new: str | None

    @property
    def changed(self) -> bool:
        """Whether both versions state a headline, in different words."""
        return self.old is not None and self.new is not None and folded(self.old) != folded(self.new)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two versions."""

    headline: Headline
    note: str | None
    """The sentence where the later version says that it was changed."""
    kept: int
    """How many sentences stayed."""
    sentences: tuple[SentenceChange, ...]
    excerpts: tuple[Traced, ...]

    @property
    def silent(self) -> bool:
        """Whether the headline was changed and the article does not say that anything was."""
        return self.headline.changed and self.note is None


def compared(old: Version, new: Version, excerpts: Sequence[Quote] = ()) -> Comparison:
    """Return what changed from one version to a later one, and the fate of each excerpt, in their order."""
    before, after = sentences_of(old.text), sentences_of(new.text)
    steps = aligned([each.text for each in before], [each.text for each in after])
    headline = Headline(old.headline, new.headline)
    changes = [_change(step, before, after) for step in steps if step.change is not Change.KEPT]
    return Comparison(
        headline=headline,
        note=_note(changes),
        kept=sum(step.change is Change.KEPT for step in steps),
        sentences=tuple(change for change in changes if not _is_headline(change, headline)),
        excerpts=tuple(_excerpts(old, new, excerpts, before, after, steps)),
    )


def _change(step: Step, before: Sequence[Sentence], after: Sequence[Sentence]) -> SentenceChange:
    return SentenceChange(
        step.change,
        None if step.old is None else before[step.old].text,
        None if step.new is None else after[step.new].text,
    )


def _note(changes: Iterable[SentenceChange]) -> str | None:
    """Return the first sentence that came or was reworded and tells of a change."""
    return next(
        (
            change.new
            for change in changes
            if change.new is not None and change.change is not Change.MOVED and _NOTE.search(change.new)
        ),
        None,
    )


def _is_headline(change: SentenceChange, headline: Headline) -> bool:
    """Return whether a change is that of the headline, which stands above the text."""
    pairs = ((change.old, headline.old), (change.new, headline.new))
    return headline.changed and all(
        words is not None and stated is not None and folded(words) == folded(stated) for words, stated in pairs
    )


def _excerpts(
    old: Version,
    new: Version,
    excerpts: Sequence[Quote],
    before: Sequence[Sentence],
    after: Sequence[Sentence],
    steps: Sequence[Step],
) -> Iterable[Traced]:
    earlier, later = Searched(old.text), Searched(new.text)
    stayed = {
        step.old: step.new for step in steps if step.old is not None and step.change in (Change.KEPT, Change.REWORDED)
    }
    old_starts, new_starts = [each.start for each in before], [each.start for each in after]
    for quote in excerpts:
        trace = traced(quote, earlier, later)
        if trace.standing is Standing.UNCHANGED and trace.old is not None and trace.new is not None:
            sentence = bisect_right(old_starts, trace.old.start) - 1
            if stayed.get(sentence) != bisect_right(new_starts, trace.new.start) - 1:
                trace = replace(trace, standing=Standing.MOVED)
        yield trace
