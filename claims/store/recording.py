"""The only unit of work that writes.

Everything is written through `write`: it locks the head of the event chain, takes the time, runs one use case on a
session, and ends with one event that holds the digests of all rows the use case inserted. A use case adds rows and
flushes; it never commits.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, RowMapping, event, inspect
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session

from claims.errors import NotAllowed
from claims.rules.rights import Actor, refusal_of_rows
from claims.settings import Settings
from claims.store import derived, dialect, ledger, search_index
from claims.store.batches import Batch
from claims.store.database import engine_for, let_go
from claims.store.files.evidence import Copies
from claims.store.hiding import sight
from claims.store.likeness import index as likeness_index
from claims.store.likeness import samples
from claims.store.people import actors
from claims.store.schema import READS
from claims.store.servers import problems
from claims.store.servers.confirming import LONGEST_AT_DESK, Confirmation, confirming
from claims.store.servers.lost import Patience, Sent
from claims.store.tables import NAMED, Revision, Row, table_of
from claims.uids import new_uid

T = TypeVar("T")


def write(
    settings: Settings,
    what: str,
    use_case: Callable[[Session], T],
    copies: Copies | None = None,
    confirmation: Confirmation | None = None,
) -> T:
    """Run one use case in one transaction with one event, and return its result.

    ``what`` names the command in the event; ``copies`` are files stored if the transaction is committed;
    ``confirmation`` says how long the commit may wait for a standby, and hears of it. Everything runs again when the
    server asks for it, or when the connection breaks off before the transaction is committed
    (`claims.store.servers.lost`), so a use case must do nothing outside the session. Raises
    `claims.errors.DatabaseUnusable` when the database refuses, `claims.errors.FileUnusable` for a copy, and
    `claims.errors.InterruptedInCommit`.
    """
    return _attempted(settings, what, use_case, confirmation or Confirmation(), keep=True, copies=copies)


def tried(settings: Settings, use_case: Callable[[Session], T], what: str = "") -> T:
    """Run one use case, return its result and undo everything it wrote: a trial.

    The user must be allowed to run the command ``what``. Raises `claims.errors.DatabaseUnusable` when the
    database refuses.
    """
    return _attempted(settings, what, use_case, Confirmation(), keep=False)


def keep_read(settings: Settings, acting: Actor, action: str, subject: str | None, row_uid: str | None) -> None:
    """Enter who is about to read, by what action, and which record if it is only one; not in the chain of events.

    Many people read at once, and wait for it: a standby that is away holds it up for no longer than an entry at the
    desk. Raises `claims.errors.DatabaseUnusable`.
    """
    engine = engine_for(settings.database)
    row = {"uid": new_uid(), "at": datetime.now(UTC), "who": acting.who, "proved": acting.proved, "what": action}
    try:
        with engine.connect().execution_options(claims_writes=True) as connection, connection.begin() as entered:
            actors.act_as(connection, settings)
            connection.execute(READS.insert().values(**row, subject=subject, row_uid=row_uid))
            with confirming(connection, settings, Confirmation(LONGEST_AT_DESK)):
                entered.commit()
    except SQLAlchemyError as error:
        raise problems.problem_sentence(error, settings.database) from error
    finally:
        let_go(engine)


def _attempted(
    settings: Settings,
    what: str,
    use_case: Callable[[Session], T],
    confirmation: Confirmation,
    *,
    keep: bool,
    copies: Copies | None = None,
) -> T:
    engine = engine_for(settings.database)
    sent, patience = Sent(), Patience()
    try:
        while True:
            try:
                result: T = _written(engine, settings, what, use_case, sent, confirmation, keep=keep, copies=copies)
                if copies is not None:
                    copies.keep()
                return result
            except DBAPIError as error:
                if not patience.tries_again(error):
                    raise
    except SQLAlchemyError as error:
        if patience.lost:
            raise problems.lost_sentence(settings.database, doubtful=sent.event is not None) from error
        raise problems.problem_sentence(error, settings.database) from error
    finally:
        let_go(engine)


def _written(
    engine: Engine,
    settings: Settings,
    what: str,
    use_case: Callable[[Session], T],
    sent: Sent,
    confirmation: Confirmation,
    *,
    keep: bool,
    copies: Copies | None,
) -> T:
    with engine.connect().execution_options(claims_writes=True) as connection, connection.begin() as transaction:
        try:
            result = written_on(connection, settings, what, use_case, zone=settings.zone, keep=keep, sent=sent)
        except DBAPIError as error:
            if sight.is_limited(connection) and problems.refuses_rows(error):
                raise NotAllowed(
                    "these records are already here, and closed to you: have them entered by a user who may see them"
                ) from error
            raise
        if not keep:
            transaction.rollback()
            return result
        if copies is not None:
            copies.announce(dialect.evidence_owner(connection))
        with confirming(connection, settings, confirmation):
            transaction.commit()
        return result


def written_on(
    connection: Connection,
    by: Settings | str,
    what: str,
    use_case: Callable[[Session], T],
    *,
    zone: tzinfo = UTC,
    keep: bool = True,
    sent: Sent | None = None,
) -> T:
    """Run one use case with one event in a transaction that is open already; without ``keep`` it has no event.

    ``by`` says who acts: their login is checked, and they must be allowed to do ``what``. The program's own work, such
    as an upgrade, has a bare name. ``zone`` is the newsroom's, for what is entered by days. With ``sent``, nothing is
    done again that an earlier attempt committed. Raises `claims.errors.NotAllowed`.
    """
    if not isinstance(by, str):
        actors.act_as(connection, by)
    here, along = dialect.whereabouts(connection), [] if isinstance(by, str) else actors.circumstances(connection)
    head, known = ledger.locked_head(connection, lock=dialect.for_update(connection), here=here, along=along)
    if sent is not None and sent.arrived(connection):
        earlier: T = sent.result
        return earlier
    acting = _acting(connection, by, what, known)
    at = max(datetime.now(UTC), head["at"] or datetime.min.replace(tzinfo=UTC))
    with Session(bind=connection, expire_on_commit=False, autoflush=False) as session:
        session.info.update(at=at, by=acting.who, actor=acting, uids=None, reason=None, zone=zone)
        session.info["again"] = sent is not None and sent.again()
        session.info.update(written=defaultdict(list), known=defaultdict(dict), first={}, claims=set(), numberless=[])
        if along:
            actors.keep_blank(connection, known)
        if along and actors.has_closings(connection, known):
            sight.limit(connection, acting, what)
        result = use_case(session)
        flush(session)
        written: dict[str, list[dict[str, Any]]] = session.info["written"]
        problem = refusal_of_rows(acting, [name for name, rows in written.items() if rows]) if written else None
        if problem is not None:
            raise problem
        if not keep:
            return result
        hashed = _kept_in_step(connection, session, head, acting, what)
        if sent is not None and hashed is not None:
            sent.result, sent.event = result, hashed
        return result


def _kept_in_step(connection: Connection, session: Session, head: RowMapping, acting: Actor, what: str) -> str | None:
    """Bring indexes, events and the present of claims up to what a use case wrote; return its event's hash, if any."""
    written, hashed = session.info["written"], None
    with sight.seeing_all(connection):
        if written:
            reached = search_index.reached_by(connection, written)
            search_index.keep(connection, written, reached)
            likeness_index.keep(connection, written, reached)
            samples.keep(connection, written)
            digests = ledger.digests(connection, written, session.info["known"], session.info["first"])
            at, who, proved = session.info["at"], acting.who, acting.proved
            hashed = ledger.append_event(connection, head, at=at, who=who, what=what, written=digests, proved=proved)
        if written or session.info["claims"]:
            derived.keeper().keep(connection, written, session.info["claims"])
    return hashed


def _acting(connection: Connection, by: Settings | str, what: str, known: RowMapping) -> Actor:
    if isinstance(by, str):
        return Actor(by, None)
    return actors.authorized(connection, by, what, known) if what else actors.actor(connection, by, known)


@contextmanager
def entered(session: Session, *, at: datetime, by: str, uids: Callable[[str], str]) -> Iterator[None]:
    """Give the rows written inside this entry time and author, and the uids of their origin.

    ``uids`` returns a row's uid for the name of its table, in the order in which rows are added.
    """
    before = {name: session.info[name] for name in ("at", "by", "uids")}
    session.info.update(at=at, by=by, uids=uids)
    try:
        yield
        flush(session)
    finally:
        session.info.update(before)


def flush(session: Session) -> None:
    """Insert the transaction's queued rows, then the session's new and changed rows."""
    batch: Batch | None = session.info.get("batch")
    if batch:
        batch.flush()
    session.flush()


@contextmanager
def because(session: Session, reason: str | None) -> Iterator[None]:
    """Give the reason for the edits of named records made inside."""
    flush(session)
    session.info["reason"] = reason
    try:
        yield
        flush(session)
    finally:
        session.info["reason"] = None


@event.listens_for(Session, "before_flush")
def _stamp(session: Session, context: UOWTransaction, instances: object) -> None:
    """Set author and entry time on every new row, and write a revision for every edit of a named record."""
    if "written" not in session.info:
        return
    for row in session.dirty:
        if session.is_modified(row):
            # Insert-only records have no revisions: the database's own triggers refuse the update.
            _keep(session, _revisions(session, row) if isinstance(row, NAMED) else ())
    for row in session.new:
        if isinstance(row, Row) and row.entered_at is None:
            row.entered_at, row.entered_by = session.info["at"], session.info["by"]
            # Taken now, as a row edited later in the same transaction is digested as inserted.
            content = _content(row)
            session.info["written"][table_of(type(row)).name].append(content)
            session.info["numberless"].append((row, content))


def _keep(session: Session, revisions: Sequence[Revision]) -> None:
    """Insert revisions before the edits that they keep, which a server's guards let through only then."""
    table = table_of(Revision)
    for revision in revisions:
        revision.entered_at, revision.entered_by = session.info["at"], session.info["by"]
        content = _content(revision)
        made = table.insert().values({name: value for name, value in content.items() if name != "id"})
        (content["id"],) = session.connection().execute(made).inserted_primary_key or (None,)
        session.info["written"][table.name].append(content)


@event.listens_for(Session, "after_flush")
def _number(session: Session, context: UOWTransaction) -> None:
    """Note the numbers of new rows."""
    for row, content in session.info.get("numberless", ()):
        content["id"] = row.id
    session.info["numberless"] = []


def _revisions(session: Session, row: Row) -> list[Revision]:
    table = table_of(type(row))
    changes = {
        attribute.key: attribute.history
        for attribute in inspect(row).attrs
        if attribute.key in table.c and attribute.history.has_changes()
    }
    versions = [
        {name: history.deleted[0] if history.deleted else None for name, history in changes.items()},
        {name: history.added[0] if history.added else None for name, history in changes.items()},
    ]
    old, new = (_canonical_fields(session, type(row), version) for version in versions)
    return [
        Revision(
            subject=table.name,
            row_uid=row.uid,
            field=name,
            old=None if old[name] is None else json.dumps(old[name], ensure_ascii=False),
            new=None if new[name] is None else json.dumps(new[name], ensure_ascii=False),
            reason=session.info["reason"],
        )
        for name in changes
        if old[name] != new[name]
    ]


def _canonical_fields(session: Session, model: type[Row], values: Mapping[str, Any]) -> dict[str, Any]:
    table = table_of(model)
    references = ledger.References(session.connection())
    whole = {column.name: values.get(column.name) for column in table.columns}
    references.learn(table, [whole])
    content = ledger.canonical(table, whole, references)
    return {name: content.get(name) for name in values}


def _content(row: Row) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in table_of(type(row)).columns}
