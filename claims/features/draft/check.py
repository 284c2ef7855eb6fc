"""The records on each sentence of a draft. Values in, values out.

The claims of a sentence are proposals by its words (`claims.text.stating`): a person at the desk decides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claims.features.claim.spread import Spread
from claims.features.queue.read import rests_on_now
from claims.features.story.report import StoryReport
from claims.text.sentences import sentences
from claims.text.stating import Difference, Passage, Statings, is_checkable
from claims.vocabulary import VERDICTS, Outcome, RestsOn, Status


class Concern(StrEnum):
    """Why the desk should look at a sentence before it is published, the gravest first."""

    DIFFERS = "differs"
    """The draft differs from the claim: by a date, a figure, a negation or an opposite."""
    REFUTED = "refuted"
    MISLEADING = "misleading"
    OUTDATED = "outdated"
    DISPUTED = "disputed"
    DID_NOT_OCCUR = "did_not_occur"
    CORRECTED = "corrected"
    """A report behind the claim was corrected, and nobody has reviewed it since."""
    CONTESTED = "contested"
    """Somebody denies the claim, or another claim contradicts it."""
    NOBODY = "nobody"
    UNNAMED_ONLY = "unnamed_only"
    ONE_ORIGIN = "one_origin"
    UNLOGGED = "unlogged"
    """No claim is logged for the sentence."""


DOUBTFUL = frozenset(
    {
        Concern.REFUTED,
        Concern.MISLEADING,
        Concern.OUTDATED,
        Concern.DISPUTED,
        Concern.DID_NOT_OCCUR,
        Concern.CORRECTED,
        Concern.CONTESTED,
    }
)
"""Concerns about whether a claim is right."""

THIN = frozenset({Concern.NOBODY, Concern.UNNAMED_ONLY, Concern.ONE_ORIGIN})
"""Concerns about the sourcing of a claim without a verdict."""

_STATUSES = {
    Status.REFUTED: Concern.REFUTED,
    Status.MISLEADING: Concern.MISLEADING,
    Status.OUTDATED: Concern.OUTDATED,
    Status.DISPUTED: Concern.DISPUTED,
}
_RESTING = {
    RestsOn.NOBODY: Concern.NOBODY,
    RestsOn.UNNAMED_ONLY: Concern.UNNAMED_ONLY,
    RestsOn.ONE_ORIGIN: Concern.ONE_ORIGIN,
}

LONGEST = 3_000
"""How many characters of a sentence, and of the text before it, are compared."""

Stater = Callable[[Passage], Iterable[tuple[int, float, tuple[Difference, ...]]]]
"""Returns the claims of a sentence by number, with the share of their words in it and the differences."""


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph of a draft."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """A claim that a sentence probably states, and why the desk should look at it."""

    spread: Spread
    share: float
    """The share of the claim's words that the sentence has, from 0 to 1."""
    differences: tuple[Difference, ...]
    concerns: tuple[Concern, ...]


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence of a draft, with the claims that it probably states, the likeliest first."""

    number: int
    paragraph: int
    heading: bool
    text: str
    claims: tuple[StatedClaim, ...]
    checkable: bool
    """Whether it has a name, a figure, a date or a quotation."""

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """Why the desk should look at it, the gravest first."""
        own = {Concern.UNLOGGED} if self.checkable and not self.claims else set()
        held = own.union(*(stated.concerns for stated in self.claims))
        return tuple(concern for concern in Concern if concern in held)


@dataclass(frozen=True, slots=True)
class DraftCheck:
    """A draft held against the records of a story."""

    name: str
    """The file, as typed."""
    title: str | None
    report: StoryReport
    sentences: tuple[DraftSentence, ...]

    def having(self, concerns: Collection[Concern]) -> tuple[DraftSentence, ...]:
        """Return the sentences with one of these concerns, in order."""
        return tuple(sentence for sentence in self.sentences if not set(concerns).isdisjoint(sentence.concerns))

    @property
    def stated(self) -> tuple[int, ...]:
        """The numbers of the claims that it states, in order."""
        numbers = (stated.spread.claim.id for sentence in self.sentences for stated in sentence.claims)
        return tuple(dict.fromkeys(numbers))


def checked_draft(
    report: StoryReport, name: str, paragraphs: Sequence[DraftParagraph], stater: Stater | None = None
) -> DraftCheck:
    """Return a draft held against a story's report; ``stater`` finds the claims of a sentence, if not by its words.

    Claims known only off the record are no part of the report, and so of no sentence.
    """
    spreads = {spread.claim.id: spread for spread in report.spreads}
    statements = {number: spread.claim.statement for number, spread in spreads.items()}
    find = stater or _by_words({number: text for number, text in statements.items() if text is not None})
    title = next((paragraph.text for paragraph in paragraphs if paragraph.heading), None)
    return DraftCheck(name, title, report, tuple(_sentences(report, spreads, title, paragraphs, find)))


def _by_words(statements: dict[int, str]) -> Stater:
    known = Statings(statements)
    return lambda passage: ((stating.claim, stating.share, stating.differences) for stating in known.of(passage))


def _sentences(
    report: StoryReport,
    spreads: dict[int, Spread],
    title: str | None,
    paragraphs: Sequence[DraftParagraph],
    find: Stater,
) -> Iterator[DraftSentence]:
    number, earlier = 0, ""
    contested = set(report.summary.contested)
    for at, paragraph in enumerate(paragraphs, 1):
        before = (title or "")[:LONGEST]
        for text in sentences(paragraph.text):
            number += 1
            claims = tuple(
                StatedClaim(spreads[claim], share, differing, _concerns(report, spreads[claim], differing, contested))
                for claim, share, differing in find(Passage(text[:LONGEST], before, earlier))
            )
            yield DraftSentence(number, at, paragraph.heading, text, claims, is_checkable(text[:LONGEST]))
            before = f"{title or ''} {f'{before} {text}'[-LONGEST:]}"
        earlier = f"{earlier} {paragraph.text}"[-LONGEST:]


def _concerns(
    report: StoryReport, spread: Spread, differing: Sequence[Difference], contested: Collection[int]
) -> tuple[Concern, ...]:
    claim = spread.claim
    reach = report.reach.get(claim.id)
    held = {Concern.DIFFERS} if differing else set()
    held |= {_STATUSES[claim.status]} if claim.status in _STATUSES else set()
    held |= {Concern.DID_NOT_OCCUR} if claim.outcome is Outcome.DID_NOT_OCCUR else set()
    held |= {Concern.CORRECTED} if reach is not None and reach.flagged else set()
    held |= {Concern.CONTESTED} if claim.id in contested and claim.status not in VERDICTS else set()
    resting = rests_on_now(claim)
    held |= {_RESTING[resting]} if resting is not None and claim.status not in VERDICTS else set()
    return tuple(concern for concern in Concern if concern in held)
