"""Reads of versions: an article's two snapshots compared, and what a new snapshot changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from claims.capture.versions.comparing import Comparison, Version, compared
from claims.errors import Refused
from claims.reading.registers.lookups import Lookups
from claims.reading.registers.versions import (
    ArticleSnapshots,
    SnapshotLine,
    article_snapshots,
    chosen,
    none_held,
    texts_of,
)
from claims.reading.view import PRESENT, View
from claims.store.past import Record
from claims.text.versions.anchors import Quote
from claims.text.versions.standing import Standing, Traced


@dataclass(frozen=True, slots=True)
class ExcerptVersions:
    """The excerpt of an appearance in two versions of its article."""

    claim: int
    appearance: int
    excerpt: str
    trace: Traced


@dataclass(frozen=True, slots=True)
class ArticleChanges:
    """An article's two versions, and what changed between them."""

    snapshots: ArticleSnapshots
    old: SnapshotLine
    new: SnapshotLine
    old_text: str
    new_text: str
    comparison: Comparison
    excerpts: tuple[ExcerptVersions, ...]
    withheld: int
    """How many appearances are left out because they are off the record."""


def article_changes(
    connection: Connection, article: str, view: View, since: int | None = None, until: int | None = None
) -> ArticleChanges:
    """Return what changed between two snapshots of an article: the two newest with a text, or those with these numbers.

    Raises as `article_snapshots` and `chosen`, and `Refused` for an article with a single snapshot.
    """
    snapshots = article_snapshots(connection, article, view, "claims article changes")
    old, new = _pair(snapshots, since, until)
    lookups = Lookups(connection, view)
    rows, withheld = _quoted(lookups, snapshots.article)
    texts = texts_of(connection, [old.id, new.id])
    versions = (Version(old.headline, texts[old.id]), Version(new.headline, texts[new.id]))
    comparison = compared(*versions, [_quote(row) for row in rows])
    excerpts = tuple(
        ExcerptVersions(lookups.joined.canonical("claim", row["claim_id"]), row["id"], row["excerpt"], trace)
        for row, trace in zip(rows, comparison.excerpts, strict=True)
    )
    return ArticleChanges(snapshots, old, new, texts[old.id], texts[new.id], comparison, excerpts, withheld)


def _pair(snapshots: ArticleSnapshots, since: int | None, until: int | None) -> tuple[SnapshotLine, SnapshotLine]:
    held = snapshots.held
    if not held:
        raise none_held(snapshots)
    new = chosen(snapshots, until)
    if since is not None:
        return chosen(snapshots, since), new
    before = [line for line in held if line.id < new.id]
    if not before:
        raise Refused(
            f"no snapshot of article #{snapshots.article} is older than #{new.id}, so there is nothing to compare; "
            "capture the article again when it has changed"
        )
    return before[-1], new


def _quoted(lookups: Lookups, article: int) -> tuple[list[Record], int]:
    """Return the appearances of an article that have an excerpt, and how many appearances are off the record."""
    rows, withheld = lookups.appearances("article_id", lookups.joined.members("article", article))
    hidden = lookups.hidden.get("claim", ())
    return [row for row in rows if row["excerpt"] and row["claim_id"] not in hidden], withheld


def _quote(row: Record) -> Quote:
    return Quote(row["excerpt"], row["prefix"] or "", row["suffix"] or "")


@dataclass(frozen=True, slots=True)
class LaterVersion:
    """What a new snapshot of a known article changed against the one before."""

    before: int
    """The number of the snapshot before."""
    same_text: bool
    headline: tuple[str, str] | None
    """The headline before and now, if it was changed."""
    silent: bool
    """Whether the headline was changed and the article does not say so."""
    changed: int
    gone: int
    """How many excerpts were changed, and how many are gone."""


def later_versions(connection: Connection, numbers: Sequence[tuple[int, int]]) -> dict[int, LaterVersion]:
    """Return what new snapshots changed, by their number; pairs of a snapshot and its article are given.

    A snapshot without an earlier one is left out. Nothing confidential is compared.
    """
    return {
        snapshot: later
        for snapshot, article in numbers
        if (later := _later_version(connection, snapshot, article)) is not None
    }


def _later_version(connection: Connection, snapshot: int, article: int) -> LaterVersion | None:
    lookups = Lookups(connection, PRESENT)
    if article in lookups.hidden.get("article", ()):
        return None
    lines = article_snapshots(connection, str(article), PRESENT, "claims article changes").lines
    held = [line for line in lines if line.characters is not None and line.id <= snapshot]
    if len(held) < 2 or held[-1].id != snapshot:
        return None
    changes = article_changes(connection, str(article), PRESENT, held[-2].id, snapshot)
    compared_versions = changes.comparison
    headline = compared_versions.headline
    standings = [each.trace.standing for each in changes.excerpts]
    return LaterVersion(
        before=held[-2].id,
        same_text=changes.old_text == changes.new_text,
        headline=(headline.old or "", headline.new or "") if headline.changed else None,
        silent=compared_versions.silent,
        changed=standings.count(Standing.CHANGED),
        gone=standings.count(Standing.GONE),
    )
