"""The ladder of verdicts: which step of a review the rules allow, as pure functions over plain values.

The rules are those of AFP's, AAP's and Snopes' published methods, and AP's rule on anonymous sources that two
independent ones are wanted: a verdict rests on evidence, a party's word alone proves only what it holds or
decides for itself, and what several report is corroborated only when at least two of its origins are surely
independent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from claims.errors import BadUsage, ClaimsError, Refused
from claims.vocabulary import KINDS_WITH_OUTCOME, VERDICTS, ClaimKind, EvidenceKind, Outcome, Status, a_or_an, words


class Decision(Protocol):
    """What the rules need to know of a review."""

    @property
    def uid(self) -> str:
        """Its uid, which orders reviews of one moment."""

    @property
    def at(self) -> datetime:
        """When it was entered."""

    @property
    def status(self) -> Status:
        """The status that it gave."""

    @property
    def outcome(self) -> Outcome | None:
        """The outcome that it gave, if it gave one."""

    @property
    def proposed(self) -> bool:
        """Whether it waits for a second person."""


PARTYS_OWN = frozenset({ClaimKind.POSITION, ClaimKind.INTENTION})
"""The kinds of claim that a party can settle by its own statement: what it holds, and what it decides itself."""


@dataclass(frozen=True, slots=True)
class Step:
    """One review as it is about to be recorded, and what it is judged against."""

    kind: ClaimKind
    old_status: Status
    old_outcome: Outcome | None
    status: Status
    outcome: Outcome | None
    note: str | None
    evidence: Sequence[EvidenceKind]
    independent_lower: int
    independent_upper: int | None
    """None when the total is unknown."""


def refusal(step: Step) -> ClaimsError | None:
    """Return why a step is not allowed, or nothing if it is."""
    checks = (_without_reason, _wrong_outcome, _uncorroborated, _without_evidence, _party_alone)
    return next((problem for check in checks if (problem := check(step)) is not None), None)


def settles(step: Step) -> bool:
    """Return whether a step gives a verdict or an outcome, so that it must rest on evidence."""
    new_verdict = step.status in VERDICTS and step.status != step.old_status
    new_outcome = step.outcome not in (None, Outcome.PENDING) and step.outcome != step.old_outcome
    return new_verdict or new_outcome


def newest_status(reviews: Iterable[Decision]) -> Status:
    """Return where a claim stands: the status of its newest review that is no proposal, by time of entry and uid."""
    newest = max((one for one in reviews if not one.proposed), key=_age, default=None)
    return newest.status if newest else Status.UNVERIFIED


def newest_outcome(kind: ClaimKind, reviews: Iterable[Decision]) -> Outcome | None:
    """Return what became of what was to come; none for a kind of claim in which nothing is to come."""
    if kind not in KINDS_WITH_OUTCOME:
        return None
    newest = max((one for one in reviews if one.outcome and not one.proposed), key=_age, default=None)
    return newest.outcome if newest else Outcome.PENDING


def is_overdue(outcome: Outcome | None, latest: date | None, today: date) -> bool:
    """Return whether a claim's window has closed without an outcome; that alone never settles anything."""
    return outcome is Outcome.PENDING and latest is not None and latest < today


def _age(one: Decision) -> tuple[datetime, str]:
    return one.at, one.uid


def _without_reason(step: Step) -> ClaimsError | None:
    if step.note:
        return None
    return BadUsage("a review gives its reasons: add --note", part="--note")


def _wrong_outcome(step: Step) -> ClaimsError | None:
    if step.outcome is None or step.kind in KINDS_WITH_OUTCOME:
        return None
    kinds = ", ".join(sorted(KINDS_WITH_OUTCOME))
    return Refused(
        f"this claim is {a_or_an(step.kind)}: only {kinds} claims have an outcome; give a status alone",
        part="--outcome",
    )


def _uncorroborated(step: Step) -> ClaimsError | None:
    if step.status is not Status.CORROBORATED or step.independent_lower >= 2:
        return None
    upper = "total unknown" if step.independent_upper is None else f"at most {step.independent_upper}"
    return Refused(
        f"corroborated needs two surely independent origins; this claim has at least {step.independent_lower}, {upper}",
        part="STATUS",
    )


def _without_evidence(step: Step) -> ClaimsError | None:
    if step.evidence or not settles(step):
        return None
    what = words(step.status) if step.status in VERDICTS else words(step.outcome or "")
    return Refused(f"“{what}” needs evidence: add --evidence with a link, a file or an article", part="--evidence")


def _party_alone(step: Step) -> ClaimsError | None:
    if not settles(step) or step.kind in PARTYS_OWN:
        return None
    if any(kind is not EvidenceKind.PARTY_STATEMENT for kind in step.evidence):
        return None
    return Refused(
        "a party's statement alone settles only what it holds or decides itself, and this claim is "
        f"{a_or_an(step.kind)}; add evidence of another kind",
        part="--evidence",
    )
