"""What the address of a story's page asks for, and the addresses of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from claims.errors import BadValue
from claims.features.story.leaving.read import asked_now
from claims.features.story.report import Asked
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
        """Return what the address asks for; raises `BadValue` for readers that there are not."""
        return cls(
            audience_named(visit.asked("for")),
            visit.asked("as_of"),
            visit.asked("published_until"),
            visit.asked("trust_labels") is not None,
            visit.asked("brief") is not None,
        )

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


def audience_named(typed: str | None) -> Audience:
    """Return the readers with a name, else the desk; raises `BadValue`."""
    try:
        return Audience(typed) if typed else Audience.DESK
    except ValueError:
        raise BadValue(f'"{typed}" are no readers of a report; choose from {", ".join(Audience)}') from None


def report_asked(visit: Visit, question: Question) -> Asked:
    """Return the question to the records; the address and the form of a visit name the same values."""
    view = visit.question
    asked = asked_now(view, question.audience)
    return Asked(asked.at, visit.zone, asked.past, asked.published_until, question.trust_labels, asked.audience)


def address(story: str, page: str = "", **values: str) -> str:
    """Return the address of a story's page: its report, or another ``page`` of it."""
    given = {name: value for name, value in values.items() if value}
    return f"/stories/{quote(story, safe='')}{f'/{page}' if page else ''}{f'?{urlencode(given)}' if given else ''}"
