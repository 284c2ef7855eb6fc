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
    """Return the sourcing of a story's claims, and its unnamed share."""
    result = anonymous_in([spread.claim for spread in report.spreads], withheld=report.summary.withheld)
    if not result.total.all:
        return []
    asked = AnonymousAsked(at=report.asked.at, zone=report.asked.zone)
    return [
        Heading(TITLE),
        *map(Paragraph, ANONYMOUS_MEANING),
        attributions(report),
        *anonymous_parts(AnonymousReport(result, asked), level=3),
    ]


def anonymous_in(claims: Sequence[ClaimRecord], *, withheld: int = 0) -> Anonymous:
    """Return how much of some claims rests on unnamed people, and which practices that shows.

    Counted are appearances that assert and that the outlet has not withdrawn; ``withheld`` says how many the records
    leave out because they are off the record.
    """
    phrases = [
        _Told(claim, appearance)
        for claim in claims
        for appearance in claim.appearances
        if appearance.stance is Stance.ASSERTS
    ]
    standing = [one for one in phrases if not one.appearance.retracted]
    return Anonymous(
        cells=_cells(standing),
        practices=(*_of_claims(standing), *_of_appearances(standing)),
        claims=len({one.claim.id for one in standing}),
        retracted=len(phrases) - len(standing),
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
        """A sort key: the newest has the greatest value."""
        return self.appearance.article.published_earliest or date.min, self.appearance.id


def _cells(standing: Iterable[_Told]) -> tuple[OutletMonth, ...]:
    cells: dict[tuple[int | None, str | None, str | None], Cell] = defaultdict(Cell)
    for one in standing:
        article = one.appearance.article
        own, unnamed = int(one.word.is_own), int(one.word.is_unnamed)
        cells[article.outlet_id, article.outlet, (article.published or "")[:7] or None] += Cell(
            own, own and unnamed, 1, unnamed
        )
    result = (OutletMonth(number, outlet, month, cell) for (number, outlet, month), cell in cells.items())
    return tuple(sorted(result, key=lambda one: (one.outlet is None, one.outlet or "", one.month or "~")))


def _of_claims(standing: Iterable[_Told]) -> list[Shown]:
    """Return the practices of a claim, over all its appearances."""
    of_claim: dict[int, list[_Told]] = defaultdict(list)
    for one in standing:
        of_claim[one.claim.id].append(one)
    showing: dict[Practice, list[list[_Told]]] = defaultdict(list)
    for _, group in sorted(of_claim.items()):
        for practice in practices_of_claim(_voices(group)):
            showing[practice].append(group)
    return [
        Shown(one, len(showing[one]), tuple(_claim_example(members) for members in showing[one][:MOST]))
        for one in OF_CLAIMS
    ]


def _voices(group: Sequence[_Told]) -> Voices:
    """Return who stands behind a claim; withdrawn articles count as read."""
    read = {appearance.article.id for appearance in group[0].claim.appearances if appearance.stance is Stance.ASSERTS}
    return voices_of([one.word for one in group], read)


def _claim_example(group: Sequence[_Told]) -> Example:
    """Return a claim with its appearances that cite unnamed people in the outlet's own words."""
    unnamed = [one for one in group if one.word.is_unnamed]
    own = [one for one in unnamed if one.word.upstream is None]
    return Example(group[0].claim, tuple(one.appearance for one in own or unnamed))


def _of_appearances(standing: Iterable[_Told]) -> list[Shown]:
    """Return the practices of single appearances, with the newest examples."""
    showing: dict[Practice, list[_Told]] = defaultdict(list)
    own = (one for one in standing if one.word.is_own and one.word.is_unnamed)
    for one in sorted(own, key=lambda one: one.age, reverse=True):
        for practice in practices_of(one.word.shape):
            showing[practice].append(one)
    return [
        Shown(one, len(showing[one]), tuple(Example(pair.claim, (pair.appearance,)) for pair in showing[one][:MOST]))
        for one in OF_APPEARANCES
    ]
