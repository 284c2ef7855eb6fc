"""Slugs, reporters and stories: found by name, or made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, bindparam, select

from claims.entry.bulk.keys import key_of, name_of, slug_of
from claims.entry.bulk.known import Known
from claims.entry.bulk.writing import Writing, rows_where
from claims.errors import Refused
from claims.store.dialect import bytewise
from claims.store.schema import TABLES


class Slugs:
    """Gives slugs that no other record of a kind has."""

    def __init__(self, writing: Writing, known: Known) -> None:
        """Take the batch under way and what is remembered from batch to batch."""
        self._writing, self._known = writing, known
        self._numbered: dict[str, Select[Any]] = {}
        """What finds the slugs between two texts, by kind of record."""

    def free(self, subject: str, name: str) -> str:
        """Return a slug that no other record of a kind has, numbered where need be."""
        base, kind = slug_of(subject, name), f"{subject} slug"
        if (kind, base) not in self._known.names:
            taken = None if subject == "outlet" else self._taken(subject, base)  # of outlets all are known
            self._known.names[kind, base] = taken
        if self._known.names[kind, base] is None:
            self._writing.put(self._known.names, (kind, base), 0)
            return base
        number = self._known.names.get((f"{subject} number", base)) or self._highest(subject, base)
        self._writing.put(self._known.names, (f"{subject} number", base), number + 1)
        return f"{base}-{number + 1}"

    def learn(self, subject: str, names: Iterable[str]) -> None:
        """Look up which of the slugs that names would have are taken."""
        bases = {slug_of(subject, name) for name in names}
        for one in rows_where(self._writing.connection, subject, "slug", bases, "id", "slug"):
            self._known.names[f"{subject} slug", one["slug"]] = one["id"]
        for base in bases:
            self._known.names.setdefault((f"{subject} slug", base), None)

    def _taken(self, subject: str, base: str) -> int | None:
        table = TABLES[subject]
        return self._writing.connection.execute(select(table.c.id).where(table.c.slug == base)).scalars().first()

    def _highest(self, subject: str, base: str) -> int:
        if subject not in self._numbered:
            slugs = bytewise(self._writing.connection, TABLES[subject].c.slug)
            self._numbered[subject] = select(slugs).where(slugs >= bindparam("least"), slugs < bindparam("beyond"))
        # From "base-" to before "base.", the sign after "-": an index gives these, which it does not for LIKE.
        asked = {"least": f"{base}-", "beyond": f"{base}."}
        rows = self._writing.connection.execute(self._numbered[subject], asked).scalars()
        numbers = (re.fullmatch(r"(\d{1,9})", one.removeprefix(f"{base}-")) for one in rows)
        return max((int(found[1]) for found in numbers if found), default=1)


class People:
    """Finds or makes reporters and stories."""

    def __init__(self, writing: Writing, known: Known, slugs: Slugs) -> None:
        """Take the batch under way, what is remembered from batch to batch, and where slugs come from."""
        self._writing, self._known, self._slugs = writing, known, slugs

    def look_up_reporters(self, names: Iterable[str]) -> None:
        """Look up the reporters that have one of these names or slugs, and which slugs are taken."""
        wanted = {name for name in names if ("reporter", key_of(name)) not in self._known.names}
        if not wanted:
            return
        found: dict[str, set[int]] = {key_of(name): set() for name in wanted}
        for one in rows_where(self._writing.connection, "reporter", "match_key", list(found), "id", "match_key"):
            found[one["match_key"]].add(self._writing.joined.canonical("reporter", one["id"]))
        typed = {name.strip().casefold(): key_of(name) for name in wanted}
        for one in rows_where(self._writing.connection, "reporter", "slug", typed, "id", "slug"):
            if not found[typed[one["slug"]]]:
                found[typed[one["slug"]]].add(self._writing.joined.canonical("reporter", one["id"]))
        self._slugs.learn("reporter", wanted)
        self._known.names.update({("reporter", key): numbers for key, numbers in found.items()})

    def reporter(self, typed: str, outlet: int | None) -> int:
        """Return the reporter of a name; raises `Refused` when it fits several."""
        name = name_of(typed, "reporter")
        key = key_of(name)
        if ("reporter", key) not in self._known.names:
            self.look_up_reporters([name])
        found: set[int] = self._known.names["reporter", key]
        if len(found) > 1:
            listed = ", ".join(f"#{number}" for number in sorted(found))
            raise Refused(f'"{name}" fits more than one reporter ({listed}); judge which are one', part="reporter")
        if found:
            return next(iter(found))
        made = self._writing.add(
            "reporter",
            {"slug": self._slugs.free("reporter", name), "name": name, "match_key": key, "outlet_id": outlet},
        )
        self._writing.put(self._known.names, ("reporter", key), {made})
        return made

    def story(self, name: str) -> int:
        """Return the story of a title or slug."""
        name = name_of(name, "story")
        key = key_of(name)
        if ("story", key) not in self._known.names:
            self._look_up_stories()
        if self._known.names.get(("story", key)) is None:
            readable = name.replace("-", " ").capitalize() if name == slug_of("story", name) else name
            made = self._writing.add("story", {"slug": self._slugs.free("story", name), "title": readable})
            self._writing.put(self._known.names, ("story", key), made)
        story: int = self._known.names["story", key]
        return story

    def _look_up_stories(self) -> None:
        table = TABLES["story"]
        columns = select(table.c.id, table.c.title, table.c.slug).order_by(table.c.id)
        rows = self._writing.connection.execute(columns).all()
        self._known.names.update({("story", key_of(title or "")): one for one, title, _ in reversed(rows)})
        for one, _, slugged in reversed(rows):
            self._known.names["story", key_of(slugged)] = self._known.names["story slug", slugged] = one
