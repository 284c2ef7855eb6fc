"""Lists of sites: which column holds the outlets' names, their addresses, countries and languages.

Columns are recognised by their headings and by what they hold: a column of addresses holds no names, whatever it is
called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from claims.catalogue.imported import SITE_FIELDS
from claims.entry.registers.outlet_list import Site
from claims.errors import BadUsage, BadValue
from claims.interchange.tables.sheet import Row, Sheet
from claims.text.matching import is_web_address, match_key
from claims.text.names.namesakes import is_no_name

_LOOKED_AT = 200
"""How many rows are looked at to know what columns hold."""

_MOST = 0.6
"""The share of a column's cells that must be addresses for it to be a column of addresses."""


@dataclass(frozen=True, slots=True)
class SiteColumns:
    """Which column of a list holds which field of an outlet, by the column's place."""

    header: tuple[str, ...]
    places: Mapping[str, int]

    def named(self) -> dict[str, str]:
        """Return the column of each field by name."""
        return {name: self.header[place] for name, place in self.places.items()}

    def ignored(self) -> list[str]:
        """Return the columns that are not read."""
        return [name for place, name in enumerate(self.header) if place not in self.places.values()]


def site_columns(table: Sheet, maps: Iterable[str] = ()) -> SiteColumns:
    """Return what the columns of a list of sites hold; ``maps`` are ``column=field`` as typed, and come first.

    ``column=`` leaves a column out. Raises `BadUsage` and `BadValue` for a wrong mapping, and when no column holds
    names.
    """
    chosen, left_out = _mapped(table, maps)
    rows = [row for row in islice(table.rows(), _LOOKED_AT) if row.problem is None]
    addresses = {place for place in range(len(table.header)) if _holds_addresses(rows, place)}
    keys = [match_key(name) for name in table.header]
    places = dict(chosen)
    for name, field in SITE_FIELDS.items():
        if name in places:
            continue
        free = [
            keys.index(heading)
            for heading in field.headings
            if heading in keys and keys.index(heading) not in {*places.values(), *left_out}
        ]
        if name == "name":
            free = [place for place in free if place not in addresses]
        elif name == "url":
            # A column of addresses rather than one that is only called so; "source" may be either.
            free = [place for place in free if place in addresses] or [
                place for place in free if keys[place] not in SITE_FIELDS["name"].headings
            ]
        if free:
            places[name] = free[0]
    if "name" not in places:
        raise BadValue(_no_names(table, keys, addresses), part="--map")
    return SiteColumns(table.header, places)


def sites(table: Sheet, columns: SiteColumns) -> Iterator[Site]:
    """Yield the sites of a list; a row that cannot be read has a problem."""
    for row in table.rows():
        problem = row.problem
        for place in columns.places.values():
            if place in row.uncalculated:
                problem = f"the result of the formula {row.uncalculated[place]} is not in the file"
        values = {} if row.problem else {name: _cell(row, name, place) for name, place in columns.places.items()}
        url = values.pop("url", None)
        if url is None and "url" not in columns.places and not row.problem:
            name = values.get("name") or ""
            url = row.links.get(columns.places["name"]) or (name if is_web_address(name) else None)
        yield Site(row.line, url, values, problem)


def _cell(row: Row, name: str, place: int) -> str | None:
    text = row.cells[place].strip()
    if name == "url" and place in row.links and not is_web_address(text):
        return row.links[place]
    return None if not text or (name != "note" and is_no_name(text)) else text


def _mapped(table: Sheet, maps: Iterable[str]) -> tuple[dict[str, int], set[int]]:
    """Return the place of each field that was typed, and the columns that are to be left out."""
    at = {name.casefold(): place for place, name in enumerate(table.header)}
    at |= {str(place + 1): place for place in range(len(table.header)) if str(place + 1) not in at}
    chosen: dict[str, int] = {}
    left_out: set[int] = set()
    for typed in maps:
        column, sign, name = typed.rpartition("=")
        column, name = column.strip(), name.strip().casefold()
        if not sign or not column:
            raise BadUsage(f'--map takes COLUMN=FIELD, and "{typed}" is not of that form', part="--map")
        if column.casefold() not in at:
            raise BadValue(f'the table has no column "{column}"{_near(column, table.header)}', part="--map")
        if name and name not in SITE_FIELDS:
            listed = ", ".join(SITE_FIELDS)
            raise BadValue(f'"{name}" is not a field; an outlet has {listed}{_near(name, SITE_FIELDS)}', part="--map")
        place = at[column.casefold()]
        chosen = {other: taken for other, taken in chosen.items() if taken != place}
        if name:
            chosen[name] = place
        else:
            left_out.add(place)
    return chosen, left_out


def _near(name: str, known: Iterable[str]) -> str:
    others = {other.casefold(): other for other in known}
    near = get_close_matches(name.casefold(), others, n=1)
    return f'; did you mean "{others[near[0]]}"?' if near else ""


def _holds_addresses(rows: Sequence[Row], place: int) -> bool:
    """Return whether a column holds addresses: of pages, or of sites without http."""
    cells = [row.cells[place].strip() for row in rows]
    filled = [cell for cell in cells if cell and not is_no_name(cell)]
    return bool(filled) and sum(map(is_web_address, filled)) >= _MOST * len(filled)


def _no_names(table: Sheet, keys: Sequence[str], addresses: Iterable[int]) -> str:
    called = [table.header[place] for place in addresses if keys[place] in SITE_FIELDS["name"].headings]
    but = f": “{called[0]}” holds addresses" if called else ""
    return (
        f"no column of {table.path.name} holds names{but}; say which does with --map COLUMN=name (the columns are "
        f"{', '.join(table.header)})"
    )
