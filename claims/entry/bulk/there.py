"""The stored records that the rows of a batch refer to, looked up for all rows at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from claims.entry.bulk.keys import Row
from claims.entry.bulk.writing import Writing
from claims.entry.resolve.archive import Archive
from claims.entry.resolve.context import AT_ONCE, Json, Stored, rows_where, rows_with
from claims.entry.resolve.known import KnownArticle, KnownClaim, KnownReview, known_review
from claims.reading.dossier import claim_records
from claims.reading.records import ClaimRecord
from claims.reading.review_facts import Rewordings
from claims.reading.view import View
from claims.rules.sourcing.values import Footing, Key
from claims.store.ledger import chunks
from claims.store.schema import TABLES
from claims.text.matching import url_key
from claims.vocabulary import UNNAMED_ATTRIBUTIONS, Status, WindowRole

_CLAIM = ("id", "uid", "statement", "match_key", "kind", "weight", "condition", "note", "salt")

_DATED = frozenset(WindowRole)
"""The fields of a row that hold the words of a window."""


class There:
    """The stored records, by the keys that rows use; records that rows add join them, so that later rows find them."""

    def __init__(self, writing: Writing, archive: Archive, rows: Sequence[Row]) -> None:
        """Take the batch and the stored articles, and look up which rows were entered before."""
        self._writing, self.archive = writing, archive
        self.claims: dict[str, KnownClaim] = {}
        """By uid."""
        self.by_statement: dict[str, list[KnownClaim]] = defaultdict(list)
        self.articles: dict[str, KnownArticle] = {}
        """By uid; of articles judged the same, the canonical article."""
        uids = {uid for row in rows for uid in (row.appearance_uid, row.whole_uid)}
        self.appearances: dict[str, Stored] = {
            stored["uid"]: stored for stored in self._find("appearance", "uid", uids)
        }
        for row in rows:
            if row.appearance_uid not in self.appearances and row.whole_uid in self.appearances:
                row.appearance_uid = row.whole_uid
        self._records: dict[int, ClaimRecord] | None = None
        self._evidenced: set[int] = set()
        """The stored claims whose rows have evidence to check against the chain."""
        self._rows_of: dict[str, list[Row]] = defaultdict(list)
        self.by_number: dict[int, KnownClaim] = {}
        self.claim_values: dict[int, Json] = {}
        """Details of claims that only a comparison needs, by number; none for a claim with something redacted."""
        self.windows: dict[tuple[int, WindowRole], list[str]] = defaultdict(list)
        """The words of each claim's windows, the newest last."""
        self.stored_reviews: dict[str, Stored] = {}
        """The reviews of the rows' claims as stored, by uid."""
        self.evidence: dict[int, set[str | None]] = defaultdict(set)
        """The keys of the addresses of each review's evidence."""
        self.versions = self._versions()

    def _versions(self) -> dict[int, list[Stored]]:
        """Return each appearance with the appearances that corrected it, the newest last, by its number.

        An appearance that was retracted, changed, or withdrawn without a successor has no versions.
        """
        versions = {stored["id"]: [stored] for stored in self.appearances.values()}
        newest = {number: number for number in versions}
        while newest:
            rows = sorted(self._find("correction", "appearance_id", newest), key=lambda row: row["successor_id"] or 0)
            corrections = {row["appearance_id"]: row for row in rows}  # the one with a successor, if any
            after: dict[int, int] = {}
            for number, correction in corrections.items():
                if correction["successor_id"] is None:
                    del versions[newest[number]]
                else:
                    after[correction["successor_id"]] = newest[number]
            for stored in self._find("appearance", "id", after):
                versions[after[stored["id"]]].append(stored)
            newest = after
        return versions

    def announced(self, claim_uid: str) -> list[Footing]:
        """Return the footings on which the batch's rows give a claim, whether entered yet or not.

        An article is identified by its number, or by its address while it has no number.
        """
        return [
            Footing(
                row.appearance_uid or "",
                self.article_at(row.url_key) or row.appearance_uid or "",
                row.draft.appearance.attribution,
                stance=row.draft.appearance.stance,
                relays=self.article_at(row.relayed_key),
            )
            for row in self._rows_of.get(claim_uid, ())
            if row.draft.appearance is not None
        ]

    def claim_of_appearance(self, row: Row) -> KnownClaim | None:
        """Return the claim of the appearance that a row with a key was entered as, or None."""
        if row.draft.appearance_key is None or row.draft.claim_key is not None or not self.is_known(row):
            return None
        return self.by_number.get(self.appearances[row.appearance_uid or ""]["claim_id"])

    def is_known(self, row: Row) -> bool:
        """Return whether a row's appearance was entered before."""
        return row.appearance_uid in self.appearances

    def article_at(self, key: str | None) -> Key | None:
        """Return the number of the article at an address, else the address's key."""
        articles = self.archive.at(key) if key else []
        return articles[0].id if articles else key

    def stored(self, claim: KnownClaim) -> ClaimRecord | None:
        """Return a claim's stored record, or None for a claim that this batch adds.

        All claims whose rows have evidence are read at once.
        """
        if self._records is None:
            known = [*self.claims.values(), *(claim for same in self.by_statement.values() for claim in same)]
            numbers = {claim.id for claim in known if claim.id in self._evidenced}
            canonical = sorted({self._writing.joined.canonical("claim", number) for number in numbers})
            table, records = TABLES["claim"], {}
            for part in chunks(canonical, AT_ONCE):
                members = self._writing.joined.all_members("claim", part)
                scope = select(table.c.id).where(table.c.id.in_(members))
                read = claim_records(self._writing.connection, scope, View(confidential=True), self._writing.joined)
                records.update({record.id: record for record in read})
            self._records = records
        return self._records.get(self._writing.joined.canonical("claim", claim.id))

    def look_up(self, rows: Sequence[Row]) -> None:
        """Look up claims and articles; the number of statements does not depend on how many there are."""
        appearances = [row.draft.appearance for row in rows if row.draft.appearance is not None]
        relays = any(draft.relays for draft in appearances)
        claims = self._look_up_claims(rows)
        self._look_up_reviews(claims)
        for row in rows:
            self._rows_of[row.claim_uid].append(row)
        of_rows = {known for row in rows if _is_held(row) for known in (row.claim_uid, row.key)}
        self._evidenced = {known.id for uid, known in self.claims.items() if uid in of_rows}
        self._evidenced |= {known.id for key, same in self.by_statement.items() if key in of_rows for known in same}
        if any(row.draft.given & _DATED for row in rows):
            self._look_up_windows(claims)
        if any(row.evidence_key for row in rows):
            self._look_up_evidence()
        if any(row.draft.claim and row.draft.claim.stories for row in rows):
            self._look_up_stories(claims)
        if relays or any(row.evidence_key for row in rows):
            self._look_up_carriers(claims)
        old = self._look_up_articles(rows)
        if any(draft.attribution in UNNAMED_ATTRIBUTIONS for draft in appearances):
            self.archive.look_up_described(old)
        if any(draft.article.reporters for draft in appearances):
            self.archive.look_up_bylines(old)
        if relays:
            self.archive.look_up_relayed(old)
        self.archive.look_up_copies(old)

    def _find(self, table: str, column: str, keys: Iterable[Any], *columns: str) -> Sequence[Stored]:
        return rows_where(self._writing.connection, table, column, keys, *columns)

    def _canonical(self, article: int) -> int:
        return self._writing.joined.canonical("article", article)

    def _look_up_claims(self, rows: Sequence[Row]) -> dict[int, KnownClaim]:
        """Look up claims by uid and by statement; return them by number."""
        uids = {row.claim_uid for row in rows}
        keys = {row.key for row in rows if not row.draft.claim_key}
        keyed = (row for row in rows if row.draft.appearance_key and not row.draft.claim_key)
        numbers = {self.appearances[row.appearance_uid or ""]["claim_id"] for row in keyed if self.is_known(row)}
        wanted: dict[str, Iterable[Any]] = {"uid": uids, "match_key": keys, "id": numbers}
        rows_there = rows_with(self._writing.connection, "claim", wanted, *_CLAIM)
        claims: dict[int, KnownClaim] = {}
        for stored in sorted(rows_there, key=lambda stored: stored["id"]):
            known = KnownClaim(stored["id"], stored["uid"], stored["statement"] or "", stored["kind"], stored["weight"])
            claims[stored["id"]] = self.by_number[stored["id"]] = known
            if stored["salt"] is not None:
                self.claim_values[stored["id"]] = {name: stored[name] for name in _COMPARED}
            if stored["uid"] in uids:
                self.claims[stored["uid"]] = known
            if stored["match_key"] in keys:
                self.by_statement[stored["match_key"]].append(known)
        return claims

    def _look_up_reviews(self, claims: Mapping[int, KnownClaim]) -> None:
        """Give claims their reviews; claims judged the same share reviews, each with the statement it judged."""
        joined = self._writing.joined
        members = joined.all_members("claim", claims)
        rows = sorted(self._find("review", "claim_id", members), key=lambda row: row["id"])
        of_group: dict[int, list[tuple[int, KnownReview]]] = defaultdict(list)
        self.stored_reviews = {row["uid"]: row for row in rows}
        for row in rows:
            of_group[joined.canonical("claim", row["claim_id"])].append((row["claim_id"], known_review(row)))
        with_words = self._with_words(of_group) if of_group else {}
        shared: dict[int, list[KnownReview]] = defaultdict(list, with_words)
        for claim in claims.values():
            claim.reviews = shared[joined.canonical("claim", claim.id)]

    def _with_words(self, reviews: Mapping[int, list[tuple[int, KnownReview]]]) -> dict[int, list[KnownReview]]:
        """Return the reviews of claims, by canonical number, with the statements they judged."""
        connection, joined = self._writing.connection, self._writing.joined
        with_words: dict[int, list[KnownReview]] = {}
        for part in chunks(sorted(reviews), AT_ONCE):
            members = joined.all_members("claim", part)
            rows = joined.gathered("claim", map(dict, self._find("claim", "id", members, "uid", "statement")))
            scope = select(TABLES["claim"].c.id).where(TABLES["claim"].c.id.in_(members))
            rewordings = Rewordings(connection, scope, None, joined)
            with_words.update(
                (number, rewordings.with_statements(same, reviews[number])) for number, same in rows.items()
            )
        return with_words

    def _look_up_windows(self, claims: Mapping[int, KnownClaim]) -> None:
        for row in _in_order(self._find("window", "claim_id", claims)):
            self.windows[row["claim_id"], row["role"]].append(row["words"] or "")

    def _look_up_evidence(self) -> None:
        numbers = (row["id"] for row in self.stored_reviews.values())
        for row in self._find("evidence", "review_id", numbers, "review_id", "url"):
            self.evidence[row["review_id"]].add(url_key(row["url"]) if row["url"] else None)

    def _look_up_stories(self, claims: Mapping[int, KnownClaim]) -> None:
        for row in _in_order(self._find("claim_story", "claim_id", claims)):
            stories = claims[row["claim_id"]].stories
            stories.add(row["story_id"])  # a claim that was taken out of a story here is not put back

    def _look_up_carriers(self, claims: Mapping[int, KnownClaim]) -> None:
        for row in self._find("appearance", "claim_id", claims, "claim_id", "article_id", "relays_id"):
            claims[row["claim_id"]].articles |= {row["article_id"], row["relays_id"]} - {None}

    def _look_up_articles(self, rows: Sequence[Row]) -> list[int]:
        """Look up the rows' articles and the articles that carry their claims; return the numbers of all of them."""
        keys = {key for row in rows for key in (row.url_key, row.evidence_key, row.relayed_key)}
        self.articles = self.archive.learn(uids=(row.article_uid for row in rows), keys=keys)
        claims = (*self.claims.values(), *(claim for same in self.by_statement.values() for claim in same))
        of_appearances = {stored["article_id"] for stored in self.appearances.values()}
        of_claims = {number for claim in claims for number in claim.articles}
        self.archive.learn(numbers={self._canonical(number) for number in of_claims | of_appearances})
        return self.archive.numbers()


_COMPARED = ("condition", "note")
"""The texts of a claim that a row is compared with."""


def _is_held(row: Row) -> bool:
    """Return whether a row's review must be checked against the claim's chain."""
    review = row.draft.review
    return bool(row.evidence_key) or (review is not None and review.status is Status.CORROBORATED)


def _in_order(rows: Iterable[Stored]) -> list[Stored]:
    """Return rows in order of entry."""
    return sorted(rows, key=lambda row: (row["entered_at"], row["uid"]))
