"""The claims whose article was changed: the excerpt that they rest on stood in an earlier snapshot, and no longer does.

Nothing of it is kept: the snapshots of the few articles that were captured again are read.  Confidential snapshots and
off-the-record appearances are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from claims.privacy.offrecord import is_off_record
from claims.reading.identity import Identities
from claims.reading.view import View
from claims.rules.urgency import ArticleChange
from claims.store.schema import TABLES
from claims.text.versions.anchors import Quote, Searched
from claims.vocabulary import CorrectionKind

Version = tuple[datetime, Searched]
"""When a snapshot was captured, and its text."""


def changed_articles(connection: Connection, view: View, joined: Identities) -> dict[int, tuple[ArticleChange, ...]]:
    """Return the changes of articles that took an excerpt away, by each claim's own number.

    It takes a statement, and two more if any article was captured again.
    """
    again = _captured_again(connection, view, joined)
    if not again:
        return {}
    versions = _versions(connection, view, joined, again)
    changes: dict[int, list[ArticleChange]] = defaultdict(list)
    for appearance in connection.execute(_quoted(view, again)):
        change = _change(appearance, versions[joined.canonical("article", appearance.article_id)])
        if change is not None:
            changes[appearance.claim_id].append(change)
    return {claim: tuple(each) for claim, each in changes.items()}


def _held(view: View) -> list[ColumnElement[bool]]:
    """Return the conditions on the snapshots that may be read."""
    snapshot = TABLES["snapshot"]
    held = [~snapshot.c.confidential, snapshot.c.text.is_not(None)]
    return held if view.as_of is None else [*held, snapshot.c.entered_at <= view.as_of]


def _captured_again(connection: Connection, view: View, joined: Identities) -> list[int]:
    """Return the articles with several snapshots, and the articles judged the same as each."""
    snapshot = TABLES["snapshot"]
    counted = select(snapshot.c.article_id, func.count()).where(*_held(view)).group_by(snapshot.c.article_id)
    counts: dict[int, int] = defaultdict(int)
    for article, number in connection.execute(counted):
        counts[joined.canonical("article", article)] += number
    return sorted(joined.all_members("article", (article for article, number in counts.items() if number > 1)))


def _versions(
    connection: Connection, view: View, joined: Identities, articles: Sequence[int]
) -> dict[int, list[Version]]:
    """Return the versions of articles by canonical number, oldest first."""
    snapshot = TABLES["snapshot"]
    columns = (snapshot.c.article_id, snapshot.c.entered_at, snapshot.c.text)
    texts = select(*columns).where(*_held(view), snapshot.c.article_id.in_(articles)).order_by(snapshot.c.id)
    versions: dict[int, list[Version]] = defaultdict(list)
    for article, at, text in connection.execute(texts):
        versions[joined.canonical("article", article)].append((at, Searched(text)))
    return versions


def _quoted(view: View, articles: Sequence[int]) -> Select[Any]:
    """Return the appearances in articles that have an excerpt, on the record and not entered wrongly."""
    appearance, correction = TABLES["appearance"], TABLES["correction"]
    wrong = select(correction.c.appearance_id).where(correction.c.kind == CorrectionKind.WRONG)
    columns = [appearance.c[name] for name in ("id", "claim_id", "article_id", "excerpt", "prefix", "suffix")]
    statement = select(*columns).where(
        appearance.c.article_id.in_(articles),
        appearance.c.excerpt.is_not(None),
        ~is_off_record(appearance),
        appearance.c.id.not_in(wrong),
    )
    if view.as_of is not None:
        statement = statement.where(appearance.c.entered_at <= view.as_of)
    return statement.order_by(appearance.c.id)


def _change(appearance: Row[Any], versions: Sequence[Version]) -> ArticleChange | None:
    """Return since when an excerpt no longer stands in its article, or None if it does, or never did."""
    quote = Quote(appearance.excerpt, appearance.prefix or "", appearance.suffix or "")
    standing = [place for place, (_, searched) in enumerate(versions) if searched.holds(quote)]
    if not standing or standing[-1] == len(versions) - 1:
        return None
    since, _ = versions[standing[-1] + 1]
    return ArticleChange(appearance.id, since, gone=versions[-1][1].place_of(quote) is None)
