"""What a correction reached, as frozen values."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from claims.reading.records import AppearanceRecord, ArticleRecord, ClaimRecord, CorrectionRecord
from claims.rules.sourcing import Origins
from claims.values import value
from claims.vocabulary import CorrectionKind, Outcome, Status


class Below(NamedTuple):
    """An appearance that took the claim from the corrected one."""

    appearance: AppearanceRecord
    through: int
    """How many articles are between: 0 if it relays the corrected appearance's article directly."""
    alone: bool
    """Whether its article leads to no origin but the corrected appearance."""
    suspected: bool
    """Whether a relay on the way is only suspected."""


class Counts(NamedTuple):
    """The origins of a claim, and of its denials if there are any."""

    origins: Origins
    denials: Origins | None

    @property
    def said(self) -> tuple[object, ...]:
        """Their printed form, for comparison."""
        return tuple(
            origins and (origins.people, origins.institutions, origins.independent, origins.rule)
            for origins in (self.origins, self.denials)
        )


class Decided(NamedTuple):
    """A decision on a claim: its newest review other than a proposal, with everyone who agreed."""

    claim_id: int
    review_id: int
    status: Status
    outcome: Outcome | None
    people: tuple[str, ...]
    at: datetime


class Resting(NamedTuple):
    """A decision that may rest on a corrected appearance: an article that the correction reached is evidence for it."""

    statement: str | None
    """The statement of the claim that was decided."""
    decided: Decided
    evidence_id: int
    article: ArticleRecord
    """The evidence: the corrected appearance's own article, or an article that relays it."""
    direct: bool
    """Whether it is the corrected appearance's own article."""
    reviewed: Decided | None
    """The first decision on that claim since."""


class WrittenReport(NamedTuple):
    """A report that was written to a file before the correction was entered."""

    id: int
    path: str | None
    story: str
    """The slug of its story."""
    who: str
    at: datetime


@value
class Reached:
    """A correction, and everything that rested on the appearance before it."""

    claim: ClaimRecord
    appearance: AppearanceRecord
    correction: CorrectionRecord
    below: tuple[Below, ...]
    """The appearances that took the claim from it, the nearest first, without withdrawn ones."""
    before: Counts
    """The counts without this correction; other corrections are not undone."""
    after: Counts
    decided: Decided | None
    """The claim's status when the correction was entered; None before any review."""
    reviewed: Decided | None
    """The first decision on the claim since."""
    resting: tuple[Resting, ...]
    """Decisions, perhaps on this claim too, that rest on an article reached by the correction."""
    stories: tuple[str, ...]
    """The slugs of these claims' stories."""
    reports: tuple[WrittenReport, ...]
    """The reports on these stories that were written before the correction, the oldest first."""

    @property
    def open(self) -> bool:
        """Whether the claim has no decision since the correction, by time of entry."""
        return self.reviewed is None

    @property
    def surely_below(self) -> tuple[Below, ...]:
        """The appearances below that do not depend on a relay that is only suspected."""
        return tuple(below for below in self.below if not below.suspected)

    @property
    def flagged(self) -> bool:
        """Whether the claim needs another look, because there is no decision since.

        Our own slip does not concern readers if nothing rested on it.
        """
        stood = bool(self.below or self.decided or self.resting or self.reports)
        return self.open and (stood or self.correction.kind is not CorrectionKind.WRONG)


class Leaning(NamedTuple):
    """A decision on this claim may rest on another claim's appearance that was corrected since."""

    reached: Reached
    resting: Resting

    @property
    def flagged(self) -> bool:
        """Whether this claim has no decision since the correction."""
        return self.resting.reviewed is None


class Reach(NamedTuple):
    """The corrections that concern a claim: of its own appearances, and behind its verdict."""

    own: tuple[Reached, ...] = ()
    leaning: tuple[Leaning, ...] = ()
    """Corrections of other claims' appearances in articles that are evidence for this one."""

    @property
    def flagged(self) -> bool:
        """Whether a correction waits for a review of the claim."""
        return any(reached.flagged for reached in self.own) or any(leaning.flagged for leaning in self.leaning)


NOTHING = Reach()
