"""How much of a story rests on unnamed people, counted from the claims in its report.

The numbers are those of `claims.features.anonymous.read` for the story. Here they are counted from the records read for
the report, so that they leave out what the report leaves out for its readers.
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
    """Return how much of these claims rests on unnamed people, and the practices that shows.

    It counts appearances that assert a claim and that the outlet has not withdrawn. ``withheld`` is how many
    appearances the records leave out because they are off the record.
    """
    assertions = [
        _ClaimAppearance(claim, appearance)
        for claim in claims
        for appearance in claim.appearances
        if appearance.stance is Stance.ASSERTS
    ]
    standing = [assertion for assertion in assertions if not assertion.appearance.retracted]
    return Anonymous(
        cells=_cells(standing),
        practices=(*_of_claims(standing), *_of_appearances(standing)),
        claims=len({assertion.claim.id for assertion in standing}),
        retracted=len(assertions) - len(standing),
        withheld=withheld,
    )


@dataclass(frozen=True, slots=True)
class _ClaimAppearance:
    """An appearance with its claim."""

    claim: ClaimRecord
    appearance: AppearanceRecord

    @property
    def word(self) -> Word:
        """Whom the article credits for the claim."""
        appearance = self.appearance
        return Word(
            article=appearance.article.id,
            shape=Shape(
                attribution=appearance.attribution,
                opinion=is_opinion(self.claim.kind),
                stated_count=appearance.source.stated_count if appearance.source else None,
                reasoned=bool(appearance.anonymity_reason),
                second_hand=is_second_hand(appearance.proximity),
            ),
            source=appearance.source.id if appearance.source else None,
            upstream=upstream_of(appearance.relays.id if appearance.relays else None, appearance.relay_basis),
        )

    @property
    def age(self) -> tuple[date, int]:
        """A sort key that is greatest for the newest."""
        return self.appearance.article.published_earliest or date.min, self.appearance.id


def _cells(standing: Iterable[_ClaimAppearance]) -> tuple[OutletMonth, ...]:
    cells: dict[tuple[int | None, str | None, str | None], Cell] = defaultdict(Cell)
    for assertion in standing:
        article = assertion.appearance.article
        own, unnamed = int(assertion.word.is_own), int(assertion.word.is_unnamed)
        cells[article.outlet_id, article.outlet, (article.published or "")[:7] or None] += Cell(
            own, own and unnamed, 1, unnamed
        )
    result = (OutletMonth(number, outlet, month, cell) for (number, outlet, month), cell in cells.items())
    return tuple(sorted(result, key=lambda cell: (cell.outlet is None, cell.outlet or "", cell.month or "~")))


def _of_claims(standing: Iterable[_ClaimAppearance]) -> list[Shown]:
    """Return the practices of a claim, over all its appearances."""
    of_claim: dict[int, list[_ClaimAppearance]] = defaultdict(list)
    for assertion in standing:
        of_claim[assertion.claim.id].append(assertion)
    showing: dict[Practice, list[list[_ClaimAppearance]]] = defaultdict(list)
    for _, group in sorted(of_claim.items()):
        for practice in practices_of_claim(_voices(group)):
            showing[practice].append(group)
    return [
        Shown(kind, len(showing[kind]), tuple(_claim_example(members) for members in showing[kind][:MOST]))
        for kind in OF_CLAIMS
    ]


def _voices(group: Sequence[_ClaimAppearance]) -> Voices:
    """Return who is behind a claim; withdrawn articles count as read."""
    read = {appearance.article.id for appearance in group[0].claim.appearances if appearance.stance is Stance.ASSERTS}
    return voices_of([assertion.word for assertion in group], read)


def _claim_example(group: Sequence[_ClaimAppearance]) -> Example:
    """Return a claim with its appearances that cite unnamed people in the outlet's own words."""
    unnamed = [assertion for assertion in group if assertion.word.is_unnamed]
    own = [assertion for assertion in unnamed if assertion.word.upstream is None]
    return Example(group[0].claim, tuple(assertion.appearance for assertion in own or unnamed))


def _of_appearances(standing: Iterable[_ClaimAppearance]) -> list[Shown]:
    """Return the practices of single appearances, with the newest examples."""
    showing: dict[Practice, list[_ClaimAppearance]] = defaultdict(list)
    own = (assertion for assertion in standing if assertion.word.is_own and assertion.word.is_unnamed)
    for assertion in sorted(own, key=lambda assertion: assertion.age, reverse=True):
        for practice in practices_of(assertion.word.shape):
            showing[practice].append(assertion)
    return [
        Shown(kind, len(showing[kind]), tuple(Example(pair.claim, (pair.appearance,)) for pair in showing[kind][:MOST]))
        for kind in OF_APPEARANCES
    ]
