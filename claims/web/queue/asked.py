"""What the address of the queue asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from claims.errors import BadValue
from claims.features.queue.scope import ME, QueueFilters, queue_filters
from claims.rules.urgency import DAYS
from claims.vocabulary import Urgency
from claims.web.chassis.visit import Visit

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST = 50
"""How many claims a page of the queue has at first."""

MOST_DAYS = 36_500


@dataclass(frozen=True)
class Asked:
    """The filters as they stand in the address."""

    story: str | None = None
    outlet: str | None = None
    reviewer: str | None = None
    unassigned: bool = False
    kinds: tuple[Urgency, ...] = ()
    days: int = DAYS
    most: int = MOST

    @classmethod
    def of(cls, visit: Visit) -> Asked:
        """Return the filters of a visit; raises `BadValue` for a reason or a number that there is not."""
        with_whom = visit.asked("with")
        return cls(
            story=visit.asked("story"),
            outlet=visit.asked("outlet"),
            reviewer=ME if with_whom == ME else visit.asked("reviewer"),
            unassigned=with_whom == "nobody",
            kinds=tuple(_reason(name) for name in visit.query.getlist("reason") if name.strip()),
            days=_number(visit.asked("days"), DAYS, MOST_DAYS, "days"),
            most=_number(visit.asked("most"), MOST, 1_000_000, "most"),
        )

    def filters(self, connection: Connection, who: str) -> QueueFilters:
        """Return the filters of the queue; raises `NotFound` and `Ambiguous` for names."""
        return queue_filters(
            connection,
            who,
            story=self.story,
            outlet=self.outlet,
            reviewer=self.reviewer,
            unassigned=self.unassigned,
            kinds=self.kinds,
            days=self.days,
        )

    def address(self, **other: object) -> str:
        """Return the address with these filters, some of them changed."""
        values: Mapping[str, object] = {
            "story": self.story,
            "outlet": self.outlet,
            "with": ME if self.reviewer == ME else "nobody" if self.unassigned else None,
            "reviewer": None if self.reviewer == ME else self.reviewer,
            "reason": [kind.value for kind in self.kinds],
            "days": self.days if self.days != DAYS else None,
            "most": self.most if self.most != MOST else None,
            **other,
        }
        kept = {name: value for name, value in values.items() if value not in (None, [], "")}
        return "/" + (f"?{urlencode(kept, doseq=True)}" if kept else "")

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.story or self.outlet or self.reviewer or self.unassigned or self.kinds or self.days != DAYS)


def _reason(name: str) -> Urgency:
    try:
        return Urgency(name)
    except ValueError:
        raise BadValue(f'"{name}" is no reason to wait; choose from {", ".join(Urgency)}') from None


def _number(typed: str | None, default: int, most: int, name: str) -> int:
    if typed is None:
        return default
    if not typed.isdecimal() or int(typed) > most:
        raise BadValue(f'"{typed}" is not a number for {name}')
    return int(typed)
