"""How much of a story rests on unnamed people, counted from the claims that its report tells of.

The same numbers as `claims.features.anonymous.read` has for a story.  They are counted here from the records that were
read for the report, so that what a report leaves out for its readers is left out of them too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from claims.features.anonymous.read import MOST, Anonymous, Cell, Example, OutletMonth, Shown
from claims.features.anonymous.words import ANONYMOUS_MEANING, AnonymousAsked, AnonymousReport, anonymous_parts
from claims.features.story.outline import attributions
from claims.features.story.report import StoryReport
from claims.reading.records import AppearanceRecord, ClaimRecord
from claims.render.parts import Heading, Paragraph, Part
from claims.rules.sourcing.anonymity import (
    OF_APPEARANCES,
    OF_CLAIMS,
    Practice,
    Shape,
    Voices,
    Word,
    is_opinion,
    is_second_hand,
    practices_of,
    practices_of_claim,
    upstream_of,
    voices_of,
)
from claims.vocabulary import Stance

TITLE = "Anonymous sourcing"


def anonymous_page(report: StoryReport) -> list[Part]:
    """Return on whose word the claims of a story are given, and how much of that is unnamed."""
    found = anonymous_in([spread.claim for spread in report.spreads], withheld=report.summary.withheld)
    if not found.total.all:
        return []
    asked = AnonymousAsked(at=report.asked.at, zone=report.asked.zone)
    return [
        Heading(TITLE),
        *map(Paragraph, ANONYMOUS_MEANING),
        attributions(report),
        *anonymous_parts(AnonymousReport(found, asked), level=3),
    ]


def anonymous_in(claims: Sequence[ClaimRecord], *, withheld: int = 0) -> Anonymous:
    """Return how much of some claims rests on unnamed people, and which practices that shows.

    Counted are appearances that assert and that the outlet has not withdrawn; ``withheld`` says how many the records
    leave out because they are off the record.
    """
    told = [_Told(claim, one) for claim in claims for one in claim.appearances if one.stance is Stance.ASSERTS]
    standing = [one for one in told if not one.appearance.retracted]
    return Anonymous(
        cells=_cells(standing),
        practices=(*_of_claims(standing), *_of_appearances(standing)),
        claims=len({one.claim.id for one in standing}),
        retracted=len(told) - len(standing),
        withheld=withheld,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """An appearance, and the claim that it is of."""

    claim: ClaimRecord
    appearance: AppearanceRecord

    @property
    def word(self) -> Word:
        """On whose word the article gives the claim."""
        one = self.appearance
        return Word(
            article=one.article.id,
            shape=Shape(
                attribution=one.attribution,
                opinion=is_opinion(self.claim.kind),
                stated_count=one.source.stated_count if one.source else None,
                reasoned=bool(one.anonymity_reason),
                second_hand=is_second_hand(one.proximity),
            ),
            source=one.source.id if one.source else None,
            upstream=upstream_of(one.relays.id if one.relays else None, one.relay_basis),
        )

    @property
    def age(self) -> tuple[date, int]:
        """A key by which the newest has the greatest value."""
        return self.appearance.article.published_earliest or date.min, self.appearance.id


def _cells(standing: Iterable[_Told]) -> tuple[OutletMonth, ...]:
    cells: dict[tuple[int | None, str | None, str | None], Cell] = defaultdict(Cell)
    for one in standing:
        article = one.appearance.article
        own, unnamed = int(one.word.is_own), int(one.word.is_unnamed)
        cells[article.outlet_id, article.outlet, (article.published or "")[:7] or None] += Cell(
            own, own and unnamed, 1, unnamed
        )
    found = (OutletMonth(number, outlet, month, cell) for (number, outlet, month), cell in cells.items())
    return tuple(sorted(found, key=lambda one: (one.outlet is None, one.outlet or "", one.month or "~")))


def _of_claims(standing: Iterable[_Told]) -> list[Shown]:
    """Return the practices that are told of a claim, over all its appearances."""
    of_claim: dict[int, list[_Told]] = defaultdict(list)
    for one in standing:
        of_claim[one.claim.id].append(one)
    showing: dict[Practice, list[list[_Told]]] = defaultdict(list)
    for _, some in sorted(of_claim.items()):
        for practice in practices_of_claim(_voices(some)):
            showing[practice].append(some)
    return [
        Shown(one, len(showing[one]), tuple(_claim_example(some) for some in showing[one][:MOST])) for one in OF_CLAIMS
    ]


def _voices(some: Sequence[_Told]) -> Voices:
    """Return who stands behind a claim; what was withdrawn had been read all the same."""
    read = {one.article.id for one in some[0].claim.appearances if one.stance is Stance.ASSERTS}
    return voices_of([one.word for one in some], read)


def _claim_example(some: Sequence[_Told]) -> Example:
    """Return a claim with those of its appearances by which an outlet gives unnamed people itself."""
    unnamed = [one for one in some if one.word.is_unnamed]
    own = [one for one in unnamed if one.word.upstream is None]
    return Example(some[0].claim, tuple(one.appearance for one in own or unnamed))


def _of_appearances(standing: Iterable[_Told]) -> list[Shown]:
    """Return the practices that are told of one appearance, with the newest that show them."""
    showing: dict[Practice, list[_Told]] = defaultdict(list)
    own = (one for one in standing if one.word.is_own and one.word.is_unnamed)
    for one in sorted(own, key=lambda one: one.age, reverse=True):
        for practice in practices_of(one.word.shape):
            showing[practice].append(one)
    return [
        Shown(one, len(showing[one]), tuple(Example(told.claim, (told.appearance,)) for told in showing[one][:MOST]))
        for one in OF_APPEARANCES
    ]
