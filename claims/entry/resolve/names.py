"""Slugs, reporters and stories: found by name, or added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from claims.entry.resolve.context import Entering, ambiguous, grouped, put, rows_with
from claims.entry.resolve.keys import is_reference, key_of, name_of, of_this_database, slug_of
from claims.entry.resolve.known import Known
from claims.entry.rules.texts import required
from claims.patterns import pattern_of
from claims.reading.find import is_uid
from claims.store.dialect import texts_between
from claims.store.schema import TABLES
from claims.text.names.bylines import byline_of


def meant(typed: str, by_slug: Mapping[int, str | None], by_name: set[int]) -> set[int]:
    """Return the records that a text may mean: by slug, if it is surely a slug, else by name.

    ``by_slug`` maps the records with this slug to their names.
    """
    referred = {number for number, label in by_slug.items() if is_reference(typed.casefold(), label)}
    return referred or by_name | by_slug.keys()


_NUMBER = pattern_of(r"#?\d+")


class Slugs:
    """Finds free slugs."""

    def __init__(self, entering: Entering, known: Known) -> None:
        """Take the entry in progress and the remembered records."""
        self._entering, self._known = entering, known

    def free(self, subject: str, name: str) -> str:
        """Return a slug that no other record of this kind has, numbered if necessary."""
        base, kind = slug_of(subject, name), f"{subject} slug"
        if (kind, base) not in self._known.names:
            taken = None if subject in self._known.all_of else self._taken(subject, base)
            self._known.names[kind, base] = taken
        if self._known.names[kind, base] is None:
            put(self._entering, self._known.names, (kind, base), 0)
            return base
        number = self._known.names.get((f"{subject} number", base)) or self._highest(subject, base)
        put(self._entering, self._known.names, (f"{subject} number", base), number + 1)
        return f"{base}-{number + 1}"

    def learn(self, subject: str, names: Iterable[str], taken: Iterable[str]) -> None:
        """Remember which slugs of these names are ``taken``."""
        for slug in taken:
            self._known.names[f"{subject} slug", slug] = slug
        for base in {slug_of(subject, name) for name in names}:
            self._known.names.setdefault((f"{subject} slug", base), None)

    def _taken(self, subject: str, base: str) -> int | None:
        table = TABLES[subject]
        return self._entering.connection.execute(select(table.c.id).where(table.c.slug == base)).scalars().first()

    def _highest(self, subject: str, base: str) -> int:
        # From "base-" up to "base." ("." follows "-"): an index serves this range, but not LIKE.
        slugs = texts_between(self._entering.connection, subject, "slug", f"{base}-", f"{base}.")
        numbers = (re.fullmatch(r"(\d{1,9})", slug.removeprefix(f"{base}-")) for slug in slugs)
        return max((int(match[1]) for match in numbers if match), default=1)


class People:
    """Finds or adds reporters and stories."""

    def __init__(self, entering: Entering, known: Known, slugs: Slugs) -> None:
        """Take the entry in progress, the remembered records, and the slugs."""
        self._entering, self._known, self._slugs = entering, known, slugs

    def look_up_reporters(self, names: Iterable[str]) -> None:
        """Look up the reporters with these names or slugs, and which slugs are taken."""
        people = {name: byline_of(name).people for name in names}
        wanted = {
            name for typed, of in people.items() for name in (typed, *of) if ("reporter", name) not in self._known.names
        }
        if not wanted:
            return
        slugs = {name.casefold() for name in wanted} | {slug_of("reporter", name) for name in wanted}
        uids = {name: self._entering.uid_of("reporter", key_of(name)) for name in wanted}
        keys: dict[str, Iterable[Any]] = {"match_key": map(key_of, wanted), "slug": slugs, "uid": uids.values()}
        rows = rows_with(self._entering.connection, "reporter", keys, "uid", "match_key", "slug", "name")
        canonical = self._entering.joined.canonical
        slugged, keyed, given = (grouped(rows, column) for column in ("slug", "match_key", "uid"))
        for name in wanted:
            key, typed = key_of(name), name.casefold()
            by_slug = {canonical("reporter", row["id"]): row["name"] for row in slugged.get(typed, ())}
            by_name = {canonical("reporter", row["id"]) for row in (keyed.get(key, ()) if key else ())}
            by_uid = {canonical("reporter", row["id"]) for row in given.get(uids[name], ())}
            self._known.names["reporter", name] = meant(name, by_slug, by_name) or by_uid
        self._slugs.learn("reporter", wanted, (row["slug"] for row in rows))

    def signing(self, typed: Iterable[str]) -> tuple[list[str], list[str]]:
        """Return the people in bylines, and the bylines that say more than their names.

        A number and the name of a known reporter are left as they are.
        """
        names: list[str] = []
        kept: list[str] = []
        for text in typed:
            if _NUMBER.fullmatch(text.strip()) or is_uid(text.strip()) or self._is_known(text):
                names.append(text)
                continue
            byline = byline_of(required(text, "the reporter's name", "--reporter"))
            names += byline.people
            if byline.says_more:
                kept.append(byline.printed)
                who = " and ".join(byline.people) or "nobody"
                self._entering.notice(f"“{byline.printed}” names {who}; the article's note keeps it as printed")
        return list(dict.fromkeys(names)), kept

    def _is_known(self, name: str) -> bool:
        if ("reporter", name) not in self._known.names:
            self.look_up_reporters([name])
        return bool(self._known.names["reporter", name])

    def reporter(self, typed: str, outlet: int | None, part: str = "--reporter") -> int:
        """Return the reporter with a name, added for an outlet if new; raises `Ambiguous` if it fits several."""
        name = name_of(self._entering, "reporter", typed, part)
        by_number = of_this_database(self._entering, "reporter", name, part)
        if by_number is not None:
            return by_number
        key = key_of(name)
        if ("reporter new", key) in self._known.names:
            made_before: int = self._known.names["reporter new", key]
            return made_before
        if ("reporter", name) not in self._known.names:
            self.look_up_reporters([name])
        reporters: set[int] = self._known.names["reporter", name]
        if len(reporters) > 1:
            raise ambiguous(self._entering, "reporter", name, reporters, part)
        if reporters:
            return next(iter(reporters))
        slug, uid = self._slugs.free("reporter", name), self._entering.uid_of("reporter", key)
        values = {"slug": slug, "name": name, "match_key": key, "outlet_id": outlet}
        made = self._entering.insert("reporter", values, uid=uid, label=name)
        put(self._entering, self._known.names, ("reporter new", key), made)
        self._entering.notice_alike("reporter", name, made)
        return made

    def story(self, typed: str, part: str = "--story") -> int:
        """Return the story with a title or slug, added if new; raises `Ambiguous` if it fits several."""
        known: int | None = self._known.names.get(("story", typed))
        if known is not None:
            return known
        name = name_of(self._entering, "story", typed, part)
        by_number = of_this_database(self._entering, "story", name, part)
        if by_number is not None:
            return by_number
        if "story" not in self._known.all_of:
            self._look_up_stories()
        stories = meant(
            name, self._known.story_slugs.get(name.casefold(), {}), self._known.stories.get(key_of(name), set())
        )
        if len(stories) > 1:
            raise ambiguous(self._entering, "story", name, stories, part)
        story = next(iter(stories)) if stories else self._new_story(name)
        put(self._entering, self._known.names, ("story", typed), story)
        return story

    def _new_story(self, name: str) -> int:
        readable = name.replace("-", " ").capitalize() if name == slug_of("story", name) else name
        slug = self._slugs.free("story", name)
        made = self._entering.insert("story", {"slug": slug, "title": readable}, label=name)
        put(self._entering, self._known.stories, key_of(name), {made})
        put(self._entering, self._known.story_slugs, slug, {made: readable})
        return made

    def _look_up_stories(self) -> None:
        table, canonical = TABLES["story"], self._entering.joined.canonical
        columns = select(table.c.id, table.c.title, table.c.slug, table.c.uid)
        for number, title, slug, uid in self._entering.connection.execute(columns):
            self._known.uid_of["story"][number] = uid
            head = canonical("story", number)
            self._known.stories.setdefault(key_of(title or ""), set()).add(head)
            self._known.story_slugs.setdefault(slug, {})[head] = title
            self._known.names["story slug", slug] = number
        self._known.all_of.add("story")
