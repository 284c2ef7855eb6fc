"""A table as a form names it: the held file, how to read it, and what its columns hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claims.errors import BadUsage, BadValue
from claims.interchange.formats import Kind, recognised
from claims.interchange.ratings import ratings
from claims.interchange.tables.mapped import Table
from claims.interchange.tables.mapping import Plan, mapping_for
from claims.interchange.tables.rows import Sheet, opened
from claims.web.chassis.uploads import pasted, upload
from claims.web.chassis.visit import Visit

PASTED = "pasted"
"""The name of a pasted table that nobody named."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A table that was sent, as typed."""

    word: str
    """Names the file that the session holds."""
    path: Path
    encoding: str | None
    separator: str | None
    tab: str | None
    quotes: str | None
    heading: bool
    stories: str
    chosen: tuple[str, ...] | None
    """The field of each column, in order; empty for a column that is not read. None before somebody chose."""

    @classmethod
    def of(cls, visit: Visit) -> Asked:
        """Return the table of a form, and hold a new one.

        Raises `BadUsage` without a table, `BadValue` for a file of another kind, and `NotFound` for one not held.
        """
        word = _sent(visit) or visit.typed("held")
        if word is None:
            raise BadUsage("paste the rows of a table, with the heading, or choose its file")
        path = visit.session.held.path(word)
        if recognised(path) is not Kind.TABLE:
            raise BadValue(f"{path.name} is not a table; `claims import` reads other files on the command line")
        columns = visit.form.getlist("field") if visit.typed("held") == word else []
        chosen = tuple(name for name in columns if isinstance(name, str)) or None
        return cls(
            word,
            path,
            visit.typed("encoding"),
            visit.typed("separator"),
            visit.typed("tab"),
            visit.typed("quotes"),
            visit.typed("no_heading") is None,
            visit.typed("stories") or "",
            chosen,
        )

    def sheet(self) -> Sheet:
        """Return the table, ready to read; raises as `claims.interchange.tables.rows.opened`."""
        return opened(
            self.path,
            encoding=self.encoding,
            separator=self.separator,
            sheet=self.tab,
            quotes=self.quotes,
            heading=self.heading,
        )

    def plan(self, sheet: Sheet) -> Plan:
        """Return the mapping; raises as `claims.interchange.tables.mapping.mapping_for`."""
        chosen = self.chosen if self.chosen is not None and len(self.chosen) == len(sheet.header) else ()
        maps = [f"{column}={field}" for column, field in zip(sheet.header, chosen, strict=bool(chosen))]
        constants = {"story": self.stories.strip()} if self.stories.strip() else {}
        return mapping_for(self.path, sheet.header, maps=maps, constants=constants)

    def table(self, sheet: Sheet) -> Table:
        """Return the table with its mapping; raises as `plan`."""
        plan = self.plan(sheet)
        return Table(sheet, plan, ratings(None, plan.ratings))


def _sent(visit: Visit) -> str | None:
    """Hold a table that was sent or pasted, and return the word that names it."""
    file = upload(visit, "file")
    if file is not None:
        return visit.session.held.keep(file.name, file.content)
    text = pasted(visit, "text")
    if text is None:
        return None
    name = (visit.typed("name") or PASTED).strip()
    ending = ".tsv" if "\t" in text.partition("\n")[0] else ".csv"
    return visit.session.held.keep(f"{name}{ending}", text.encode())
