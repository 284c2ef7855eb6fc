"""What a correction reached, for the answer of `claims correct`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.cli.desk import Desk
from claims.cli.render import warn, wrap
from claims.errors import ClaimsError

if TYPE_CHECKING:
    from claims.actions.drafts import Made


@dataclass(frozen=True, slots=True)
class Told:
    """What a correction reached: lines below the answer for people, and the same for programs."""

    text: str = ""
    json: dict[str, Any] | None = None


def reach_of(desk: Desk, made: Made) -> Told:
    """Return what the correction that was just made reached; one that cannot be told is made all the same."""
    from claims.queries.reach import correction_reach
    from claims.reports.reach import reach_sentences
    from claims.reports.reach_json import reached_json

    correction = next(thing.id for thing in made.made if thing.subject == "correction")
    claim, zone = made.claim or 0, desk.settings.zone
    try:
        reached = desk.read(lambda connection: correction_reach(connection, claim, correction))
    except ClaimsError as problem:
        warn(f"the correction is made, but what it reached cannot be told: {problem}")
        return Told()
    if reached is None:
        return Told(f"\n{wrap(f'It is off the record: `claims show {claim} --confidential` tells what it reached.')}")
    sentences = " ".join(reach_sentences(reached, zone))
    return Told(f"\n{wrap(sentences)}", reached_json(reached, zone))
