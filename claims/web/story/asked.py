"""What the address of a story's page asks for, and the addresses of its pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import tzinfo
from urllib.parse import quote, urlencode

from claims.errors import BadUsage, BadValue
from claims.features.story.leaving.read import asked_now
from claims.features.story.report import Asked
from claims.reading.view import looking_back
from claims.vocabulary import Audience
from claims.web.chassis.visit import Visit


@dataclass(frozen=True, slots=True)
class Question:
    """Which report: its readers, its moment, in full or in brief."""

    audience: Audience = Audience.DESK
    as_of: str | None = None
    """As typed."""
    published_until: str | None = None
    """As typed."""
    trust_labels: bool = False
    brief: bool = False

    @classmethod
    def of(cls, visit: Visit) -> Question:
        """Return what the address asks for, or a form; raises `BadValue` for readers that there are not.

        Raises `BadUsage` where the two contradict each other: a report must not reach other readers than it is for.
        """
        return cls(
            audience_named(_given(visit, "for")),
            _given(visit, "as_of"),
            _given(visit, "published_until"),
            _given(visit, "trust_labels") is not None,
            _given(visit, "brief") is not None,
        )

    def asked(self, zone: tzinfo) -> Asked:
        """Return the question to the records; raises `BadValue` for a moment or a day that cannot be read."""
        view, _ = looking_back(self.as_of, self.published_until, zone)
        return asked_now(replace(view, trust_labels=self.trust_labels), self.audience)

    @property
    def looks_back(self) -> bool:
        """Whether it asks for more than the present."""
        return bool(self.as_of or self.published_until or self.trust_labels)

    def values(self) -> dict[str, str]:
        """Return its values in an address or a form, by name."""
        values = {
            "for": "" if self.audience is Audience.DESK else self.audience.value,
            "as_of": self.as_of or "",
            "published_until": self.published_until or "",
            "trust_labels": "yes" if self.trust_labels else "",
            "brief": "yes" if self.brief else "",
        }
        return {name: value for name, value in values.items() if value}


def _given(visit: Visit, name: str) -> str | None:
    asked, typed = visit.asked(name), (visit.typed(name) or "").strip() or None
    if asked is not None and typed is not None and asked != typed:
        raise BadUsage(f'the address says "{asked}" and the form says "{typed}"; say one of the two')
    return asked or typed


def audience_named(typed: str | None) -> Audience:
    """Return the readers with a name, else the desk; raises `BadValue`."""
    try:
        return Audience(typed) if typed else Audience.DESK
    except ValueError:
        raise BadValue(f'"{typed}" are no readers of a report; choose from {", ".join(Audience)}') from None


def address(story: str, page: str = "", **values: str) -> str:
    """Return the address of a story's page: its report, or another ``page`` of it."""
    given = {name: value for name, value in values.items() if value}
    return f"/stories/{quote(story, safe='')}{f'/{page}' if page else ''}{f'?{urlencode(given)}' if given else ''}"
