"""Claims and articles as other programs may receive them, without confidential records.

Off-the-record appearances are confidential, and so is a claim, a source or an article known only from them; every
judgement about it and every reference to it stays here too. A wrong entry makes nothing known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Select, func, select

from claims.privacy.confided import ABOVE, all_confided
from claims.privacy.offrecord import confided, is_off_record
from claims.reading.dossier import claim_records
from claims.reading.identity import identities, without
from claims.reading.named_records import article_records, source_records
from claims.reading.records import ArticleRecord, ClaimRecord, ReviewRecord, SourceRecord
from claims.reading.stories import story_scope
from claims.reading.view import PRESENT, View
from claims.store.ledger import chunks
from claims.store.past import MANY, rows_by_id
from claims.store.schema import TABLES
from claims.vocabulary import CorrectionKind, Reliability, Terms

AT_ONCE = 500
"""How many claims a fixed number of statements reads."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record's uid and time of entry, which identify it in every database."""

    uid: str
    at: datetime
    changed: datetime
    """When it was last edited, or entered if it never was."""


@dataclass(frozen=True, slots=True)
class OutletRecord:
    """An outlet."""

    # From the catalogue: outlet
    slug: str
    name: str | None
    country: str | None
    language: str | None
    ours: bool
    reliability: Reliability | None
    note: str | None

    id: int
    uid: str


@dataclass(frozen=True, slots=True)
class ReporterRecord:
    """A person who signs articles."""

    id: int
    uid: str
    name: str | None


R = TypeVar("R", OutletRecord, ReporterRecord)


class Disclosed:
    """The records that may leave, of everything or a story: read in parts, in a fixed number of statements for each."""

    def __init__(self, connection: Connection, story: int | None, view: View = PRESENT) -> None:
        """Find the confidential records."""
        self.connection, self.story, self.view = connection, story, replace(view, confidential=False)
        self.hidden = all_confided(connection).by_table()
        self._known = identities(connection, view.as_of)
        # Nobody goes by the name of one who spoke off the record alone, even of one who is known for another reason.
        spoke = self.hidden["source"] | confided(connection, "source")
        self.joined = without(self._known, {**self.hidden, "source": spoke})

    def claims(self) -> Iterator[ClaimRecord]:
        """Yield the claims by number, each once, with all their records that may leave."""
        for part in chunks(self._numbers, AT_ONCE):
            yield from self.claims_by_id(part)

    def numbers_among(self, numbers: Iterable[int]) -> list[int]:
        """Return the claims that may leave, by number, as far as they are among some."""
        wanted = {self.joined.canonical("claim", number) for number in numbers}
        return sorted(wanted & self._shown_numbers)

    def claims_by_id(self, numbers: Iterable[int]) -> Iterator[ClaimRecord]:
        """Yield claims by number, with all their records that may leave; skip confidential claims."""
        claim = TABLES["claim"]
        members = self.joined.all_members("claim", set(numbers) - self.hidden["claim"])
        scope = select(claim.c.id).where(claim.c.id.in_(members))
        for record in claim_records(self.connection, scope, self.view, self.joined):
            yield self._sifted(record)

    def ratings(self, reviews: Iterable[ReviewRecord]) -> dict[int, str]:
        """Return others' ratings of claims, word for word, by the number of the review that was read from each."""
        review = TABLES["review"]
        return {
            number: rating
            for part in chunks([decision.id for decision in reviews], MANY)
            for number, rating in self.connection.execute(
                select(review.c.id, review.c.rating).where(review.c.id.in_(part), review.c.rating.is_not(None))
            )
        }

    def articles(self) -> Iterator[ArticleRecord]:
        """Yield the articles by number: all, or those a story's claims appear in, relay or rest on."""
        for part in chunks(self._article_numbers(), AT_ONCE):
            records = self.articles_by_id(part)
            yield from (records[number] for number in part if number in records)

    def articles_by_id(self, numbers: Iterable[int]) -> dict[int, ArticleRecord]:
        """Return articles by number, without confidential ones and references to them."""
        wanted = {self.joined.canonical("article", article) for article in numbers} - self.hidden["article"]
        rows = rows_by_id(self.connection, TABLES["article"], wanted, self.view.as_of)
        records = article_records(self.connection, rows, self.joined, self.view.as_of)
        return {number: self._original(article) for number, article in records.items()}

    def sources(self, numbers: Iterable[int]) -> Iterator[SourceRecord]:
        """Yield sources by number, each once."""
        wanted = sorted({self.joined.canonical("source", asked) for asked in numbers} - self.hidden["source"])
        for part in chunks(wanted, AT_ONCE):
            rows = rows_by_id(self.connection, TABLES["source"], part, self.view.as_of)
            records = source_records(self.connection, rows, self.joined, self.view.as_of)
            yield from (records[number] for number in part if number in records)

    def above(self, source: SourceRecord) -> int | None:
        """Return a source's institution or issuer, unless it is confidential."""
        numbers = (getattr(source, name) for name in ABOVE)
        over = next((number for number in numbers if number is not None and number not in self.hidden["source"]), None)
        institution = None if over is None else self.joined.canonical("source", over)
        return None if institution == source.id else institution

    def outlets(self, numbers: Iterable[int]) -> Iterator[OutletRecord]:
        """Yield outlets by number, each once."""
        return self._registered("outlet", OutletRecord, numbers)

    def reporters(self, numbers: Iterable[int]) -> Iterator[ReporterRecord]:
        """Yield reporters by number, each once."""
        return self._registered("reporter", ReporterRecord, numbers)

    def _registered(self, subject: str, kind: type[R], numbers: Iterable[int]) -> Iterator[R]:
        for part in chunks(sorted({self.joined.canonical(subject, number) for number in numbers}), AT_ONCE):
            rows = rows_by_id(self.connection, TABLES[subject], part, self.view.as_of)
            names = [field.name for field in fields(kind)]
            yield from (kind(**{name: rows[number][name] for name in names}) for number in part if number in rows)

    def register(self, subject: str) -> list[int]:
        """Return the register's sources or outlets, used or not; nothing for a story.

        A source or outlet known only from confidential records is left out.
        """
        if self.story is not None:
            return []
        table = TABLES[subject]
        numbers = set(self.connection.execute(select(table.c.id)).scalars())
        return sorted(numbers - self.hidden[subject])

    def entries(self, subject: str, numbers: Iterable[int]) -> dict[int, Entry]:
        """Return the uids and times of entry of records by number."""
        table, revision = TABLES[subject], TABLES["revision"]
        entries: dict[int, Entry] = {}
        for part in chunks(sorted(set(numbers)), MANY):
            entered = select(table.c.id, table.c.uid, table.c.entered_at).where(table.c.id.in_(part))
            rows = self.connection.execute(entered).all()
            edits = select(revision.c.row_uid, func.max(revision.c.entered_at).label("edited")).where(
                revision.c.subject == subject, revision.c.row_uid.in_([uid for _, uid, _ in rows])
            )
            edited = {row.row_uid: row.edited for row in self.connection.execute(edits.group_by(revision.c.row_uid))}
            entries |= {number: Entry(uid, at, max(at, edited.get(uid, at))) for number, uid, at in rows}
        return entries

    def touched(self, claims: Sequence[ClaimRecord]) -> dict[int, datetime]:
        """Return for each claim the last entry or edit that its status and counts depend on.

        It covers the claim and its duplicates, its reviews, its appearances with their corrections, its sources, and
        the judgements about any of these.
        """
        owner = {member: record.id for record in claims for member in self.joined.members("claim", record.id)}
        behind: dict[str, set[int]] = defaultdict(set)
        newest = {record.id: max([record.at, *(each.at for each in record.reviews)]) for record in claims}

        def note(number: int, at: datetime) -> None:
            newest[number] = max(newest[number], at)

        for number, at in self._marked(owner):
            note(owner[number], at)
        for number, entry in self.entries("claim", owner).items():
            note(owner[number], entry.changed)
            behind[entry.uid].add(owner[number])
        heard: dict[int, set[int]] = defaultdict(set)
        for claim in claims:
            for record in claim.appearances:
                for member in self.joined.members("source", record.source.id) if record.source else ():
                    heard[member].add(claim.id)
        for number, entry in self.entries("source", heard).items():
            for each in heard[number]:
                note(each, entry.changed)
            behind[entry.uid] |= heard[number]
        for uid, at in self._judged(behind):
            for each in behind[uid]:
                note(each, at)
        return newest

    def _marked(self, claims: Iterable[int]) -> Iterator[tuple[int, datetime]]:
        """Yield for claims when one of their appearances was last entered, and when one was last corrected."""
        appearance, correction = TABLES["appearance"], TABLES["correction"]
        for part in chunks(sorted(claims), MANY):
            there = appearance.c.claim_id.in_(part), ~is_off_record(appearance)
            entered = select(appearance.c.claim_id, func.max(appearance.c.entered_at).label("at")).where(*there)
            marked = (
                select(appearance.c.claim_id, func.max(correction.c.entered_at).label("at"))
                .join(correction, correction.c.appearance_id == appearance.c.id)
                .where(*there)
            )
            for statement in (entered, marked):
                rows = self.connection.execute(statement.group_by(appearance.c.claim_id))
                yield from ((number, at) for number, at in rows)

    def _judged(self, uids: Iterable[str]) -> Iterator[tuple[str, datetime]]:
        """Yield for records when they were last judged."""
        judgement = TABLES["judgement"]
        for column in (judgement.c.a_uid, judgement.c.b_uid):
            for part in chunks(sorted(uids), MANY):
                newest = select(column, func.max(judgement.c.entered_at).label("at")).where(column.in_(part))
                yield from ((uid, at) for uid, at in self.connection.execute(newest.group_by(column)))

    def left_out(self) -> dict[str, int]:
        """Return how many records of claims are left out, and why."""
        appearance, sealed, source = TABLES["appearance"], TABLES["sealed"], TABLES["source"]
        off = select(func.count()).select_from(appearance).where(is_off_record(appearance))
        seals = select(func.count()).select_from(sealed)
        if self.story is not None:
            off = off.where(appearance.c.claim_id.in_(self._scope()))
            heard = select(appearance.c.source_id).where(appearance.c.claim_id.in_(self._scope()))
            seals = seals.where(sealed.c.row_uid.in_(select(source.c.uid).where(source.c.id.in_(heard))))
        hidden = self.hidden["claim"] & self._all_numbers
        return _present(
            off_record=self.connection.execute(off).scalar_one() + len(hidden),
            sealed=self.connection.execute(seals).scalar_one(),
        )

    def left_out_articles(self) -> dict[str, int]:
        """Return how many articles are left out, and why."""
        return _present(off_record=len(self.hidden["article"] & set(self._all_article_numbers)))

    # Which

    @cached_property
    def _all_numbers(self) -> frozenset[int]:
        claim = TABLES["claim"]
        everything = select(claim.c.id) if self.story is None else self._scope()
        return frozenset(self.connection.execute(everything).scalars())

    @cached_property
    def _numbers(self) -> list[int]:
        shown = self._all_numbers - self.hidden["claim"]
        return sorted({self.joined.canonical("claim", number) for number in shown})

    def _scope(self) -> Select[tuple[int]]:
        assert self.story is not None
        return story_scope(self.connection, self.story, self._known, self.view.as_of)

    @cached_property
    def _all_article_numbers(self) -> frozenset[int]:
        article = TABLES["article"]
        if self.story is None:
            return frozenset(self.connection.execute(select(article.c.id)).scalars())
        appearance, review, evidence = TABLES["appearance"], TABLES["review"], TABLES["evidence"]
        shown = appearance.c.claim_id.in_(self._scope())
        reviewed = select(review.c.id).where(review.c.claim_id.in_(self._scope()))
        numbers = {
            *self.connection.execute(select(appearance.c.article_id).where(shown)).scalars(),
            *self.connection.execute(select(appearance.c.relays_id).where(shown, _stands())).scalars(),
            *self.connection.execute(select(evidence.c.article_id).where(evidence.c.review_id.in_(reviewed))).scalars(),
        }
        return self._with_originals({number for number in numbers if number is not None})

    def _with_originals(self, numbers: set[int]) -> frozenset[int]:
        """Return articles with their originals, and the originals' originals."""
        article, reached, new = TABLES["article"], set(numbers), set(numbers)
        while new:
            originals: set[int | None] = set()
            for part in chunks(sorted(self.joined.all_members("article", new)), MANY):
                reprinted = select(article.c.reprint_of_id).where(article.c.id.in_(part))
                originals |= set(self.connection.execute(reprinted).scalars())
            new = {original for original in originals if original is not None} - reached
            reached |= new
        return frozenset(reached)

    def _article_numbers(self) -> list[int]:
        shown = self._all_article_numbers - self.hidden["article"]
        return sorted({self.joined.canonical("article", number) for number in shown})

    # Without what was confided

    def _sifted(self, record: ClaimRecord) -> ClaimRecord:
        """Return a claim without references to confidential records or, for a story, to other stories' claims."""
        condition = record.condition_claim_id
        return replace(
            record,
            condition_claim_id=None if condition in self.hidden["claim"] else condition,
            wrong_entries=(),
            inquiries=(),
            reviews=tuple(self._without_confided_evidence(part) for part in record.reviews),
            relations=tuple(part for part in record.relations if part.claim_id in self._shown_numbers),
        )

    @cached_property
    def _shown_numbers(self) -> frozenset[int]:
        return frozenset(self._numbers)

    def _without_confided_evidence(self, review: ReviewRecord) -> ReviewRecord:
        kept = (
            evidence
            for evidence in review.evidence
            if evidence.article is None or evidence.article.id not in self.hidden["article"]
        )
        return replace(review, evidence=tuple(kept))

    def _original(self, article: ArticleRecord) -> ArticleRecord:
        """Return an article whose original is named by the number that stands for it, or not at all."""
        number = article.reprint_of_id
        if number is None:
            return article
        shown = None if number in self.hidden["article"] else self.joined.canonical("article", number)
        return replace(article, reprint_of_id=shown, reprint_extent=article.reprint_extent if shown else None)


def _stands() -> ColumnElement[bool]:
    """Return the condition that an appearance is not off the record and was not entered wrongly."""
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    return (appearance.c.terms != Terms.OFF_RECORD) & appearance.c.id.not_in(wrong)


def _present(**counts: int) -> dict[str, int]:
    return {why: count for why, count in counts.items() if count}
