"""Outlets from a list of sites: added with their hosts, as far as they are not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import Session

from claims.catalogue import OUTLET
from claims.entry.resolve.keys import slug_of
from claims.entry.rules.texts import clean
from claims.reading.identity import identities
from claims.store.batches import Batch
from claims.store.schema import TABLES
from claims.text.matching import host_of, is_web_address, match_key
from claims.text.shell import command
from claims.text.sites import owner_hosts
from claims.vocabulary import AliasKind


@dataclass(frozen=True, slots=True)
class Site:
    """A line of a list of sites: its address, and what it says of the outlet, by field."""

    line: int
    url: str | None
    values: Mapping[str, str | None]

    @property
    def name(self) -> str | None:
        """What the outlet is called."""
        return self.values.get("name")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A site that could not be added, or not with its host, and why."""

    line: int
    site: str
    reason: str


@dataclass(slots=True)
class ListedOutlets:
    """What reading a list of sites did."""

    rows: int = 0
    made: int = 0
    hosts: int = 0
    skipped: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


def enter_sites(session: Session, sites: Sequence[Site]) -> ListedOutlets:
    """Add the outlets of a list that are not there, by host or by name, in the transaction that is under way.

    One that is there by name gets the host if nobody has it.  A host that is another outlet's, a name that several
    have, and a line without a name are conflicts, of which nothing is entered.
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
        outlet, alias = TABLES["outlet"], TABLES["outlet_alias"]
        connection = session.connection()
        joined = identities(connection)
        columns = (outlet.c.id, outlet.c.match_key, outlet.c.slug, outlet.c.name)
        for number, key, slug, name in connection.execute(select(*columns)):
            canonical = joined.canonical("outlet", number)
            self._names.setdefault(key or "", set()).add(canonical)
            self._label[number] = name or f"#{number}"
            self._slugs[slug] += 1
        rows = connection.execute(select(alias).order_by(alias.c.entered_at, alias.c.uid)).mappings()
        newest = {(one["outlet_id"], one["kind"], one["match_key"]): one["withdrawn"] for one in rows}
        for (number, kind, key), withdrawn in newest.items():
            if not withdrawn and key:
                known = self._hosts if kind is AliasKind.HOST else self._names
                known.setdefault(key, set()).add(joined.canonical("outlet", number))

    def enter(self, sites: Sequence[Site]) -> ListedOutlets:
        for site in sites:
            self._done.rows += 1
            self._enter(site)
        self._batch.flush()
        return self._done

    def _enter(self, site: Site) -> None:
        name = clean(site.name, "name")
        host = host_of(site.url) if site.url and is_web_address(site.url) else ""
        if site.url and not host:
            self._conflict(site, f'"{site.url}" is no address of a site')
            return
        if not name or not match_key(name):
            self._conflict(site, "it has no name")
            return
        named, owners = self._names.get(match_key(name), set()), self._hosts.get(host, set())
        if len(named) > 1:
            self._conflict(site, f'several outlets are called "{name}" ({_numbers(named)})')
        elif owners and (not named or named == owners):
            self._same_site(site, name, owners)
        elif owners:
            self._conflict(site, f"{host} is a host of {self._called(owners)}")
        elif named:
            self._known(site, next(iter(named)), host)
        else:
            self._new(site, name, host)

    def _same_site(self, site: Site, name: str, owners: set[int]) -> None:
        """Skip a site whose host is there; under another name it is a conflict, unless it is only the address."""
        (owner, *others) = sorted(owners)
        known = match_key(self._label.get(owner, ""))
        host = host_of(site.url or "")
        if others or (match_key(name) not in self._names and known != match_key(host)):
            mend = command("outlet", "edit", owner, alias=name)
            self._conflict(site, f"{host} is a host of {self._called(owners)} already; as another name: {mend}")
            return
        if match_key(name) not in self._names:
            mend = command("outlet", "edit", owner, name=name)
            self._conflict(site, f"{host} is outlet #{owner}, named only by its host: {mend}")
            return
        self._done.skipped += 1

    def _known(self, site: Site, outlet: int, host: str) -> None:
        """Give an outlet that is there by name a host that nobody has."""
        above = self._above(host)
        if not host or outlet in above:
            self._done.skipped += 1
            return
        if any(outlet in holders for holders in self._hosts.values()):
            mend = command("outlet", "edit", outlet, host=host)
            self._conflict(site, f"{self._called({outlet})} is there with other hosts: {mend}")
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
        """Return the outlets that publish on a host or one above it."""
        return {number for one in owner_hosts(host) for number in self._hosts.get(one, ())} if host else set()

    def _called(self, numbers: set[int]) -> str:
        return " and ".join(f"#{number} {self._label.get(number, '')}".strip() for number in sorted(numbers))

    def _conflict(self, site: Site, reason: str) -> None:
        self._done.conflicts.append(Conflict(site.line, site.name or site.url or "", reason))


def _numbers(numbers: set[int]) -> str:
    return ", ".join(f"#{number}" for number in sorted(numbers))
