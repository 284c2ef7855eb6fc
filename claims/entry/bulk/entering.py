"""Entering the rows of one table, a batch at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from functools import partial

from sqlalchemy import Connection
from sqlmodel import Session

from claims.entry.bulk.appearances import Appearances
from claims.entry.bulk.claims import Claims
from claims.entry.bulk.entered import Entered, refused
from claims.entry.bulk.keys import Row, address_article, address_evidence, with_keys
from claims.entry.bulk.proposals import Proposals
from claims.entry.bulk.reviews import Reviews
from claims.entry.bulk.there import There
from claims.entry.bulk.trial import Rows, Trial
from claims.entry.bulk.writing import Writing
from claims.entry.drafts import RowDraft
from claims.entry.log import follow
from claims.entry.resolve.known import Known
from claims.entry.resolve.registers import Registers
from claims.entry.rules.appearances import check_appearance
from claims.entry.work import FILLED_IN, Work
from claims.errors import BadValue, ClaimsError
from claims.reading.identity import identities
from claims.reading.policies import policy
from claims.store import ledger
from claims.store.batches import Batch
from claims.store.tables import Appearance
from claims.vocabulary import PolicyName

REMEMBERED = 20_000
"""The number of names remembered before all are forgotten."""

_COUNTED = ("outlet", "reporter", "source", "story", "article", "claim", "appearance", "review")
"""The kinds of records counted in the result."""


class Bulk:
    """Enters the rows of one table, a batch at a time."""

    def __init__(self, dataset: str, file: str, zone: tzinfo) -> None:
        """Take the dataset's name, which identifies its records, the file's, which reviews cite, and our time zone."""
        self._dataset, self._file, self._zone = dataset, file, zone
        self._seq: int | None = None
        self._known = Known()

    def enter(self, session: Session, rows: Sequence[RowDraft], *, strict: bool = False) -> Entered:
        """Enter rows in the current transaction.

        A row that cannot be entered is listed among the result's problems, and nothing of it is entered; with
        ``strict`` the first problem is raised.
        """
        connection = session.connection()
        seq = self._begin(connection, again=session.info["again"])
        batch = Batch(session)
        writing = self._writing(connection, batch, session.info["by"], session.info["at"])
        self._enter_rows(writing, rows, strict=strict)
        wrote = len(batch) > 0 or bool(writing.edits)
        batch.flush()
        finish(session, writing)
        self._seq = seq + wrote
        return writing.entered

    def tried(self, connection: Connection, rows: Sequence[RowDraft], by: str, at: datetime) -> tuple[Entered, Trial]:
        """Return what entering the rows would do, and the rows as they would be stored; write nothing."""
        self._known = Known()
        trial = Trial()
        writing = self._writing(connection, trial, by, at)
        self._enter_rows(writing, rows)
        self._known = Known()
        return writing.entered, trial

    def _begin(self, connection: Connection, *, again: bool) -> int:
        """Forget remembered records if somebody else has written since, or the last batch was not stored.

        ``again`` says that this batch was begun before and not stored. Returns the number of our last event.
        """
        seq = int(ledger.own_head(connection)["seq"])
        if again or self._seq != seq or len(self._known.names) > REMEMBERED:
            self._known = Known()
        self._seq = None
        return seq

    def _writing(self, connection: Connection, batch: Rows, by: str, at: datetime) -> Writing:
        two_people = policy(connection, PolicyName.TWO_PERSON_VERDICTS).on
        joined = identities(connection)
        return Writing(connection, batch, self._dataset, self._file, by, at, self._zone, joined, two_people, Entered())

    def _enter_rows(self, writing: Writing, drafts: Sequence[RowDraft], *, strict: bool = False) -> None:
        entered, batch = writing.entered, writing.batch
        entered.rows = len(drafts)
        rows = _with_keys(writing, drafts)
        registers = Registers(writing, self._known)
        there = There(writing, registers.archive, rows)
        rows = _addressed(writing, there, rows)
        there.look_up(rows)
        enter = _Entering(writing, registers, there, rows)
        for row in rows:
            before = len(batch)
            problem = writing.tried(partial(enter.row, row))
            if problem is None:
                entered.skipped += len(batch) == before
                continue
            _refused(writing, row.draft, problem)
            if strict:
                break
        entered.made.update({table: count for table in _COUNTED if (count := len(batch.rows(table)))})
        enter.proposals.leave_out_unchanged()
        entered.problems.sort(key=lambda problem: problem.line)
        if strict and entered.problems:
            first = entered.problems[0]
            sentence = f"{self._file}, line {first.line}: {first.reason}; its whole batch was left out"
            raise BadValue(sentence, part=first.part)


class _Entering:
    """Enters the rows of a batch, one by one."""

    def __init__(self, writing: Writing, registers: Registers, there: There, rows: Sequence[Row]) -> None:
        people, sources = registers.people, registers.sources
        self.proposals = Proposals(writing, there)
        self._archive = registers.archive
        self._claims = Claims(writing, there, people, self.proposals)
        self._appearances = Appearances(writing, there, registers, self.proposals)
        self._reviews = Reviews(writing, there, registers, self.proposals)
        new = [row.draft.appearance for row in rows if row.appearance_uid not in there.appearances]
        drafts = [draft for draft in new if draft is not None]
        people.look_up_reporters({name for draft in drafts for name in draft.article.reporters})
        named = [draft.source for draft in drafts if draft.source is not None]
        sources.look_up(
            {name for source in named for name in (source.source, source.institution, source.issuer) if name}
        )

    def row(self, row: Row) -> None:
        """Enter a row; raises its problem if it cannot be entered."""
        claim, new = self._claims.of(row)
        first = None
        if row.draft.appearance is not None:
            first = self._appearances.enter(row, row.draft.appearance, claim)
        if new and row.draft.claim is not None and row.draft.claim.windows:
            self._claims.add_windows(claim, row.draft.claim, self._archive, first)
        if row.draft.review is not None:
            self._reviews.enter(row, row.draft.review, claim)


def _refused(writing: Writing, draft: RowDraft, problem: ClaimsError) -> None:
    writing.entered.problems.append(refused(draft.line, problem))


def _with_keys(writing: Writing, drafts: Sequence[RowDraft]) -> list[Row]:
    """Return the rows that contain a claim, with its key; report the others as problems."""
    rows = []
    for draft in drafts:
        try:
            rows.append(with_keys(draft, writing.dataset))
        except ClaimsError as problem:
            _refused(writing, draft, problem)
    return rows


def _addressed(writing: Writing, there: There, rows: Sequence[Row]) -> list[Row]:
    """Return the rows with valid addresses, with the keys that new records need; report the others as problems."""
    kept = []
    for row in rows:
        try:
            _address(writing, there, row)
        except ClaimsError as problem:
            _refused(writing, row.draft, problem)
        else:
            kept.append(row)
    return kept


def _address(writing: Writing, there: There, row: Row) -> None:
    appearance, review = row.draft.appearance, row.draft.review
    if appearance is not None and row.appearance_uid not in there.appearances:
        check_appearance(appearance)
        address_article(row, appearance.article, appearance.relays, writing.dataset)
    if review is not None:
        address_evidence(row, review.evidence)


def finish(session: Session, writing: Writing) -> None:
    """After the batch is inserted, edit the records it filled in, and copy appearances to whole reprints."""
    _edit(session, writing)
    _let_reprints_follow(session, writing)


def _edit(session: Session, writing: Writing) -> None:
    for table, number, values in writing.edits:
        row = session.get(FILLED_IN[table], number)
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()


def _let_reprints_follow(session: Session, writing: Writing) -> None:
    for number, copy in writing.followed:
        row = session.get(Appearance, number)
        if row is not None:
            follow(Work(session), row, copy)
