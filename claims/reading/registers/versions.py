"""The snapshots of an article, as a list and one by one; confidential ones only where the view includes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from claims.errors import NotFound, Refused
from claims.parsing import json_value
from claims.privacy.confided import refuse_confided
from claims.reading.find import find
from claims.reading.registers.lookups import Lookups
from claims.reading.view import View
from claims.store.past import entered_by
from claims.store.schema import TABLES
from claims.vocabulary import Media


@dataclass(frozen=True, slots=True)
class TimestampLine:
    """An authority's timestamp of a snapshot."""

    authority: str
    stamped_at: datetime
    redacted: bool
    """Whether its token was redacted with the snapshot, so that it proves nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotLine:
    """A snapshot in a list: everything but its text."""

    id: int
    article: int
    media: Media
    sha256: str | None
    """That of the bytes as they came; None if the snapshot was redacted."""
    characters: int | None
    """How long its text is; None if the text was redacted."""
    headline: str | None
    """As the document states it."""
    language: str | None
    reader: str
    confidential: bool
    entered_by: str
    entered_at: datetime
    timestamps: tuple[TimestampLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleSnapshots:
    """An article by its canonical number and label, its snapshots in order of entry, and how many are left out."""

    article: int
    label: str
    lines: tuple[SnapshotLine, ...]
    withheld: int

    @property
    def held(self) -> list[SnapshotLine]:
        """Those whose text is held: it was not redacted."""
        return [line for line in self.lines if line.characters is not None]


def article_snapshots(connection: Connection, article: str, view: View, command: str) -> ArticleSnapshots:
    """Return the snapshots of an article and of those joined with it, as far as the view includes them.

    ``command`` shows confidential records. Raises as `claims.reading.find.find`; `Refused` for an
    article known only off the record.
    """
    number = find(connection, "article", article)
    if not view.confidential:
        refuse_confided(connection, "article", number, command)
    lookups = Lookups(connection, view)
    canonical = lookups.joined.canonical("article", number)
    labels = lookups.labels("article", [canonical])
    lines = _lines(lookups, number) if lookups.is_published(number) else []
    shown = tuple(line for line in lines if view.confidential or not line.confidential)
    return ArticleSnapshots(canonical, labels.get(canonical, ""), shown, len(lines) - len(shown))


def _lines(lookups: Lookups, number: int) -> list[SnapshotLine]:
    snapshot = TABLES["snapshot"]
    names = ("id", "article_id", "media", "sha256", "language", "reader", "confidential", "stated")
    columns = (*(snapshot.c[name] for name in (*names, "entered_by", "entered_at")),)
    length = func.length(snapshot.c.text).label("characters")
    statement = select(*columns, length).where(snapshot.c.article_id.in_(lookups.joined.members("article", number)))
    entered = entered_by(snapshot, lookups.view.as_of)
    if entered is not None:
        statement = statement.where(entered)
    rows = lookups.connection.execute(statement.order_by(snapshot.c.id)).mappings().all()
    stamps = _timestamps(lookups, [row["id"] for row in rows])
    return [
        SnapshotLine(
            id=row["id"],
            article=row["article_id"],
            media=row["media"],
            sha256=row["sha256"],
            characters=row["characters"],
            headline=headline_of(row["stated"]),
            language=row["language"],
            reader=row["reader"],
            confidential=row["confidential"],
            entered_by=row["entered_by"],
            entered_at=row["entered_at"],
            timestamps=tuple(stamps.get(row["id"], ())),
        )
        for row in rows
    ]


def _timestamps(lookups: Lookups, snapshots: Sequence[int]) -> dict[int, list[TimestampLine]]:
    stamp = TABLES["snapshot_timestamp"]
    columns = (stamp.c.snapshot_id, stamp.c.authority, stamp.c.stamped_at, stamp.c.token.is_(None))
    statement = select(*columns).where(stamp.c.snapshot_id.in_(snapshots)).order_by(stamp.c.id)
    entered = entered_by(stamp, lookups.view.as_of)
    if entered is not None:
        statement = statement.where(entered)
    lines: dict[int, list[TimestampLine]] = {}
    for snapshot, authority, stamped_at, redacted in lookups.connection.execute(statement):
        lines.setdefault(snapshot, []).append(TimestampLine(authority, stamped_at, bool(redacted)))
    return lines


def headline_of(stated: str | None) -> str | None:
    """Return the headline that a document states, from what it states as JSON."""
    values: Any = json_value(stated) if stated else {}
    headline = values.get("title")
    return None if headline is None else str(headline["value"])


def chosen(snapshots: ArticleSnapshots, number: int | None) -> SnapshotLine:
    """Return the snapshot with this number, or the newest whose text is held.

    Raises `NotFound` if there is no snapshot to show, and `Refused` for a redacted text.
    """
    if number is not None:
        line = next((line for line in snapshots.lines if line.id == number), None)
        if line is None:
            raise NotFound(
                f"article #{snapshots.article} has no snapshot #{number}{_or_confidential(snapshots.withheld)}"
            )
        if line.characters is None:
            raise Refused(f"the text of snapshot #{number} was redacted")
        return line
    if not snapshots.held:
        raise none_held(snapshots)
    return snapshots.held[-1]


def none_held(snapshots: ArticleSnapshots) -> NotFound:
    """Return the error that no snapshot of an article can be shown, and why."""
    if snapshots.lines:
        return NotFound(f"the text of every snapshot of article #{snapshots.article} was redacted")
    if snapshots.withheld:
        return NotFound(
            f"every snapshot of article #{snapshots.article} is confidential; --confidential shows them to you"
        )
    return NotFound(f"no snapshot of article #{snapshots.article} is kept; `claims capture` keeps them")


def _or_confidential(withheld: int) -> str:
    return " that may be shown without --confidential" if withheld else ""


def texts_of(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return the texts of snapshots by number, without those redacted."""
    snapshot = TABLES["snapshot"]
    rows = connection.execute(select(snapshot.c.id, snapshot.c.text).where(snapshot.c.id.in_(sorted(set(numbers)))))
    return {number: text for number, text in rows if text is not None}
