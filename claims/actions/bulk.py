"""Entering many records at once, from a table: what logging does for one, for thousands in one transaction.

The rules are those of `claims.actions.log` and `claims.actions.registers`: an outlet is found by name, alias or the
host of an address, an article by its address, a named source by name, an unnamed one only in its own article.  What
is there is looked up for a batch at a time and remembered until somebody else writes.

What a table enters has uids made of the table's name and a key, so that the same row is known again: the key column's
value where there is one, else what identifies the record, else the content of the row.  A row with a key that reads
otherwise than before is a correction that somebody has to make: it is proposed, and nothing is written.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from hashlib import sha1
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Connection, select
from sqlmodel import Session

from claims import ledger
from claims.actions.drafts import AppearanceDraft, ArticleDraft, ClaimDraft, SourceDraft
from claims.actions.log import (
    came_later,
    check_appearance,
    follow,
    likelihood_of,
    said_too_late,
    statement_of,
)
from claims.actions.registers import is_site_of, plain_slug, source_kind, stated_count, web_address
from claims.actions.work import Work, clean, dated, required
from claims.batches import Batch, Mark
from claims.errors import BadUsage, BadValue, ClaimsError, Refused
from claims.ladder import Step, newest_outcome, newest_status, refusal, settles, waiting
from claims.ledger import chunks
from claims.matching import host_of, index_words, is_web_address, match_key, parent_hosts, site_name, url_key
from claims.queries.identity import Identities, identities
from claims.queries.policies import policy
from claims.schema import TABLES
from claims.tables import Appearance, Article, Source
from claims.vocabulary import (
    UNNAMED_ATTRIBUTIONS,
    AliasKind,
    ArticleKind,
    Attribution,
    Basis,
    ClaimKind,
    EvidenceKind,
    Outcome,
    PolicyName,
    RelayBasis,
    ReprintExtent,
    SourceKind,
    Status,
)
from claims.windows import read_window

NAMESPACE = UUID("b5c7a1f2-3f0b-5a57-9f10-5b2e6d1c8a44")
"""The UUIDv5 namespace of records that come from tables."""

_NAMESPACE = NAMESPACE.bytes

AT_ONCE = 400
"""How many keys one statement looks up."""

REMEMBERED = 200_000
"""How many names are remembered before all are forgotten."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingDraft:
    """What a row says of where its claim stands: a status of ours, or what somebody else called it."""

    status: Status
    outcome: Outcome | None = None
    rating: str | None = None
    rated_by: str | None = None
    known: bool = True
    """Whether the rating stands in the table of ratings."""
    note: str | None = None
    evidence: str | None = None
    evidence_kind: EvidenceKind = EvidenceKind.REPORT


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDraft:
    """What one row of a table enters; ``content`` is the whole of it, in a fixed form."""

    line: int
    claim: ClaimDraft | None
    content: str
    given: frozenset[str] = frozenset()
    """The fields in which something stands."""
    claim_key: str | None = None
    article_key: str | None = None
    appearance_key: str | None = None
    appearance: AppearanceDraft | None = None
    rating: RatingDraft | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row was not entered."""

    line: int
    reason: str
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row that reads otherwise than what was entered from it, and the command that would say so."""

    line: int
    record: str
    id: int
    field: str
    old: str | None
    new: str | None
    command: str
    uid: str = ""


@dataclass(slots=True)
class Entered:
    """What entering rows did."""

    rows: int = 0
    made: Counter[str] = field(default_factory=Counter)
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    """Ratings that stand in no table, and how many reviews have them."""

    def add(self, other: Entered) -> None:
        """Count another batch with this one."""
        self.rows += other.rows
        self.made += other.made
        self.skipped += other.skipped
        self.problems += other.problems
        self.proposals += other.proposals
        self.unknown += other.unknown


class Rows(Protocol):
    """Where rows are put: a batch, or a trial of one."""

    def add(self, table: str, values: Mapping[str, Any], *, uid: str | None = None) -> int:
        """Add a row and return its number."""

    def add_words(self, claim: int, words: Iterable[str]) -> None:
        """Add a claim's words."""

    def mark(self) -> Mark:
        """Return where it stands."""

    def back_to(self, mark: Mark) -> None:
        """Take out what was added since."""

    def rows(self, table: str) -> Sequence[Json]:
        """Return the rows of a table."""

    def __len__(self) -> int:
        """Return how many rows there are."""


class Trial:
    """Rows as they would be stored, and never are."""

    def __init__(self) -> None:
        """Begin with none."""
        self.kept: dict[str, list[Json]] = {}

    def add(self, table: str, values: Mapping[str, Any], *, uid: str | None = None) -> int:
        """Keep a row and return a number that no row has."""
        rows = self.kept.setdefault(table, [])
        number = -1 - len(rows)
        rows.append({"id": number, "uid": uid, **values})
        return number

    def add_words(self, claim: int, words: Iterable[str]) -> None:
        """Leave out words."""

    def mark(self) -> Mark:
        """Return how many rows there are."""
        return {name: len(rows) for name, rows in self.kept.items()}, 0, {}

    def back_to(self, mark: Mark) -> None:
        """Take out what was added since."""
        for name, rows in self.kept.items():
            del rows[mark[0].get(name, 0) :]

    def rows(self, table: str) -> Sequence[Json]:
        """Return the rows of a table."""
        return self.kept.get(table, ())

    def __len__(self) -> int:
        """Return how many rows there are."""
        return sum(map(len, self.kept.values()))


def record_uid(dataset: str, record: str, key: str) -> str:
    """Return the uid of a record that a table enters."""
    # As `uuid.uuid5`, which takes three times as long; a table has four uids a row.
    made = bytearray(sha1(_NAMESPACE + f"{dataset}/{record}/{key}".encode(), usedforsecurity=False).digest()[:16])
    made[6] = made[6] & 0x0F | 0x50
    made[8] = made[8] & 0x3F | 0x80
    text = made.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


# What is remembered of records that are there or are about to be


@dataclass(slots=True)
class _Claim:
    id: int
    uid: str
    statement: str
    kind: ClaimKind
    weight: Any
    reviews: list[_Review] = field(default_factory=list)
    stories: set[int] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)
    """The articles that carry it or are relayed for it, as far as they were looked up."""


@dataclass(frozen=True, slots=True)
class _Review:
    """A review as the ladder sees it."""

    id: int
    uid: str
    at: datetime
    who: str
    status: Status
    outcome: Outcome | None
    proposed: bool
    rating: str | None
    agrees_with_id: int | None = None
    replaces_id: int | None = None


@dataclass(slots=True)
class _Article:
    id: int
    uid: str
    outlet_id: int | None
    title: str | None
    url: str | None
    url_key: str | None
    published: str | None
    published_earliest: date | None
    published_latest: date | None
    seen: bool
    new: bool = False


@dataclass(slots=True)
class _Source:
    id: int
    key: str
    kind: SourceKind
    named: bool
    role: str | None
    institution_id: int | None
    issuer_id: int | None
    stated_count: int | None
    new: bool = False


@dataclass(slots=True)
class _Row:
    """A row with its keys."""

    draft: RowDraft
    statement: str | None
    key: str | None
    claim_uid: str
    url: str | None = None
    url_key: str | None = None
    article_uid: str | None = None
    appearance_uid: str | None = None
    review_uid: str | None = None
    evidence: str | None = None
    evidence_key: str | None = None
    relayed_key: str | None = None


class Bulk:
    """Enters the rows of one table, a batch at a time."""

    def __init__(self, dataset: str, file: str) -> None:
        """Take the name under which the table's records are known, and its file's for what verdicts rest on."""
        self._dataset = dataset
        self._file = file
        self._seq: int | None = None
        self._forget()

    def enter(self, session: Session, rows: Sequence[RowDraft], *, strict: bool = False) -> Entered:
        """Enter rows in the transaction that is under way.

        Rows that cannot be entered are among the problems of what is returned, and nothing of them is entered; with
        ``strict`` the first one raises its problem.
        """
        connection = session.connection()
        self._begin(connection)
        batch = Batch(session)
        found = self._entered(connection, batch, rows, strict, session.info["by"], session.info["at"])
        wrote = len(batch) > 0 or bool(self._edits)
        batch.flush()
        self._edit(session)
        self._let_reprints_follow(session)
        self._seq = None if self._seq is None else self._seq + wrote
        return found

    def tried(self, connection: Connection, rows: Sequence[RowDraft], by: str, at: datetime) -> tuple[Entered, Trial]:
        """Return what entering rows would do, with the rows as they would be stored; nothing is written."""
        self._forget()
        trial = Trial()
        found = self._entered(connection, trial, rows, False, by, at)
        self._forget()
        return found, trial

    # One batch

    def _begin(self, connection: Connection) -> None:
        """Forget what was known if somebody else has written since, or the last batch was not stored."""
        seq = ledger.locked_head(connection, lock=False)["seq"]
        if self._seq != seq or len(self._names) > REMEMBERED:
            self._forget()
        self._seq = seq

    def _forget(self) -> None:
        self._outlets_known = False
        self._outlets: dict[str, set[int]] = {}
        """Outlets by match key of a name or alias, and by slug."""
        self._keys: dict[int, str] = {}
        self._hosts: dict[str, set[int]] = {}
        self._names: dict[tuple[str, str], Any] = {}
        """Reporters, stories and slugs by kind and key."""

    def _entered(
        self, connection: Connection, batch: Rows, drafts: Sequence[RowDraft], strict: bool, by: str, at: datetime
    ) -> Entered:
        self._connection, self._batch, self._by, self._at = connection, batch, by, at
        self._joined: Identities = identities(connection)
        self._two_people = policy(connection, PolicyName.TWO_PERSON_VERDICTS).on
        self._edits: list[tuple[type[Any], int, Json]] = []
        self._followed: list[tuple[int, int]] = []
        self._undo: list[Callable[[], object]] = []
        self.found = Entered(rows=len(drafts))
        rows: list[_Row] = []
        for draft in drafts:
            try:
                rows.append(self._prepared(draft))
            except ClaimsError as problem:
                self._refused(draft, problem)
        self._look_up_appearances(rows)
        self._reviews = {one["uid"]: one for one in self._find("review", "uid", {row.review_uid for row in rows})}
        rows = [row for row in rows if self._addressed(row)]
        self._look_up(rows)
        for row in rows:
            mark, edits, proposals = batch.mark(), len(self._edits), len(self.found.proposals)
            before = len(batch)
            self._undo.clear()
            try:
                self._enter(row)
            except ClaimsError as problem:
                batch.back_to(mark)
                del self._edits[edits:], self.found.proposals[proposals:]
                for undo in reversed(self._undo):
                    undo()
                self._refused(row.draft, problem)
                if strict:
                    break
            else:
                self.found.skipped += len(batch) == before
        for table in _COUNTED:
            self.found.made[table] += len(batch.rows(table))
        self.found.made = +self.found.made
        self._leave_out_unchanged()
        self.found.problems.sort(key=lambda one: one.line)
        if strict and self.found.problems:
            first = self.found.problems[0]
            told = f"{self._file}, line {first.line}: {first.reason}; nothing of its batch was entered"
            raise BadValue(told, part=first.part)
        return self.found

    def _refused(self, draft: RowDraft, problem: ClaimsError) -> None:
        self.found.problems.append(Problem(draft.line, str(problem), problem.part))

    def _put(self, known: dict[Any, Any], key: Any, value: Any) -> None:
        """Remember something, unless the row with which it came is not entered."""
        absent = object()
        before = known.get(key, absent)
        known[key] = value
        self._undo.append(lambda: known.pop(key, None) if before is absent else known.__setitem__(key, before))

    def _include(self, known: set[int], value: int) -> None:
        if value not in known:
            known.add(value)
            self._undo.append(lambda: known.discard(value))

    def _uid(self, record: str, key: str) -> str:
        return record_uid(self._dataset, record, key)

    # Keys

    def _prepared(self, draft: RowDraft) -> _Row:
        statement = None if draft.claim is None else statement_of(draft.claim.statement, "statement")
        key = match_key(statement) if statement is not None else None
        if draft.claim_key is None and key is None:
            raise BadValue("the statement is empty; say what is claimed", part="statement")
        identified = draft.claim_key or key or ""
        row = _Row(draft, statement, key, self._uid("claim", identified))
        if draft.appearance is not None:
            row.appearance_uid = self._uid("appearance", draft.appearance_key or draft.content)
        if draft.rating is not None:
            row.review_uid = self._uid("review", f"{identified}/{match_key(draft.rating.rated_by or '')}")
        return row

    def _addressed(self, row: _Row) -> bool:
        """Give a row the keys that only one needs which is not there yet; return whether it can be entered so far."""
        try:
            self._address(row)
        except ClaimsError as problem:
            self._refused(row.draft, problem)
            return False
        return True

    def _address(self, row: _Row) -> None:
        draft = row.draft
        if draft.appearance is not None and row.appearance_uid not in self._appearances:
            check_appearance(draft.appearance)
            article = draft.appearance.article
            row.url = web_address(article.url, "url")
            row.url_key = url_key(row.url) if row.url else None
            relays = draft.appearance.relays
            row.relayed_key = url_key(relays) if relays and _is_page(relays) else None
            row.article_uid = self._uid("article", draft.article_key or _article_identity(row, article))
        if draft.rating is not None and draft.rating.evidence and row.review_uid not in self._reviews:
            row.evidence = web_address(draft.rating.evidence, "evidence")
            row.evidence_key = url_key(row.evidence) if row.evidence else None

    # What is there

    def _look_up(self, rows: Sequence[_Row]) -> None:
        """Look up, in a number of statements that does not depend on the number of rows found, what rows refer to."""
        self._look_up_claims(rows)
        self._look_up_articles(rows)
        if not self._outlets_known:
            self._look_up_outlets()
        new = [row for row in rows if row.appearance_uid and row.appearance_uid not in self._appearances]
        reporters = {name for row in new for name in _appearance(row).article.reporters}
        self._look_up_names("reporter", reporters)
        sources: set[str] = set()
        for row in new:
            source = _appearance(row).source
            if source is not None:
                sources.update(name for name in (source.source, source.institution, source.issuer) if name)
        self._look_up_sources(sources)

    def _find(self, table: str, column: str, keys: Iterable[Any], *columns: str) -> list[Mapping[Any, Any]]:
        wanted = TABLES[table]
        chosen = [wanted.c[name] for name in columns] if columns else [wanted]
        return [
            row
            for some in chunks(sorted({key for key in keys if key is not None}), AT_ONCE)
            for row in self._connection.execute(select(*chosen).where(wanted.c[column].in_(some))).mappings()
        ]

    def _look_up_claims(self, rows: Sequence[_Row]) -> None:
        columns = ("id", "uid", "statement", "match_key", "kind", "weight")
        found = self._find("claim", "uid", {row.claim_uid for row in rows}, *columns)
        by_key = self._find("claim", "match_key", {row.key for row in rows if not row.draft.claim_key}, *columns)
        self._claims: dict[str, _Claim] = {}
        self._by_statement: dict[str, list[_Claim]] = defaultdict(list)
        claims: dict[int, _Claim] = {}
        for one in (*found, *by_key):
            if one["id"] not in claims:
                claims[one["id"]] = _Claim(one["id"], one["uid"], one["statement"] or "", one["kind"], one["weight"])
        for one in found:
            self._claims[one["uid"]] = claims[one["id"]]
        for one in by_key:
            self._by_statement[one["match_key"]].append(claims[one["id"]])
        reviews = self._find("review", "claim_id", claims)
        for one in reviews:
            claims[one["claim_id"]].reviews.append(_review(one))
        stories = (
            self._find("claim_story", "claim_id", claims)
            if any(row.draft.claim and row.draft.claim.stories for row in rows)
            else ()
        )
        for one in sorted(stories, key=lambda one: (one["entered_at"], one["uid"])):
            (claims[one["claim_id"]].stories.discard if one["withdrawn"] else claims[one["claim_id"]].stories.add)(
                one["story_id"]
            )
        if any(row.evidence_key or (row.draft.appearance and row.draft.appearance.relays) for row in rows):
            for one in self._find("appearance", "claim_id", claims, "claim_id", "article_id", "relays_id"):
                claims[one["claim_id"]].articles |= {one["article_id"], one["relays_id"]} - {None}

    def _look_up_articles(self, rows: Sequence[_Row]) -> None:
        names = ("id", "uid", "outlet_id", "title", "url", "url_key", "published", "published_earliest")
        columns = (*names, "published_latest", "seen")
        keys = {key for row in rows for key in (row.url_key, row.evidence_key, row.relayed_key)}
        by_uid = self._find("article", "uid", {row.article_uid for row in rows}, *columns)
        by_key = self._find("article", "url_key", keys, *columns)
        articles = {one["id"]: _Article(**one) for one in (*by_uid, *by_key)}
        carrying = {number for claim in self._every_claim() for number in claim.articles}
        for one in self._find("article", "id", carrying - set(articles), *columns):
            articles[one["id"]] = _Article(**one)
        self._article_rows = articles
        self._articles: dict[str, _Article] = {}
        self._at_address: dict[str, list[_Article]] = defaultdict(list)
        for number in {self._joined.canonical("article", number) for number in articles} - set(articles):
            self._article_rows |= {
                one["id"]: _Article(**one) for one in self._find("article", "id", {number}, *columns)
            }
        for one in by_uid:
            self._articles[one["uid"]] = articles[self._joined.canonical("article", one["id"])]
        for one in by_key:
            canonical = articles[self._joined.canonical("article", one["id"])]
            if canonical not in self._at_address[one["url_key"]]:
                self._at_address[one["url_key"]].append(canonical)
        old = list(articles)
        self._described: dict[tuple[int, str], _Source] = {}
        self._signed: dict[int, set[int]] = defaultdict(set)
        self._relaying: dict[int, set[int]] = defaultdict(set)
        appearances = [row.draft.appearance for row in rows if row.draft.appearance is not None]
        if any(one.attribution in UNNAMED_ATTRIBUTIONS for one in appearances):
            self._look_up_described(old)
        if any(one.article.reporters for one in appearances):
            for one in sorted(self._find("byline", "article_id", old), key=lambda one: (one["entered_at"], one["uid"])):
                signed = self._signed[one["article_id"]]
                (signed.discard if one["withdrawn"] else signed.add)(one["reporter_id"])
        if any(one.relays for one in appearances):
            for one in self._find("appearance", "article_id", old, "article_id", "relays_id"):
                self._relaying[one["article_id"]] |= {one["relays_id"]} - {None}
        whole = self._find("article", "reprint_of_id", old, "reprint_of_id", "id", "reprint_extent")
        self._reprints: dict[int, list[int]] = defaultdict(list)
        for one in whole:
            if one["reprint_extent"] is ReprintExtent.WHOLE:
                self._reprints[one["reprint_of_id"]].append(one["id"])

    def _every_claim(self) -> list[_Claim]:
        return [*self._claims.values(), *(one for some in self._by_statement.values() for one in some)]

    def _look_up_described(self, articles: Sequence[int]) -> None:
        appearance, source = TABLES["appearance"], TABLES["source"]
        for some in chunks(articles, AT_ONCE):
            statement = (
                select(appearance.c.article_id, source)
                .join(source, appearance.c.source_id == source.c.id)
                .where(appearance.c.article_id.in_(some), ~source.c.named)
                .order_by(source.c.id)
            )
            for one in self._connection.execute(statement).mappings():
                key = match_key(one["described"] or "")
                self._described.setdefault((one["article_id"], key), _source(one, key))

    def _look_up_appearances(self, rows: Sequence[_Row]) -> None:
        self._appearances: dict[str, Mapping[Any, Any]] = {
            one["uid"]: one for one in self._find("appearance", "uid", {row.appearance_uid for row in rows})
        }
        numbers = [one["id"] for one in self._appearances.values()]
        self._corrected = {one["appearance_id"] for one in self._find("correction", "appearance_id", numbers)}

    def _look_up_outlets(self) -> None:
        outlet, alias = TABLES["outlet"], TABLES["outlet_alias"]
        for number, key, slugged in self._connection.execute(select(outlet.c.id, outlet.c.match_key, outlet.c.slug)):
            canonical = self._joined.canonical("outlet", number)
            self._keys[canonical] = key or ""
            self._names["outlet slug", slugged] = canonical
            for name in filter(None, (key, slugged)):
                self._outlets.setdefault(name, set()).add(canonical)
        rows = self._connection.execute(select(alias).order_by(alias.c.entered_at, alias.c.uid)).mappings()
        newest = {(one["outlet_id"], one["kind"], one["match_key"]): one["withdrawn"] for one in rows}
        for (number, kind, key), withdrawn in newest.items():
            if not withdrawn and key:
                known = self._hosts if kind is AliasKind.HOST else self._outlets
                known.setdefault(key, set()).add(self._joined.canonical("outlet", number))
        self._outlets_known = True

    def _look_up_names(self, subject: str, names: Iterable[str]) -> None:
        """Look up the records of a kind that have one of these names or slugs, and which slugs are taken."""
        wanted = {name for name in names if (subject, match_key(name)) not in self._names}
        if not wanted:
            return
        found: dict[str, set[int]] = {match_key(name): set() for name in wanted}
        for one in self._find(subject, "match_key", list(found), "id", "match_key"):
            found[one["match_key"]].add(self._joined.canonical(subject, one["id"]))
        typed = {name.strip().casefold(): match_key(name) for name in wanted}
        bases = {plain_slug(subject, name) for name in wanted}
        for one in self._find(subject, "slug", bases | set(typed), "id", "slug"):
            self._names[f"{subject} slug", one["slug"]] = one["id"]
            if one["slug"] in typed and not found[typed[one["slug"]]]:
                found[typed[one["slug"]]].add(self._joined.canonical(subject, one["id"]))
        for base in bases:
            self._names.setdefault((f"{subject} slug", base), None)
        self._names.update({(subject, key): numbers for key, numbers in found.items()})

    def _look_up_sources(self, names: Iterable[str]) -> None:
        wanted = {name for name in names if ("source", match_key(name)) not in self._names}
        found: dict[str, dict[int, _Source]] = {match_key(name): {} for name in wanted}
        for one in self._find("source", "match_key", list(found)):
            canonical = self._joined.canonical("source", one["id"])
            if canonical == one["id"]:
                found[one["match_key"]][canonical] = _source(one, one["match_key"])
            else:
                (row,) = self._find("source", "id", [canonical])
                found[one["match_key"]][canonical] = _source(row, row["match_key"] or "")
        bases = {plain_slug("source", name) for name in wanted}
        for one in self._find("source", "slug", bases, "id", "slug"):
            self._names["source slug", one["slug"]] = one["id"]
        for base in bases:
            self._names.setdefault(("source slug", base), None)
        self._names.update({("source", key): list(sources.values()) for key, sources in found.items()})

    # One row

    def _enter(self, row: _Row) -> None:
        claim = self._claim(row)
        if row.draft.appearance is not None:
            self._appearance(row, row.draft.appearance, claim)
        if row.draft.rating is not None:
            self._rated(row, row.draft.rating, claim)

    def _claim(self, row: _Row) -> _Claim:
        draft, found = row.draft.claim, self._claims.get(row.claim_uid)
        if found is None and row.draft.claim_key is None and row.key is not None:
            same = self._by_statement.get(row.key, [])
            canonical = {self._joined.canonical("claim", one.id): one for one in reversed(same)}
            if len(canonical) > 1:
                listed = ", ".join(f"#{number}" for number in sorted(canonical))
                raise Refused(f"several claims read like this ({listed}); judge which are one: claims duplicate")
            found = next(iter(canonical.values()), None)
        if found is None:
            if draft is None or row.statement is None or row.key is None:
                raise BadValue(f'the claim "{row.draft.claim_key}" has no statement yet', part="statement")
            return self._new_claim(row, draft, row.statement, row.key)
        if draft is not None:
            self._put_into_stories(found, draft.stories)
            if row.draft.claim_key is not None:
                self._compare_claim(row, draft, found)
        return found

    def _new_claim(self, row: _Row, draft: ClaimDraft, statement: str, key: str) -> _Claim:
        number = self._batch.add(
            "claim",
            {
                "statement": statement,
                "match_key": key,
                "kind": draft.kind,
                "weight": draft.weight,
                "condition": clean(draft.condition, "condition"),
                "note": clean(draft.note, "note"),
            },
            uid=row.claim_uid,
        )
        self._batch.add_words(number, index_words(key))
        made = _Claim(number, row.claim_uid, statement, draft.kind, draft.weight)
        self._put(self._claims, row.claim_uid, made)
        self._put(self._by_statement, key, [*self._by_statement.get(key, []), made])
        self._put_into_stories(made, draft.stories)
        self._add_windows(row, made, draft)
        return made

    def _add_windows(self, row: _Row, claim: _Claim, draft: ClaimDraft) -> None:
        if not draft.windows:
            return
        appearance = row.draft.appearance
        published = appearance.article.published if appearance else None
        said = dated(published, "published").earliest if published else None
        for window in draft.windows:
            words = required(window.words, "the window", window.role)
            on = window.said or said or self._at.date()
            try:
                read = read_window(words, on, past=window.role == "happened")
            except BadValue as problem:
                raise BadValue(str(problem), part=window.role) from problem
            self._batch.add(
                "window",
                {
                    "claim_id": claim.id,
                    "role": window.role,
                    "words": words,
                    "said": on,
                    "earliest": read.earliest,
                    "latest": read.latest,
                    "edtf": read.edtf,
                    "precision": read.precision,
                    "basis": read.basis,
                    "review_on": read.review_on,
                    "understood": read.understood,
                },
            )

    def _put_into_stories(self, claim: _Claim, stories: Iterable[str]) -> None:
        for name in stories:
            story = self._story(name)
            if story not in claim.stories:
                self._include(claim.stories, story)
                self._batch.add("claim_story", {"claim_id": claim.id, "story_id": story, "withdrawn": False})

    def _story(self, name: str) -> int:
        name = _name(name, "story")
        key = match_key(name)
        if ("story", key) not in self._names:
            table = TABLES["story"]
            rows = self._connection.execute(select(table.c.id, table.c.title, table.c.slug).order_by(table.c.id)).all()
            self._names.update({("story", match_key(title or "")): one for one, title, _ in reversed(rows)})
            for one, _, slugged in reversed(rows):
                self._names["story", match_key(slugged)] = self._names["story slug", slugged] = one
        if self._names.get(("story", key)) is None:
            readable = name.replace("-", " ").capitalize() if name == plain_slug("story", name) else name
            made = self._batch.add("story", {"slug": self._slug("story", name), "title": readable})
            self._put(self._names, ("story", key), made)
        story: int = self._names["story", key]
        return story

    def _appearance(self, row: _Row, draft: AppearanceDraft, claim: _Claim) -> None:
        assert row.appearance_uid is not None
        there = self._appearances.get(row.appearance_uid)
        if there is not None:
            if row.draft.appearance_key is not None and there.get("id", -1) is not None:
                self._compare_appearance(row, draft, there)
            return
        article = self._article(row, draft.article)
        if draft.said is not None and said_too_late(draft.said, article.published_latest):
            raise Refused(
                f"the article of {article.published} cannot report what was said on {draft.said}", part="said"
            )
        source = self._source(draft.source, draft.attribution, article) if draft.source is not None else None
        relays = self._relayed(row, draft, claim, article)
        likelihood, basis = likelihood_of(draft)
        values: Json = {
            "claim_id": claim.id,
            "article_id": article.id,
            "attribution": draft.attribution,
            "source_id": source,
            "terms": draft.terms,
            "channel": draft.channel,
            "occasion": clean(draft.occasion, "occasion"),
            "capacity": draft.capacity,
            "proximity": draft.proximity,
            "stance": draft.stance,
            "treatment": draft.treatment,
            "placement": draft.placement,
            "likelihood": likelihood,
            "likelihood_basis": basis,
            "said": draft.said,
            "excerpt": clean(draft.excerpt, "excerpt"),
            "wording": draft.wording,
            "anonymity_reason": clean(draft.anonymity_reason, "anonymity_reason"),
            "relays_id": relays,
            "relay_basis": RelayBasis.STATED if relays is not None else None,
            "credibility": draft.credibility,
            "note": clean(draft.note, "appearance_note"),
            "private_note": clean(draft.private_note, "private_note"),
        }
        number = self._batch.add("appearance", values, uid=row.appearance_uid)
        self._put(self._appearances, row.appearance_uid, {"id": number, "uid": row.appearance_uid, **values})
        self._include(claim.articles, article.id)
        if relays is not None:
            self._include(claim.articles, relays)
            self._include(self._relaying[article.id], relays)
        self._followed += [(number, copy) for copy in self._reprints.get(article.id, ())]

    # Articles

    def _article(self, row: _Row, draft: ArticleDraft) -> _Article:
        assert row.article_uid is not None
        found = self._articles.get(row.article_uid)
        by_key = found is not None
        if found is None and row.url_key is not None:
            same = self._at_address.get(row.url_key, [])
            if len(same) > 1:
                listed = ", ".join(f"#{one.id}" for one in same)
                raise Refused(f"several articles have this address ({listed}); judge which are one", part="url")
            found = same[0] if same else None
        if found is None:
            return self._new_article(row, draft)
        self._put(self._articles, row.article_uid, found)
        if by_key and row.draft.article_key is not None:
            self._compare_article(row, draft, found)
        else:
            self._refuse_other_details(found, draft)
        self._fill_in(found, row, draft)
        self._sign(found, draft.reporters)
        return found

    def _new_article(self, row: _Row, draft: ArticleDraft, *, seen: bool = True) -> _Article:
        outlet, basis = self._outlet_for(draft, row.url)
        day = dated(draft.published, "published") if draft.published else None
        values: Json = {
            "outlet_id": outlet,
            "outlet_basis": basis,
            "kind": draft.kind,
            "title": clean(draft.title, "title"),
            "url": row.url,
            "url_key": row.url_key,
            "url_basis": draft.url_basis,
            "published": day.text if day else None,
            "published_earliest": day.earliest if day else None,
            "published_latest": day.latest if day else None,
            "published_basis": draft.published_basis,
            "language": clean(draft.language, "language"),
            "seen": seen,
            "note": clean(draft.note, "article_note"),
        }
        made = self._add_article(values, row.article_uid)
        self._put(self._articles, row.article_uid, made)
        self._sign(made, draft.reporters)
        return made

    def _add_article(self, values: Json, uid: str | None) -> _Article:
        number = self._batch.add("article", values, uid=uid)
        names = ("outlet_id", "title", "url", "url_key", "published", "published_earliest", "published_latest", "seen")
        made = _Article(number, uid or "", **{name: values[name] for name in names}, new=True)
        self._put(self._article_rows, number, made)
        if made.url_key is not None:
            self._put(self._at_address, made.url_key, [*self._at_address.get(made.url_key, []), made])
        return made

    def _refuse_other_details(self, found: _Article, draft: ArticleDraft) -> None:
        told = f"the article at this address{'' if found.new else f' (#{found.id})'} has another %s"
        known = None if found.outlet_id is None else self._joined.canonical("outlet", found.outlet_id)
        if draft.outlet is not None and known is not None and known != self._outlet(draft.outlet):
            raise Refused(told % "outlet", part="outlet")
        if draft.published and found.published and dated(draft.published, "published").text != found.published:
            raise Refused(told % "date", part="published")

    def _fill_in(self, found: _Article, row: _Row, draft: ArticleDraft) -> None:
        """Give an article that is there what it lacked."""
        more: Json = {}
        if not found.seen:
            more["seen"] = True
        if draft.published and found.published is None:
            day = dated(draft.published, "published")
            more |= {"published": day.text, "published_earliest": day.earliest, "published_latest": day.latest}
        if row.url and found.url is None:
            more |= {"url": row.url, "url_key": row.url_key}
        if draft.title and found.title is None:
            more["title"] = clean(draft.title, "title")
        self._change(Article, "article", found, more)

    def _change(self, model: type[Any], table: str, found: Any, more: Json) -> None:
        """Change a record that is remembered: in the batch while it waits there, else by an edit when it is flushed."""
        for name, value in more.items():
            if hasattr(found, name):
                old = getattr(found, name)
                setattr(found, name, value)
                self._undo.append(partial(setattr, found, name, old))
        if more and found.new:
            waiting_rows = self._batch.rows(table)
            row = next(one for one in reversed(waiting_rows) if one["id"] == found.id) if waiting_rows else None
            if row is not None and row["id"] == found.id:
                before = {name: row.get(name) for name in more}
                row.update(more)
                self._undo.append(lambda: row.update(before))
        elif more:
            self._edits.append((model, found.id, more))

    def _sign(self, article: _Article, reporters: Iterable[str]) -> None:
        signed = self._signed[article.id]
        for name in reporters:
            reporter = self._reporter(name, article.outlet_id)
            if reporter not in signed:
                self._include(signed, reporter)
                self._batch.add(
                    "byline",
                    {"article_id": article.id, "reporter_id": reporter, "position": len(signed), "withdrawn": False},
                )

    def _relayed(self, row: _Row, draft: AppearanceDraft, claim: _Claim, article: _Article) -> int | None:
        """Return the article that an appearance relays, by its address or its outlet."""
        typed = (draft.relays or "").strip()
        if not typed:
            return None
        if row.relayed_key is not None:
            same = self._at_address.get(row.relayed_key, [])
            if len(same) > 1:
                raise Refused(f"several articles have the address {typed}; judge which are one", part="relays")
            found = same[0] if same else self._unseen(typed, row.relayed_key)
        else:
            found = self._of_outlet(self._outlet(_name(typed, "relays")), claim, article)
        if found.id == article.id:
            raise Refused("an article cannot relay itself; name the one that it has the claim from", part="relays")
        if came_later(found, article):
            raise Refused(f"{typed} was published after this article and cannot be what it relays", part="relays")
        return found.id

    def _unseen(self, typed: str, key: str) -> _Article:
        url = web_address(typed, "relays")
        outlet, basis = self._outlet_for(ArticleDraft(), url)
        return self._add_article(_unseen_values(outlet, basis, url, key), None)

    def _of_outlet(self, outlet: int, claim: _Claim, article: _Article) -> _Article:
        """Return the article of an outlet that carries the claim, else one that this article relays, else a new one."""
        for numbers in (claim.articles, self._relaying[article.id]):
            known = [
                one
                for number in sorted(numbers)
                if (one := self._article_rows.get(number)) is not None
                and one.outlet_id is not None
                and self._joined.canonical("outlet", one.outlet_id) == outlet
                and one.id != article.id
                and not came_later(one, article)
            ]
            if len(known) > 1:
                listed = ", ".join(f"#{one.id}" if one.id > 0 else one.url or "a new one" for one in known)
                raise Refused(f"several of its articles carry this claim ({listed}); give the address", part="relays")
            if known:
                return known[0]
        return self._add_article(_unseen_values(outlet, Basis.STATED, None, None), None)

    # Outlets and reporters

    def _outlet_for(self, draft: ArticleDraft, url: str | None) -> tuple[int | None, Basis]:
        """Return the outlet of a new article, by name, else by the address's host, and whether it was inferred."""
        host = host_of(url) if url else ""
        if draft.outlet is not None:
            outlet = self._outlet(draft.outlet)
            self._learn_host(outlet, host)
            return outlet, draft.outlet_basis
        if not host:
            return None, draft.outlet_basis
        known = self._owner(host)
        if known is not None:
            return known, draft.outlet_basis
        by_name = self._outlets.get(match_key(site_name(host)), set())
        if len(by_name) == 1:
            (outlet,) = by_name
        else:
            outlet = self._outlet(host)
        self._learn_host(outlet, host)
        return outlet, Basis.INFERRED

    def _owner(self, host: str) -> int | None:
        for one in parent_hosts(host):
            owners = self._hosts.get(one, ())
            if len(owners) == 1:
                return next(iter(owners))
        return None

    def _outlet(self, typed: str) -> int:
        name = _name(typed, "outlet")
        key = match_key(name)
        found = self._outlets.get(key) or self._outlets.get(name.casefold()) or set()
        if not found and _is_address(name):
            owner = self._owner(host_of(name))
            if owner is not None:
                return owner
            name = host_of(name)
            key = match_key(name)
            found = self._outlets.get(key, set())
        if len(found) > 1:
            listed = ", ".join(f"#{number}" for number in sorted(found))
            raise Refused(f'"{name}" fits more than one outlet ({listed}); judge which are one', part="outlet")
        if found:
            return next(iter(found))
        if not key:
            raise BadValue(f'"{name}" has no letters, so that no outlet can be found by it', part="outlet")
        made = self._batch.add(
            "outlet", {"slug": self._slug("outlet", name), "name": name, "match_key": key, "ours": False}
        )
        self._put(self._outlets, key, {made})
        self._put(self._keys, made, key)
        if _is_address(name):
            self._learn_host(made, host_of(name))
        return made

    def _learn_host(self, outlet: int, host: str) -> None:
        """Remember a host as an outlet's own when its name says so and no outlet has it yet."""
        if host and is_site_of(self._keys.get(outlet, ""), host) and self._owner(host) is None:
            self._batch.add(
                "outlet_alias",
                {"outlet_id": outlet, "kind": AliasKind.HOST, "value": host, "match_key": host, "withdrawn": False},
            )
            self._put(self._hosts, host, {outlet})

    def _reporter(self, typed: str, outlet: int | None) -> int:
        name = _name(typed, "reporter")
        key = match_key(name)
        if ("reporter", key) not in self._names:
            self._look_up_names("reporter", [name])
        found: set[int] = self._names["reporter", key]
        if len(found) > 1:
            listed = ", ".join(f"#{number}" for number in sorted(found))
            raise Refused(f'"{name}" fits more than one reporter ({listed}); judge which are one', part="reporter")
        if found:
            return next(iter(found))
        made = self._batch.add(
            "reporter",
            {"slug": self._slug("reporter", name), "name": name, "match_key": key, "outlet_id": outlet},
        )
        self._put(self._names, ("reporter", key), {made})
        return made

    def _slug(self, subject: str, name: str) -> str:
        """Return a slug that no other record of a kind has, numbered where need be."""
        base, kind = plain_slug(subject, name), f"{subject} slug"
        if (kind, base) not in self._names:
            table = TABLES[subject]
            taken = self._connection.execute(select(table.c.id).where(table.c.slug == base)).scalars().first()
            self._names[kind, base] = taken
        if self._names[kind, base] is None:
            self._put(self._names, (kind, base), 0)
            return base
        number = self._names.get((f"{subject} number", base)) or self._highest(subject, base)
        self._put(self._names, (f"{subject} number", base), number + 1)
        return f"{base}-{number + 1}"

    def _highest(self, subject: str, base: str) -> int:
        table = TABLES[subject]
        rows = self._connection.execute(
            select(table.c.slug).where(table.c.slug.startswith(f"{base}-", autoescape=True))
        )
        numbers = (re.fullmatch(r"(\d{1,9})", one.removeprefix(f"{base}-")) for one in rows.scalars())
        return max((int(found[1]) for found in numbers if found), default=1)

    # Sources

    def _source(self, draft: SourceDraft, attribution: Attribution, article: _Article) -> int:
        typed = _name(draft.source, "source")
        kind = source_kind(attribution)
        is_named = attribution not in UNNAMED_ATTRIBUTIONS
        if draft.institution and kind is not SourceKind.PERSON:
            raise BadUsage("an institution is for whom a person speaks", part="institution")
        if draft.issuer and kind is not SourceKind.DOCUMENT:
            raise BadUsage("an issuer is who issued a document", part="issuer")
        key = match_key(typed)
        found = self._named_source(typed, key, kind) if is_named else self._described.get((article.id, key))
        if found is not None:
            self._fill_in_source(found, draft)
            return found.id
        if draft.stated_count is not None and (draft.stated_count < 1 or attribution is not Attribution.UNNAMED):
            raise BadValue("a stated count is a number of unnamed people, one or more", part="stated_count")
        count = None if is_named or attribution is Attribution.COLLECTIVE else stated_count(typed)
        made = self._add_source(
            typed,
            key,
            kind,
            named=is_named,
            role=clean(draft.role, "role"),
            stated_count=draft.stated_count or count,
            institution=self._institution(draft.institution, "institution") if draft.institution else None,
            issuer=self._institution(draft.issuer, "issuer") if draft.issuer else None,
        )
        if is_named:
            self._put(self._names, ("source", key), [*self._names.get(("source", key), []), made])
        else:
            self._put(self._described, (article.id, key), made)
        return made.id

    def _named_source(self, typed: str, key: str, kind: SourceKind) -> _Source | None:
        if ("source", key) not in self._names:
            self._look_up_sources([typed])
        fitting = [one for one in self._names["source", key] if one.kind is kind and one.named]
        if len(fitting) > 1:
            listed = ", ".join(f"#{one.id}" for one in fitting)
            raise Refused(f'"{typed}" fits more than one source ({listed}); judge which are one', part="source")
        return fitting[0] if fitting else None

    def _institution(self, typed: str, part: str) -> int:
        name = _name(typed, part)
        key = match_key(name)
        found = self._named_source(name, key, SourceKind.INSTITUTION)
        if found is None:
            found = self._add_source(name, key, SourceKind.INSTITUTION, named=True)
            self._put(self._names, ("source", key), [*self._names.get(("source", key), []), found])
        return found.id

    def _add_source(
        self,
        typed: str,
        key: str,
        kind: SourceKind,
        *,
        named: bool,
        role: str | None = None,
        stated_count: int | None = None,
        institution: int | None = None,
        issuer: int | None = None,
    ) -> _Source:
        number = self._batch.add(
            "source",
            {
                "slug": self._slug("source", typed),
                "kind": kind,
                "named": named,
                "name": typed if named else None,
                "described": None if named else typed,
                "match_key": key if named else None,
                "role": role,
                "institution_id": institution,
                "issuer_id": issuer,
                "stated_count": stated_count,
            },
        )
        return _Source(number, key, kind, named, role, institution, issuer, stated_count, new=True)

    def _fill_in_source(self, found: _Source, draft: SourceDraft) -> None:
        """Give a source that is there what was not known of it; refuse what contradicts it."""
        told = f"source #{found.id} has another %s; change it with `claims source edit {found.id}` if this one is right"
        more: Json = {}
        if draft.role and found.role is None:
            more["role"] = clean(draft.role, "role")
        for name, typed in (("institution", draft.institution), ("issuer", draft.issuer)):
            if typed:
                given, has = self._institution(typed, name), getattr(found, f"{name}_id")
                if has is None:
                    more[f"{name}_id"] = given
                elif self._joined.canonical("source", has) != given:
                    raise Refused(told % name, part=name)
        if draft.stated_count is not None and draft.stated_count != found.stated_count:
            raise Refused(told % "count", part="stated_count")
        self._change(Source, "source", found, more)

    # Reviews

    def _rated(self, row: _Row, draft: RatingDraft, claim: _Claim) -> None:
        assert row.review_uid is not None
        there = self._reviews.get(row.review_uid)
        if there is not None:
            self._compare_review(row, draft, there, claim)
            return
        if draft.status is Status.CORROBORATED:
            raise Refused(
                "corroborated rests on a claim's own origins; enter it with `claims review` when they are in",
                part="status",
            )
        named = draft.rated_by or self._dataset
        said = f"rated “{draft.rating}” by {named} ({self._file}, line {row.draft.line})"
        note = clean(draft.note, "review_note") or (said if draft.rating else f"{self._file}, line {row.draft.line}")
        if draft.rating and not draft.known:
            note = f"{note}; the rating is in no table of ratings"
        kinds = [draft.evidence_kind] if draft.rating or row.evidence else []
        now = newest_status(claim.reviews)
        outcome = newest_outcome(claim.kind, claim.reviews)
        step = Step(claim.kind, now, outcome, draft.status, draft.outcome, note, kinds, 0, None)
        problem = refusal(step)
        if problem is not None:
            raise problem
        foreign = all(one.rating is not None for one in claim.reviews)
        if claim.reviews and (now, outcome) == (draft.status, draft.outcome or outcome) and not draft.rating:
            return
        if not foreign:
            if now is not draft.status:
                self._propose_review(row, draft, claim, now)
            return
        self._refuse_own_chain(row, claim)
        waits = settles(step) and self._two_people
        latest = max((one for one in claim.reviews if not one.proposed), key=lambda one: (one.at, one.id), default=None)
        proposals = waiting(claim.reviews) if waits else []
        before = proposals[-1] if proposals else latest
        values: Json = {
            "claim_id": claim.id,
            "status": draft.status,
            "outcome": draft.outcome,
            "note": note,
            "proposed": waits,
            "replaces_id": before.id if before else None,
            "rating": clean(draft.rating, "rating"),
        }
        number = self._batch.add("review", values, uid=row.review_uid)
        self._put(self._reviews, row.review_uid, {"id": number, "uid": row.review_uid, **values})
        made = _Review(
            number, row.review_uid, self._at, self._by, draft.status, draft.outcome, waits, draft.rating, None, None
        )
        claim.reviews.append(made)
        self._undo.append(lambda: claim.reviews.remove(made))
        if not draft.known and draft.rating:
            self.found.unknown[draft.rating] += 1
        if row.evidence or settles(step):
            title = None if row.evidence else said if draft.rating else note
            basis: Json = {"review_id": number, "kind": draft.evidence_kind, "title": title, "url": row.evidence}
            self._batch.add("evidence", basis)

    def _refuse_own_chain(self, row: _Row, claim: _Claim) -> None:
        """Refuse evidence that is an article in which the claim itself stands."""
        for one in self._at_address.get(row.evidence_key or "", ()):
            if one.id in claim.articles:
                raise Refused(f"{row.evidence} is in the claim's own chain and settles nothing", part="evidence")

    # Corrections that are proposed

    def _compare_claim(self, row: _Row, draft: ClaimDraft, claim: _Claim) -> None:
        told = {"statement": (claim.statement, row.statement), "kind": (claim.kind, draft.kind)}
        told["weight"] = (claim.weight, draft.weight)
        for name, (old, new) in told.items():
            if name in row.draft.given and old != new:
                self._propose(row, "claim", claim.id, claim.uid, name, old, new, f"claims edit {claim.id} --{name}")

    def _compare_article(self, row: _Row, draft: ArticleDraft, found: _Article) -> None:
        day = dated(draft.published, "published").text if draft.published else None
        told = {"title": (found.title, clean(draft.title, "title")), "published": (found.published, day)}
        told["url"] = (found.url, row.url)
        for name, (old, new) in told.items():
            if new is not None and old is not None and old != new:
                command = f"claims article edit {found.id} --{name}"
                self._propose(row, "article", found.id, found.uid, name, old, new, command)

    def _compare_appearance(self, row: _Row, draft: AppearanceDraft, there: Mapping[Any, Any]) -> None:
        number = there["id"]
        if number in self._corrected:
            return
        for name in _COMPARED & row.draft.given:
            old, new = there[name], getattr(draft, name)
            new = clean(new, name) if type(new) is str else new
            if old != new:
                command = f'claims correct {number} --wrong --note "changed in {self._file}" --{name}'
                self._propose(row, "appearance", number, "", name, old, new, command)

    def _compare_review(self, row: _Row, draft: RatingDraft, there: Mapping[Any, Any], claim: _Claim) -> None:
        old, new = there["rating"] or str(there["status"]), clean(draft.rating, "rating") or str(draft.status)
        if old != new and not any(
            (one.at, one.id) > (there.get("entered_at", self._at), there["id"]) for one in claim.reviews
        ):
            command = f'claims review {claim.id} {draft.status} --note "{new} in {self._file}" --evidence'
            self._propose(row, "review", there["id"], "", "rating", old, new, command, row.evidence or "LINK")

    def _propose_review(self, row: _Row, draft: RatingDraft, claim: _Claim, now: Status) -> None:
        new = draft.rating or str(draft.status)
        command = f'claims review {claim.id} {draft.status} --note "{new} in {self._file}" --evidence'
        self._propose(row, "claim", claim.id, "", "status", now, draft.status, command, row.evidence or "LINK")

    def _propose(
        self,
        row: _Row,
        record: str,
        number: int,
        uid: str,
        name: str,
        old: Any,
        new: Any,
        command: str,
        value: str | None = None,
    ) -> None:
        told = [None if one is None else str(one) for one in (old, new)]
        typed = value if value is not None else told[1] or ""
        quoted = json.dumps(typed, ensure_ascii=False) if re.search(r"[^\w.:/-]", typed) else typed
        self.found.proposals.append(
            Proposal(row.draft.line, record, number, name, told[0], told[1], f"{command} {quoted}", uid)
        )

    def _leave_out_unchanged(self) -> None:
        """Leave out what was edited here since, while the table reads as it did when it was entered."""
        uids = {one.uid for one in self.found.proposals if one.uid}
        if not uids:
            return
        first: dict[tuple[str, str], str | None] = {}
        rows = self._find("revision", "row_uid", uids, "row_uid", "field", "old", "entered_at", "uid")
        for one in sorted(rows, key=lambda one: (one["entered_at"], one["uid"])):
            first.setdefault(
                (one["row_uid"], one["field"]), None if one["old"] is None else str(json.loads(one["old"]))
            )
        absent = object()
        self.found.proposals = [
            one for one in self.found.proposals if first.get((one.uid, one.field), absent) != one.new
        ]

    # After the batch

    def _edit(self, session: Session) -> None:
        for model, number, values in self._edits:
            row = session.get(model, number)
            for name, value in values.items():
                setattr(row, name, value)
        session.flush()

    def _let_reprints_follow(self, session: Session) -> None:
        for number, copy in self._followed:
            row = session.get(Appearance, number)
            if row is not None:
                follow(Work(session), row, copy)


_COUNTED = ("outlet", "reporter", "source", "story", "article", "claim", "appearance", "review")
"""The records that are counted when rows have been entered."""

_COMPARED = frozenset(
    {"attribution", "terms", "channel", "occasion", "capacity", "proximity", "stance", "treatment", "placement"}
    | {"excerpt", "wording", "said", "anonymity_reason", "credibility"}
)


def _appearance(row: _Row) -> AppearanceDraft:
    assert row.draft.appearance is not None
    return row.draft.appearance


def _article_identity(row: _Row, draft: ArticleDraft) -> str:
    """Return what identifies an article without a key: its address, else outlet, day and title, else its row."""
    if row.url_key is not None:
        return row.url_key
    if draft.title:
        return "\n".join(match_key(part or "") for part in (draft.outlet, draft.published, draft.title))
    return f"{row.appearance_uid}"


def _unseen_values(outlet: int | None, basis: Basis, url: str | None, key: str | None) -> Json:
    nothing = dict.fromkeys(("title", "published", "published_earliest", "published_latest", "language", "note"))
    return {
        **nothing,
        "outlet_id": outlet,
        "outlet_basis": basis,
        "kind": ArticleKind.ARTICLE,
        "url": url,
        "url_key": key,
        "url_basis": Basis.STATED,
        "published_basis": Basis.STATED,
        "seen": False,
    }


def _name(typed: str, part: str) -> str:
    """Return a name as typed; raises `BadValue` for a number, which means a record of one database alone."""
    name = required(typed, f"the {part}", part)
    if re.fullmatch(r"#?\d+", name):
        raise BadValue(f'"{name}" is a number, and a name is wanted', part=part)
    return name


def _is_address(typed: str) -> bool:
    return "." in typed and " " not in typed and is_web_address(typed)


def _is_page(typed: str) -> bool:
    """Return whether a text is the address of a page, and not of a whole site, which means its outlet."""
    return _is_address(typed) and "/" in url_key(typed)


def _review(row: Mapping[Any, Any]) -> _Review:
    return _Review(
        row["id"],
        row["uid"],
        row["entered_at"],
        row["entered_by"],
        row["status"],
        row["outcome"],
        row["proposed"],
        row["rating"],
        row["agrees_with_id"],
        row["replaces_id"],
    )


def _source(row: Mapping[Any, Any], key: str) -> _Source:
    names = ("kind", "named", "role", "institution_id", "issuer_id", "stated_count")
    return _Source(row["id"], key, *(row[name] for name in names))
