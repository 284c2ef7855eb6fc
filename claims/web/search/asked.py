"""A search: from its address, or from a form when it may show off-the-record material."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from urllib.parse import urlencode

from claims.errors import BadValue
from claims.reading.searching.fields import FIELDS, with_fields
from claims.reading.view import View, looking_back
from claims.web.chassis.visit import Visit

MOST = 20
"""How many claims are shown at first."""

MOST_EVER = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: its words, its fields by name, and the records that it looks at."""

    words: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    as_of: str | None = None
    published_until: str | None = None
    confidential: bool = False
    most: int = MOST

    @classmethod
    def of(cls, visit: Visit) -> Asked:
        """Return the search of a visit; raises `BadValue` for a number that there is not."""
        # A search of off-the-record material comes as a form, so that its words stand in no address.
        value = visit.typed if visit.form else visit.asked
        return cls(
            words=value("q") or "",
            fields={name: typed.strip() for name in FIELDS if (typed := value(name))},
            as_of=value("as_of"),
            published_until=value("published_until"),
            confidential=visit.typed("confidential") is not None,
            most=_number(value("most")),
        )

    @property
    def text(self) -> str:
        """The search as one would type it."""
        return with_fields(self.words, self.fields)

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks for more than words."""
        return bool(self.fields or self.as_of or self.published_until)

    def looking_back(self, zone: tzinfo) -> tuple[View, str | None]:
        """Return its view, also in words; raises `BadValue` for a moment or a day that cannot be read."""
        return looking_back(self.as_of, self.published_until, zone, confidential=self.confidential)

    def values(self) -> dict[str, str]:
        """Return its values by name."""
        values = {"q": self.words, **self.fields, "as_of": self.as_of, "published_until": self.published_until}
        return {name: value for name, value in values.items() if value}

    def address(self, **other: str) -> str:
        """Return its address, some values changed."""
        values = {**self.values(), **other}
        return f"/search?{urlencode(values)}" if values else "/search"


def _number(typed: str | None) -> int:
    if typed is None:
        return MOST
    if not typed.isascii() or not typed.isdecimal() or not 0 < int(typed[:9]) <= MOST_EVER:
        raise BadValue(f'"{typed}" is not a number of claims from 1 to {MOST_EVER:,}')
    return int(typed)
