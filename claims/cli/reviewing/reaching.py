"""The reach of a correction, for the answer of `claims correct`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.cli.chassis.desk import Desk
from claims.cli.terminal.render import warn, wrap
from claims.errors import ClaimsError

if TYPE_CHECKING:
    from claims.entry.drafts import Made


@dataclass(frozen=True, slots=True)
class Told:
    """The reach of corrections: lines below the answer for people, and an object for each correction for programs."""

    text: str = ""
    json: tuple[dict[str, Any], ...] = ()


def reach_of(desk: Desk, made: Made) -> Told:
    """Return the reach of the new corrections; a reach that cannot be shown does not undo them."""
    from claims.features.reach.as_json import reached_json
    from claims.features.reach.read import corrections_reach
    from claims.features.reach.words import reach_sentences

    corrections = [record.id for record in made.made if record.subject == "correction"]
    if not corrections:
        return Told()
    zone = desk.settings.zone
    try:
        reached = desk.read(lambda connection: corrections_reach(connection, set(corrections)))
    except ClaimsError as problem:
        warn(f"the correction was made, but its reach cannot be shown: {problem}")
        return Told()
    if not reached:
        claim = f"`claims show {made.claim} --confidential` shows its reach."
        return Told(f"\n{wrap(f'It is off the record: {claim}')}")
    several = len(reached) > 1
    lines = [
        wrap(" ".join([*([f"Claim #{each.claim.id}:"] if several else []), *reach_sentences(each, zone)]))
        for each in reached
    ]
    return Told("".join(f"\n{each}" for each in lines), tuple(reached_json(each, zone) for each in reached))
