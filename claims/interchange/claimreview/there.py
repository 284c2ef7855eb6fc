"""What is there already of what some fact-checks name: looked up once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from claims.interchange.claimreview.read import FactCheck, page_key
from claims.interchange.claimreview.uids import claim_uid, kind_of, review_uid, uid_of
from claims.reading.identity import Identities, identities
from claims.store.ledger import chunks
from claims.store.schema import TABLES
from claims.text.matching import host_of, match_key, slug
from claims.text.sites import owner_hosts, site_name, site_of
from claims.vocabulary import AliasKind, SourceKind

MANY = 400
"""Values that one statement looks for at most."""


class There:
    """The numbers of records by what identifies them; what is added is put in, and so is found by what comes next."""

    def __init__(self, connection: Connection, checks: Sequence[FactCheck]) -> None:
        """Look up what the fact-checks name."""
        self._connection, self._checks = connection, checks
        self.joined: Identities = identities(connection)
        self.claims = self._numbers("claim", {claim_uid(one) for one in checks})
        self.reviews = set(self._numbers("review", {review_uid(one) for one in checks}))
        self.articles: dict[str, int] = {}
        """By address."""
        self.known_articles: dict[int, Mapping[str, Any]] = {}
        """The rows of those that are not new."""
        self.outlets: dict[str, int] = {}
        """By name."""
        self.hosts: dict[str, int] = {}
        """The outlets to which hosts belong."""
        self.sources: dict[tuple[SourceKind, str], int] = {}
        """Those with a name, by kind and name."""
        self.reporters: dict[str, int] = {}
        """By name."""
        self._look_up_articles()
        self._look_up_outlets()
        self._look_up_sources()
        self._look_up_reporters()
        self.slugs = self._slugs()

    def _look_up_articles(self) -> None:
        addresses = {page_key(url) for one in self._checks for url in (one.url, *one.carried)}
        table = TABLES["article"]
        by_key = self._rows("article", table.c.url_key, addresses)
        by_uid = self._rows("article", table.c.uid, {uid_of("article", one) for one in addresses})
        keys = {uid_of("article", one): one for one in addresses}
        for row in [*by_uid, *by_key]:
            number = self.joined.canonical("article", row["id"])
            self.articles[row["url_key"] if row["url_key"] in addresses else keys[row["uid"]]] = number
            self.known_articles[number] = row

    def _look_up_outlets(self) -> None:
        hosts = {host_of(one.url) for one in self._checks} | {host_of(u) for one in self._checks for u in one.carried}
        names = {match_key(one.outlet) for one in self._checks if one.outlet}
        names |= {match_key(site_of(host)) for host in hosts} | {match_key(site_name(host)) for host in hosts}
        table, alias = TABLES["outlet"], TABLES["outlet_alias"]
        found = self._rows("outlet", table.c.uid, {uid_of("outlet", one) for one in names})
        by_uid = {row["uid"]: row["id"] for row in found}
        for row in self._rows("outlet", table.c.match_key, names):
            self._found_outlet(row["match_key"], row["id"])
        for key in names:
            if uid_of("outlet", key) in by_uid:
                self.outlets.setdefault(key, self.joined.canonical("outlet", by_uid[uid_of("outlet", key)]))
        above = {one for host in hosts for one in owner_hosts(host)}
        for kind, keys in ((AliasKind.ALIAS, names), (AliasKind.HOST, above)):
            rows = [row for row in self._rows("outlet_alias", alias.c.match_key, keys) if row["kind"] is kind]
            newest = {
                (row["outlet_id"], row["match_key"]): row
                for row in sorted(rows, key=lambda row: (row["entered_at"], row["uid"]))
            }
            for row in newest.values():
                if not row["withdrawn"]:
                    number = self.joined.canonical("outlet", row["outlet_id"])
                    if kind is AliasKind.HOST:
                        self.hosts.setdefault(row["match_key"], number)
                    else:
                        self.outlets.setdefault(row["match_key"], number)

    def _found_outlet(self, key: str, number: int) -> None:
        number = self.joined.canonical("outlet", number)
        self.outlets[key] = min(number, self.outlets.get(key, number))

    def _look_up_sources(self) -> None:
        source = TABLES["source"]
        wanted = {(kind_of(s), match_key(s.name)) for one in self._checks for s in one.speakers}
        wanted |= {
            (SourceKind.INSTITUTION, match_key(s.institution))
            for c in self._checks
            for s in c.speakers
            if s.institution
        }
        keys = {uid_of("source", kind, key): (kind, key) for kind, key in wanted}
        for row in self._rows("source", source.c.match_key, {key for _, key in wanted}):
            if row["named"]:
                number = self.joined.canonical("source", row["id"])
                key = (row["kind"], row["match_key"])
                self.sources[key] = min(number, self.sources.get(key, number))
        for row in self._rows("source", source.c.uid, keys):
            self.sources.setdefault(keys[row["uid"]], self.joined.canonical("source", row["id"]))

    def _look_up_reporters(self) -> None:
        reporter = TABLES["reporter"]
        names = {match_key(name) for one in self._checks for name in one.reporters}
        of_uid = {uid_of("reporter", one): one for one in names}
        for row in self._rows("reporter", reporter.c.match_key, names):
            self.reporters.setdefault(row["match_key"], self.joined.canonical("reporter", row["id"]))
        for row in self._rows("reporter", reporter.c.uid, of_uid):
            self.reporters.setdefault(of_uid[row["uid"]], self.joined.canonical("reporter", row["id"]))

    def _slugs(self) -> dict[str, set[str]]:
        """Return which of the slugs that new records would have are taken, by table."""
        wanted: dict[str, set[str]] = {"outlet": set(), "source": set(), "reporter": set()}
        for one in self._checks:
            sites = (site_of(host_of(url)) for url in (one.url, *one.carried))
            wanted["outlet"] |= {slug(name) for name in (one.outlet, *sites) if name}
            wanted["source"] |= {slug(name) for s in one.speakers for name in (s.name, s.institution) if name}
            wanted["reporter"] |= {slug(name) for name in one.reporters}
        taken: dict[str, set[str]] = {}
        for subject, bases in wanted.items():
            column = TABLES[subject].c.slug
            numbered = {f"{base}-{number}" for base in bases for number in range(2, 10)}
            taken[subject] = {row["slug"] for row in self._rows(subject, column, bases | numbered)}
        return taken

    def _numbers(self, subject: str, uids: Iterable[str]) -> dict[str, int]:
        return {row["uid"]: row["id"] for row in self._rows(subject, TABLES[subject].c.uid, uids)}

    def _rows(self, subject: str, column: ColumnElement[Any], values: Iterable[str]) -> list[Mapping[Any, Any]]:
        return [
            row
            for some in chunks(sorted(values), MANY)
            for row in self._connection.execute(select(TABLES[subject]).where(column.in_(some))).mappings()
        ]
