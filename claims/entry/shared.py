"""Shared by actions of every kind: bylines, possible duplicate articles, and article labels."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session

from claims.entry.work import Work, number
from claims.privacy.redaction import redacted_name
from claims.reading.registers.twins import twin_articles
from claims.store.tables import Article, Outlet
from claims.text.matching import match_key


def sign(work: Work, article: int, reporters: Collection[str], outlet: int | None) -> None:
    """Add reporters to an article's byline, after those already in it; new reporters write for ``outlet``."""
    known = work.registers.archive.article(article)
    work.registers.articles.sign(known, reporters, outlet)


def notice_twins(
    work: Work, articles: Collection[int], *, claims: Collection[int] = (), outlets: Collection[int] | None = None
) -> None:
    """Point out an outlet's unread articles that may be the same report as another, with the command to merge them.

    A pair counts if one of ``articles`` was just added, or both carry one of ``claims``. ``outlets`` are the articles'
    outlets, if known.
    """
    new = {record.id for record in work.made if record.subject == "article"}
    for pair in twin_articles(work.connection, articles, outlets=outlets):
        both = {pair.unread.id, pair.other.id}
        if chosen_anew(pair.unread.outlet or "") in work.chosen and pair.unread.id in new:
            continue
        if both & new or (claims and pair.same_claim):
            work.notice(pair.sentence)


def chosen_anew(outlet: str) -> str:
    """Return the note that a person wants a new report of an outlet, not an existing one."""
    return f"another report of {match_key(outlet)}"


def article_label(session: Session, row: Article) -> str:
    """Return an article's label for sentences: its outlet and day."""
    outlet = session.get(Outlet, row.outlet_id) if row.outlet_id else None
    named = (outlet.name or redacted_name("outlet", number(outlet))) if outlet else "an unknown outlet"
    return f"{named}, {row.published.split('T')[0]}" if row.published else named
