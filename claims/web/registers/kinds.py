"""The kinds of registers: their addresses, how each is read, and what a record is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from claims.errors import BadValue, NotFound
from claims.privacy.redaction import redacted_name
from claims.reading.find import find
from claims.reading.registers.paging import (
    FirstLines,
    first_articles,
    first_outlets,
    first_reporters,
    first_sources,
)
from claims.reading.registers.read import (
    ArticleFilters,
    article_detail,
    article_lines,
    outlet_detail,
    outlet_lines,
    reporter_detail,
    reporter_lines,
    source_detail,
    source_lines,
    story_detail,
    story_lines,
)
from claims.reading.view import View
from claims.text.dates import partial_date
from claims.vocabulary import SourceKind
from claims.web.chassis.visit import Visit
from claims.web.chassis.words import flat

if TYPE_CHECKING:
    from sqlalchemy import Connection

Line = Any
"""A line of one of the registers (`claims.reading.registers.records`)."""

MOST = 200
"""How many records a page shows at first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a register asks for, as typed."""

    name: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    only: bool = False
    """Only unread articles, or only unnamed sources."""
    every: bool = False

    @classmethod
    def of(cls, visit: Visit) -> Asked:
        """Return what an address asks for."""
        return cls(
            visit.asked("name"),
            visit.asked("outlet"),
            visit.asked("since"),
            visit.asked("until"),
            visit.asked("kind"),
            only=visit.asked("only") is not None,
            every=visit.asked("all") is not None,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return any((self.name, self.outlet, self.since, self.until, self.kind, self.only))

    def address(self, plural: str, **other: str) -> str:
        """Return the address of a register with this question, some values changed."""
        values = {name: getattr(self, name) for name in ("name", "outlet", "since", "until", "kind")}
        values |= {"only": "yes" if self.only else None, **other}
        kept = {name: value for name, value in values.items() if value}
        return f"/registers/{plural}{f'?{urlencode(kept)}' if kept else ''}"

    @property
    def needs_every_line(self) -> bool:
        """Whether every line has to be read to know the first that fit."""
        return self.every or any((self.name, self.outlet, self.since, self.until))


@dataclass(frozen=True, slots=True)
class Register:
    """A register."""

    subject: str
    plural: str
    lines: Callable[[Connection, View, Asked], Sequence[Line]]
    first: Callable[[Connection, View, Asked, int], FirstLines[Any]] | None
    """What reads only the first lines of the list; None where all are read."""
    detail: Callable[[Connection, int, View], Line | None]

    @property
    def title(self) -> str:
        """Its name, as a heading."""
        return self.plural.capitalize()


def _articles(connection: Connection, view: View, asked: Asked) -> Sequence[Line]:
    outlet = find(connection, "outlet", asked.outlet, part="--outlet") if asked.outlet else None
    since = partial_date(asked.since).earliest if asked.since else None
    until = partial_date(asked.until).latest if asked.until else None
    filters = ArticleFilters(outlet=outlet, since=since, until=until, unseen=asked.only)
    return article_lines(connection, filters, view)


def _sources(connection: Connection, view: View, asked: Asked) -> Sequence[Line]:
    return source_lines(connection, view, kinds=_kinds(asked), unnamed=asked.only)


def _first_sources(connection: Connection, view: View, asked: Asked, most: int) -> FirstLines[Any]:
    return first_sources(connection, view, most, kinds=_kinds(asked), unnamed=asked.only)


def _kinds(asked: Asked) -> tuple[SourceKind, ...]:
    if asked.kind and asked.kind not in list(SourceKind):
        raise BadValue(f'"{asked.kind}" is no kind of source; choose from {", ".join(SourceKind)}')
    return (SourceKind(asked.kind),) if asked.kind else ()


REGISTERS: Mapping[str, Register] = {
    register.plural: register
    for register in (
        Register(
            "outlet",
            "outlets",
            lambda connection, view, asked: outlet_lines(connection, view),
            lambda connection, view, asked, most: first_outlets(connection, view, most),
            outlet_detail,
        ),
        Register(
            "reporter",
            "reporters",
            lambda connection, view, asked: reporter_lines(connection, view),
            lambda connection, view, asked, most: first_reporters(connection, view, most),
            reporter_detail,
        ),
        Register("source", "sources", _sources, _first_sources, source_detail),
        Register(
            "article",
            "articles",
            _articles,
            lambda connection, view, asked, most: first_articles(connection, view, most),
            article_detail,
        ),
        Register("story", "stories", lambda connection, view, asked: story_lines(connection, view), None, story_detail),
    )
}
"""The registers by their names in addresses."""

OF = {register.subject: register for register in REGISTERS.values()}


def register_at(name: str) -> Register:
    """Return the register with a name in addresses; raises `NotFound`."""
    if name not in REGISTERS:
        raise NotFound(f'there is no register of "{name}"; there are {", ".join(REGISTERS)}')
    return REGISTERS[name]


def address_of(subject: str, number: int | str, confidential: bool = False) -> str:
    """Return the address of a record."""
    return f"/registers/{OF[subject].plural}/{number}{'?confidential=yes' if confidential else ''}"


def called(subject: str, record: Line) -> str:
    """Return the name of a record, or that it was redacted."""
    if subject == "article":
        outlet = record.outlet.label if record.outlet else "an unknown outlet"
        name = record.title or f"{outlet}, {record.published or 'undated'}"
    elif subject == "story":
        name = record.title
    elif subject == "source" and not record.named:
        name = record.described and f"“{record.described}”"
    else:
        name = record.name
    return flat(str(name or redacted_name(subject, record.id)))
