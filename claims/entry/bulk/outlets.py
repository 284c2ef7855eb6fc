"""Outlets: found by name, alias or the host of an address, or made."""

from __future__ import annotations

from sqlalchemy import select

from claims.entry.bulk.keys import is_address, key_of, name_of
from claims.entry.bulk.known import Known
from claims.entry.bulk.names import Slugs
from claims.entry.bulk.writing import Writing
from claims.entry.drafts import ArticleDraft
from claims.entry.registers import is_site_of
from claims.errors import BadValue, Refused
from claims.store.schema import TABLES
from claims.text.matching import host_of
from claims.text.sites import owner_hosts, site_name, site_of
from claims.vocabulary import AliasKind, Basis


class Outlets:
    """Finds or makes outlets."""

    def __init__(self, writing: Writing, known: Known, slugs: Slugs) -> None:
        """Take the batch under way, what is remembered from batch to batch, and where slugs come from."""
        self._writing, self._known, self._slugs = writing, known, slugs
        if not known.outlets_known:
            self._look_up()

    def of_article(self, draft: ArticleDraft, url: str | None) -> tuple[int | None, Basis]:
        """Return the outlet of a new article, by name, else by the address's host, and whether it was inferred."""
        host = host_of(url) if url else ""
        if draft.outlet is not None:
            outlet = self.named(draft.outlet)
            self._learn_host(outlet, host)
            return outlet, draft.outlet_basis
        if not host:
            return None, draft.outlet_basis
        known = self._owner(host)
        if known is not None:
            return known, draft.outlet_basis
        by_name = self._known.outlets.get(key_of(site_name(host)), set())
        if len(by_name) == 1:
            (outlet,) = by_name
        else:
            outlet = self.named(site_of(host))
        self._learn_host(outlet, host)
        return outlet, Basis.INFERRED

    def named(self, typed: str) -> int:
        """Return the outlet that is called so; raises `Refused` when it fits several."""
        known: int | None = self._known.names.get(("outlet", typed))
        if known is not None:
            return known
        found = self._called(typed)
        if self._known.outlets.get(key_of(typed)) == {found}:  # so it stays, whatever comes later
            self._writing.put(self._known.names, ("outlet", typed), found)
        return found

    def _called(self, typed: str) -> int:
        name = name_of(typed, "outlet")
        key = key_of(name)
        found = self._known.outlets.get(key) or self._known.outlets.get(name.casefold()) or set()
        if not found and is_address(name):
            owner = self._owner(host_of(name))
            if owner is not None:
                return owner
            name = host_of(name)
            key = key_of(name)
            found = self._known.outlets.get(key, set())
        if len(found) > 1:
            listed = ", ".join(f"#{number}" for number in sorted(found))
            raise Refused(f'"{name}" fits more than one outlet ({listed}); judge which are one', part="outlet")
        if found:
            return next(iter(found))
        if not key:
            raise BadValue(f'"{name}" has no letters, so that no outlet can be found by it', part="outlet")
        made = self._writing.add(
            "outlet", {"slug": self._slugs.free("outlet", name), "name": name, "match_key": key, "ours": False}
        )
        self._writing.put(self._known.outlets, key, {made})
        self._writing.put(self._known.keys, made, key)
        if is_address(name):
            self._learn_host(made, host_of(name))
        return made

    def _owner(self, host: str) -> int | None:
        for one in owner_hosts(host):
            owners = self._known.hosts.get(one, ())
            if len(owners) == 1:
                return next(iter(owners))
        return None

    def _learn_host(self, outlet: int, host: str) -> None:
        """Remember a host as an outlet's own when its name says so and no outlet has it yet."""
        if host and is_site_of(self._known.keys.get(outlet, ""), host) and self._owner(host) is None:
            self._writing.add(
                "outlet_alias",
                {"outlet_id": outlet, "kind": AliasKind.HOST, "value": host, "match_key": host, "withdrawn": False},
            )
            self._writing.put(self._known.hosts, host, {outlet})

    def _look_up(self) -> None:
        outlet, alias = TABLES["outlet"], TABLES["outlet_alias"]
        columns = select(outlet.c.id, outlet.c.match_key, outlet.c.slug)
        for number, key, slugged in self._writing.connection.execute(columns):
            canonical = self._writing.joined.canonical("outlet", number)
            self._known.keys[canonical] = key or ""
            self._known.names["outlet slug", slugged] = canonical
            for name in filter(None, (key, slugged)):
                self._known.outlets.setdefault(name, set()).add(canonical)
        rows = self._writing.connection.execute(select(alias).order_by(alias.c.entered_at, alias.c.uid)).mappings()
        newest = {(one["outlet_id"], one["kind"], one["match_key"]): one["withdrawn"] for one in rows}
        for (number, kind, key), withdrawn in newest.items():
            if not withdrawn and key:
                known = self._known.hosts if kind is AliasKind.HOST else self._known.outlets
                known.setdefault(key, set()).add(self._writing.joined.canonical("outlet", number))
        self._known.outlets_known = True
