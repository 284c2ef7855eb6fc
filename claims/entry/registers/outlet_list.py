"""Outlets from a list of sites: new outlets are added with their hosts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import Session

from claims.catalogue import OUTLET
from claims.entry.resolve.keys import slug_of
from claims.entry.rules.texts import clean
from claims.reading.find import standing_aliases
from claims.reading.identity import identities
from claims.store.batches import Batch
from claims.store.schema import TABLES
from claims.text.matching import host_of, is_web_address, match_key
from claims.text.shell import command
from claims.text.sites import owner_hosts
from claims.vocabulary import AliasKind


@dataclass(frozen=True, slots=True)
class Site:
    """A line in a list of sites: an address, and the outlet's values by field."""

    line: int
    url: str | None
    values: Mapping[str, str | None]
    problem: str | None = None
    """Why the line cannot be read, if it cannot."""

    @property
    def name(self) -> str | None:
        """The outlet's name."""
        return self.values.get("name")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A site that was not added, or not with its host, and why."""

    line: int
    site: str
    reason: str


@dataclass(slots=True)
class ListedOutlets:
    """The result of reading a list of sites."""

    rows: int = 0
    made: int = 0
    hosts: int = 0
    skipped: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


def enter_sites(session: Session, sites: Sequence[Site]) -> ListedOutlets:
    """Add a list's new outlets in the current transaction; outlets are recognised by host or name.

    A known outlet gets the host if the host is free. Another outlet's host, a name of several outlets, and a line
    without a name are conflicts; nothing of them is entered.
    """
    return _List(session).enter(sites)


class _List:
    def __init__(self, session: Session) -> None:
        self._batch = Batch(session)
        self._done = ListedOutlets()
        self._names: dict[str, set[int]] = {}
        self._hosts: dict[str, set[int]] = {}
        self._label: dict[int, str] = {}
        self._slugs: Counter[str] = Counter()
        outlet, connection = TABLES["outlet"], session.connection()
        joined = identities(connection)
        columns = (outlet.c.id, outlet.c.match_key, outlet.c.slug, outlet.c.name)
        for number, key, slug, name in connection.execute(select(*columns)):
            canonical = joined.canonical("outlet", number)
            self._names.setdefault(key or "", set()).add(canonical)
            self._label[number] = name or f"#{number}"
            self._slugs[slug] += 1
        for row in standing_aliases(connection):
            if row["match_key"]:
                known = self._hosts if row["kind"] is AliasKind.HOST else self._names
                known.setdefault(row["match_key"], set()).add(joined.canonical("outlet", row["outlet_id"]))

    def enter(self, sites: Sequence[Site]) -> ListedOutlets:
        for site in sites:
            self._done.rows += 1
            self._enter(site)
        self._batch.flush()
        return self._done

    def _enter(self, site: Site) -> None:
        if site.problem is not None:
            self._conflict(site, site.problem)
            return
        name = clean(site.name, "name")
        if name and _LIKE_A_PAGE.match(name):
            self._conflict(site, f'the name "{name}" is an address')
            return
        host = host_of(site.url) if site.url and is_web_address(site.url) else ""
        if site.url and not host:
            self._conflict(site, f'"{site.url}" is not a web address')
            return
        if not name or not match_key(name):
            self._conflict(site, "the name is missing")
            return
        named, owners = self._names.get(match_key(name), set()), self._hosts.get(host, set())
        if len(named) > 1:
            self._conflict(site, f'several outlets have the name "{name}" ({_numbers(named)})')
        elif owners and (not named or named == owners):
            self._same_site(site, name, owners)
        elif owners:
            self._conflict(site, f"{host} is a host of {self._called(owners)}")
        elif named:
            self._known(site, next(iter(named)), host)
        else:
            self._new(site, name, host)

    def _same_site(self, site: Site, name: str, owners: set[int]) -> None:
        """Skip a site with a known host; another name is a conflict, unless the outlet is known only by its host."""
        (owner, *others) = sorted(owners)
        known = match_key(self._label.get(owner, ""))
        host = host_of(site.url or "")
        if others or (match_key(name) not in self._names and known != match_key(host)):
            mend = command("outlet", "edit", owner, alias=name)
            self._conflict(
                site, f"{host} is already a host of {self._called(owners)}; to add the name as an alias: {mend}"
            )
            return
        if match_key(name) not in self._names:
            mend = command("outlet", "edit", owner, name=name)
            self._conflict(site, f"{host} is outlet #{owner}, known only by its host; to name it: {mend}")
            return
        self._done.skipped += 1

    def _known(self, site: Site, outlet: int, host: str) -> None:
        """Give a known outlet a free host."""
        above = self._above(host)
        if not host or outlet in above:
            self._done.skipped += 1
            return
        if any(outlet in holders for holders in self._hosts.values()):
            mend = command("outlet", "edit", outlet, host=host)
            self._conflict(site, f"{self._called({outlet})} already has other hosts; to add this one: {mend}")
            return
        self._add_host(outlet, host)
        self._done.skipped += 1

    def _new(self, site: Site, name: str, host: str) -> None:
        slug = slug_of("outlet", name)
        taken = slug
        while self._slugs[taken]:
            self._slugs[slug] += 1
            taken = f"{slug}-{self._slugs[slug]}"
        self._slugs[taken] += 1
        values = {
            **{field.name: clean(site.values.get(field.name), field.name) for field in OUTLET.plain if field.cell},
            "slug": taken,
            "match_key": match_key(name),
            "ours": False,
        }
        made = self._batch.add("outlet", values)
        self._names[match_key(name)] = {made}
        self._label[made] = name
        self._done.made += 1
        if host:
            self._add_host(made, host)

    def _add_host(self, outlet: int, host: str) -> None:
        values = {"outlet_id": outlet, "kind": AliasKind.HOST, "value": host, "match_key": host, "withdrawn": False}
        self._batch.add("outlet_alias", values)
        self._hosts.setdefault(host, set()).add(outlet)
        self._done.hosts += 1

    def _above(self, host: str) -> set[int]:
        """Return the outlets that publish on a host or on a parent of it."""
        return {number for owner in owner_hosts(host) for number in self._hosts.get(owner, ())} if host else set()

    def _called(self, numbers: set[int]) -> str:
        return " and ".join(f"#{number} {self._label.get(number, '')}".strip() for number in sorted(numbers))

    def _conflict(self, site: Site, reason: str) -> None:
        self._done.conflicts.append(Conflict(site.line, site.name or site.url or "", reason))


_LIKE_A_PAGE = re.compile(r"https?:|www\.|\S+\.\S+/", re.IGNORECASE)
"""How an address begins; a name may be a domain, like Salon.com."""


def _numbers(numbers: set[int]) -> str:
    return ", ".join(f"#{number}" for number in sorted(numbers))
