"""Outlets: found by name, alias or the host of an address, or added."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from claims.entry.drafts import ArticleDraft
from claims.entry.resolve.context import Entering, ambiguous, put
from claims.entry.resolve.keys import is_address, key_of, name_of, of_this_database
from claims.entry.resolve.known import Known
from claims.entry.resolve.names import Slugs, meant
from claims.errors import BadValue
from claims.privacy.redaction import redacted_name
from claims.reading.find import register_rows, standing_aliases
from claims.reading.identity import Identities, identities
from claims.text.matching import host_of, match_key
from claims.text.sites import owner_hosts, site_name, site_of
from claims.vocabulary import AliasKind, Basis


class Outlets:
    """Finds or adds outlets."""

    def __init__(self, entering: Entering, known: Known, slugs: Slugs) -> None:
        """Take the entry in progress, the remembered records, and the slugs."""
        self._entering, self._known, self._slugs = entering, known, slugs
        if "outlet" not in known.all_of:
            self._look_up()

    def of_article(self, draft: ArticleDraft, url: str | None) -> tuple[int | None, Basis]:
        """Return a new article's outlet, by name or else by the address's host, and how we know it."""
        host = host_of(url) if url else ""
        if draft.outlet is not None:
            outlet = self.named(draft.outlet)
            self._learn_host(outlet, host)
            return outlet, draft.outlet_basis
        if not host:
            return None, draft.outlet_basis
        owner = self.owner(host)
        if owner is not None:
            return owner, draft.outlet_basis
        by_name = self.called(site_name(host))
        if len(by_name) == 1:
            (outlet,) = by_name
            self._entering.notice(f"{host} is taken to be the site of {self.label(outlet)}")
        else:
            outlet = self.named(site_of(host))
        self._learn_host(outlet, host)
        return outlet, Basis.INFERRED

    def named(self, typed: str, part: str = "--outlet") -> int:
        """Return the outlet with a name, added if new; raises `Ambiguous` if it fits several."""
        known: int | None = self._known.names.get(("outlet", typed))
        if known is not None:
            return known
        outlet = self._called(typed, part)
        if self._known.outlets.get(key_of(typed)) == {outlet}:  # unambiguous, whatever comes later
            put(self._entering, self._known.names, ("outlet", typed), outlet)
        return outlet

    def called(self, name: str) -> set[int]:
        """Return the outlets with this name, alias or slug, or whose site has this address."""
        outlets = meant(name, self._known.slugs.get(name.casefold(), {}), self._known.outlets.get(key_of(name), set()))
        if not outlets and is_address(name):
            host = host_of(name)
            owner = self.owner(host)
            outlets = self._known.outlets.get(key_of(host), set()) if owner is None else {owner}
        return outlets

    def meant_by(self, typed: str) -> set[int]:
        """Return the outlets that a number or name means; the set may be empty."""
        by_number = of_this_database(self._entering, "outlet", typed.strip(), "--outlet")
        return self.called(typed.strip()) if by_number is None else {by_number}

    def owner(self, host: str) -> int | None:
        """Return the outlet that publishes on a host, subdomains included, or None."""
        return _owner(host, self._known.hosts)

    def label(self, outlet: int) -> str:
        """Return an outlet's name for sentences."""
        return self._known.labels.get(outlet) or redacted_name("outlet", outlet)

    def _called(self, typed: str, part: str) -> int:
        name = name_of(self._entering, "outlet", typed, part)
        by_number = of_this_database(self._entering, "outlet", name, part)
        if by_number is not None:
            return by_number
        outlets = self.called(name)
        if len(outlets) > 1:
            raise ambiguous(self._entering, "outlet", name, outlets, part)
        if outlets:
            return next(iter(outlets))
        same = self._known.uids.get(self._entering.uid_of("outlet", key_of(name)) or "")
        if same is not None:  # entered from the same origin, and renamed since
            return same
        return self._made(host_of(name) if is_address(name) else name, part)

    def _made(self, name: str, part: str) -> int:
        key = key_of(name)
        if not key:
            raise BadValue(f'"{name}" has no letters, so no search could find the outlet', part=part)
        slug = self._slugs.free("outlet", name)
        values = {"slug": slug, "name": name, "match_key": key, "ours": False}
        made = self._entering.insert("outlet", values, uid=self._entering.uid_of("outlet", key), label=name)
        put(self._entering, self._known.outlets, key, {made})
        put(self._entering, self._known.slugs, slug, {made: name})
        put(self._entering, self._known.keys, made, key)
        put(self._entering, self._known.labels, made, name)
        self._entering.notice_alike("outlet", name, made)
        if is_address(name):
            self._learn_host(made, host_of(name))
        return made

    def _learn_host(self, outlet: int, host: str) -> None:
        """Remember a host as an outlet's own if its name fits; point out another outlet whose site it is."""
        owner = self.owner(host) if host else outlet
        if owner not in (None, outlet):
            site = f"{host} is the site of {self.label(owner or 0)} (#{owner})"
            self._entering.notice(f"{site}, but the article was logged under {self.label(outlet)}")
        elif owner is None and is_site_of(self._known.keys.get(outlet, ""), host):
            values = {"outlet_id": outlet, "kind": AliasKind.HOST, "value": host, "match_key": host, "withdrawn": False}
            self._entering.insert("outlet_alias", values)
            put(self._entering, self._known.hosts, host, {outlet})

    def _look_up(self) -> None:
        connection, canonical, known = self._entering.connection, self._entering.joined.canonical, self._known
        for row in register_rows(connection, "outlet"):
            head = canonical("outlet", row["id"])
            known.uids[row["uid"]] = head
            known.uid_of["outlet"][row["id"]] = row["uid"]
            if head == row["id"] or head not in known.keys:
                known.keys[head], known.labels[head] = row["match_key"] or "", row["name"] or ""
            known.names["outlet slug", row["slug"]] = head
            known.slugs.setdefault(row["slug"], {})[head] = row["name"]
            if row["match_key"]:
                known.outlets.setdefault(row["match_key"], set()).add(head)
        _keep_aliases(connection, self._entering.joined, AliasKind.ALIAS, known.outlets)
        _keep_aliases(connection, self._entering.joined, AliasKind.HOST, known.hosts)
        known.all_of.add("outlet")


def outlet_of_url(connection: Connection, url: str) -> int | None:
    """Return the stored outlet that publishes at an address, or None; adds nothing."""
    hosts: dict[str, set[int]] = {}
    _keep_aliases(connection, identities(connection), AliasKind.HOST, hosts)
    return _owner(host_of(url), hosts)


def _keep_aliases(connection: Connection, joined: Identities, kind: AliasKind, outlets: dict[str, set[int]]) -> None:
    """Add outlets by their aliases or by their own hosts."""
    for row in standing_aliases(connection):
        if row["match_key"] and row["kind"] is kind:
            outlets.setdefault(row["match_key"], set()).add(joined.canonical("outlet", row["outlet_id"]))


def _owner(host: str, hosts: Mapping[str, set[int]]) -> int | None:
    """Return the outlet that publishes on a host or on a parent of it, or None if several do or none does."""
    for above in owner_hosts(host):
        owners = hosts.get(above, ())
        if len(owners) == 1:
            return next(iter(owners))
    return None


def is_site_of(key: str, host: str) -> bool:
    """Return whether a host's name fits the site of the outlet whose name has this `match_key`."""
    name = match_key(site_name(host))
    by_name = name.replace(" ", "") in key.replace(" ", "") if len(name) >= TELLING else name in key.split()
    return by_name or match_key(host) == key


TELLING = 4
"""The least length of a site's name to be recognised inside an outlet's name."""
