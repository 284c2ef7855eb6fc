"""The counts of `db status` and the comparisons of `db check`, each on an open connection.

Whether records are as they were entered is a separate question: `claims.store.verification` answers it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

from claims.errors import BadValue, FileUnusable
from claims.rules.redacted import KEPT
from claims.rules.windows import valid_edtf
from claims.rules.windows.edtftext import read_edtf
from claims.store import derived, dialect, keys, migrate, search_index
from claims.store.cells import UNREADABLE, odd_cells
from claims.store.checking.missing import first_missing
from claims.store.claim_words import wrongly_indexed
from claims.store.files.evidence import sha256_of, strays
from claims.store.files.kept import kept_files, redacted_copies
from claims.store.hiding.sight import hidden_uids, is_limited
from claims.store.ledger import CHUNK
from claims.store.likeness import index as likeness_index
from claims.store.likeness import samples
from claims.store.schema import CHAIN, EVENT, GUARDED, TABLES
from claims.store.servers.problems import is_refusal
from claims.text.dates import partial_date

Columns = Mapping[str, Any]
Mismatch = str | None


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a database holds, and its last entry."""

    engine: str
    bytes: int
    claims: int
    appearances: int
    events: int
    last_at: datetime | None
    last_what: str | None
    last_who: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """A subject that was checked, and its problems, a sentence each."""

    subject: str
    problems: tuple[str, ...]


def contents(connection: Connection) -> Contents:
    """Return how much the database holds."""

    def count(table: Table) -> int:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()

    if is_limited(connection):
        events, last = _events_seen(connection)
        engine, size = dialect.engine_and_size(connection)
        at, what, who = last or (None, None, None)
        return Contents(engine, size, count(TABLES["claim"]), count(TABLES["appearance"]), events, at, what, who)
    last = connection.execute(
        select(EVENT.c.at, EVENT.c.what, EVENT.c.who)
        .join(CHAIN, (CHAIN.c.replica == EVENT.c.replica) & (CHAIN.c.seq == EVENT.c.seq))
        .order_by(EVENT.c.at.desc())
        .limit(1)
    ).first()
    engine, size = dialect.engine_and_size(connection)
    at, what, who = last or (None, None, None)
    return Contents(engine, size, count(TABLES["claim"]), count(TABLES["appearance"]), count(EVENT), at, what, who)


def _events_seen(connection: Connection) -> tuple[int, tuple[datetime, str, str] | None]:
    """Return how many events wrote something that this reader may see, and the newest of them."""
    closed, seen, newest = hidden_uids(connection), 0, None
    rows = select(EVENT.c.at, EVENT.c.what, EVENT.c.who, EVENT.c.rows).execution_options(yield_per=CHUNK)
    for at, what, who, written in connection.execute(rows):
        if any(uid not in closed for _, uid, _ in json.loads(written)):
            seen += 1
            newest = max(newest or (at, what, who), (at, what, who), key=lambda event: event[0])
    return seen, newest


def checks(connection: Connection, files: Path) -> Iterator[Check]:
    """Yield every check in order; ``files`` is the evidence folder.

    Files that no record names are reported only for the folder of a single database, beside its file.
    """
    yield Check("the file", tuple(dialect.integrity_problems(connection)))
    yield Check("the triggers", tuple(_missing_triggers(connection)))
    yield Check("the schema", tuple(migrate.differences(connection)))
    if first_missing(connection):  # the schema's faults name it; nothing more can be read
        return
    odd = tuple(odd_cells(connection))
    yield Check("what each field can hold", odd)
    for subject, (table, column, mismatch) in _DERIVED.items():
        yield _checked(subject, _mismatches(connection, TABLES[table], column, mismatch), odd)
    yield _checked("the search words of claims", _words(connection), odd)
    yield _checked("the words that claims are ranked by", likeness_index.differences(connection), odd)
    yield _checked("the samples of captured texts", samples.differences(connection), odd)
    yield _checked("the search index", search_index.differences(connection), odd)
    yield _checked("the present state of claims", derived.keeper().differences(connection), odd)
    yield _checked("the evidence files", _evidence(connection, files), odd)


def _checked(subject: str, problems: Iterable[str], odd: Sequence[str]) -> Check:
    """Return the check of a subject; if a field holds an impossible value, the subject may be uncheckable."""
    faults: list[str] = []
    try:
        faults.extend(problems)
    except (*UNREADABLE, DBAPIError) as error:
        if not odd or is_refusal(error):
            raise
        faults.append(f"{subject} cannot be checked while a field holds an impossible value")
    return Check(subject, tuple(faults))


def _missing_triggers(connection: Connection) -> Iterator[str]:
    expected = dialect.expected_triggers(GUARDED, postgres=dialect.is_postgres(connection))
    for name in sorted(expected - dialect.trigger_names(connection)):
        yield f"the trigger {name} is missing: nothing protects the rows of its table"


def _mismatches(
    connection: Connection, table: Table, column: str, mismatch: Callable[[Columns], Mismatch]
) -> Iterator[str]:
    """Yield each row whose derived column does not match its other columns."""
    # An alias is never edited, so only the aliases in force must have today's key.
    rows = keys.standing_aliases(connection) if table.name == "outlet_alias" else _rows(connection, table)
    for row in rows:
        wrong = mismatch(row)
        if wrong is not None:
            yield f"{table.name} #{row['id']}: {column} {wrong}"


def _words(connection: Connection) -> Iterator[str]:
    """Yield each claim whose search words do not match its statement."""
    for wrong in wrongly_indexed(connection):
        for number in wrong:
            yield f"claim #{number}: its search words do not match its statement; `claims db reindex` repairs them"


def _rows(connection: Connection, table: Table) -> Iterator[Columns]:
    """Yield the rows in order of number, read in parts that fit in memory."""
    last = 0
    while True:
        statement = select(table).where(table.c.id > last).order_by(table.c.id).limit(CHUNK)
        part = connection.execute(statement).mappings().all()
        if not part:
            return
        for row in part:
            yield dict(row)
        last = part[-1]["id"]


def _evidence(connection: Connection, files: Path) -> Iterator[str]:
    for subject, column in KEPT.items():
        yield from _kept(connection, files, subject, column)
    if dialect.is_postgres(connection):
        return
    try:
        unnamed = strays(files, kept_files(connection))
    except FileUnusable as problem:
        yield str(problem)
        return
    for name in unnamed:
        yield f"no record names the file {name} in {files}; `claims redact --clean` removes such files"


def _kept(connection: Connection, files: Path, subject: str, column: str) -> Iterator[str]:
    """Yield the faults in the kept files of a table's records; ``column`` holds their names."""
    taken = set(connection.execute(redacted_copies(subject)).scalars())
    for row in _rows(connection, TABLES[subject]):
        name = row[column]
        if name is None or row["uid"] in taken:
            continue
        try:
            sha256 = sha256_of(files / name)
        except OSError as error:
            yield f"{subject} #{row['id']}: its copy in {files} cannot be read ({error.strerror})"
            continue
        if sha256 is None:
            yield f"{subject} #{row['id']}: its copy {name} is not in {files}"
        elif sha256 != name:
            yield f"{subject} #{row['id']}: its copy {name} in {files} was changed"


def _different(stored: object, computed: object) -> Mismatch:
    return None if stored == computed else f"is {_shown(stored)} and should be {_shown(computed)}"


def _shown(value: object) -> str:
    return "empty" if value is None else f'"{value}"'


def _key_of(table: str) -> Callable[[Columns], Mismatch]:
    """Return a function that compares the stored key of a table's row with its right key."""
    column = keys.KEYS[table][0]
    return lambda row: _different(row[column], keys.key_of(table, row))


def _alias_key(row: Columns) -> Mismatch:
    return _different(row["match_key"], keys.alias_key(row))


def _published(row: Columns) -> Mismatch:
    days: tuple[date | None, date | None] = (None, None)
    if row["published"] is not None:
        try:
            read = partial_date(row["published"])
        except BadValue:
            return f"is not a date: {_shown(row['published'])}"
        days = read.earliest, read.latest
    stored = row["published_earliest"], row["published_latest"]
    return None if stored == days else f"{row['published']} does not match {stored[0]} to {stored[1]}"


def _edtf(row: Columns) -> Mismatch:
    text = row["edtf"]
    if text is None:
        return None
    try:
        span = read_edtf(text)
    except BadValue:
        return f"is not valid: {_shown(text)}"
    if not valid_edtf(text):
        return f"is not valid: {_shown(text)}"
    if (span.first, span.last) != (row["earliest"], row["latest"]):
        return f"{text} does not match {row['earliest'] or 'open'} to {row['latest'] or 'open'}"
    return None


_DERIVED: dict[str, tuple[str, str, Callable[[Columns], Mismatch]]] = {
    "the keys of outlets": ("outlet", "match_key", _key_of("outlet")),
    "the keys of aliases": ("outlet_alias", "match_key", _alias_key),
    "the keys of reporters": ("reporter", "match_key", _key_of("reporter")),
    "the keys of sources": ("source", "match_key", _key_of("source")),
    "the keys of claims": ("claim", "match_key", _key_of("claim")),
    "the addresses of articles": ("article", "url_key", _key_of("article")),
    "the dates of articles": ("article", "published", _published),
    "the windows in time": ("window", "edtf", _edtf),
}

KEYS = frozenset(subject for subject, (_, column, _) in _DERIVED.items() if column in ("match_key", "url_key"))
"""The checks of keys, which `db reindex` makes anew."""
